"""Who covers: a colleague who is named, and says yes or no."""

from sqlalchemy import bindparam, update

from core import facts
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.people import Me
from core.timeoff.facts import CoverAnswered, CoverAsked, CoverFreed
from core.timeoff.models import Request, Status
from core.timeoff.refusals import AlreadyPast, NoCover
from core.timeoff.request import Asked, check_cover, find
from core.when import Part, Range
from core.words import _

_request = table(Request)
_say = Query(
    update(_request)
    .where(
        _request.c.id == bindparam("request"), _request.c.cover_id == bindparam("me"), _request.c.cover == "asked",
    )
    .values(cover=bindparam("said"))
)  # fmt: skip
_name = Query(
    update(_request)
    .where(_request.c.id == bindparam("request"))
    .values(cover_id=bindparam("who"), cover=bindparam("said"))
)


def answer_cover(tx: Tx, me: Me, number: int, accept: bool) -> Asked:
    """The cover person says yes or no, once; somebody who is away by now can't. Raises NotAllowed, Stale, NoCover."""
    asked = find(tx, number)
    if asked is None or asked.cover_id != me.id:
        raise NotAllowed(_("I don't know this request, or you were not asked to cover."))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        raise Stale(_("This is off: nobody needs to cover any more."))
    if accept:
        check_cover(tx, asked.person_id, me.id, asked.days)
    said = "accepted" if accept else "declined"
    if not tx.run(_say, request=number, me=me.id, said=said):
        raise Stale(_("You have answered this already."))
    facts.record(tx, CoverAnswered(number, said))
    return _found(tx, number)


def name_cover(tx: Tx, me: Me, number: int, cover: int | None) -> Asked:
    """Ask somebody (else) to cover for one's own request, also after it was sent; None: nobody is asked any more.

    Whoever was asked before hears that they are free. Raises NotAllowed, Stale, AlreadyPast, NoCover.
    """
    tx.lock("person", me.id)
    asked = find(tx, number)
    if asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        raise Stale(_("This is off: nobody needs to cover any more."))
    if asked.last_day < local_day(tx.now, me.zone):
        raise AlreadyPast(_("This leave is over: nobody needs to cover any more."))
    if asked.cover_id == cover and asked.cover != "declined":
        return asked
    if cover:
        check_cover(tx, me.id, cover, asked.days)
    tx.run(_name, request=number, who=cover, said="asked" if cover else "")
    _free(tx, asked, cover)
    if cover:
        facts.record(tx, CoverAsked(number))
    return _found(tx, number)


def ask_cover_anew(tx: Tx, asked: Asked, days: Range) -> None:
    """The days changed: who covers is asked about the new ones, unless they can't, or said yes to days that hold these."""
    if asked.cover_id is None or asked.cover == "declined" or within(days, asked.days):
        return
    try:
        check_cover(tx, asked.person_id, asked.cover_id, days)
    except NoCover:
        tx.run(_name, request=asked.id, who=asked.cover_id, said="declined")
        facts.record(tx, CoverAnswered(asked.id, "declined"))
        return
    tx.run(_name, request=asked.id, who=asked.cover_id, said="asked")
    facts.record(tx, CoverAsked(asked.id))


def within(days: Range, others: Range) -> bool:
    """Whether these days claim nothing that the others don't, and less than they."""
    if days.first_day < others.first_day or days.last_day > others.last_day or days == others:
        return False
    first = days.first_day > others.first_day or others.first_part in (Part.ALL, days.first_part)
    last = days.last_day < others.last_day or others.last_part in (Part.ALL, days.last_part)
    return first and last


def _free(tx: Tx, asked: Asked, cover: int | None) -> None:
    if asked.cover_id and asked.cover_id != cover and asked.cover != "declined":
        facts.record(tx, CoverFreed(asked.id, asked.cover_id))


def _found(tx: Tx, number: int) -> Asked:
    found = find(tx, number)
    assert found is not None
    return found
