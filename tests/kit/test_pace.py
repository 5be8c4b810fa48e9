"""A click that keeps proving quick runs on the event loop; whatever takes its time runs beside it."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.bot import Asked, Bot, Context, command
from bots.pace import TIMES, Pace
from bots.registry import BOTS
from tests.company import Company

QUICK_SECONDS = 0.5
"""Much, so that a machine with other things to do judges alike."""
RAN_ON: list[str] = []


@command("pace", "tempo", help=("How quick it is", "Hoe snel het is"))
def pace(ctx: Context, asked: Asked) -> str:
    """As slow as it is asked to be."""
    RAN_ON.append(threading.current_thread().name)
    time.sleep(QUICK_SECONDS if asked.text == "slowly" else 0)
    return "Done."


PACE = Bot("pace", "Quick and slow.", [sys.modules[__name__]])


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """SQLite only: PostgreSQL waits for its units without a thread."""
    RAN_ON.clear()
    here = Company(tmp_path, (*BOTS, PACE))
    here.app.pace = Pace(QUICK_SECONDS)
    yield here
    here.close()


def test_who_was_quick_three_times_runs_here_until_it_is_slow_once(company: Company) -> None:
    """T07: what is slow never runs where it would keep everybody's acknowledgement waiting, except the once that shows it."""
    ana = company.person("Ana Bakker")
    for text in ("slowly", *[""] * (TIMES + 1), "slowly", *[""] * (TIMES + 1)):
        ana.types(f"/pace {text}")
    beside, here = "writer", RAN_ON[TIMES + 1]
    assert here != beside
    assert [beside, *[beside] * TIMES, here, here, *[beside] * TIMES, here] == RAN_ON
