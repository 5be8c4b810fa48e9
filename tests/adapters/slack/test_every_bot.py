"""Every command of every bot, and every button on what it shows, is something that the strict Slack takes."""

import pytest

from core.db import Tx
from core.people.models import Grant, Role
from tests.adapters.slack.office import Office
from tests.wire.slack import Message

pytestmark = pytest.mark.wire


async def test_every_command_answers_in_a_channel_and_in_a_direct_conversation(here: Office) -> None:
    noor = here.noor

    def everything(tx: Tx) -> None:
        for role in Role:
            tx.add(Grant(person_id=here.ids[noor.id], role=role.value))

    await here.db.write(everything)
    for place in (here.support, here.slack.dm(noor)):
        for mark in here.app.suite.commands.marks:
            ack = await here.types(noor, f"/{mark.names[1]}", place)
            assert not ack.late, mark.names
            here.slack.clock.skip(20)
            for view in here.slack.views(noor):
                await here.slack.close(noor, view)
            shown = here.slack.ephemerals(noor) if place is here.support else here.slack.messages(noor)
            if shown:
                await presses_all(here, shown[-1])
    assert here.slack.refusals == []


async def presses_all(here: Office, message: Message) -> None:
    """Press every button once, as long as it stands."""
    for id_ in message.pressable:
        if id_ in message.pressable and not message.deleted:
            await here.presses(here.noor, message, id_)
            for view in here.slack.views(here.noor):
                await here.slack.close(here.noor, view)
