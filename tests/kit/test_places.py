"""Giving a channel its purpose."""

import pytest

from adapters.playground.client import SPACE
from bots.chat import Lookup, Who
from core import people
from tests.company import Company


def test_an_admin_makes_a_channel_a_teams_place(company: Company) -> None:
    team = company.team("Support")
    admin = company.person("Ingrid Brug", roles=("admin",))
    admin.types("/place", place="customers")
    admin.fills_in(purpose="department", team="supp")
    assert admin.notice == "Saved. This is now a place of Support."
    found = company.read(lambda tx: people.place_at(tx, "slack:customers"))
    assert (found.purpose, found.team_id) == ("department", team)


def test_nobody_else_does_and_not_from_a_direct_conversation(company: Company) -> None:
    company.team("Support")
    ana, admin = company.person("Ana Bakker"), company.person("Ingrid Brug", roles=("admin",))
    ana.types("/place", place="customers")
    assert "Only an admin or HR" in ana.notice
    admin.types("/plek")
    assert "Type this in the channel" in admin.notice


@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_more_teams_than_a_list_holds_are_found_by_typing(company: Company, platform: str) -> None:
    teams = {name: company.team(name) for name in ("Finance", "Finance abroad", *(f"Shop {n}" for n in range(40)))}
    admin = company.person("Ingrid Brug", roles=("admin",)).on(platform)
    place = f"{platform}:customers"

    def says(team: str | tuple[str, ...]) -> tuple[str, int]:
        admin.types("/place", place="customers")
        answer = admin.fills_in(purpose="department", team=team)
        told = answer.errors.get("team", "") or (answer.reply.letters() if answer.reply else "")
        found = company.read(lambda tx: people.place_at(tx, place))
        return told, found.team_id if found else 0

    assert says("shop")[1] == 0
    assert "shop can mean more than one: Shop 0, Shop 1, Shop 10, Shop 11, Shop 12." in says("shop")[0]
    assert "Nothing here is called finanse. Near it: Finance" in says("finanse")[0]
    assert "Type a part of the name." in says("zzzz")[0]
    assert "Please fill this in." in says("")[0]
    assert says("finance")[1] == teams["Finance"], "the whole name wins from a longer one"
    assert says("abroad")[1] == teams["Finance abroad"]
    assert says((str(teams["Shop 7"]),))[1] == teams["Shop 7"]
    asked = Lookup(Who(platform, SPACE, "ingrid"), "home.place:0", "team", "shop 3")
    found = company.run(company.app.suggest(asked))
    assert [label for label, _value in found][:2] == ["Shop 3", "Shop 30"]
