"""Files out: three steps to the conversation where they belong; a private reply says that they are in the DM."""

import pytest

from bots.chat import Send
from bots.sending import plan
from core.people.models import Place
from tests.adapters.slack.carrying import CONTENT, filed
from tests.adapters.slack.office import Office
from tests.wire.slack import Conversation
from tests.wire.slack import Person as User

pytestmark = pytest.mark.wire


def titles(here: Office, where: Conversation | User) -> list[str]:
    """The files that stand in a conversation, in order."""
    uploads = here.slack.workspace.uploads
    return [uploads[name].title for message in here.slack.messages(where) for name in message.files]


async def tell(here: Office, to: str, key: str = "files") -> None:
    send = Send(to, filed.full, here.ids["U0ANA"], "small", "urgent", key)
    await here.db.write(lambda tx: plan(tx, send, key))
    await here.settles()


async def test_an_export_in_a_direct_conversation_stands_under_its_message(here: Office) -> None:
    ana = here.ana
    await here.types(ana, "/export")
    assert "days.csv: Everybody's days" in here.slack.messages(ana)[0].words
    assert titles(here, ana) == ["days.csv"]
    assert here.slack.uploads[0].content == CONTENT
    await here.presses(ana, here.slack.messages(ana)[0], "Again")
    assert titles(here, ana) == ["days.csv", "more.csv"]


async def test_a_private_reply_says_that_the_file_is_in_the_direct_messages(here: Office) -> None:
    """Nobody else in the channel sees the file, and it can be found again."""
    noor = here.noor
    await here.types(noor, "/export", here.support)
    assert "Het staat in onze directe berichten" in here.passing(noor).words
    assert titles(here, noor) == ["days.csv"]
    await here.presses(noor, here.passing(noor), "Again")
    assert titles(here, noor) == ["days.csv", "more.csv"]
    assert titles(here, here.support) == []
    assert here.slack.messages(here.support) == []


async def test_a_planned_message_with_files_goes_to_a_channel_and_into_a_thread(on_socket: Office) -> None:
    here = on_socket
    ref = f"slack:T0TOWNHALL/{here.support.id}"
    said = await here.slack.says(here.ana, here.support, "The figures?")

    def put(tx: object) -> list[int]:
        places = [Place(ref=at, name="here", purpose="support") for at in (ref, f"{ref}/{said.ts}")]
        for place in places:
            tx.add(place)  # type: ignore[attr-defined]
        tx.flush()  # type: ignore[attr-defined]
        return [int(place.id or 0) for place in places]

    channel, thread = await here.db.write(put)
    await tell(here, f"place:{channel}", "channel")
    assert titles(here, here.support) == ["one.csv", "two.csv"]
    await tell(here, f"place:{thread}", "thread")
    assert here.slack.messages(here.support)[-1].thread_ts == said.ts


@pytest.mark.parametrize("step", [
    ("files.getUploadURLExternal", {"status": 500}), ("files.completeUploadExternal", {"status": 500}),
    ("files.completeUploadExternal", {"reset": True, "effect": True}), ("files.completeUploadExternal", {"retry_after": 20}),
    ("chat.postMessage", {"reset": True, "effect": True}),
])  # fmt: skip
async def test_a_step_that_fails_is_made_up_for_and_nothing_stands_twice(
    on_socket: Office, step: tuple[str, dict[str, int]]
) -> None:
    """T20, T22: whichever of the steps is lost, the message and each file stand once."""
    here, mark = on_socket, on_socket.mark
    method, trouble = step
    here.slack.fail_next(method, **trouble)  # type: ignore[arg-type]
    await tell(here, f"person:{here.ids['U0MARK']}")
    await here.passes(seconds=40)
    await here.passes(seconds=40)
    assert titles(here, mark) == ["one.csv", "two.csv"]
    assert next(message.text for message in here.slack.messages(mark) if message.text).startswith("Files")
    assert sum(bool(message.blocks) for message in here.slack.messages(mark)) == 1


async def test_an_export_whose_last_step_was_lost_stands_once(on_socket: Office) -> None:
    """T22: in the answer to one's own command."""
    here = on_socket
    here.slack.fail_next("files.completeUploadExternal", reset=True, effect=True)
    await here.types(here.ana, "/export", here.support)
    assert titles(here, here.ana) == ["days.csv"]
    here.slack.fail_next("files.completeUploadExternal", status=503)
    await here.types(here.ana, "/export")
    assert titles(here, here.ana) == ["days.csv", "days.csv"]
