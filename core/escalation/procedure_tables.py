"""Tables of procedures: what is done from now on, every text they ever had, and who tapped that they have read it."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant

PERSON = "people_person.id"


class Procedure(SQLModel, table=True):
    """What is done from now on, with an owner who looks at it again on `review_on`; `version` rises with every new text.

    `problem_id` is the problem whose fix it came from, if any; `ended_at` is when it was no longer followed.
    """

    __tablename__ = "escalation_procedure"
    id: int | None = Field(default=None, primary_key=True)
    title: str
    about: str = ""
    owner_id: int | None = Field(default=None, foreign_key=PERSON, index=True)
    review_on: date
    version: int = 1
    problem_id: int | None = Field(default=None, foreign_key="escalation_problem.id", index=True)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class ProcedureText(SQLModel, table=True):
    """One text of a procedure; texts are kept, the one with the procedure's version counts."""

    __tablename__ = "escalation_procedure_text"
    __table_args__ = (UniqueConstraint("procedure_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    procedure_id: int = Field(foreign_key="escalation_procedure.id", ondelete="CASCADE")
    version: int
    text: str
    written_by: int | None = Field(default=None, foreign_key=PERSON, index=True)
    at: datetime = Field(sa_type=Instant)


class ProcedureTeam(SQLModel, table=True):
    """A department that a procedure is for."""

    __tablename__ = "escalation_procedure_team"
    __table_args__ = (UniqueConstraint("procedure_id", "team_id"),)
    id: int | None = Field(default=None, primary_key=True)
    procedure_id: int = Field(foreign_key="escalation_procedure.id", ondelete="CASCADE")
    team_id: int = Field(foreign_key="people_team.id", index=True)


class ProcedureReading(SQLModel, table=True):
    """Somebody tapped that they have read this version."""

    __tablename__ = "escalation_procedure_reading"
    __table_args__ = (UniqueConstraint("procedure_id", "version", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    procedure_id: int = Field(foreign_key="escalation_procedure.id", ondelete="CASCADE")
    version: int
    person_id: int = Field(foreign_key=PERSON, index=True)
    at: datetime = Field(sa_type=Instant)
