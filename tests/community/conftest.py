"""Two teams of six and the people who look after them; Support has gone quiet for three weeks."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from core import calendar, community, people, privacy
from core.db import Tx
from tests.company import Company
from tests.lite import FRIDAY

WEEKS = 20
NAMES = {
    "Support": ("Ana Bakker", "Bo Jansen", "Cas Smit", "Dilek Aydin", "Emma Vos", "Finn Mol", "Gijs Dekker"),
    "Logistics": ("Hugo Prins", "Iris Kok", "Jan Blom", "Kim Peters", "Lot Maas", "Mo Alaoui"),
}


def write_history(tx: Tx, team: int, last_monday: date, per_week: list[int]) -> None:
    """So many messages in each of these weeks, the last one ending before `last_monday`, spread over its working days."""
    place = next(one for one in people.places(tx, "team") if one.team_id == team)
    for back, messages in enumerate(reversed(per_week), 1):
        monday = last_monday - timedelta(weeks=back)
        for day in range(5):
            community.add(tx, place.id, monday + timedelta(days=day), messages // 5 + (day < messages % 5))


@pytest.fixture
def town(company: Company) -> SimpleNamespace:
    """Coen looks after the community, Hanna is HR, Mark leads Support; counting is on since a year ago."""
    office = company.team("Office")
    hanna = company.person("Hanna Vos", office, roles=("hr",))
    coen = company.person("Coen Visser", office, roles=("community",))
    teams = {name: company.team(name) for name in NAMES}
    mark = company.person("Mark Jansen", office, roles=("leader",))
    crew = {
        name: [company.person(full, teams[name], mark if name == "Support" else None, language="nl" if number == 1 else "en")
               for number, full in enumerate(NAMES[name])]
        for name in NAMES
    }  # fmt: skip
    monday = community.monday(FRIDAY.date())

    def remember(tx: Tx) -> None:
        for year in (2025, 2026, 2027):
            calendar.seed_holidays(tx, "NL", year)
        me = people.get(tx, hanna.id)
        privacy.record_ground(tx, me, community.FEATURE, privacy.Basis.WORKS_COUNCIL, "OR 2026-14")
        write_history(
            tx,
            teams["Support"],
            monday,
            [104, 96, 101, 99, 108, 94, 100, 103, 97, 105, 99, 102, 95, 100, 106, 98, 101, 41, 35, 38],
        )
        write_history(
            tx,
            teams["Logistics"],
            monday,
            [60, 55, 64, 58, 61, 59, 66, 57, 60, 62, 58, 63, 59, 61, 57, 60, 64, 58, 62, 60],
        )

    company.write(remember)
    return SimpleNamespace(
        company=company, hanna=hanna, coen=coen, mark=mark, monday=monday, support=teams["Support"],
        logistics=teams["Logistics"], crew=crew["Support"], others=crew["Logistics"], office=office,
    )  # fmt: skip
