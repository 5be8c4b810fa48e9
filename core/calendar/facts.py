"""What happened to the company's calendar, so that leave can be costed again and people told."""

from dataclasses import dataclass
from datetime import date

from core.facts import Fact


@dataclass(frozen=True)
class PatternSet(Fact, kind="calendar.pattern_set"):
    """A person works other minutes from this day on."""

    person_id: int
    valid_from: date


@dataclass(frozen=True)
class HolidayChanged(Fact, kind="calendar.holiday_changed"):
    """A location closes on this day, or no longer does."""

    location: str
    day: date
    closed: bool


@dataclass(frozen=True)
class YearSeeded(Fact, kind="calendar.year_seeded"):
    """A location got public holidays it did not have for this year."""

    location: str
    year: int


@dataclass(frozen=True)
class MinimumSet(Fact, kind="calendar.minimum_set"):
    """A team needs another number of people from this day on."""

    team_id: int
    valid_from: date


@dataclass(frozen=True)
class HolidayExchanged(Fact, kind="calendar.holiday_exchanged"):
    """A person works on a public holiday and is free on another day, or (not `exchanged`) no longer does."""

    person_id: int
    worked_on: date
    free_on: date
    exchanged: bool
