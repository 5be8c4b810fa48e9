"""Taking over a file of people: first what would happen, with row numbers; then all of it or nothing (T33)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from core.db import Tx
from core.errors import UserError
from core.people import merging
from core.people.comparing import Comparison, Step
from core.people.sheet import Problem, Sheet
from core.people.standing import standing, structure
from core.values import frozen
from core.words import _, ngettext


@frozen
class Change:
    """What becomes different for a person who is here already; `what` names fields of Row."""

    row: int
    person_id: int
    what: tuple[str, ...]


@frozen
class Opening:
    """A balance the file states, in minutes, right at the start of `on`; `person_id` is known once applied."""

    row: int
    email: str
    minutes: int
    statutory_minutes: int | None
    extra_minutes: int | None
    on: date
    person_id: int | None = None


@frozen
class Plan:
    """What an import does: rows that are new, changed and the same; new teams; people the file does not name
    (`missing`) and those of them who leave by it (`leaving`). With any problem it does nothing.
    """

    created: tuple[int, ...]
    changed: tuple[Change, ...]
    same: tuple[int, ...]
    teams: tuple[str, ...]
    missing: tuple[int, ...]
    leaving: tuple[int, ...]
    openings: tuple[Opening, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


class ImportRefused(UserError):
    """The file has problems, so nothing of it was taken over."""

    kind = "import_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        text = ngettext(
            "Nothing was imported: the file has {count} problem. Correct it and try again.",
            "Nothing was imported: the file has {count} problems. Correct them and try again.",
            len(problems),
        )
        super().__init__(text.format(count=len(problems)))
        self.problems = tuple(problems)


class ChangedMeanwhile(UserError):
    """Somebody came, left or moved between looking and writing; looking once more gives a plan that fits."""

    kind = "changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed the people here at this very moment. Nothing was imported; try once more.")
        )


@frozen
class Prepared:
    """A file compared: what it would do, and the shape of what it was compared with."""

    plan: Plan
    compared: Comparison
    today: date
    structure: tuple[int, ...]


def preview(tx: Tx, sheet: Sheet, *, today: date, leavers: bool = False) -> Plan:
    """What `apply` would do now; changes nothing."""
    return _plan(Comparison(sheet, standing(tx, today), today), leavers)


def prepare(tx: Tx, sheet: Sheet, *, today: date, leavers: bool = False) -> Prepared:
    """Compare the whole file with what is there, on a reader: `carry_out` then only has to write."""
    compared = Comparison(sheet, standing(tx, today), today)
    return Prepared(_plan(compared, leavers), compared, today, structure(tx))


def apply(tx: Tx, sheet: Sheet, *, today: date, leavers: bool = False) -> Plan:
    """Take over the whole file in this unit, or raise ImportRefused with every problem and take over nothing.

    Roles are only added, never taken away. With `leavers`, today is the last working day of whoever the file does
    not name; without it they stay. The same file a second time changes nothing.
    """
    tx.lock("people.import", 0)
    return carry_out(tx, prepare(tx, sheet, today=today, leavers=leavers))


def carry_out(tx: Tx, prepared: Prepared) -> Plan:
    """Write what was prepared, in one unit: all of it, or ImportRefused, or ChangedMeanwhile, and nothing."""
    tx.lock("people.import", 0)
    compared, plan = prepared.compared, prepared.plan
    if plan.problems:
        raise ImportRefused(plan.problems)
    if structure(tx) != prepared.structure:
        raise ChangedMeanwhile
    ids = merging.merge(tx, compared, plan.leaving, prepared.today)
    return replace(plan, openings=tuple(replace(opening, person_id=ids[opening.email]) for opening in plan.openings))


def _plan(compared: Comparison, leavers: bool) -> Plan:
    known = [(step, step.person_id, step.what()) for step in compared.steps if step.person_id is not None]
    return Plan(
        created=tuple(step.row.number for step in compared.steps if step.person_id is None),
        changed=tuple(Change(step.row.number, person, what) for step, person, what in known if what),
        same=tuple(step.row.number for step, _person, what in known if not what),
        teams=tuple(compared.new_teams.values()),
        missing=compared.missing,
        leaving=compared.missing if leavers else (),
        openings=tuple(_openings(compared.steps)),
        problems=tuple(compared.problems),
        notes=tuple(compared.notes),
    )


def _openings(steps: Iterable[Step]) -> Iterable[Opening]:
    for row in (step.row for step in steps):
        if row.opening_minutes is not None and row.opening_on is not None:
            parts = (row.opening_statutory_minutes, row.opening_extra_minutes)
            yield Opening(row.number, row.email, row.opening_minutes, *parts, row.opening_on)
