"""How many of a team are there on a day, how many if every wish is granted, and how many there must be."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.calendar.absences import missed, sourced_between
from core.calendar.alike import alike_in_team
from core.calendar.facts import MinimumSet
from core.calendar.models import Minimum
from core.calendar.schedule import days
from core.db import Query, Tx
from core.errors import UserError
from core.values import frozen
from core.words import _, say_number

PRESENT = (2, 1, 1, 0)
"""Half persons left when none, the morning, the afternoon or all of a day is missed."""
FREE, THERE, ASKED, MISSED = b" ", b"x", b"?", (b"x", b"m", b"p", b"a")
"""A day in a person's row: not scheduled, there, asked to be away, and missed: none, the morning, the afternoon, all."""


class ImpossibleMinimum(UserError):
    """A team can't need fewer than nobody."""

    kind = "impossible_minimum"


@frozen
class DayOccupancy:
    """One day of a team. **All four numbers count half persons** (2 is one person), so they compare with each other.

    Only people scheduled that date count. `present` leaves out who is certainly away, `if_granted` also who asked to
    be; `minimum` is None where none is set. Why anybody is away can't be seen.
    """

    day: date
    scheduled: int
    present: int
    if_granted: int
    minimum: int | None

    @property
    def value(self) -> int | None:
        """Present in whole percents of scheduled, rounded down; None when nobody is scheduled."""
        return self.present * 100 // self.scheduled if self.scheduled else None

    @property
    def short(self) -> bool:
        """On a working day, fewer than the minimum are present."""
        return bool(self.scheduled and self.minimum and self.present < self.minimum)

    @property
    def short_if_granted(self) -> bool:
        """On a working day, fewer than the minimum would be left if the wishes are granted."""
        return bool(self.scheduled and self.minimum and self.if_granted < self.minimum)


class PersonDays(NamedTuple):
    """One person's row of a team's days: a letter a day, `x` there, `a` absent, `m` and `p` half, `?` asked, blank free."""

    person_id: int
    cells: str


class TeamDays(NamedTuple):
    """A team day by day: a row for each person, and what the rows add up to."""

    people: tuple[PersonDays, ...]
    days: tuple[DayOccupancy, ...]


_minimum = Minimum.__table__  # type: ignore[attr-defined]
_put = insert_or(_minimum)
_set_minimum = Query(
    _put.on_conflict_do_update(
        index_elements=["team_id", "valid_from"],
        set_={"people": _put.excluded.people, "percent": _put.excluded.percent},
    ),
    "team_id", "valid_from", "people", "percent",
)  # fmt: skip
_minimums = Query(
    select(_minimum.c.valid_from, _minimum.c.people, _minimum.c.percent)
    .where(_minimum.c.team_id == bindparam("team"), _minimum.c.valid_from <= bindparam("last"))
    .order_by(_minimum.c.valid_from.desc())
)


def set_minimum(tx: Tx, team: int, valid_from: date, people: int = 0, *, percent: int = 0) -> None:
    """From this day on so many people of the team, or so many percents of who is scheduled, must be there on a working day.

    0 ends it. A warning, no refusal.
    """
    if people < 0:
        raise ImpossibleMinimum(_("The minimum is 0 or more people."))
    if not 0 <= percent <= 100 or (people and percent):
        raise ImpossibleMinimum(_("The minimum is a number of people, or between 0 and 100 percent."))
    tx.run(_set_minimum, team_id=team, valid_from=valid_from, people=people, percent=percent)
    facts.record(tx, MinimumSet(team, valid_from))


def minimum_on(tx: Tx, team: int, day: date) -> tuple[int, int]:
    """People and percents of this team that must be there on this day: at most one is not 0, none where nothing is set."""
    return next(((int(row.people), int(row.percent)) for row in tx.all(_minimums, team=team, last=day)), (0, 0))


def in_people(halves: int) -> str:
    """Half persons as people would say it: `4`, or `4.5` in English and `4,5` in Dutch."""
    return say_number(halves / 2)


def team_days(tx: Tx, team: int, first: date, last: date, if_granted: Collection[str] | None = None) -> TeamDays:
    """Everybody of this team and of the teams below it, day by day from first to last, in five queries whatever the size.

    `if_granted` names the sources whose wishes to count as granted; without it, all of them.
    """
    lines: list[PersonDays] = []
    counted = _counted(tx, team, (first, last), if_granted, lines)
    return TeamDays(tuple(sorted(lines)), tuple(counted))


def occupancy(
    tx: Tx, team: int, first: date, last: date, if_granted: Collection[str] | None = None
) -> list[DayOccupancy]:
    """Each day of this team with the teams below it; as `team_days`, without who it is."""
    return _counted(tx, team, (first, last), if_granted)


def _counted(
    tx: Tx,
    team: int,
    span: tuple[date, date],
    if_granted: Collection[str] | None,
    lines: list[PersonDays] | None = None,
) -> list[DayOccupancy]:
    """The team's days; `lines` gets everybody's own row."""
    first, last = span
    absences = sourced_between(tx, team, first, last)
    certain = missed((away for _source, away in absences if away.certain), first, last)
    wished = certain if all(away.certain for _source, away in absences) else missed(
        (away for source, away in absences if away.certain or if_granted is None or source in if_granted), first, last
    )  # fmt: skip
    dates = list(days(first, last))
    scheduled, lost, wanted = ([0] * len(dates) for _ in range(3))
    for who, people in alike_in_team(tx, team, first, last):
        cells = b"".join(THERE if some else FREE for some in who.every_day(first, last))
        scheduled = [all_there + 2 * len(people) * (cells[at] == THERE[0]) for at, all_there in enumerate(scheduled)]
        text = cells.decode()
        if lines is not None:
            lines += [PersonDays(number, text) for number in people if number not in wished]
        for number in wished.keys() & set(people) if wished else ():
            own = _without(cells, first, certain.get(number, {}), wished[number], lost, wanted)
            if lines is not None:
                lines.append(PersonDays(number, own.decode()))
    minimums = tx.all(_minimums, team=team, last=last)
    return [
        DayOccupancy(
            day, scheduled[at], scheduled[at] - lost[at], scheduled[at] - wanted[at],
            next((_needed(row, scheduled[at]) for row in minimums if row.valid_from <= day), 0) or None,
        )
        for at, day in enumerate(dates)
    ]  # fmt: skip


def _needed(row: Any, scheduled: int) -> int:
    """The minimum in half persons; a share of the scheduled is rounded up, so that 70 % of three people is never two."""
    return -(-scheduled * int(row.percent) // 100) if row.percent else 2 * int(row.people)


def _without(
    cells: bytes, first: date, away: dict[date, int], wish: dict[date, int], lost: list[int], wanted: list[int]
) -> bytes:
    """One person's row with their absences in it; what they miss is added to the team's losses."""
    drawn = bytearray(cells)
    for day, halves in wish.items():
        at = (day - first).days
        if cells[at] != THERE[0]:
            continue
        gone = away.get(day, 0)
        lost[at] += 2 - PRESENT[gone]
        wanted[at] += 2 - PRESENT[halves]
        drawn[at] = MISSED[gone][0] if gone else ASKED[0]
    return bytes(drawn)
