"""A consultation, and questions at a date of one's own, over the real Bolt."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.adapters.slack.hiring import grant, hire, team
from tests.adapters.slack.office import office

pytestmark = pytest.mark.wire
FACES = {1: "1 😟", 2: "2 🙁", 3: "3 😐", 4: "4 🙂", 5: "5 😀"}
HOSTILE = "<!channel> *Shifts* & <https://evil.example|free>"


async def test_a_consultation_from_asking_to_a_decision_that_all_hear_t46_t49(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        slack, mark = here.slack, here.mark
        support = await team(here, "Support", (here.support, "team"))
        crew = [await hire(here, f"U0CREW{n}", f"Crew{n} Jansen", support) for n in range(6)]
        await grant(here, mark, "survey_owner")
        await here.types(mark, "/pulse consult")
        await here.submits(mark, theme="400", about=HOSTILE, who=f"team:{support}", mode="confidential")
        assert "for five working days" in here.last(mark).words
        await here.presses(mark, here.last(mark), "Ask them")
        for turn, one in enumerate(crew[:5]):
            (card,) = slack.messages(one)
            assert "broadcast" not in str(card.blocks), "what was typed rings nobody"
            assert "<!channel>" in card.words
            for tap in range(3):
                await here.presses(one, card, FACES[1 + (turn + tap) % 5])
        await here.passes(days=6)
        quiet = [one.words for one in slack.messages(crew[5])]
        assert sum("wait for you: Consultation: Working hours" in words for words in quiet) <= 1
        await here.passes(days=2)
        await here.types(mark, "/pulse consult")
        await here.presses(mark, here.last(mark), "Look")
        await here.presses(mark, here.last(mark), "Open the discussion…")
        await here.submits(mark)
        (root,) = [one for one in slack.messages(here.support) if "Discussion: Working hours" in one.words]
        assert "broadcast" not in str(root.blocks)
        await here.types(mark, "/pulse consult")
        await here.presses(mark, here.last(mark), "Look")
        await here.presses(mark, here.last(mark), "Close with a decision…")
        await here.submits(mark, summary="Most want to choose.", decision="By choice.", reasons="Enough want one.")
        await here.passes(days=3)
        for one in crew:
            heard = [said.words for said in slack.messages(one) if "By choice." in said.words]
            assert heard, one.id
            assert "Enough want one." in heard[0]


async def test_a_newcomer_is_asked_on_the_day_and_answers_in_place(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        slack, mark = here.slack, here.mark
        support = await team(here, "Support")
        today = date(2026, 11, 20)
        new = await hire(here, "U0NEW", "Nel Nieuw", support, started=today - timedelta(days=27))
        await grant(here, mark, "hr")
        await here.types(mark, "/pulse moments")
        await here.presses(mark, here.last(mark), "surveys.moment:0")
        await here.presses(mark, here.last(mark), "Switch on")
        assert "Since" in here.last(mark).words
        for _day in range(3):
            for minutes in (22 * 60 + 45, 65, 10):
                await here.passes(minutes=minutes)
        (card,) = slack.messages(new)
        assert "Your first month here" in card.words
        for value in (4, 5, 2, 3):
            await here.presses(new, card, FACES[value])
        assert "You answered 4 🙂, 5 😀, 2 🙁, 3 😐" in card.words
        assert not any("Nel" in one.words for one in slack.messages(here.support)), "it stays between the two"
