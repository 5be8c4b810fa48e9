"""Leave for a child (domain.md 36 and 37, WAZO): so many weeks for each, until a day counted from the birth, paid hours first."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import people, timeoff
from core.errors import NotAllowed, UserError
from core.timeoff import Wish
from core.timeoff.child import months_after
from core.timeoff.country_file import shipped
from core.timeoff.policy import as_rules
from core.when import parse_range
from tests.timeoff.rules import PART, calendar, day, dutch

WEEK = 2400


def law(kind: str) -> timeoff.Rules:
    """What the country's file says about this type."""
    return as_rules([(*one[1:5],) for one in shipped()["NL"].numbers if one.kind == kind])


WINDOWS = [
    # type, born, last day, hours of 40 a week, of them paid, paid until
    ("parental", "2026-11-03", "2034-11-02", 1040, 360, "2027-11-02"),
    ("parental", "2024-02-29", "2032-02-28", 1040, 360, "2025-02-28"),
    ("parental", "2021-08-02", "2029-08-01", 1040, 360, "2022-08-01"),
    ("parental", "2020-05-01", "2028-04-30", 1040, 0, ""),
    ("birth", "2026-11-03", "2026-12-01", 40, 0, ""),
    ("birth", "2026-12-31", "2027-01-28", 40, 0, ""),
    ("birth_extra", "2026-08-31", "2027-02-28", 200, 0, ""),
    ("birth_extra", "2026-11-03", "2027-05-02", 200, 0, ""),
]


@pytest.mark.parametrize(("kind", "born", "last", "hours", "paid", "until"), WINDOWS)
def test_dated_examples(kind: str, born: str, last: str, hours: int, paid: int, until: str) -> None:
    """Birth leave within four weeks, additional within six months, parental until the eighth birthday; leap years too."""
    (found,) = timeoff.shares(law(kind), [day(born)], WEEK)
    assert (found.first, found.last, found.minutes) == (day(born), day(last), hours * 60)
    if until:
        assert (found.paid, found.paid_last) == (paid * 60, day(until))
    else:
        assert not found.paid


def test_paid_hours_go_first_then_the_child_whose_time_ends_first() -> None:
    """Two children: while the younger is under one its paid hours are used, after that the elder's, until it is eight."""
    both = timeoff.shares(law("parental"), [date(2020, 5, 1), date(2027, 6, 1)], WEEK)
    wanted = [
        (date(2027, 9, 6), 360 * 60),
        (date(2027, 9, 13), 480),
        (date(2028, 4, 28), 1039 * 60),
        (date(2028, 6, 1), 480),
    ]
    (elder, younger), short = timeoff.allot(both, wanted)
    assert (younger.taken_paid, elder.taken) == (360 * 60, 1040 * 60)
    assert (younger.taken, short) == (360 * 60 + 480 + 7 * 60, [])
    assert timeoff.allot(both, [(date(2028, 5, 1), 680 * 60 + 361 * 60)])[1] == [(date(2028, 5, 1), 60)]
    twins = [date(2026, 11, 3)] * 2
    assert [len(timeoff.shares(law(kind), twins, WEEK)) for kind in ("birth", "parental")] == [1, 2], (
        "one birth, two children"
    )
    assert months_after(date(2024, 2, 29), 12) == date(2025, 3, 1)


def asks(support: SimpleNamespace, kind: str, days: str) -> str:
    """Ask for these days; gives the kind of the refusal, or "yes"."""
    meant = parse_range(days, date(2026, 11, 20), sure=True)
    try:
        support.company.write(lambda tx: timeoff.ask(tx, people.get(tx, support.ana.id), Wish(meant, kind)))
    except UserError as refusal:
        return refusal.kind
    return "yes"


def test_a_date_of_birth_is_all_that_is_asked_and_every_hour_is_explained(support: SimpleNamespace) -> None:
    """One command and one field; then the leave, with what it leaves; nobody else is told of the child."""
    dutch(support)
    assert asks(support, "parental", "23 nov 2026") == "no_child"
    support.ana.types("/timeoff child")
    assert [field.key for field in support.ana.form.form.fields] == ["born"]
    assert "still to come" in " ".join(support.ana.fills_in(born="2026-11-21").errors.values())
    support.ana.types("/timeoff child")
    support.ana.fills_in(born="2026-11-03")
    assert "Parental leave: 1,040 of 1,040 hours left · until 2 Nov 2034 · 360 hours of it paid" in support.ana.last
    support.ana.types("/timeoff parental leave 23 nov - 27 nov")
    assert "Paid of that: 40 hours" in support.ana.last
    assert "Left after that: 1,000 hours" in support.ana.last
    support.ana.presses("Request")
    assert "2034" not in support.boss.last
    support.boss.presses("Approve")
    assert asks(support, "birth", "30 nov 2026 - 4 dec 2026") == "outside_allocation"
    assert asks(support, "birth", "30 nov 2026 - 1 dec 2026") == "yes"
    assert asks(support, "birth_extra", "2 dec 2026 - 5 jan 2027") == "yes"
    assert asks(support, "birth_extra", "6 jan 2027 - 7 jan 2027") == "type_limit"
    support.ana.types("/timeoff child")
    assert "Parental leave: 1,000 of 1,040 hours left" in support.ana.last
    assert "Birth leave: 24 of 40 hours left · until 1 Dec 2026" in support.ana.last
    support.ana.presses("Take this date away")
    assert "has to stay" in support.ana.notice
    with pytest.raises(NotAllowed):
        support.company.write(lambda tx: timeoff.drop_child(tx, people.get(tx, support.joris.id), 1))


def test_a_part_timer_gets_weeks_of_their_own_and_it_is_said_in_dutch(support: SimpleNamespace) -> None:
    dutch(support)
    support.company.write(lambda tx: calendar.set_pattern(tx, support.noor.id, date(2026, 1, 1), PART))
    support.noor.types("/verlof kind")
    support.noor.fills_in(born="2026-11-10")
    assert "Ouderschapsverlof: 520 van 520 uur over · t/m 9 nov 2034 · daarvan 180 uur betaald" in support.noor.last
    support.noor.presses("Deze datum weghalen")
    assert "520" not in support.noor.last
