"""A menu that asks us for its options while somebody types."""

import pytest

from tests.adapters.slack.office import Office

pytestmark = pytest.mark.wire


async def test_letters_give_options_and_the_chosen_one_arrives(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await here.types(ana, "/fruit")
    found = await slack.look_up(ana, slack.modal(ana), "which", "ap")
    assert [one["text"]["text"] for one in found] == ["Apple", "Apricot"]
    assert len(await slack.look_up(ana, slack.modal(ana), "which", "")) == 25
    assert await slack.look_up(ana, slack.modal(ana), "which", "zzz") == []
    await here.submits(ana, which=found[1])
    assert here.last(ana).words == "You took f1"
