"""What Slack refuses for good: known by its own word, tried no more, and told to the admins once with what to do."""

import re
from typing import Any

import pytest

from adapters.slack.connection import CUT_OFF, FOR_GOOD
from bots.trouble import REASONS
from core.people.models import Grant, Place
from tests.adapters.slack.office import Office
from tests.adapters.slack.test_faults import tell
from tests.wire.schemas import schema

pytestmark = pytest.mark.wire
OF_OTHERS = re.compile(
    r"as_user|draft|duplicate_|send_on_behalf|slack_connect_|team_not_found|too_many_|.*metadata|attachment|markdown"
    r"|missing_file|message_limit|rate_?limit|cant_"
)
"""What Slack says of posts as Townhall never makes them, and what passes by itself."""


def test_every_refusal_that_slack_names_for_a_place_is_final_and_has_plain_words() -> None:
    """T21: nothing of that kind is tried again for an hour, and the admin reads what to do."""
    named = schema("slack_methods_contract.json")["methods"]["chat.postMessage"]["errors"]
    of_places = [one for one in named if not OF_OTHERS.match(one) and one not in CUT_OFF]
    assert [one for one in of_places if one not in FOR_GOOD] == []
    ours = ("invalid_", "msg_", "no_text", "ekm_", "user_not", "channel_is_limited")
    assert [one for one in of_places if one not in REASONS and not one.startswith(ours)] == []


@pytest.mark.parametrize(
    "error", ["is_archived", "restricted_action_thread_locked", "not_in_channel", "channel_not_found"]
)
async def test_a_place_that_takes_nothing_is_told_to_the_admin_once(on_socket: Office, error: str) -> None:
    """T21: five messages can't be posted there; the admin hears it once, with what to do."""
    here, thread = on_socket, ""
    if error.endswith("thread_locked"):
        await tell(here, f"place:{await place_at(here, f'slack:T0TOWNHALL/{here.support.id}')}", "root")
        root = here.slack.messages(here.support)[-1]
        root.locked, thread = True, f"/{root.ts}"
    place = await place_at(here, f"slack:T0TOWNHALL/{here.support.id}{thread}")
    await here.db.write(lambda tx: tx.add(Grant(person_id=here.ids["U0MARK"], role="admin")))
    if error == "is_archived":
        here.support.archived = True
    elif error == "not_in_channel":
        here.support.members.remove(here.slack.workspace.bot.id)
    elif error == "channel_not_found":
        del here.slack.workspace.conversations[here.support.id]
    for number in range(5):
        await tell(here, f"place:{place}", f"closed{number}")
        await here.passes(minutes=1)
    await here.passes(hours=2)
    told = [message for message in here.slack.messages(here.mark) if "could not be delivered" in message.words]
    assert len(told) == 1
    assert "support" in told[0].words
    assert ("archived or locked" in told[0].words) == (error in ("is_archived", "restricted_action_thread_locked"))


async def place_at(here: Office, ref: str) -> int:
    def put(tx: Any) -> int:
        place = Place(ref=ref, name="support", purpose="support")
        tx.add(place)
        tx.flush()
        return int(place.id or 0)

    number: int = await here.db.write(put)
    return number
