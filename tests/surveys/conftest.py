"""A company with one team of seven, its lead, and somebody who owns surveys."""

from dataclasses import dataclass

import pytest

from bots.chat import Answer
from tests.company import Company, Member

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
