"""What a person chooses about being told things: per topic now, digest or off; their own choice alone."""

from core import people
from core.community.nudge import TOPIC
from core.db import Tx
from core.errors import FieldError
from core.people import Me
from core.words import LANGUAGES, N_, _

CHOICES = ("now", "digest", "off")
TOPICS = {
    "pulse": N_("Questions for your say"),
    "pulse_result": N_("Results of your say"),
    "pulse_share": N_("Results of your say that wait for you"),
    "pulse_reply": N_("Answers to what you wrote"),
    "nudge": N_("Words to your team or group"),
    "nudge_reply": N_("Replies to your words"),
    "poll": N_("Quick questions"),
    "discussion": N_("Discussions"),
    "decided": N_("Decisions of discussions"),
    "idea": N_("Ideas: new ones, and what becomes of those you support"),
    "news": N_("News from who leads"),
    "news_question": N_("Questions on news, and their answers"),
    "onboarding": N_("Steps for newcomers"),
    "starter": N_("Stories, compliments and introductions"),
    "escalation": N_("Customer questions"),
    "promises": N_("Promises"),
    "week": N_("Your team's week"),
    "community": N_("Looking after the community"),
    "group": N_("Groups you look after"),
}
"""What can be chosen about; decisions about leave and what concerns security always come."""


def chosen(tx: Tx, me: Me, topic: str = TOPIC) -> str:
    """What this person chose for a topic: now, digest or off; now when they never chose."""
    return people.choice(tx, me.id, topic) or CHOICES[0]


def choose(tx: Tx, me: Me, what: str, topic: str = TOPIC) -> None:
    """From now on like this; the gate heeds it at every delivery, also of words already on their way (T57)."""
    if what not in CHOICES or topic not in TOPICS:
        raise FieldError("choice", _("Choose one of the options."))
    people.choose(tx, me.id, topic, what)


def speak(tx: Tx, me: Me, tongue: str) -> None:
    """Townhall addresses this person in that language from now on."""
    if tongue not in LANGUAGES:
        raise FieldError("language", _("Choose one of the options."))
    people.speak(tx, me.id, tongue)


def own_places(tx: Tx, me: Me) -> list[str]:
    """The names of the places where this person's team talks."""
    return sorted({place.name for place in people.places(tx, "team") if me.team_id and place.team_id == me.team_id})
