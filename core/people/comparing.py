"""A file beside what Townhall knows: who is new, what changes for whom, and what an import would refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.people.cells import is_country
from core.people.chart import check_chart
from core.people.models import Role
from core.people.sheet import Problem, Row, Sheet
from core.people.standing import Standing
from core.words import _, ngettext

GRANTED = frozenset(Role)
PLATFORMS = {"discord": "discord_id", "slack": "slack_id"}


@dataclass(slots=True)
class Step:
    """What one row comes down to: `columns` are the person's own values that change, the rest links to others."""

    row: Row
    person_id: int | None
    columns: dict[str, Any] = field(default_factory=dict)
    new_manager: bool = False
    new_deputy: bool = False
    roles: tuple[str, ...] = ()
    valid_from: date | None = None
    accounts: tuple[tuple[str, str, str], ...] = ()

    def what(self) -> tuple[str, ...]:
        """What changes, in the words of Row."""
        linked = [platform for platform, _space, _user in self.accounts]
        flags = {
            "manager_email": self.new_manager,
            "deputy_email": self.new_deputy,
            "roles": bool(self.roles),
            "minutes": self.valid_from is not None,
            **{meaning: platform in linked for platform, meaning in PLATFORMS.items()},
        }
        return (*self.columns, *(meaning for meaning, changes in flags.items() if changes))


class Comparison:
    """Every row of the sheet compared once; nothing is written here."""

    def __init__(self, sheet: Sheet, now: Standing, today: date) -> None:
        self.sheet, self.now, self.today = sheet, now, today
        problems, notes = check_chart(
            sheet, known=now.chart(), hr_known=any(Role.HR in roles for roles in now.roles.values())
        )
        self.problems = [*sheet.problems, *problems]
        self.notes = [*sheet.notes, *notes]
        self.claimed: dict[int, int] = {}
        self.new_teams: dict[str, str] = {}
        self.steps = [self._step(row) for row in sheet.rows]
        self._note_unlinked()
        self._note_locations()
        self._note_returned()
        in_file = {step.person_id for step in self.steps}
        self.missing = tuple(
            person.id
            for person in now.people.values()
            if person.id not in in_file and person.email and (person.left_on is None or person.left_on >= today)
        )

    def _problem(self, row: Row, meaning: str, text: str) -> None:
        self.problems.append(Problem(row.number, self.sheet.headings.get(meaning, meaning), text))

    def _step(self, row: Row) -> Step:
        step = Step(row, self.now.by_email.get(row.email))
        step.accounts = tuple(self._accounts(row, step))
        if step.person_id is not None:
            first = self.claimed.setdefault(step.person_id, row.number)
            if first != row.number:
                text = _("Rows {first} and {second} are the same person in Townhall. Keep one of them.")
                self._problem(row, "email", text.format(first=first, second=row.number))
        self._columns(row, step)
        self._links(row, step)
        given = {role for role in row.roles if role in GRANTED}
        step.roles = tuple(sorted(given - self.now.roles.get(step.person_id or 0, set())))
        step.valid_from = self._pattern_from(row, step.person_id)
        return step

    def _columns(self, row: Row, step: Step) -> None:
        """A cell that says nothing changes nothing, but an empty last day takes back an earlier one."""
        person = self.now.people.get(step.person_id or 0)
        team = self.now.teams.get(row.team.casefold())
        if row.team and team is None:
            self.new_teams.setdefault(row.team.casefold(), row.team)
        if row.team and (team is None or person is None or person.team_id != team):
            step.columns["team"] = row.team
        for meaning in ("name", "email", "started_on", "left_on", "language", "zone", "location"):
            value = getattr(row, meaning)
            clears = meaning == "left_on" and meaning in self.sheet.headings
            if (value is not None or clears) and value != getattr(person, meaning, None):
                step.columns[meaning] = value
        if person and row.started_on is None and row.left_on and person.started_on and row.left_on < person.started_on:
            self._problem(row, "left_on", _("The last day lies before the first day. Check both dates."))

    def _links(self, row: Row, step: Step) -> None:
        """Whether manager and deputy become others; an empty manager cell is nobody, an empty deputy cell no news."""
        person = self.now.people.get(step.person_id or 0)
        before = person.manager_id if person else None
        if "manager_email" in self.sheet.headings:
            after = self.now.by_email.get(row.manager_email or "")
            step.new_manager = before != after or (after is None and row.manager_email is not None)
        if row.deputy_email:
            after = self.now.by_email.get(row.deputy_email)
            step.new_deputy = after is None or self.now.deputies.get(step.person_id or 0) != after

    def _pattern_from(self, row: Row, person_id: int | None) -> date | None:
        """From which day the hours count; None if they are known (the same rule as the calendar's own)."""
        if row.minutes is None:
            return None
        before = self.now.patterns.get(person_id or 0)
        if before is None:
            person = self.now.people.get(person_id or 0)
            return row.started_on or (person.started_on if person else None) or self.today
        valid_from, known, assumed = before
        if known == row.minutes and (row.even or not assumed):
            return None
        if row.even and not assumed and sum(known) == sum(row.minutes):
            return None
        return max(self.today, valid_from)

    def _accounts(self, row: Row, step: Step) -> list[tuple[str, str, str]]:
        """Accounts to link; one that is known finds a person without e-mail, and never moves to another person."""
        linked = []
        for platform, meaning in PLATFORMS.items():
            user, spaces = getattr(row, meaning), self.now.spaces.get(platform, [])
            if not user:
                continue
            owners = {person for _space, person in self.now.accounts.get((platform, user), [])}
            owner = next(iter(owners), None)
            if owner is None:
                linked += [(platform, spaces[0], user)] if len(spaces) == 1 else []
            elif step.person_id is None and len(owners) == 1 and owner in self.now.people:
                if self.now.people[owner].email:
                    self._problem(
                        row,
                        meaning,
                        _("This account belongs to somebody else in Townhall. Correct it or take it out of the row."),
                    )
                step.person_id = owner
            elif owners != {step.person_id}:
                self._problem(
                    row,
                    meaning,
                    _("This account belongs to somebody else in Townhall. Correct it or take it out of the row."),
                )
        return linked

    def _note_unlinked(self) -> None:
        for platform, meaning in PLATFORMS.items():
            count = sum(bool(getattr(row, meaning)) for row in self.sheet.rows)
            if count and len(self.now.spaces.get(platform, [])) != 1:
                text = ngettext(
                    "{count} {platform} account can't be linked: Townhall does not serve exactly one space there.",
                    "{count} {platform} accounts can't be linked: Townhall does not serve exactly one space there.",
                    count,
                )
                words = text.format(count=count, platform=platform.capitalize())
                self.notes.append(Problem(None, self.sheet.headings.get(meaning), words))

    def _note_locations(self) -> None:
        offices = sorted({row.location for row in self.sheet.rows if row.location and not is_country(row.location)})
        if offices:
            text = _(
                "No public holidays are known for {places}. Write a country code like NL, or add the days off there."
            )
            places = ", ".join(offices[:10]) + (", …" if len(offices) > 10 else "")
            self.notes.append(Problem(None, self.sheet.headings.get("location"), text.format(places=places)))

    def _note_returned(self) -> None:
        """Rows of people who left before, while the file has no column that says they are back."""
        people = [(step.row.number, self.now.people.get(step.person_id or 0)) for step in self.steps]
        rows = [number for number, person in people if person and person.left_on and person.left_on < self.today]
        if rows and "left_on" not in self.sheet.headings:
            text = _("These rows are people who left: {rows}. Add an empty column for the last day if they are back.")
            shown = ", ".join(map(str, rows[:10])) + (", …" if len(rows) > 10 else "")
            self.notes.append(Problem(None, None, text.format(rows=shown)))
