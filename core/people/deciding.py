"""Who decides for somebody: the manager, the deputy while the manager is away or after two days, HR; never oneself."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import and_, bindparam, or_, select

from core.clock import local_day
from core.db import Query, Tx, table
from core.people.directory import get, has_role, with_role
from core.people.models import Deputy, Person, Role
from core.values import frozen

IsAway = Callable[[Tx, int, date], bool]
_deputy, _person = table(Deputy), table(Person)
_boss = _person.alias("boss")
_manager = Query(
    select(_boss.c.id.label("manager_id"), _person.c.zone)
    .select_from(_person.outerjoin(_boss, and_(
        _boss.c.id == _person.c.manager_id, or_(_boss.c.left_on.is_(None), _boss.c.left_on >= bindparam("day"))
    )))
    .where(_person.c.id == bindparam("person"))
)  # fmt: skip
_deputies = Query(
    select(_deputy.c.deputy_id)
    .join(_person, _person.c.id == _deputy.c.deputy_id)
    .where(
        _deputy.c.person_id == bindparam("person"),
        or_(_deputy.c.first_day.is_(None), _deputy.c.first_day <= bindparam("day")),
        or_(_deputy.c.last_day.is_(None), _deputy.c.last_day >= bindparam("day")),
        or_(_person.c.left_on.is_(None), _person.c.left_on >= bindparam("day")),
    )
    .order_by(_deputy.c.id)
)


@frozen
class Deciders:
    """Who may decide today: `asked` get the card now, in the order of who should; everybody in `allowed` may."""

    asked: tuple[int, ...]
    allowed: frozenset[int]


def deputies(tx: Tx, person: int, day: date) -> list[int]:
    """Who stands in for this person on this day."""
    return [row.deputy_id for row in tx.all(_deputies, person=person, day=day)]


def asked(tx: Tx, person: int, is_away: IsAway, escalated: bool = False) -> tuple[int, ...]:
    """Who should decide for this person now: the manager, or who stands in; HR where there is nobody."""
    return _asked(tx, person, is_away, escalated)[0]


def deciders(tx: Tx, person: int, is_away: IsAway, escalated: bool = False) -> Deciders:
    """Who decides for this person, resolved now: a manager who was replaced or has left has no say (T24)."""
    first, manager = _asked(tx, person, is_away, escalated)
    hr = [one.id for one in with_role(tx, Role.HR)]
    allowed = frozenset([*first, *hr, *([manager] if manager else [])]) - {person}
    return Deciders(first, allowed)


def _asked(tx: Tx, person: int, is_away: IsAway, escalated: bool) -> tuple[tuple[int, ...], int | None]:
    found = tx.one(_manager, person=person, day=tx.now.date())
    manager: int | None = found.manager_id if found.manager_id != person else None
    day = local_day(tx.now, found.zone)
    away = manager is not None and is_away(tx, manager, day)
    stand_ins: list[int] = []
    if manager and (away or escalated):
        stand_ins = [one for one in deputies(tx, manager, day) if one != person and not is_away(tx, one, day)]
    first = [manager] if manager and not away else []
    first += [one for one in stand_ins if one not in first]
    if not first or (escalated and not stand_ins):
        first += [one.id for one in with_role(tx, Role.HR) if one.id not in (person, *first)]
    return tuple(first), manager


def may_see_leave(tx: Tx, me: int, person: int) -> bool:
    """One's own, one's reports', and HR."""
    return me == person or get(tx, person).manager_id == me or has_role(tx, me, Role.HR)
