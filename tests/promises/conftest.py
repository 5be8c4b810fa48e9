"""A team with its manager, HR beside it, and somebody from elsewhere."""

from types import SimpleNamespace

import pytest

from tests.company import Company


@pytest.fixture
def office(company: Company) -> SimpleNamespace:
    """Ana and Noor (Dutch) in Support under Mark; Joris in Sales; Hans is HR."""
    support, sales = company.team("Support"), company.team("Sales")
    hr = company.person("Hans Vermeer", sales, roles=("hr",))
    boss = company.person("Mark Visser", support)
    return SimpleNamespace(
        company=company, support=support, sales=sales, hr=hr, boss=boss,
        ana=company.person("Ana Bakker", support, boss), noor=company.person("Noor Haddad", support, boss, language="nl"),
        joris=company.person("Joris Mulder", sales),
    )  # fmt: skip
