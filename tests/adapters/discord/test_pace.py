"""Discord's limits in other time: a pulse to 5,000 people, and conversations opened few at a time (T20)."""

import asyncio
from collections import deque
from itertools import pairwise

import pytest

from adapters.discord.pace import ALL, OPENING, RATES, REST_SECONDS
from adapters.pacing import Pacer
from bots.chat import Later
from tests.adapters.other_time import other_time

ALLOWED_A_SECOND, PEOPLE, AT_ONCE = 50, 5000, 16


@other_time
async def test_a_pulse_to_5000_people_goes_at_the_rate_that_discord_allows() -> None:
    """Sixteen at a time as the worker delivers; none refused, none lost, none twice, in order, at 98 % or more."""
    loop = asyncio.get_running_loop()
    pacer, lately, went = Pacer(RATES, loop.time), deque[float](), list[tuple[float, int]]()
    waiting = iter(range(PEOPLE))

    async def delivers() -> None:
        for person in waiting:
            await pacer.turn(ALL)
            now = loop.time()
            while lately and now - lately[0] > 1.0:
                lately.popleft()
            lately.append(now)
            assert len(lately) <= ALLOWED_A_SECOND
            went.append((now, person))
            await asyncio.sleep(0.08)

    start = loop.time()
    await asyncio.gather(*(delivers() for _number in range(AT_ONCE)))
    took = loop.time() - start
    assert [person for _at, person in went] == list(range(PEOPLE))
    assert PEOPLE / took >= 0.98 * ALLOWED_A_SECOND


@other_time
async def test_new_conversations_are_opened_ten_a_minute_and_the_rest_have_an_appointment() -> None:
    """Who comes back at the time that was said finds room; the job waits in the database meanwhile."""
    loop = asyncio.get_running_loop()
    pacer, opened = Pacer(RATES, loop.time), list[float]()

    async def opens() -> None:
        while True:
            try:
                await pacer.turn(OPENING)
                opened.append(loop.time())
                return
            except Later as later:
                await asyncio.sleep(later.seconds)

    await asyncio.gather(*(opens() for _person in range(200)))
    assert len(opened) == 200
    assert opened[-1] - opened[0] == pytest.approx(190 * 6, rel=0.1)
    assert all(later - earlier >= 0 for earlier, later in pairwise(opened))


@other_time
async def test_after_too_fast_nothing_is_opened_for_ten_minutes() -> None:
    """40003"""
    loop = asyncio.get_running_loop()
    pacer = Pacer(RATES, loop.time)
    await pacer.turn(OPENING)
    pacer.hold(OPENING, REST_SECONDS)
    with pytest.raises(Later) as later:
        await pacer.turn(OPENING)
    assert later.value.seconds >= REST_SECONDS
