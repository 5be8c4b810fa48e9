"""When a place hears who is away: its own days and hour, in its own zone, set by who leads its team."""

from core import jobs, people
from core.db import Tx
from core.errors import FieldError, NotAllowed
from core.people import Me, PlaceHere, Role
from core.timeoff.occupancy import teams_led
from core.words import _

OUT = "timeoff.out"
OUT_DAYS = {"monday": "mon", "workdays": "mon-fri", "off": ""}
"""The days one can choose, as cron writes them."""
OUT_HOURS = range(7, 13)


def check_digest(tx: Tx, me: Me, place: PlaceHere) -> None:
    """Whether this person may say when the place hears it: HR, an admin, or who leads its team. Raises NotAllowed."""
    if place.team_id is None:
        raise NotAllowed(_("This channel belongs to no team. An admin or HR makes it one with /place."))
    if not (people.has_role(tx, me.id, Role.HR, Role.ADMIN) or place.team_id in teams_led(tx, me)):
        raise NotAllowed(_("Only HR, or who leads this team, can say when this channel hears it."))


def set_digest(tx: Tx, me: Me, number: int, days: str, hour: int) -> None:
    """From now on this place hears on these days, at this hour of its own zone, who is away; "off" ends it.

    Raises NotAllowed, or FieldError for other days and hours than are offered.
    """
    place = people.get_place(tx, number)
    if place is None:
        raise NotAllowed(_("Type this in a team's own channel. An admin or HR makes it one with /place."))
    check_digest(tx, me, place)
    if days not in OUT_DAYS or hour not in OUT_HOURS:
        raise FieldError("days", _("Choose one of the options."))
    key = f"{OUT}:{place.id}"
    if days == "off":
        jobs.stop(tx, key)
    else:
        jobs.every(tx, key, f"0 {hour} * * {OUT_DAYS[days]}", place.zone, OUT, {"place": place.id})
