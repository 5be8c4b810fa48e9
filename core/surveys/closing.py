"""A round closes and its counts are frozen; what may not be shown is not kept."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, func, null, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import privacy
from core.db import Query, Tx, table
from core.facts import record
from core.surveys import waiting
from core.surveys.cutting import cells_of
from core.surveys.facts import RoundClosed
from core.surveys.figures import counted
from core.surveys.models import NamedAnswer, Participation, Round, Tally
from core.surveys.opening import Opened, find
from core.surveys.questions import ends_of, scale_of
from core.surveys.year import after_round

WHOLE = -1
"""The part of a closed round that holds everybody."""
_round, _part, _tally, _named = table(Round), table(Participation), table(Tally), table(NamedAnswer)
_close = Query(
    update(_round)
    .where(_round.c.id == bindparam("round"), _round.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), invited=bindparam("seats"))
)
_share_at_once = Query(update(_round).where(_round.c.id == bindparam("round")).values(shared_at=bindparam("now")))
_seats = Query(select(func.count().label("n")).where(_part.c.round_id == bindparam("round")))
_wipe = Query(update(_part).where(_part.c.round_id == bindparam("round")).values(answered_on=null()))
_drop = Query(delete(_tally).where(_tally.c.round_id == bindparam("round")))
_freeze = Query(
    insert_or(_tally).on_conflict_do_nothing(index_elements=["round_id", "segment", "question"]),
    "round_id", "segment", "question", "counts",
)  # fmt: skip
_forget = Query(delete(_named).where(_named.c.round_id == bindparam("round")))
_all_counts = Query(
    select(_tally.c.segment, _tally.c.question, _tally.c.counts).where(_tally.c.round_id == bindparam("round"))
)
_named_of = Query(
    select(_named.c.value, _named.c.question, _part.c.segment)
    .join(_part, (_part.c.round_id == _named.c.round_id) & (_part.c.person_id == _named.c.person_id))
    .where(_named.c.round_id == bindparam("round"))
)
Counts = dict[int, dict[int, tuple[int, ...]]]
"""Part → question → how often each answer was given."""


def close(tx: Tx, round_id: int) -> bool:
    """Close it and freeze what came in; False when it was closed before.

    In an anonymous round who took part is wiped. Too few answers are dropped, and parts that would give them away:
    they will never be shown. Nothing else than what may be shown is left for any surface to show. Answers at a date of
    one's own are known by name until here; now they go. A team's result is shared at once, and so is that there is
    none; what was asked beyond one team waits for its owner.
    """
    tx.lock("surveys_round", round_id)
    asked = find(tx, round_id)
    if not tx.run(_close, round=round_id, now=tx.now, seats=int(tx.one(_seats, round=round_id).n)):
        return False
    came = _anonymous_counts(tx, asked) if asked.anonymous else _named_counts(tx, asked)
    out = frozen(came, asked, cells_of(tx, asked))
    tx.run(_drop, round=round_id)
    tx.many(_freeze, [
        {"round_id": round_id, "segment": part, "question": question,
         "counts": {str(value): n for value, n in zip(scale_of(question), counts, strict=True)}}
        for part, questions in out.items() for question, counts in sorted(questions.items())
    ])  # fmt: skip
    if asked.anonymous:
        tx.run(_wipe, round=round_id)
        waiting.forget(asked.mark)
        tx.leave_no_log()
    if asked.personal:
        tx.run(_forget, round=round_id)
    if not (asked.shared_by_hand and out[WHOLE]):
        tx.run(_share_at_once, round=round_id, now=tx.now)
    if asked.kind == "evp":
        after_round(tx, round_id, "measure")
    record(tx, RoundClosed(round_id, asked.team_id or 0))
    return True


def frozen(came: Counts, asked: Opened, cells: Mapping[int, Sequence[int]] | None = None) -> Counts:
    """Of these counts, the whole and the parts that may stand beside it: one decision for every surface.

    `came` is by part, or by cell where the round is cut by target groups: `cells` says of which parts each is a piece.
    """
    whole = {
        question: tuple(map(sum, zip(*(counts[question] for counts in came.values()), strict=True)))
        for question in asked.questions
    }  # fmt: skip
    if asked.mode == "public":
        return {WHOLE: whole}
    whole = {question: counts for question, counts in whole.items() if privacy.visible(sum(counts), asked.minimum)}
    numbers, out, made_of = sorted(came), {WHOLE: whole}, dict[int, int]()
    for place, number in enumerate(numbers):
        for part in cells.get(number, ()) if cells else [number] if number else []:
            made_of[part] = made_of.get(part, 0) | 1 << place
    for question in whole:
        given = [came[number][question] for number in numbers]
        for part, counts in _apart(question, given, made_of, asked.minimum).items():
            out.setdefault(part, {})[question] = counts
    return out


def _apart(
    question: int, given: Sequence[tuple[int, ...]], made_of: Mapping[int, int], minimum: int
) -> dict[int, tuple[int, ...]]:
    """The parts (each a mask of what was given by cell) that may be shown of one question beside the whole.

    Enough people each and not alike; no sum of them and the whole rests on too few (a rank test); and no people that
    they divide the others into are alike, so that nothing at the end of a scale can be computed either. The target
    groups come first, in the order in which they were chosen.
    """
    sizes, ends = [sum(counts) for counts in given], ends_of(question)
    sums = {part: _together(given, mask) for part, mask in made_of.items()}
    order = sorted(sums, key=lambda part: (part > 0, abs(part)))
    wanted = [part for part in order if sum(sums[part]) >= minimum and not privacy.alike(sums[part], ends)]
    everybody = (1 << len(given)) - 1
    allowed = set(privacy.releasable([made_of[part] for part in wanted], sizes, minimum, [everybody]))
    blocks, shown = [(everybody, _together(given, everybody))], {}
    for part in wanted:
        pieces, others = _divided(blocks, made_of[part], given)
        if made_of[part] in allowed and not any(sum(piece) and privacy.alike(piece, ends) for _mask, piece in pieces):
            blocks, shown[part] = [*pieces, *others], sums[part]
    return shown


Block = tuple[int, tuple[int, ...]]
"""Some cells as a mask, and what was given in them together."""


def _divided(blocks: list[Block], mask: int, given: Sequence[tuple[int, ...]]) -> tuple[list[Block], list[Block]]:
    """The pieces that blocks fall into when these cells are told apart, what is left over first; and the other blocks."""
    pieces: list[Block] = []
    others: list[Block] = []
    for place, (block, counts) in enumerate(blocks):
        inside = block & mask
        if inside in (0, block):
            others.append((block, counts))
        else:
            some = _together(given, inside)
            left = tuple(n - m for n, m in zip(counts, some, strict=True))
            pieces = [(block & ~mask, left), *pieces, (inside, some)]
        mask &= ~block
        if not mask:
            return pieces, [*others, *blocks[place + 1 :]]
    return pieces, others


def _together(given: Sequence[tuple[int, ...]], mask: int) -> tuple[int, ...]:
    """What was given in these cells, added up."""
    some = [0] * len(given[0])
    while mask:
        lowest = mask & -mask
        some = [n + m for n, m in zip(some, given[lowest.bit_length() - 1], strict=True)]
        mask ^= lowest
    return tuple(some)


def _read(row_counts: Mapping[str, int], question: int) -> tuple[int, ...]:
    return counted(question, {int(value): int(n) for value, n in row_counts.items()})


def kept(tx: Tx, round_id: int) -> Counts:
    """What is left of a closed round, or has come in so far."""
    found: Counts = {}
    for row in tx.all(_all_counts, round=round_id):
        found.setdefault(row.segment, {})[row.question] = _read(row.counts, row.question)
    return found


def _anonymous_counts(tx: Tx, asked: Opened) -> Counts:
    return kept(tx, asked.id) or _nothing(asked)


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
