"""Talking something over on the real Bolt: heard in its thread, decided, told, promised; kudos and a question answered."""

import pytest

from core import discussions
from core.people.models import Person
from tests.adapters.slack.hiring import hire, team, thread
from tests.adapters.slack.office import Office
from tests.wire.slack import Message

pytestmark = pytest.mark.wire


def posted(here: Office) -> list[Message]:
    """What Townhall said in #support itself, not in its threads."""
    return [one for one in here.slack.messages(here.support) if one.thread_ts is None and one.from_bot]


async def voices(here: Office) -> set[int]:
    """Who was heard in the first discussion."""
    return await here.db.read(lambda tx: discussions.voices(tx, 1))


async def test_from_the_first_line_to_the_decision_and_what_was_promised(here: Office) -> None:
    slack, ana, mark, noor = here.slack, here.ana, here.mark, here.noor
    support = await team(here, "Support", (here.support, "team"))
    joris = await hire(here, "U0JORIS", "Joris Smit", support)
    await here.types(mark, "/discuss A new office", here.support)
    await here.submits(mark, about="Where shall we sit?", due_on="2026-12-04")
    (card,) = posted(here)
    assert "Discussion: A new office" in card.words
    assert "Say what you think here" in thread(here, card)[0].words
    await here.presses(mark, here.passing(mark), "Who must be heard…")
    await here.submits(mark, teams=[f"team:{support}"])
    assert "Mark Visser hoort je graag" in here.last(noor).words
    await slack.says(ana, here.support, "Upstairs is too warm", thread=card)
    await here.settles()
    assert "1/1" in card.words
    await here.presses(joris, here.last(joris), "Nothing to add")
    assert "You were heard" in here.last(joris).words
    await slack.mention(mark, here.support, "poll", thread=card)
    await here.settles()
    await here.presses(mark, here.passing(mark), "Open form…")
    await here.submits(mark, question="Up or down?", choices="Up\nDown")
    await here.presses(noor, thread(here, card)[-1], "2. Down")
    assert await voices(here) == {here.ids[one.id] for one in (ana, joris, noor)}

    await here.presses(mark, card, "For whoever leads")
    await here.presses(mark, here.passing(mark), "Close with a decision…")
    await here.submits(mark, summary="Upstairs is warm", decision="We stay downstairs", reasons="It is cooler")
    assert "We stay downstairs" in card.words
    assert "Decided: A new office" in thread(here, card)[-1].words
    for who, said in ((ana, "Decided: A new office"), (joris, "Decided: A new office"), (noor, "Besloten")):
        assert any(said in one.words for one in slack.messages(who)), who.name
    await here.presses(mark, here.passing(mark), "Make a promise of it…")
    await here.submits(mark, words="Fans for everybody", due_on="2026-12-11", owner=ana)
    assert "Ana Bakker: Fans for everybody" in card.words
    await here.types(noor, "/beloftes")
    assert "Fans for everybody" in here.last(noor).words


async def test_in_a_thread_it_stays_there(here: Office) -> None:
    """Named in a thread, since Slack takes no commands there; whoever writes in it is heard."""
    slack, ana, mark = here.slack, here.ana, here.mark
    root = await slack.says(ana, here.support, "The coffee machine")
    await slack.mention(mark, here.support, "discuss Better coffee", thread=root)
    await here.settles()
    await here.presses(mark, here.passing(mark), "Open form…")
    await here.submits(mark, due_on="2026-12-04")
    assert "Discussion: Better coffee" in thread(here, root)[-1].words
    assert posted(here) == []
    await slack.says(ana, here.support, "Yes please", thread=root)
    await here.settles()
    assert await voices(here) == {here.ids[ana.id]}


async def test_kudos_in_one_line_and_from_a_message(here: Office) -> None:
    slack, ana, mark, noor = here.slack, here.ana, here.mark, here.noor
    await team(here, "Support", (here.support, "team"))
    await here.types(mark, f"/kudos {ana.mention} for the quick fix", here.support)
    assert "Mark Visser thanks Ana Bakker" in posted(here)[-1].words
    assert "for the quick fix" in posted(here)[-1].words
    assert slack.messages(ana) == [], "it is for the digest: no ping"
    said = await slack.says(ana, here.support, "It works again")
    await slack.message_action(noor, said, "discussions.kudos_for.nl")
    await here.settles()
    await here.submits(noor, words="Snel gedaan")
    assert "Noor de Wit thanks Ana Bakker" in posted(here)[-1].words
    await here.types(mark, f"/kudos {here.eve.mention} for nothing", here.support)
    assert "guests and bots" in here.passing(mark).words


async def test_a_question_to_a_department_is_answered_by_a_message_in_its_thread(here: Office) -> None:
    slack, ana, noor = here.slack, here.ana, here.noor
    await team(here, "Support", (here.support, "team"))
    sales = await team(here, "Sales")
    await here.db.write(lambda tx: setattr(tx.get(Person, here.ids[ana.id]), "team_id", sales))
    await here.types(ana, "/ask Support")
    await here.presses(ana, here.last(ana), "Ask…")
    await here.submits(ana, words="Where are the spare keys?")
    (card,) = posted(here)
    said = await slack.says(noor, here.support, "In the blue cupboard", thread=card)
    await here.settles()
    assert "Colleagues write about it in #support" in here.last(ana).words
    await slack.message_action(noor, said, "discussions.answers_it.nl")
    await here.settles()
    assert "In the blue cupboard" in here.last(ana).words
    assert "In the blue cupboard" in card.words
