"""Groups across teams: by what people are, or by joining."""

from datetime import date, timedelta

import pytest

from core import people
from core.errors import UserError
from tests.company import Company


def test_a_group_by_team_holds_the_teams_below_it_and_nobody_who_left(company: Company) -> None:
    house = company.team("House")
    attic = company.team("Attic", parent=house)
    ana, bo = company.person("Ana Jansen", house), company.person("Bo Visser", attic)
    company.person("Cas Vos", company.team("Shed"))
    company.person("Dee Prins", house, left_on=date(2026, 11, 1))
    group = company.write(lambda tx: people.put_segment(tx, "Inside", people.Rule(teams=(house,))))
    assert company.read(lambda tx: people.segment_people(tx, group)) == [ana.id, bo.id]
    assert company.read(lambda tx: people.audience(tx, f"segment:{group}", 0, 1)) == [ana.id]
    assert company.read(lambda tx: people.audience(tx, f"segment:{group}", ana.id, 500)) == [bo.id]


def test_all_parts_of_a_rule_must_hold_and_no_rule_holds_for_nobody(company: Company) -> None:
    ana = company.person("Ana Jansen", language="nl", started_on=date(2026, 11, 20) - timedelta(days=10))
    company.person("Bo Visser", language="nl")
    company.person("Cas Vos", started_on=date(2026, 11, 20))
    new = company.write(lambda tx: people.put_segment(tx, "New", people.Rule(languages=("nl",), newer_than_days=30)))
    none = company.write(lambda tx: people.put_segment(tx, "Nobody", people.Rule()))
    assert company.read(lambda tx: people.segment_people(tx, new)) == [ana.id]
    assert company.read(lambda tx: people.segment_people(tx, none)) == []


def test_people_join_once_and_leave(company: Company) -> None:
    ana = company.person("Ana Jansen")
    group = company.write(lambda tx: people.put_segment(tx, "Runners", people.Rule(), opt_in=True))
    for _time in range(2):
        company.write(lambda tx: people.join_segment(tx, group, ana.id))
    assert company.read(lambda tx: people.segment_people(tx, group)) == [ana.id]
    assert company.read(lambda tx: people.segments_of(tx, ana.id)) == [group]
    company.write(lambda tx: people.leave_segment(tx, group, ana.id))
    assert company.read(lambda tx: people.segment_people(tx, group)) == []


def test_two_groups_have_two_names_and_a_rule_can_not_be_joined(company: Company) -> None:
    ana = company.person("Ana Jansen")
    group = company.write(lambda tx: people.put_segment(tx, "Agents", people.Rule(roles=("agent",))))
    with pytest.raises(UserError, match="this name already"):
        company.write(lambda tx: people.put_segment(tx, "Agents", people.Rule()))
    with pytest.raises(UserError, match="can't be joined"):
        company.write(lambda tx: people.join_segment(tx, group, ana.id))
