"""Asking people over the real Bolt: a pulse to its result with a picture, a comment with its slip, polls."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bots.ui import Chart
from tests.adapters.slack.hiring import grant, hire, team, thread
from tests.adapters.slack.office import Office, office

pytestmark = pytest.mark.wire
FACES = {1: "1 😟", 2: "2 🙁", 3: "3 😐", 4: "4 🙂", 5: "5 😀"}


async def picture(chart: Chart) -> bytes | None:
    return b"\x89PNG\r\n\x1a\n" + chart.title.encode()


@pytest.fixture
async def drawing(tmp_path: Path) -> AsyncIterator[Office]:
    """The company where charts are drawn."""
    async with office(tmp_path, pictures=picture) as made:
        yield made


async def test_a_pulse_from_the_plan_to_the_result_with_a_comment_and_the_way_back(drawing: Office) -> None:
    here, slack, mark = drawing, drawing.slack, drawing.mark
    support = await team(here, "Support", (here.support, "team"))
    crew = [await hire(here, f"U0CREW{n}", f"Crew{n} Jansen", support) for n in range(10)]
    await grant(here, mark, "survey_owner")
    await here.types(mark, "/pulse")
    await here.submits(mark, question="1", teams=[str(support)], mode="anonymous")
    assert "Your pulse, before it goes out" in here.last(mark).words
    await here.presses(mark, here.last(mark), "Start")
    assert slack.messages(here.support) == []
    for one, value in zip(crew, (1, 2, 3, 4, 5) * 2, strict=True):
        (card,) = slack.messages(one)
        await here.presses(one, card, FACES[value])
        assert "Thank you." in card.words
    first = crew[0]
    await here.presses(first, slack.messages(first)[0], "Add a comment…")
    await here.submits(first, text="The coffee is cold.")
    (slip,) = re.findall(r"Your slip: \**((?:\w+ ){3}\w+)", here.last(first).words)
    await here.passes(days=5)
    (result,) = slack.messages(here.support)
    assert "Result of the pulse of Support" in result.words
    assert "3" in result.words
    assert any(block["type"] == "image" for block in result.blocks)
    await here.presses(mark, result, "Comments")
    assert "The coffee is cold." in here.passing(mark).words
    await here.presses(mark, here.passing(mark), "Write back…")
    await here.submits(mark, text="We bought a new machine.")
    await here.types(first, "/pulse slip")
    await here.submits(first, slip=slip)
    assert "We bought a new machine." in here.last(first).words


async def test_a_poll_in_a_channel(here: Office) -> None:
    slack, ana, noor = here.slack, here.ana, here.noor
    await here.types(ana, "/poll", here.support)
    await here.submits(ana, question="Where shall we eat?", choices="Soup\nSandwiches")
    (card,) = slack.messages(here.support)
    await here.presses(noor, card, "1. Soup")
    assert "Je koos: Soup" in here.passing(noor).words
    await here.presses(ana, card, "2. Sandwiches")
    await here.presses(noor, card, "2. Sandwiches")
    assert "Sandwiches: 2\n" in card.words
    assert "Noor de Wit" in card.words
    assert len(slack.messages(here.support)) == 1
    await here.presses(ana, card, "Close the poll")
    assert "This poll has closed." in card.words
    assert card.buttons == []


async def test_a_poll_in_a_thread_is_asked_by_name(here: Office) -> None:
    """Slack takes no commands in threads: naming Townhall there gives a button to the form, for the asker alone."""
    slack, ana = here.slack, here.ana
    root = await slack.says(here.mark, here.support, "The summer party")
    await slack.mention(ana, here.support, "poll", thread=root)
    await here.settles()
    ready = here.passing(ana)
    assert ready.thread_ts == root.ts
    await here.presses(ana, ready, "Open form…")
    await here.submits(ana, question="Boat or beach?", choices="Boat\nBeach")
    (card,) = [one for one in thread(here, root) if one.from_bot]
    assert "Boat or beach?" in card.words
    await here.presses(here.noor, card, "2. Beach")
    assert "Beach: 1\n" in card.words
    assert "Beach: Noor de Wit" in card.words
    assert [one for one in slack.messages(here.support) if one.thread_ts is None and one.from_bot] == []
