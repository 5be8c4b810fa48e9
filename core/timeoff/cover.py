"""Who covers: a colleague who is named, and says yes or no."""

from sqlalchemy import bindparam, update

from core import facts
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.people import Me
from core.timeoff.facts import CoverAnswered, CoverAsked
from core.timeoff.models import Request, Status
from core.timeoff.request import Asked, check_cover, find
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
    update(_request).where(_request.c.id == bindparam("request")).values(cover_id=bindparam("who"), cover="asked")
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
    done = find(tx, number)
    assert done is not None
    return done


def name_cover(tx: Tx, me: Me, number: int, cover: int) -> Asked:
    """Name somebody (else) to cover for one's own request. Raises NotAllowed, Stale, NoCover."""
    tx.lock("person", me.id)
    asked = find(tx, number)
    if asked is None or asked.person_id != me.id:
        raise NotAllowed(_("I don't know this request, or it is not yours."))
    if asked.status not in (Status.PENDING, Status.APPROVED):
        raise Stale(_("This is off: nobody needs to cover any more."))
    check_cover(tx, me.id, cover, asked.days)
    tx.run(_name, request=number, who=cover)
    facts.record(tx, CoverAsked(number))
    done = find(tx, number)
    assert done is not None
    return done
