"""Units of work on both databases: each stands or falls alone, and none of them ends the transaction itself."""

import asyncio
import threading
from collections import Counter

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from core.clock import SetClock
from core.db import Database, Tx
from core.errors import UserError
from core.people.models import Team
from tests.db.rows import ADD, all_at_once, mapped, names, prepared
from tests.lite import FRIDAY, Lite


def _refused(tx: Tx) -> None:
    tx.add(Team(name="never"))
    tx.flush()
    raise UserError("Not today. Try tomorrow.")


def _mapped_twice(tx: Tx) -> None:
    tx.add_all([Team(name="also never"), Team(name="there already")])
    tx.flush()


def _prepared_twice(tx: Tx) -> None:
    tx.run(ADD, name="nor this")
    tx.run(ADD, name="there already")


def _mistaken(tx: Tx) -> None:
    tx.run(ADD, name="nor that")
    raise ValueError("a mistake in a rule")


def test_of_seven_hundred_units_a_hundred_fail_and_six_hundred_stand(lite: Lite) -> None:
    """T61: an error in a rule, a refusal, or a key that is taken undoes its own unit and nobody else's."""
    lite.write(prepared("there already"))
    wrong = (_refused, _mapped_twice, _prepared_twice, _mistaken)
    units = [
        wrong[number // 7 % 4] if number % 7 == 0 else (mapped if number % 2 else prepared)(f"team {number}")
        for number in range(700)
    ]
    results = lite.loop.run_until_complete(all_at_once(lite.database, units))
    kinds = Counter(type(result).__name__ for result in results)
    assert kinds == {"NoneType": 600, "UserError": 25, "IntegrityError": 50, "ValueError": 25}
    expected = {f"team {number}" for number in range(700) if number % 7} | {"there already"}
    assert set(lite.read(names)) == expected
    assert len(lite.read(names)) == 601


@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_a_rule_neither_commits_nor_rolls_back(lite: Lite, ending: str) -> None:
    """T61: half a unit is never saved, and a neighbour's work is never thrown away."""

    def rule(tx: Tx) -> None:
        tx.run(ADD, name="half")
        tx.add(Team(name="other half"))
        tx.flush()
        getattr(tx, ending)()

    with pytest.raises(RuntimeError, match="a rule does not"):
        lite.write(rule)
    assert lite.read(names) == []


def test_an_iterator_that_ran_out_in_a_rule_is_an_error_like_any_other(lite: Lite) -> None:
    """A rule that calls next() on nothing answers with an error, and so do its neighbours get their answers."""

    def rule(tx: Tx) -> None:
        next(iter(()))

    units = [prepared("before"), rule, prepared("after")]
    before, wrong, after = lite.loop.run_until_complete(
        asyncio.wait_for(all_at_once(lite.database, units), 5),
    )
    assert before is None
    assert after is None
    assert isinstance(wrong, RuntimeError)
    assert sorted(lite.read(names)) == ["after", "before"]


def test_what_a_unit_gives_back_is_saved_by_then(lite: Lite) -> None:
    """T61: an answer is only given after the commit: a reader sees it at once."""

    async def morning() -> list[int]:
        seen = []
        for number in range(30):
            await lite.database.write(prepared(f"team {number}"))
            seen.append(len(await lite.database.read(names)))
        return seen

    assert lite.loop.run_until_complete(morning()) == list(range(1, 31))


def test_objects_and_prepared_statements_see_each_other_inside_a_unit(lite: Lite) -> None:
    def rule(tx: Tx) -> tuple[list[str], int]:
        tx.add(Team(name="mapped"))
        tx.flush()
        tx.run(ADD, name="prepared")
        counted = tx.execute(select(func.count()).select_from(Team)).scalar_one()
        return names(tx), counted

    assert lite.write(rule) == (["mapped", "prepared"], 2)


def test_a_reader_sees_one_moment(lite: Lite) -> None:
    """What somebody else saves while a report is made does not change its sums half-way."""
    lite.write(prepared("early"))

    async def elsewhere() -> None:
        other = Database(lite.database.url, SetClock(FRIDAY))
        await other.write(prepared("late"))
        await other.close()

    def report(tx: Tx) -> tuple[int, int]:
        first = len(names(tx))
        writer = threading.Thread(target=lambda: asyncio.run(elsewhere()))
        writer.start()
        writer.join()
        return first, len(names(tx))

    assert lite.read(report) == (1, 1)
    assert lite.read(names) == ["early", "late"]


@pytest.mark.parametrize("unit", [prepared("x"), mapped("x")], ids=["prepared", "mapped"])
def test_a_reader_cannot_write(lite: Lite, unit: object) -> None:
    with pytest.raises(Exception, match=r"read-?only") as refused:
        lite.read(unit)  # type: ignore[arg-type]
    assert isinstance(refused.value, DBAPIError) or "readonly" in str(refused.value)
    lite.write(prepared("written"))
    assert lite.read(names) == ["written"]


def test_a_reader_is_clean_again_after_an_error(lite: Lite) -> None:
    for _number in range(10):
        with pytest.raises(DBAPIError):
            lite.read(lambda tx: tx.execute(text("SELECT nothing FROM nowhere")).all())
    assert lite.read(names) == []
