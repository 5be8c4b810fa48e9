"""Turns: never faster than allowed, never slower than need be, in order, and who waits goes first."""

import asyncio
import itertools
import random

import pytest

from adapters.pacing import Pacer, Rate
from bots.chat import Later
from tests.adapters.other_time import other_time


@other_time
async def test_everything_goes_at_the_rate_that_is_allowed() -> None:
    """T20: a burst, then one after the other in the order of asking, and no gap between them."""
    loop = asyncio.get_running_loop()
    pacer, went = Pacer({"post": Rate(4, 10)}, loop.time, longest=1e9), []

    async def call(number: int) -> None:
        await pacer.turn(("post", ""))
        went.append((number, loop.time()))

    start = loop.time()
    await asyncio.gather(*(call(number) for number in range(410)))
    assert [number for number, _at in went] == list(range(410))
    assert went[9][1] == start
    assert went[-1][1] - start == pytest.approx(100, rel=0.001)


@other_time
async def test_a_busy_channel_does_not_hold_up_the_others_and_is_never_too_fast() -> None:
    """T20, T21: no second of any conversation sees more than its share, and the cap on all is used to the full."""
    loop, dice = asyncio.get_running_loop(), random.Random(3)
    pacer = Pacer({"channel": Rate(1, 1), "post": Rate(5, 1)}, loop.time, longest=1e9)
    went: list[tuple[str, float]] = []

    async def call(channel: str) -> None:
        await pacer.turn(("channel", channel), ("post", ""))
        went.append((channel, loop.time()))

    calls = [*(["busy"] * 20), *(f"c{number}" for number in range(200))]
    dice.shuffle(calls)
    await asyncio.gather(*(call(channel) for channel in calls))
    busy = [at for channel, at in went if channel == "busy"]
    assert len(went) == 220
    assert went[-1][1] - went[0][1] == pytest.approx(219 / 5, rel=0.02)
    assert busy[-1] - busy[0] >= 19 - 1


@other_time
async def test_who_waits_for_an_answer_goes_before_what_is_only_told() -> None:
    loop = asyncio.get_running_loop()
    pacer, went = Pacer({"post": Rate(1, 1)}, loop.time), []

    async def call(name: str, first: bool) -> None:
        await pacer.turn(("post", ""), first=first)
        went.append(name)

    told = [asyncio.create_task(call(f"told {number}", False)) for number in range(5)]
    await asyncio.sleep(1.5)
    await call("answer", True)
    assert went == ["told 0", "told 1", "answer"]
    await asyncio.gather(*told)


@other_time
async def test_a_far_turn_is_an_appointment_at_which_there_is_room() -> None:
    """T21: nothing is lost and nobody queues twice: each comes back at a time of its own."""
    loop = asyncio.get_running_loop()
    pacer, went = Pacer({"edit": Rate(0.5, 1)}, loop.time, longest=5.0), []
    tries = 0

    async def call() -> None:
        nonlocal tries
        while True:
            tries += 1
            try:
                await pacer.turn(("edit", ""))
            except Later as later:
                await asyncio.sleep(later.seconds)
            else:
                went.append(loop.time())
                return

    start = loop.time()
    await asyncio.gather(*(call() for _number in range(100)))
    assert went[-1] - start <= 99 * 2 * 1.02
    assert min(after - before for before, after in itertools.pairwise(went)) >= 2 - 1e-6
    assert tries < 250


@other_time
async def test_what_the_platform_says_counts_and_a_call_given_up_leaves_its_place() -> None:
    """T21: Retry-After holds the lane; somebody who goes away while waiting holds up nobody."""
    loop = asyncio.get_running_loop()
    pacer = Pacer({"post": Rate(10, 5)}, loop.time, longest=60)
    pacer.hold(("post", ""), 30)
    start = loop.time()
    gone = asyncio.create_task(pacer.turn(("post", "")))
    stays = asyncio.create_task(pacer.turn(("post", "")))
    await asyncio.sleep(1)
    gone.cancel()
    await stays
    assert loop.time() - start == pytest.approx(30)
    await pacer.turn(("unknown", "kind"))
    far = Pacer({"post": Rate(1, 1)}, loop.time, longest=10)
    far.hold(("post", ""), 600)
    with pytest.raises(Later) as later:
        await far.turn(("post", ""))
    assert later.value.seconds >= 600
