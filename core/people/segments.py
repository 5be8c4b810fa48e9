"""Groups across teams: by what people are (team, place of work, role, language, how new), or by joining of their own accord."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, false, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.errors import UserError
from core.people.directory import teams
from core.people.models import Grant, Person, Segment, SegmentMember
from core.values import frozen
from core.words import _

p, g, s, m = table(Person), table(Grant), table(Segment), table(SegmentMember)
_columns = (s.c.id, s.c.name, s.c.about, s.c.rule, s.c.opt_in, s.c.with_guests, s.c.goal, s.c.owner_id, s.c.review_on)
_join = Query(
    insert_or(m).on_conflict_do_nothing(index_elements=["segment_id", "person_id"]), "segment_id", "person_id"
)
_leave = Query(delete(m).where(m.c.segment_id == bindparam("segment"), m.c.person_id == bindparam("person")))


class NoSuchGroup(UserError):
    """The group is gone, or never was."""

    kind = "no_such_group"


class GroupNameTaken(UserError):
    """Two groups cannot have one name."""

    kind = "group_name_taken"


@frozen
class Rule:
    """What the people of a group have in common; an empty part says nothing, several parts must all hold.

    `teams` are ids and include the teams below them; `newer_than_days` counts from the first working day.
    """

    teams: tuple[int, ...] = ()
    locations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    newer_than_days: int = 0


@frozen
class SegmentHere:
    """A group; `opt_in` means that people join it themselves and the rule says nothing."""

    id: int
    name: str
    about: str
    rule: Rule
    opt_in: bool
    with_guests: bool
    goal: str
    owner_id: int | None
    review_on: date | None


def _here(row: Any) -> SegmentHere:
    parts: dict[str, Any] = {key: tuple(part) if isinstance(part, list) else part for key, part in row.rule.items()}
    rule = Rule(**parts)
    return SegmentHere(
        row.id, row.name, row.about, rule, row.opt_in, row.with_guests, row.goal, row.owner_id, row.review_on
    )


def segments(tx: Tx) -> list[SegmentHere]:
    """All groups, by name."""
    return [_here(row) for row in tx.execute(select(*_columns).order_by(s.c.name))]


def segment(tx: Tx, segment_id: int) -> SegmentHere:
    """This group; raises NoSuchGroup."""
    row = tx.execute(select(*_columns).where(s.c.id == segment_id)).first()
    if row is None:
        raise NoSuchGroup(_("This group is no longer there. Choose another one."))
    return _here(row)


def put_segment(
    tx: Tx, name: str, rule: Rule, *, segment_id: int = 0, about: str = "", opt_in: bool = False,
    with_guests: bool = False, goal: str = "", owner: int | None = None, review_on: date | None = None,
) -> int:  # fmt: skip
    """Make a group, or change the one with this id; who may do that is for the caller. Raises GroupNameTaken."""
    taken = tx.execute(select(s.c.id).where(s.c.name == name, s.c.id != segment_id)).first()
    if taken:
        raise GroupNameTaken(_("There is a group with this name already. Choose another name."))
    parts = {key: list(part) if isinstance(part, tuple) else part for key, part in asdict(rule).items()}
    values = {"name": name, "about": about, "rule": parts, "opt_in": opt_in, "with_guests": with_guests,
              "goal": goal, "owner_id": owner, "review_on": review_on}  # fmt: skip
    if segment_id:
        segment(tx, segment_id)
        tx.execute(update(s).where(s.c.id == segment_id).values(**values))
        return segment_id
    return int(tx.execute(insert_or(s).values(**values).returning(s.c.id)).scalar_one())


def drop_segment(tx: Tx, segment_id: int) -> None:
    """The group is gone, with who joined it."""
    tx.execute(delete(m).where(m.c.segment_id == segment_id))
    tx.execute(delete(s).where(s.c.id == segment_id))


def join_segment(tx: Tx, segment_id: int, person: int) -> None:
    """The person joins, of their own accord; twice is once. Only groups to be joined have members."""
    if not segment(tx, segment_id).opt_in:
        raise NoSuchGroup(_("This group follows from what people do here; it can't be joined."))
    tx.run(_join, segment_id=segment_id, person_id=person)


def leave_segment(tx: Tx, segment_id: int, person: int) -> None:
    """The person leaves."""
    tx.run(_leave, segment=segment_id, person=person)


def segment_people(
    tx: Tx, segment_id: int, after: int = 0, most: int | None = None, until: int | None = None
) -> list[int]:
    """Who is in the group today, by id; the next so many after this id, or all, up to and including `until`."""
    found = segment(tx, segment_id)
    today = tx.now.date()
    asked = select(p.c.id).where(or_(p.c.left_on.is_(None), p.c.left_on >= today), p.c.id > after)
    if until is not None:
        asked = asked.where(p.c.id <= until)
    if found.opt_in:
        asked = asked.where(p.c.id.in_(select(m.c.person_id).where(m.c.segment_id == segment_id)))
    else:
        asked = asked.where(*_holds(tx, found.rule, today))
    return list(tx.execute(asked.order_by(p.c.id).limit(most)).scalars())


def segments_of(tx: Tx, person: int) -> list[int]:
    """The groups this person joined."""
    return list(tx.execute(select(m.c.segment_id).where(m.c.person_id == person).order_by(m.c.segment_id)).scalars())


def _holds(tx: Tx, rule: Rule, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if rule.teams:
        conditions.append(p.c.team_id.in_(_with_those_below(tx, rule.teams)))
    if rule.locations:
        conditions.append(p.c.location.in_(rule.locations))
    if rule.languages:
        conditions.append(p.c.language.in_(rule.languages))
    if rule.roles:
        conditions.append(p.c.id.in_(select(g.c.person_id).where(g.c.role.in_(rule.roles))))
    if rule.newer_than_days:
        conditions.append(p.c.started_on > today - timedelta(days=rule.newer_than_days))
    return conditions or [false()]


def _with_those_below(tx: Tx, wanted: tuple[int, ...]) -> list[int]:
    below: dict[int | None, list[int]] = {}
    for team in teams(tx):
        below.setdefault(team.parent_id, []).append(team.id)
    found, waiting = set(wanted), list(wanted)
    while waiting:
        for team_id in below.get(waiting.pop(), ()):
            if team_id not in found:
                found.add(team_id)
                waiting.append(team_id)
    return sorted(found)
