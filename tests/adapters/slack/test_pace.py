"""Slack's own limits, with the strict server counting: nothing is refused for being too fast, and nothing dawdles."""

from pathlib import Path

import pytest

from adapters.pacing import Pacer
from adapters.slack.pace import RATES, lanes
from bots.chat import Later
from bots.ui import Message
from tests.adapters.slack.office import Office, office
from tests.wire.schemas import schema
from tests.wire.slack.contract import CALLS_A_MINUTE

pytestmark = pytest.mark.wire


class Paced:
    """Time that passes in Slack when the pacer waits."""

    def __init__(self) -> None:
        self.here: Office | None = None
        self.slept = 0.0

    def now(self) -> float:
        return self.slept

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
        if self.here:
            self.here.slack.clock.skip(seconds)


async def test_a_burst_into_one_channel_and_to_one_method_stays_under_every_limit(tmp_path: Path) -> None:
    """T20: 60 posts to one channel and 120 edits; the server that counts refuses none."""
    time = Paced()
    pacer = Pacer(RATES, time.now, time.sleep, longest=1e9)
    async with office(tmp_path, pacer=pacer, server={"burst": 5}) as here:
        time.here = here
        start, refs = time.slept, []
        for number in range(60):
            address = f"slack:T0TOWNHALL/{here.support.id}"
            refs.append(await here.chat.send(address, Message(f"Line {number}"), f"m{number}"))
        assert time.slept - start == pytest.approx(57, rel=0.02)
        assert [message.text for message in here.slack.messages(here.support)] == [f"Line {n}" for n in range(60)]
        start = time.slept
        for number in range(120):
            await here.chat.edit(refs[number % 60], Message(f"Again {number}"))
        assert (time.slept - start) * 50 / 60 == pytest.approx(110, rel=0.02)
        assert ("chat.update", "ratelimited") not in here.slack.refusals
        assert ("chat.postMessage", "ratelimited") not in here.slack.refusals


async def test_what_slack_asks_to_wait_is_waited_by_every_call_of_that_kind(tmp_path: Path) -> None:
    """T21: after a 429 nothing is posted there before its time is over, and other methods go on."""
    time = Paced()
    pacer = Pacer(RATES, time.now, time.sleep, longest=15)
    async with office(tmp_path, pacer=pacer) as here:
        address = f"slack:T0TOWNHALL/{here.support.id}"
        ref = await here.chat.send(address, Message("One"), "m1")
        here.slack.fail_next("chat.postMessage", retry_after=30)
        for _time in range(2):
            with pytest.raises(Later) as later:
                await here.chat.send(address, Message("Two"), "m2")
            assert later.value.seconds >= 30
        assert len(here.slack.calls("chat.postMessage")) == 1
        await here.chat.edit(ref, Message("Changed"))
        await time.sleep(31)
        await here.chat.send(address, Message("Two"), "m2")
        assert [message.text for message in here.slack.messages(here.support)] == ["Changed", "Two"]


def test_every_rate_is_the_contracts_own() -> None:
    """What we allow ourselves is what Slack's reference allows, method by method."""
    contract = schema("slack_methods_contract.json")["methods"]
    for method, rate in RATES.items():
        if "." in method:
            assert rate.per_second * 60 == pytest.approx(CALLS_A_MINUTE[contract[method]["rate"]]), method
    assert lanes("chat.postMessage", {"channel": "C1"})[0] == ("conversation", "C1")
