"""Leaders who set the example: their own figures are counted and shown only while they say yes themselves, never of others."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people
from core.clock import local_day
from core.community.campaign_models import Example, ExampleWeek
from core.community.counting import ground
from core.community.mondays import monday
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import _

WEEKS = 4
_example, _week = table(Example), table(ExampleWeek)
_yes = Query(insert_or(_example).on_conflict_do_nothing(index_elements=["person_id"]), "person_id", "agreed_at")
_no = Query(delete(_example).where(_example.c.person_id == bindparam("person")))
_forget = Query(delete(_week).where(_week.c.person_id == bindparam("person")))
_agreed = Query(select(_example.c.id).where(_example.c.person_id == bindparam("person")))
_put = insert_or(_week)
_count = Query(
    _put.on_conflict_do_update(
        index_elements=["person_id", "monday"],
        set_={name: _week.c[name] + _put.excluded[name] for name in ("messages", "answers")},
    ),
    "person_id", "monday", "messages", "answers",
)  # fmt: skip
_sums = Query(
    select(_example.c.person_id, func.coalesce(func.sum(_week.c.messages), 0).label("messages"),
           func.coalesce(func.sum(_week.c.answers), 0).label("answers"))
    .outerjoin(_week, (_week.c.person_id == _example.c.person_id) & (_week.c.monday >= bindparam("first")))
    .group_by(_example.c.person_id).order_by(_example.c.person_id)
)  # fmt: skip


@frozen
class Shown:
    """A leader who agreed, and what they wrote themselves in the last four weeks and this one."""

    person_id: int
    messages: int
    answers: int


def may_agree(tx: Tx, me: Me) -> bool:
    """Leaders only are asked."""
    return people.has_role(tx, me.id, Role.LEADER)


def agreed(tx: Tx, me: Me) -> bool:
    """Whether this leader's own figures are counted and shown."""
    return tx.one(_agreed, person=me.id) is not None


def agree(tx: Tx, me: Me, yes: bool) -> None:
    """Yes, from now on; or no: what was counted goes at once. Raises NotAllowed for who is no leader."""
    tx.lock("person", me.id)
    if not yes:
        tx.run(_no, person=me.id)
        tx.run(_forget, person=me.id)
    elif may_agree(tx, me):
        tx.run(_yes, person_id=me.id, agreed_at=tx.now)
    else:
        raise NotAllowed(_("Only leaders are asked for this."))


def set_example(tx: Tx, me: Me, place_ref: str, at: datetime, answered: bool) -> None:
    """A leader who agreed wrote in a team's channel, perhaps as an answer to a colleague; of anybody else nothing is kept."""
    if not (agreed(tx, me) and may_agree(tx, me)):
        return
    place = people.place_at(tx, place_ref)
    day = local_day(at, me.zone)
    if place is not None and place.purpose == "team" and ground(tx, day) is not None:
        tx.run(_count, person_id=me.id, monday=monday(day), messages=1, answers=int(answered))


def examples(tx: Tx, me: Me, today: date) -> list[Shown]:
    """The leaders who agreed, for community managers and HR; for a leader their own alone. Nothing without a ground."""
    if ground(tx, today) is None:
        return []
    everybody = people.has_role(tx, me.id, Role.COMMUNITY, Role.HR)
    leaders = {one.id for one in people.with_role(tx, Role.LEADER)}
    found = [Shown(row.person_id, int(row.messages), int(row.answers))
             for row in tx.all(_sums, first=monday(today) - timedelta(weeks=WEEKS))]  # fmt: skip
    return [one for one in found if one.person_id in leaders and (everybody or one.person_id == me.id)]
