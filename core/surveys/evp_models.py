"""Tables of the yearly survey: what the company offers, element by element and version by version, and the year it goes through."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Offer(SQLModel, table=True):
    """What the company promises about one element, in words; a change is another version, and none is ever changed."""

    __tablename__ = "surveys_offer"
    __table_args__ = (UniqueConstraint("element", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    element: int
    version: int
    words: str
    written_by: int = Field(foreign_key="people_person.id", index=True)
    written_at: datetime = Field(sa_type=Instant)


class Announcement(SQLModel, table=True):
    """The offer as it was told to everybody: element → the row of `surveys_offer` that held then."""

    __tablename__ = "surveys_announcement"
    id: int | None = Field(default=None, primary_key=True)
    offers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    announced_by: int = Field(foreign_key="people_person.id", index=True)
    announced_at: datetime = Field(sa_type=Instant)


class OfferRead(SQLModel, table=True):
    """Somebody read an announcement, by their own tap."""

    __tablename__ = "surveys_read"
    __table_args__ = (UniqueConstraint("announcement_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    announcement_id: int = Field(foreign_key="surveys_announcement.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    read_on: date


class Year(SQLModel, table=True):
    """One time through the loop: define, announce, measure, publish, act, evaluate. `stage` says where it stands."""

    __tablename__ = "surveys_year"
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="people_person.id", index=True)
    stage: str
    since_at: datetime = Field(sa_type=Instant)
    started_at: datetime = Field(sa_type=Instant)
    announcement_id: int | None = Field(default=None, foreign_key="surveys_announcement.id")
    round_id: int | None = Field(default=None, foreign_key="surveys_round.id", index=True)
    evaluation: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


KEEP = N_("It is part of the company's own record. Your number leads to “former employee”.")
held(Offer, person=("written_by",), title=N_("What you wrote of the company's offer"),
     export=("element", "version", "words", "written_at"), erase="keep", reason=KEEP)  # fmt: skip
held(Announcement, person=("announced_by",), title=N_("When you announced the company's offer"),
     export=("announced_at",), erase="keep", reason=KEEP)  # fmt: skip
held(OfferRead, person=("person_id",), title=N_("That you read the company's offer"), erase="delete",
     export=("announcement_id", "read_on"))  # fmt: skip
held(Year, person=("owner_id",), title=N_("Yearly surveys you own"), export=("stage", "started_at", "evaluation"),
     erase="keep", reason=KEEP)  # fmt: skip
