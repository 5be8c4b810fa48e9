"""Talking before leaving: somebody who leaves asks HR for it by their own click, apart from any answer."""

from datetime import date

from sqlalchemy import bindparam, insert, select, update

from core import people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.facts import record
from core.people import Me, Role
from core.surveys.facts import TalkTaken, TalkWished
from core.surveys.models import Participation, Pulse, Round, Talk
from core.surveys.moments import EXIT
from core.values import frozen
from core.words import _

_talk, _part, _round, _pulse = table(Talk), table(Participation), table(Round), table(Pulse)
_add = Query(insert(_talk).returning(_talk.c.id), "person_id", "asked_on")
_columns = (_talk.c.id, _talk.c.person_id, _talk.c.asked_on, _talk.c.taken_by)
_by_id = Query(select(*_columns).where(_talk.c.id == bindparam("talk")))
_mine = Query(select(*_columns).where(_talk.c.person_id == bindparam("person")).order_by(_talk.c.id.desc()).limit(1))
_leaving = Query(
    select(_part.c.id)
    .join(_round, _round.c.id == _part.c.round_id).join(_pulse, _pulse.c.id == _round.c.pulse_id)
    .where(_part.c.person_id == bindparam("person"), _pulse.c.kind == EXIT)
)  # fmt: skip
_take = Query(
    update(_talk)
    .where(_talk.c.id == bindparam("talk"), _talk.c.taken_by.is_(None))
    .values(taken_by=bindparam("me"))
)  # fmt: skip


@frozen
class TalkHere:
    """Who wants to talk, since when, and who of HR does it (None: nobody yet)."""

    id: int
    person_id: int
    asked_on: date
    taken_by: int | None


def wish_talk(tx: Tx, me: Me) -> int:
    """HR reads that this person wants to talk; nothing of what they answered, nor whether. Gives the talk's id."""
    tx.lock("person", me.id)
    if not tx.all(_leaving, person=me.id):
        raise NotAllowed(_("This is for who is about to leave. You can always write to HR yourself."))
    if my_talk(tx, me):
        raise Stale(_("HR knows already that you want to talk."))
    made = int(tx.one(_add, person_id=me.id, asked_on=local_day(tx.now, me.zone)).id)
    record(tx, TalkWished(made))
    return made


def my_talk(tx: Tx, me: Me) -> TalkHere | None:
    """The talk this person asked for."""
    row = tx.one(_mine, person=me.id)
    return TalkHere(*row) if row else None


def read_talk(tx: Tx, me: Me, talk: int) -> TalkHere | None:
    """A wish to talk, for HR alone; None where it is gone. Raises NotAllowed."""
    if not people.has_role(tx, me.id, Role.HR):
        raise NotAllowed(_("This is for somebody else."))
    row = tx.one(_by_id, talk=talk)
    return TalkHere(*row) if row else None


def taken_talk(tx: Tx, talk: int) -> int | None:
    """Whose wish somebody of HR took on: for telling them; None where it is gone."""
    row = tx.one(_by_id, talk=talk)
    return int(row.person_id) if row and row.taken_by else None


def take_talk(tx: Tx, me: Me, talk: int) -> None:
    """One of HR goes and talks with them. Raises NotAllowed, and Stale when a colleague was first."""
    if read_talk(tx, me, talk) is None or not tx.run(_take, talk=talk, me=me.id):
        raise Stale(_("A colleague of yours has taken this already."))
    record(tx, TalkTaken(talk))
