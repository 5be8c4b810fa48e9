"""Tables of time: work patterns, public holidays and absences, all in local dates and integer minutes."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Pattern(SQLModel, table=True):
    """The minutes a person works on each weekday from this day on, until the next pattern starts."""

    __tablename__ = "calendar_pattern"
    __table_args__ = (UniqueConstraint("person_id", "valid_from"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    valid_from: date
    mon: int
    tue: int
    wed: int
    thu: int
    fri: int
    sat: int = 0
    sun: int = 0
    assumed: bool = False
    """Weekly hours spread evenly because no pattern was known."""
    more_weeks: str = ""
    """For weeks that take turns: the minutes of the second week and on, `480,480,0,0,0,0,0/…`; empty when all are alike."""


class Holiday(SQLModel, table=True):
    """A day on which a location is closed, in the name the location gives it."""

    __tablename__ = "calendar_holiday"
    __table_args__ = (UniqueConstraint("location", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    location: str
    day: date
    name: str
    closed: bool = True
    """False once somebody took the day off the list: the row stays, so that filling the year never brings it back."""


class HolidayExchange(SQLModel, table=True):
    """Somebody works on a public holiday of their location and has another day off instead, as long as it is one."""

    __tablename__ = "calendar_holiday_exchange"
    __table_args__ = (UniqueConstraint("person_id", "worked_on"), UniqueConstraint("person_id", "free_on"))
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    worked_on: date
    free_on: date


class Absence(SQLModel, table=True):
    """That a person is away, never why. `source` is the slice and row that says so; parts: all, morning, afternoon."""

    __tablename__ = "calendar_absence"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    first_day: date
    last_day: date = Field(index=True)
    first_part: str = "all"
    last_part: str = "all"
    source: str = Field(unique=True)
    certain: bool = True
    """False while it is only asked for: shown as "if granted"."""


class Minimum(SQLModel, table=True):
    """How many people of a team must be present on a working day, from this day on: so many, or a share of the scheduled."""

    __tablename__ = "calendar_minimum"
    __table_args__ = (UniqueConstraint("team_id", "valid_from"),)
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id", index=True)
    valid_from: date
    people: int
    percent: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Whole percents of who is scheduled that day; 0 where a number of people counts."""


class Duty(SQLModel, table=True):
    """Whose turn it is to take what comes in for a team: the order in which its people take a week each."""

    __tablename__ = "calendar_duty"
    __table_args__ = (UniqueConstraint("team_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id")
    position: int
    person_id: int = Field(foreign_key="people_person.id", index=True)


class DutySwap(SQLModel, table=True):
    """Somebody takes the turn on these days, both included, whoever's it is."""

    __tablename__ = "calendar_duty_swap"
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id", index=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    first_day: date
    last_day: date
