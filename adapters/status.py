"""`townhall status`: what waits, what went out, what was given up and why, and when a long send will be done."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bots.lines import told as cut_off_since
from bots.trouble import OTHER, REASONS
from core import people
from core.db import Tx, table
from core.desk import lines
from core.desk.lines import Line
from core.desk.models import Told
from core.jobs import Due
from core.values import frozen
from core.words import N_, _, ngettext, say_time

OUTSIDE = ("send", "edit", "home")
LATELY, DAY = timedelta(minutes=10), timedelta(days=1)
MOST = 10
HELD = {
    "later": N_("later, in the reader's working hours"),
    "digest": N_("goes along with the reader's digest"),
    "knocked": N_("a card to open stands in the team's channel instead"),
    "drop:left": N_("the reader no longer works here"),
    "drop:own_choice": N_("the reader switched this off"),
    "drop:away": N_("the reader is away"),
    "drop:gone": N_("no longer true when its turn came"),
    "drop:off_here": N_("this platform may not carry it"),
    "drop:no_way": N_("no way to the reader; it waits for their digest"),
    "failed": N_("the platform refused it"),
}
"""Why a message did not go out as it was meant to, by what was noted about it."""
_due, _told = table(Due), table(Told)
_open = (_due.c.done_at.is_(None), _due.c.failed_at.is_(None))


@frozen
class Status:
    """Numbers of this moment. `waiting` is due now by kind, `planned` is for later, `sent` is of the last 24 hours.

    `given_up` counts by reason and conversation; `done_by` is when what waits outside will have gone at the pace of the
    last ten minutes, None when nothing waits or nothing went.
    """

    waiting: dict[str, int]
    planned: int
    sent: int
    held_back: dict[str, int]
    given_up: dict[tuple[str, str], int]
    done_by: datetime | None
    cut_off: tuple[Line, ...] = ()


def look(tx: Tx) -> Status:
    """How it stands now."""
    by_kind = select(_due.c.kind, func.count()).where(*_open, _due.c.due_at <= tx.now).group_by(_due.c.kind)
    waiting = {kind: count for kind, count in tx.execute(by_kind)}
    planned = tx.execute(select(func.count()).select_from(_due).where(*_open, _due.c.due_at > tx.now)).scalar_one()
    outcomes = Counter[str]()
    counted = select(_told.c.outcome, func.count()).where(_told.c.at > tx.now - DAY).group_by(_told.c.outcome)
    for outcome, count in tx.execute(counted):
        outcomes[outcome] += count
    failed = (
        select(_due.c.error, _due.c.lane, func.count())
        .where(_due.c.failed_at.is_not(None), _due.c.failed_at > tx.now - 7 * DAY)
        .group_by(_due.c.error, _due.c.lane)
        .order_by(func.count().desc())
        .limit(MOST)
    )
    given_up = {(error or "", _where(tx, lane or "")): count for error, lane, count in tx.execute(failed)}
    outside = sum(waiting.get(kind, 0) for kind in OUTSIDE)
    gone = tx.execute(
        select(func.count()).select_from(_due).where(_due.c.kind.in_(OUTSIDE), _due.c.done_at > tx.now - LATELY)
    ).scalar_one()
    done_by = tx.now + LATELY * (outside / gone) if outside and gone else None
    held = {outcome: count for outcome, count in sorted(outcomes.items()) if outcome != "sent"}
    return Status(waiting, int(planned), outcomes["sent"], held, given_up, done_by, tuple(lines.cut_off(tx)))


def told(status: Status, zone: str) -> list[str]:
    """The status in plain lines."""
    said = [cut_off_since(line, zone) for line in status.cut_off]
    said += [_("Sent in the last 24 hours: {n}").format(n=status.sent)]
    outside = sum(status.waiting.get(kind, 0) for kind in OUTSIDE)
    inside = sum(status.waiting.values()) - outside
    said.append(_("Waiting to go out: {out}; other work that waits: {inside}; planned for later: {later}").format(
        out=outside, inside=inside, later=status.planned))  # fmt: skip
    if status.done_by:
        local = status.done_by.astimezone(ZoneInfo(zone))
        said.append(_("At the pace of the last ten minutes all of it is out by {time}.").format(time=say_time(local)))
    elif outside:
        said.append(_("Nothing went out in the last ten minutes. Is Townhall running?"))
    held = Counter[str]()
    for outcome, count in status.held_back.items():
        known = HELD.get(outcome) or HELD.get(outcome.partition(":")[0])
        held[_(known) if known else outcome] += count
    said += [_("Not sent ({why}): {n}").format(why=why, n=count) for why, count in held.items()]
    if status.given_up:
        total = sum(status.given_up.values())
        said.append(ngettext("Given up in the last seven days: {n} message", "Given up in the last seven days: {n} messages",
                              total).format(n=total))  # fmt: skip
        said += [f"  {count} × {lane}: {_reason(why)}" for (why, lane), count in status.given_up.items()]
    return said


def _reason(why: str) -> str:
    """What went wrong and what to do, as the admins read it; else the platform's own word."""
    return _(REASONS[why]) if why in REASONS else _(OTHER).format(why=why or "?")


def _where(tx: Tx, lane: str) -> str:
    """The channel by its name; a person by number, for the file of people."""
    kind, _colon, which = lane.partition(":")
    place = people.get_place(tx, int(which)) if kind == "place" and which.isdecimal() else None
    return f"#{place.name}" if place and place.name else lane
