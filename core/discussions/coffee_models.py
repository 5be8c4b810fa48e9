"""Tables of coffee with a colleague: who takes part of their own accord, and who was brought together when."""

from datetime import date, datetime, timedelta

from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class CoffeeDrinker(SQLModel, table=True):
    """Somebody who takes part, of their own accord."""

    __tablename__ = "discussions_coffee_drinker"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", unique=True)
    joined_at: datetime = Field(sa_type=Instant)


class CoffeePair(SQLModel, table=True):
    """Two colleagues who were brought together in the week that begins on this day. Whether they met is not known."""

    __tablename__ = "discussions_coffee_pair"
    id: int | None = Field(default=None, primary_key=True)
    first_id: int = Field(foreign_key="people_person.id", index=True)
    second_id: int = Field(foreign_key="people_person.id", index=True)
    on_day: date


held(CoffeeDrinker, person=("person_id",), title=N_("That you take part in coffee with a colleague"),
     export=("joined_at",), erase="delete")  # fmt: skip
held(CoffeePair, person=("first_id", "second_id"), title=N_("Whom you were brought together with for coffee"),
     export=("first_id", "second_id", "on_day"), erase="delete", keep=timedelta(days=730), since="on_day")  # fmt: skip
