"""Tables of the desk: what stands in the chat, what came in, what went out, and how much people were told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant


class Inbound(SQLModel, table=True):
    """The key of an event from a platform: it has its effect once."""

    __tablename__ = "desk_inbound"
    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)


class FactRow(SQLModel, table=True):
    """What happened, in ids and statuses only: the audit log."""

    __tablename__ = "desk_fact"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    actor_id: int | None = None
    at: datetime = Field(sa_type=Instant, index=True)


class LiveMessage(SQLModel, table=True):
    """A message that stands somewhere and is drawn again when its entity changes. Viewer: `person:3` or `place:2`."""

    __tablename__ = "desk_live"
    __table_args__ = (Index("desk_live_entity", "view", "entity"),)
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    view: str
    entity: int
    viewer: str
    hash: str
    at: datetime = Field(sa_type=Instant)


class Draft(SQLModel, table=True):
    """What a person filled in so far, kept a day: for pages, field errors and questions back."""

    __tablename__ = "desk_draft"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    kind: str
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    expires_at: datetime = Field(sa_type=Instant, index=True)


class Told(SQLModel, table=True):
    """That a person or place was told something: the budget, and the answer to "why did I get this?"."""

    __tablename__ = "desk_told"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    viewer: str = Field(index=True)
    view: str
    entity: int
    topic: str
    urgency: str
    outcome: str
    at: datetime = Field(sa_type=Instant, index=True)


class DigestLine(SQLModel, table=True):
    """Something for a person's next digest."""

    __tablename__ = "desk_digest_line"
    __table_args__ = (UniqueConstraint("person_id", "view", "entity"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    day: date
    view: str
    entity: int
    topic: str
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


class HomeOpened(SQLModel, table=True):
    """Who has opened Home lately: it is drawn again for them for eight hours."""

    __tablename__ = "desk_home"
    person_id: int = Field(primary_key=True, foreign_key="people_person.id")
    account_id: int
    at: datetime = Field(sa_type=Instant)
    hash: str = ""


class Upload(SQLModel, table=True):
    """A file that a person sent with a form, held for an hour."""

    __tablename__ = "desk_upload"
    key: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    name: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(sa_type=Instant, index=True)


class CutOff(SQLModel, table=True):
    """A platform that lets Townhall in no longer, and since when; `why` is its own word. Or `clock`, while it is doubted."""

    __tablename__ = "desk_cut_off"
    platform: str = Field(primary_key=True)
    why: str
    since: datetime = Field(sa_type=Instant)
