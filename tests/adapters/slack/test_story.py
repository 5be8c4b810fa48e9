"""Time off from the first word to the answer, over the real Bolt and Socket Mode."""

import pytest

from tests.adapters.slack.office import Office

pytestmark = pytest.mark.wire


async def test_asked_in_a_channel_decided_by_the_manager_heard_by_the_person(here: Office) -> None:
    slack, ana, mark = here.slack, here.ana, here.mark
    ack = await here.types(ana, "/timeoff 24 nov - 27 nov", here.support)
    assert ack.payload["response_type"] == "ephemeral"
    preview = here.passing(ana)
    assert "4 working days · 32 hours" in preview.words
    assert slack.messages(here.support) == []
    await here.presses(ana, preview, "Request")
    assert "Mark Visser decides" in here.passing(ana).words
    card = here.last(mark)
    assert "Ana Bakker asks for time off" in card.words
    assert card.text == "Ana Bakker asks for time off"
    await here.presses(mark, card, "Approve")
    assert "Approve" not in card.buttons
    assert len(slack.messages(mark)) == 1
    assert "Approved" in here.last(ana).words
