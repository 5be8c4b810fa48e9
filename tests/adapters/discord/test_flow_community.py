"""Looking after the conversation on the real discord.py: what is counted and not, a word in the place, a post that waits."""

import asyncio
from datetime import datetime, timedelta

import pytest
from discord.utils import snowflake_time
from sqlalchemy import select

from core import community, people, privacy
from core.community.models import Count
from core.db import Tx, table
from core.desk.models import Inbound
from core.people.models import Grant, Person, Team
from tests.adapters.discord.conftest import Colleague, Office
from tests.wire.discord import Message

pytestmark = pytest.mark.wire


def tuesday_after(post: Message) -> datetime:
    """Eleven o'clock on a Tuesday, more than eight working hours after this message by Discord's own clock."""
    later = snowflake_time(post.id).replace(hour=10, minute=0) + timedelta(days=7)
    return later + timedelta(days=(1 - later.weekday()) % 7)


async def counted(office: Office) -> int:
    """How many messages were counted, everywhere."""
    count = table(Count)
    return sum(row.messages for row in await office.db.read(lambda tx: tx.execute(select(count.c.messages)).all()))


async def grows_to(office: Office, wanted: int) -> bool:
    """Whether so many messages are counted once what was said has come in."""
    for _try in range(300):
        if await counted(office) == wanted:
            return True
        await office.worker.drain()
        await asyncio.sleep(0.01)
    return False


async def came_in(office: Office, said: Message) -> bool:
    """Whether this message has been looked at, counted or not."""
    known = table(Inbound)
    for _try in range(300):
        if await office.db.read(
            lambda tx: tx.execute(select(known.c.key).where(known.c.key == f"discord:{said.id}")).first()
        ):
            return True
        await asyncio.sleep(0.01)
    return False


async def looks_after(office: Office, who: Colleague, *roles: str) -> None:
    """Somebody of the office, with these roles."""

    def unit(tx: Tx) -> None:
        row, person = Team(name="Office"), tx.get(Person, who.id)
        tx.add(row)
        tx.flush()
        assert person is not None
        person.team_id = row.id
        for role in roles:
            tx.add(Grant(person_id=who.id, role=role))

    await office.db.write(unit)


async def test_messages_are_counted_from_channels_and_their_threads_only(office: Office) -> None:
    """T15, T56, T70: nothing before a ground is recorded; no guests, bots, direct messages, private channels or threads."""
    discord = office.discord
    hanna, ana = await office.hires("Hanna Vos"), await office.hires("Ana Bakker")
    await looks_after(office, hanna, "hr")
    closed = discord.channel("closed", members=[ana.account])
    ref = f"discord:{discord.guild_id}/{closed.id}"

    def record(tx: Tx) -> None:
        people.put_place(tx, ref, "closed", "team", office.team)
        me = people.get(tx, hanna.id)
        privacy.record_ground(tx, me, community.FEATURE, privacy.Basis.WORKS_COUNCIL, "OR 2026-14")

    before = discord.says(ana.account, office.place, "Before anybody said that counting may")
    assert await came_in(office, before)
    office.clock.set(snowflake_time(before.id))  # Messages carry Discord's own time: the ground begins on the same day
    await office.db.write(record)
    thread = discord.opens_thread(ana.account, office.place, "Lunch")
    discord.says(ana.account, closed, "Among us")
    discord.says(discord.person("Eve"), office.place, "A stranger")
    discord.says(ana.account, discord.dm(ana.account), "home")
    await ana.types("home")
    discord.says(ana.account, office.place, "One")
    last = discord.says(hanna.account, thread, "Two")
    assert await grows_to(office, 2)
    discord.replay(last, times=2)
    discord.says(ana.account, office.place, "Three")
    assert await grows_to(office, 3)


async def test_a_word_stands_in_the_place_and_reaches_persons_once_an_admin_allows_it(office: Office) -> None:
    """Decision 23: nobody is written to; who wants to, answers from the card, and the sender alone reads it."""
    discord = office.discord
    coen = await office.hires("Coen Visser", direct=True)
    ana = await office.hires("Ana Bakker", direct=True)
    for one in (coen, ana):
        discord.dm(one.account)
    await looks_after(office, coen, "community", "admin")
    form = (await coen.types("nudge")).modal
    preview = await coen.sends(form, team=f"team:{office.team}", words="How are things? Coffee is on me.")
    assert "Not sent yet: a word to Support" in preview.text
    assert office.standing() == []
    sent = await coen.presses("Send")
    assert "on its way" in sent.text
    (card,) = office.standing()
    assert "A word from Coen Visser" in card.text
    assert discord.dms(ana.account) == []
    answer = await ana.sends((await ana.presses("Reply…", on=card)).modal, words="Busy with the new phones.")
    assert "Only the one who wrote to you sees it" in answer.text
    assert "Ana Bakker writes back" in discord.dms(coen.account)[-1].text
    form = (await coen.types("townhall-discord", channel=discord.dm(coen.account))).modal
    assert "Saved" in (await coen.sends(form, nudges=True)).text
    office.clock.move(timedelta(days=17))
    form = (await coen.types("nudge")).modal
    await coen.sends(form, team=f"team:{office.team}", words="And now?")
    await coen.presses("Send")
    assert "And now?" in discord.dms(ana.account)[-1].text
    assert len(office.standing()) == 1


async def test_an_emoji_shows_that_a_post_was_seen_and_ends_nothing_where_no_words_are_shown(office: Office) -> None:
    """The real raw reaction: not one's own, not a stranger's; the post waits for words, or for [Needs no answer]."""
    discord = office.discord
    coen, ana = await office.hires("Coen Visser", direct=True), await office.hires("Ana Bakker")
    discord.dm(coen.account)
    await looks_after(office, coen, "community")
    post = discord.says(ana.account, office.place, "The new phones are here")

    async def comes_in(seen: bool) -> bool:
        for _try in range(300):
            found = await office.db.read(lambda tx: community.find_post(tx, 1))
            if found and bool(found.seen_at) == seen:
                return not found.settled_at
            await asyncio.sleep(0.01)
        return False

    assert await comes_in(False)
    discord.reacts(ana.account, post, "🎉")
    discord.reacts(discord.person("Eve"), post, "👀")
    await ana.types("home")
    assert await comes_in(False)
    discord.reacts(coen.account, post, "👀")
    assert await comes_in(True)
    office.clock.set(tuesday_after(post))
    await coen.types("community", channel=discord.dm(coen.account))
    await coen.presses("Posts waiting: 1")
    card = await coen.presses("1 · Look")
    assert "Somebody else put an emoji on it" in card.text
    done = await coen.presses("Needs no answer")
    assert "A post needs no answer" in done.text


async def test_a_newcomers_first_post_that_nobody_answers_is_whispered_about(office: Office) -> None:
    discord = office.discord
    coen, kim = await office.hires("Coen Visser", direct=True), await office.hires("Kim Bos")
    discord.dm(coen.account)
    await looks_after(office, coen, "community")

    hello = discord.says(coen.account, office.place, "Good morning")

    def new(tx: Tx) -> None:
        person = tx.get(Person, kim.id)
        assert person is not None
        person.started_on = (snowflake_time(hello.id) - timedelta(days=3)).date()

    await office.db.write(new)
    post = discord.says(kim.account, office.place, "Hello, who knows where the keys are?")
    for _try in range(300):
        if await office.db.read(lambda tx: community.find_post(tx, 2)):
            break
        await asyncio.sleep(0.01)
    office.clock.set(tuesday_after(post))
    card = (await office.comes(lambda: discord.dms(coen.account)))[-1]
    assert "The first post of somebody new waits" in card.text
    assert "keys" not in card.text, "its words are not kept"
    form = (await coen.presses("Answer…", on=card)).modal
    await coen.sends(form, words="Ask Ana, she has them")
    (thread,) = discord.threads(office.place)
    assert thread.id == post.id, "under the post itself"
    assert "Coen Visser answers" in discord.messages(thread)[-1].text
