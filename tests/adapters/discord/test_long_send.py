"""A message to many on Discord, through two kill -9: at the rate that is allowed, nobody left out, nobody told twice."""

import asyncio
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bots.chat import Send
from bots.sending import plan
from core import people
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person
from tests.adapters.discord.long_send import A_SECOND, GUILD, conversation_of
from tests.adapters.slack.long_send import pulse_bot
from tests.lite import FRIDAY, template

KNOWN, NEW, KILLS = 500, 20, (250, 240)


@pytest.mark.wire
async def test_a_pulse_on_discord_lives_through_two_kills(tmp_path: Path) -> None:
    """T20, T22: who has a conversation is never opened one again, new ones open slowly, and each post stands once."""
    file, log = tmp_path / "company.sqlite", tmp_path / "calls"
    shutil.copy(await asyncio.to_thread(template), file)
    pulse_bot()
    db = Database(f"sqlite:///{file}", SetClock(FRIDAY))

    def everybody(tx: Tx) -> None:
        tx.add_all([Person(name=f"P {number}", email=f"p{number}@example.com") for number in range(KNOWN + NEW)])
        tx.flush()
        for number, me in enumerate(people.everybody(tx)):
            user = str(200000000000000000 + number)
            people.link(tx, me.id, "discord", GUILD, user)
            if number < KNOWN:
                people.keep_conversation(tx, "discord", GUILD, user, conversation_of(user))
        plan(tx, Send("everybody", "pulse.round", 1, "pulse", "reply", "pulse:1"), "pulse")

    await db.write(everybody)
    await db.close()
    for most in (*KILLS, 0):
        since = int(float(log.read_text().splitlines()[-1].split()[0])) + 1 if log.exists() else 0
        words = [str(file), str(log), str(most), str(since), str(KNOWN + NEW)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.adapters.discord.long_send", *words], timeout=100, check=False
        )
        assert done.returncode == (-signal.SIGKILL if most else 0)
    lines = [line.split() for line in log.read_text().splitlines()]
    posts = [(float(at), channel) for at, what, channel, _nonce in lines if what == "post"]
    opened = [user for _at, what, user, _nonce in lines if what == "open"]
    assert not [line for line in lines if line[1] == "REFUSED"]
    channels = [channel for _at, channel in posts]
    assert len(channels) == len(set(channels)) == KNOWN + NEW
    newcomers = {str(200000000000000000 + number) for number in range(KNOWN, KNOWN + NEW)}
    assert set(opened) == newcomers
    assert len(opened) <= NEW + len(KILLS)
    first = posts[: KILLS[0]]
    assert KILLS[0] / (first[-1][0] - first[0][0]) >= 0.98 * A_SECOND
