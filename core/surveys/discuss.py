"""From the answers of a consultation to talking about it, and from there to a decision that all who were asked hear."""

from datetime import datetime

from sqlalchemy import bindparam, update

from core.db import Query, Tx, table
from core.errors import Stale
from core.facts import record
from core.people import Me
from core.surveys.consult import (
    STAGES,
    ConsultationHere,
    consultation,
    consultation_about,
    consultation_of,
    may_lead,
    remind_later,
)
from core.surveys.consult_models import Consultation
from core.surveys.facts import ConsultationMoved, ConsultationWaits
from core.surveys.inviting import invitees
from core.surveys.opening import Opened, find, not_yours
from core.words import _

_consultation = table(Consultation)
_talked = Query(
    update(_consultation)
    .where(_consultation.c.id == bindparam("consultation"), _consultation.c.discussion_id.is_(None))
    .values(discussion_id=bindparam("talk"))
)
_decide = Query(
    update(_consultation)
    .where(_consultation.c.discussion_id == bindparam("talk"), _consultation.c.decided_at.is_(None))
    .values(decided_at=bindparam("now", type_=_consultation.c.decided_at.type))
)


def answers_in(tx: Tx, round_id: int) -> ConsultationHere | None:
    """This round has closed, or its result was told: the consultation it belongs to, where one does, may go on."""
    here = consultation_of(tx, round_id)
    if here is not None:
        record(tx, ConsultationMoved(here.id))
    return here


def to_discuss(tx: Tx, me: Me, number: int) -> tuple[ConsultationHere, Opened]:
    """This one, when its discussion may open now: the answers are in and told. Raises NotAllowed or Stale."""
    tx.lock("surveys_consultation", number)
    here = consultation(tx, number)
    if here is None or not may_lead(tx, me, here):
        raise not_yours()
    asked = find(tx, here.round_id)
    if here.discussion_id is not None:
        raise Stale(_("The discussion is open already."))
    if asked.closed_at is None:
        raise Stale(_("People are still answering. The discussion opens when the answers are in."))
    if asked.unshared:
        raise Stale(_("Share the result first: people talk about what they can see."))
    return here, asked


def discussed(tx: Tx, me: Me, number: int, discussion: int, due_at: datetime) -> None:
    """This discussion is about it, until then. Raises NotAllowed or Stale."""
    to_discuss(tx, me, number)
    if not tx.run(_talked, consultation=number, talk=discussion):
        raise Stale(_("The discussion is open already."))
    remind_later(tx, number, STAGES[1], due_at)
    record(tx, ConsultationMoved(number))


def decided(tx: Tx, discussion: int) -> list[int]:
    """The discussion was closed with a decision: gives everybody who was asked, none when it was noted before.

    Nobody knows who answered an anonymous round, so nobody is left out.
    """
    if not tx.run(_decide, talk=discussion, now=tx.now):
        return []
    here = consultation_about(tx, discussion)
    assert here is not None
    record(tx, ConsultationMoved(here.id))
    return invitees(tx, here.round_id)


def consultation_waits(tx: Tx, number: int, stage: str) -> bool:
    """Its time at this stage is up: tell its owner, unless it went on."""
    here = consultation(tx, number)
    if here is None or here.stage != stage:
        return False
    record(tx, ConsultationWaits(number))
    return True
