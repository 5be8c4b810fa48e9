"""Looking after the conversation on the real Bolt: what is counted and what is not, a word and its answers, a post that waits."""

from datetime import date

import pytest
from sqlalchemy import select

from core import community, people, privacy
from core.community.models import Count
from core.db import Tx, table
from tests.adapters.slack.hiring import grant, hire, team
from tests.adapters.slack.office import Office

pytestmark = pytest.mark.wire


async def counted(here: Office) -> int:
    """How many messages were counted, everywhere."""
    count = table(Count)
    return sum(row.messages for row in await here.db.read(lambda tx: tx.execute(select(count.c.messages)).all()))


async def test_messages_are_counted_from_channels_and_their_threads_only(here: Office) -> None:
    """T15, T56, T70: nothing before a ground is recorded; no guests, bots, direct messages or private channels."""
    slack, ana, noor = here.slack, here.ana, here.noor
    closed = slack.channel("C0CLOSED", "closed", [ana, noor], private=True)
    await team(here, "Support", (here.support, "team"), (closed, "team"))
    await grant(here, here.mark, "hr")
    await slack.says(ana, here.support, "Before anybody said that counting may")
    await here.settles()
    assert await counted(here) == 0

    def record(tx: Tx) -> None:
        hr = people.get(tx, here.ids["U0MARK"])
        privacy.record_ground(tx, hr, community.FEATURE, privacy.Basis.WORKS_COUNCIL, "OR 2026-14")

    await here.db.write(record)
    root = await slack.says(ana, here.support, "One")
    await slack.says(noor, here.support, "Two", thread=root)
    await here.settles()
    assert await counted(here) == 2
    robot = slack.person("U0ROBOT", "Robot", bot=True)
    here.support.members.append(robot.id)
    await slack.says(here.eve, here.support, "A guest")
    await slack.says(robot, here.support, "A bot")
    await slack.says(ana, slack.dm(ana), "A word to Townhall")
    await slack.says(ana, closed, "Among us")
    await here.types(ana, "/timeoff 24 nov", here.support)
    await here.settles()
    assert await counted(here) == 2
    await slack.redeliver(None)
    await here.settles()
    assert await counted(here) == 2


async def test_a_word_is_previewed_sent_by_one_click_and_answered(here: Office) -> None:
    slack, ana, mark, noor = here.slack, here.ana, here.mark, here.noor
    await team(here, "Support", (here.support, "team"))
    office = await team(here, "Office")
    coen = await hire(here, "U0COEN", "Coen Visser", office, "community")
    await here.types(coen, "/nudge Support")
    await here.submits(coen, words="How are things? Coffee is on me.")
    preview = here.last(coen)
    assert "Not sent yet: a word to Support" in preview.words
    assert slack.messages(ana) == []
    await here.presses(coen, preview, "Send")
    assert "on its way" in preview.words
    word = here.last(ana)
    assert "A word from Coen Visser" in word.words
    await here.presses(ana, word, "Reply to Coen…")
    await here.submits(ana, words="Busy with the new phones.")
    assert "You wrote back." in word.words
    assert "Ana Bakker writes back" in here.last(coen).words
    await here.presses(noor, here.last(noor), "Doe ik")
    assert "doe ik" in here.last(noor).words
    await here.presses(mark, here.last(mark), "Less of this")
    assert not any("Noor" in one.words for one in slack.messages(coen)), "who did not write back stays unnamed"
    assert slack.messages(here.support) == []


async def test_an_emoji_ends_the_waiting_of_what_asks_nothing_and_of_no_question(here: Office) -> None:
    """The real `reaction_added`: once, not one's own, not a guest's, not a private channel's; who and which are not kept."""
    slack, ana, noor = here.slack, here.ana, here.noor
    closed = slack.channel("C0CLOSED", "closed", [ana, noor], private=True)
    lunch = slack.channel("C0LUNCH", "lunch", [ana, noor])
    await team(here, "Support", (here.support, "team"), (closed, "team"), (lunch, "team"))
    told = await slack.says(ana, here.support, "The new phones are here")
    asked = await slack.says(ana, lunch, "Who has the key?")
    among_us = await slack.says(ana, closed, "Cake at four")
    await here.settles()

    async def seen() -> list[tuple[bool, bool]]:
        found = await here.db.read(lambda tx: [community.find_post(tx, number) for number in (1, 2)])
        return [(bool(one and one.seen_at), bool(one and one.settled_at)) for one in found]

    assert await seen() == [(False, False)] * 2
    await slack.react(ana, told, "tada")
    await slack.react(here.eve, told, "eyes")
    await here.settles()
    assert await seen() == [(False, False)] * 2
    await slack.react(noor, told, "+1")
    await slack.react(noor, asked, "eyes")
    await slack.react(noor, among_us, "cake")
    await slack.redeliver(None)
    await here.settles()
    assert await seen() == [(False, True), (True, False)]
    await slack.says(noor, lunch, "I do", thread=asked)
    await here.settles()
    answered = await here.db.read(lambda tx: community.find_post(tx, 2))
    assert answered is not None
    assert answered.answered_at


async def test_a_newcomers_first_post_that_nobody_answers_is_whispered_about(here: Office) -> None:
    slack = here.slack
    support = await team(here, "Support", (here.support, "team"))
    coen = await hire(here, "U0COEN", "Coen Visser", await team(here, "Office"), "community")
    kim = await hire(here, "U0KIM", "Kim Bos", support, started=date(2026, 11, 16))
    post = await slack.says(kim, here.support, "Hello, who knows where the keys are?")
    await here.settles()
    await here.passes(days=4)
    await here.passes(hours=2)
    card = here.last(coen)
    assert "The first post of somebody new waits" in card.words
    assert "keys" not in card.words, "its words are not kept"
    await here.presses(coen, card, "Answer…")
    await here.submits(coen, words="Ask Ana, she has them")
    answer = slack.messages(here.support)[-1]
    assert answer.thread_ts == post.ts
    assert "Coen Visser answers" in answer.words
