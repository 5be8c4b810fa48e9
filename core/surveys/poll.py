"""A poll: one question in a channel or thread, votes that can be changed until it closes, public or secret."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import jobs, people, privacy
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale, UserError
from core.facts import record
from core.people import Me, Role
from core.surveys.facts import PollClosed, PollOpened, PollVoted
from core.surveys.models import Poll, PollVote
from core.values import frozen
from core.words import _

POLL_CLOSE = "surveys.poll_close"
FEWEST, MOST, LONGEST = 2, 10, 60
"""Choices of a poll, and letters of one."""
SHOWN = ("live", "after", "closed", "secret")
"""When results are seen: at once, after one's own vote, when it is closed; secret: when closed, and never a name."""
_poll, _vote = table(Poll), table(PollVote)
_add = Query(
    insert(_poll).returning(_poll.c.id),
    "owner_id", "place_id", "question", "choices", "several", "shown", "opened_at", "closes_at", "counts",
)  # fmt: skip
_by_id = Query(select(_poll).where(_poll.c.id == bindparam("poll")))
_put = Query(
    insert_or(_vote).on_conflict_do_update(
        index_elements=["poll_id", "person_id"], set_={"chosen": insert_or(_vote).excluded.chosen}
    ),
    "poll_id", "person_id", "chosen",
)  # fmt: skip
_votes = Query(select(_vote.c.person_id, _vote.c.chosen).where(_vote.c.poll_id == bindparam("poll")))
_mine = Query(select(_vote.c.chosen).where(_vote.c.poll_id == bindparam("poll"), _vote.c.person_id == bindparam("me")))
_drop = Query(delete(_vote).where(_vote.c.poll_id == bindparam("poll"), _vote.c.person_id == bindparam("me")))
_wipe = Query(delete(_vote).where(_vote.c.poll_id == bindparam("poll")))
_voters = Query(select(func.count().label("n")).where(_vote.c.poll_id == bindparam("poll")))
_close = Query(
    update(_poll)
    .where(_poll.c.id == bindparam("poll"), _poll.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), counts=bindparam("sums"))
)


class PollIsClosed(Stale):
    """Too late for a vote."""

    kind = "surveys_poll_closed"


class NoSuchChoice(UserError):
    """Not one of the choices."""

    kind = "surveys_no_such_choice"


@frozen
class PollHere:
    """A poll as it is now. `counts` is None while nothing may be shown to this reader; `voters` then too."""

    id: int
    owner_id: int
    question: str
    choices: tuple[str, ...]
    several: bool
    shown: str
    closes_at: datetime
    closed: bool
    mine: tuple[int, ...]
    counts: tuple[int, ...] | None
    voters: int | None
    names: tuple[tuple[str, ...], ...] = ()


def open_poll(
    tx: Tx, me: Me, place: int, question: str, choices: list[str], *, several: bool, shown: str, closes_at: datetime
) -> int:
    """Ask it in this place until then. Gives the poll's id; raises a FieldError where it can't be."""
    cleaned = list(dict.fromkeys(" ".join(one.split()) for one in choices if one.strip()))
    if not question.strip():
        raise FieldError("question", _("Please fill this in."))
    if not FEWEST <= len(cleaned) <= MOST:
        raise FieldError("choices", _("Give {fewest} to {most} different choices, one on each line.").format(
            fewest=FEWEST, most=MOST))  # fmt: skip
    if any(len(one) > LONGEST for one in cleaned):
        raise FieldError("choices", _("Keep each choice under {n} letters.").format(n=LONGEST + 1))
    if closes_at <= tx.now:
        raise FieldError("hours", _("That moment has passed."))
    if shown not in SHOWN:
        raise FieldError("shown", _("Choose one of the options."))
    made = tx.one(
        _add, owner_id=me.id, place_id=place, question=question.strip(), choices=cleaned, several=several, shown=shown,
        opened_at=tx.now, closes_at=closes_at, counts=[],
    )  # fmt: skip
    jobs.at(tx, f"surveys:poll:{made.id}", closes_at, POLL_CLOSE, {"poll": made.id})
    record(tx, PollOpened(made.id, place))
    return int(made.id)


def vote(tx: Tx, me: Me, poll_id: int, choice: int) -> tuple[int, ...]:
    """Choose it, or with several take it back by choosing it again. Gives what this person has chosen now.

    No fact is recorded in a secret poll: it would keep who voted when.
    """
    tx.lock("surveys_poll", poll_id)
    row = _find(tx, poll_id)
    if row.closed_at is not None or tx.now >= row.closes_at:
        raise PollIsClosed(_("This poll has closed."))
    if not 0 <= choice < len(row.choices):
        raise NoSuchChoice(_("This is none of the choices. Choose one that stands there."))
    before = set(_chosen(tx, me, poll_id))
    now = before ^ {choice} if row.several else {choice}
    if now:
        tx.run(_put, poll_id=poll_id, person_id=me.id, chosen=sorted(now))
    else:
        tx.run(_drop, poll=poll_id, me=me.id)
    if row.shown != "secret":
        record(tx, PollVoted(poll_id, row.place_id, me.id))
    return tuple(sorted(now))


def find_poll(tx: Tx, me: Me, poll_id: int) -> PollHere:
    """The poll as this person may see it; a place (id 0) sees what everybody sees."""
    row = _find(tx, poll_id)
    closed, mine = row.closed_at is not None, _chosen(tx, me, poll_id) if me.id else ()
    counts: tuple[int, ...] | None = None
    voters: int | None = None
    names: tuple[tuple[str, ...], ...] = ()
    if closed and row.counts:
        counts, voters = tuple(row.counts[:-1]), int(row.counts[-1])
    elif row.shown == "live" or (row.shown == "after" and mine):
        counts, voters = _sums(tx, row)
    if counts is not None and row.shown != "secret":
        names = _names(tx, row)
    return PollHere(row.id, row.owner_id, row.question, tuple(row.choices), row.several, row.shown, row.closes_at,
                    closed, mine, counts, voters, names)  # fmt: skip


def close_poll(tx: Tx, poll_id: int, me: Me | None = None) -> bool:
    """Close it; False when it was closed before. A person may close their own, HR any; a secret one forgets who chose what.

    Too few votes, or votes too alike, in a secret poll: nothing is kept to show.
    """
    tx.lock("surveys_poll", poll_id)
    row = _find(tx, poll_id)
    if me is not None and me.id != row.owner_id and not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("Only who started this poll can close it."))
    counts, voters = _sums(tx, row)
    sums = [*counts, voters]
    if row.shown == "secret" and not _may_show(counts, voters):
        sums = []
    if not tx.run(_close, poll=poll_id, now=tx.now, sums=sums):
        return False
    if row.shown == "secret":
        tx.run(_wipe, poll=poll_id)
        tx.leave_no_log()
    record(tx, PollClosed(poll_id))
    return True


def _may_show(counts: tuple[int, ...], voters: int) -> bool:
    """Enough people, and not all, or all but one, of them on one side of a choice: that would tell what each chose."""
    return privacy.visible(voters) and not any(n >= voters - 1 for n in counts)


def _find(tx: Tx, poll_id: int) -> Any:
    row = tx.one(_by_id, poll=poll_id)
    if row is None:
        raise PollIsClosed(_("This poll is no longer there."))
    return row


def _chosen(tx: Tx, me: Me, poll_id: int) -> tuple[int, ...]:
    row = tx.one(_mine, poll=poll_id, me=me.id)
    return () if row is None else tuple(row.chosen)


def _sums(tx: Tx, row: Any) -> tuple[tuple[int, ...], int]:
    found = Counter(one for vote_ in tx.all(_votes, poll=row.id) for one in vote_.chosen)
    return tuple(found[place] for place in range(len(row.choices))), int(tx.one(_voters, poll=row.id).n)


def _names(tx: Tx, row: Any) -> tuple[tuple[str, ...], ...]:
    votes = tx.all(_votes, poll=row.id)
    names = people.names(tx, [one.person_id for one in votes])
    return tuple(
        tuple(names[one.person_id] for one in votes if place in one.chosen) for place in range(len(row.choices))
    )
