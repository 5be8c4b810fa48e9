"""A customer's question over the real discord.py: from a message, to two departments and their threads, back, to its cause."""

from dataclasses import dataclass

import pytest
import pytest_asyncio

from core import escalation, people
from core.db import Tx
from core.people.models import Grant, Person, Team
from tests.adapters.discord.conftest import Colleague, Office
from tests.wire.discord import Channel, Message

pytestmark = pytest.mark.wire


@dataclass
class Desk:
    """Tech (Joris, Kim) and Finance (Fatima) with a channel each; Ana is the one whose customers ask."""

    office: Office
    tech: Channel
    finance: Channel
    ana: Colleague
    joris: Colleague
    kim: Colleague
    fatima: Colleague
    teams: list[str]

    async def escalates(self, said: Message, **more: object) -> str:
        """Ana points at a message and asks both departments; what she reads."""
        form = (await self.office.discord.context(self.ana.account, "Escalate", said)).modal
        return (await self.ana.sends(form, departments=self.teams, **more)).text

    def card(self, place: Channel) -> Message:
        """The newest card in a department's channel."""
        return self.office.discord.messages(place)[-1]

    def thread(self, place: Channel) -> list[str]:
        """What stands in the newest thread of a channel."""
        return [one.text for one in self.office.discord.messages(self.office.discord.threads(place)[-1])]


@pytest_asyncio.fixture
async def desk(office: Office) -> Desk:
    """The departments and their people."""
    discord = office.discord
    rooms = [discord.channel("tech-desk"), discord.channel("finance-desk")]
    ana, joris, kim, fatima = [
        await office.hires(name) for name in ("Ana Bakker", "Joris Smit", "Kim Bos", "Fatima Aziz")
    ]

    def unit(tx: Tx) -> list[str]:
        made = []
        for name, room, crew in (("Tech", rooms[0], (joris, kim)), ("Finance", rooms[1], (fatima,))):
            row = Team(name=name)
            tx.add(row)
            tx.flush()
            people.put_place(tx, f"discord:{discord.guild_id}/{room.id}", room.name, "department", row.id)
            for one in crew:
                person = tx.get(Person, one.id)
                assert person is not None
                person.team_id = row.id
            made.append(str(row.id))
        return made

    return Desk(office, *rooms, ana, joris, kim, fatima, await office.db.write(unit))


async def test_from_a_message_in_a_thread_to_two_departments_and_back(desk: Desk) -> None:
    office, discord, ana = desk.office, desk.office.discord, desk.ana
    origin = discord.opens_thread(ana.account, office.place, "Case of the day")
    said = discord.says(desk.kim.account, origin, "Why was NL91ABNA0417164300 charged twice?")
    assert "Your question CQ-1" in await desk.escalates(said)
    for room in (desk.tech, desk.finance):
        assert "CQ-1: Ana Bakker asks for a customer" in desk.card(room).text
        assert "NL91ABNA0417164300" not in desk.card(room).text
    assert "CQ-1 is with the departments" in discord.messages(origin)[-1].text

    await desk.fatima.presses("I'll take this", on=desk.card(desk.finance))
    assert "Finance ✋ Fatima" in desk.card(desk.tech).text
    form = (await desk.fatima.presses("Answer…", on=desk.card(desk.finance))).modal
    await desk.fatima.sends(form, text="The second one is paid back on Monday.")
    assert "Finance answered CQ-1" in desk.thread(desk.finance)[-1]
    assert "paid back on Monday" in discord.messages(origin)[-1].text

    inside = discord.opens_thread(desk.joris.account, desk.card(desk.tech), "CQ-1")
    note = discord.says(desk.joris.account, inside, "A double click. It is mended.")
    form = (await discord.context(desk.joris.account, "This is the answer", note)).modal
    assert form is not None
    assert form.control("text")["value"] == "A double click. It is mended."
    await desk.joris.sends(form)
    assert "A double click. It is mended." in discord.messages(origin)[-1].text
    assert "Tech answered CQ-1" in desk.thread(desk.tech)[-1], "the answer stands in the thread they opened themselves"
    knock = office.standing()[-1]
    answers = await ana.presses("Open", on=knock)
    assert "Is the customer helped?" in answers.text
    helped = await ana.presses("Customer helped")
    assert (helped.kind, helped.ephemeral) == ("update", True)
    for room in (desk.tech, desk.finance):
        assert "customer helped" in desk.card(room).text
    assert "customer helped" in discord.messages(origin)[1].text


async def test_when_its_cause_is_fixed_the_thread_it_came_from_gets_the_line(desk: Desk) -> None:
    discord, joris = desk.office.discord, desk.joris
    said = discord.says(desk.kim.account, desk.office.place, "Charged twice again")
    await desk.escalates(said, about="Invoices")
    form = (await joris.presses("Known problem…", on=desk.card(desk.tech))).modal
    await joris.sends(form, known="new", title="Charged twice")
    listed = await joris.types("problems")
    assert "Charged twice" in listed.text
    assert listed.message is not None
    await joris.presses(next(label for label in listed.message.buttons if "Open" in label))
    form = (await joris.presses("Structural fix…")).modal
    opened = await joris.sends(form, what="One click only", owner=[joris.account], due_on="27 nov")
    assert "One click only" in opened.text
    await joris.presses("Fixed")
    check = desk.card(desk.tech)
    assert "It works" in check.buttons
    await desk.kim.presses("It works", on=check)
    assert (await desk.office.db.read(lambda tx: escalation.problem(tx, 1))).status == "solved"
    thread = discord.messages(discord.threads(desk.office.place)[-1])
    assert "solved" in thread[-1].text
    assert thread[0].payload["channel_id"] == str(said.id), "under the customer's own words"


async def test_the_report_arrives_as_a_file_for_who_asked_only(desk: Desk) -> None:
    office, discord, ana = desk.office, desk.office.discord, desk.ana
    await office.db.write(lambda tx: tx.add(Grant(person_id=ana.id, role="leader")))
    await desk.escalates(discord.says(ana.account, office.place, "When does my parcel come?"))
    form = (await desk.kim.presses("Answer…", on=desk.card(desk.tech))).modal
    await desk.kim.sends(form, text="Soon.")
    report = await ana.types("escalate-report")
    assert "Tech" in report.text
    taken = await ana.presses("Excel")
    assert taken.ephemeral
    assert taken.message is not None
    (file,) = taken.message.attachments
    assert file["filename"].endswith(".xlsx")
    assert (discord.state.cdn.get(file["url"]) or b"")[:2] == b"PK"
