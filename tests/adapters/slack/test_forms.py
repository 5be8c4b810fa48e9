"""Forms as modals: every kind of field, errors at their fields, another form in place, the way back."""

import pytest

from adapters.slack.incoming import origin
from tests.adapters.slack.office import Office
from tests.wire.slack import ClientRefused

pytestmark = pytest.mark.wire


async def test_a_bare_command_opens_a_form_with_an_error_at_its_field_then_goes_through(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await here.types(ana, "/timeoff", here.support)
    modal = slack.modal(ana)
    assert modal.title == "Time off"
    ack = await here.submits(ana, **{"when": "2026-11-27", "when.last": "2026-11-24"})
    assert set(ack.errors) == {"when"}
    assert slack.modal(ana) is modal
    ack = await here.submits(ana, **{"when": "2026-11-24", "when.last": "2026-11-27", "note": "Skiing"})
    assert ack.payload == {}
    assert slack.views(ana) == []
    assert "4 working days · 32 hours" in here.passing(ana).words
    assert "Skiing" in here.passing(ana).words
    await here.presses(ana, here.passing(ana), "Request")
    assert "Skiing" in here.last(here.mark).words


async def test_a_form_opened_from_a_private_message_changes_that_message(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await here.types(ana, "/timeoff 24 nov", here.support)
    before = here.passing(ana)
    await here.presses(ana, before, "Change…")
    assert origin(slack.modal(ana).body)["p"] is True
    await here.submits(ana, **{"when": "2026-11-26"})
    assert "Thu 26 Nov" in before.words
    assert len(slack.ephemerals(ana)) == 1


async def test_every_kind_of_field_comes_through(here: Office) -> None:
    ana = here.ana
    await here.types(ana, "/everything")
    with pytest.raises(ClientRefused):
        await here.submits(ana, words="x" * 21)
    answers = {"words": "<b> & co", "amount": "7.5", "days": "2026-11-24", "few": "v1", "who": here.mark}
    await here.submits(ana, **answers)
    words = here.last(ana).words
    assert "days*\n2026-11-24" in words
    assert "&lt;b&gt; &amp; co" in words
    assert f"who*\n{here.ids['U0MARK']}" in words
    await here.types(ana, "/everything more")
    await here.submits(ana, many="v3", some=["v0", "v2"], day="2026-12-01")
    assert "v3 ('v0', 'v2') ('v1', 'v2') True" in here.last(ana).words


async def test_a_guest_or_a_bot_is_no_colleague(here: Office) -> None:
    ana = here.ana
    await here.types(ana, "/everything")
    for nobody in (here.eve, here.slack.workspace.bot):
        ack = await here.submits(ana, words="a", days="2026-11-24", few="v1", who=nobody)
        assert "colleague" in str(ack.errors)


async def test_errors_of_the_rule_and_another_form_in_place(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await here.types(ana, "/smallcard")
    await here.presses(ana, here.last(ana), "Say…")
    assert (await here.submits(ana, text="no")).errors == {"text": "Not that."}
    await here.submits(ana, text="more")
    assert slack.modal(ana).title == "More"
    await slack.close(ana)
    await here.presses(ana, here.last(ana), "Say…")
    await here.submits(ana, text="*yes*")
    assert "*yes*" in here.last(ana).words
    assert len(slack.messages(ana)) == 1


async def test_the_form_speaks_the_readers_language(here: Office) -> None:
    slack, noor = here.slack, here.noor
    await here.types(noor, "/verlof")
    assert "eerste dag" in slack.modal(noor).words
    assert "laatste dag" in slack.modal(noor).words


async def test_a_response_url_that_has_expired_gives_way_to_a_direct_message(here: Office) -> None:
    ana = here.ana
    await here.types(ana, "/timeoff", here.support)
    here.slack.clock.skip(31 * 60)
    await here.submits(ana, **{"when": "2026-11-24"})
    assert "1 working day" in here.last(ana).words
    assert here.slack.refusals[-1] == ("response_url", "expired_url")
    here.slack.forgive("expired_url")
