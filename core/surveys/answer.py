"""An answer: one click, counted once, and in an anonymous round tied to nobody."""

from datetime import date

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.clock import local_day
from core.db import Query, Tx, table
from core.desk import inbound
from core.errors import Stale, UserError
from core.people import Me
from core.surveys.models import NamedAnswer, Participation, Tally
from core.surveys.opening import Opened, find, not_yours
from core.surveys.questions import FACES
from core.words import _

SKIPPED = 0
_part, _tally, _named = table(Participation), table(Tally), table(NamedAnswer)
_seat = Query(
    select(_part.c.answered_on).where(_part.c.round_id == bindparam("round"), _part.c.person_id == bindparam("person"))
)
_take_part = Query(
    update(_part)
    .where(_part.c.round_id == bindparam("round"), _part.c.person_id == bindparam("person"),
           _part.c.answered_on.is_(None))
    .values(answered_on=bindparam("day"))
)  # fmt: skip
_counts = Query(select(_tally.c.counts).where(_tally.c.round_id == bindparam("round")))
_count = Query(
    insert_or(_tally).on_conflict_do_update(
        index_elements=["round_id"], set_={"counts": insert_or(_tally).excluded.counts}
    ),
    "round_id", "counts",
)  # fmt: skip
_put_named = Query(
    insert_or(_named).on_conflict_do_update(
        index_elements=["round_id", "person_id"],
        set_={name: insert_or(_named).excluded[name] for name in ("value", "given_on")},
    ),
    "round_id", "person_id", "value", "given_on",
)  # fmt: skip
_drop_named = Query(delete(_named).where(_named.c.round_id == bindparam("round"),
                                         _named.c.person_id == bindparam("person")))  # fmt: skip
_my_named = Query(select(_named.c.value).where(_named.c.round_id == bindparam("round"),
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


def answer(tx: Tx, me: Me, round_id: int, value: int, key: str = "") -> None:
    """Count this answer (1 to 5, or SKIPPED). `key` is the click's own, dropped here so that no trace of it stays.

    In a public round the answer stands under the person's name, and a later one replaces it. Nothing is stored when it
    is refused: NotAllowed, Closed, AlreadyAnswered, NoSuchAnswer.
    """
    tx.lock("surveys_round", round_id)
    asked = find(tx, round_id)
    seat = tx.one(_seat, round=round_id, person=me.id)
    if seat is None:
        raise not_yours()
    if not asked.is_open(tx.now):
        raise Closed(_("This pulse has closed. The result is in /pulse results."))
    if value != SKIPPED and value not in FACES:
        raise NoSuchAnswer(_("Choose a number from 1 to 5."))
    today = local_day(tx.now, asked.zone)
    if asked.anonymous:
        _count_it(tx, me, asked, value, today, key)
    else:
        tx.run(_take_part, round=round_id, person=me.id, day=today)
        if value == SKIPPED:
            tx.run(_drop_named, round=round_id, person=me.id)
        else:
            tx.run(_put_named, round_id=round_id, person_id=me.id, value=value, given_on=today)


def _count_it(tx: Tx, me: Me, asked: Opened, value: int, today: date, key: str) -> None:
    if not tx.run(_take_part, round=asked.id, person=me.id, day=today):
        raise AlreadyAnswered(_("You have answered already. An anonymous answer can't be seen or changed, by anyone."))
    counts = tally(tx, asked.id)
    counts[value] += 1
    tx.run(_count, round_id=asked.id, counts={str(one): n for one, n in counts.items()})
    inbound.forget(tx, key)
    tx.leave_no_log()


def tally(tx: Tx, round_id: int) -> dict[int, int]:
    """How often each answer was given so far, SKIPPED included: for rules only, never shown while a round is open."""
    row = tx.one(_counts, round=round_id)
    known = {} if row is None else row.counts
    return {value: int(known.get(str(value), 0)) for value in (SKIPPED, *FACES)}


def has_answered(tx: Tx, me: Me, round_id: int) -> bool:
    """Whether this person is done with this round; raises NotAllowed when they are not invited."""
    seat = tx.one(_seat, round=round_id, person=me.id)
    if seat is None:
        raise not_yours()
    return seat.answered_on is not None


def invited(tx: Tx, me: Me, round_id: int) -> bool:
    """Whether this person was invited to this round."""
    return tx.one(_seat, round=round_id, person=me.id) is not None


def my_answer(tx: Tx, me: Me, round_id: int) -> int | None:
    """The person's own answer in a public round, or None."""
    row = tx.one(_my_named, round=round_id, person=me.id)
    return None if row is None else int(row.value)
