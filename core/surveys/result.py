"""A round closes and its result is frozen; below the minimum there is none, and nothing of it is kept."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, null, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, privacy
from core.db import Query, Tx, table
from core.facts import record
from core.people import Me
from core.surveys.answer import invited, tally
from core.surveys.facts import RoundClosed
from core.surveys.models import NamedAnswer, Participation, Round, Tally
from core.surveys.opening import Opened, find, not_yours
from core.surveys.questions import FACES
from core.surveys.start import leads, may_ask

_round, _part, _tally, _named = table(Round), table(Participation), table(Tally), table(NamedAnswer)
_close = Query(
    update(_round)
    .where(_round.c.id == bindparam("round"), _round.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), invited=bindparam("seats"))
)
_seats = Query(select(func.count().label("n")).where(_part.c.round_id == bindparam("round")))
_wipe = Query(update(_part).where(_part.c.round_id == bindparam("round")).values(answered_on=null()))
_drop_tally = Query(delete(_tally).where(_tally.c.round_id == bindparam("round")))
_freeze = Query(insert_or(_tally).on_conflict_do_nothing(index_elements=["round_id"]), "round_id", "counts")
_named_of = Query(
    select(_named.c.value, _named.c.person_id).where(_named.c.round_id == bindparam("round")).order_by(_named.c.id)
)
_my_rounds = Query(select(_part.c.round_id).where(_part.c.person_id == bindparam("person")))
_latest = Query(
    select(_round.c.id, _round.c.team_id).where(_round.c.closed_at.is_not(None)).order_by(_round.c.closed_at.desc())
)
_standing = Query(select(_round.c.id, _round.c.team_id).where(_round.c.closed_at.is_(None)).order_by(_round.c.id))


@dataclass(frozen=True, slots=True)
class Result:
    """What may be shown of a closed round.

    Kinds: `open` (not yet), `hidden` (not enough answers, or none), `band` (so alike that only about where they lie is
    said, from `low` to `high`), `shown`: `counts` by answer, or only `shares` in tens of percents where a count would
    tell that one to four people did not answer (decision 43). A hidden one holds no number at all.
    """

    round: Opened
    kind: str
    counts: tuple[int, ...] = ()
    shares: tuple[int, ...] = ()
    mean: float | None = None
    low: int = 0
    high: int = 0
    rate: privacy.Rate | None = None
    named: tuple[tuple[int, str], ...] = ()

    @property
    def answers(self) -> int:
        """How many answers it rests on; 0 when that is not said."""
        return sum(self.counts)


def close(tx: Tx, round_id: int) -> bool:
    """Close it and freeze what came in; False when it was closed before.

    In an anonymous round who took part is wiped, and too few answers are dropped: they will never be shown.
    """
    tx.lock("surveys_round", round_id)
    asked = find(tx, round_id)
    if not tx.run(_close, round=round_id, now=tx.now, seats=int(tx.one(_seats, round=round_id).n)):
        return False
    if asked.anonymous:
        tx.run(_wipe, round=round_id)
        if not privacy.visible(_given(tally(tx, round_id)), asked.minimum):
            tx.run(_drop_tally, round=round_id)
        tx.leave_no_log()
    else:
        counts = dict.fromkeys(FACES, 0)
        for row in tx.all(_named_of, round=round_id):
            counts[row.value] += 1
        tx.run(_freeze, round_id=round_id, counts={str(value): n for value, n in counts.items()})
    record(tx, RoundClosed(round_id, asked.team_id))
    return True


def result(tx: Tx, me: Me, round_id: int) -> Result:
    """What this person, or the team's place, may see of it; raises NotAllowed for who was not invited and leads nobody."""
    asked = find(tx, round_id)
    at_place = me.id == 0 and me.team_id == asked.team_id
    if not (at_place or invited(tx, me, round_id) or leads(tx, me, asked.team_id)):
        raise not_yours()
    if asked.closed_at is None:
        return Result(asked, "open")
    counted = tally(tx, round_id)
    counts, given = tuple(counted[value] for value in FACES), _given(counted)
    if not given or (asked.anonymous and not privacy.visible(given, asked.minimum)):
        return Result(asked, "hidden")
    if not asked.anonymous:
        rate = privacy.Rate("exact", _percent(given, max(given, asked.invited)))
        return Result(asked, "shown", counts, mean=_mean(counts), rate=rate, named=_names(tx, round_id))
    rate = privacy.response_rate(given, asked.invited, asked.minimum)
    if _alike(counts):
        low, high = _band(counts)
        return Result(asked, "band", low=low, high=high, rate=rate)
    if rate.kind == "exact":
        return Result(asked, "shown", counts, mean=_mean(counts), rate=rate)
    shares = tuple(10 * _percent(n, given, 10) for n in counts)
    return Result(asked, "shown", shares=shares, mean=_mean(counts), rate=rate)


def latest(tx: Tx, me: Me) -> int | None:
    """The round this person may see that closed last, else one that is still open; None when there is none."""
    led, mine = {team.id for team in may_ask(tx, me)}, {row.round_id for row in tx.all(_my_rounds, person=me.id)}
    found = (row.id for row in [*tx.all(_latest), *tx.all(_standing)] if row.id in mine or row.team_id in led)
    return next(found, None)


def _given(counted: dict[int, int]) -> int:
    return sum(counted[value] for value in FACES)


def _mean(counts: tuple[int, ...]) -> float:
    return sum(value * n for value, n in zip(FACES, counts, strict=True)) / sum(counts)


def _percent(part: int, whole: int, of: int = 100) -> int:
    """Half away from zero."""
    return (2 * of * part + whole) // (2 * whole)


def _alike(counts: tuple[int, ...]) -> bool:
    """All the same, all but one, or all at one end: then a distribution says what each of them chose."""
    given = sum(counts)
    return max(counts) >= given - 1 or counts[0] + counts[1] == given or counts[3] + counts[4] == given


def _band(counts: tuple[int, ...]) -> tuple[int, int]:
    most = max(FACES, key=lambda value: counts[value - 1])
    return (1, 2) if most <= 2 else (2, 4) if most == 3 else (4, 5)


def _names(tx: Tx, round_id: int) -> tuple[tuple[int, str], ...]:
    rows = tx.all(_named_of, round=round_id)
    names = people.names(tx, [row.person_id for row in rows])
    return tuple((row.value, names[row.person_id]) for row in rows)
