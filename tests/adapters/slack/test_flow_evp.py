"""The yearly survey over the real Bolt: six taps, and its gaps and groups as pictures and numbers."""

from pathlib import Path

import pytest

from bots.ui import Chart
from core import surveys
from tests.adapters.evp_year import announced, answered
from tests.adapters.slack.hiring import grant, hire, rule, team
from tests.adapters.slack.office import office

pytestmark = pytest.mark.wire


async def picture(chart: Chart) -> bytes | None:
    return b"\x89PNG\r\n\x1a\n" + chart.title.encode()


async def test_the_yearly_survey_from_asking_to_a_picture_of_groups(tmp_path: Path) -> None:
    async with office(tmp_path, pictures=picture) as here:
        slack, mark = here.slack, here.mark
        support, sales = await team(here, "Support"), await team(here, "Sales")
        crew = [await hire(here, f"U0CREW{n}", f"Crew{n} Jansen", (support, sales)[n % 2]) for n in range(24)]
        await grant(here, mark, "survey_owner")
        await rule(here, lambda tx: announced(tx, here.ids[mark.id]))
        await here.types(mark, "/evp")
        await here.presses(mark, here.last(mark), "Ask everybody…")
        await here.submits(mark, question="903", mode="anonymous", by="team")
        assert "28 people" in here.last(mark).words
        await here.presses(mark, here.last(mark), "Ask everybody")
        first, *others = crew
        await here.types(first, "/pulse mine")
        await here.presses(first, here.last(first), "Answer")
        for tap in range(6):
            card = here.last(first)
            if tap == 2:
                assert "How well do we do what we say about this? Training" in card.words
                assert "A day a month to learn." in card.words
            await here.presses(first, card, f"{4 - tap % 3} {surveys.FACES[4 - tap % 3]}")
        assert "Thank you." in here.last(first).words
        await rule(here, lambda tx: answered(tx, [here.ids[one.id] for one in others]))
        await here.passes(days=17)
        (to_share,) = [one for one in slack.messages(mark) if "look at it, and share it" in one.words]
        await here.presses(mark, to_share, "Share it…")
        await here.submits(mark, words="Thank you. Pay comes first.")
        await here.types(first, "/pulse results")
        result = here.last(first)
        assert "Thank you. Pay comes first." in result.words
        assert "The largest gap between what matters and what is there: Training (+2" in result.words
        assert [block["alt_text"] for block in result.blocks if block["type"] == "image"]
        await here.presses(first, result, "By group")
        groups = here.last(first)
        assert "Sales: Training 2 · Growth " in groups.words

        assert len([block for block in groups.blocks if block["type"] == "image"]) == 1
