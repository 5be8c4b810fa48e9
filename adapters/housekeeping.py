"""What Townhall does for itself: next year's holidays, what is kept too long goes, and what came in is forgotten."""

from datetime import timedelta
from typing import Any

import structlog

from bots.bot import Bot, due, every
from bots.chat import Context
from core import calendar, jobs
from core.desk import drafts, inbound, live
from core.privacy import sweep

log = structlog.get_logger()
PAUSE = timedelta(seconds=1)
"""Between two batches, so that people go first."""


@every("20 3 * * *")
def clear_out(ctx: Context, slot: str) -> None:
    """Every night what is past its term goes."""
    inbound.forget_old(ctx.tx)
    drafts.forget_old(ctx.tx)
    live.forget_old(ctx.tx)
    _sweep(ctx, slot, 0)


@due("sweep_on")
def sweep_on(ctx: Context, payload: dict[str, Any]) -> None:
    """The next batch."""
    _sweep(ctx, str(payload["slot"]), int(payload["batch"]))


@every("40 3 * * *")
def fill_in_holidays(ctx: Context, slot: str) -> None:
    """Every night the days off of this year and the next are there for every location, also a new one."""
    seed(ctx)


def seed(ctx: Context) -> None:
    """Fill in this year and the next."""
    for year in (ctx.today.year, ctx.today.year + 1):
        for place in calendar.seed_everywhere(ctx.tx, year):
            log.warning("no list of public holidays", location=place, year=year)


def _sweep(ctx: Context, slot: str, batch: int) -> None:
    swept = sweep(ctx.tx)
    if swept.counts:
        log.info("kept no longer", rows=sum(swept.counts.values()))
    if swept.more:
        payload = {"slot": slot, "batch": batch + 1}
        jobs.at(ctx.tx, f"sweep:{slot}:{batch + 1}", ctx.now + PAUSE, "housekeeping.sweep_on", payload)


def bot() -> Bot:
    """Townhall's own bot: no commands, only rhythms."""
    import adapters.housekeeping as here

    return Bot("housekeeping", __doc__, [here])
