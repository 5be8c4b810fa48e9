"""How a person gets words to their team: as a message, in the digest, or not at all; their own choice alone."""

from core import people
from core.community.nudge import TOPIC
from core.db import Tx
from core.errors import FieldError
from core.people import Me
from core.words import _

CHOICES = ("now", "digest", "off")


def chosen(tx: Tx, me: Me) -> str:
    """What this person chose: now, digest or off; now when they never chose."""
    return people.choice(tx, me.id, TOPIC) or CHOICES[0]


def choose(tx: Tx, me: Me, what: str) -> None:
    """From now on like this; the gate heeds it at every delivery, also of words already on their way (T57)."""
    if what not in CHOICES:
        raise FieldError("choice", _("Choose one of the options."))
    people.choose(tx, me.id, TOPIC, what)


def own_places(tx: Tx, me: Me) -> list[str]:
    """The names of the places where this person's team talks."""
    return sorted({place.name for place in people.places(tx, "team") if me.team_id and place.team_id == me.team_id})
