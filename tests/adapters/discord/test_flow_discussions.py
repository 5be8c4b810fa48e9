"""Talking something over on the real discord.py: in a channel, a thread and a forum post; heard, decided, promised, thanked."""

import asyncio

import pytest

from core import discussions, people
from core.db import Tx
from core.people.models import Person, Team
from tests.adapters.discord.conftest import Office
from tests.wire.discord import Channel

pytestmark = pytest.mark.wire


async def voices(office: Office, *wanted: int) -> bool:
    """Whether exactly these were heard in the first discussion, once what was said has come in."""
    for _try in range(300):
        await office.worker.drain()
        found: set[int] = await office.db.read(lambda tx: discussions.voices(tx, 1))
        if found == set(wanted):
            return True
        await asyncio.sleep(0.01)
    return False


async def test_from_the_first_line_to_the_decision_and_what_was_promised(office: Office) -> None:
    discord = office.discord
    mark = await office.hires("Mark Visser")
    ana = await office.hires("Ana Bakker", mark)
    joris = await office.hires("Joris Mulder", mark)
    noor = await office.hires("Noor de Wit", mark, locale="nl", language="nl")
    form = (await mark.types("discuss", line="A new office")).modal
    panel = await mark.sends(form, about="Where shall we sit?", due_on="4 dec")
    (card,) = office.standing()
    (thread,) = discord.threads(office.place)
    assert "Discussion: A new office" in card.text
    assert "Say what you think here" in discord.messages(thread)[0].text
    form = (await mark.presses("Who must be heard…", on=panel.message)).modal
    panel = await mark.sends(form, teams=[f"team:{office.team}"])
    discord.says(ana.account, thread, "Upstairs is too warm")
    await office.comes(lambda: "Heard: 1/1" in discord.refreshed(card).text)
    assert "nothing to add" in (await joris.presses("Nothing to add", on=card)).text
    form = (await mark.types("poll", channel=thread)).modal
    await mark.sends(form, question="Up or down?", choices="Up\nDown")
    await noor.presses("2. Down", on=discord.messages(thread)[-1])
    assert await voices(office, ana.id, joris.id, noor.id)

    await mark.presses("For whoever leads", on=card)
    form = (await mark.presses("Close with a decision…")).modal
    closed = await mark.sends(form, summary="Upstairs is warm", decision="We stay downstairs", reasons="It is cooler")
    assert "We stay downstairs" in discord.refreshed(card).text
    assert "Decided: A new office" in discord.messages(thread)[-1].text
    told = [one for one in office.standing() if "Open" in one.buttons]
    opened = [(await who.presses("Open", on=one)).text for one in told for who in (ana, joris, noor)]
    assert sum("We stay downstairs" in one for one in opened) >= 3, "a knock in the place for each who took part"
    form = (await mark.presses("Make a promise of it…", on=closed.message)).modal
    await mark.sends(form, words="Fans for everybody", due_on="11 dec", owner=[ana.account])
    assert "Ana Bakker: Fans for everybody" in discord.refreshed(card).text
    assert "Fans for everybody" in (await noor.types("beloftes")).text


@pytest.mark.parametrize("kind", ["thread", "forum"])
async def test_in_a_thread_or_a_forum_post_it_stays_there(office: Office, kind: str) -> None:
    discord = office.discord
    mark, ana = await office.hires("Mark Visser"), await office.hires("Ana Bakker")
    above: Channel = office.place if kind == "thread" else discord.forum("ideas")
    post = discord.opens_thread(ana.account, above, "Better coffee")
    discord.says(ana.account, post, "The machine is old")
    form = (await mark.types("discuss", channel=post, line="Better coffee")).modal
    await mark.sends(form, due_on="4 dec")
    assert "Discussion: Better coffee" in discord.messages(post)[-1].text
    discord.says(ana.account, post, "Yes please")
    assert await voices(office, ana.id)
    assert office.standing() == []
    assert len(discord.threads(above)) == 1


async def test_a_forum_as_the_teams_place_gets_a_post_of_its_own(office: Office) -> None:
    """Chosen from a direct conversation: the card opens a post, and whoever writes in it is heard."""
    discord = office.discord
    mark, ana = await office.hires("Mark Visser"), await office.hires("Ana Bakker")
    forum = discord.forum("ideas")
    await discord.until(lambda: office.chat.connection.client.get_channel(forum.id))  # type: ignore[union-attr]
    ref = f"discord:{discord.guild_id}/{forum.id}"
    number = await office.db.write(lambda tx: people.put_place(tx, ref, "ideas", "team", office.team))
    form = (await mark.types("discuss", line="Better coffee")).modal
    await mark.sends(form, place=str(number), due_on="4 dec")
    (post,) = discord.threads(forum)
    assert "Better coffee" in post.name
    assert "Say what you think here" in discord.messages(post)[-1].text
    discord.says(ana.account, post, "Yes please")
    assert await voices(office, ana.id)


async def test_kudos_in_one_line(office: Office) -> None:
    mark, ana = await office.hires("Mark Visser"), await office.hires("Ana Bakker")
    said = await mark.types("kudos", who=ana.account, words="the quick fix")
    assert "Said. Ana reads it" in said.text
    assert "Mark Visser thanks Ana Bakker" in office.standing()[-1].text
    bot = office.discord.person("Eve")
    assert "Choose a colleague" in (await mark.types("kudos", who=bot, words="nothing")).text
    form = (await mark.types("kudos", who=ana.account)).modal
    await mark.sends(form, words="The cake")
    assert "The cake" in office.standing()[-1].text


async def test_a_question_to_a_department_is_answered_by_a_message_in_its_thread(office: Office) -> None:
    discord = office.discord
    ana, noor = await office.hires("Ana Bakker", direct=True), await office.hires("Noor de Wit")
    discord.dm(ana.account)

    def elsewhere(tx: Tx) -> None:
        row, person = Team(name="Sales"), tx.get(Person, ana.id)
        tx.add(row)
        tx.flush()
        assert person is not None
        person.team_id = row.id

    await office.db.write(elsewhere)
    await ana.types("ask", team="Support")
    await ana.sends((await ana.presses("Ask…")).modal, words="Where are the spare keys?")
    (card,) = office.standing()
    thread = discord.opens_thread(noor.account, card, "Keys")
    said = discord.says(noor.account, thread, "In the blue cupboard")
    told = await office.comes(lambda: discord.dms(ana.account))
    assert "Colleagues write about it" in told[-1].text
    assert "Sent." in (await discord.context(noor.account, "Answer a colleague", said)).text
    await office.worker.drain()
    assert "In the blue cupboard" in discord.dms(ana.account)[-1].text
    assert "In the blue cupboard" in discord.refreshed(card).text
