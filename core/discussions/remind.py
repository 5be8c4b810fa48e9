"""Reminding only who is missing, twice at most, and asking the owner to close when the day has passed."""

from datetime import date, timedelta

from sqlalchemy import bindparam, update

from core import facts, jobs
from core.clock import at_local
from core.db import Query, Tx, table
from core.discussions.facts import Reminded
from core.discussions.models import Discussion
from core.errors import UserError
from core.words import _

REMIND, WRAP_UP, MOST, HOUR = "discussions.remind", "discussions.wrap_up", 2, 9
_discussion = table(Discussion)
_count = Query(
    update(_discussion)
    .where(_discussion.c.id == bindparam("discussion"), _discussion.c.closed_at.is_(None), _discussion.c.reminders < MOST)
    .values(reminders=_discussion.c.reminders + 1).returning(_discussion.c.reminders)
)  # fmt: skip


class RemindedEnough(UserError):
    """Twice is enough."""

    kind = "reminded_enough"


def plan_reminders(tx: Tx, discussion: int, due_on: date, zone: str) -> None:
    """Three days and one day before the day, and the day after it for the owner; what is past is left out."""
    for kind, days in ((REMIND, -3), (REMIND, -1), (WRAP_UP, 1)):
        when = at_local(due_on + timedelta(days=days), HOUR, 0, zone)
        if when > tx.now:
            jobs.at(tx, f"{kind}:{discussion}:{days}", when, kind, {"discussion": discussion})


def remind(tx: Tx, discussion: int) -> int:
    """Count one reminder to who is missing: 1 or 2; 0 when there were two already, or it is closed."""
    row = tx.one(_count, discussion=discussion)
    if row is None:
        return 0
    facts.record(tx, Reminded(discussion, int(row.reminders)))
    return int(row.reminders)


def remind_now(tx: Tx, discussion: int) -> int:
    """The same by the owner's click; who may is for the caller. Raises RemindedEnough."""
    turn = remind(tx, discussion)
    if not turn:
        raise RemindedEnough(_("They were reminded twice already. Talk to them, or close with who was heard."))
    return turn
