"""Giving a channel its purpose."""

from core import people
from tests.company import Company


def test_an_admin_makes_a_channel_a_teams_place(company: Company) -> None:
    team = company.team("Support")
    admin = company.person("Ingrid Brug", roles=("admin",))
    admin.types("/place", place="customers")
    admin.fills_in(purpose="department", team=str(team))
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
