"""Tables of time off: types and dated policies, requests and what was said about them, and the ledger behind every balance."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import false as sa_false
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
    CARRY = "carry"
    EXPIRY = "expiry"
    LIEU = "lieu"
    PAID = "paid"


class LeaveKind(SQLModel, table=True):
    """A type of leave that this company knows, as it began; what changes about it later is a dated rule.

    `needs`: approval, notice or record; `law`: holiday or other; `draws`: which hours it takes (all, extra, lieu; empty for
    none); `pack`: the country whose file brought it, empty for the company's own.
    """

    __tablename__ = "timeoff_kind"
    key: str = Field(primary_key=True)
    name_en: str
    name_nl: str
    needs: str
    law: str
    unit: str = "hours"
    paid: bool = True
    rank: int = 0
    offered: bool = True
    draws: str = Field(default="", sa_column_kwargs={"server_default": ""})
    pack: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Policy(SQLModel, table=True):
    """What a rule about a type of leave says from a day on: a number in the rule's own unit, and where it comes from.

    `place`: the location with rules of its own for this type, empty for all others; `ends`: from this day on the rule says
    nothing; `least`: no company may go below.
    """

    __tablename__ = "timeoff_policy"
    __table_args__ = (UniqueConstraint("place", "kind", "rule", "valid_from", name="timeoff_policy_once"),)
    id: int | None = Field(default=None, primary_key=True)
    place: str = Field(default="", sa_column_kwargs={"server_default": ""})
    kind: str = Field(index=True)
    rule: str
    valid_from: date
    value: int
    source: str = ""
    by: int | None = Field(default=None, foreign_key="people_person.id")
    ends: bool = Field(default=False, sa_column_kwargs={"server_default": sa_false()})
    least: bool = Field(default=False, sa_column_kwargs={"server_default": sa_false()})


class Request(SQLModel, table=True):
    """Somebody wants to be away; `minutes` is what it costs, `costs` the same by date, `version` rises with each change."""

    __tablename__ = "timeoff_request"
    __table_args__ = (Index("timeoff_request_when", "person_id", "last_day"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id")
    kind: str = "holiday"
    first_day: date
    last_day: date
    first_part: str = "all"
    last_part: str = "all"
    hours: int = 0
    """Minutes asked for on one day; 0 when whole or half days were asked for."""
    minutes: int
    costs: str = ""
    note: str = ""
    status: str = Status.PENDING
    version: int = 1
    asked_at: datetime = Field(sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="people_person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = ""
    escalated: bool = False
    cover_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    cover: str = ""
    """What the cover person says: asked, accepted, declined; empty when nobody is named."""
    first_yes_by: int | None = Field(default=None, foreign_key="people_person.id")
    term_on: date | None = None
    """The last day of the term after which a holiday wish counts as granted, once that has passed unanswered."""


class Word(SQLModel, table=True):
    """A question about a request, its answer, or other dates that were proposed."""

    __tablename__ = "timeoff_word"
    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="timeoff_request.id", index=True)
    by: int = Field(foreign_key="people_person.id", index=True)
    at: datetime = Field(sa_type=Instant)
    what: str
    text: str = ""
    days: str = ""
    settled: bool = False


class LedgerLine(SQLModel, table=True):
    """One line of somebody's balance, in minutes, never changed or removed; the balance is their sum, pot by pot.

    A granting line says from and to which day its pot can be used; `key` makes what a clock writes happen once.
    """

    __tablename__ = "timeoff_ledger"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    day: date
    minutes: int
    entry: str
    pot: str = ""
    usable_from: date | None = None
    usable_to: date | None = None
    request_id: int | None = Field(default=None, foreign_key="timeoff_request.id", index=True)
    reason: str = ""
    by: int | None = Field(default=None, foreign_key="people_person.id")
    key: str | None = Field(default=None, unique=True)


class BlockedDays(SQLModel, table=True):
    """Days on which a team with the teams below it, or everybody, is needed."""

    __tablename__ = "timeoff_blocked"
    id: int | None = Field(default=None, primary_key=True)
    team_id: int | None = Field(default=None, foreign_key="people_team.id", index=True)
    first_day: date
    last_day: date
    reason: str
    by: int | None = Field(default=None, foreign_key="people_person.id")


class Notice(SQLModel, table=True):
    """That somebody was told in time how many hours lapse and when; reading it is a tap, and not tapping proves nothing."""

    __tablename__ = "timeoff_notice"
    __table_args__ = (UniqueConstraint("person_id", "pot", "turn"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id")
    pot: str
    turn: str
    minutes: int
    lapses_on: date
    made_at: datetime = Field(sa_type=Instant)
    read_at: datetime | None = Field(default=None, sa_type=Instant)


class SickLeave(SQLModel, table=True):
    """That somebody is sick, never why; seen by HR and the person's line only."""

    __tablename__ = "timeoff_sick"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    first_day: date
    last_day: date | None = None
    expected_on: date | None = None
    version: int = 1
    reported_at: datetime = Field(sa_type=Instant)


class Child(SQLModel, table=True):
    """A date of birth that leave for a child is counted from; nothing else is known about the child."""

    __tablename__ = "timeoff_child"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    born_on: date


_PAY = N_("Leave is part of the pay administration.")
_SEVEN = N_("Tax law, article 52 AWR: seven years")
_STAYS = N_("A decision stays valid when who took it has left.")

held(Request, person=("person_id",), title=N_("Your requests for time off"), erase="keep", reason=_PAY, law=_SEVEN,
     export=("kind", "first_day", "last_day", "first_part", "last_part", "hours", "minutes", "note", "status", "asked_at",
             "reason", "term_on"),
     years=7, since="asked_at")  # fmt: skip
held(Request, person=("decided_by",), title=N_("Requests you decided on"), erase="keep", export=("id", "status", "decided_at"),
     reason=_STAYS)  # fmt: skip
held(
    Request,
    person=("first_yes_by",),
    title=N_("Requests you said yes to first"),
    erase="unlink",
    export=("id", "status"),
)
held(Request, person=("cover_id",), title=N_("Whom you were asked to cover for"), erase="unlink",
     export=("id", "first_day", "last_day", "cover"))  # fmt: skip
held(Word, person=("by",), title=N_("What you wrote about requests"), erase="delete",
     export=("request_id", "at", "what", "text", "days"))  # fmt: skip
held(LedgerLine, person=("person_id",), title=N_("Your balance, line by line"), erase="keep", reason=_PAY, law=_SEVEN,
     export=("day", "minutes", "entry", "pot", "usable_to", "reason"), years=7, since="day")  # fmt: skip
held(LedgerLine, person=("by",), title=N_("Balance lines you wrote"), erase="keep", export=("id", "day"), reason=_STAYS)
held(
    Policy,
    person=("by",),
    title=N_("Leave policies you set"),
    erase="unlink",
    export=("kind", "rule", "valid_from", "value"),
)
held(BlockedDays, person=("by",), title=N_("Days you kept free of leave"), erase="unlink",
     export=("first_day", "last_day", "reason"))  # fmt: skip
held(Notice, person=("person_id",), title=N_("What you were told about hours that lapse"), erase="keep",
     export=("pot", "turn", "minutes", "lapses_on", "made_at", "read_at"), years=7, since="made_at", law=_SEVEN,
     reason=N_("It shows that you were told in time."))  # fmt: skip
held(SickLeave, person=("person_id",), title=N_("When you reported sick"), erase="delete", since="reported_at",
     export=("first_day", "last_day", "expected_on", "reported_at"), keep=timedelta(days=2 * 366))  # fmt: skip
held(Child, person=("person_id",), title=N_("Dates of birth that your leave is counted from"), erase="delete",
     export=("born_on",), keep=timedelta(days=9 * 366), since="born_on")  # fmt: skip
