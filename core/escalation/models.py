"""Tables of escalation: customer questions, what each department does with them, known problems and their links."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.db import Instant

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
    ANSWERED = "answered"


class Case(SQLModel, table=True):
    """A customer's question; `version` rises when it is resolved, reopened or withdrawn. Texts are masked when stored."""

    __tablename__ = "escalation_case"
    id: int | None = Field(default=None, primary_key=True)
    asker_id: int | None = Field(default=None, foreign_key=PERSON, index=True)
    question: str
    customer: str = ""
    masked: int = 0
    wanted: str
    status: str = Field(default=Status.OPEN, index=True)
    version: int = 1
    asked_at: datetime = Field(sa_type=Instant, index=True)
    due_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class Ask(SQLModel, table=True):
    """A question at one department; `breached_at` is its deadline once that was missed, for good."""

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


class Line(SQLModel, table=True):
    """What somebody wrote about a question: a department's answer, or the asker's word that more is needed (no team)."""

    __tablename__ = "escalation_line"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="escalation_case.id", ondelete="CASCADE", index=True)
    team_id: int | None = Field(default=None, foreign_key="people_team.id")
    written_by: int | None = Field(default=None, foreign_key=PERSON)
    text: str
    at: datetime = Field(sa_type=Instant)


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
