"""The course of each single channel, from the team's own counters and under the team's own minimum."""

from datetime import date
from types import SimpleNamespace

from core import community, people
from core.db import Tx
from tests.community.conftest import write_history

TODAY = date(2026, 11, 20)


def test_each_channel_has_its_share_of_the_teams_course(town: SimpleNamespace) -> None:
    company, coen = town.company, town.coen

    def second(tx: Tx) -> None:
        people.put_place(tx, "slack:support-help", "support-help", "team", town.support, "en")

    company.write(second)
    coen.types("/community")
    coen.presses("Look at a team", value=str(town.support))
    coen.presses("By channel")
    assert "Support by channel" in coen.last
    assert "support · Discord" in coen.last, "named apart from the one here"
    assert "support-help" in coen.last

    def both(tx: Tx) -> list[list[float | None]]:
        team = people.team(tx, town.support)
        assert team
        return [[rate for _week, rate in weeks] for _place, weeks in community.channels_of(tx, team, TODAY)]

    def whole(tx: Tx) -> list[float | None]:
        team = people.team(tx, town.support)
        assert team
        return [rate for _week, rate in community.trends(tx, [team], TODAY)[0].weeks]

    channels, team = company.read(both), company.read(whole)
    assert [sum(rate or 0 for rate in week) for week in zip(*channels, strict=True)] == [rate or 0 for rate in team]
    assert len(channels) == 3


def test_t58_a_small_teams_channels_are_not_shown(town: SimpleNamespace) -> None:
    small = town.company.team("Garage")
    town.company.person("Ria Bos", small)
    town.company.write(lambda tx: write_history(tx, small, town.monday, [20] * 12))

    def unit(tx: Tx) -> int:
        team = people.team(tx, small)
        assert team
        return len(community.channels_of(tx, team, TODAY))

    assert town.company.read(unit) == 0
