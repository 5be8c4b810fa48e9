"""Asking for time off, as people do it."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import calendar, timeoff
from core.errors import UserError
from core.when import Part, Range

NOV = "24 nov - 27 nov"


def test_one_line_shows_what_it_takes_and_one_click_sends_it(support: SimpleNamespace) -> None:
    ana, boss = support.ana, support.boss
    ana.types(f"/timeoff {NOV}")
    assert "Time off Tue 24 – Fri 27 Nov" in ana.last
    assert "4 working days · 32 hours" in ana.last
    assert "116 → 84 hours" in ana.last
    assert "Tue 24 Nov: 2/3" in ana.last
    ana.presses("Request")
    assert "Mark Visser decides" in ana.last
    assert "Ana Bakker asks for time off" in boss.last
    assert "Nobody else of the team is away then." in boss.last


def test_the_same_in_dutch(support: SimpleNamespace) -> None:
    support.noor.types("/verlof 24 nov t/m 27 nov")
    assert "4 werkdagen · 32 uur" in support.noor.last
    support.noor.presses("Aanvragen")
    assert "Verstuurd: di 24 – vr 27 nov" in support.noor.last


def test_the_form_asks_five_things_of_which_one_must_be_filled_in_and_a_note_reaches_the_manager(
    support: SimpleNamespace,
) -> None:
    ana = support.ana
    ana.types("/timeoff")
    assert [field.key for field in ana.form.form.fields] == ["kind", "when", "half", "cover", "note"]
    assert [field.key for field in ana.form.form.fields if field.required and not field.default] == ["when"]
    ana.fills_in(when="2026-11-24/2026-11-25", half="first", note="Moving house")
    assert "1.5 working days · 12 hours" in ana.last
    ana.presses("Request")
    assert "Moving house" in support.boss.last


def test_a_date_that_cannot_be_is_said_at_its_field(support: SimpleNamespace) -> None:
    """T25: end before start is refused, never guessed; nothing that was typed is lost."""
    ana = support.ana
    ana.types("/timeoff")
    answer = ana.fills_in(when="28 nov - 24 nov 2026", half="all")
    assert set(answer.errors) == {"when"}
    assert ana.form is not None


def test_where_fields_have_no_errors_a_note_leads_back_to_the_filled_in_form(support: SimpleNamespace) -> None:
    ana = support.ana.on("discord")
    ana.types("/timeoff")
    ana.fills_in(when="31 feb", half="all", note="Skiing")
    assert "Not sent yet" in ana.last
    ana.presses("Change…")
    assert {field.key: field.default for field in ana.form.form.fields}["note"] == "Skiing"


def test_two_requests_cannot_claim_the_same_half(support: SimpleNamespace) -> None:
    ana = support.ana
    ana.types("/timeoff 24 nov morning")
    ana.presses("Request")
    ana.types("/timeoff 24 nov afternoon")
    ana.presses("Request")
    ana.types("/timeoff 24 nov")
    assert "You already have a request" in ana.notice


def test_a_day_that_is_free_costs_nothing_and_is_refused(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 28 nov")
    assert "You don't work on these days" in support.ana.notice


def test_more_than_there_is_is_refused_with_both_numbers(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 30 nov 2026 - 24 dec 2026")
    assert "This takes 152 hours and you have 116" in support.ana.notice


def test_without_an_opening_balance_it_is_unknown_and_never_a_guess(support: SimpleNamespace) -> None:
    support.lien.types(f"/timeoff {NOV}")
    assert "unknown: ask HR" in support.lien.last


def test_withdrawing_ends_it_everywhere(support: SimpleNamespace) -> None:
    ana, boss = support.ana, support.boss
    ana.types(f"/timeoff {NOV}")
    ana.presses("Request")
    ana.presses("Withdraw")
    assert "Withdrawn" in ana.last
    assert "Withdrawn before an answer" in boss.last
    assert "Approve" not in boss.buttons


def test_a_cancelled_leave_returns_its_hours(support: SimpleNamespace) -> None:
    ana, boss = support.ana, support.boss
    ana.types(f"/timeoff {NOV}")
    ana.presses("Request")
    boss.presses("Approve")
    assert support.company.read(lambda tx: timeoff.balance_of(tx, ana.id)).remaining == 84 * 60
    ana.presses("Cancel this leave")
    assert support.company.read(lambda tx: timeoff.balance_of(tx, ana.id)).remaining == 116 * 60
    assert not support.company.read(lambda tx: calendar.is_away(tx, ana.id, date(2026, 11, 25)))


def test_a_part_timer_pays_for_her_own_hours(support: SimpleNamespace) -> None:
    company = support.company
    kim = company.person("Kim de Wit", support.team, support.boss, minutes=(480, 0, 240, 0, 240, 0, 0))
    kim.types("/timeoff 23 nov - 27 nov")
    assert "3 working days · 16 hours" in kim.last


@pytest.mark.parametrize("part", [Part.MORNING, Part.AFTERNOON])
def test_two_halves_of_an_odd_day_add_up(support: SimpleNamespace, part: Part) -> None:
    kim = support.company.person("Kim Otte", support.team, support.boss, minutes=(455, 455, 455, 455, 455, 0, 0))
    day = date(2026, 11, 24)

    def cost(chosen: Part) -> int:
        return support.company.read(lambda tx: timeoff.cost_of(tx, kim.id, Range(day, day, chosen, chosen))).minutes

    assert cost(Part.MORNING) + cost(Part.AFTERNOON) == cost(Part.ALL) == 455


def test_what_is_past_is_for_hr(support: SimpleNamespace) -> None:
    with pytest.raises(UserError) as refused:
        support.company.write(
            lambda tx: timeoff.check(tx, support.company.app.suite.reader(tx, f"person:{support.ana.id}"),
                                     Range(date(2026, 11, 2), date(2026, 11, 3)))
        )  # fmt: skip
    assert refused.value.kind == "already_past"
