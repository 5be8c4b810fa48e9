"""Tables of how long a post may wait, and of the numbers that were said of a team or group."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from core.community.models import HALF_YEAR
from core.db import Instant
from core.privacy import held
from core.words import N_


class Patience(SQLModel, table=True):
    """Working hours that a post may wait in a place, or (without one) wherever nothing else was chosen."""

    __tablename__ = "community_patience"
    id: int | None = Field(default=None, primary_key=True)
    place_id: int | None = Field(default=None, foreign_key="people_place.id", unique=True)
    hours: int
    set_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    set_at: datetime = Field(sa_type=Instant)


class Counted(SQLModel, table=True):
    """Numbers of people as they were counted last, to be said until they are counted again; empty: nothing is said."""

    __tablename__ = "community_counted"
    id: int | None = Field(default=None, primary_key=True)
    about: str = Field(unique=True)
    """Of what: `skipped:team:3`, `drivers:group:2`."""
    counted_on: date
    numbers: dict[str, int] = Field(sa_type=JSON)


held(Patience, person=("set_by",), title=N_("How long posts may wait, where you chose it"), export=("hours", "set_at"),
     erase="unlink")  # fmt: skip
held(Counted, person=(), title=N_("Numbers said of a team or group, as counted last"), export=None, erase="keep",
     reason=N_("It holds totals of teams and groups, and no names."), keep=HALF_YEAR, since="counted_on")  # fmt: skip
