"""Which promises stand in which public list: one's own, the team's, all that is open, all that is late."""

from datetime import date

from sqlalchemy import Select, or_, select

from core.db import Tx, table
from core.people import Me
from core.people.models import Person
from core.promises.models import Promise, Status
from core.promises.promise import COLUMNS, Given

_promise, _person = table(Promise), table(Person)


def listed(tx: Tx, me: Me, which: str, today: date) -> list[Given]:
    """The promises of a list: `mine`, `team` (one's own team's, or made to it), `open` or `late`; the first due first.

    What is mine or the team's is shown until 90 days after it ended, the open ones before the ended.
    """
    asked: Select[tuple[object, ...]] = select(*COLUMNS)
    if which == "mine":
        asked = asked.where(or_(_promise.c.owner_id == me.id, _promise.c.made_by == me.id))
    elif which == "team":
        mates = select(_person.c.id).where(_person.c.team_id == me.team_id)
        asked = asked.where(or_(_promise.c.owner_id.in_(mates), _promise.c.audience == f"team:{me.team_id}"))
    else:
        asked = asked.where(_promise.c.status == Status.OPEN.value)
        if which == "late":
            asked = asked.where(_promise.c.due_on < today)
    found = [Given(*row) for row in tx.execute(asked.order_by(_promise.c.due_on, _promise.c.id))]
    fresh = [one for one in found if one.ended_at is None or (tx.now - one.ended_at).days <= 90]
    return sorted(fresh, key=lambda one: one.status != Status.OPEN)
