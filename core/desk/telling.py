"""What people were told: the weekly budget, the digest, and the answer to "why did I get this?"."""

from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, func, null, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.desk.models import DigestLine, HomeOpened, Told
from core.values import frozen

WEEK = timedelta(days=7)
_told, _line, _home = table(Told), table(DigestLine), table(HomeOpened)
_put = insert_or(_told)
_note = Query(
    _put.on_conflict_do_update(index_elements=["key"], set_={"outcome": _put.excluded.outcome, "at": _put.excluded.at}
    ).returning(_told.c.id),
    "key", "viewer", "view", "entity", "topic", "urgency", "outcome", "at",
)  # fmt: skip
_count = Query(
    select(func.count().label("n")).where(
        _told.c.viewer == bindparam("viewer"), _told.c.urgency == bindparam("urgency"),
        _told.c.outcome == "sent", _told.c.at > bindparam("since"))
)  # fmt: skip
_lately = Query(
    select(_told.c.viewer, _told.c.view, _told.c.entity, _told.c.topic, _told.c.urgency, _told.c.outcome, _told.c.at)
    .order_by(_told.c.at.desc(), _told.c.id.desc()).limit(bindparam("most"))
)  # fmt: skip
_by_id = Query(
    select(_told.c.viewer, _told.c.view, _told.c.entity, _told.c.topic, _told.c.urgency, _told.c.outcome, _told.c.at)
    .where(_told.c.id == bindparam("telling"))
)  # fmt: skip
_add_line = Query(
    insert_or(_line).on_conflict_do_update(
        index_elements=["person_id", "view", "entity"],
        set_={"day": insert_or(_line).excluded.day, "sent_at": null()}),
    "person_id", "day", "view", "entity", "topic",
)  # fmt: skip
_lines = Query(
    select(_line.c.id, _line.c.view, _line.c.entity, _line.c.topic)
    .where(_line.c.person_id == bindparam("person"), _line.c.day == bindparam("day")).order_by(_line.c.id)
)  # fmt: skip
_one_line = Query(
    select(_line.c.id, _line.c.view, _line.c.entity, _line.c.topic).where(
        _line.c.id == bindparam("line"), _line.c.person_id == bindparam("person")
    )
)
_waiting = Query(select(_line.c.person_id).where(_line.c.sent_at.is_(None), _line.c.day <= bindparam("day")).distinct())
_digested = Query(
    update(_line).where(and_(_line.c.person_id == bindparam("person"), _line.c.sent_at.is_(None),
                             _line.c.day <= bindparam("today")))
    .values(sent_at=bindparam("now"), day=bindparam("today"))
)  # fmt: skip
_put_home = insert_or(_home)
_opened = Query(
    _put_home.on_conflict_do_update(
        index_elements=["person_id"],
        set_={"account_id": _put_home.excluded.account_id, "at": _put_home.excluded.at, "hash": _put_home.excluded.hash}),
    "person_id", "account_id", "at", "hash",
)  # fmt: skip
_watching = Query(select(_home.c.person_id, _home.c.account_id, _home.c.hash).where(_home.c.at > bindparam("since")))


@frozen
class Telling:
    """That somebody was told something, or why not: for the inspector."""

    viewer: str
    view: str
    entity: int
    topic: str
    urgency: str
    outcome: str
    at: datetime


@frozen
class Line:
    """One line of a digest."""

    id: int
    view: str
    entity: int
    topic: str


def note(tx: Tx, key: str, viewer: str, view: str, entity: int, topic: str, urgency: str, outcome: str) -> int:
    """Keep what became of something to be told: sent, put off, digest, or left out with the reason's kind. Gives its id."""
    made = tx.one(_note, key=key, viewer=viewer, view=view, entity=entity, topic=topic, urgency=urgency, outcome=outcome,
                  at=tx.now)  # fmt: skip
    return int(made.id)


def told(tx: Tx, telling: int) -> Telling | None:
    """What this was about, or None."""
    row = tx.one(_by_id, telling=telling)
    return None if row is None else Telling(*row)


def told_this_week(tx: Tx, viewer: str, urgency: str) -> int:
    """How many messages of this urgency reached this reader in the last seven days."""
    return int(tx.one(_count, viewer=viewer, urgency=urgency, since=tx.now - WEEK).n)


def lately(tx: Tx, most: int = 50) -> list[Telling]:
    """What was told last, the newest first."""
    return [Telling(*row) for row in tx.all(_lately, most=most)]


def for_digest(tx: Tx, person: int, day: date, view: str, entity: int, topic: str) -> None:
    """Put this in the person's digest of that day; the same thing stands in it once."""
    tx.run(_add_line, person_id=person, day=day, view=view, entity=entity, topic=topic)


def digest_of(tx: Tx, person: int, day: date) -> list[Line]:
    """The lines of a person's digest of that day."""
    return [Line(*row) for row in tx.all(_lines, person=person, day=day)]


def line_of(tx: Tx, person: int, line: int) -> Line | None:
    """One line of this person's own digests, or None."""
    row = tx.one(_one_line, line=line, person=person)
    return None if row is None else Line(*row)


def waiting_for_digest(tx: Tx, day: date) -> list[int]:
    """Who has lines that no digest has carried yet."""
    return [row.person_id for row in tx.all(_waiting, day=day)]


def digested(tx: Tx, person: int, today: date) -> None:
    """Today's digest carries all that waited."""
    tx.run(_digested, person=person, today=today, now=tx.now)


def home_opened(tx: Tx, person: int, account: int, hash_: str = "") -> None:
    """This person looks at Home, or it was drawn for them."""
    tx.run(_opened, person_id=person, account_id=account, at=tx.now, hash=hash_)


def watching_home(tx: Tx) -> list[tuple[int, int, str]]:
    """Who opened Home in the last eight hours: person, account, and the hash of what they see."""
    return [tuple(row) for row in tx.all(_watching, since=tx.now - timedelta(hours=8))]
