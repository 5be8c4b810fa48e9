"""The organisation chart that a file would make: circles, unknown managers, and who has nobody to decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.people.sheet import Problem, Row, Sheet
from core.words import _, ngettext

_MOST_LISTED = 10
_ADDRESS = re.compile(r"[^\s@,;/|<>()]+@[^\s@,;/|<>()]+")


def check_chart(
    sheet: Sheet, *, known: Mapping[str, str | None] | None = None, hr_known: bool = False
) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with who reports to whom (problems), and what HR should know (notes) (T36).

    `known` maps the e-mail of everybody already here to their manager's; a row of the sheet goes first, and an empty
    cell under a manager heading means "no manager". `hr_known`: somebody is HR already.
    """
    chart = _Chart(sheet, known or {})
    circles, notes = chart.circles()
    return [*chart.cells(), *circles], [*notes, *chart.without_manager(), *chart.without_hr(hr_known)]


class _Chart:
    def __init__(self, sheet: Sheet, known: Mapping[str, str | None]) -> None:
        self.sheet, self.known = sheet, known
        self.rows = {row.email: row for row in sheet.rows}
        self.people = {*self.rows, *known}
        has_managers = "manager_email" in sheet.headings
        self.managers = {**known, **{row.email: row.manager_email for row in sheet.rows if has_managers}}
        for email in self.rows:
            self.managers.setdefault(email, None)

    def cells(self) -> list[Problem]:
        """Managers and deputies that can't be: several in a cell, the person, somebody nobody knows."""
        found = []
        for row in self.sheet.rows:
            for meaning, email in (("manager_email", row.manager_email), ("deputy_email", row.deputy_email)):
                text = self._refusal(row, meaning, email) if email else None
                if text:
                    found.append(Problem(row.number, self.sheet.headings.get(meaning, meaning), text))
        return found

    def _refusal(self, row: Row, meaning: str, email: str) -> str | None:
        is_manager = meaning == "manager_email"
        if len(_ADDRESS.findall(email)) > 1:
            if is_manager:
                return _("This cell names several managers. Keep the one who decides on leave.")
            return _("This cell names several deputies. Keep one.")
        if email == row.email:
            return (
                _("Nobody is their own manager. Name somebody else, or leave the cell empty.")
                if is_manager
                else _("Nobody is their own deputy. Name somebody else, or leave the cell empty.")
            )
        if email in self.people:
            return None
        if is_manager:
            return _("This manager is not in the file and not in Townhall. Add them or correct the address.")
        return _("This deputy is not in the file and not in Townhall. Add them or correct the address.")

    def circles(self) -> tuple[list[Problem], list[Problem]]:
        """Every circle once: a problem where the file makes it, a note where it stood already."""
        done: set[str] = set()
        problems: list[Problem] = []
        notes: list[Problem] = []
        for start in self.managers:
            path: dict[str, int] = {}
            email: str | None = start
            while email is not None and email in self.managers and email not in done and email not in path:
                path[email] = len(path)
                email = self.managers[email]
            if email is not None and email in path and len(path) - path[email] > 1:
                members = list(path)[path[email] :]
                numbers = [self.rows[member].number for member in members if member in self.rows]
                (problems if numbers else notes).append(self._circle(members, numbers))
            done.update(path)
        return problems, notes

    def _circle(self, members: Sequence[str], numbers: Sequence[int]) -> Problem:
        if not numbers:
            text = _("{count} people who are already in Townhall manage each other in a circle. HR decides for them.")
            return Problem(None, None, text.format(count=len(members)))
        first = min(range(len(numbers)), key=numbers.__getitem__)
        turned = [*numbers[first:], *numbers[:first]]
        if len(numbers) < len(members):
            text = _("These rows manage each other in a circle, through somebody already in Townhall: {rows}.")
        else:
            text = _("These rows manage each other in a circle: {rows}.")
        shown = _numbers(turned, " → ") if len(turned) > _MOST_LISTED else " → ".join(map(str, [*turned, turned[0]]))
        return Problem(turned[0], self.sheet.headings.get("manager_email"), text.format(rows=shown))

    def without_manager(self) -> list[Problem]:
        """Who has nobody above them; HR decides on their requests."""
        numbers = [row.number for row in self.sheet.rows if not self.managers[row.email]]
        if not numbers:
            return []
        text = ngettext(
            "{count} person has no manager, so HR decides on their requests: row {rows}.",
            "{count} people have no manager, so HR decides on their requests: rows {rows}.",
            len(numbers),
        )
        column = self.sheet.headings.get("manager_email")
        return [Problem(None, column, text.format(count=len(numbers), rows=_numbers(numbers, ", ")))]

    def without_hr(self, hr_known: bool) -> list[Problem]:
        """Nobody has the role HR, in the file or before."""
        if hr_known or any("hr" in row.roles for row in self.sheet.rows):
            return []
        text = _("Nobody has the role hr. Give it to somebody, or requests without a manager reach no one.")
        return [Problem(None, self.sheet.headings.get("roles"), text)]


def _numbers(numbers: Sequence[int], between: str) -> str:
    shown = between.join(str(number) for number in numbers[:_MOST_LISTED])
    return shown if len(numbers) <= _MOST_LISTED else f"{shown}{between}…"
