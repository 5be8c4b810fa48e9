"""Tables of discussions and of what starts a conversation: who must be heard, what was decided, stories, thanks, questions."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Topic(StrEnum):
    """What a discussion is about."""

    PROJECT = "project"
    REORGANISATION = "reorganisation"
    HOURS = "hours"
    OFFICE = "office"
    IDEA = "idea"
    OTHER = "other"


class How(StrEnum):
    """How somebody took part; the words themselves stay where they were written."""

    WROTE = "wrote"
    NOTHING_TO_ADD = "nothing_to_add"
    VOTED = "voted"


class Backing(StrEnum):
    """How somebody stands behind an idea."""

    SUPPORT = "support"
    WRITE = "write"


class Discussion(SQLModel, table=True):
    """A topic, where it is talked about, by when who must be heard, and in the end what was decided and why."""

    __tablename__ = "discussions_discussion"
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="people_person.id", index=True)
    topic: str
    title: str
    about: str
    place_id: int = Field(foreign_key="people_place.id")
    due_on: date
    version: int = 1
    reminders: int = 0
    opened_at: datetime = Field(sa_type=Instant)
    summary: str = ""
    decision: str = ""
    reasons: str = ""
    closed_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    closed_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)


class Party(SQLModel, table=True):
    """Who must be heard: a team (`name` is its id), a role, a group, or one person."""

    __tablename__ = "discussions_party"
    __table_args__ = (UniqueConstraint("discussion_id", "kind", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussions_discussion.id")
    kind: str
    name: str
    person_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)


class Voice(SQLModel, table=True):
    """That somebody took part, on which day and how: once, never what they said."""

    __tablename__ = "discussions_voice"
    __table_args__ = (UniqueConstraint("discussion_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussions_discussion.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    how: str
    heard_on: date


class Backer(SQLModel, table=True):
    """Somebody who supports an idea, or writes along."""

    __tablename__ = "discussions_backer"
    __table_args__ = (UniqueConstraint("discussion_id", "person_id", "how"),)
    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussions_discussion.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    how: str


class Hands(SQLModel, table=True):
    """A show of hands within a discussion."""

    __tablename__ = "discussions_hands"
    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussions_discussion.id", index=True)
    question: str
    choices: list[str] = Field(sa_type=JSON)


class Hand(SQLModel, table=True):
    """Somebody's hand: one choice, which they may change; only the totals are shown."""

    __tablename__ = "discussions_hand"
    __table_args__ = (UniqueConstraint("hands_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    hands_id: int = Field(foreign_key="discussions_hands.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    choice: int


class Prompt(SQLModel, table=True):
    """A question that asks a group for stories."""

    __tablename__ = "discussions_prompt"
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="people_person.id", index=True)
    question: str
    audience: str
    asked_at: datetime = Field(sa_type=Instant)


class Story(SQLModel, table=True):
    """Somebody's story, in their own words; shown outside only while they allow it."""

    __tablename__ = "discussions_story"
    id: int | None = Field(default=None, primary_key=True)
    prompt_id: int = Field(foreign_key="discussions_prompt.id", index=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    words: str
    may_share: bool = False
    told_at: datetime = Field(sa_type=Instant)


class Value(SQLModel, table=True):
    """A value of the company that thanks can name."""

    __tablename__ = "discussions_value"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class Kudos(SQLModel, table=True):
    """Thanks from one colleague to another. Nothing counts them."""

    __tablename__ = "discussions_kudos"
    id: int | None = Field(default=None, primary_key=True)
    giver_id: int = Field(foreign_key="people_person.id", index=True)
    receiver_id: int = Field(foreign_key="people_person.id", index=True)
    value: str = ""
    words: str
    given_at: datetime = Field(sa_type=Instant)


class Newcomer(SQLModel, table=True):
    """Somebody who starts, and the colleague who was asked to be their buddy."""

    __tablename__ = "discussions_newcomer"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", unique=True)
    buddy_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    asked_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    buddy_said: str = "asked"
    words: str = ""
    first_day: date


class Question(SQLModel, table=True):
    """A question to a department, and its answer."""

    __tablename__ = "discussions_question"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    team_id: int = Field(foreign_key="people_team.id", index=True)
    words: str
    asked_at: datetime = Field(sa_type=Instant)
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


_DECIDED = N_("What was decided, and why, stays with the company.")
held(Discussion, person=("owner_id",), title=N_("Discussions you started"), erase="keep", reason=_DECIDED,
     export=("topic", "title", "about", "due_on", "opened_at", "closed_at"))  # fmt: skip
held(Discussion, person=("closed_by",), title=N_("Decisions you wrote down"), erase="keep", reason=_DECIDED,
     export=("title", "summary", "decision", "reasons", "closed_at"))  # fmt: skip
held(Party, person=("person_id",), title=N_("Discussions in which you had to be heard"), export=("discussion_id",),
     erase="delete")  # fmt: skip
held(Voice, person=("person_id",), title=N_("Discussions you took part in"), export=("discussion_id", "how", "heard_on"),
     erase="delete", keep=timedelta(days=730), since="heard_on")  # fmt: skip
held(Backer, person=("person_id",), title=N_("Ideas you stand behind"), export=("discussion_id", "how"), erase="delete")
held(
    Hand, person=("person_id",), title=N_("Your hand in a show of hands"), export=("hands_id", "choice"), erase="delete"
)
held(Prompt, person=("owner_id",), title=N_("Stories you asked for"), export=("question", "asked_at"), erase="keep",
     reason=N_("The stories that others told stay with their question."))  # fmt: skip
held(
    Story, person=("person_id",), title=N_("Stories you told"), export=("words", "may_share", "told_at"), erase="delete"
)
held(Kudos, person=("giver_id", "receiver_id"), title=N_("Thanks you gave and got"), erase="delete",
     export=("giver_id", "receiver_id", "value", "words", "given_at"), keep=timedelta(days=730), since="given_at")  # fmt: skip
held(Newcomer, person=("person_id",), title=N_("How you were introduced"), export=("buddy_id", "words", "first_day"),
     erase="delete", keep=timedelta(days=400), since="first_day")  # fmt: skip
held(Newcomer, person=("buddy_id",), title=N_("Whose buddy you are"), export=("person_id", "first_day"), erase="unlink")
held(
    Newcomer,
    person=("asked_by",),
    title=N_("Introductions you prepared"),
    export=("person_id", "first_day"),
    erase="unlink",
)
held(Question, person=("person_id",), title=N_("What you asked departments"), export=("words", "answer", "asked_at"),
     erase="delete", keep=timedelta(days=365), since="asked_at")  # fmt: skip
held(Question, person=("answered_by",), title=N_("What you answered for your department"),
     export=("words", "answer", "answered_at"), erase="unlink")  # fmt: skip
