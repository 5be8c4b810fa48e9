"""Tables of news: posts, who read those that must be read, what was useful to whom, and questions with their answers.

A question without a name has a random number, no person and no day of its own: nothing in it says whose it is or when it came.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, Column, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Kind(StrEnum):
    """What a post asks of its readers: nothing, a tap that they read it, that at once, or their questions."""

    NEWS = "news"
    MUST_READ = "must_read"
    URGENT = "urgent"
    ROUND = "round"


class State(StrEnum):
    """How far a post is; missed: its moment passed while the program stood still."""

    PLANNED = "planned"
    POSTED = "posted"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """How far a question is. Held: without a name, waiting for the moment at which all of the day are let in."""

    HELD = "held"
    WAITING = "waiting"
    SHOWN = "shown"
    KEPT_BACK = "kept_back"
    ANSWERED = "answered"
    DECLINED = "declined"


class Post(SQLModel, table=True):
    """Words of somebody who leads. `audience` is everybody, `team:3`, `segment:2` or `line:7` (all whom person 7 leads).

    `addressed`: how many people it was for when it was posted. `moderator_id`: who looks at questions first, else its author.
    """

    __tablename__ = "news_post"
    id: int | None = Field(default=None, primary_key=True)
    author_id: int = Field(foreign_key="people_person.id", index=True)
    moderator_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    kind: str
    title: str
    words: str
    audience: str
    place_id: int | None = None
    state: str = Field(index=True)
    addressed: int = 0
    written_at: datetime = Field(sa_type=Instant)
    planned_for: datetime | None = Field(default=None, sa_type=Instant)
    posted_at: datetime | None = Field(default=None, sa_type=Instant)
    corrected_at: datetime | None = Field(default=None, sa_type=Instant)


class Reader(SQLModel, table=True):
    """Somebody for whom a must-read post is, and the day on which they tapped that they read it."""

    __tablename__ = "news_reader"
    __table_args__ = (UniqueConstraint("post_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="news_post.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    told_on: date
    read_on: date | None = None


class Reaction(SQLModel, table=True):
    """That a post was useful to somebody, by a click or by an emoji on it; shown as totals only."""

    __tablename__ = "news_reaction"
    __table_args__ = (UniqueConstraint("post_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="news_post.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    given_on: date


class Question(SQLModel, table=True):
    """A question on a post, by name or without one, and its answer.

    `slip`: a mark of the four words that lead back to a question without a name. `after_id`: the question it asks on about.
    `supported`: how many wanted to know too, counted when they were told; until then they stand beside it.
    """

    __tablename__ = "news_question"
    id: int = Field(sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True))
    post_id: int = Field(foreign_key="news_post.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    slip: str = Field(default="", index=True)
    after_id: int | None = Field(default=None, sa_type=BigInteger)
    step: str = Field(index=True)
    words: str
    reason: str = ""
    supported: int = 0
    shown_on: date | None = None
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    answered_on: date | None = None


class Support(SQLModel, table=True):
    """Somebody who wants to know too, until they have been told the answer."""

    __tablename__ = "news_support"
    __table_args__ = (UniqueConstraint("question_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(sa_type=BigInteger)
    person_id: int = Field(foreign_key="people_person.id", index=True)


_PUBLIC = N_("What was said to all stays readable. Your number leads to “former employee”.")
held(Post, person=("author_id",), title=N_("News you wrote"), erase="keep", reason=_PUBLIC,
     export=("kind", "title", "words", "audience", "posted_at"))  # fmt: skip
held(
    Post,
    person=("moderator_id",),
    title=N_("News whose questions you look at first"),
    export=("title",),
    erase="unlink",
)
held(Reader, person=("person_id",), title=N_("News that you were asked to read"), export=("post_id", "told_on", "read_on"),
     erase="delete", keep=timedelta(days=400), since="told_on")  # fmt: skip
held(Reaction, person=("person_id",), title=N_("News that was useful to you"), export=("post_id", "given_on"),
     erase="delete", keep=timedelta(days=400), since="given_on")  # fmt: skip
held(Question, person=("person_id",), title=N_("Questions you asked under your name"), erase="unlink",
     export=("post_id", "words", "answer", "answered_on"))  # fmt: skip
held(Question, person=("answered_by",), title=N_("Questions you answered"), export=("words", "answer", "answered_on"),
     erase="keep", reason=_PUBLIC)  # fmt: skip
held(Support, person=("person_id",), title=N_("Questions to which you want to know the answer too"),
     export=("question_id",), erase="delete")  # fmt: skip
