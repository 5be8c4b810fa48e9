"""Switching on questions at a date of one's own: for newcomers, a year further, and before leaving, each by itself."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from core import people
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.facts import record
from core.people import Me, Role
from core.surveys.facts import MomentSwitched
from core.surveys.models import Mode, Pulse, Round
from core.surveys.moments import EXIT, KINDS
from core.values import frozen
from core.words import _

MONTHS, AHEAD = (6, 3), (5, 3, 8, 10)
"""What can be chosen, the usual first: months that make one result, and working days before the last day."""
SWITCHERS = (Role.HR, Role.SURVEY_OWNER)
_pulse, _round = table(Pulse), table(Round)
_on = Query(
    select(_pulse.c.id, _pulse.c.kind, _pulse.c.question, _pulse.c.owner_id, _pulse.c.zone, _pulse.c.started_at,
           _pulse.c.months, _pulse.c.ahead)
    .where(_pulse.c.months > 0, _pulse.c.stopped_at.is_(None)).order_by(_pulse.c.question)
)  # fmt: skip
_of_kind = (_pulse.c.kind == bindparam("kind_"), _pulse.c.stopped_at.is_(None))
_off = Query(update(_pulse).where(*_of_kind).values(stopped_at=bindparam("now")))
_change = {
    name: Query(update(_pulse).where(*_of_kind).values({name: bindparam("what")})) for name in ("months", "ahead")
}
_pooled = Query(
    select(_round.c.id, _round.c.question, _round.c.closed_at)
    .join(_pulse, _pulse.c.id == _round.c.pulse_id)
    .where(_pulse.c.kind == bindparam("kind_"), _round.c.closed_at.is_not(None))
    .order_by(_round.c.closed_at.desc(), _round.c.id.desc())
)


@frozen
class Switched:
    """One choice of questions that is on: since when, and how it was set."""

    id: int
    kind: str
    question: int
    owner_id: int
    zone: str
    started_at: datetime
    months: int
    ahead: int


def may_switch(tx: Tx, me: Me) -> bool:
    """HR, and whoever owns surveys."""
    return people.has_role(tx, me.id, *SWITCHERS)


def switched_on(tx: Tx, kind: str = "") -> list[Switched]:
    """What is on, all of it or of this kind."""
    return [Switched(*row) for row in tx.all(_on) if kind in ("", row.kind)]


def switch_on(tx: Tx, me: Me, kind: str) -> None:
    """From today on people are asked at their own dates; dates before today are left in peace. Stale when it is on."""
    _allow(tx, me, kind)
    if switched_on(tx, kind):
        raise Stale(_("This is on already."))
    for choice in KINDS[kind]:
        tx.add(Pulse(audience=f"moment:{choice}", owner_id=me.id, question=choice, mode=Mode.CONFIDENTIAL.value,
                     weekly=False, cron="", kind=kind, months=MONTHS[0], ahead=AHEAD[0] if kind == EXIT else 0,
                     zone=me.zone, started_at=tx.now))  # fmt: skip
    tx.flush()
    record(tx, MomentSwitched(kind, me.id))


def switch_off(tx: Tx, me: Me, kind: str) -> None:
    """Nobody is asked any more; who was asked can still answer. Stale when it is off."""
    _allow(tx, me, kind)
    if not tx.run(_off, kind_=kind, now=tx.now):
        raise Stale(_("This is off already."))
    record(tx, MomentSwitched(kind, me.id))


def choose_months(tx: Tx, me: Me, kind: str, months: int) -> None:
    """How many months of answers make one result at least, from the next result on."""
    _allow(tx, me, kind)
    _set(tx, kind, "months", months, MONTHS)


def choose_ahead(tx: Tx, me: Me, days: int) -> None:
    """How many working days before the last day people are asked."""
    _allow(tx, me, EXIT)
    _set(tx, EXIT, "ahead", days, AHEAD)


def pooled(tx: Tx, kind: str) -> dict[int, int]:
    """The newest round of this kind that closed, for each choice of questions."""
    found: dict[int, int] = {}
    for row in tx.all(_pooled, kind_=kind):
        found.setdefault(row.question, row.id)
    return dict(sorted(found.items()))


def _set(tx: Tx, kind: str, name: str, what: int, choices: tuple[int, ...]) -> None:
    if what not in choices:
        raise FieldError(name, _("Choose one of the options."))
    if not tx.run(_change[name], kind_=kind, what=what):
        raise Stale(_("This is off already."))


def _allow(tx: Tx, me: Me, kind: str) -> None:
    if kind not in KINDS or not may_switch(tx, me):
        raise NotAllowed(_("Only HR and who owns surveys can change this. Ask one of them."))
    tx.lock("surveys_moments", 0)
