"""One gate for every outgoing message to a person: absence, quiet hours, own choices, the weekly budget, the digest."""

from datetime import date, datetime, timedelta

from bots.suite import Suite
from core import calendar, people
from core.clock import at_local, local_day
from core.db import Tx
from core.desk import telling
from core.people import AccountHere, Me
from core.people.allowing import allowed_on
from core.values import frozen

WEEKLY = {"invite": 3, "nudge": 1}
"""Unsolicited messages a person gets in seven days: three in all, of which at most one nudge."""
ESSENTIAL = {"decision", "security"}
"""Topics that cannot be switched off."""


@frozen
class Decision:
    """Now, later, into the digest, or not at all; `why` is a kind, shown in the inspector."""

    what: str
    why: str = ""
    until: datetime | None = None
    day: date | None = None


NOW = Decision("now")


def decide(tx: Tx, reader: Me, topic: str, urgency: str, sure: bool = False) -> Decision:
    """What to do with a message to this person at this moment.

    `now` is for what somebody waits for; `reply` answers the reader's own click and `urgent` is given by role: both pass
    at once. `invite` and `nudge` are unsolicited: never to somebody who is away, and within the weekly budget.
    """
    if reader.left_on and reader.left_on < local_day(tx.now, reader.zone):
        return Decision("drop", "left")
    chosen = people.choice(tx, reader.id, topic) if topic not in ESSENTIAL else None
    if chosen == "off" and urgency not in ("reply", "urgent"):
        return Decision("drop", "own_choice")
    if urgency in ("reply", "urgent"):
        return NOW
    today = local_day(tx.now, reader.zone)
    if urgency in WEEKLY and calendar.is_away(tx, reader.id, today):
        return Decision("drop", "away")
    if urgency == "digest" and topic == "digest":
        return _in_hours(tx, reader, "quiet")
    if urgency == "digest" or chosen == "digest":
        return Decision("digest", "own_choice" if chosen == "digest" else "can_wait", day=_digest_day(tx, reader))
    if urgency in WEEKLY and _spent(tx, reader.id, urgency):
        return Decision("digest", "budget", day=_digest_day(tx, reader))
    return _in_hours(tx, reader, "quiet")


def _spent(tx: Tx, person: int, urgency: str) -> bool:
    viewer = f"person:{person}"
    nudges, invites = (telling.told_this_week(tx, viewer, kind) for kind in ("nudge", "invite"))
    return nudges + invites >= WEEKLY["invite"] or (urgency == "nudge" and nudges >= WEEKLY["nudge"])


def _in_hours(tx: Tx, reader: Me, why: str) -> Decision:
    moment = calendar.working_moment(tx, reader.id, tx.now, *people.hours_of(tx, reader.id))
    if moment is None or moment <= tx.now:
        return NOW if moment else Decision("digest", "away_long", day=_digest_day(tx, reader))
    return Decision("later", why, until=moment)


def _digest_day(tx: Tx, reader: Me) -> date:
    """The day of the next digest: today's is sent at 08:45."""
    today = local_day(tx.now, reader.zone)
    return today if tx.now < at_local(today, 8, 45, reader.zone) else today + timedelta(days=1)


def accounts(suite: Suite, tx: Tx, person: int, topic: str) -> list[AccountHere]:
    """A person's accounts on the platforms served that may carry this topic, the one to use first; all choices count.

    An account on a platform that is cut off comes last: who has another is told there, instead of waiting.
    """
    chosen = people.chosen_account(tx, person)
    found = [one for one in people.accounts(tx, person) if one.platform in suite.chats]
    allowed = [one for one in found if allowed_on(tx, one.platform, topic)]
    return sorted(allowed, key=lambda one: (suite.cut_off(one.platform), one.id != chosen))
