"""Forums, archived and locked threads, and files that go along."""

from pathlib import Path

import pytest

from bots.chat import Failed
from bots.ui import Actions, Button, File, Message
from tests.adapters.discord.conftest import Office
from tests.wire.discord import Channel

pytestmark = pytest.mark.wire
CARD = Message("A question from a customer", (Actions((Button("Look", "home.refresh:0"),)),))


def at(office: Office, channel: Channel) -> str:
    return f"discord:{office.discord.guild_id}/{channel.id}"


async def test_a_forum_gets_a_post_with_a_title_and_what_belongs_to_it_goes_inside(office: Office) -> None:
    forum = office.discord.forum("questions")
    await office.discord.until(lambda: office.chat.connection.client.get_channel(forum.id))  # type: ignore[union-attr]
    ref = await office.chat.send(at(office, forum), CARD, "one")
    (post,) = office.discord.threads(forum)
    assert post.name == "A question from a customer"
    assert ref.startswith(at(office, post))
    inside = await office.chat.send(await office.chat.thread(ref, "More"), Message("Inside"), "two")
    assert inside.startswith(at(office, post))
    await office.chat.edit(ref, Message("Answered"))
    assert [one.text for one in office.discord.messages(post)] == ["Answered", "Inside"]


async def test_a_post_whose_answer_was_lost_is_found_again(office: Office) -> None:
    """T22"""
    forum = office.discord.forum("questions")
    await office.discord.until(lambda: office.chat.connection.client.get_channel(forum.id))  # type: ignore[union-attr]
    first = await office.chat.send(at(office, forum), CARD, "one")
    assert await office.chat.send(at(office, forum), CARD, "one", again=True) == first
    plain = await office.chat.send(at(office, forum), Message("Plain"), "two")
    assert await office.chat.send(at(office, forum), Message("Plain"), "two", again=True) == plain
    assert len(office.discord.threads(forum)) == 2


async def test_an_archived_thread_is_opened_again_and_a_locked_one_is_said_to_be(office: Office) -> None:
    """T21"""
    ref = await office.chat.send(at(office, office.place), CARD, "one")
    inside = await office.chat.send(await office.chat.thread(ref, "Talk"), Message("Inside"), "two")
    (thread,) = office.discord.threads(office.place)
    office.discord.archives(thread)
    await office.chat.edit(inside, Message("Changed"))
    office.discord.archives(thread)
    await office.chat.send(at(office, thread), Message("More"), "three")
    assert [one.text for one in office.discord.messages(thread)] == ["Changed", "More"]
    office.discord.archives(thread, locked=True)

    with pytest.raises(Failed, match="archived"):
        await office.chat.edit(inside, Message("Again"))


async def test_a_file_goes_along_as_an_attachment(office: Office, tmp_path: Path) -> None:
    ana = await office.hires("Ana Bakker")
    office.discord.dm(ana.account)
    shown = Message("Your export", (File("hours.csv", b"day;hours\r\n", "Your hours of this year"),))
    direct = await office.chat.direct("", str(ana.account.id))
    await office.chat.send(direct, shown, "one")
    (sent,) = office.discord.dms(ana.account)
    assert [one["filename"] for one in sent.attachments] == ["hours.csv"]
    assert "Your hours of this year" in sent.text
    assert office.discord.state.cdn.get(sent.attachments[0]["url"]) == b"day;hours\r\n"
