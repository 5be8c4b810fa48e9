"""Every command and every first button of every bot is something that the strict Discord takes."""

import pytest

from adapters.discord.outgoing import MARK
from core.db import Tx
from core.people.models import Grant, Role
from tests.adapters.discord.conftest import Office
from tests.wire.discord import Message, Modal

pytestmark = pytest.mark.wire
HOSTILE = "@everyone <@123456789012345678> [Approve](https://evil.example) **bold** `code` \u202e> quote"


async def test_every_command_answers_in_a_channel_and_in_a_direct_conversation(office: Office) -> None:
    ana = await office.hires("Ana Bakker", locale="nl", language="nl")

    def everything(tx: Tx) -> None:
        for role in Role:
            tx.add(Grant(person_id=ana.id, role=role.value))

    await office.db.write(everything)
    known = office.discord.commands.items()
    seen = [name for name, one in known if one["type"] == 1 and not one["default_member_permissions"]]
    said = office.discord.says(ana.account, office.place, "The printer burns")
    for name in [name for name, one in known if one["type"] == 3]:
        assert (await office.discord.context(ana.account, name, said)).kind in ("message", "modal"), name
    for where in (office.place, office.discord.dm(ana.account)):
        for name in sorted(seen):
            answer = await ana.types(name, channel=where)
            assert answer.kind in ("message", "modal"), name
            if answer.message:
                await presses_all(office, ana.account, answer.message)
    assert office.discord.refusals == []


async def presses_all(office: Office, who: object, message: Message) -> None:
    """Press every plain button once, as long as it stands."""
    for label, id_ in message.buttons.items():
        now = office.discord.refreshed(message)
        if MARK not in id_ and id_ in now.buttons.values():
            answer = await office.discord.press(who, now, id_)  # type: ignore[arg-type]
            assert answer.kind in ("message", "modal", "update", "deferred_update"), label
            await office.worker.drain()


async def test_typed_words_name_and_call_nobody(office: Office) -> None:
    """T16, T17: in the preview, in the card and in the name of who asks."""
    boss = await office.hires("Mark Visser", direct=True)
    office.discord.dm(boss.account)
    eve = await office.hires("@everyone <@1> **Eve**", boss)
    form = (await eve.types("timeoff")).modal
    preview = await eve.sends(form, when="24 nov", note=HOSTILE)
    await eve.presses("Request")
    (card,) = office.discord.dms(boss.account)
    for message in (preview.message, card):
        assert message is not None
        assert message.payload["mentions"] == []
        assert message.payload["mention_everyone"] is False
        assert "\\*\\*bold" in message.text
        assert "@everyone" not in message.text
        assert "\u202e" not in message.text
    assert "> @\u200beveryone \\<@123456789012345678\\> \\[Approve\\](https" in card.text


async def test_a_form_keeps_what_is_too_long_and_says_so(office: Office) -> None:
    """T19"""
    ana = await office.hires("Ana Bakker")
    form = (await ana.types("timeoff")).modal
    assert isinstance(form, Modal)
    assert form.control("note")["max_length"] == 500
    preview = await ana.sends(form, when="24 nov", note="*" * 500)
    assert "Time off Tue 24 Nov" in preview.text
