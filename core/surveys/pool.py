"""Answers given at dates of one's own wait together until there are enough of them; no two results share an answer.

Each result is made of other people's answers than the one before, and of at least the minimum of them. So nothing
can be subtracted: what comes between two results is never fewer people than the minimum.
"""

import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update

from core import jobs, privacy
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.surveys.models import NamedAnswer, Participation, Pulse, Round
from core.surveys.moments import period_after
from core.surveys.opening import CLOSE, ROUNDS, Opened
from core.surveys.questions import drawn
from core.surveys.switch import Switched

TAIL = timedelta(days=21)
"""After a pool has taken in its last person, so long they can still answer."""
_round, _part, _named, _pulse = table(Round), table(Participation), table(NamedAnswer), table(Pulse)
_open = Query(
    ROUNDS.where(_pulse.c.months > 0, _round.c.closed_at.is_(None)).order_by(_round.c.id)
)  # fmt: skip
_add = Query(
    insert(_round).returning(_round.c.id),
    "pulse_id", "question", "questions", "mode", "minimum", "mark", "opened_at", "closes_at", "invited", "shared_words",
    "went_on", "places", "groups", "cells",
)  # fmt: skip
_longer = Query(
    update(_round).where(_round.c.id == bindparam("round")).values(closes_at=bindparam("until"))
)  # fmt: skip
_answers = Query(
    select(_named.c.question, func.count().label("n"))
    .join(_part, (_part.c.round_id == _named.c.round_id) & (_part.c.person_id == _named.c.person_id))
    .where(_named.c.round_id == bindparam("round")).group_by(_named.c.question)
)  # fmt: skip


def open_pools(tx: Tx) -> list[Opened]:
    """The pools that people can still answer in."""
    return [Opened.of(row) for row in tx.all(_open)]


def takes_until(asked: Opened) -> date:
    """From this day on nobody new comes into the pool."""
    return local_day(asked.closes_at, asked.zone) - TAIL


def pool_for(tx: Tx, one: Switched, today: date) -> Opened:
    """The pool that takes people in today, a new one where there is none."""
    audience = f"moment:{one.question}"
    for asked in open_pools(tx):
        if asked.audience == audience and today < takes_until(asked):
            return asked
    tx.one(
        _add, pulse_id=one.id, question=one.question, questions=list(drawn(one.question, 0)), mode="confidential",
        minimum=privacy.minimum_group(), mark=secrets.token_hex(8), opened_at=tx.now, invited=0, shared_words="",
        closes_at=_closing(today, one.months, one.zone), went_on="", places=[], groups=[], cells=[],
    )  # fmt: skip
    return open_pools(tx)[-1]


def turn(tx: Tx, on: list[Switched]) -> None:
    """At the end of a period: enough answers, and the pool closes after its last people could answer; else it goes on.

    What was switched off does not go on: too few answers are deleted at closing, and nobody has seen them.
    """
    running = {f"moment:{one.question}": one for one in on}
    for asked in open_pools(tx):
        today = local_day(tx.now, asked.zone)
        if today < takes_until(asked):
            continue
        one, key = running.get(asked.audience), f"surveys:close:{asked.id}"
        if one is None or _enough(tx, asked):
            jobs.at(tx, key, asked.closes_at, CLOSE, {"round": asked.id})
        else:
            jobs.cancel(tx, key)
            tx.run(_longer, round=asked.id, until=_closing(today, one.months, asked.zone))


def _enough(tx: Tx, asked: Opened) -> bool:
    most = max((int(row.n) for row in tx.all(_answers, round=asked.id)), default=0)
    return privacy.visible(most, asked.minimum)


def _closing(today: date, months: int, zone: str) -> datetime:
    return at_local(period_after(today, months) + TAIL, 9, 0, zone)
