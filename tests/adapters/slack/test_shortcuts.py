"""Shortcuts: an action on any message, in threads too, and commands from Slack's own menu."""

import pytest

from adapters.slack.shortcuts import chosen, pointed, shortcuts
from bots.bot import Asked, Bot, Picked, Reply, command, message_action
from bots.chat import Context
from bots.suite import Suite
from tests.adapters.slack.office import Office
from tests.adapters.slack.small import SEEN, small_bot
from tests.adapters.slack.test_incoming import HERE

wire = pytest.mark.wire


@wire
async def test_an_action_on_a_colleagues_message_in_a_thread(here: Office) -> None:
    """The message's words and author come along; the answer is for the one who pointed, in that thread."""
    slack, ana = here.slack, here.ana
    first = await slack.says(here.noor, here.support, "Who knows?")
    said = await slack.says(here.mark, here.support, "I <b> & you", thread=first)
    await slack.message_action(ana, said, "small.tell.en")
    await here.settles()
    found = SEEN.picked[0]
    assert found == Picked(f"slack:T0TOWNHALL/{here.support.id}/{said.ts}", "I <b> & you", here.ids["U0MARK"], ())
    assert "Told" in here.passing(ana).words
    assert len(slack.messages(here.support)) == 2
    await here.presses(ana, here.passing(ana), "Look")
    assert "counted to 0" in here.passing(ana).words


@wire
async def test_an_action_that_opens_a_form_leaves_the_message_as_it_is(here: Office) -> None:
    slack, ana = here.slack, here.ana
    said = await slack.says(here.mark, here.support, "Remember this")
    await slack.message_action(ana, said, "small.note.nl")
    await here.settles()
    assert slack.modal(ana).blocks[0]["element"]["initial_value"] == "Remember this"
    await here.submits(ana, text="Done")
    assert "Noted" in here.passing(ana).words
    assert said.text == "Remember this"
    await slack.message_action(ana, said, "small.mark.en")
    await here.settles()
    assert here.passing(ana).text == "Marked"


@wire
async def test_an_action_on_what_townhall_said_has_no_author(here: Office) -> None:
    await here.types(here.ana, "/smallcard")
    await here.slack.message_action(here.ana, here.last(here.ana), "small.tell.en")
    await here.settles()
    assert SEEN.picked[0].author is None
    assert "Told" in here.last(here.ana).words


@wire
async def test_a_shortcut_from_an_older_version_is_answered_kindly(here: Office) -> None:
    """T13: the menu still shows what no code knows any more."""
    said = await here.slack.says(here.mark, here.support, "Hm")
    await here.slack.message_action(here.ana, said, "small.gone.en")
    await here.slack.shortcut(here.ana, "unknown")
    await here.settles()
    assert "older version" in here.passing(here.ana).text


@wire
async def test_a_stranger_pointing_at_a_message_is_told_nothing(here: Office) -> None:
    """T14: a guest may open the menu too."""
    said = await here.slack.says(here.mark, here.support, "Secret")
    await here.slack.message_action(here.eve, said, "small.tell.en")
    await here.settles()
    assert "I don't know you yet" in here.passing(here.eve).text
    assert SEEN.picked == []


@wire
async def test_a_command_from_slacks_own_menu(here: Office) -> None:
    """It opens its form at once; what it says comes in the direct conversation, where it can be found again."""
    await here.slack.shortcut(here.ana, "command.jot.en")
    await here.settles()
    await here.submits(here.ana, text="Milk")
    assert "Milk" in here.last(here.ana).words
    await here.slack.shortcut(here.noor, "command.tally.nl")
    await here.settles()
    assert here.last(here.noor).text == "So far 0"


@wire
async def test_an_action_on_a_colleague_asks_whom_where_slack_has_no_menu_on_people(here: Office) -> None:
    """From Slack's own menu: the form asks whom, and the action's own form takes its place."""
    slack, ana = here.slack, here.ana
    await slack.shortcut(ana, "person.discussions.kudos_to.en")
    await here.settles()
    await here.submits(ana, colleague=here.mark)
    receiver = next(one for one in slack.modal(ana).blocks if one["block_id"] == "receiver")
    assert receiver["element"]["initial_user"] == here.mark.id
    await here.submits(ana, words="For the quick fix", value="0")
    assert "Mark reads it" in here.last(ana).words
    await slack.shortcut(here.noor, "person.home.who_is.nl")
    await here.settles()
    await here.submits(here.noor, colleague=here.eve)
    assert "gasten en bots" in str(slack.modal(here.noor).body) or slack.modal(here.noor)


def test_both_languages_stand_in_the_manifest_while_they_fit() -> None:
    made = shortcuts(Suite([small_bot()]))
    named = {one["name"]: one["type"] for one in made}
    assert named["Keep a note…"] == named["Notitie maken…"] == "message"
    assert named["Jot something down"] == named["Iets opschrijven"] == "global"
    assert named["Tally"] == named["Stand"] == "global"
    assert [one["type"] for one in made] == ["message"] * 6 + ["global"] * 4
    assert len({one["callback_id"] for one in made}) == len(made) == 10
    assert {one["name"] for one in shortcuts(Suite([small_bot()]), ["nl"])} < set(named)


def test_more_than_fit_keep_to_the_companys_language_and_leave_commands_out() -> None:
    marks: list[object] = []
    for number in range(9):

        @message_action(f"act{'abcdefghi'[number]}", f"Act {number}", f"Doe {number}")
        def act(ctx: Context, picked: Picked) -> Reply:
            """Do it."""
            return "Done"

        @command(f"do{number}", help=(f"Do {number}", f"Doe het {number}"), shortcut=True)
        def do(ctx: Context, asked: Asked) -> Reply:
            """Do it."""
            return "Done"

        marks += [act, do]
    bot = Bot("many", "Many", [])
    bot.marks.extend(marks)  # type: ignore[arg-type]
    for one in bot.marks:
        one.belong_to("many")
    made = shortcuts(Suite([bot], "nl"))
    assert [one["name"] for one in made] == [*(f"Doe {number}" for number in range(9)), "Doe het 0"]
    assert len(made) == 10


def test_payloads_without_what_they_are_about_are_nothing() -> None:
    """T72."""
    assert pointed({"type": "message_action"}, HERE) is None
    assert pointed({"message": None, "channel": {"id": None}, "message_ts": 1}, HERE) is None
    odd = {"channel": {"id": "C1"}, "message_ts": "1.1", "message": {"text": None, "files": [None, {"name": "a.pdf"}]}}
    found = pointed(odd, HERE)
    assert found
    assert (found.text, found.author, found.files, found.id) == ("", "", ("a.pdf",), "")
    assert chosen({"callback_id": None}, HERE) is None
