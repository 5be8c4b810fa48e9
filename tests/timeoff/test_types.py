"""HR makes types of leave of its own: in the form at once, limited and changed from a day on, retired with nothing lost."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core import people, timeoff
from core.errors import UserError
from core.timeoff import NewType
from tests.company import Answer
from tests.timeoff.rules import as_hr, dutch, grant, hire, ledger
from tests.timeoff.test_limits import asks


def adds(support: SimpleNamespace, english: str = "Moving day", dutch: str = "Verhuisdag", **more: str) -> Answer:
    """HR fills in the form."""
    support.hr.types("/timeoff types")
    support.hr.presses("Add a type…")
    chosen = {"needs": "approval", "takes": "paid", "unit": "days", **more}
    return support.hr.fills_in(name_en=english, name_nl=dutch, **chosen)


def limits(support: SimpleNamespace, **typed: str) -> Answer:
    support.hr.presses("Limits…")
    return support.hr.fills_in(**typed)


def test_a_type_is_in_the_form_at_once_and_everywhere_after(support: SimpleNamespace) -> None:
    """The form in both languages, the card, no hours of the balance, the month, the payroll file, nothing on a lock screen."""
    dutch(support)
    adds(support)
    assert "Moving day is on offer from today" in support.hr.last
    limits(support, most="1", notice="2", start="2026-11-20")
    assert "Most days in 12 months" in support.hr.last
    support.noor.types("/verlof verhuisdag 25 nov")
    assert "Verhuisdag" in support.noor.last
    support.noor.presses("Aanvragen")
    card = support.boss.inbox[-1].message
    assert "Moving day" in card.letters()
    assert card.sensitive
    assert "Moving day" not in card.summary
    support.boss.presses("Approve")
    assert ledger(support, support.noor.id)[-1][0] == "grant", "it takes no hours of the balance"
    support.noor.types("/verlof verhuisdag 27 nov")
    assert "0 uur over" in support.noor.notice
    support.ana.types("/timeoff")
    kinds = next(field for field in support.ana.form.form.fields if field.key == "kind")
    assert "Moving day" in [option.label for option in kinds.options]
    here = as_hr(support, lambda tx, hr: timeoff.export(tx, hr, date(2026, 11, 1), date(2026, 11, 30)))
    assert [(one.kind, one.minutes) for one in here.taken] == [("moving_day", 480)]
    support.hr.types("/timeoff export 2026-11")
    support.hr.types("/timeoff types")
    support.hr.presses("Moving day")
    support.hr.presses("Retire…")
    support.hr.fills_in(start="2026-11-20")
    assert "not on offer since 20 Nov 2026" in support.hr.last
    support.noor.types("/timeoff mine")
    support.noor.types("/verlof verhuisdag 14 dec")
    assert "Verhuisdag" not in support.noor.last, "it is no type any more, and what was asked keeps its name"
    assert support.company.read(lambda tx: timeoff.kind_of(tx, "moving_day")).names == ("Moving day", "Verhuisdag")
    assert asks(support, support.ana, "14 dec 2026", "moving_day") == "not_offered"
    support.hr.presses("Offer again")
    assert asks(support, support.ana, "14 dec 2026", "moving_day") == "yes"


def test_a_type_changes_from_a_day_on_and_what_was_asked_stays(support: SimpleNamespace) -> None:
    adds(support)
    assert asks(support, support.ana, "30 nov 2026", "moving_day") == "yes"
    support.hr.presses("Change…")
    support.hr.fills_in(name_en="Move", name_nl="Verhuizing", needs="notice", unit="hours", start="2026-12-01")
    assert "More is planned from 1 Dec 2026" in support.hr.last
    assert asks(support, support.joris, "7 dec 2026", "moving_day") == "yes"

    def statuses() -> list[str]:
        return [support.company.read(lambda tx, n=n: timeoff.find(tx, n)).status for n in (1, 2, 3) if n]

    support.company.clock.set(support.company.clock.now().replace(month=12, day=1))
    assert asks(support, support.noor, "8 dec 2026", "moving_day", 120) == "yes"
    assert statuses() == ["pending", "pending", "approved"]
    support.boss.types("/timeoff policy move")
    assert "Move" in support.boss.last


def test_a_countrys_type_has_no_namesake(support: SimpleNamespace) -> None:
    """Added before the country's rules came: renamed first, and nothing of either is lost."""
    adds(support, "Calamity leave", "Noodverlof")
    with pytest.raises(timeoff.NameTaken):
        dutch(support)
    support.hr.presses("Change…")
    support.hr.fills_in(
        name_en="Emergency leave", name_nl="Noodverlof", needs="approval", unit="days", start="2026-11-20"
    )
    dutch(support)
    known = support.company.read(lambda tx: timeoff.kinds(tx, support.ana.id, date(2026, 11, 20)))
    assert {"calamity", "calamity_leave"} <= {one.key for one in known}


def test_it_takes_the_hours_that_it_says_and_no_others(support: SimpleNamespace) -> None:
    """Time in lieu of its own: from its pots, beside a holiday that waits for any of them; unknown where there are none."""
    lena = hire(support, "Lena Vogt")
    grant(support, lena.id, "lieu:2026", 8 * 60, "2026-01-01", "2027-12-31")
    grant(support, lena.id, "statutory:2026", 16 * 60, "2026-01-01", "2027-06-30")
    adds(support, "Time for time", "Tijd voor tijd", takes="lieu", unit="hours")
    assert asks(support, lena, "23 nov 2026 - 24 nov 2026", "time_for_time") == "outside_allocation"
    lena.types("/timeoff time for time 23 nov")
    assert "Time in lieu 2026" in lena.last
    lena.presses("Request")
    assert asks(support, lena, "25 nov 2026 - 26 nov 2026") == "yes", "the statutory hours are left for holiday"
    assert asks(support, lena, "27 nov 2026") == "insufficient_balance"
    for number in (1, 2):
        support.company.write(
            lambda tx, number=number: timeoff.decide(tx, people.get(tx, support.boss.id), number, 1, approve=True)
        )
    assert ledger(support, lena.id)[-2:] == [("use", -480, "lieu:2026"), ("use", -960, "statutory:2026")]
    assert support.company.read(lambda tx: timeoff.term_of(tx, timeoff.find(tx, 1))) is None, "no holiday by law"


def test_hr_records_what_nobody_asks_for(support: SimpleNamespace) -> None:
    adds(support, "Works council", "Ondernemingsraad", needs="record")
    assert asks(support, support.ana, "23 nov 2026", "works_council") == "not_allowed"
    support.hr.presses("Record for somebody…")
    support.hr.fills_in(person="ana", when="2026-11-17", half="all")
    assert "Recorded for Ana Bakker" in support.hr.last
    assert "Ana Bakker will be away" in support.boss.last
    with pytest.raises(UserError):
        as_hr(support, lambda tx, hr: timeoff.record_leave(
            tx, hr, hr.id, timeoff.Wish(timeoff.find(tx, 1).days, "works_council")))  # fmt: skip


def _team_only(support: SimpleNamespace) -> None:
    def unit(tx: Any, hr: Any) -> None:
        other = people.teams(tx)
        office = next(one for one in other if one.name == "Office")
        timeoff.limit_type(tx, hr, "moving_day", {}, f"team:{office.id}", date(2026, 11, 20))

    as_hr(support, unit)


ASKED: list[tuple[str, Callable[[SimpleNamespace], None], str, int]] = [
    ("yes", lambda support: None, "25 nov 2026", 0),
    ("other_unit", lambda support: None, "25 nov 2026", 120),
    ("other_unit", lambda support: None, "25 nov 2026 morning", 0),
    ("not_for_you", _team_only, "25 nov 2026", 0),
    ("short_notice", lambda support: _limit(support, notice=10), "25 nov 2026", 0),
    ("type_limit", lambda support: _limit(support, **{"most.days": 100}), "25 nov 2026 - 26 nov 2026", 0),
]


def _limit(support: SimpleNamespace, **numbers: int) -> None:
    as_hr(support, lambda tx, hr: timeoff.limit_type(tx, hr, "moving_day", dict(numbers), "", date(2026, 11, 20)))


@pytest.mark.parametrize(("kind", "given", "days", "hours"), ASKED)
def test_every_refusal_of_asking_has_its_kind(
    support: SimpleNamespace, kind: str, given: Callable[[SimpleNamespace], None], days: str, hours: int
) -> None:
    as_hr(support, lambda tx, hr: timeoff.add_type(tx, hr, NewType("Moving day", "Verhuisdag", unit="days")))
    given(support)
    assert asks(support, support.ana, days, "moving_day", hours) == kind


TODAY, EARLIER = date(2026, 11, 20), date(2026, 11, 19)
MADE: list[tuple[str, Callable[[Any, Any], object]]] = [
    ("field", lambda tx, hr: timeoff.add_type(tx, hr, NewType("", "Verhuisdag"))),
    ("field", lambda tx, hr: timeoff.add_type(tx, hr, NewType("Move", "x" * 61))),
    ("name_taken", lambda tx, hr: timeoff.add_type(tx, hr, NewType("holiday", "Vrij"))),
    ("name_taken", lambda tx, hr: timeoff.change_type(tx, hr, "special", ("Unpaid leave", "Bah"), "approval", "hours", TODAY)),
    ("too_many_types", lambda tx, hr: [timeoff.add_type(tx, hr, NewType(f"Type {n}", f"Soort {n}")) for n in range(30)]),
    ("too_early", lambda tx, hr: timeoff.retire_type(tx, hr, "special", EARLIER)),
    ("always_there", lambda tx, hr: timeoff.retire_type(tx, hr, "holiday", TODAY)),
    ("always_there", lambda tx, hr: timeoff.retire_type(tx, hr, "sick", TODAY)),
    ("below_the_law", lambda tx, hr: timeoff.retire_type(tx, hr, "care_short", TODAY)),
    ("below_the_law", lambda tx, hr: timeoff.change_type(tx, hr, "birth", ("Birth leave", "Geboorteverlof"), "approval", "hours",
                                                         TODAY)),
    ("below_the_law", lambda tx, hr: timeoff.limit_type(tx, hr, "birth", {}, "team:1", TODAY)),
    ("field", lambda tx, hr: timeoff.limit_type(tx, hr, "special", {}, "team:999", TODAY)),
    ("not_allowed", lambda tx, hr: timeoff.retire_type(tx, hr, "nonsense", TODAY)),
    ("not_allowed", lambda tx, hr: timeoff.add_type(tx, people.get(tx, hr.id + 3), NewType("Move", "Om"))),
    ("", lambda tx, hr: timeoff.retire_type(tx, hr, "special", TODAY)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "does"), MADE)
def test_every_refusal_of_making_has_its_kind(support: SimpleNamespace, kind: str, does: Callable[..., object]) -> None:
    dutch(support)

    def unit(tx: Any, hr: Any) -> str:
        try:
            does(tx, hr)
        except UserError as refusal:
            return refusal.kind
        return ""

    assert as_hr(support, unit) == kind
