"""Every rule that reads before it writes, twice at once: one wins, and the ledger never goes below its floor (T23)."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from core import calendar, people, timeoff
from core.db import Tx
from core.errors import Stale, UserError
from core.people.models import Grant, Person
from core.timeoff import Entry, Status
from core.when import Range
from tests.lite import FRIDAY, Lite

PEOPLE = range(1, 41)
BOSS, HR = 101, 102
MONDAY = date(2026, 11, 23)
DAY = 480


def _day(number: int) -> Range:
    day = MONDAY + timedelta(days=number)
    return Range(day, day)


@pytest.fixture
def staffed(lite: Lite) -> Lite:
    """Forty people with a boss, HR, and one working day of leave each."""

    def move_in(tx: Tx) -> None:
        for one in (BOSS, HR):
            tx.add(Person(id=one, name=f"Person {one}"))
        tx.flush()
        tx.add(Grant(person_id=HR, role="hr"))
        for one in PEOPLE:
            tx.add(Person(id=one, name=f"Person {one}", manager_id=BOSS))
        tx.flush()
        for one in (*PEOPLE, BOSS, HR):
            calendar.set_pattern(tx, one, date(2020, 1, 1), (DAY, DAY, DAY, DAY, DAY, 0, 0))
        for one in PEOPLE:
            timeoff.write_line(tx, one, FRIDAY.date(), DAY, Entry.GRANT)

    lite.write(move_in)
    return lite


def _at_once(lite: Lite, rules: list[Callable[[Tx], Any]]) -> list[Any]:
    async def all_of_them() -> list[Any]:
        return await asyncio.gather(*(lite.database.write(rule) for rule in rules), return_exceptions=True)

    results = lite.loop.run_until_complete(all_of_them())
    strange = [result for result in results if isinstance(result, BaseException) and not isinstance(result, UserError)]
    assert not strange
    return results


def _by_person(results: list[Any]) -> list[list[Any]]:
    """The tries of each of the forty, which stand beside each other so that they truly meet."""
    tries = len(results) // len(PEOPLE)
    return [results[position : position + tries] for position in range(0, len(results), tries)]


def _asks(person: int, days: Range) -> Callable[[Tx], Any]:
    return lambda tx: timeoff.request(tx, people.get(tx, person), days, "")


def _decides(by: int, number: int, approve: bool, version: int = 1) -> Callable[[Tx], Any]:
    return lambda tx: timeoff.decide(tx, people.get(tx, by), number, version, approve=approve, reason="busy")


def _takes_back(person: int, number: int) -> Callable[[Tx], Any]:
    return lambda tx: timeoff.take_back(tx, people.get(tx, person), number)


def _won(results: list[Any]) -> int:
    return sum(not isinstance(result, UserError) for result in results)


def _lines(lite: Lite, person: int) -> list[tuple[str, int]]:
    return lite.read(
        lambda tx: [(line.entry.value, line.minutes) for line in timeoff.explain(tx, people.get(tx, HR), person)]
    )


def _never_below(lite: Lite) -> None:
    for person in PEOPLE:
        assert lite.read(lambda tx, person=person: timeoff.balance_of(tx, person)).available >= 0


@pytest.mark.parametrize("same_day", [True, False], ids=["the same day", "different days"])
def test_the_last_hours_are_asked_for_once(staffed: Lite, same_day: bool) -> None:
    """T23: three clicks at the same instant, by each of forty people, on hours that are there once."""
    results = _at_once(staffed, [_asks(one, _day(0 if same_day else n)) for one in PEOPLE for n in range(3)])
    for one, mine in zip(PEOPLE, _by_person(results), strict=True):
        assert _won(mine) == 1, one
        assert len(staffed.read(lambda tx, one=one: timeoff.coming(tx, one, MONDAY))) == 1
    _never_below(staffed)


def test_a_hundred_tries_of_one_person(staffed: Lite) -> None:
    """T12, T23: a hundred parallel tries are one request."""
    assert _won(_at_once(staffed, [_asks(1, _day(0))] * 100)) == 1


@pytest.fixture
def asked(staffed: Lite) -> dict[int, int]:
    """Everybody has asked for Monday: the request's number by person."""
    return {
        one: staffed.write(lambda tx, one=one: timeoff.request(tx, people.get(tx, one), _day(0), "")) for one in PEOPLE
    }


def test_two_deciders_at_once_give_one_answer(staffed: Lite, asked: dict[int, int]) -> None:
    """T12, T23: yes from the manager and no from HR in the same instant: the first counts, the other hears it."""
    rules = [_decides(by, number, by == BOSS) for number in asked.values() for by in (BOSS, HR)]
    results = _by_person(_at_once(staffed, rules))
    for (person, number), mine in zip(asked.items(), results, strict=True):
        assert _won(mine) == 1
        assert [type(result) for result in mine if isinstance(result, UserError)] == [Stale]
        status = staffed.read(lambda tx, number=number: timeoff.find(tx, number)).status
        used = [("use", -DAY)] if status == Status.APPROVED else []
        assert _lines(staffed, person) == [("grant", DAY), *used]
    _never_below(staffed)


def test_fifty_clicks_on_approve_take_the_hours_once(staffed: Lite, asked: dict[int, int]) -> None:
    """T12: two devices and an impatient finger."""
    assert _won(_at_once(staffed, [_decides(by, asked[1], True) for by in (BOSS, HR)] * 25)) == 1
    assert _lines(staffed, 1) == [("grant", DAY), ("use", -DAY)]


def test_a_yes_and_a_withdrawal_at_once_agree_in_the_end(staffed: Lite, asked: dict[int, int]) -> None:
    """T23: either it was withdrawn and never approved, or approved and then cancelled; the hours are back either way."""
    rules = [rule for one in asked.items() for rule in (_decides(BOSS, one[1], True), _takes_back(*one))]
    results = _by_person(_at_once(staffed, rules))
    for (person, number), (decided, taken_back) in zip(asked.items(), results, strict=True):
        approved = not isinstance(decided, UserError)
        assert not isinstance(taken_back, UserError)
        status = staffed.read(lambda tx, number=number: timeoff.find(tx, number)).status
        assert status == (Status.CANCELLED if approved else Status.WITHDRAWN)
        lines = [("grant", DAY), *([("use", -DAY), ("return", DAY)] if approved else [])]
        assert sorted(_lines(staffed, person)) == sorted(lines)
        assert not staffed.read(lambda tx, person=person: calendar.away_between(tx, [person], MONDAY, MONDAY))
    _never_below(staffed)


def test_taking_back_twice_gives_the_hours_back_once(staffed: Lite, asked: dict[int, int]) -> None:
    """T23: cancel on the phone and on the laptop."""
    _at_once(staffed, [_decides(BOSS, number, True) for number in asked.values()])
    results = _at_once(staffed, [_takes_back(*one) for one in asked.items() for _try in range(3)])
    for person, mine in zip(asked, _by_person(results), strict=True):
        assert _won(mine) == 1
        assert sorted(_lines(staffed, person)) == [("grant", DAY), ("return", DAY), ("use", -DAY)]


def test_a_balance_that_shrank_is_spent_once(staffed: Lite) -> None:
    """T23: two requests wait, HR takes a day off the balance, both are approved in the same instant: one passes."""

    def prepare(tx: Tx) -> list[tuple[int, int]]:
        made = []
        for one in PEOPLE:
            timeoff.write_line(tx, one, FRIDAY.date(), DAY, Entry.GRANT)
            made += [(one, timeoff.request(tx, people.get(tx, one), _day(n), "")) for n in range(2)]
            timeoff.correct(tx, people.get(tx, HR), one, -DAY, "counted twice")
        return made

    waiting = staffed.write(prepare)
    results = _at_once(staffed, [_decides((BOSS, HR)[n % 2], number, True) for n, (_one, number) in enumerate(waiting)])
    for one, mine in zip(PEOPLE, _by_person(results), strict=True):
        assert _won(mine) == 1
        assert staffed.read(lambda tx, one=one: timeoff.balance_of(tx, one)).remaining == 0


def test_an_opening_balance_is_written_once(staffed: Lite) -> None:
    """T23: two imports of the same list at once."""
    rules = [
        lambda tx, one=one: timeoff.open_balance(tx, one, FRIDAY.date(), DAY) for one in PEOPLE for _try in range(3)
    ]
    results = _by_person(_at_once(staffed, rules))
    for one, mine in zip(PEOPLE, results, strict=True):
        assert sum(mine) == 1
        assert sorted(_lines(staffed, one)) == [("grant", DAY), ("opening", DAY)]
