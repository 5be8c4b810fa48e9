"""How soon departments answer, solve and fix for good, beside the stretch before; for those who lead, and their own people.

A figure about too few people would be one about persons: small departments count as one, by the ground floor's suppression.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median_low
from typing import Any

from sqlalchemy import bindparam, select

from core import people, privacy
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.escalation.case import Department, belongs, departments
from core.escalation.models import Ask, Case, Link, Problem, Status, Step
from core.escalation.queue import queue_of
from core.people import Me, Role
from core.values import frozen
from core.words import _

PERIODS = {"week": 7, "month": 28, "quarter": 91, "year": 364}
"""Whole weeks, so that as many weekends lie in a period as in the one before it."""
_ask, _case, _link, _problem = table(Ask), table(Case), table(Link), table(Problem)
_rows = Query(
    select(_ask.c.team_id, _ask.c.case_id, _ask.c.step, _ask.c.first_minutes, _ask.c.breached_at, _case.c.asked_at,
           _case.c.used_minutes, _case.c.missed_at, _case.c.asker_score, _case.c.customer_score)
    .join(_case, _case.c.id == _ask.c.case_id)
    .where(_case.c.asked_at >= bindparam("since"), _case.c.asked_at < bindparam("until"),
           _case.c.status != Status.WITHDRAWN.value)
)  # fmt: skip
_fixed = Query(
    select(_problem.c.id, _problem.c.started_at, _problem.c.checked_at, _ask.c.team_id).distinct()
    .join(_link, _link.c.problem_id == _problem.c.id).join(_ask, _ask.c.case_id == _link.c.case_id)
    .where(_problem.c.checked_at >= bindparam("since"), _problem.c.checked_at < bindparam("until"),
           _problem.c.status == "solved", _link.c.unlinked_at.is_(None))
)  # fmt: skip


@frozen
class Figures:
    """What a stretch of questions says: `first` and `solved` are middle business minutes, `slow` the time nine of ten
    first answers took at most, `fix_days` the middle days from a problem's start to its checked fix; None is nothing yet.

    `late` counts deadlines missed, `overran` solution targets missed; `happy` of `rated` taps said that it went well.
    """

    asked: int
    answered: int
    first: int | None
    slow: int | None
    late: int
    closed: int
    solved: int | None
    overran: int
    fixes: int
    fix_days: int | None
    rated: int
    happy: int


@frozen
class OfDepartment:
    """One department, in this period and in the one before."""

    team_id: int
    name: str
    now: Figures
    before: Figures


@frozen
class Report:
    """A period (both days included), all that the reader may see together, each department, and the weeks one by one.

    `folded` names the reader's departments of too few people; together they are the one without a number, where that is
    shown. `scant`: even all of it rests on too few, so only questions are counted.
    """

    first_day: date
    last_day: date
    now: Figures
    before: Figures
    departments: tuple[OfDepartment, ...]
    weeks: tuple[tuple[date, Figures], ...]
    folded: tuple[str, ...]
    scant: bool


def may_report(tx: Tx, me: Me) -> list[Department]:
    """The departments whose figures are this person's: all for leaders, HR and admins, else those they lead or work in.

    Raises NotAllowed for everybody else.
    """
    known = departments(tx)
    if people.has_role(tx, me.id, Role.LEADER, Role.HR, Role.ADMIN):
        return known
    mine = [one for one in known if leads(tx, me, one.team_id) or belongs(tx, me, one.team_id)]
    if not mine:
        raise NotAllowed(_("These figures are for the departments and the leaders. Ask one of them."))
    return mine


def leads(tx: Tx, me: Me, team: int) -> bool:
    """Whether this person leads the department or owns its service."""
    return me.id in leads_of(tx, team)


def leads_of(tx: Tx, team: int) -> set[int]:
    """Who leads the department or owns its service; where nobody is named, the managers of its people."""
    queue = queue_of(tx, team)
    named = {one for one in (queue.lead_id, queue.owner_id) if one}
    return named or {one.manager_id for one in people.members(tx, team) if one.manager_id}


def told_apart(tx: Tx) -> tuple[frozenset[int], bool]:
    """The departments that have figures of their own beside all others', and whether the whole has: enough people each.

    A team below a department is part of it; whom nobody works in any more counts as one, who left.
    """
    above = {one.id: one.parent_id for one in people.teams(tx)}
    sizes = dict.fromkeys((one.team_id for one in departments(tx)), 0)
    for person in people.everybody(tx):
        at, seen = person.team_id, set[int]()
        while at is not None and at not in sizes and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at in sizes:
            sizes[at] += 1
    parts = tuple(privacy.Group(str(team), max(1, size)) for team, size in sizes.items())
    shown = privacy.choose_cells(privacy.Group("", sum(part.count for part in parts), parts))
    return frozenset(int(key) for key in shown if key), "" in shown


def report(tx: Tx, me: Me, days: int, zone: str, last_day: date | None = None) -> Report:
    """The figures of so many days, up to and including `last_day` (today when left out)."""
    mine, (apart, enough) = may_report(tx, me), told_apart(tx)
    own, folded = ([one for one in mine if (one.team_id in apart) is shown] for shown in (True, False))
    whole = len(mine) == len(departments(tx))
    scant = not (enough if whole else own)
    teams = {one.team_id for one in (mine if whole or scant else own)}
    last = last_day or local_day(tx.now, zone)
    first, earlier = last - timedelta(days=days - 1), last - timedelta(days=2 * days - 1)
    since, middle, until = (at_local(day, 0, 0, zone) for day in (earlier, first, last + timedelta(days=1)))
    rows = [row for row in tx.all(_rows, since=since, until=until) if row.team_id in teams]
    fixed = [row for row in tx.all(_fixed, since=since, until=until) if row.team_id in teams]
    now, before = (_between(rows, fixed, *ends) for ends in ((middle, until), (since, middle)))
    all_of_it = figures(*now), figures(*before)
    names = tuple(one.name for one in folded)
    if scant:
        few = [replace(_NOTHING, asked=one.asked) for one in all_of_it]
        return Report(first, last, few[0], few[1], (), (), names, True)
    blocks = [(one.team_id, one.name, {one.team_id}) for one in own]
    if whole and folded:
        blocks.append((0, "", {one.team_id for one in folded}))
    each = tuple(OfDepartment(number, name, figures(*_of(now, some)), figures(*_of(before, some)))
                 for number, name, some in blocks)  # fmt: skip
    weeks = []
    for at in range(0, days, 7):
        starts_on = first + timedelta(days=at)
        ends = (at_local(starts_on, 0, 0, zone), at_local(starts_on + timedelta(days=7), 0, 0, zone))
        weeks.append((starts_on, figures(*_between(now[0], now[1], *ends))))
    return Report(first, last, *all_of_it, each, tuple(weeks), names, False)


def figures(rows: Sequence[Any], fixed: Sequence[Any]) -> Figures:
    """What these parts of questions, and these fixes, add up to; a question at two departments is one question."""
    answers = [row for row in rows if row.step != Step.DECLINED and row.first_minutes is not None]
    cases = {row.case_id: row for row in rows}.values()
    closed = [row.used_minutes for row in cases if row.used_minutes is not None]
    taps = [score for row in cases for score in (row.asker_score, row.customer_score) if score]
    fixes = {row.id: (row.checked_at - row.started_at) // timedelta(days=1) for row in fixed}
    first = sorted(row.first_minutes for row in answers)
    return Figures(
        asked=len(cases), answered=len(answers), first=_middle(first), slow=first[-(-9 * len(first) // 10) - 1] if first else None,
        late=sum(row.breached_at is not None for row in rows), closed=len(closed), solved=_middle(closed),
        overran=sum(row.missed_at is not None for row in cases), fixes=len(fixes), fix_days=_middle(fixes.values()),
        rated=len(taps), happy=sum(score == 3 for score in taps),
    )  # fmt: skip


def _middle(values: Iterable[int]) -> int | None:
    found = list(values)
    return median_low(found) if found else None


def _between(
    rows: Sequence[Any], fixed: Sequence[Any], since: datetime, until: datetime
) -> tuple[list[Any], list[Any]]:
    return ([row for row in rows if since <= row.asked_at < until],
            [row for row in fixed if since <= row.checked_at < until])  # fmt: skip


def _of(both: tuple[list[Any], list[Any]], teams: set[int]) -> tuple[list[Any], list[Any]]:
    return [row for row in both[0] if row.team_id in teams], [row for row in both[1] if row.team_id in teams]


_NOTHING = figures([], [])
