"""News on the real Bolt: what must be read, put right, and a question without a name from its slip to the answer."""

import re
from pathlib import Path

import pytest
from sqlalchemy import update

from core.db import Tx
from core.people.models import Person
from tests.adapters.slack.hiring import hire, rule, team, thread
from tests.adapters.slack.office import office

pytestmark = pytest.mark.wire
HOSTILE = "<!channel> *We move* & <https://evil.example|free>"


async def test_a_post_its_taps_and_a_question_to_the_top_t16_t40(tmp_path: Path) -> None:
    """T16: what was typed rings nobody. T40: the question stands under nobody's name."""
    async with office(tmp_path) as here:
        slack, ana, mark, noor = here.slack, here.ana, here.mark, here.noor
        support = await team(here, "Crew", (here.support, "team"))
        crew = [await hire(here, f"U0CREW{n}", f"Crew{n} Jansen", support) for n in range(4)]
        await rule(here, lambda tx: _all_in(tx, support, here.ids[mark.id]))
        await here.types(mark, "/news write", here.support)
        await here.submits(mark, line=HOSTILE, words=f"{HOSTILE}\nFrom March.", kind="must_read")
        assert "7 people" in here.passing(mark).words
        assert slack.messages(here.support) == []
        await here.presses(mark, here.passing(mark), "Post it")
        (card,) = slack.messages(here.support)
        assert "broadcast" not in str(card.blocks)
        assert "<!channel>" in card.words
        await here.presses(ana, here.last(ana), "I have read it")
        assert "You tapped that you read this" in here.last(ana).words
        await here.presses(crew[0], card, "I have read it")
        await here.types(mark, "/news")
        await here.presses(mark, here.last(mark), "Open")
        assert "2 of 7" in here.last(mark).words
        await here.presses(mark, here.last(mark), "Put it right…")
        await here.submits(mark, words="From April.")
        assert "From April." in card.words
        assert "From April." in here.last(ana).words

        await here.presses(noor, card, "Ask a question…")
        await here.submits(noor, words="Wie betaalt de trein?", how="nameless")
        (slip,) = re.findall(r"Je briefje: \**((?:\w+ ){3}\w+)", here.passing(noor).words)
        await here.passes(hours=4)
        assert "Wie betaalt de trein?" in here.last(mark).words
        assert "Noor" not in here.last(mark).words
        await here.presses(mark, here.last(mark), "Show it")
        (question,) = thread(here, card)
        await here.presses(ana, question, "I want to know too · 0")
        await here.presses(mark, here.last(mark), "Answer…")
        await here.submits(mark, words="The company does.")
        assert "The company does." in question.words
        await here.types(noor, "/nieuws briefje")
        await here.submits(noor, slip=slip)
        assert "The company does." in here.last(noor).words


def _all_in(tx: Tx, team_id: int, boss: int) -> None:
    tx.execute(update(Person).values(team_id=team_id))
    tx.execute(update(Person).where(Person.id != boss).values(manager_id=boss))
