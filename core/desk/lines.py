"""Lines to what Townhall leans on: a platform that lets it in no longer, a clock that can't be believed; since when, and why."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from core import facts
from core.db import Query, Tx, table
from core.desk.facts import LineBack, LineCut
from core.desk.models import CutOff
from core.values import frozen

CLOCK = "clock"
"""The machine's own clock, where it stands among the platforms."""
_cut = table(CutOff)
_all = Query(select(_cut.c.platform, _cut.c.why, _cut.c.since).order_by(_cut.c.platform))
_one = Query(select(_cut.c.why).where(_cut.c.platform == bindparam("which")))
_add = Query(insert(_cut), "platform", "why", "since")
_drop = Query(delete(_cut).where(_cut.c.platform == bindparam("which")))


@frozen
class Line:
    """A platform that is cut off; `why` is its own word. Or the clock, by what doubts it."""

    platform: str
    why: str
    since: datetime


def cut(tx: Tx, platform: str, why: str) -> None:
    """This platform lets us in no longer; noted, and told, once for each reason."""
    tx.lock("desk.line", 0)
    known = tx.one(_one, which=platform)
    if known is None or known.why != why:
        tx.run(_drop, which=platform)
        tx.run(_add, platform=platform, why=why, since=tx.now)
        facts.record(tx, LineCut(platform, why))


def back(tx: Tx, platform: str) -> bool:
    """This platform lets us in; says whether it did not a moment ago."""
    tx.lock("desk.line", 0)
    was_cut = tx.run(_drop, which=platform) > 0
    if was_cut:
        facts.record(tx, LineBack(platform))
    return was_cut


def cut_off(tx: Tx) -> list[Line]:
    """The platforms that are cut off now."""
    return [Line(*row) for row in tx.all(_all)]
