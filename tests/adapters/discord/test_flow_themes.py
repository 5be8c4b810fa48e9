"""A consultation, and questions at a date of one's own, over the real discord.py."""

from datetime import date, timedelta

import pytest

from core.people.models import Grant, Person
from tests.adapters.discord.conftest import Colleague, Office

pytestmark = pytest.mark.wire
FACES = {1: "1 😟", 2: "2 🙁", 3: "3 😐", 4: "4 🙂", 5: "5 😀"}
HOSTILE = "@everyone **Shifts** [free](https://evil.example)"


async def granted(office: Office, who: Colleague, role: str) -> None:
    await office.db.write(lambda tx: tx.add(Grant(person_id=who.id, role=role)))


async def passes(office: Office, days: int) -> None:
    """Each morning at a quarter to eight, before nine, and at nine."""
    for _day in range(days):
        for minutes in (22 * 60 + 45, 65, 10):
            office.clock.move(timedelta(minutes=minutes))
            await office.worker.drain()


async def test_a_consultation_from_asking_to_a_decision_that_all_hear_t46_t49(office: Office) -> None:
    discord = office.discord
    mark = await office.hires("Mark Visser")
    await granted(office, mark, "survey_owner")
    crew = [await office.hires(f"Crew{n} Jansen", mark) for n in range(6)]
    form = (await mark.types("pulse-consult")).modal
    seen = await mark.sends(form, theme="400", about=HOSTILE, who=f"team:{office.team}", mode="confidential")
    assert "for five working days" in seen.text
    await mark.presses("Ask them")
    (card,) = office.standing()
    for turn, one in enumerate(crew[:5]):
        question = await one.presses("Answer", on=card)
        assert question.ephemeral
        for tap in range(3):
            await one.presses(FACES[1 + (turn + tap) % 5])
    await passes(office, 8)
    assert [discord.dms(one.account) for one in crew] == [[]] * 6, (
        "nobody is written to, or reminded where others see it"
    )
    await mark.types("pulse-consult")
    await mark.presses("1 · Look")
    await mark.sends((await mark.presses("Open the discussion…")).modal)
    await mark.types("pulse-consult")
    await mark.presses("1 · Look")
    closing = (await mark.presses("Close with a decision…")).modal
    await mark.sends(closing, summary="Most want to choose.", decision="By choice.", reasons="Enough want one.")
    await passes(office, 2)
    await crew[5].types("pulse-consult")
    told = await crew[5].presses("1 · Look")
    assert "By choice." in told.text
    assert "Enough want one." in told.text


async def test_a_newcomer_is_asked_on_the_day_and_answers_where_only_they_see_it(office: Office) -> None:
    mark = await office.hires("Mark Visser")
    await granted(office, mark, "hr")
    new = await office.hires("Nel Nieuw", mark)

    def began(tx) -> None:
        tx.get_one(Person, new.id).started_on = date(2026, 11, 20) - timedelta(days=27)

    await office.db.write(began)
    await mark.types("pulse-moments")
    await mark.presses("1 · Look at it")
    on = await mark.presses("Switch on")
    assert "Since" in on.text
    await passes(office, 4)
    (card,) = office.standing()
    assert "Nel" not in card.text, "nobody else reads what it is or whose"
    assert "month" not in card.text
    shown = await new.presses("Open", on=card)
    assert shown.ephemeral
    assert "Your first month here" in shown.text
    for value in (4, 5, 2, 3):
        await new.presses(FACES[value])
    assert "You answered 4 🙂, 5 😀, 2 🙁, 3 😐" in new.private.text
