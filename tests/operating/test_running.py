"""`townhall run`: one at a time, a clean start and end, its own housekeeping, and a log without secrets."""

import asyncio
import io
import json
import logging
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import structlog
from click.testing import Result

from adapters import housekeeping, logging_out
from adapters.alone import is_running
from bots.registry import BOTS
from core import calendar
from core.desk import inbound
from core.desk.models import Inbound
from core.people.models import Person
from tests.company import Company
from tests.operating.files import DUTCH

SETTINGS = "[database]\nurl = 'sqlite:///{folder}/townhall.sqlite'\nbackups = '{folder}/backups'\n"
CANARY = "xoxb-111111111111-canarycanary"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Start Townhall with these further settings; it has ended when the test ends."""
    started: list[subprocess.Popen[str]] = []

    def start(more: str = "[slack]\nmode = 'socket'\n") -> "subprocess.Popen[str]":
        file = tmp_path / "config.toml"
        file.write_text(SETTINGS.format(folder=tmp_path) + more)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.operating.hall", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=Path(__file__).parents[2], stdin=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until(process: "subprocess.Popen[str]", event: str) -> dict[str, object]:
    """Read the log until this event."""
    assert process.stderr
    for line in process.stderr:
        entry: dict[str, object] = json.loads(line)
        if entry["event"] == event:
            return entry
    raise AssertionError(f"ended without {event!r}")


def test_it_starts_on_nothing_runs_alone_and_ends_when_asked(
    tmp_path: Path, running: Callable[..., "subprocess.Popen[str]"], types: Callable[..., Result]
) -> None:
    """T64: a second one is refused, so are migrate and restore; SIGTERM ends it in order, and then they go."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = running(f"[slack]\nmode = 'socket'\n[web]\nport = {port}\n")
    said = until(process, "townhall is running")
    assert (said["level"], said["platforms"], said["bots"]) == ("info", "slack", len(BOTS) + 1)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=20) as answer:
        assert (answer.status, set(json.load(answer))) == (200, {"waiting", "late", "given_up", "cut_off"})

    url = f"sqlite:///{tmp_path / 'townhall.sqlite'}"
    assert asyncio.run(is_running(url))
    (tmp_path / "people.csv").write_text(DUTCH, encoding="utf-8")
    assert types("import", "people.csv").exit_code == 0
    backup = types("backup").stdout.strip().removeprefix("The backup is ").removesuffix(".")
    for words in (("migrate",), ("restore", backup)):
        refused = types(*words)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "Stop it first" in refused.stderr

    process.send_signal(signal.SIGTERM)
    until(process, "townhall has stopped")
    out, _rest = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "the platform rests\n")
    assert types("restore", backup).exit_code == 0
    with sqlite3.connect(tmp_path / "townhall.sqlite") as raw:
        assert raw.execute("SELECT platform, space FROM people_space").fetchall() == [("slack", "T1")]
        keys = {key for (key,) in raw.execute("SELECT key FROM rhythm")}
    assert {"every:housekeeping.clear_out", "every:housekeeping.fill_in_holidays"} <= keys


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ("[slack]\nmode = 'socket'\nworkspaces = ['T2']\n", "The token belongs to T1, which the settings do not name."),
        ("", "No platform is on."),
    ],
)
def test_what_keeps_it_from_starting_is_said_in_one_sentence(
    running: Callable[..., "subprocess.Popen[str]"], more: str, refusal: str
) -> None:
    process = running(more)
    _out, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert refusal in said.splitlines()[-1]


def test_bots_that_do_not_exist_are_named(types: Callable[..., Result]) -> None:
    Path("config.toml").write_text("bots = ['timeof']\n")
    Path("config.toml").chmod(0o600)
    refused = types(
        "run", TOWNHALL__SLACK__MODE="socket", TOWNHALL__SLACK__BOT_TOKEN="b", TOWNHALL__SLACK__APP_TOKEN="a"
    )
    assert refused.exit_code == 1
    assert "bots names timeof, which does not exist. Did you mean timeoff?" in refused.stderr


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Company]:
    """A company with housekeeping."""
    made = Company(tmp_path, [*BOTS, housekeeping.bot()])
    yield made
    made.close()


def test_every_night_what_came_in_is_forgotten_and_the_holidays_are_filled_in(kept: Company) -> None:
    kept.write(lambda tx: tx.add(Person(name="Ana", email="ana@example.com", location="NL")))
    kept.write(lambda tx: inbound.first_time(tx, "old"))
    kept.until(date(2026, 11, 24), 4)
    assert kept.write(lambda tx: inbound.first_time(tx, "old")), "keys of more than two days ago are dropped"
    days = kept.read(lambda tx: calendar.holidays_between(tx, "NL", date(2026, 12, 1), date(2027, 12, 31)))
    assert {day.day.year for day in days} == {2026, 2027}


def test_what_is_kept_too_long_goes_in_batches(kept: Company) -> None:
    """Retention: more rows than one batch takes are gone the same night."""
    long_ago = kept.clock.now() - timedelta(days=60)

    def fill(tx: object) -> None:
        rows = [Inbound(key=f"k{number}", at=long_ago) for number in range(1200)]
        tx.add_all(rows)  # type: ignore[attr-defined]

    kept.write(fill)
    kept.until(date(2026, 11, 21), 4)
    assert kept.write(lambda tx: all(inbound.first_time(tx, f"k{number}") for number in range(1200)))


@pytest.fixture
def written(settled_log: None) -> io.StringIO:
    """What reaches the log."""
    to = io.StringIO()
    logging_out.set_up(to)
    return to


def test_the_log_holds_no_secret_whoever_wrote_it(written: io.StringIO) -> None:
    """T65, T67: our own lines and the libraries', with errors; each on one line."""
    try:
        raise ValueError(f"ana@example.com said {CANARY}")
    except ValueError:
        structlog.get_logger().exception("failed", token=CANARY, whom="ana@example.com", text="two\nlines")
        logging.getLogger("slack_sdk").exception("no answer for %s from %s", CANARY, "ana@example.com")
    logging.getLogger("aiohttp").warning("GET https://example.com/%s", CANARY)
    lines = written.getvalue().splitlines()
    assert len(lines) == 3
    assert all(json.loads(line)["timestamp"] for line in lines)
    assert json.loads(lines[0])["exception"].startswith("ValueError at test_running.py")
    assert json.loads(lines[1])["exception"].startswith("ValueError at test_running.py")
    for secret in (CANARY, "ana@example.com", "canarycanary"):
        assert secret not in written.getvalue()
