"""How many clicks: S is something sent or pressed, F a field that must be filled in; the same flows in every profile.

Where first contact may be a direct message (free, like Slack) the question comes to people. Where it may not (like
Discord) it is one card in the team's place for all, and [Answer] on it is one S more.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from adapters.playground.client import Playground
from bots.ui import FREE
from core import people, surveys
from tests.company import Company, Member
from tests.surveys.conftest import MONDAY, Asked, asked
from tests.surveys.test_asking import NEWCOMERS, mornings, opens
from tests.surveys.test_wording import newcomer
from tests.surveys.test_year import defined

PROFILES = {"play": 0, "slack": 0, "discord": 1}
"""A platform of each profile, and what it takes to reach a question there."""


@dataclass
class Counted:
    """Somebody whose S and F are counted."""

    who: Member
    s: int = 0
    f: int = 0

    def types(self, text: str, place: str = "") -> None:
        self.s += 1
        self.who.types(text, place)

    def presses(self, *labels: str) -> None:
        for label in labels:
            self.s += 1
            self.who.presses(label)

    def fills_in(self, **fields: str | tuple[str, ...]) -> None:
        """What is filled in beside the defaults; sending it is an S."""
        self.s, self.f = self.s + 1, self.f + len(fields)
        self.who.fills_in(**fields)

    def took(self, s: int, f: int = 0) -> None:
        """So many, and counting begins anew."""
        assert (self.s, self.f) == (s, f)
        self.s = self.f = 0


def face(value: int, question: int = 1) -> str:
    return str(value) if question == surveys.ENPS else f"{value} {surveys.FACES[value]}"


@pytest.mark.parametrize("platform", PROFILES)
def test_clicks_of_a_pulse_a_poll_the_score_and_a_consultation(company: Company, platform: str) -> None:
    """ui.md's table: a pulse of three questions 3 S 0 F, a team's result 1 S; the others are our own and hold here."""
    here, more = _team(company, platform), PROFILES[platform]
    lead, ana = Counted(here.lead.on(platform)), Counted(here.people[0].on(platform))
    asks(lead, here, "1")
    answers(ana, more, [face(4)])
    everybody_else(here)
    lead.types("/pulse results")
    lead.took(1)
    asks(lead, here, "200")
    answers(ana, more, [face(4), face(3), face(5)])
    everybody_else(here)
    asks(lead, here, str(surveys.ENPS))
    answers(ana, more, ["9"])
    everybody_else(here)
    company.clock.move(timedelta(days=7))
    lead.types("/pulse consult")
    lead.fills_in(theme="400", who=f"team:{here.team}")
    lead.presses("Ask them")
    lead.took(3, 2)
    company.passes(hours=1)
    answers(ana, more, [face(2), face(3), face(4)])
    lead.types("/poll", "support")
    lead.fills_in(question="Which day?", choices="Monday\nTuesday")
    lead.took(2, 2)
    ana.presses("2. Tuesday")
    ana.took(1)


def _team(company: Company, platform: str) -> Asked:
    if platform == "play":
        company.chats["play"] = Playground(company.app, "play", FREE)
    return asked(company, (platform,), heads=6)


def asks(lead: Counted, here: Asked, question: str) -> None:
    """A command, what to ask (the team is chosen where one leads one), a look, and off it goes."""
    lead.types("/pulse")
    lead.fills_in(**({} if question == "1" else {"question": question}))
    lead.presses("Start")
    lead.took(3, question != "1")
    here.company.passes(hours=1)


def answers(one: Counted, more: int, taps: list[str]) -> None:
    """One S a question, 0 F, and one to open it where it is a card for all."""
    one.presses(*["Answer"] * more, *taps)
    assert "Thank you." in one.who.last
    one.took(len(taps) + more)


def everybody_else(here: Asked) -> None:
    """The others answer, and the round closes."""
    number = here.round
    many = len(here.company.read(lambda tx: surveys.find(tx, number)).questions)
    for turn, one in enumerate(here.people[1:]):
        values = [(turn + n) % 5 + 1 for n in range(many)]
        here.company.write(
            lambda tx, one=one.id, values=values: surveys.answer(tx, people.get(tx, one), number, values)
        )
    here.company.write(lambda tx: surveys.close(tx, number))


@pytest.mark.parametrize("platform", PROFILES)
def test_clicks_of_the_year_and_of_a_newcomer_on_the_day(company: Company, platform: str) -> None:
    """The year comes to everybody: fifteen taps. A newcomer: four, in private. HR switches that on in three."""
    here = _team(company, platform)
    hr, ana = Counted(company.person("Hans Hoek", roles=("hr",), platforms=(platform,)).on(platform)), here.people[0]
    here.owner = here.owner.on("slack")
    defined(here)
    owner = Counted(here.owner)
    owner.types("/evp")
    owner.presses("Ask everybody…")
    owner.fills_in()
    owner.presses("Ask everybody")
    owner.took(4)
    company.passes(hours=1)
    mine = Counted(ana.on(platform))
    if PROFILES[platform]:
        mine.types("/pulse mine")
        mine.presses("Answer")
    mine.presses(*[face(4)] * 15)
    mine.took(15 + 2 * PROFILES[platform])
    hr.who.types("/pulse moments")
    opens(company, hr.who, NEWCOMERS)
    hr.presses("Switch on")
    new = Counted(newcomer(company, "Noor Nieuw", MONDAY, platforms=(platform,)).on(platform))
    mornings(company, MONDAY)
    if PROFILES[platform]:
        new.types("/pulse mine")
        new.presses("Answer")
    new.presses(*[face(4)] * 4)
    assert "Thank you." in new.who.last
    new.took(4 + 2 * PROFILES[platform])
