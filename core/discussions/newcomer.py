"""Newcomers: a week ahead their manager is asked for a buddy, who must say yes; on the first day the team says hello."""

from datetime import date, timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.facts import BuddyAsked, BuddySaid
from core.discussions.models import Newcomer
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, Role
from core.people.models import Person
from core.values import frozen
from core.words import _

AHEAD, LONGEST_WORDS, AGAIN = timedelta(days=7), 400, timedelta(days=183)
ASKED, YES, NO = "asked", "yes", "no"
_newcomer, _person = table(Newcomer), table(Person)
_columns = (
    _newcomer.c.id, _newcomer.c.person_id, _newcomer.c.buddy_id, _newcomer.c.asked_by, _newcomer.c.buddy_said,
    _newcomer.c.words, _newcomer.c.first_day,
)  # fmt: skip
_find = Query(select(*_columns).where(_newcomer.c.id == bindparam("newcomer")))
_of = Query(select(_newcomer.c.first_day).where(_newcomer.c.person_id == bindparam("person")))
_drop = Query(delete(_newcomer).where(_newcomer.c.person_id == bindparam("person")))
_starting = Query(
    select(_person.c.id, _person.c.started_on).where(
        _person.c.started_on >= bindparam("first"), _person.c.started_on <= bindparam("last"),
        or_(_person.c.left_on.is_(None), _person.c.left_on >= _person.c.started_on), _person.c.erased.is_(False),
    ).order_by(_person.c.id)
)  # fmt: skip
_add = Query(
    insert_or(_newcomer).on_conflict_do_update(
        index_elements=["person_id"], set_={"first_day": insert_or(_newcomer).excluded.first_day}
    ).returning(_newcomer.c.id),
    "person_id", "buddy_said", "words", "first_day",
)  # fmt: skip
_ask = Query(
    update(_newcomer).where(_newcomer.c.id == bindparam("newcomer"))
    .values(buddy_id=bindparam("buddy"), asked_by=bindparam("me"), buddy_said=ASKED, words=bindparam("about"))
)  # fmt: skip
_say = Query(
    update(_newcomer)
    .where(_newcomer.c.id == bindparam("newcomer"), _newcomer.c.buddy_id == bindparam("me"), _newcomer.c.buddy_said == ASKED)
    .values(buddy_said=bindparam("answer"))
)  # fmt: skip


@frozen
class Arrival:
    """Somebody's first day; `buddy_said` is empty, asked, yes or no."""

    id: int
    person_id: int
    buddy_id: int | None
    asked_by: int | None
    buddy_said: str
    words: str
    first_day: date


def arrivals(tx: Tx, today: date) -> list[Arrival]:
    """Who starts within a week, as their first day stands now: it may have moved."""
    return [arrive(tx, row.id, row.started_on) for row in tx.all(_starting, first=today, last=today + AHEAD)]


def arrive(tx: Tx, person: int, first_day: date) -> Arrival:
    """This person's arrival with the first day as it stands now. Who comes back after half a year arrives anew."""
    before = tx.one(_of, person=person)
    if before is not None and abs(first_day - before.first_day) > AGAIN:
        tx.run(_drop, person=person)
    number = int(tx.one(_add, person_id=person, buddy_said="", words="", first_day=first_day).id)
    found = arrival(tx, number)
    assert found is not None
    return found


def arrival(tx: Tx, newcomer: int) -> Arrival | None:
    """This arrival, or None."""
    row = tx.one(_find, newcomer=newcomer)
    return None if row is None else Arrival(*row)


def prepared_by(tx: Tx, found: Arrival) -> list[int]:
    """Who chooses a buddy: the newcomer's manager, or HR."""
    manager = people.get(tx, found.person_id).manager_id
    return [manager] if manager else [one.id for one in people.with_role(tx, Role.HR)]


def ask_buddy(tx: Tx, me: Me, newcomer: int, buddy: int, words: str) -> None:
    """Ask a colleague to be the buddy, with a few words about who comes. Raises NotAllowed or FieldError."""
    tx.lock("newcomer", newcomer)
    found = arrival(tx, newcomer)
    if found is None or not (me.id in prepared_by(tx, found) or people.has_role(tx, me.id, Role.HR)):
        raise NotAllowed(_("Only the newcomer's manager or HR prepares this. Ask one of them."))
    keeper = people.get(tx, buddy)
    if buddy == found.person_id or (keeper.left_on and keeper.left_on < tx.now.date()):
        raise FieldError("buddy", _("Choose another colleague who works here."))
    if len(words) > LONGEST_WORDS:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_WORDS))
    tx.run(_ask, newcomer=newcomer, buddy=buddy, me=me.id, about=words.strip())
    facts.record(tx, BuddyAsked(newcomer))


def buddy_says(tx: Tx, me: Me, newcomer: int, yes: bool) -> None:
    """The colleague says yes or no, once. Raises NotAllowed or Stale."""
    found = arrival(tx, newcomer)
    if found is None or found.buddy_id != me.id:
        raise NotAllowed(_("Somebody else was asked for this."))
    if not tx.run(_say, newcomer=newcomer, me=me.id, answer=YES if yes else NO):
        raise Stale(_("You have answered this already."))
    facts.record(tx, BuddySaid(newcomer))
