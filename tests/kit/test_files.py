"""Files in messages: people get the bytes, and a message is compared by a short mark of them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.bot import Asked, Bot, command
from bots.chat import Context
from bots.registry import BOTS
from bots.suite import digest
from bots.ui import File, Message, Unfit
from tests.company import Company


@command("hours", help=("Everybody's hours", "Ieders uren"))
def hours(ctx: Context, asked: Asked) -> Message:
    """A file with what was asked for."""
    return Message("Hours", (File("hours.csv", asked.text.encode(), "Everybody's hours"),))


FILING = Bot("filing", "Files.", [sys.modules[__name__]])


@pytest.fixture
def filing(tmp_path: Path, database_url: str) -> Iterator[Company]:
    made = Company(tmp_path, (*BOTS, FILING), database_url)
    yield made
    made.close()


def test_a_person_gets_the_newest_file_of_a_name(filing: Company) -> None:
    ana, mark = filing.person("Ana Bakker"), filing.person("Mark Visser")
    ana.types("/hours 116")
    ana.types("/hours 108")
    assert ana.file("hours.csv") == b"108"
    assert "hours.csv: Everybody's hours" in ana.last
    with pytest.raises(AssertionError):
        mark.file("hours.csv")


def test_a_message_is_known_by_what_its_files_hold_without_writing_them_out() -> None:
    one, other = (Message("Hours", (File("hours.csv", bytes([sign]) * 8_000_000, "All"),)) for sign in (1, 2))
    assert digest(one) != digest(other)
    assert digest(one) == digest(Message("Hours", (File("hours.csv", bytes([1]) * 8_000_000, "All"),)))
    assert len(repr(one)) < 300
    with pytest.raises(Unfit):
        File("hours.csv", bytes(8_000_001), "All")
