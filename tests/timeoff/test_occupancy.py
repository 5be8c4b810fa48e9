"""The team month: who may look, what it shows and never shows, the minimum, and a card that keeps itself up to date."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from adapters.playground.client import SPACE
from bots.chat import Answer, Press, Where, Who
from bots.ui import Chart
from core import calendar, people, timeoff
from core.errors import FieldError, NotAllowed
from tests.timeoff.rules import dutch, policy


def asked(support: SimpleNamespace, who: str = "ana", when: str = "24 nov - 25 nov") -> None:
    one = getattr(support, who)
    one.types(f"/timeoff {when}")
    one.presses("Request")


def clicks(support: SimpleNamespace, who: Any, button: str) -> Answer:
    """A press as a platform passes it on, whatever this person can see."""
    event = Press(
        f"slack:{who.user}:{button}", Who("slack", SPACE, who.user), Where("slack:T1/D1"), button, "", None, True
    )
    return support.company.does(support.company.app.handle(event))  # type: ignore[no-any-return]


def grid(member: object, name: str) -> str:
    """The newest line of the grid about this person."""
    card = next(one for one in reversed(member.seen) if "■ there" in one.message.letters())  # type: ignore[attr-defined]
    return next(line for line in card.message.letters().split("\n") if line.strip("` ").startswith(name))


def test_the_manager_sees_the_month_and_the_card_keeps_itself_up_to_date(support: SimpleNamespace) -> None:
    support.boss.types("/occupancy")
    assert "Support: November 2026" in support.boss.last
    assert grid(support.boss, "Ana").count("□") == 0
    asked(support)
    assert grid(support.boss, "Ana").count("?") == 2
    support.boss.presses("Approve")
    assert grid(support.boss, "Ana").count("□") == 2
    card = next(one.message for one in reversed(support.boss.seen) if "■ there" in one.message.letters())
    picture = next(node for node in card.body if isinstance(node, Chart))
    assert picture.values[picture.labels.index("24")] == 66
    support.ana.presses("Cancel this leave")
    assert grid(support.boss, "Ana").count("□") == 0


def test_the_minimum_is_changed_in_chat_by_who_leads_the_team(support: SimpleNamespace) -> None:
    support.boss.types("/occupancy")
    support.boss.presses("Minimum…")
    support.boss.fills_in(people="3", start="2026-11-01")
    asked(support)
    assert "2 days below the minimum if all is granted" in support.boss.seen[0].message.letters()
    assert support.company.read(lambda tx: calendar.minimum_on(tx, support.team, date(2026, 11, 24))) == (3, 0)
    support.noor.types("/bezetting")
    assert "Minimum…" not in support.noor.buttons
    for who, refused in ((support.joris, NotAllowed), (support.boss, FieldError)):
        with pytest.raises(refused):
            support.company.write(
                lambda tx, who=who: timeoff.set_minimum(
                    tx, people.get(tx, who.id), support.team, date(2026, 11, 1), 2 if who is support.joris else -1
                )
            )


def test_teams_below_have_a_line_of_their_own_and_strangers_see_nothing(support: SimpleNamespace) -> None:
    """T10: a button's number that was guessed shows no other team."""
    night = support.company.team("Night desk", support.team)
    support.company.person("Eva Post", night, support.boss)
    support.boss.types("/occupancy support")
    assert "Night desk" in support.boss.last
    assert grid(support.boss, "Eva")
    support.boss.presses("Look")
    assert "Night desk: November 2026" in support.boss.seen[0].message.letters()
    stranger = support.company.person("Otto Kaya", support.company.team("Sales"))
    stranger.types("/occupancy support")
    assert "you may not see it" in stranger.notice
    assert "you may not see it" in clicks(support, stranger, f"timeoff.month_now:{support.team}").notice


def test_sick_and_leave_look_alike_in_the_month(support: SimpleNamespace) -> None:
    """Rules 41 and 42."""
    support.boss.types("/occupancy")
    support.ana.types("/timeoff sick")
    assert grid(support.boss, "Ana").count("□") == 7


def test_another_month_is_one_click_away(support: SimpleNamespace) -> None:
    support.noor.types("/bezetting")
    support.noor.presses("December")
    assert "Support: december 2026" in support.noor.last
    support.noor.presses("Deze maand")
    assert "Support: november 2026" in support.noor.last


def test_a_minimum_of_the_team_above_counts_too(support: SimpleNamespace) -> None:
    """Rule 43 with teams below: the department's minimum warns on a team's card."""
    night = support.company.team("Night desk", support.team)
    eva = support.company.person("Eva Post", night, support.boss)
    support.company.write(lambda tx: calendar.set_minimum(tx, support.team, date(2026, 1, 1), 4))
    eva.types("/timeoff 24 nov")
    eva.presses("Request")
    support.boss.presses("Approve")
    assert "Fewer than the minimum" in support.boss.form.form.intro


def test_three_requests_without_a_clash_are_one_click(support: SimpleNamespace) -> None:
    """T12, T24: each is decided by the rule at the click."""
    for who, when in (("ana", "24 nov"), ("joris", "25 nov"), ("noor", "26 nov")):
        one = getattr(support, who)
        one.types(f"/timeoff {when}")
        one.presses("Request" if who != "noor" else "Aanvragen")
    shown = clicks(support, support.boss, "timeoff.waiting:0").reply
    assert "3 requests, no clash" in shown.letters()
    pressed = next(control for control in shown.controls() if control.label == "Approve all")
    refused = clicks(support, support.joris, pressed.id)
    assert "may not decide" in refused.notice or "can decide" in refused.notice
    assert "3 requests approved" in clicks(support, support.boss, pressed.id).replace.letters()
    for one in (1, 2, 3):
        assert support.company.read(lambda tx, one=one: timeoff.find(tx, one)).status == "approved"


def test_what_would_clash_together_is_not_approved_together(support: SimpleNamespace) -> None:
    support.company.write(lambda tx: calendar.set_minimum(tx, support.team, date(2026, 1, 1), 2))
    asked(support, "ana", "24 nov")
    asked(support, "joris", "24 nov")
    found = support.company.read(
        lambda tx: timeoff.together(tx, timeoff.waiting_for(tx, people.get(tx, support.boss.id)))
    )
    assert [one.person_id for one in found] == [support.ana.id]


def test_monday_brings_the_week_to_who_leads(support: SimpleNamespace) -> None:
    asked(support, "ana")
    support.boss.presses("Approve")
    asked(support, "joris", "30 nov")
    support.company.until(date(2026, 11, 23), 9, 5)
    week = next(
        one.message.letters() for one in reversed(support.boss.seen) if "Your team this week" in one.message.summary
    )
    assert "Tue 24 Nov: Ana Bakker" in week
    assert "Joris Mulder" in week
    assert not support.joris.sees("Your team this week")


def test_hr_sees_what_nobody_answers(support: SimpleNamespace) -> None:
    dutch(support)
    asked(support, "ana", "7 dec")
    support.hr.types("/timeoff stuck")
    assert "had an answer in time" in support.hr.last
    support.company.until(date(2026, 11, 25), 10)
    support.hr.types("/timeoff stuck")
    assert "Ana Bakker" in support.hr.last
    with pytest.raises(NotAllowed):
        support.company.read(lambda tx: timeoff.stuck(tx, people.get(tx, support.ana.id)))


def test_a_minimum_in_percent_follows_who_is_scheduled(support: SimpleNamespace) -> None:
    """Rule 43: 70 % of three people is more than two; of nobody it is nothing; and it never refuses."""
    support.boss.types("/occupancy")
    support.boss.presses("Minimum…")
    support.boss.fills_in(people="70", unit="percent", start="2026-11-01")
    assert support.company.read(lambda tx: calendar.minimum_on(tx, support.team, date(2026, 11, 24))) == (0, 70)
    asked(support, "ana", "24 nov")
    support.boss.presses("Approve")
    assert "Fewer than the minimum" in support.boss.form.form.intro
    support.boss.fills_in(reason="We manage")
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "approved"
    saturday = support.company.read(
        lambda tx: calendar.occupancy(tx, support.team, date(2026, 11, 28), date(2026, 11, 28))
    )[0]
    assert (saturday.minimum, saturday.short) == (None, False)
    for wrong in (101, -1):
        with pytest.raises(FieldError):
            support.company.write(
                lambda tx, wrong=wrong: timeoff.set_minimum(
                    tx, people.get(tx, support.boss.id), support.team, date(2026, 11, 1), wrong, percent=True
                )
            )


def test_so_many_of_a_team_with_one_type_and_only_who_decides_hears_it(support: SimpleNamespace) -> None:
    """Features 2.1, rule 43: the third asks without reading what others have; a yes takes a reason."""
    dutch(support)
    policy(support, "together", 1, "unpaid")
    for who in ("ana", "joris"):
        one = getattr(support, who)
        one.types("/timeoff unpaid leave 24 nov")
        assert "as the rules say" not in one.last
        one.presses("Request")
    found = support.company.read(
        lambda tx: timeoff.together(tx, timeoff.waiting_for(tx, people.get(tx, support.boss.id)))
    )
    assert [one.person_id for one in found] == [support.ana.id]
    support.company.write(lambda tx: timeoff.decide(tx, people.get(tx, support.boss.id), 1, 1, approve=True))
    support.boss.presses("Approve")
    assert "On Tue 24 Nov as many of the team" in support.boss.form.form.intro
    support.boss.fills_in(reason="Both are fine")
    assert support.company.read(lambda tx: timeoff.find(tx, 2)).status == "approved"
