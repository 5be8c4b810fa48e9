"""Topics: the words by which a question's subject is known, the department they propose, and who wants to hear of it."""

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, search
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.escalation.case import belongs, departments
from core.escalation.models import Follow, Topic
from core.people import Me, Role
from core.values import frozen
from core.words import _

TOPIC, PROBLEM, LONGEST_NAME = "topic", "problem", 60
_topic, _follow = table(Topic), table(Follow)
_all = Query(select(_topic.c.id, _topic.c.name, _topic.c.words, _topic.c.team_id).order_by(_topic.c.name))
_add_follow = Query(
    insert_or(_follow).on_conflict_do_nothing(index_elements=["kind", "entity", "person_id"]),
    "kind",
    "entity",
    "person_id",
)
_end_follow = Query(
    delete(_follow).where(
        _follow.c.kind == bindparam("kind_"),
        _follow.c.entity == bindparam("entity_"),
        _follow.c.person_id == bindparam("me"),
    )
)
_followers = Query(
    select(_follow.c.person_id)
    .where(_follow.c.kind == bindparam("kind_"), _follow.c.entity == bindparam("entity_")).order_by(_follow.c.id)
)  # fmt: skip


@frozen
class TopicHere:
    """A subject of questions, its words with commas between them, and the department they propose."""

    id: int
    name: str
    words: str
    team_id: int | None


def topics(tx: Tx) -> list[TopicHere]:
    """All topics, by name."""
    return [TopicHere(*row) for row in tx.all(_all)]


def topic(tx: Tx, number: int) -> TopicHere | None:
    """This topic, or None."""
    return next((one for one in topics(tx) if one.id == number), None)


def topics_in(tx: Tx, words: str, now: int | None = None) -> list[TopicHere]:
    """The topics whose name or words stand in this text, those with most of them first; of equals, the one it has now."""
    there = set(search.terms(words))
    counted = [(len(there & set(search.terms(f"{one.name} {one.words}"))), one) for one in topics(tx)]
    ordered = sorted(counted, key=lambda pair: (-pair[0], pair[1].id != now, pair[1].name))
    return [one for count, one in ordered if count]


def may_name(tx: Tx, me: Me) -> None:
    """People of departments, admins and HR name topics and the company's own words; NotAllowed for others."""
    agents = any(belongs(tx, me, one.team_id) for one in departments(tx))
    if not agents and not people.has_role(tx, me.id, Role.ADMIN, Role.HR):
        raise NotAllowed(_("Topics are named by the departments that answer, an admin or HR. Ask one of them."))


def same_words(tx: Tx) -> list[list[str]]:
    """The groups of words that mean the same in this company, as they are compared."""
    return search.synonyms(tx)


def set_same_words(tx: Tx, me: Me, words: str) -> None:
    """These words, with commas between them, mean the same from now on. NotAllowed, or FieldError for "words"."""
    may_name(tx, me)
    parts = [part.strip() for part in words.replace("\n", ",").split(",") if part.strip()]
    if any(len(search.terms(part)) > 1 for part in parts):
        raise FieldError("words", _("Use single words with commas between them."))
    if len({stem for part in parts for stem in search.terms(part)}) < 2:
        raise FieldError("words", _("Write at least two words that mean the same, with a comma between them."))
    search.put_synonyms(tx, parts)


def put_topic(tx: Tx, me: Me, name: str, words: str, team: int | None, number: int = 0) -> int:
    """Name a topic, or change the one with this number; gives its number.

    For people of departments, admins and HR; NotAllowed for others, FieldError for "name" when it is taken.
    """
    may_name(tx, me)
    name = name.strip()
    if any(one.name.casefold() == name.casefold() and one.id != number for one in topics(tx)):
        raise FieldError("name", _("There is a topic with this name already. Choose another name."))
    values = {"name": name, "words": words.strip(), "team_id": team}
    if number:
        tx.execute(update(_topic).where(_topic.c.id == number).values(**values))
    else:
        number = int(tx.execute(insert(_topic).values(**values).returning(_topic.c.id)).scalar_one())
    return number


def follow(tx: Tx, me: Me, kind: str, entity: int) -> bool:
    """Hear of this from now on, or no longer when one did already; says whether one follows it now."""
    tx.lock("person", me.id)
    if tx.run(_end_follow, kind_=kind, entity_=entity, me=me.id):
        return False
    tx.run(_add_follow, kind=kind, entity=entity, person_id=me.id)
    return True


def followers(tx: Tx, kind: str, entity: int) -> list[int]:
    """Who follows this."""
    return [row.person_id for row in tx.all(_followers, kind_=kind, entity_=entity)]
