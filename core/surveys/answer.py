"""An answer: one click a question, counted once, and in an anonymous round tied to nobody."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.clock import local_day
from core.db import Query, Tx, table
from core.desk import inbound
from core.errors import Stale, UserError
from core.people import Me
from core.surveys import elements, waiting
from core.surveys.models import NamedAnswer, Participation, Tally
from core.surveys.opening import Opened, find, not_yours, rounds_of
from core.surveys.questions import scale_of
from core.words import _

SKIPPED = -1
_part, _tally, _named = table(Participation), table(Tally), table(NamedAnswer)
_here = (_part.c.round_id == bindparam("round"), _part.c.person_id == bindparam("person"))
_seat = Query(select(_part.c.answered_on, _part.c.segment, _part.c.until_on).where(*_here))
_take_part = Query(update(_part).where(*_here, _part.c.answered_on.is_(None)).values(answered_on=bindparam("day")))
_off_the_list = Query(
    select(func.count().label("n")).where(
        _part.c.round_id == bindparam("round"), _part.c.segment == bindparam("part"), _part.c.answered_on.is_(None)
    )
)
_counts = Query(
    select(_tally.c.question, _tally.c.counts)
    .where(_tally.c.round_id == bindparam("round"), _tally.c.segment == bindparam("part"))
)  # fmt: skip
_count = Query(
    insert_or(_tally).on_conflict_do_update(
        index_elements=["round_id", "segment", "question"], set_={"counts": insert_or(_tally).excluded.counts}
    ),
    "round_id", "segment", "question", "counts",
)  # fmt: skip
_put_named = Query(
    insert_or(_named).on_conflict_do_update(
        index_elements=["round_id", "person_id", "question"],
        set_={name: insert_or(_named).excluded[name] for name in ("value", "given_on")},
    ),
    "round_id", "person_id", "question", "value", "given_on",
)  # fmt: skip
_drop_named = Query(delete(_named).where(_named.c.round_id == bindparam("round"),
                                         _named.c.person_id == bindparam("person")))  # fmt: skip
_my_named = Query(select(_named.c.question, _named.c.value).where(_named.c.round_id == bindparam("round"),
                                                                 _named.c.person_id == bindparam("person")))  # fmt: skip


class AlreadyAnswered(Stale):
    """An anonymous answer is given once; nobody can say which it was (T42)."""

    kind = "surveys_already_answered"


class Closed(Stale):
    """Too late, or too early."""

    kind = "surveys_closed"


class NoSuchAnswer(UserError):
    """Not on the scale (T47)."""

    kind = "surveys_no_such_answer"


def answer(tx: Tx, me: Me, round_id: int, values: int | Sequence[int], key: str = "") -> None:
    """Count these answers, one for each question (on its scale, or SKIPPED).

    `key` is the click's own, dropped here so that no trace of it stays. In a public or confidential round the answers
    stand under the person's name, and later ones replace them. Nothing is stored when it is refused: NotAllowed,
    Closed, AlreadyAnswered, NoSuchAnswer.
    """
    tx.lock("surveys_round", round_id)
    asked, values = find(tx, round_id), (values,) if isinstance(values, int) else tuple(values)
    seat = tx.one(_seat, round=round_id, person=me.id)
    if seat is None:
        raise not_yours()
    if not asked.is_open(tx.now) or _too_late(tx, asked, seat.until_on):
        raise Closed(_("This pulse has closed. The result is in /pulse results."))
    if len(values) != len(asked.questions) or any(
        value != SKIPPED and value not in scale_of(question)
        for question, value in zip(asked.questions, values, strict=True)
    ):
        low, *_between, high = scale_of(asked.questions[0])
        raise NoSuchAnswer(_("Choose a number from {low} to {high}.").format(low=low, high=high))
    values, today = _both_or_neither(asked.questions, values), local_day(tx.now, asked.zone)
    if asked.anonymous:
        if seat.answered_on is not None:
            raise _twice()
        _count_it(tx, me, asked, seat.segment, values, today)
        inbound.forget(tx, key)
        tx.leave_no_log()
        return
    tx.run(_take_part, round=round_id, person=me.id, day=today)
    tx.run(_drop_named, round=round_id, person=me.id)
    for question, value in zip(asked.questions, values, strict=True):
        if value != SKIPPED:
            tx.run(_put_named, round_id=round_id, person_id=me.id, question=question, value=value, given_on=today)


def _too_late(tx: Tx, asked: Opened, until: date | None) -> bool:
    return until is not None and until < local_day(tx.now, asked.zone)


def open_for(tx: Tx, me: Me, asked: Opened) -> bool:
    """Whether an answer of this person, who was invited, counts at this moment."""
    until = open_until(tx, me, asked.id) if asked.personal else None
    return asked.is_open(tx.now) and not _too_late(tx, asked, until)


def open_until(tx: Tx, me: Me, round_id: int) -> date | None:
    """The last day on which this person can answer, where that is their own; else None."""
    seat = tx.one(_seat, round=round_id, person=me.id)
    return seat.until_on if seat else None


def _both_or_neither(questions: tuple[int, ...], values: tuple[int, ...]) -> tuple[int, ...]:
    """Importance and experience are counted of the people who gave both: a gap between them means something then."""
    skipped = {elements.part_of(one) for one, value in zip(questions, values, strict=True)
               if value == SKIPPED and elements.is_evp(one) and elements.way_of(one) != elements.KEPT}  # fmt: skip
    return tuple(
        SKIPPED if elements.is_evp(one) and elements.way_of(one) != elements.KEPT and elements.part_of(one) in skipped
        else value
        for one, value in zip(questions, values, strict=True)
    )  # fmt: skip


def _count_it(tx: Tx, me: Me, asked: Opened, segment: int, values: tuple[int, ...], today: date) -> None:
    """Count it, and write the list of who took part only when that gives nobody away (core/surveys/waiting.py)."""
    before = tally(tx, asked, segment)
    answers = sum(before[asked.questions[0]].values())
    if waiting.answered_here(asked.mark, segment, me.id, answers):
        raise _twice()
    after = {question: dict(counts) for question, counts in before.items()}
    for question, value in zip(asked.questions, values, strict=True):
        after[question][value] += 1
    tx.many(_count, [
        {"round_id": asked.id, "segment": segment, "question": question,
         "counts": {str(value): n for value, n in after[question].items()}}
        for question in asked.questions
    ])  # fmt: skip
    waits = waiting.note(asked.mark, segment, me.id, before, answers)
    if len(waits) < asked.minimum:
        return
    left = int(tx.one(_off_the_list, round=asked.id, part=segment).n) - len(waits)
    if waiting.may_list(asked.mark, segment, after, len(waits), left, asked.minimum):
        tx.many(_take_part, [{"round": asked.id, "person": one, "day": today} for one in sorted(waits)])
        waiting.list_them(asked.mark, segment, waits, after, answers + 1)


def _twice() -> AlreadyAnswered:
    return AlreadyAnswered(_("You have answered already. An anonymous answer can't be seen or changed, by anyone."))


def tally(tx: Tx, asked: Opened, segment: int = 0) -> dict[int, dict[int, int]]:
    """How often each answer was given so far in this part, by question, SKIPPED included: never shown while it is open."""
    known = {row.question: row.counts for row in tx.all(_counts, round=asked.id, part=segment)}
    return {
        question: {value: int(known.get(question, {}).get(str(value), 0)) for value in (SKIPPED, *scale_of(question))}
        for question in asked.questions
    }


def has_answered(tx: Tx, me: Me, round_id: int) -> bool:
    """Whether this person is done with this round; raises NotAllowed when they are not invited."""
    seat = tx.one(_seat, round=round_id, person=me.id)
    if seat is None:
        raise not_yours()
    return seat.answered_on is not None or _waits(tx, me.id, find(tx, round_id), seat.segment)


def _waits(tx: Tx, person: int, asked: Opened, segment: int) -> bool:
    if not asked.anonymous or asked.closed_at is not None:
        return False
    answers = sum(tally(tx, asked, segment)[asked.questions[0]].values())
    return waiting.answered_here(asked.mark, segment, person, answers)


def waiting_for(tx: Tx, person: int) -> list[Opened]:
    """The open rounds this person was invited to and has not answered, the first to close on top."""
    return [asked for asked, segment in rounds_of(tx, person) if not _waits(tx, person, asked, segment)]


def still_quiet(tx: Tx, asked: Opened, seats: Sequence[tuple[int, int]]) -> list[int]:
    """Of these people and the parts they are in, who has not answered as far as this process knows."""
    given = {part: sum(tally(tx, asked, part)[asked.questions[0]].values()) for part in {part for _one, part in seats}}
    return [
        one for one, part in seats
        if not (asked.anonymous and waiting.answered_here(asked.mark, part, one, given[part]))
    ]  # fmt: skip


def invited(tx: Tx, me: Me, round_id: int) -> bool:
    """Whether this person was invited to this round."""
    return tx.one(_seat, round=round_id, person=me.id) is not None


def my_answers(tx: Tx, me: Me, round_id: int) -> dict[int, int]:
    """The person's own answers in a public or confidential round, by question; empty in an anonymous one."""
    return {row.question: int(row.value) for row in tx.all(_my_named, round=round_id, person=me.id)}
