"""Who is invited to a round, 500 at a time, who is left in peace, and in which part of the round each one counts."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.people.models import Person
from core.surveys.cutting import Cut, cell_for, cut_of
from core.surveys.models import Participation, Round

if TYPE_CHECKING:
    from core.surveys.opening import Opened

PAGE, REST_DAYS, MANY = 500, 6, 20_000
TENURE = (365, 3 * 365)
"""Days that end the first and the second band of time here; the third has no end."""
_participation, _person, _round = table(Participation), table(Person), table(Round)
_here = (_person.c.left_on.is_(None), _person.c.erased.is_(False))
_heads = {
    by: Query(select(column.label("key"), func.count().label("n")).where(*_here).group_by(column))
    for by, column in (
        ("team", _person.c.team_id), ("place", _person.c.location), ("tenure", _person.c.started_on),
    )
}  # fmt: skip
_places = Query(select(_person.c.location).where(*_here).group_by(_person.c.location).order_by(_person.c.location))
_seats = Query(
    select(_participation.c.person_id)
    .where(_participation.c.round_id == bindparam("round"))
    .order_by(_participation.c.person_id)
)
_turn = Query(
    select(func.count().label("n")).where(_round.c.pulse_id == bindparam("pulse"), _round.c.id < bindparam("round"))
)
_invite = Query(
    insert_or(_participation).on_conflict_do_nothing(index_elements=["round_id", "person_id"]),
    "round_id", "person_id", "segment", "invited_on",
)  # fmt: skip


def audience(tx: Tx, to: str, after: int = 0, most: int = MANY) -> list[int]:
    """The next so many of these people by id; `teams:5.7` are the people of several teams together."""
    kind, _sep, names = to.partition(":")
    if kind != "teams":
        return people.audience(tx, to, after, most)
    pages = [people.audience(tx, f"team:{name}", after, most) for name in names.split(".")]
    return list(heapq.merge(*pages))[:most]


def whole_audience(tx: Tx, to: str, many: int = MANY) -> Iterator[int]:
    """All of these people, however many, read so many at a time."""
    after: int | None = 0
    while after is not None:
        page = audience(tx, to, after, many)
        yield from page
        after = page[-1] if len(page) == many else None


def seat_page(tx: Tx, asked: "Opened", after: int, parts: Iterable[int] | None = None) -> tuple[list[int], int | None]:
    """Invite the next 500, by id, without those who are away from the first day to the last.

    Who was asked something in the days before is left in peace by a pulse for a group or for everybody, and of a pulse
    in parts each round takes one part. `parts` are those that count apart, where they were looked up before. Gives who
    was invited, and after whom to go on (None: everybody has been asked).
    """
    today, last = local_day(tx.now, asked.zone), local_day(asked.closes_at, asked.zone)
    page = audience(tx, asked.audience, after, PAGE)
    turn = int(tx.one(_turn, pulse=asked.pulse_id, round=asked.id).n) % asked.parts
    there = [one for one in calendar.there_between(tx, page, today, last) if one % asked.parts == turn] if page else []
    if asked.team_id is None and asked.kind == "pulse" and there:
        lately = select(_participation.c.person_id).where(
            _participation.c.invited_on > today - timedelta(days=REST_DAYS), _participation.c.person_id.in_(there),
            _participation.c.round_id != asked.id,
        )  # fmt: skip
        asked_lately = set(tx.execute(lately).scalars())
        there = [one for one in there if one not in asked_lately]
    invite(tx, asked, there, today, parts)
    return there, page[-1] if len(page) == PAGE else None


def invite(tx: Tx, asked: "Opened", persons: Iterable[int], today: date, apart: Iterable[int] | None = None) -> None:
    """These people have a seat in the round, each in the part where they count."""
    there = list(persons)
    parts = parts_of(tx, asked, there, apart) if there else {}
    tx.many(_invite, [
        {"round_id": asked.id, "person_id": one, "segment": parts.get(one, 0), "invited_on": today} for one in there
    ])  # fmt: skip


def parts_of(tx: Tx, asked: "Opened", there: Sequence[int], apart: Iterable[int] | None = None) -> dict[int, int]:
    """In which part of the round each is: their team, if that counts apart; else the rest, 0. Their cell, where it is cut."""
    if asked.groups:
        return cell_for(tx, asked, own_parts(tx, there, asked.by, asked.places, asked.opened_at.date()))
    kept = set(parts_apart(tx, asked) if apart is None else apart)
    if not kept:
        return {}
    found = own_parts(tx, there, asked.by, asked.places, asked.opened_at.date())
    return {one: part for one, part in found.items() if part in kept}


def own_parts(tx: Tx, there: Sequence[int], by: str, places: Sequence[str], day: date) -> dict[int, int]:
    """The team, place or time here of each of these people on that day, as the number of a part; 0 for none."""
    columns = select(_person.c.id, _person.c.team_id, _person.c.location, _person.c.started_on)
    if len(there) <= PAGE:
        columns = columns.where(_person.c.id.in_(there))
    ids = set(there)
    return {row.id: _part(_key(row, by), by, places, day) for row in tx.execute(columns) if row.id in ids}


def planned_cut(
    tx: Tx, to: str, by: str, groups: Sequence[int], minimum: int, turns: int = 1, places: Sequence[str] = ()
) -> Cut:
    """By which of these target groups a round for these people would be cut today, beside their teams (places, time here).

    Each cell holds twice the minimum of people, for the reasons that `parts_apart` gives; of each turn, in a round by turns.
    """
    if not groups:
        return Cut()
    own = own_parts(tx, list(whole_audience(tx, to)), by, places or places_of(tx), tx.now.date())
    return cut_of(tx, groups, own, 2 * minimum * turns)


def parts_apart(tx: Tx, asked: "Opened") -> list[int]:
    """The parts of a round that count apart: those twice the minimum large, beside a rest as large or none at all.

    Twice: so that a list of who took part can be written at all, and one who stays away hides nobody's figures. It reads
    everybody, so a round looks once and takes it along from page to page.
    """
    if asked.team_id is not None:
        return []
    heads = Counter[int]()
    for part, n in _heads_of(tx, asked):
        heads[part] += n
    sizes = {part: n // asked.parts for part, n in heads.items()}
    large = sorted((n, part) for part, n in sizes.items() if part and n >= 2 * asked.minimum)
    rest = sum(sizes.values()) - sum(n for n, _part in large)
    while large and 0 < rest < 2 * asked.minimum:
        rest += large.pop(0)[0]
    return sorted(part for _n, part in large)


def _heads_of(tx: Tx, asked: "Opened") -> Iterable[tuple[int, int]]:
    """How many people count in which part, some parts several times."""
    if asked.audience == "everybody":
        day = asked.opened_at.date()
        return [(_part(row.key, asked.by, asked.places, day), int(row.n)) for row in tx.all(_heads[asked.by])]
    ids = list(whole_audience(tx, asked.audience))
    return [(part, 1) for part in own_parts(tx, ids, asked.by, asked.places, asked.opened_at.date()).values()]


def _key(row: Any, by: str) -> Any:
    return {"team": row.team_id, "place": row.location, "tenure": row.started_on}[by]


def _part(key: Any, by: str, places: Sequence[str], day: date) -> int:
    """The number of the part for a team, a place of work or a first working day; 0 for none of them."""
    if key is None:
        return 0
    if by == "place":
        return places.index(key) + 1 if key in places else 0
    if by == "tenure":
        days_here: int = (day - key).days
        return 1 + sum(days_here >= days for days in TENURE)
    return int(key)


def places_of(tx: Tx) -> list[str]:
    """The places of work there are, by name."""
    return [str(row.location) for row in tx.all(_places)]


def invitees(tx: Tx, round_id: int) -> list[int]:
    """Who was invited to this round."""
    return [row.person_id for row in tx.all(_seats, round=round_id)]
