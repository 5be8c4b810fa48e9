"""Whose turn it is: a week each, in order, passing over who is away."""

from datetime import date

import pytest

from core import calendar
from core.errors import UserError
from tests.company import Company

MONDAY = date(2026, 11, 23)


def test_people_take_a_week_each_and_who_is_away_is_passed_over(company: Company) -> None:
    team = company.team("Tech")
    ana, bo = company.person("Ana Jansen", team), company.person("Bo Visser", team)
    company.write(lambda tx: calendar.set_duty_order(tx, team, [ana.id, bo.id]))

    def turn(day: date) -> int | None:
        return company.read(lambda tx: calendar.on_duty(tx, team, day))

    first = turn(MONDAY)
    second = turn(date(2026, 11, 30))
    assert {first, second} == {ana.id, bo.id}
    assert [turn(date(2026, 11, 23 + day)) for day in range(5)] == [first] * 5
    assert turn(date(2026, 12, 7)) == first
    company.write(lambda tx: calendar.note_absence(tx, "test:1", first, MONDAY, MONDAY))
    assert turn(MONDAY) == second
    company.write(lambda tx: calendar.note_absence(tx, "test:2", second, MONDAY, MONDAY))
    assert turn(MONDAY) is None


def test_a_swap_takes_the_turn_on_its_days_only(company: Company) -> None:
    team = company.team("Tech")
    ana, bo = company.person("Ana Jansen", team), company.person("Bo Visser", team)
    company.write(lambda tx: calendar.set_duty_order(tx, team, [ana.id]))
    company.write(lambda tx: calendar.swap_duty(tx, team, bo.id, MONDAY, MONDAY))
    assert company.read(lambda tx: calendar.on_duty(tx, team, MONDAY)) == bo.id
    assert company.read(lambda tx: calendar.on_duty(tx, team, date(2026, 11, 24))) == ana.id
    with pytest.raises(UserError, match="Turn them round"):
        company.write(lambda tx: calendar.swap_duty(tx, team, bo.id, MONDAY, date(2026, 11, 22)))


def test_nobody_takes_turns_until_somebody_says_so(company: Company) -> None:
    team = company.team("Tech")
    company.person("Ana Jansen", team)
    assert company.read(lambda tx: calendar.on_duty(tx, team, MONDAY)) is None
