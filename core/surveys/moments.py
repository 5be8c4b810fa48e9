"""Questions at a date of one's own: after one, two and three months, a year further, and before leaving; our own words."""

from collections.abc import Collection
from datetime import date, timedelta

from core.words import N_

NEWCOMER, STAY, EXIT = "newcomer", "stay", "exit"
KINDS = {NEWCOMER: (500, 510, 520), STAY: (530,), EXIT: (540,)}
"""What can be switched on, and its choices of questions: 501 to 509 belong to 500, and so on. Numbers are for good."""
AFTER = {500: 30, 510: 60, 520: 90}
"""Days from the first day on; the first day itself is day 0."""
CHOICES = {
    500: N_("Newcomers, after 30 days"),
    510: N_("Newcomers, after 60 days"),
    520: N_("Newcomers, after 90 days"),
    530: N_("On the day people have been here another year"),
    540: N_("Before somebody leaves"),
}
QUESTIONS = {
    501: N_("How welcome did you feel in your first weeks?"),
    502: N_("How well did you get what you needed to start?"),
    503: N_("How clear is it by now what your work is?"),
    504: N_("How well does the work fit what you were told before you came?"),
    511: N_("How much do you feel part of your team?"),
    512: N_("How well do you know whom to ask what?"),
    513: N_("How well are you helped to learn the work?"),
    514: N_("How well do you hear how you are doing?"),
    521: N_("How well can you do your work by yourself now?"),
    522: N_("How well did your first three months prepare you?"),
    523: N_("How well does working here fit what you hoped for?"),
    524: N_("How gladly would you still be here in a year?"),
    531: N_("How glad are you to work here, a year further?"),
    532: N_("How much do you still learn?"),
    533: N_("How well does what you get for your work fit what you give?"),
    534: N_("How gladly would you be here a year from now?"),
    541: N_("How good was your time here, all in all?"),
    542: N_("How well could you talk about what made you leave?"),
    543: N_("How well were you led?"),
    544: N_("How gladly would you come back one day?"),
}
SHORT = {
    501: N_("Welcome"), 502: N_("A good start"), 503: N_("Clear work"), 504: N_("As it was told"),
    511: N_("Part of the team"), 512: N_("Whom to ask"), 513: N_("Learning the work"), 514: N_("Hearing how it goes"),
    521: N_("By oneself"), 522: N_("Prepared"), 523: N_("As hoped for"), 524: N_("Here in a year"),
    531: N_("Glad to work here"), 532: N_("Still learning"), 533: N_("Give and get"), 534: N_("Another year"),
    541: N_("Time here"), 542: N_("Could talk about it"), 543: N_("Being led"), 544: N_("Come back"),
}  # fmt: skip
"""A few letters under a bar."""


def kind_of(choice: int) -> str:
    """Newcomer, stay or exit; empty for any other choice of questions."""
    return next((kind for kind, choices in KINDS.items() if choice in choices), "")


def anniversary(first_day: date, today: date) -> date | None:
    """The last day until today on which somebody had been here for whole years; None in the first year.

    Who began on 29 February has it on the 28th in other years.
    """
    years = today.year - first_day.year
    while years > 0:
        day = years_later(first_day, years)
        if day <= today:
            return day
        years -= 1
    return None


def years_later(day: date, years: int) -> date:
    """The same day so many years later (or earlier, below nought)."""
    if (day.month, day.day) == (2, 29):
        day = day - timedelta(days=1) if not _leap(day.year + years) else day
    return day.replace(year=day.year + years)


def before_last(last_day: date, days: int, closed: Collection[date]) -> date:
    """The day so many working days before the last one: Monday to Friday, without public holidays."""
    day = last_day
    while days > 0:
        day -= timedelta(days=1)
        if day.weekday() < 5 and day not in closed:
            days -= 1
    return day


def period_after(day: date, months: int) -> date:
    """The first day of the next quarter (3 months) or half-year (6)."""
    ahead = day.month - 1 + months - (day.month - 1) % months
    return date(day.year + ahead // 12, ahead % 12 + 1, 1)


def reminder_days(today: date, until: date) -> list[date]:
    """When who was asked today hears of it once more: halfway, and the day before it closes; fewer in a short time."""
    left = (until - today).days
    days = [today + timedelta(days=left // 2)] if left >= 2 else []
    return [*days, until - timedelta(days=1)] if left >= 4 else days


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
