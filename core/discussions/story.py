"""Stories: a question to a group, told in one's own words; shared outside only while its teller allows it."""

from sqlalchemy import bindparam, delete, insert, select, update

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.facts import StoriesAsked
from core.discussions.models import Prompt, Story
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import _

LONGEST_STORY, LONGEST_PROMPT, MOST = 1100, 140, 200
_prompt, _story = table(Prompt), table(Story)
_add_prompt = Query(insert(_prompt).returning(_prompt.c.id), "owner_id", "question", "audience", "asked_at")
_find_prompt = Query(
    select(_prompt.c.id, _prompt.c.owner_id, _prompt.c.question, _prompt.c.audience).where(
        _prompt.c.id == bindparam("prompt")
    )
)
_add = Query(insert(_story).returning(_story.c.id), "prompt_id", "person_id", "words", "may_share", "told_at")
_columns = (_story.c.id, _story.c.prompt_id, _story.c.person_id, _story.c.words, _story.c.may_share)
_find = Query(select(*_columns).where(_story.c.id == bindparam("story")))
_allow = Query(
    update(_story)
    .where(_story.c.id == bindparam("story"), _story.c.person_id == bindparam("person")).values(may_share=bindparam("yes"))
)  # fmt: skip
_drop = Query(delete(_story).where(_story.c.id == bindparam("story"), _story.c.person_id == bindparam("person")))


@frozen
class Asking:
    """A question for stories, and whom it asks: `everybody`, `team:5`, `segment:3` or a place, `place:2`."""

    id: int
    owner_id: int
    question: str
    audience: str


@frozen
class Told:
    """A story as its teller wrote it."""

    id: int
    prompt_id: int
    person_id: int
    words: str
    may_share: bool


def ask_stories(tx: Tx, me: Me, question: str, audience: str) -> int:
    """Ask a group for stories: HR, the community manager or management. Gives its id; raises NotAllowed or FieldError."""
    if not people.has_role(tx, me.id, Role.HR, Role.COMMUNITY, Role.LEADER):
        raise NotAllowed(_("Only HR, a community manager or management asks for stories. Ask one of them."))
    if not question.strip() or len(question) > LONGEST_PROMPT:
        raise FieldError("question", _("Say it in one to {most} characters.").format(most=LONGEST_PROMPT))
    if audience.partition(":")[0] not in ("everybody", "team", "segment", "place"):
        raise FieldError("audience", _("Choose one of the options."))
    made = tx.one(_add_prompt, owner_id=me.id, question=question.strip(), audience=audience, asked_at=tx.now)
    facts.record(tx, StoriesAsked(int(made.id)))
    return int(made.id)


def asking(tx: Tx, prompt: int) -> Asking | None:
    """This question, or None."""
    row = tx.one(_find_prompt, prompt=prompt)
    return None if row is None else Asking(*row)


def tell(tx: Tx, me: Me, prompt: int, words: str, may_share: bool) -> int:
    """Tell one's story; colleagues can read it, and outside nobody unless `may_share`. Gives its id."""
    if asking(tx, prompt) is None:
        raise NotAllowed(_("This question is no longer here."))
    if not words.strip() or len(words) > LONGEST_STORY:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_STORY))
    made = tx.one(_add, prompt_id=prompt, person_id=me.id, words=words.strip(), may_share=may_share, told_at=tx.now)
    return int(made.id)


def story(tx: Tx, number: int) -> Told | None:
    """This story, or None."""
    row = tx.one(_find, story=number)
    return None if row is None else Told(*row)


def allow_sharing(tx: Tx, me: Me, number: int, yes: bool) -> None:
    """Say yes or no to sharing one's own story outside, at any time. Raises NotAllowed for another's."""
    if not tx.run(_allow, story=number, person=me.id, yes=yes):
        raise NotAllowed(_("Only who told a story decides about it."))


def take_back(tx: Tx, me: Me, number: int) -> None:
    """One's own story is gone. Raises NotAllowed for another's."""
    if not tx.run(_drop, story=number, person=me.id):
        raise NotAllowed(_("Only who told a story decides about it."))


def stories(tx: Tx, outside: bool) -> list[Told]:
    """What was told, the newest first; `outside`: only what may be shared outside at this moment."""
    asked = select(*_columns).order_by(_story.c.id.desc()).limit(MOST)
    if outside:
        asked = asked.where(_story.c.may_share)
    return [Told(*row) for row in tx.execute(asked)]
