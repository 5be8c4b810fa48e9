"""A question about a request and its answer, and other days that whoever decides proposes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from core import facts
from core.db import Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, get
from core.timeoff.approval import already, decide
from core.timeoff.change import change
from core.timeoff.facts import Spoken
from core.timeoff.models import Status, Word
from core.timeoff.request import Asked, find
from core.timeoff.waiting import deciders_of
from core.values import frozen
from core.when import Part, Range
from core.words import _

w = table(Word)
QUESTION, ANSWER, PROPOSAL = "question", "answer", "proposal"


@frozen
class Said:
    """A question, an answer or a proposal about a request; `open` as long as nobody answered it."""

    id: int
    request: int
    by: int
    at: datetime
    what: str
    text: str
    days: Range | None
    open: bool


def ask_about(tx: Tx, me: Me, number: int, text: str) -> int:
    """Whoever decides asks the person something; the request waits on."""
    asked = _to_decide(tx, me, number)
    return _write(tx, me, asked, QUESTION, _some(text))


def answer_question(tx: Tx, me: Me, word: int, text: str) -> int:
    """The person answers. Raises NotAllowed, Stale when it has an answer."""
    said = said_by(tx, word)
    asked = find(tx, said.request) if said else None
    if said is None or asked is None or asked.person_id != me.id or said.what != QUESTION:
        raise NotAllowed(_("I don't know this question, or it is not for you."))
    _close(tx, said)
    return _write(tx, me, asked, ANSWER, _some(text))


def propose(tx: Tx, me: Me, number: int, days: Range, text: str = "") -> int:
    """Whoever decides proposes other days; nothing changes until the person takes them."""
    asked = find(tx, number)
    if asked is None or me.id == asked.person_id or me.id not in deciders_of(tx, asked).allowed:
        raise NotAllowed(_("I don't know this request, or you may not decide on it."))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        raise Stale(already(tx, asked))
    if days == asked.days:
        raise FieldError("when", _("These are the days that were asked for. Propose others."))
    return _write(tx, me, asked, PROPOSAL, text.strip(), days)


def take_proposal(tx: Tx, me: Me, word: int) -> Asked:
    """The person takes the days that were proposed: everything is checked, and it is granted by whoever proposed them.

    Raises NotAllowed, Stale, or what stands in the way; a proposer who may not decide any more leaves it waiting.
    """
    said = said_by(tx, word)
    asked = find(tx, said.request) if said else None
    if said is None or asked is None or said.days is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this proposal, or it is not for you."))
    tx.lock("person", me.id)
    _close(tx, said)
    changed = change(tx, me, asked.id, asked.version, said.days)
    if changed.status == Status.PENDING and said.by in deciders_of(tx, changed).allowed:
        return decide(tx, get(tx, said.by), changed.id, changed.version, approve=True,
                      reason=_("Proposed by {name}").format(name=get(tx, said.by).name), override=True)  # fmt: skip
    return changed


def keep_own_days(tx: Tx, me: Me, word: int) -> Asked:
    """The person keeps the days they asked for; the request waits on."""
    said = said_by(tx, word)
    asked = find(tx, said.request) if said else None
    if said is None or asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this proposal, or it is not for you."))
    _close(tx, said)
    _write(tx, me, asked, ANSWER, _("I would rather keep the days I asked for."))
    return asked


def said_by(tx: Tx, word: int) -> Said | None:
    """One question, answer or proposal."""
    row = tx.execute(select(w).where(w.c.id == word)).first()
    return None if row is None else _read(row)


def said_about(tx: Tx, number: int) -> list[Said]:
    """Everything that was said about a request, the oldest first."""
    return [_read(row) for row in tx.execute(select(w).where(w.c.request_id == number).order_by(w.c.id))]


def _to_decide(tx: Tx, me: Me, number: int) -> Asked:
    asked = find(tx, number)
    if asked is None or me.id == asked.person_id or me.id not in deciders_of(tx, asked).allowed:
        raise NotAllowed(_("I don't know this request, or you may not decide on it."))
    if asked.status != Status.PENDING:
        raise Stale(already(tx, asked))
    return asked


def _some(text: str) -> str:
    if not text.strip():
        raise FieldError("text", _("Please fill this in."))
    return text.strip()


def _close(tx: Tx, said: Said) -> None:
    if tx.execute(update(w).where(w.c.id == said.id, w.c.settled.is_(False)).values(settled=True)).rowcount != 1:
        raise Stale(_("This has been answered already."))


def _write(tx: Tx, me: Me, asked: Asked, what: str, text: str, days: Range | None = None) -> int:
    made = tx.execute(
        insert(w)
        .values(
            request_id=asked.id, by=me.id, at=tx.now, what=what, text=text, days=_packed(days), settled=what == ANSWER
        )
        .returning(w.c.id)
    ).scalar_one()
    facts.record(tx, Spoken(int(made), asked.id))
    return int(made)


def _packed(days: Range | None) -> str:
    return "" if days is None else "/".join((str(days.first_day), str(days.last_day), days.first_part, days.last_part))


def _read(row: Any) -> Said:
    days = None
    if row.days:
        first, last, begin, end = row.days.split("/")
        days = Range(date.fromisoformat(first), date.fromisoformat(last), Part(begin), Part(end))
    return Said(row.id, row.request_id, row.by, row.at, row.what, row.text, days, not row.settled)
