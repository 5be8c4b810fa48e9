"""Starting a discussion: a topic, a place, who must be heard and by when."""

from datetime import date, datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.discussions.facts import MustHear, Opened
from core.discussions.models import Discussion, Party, Topic
from core.discussions.remind import plan_reminders
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, Role
from core.values import frozen
from core.words import _

LONGEST_TITLE, LONGEST_ABOUT, MOST_PARTIES = 100, 1100, 40
_discussion, _party = table(Discussion), table(Party)
COLUMNS = (
    _discussion.c.id, _discussion.c.owner_id, _discussion.c.topic, _discussion.c.title, _discussion.c.about,
    _discussion.c.place_id, _discussion.c.due_on, _discussion.c.version, _discussion.c.reminders,
    _discussion.c.opened_at, _discussion.c.summary, _discussion.c.decision, _discussion.c.reasons,
    _discussion.c.closed_at, _discussion.c.closed_by,
)  # fmt: skip
_find = Query(select(*COLUMNS).where(_discussion.c.id == bindparam("discussion")))
_open = Query(select(_discussion.c.id).where(_discussion.c.closed_at.is_(None)).order_by(_discussion.c.id))
_in_place = Query(
    select(_discussion.c.id)
    .where(_discussion.c.closed_at.is_(None), _discussion.c.place_id == bindparam("place")).order_by(_discussion.c.id)
)  # fmt: skip
_add = Query(
    insert(_discussion).returning(_discussion.c.id), "owner_id", "topic", "title", "about", "place_id", "due_on",
    "version", "reminders", "opened_at", "summary", "decision", "reasons",
)  # fmt: skip
_add_party = Query(
    insert_or(_party).on_conflict_do_nothing(index_elements=["discussion_id", "kind", "name"]),
    "discussion_id", "kind", "name", "person_id",
)  # fmt: skip
_parties = Query(
    select(_party.c.kind, _party.c.name).where(_party.c.discussion_id == bindparam("discussion")).order_by(_party.c.id)
)


@frozen
class Talk:
    """A discussion as it stands; `closed_at` is None while it is open."""

    id: int
    owner_id: int
    topic: str
    title: str
    about: str
    place_id: int
    due_on: date
    version: int
    reminders: int
    opened_at: datetime
    summary: str
    decision: str
    reasons: str
    closed_at: datetime | None
    closed_by: int | None

    @property
    def open(self) -> bool:
        """No decision yet."""
        return self.closed_at is None


def start(tx: Tx, me: Me, topic: str, title: str, about: str, place: int, due_on: date) -> int:
    """Begin; everybody may. `due_on` is the day by which everybody was heard. Gives its id; raises FieldError."""
    if topic not in tuple(Topic):
        raise FieldError("topic", _("Choose one of the options."))
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise FieldError("line", _("Say it in one to {most} characters.").format(most=LONGEST_TITLE))
    if due_on < local_day(tx.now, me.zone):
        raise FieldError("due_on", _("That day has passed. Choose today or later."))
    if people.get_place(tx, place) is None:
        raise FieldError("place", _("Choose where to talk about it."))
    made = tx.one(
        _add, owner_id=me.id, topic=topic, title=title.strip(), about=about.strip(), place_id=place, due_on=due_on,
        version=1, reminders=0, opened_at=tx.now, summary="", decision="", reasons="",
    )  # fmt: skip
    plan_reminders(tx, int(made.id), due_on, me.zone)
    facts.record(tx, Opened(int(made.id)))
    return int(made.id)


def must_hear(tx: Tx, me: Me, discussion: int, parties: list[str]) -> None:
    """Add who must be heard: `team:5`, `role:hr`, `segment:2`, `person:7`. Raises NotAllowed, Stale or FieldError."""
    owned(tx, me, discussion)
    if len(set(parties) | set(parties_of(tx, discussion))) > MOST_PARTIES:
        raise FieldError("named", _("At most {most} can be named in one discussion.").format(most=MOST_PARTIES))
    for party in parties:
        kind, _sep, name = party.partition(":")
        if kind not in ("team", "role", "segment", "person"):
            raise FieldError("named", _("Choose one of the options."))
        person = people.get(tx, int(name)).id if kind == "person" else None
        tx.run(_add_party, discussion_id=discussion, kind=kind, name=name, person_id=person)
    facts.record(tx, MustHear(discussion))


def named(tx: Tx, text: str) -> list[str]:
    """Teams and groups by their names, with commas between them, in any letter case; raises FieldError for an unknown one."""
    known = {team.name.casefold(): f"team:{team.id}" for team in people.teams(tx)}
    known |= {group.name.casefold(): f"segment:{group.id}" for group in people.segments(tx)}
    found = []
    for name in filter(None, (part.strip() for part in text.split(","))):
        if name.casefold() not in known:
            raise FieldError("named", _("I don't know “{name}”. Type the names of teams or groups.").format(name=name))
        found.append(known[name.casefold()])
    return found


def find(tx: Tx, discussion: int) -> Talk | None:
    """This discussion, or None."""
    row = tx.one(_find, discussion=discussion)
    return None if row is None else Talk(*row)


def parties_of(tx: Tx, discussion: int) -> list[str]:
    """Who must be heard, as `team:5`, in the order in which they were named."""
    return [f"{row.kind}:{row.name}" for row in tx.all(_parties, discussion=discussion)]


def open_discussions(tx: Tx, place: int | None = None) -> list[int]:
    """The ids of what is being discussed now, everywhere or in this place."""
    return [row.id for row in (tx.all(_open) if place is None else tx.all(_in_place, place=place))]


def may_lead(tx: Tx, me: Me, talk: Talk) -> bool:
    """Whoever started it; HR and the community manager when they are gone or stuck."""
    return me.id == talk.owner_id or people.has_role(tx, me.id, Role.HR, Role.COMMUNITY)


def owned(tx: Tx, me: Me, discussion: int) -> Talk:
    """This open discussion, for who leads it. Raises NotAllowed, or Stale once it is closed."""
    tx.lock("discussion", discussion)
    talk = find(tx, discussion)
    if talk is None or not may_lead(tx, me, talk):
        raise NotAllowed(_("I don't know this discussion, or it isn't yours to lead. Ask who started it."))
    return still_open(talk)


def still_open(talk: Talk) -> Talk:
    """The same, while it is open; Stale once it is closed."""
    if not talk.open:
        raise Stale(_("This discussion is closed. The decision stands on its card."))
    return talk
