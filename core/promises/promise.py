"""Promising: in one's own words, by a day, for a reason that can be looked up; and finding promises again."""

from datetime import date, datetime

from sqlalchemy import bindparam, insert, or_, select

from core import facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError
from core.people import Me
from core.promises.facts import Promised
from core.promises.models import Promise, Status
from core.promises.remind import plan_reminders
from core.values import frozen
from core.words import _

LONGEST_WORDS = 300
_promise = table(Promise)
COLUMNS = (
    _promise.c.id, _promise.c.owner_id, _promise.c.made_by, _promise.c.words, _promise.c.due_on, _promise.c.origin,
    _promise.c.origin_view, _promise.c.audience, _promise.c.status, _promise.c.version, _promise.c.made_at,
    _promise.c.ended_at,
)  # fmt: skip
_find = Query(select(*COLUMNS).where(_promise.c.id == bindparam("promise")))
_of_origin = Query(select(*COLUMNS).where(_promise.c.origin == bindparam("why")).order_by(_promise.c.id))
_add = Query(
    insert(_promise).returning(_promise.c.id), "owner_id", "made_by", "words", "due_on", "origin", "origin_view",
    "audience", "status", "version", "made_at",
)  # fmt: skip
_kept = Query(
    select(*COLUMNS)
    .where(
        _promise.c.status == Status.KEPT.value, _promise.c.ended_at >= bindparam("since"),
        or_(_promise.c.audience == "everybody", _promise.c.audience == bindparam("to")),
    )
    .order_by(_promise.c.ended_at.desc(), _promise.c.id)
)  # fmt: skip


@frozen
class Given:
    """A promise as it stands. `origin` is empty for one that stands on its own."""

    id: int
    owner_id: int
    made_by: int
    words: str
    due_on: date
    origin: str
    origin_view: str
    audience: str
    status: str
    version: int
    made_at: datetime
    ended_at: datetime | None

    def late(self, today: date) -> bool:
        """Open, and its day has passed."""
        return self.status == Status.OPEN and self.due_on < today


def make(
    tx: Tx, me: Me, owner: int, words: str, due_on: date, origin: str = "", *, view: str = "", audience: str = ""
) -> int:
    """Write a promise down, in the owner's words; who may promise is for the caller. Gives its id.

    `origin` says why, as `survey:12` or `discussion:4`; `view` is the full name of the view that draws that entity for a
    reader. `audience` is to whom it was promised (`everybody`, `team:5`, `segment:3`); empty: the owner's own team.
    Raises FieldError about `words`, `owner` or `due_on`.
    """
    keeper = people.get(tx, owner)
    today = local_day(tx.now, keeper.zone)
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_WORDS))
    if keeper.left_on and keeper.left_on < today:
        raise FieldError("owner", _("{name} has left. Choose somebody who works here.").format(name=keeper.name))
    if due_on < today:
        raise FieldError("due_on", _("That day has passed. Choose today or later."))
    to = audience or (f"team:{keeper.team_id}" if keeper.team_id else "everybody")
    made = tx.one(
        _add, owner_id=owner, made_by=me.id, words=words.strip(), due_on=due_on, origin=origin, origin_view=view,
        audience=to, status=Status.OPEN.value, version=1, made_at=tx.now,
    )  # fmt: skip
    plan_reminders(tx, int(made.id), 1, due_on, keeper.zone)
    facts.record(tx, Promised(int(made.id)))
    return int(made.id)


def find(tx: Tx, promise: int) -> Given | None:
    """This promise, or None."""
    row = tx.one(_find, promise=promise)
    return None if row is None else Given(*row)


def of_origin(tx: Tx, origin: str) -> list[Given]:
    """What was promised because of this (`problem:3`), the oldest first."""
    return [Given(*row) for row in tx.all(_of_origin, why=origin)]


def recent_kept(tx: Tx, audience: str, since: datetime) -> list[Given]:
    """What was kept since then of what was promised to these people (`team:5`) or to everybody, the newest first."""
    return [Given(*row) for row in tx.all(_kept, to=audience, since=since)]
