"""How long a department usually takes for an answer, in business minutes: the middle one of its latest hundred."""

from statistics import median_low

from sqlalchemy import bindparam, select

from core.db import Query, Tx, table
from core.escalation.models import Ask

FEWEST, LATEST = 5, 100
_ask = table(Ask)
_lately = Query(
    select(_ask.c.used_minutes)
    .where(_ask.c.team_id == bindparam("team"), _ask.c.used_minutes.is_not(None))
    .order_by(_ask.c.id.desc())
    .limit(LATEST)
)


def usual_minutes(tx: Tx, team: int) -> int | None:
    """The usual business minutes, or None below five answers, which say nothing about the next."""
    found = [row.used_minutes for row in tx.all(_lately, team=team)]
    return median_low(found) if len(found) >= FEWEST else None
