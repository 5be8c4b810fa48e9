"""A pulse to thousands of people under Slack's limits: as fast as is allowed, in order, none lost, none twice after two kill -9."""

import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bots.app import App
from bots.chat import Send
from bots.sending import plan
from bots.work import Worker
from core import people
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person
from tests.adapters.other_time import OtherTime, other_time
from tests.adapters.slack.long_send import ALLOWED, BURST, Busy, LoopClock, StrictChat, pulse_bot
from tests.lite import FRIDAY, template

PEOPLE = 5000 if os.environ.get("CI") else 2000
"""Five thousand in CI, as is promised; fewer elsewhere, at the same rate and with the same deaths."""


def asked(tx: Tx, many: int) -> None:
    """So many people work here, and all of them are invited to answer."""
    for number in range(many):
        tx.add(Person(name=f"P {number}", email=f"p{number}@example.com"))
    tx.flush()
    for number, me in enumerate(people.everybody(tx)):
        people.link(tx, me.id, "slack", "T", f"U{number:05}")
    plan(tx, Send("everybody", "pulse.round", 1, "pulse", "invite", "pulse:1"), "pulse")


@other_time
async def test_what_somebody_waits_for_does_not_stand_behind_a_pulse_to_everybody() -> None:
    """After a minute of a pulse that takes five, somebody is asked to decide: the card is there at the next turn."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, OtherTime)
    with tempfile.TemporaryDirectory() as name:
        file, log = Path(name, "company.sqlite"), Path(name, "posts")
        shutil.copy(template(), file)
        db = Busy(f"sqlite:///{file}", LoopClock(loop, 0.0))
        loop.busy = lambda: db.under_way > 0
        app = App(db, [pulse_bot()])
        app.chats["slack"] = StrictChat(loop, 0.0, log, 0)  # type: ignore[assignment]
        await db.write(lambda tx: asked(tx, 1200))
        worker, since = Worker(app), 0.0
        card = Send("person:1100", "pulse.round", 2, "pulse", "now", "decide")
        while "send:decide" not in (log.read_text() if log.exists() else ""):
            if not since and loop.time() > 60:
                since = loop.time()
                await db.write(lambda tx: plan(tx, card, "decide"))
            if not await worker.turn():
                await asyncio.sleep(0.25)
        sent = len(log.read_text().splitlines())
        assert loop.time() - since <= 1.0
        assert sent < 300
        await worker.stop()
        await db.close()


@pytest.mark.wire
async def test_a_pulse_to_thousands_of_people_uses_what_slack_allows(tmp_path: Path) -> None:
    """T20, T22: at 98 % of the rate or more, no post refused, nobody left out or asked twice, those first in line first."""
    file, log = tmp_path / "company.sqlite", tmp_path / "posts"
    shutil.copy(await asyncio.to_thread(template), file)
    pulse_bot()
    db = Database(f"sqlite:///{file}", SetClock(FRIDAY))

    await db.write(lambda tx: asked(tx, PEOPLE))
    await db.close()
    posted = 0
    for most in (PEOPLE // 3, PEOPLE // 3, 0):
        begin = float(log.read_text().splitlines()[-1].split()[0]) if log.exists() else 0.0
        words = [str(file), str(log), str(most), str(int(begin) + 1 if begin else 0), str(PEOPLE)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.adapters.slack.long_send", *words], timeout=200, check=False
        )
        assert done.returncode == (-signal.SIGKILL if most else 0)
        posted += most
    lines = [line.split() for line in log.read_text().splitlines()]
    assert not [line for line in lines if line[1] == "REFUSED"]
    users = [user for _at, user, _mark in lines]
    assert len(users) == len(set(users)) == PEOPLE
    took = float(lines[-1][0]) - float(lines[0][0])
    allowed = (PEOPLE - 3 * BURST) / ALLOWED
    assert allowed / took >= 0.98
    numbers = [int(user[1:]) for user in users]
    assert max(abs(place - number) for place, number in enumerate(numbers)) < 120
    assert all(float(after[0]) >= float(before[0]) for before, after in itertools.pairwise(lines))
