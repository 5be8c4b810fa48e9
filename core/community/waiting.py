"""How long a post may wait for an answer: in all channels, and in single ones where another time was chosen."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, insert, select, update

from core import people
from core.community.waiting_models import Patience
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import _

USUAL, SHORTEST_WAIT, LONGEST_WAIT = 8, 1, 80
"""Working hours: when nobody chose, and the bounds between which one chooses (both included)."""

_patience = table(Patience)
_all = Query(select(_patience.c.place_id, _patience.c.hours))
_here = _patience.c.place_id.is_not_distinct_from(bindparam("place"))
_change = Query(
    update(_patience).where(_here)
    .values(hours=bindparam("time"), set_by=bindparam("me"), set_at=bindparam("now", type_=_patience.c.set_at.type))
)  # fmt: skip
_add = Query(insert(_patience), "place_id", "hours", "set_by", "set_at")
_drop = Query(delete(_patience).where(_patience.c.place_id == bindparam("place")))


@frozen
class Waits:
    """Working hours that a post may wait: everywhere, and by place where it is another time."""

    everywhere: int
    places: Mapping[int, int]

    def hours(self, place: int) -> int:
        """The hours that hold in this place."""
        return self.places.get(place, self.everywhere)

    def minutes(self, place: int) -> int:
        """The same in minutes."""
        return 60 * self.hours(place)


def waits(tx: Tx) -> Waits:
    """How long a post may wait, as it holds now; every figure about waiting goes by it."""
    chosen = {row.place_id: int(row.hours) for row in tx.all(_all)}
    return Waits(chosen.pop(None, USUAL), chosen)


def set_wait(tx: Tx, me: Me, hours: int, place: int | None = None) -> None:
    """From now on a post may wait so many working hours: in this place, or (None) wherever nothing else was chosen."""
    _require(tx, me)
    if not SHORTEST_WAIT <= hours <= LONGEST_WAIT:
        raise FieldError("hours", _("Between {least} and {most}.").format(least=SHORTEST_WAIT, most=LONGEST_WAIT))
    if place is not None and people.get_place(tx, place) is None:
        raise FieldError("place", _("This channel is no place of Townhall any more. Choose another one."))
    tx.lock("community_patience", 0)
    if not tx.run(_change, place=place, time=hours, me=me.id, now=tx.now):
        tx.run(_add, place_id=place, hours=hours, set_by=me.id, set_at=tx.now)


def wait_as_everywhere(tx: Tx, me: Me, place: int) -> None:
    """In this place the same holds as everywhere, from now on."""
    _require(tx, me)
    tx.run(_drop, place=place)


def _require(tx: Tx, me: Me) -> None:
    if not people.has_role(tx, me.id, Role.COMMUNITY, Role.HR):
        raise NotAllowed(_("Only community managers and HR can change this."))
