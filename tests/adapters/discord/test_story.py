"""Time off over the wire: the same conversation as in the playground, on the real discord.py."""

import pytest

from tests.adapters.discord.conftest import Office

pytestmark = pytest.mark.wire


async def test_one_line_a_private_preview_the_place_card_and_the_answer(office: Office) -> None:
    boss = await office.hires("Mark Visser")
    ana = await office.hires("Ana Bakker", boss)
    preview = await ana.types("timeoff", when="24 nov - 27 nov")
    assert preview.kind == "message"
    assert preview.ephemeral
    assert "Time off Tue 24 – Fri 27 Nov" in preview.text
    assert "4 working days · 32 hours" in preview.text
    sent = await ana.presses("Request")
    assert (sent.kind, sent.ephemeral) == ("update", True)
    assert "Mark Visser decides" in sent.text

    (card,) = office.standing()
    assert card.text == "Something waits for a colleague here"
    assert "Ana" not in str(card.payload)
    refused = await ana.presses("Open", on=card)
    assert "This is for somebody else" in refused.text
    opened = await boss.presses("Open", on=card)
    assert (opened.kind, opened.ephemeral) == ("message", True)
    assert "Ana Bakker asks for time off" in opened.text
    decided = await boss.presses("Approve")
    assert decided.kind == "update"
    assert "Already approved by Mark Visser" in decided.text
    assert decided.message is not None
    assert "Approve" not in decided.message.buttons
    assert office.standing()[0].text == "Something waits for a colleague here"
