"""Tables of what leaves Townhall: calendar links, and the payroll periods that are locked with what they said."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Feed(SQLModel, table=True):
    """A secret calendar link of one person: its hash, never the link itself."""

    __tablename__ = "timeoff_feed"
    __table_args__ = (UniqueConstraint("person_id", "what"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id")
    what: str
    hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Instant)


class Period(SQLModel, table=True):
    """A payroll period that is locked: what was exported stays, and what changes later comes in the next one."""

    __tablename__ = "timeoff_period"
    id: int | None = Field(default=None, primary_key=True)
    first_day: date
    last_day: date = Field(unique=True)
    locked_at: datetime = Field(sa_type=Instant)
    locked_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)


class Booked(SQLModel, table=True):
    """What the export of a locked period said, in minutes: of a request by type, or of the balance by sort of line."""

    __tablename__ = "timeoff_booked"
    id: int | None = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="timeoff_period.id", index=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    item: str
    request_id: int | None = Field(default=None, foreign_key="timeoff_request.id")
    minutes: int


held(Feed, person=("person_id",), title=N_("Your calendar links"), erase="delete", export=("what", "made_at"))
held(
    Period,
    person=("locked_by",),
    title=N_("Payroll periods you locked"),
    erase="unlink",
    export=("first_day", "last_day"),
)
held(
    Booked,
    person=("person_id",),
    title=N_("What was passed on to payroll about you"),
    erase="keep",
    reason=N_("Leave is part of the pay administration."),
    law=N_("Tax law, article 52 AWR: seven years"),
    export=("period_id", "item", "minutes"),
)
