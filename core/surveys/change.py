"""What changed since these people were asked the same before, made of nothing but what is shown of both rounds."""

from datetime import date

from sqlalchemy import bindparam, select

from core.clock import local_day
from core.db import Query, Tx, table
from core.surveys.figures import Mean, arrow, mean_of
from core.surveys.models import Pulse, Round
from core.surveys.opening import Opened, find
from core.surveys.result import Figure, figures
from core.values import frozen

_round, _pulse = table(Round), table(Pulse)
_told_before = Query(
    select(_round.c.id, _round.c.questions)
    .join(_pulse, _pulse.c.id == _round.c.pulse_id)
    .where(_pulse.c.audience == bindparam("to"), _round.c.shared_at.is_not(None), _round.c.id < bindparam("round"))
    .order_by(_round.c.id.desc()).limit(26)
)  # fmt: skip


@frozen
class Change:
    """Against the last time: what was shown then (a mean, or a score), its closing day, and ↑, ↓ or nothing.

    An arrow stands only where the change lies beyond the 95 % margin of the difference.
    """

    before: float
    of_score: bool
    on: date
    arrow: str


def changes(tx: Tx, asked: Opened, shown: tuple[Figure, ...]) -> dict[int, Change]:
    """By question, for those whose figure is shown now and was shown to the same people before; the last such time counts."""
    now = {one.question: one for one in shown if one.kind == "shown" and one.mean is not None}
    found: dict[int, Change] = {}
    for row in tx.all(_told_before, to=asked.audience, round=asked.id):
        if not set(row.questions) & (now.keys() - found.keys()):
            continue
        old = find(tx, row.id)
        for then in figures(tx, old):
            if then.question in now and then.question not in found and then.kind == "shown":
                change = _between(asked, now[then.question], old, then)
                found |= {then.question: change} if change else {}
    return found


def _between(asked: Opened, now: Figure, old: Opened, then: Figure) -> Change | None:
    assert old.closed_at is not None
    day = local_day(old.closed_at, old.zone)
    if now.score and then.score:
        return Change(float(then.score.score), True, day, arrow(now.score, then.score))
    first, second = as_shown(old, then), as_shown(asked, now)
    return Change(first.exact, False, day, second.moved(first)) if first and second else None


def as_shown(asked: Opened, figure: Figure) -> Mean | None:
    """The mean with its error as a reader can know them.

    Where one to four people did not answer it rests on as few answers as are drawn.
    """
    if figure.mean is None:
        return None
    if figure.counts:
        return mean_of(figure.question, figure.counts, max(asked.invited, figure.answers))
    found = mean_of(figure.question, figure.about, asked.invited)
    return Mean(round(found.exact, 1), found.error) if found else None
