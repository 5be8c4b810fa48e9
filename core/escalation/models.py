"""Tables of escalation: customer questions, what each department does with them, known problems and their links."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core import search as search
from core.db import Instant
from core.escalation import procedure_tables as procedure_tables

PERSON = "people_person.id"


class Status(StrEnum):
    """Where a customer question stands."""

    OPEN = "open"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """How far one department is with a question."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    ASKED_BACK = "asked_back"
    ANSWERED = "answered"
    DECLINED = "declined"


DONE = (Step.ANSWERED.value, Step.DECLINED.value)
"""The department owes nothing any more."""


class Case(SQLModel, table=True):
    """A customer's question; `version` rises when it is resolved, reopened or withdrawn. Texts are masked when stored.

    `about` is the product, order kind or system it is about; `origin` is the message it was asked from, if any, and
    `files` the names of what hung on that. `due_at` is when the asker wants an answer, `solution_at` the target of the
    queues and `missed_at` that target once it was missed, for good; `used_minutes` is the business time until it was
    resolved. `asker_score` and `customer_score` are what the asker tapped afterwards, 1 (bad) to 3 (good).
    """

    __tablename__ = "escalation_case"
    id: int | None = Field(default=None, primary_key=True)
    asker_id: int | None = Field(default=None, foreign_key=PERSON, index=True)
    question: str
    customer: str = ""
    masked: int = 0
    wanted: str
    about: str = ""
    topic_id: int | None = Field(default=None, foreign_key="escalation_topic.id", index=True)
    origin: str = ""
    files: str = ""
    status: str = Field(default=Status.OPEN, index=True)
    version: int = 1
    asked_at: datetime = Field(sa_type=Instant, index=True)
    due_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    solution_at: datetime | None = Field(default=None, sa_type=Instant)
    missed_at: datetime | None = Field(default=None, sa_type=Instant)
    used_minutes: int | None = None
    asker_score: int | None = None
    customer_score: int | None = None
    helped_by_case: int | None = None
    """The earlier question whose answer was enough."""
    helped_by_procedure: int | None = None
    """The procedure that was enough."""


class Ask(SQLModel, table=True):
    """A question at one department; `breached_at` is its deadline once that was missed, for good.

    `since_at` is the first message the department has not answered, `due_at` when its answer is due (None while the
    customer is asked back), `timer` the number of the timers that count. `used_minutes` is the business time that its
    slowest answer took, `first_minutes` its first one, `target_minutes` what it was given, `level` how far up the ladder
    it was escalated.
    """

    __tablename__ = "escalation_ask"
    __table_args__ = (UniqueConstraint("case_id", "team_id"), Index("escalation_ask_team", "team_id", "step"))
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="escalation_case.id", ondelete="CASCADE")
    team_id: int = Field(foreign_key="people_team.id")
    step: str = Step.WAITING
    version: int = 1
    claimed_by: int | None = Field(default=None, foreign_key=PERSON)
    answered_by: int | None = Field(default=None, foreign_key=PERSON)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    breached_at: datetime | None = Field(default=None, sa_type=Instant)
    since_at: datetime | None = Field(default=None, sa_type=Instant)
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    paused_at: datetime | None = Field(default=None, sa_type=Instant)
    first_at: datetime | None = Field(default=None, sa_type=Instant)
    timer: int = 0
    level: int = 0
    first_minutes: int | None = None
    used_minutes: int | None = None
    target_minutes: int | None = None


class Pause(SQLModel, table=True):
    """A stretch in which the department waited for the customer: its clock stood still."""

    __tablename__ = "escalation_pause"
    id: int | None = Field(default=None, primary_key=True)
    ask_id: int = Field(foreign_key="escalation_ask.id", ondelete="CASCADE", index=True)
    from_at: datetime = Field(sa_type=Instant)
    until_at: datetime | None = Field(default=None, sa_type=Instant)


class Hop(SQLModel, table=True):
    """One step up the ladder for one department's part: who was told, when and why; `deadline` is what was missed."""

    __tablename__ = "escalation_hop"
    __table_args__ = (UniqueConstraint("ask_id", "timer", "level"),)
    id: int | None = Field(default=None, primary_key=True)
    ask_id: int = Field(foreign_key="escalation_ask.id", ondelete="CASCADE")
    timer: int
    level: int
    why: str
    told_id: int | None = Field(default=None, foreign_key=PERSON, index=True)
    deadline: datetime = Field(sa_type=Instant)
    at: datetime = Field(sa_type=Instant)


class Queue(SQLModel, table=True):
    """How a department takes questions: its hours, who leads it, who owns the service, and who takes over."""

    __tablename__ = "escalation_queue"
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id", unique=True)
    zone: str
    location: str
    weekly: list[list[str]] = Field(sa_type=JSON)
    special: dict[str, list[str]] = Field(sa_type=JSON)
    lead_id: int | None = Field(default=None, foreign_key=PERSON, index=True)
    owner_id: int | None = Field(default=None, foreign_key=PERSON, index=True)
    backup_id: int | None = Field(default=None, foreign_key="people_team.id")
    step_minutes: int


class Policy(SQLModel, table=True):
    """How soon a department answers for the first time, answers again, and solves: business minutes, 0 for no target."""

    __tablename__ = "escalation_policy"
    __table_args__ = (UniqueConstraint("team_id", "urgent"),)
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id")
    urgent: bool
    first_minutes: int
    next_minutes: int
    solution_minutes: int


class Topic(SQLModel, table=True):
    """A subject of questions: the words by which it is known, and the department that they propose."""

    __tablename__ = "escalation_topic"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    words: str = ""
    team_id: int | None = Field(default=None, foreign_key="people_team.id")


class Follow(SQLModel, table=True):
    """Somebody wants to hear about a topic or a problem (`kind`), of their own accord."""

    __tablename__ = "escalation_follow"
    __table_args__ = (UniqueConstraint("kind", "entity", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    entity: int
    person_id: int = Field(foreign_key=PERSON, index=True)


class Line(SQLModel, table=True):
    """What somebody wrote about a question: a department's answer, its question back, why it declines, or the asker's word."""

    __tablename__ = "escalation_line"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="escalation_case.id", ondelete="CASCADE", index=True)
    team_id: int | None = Field(default=None, foreign_key="people_team.id")
    written_by: int | None = Field(default=None, foreign_key=PERSON)
    text: str
    at: datetime = Field(sa_type=Instant)
    kind: str = "answer"


class Problem(SQLModel, table=True):
    """A known problem behind several questions, with its structural fix once somebody owns one."""

    __tablename__ = "escalation_problem"
    id: int | None = Field(default=None, primary_key=True)
    title: str
    status: str = "open"
    version: int = 1
    owner_id: int | None = Field(default=None, foreign_key=PERSON, index=True)
    fix: str = ""
    due_on: date | None = None
    started_by: int | None = Field(default=None, foreign_key=PERSON)
    started_at: datetime = Field(sa_type=Instant)
    fixed_at: datetime | None = Field(default=None, sa_type=Instant)
    about: str = ""
    topic_id: int | None = Field(default=None, foreign_key="escalation_topic.id", index=True)
    cause: str = ""
    checked_by: int | None = Field(default=None, foreign_key=PERSON)
    checked_at: datetime | None = Field(default=None, sa_type=Instant)
    again_at: datetime | None = Field(default=None, sa_type=Instant)
    merged_into: int | None = Field(default=None, foreign_key="escalation_problem.id", index=True)


class Link(SQLModel, table=True):
    """That a question belongs to a problem; taken off, the row stays as history. One problem at a time."""

    __tablename__ = "escalation_link"
    __table_args__ = (
        Index("escalation_link_now", "case_id", unique=True, sqlite_where=text("unlinked_at IS NULL"),
              postgresql_where=text("unlinked_at IS NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="escalation_case.id", ondelete="CASCADE")
    problem_id: int = Field(foreign_key="escalation_problem.id", index=True)
    linked_by: int | None = Field(default=None, foreign_key=PERSON)
    linked_at: datetime = Field(sa_type=Instant)
    unlinked_by: int | None = Field(default=None, foreign_key=PERSON)
    unlinked_at: datetime | None = Field(default=None, sa_type=Instant)
