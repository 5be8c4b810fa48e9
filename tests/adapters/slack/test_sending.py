"""What Townhall says by itself: planned messages, live copies, Home, pictures, threads."""

from pathlib import Path

import pytest

from bots.ui import Chart
from tests.adapters.slack.office import Office, office

pytestmark = pytest.mark.wire


async def test_a_planned_message_arrives_when_it_is_due(here: Office) -> None:
    await here.types(here.ana, "/remindme")
    assert here.slack.messages(here.ana) == []
    await here.passes(minutes=61)
    assert "counted to 0" in here.last(here.ana).words
    call = here.slack.calls("chat.postMessage")[-1]
    assert call["unfurl_links"] is False
    assert call["unfurl_media"] is False


async def test_every_copy_of_a_card_follows(here: Office) -> None:
    ana, mark = here.ana, here.mark
    await here.types(ana, "/smallcard")
    await here.types(ana, "/smallcard")
    first, second = here.slack.messages(ana)
    await here.presses(ana, second, "Count")
    assert "counted to 1" in first.words
    theirs = here.last(mark)
    await here.presses(mark, theirs, "Count")
    assert all("counted to 2" in one.words for one in (first, second, theirs))
    await here.presses(mark, theirs, "Beside")
    assert "Beside it" in here.last(mark).words
    assert "counted to 2" in theirs.words


async def test_home_has_doors_and_rows_that_lead_somewhere(here: Office) -> None:
    slack, ana = here.slack, here.ana
    await slack.home_opened(ana)
    await here.settles()
    home = slack.home(ana)
    assert home is not None
    assert "Good day, Ana" in home.words
    assert "Time off" in home.buttons
    await here.presses(ana, home, "Look")
    assert "counted to 0" in here.last(ana).words
    await here.presses(ana, home, "Time off")
    assert "Your time off" in here.last(ana).words
    await slack.home_opened(ana, "messages")
    await here.settles()


async def test_home_is_drawn_again_after_what_happens(here: Office) -> None:
    slack, mark = here.slack, here.mark
    await slack.home_opened(mark)
    await here.types(here.ana, "/timeoff 24 nov")
    await here.presses(here.ana, here.last(here.ana), "Request")
    await slack.home_opened(mark)
    await here.settles()
    home = slack.home(mark)
    assert home is not None
    assert "1 request" in home.words


async def test_a_chart_is_numbers_first_and_a_picture_soon(tmp_path: Path) -> None:
    drawn: list[Chart] = []

    async def draw(chart: Chart) -> bytes | None:
        drawn.append(chart)
        return b"\x89PNG fake"

    async with office(tmp_path, pictures=draw) as here:
        await here.types(here.ana, "/figures")
        stood = here.last(here.ana)
        assert next(block for block in stood.blocks if block["type"] == "image")["alt_text"] == "It went up"
        assert "Mon: 3%" in stood.words
        assert here.slack.uploads[0].content == b"\x89PNG fake"
        await here.types(here.ana, "/figures")
        assert len(drawn) == 1
        await here.types(here.ana, "/figures", here.support)
        assert "Mon: 3%" in here.passing(here.ana).words


async def test_choosing_from_a_menu(here: Office) -> None:
    await here.types(here.ana, "/figures", here.support)
    await here.presses(here.ana, here.passing(here.ana), "small.chosen:0", "v3")
    assert here.passing(here.ana).text == "You chose v3"


async def test_a_message_goes_into_the_thread_of_the_first(here: Office) -> None:
    slack, chat = here.slack, here.chat
    said = await slack.says(here.ana, here.support, "A question")
    reply = await slack.says(here.mark, here.support, "Why", thread=said)
    for message in (said, reply):
        address = await chat.thread(f"slack:T0TOWNHALL/{here.support.id}/{message.ts}", "About it")
        assert address == f"slack:T0TOWNHALL/{here.support.id}/{said.ts}"


async def test_a_company_without_a_csv_starts_with_the_people_of_slack(tmp_path: Path) -> None:
    from core import people

    async with office(tmp_path, create=True) as here:
        new = here.slack.person("U0NEW", "Nina Nieuw", "Nina@example.com", "nl-NL", zone="Europe/Lisbon")
        here.slack.person("U0BOT", "Robot", "robot@example.com", bot=True)
        assert await here.chat.directory.sync() == 1
        assert await here.chat.directory.sync() == 0
        found = await here.db.read(lambda tx: people.find(tx, "slack", "T0TOWNHALL", new.id))
        assert found
        assert (found[0].name, found[0].language, found[0].zone) == ("Nina Nieuw", "nl", "Europe/Lisbon")
        everybody = await here.db.read(lambda tx: [one.name for one in people.everybody(tx)])
        assert "Robot" not in everybody
