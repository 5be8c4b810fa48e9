"""Tables of time off: requests, and the ledger that explains every balance."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Status(StrEnum):
    """Where a request stands."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Entry(StrEnum):
    """Why a line stands in the ledger."""

    OPENING = "opening"
    GRANT = "grant"
    USE = "use"
    RETURN = "return"
    CORRECTION = "correction"


class Request(SQLModel, table=True):
    """Somebody wants to be away; `minutes` is what it costs, `version` rises with each change."""

    __tablename__ = "timeoff_request"
    __table_args__ = (Index("timeoff_request_when", "person_id", "last_day"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id")
    first_day: date
    last_day: date
    first_part: str = "all"
    last_part: str = "all"
    minutes: int
    note: str = ""
    status: str = Status.PENDING
    version: int = 1
    asked_at: datetime = Field(sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="people_person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = ""
    escalated: bool = False


class LedgerLine(SQLModel, table=True):
    """One line of somebody's balance, in minutes, never changed or removed; the balance is their sum."""

    __tablename__ = "timeoff_ledger"
    __table_args__ = (UniqueConstraint("request_id", "entry"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    day: date
    minutes: int
    entry: str
    request_id: int | None = Field(default=None, foreign_key="timeoff_request.id")
    reason: str = ""
    by: int | None = Field(default=None, foreign_key="people_person.id")


held(Request, person=("person_id",), title=N_("Your requests for time off"), erase="keep",
     export=("first_day", "last_day", "first_part", "last_part", "minutes", "note", "status", "asked_at", "reason"),
     reason=N_("Leave is part of the pay administration."), law=N_("Tax law, article 52 AWR: seven years"),
     years=7, since="asked_at")  # fmt: skip
held(Request, person=("decided_by",), title=N_("Requests you decided on"), erase="keep", export=("id", "status", "decided_at"),
     reason=N_("A decision stays valid when who took it has left."))  # fmt: skip
held(LedgerLine, person=("person_id",), title=N_("Your balance, line by line"), erase="keep",
     export=("day", "minutes", "entry", "reason"), reason=N_("Leave is part of the pay administration."),
     law=N_("Tax law, article 52 AWR: seven years"), years=7, since="day")  # fmt: skip
held(LedgerLine, person=("by",), title=N_("Balance lines you wrote"), erase="keep", export=("id", "day"),
     reason=N_("A decision stays valid when who took it has left."))  # fmt: skip
