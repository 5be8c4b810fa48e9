"""Days on which a team is needed, and whether enough of it would be left: a warning when asking, a reason when granting."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, delete, insert, select

from core import calendar, people
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.people.models import Person
from core.timeoff.cost import by_date
from core.timeoff.kinds import chain
from core.timeoff.models import BlockedDays, Request, Status
from core.timeoff.policy import rules_of
from core.values import frozen
from core.when import Range
from core.words import _

b = table(BlockedDays)
_between = Query(
    select(b.c.id, b.c.team_id, b.c.first_day, b.c.last_day, b.c.reason)
    .where(b.c.first_day <= bindparam("last"), b.c.last_day >= bindparam("first"))
    .order_by(b.c.first_day, b.c.id)
)

_request, _person = table(Request), table(Person)
_same_kind = Query(
    select(_request.c.id, _request.c.person_id, _request.c.status, _request.c.first_day, _request.c.costs)
    .join(_person, _person.c.id == _request.c.person_id)
    .where(_person.c.team_id == bindparam("team"), _request.c.kind == bindparam("of"))
    .where(_request.c.person_id != bindparam("me"))
    .where((_request.c.status == Status.PENDING.value) | (_request.c.status == Status.APPROVED.value))
    .where(_request.c.first_day <= bindparam("last"), _request.c.last_day >= bindparam("first"))
)


@frozen
class Blocked:
    """Days on which people are needed; without a team that is everybody."""

    id: int
    team_id: int | None
    team: str
    first_day: date
    last_day: date
    reason: str


@frozen
class Warnings:
    """What speaks against days off: blocked days, and dates on which fewer than the minimum would be left."""

    blocked: tuple[Blocked, ...]
    short: tuple[date, ...]


def block_days(tx: Tx, me: Me, team: int | None, first: date, last: date, reason: str) -> int:
    """Keep these days free of leave for a team with the teams below it, or for everybody; HR, or who leads the team.

    Raises NotAllowed, or FieldError when the days are reversed or no reason is given.
    """
    if not _may(tx, me, team):
        raise NotAllowed(_("Only HR, or who leads this team, can keep days free of leave."))
    if last < first:
        raise FieldError("days", _("The last day comes before the first. Turn them round."))
    if not reason.strip():
        raise FieldError("reason", _("Say why: people read it when they ask for these days."))
    made = tx.execute(
        insert(b)
        .values(team_id=team, first_day=first, last_day=last, reason=reason.strip(), by=me.id)
        .returning(b.c.id)
    )
    return int(made.scalar_one())


def unblock_days(tx: Tx, me: Me, number: int) -> None:
    """These days are free to ask for again."""
    row = tx.execute(select(b.c.team_id).where(b.c.id == number)).first()
    if row is None or not _may(tx, me, row.team_id):
        raise NotAllowed(_("Only HR, or who leads this team, can keep days free of leave."))
    tx.execute(delete(b).where(b.c.id == number))


def blocked_between(tx: Tx, team: int | None, first: date, last: date) -> list[Blocked]:
    """The blocked days that count for this team: its own, those of the teams above it, and everybody's; never a sibling's."""
    rows = tx.all(_between, first=first, last=last)
    if not rows:
        return []
    above = chain(tx, team)
    names = {one: found.name for one in above if (found := people.team(tx, one))}
    return [
        Blocked(row.id, row.team_id, names.get(row.team_id, ""), row.first_day, row.last_day, row.reason)
        for row in rows
        if row.team_id is None or row.team_id in above
    ]


def warnings(tx: Tx, person: int, days: Range, source: str = "", also: Collection[str] = ()) -> Warnings:
    """What speaks against these days for this person; `source` is their own wish in the calendar, if it is there.

    `also` are wishes of others that are to be granted with it. A minimum counts for the team and each team above it.
    """
    team = people.get(tx, person).team_id
    blocked = blocked_between(tx, team, days.first_day, days.last_day)
    if team is None:
        return Warnings(tuple(blocked), ())
    mine = calendar.minutes_on(tx, person, days.first_day, days.last_day)
    short: set[date] = set()
    for at, one in enumerate(chain(tx, team)):
        if at and not any(calendar.minimum_on(tx, one, days.last_day)):
            continue
        for day in calendar.occupancy(tx, one, days.first_day, days.last_day, [source, *also] if source else also):
            there = day.if_granted if source else day.if_granted - 2
            if day.scheduled and mine.get(day.day) and day.minimum and there < day.minimum:
                short.add(day.day)
    return Warnings(tuple(blocked), tuple(sorted(short)))


def crowded(tx: Tx, person: int, kind: str, days: Range, also: Collection[int] = ()) -> tuple[date, ...]:
    """Dates on which more people of this person's own team than the type allows would be away with it.

    Granted requests count, and those in `also`, which are to be granted with this one. Only who decides hears of it: a
    colleague's type of leave is not for the team.
    """
    rules = rules_of(tx, kind, person)
    team = people.get(tx, person).team_id
    if team is None or not rules.on("together", days.first_day):
        return ()
    away: dict[date, set[int]] = {}
    for row in tx.all(_same_kind, team=team, of=kind, me=person, first=days.first_day, last=days.last_day):
        if row.status != Status.APPROVED.value and row.id not in also:
            continue
        for day, some in by_date(row.first_day, row.costs) if row.costs else ():
            if some:
                away.setdefault(day, set()).add(row.person_id)
    works = calendar.minutes_on(tx, person, days.first_day, days.last_day)
    most = {day: rules.on("together", day) for day, some in works.items() if some}
    return tuple(day for day, limit in most.items() if limit and len(away.get(day, ())) >= limit)


def _may(tx: Tx, me: Me, team: int | None) -> bool:
    if people.has_role(tx, me.id, Role.HR):
        return True
    return team is not None and any(one.team_id == team for one in people.reports(tx, me.id))
