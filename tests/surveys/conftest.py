"""A company with one team of seven, its lead, and somebody who owns surveys."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pytest

from bots.chat import Answer, Press, Where, Who
from core import surveys
from core.db import Tx
from core.surveys import FACES
from core.surveys.answer import tally
from core.surveys.opening import Opened
from tests.company import Company, Member

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)

NAMES = ("Bas", "Cem", "Daan", "Eva", "Fay", "Gus", "Hanna", "Ivo", "Jip", "Kim", "Lou", "Mia", "Noa", "Otto")


@dataclass
class Asked:
    """Who is there to be asked."""

    company: Company
    owner: Member
    lead: Member
    team: int
    people: list[Member]

    def starts(
        self, weekly: bool = True, mode: str = "anonymous", words: str | None = None, question: str = "1"
    ) -> Answer:
        """The owner fills in the form and presses Start."""
        self.owner.types("/pulse")
        more = {} if words is None else {"words": words}
        self.owner.fills_in(
            question=question, teams=(str(self.team),), mode=mode, weekly="yes" if weekly else "", **more
        )
        return self.owner.presses("Start")

    def opens(self, mode: str = "anonymous", words: str = "", question: str = "1") -> int:
        """One round, at once; everybody is asked in their next working hour. Gives the round."""
        self.starts(False, mode, words, question)
        return self.round

    @property
    def round(self) -> int:
        """The newest round."""
        ids = [person.id for person in self.people]
        return max(one.id for id_ in ids for one in self.company.read(lambda tx, id_=id_: surveys.waiting_for(tx, id_)))

    def answers(self, values: Sequence[int]) -> None:
        """The first people tap these, one after the other."""
        for person, value in zip(self.people, values, strict=False):
            person.presses(tap(value))

    def answer_at_once(self, values: Sequence[int]) -> list[Answer]:
        """The first people tap these, all at the same moment."""

        async def together() -> list[Answer]:
            return await asyncio.gather(*(
                person.chat.presses(person.user, person.inbox[-1].ref, f"surveys.answer:{number}:{value}")
                for person, value in zip(self.people, values, strict=False)
            ))  # fmt: skip

        number = self.round
        return self.company.does(together())

    def closes(self) -> None:
        """Three working days pass."""
        self.company.passes(days=5)

    def in_place(self, platform: str = "slack") -> list[str]:
        """What stands in the team's channel and its threads, as text."""
        chat = self.company.chats[platform]
        return [one.message.letters() for address in chat.conversations if chat.conversations[address].kind != "dm"
                for one in chat.visible("nobody", address)]  # fmt: skip


def opened(question: int, questions: tuple[int, ...], **more: Any) -> Opened:
    """An anonymous round for everybody, as the rules see one; `more` says what is different."""
    values = {
        "id": 1, "pulse_id": 1, "question": question, "questions": questions, "mode": "anonymous", "minimum": 5,
        "places": (), "groups": (), "owner_id": 1, "zone": "UTC", "words": "", "audience": "everybody", "parts": 1,
        "kind": "pulse", "by": "team", "invited": 0,
    }  # fmt: skip
    return Opened(**(dict.fromkeys(one.name for one in fields(Opened)) | values | more))


def first_tally(tx: Tx, number: int) -> dict[int, int]:
    """How often each answer to the first question was given so far."""
    opened = surveys.find(tx, number)
    return tally(tx, opened)[opened.questions[0]]


def tap(value: int) -> str:
    """The button's label."""
    return f"{value} {FACES[value]}" if value > 0 else "Skip"


def press(here: Asked, who: Member, id_: str) -> Answer:
    """A press that no message of theirs offers."""
    key = f"forged:{id_}:{who.user}:{here.company.clock.now()}"
    return here.company.run(
        here.company.app.handle(Press(key, Who("slack", "play", who.user), Where(f"slack:@{who.user}"), id_))
    )


def asked(company: Company, platforms: tuple[str, ...] = ("slack",), heads: int = 7, language: str = "en") -> Asked:
    """A team of so many people, on these platforms."""
    team = company.team("Support")
    owner = company.person("Wil de Wit", roles=("survey_owner",))
    lead = company.person("Lea Lind", language=language, platforms=platforms)
    people = [
        company.person(f"{NAMES[n % len(NAMES)]}{n} Jansen", team, lead, language=language, platforms=platforms)
        for n in range(heads)
    ]
    return Asked(company, owner, lead, team, people)


@pytest.fixture
def here(company: Company) -> Asked:
    """Seven people on Slack."""
    return asked(company)
