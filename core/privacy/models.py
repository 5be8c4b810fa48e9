"""Tables of privacy: recorded grounds for monitoring, and the log of what was exported or erased."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from core.db import Instant


class Ground(SQLModel, table=True):
    """On what ground a monitoring feature is on: works council, staff meeting, or none required and a posted notice."""

    __tablename__ = "privacy_ground"
    id: int | None = Field(default=None, primary_key=True)
    feature: str = Field(index=True)
    basis: str
    reference: str
    recorded_by: int = Field(foreign_key="people_person.id")
    recorded_on: date
    withdrawn_on: date | None = None


class Erasure(SQLModel, table=True):
    """That a person was exported or erased: what was done, never the contents. Re-applied after a restore (T63)."""

    __tablename__ = "privacy_erasure"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int
    what: str
    asked_by: int
    at: datetime = Field(sa_type=Instant)
