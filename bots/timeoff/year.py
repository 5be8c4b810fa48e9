"""The turn of the month: everybody's hours credited in batches that go on where they stopped."""

from datetime import date
from typing import Any

from bots.bot import due, every
from bots.chat import Context
from core import jobs, timeoff


@every("20 0 1 * *")
def turn_of_month(ctx: Context, slot: str) -> None:
    """On the first of each month, in the night."""
    timeoff.plan_credit(ctx.tx, date.fromisoformat(slot[:10]))


@due("credit")
def credit(ctx: Context, payload: dict[str, Any]) -> None:
    """The next people; the rest is planned in the same transaction."""
    day = date.fromisoformat(payload["day"])
    last = timeoff.credit_batch(ctx.tx, day, payload["after"], sure=payload["sure"])
    if last is not None:
        turn = f"{payload['turn']}:" if "turn" in payload else ""
        jobs.at(ctx.tx, f"{timeoff.CREDIT}:{day}:{turn}{last}", ctx.now, timeoff.CREDIT, {**payload, "after": last})
