"""Leave that is neither asked for nor told: HR records it for somebody, also for days that are past."""

from core import people
from core.clock import local_day
from core.db import Tx
from core.errors import NotAllowed
from core.people import Me
from core.timeoff.kinds import kind_for
from core.timeoff.policy import only_hr
from core.timeoff.request import SICK, Wish, ask
from core.words import _


def record_leave(tx: Tx, me: Me, person: int, wish: Wish) -> int:
    """HR records leave that is neither asked for nor told, also for days that are past; gives the request's id.

    Raises NotAllowed for others, for oneself and for a type that is not recorded, and whatever stands in the way.
    """
    only_hr(tx, me)
    kind = kind_for(tx, wish.kind, person, local_day(tx.now, me.zone))
    if kind.needs != "record" or kind.key == SICK:
        raise NotAllowed(_("People ask for this leave themselves."))
    if person == me.id:
        raise NotAllowed(_("Somebody else of HR records yours."))
    return ask(tx, people.get(tx, person), wish, recorded=True)
