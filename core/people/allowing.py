"""What a platform may carry: some things are off on Discord until an admin switches them on, knowing what that means."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.facts import Fact, record
from core.people.directory import Me, has_role
from core.people.models import PlatformRule, Role
from core.values import frozen
from core.words import _

NUDGE, SICK, ANONYMOUS, CLAIM, PAYSLIP = "nudge", "sick", "anonymous", "claim", "payslip"
OFF_AT_FIRST = {"discord": (NUDGE, SICK, ANONYMOUS, CLAIM, PAYSLIP)}
"""Discord's rules for developers ask for no sensitive data and no contact that nobody asked for."""
_rule = table(PlatformRule)
_of = Query(
    select(_rule.c.allowed).where(_rule.c.platform == bindparam("platform"), _rule.c.topic == bindparam("topic"))
)
_put = insert_or(_rule)
_set = Query(
    _put.on_conflict_do_update(
        index_elements=["platform", "topic"],
        set_={name: _put.excluded[name] for name in ("allowed", "allowed_by", "at")},
    ),
    "platform", "topic", "allowed", "allowed_by", "at",
)  # fmt: skip


@frozen
class Allowed(Fact, kind="people.allowed"):
    """An admin switched a topic on or off for a platform."""

    platform: str
    topic: str
    on: bool
    at: datetime


def allowed_on(tx: Tx, platform: str, topic: str) -> bool:
    """Whether this platform may carry this topic; what nobody switched is on, but for what is off there at first."""
    if topic not in OFF_AT_FIRST.get(platform, ()):
        return True
    row = tx.one(_of, platform=platform, topic=topic)
    return row is not None and bool(row.allowed)


def allow_on(tx: Tx, me: Me, platform: str, topic: str, yes: bool) -> None:
    """Switch a topic on or off for a platform; only an admin may, and it is kept who did."""
    if not has_role(tx, me.id, Role.ADMIN):
        raise NotAllowed(_("Only an admin can change this. Ask one of them."))
    if topic in OFF_AT_FIRST.get(platform, ()) and allowed_on(tx, platform, topic) != yes:
        tx.run(_set, platform=platform, topic=topic, allowed=yes, allowed_by=me.id, at=tx.now)
        record(tx, Allowed(platform, topic, yes, tx.now))
