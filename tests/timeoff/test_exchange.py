"""Another day off instead of a public holiday (domain.md 5, 10 and 38): who may, and that cost and occupancy follow both ways."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core import calendar, people, timeoff
from core.errors import UserError
from tests.timeoff.rules import PART, day, policy

CHRISTMAS, EVE = date(2026, 12, 25), date(2026, 12, 24)


def seeded(support: SimpleNamespace, most: int = 1) -> None:
    """The Dutch list of 2026 and 2027, of which so many a year may be exchanged."""
    for year in (2026, 2027):
        support.company.write(lambda tx, year=year: calendar.seed_holidays(tx, "NL", year))
    policy(support, "exchange", most)


def exchanges(support: SimpleNamespace, person: Any, holiday: str, free: str) -> str:
    """Exchange these days; gives the kind of the refusal, or "yes"."""
    try:
        support.company.write(lambda tx: timeoff.exchange(tx, people.get(tx, person.id), day(holiday), day(free)))
    except UserError as refusal:
        return refusal.kind
    return "yes"


EXAMPLES = [
    ("one that falls on a working day, for one before it", "2026-12-25", "2026-12-24", "yes"),
    ("Easter Monday for the day of Eid al-Fitr", "2027-03-29", "2027-03-10", "yes"),
    ("King's Day, which is computed: the 27th is a Tuesday", "2027-04-27", "2027-04-26", "yes"),
    ("Boxing Day on a Saturday is nothing to exchange", "2026-12-26", "2026-12-28", "field"),
    ("a day that is no public holiday", "2026-12-23", "2026-12-24", "field"),
    ("for a Saturday", "2026-12-25", "2026-12-19", "field"),
    ("for a day of another year", "2026-12-25", "2027-01-04", "field"),
    ("for a day that is past", "2026-12-25", "2026-11-19", "already_past"),
    ("for another public holiday", "2027-03-29", "2027-05-17", "field"),
]


@pytest.mark.parametrize(("holiday", "free", "result"), [row[1:] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES])
def test_dated_examples(support: SimpleNamespace, holiday: str, free: str, result: str) -> None:
    seeded(support)
    assert exchanges(support, support.ana, holiday, free) == result


def test_only_where_the_company_allows_it_so_many_a_year_and_an_hour_for_an_hour(support: SimpleNamespace) -> None:
    """Rules 3 and 11: the policy of that day counts, and a half day is no exchange for a whole one."""
    seeded(support, most=0)
    assert exchanges(support, support.ana, "2026-12-25", "2026-12-24") == "not_allowed"
    support.ana.types("/timeoff exchange")
    assert "no public holiday that you can exchange" in support.ana.notice
    policy(support, "exchange", 1)
    assert exchanges(support, support.ana, "2027-03-29", "2027-03-10") == "yes"
    assert exchanges(support, support.ana, "2027-04-27", "2027-04-26") == "type_limit"
    assert exchanges(support, support.ana, "2026-12-25", "2026-12-24") == "yes", "another year"
    support.company.write(lambda tx: calendar.set_pattern(tx, support.noor.id, date(2026, 1, 1), PART))
    assert exchanges(support, support.noor, "2027-03-29", "2027-03-10") == "field", "four hours for eight"
    assert exchanges(support, support.noor, "2027-03-29", "2027-03-09") == "yes"


def test_leave_occupancy_and_schedule_follow_both_ways(support: SimpleNamespace) -> None:
    """T35, rule 10: cost and occupancy follow, undoing is as if nothing was, and a holiday taken off the list ends it."""
    seeded(support)
    support.ana.types("/timeoff 21 dec - 24 dec")
    support.ana.presses("Request")
    support.boss.presses("Approve")

    def seen() -> tuple[int, int, list[int]]:
        cost = support.company.read(lambda tx: timeoff.find(tx, 1)).minutes
        left = support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining
        days = support.company.read(lambda tx: calendar.occupancy(tx, support.team, EVE, CHRISTMAS))
        return cost, left // 60, [one.scheduled // 2 for one in days]

    assert seen() == (1920, 84, [3, 0])
    support.ana.types("/timeoff exchange")
    support.ana.fills_in(holiday="2026-12-25", free="2026-12-24")
    assert support.ana.sees("You work on Christmas Day (Fri 25 Dec 2026) and are free on Thu 24 Dec 2026")
    assert seen() == (1440, 92, [2, 1])
    assert support.ana.sees("This leave now takes 24 hours.")
    support.ana.types("/timeoff exchange")
    support.ana.presses("Undo")
    assert seen() == (1920, 84, [3, 0])
    assert exchanges(support, support.ana, "2026-12-25", "2026-12-24") == "yes"
    support.company.write(lambda tx: calendar.remove_holiday(tx, "NL", CHRISTMAS))
    assert seen()[2] == [3, 3], "no holiday any more: nothing is exchanged for it"
    assert seen()[0] == 1920


def test_in_dutch_and_who_leads_hears_it_without_a_reason(support: SimpleNamespace) -> None:
    seeded(support)
    support.noor.types("/verlof ruilen")
    support.noor.fills_in(holiday="2026-12-25", free="2026-12-24")
    assert "Je werkt op Eerste kerstdag (vr 25 dec 2026) en bent vrij op do 24 dec 2026" in support.noor.last
    support.company.until(date(2026, 11, 23), 9)
    assert support.boss.sees("Noor Haddad exchanged a public holiday")
    with pytest.raises(UserError):
        support.company.write(lambda tx: timeoff.take_back_exchange(tx, people.get(tx, support.ana.id), 1))
