"""One row of the file at a time: its cells become one person, whatever can't be read a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from core.people.cells import (
    read_balance,
    read_day,
    read_discord_id,
    read_email,
    read_language,
    read_location,
    read_roles,
    read_slack_id,
    read_superior,
    read_text,
    read_week,
    read_zone,
    spread,
)
from core.people.columns import DAYS, Columns, is_blank
from core.people.sheet import Problem, Row, Unreadable
from core.people.written_dates import Order, read_date
from core.words import _

T = TypeVar("T")
Week = tuple[int, int, int, int, int, int, int]

_MOST_WEEK = 60 * 60


class RowReader:
    """Reads the rows of one file, remembers what must be unique in it, and collects the problems."""

    def __init__(self, columns: Columns, delimiter: str, orders: Mapping[str, Order | None], today: date) -> None:
        self.columns, self.orders, self.today = columns, orders, today
        self.mark = "tab" if delimiter == "\t" else delimiter
        self.problems: list[Problem] = []
        self.seen: dict[tuple[str, str], int] = {}
        self.days = [day for day in DAYS if day in columns.places]

    def problem(self, row: int, meaning: str | None, text: str) -> None:
        """Note what is wrong in this row, under the heading the file itself uses."""
        self.problems.append(Problem(row, self.columns.headings.get(meaning or "", meaning), text))

    def _cell(self, cells: Sequence[str], meaning: str) -> str:
        place = self.columns.places.get(meaning)
        if place is None or place >= len(cells):
            return ""
        cell = cells[place].strip()
        return "" if cell in ("-", "–", "—") else cell

    def _read(self, number: int, cells: Sequence[str], meaning: str, how: Callable[[str], T]) -> T | None:
        if meaning not in self.columns.places or not (cell := self._cell(cells, meaning)):
            return None
        try:
            return how(cell)
        except Unreadable as refusal:
            self.problem(number, meaning, str(refusal))
            return None

    def _required(self, number: int, cells: Sequence[str], meaning: str, how: Callable[[str], str]) -> str:
        if not self._cell(cells, meaning):
            self.problem(number, meaning, _("This cell is empty. Every person needs it."))
        return self._read(number, cells, meaning, how) or ""

    def read(self, number: int, cells: Sequence[str]) -> Row | None:
        """The person in this row; None when there is no usable e-mail address to know them by."""
        if len(cells) > self.columns.width and not is_blank(cells[self.columns.width :]):
            text = _(
                "This row has {count} cells, the headings {width}. Put quotation marks around a cell with a “{mark}”."
            )
            self.problem(number, None, text.format(count=len(cells), width=self.columns.width, mark=self.mark))
        name = self._name(number, cells)
        email = self._unique(number, "email", self._required(number, cells, "email", read_email))
        team = self._required(number, cells, "team", read_text)
        started_on, left_on = self._date(number, cells, "started_on"), self._date(number, cells, "left_on")
        if started_on and left_on and left_on < started_on:
            self.problem(number, "left_on", _("The last day lies before the first day. Check both dates."))
        minutes, even = self._week(number, cells)
        opening, statutory, extra = self._opening(number, cells)
        opening_on = self._date(number, cells, "opening_on")
        given = opening is not None
        if given and not self._cell(cells, "opening_on"):
            self.problem(number, "opening_on", _("A balance needs its date. Fill in the day on which it was right."))
        if given and opening_on and started_on and opening_on < started_on:
            self.problem(
                number, "opening_on", _("The date of the balance lies before the first day at work. Check both dates.")
            )
        row = Row(
            number=number,
            name=name,
            email=email or "",
            team=team,
            manager_email=self._read(number, cells, "manager_email", read_superior),
            deputy_email=self._read(number, cells, "deputy_email", read_superior),
            started_on=started_on,
            left_on=left_on,
            minutes=minutes,
            even=even,
            opening_minutes=opening,
            opening_statutory_minutes=statutory,
            opening_extra_minutes=extra,
            opening_on=opening_on if given else None,
            language=self._read(number, cells, "language", read_language),
            zone=self._read(number, cells, "zone", read_zone),
            roles=self._read(number, cells, "roles", read_roles) or (),
            location=self._read(number, cells, "location", read_location),
            discord_id=self._unique(number, "discord_id", self._read(number, cells, "discord_id", read_discord_id)),
            slack_id=self._unique(number, "slack_id", self._read(number, cells, "slack_id", read_slack_id)),
        )
        return row if email else None

    def _name(self, number: int, cells: Sequence[str]) -> str:
        if "name" in self.columns.places:
            return self._required(number, cells, "name", read_text)
        if not self._cell(cells, "first_name"):
            return self._required(number, cells, "last_name", read_text)
        parts = (
            self._read(number, cells, meaning, read_text) for meaning in ("first_name", "name_prefix", "last_name")
        )
        return " ".join(part for part in parts if part)

    def _date(self, number: int, cells: Sequence[str], meaning: str) -> date | None:
        order = self.orders.get(meaning)
        return self._read(number, cells, meaning, lambda cell: read_date(cell, order, self.today))

    def _unique(self, number: int, meaning: str, value: str | None) -> str | None:
        if not value:
            return None
        first = self.seen.setdefault((meaning, value), number)
        if first == number:
            return value
        text = _("Rows {first} and {second} have the same value here. It must belong to one person.")
        self.problem(number, meaning, text.format(first=first, second=number))
        return None

    def _week(self, number: int, cells: Sequence[str]) -> tuple[Week | None, bool]:
        """Minutes per weekday, and whether they were spread for lack of a pattern; an empty day is a day off."""
        week = self._read(number, cells, "weekly", read_week)
        if not any(self._cell(cells, day) for day in self.days):
            return (None, False) if week is None else (spread(week), True)
        before = len(self.problems)
        read = {day: self._read(number, cells, day, read_day) or 0 for day in self.days}
        if len(self.problems) > before:
            return None, False
        mon, tue, wed, thu, fri, sat, sun = (read.get(day, 0) for day in DAYS)
        total = mon + tue + wed + thu + fri + sat + sun
        if total > _MOST_WEEK:
            self.problem(number, self.days[0], _("The days add up to more than 60 hours a week. Check the hours."))
        # 36.33 hours a week is how some systems round 7:16 a day.
        elif week is not None and abs(total - week) > 1:
            self.problem(number, "weekly", _("The days add up to other hours than the week. Correct one of them."))
        return (mon, tue, wed, thu, fri, sat, sun), False

    def _opening(self, number: int, cells: Sequence[str]) -> tuple[int | None, int | None, int | None]:
        """The balance in minutes: whole, statutory and extra; a part that nobody wrote down stays unknown."""
        whole = self._read(number, cells, "opening", read_balance)
        statutory = self._read(number, cells, "opening_statutory", read_balance)
        extra = self._read(number, cells, "opening_extra", read_balance)
        if statutory is not None and extra is not None:
            if whole is not None and abs(whole - statutory - extra) > 1:
                self.problem(
                    number, "opening", _("The statutory and extra hours don't add up to this balance. Check them.")
                )
            return statutory + extra, statutory, extra
        if whole is None:
            known = {"opening_statutory": statutory, "opening_extra": extra}
            for part, minutes in known.items():
                other = next(meaning for meaning in known if meaning != part)
                if minutes is not None and other in self.columns.places:
                    self.problem(number, other, _("This part of the balance is empty. Fill it in, 0 is fine."))
            return (statutory if extra is None else extra), statutory, extra
        if statutory is not None:
            return whole, statutory, whole - statutory
        return (whole, None, None) if extra is None else (whole, whole - extra, extra)
