"""What every command answers and every message that stands in the sample company, as each platform draws it: it fits whole."""

import asyncio
from collections.abc import Iterable

import pytest

from adapters.discord import outgoing as discord
from adapters.playground import outgoing as page
from adapters.playground.client import BOT
from adapters.playground.room import Room
from adapters.sample import build
from adapters.slack import outgoing as slack
from bots.chat import Answer
from bots.registry import BOTS
from bots.ui import CAPS, Message
from core import people
from core.db import Tx
from core.people.models import Grant, Role
from core.words import LANGUAGES, speaking
from tests.wire.discord.overlay import check_message
from tests.wire.slack import message_faults

USER = "mark"


async def met(language: str) -> tuple[dict[str, Answer], list[Message]]:
    """What somebody with every role is answered to each command, and all that Townhall wrote to anybody."""
    room = Room(BOTS, build, language=language)
    await room.open()
    try:
        person = room.persona(USER).me.id

        def everything(tx: Tx) -> None:
            missing = {role.value for role in Role} - people.roles(tx, person)
            tx.add_all([Grant(person_id=person, role=role) for role in sorted(missing)])

        await room.world.db.write(everything)
        chat, tongue = room.chat, LANGUAGES.index(language)
        answers = {
            mark.full: await chat.types(USER, chat.dm(USER), f"/{mark.names[tongue]}")
            for mark in room.world.app.suite.commands.marks
        }
        homes = [await chat.opens_home(user) for user in (USER, "ana")]
        written = [one.message for one in chat.posted.values() if one.author == BOT]
        return answers, [*homes, *written]
    finally:
        await room.close()


def faults(message: Message) -> Iterable[str]:
    """What a platform would refuse about it, or would lose."""
    ids = [control.id for control in message.controls() if control.id]
    if len(set(ids)) != len(ids) or max(map(len, ids), default=0) > 100:
        yield f"ids {ids}"
    blocks, embed = slack.message(message), discord.message(message, "0123456789ab")
    yield from (*message_faults(blocks.body), *blocks.losses, *embed.losses)
    check_message(embed.body, list(embed.files))
    for caps in CAPS.values():
        html = page.content(message, page.Look(caps), message.summary)
        yield from (f"{id_} is not on the page like {caps.name}" for id_ in ids if f'data-id="{id_}"' not in html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_answered_and_every_message_fits_every_platform(language: str) -> None:
    answers, messages = asyncio.run(met(language))
    silent = [name for name, one in answers.items() if not (one.reply or one.form or one.notice)]
    assert silent == []
    failed = ("went wrong on our side", "ging iets mis")
    assert [name for name, one in answers.items() if any(words in one.notice for words in failed)] == []
    with speaking(language):
        wrong = {message.summary: found for message in messages if (found := list(faults(message)))}
    assert wrong == {}
    assert len(messages) > 40
