"""How many of a team are there on a day, how many if every wish is granted, and how many there must be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.calendar.absences import missed, sourced_between
from core.calendar.facts import MinimumSet
from core.calendar.models import Minimum
from core.calendar.patterns import days, schedules_of_team
from core.db import Query, Tx
from core.errors import UserError
from core.words import _, say_number

PRESENT = (2, 1, 1, 0)
"""Half persons left when none, the morning, the afternoon or all of a day is missed."""


class ImpossibleMinimum(UserError):
    """A team can't need fewer than nobody."""

    kind = "impossible_minimum"


@dataclass(frozen=True, slots=True)
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


_minimum = Minimum.__table__  # type: ignore[attr-defined]
_put = insert_or(_minimum)
_set_minimum = Query(
    _put.on_conflict_do_update(index_elements=["team_id", "valid_from"], set_={"people": _put.excluded.people}),
    "team_id", "valid_from", "people",
)  # fmt: skip
_minimums = Query(
    select(_minimum.c.valid_from, _minimum.c.people)
    .where(_minimum.c.team_id == bindparam("team"), _minimum.c.valid_from <= bindparam("last"))
    .order_by(_minimum.c.valid_from.desc())
)


def set_minimum(tx: Tx, team: int, valid_from: date, people: int) -> None:
    """From this day on so many people of the team must be there on a working day; 0 ends it. A warning, no refusal."""
    if people < 0:
        raise ImpossibleMinimum(_("The minimum is 0 or more people."))
    tx.run(_set_minimum, team_id=team, valid_from=valid_from, people=people)
    facts.record(tx, MinimumSet(team, valid_from))


def in_people(halves: int) -> str:
    """Half persons as people would say it: `4`, or `4.5` in English and `4,5` in Dutch."""
    return say_number(halves / 2)


def occupancy(
    tx: Tx, team: int, first: date, last: date, if_granted: Collection[str] | None = None
) -> list[DayOccupancy]:
    """Each day from first to last of this team with the teams below it, in four queries whatever the size.

    `if_granted` names the sources whose wishes to count as granted; without it, all of them.
    """
    schedules = schedules_of_team(tx, team, first, last)
    absences = sourced_between(tx, team, first, last)
    certain = missed((away for _source, away in absences if away.certain), first, last)
    wished = missed(
        (away for source, away in absences if away.certain or if_granted is None or source in if_granted), first, last
    )
    minimums = tx.all(_minimums, team=team, last=last)
    answer = []
    for day in days(first, last):
        scheduled = [who.person_id for who in schedules if who.minutes(day)]
        present = sum(PRESENT[certain[who].get(day, 0)] for who in scheduled)
        granted = sum(PRESENT[wished[who].get(day, 0)] for who in scheduled)
        needed = next((row.people for row in minimums if row.valid_from <= day), 0)
        answer.append(DayOccupancy(day, 2 * len(scheduled), present, granted, 2 * needed or None))
    return answer
