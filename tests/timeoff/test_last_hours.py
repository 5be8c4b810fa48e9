"""A hundred attempts at once on the last hours: exactly one wins, and the ledger never goes below its floor (T23)."""

import asyncio
from types import SimpleNamespace
from typing import Any

from core import people, timeoff
from core.db import Tx
from core.errors import UserError
from core.timeoff import Wish
from core.when import Range
from tests.timeoff.rules import day, grant, hire, ledger

ATTEMPTS = 100


def at_once(support: SimpleNamespace, units: list[Any]) -> list[Any]:
    """All of these in flight together; gives what each returned, or the refusal's kind."""

    async def one(unit: Any) -> Any:
        try:
            return await support.company.db.write(unit)
        except UserError as refusal:
            return refusal.kind

    async def all_of_them() -> list[Any]:
        return list(await asyncio.gather(*map(one, units)))

    return support.company.run(all_of_them())  # type: ignore[no-any-return]


def test_a_hundred_requests_for_the_last_hours(support: SimpleNamespace) -> None:
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "extra:2026", 480, "2026-01-01")
    monday = day("2026-11-23")

    def ask(number: int) -> Any:
        # Each asks for another working day, so only the hours stand in the way.
        week, weekday = divmod(number, 5)
        one = monday.fromordinal(monday.toordinal() + 7 * week + weekday)
        return lambda tx: timeoff.ask(tx, people.get(tx, kim.id), Wish(Range(one, one)))

    answers = at_once(support, [ask(number) for number in range(ATTEMPTS)])
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert answers.count("insufficient_balance") == ATTEMPTS - 1


def test_a_hundred_answers_to_one_request_and_its_withdrawal(support: SimpleNamespace) -> None:
    kim = hire(support, "Kim de Wit")
    grant(support, kim.id, "extra:2026", 480, "2026-01-01")
    kim.types("/timeoff 24 nov")
    kim.presses("Request")

    def decide(number: int) -> Any:
        def unit(tx: Tx) -> Any:
            if number == 50:
                return timeoff.take_back(tx, people.get(tx, kim.id), 1).status
            return timeoff.decide(tx, people.get(tx, support.boss.id), 1, 1, approve=True).status

        return unit

    answers = at_once(support, [decide(number) for number in range(ATTEMPTS)])
    assert answers.count("approved") <= 1
    assert answers.count("approved") + answers.count("withdrawn") + answers.count("cancelled") in (1, 2)
    assert sum(minutes for _entry, minutes, _pot in ledger(support, kim.id)) in (0, 480)
