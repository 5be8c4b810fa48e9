"""A round closes and its result is frozen; what may not be shown is not kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, null, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, privacy
from core.db import Query, Tx, table
from core.facts import record
from core.people import Me
from core.surveys import waiting
from core.surveys.answer import invited
from core.surveys.facts import RoundClosed
from core.surveys.figures import Score, counted, mean, percent, recommending
from core.surveys.models import NamedAnswer, Participation, Round, Tally
from core.surveys.opening import Opened, find, not_yours
from core.surveys.questions import ENPS, ends_of, scale_of
from core.surveys.start import leads, may_ask

WHOLE = -1
"""The part of a closed round that holds everybody."""
_round, _part, _tally, _named = table(Round), table(Participation), table(Tally), table(NamedAnswer)
_close = Query(
    update(_round)
    .where(_round.c.id == bindparam("round"), _round.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), invited=bindparam("seats"))
)
_seats = Query(select(func.count().label("n")).where(_part.c.round_id == bindparam("round")))
_wipe = Query(update(_part).where(_part.c.round_id == bindparam("round")).values(answered_on=null()))
_drop = Query(delete(_tally).where(_tally.c.round_id == bindparam("round")))
_freeze = Query(
    insert_or(_tally).on_conflict_do_nothing(index_elements=["round_id", "segment", "question"]),
    "round_id", "segment", "question", "counts",
)  # fmt: skip
_all_counts = Query(
    select(_tally.c.segment, _tally.c.question, _tally.c.counts).where(_tally.c.round_id == bindparam("round"))
)
_named_of = Query(
    select(_named.c.value, _named.c.person_id, _named.c.question, _part.c.segment)
    .join(_part, (_part.c.round_id == _named.c.round_id) & (_part.c.person_id == _named.c.person_id))
    .where(_named.c.round_id == bindparam("round")).order_by(_named.c.id)
)  # fmt: skip
_my_rounds = Query(select(_part.c.round_id).where(_part.c.person_id == bindparam("person")))
_latest = Query(
    select(_round.c.id, _round.c.team_id).where(_round.c.closed_at.is_not(None)).order_by(_round.c.closed_at.desc())
)
_standing = Query(select(_round.c.id, _round.c.team_id).where(_round.c.closed_at.is_(None)).order_by(_round.c.id))
Counts = dict[int, dict[int, tuple[int, ...]]]
"""Part → question → how often each answer was given."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be shown of one question.

    Kinds: `hidden` (not enough answers, or none), `band` (so alike that only about where they lie is said, from `low`
    to `high`), `shown`: `counts` by answer, or only `shares` in tens of percents where a count would tell that one to
    four people did not answer (decision 43). A hidden one holds no number at all.
    """

    question: int
    kind: str
    counts: tuple[int, ...] = ()
    shares: tuple[int, ...] = ()
    mean: float | None = None
    low: int = 0
    high: int = 0
    rate: privacy.Rate | None = None
    score: Score | None = None

    @property
    def answers(self) -> int:
        """How many answers it rests on; 0 when that is not said."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Result:
    """What may be shown of a round. Kinds: `open` (not yet), else that of its first figure that is not hidden.

    `heat`: team → a mean for each question, None where it is not to be shown; empty where there is one team.
    """

    round: Opened
    kind: str
    figures: tuple[Figure, ...] = ()
    heat: tuple[tuple[int, tuple[float | None, ...]], ...] = ()
    named: tuple[tuple[int, str], ...] = ()

    @property
    def first(self) -> Figure:
        """The figure of the first question."""
        return self.figures[0]


def close(tx: Tx, round_id: int) -> bool:
    """Close it and freeze what came in; False when it was closed before.

    In an anonymous round who took part is wiped. Too few answers are dropped, and parts that would give them away:
    they will never be shown. Nothing else than what may be shown is left for any surface to show.
    """
    tx.lock("surveys_round", round_id)
    asked = find(tx, round_id)
    if not tx.run(_close, round=round_id, now=tx.now, seats=int(tx.one(_seats, round=round_id).n)):
        return False
    came = _anonymous_counts(tx, asked) if asked.anonymous else _named_counts(tx, asked)
    tx.run(_drop, round=round_id)
    tx.many(_freeze, [
        {"round_id": round_id, "segment": part, "question": question,
         "counts": {str(value): n for value, n in zip(scale_of(question), counts, strict=True)}}
        for part, questions in frozen(came, asked).items() for question, counts in sorted(questions.items())
    ])  # fmt: skip
    if asked.anonymous:
        tx.run(_wipe, round=round_id)
        waiting.forget(asked.mark)
        tx.leave_no_log()
    record(tx, RoundClosed(round_id, asked.team_id or 0))
    return True


def frozen(came: Counts, asked: Opened) -> Counts:
    """Of these counts by part, the whole and the parts that may stand beside it: one decision for every surface."""
    whole = {
        question: tuple(map(sum, zip(*(counts[question] for counts in came.values()), strict=True)))
        for question in asked.questions
    }  # fmt: skip
    if asked.mode == "public":
        return {WHOLE: whole}
    whole = {question: counts for question, counts in whole.items() if privacy.visible(sum(counts), asked.minimum)}
    parts, out = sorted(came), {WHOLE: whole}
    for question in whole:
        sizes = [sum(came[part][question]) for part in parts]
        wanted = [1 << place for place, part in enumerate(parts) if part]
        allowed = privacy.releasable(wanted, sizes, asked.minimum, [(1 << len(parts)) - 1])
        for place, part in enumerate(parts):
            alike = privacy.alike(came[part][question], ends_of(question))
            if 1 << place in allowed and sizes[place] >= asked.minimum and not alike:
                out.setdefault(part, {})[question] = came[part][question]
    return out


def result(tx: Tx, me: Me, round_id: int) -> Result:
    """What this person, or the team's place, may see of it; raises NotAllowed for who was not invited and leads nobody."""
    asked = find(tx, round_id)
    at_place = me.id == 0 and (asked.team_id is None or me.team_id == asked.team_id)
    if not (at_place or invited(tx, me, round_id) or leads(tx, me, asked.team_id)):
        raise not_yours()
    if asked.closed_at is None:
        return Result(asked, "open")
    kept = _kept(tx, round_id)
    figures = tuple(_figure(asked, question, kept.get(WHOLE, {}).get(question)) for question in asked.questions)
    kind = next((figure.kind for figure in figures if figure.kind != "hidden"), "hidden")
    heat = tuple(
        (part, tuple(mean(question, kept[part].get(question, ())) if question in kept[part] else None
                     for question in asked.questions))
        for part in sorted(kept) if part > 0
    )  # fmt: skip
    return Result(asked, kind, figures, heat, _names(tx, round_id) if asked.mode == "public" else ())


def most_answers(tx: Tx, round_id: int) -> int:
    """How many answers the best answered question of a closed round got: for rules only."""
    return max((sum(counts) for counts in _kept(tx, round_id).get(WHOLE, {}).values()), default=0)


def latest(tx: Tx, me: Me) -> int | None:
    """The round this person may see that closed last, else one that is still open; None when there is none."""
    led, mine = {team.id for team in may_ask(tx, me)}, {row.round_id for row in tx.all(_my_rounds, person=me.id)}
    found = (row.id for row in [*tx.all(_latest), *tx.all(_standing)]
             if row.id in mine or row.team_id in led or (row.team_id is None and leads(tx, me, None)))  # fmt: skip
    return next(found, None)


def _figure(asked: Opened, question: int, counts: tuple[int, ...] | None) -> Figure:
    given = sum(counts or ())
    if counts is None or not given:
        return Figure(question, "hidden")
    score = recommending(counts, max(given, asked.invited)) if question == ENPS else None
    if asked.mode == "public":
        rate = privacy.Rate("exact", percent(given, max(given, asked.invited)))
        return Figure(question, "shown", counts, mean=mean(question, counts), rate=rate, score=score)
    rate = privacy.response_rate(given, asked.invited, asked.minimum)
    if privacy.alike(counts, ends_of(question)):
        low, high = _band(question, counts)
        return Figure(question, "band", low=low, high=high, rate=rate)
    if rate.kind == "exact":
        return Figure(question, "shown", counts, mean=mean(question, counts), rate=rate, score=score)
    shares = tuple(10 * percent(n, given, 10) for n in counts)
    return Figure(question, "shown", shares=shares, mean=mean(question, counts), rate=rate, score=score)


def _band(question: int, counts: tuple[int, ...]) -> tuple[int, int]:
    scale, (low, high) = scale_of(question), ends_of(question)
    most = max(range(len(scale)), key=lambda place: counts[place])
    if most < low:
        return scale[0], scale[low - 1]
    return (scale[-high], scale[-1]) if most >= len(scale) - high else (scale[low - 1], scale[-high])


def _read(row_counts: Mapping[str, int], question: int) -> tuple[int, ...]:
    return counted(question, {int(value): int(n) for value, n in row_counts.items()})


def _kept(tx: Tx, round_id: int) -> Counts:
    found: Counts = {}
    for row in tx.all(_all_counts, round=round_id):
        found.setdefault(row.segment, {})[row.question] = _read(row.counts, row.question)
    return found


def _anonymous_counts(tx: Tx, asked: Opened) -> Counts:
    return _kept(tx, asked.id) or _nothing(asked)


def _named_counts(tx: Tx, asked: Opened) -> Counts:
    found: dict[int, dict[int, dict[int, int]]] = {}
    for row in tx.all(_named_of, round=asked.id):
        counts = found.setdefault(row.segment, {}).setdefault(row.question, {})
        counts[row.value] = counts.get(row.value, 0) + 1
    return {
        part: {question: counted(question, questions.get(question, {})) for question in asked.questions}
        for part, questions in found.items()
    } or _nothing(asked)


def _nothing(asked: Opened) -> Counts:
    return {0: {question: counted(question, {}) for question in asked.questions}}


def _names(tx: Tx, round_id: int) -> tuple[tuple[int, str], ...]:
    rows = tx.all(_named_of, round=round_id)
    names = people.names(tx, [row.person_id for row in rows])
    return tuple((row.value, names[row.person_id]) for row in rows)
