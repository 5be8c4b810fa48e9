"""Coffee with a colleague, every other week, for who wants it: somebody new each time, preferably of another team."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import calendar, people
from core.db import Query, Tx, table
from core.discussions.coffee_models import CoffeeDrinker, CoffeePair
from core.people import Me
from core.values import frozen

THERE = 2
"""Days of the week on which somebody must be at work to be brought together with a colleague."""
_drinker, _pair = table(CoffeeDrinker), table(CoffeePair)
_in = Query(insert_or(_drinker).on_conflict_do_nothing(index_elements=["person_id"]), "person_id", "joined_at")
_out = Query(delete(_drinker).where(_drinker.c.person_id == bindparam("person")))
_is_in = Query(select(_drinker.c.id).where(_drinker.c.person_id == bindparam("person")))
_drinkers = Query(select(_drinker.c.person_id).order_by(_drinker.c.person_id))
_columns = (_pair.c.id, _pair.c.first_id, _pair.c.second_id, _pair.c.on_day)
_met = Query(select(*_columns).order_by(_pair.c.id))
_one = Query(select(*_columns).where(_pair.c.id == bindparam("pair")))
_last_of = Query(
    select(*_columns).where(or_(_pair.c.first_id == bindparam("person"), _pair.c.second_id == bindparam("person")))
    .order_by(_pair.c.id.desc()).limit(1)
)  # fmt: skip
_add = Query(insert(_pair).returning(_pair.c.id), "first_id", "second_id", "on_day")


@frozen
class Together:
    """Two colleagues, and the Monday of their week."""

    id: int
    first_id: int
    second_id: int
    on_day: date

    def other(self, person: int) -> int | None:
        """The colleague of this one of the two; None for anybody else."""
        return {self.first_id: self.second_id, self.second_id: self.first_id}.get(person)


def take_coffee(tx: Tx, me: Me, yes: bool) -> None:
    """Take part from the next time on, or no longer; nobody is told."""
    if yes:
        tx.run(_in, person_id=me.id, joined_at=tx.now)
    else:
        tx.run(_out, person=me.id)


def takes_coffee(tx: Tx, me: Me) -> bool:
    """Whether this person takes part."""
    return tx.one(_is_in, person=me.id) is not None


def together(tx: Tx, number: int) -> Together | None:
    """These two, or None."""
    row = tx.one(_one, pair=number)
    return None if row is None else Together(*row)


def last_coffee(tx: Tx, me: Me) -> Together | None:
    """With whom this person was brought together last, or None."""
    row = tx.one(_last_of, person=me.id)
    return None if row is None else Together(*row)


def bring_together(tx: Tx, monday: date) -> list[Together]:
    """Pair who takes part and is at work this week. Of an odd number one waits, and comes first the next time."""
    wanted = {row.person_id for row in tx.all(_drinkers)}
    there = [one for one in people.everybody(tx) if one.id in wanted and _days(tx, one.id, monday) >= THERE]
    before = [Together(*row) for row in tx.all(_met)]
    made = []
    for first, second in pairs_of([(one.id, one.team_id) for one in there], before):
        number = int(tx.one(_add, first_id=first, second_id=second, on_day=monday).id)
        made.append(Together(number, first, second, monday))
    return made


def pairs_of(there: Sequence[tuple[int, int | None]], before: Sequence[Together]) -> list[tuple[int, int]]:
    """Pairs of these (person, team): whom one met least, then of another team, then who waits longest."""
    met = Counter(frozenset((one.first_id, one.second_id)) for one in before)
    last = {person: one.on_day for one in before for person in (one.first_id, one.second_id)}
    team = dict(there)
    left = sorted(team, key=lambda person: (last.get(person, date.min), person))
    found = []
    while len(left) > 1:
        first = left.pop(0)
        second = min(left, key=lambda person: (
            met[frozenset((first, person))], team[person] is not None and team[person] == team[first],
            last.get(person, date.min), person,
        ))  # fmt: skip
        left.remove(second)
        found.append((first, second))
    return found


def _days(tx: Tx, person: int, monday: date) -> int:
    return sum(not calendar.is_away(tx, person, monday + timedelta(days=day)) for day in range(5))
