"""How far an idea is: new, being looked at, tried out, done or not now; by whoever looks after it, and with words to each step."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.close import conclude
from core.discussions.facts import Improved, Moved
from core.discussions.idea_models import Idea, Step
from core.discussions.models import Topic
from core.discussions.start import Talk, find
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, Role
from core.values import frozen
from core.words import _

LONGEST_STEP, MOST_LABELS, LONGEST_LABEL = 600, 3, 24


class Stage(StrEnum):
    """How far an idea is."""

    NEW = "new"
    LOOKED_AT = "looked_at"
    TRIED_OUT = "tried_out"
    DONE = "done"
    NOT_NOW = "not_now"


LAST = (Stage.DONE, Stage.NOT_NOW)
"""After which nothing is asked about it any more."""
_idea, _step = table(Idea), table(Step)
_find = Query(
    select(_idea.c.stage, _idea.c.keeper_id, _idea.c.labels, _idea.c.merged_into)
    .where(_idea.c.discussion_id == bindparam("discussion"))
)  # fmt: skip
_put = insert_or(_idea)
_keep = Query(
    _put.on_conflict_do_update(
        index_elements=["discussion_id"],
        set_={name: _put.excluded[name] for name in ("stage", "keeper_id", "labels", "merged_into")},
    ),
    "discussion_id", "stage", "keeper_id", "labels", "merged_into",
)  # fmt: skip
_add_step = Query(insert(_step).returning(_step.c.id), "discussion_id", "stage", "words", "by_id", "at")
_columns = (_step.c.id, _step.c.discussion_id, _step.c.stage, _step.c.words, _step.c.by_id, _step.c.at)
_one_step = Query(select(*_columns).where(_step.c.id == bindparam("step")))
_steps = Query(select(*_columns).where(_step.c.discussion_id == bindparam("discussion")).order_by(_step.c.id.desc()))


@frozen
class Standing:
    """Where an idea stands; `merged_into` is the idea that it was the same as."""

    stage: Stage = Stage.NEW
    keeper_id: int | None = None
    labels: tuple[str, ...] = ()
    merged_into: int | None = None


@frozen
class Taken:
    """A step that an idea took."""

    id: int
    discussion_id: int
    stage: str
    words: str
    by_id: int | None
    at: datetime


def standing(tx: Tx, discussion: int) -> Standing:
    """Where this idea stands; new while nobody has taken it up."""
    row = tx.one(_find, discussion=discussion)
    return Standing() if row is None else Standing(Stage(row.stage), row.keeper_id, tuple(row.labels), row.merged_into)


def may_keep(tx: Tx, me: Me, discussion: int) -> bool:
    """Who looks after this idea: HR, community managers, and whoever was asked to."""
    return standing(tx, discussion).keeper_id == me.id or people.has_role(tx, me.id, Role.HR, Role.COMMUNITY)


def step(tx: Tx, number: int) -> Taken | None:
    """This step, or None."""
    row = tx.one(_one_step, step=number)
    return None if row is None else Taken(*row)


def steps(tx: Tx, discussion: int) -> list[Taken]:
    """The steps of an idea, the last one first."""
    return [Taken(*row) for row in tx.all(_steps, discussion=discussion)]


def move(tx: Tx, me: Me, discussion: int, stage: str, words: str, keeper: int = 0, labels: str = "") -> None:
    """Take the idea a step on, name who looks after it (0: as it was, else whoever acts), and its labels, with commas.

    A last step closes what was still open, with these words as the decision. Raises NotAllowed, Stale or FieldError.
    """
    talk = kept(tx, me, discussion)
    before = standing(tx, discussion)
    if stage not in tuple(Stage):
        raise FieldError("stage", _("Choose one of the options."))
    moved = stage != before.stage
    if (moved and not words.strip()) or len(words) > LONGEST_STEP:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_STEP))
    found = tuple(dict.fromkeys(name for part in labels.split(",") if (name := " ".join(part.split()))))
    if len(found) > MOST_LABELS or any(len(name) > LONGEST_LABEL for name in found):
        raise FieldError("labels", _("At most {most} labels of {letters} letters, with commas between them.").format(
            most=MOST_LABELS, letters=LONGEST_LABEL))  # fmt: skip
    whose = people.get(tx, keeper).id if keeper else before.keeper_id or me.id
    tx.run(_keep, discussion_id=discussion, stage=stage, keeper_id=whose, labels=list(found), merged_into=None)
    if moved:
        made = tx.one(_add_step, discussion_id=discussion, stage=stage, words=words.strip(), by_id=me.id, at=tx.now)
        facts.record(tx, Moved(discussion, int(made.id)))
        if stage in LAST and talk.open:
            conclude(tx, me, discussion, "", words.strip(), "")
    facts.record(tx, Improved(discussion))


def kept(tx: Tx, me: Me, discussion: int) -> Talk:
    """This idea, open or closed, for who looks after it. Raises NotAllowed, or Stale once it is one with another."""
    tx.lock("discussion", discussion)
    talk = find(tx, discussion)
    if talk is None or talk.topic != Topic.IDEA or not may_keep(tx, me, discussion):
        raise NotAllowed(_("HR, community managers and whoever looks after an idea take it further. Ask one of them."))
    if standing(tx, discussion).merged_into:
        raise Stale(_("This idea is one with another now. Look at that one."))
    return talk


def join(tx: Tx, discussion: int, into: int) -> None:
    """Note that this idea is the same as that one; who may is for the caller."""
    was = standing(tx, discussion)
    tx.run(_keep, discussion_id=discussion, stage=was.stage, keeper_id=was.keeper_id, labels=list(was.labels),
           merged_into=into)  # fmt: skip
