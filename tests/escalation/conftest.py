"""A company with two departments that take customer questions, on Slack or on Discord."""

from asyncio import gather
from dataclasses import dataclass
from itertools import count

import pytest

from adapters.playground.client import SPACE, Posted
from bots.chat import Answer, Press, Where, Who
from core import people
from core.people.models import Person
from core.words import _, speaking
from tests.company import Company, Member

LATE = count()


@dataclass
class Desk:
    """The people of these stories: Ana asks; Joris and Kim are Tech, led by Lien; Fatima is Finance."""

    company: Company
    platform: str
    tongue: str
    ana: Member
    joris: Member
    kim: Member
    lien: Member
    fatima: Member
    tech: int
    finance: int

    def t(self, words: str) -> str:
        """These words as the places, Ana and Joris read them."""
        with speaking(self.tongue):
            return _(words)

    def answers(self, who: Member, place: str, text: str, case: str = "CQ-1") -> None:
        """Somebody answers from the card in their department's channel."""
        who.presses(self.t("Answer…"), on=self.card(place, case))
        who.fills_in(text=text)

    def refused(self, who: Member, label: str, on: Posted) -> str:
        """Somebody presses and is told why not, in a notice of their own."""
        before = len(who.chat.notices.get(who.user, []))
        who.presses(self.t(label), on=on)
        assert len(who.chat.notices[who.user]) == before + 1
        return who.notice

    def presses_late(self, who: Member, stale: Posted) -> Answer:
        """Somebody presses the first button of a message as it stood before it was drawn anew."""
        return self.company.does(self.company.app.handle(self._press(who, stale)))

    def both_press(self, one: Member, other: Member, stale: Posted) -> list[Answer]:
        """Two people press the first button of a message in the same moment."""

        async def at_once() -> list[Answer]:
            return await gather(*[self.company.app.handle(self._press(who, stale)) for who in (one, other)])

        return self.company.does(at_once())

    def _press(self, who: Member, stale: Posted) -> Press:
        id_ = next(control.id for control in stale.message.controls())
        here = Who(self.platform, SPACE, who.user)
        return Press(f"late:{next(LATE)}", here, Where(stale.address, "channel"), id_, message=stale.ref)

    def asks(self, *teams: int, question: str = "Why was the customer charged twice?", **more: str) -> None:
        """Ana asks these departments."""
        self.ana.types("/escalate")
        answer = self.ana.fills_in(departments=tuple(str(team) for team in teams), question=question, **more)
        if answer.reply and answer.reply.summary == self.t("This was asked before. Not sent yet"):
            self.ana.presses(self.t("Send anyway"))

    def grows(self) -> None:
        """More people work in both departments, so that figures about them are figures about a group."""
        more = [(team, number) for team in (self.tech, self.finance) for number in range(4)]
        self.company.write(lambda tx: tx.add_all(Person(name=f"P{team}{n}", team_id=team) for team, n in more))

    def dm(self, who: Member) -> str:
        """The newest message in somebody's direct conversation."""
        return who.inbox[-1].message.letters()

    def place(self, name: str) -> list[str]:
        """What stands in a department's channel, as text."""
        chat = self.company.chats[self.platform]
        return [
            one.message.letters() for one in chat.posted.values() if one.address == chat.channel(name) and not one.only
        ]

    def thread(self, name: str) -> list[str]:
        """What stands in the threads of a department's channel."""
        chat = self.company.chats[self.platform]
        return [one.message.letters() for one in chat.posted.values()
                if one.address.startswith(chat.channel(name) + "/")]  # fmt: skip

    def card(self, name: str, case: str = "CQ-1") -> Posted:
        """The card of a question in a department's channel."""
        chat = self.company.chats[self.platform]
        return next(one for one in chat.posted.values()
                    if one.address == chat.channel(name) and one.message.summary.startswith(case))  # fmt: skip


@pytest.fixture(params=["slack", "discord"])
def desk(company: Company, request: pytest.FixtureRequest) -> Desk:
    """The departments' channels stand on one platform, where everybody is too."""
    platform, tongue = request.param, "nl" if request.param == "discord" else "en"
    sales, tech, finance = company.team("Sales"), company.team("Tech"), company.team("Finance")
    chat = company.chats[platform]
    for team, name in ((tech, "tech-desk"), (finance, "finance-desk")):
        company.write(lambda tx, team=team, name=name: people.put_place(
            tx, chat.channel(name), name, "department", team, tongue))  # fmt: skip
    here = {"platforms": (platform,)}
    lien = company.person("Lien Vos", sales, **here)
    ana = company.person("Ana Bakker", sales, language=tongue, **here)
    joris = company.person("Joris Smit", tech, lien, language=tongue, **here)
    kim = company.person("Kim de Wit", tech, lien, **here)
    fatima = company.person("Fatima El Idrissi", finance, lien, **here)
    people_here = [one.on(platform) for one in (ana, joris, kim, lien, fatima)]
    for one in people_here:
        company.write(lambda tx, one=one: [people.allow_direct(tx, a.id) for a in people.accounts(tx, one.id)])
        one.opens_home()
    return Desk(company, platform, tongue, *people_here, tech, finance)
