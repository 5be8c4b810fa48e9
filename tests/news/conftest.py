"""A house in which Lea leads, Hanna is HR, and six people of Support are led by Mark."""

from types import SimpleNamespace

import pytest

from adapters.playground.client import Posted
from tests.company import Company

CREW = ("Ana Bakker", "Joris Mulder", "Noor Haddad", "Daan Kuipers", "Tom Jansen", "Fenna Boer")


@pytest.fixture
def house(company: Company) -> SimpleNamespace:
    top, support, people_ = company.team("Management"), company.team("Support"), company.team("People")
    lea = company.person("Lea Brug", top, roles=("leader",))
    mark = company.person("Mark Visser", support, lea)
    crew = [company.person(name, support, mark) for name in CREW]
    hanna = company.person("Hanna Vink", people_, lea, roles=("hr",))
    return SimpleNamespace(company=company, support=support, lea=lea, mark=mark, hanna=hanna, crew=crew, ana=crew[0])


def posts(house: SimpleNamespace, who: str = "lea", place: str = "", **fields: str) -> None:
    """Somebody writes a post and sends it."""
    author = getattr(house, who)
    author.types("/news write", place)
    author.fills_in(**{"line": "We move", "words": "From March we work in the Keizersgracht.", **fields})
    author.presses("Plan it" if fields.get("at") else "Post it")


def stands_in(house: SimpleNamespace, place: str, platform: str = "slack") -> list[Posted]:
    chat = house.company.chats[platform]
    return [
        one
        for one in chat.posted.values()
        if one.address == chat.channel(place) and one.author == "townhall" and not one.only
    ]


def own_page(house: SimpleNamespace, who: str = "lea") -> str:
    """The newest of somebody's own posts, with its totals, as they find it."""
    author = getattr(house, who)
    author.types("/news")
    author.presses("Open", on=author.inbox[-1])
    return str(author.last)
