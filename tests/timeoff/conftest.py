"""A team of four and its manager, HR beside it."""

from types import SimpleNamespace

import pytest

from core import timeoff
from core.timeoff import Entry
from tests.company import Company
from tests.lite import FRIDAY


@pytest.fixture
def support(company: Company) -> SimpleNamespace:
    """Ana, Joris and Noor in Support; Mark is their manager, Lien his deputy, Hans is HR. Everybody has 116 hours."""
    team, office = company.team("Support"), company.team("Office")
    hr = company.person("Hans Vermeer", office, roles=("hr",))
    lien = company.person("Lien Smit", office)
    boss = company.person("Mark Visser", office)
    ana = company.person("Ana Bakker", team, boss)
    joris = company.person("Joris Mulder", team, boss)
    noor = company.person("Noor Haddad", team, boss, language="nl")
    company.deputises(lien, for_=boss)
    for one in (ana, joris, noor):
        company.write(
            lambda tx, one=one: timeoff.write_line(
                tx, one.id, FRIDAY.date().replace(month=1, day=1), 116 * 60, Entry.GRANT
            )
        )
    return SimpleNamespace(company=company, team=team, hr=hr, lien=lien, boss=boss, ana=ana, joris=joris, noor=noor)
