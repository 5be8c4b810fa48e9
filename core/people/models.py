"""Tables of who works here: persons, teams, managers, deputies, roles, chat accounts and places."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant


class Role(StrEnum):
    """What a person may do beyond being an employee."""

    HR = "hr"
    ADMIN = "admin"
    COMMUNITY = "community"
    AGENT = "agent"
    LEADER = "leader"
    SURVEY_OWNER = "survey_owner"


class Team(SQLModel, table=True):
    """A team or department; `parent_id` is the team it belongs to."""

    __tablename__ = "people_team"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    parent_id: int | None = Field(default=None, foreign_key="people_team.id", index=True)


class Person(SQLModel, table=True):
    """Somebody who works here. E-mail is lower case; `left_on` is the last working day."""

    __tablename__ = "people_person"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    email: str | None = Field(default=None, unique=True)
    language: str = "en"
    zone: str = "Europe/Amsterdam"
    location: str = "NL"
    team_id: int | None = Field(default=None, foreign_key="people_team.id", index=True)
    manager_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    started_on: date | None = None
    left_on: date | None = None
    erased: bool = False


class Grant(SQLModel, table=True):
    """One role of one person."""

    __tablename__ = "people_role"
    __table_args__ = (UniqueConstraint("person_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    role: str


class Deputy(SQLModel, table=True):
    """Who decides for a manager who is away; both days inclusive, an open end is None."""

    __tablename__ = "people_deputy"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    deputy_id: int = Field(foreign_key="people_person.id", index=True)
    first_day: date | None = None
    last_day: date | None = None


class Account(SQLModel, table=True):
    """A person's identity on a platform; one person may have several, DMs go to the one last used."""

    __tablename__ = "people_account"
    __table_args__ = (UniqueConstraint("platform", "space", "user"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    space: str
    user: str
    person_id: int = Field(foreign_key="people_person.id", index=True)
    used_at: datetime = Field(sa_type=Instant)
    direct: bool = True
    """Whether direct messages may be sent there (on Discord only after the person's own click)."""
    conversation: str | None = None
    """The platform's own id of the direct conversation, where one had to be opened; it is opened once for good."""


class Space(SQLModel, table=True):
    """A workspace or server that this installation serves."""

    __tablename__ = "people_space"
    __table_args__ = (UniqueConstraint("platform", "space"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    space: str
    name: str = ""


class Place(SQLModel, table=True):
    """A channel or thread with a purpose. `ref` is the platform's own address, opaque to the rules."""

    __tablename__ = "people_place"
    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    name: str
    purpose: str = Field(default="team", index=True)
    team_id: int | None = Field(default=None, foreign_key="people_team.id", index=True)
    language: str = "en"
    zone: str = "Europe/Amsterdam"


class Setting(SQLModel, table=True):
    """A person's own choice: per topic now, digest or off, and which account gets messages."""

    __tablename__ = "people_setting"
    __table_args__ = (UniqueConstraint("person_id", "topic"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    topic: str
    choice: str


class Segment(SQLModel, table=True):
    """A group of people that a survey, a nudge or news can be for: by what they are (`rule`), or by joining (`opt_in`)."""

    __tablename__ = "people_segment"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    about: str = ""
    rule: dict[str, Any] = Field(sa_type=JSON)
    opt_in: bool = False
    with_guests: bool = False
    """A project with outside partners, who are no persons here and are never counted."""
    goal: str = ""
    owner_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    review_on: date | None = None


class SegmentMember(SQLModel, table=True):
    """Somebody who joined a group of their own accord."""

    __tablename__ = "people_segment_member"
    __table_args__ = (UniqueConstraint("segment_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    segment_id: int = Field(foreign_key="people_segment.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="people_person.id", index=True)


class LinkRequest(SQLModel, table=True):
    """Somebody's wish to have an account linked; no person where the e-mail was nobody's. The e-mail is not kept."""

    __tablename__ = "people_link"
    __table_args__ = (Index("people_link_account", "platform", "space", "user"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    space: str
    user: str
    person_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    code: str
    wrong: int = 0
    state: str = "open"
    hr_asked: bool = False
    at: datetime = Field(sa_type=Instant, index=True)


class PlatformRule(SQLModel, table=True):
    """Whether a platform may carry a topic that is off there at first, and who of the admins said so."""

    __tablename__ = "people_platform_rule"
    __table_args__ = (UniqueConstraint("platform", "topic"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    topic: str
    allowed: bool
    allowed_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    at: datetime = Field(sa_type=Instant)


class StatedBalance(SQLModel, table=True):
    """A leave balance that a file stated, right at the start of that day, until time off has taken it over."""

    __tablename__ = "people_stated_balance"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    day: date
    minutes: int
    at: datetime = Field(sa_type=Instant)


class TeamGroup(SQLModel, table=True):
    """Which team a platform's own group became, so that a group with another name takes its team along."""

    __tablename__ = "people_team_group"
    __table_args__ = (UniqueConstraint("platform", "space", "group"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    space: str
    group: str
    team_id: int = Field(foreign_key="people_team.id", index=True)
