"""A company with two departments that take customer questions, on Slack or on Discord."""

from dataclasses import dataclass

import pytest

from adapters.playground.client import Posted
from bots import escalation, home
from bots.bot import Bot
from core import people
from tests.company import Company, Member

BOTS = (Bot("home", home.__doc__, [home]), escalation.bot)


@dataclass
class Desk:
    """The people of these stories: Ana asks; Joris and Kim are Tech, led by Lien; Fatima is Finance."""

    company: Company
    platform: str
    ana: Member
    joris: Member
    kim: Member
    lien: Member
    fatima: Member
    tech: int
    finance: int

    def asks(self, *teams: int, question: str = "Why was the customer charged twice?", **more: str) -> None:
        """Ana asks these departments."""
        self.ana.types("/escalate")
        self.ana.fills_in(departments=tuple(str(team) for team in teams), question=question, **more)

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
    return Desk(company, platform, *people_here, tech, finance)
