"""A company that talks: a large department, a small one, their manager, HR, and who leads the discussion."""

from types import SimpleNamespace

import pytest

from tests.company import Company


@pytest.fixture
def house(company: Company) -> SimpleNamespace:
    """Support has five (Ana, Noor in Dutch, Joris, Kim, Bram), Sales two (Sara, Finn); Mark of Office leads, Hans is HR."""
    support, sales, office = company.team("Support"), company.team("Sales"), company.team("Office")
    return SimpleNamespace(
        company=company, support=support, sales=sales, office=office,
        hr=company.person("Hans Vermeer", office, roles=("hr",)), mark=company.person("Mark Visser", office),
        ana=company.person("Ana Bakker", support), noor=company.person("Noor Haddad", support, language="nl"),
        joris=company.person("Joris Mulder", support), kim=company.person("Kim Bos", support),
        bram=company.person("Bram Smit", support), sara=company.person("Sara Vos", sales),
        finn=company.person("Finn Maas", sales),
    )  # fmt: skip


def begun(house: SimpleNamespace, place: str = "office", parties: bool = True, **more: str) -> object:
    """Mark starts a discussion in this channel; Support, Sales and Hans must be heard. Gives the card."""
    house.mark.types("/discuss A new office", place=place)
    house.mark.fills_in(about="Where shall we sit?", due_on="2026-12-04", **more)
    if parties:
        house.mark.presses("Who must be heard…")
        house.mark.fills_in(teams=(f"team:{house.support}", f"team:{house.sales}"), person="hans")
    chat = house.company.chats["slack"]
    return next(one for one in reversed(chat.visible("mark", chat.channel(place)))
                if not one.only and one.message.summary == "Discussion: A new office")  # fmt: skip


def card_now(house: SimpleNamespace, card: object) -> str:
    """The card as it stands now."""
    return house.company.chats["slack"].posted[card.ref].message.letters()  # type: ignore[attr-defined]
