"""Tables of promises: who promised what by when, and every step until it was kept or could not be."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Status(StrEnum):
    """Where a promise stands. Late is no status of its own: it is open and its day has passed."""

    OPEN = "open"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What happened to a promise on the way."""

    MOVED = "moved"
    HANDED = "handed"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


class Promise(SQLModel, table=True):
    """Somebody promised something. `origin` says why (`survey:12`), `origin_view` draws it, `audience` is to whom."""

    __tablename__ = "promises_promise"
    __table_args__ = (Index("promises_promise_open", "status", "due_on"),)
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="people_person.id", index=True)
    made_by: int = Field(foreign_key="people_person.id", index=True)
    words: str
    due_on: date
    origin: str = Field(default="", index=True)
    origin_view: str = ""
    audience: str = Field(default="everybody", index=True)
    status: str = Status.OPEN
    version: int = 1
    made_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class PromiseStep(SQLModel, table=True):
    """One step of a promise, never changed: a new day, another owner, kept, withdrawn, with the reason that was given."""

    __tablename__ = "promises_step"
    id: int | None = Field(default=None, primary_key=True)
    promise_id: int = Field(foreign_key="promises_promise.id", index=True)
    what: str
    taken_by: int = Field(foreign_key="people_person.id", index=True)
    at: datetime = Field(sa_type=Instant)
    reason: str = ""
    due_on: date
    """The day that held before this step."""


held(Promise, person=("owner_id",), title=N_("Promises you made"), erase="keep",
     export=("words", "due_on", "status", "made_at", "ended_at"),
     reason=N_("A promise to colleagues stands when who made it has left."))  # fmt: skip
held(Promise, person=("made_by",), title=N_("Promises you wrote down"), erase="keep", export=("id", "due_on", "status"),
     reason=N_("A promise to colleagues stands when who made it has left."))  # fmt: skip
held(PromiseStep, person=("taken_by",), title=N_("What you said about promises"), erase="keep",
     export=("what", "at", "reason"), reason=N_("A promise to colleagues stands when who made it has left."))  # fmt: skip
