"""A file with people as an HR system exports it, read into rows, with every problem at its row and column."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from core.people.cells import (
    read_balance,
    read_day,
    read_discord_id,
    read_email,
    read_hours,
    read_language,
    read_roles,
    read_slack_id,
    read_superior,
    read_text,
    read_week,
    read_zone,
    spread,
)
from core.people.columns import DATES, DAYS, Columns, find_delimiter, first_record, is_blank, records, understand
from core.people.decoding import decode
from core.people.sheet import Problem, Row, Sheet, Unreadable
from core.people.written_dates import Order, order_shown, read_date, settle_order
from core.words import _, ngettext

__all__ = ["MOST_ROWS", "Problem", "Row", "Sheet", "read"]

MOST_ROWS = 200_000

T = TypeVar("T")
Week = tuple[int, int, int, int, int, int, int]


def read(content: bytes, *, today: date) -> Sheet:
    """What the file says; never raises: a file that can't be read at all is a Sheet with one problem.

    `today` only bounds the dates that can be meant.
    """
    try:
        text, encoding = decode(content)
    except Unreadable as refusal:
        return Sheet(problems=(Problem(None, None, str(refusal)),))
    delimiter, text = find_delimiter(text)
    number, header = first_record(text, delimiter)
    if not number:
        broken = _("The first row can't be read: a quotation mark is not closed.")
        return Sheet(problems=(Problem(1, None, broken),), delimiter=delimiter, encoding=encoding)
    columns = understand(number, header)
    if columns.problems:
        return Sheet(
            problems=tuple(columns.problems),
            notes=tuple(columns.notes),
            delimiter=delimiter,
            encoding=encoding,
            headings=columns.headings,
        )
    return _Reading(text, delimiter, number, columns, today).sheet(encoding)


class _Reading:
    """One pass over the rows below the header, after a quick one that looks at the dates only."""

    def __init__(self, text: str, delimiter: str, header_row: int, columns: Columns, today: date) -> None:
        self.text, self.delimiter, self.header_row = text, delimiter, header_row
        self.columns, self.today = columns, today
        self.problems: list[Problem] = []
        self.notes = list(columns.notes)
        self.orders: dict[str, Order | None] = {}
        self.seen: dict[tuple[str, str], int] = {}
        self.has_days = any(day in columns.places for day in DAYS)

    def sheet(self, encoding: str) -> Sheet:
        self._settle_orders()
        rows = []
        for count, (number, cells) in enumerate(self._records(), start=1):
            if count > MOST_ROWS:
                text = _("The file has more than {most} people. Split it and import the parts.")
                self.problems, rows = [Problem(None, None, text.format(most=MOST_ROWS))], []
                break
            row = self._row(number, cells)
            if row is not None:
                rows.append(row)
        if not rows and not self.problems:
            self.problems.append(Problem(None, None, _("There is nobody in this file, only headings.")))
        evenly = sum(row.even for row in rows)
        if evenly:
            text = ngettext(
                "{count} person has weekly hours without a pattern. They are spread evenly over Monday to Friday.",
                "{count} people have weekly hours without a pattern. They are spread evenly over Monday to Friday.",
                evenly,
            )
            self.notes.append(Problem(None, self.columns.headings.get("weekly"), text.format(count=evenly)))
        return Sheet(
            rows=tuple(rows),
            problems=tuple(self.problems),
            notes=tuple(self.notes),
            delimiter=self.delimiter,
            encoding=encoding,
            headings=self.columns.headings,
        )

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        number = 0
        try:
            for number, cells in records(self.text, self.delimiter):
                if number > self.header_row and not is_blank(cells):
                    yield number, cells
        except csv.Error:
            text = _("Reading stopped here. A quotation mark is not closed, or stands in the middle of a cell.")
            self._problem(number + 1, None, text)

    def _settle_orders(self) -> None:
        places = {meaning: self.columns.places[meaning] for meaning in DATES if meaning in self.columns.places}
        seen: dict[str, dict[Order, int]] = {meaning: {} for meaning in places}
        if places:
            for number, cells in self._records():
                for meaning, place in places.items():
                    order = order_shown(cells[place]) if place < len(cells) else None
                    if order:
                        seen[meaning].setdefault(order, number)
            self.problems.clear()
        for meaning, own in seen.items():
            others = [order for other in seen.values() for order in other]
            self.orders[meaning] = settle_order(own, others, self.columns.dutch)
            if len(own) > 1:
                text = _("Row {day_first} puts the day first and row {month_first} the month. Write all dates year first.")
                message = text.format(day_first=own[Order.DAY_FIRST], month_first=own[Order.MONTH_FIRST])
                self._problem(max(own.values()), meaning, message)
                self.orders[meaning] = Order.DAY_FIRST

    def _problem(self, row: int, meaning: str | None, text: str) -> None:
        self.problems.append(Problem(row, self.columns.headings.get(meaning or "", meaning), text))

    def _cell(self, cells: Sequence[str], meaning: str) -> str:
        place = self.columns.places.get(meaning)
        if place is None or place >= len(cells):
            return ""
        cell = cells[place].strip()
        return "" if cell in ("-", "–", "—") else cell

    def _read(self, number: int, cells: Sequence[str], meaning: str, how: Callable[[str], T]) -> T | None:
        cell = self._cell(cells, meaning)
        if not cell:
            return None
        try:
            return how(cell)
        except Unreadable as refusal:
            self._problem(number, meaning, str(refusal))
            return None

    def _required(self, number: int, cells: Sequence[str], meaning: str, how: Callable[[str], str]) -> str:
        if not self._cell(cells, meaning):
            self._problem(number, meaning, _("This cell is empty. Every person needs it."))
        return self._read(number, cells, meaning, how) or ""

    def _row(self, number: int, cells: Sequence[str]) -> Row | None:
        if len(cells) > self.columns.width and not is_blank(cells[self.columns.width :]):
            text = _("This row has {count} cells, the headings {width}. Put quotation marks around a cell with a “{mark}”.")
            mark = "tab" if self.delimiter == "\t" else self.delimiter
            self._problem(number, None, text.format(count=len(cells), width=self.columns.width, mark=mark))
        name = self._name(number, cells)
        email = self._unique(number, "email", self._required(number, cells, "email", read_email))
        team = self._required(number, cells, "team", read_text)
        started_on, left_on = self._date(number, cells, "started_on"), self._date(number, cells, "left_on")
        if started_on and left_on and left_on < started_on:
            self._problem(number, "left_on", _("The last day lies before the first day."))
        minutes, even = self._week(number, cells)
        opening, statutory, extra = self._opening(number, cells)
        opening_on = self._date(number, cells, "opening_on")
        given = opening is not None
        if given and not self._cell(cells, "opening_on"):
            self._problem(number, "opening_on", _("A balance needs its date. Fill in the day on which it was right."))
        if given and opening_on and started_on and opening_on < started_on:
            self._problem(number, "opening_on", _("The date of the balance lies before the first day at work."))
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
            location=self._read(number, cells, "location", read_text),
            discord_id=self._unique(number, "discord_id", self._read(number, cells, "discord_id", read_discord_id)),
            slack_id=self._unique(number, "slack_id", self._read(number, cells, "slack_id", read_slack_id)),
        )
        return row if email else None

    def _name(self, number: int, cells: Sequence[str]) -> str:
        if "name" in self.columns.places:
            return self._required(number, cells, "name", read_text)
        if not self._cell(cells, "first_name"):
            return self._required(number, cells, "last_name", read_text)
        parts = (self._read(number, cells, meaning, read_text) for meaning in ("first_name", "name_prefix", "last_name"))
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
        self._problem(number, meaning, text.format(first=first, second=number))
        return None
