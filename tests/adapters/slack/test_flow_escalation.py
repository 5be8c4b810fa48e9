"""A customer's question over the real Bolt: from a message, to two departments and their threads, back, and to its cause."""

from dataclasses import dataclass

import pytest

from core import escalation
from tests.adapters.slack.hiring import grant, hire, team, thread
from tests.adapters.slack.office import Office
from tests.wire.slack import Conversation, Message
from tests.wire.slack import Person as User

pytestmark = pytest.mark.wire
ONE_WAY_IN = pytest.mark.parametrize("here", ["socket"], indirect=True)


@dataclass
class Desk:
    """Tech (Joris, Kim) and Finance (Fatima) with a channel each; Ana is the one whose customers ask."""

    here: Office
    tech: Conversation
    finance: Conversation
    joris: User
    kim: User
    fatima: User
    teams: list[str]

    async def escalates(self, said: Message, **more: object) -> None:
        """Ana points at a message and asks both departments."""
        await self.here.slack.message_action(self.here.ana, said, "escalation.escalate.en")
        await self.here.settles()
        await self.here.submits(self.here.ana, departments=self.teams, **more)

    def card(self, place: Conversation) -> Message:
        """The newest card in a department's channel."""
        return [one for one in self.here.slack.messages(place) if one.thread_ts is None and one.from_bot][-1]


@pytest.fixture
async def desk(here: Office) -> Desk:
    """The departments and their people."""
    slack = here.slack
    rooms = [slack.channel("C0TECH", "tech-desk"), slack.channel("C0FINANCE", "finance-desk")]
    teams = [await team(here, "Tech", (rooms[0], "department")), await team(here, "Finance", (rooms[1], "department"))]
    joris = await hire(here, "U0JORIS", "Joris Smit", teams[0])
    kim = await hire(here, "U0KIM", "Kim Bos", teams[0])
    fatima = await hire(here, "U0FATIMA", "Fatima Aziz", teams[1])
    rooms[0].members += [joris.id, kim.id]
    rooms[1].members += [fatima.id]
    return Desk(here, *rooms, joris, kim, fatima, [str(one) for one in teams])


async def test_from_a_message_in_a_thread_to_two_departments_and_back(desk: Desk) -> None:
    here, slack, ana = desk.here, desk.here.slack, desk.here.ana
    root = await slack.says(here.noor, here.support, "Case of the day")
    said = await slack.says(here.mark, here.support, "Why was NL91ABNA0417164300 charged twice?", thread=root)
    await desk.escalates(said)
    for room in (desk.tech, desk.finance):
        card = desk.card(room)
        assert "CQ-1: Ana Bakker asks for a customer" in card.words
        assert "NL91ABNA0417164300" not in card.words
    assert [one.words.split("\n")[0] for one in thread(here, root)[1:]] == ["CQ-1 is with the departments"]
    assert "Your question CQ-1" in here.last(ana).words

    await here.presses(desk.fatima, desk.card(desk.finance), "I'll take this")
    assert "Finance ✋ Fatima" in desk.card(desk.tech).words
    await here.presses(desk.fatima, desk.card(desk.finance), "Answer…")
    await here.submits(desk.fatima, text="The second one is paid back on Monday.")
    assert "Finance answered CQ-1" in thread(here, desk.card(desk.finance))[-1].words
    assert "paid back on Monday" in thread(here, root)[-1].words

    note = await slack.says(desk.joris, desk.tech, "A double click. It is mended.", thread=desk.card(desk.tech))
    await slack.message_action(desk.joris, note, "escalation.this.en")
    await here.settles()
    form = slack.modal(desk.joris)
    assert "CQ-1" in form.words
    await here.submits(desk.joris)
    assert "A double click. It is mended." in thread(here, root)[-1].words
    assert "Is the customer helped?" in here.last(ana).words
    await here.presses(ana, here.last(ana), "Customer helped")
    for room in (desk.tech, desk.finance):
        assert "customer helped" in desk.card(room).words
    assert "customer helped" in thread(here, root)[1].words
    outside = [one for one in slack.messages(here.support) if one.thread_ts is None and one.from_bot]
    assert outside == [], "everything came back in the thread"


@ONE_WAY_IN
async def test_not_good_enough_yet_goes_into_the_departments_threads(desk: Desk) -> None:
    here, slack, ana = desk.here, desk.here.slack, desk.here.ana
    said = await slack.says(ana, here.support, "When does my parcel come?")
    await desk.escalates(said)
    for who, room in ((desk.kim, desk.tech), (desk.fatima, desk.finance)):
        await here.presses(who, desk.card(room), "Answer…")
        await here.submits(who, text="Soon.")
    await here.presses(ana, here.last(ana), "Not good enough yet…")
    await here.submits(ana, more="On which day?")
    for room in (desk.tech, desk.finance):
        assert "On which day?" in thread(here, desk.card(room))[-1].words


@ONE_WAY_IN
async def test_when_its_cause_is_fixed_the_thread_it_came_from_gets_the_line(desk: Desk) -> None:
    here, slack = desk.here, desk.here.slack
    said = await slack.says(here.mark, here.support, "Charged twice again")
    await desk.escalates(said, about="Invoices")
    await here.presses(desk.joris, desk.card(desk.tech), "Known problem…")
    await here.submits(desk.joris, known="new", title="Charged twice")
    await here.types(desk.joris, "/problems")
    await here.presses(desk.joris, here.last(desk.joris), "Open")
    await here.presses(desk.joris, here.last(desk.joris), "Structural fix…")
    await here.submits(desk.joris, what="One click only", owner=desk.joris, due_on="2026-11-27")
    owned = [one for one in slack.messages(desk.joris) if "Fixed" in one.buttons][-1]
    await here.presses(desk.joris, owned, "Fixed")
    check = [one for one in slack.messages(desk.tech) if "It works" in one.buttons][-1]
    await here.presses(desk.kim, check, "It works")
    assert (await here.db.read(lambda tx: escalation.problem(tx, 1))).status == "solved"
    assert "solved" in thread(here, said)[-1].words


@ONE_WAY_IN
async def test_the_report_arrives_as_a_file_in_the_direct_conversation(desk: Desk) -> None:
    here, slack, mark = desk.here, desk.here.slack, desk.here.mark
    await grant(here, mark, "leader")
    await desk.escalates(await slack.says(mark, here.support, "When does my parcel come?"))
    await here.presses(desk.kim, desk.card(desk.tech), "Answer…")
    await here.submits(desk.kim, text="Soon.")
    await here.types(mark, "/escalate report", here.support)
    assert "Customer questions, " in here.passing(mark).words
    assert "Tech" in here.passing(mark).words
    await here.presses(mark, here.passing(mark), "Excel")
    (file,) = slack.uploads
    assert (file.title.endswith(".xlsx"), file.content[:2], file.complete) == (True, b"PK", True)
    assert [name for one in slack.messages(mark) for name in one.files] == [file.id]
    assert not [one for one in slack.messages(here.support) if one.files], "nobody else gets it"
