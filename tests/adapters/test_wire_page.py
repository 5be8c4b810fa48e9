"""docs/wire.md says how long a message to everybody takes: its figures are those of the pacer that the adapters use."""

import re
from pathlib import Path

import pytest

from adapters.discord import pace as discord
from adapters.pacing import Lane, Rate
from adapters.slack import pace as slack

PAGE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
ROWS = {
    int(re.sub(r"\D", "", cells[0])): cells[1:]
    for line in PAGE.splitlines()
    if re.match(r"\| [\d,]+( people)? \|", line)
    for cells in [[cell.strip() for cell in line.strip("| ").split(" | ")]]
}
PLACES = {50: 6, 500: 60, 5_000: 600, 50_000: 6_000}
SMALLER = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


def spoken(text: str) -> int:
    """`3 hours 28`, `1 minute 41`, `3 days 11 hours` and `at once` in seconds."""
    if text.startswith("at once"):
        return 0
    seconds = 0
    for number, unit, rest in re.findall(r"(\d+) (day|hour|minute|second)s?(?: (\d+))?", text):
        names = list(SMALLER)
        after = names[min(names.index(unit) + 1, len(names) - 1)]
        seconds += int(number) * SMALLER[unit] + int(rest or 0) * SMALLER[after]
    return seconds


def takes(calls: int, rate: Rate) -> float:
    """When the last of so many calls goes, by the pacer's own turns."""
    lane, now = Lane(rate), 0.0
    for _call in range(calls):
        now = max(now, lane.free_at())
        lane.take(now)
    return now


def close(said: str, seconds: float) -> None:
    """As rounded as the page speaks: within a second, or the smallest unit it names, or three in a hundred."""
    smallest = min([SMALLER[unit] for unit in SMALLER if unit in said] or [1])
    smallest = smallest / 60 if re.search(r"(hour|minute)s? \d+$", said) else smallest
    assert abs(spoken(said) - seconds) <= max(1.0, smallest, 0.03 * seconds), (said, seconds)


@pytest.mark.parametrize("people", [50, 500, 5_000, 50_000])
def test_how_long_a_message_to_everybody_takes_is_what_the_pacer_gives(people: int) -> None:
    to_each, to_places, direct = ROWS[people]
    close(to_each, takes(people, slack.RATES["post"]))
    said = re.search(r"\(([\d,]+) teams\)", to_places)
    assert PLACES[people] == (int(said[1].replace(",", "")) if said else PLACES[people])
    close(to_places.partition(" (")[0], takes(PLACES[people], discord.RATES["all"]))
    known, _sep, first = direct.partition(";")
    close(known.replace(" once a conversation exists", ""), takes(people, discord.RATES["all"]))
    close(re.sub(r".*(?:openings|open in) ", "", first), takes(people, discord.RATES["opening"]))


def test_the_rates_that_the_page_names_are_the_pacers() -> None:
    assert f"Townhall takes {slack.POSTS_PER_SECOND:g} a second after a burst of {slack.BURST}" in PAGE
    assert f"(opening is limited to {slack.PER_MINUTE['conversations.open']} a minute)" in PAGE
    assert discord.RATES["opening"] == Rate(10 / 60, 10)
    assert "ten at once and then ten a minute" in PAGE.replace("\n", " ")
    assert discord.REST_SECONDS == 600
    assert "After a 40003 none is opened for ten minutes" in PAGE
