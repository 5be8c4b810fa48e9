"""Tables of campaigns, and of the leaders who agreed to show what they do themselves."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.community.models import HALF_YEAR
from core.db import Instant
from core.privacy import held
from core.words import N_


class Campaign(SQLModel, table=True):
    """Something the company wants to get going: its aim, its period, and who looks after it. Its posts are openers."""

    __tablename__ = "community_campaign"
    id: int | None = Field(default=None, primary_key=True)
    title: str
    aim: str
    owner_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    first_day: date
    last_day: date = Field(index=True)


class Example(SQLModel, table=True):
    """A leader who agreed, of their own accord, that it is shown how much they write themselves."""

    __tablename__ = "community_example"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", unique=True)
    agreed_at: datetime = Field(sa_type=Instant)


class ExampleWeek(SQLModel, table=True):
    """A week of a leader who agreed: messages in teams' channels, and how many of them were answers to a colleague."""

    __tablename__ = "community_example_week"
    __table_args__ = (UniqueConstraint("person_id", "monday"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id")
    monday: date
    messages: int
    answers: int


held(Campaign, person=("owner_id",), title=N_("Campaigns you look after"),
     export=("title", "aim", "first_day", "last_day"), erase="unlink")  # fmt: skip
held(Example, person=("person_id",), title=N_("That you show your own figures as a leader"), export=("agreed_at",),
     erase="delete")  # fmt: skip
held(ExampleWeek, person=("person_id",), title=N_("Your own figures as a leader, which you agreed to show"),
     export=("monday", "messages", "answers"), erase="delete", keep=HALF_YEAR, since="monday")  # fmt: skip
