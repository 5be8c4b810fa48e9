"""Words to Townhall: in the direct conversation, by mention, in threads; and what it must not listen to."""

import pytest

from bots.chat import Said
from tests.adapters.slack.office import Office
from tests.adapters.slack.small import SEEN
from tests.wire.slack import Conversation, payloads
from tests.wire.slack.shapes import person_shape

pytestmark = pytest.mark.wire


async def test_words_in_the_direct_conversation_are_a_command(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await slack.says(ana, slack.dm(ana), "timeoff 24 nov")
    await here.settles()
    assert "1 working day" in here.last(ana).words
    await here.presses(ana, here.last(ana), "Request")
    assert "Mark Visser decides" in here.last(ana).words


async def test_a_command_in_words_that_needs_a_form_gives_a_button_to_it(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await slack.says(ana, slack.dm(ana), "timeoff")
    await here.settles()
    await here.presses(ana, here.last(ana), "Open form…")
    assert slack.modal(ana).title == "Time off"


async def test_words_that_are_no_command_get_help_and_a_mention_is_answered_privately(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await slack.says(ana, slack.dm(ana), "hello you")
    await here.settles()
    assert "I don't understand this yet" in here.last(ana).text
    said = await slack.says(ana, here.support, "We are stuck")
    await slack.mention(ana, here.support, "echo all <!channel> & more", thread=said)
    await here.settles()
    assert "You said" in here.passing(ana).text
    assert here.passing(ana).thread_ts == said.ts
    assert len(slack.messages(here.support)) == 2


async def test_bots_are_not_listened_to(here: Office) -> None:
    """T15: the app's own messages, other bots' and edits are ignored; what people say is counted once."""
    slack, ana = here.slack, here.ana
    robot = slack.person("U0ROBOT", "Robot", bot=True)
    here.support.members.append(robot.id)
    body = {
        "type": "message",
        "channel": here.support.id,
        "channel_type": "channel",
        "text": "beep",
        "team": "T0TOWNHALL",
    }
    for more in ({"user": robot.id, "bot_id": "B0ROBOT"}, {"subtype": "message_changed"}, {"subtype": "bot_message"},
                 {"user": slack.workspace.bot.id}):  # fmt: skip
        ts = slack.clock.ts()
        await slack.event({**body, "ts": ts, "event_ts": ts, **more})  # type: ignore[dict-item]
    await slack.says(ana, here.support, "A person")
    await slack.mention(ana, here.support, "what is this")
    await here.settles()
    heard: list[Said] = SEEN.said
    assert [said.text for said in heard] == [None, "what is this"]
    assert heard[0].where.kind == "channel"


async def test_a_redelivered_event_has_no_second_effect(here: Office) -> None:
    """T03, T08: the same event id again, whatever its retry header says; a retry of a lost first one counts."""
    slack, ana = here.slack, here.ana
    await slack.says(ana, slack.dm(ana), "smallcard")
    await here.settles()
    count = len(slack.messages(ana))
    await slack.redeliver(None)
    await slack.redeliver(None, attempt=2)
    await here.settles()
    assert len(slack.messages(ana)) == count
    assert len(SEEN.said) == 0


async def test_an_emoji_is_a_shortcut(here: Office) -> None:
    slack, ana = here.slack, here.ana
    said = await slack.says(here.mark, here.support, "Help")
    await slack.react(ana, said, "ticket")
    await here.settles()
    assert SEEN.reacted[0].message == f"slack:T0TOWNHALL/{here.support.id}/{said.ts}"


async def test_strangers_and_guests_get_help_only(here: Office) -> None:
    """T14: a guest with a work e-mail, somebody of another company, a workspace that is not ours."""
    slack = here.slack
    ack = await here.types(here.eve, "/timeoff balance")
    assert "I don't know you yet" in ack.text
    ack = await slack.send("slash_commands", {**_command(here), "team_id": "T0OTHER"})
    assert "I don't know you yet" in ack.text


async def test_somebody_who_becomes_a_guest_is_outside_from_then_on(here: Office) -> None:
    slack, ana = here.slack, here.ana
    joined = slack.person("U0LATE", "Lot Late", "lot@example.com")
    assert "I don't know you yet" in (await here.types(joined, "/home")).text
    ana.guest = True
    event = payloads.event(
        slack, {"type": "user_change", "user": person_shape(slack, ana), "event_ts": slack.clock.ts()}
    )
    await slack.delivery.deliver("events_api", event)
    await here.settles()
    assert "I don't know you yet" in (await here.types(ana, "/home")).text


def _command(here: Office, place: Conversation | None = None) -> dict[str, str]:
    return payloads.command(here.slack, here.ana, "/home", "", place or here.slack.dm(here.ana))
