"""Features that watch people are off until somebody records on what ground they are on (T70)."""

from datetime import date, timedelta

import pytest

from core.errors import FieldError, NotAllowed
from core.privacy import (
    GroundRecorded,
    GroundWithdrawn,
    NoGround,
    ground_for,
    record_ground,
    require_ground,
    withdraw_ground,
)
from core.words import speaking
from tests.lite import Lite
from tests.privacy.staff import ADMIN, ANA, HR, me, staff

SILENCE = "community.silence"


@pytest.fixture
def company(lite: Lite) -> Lite:
    lite.write(staff)
    return lite


def test_a_feature_without_a_ground_is_off_and_says_who_can_switch_it_on_t70(company: Lite) -> None:
    with pytest.raises(NoGround, match="HR or an admin can switch it on"):
        company.read(lambda tx: require_ground(tx, SILENCE))
    with speaking("nl"), pytest.raises(NoGround, match="HR of een beheerder"):
        company.write(lambda tx: require_ground(tx, SILENCE))


@pytest.mark.parametrize("who", [HR, ADMIN])
def test_a_recorded_ground_switches_the_feature_on_and_names_who_and_when_t70(company: Lite, who: int) -> None:
    def record(tx):
        ground = record_ground(tx, me(tx, who), SILENCE, "works_council", " Minutes 12 Nov ")
        assert tx.facts == [GroundRecorded(ground.id, SILENCE, "works_council", who)]

    company.write(record)
    ground = company.read(lambda tx: require_ground(tx, SILENCE))
    assert (ground.recorded_by, ground.recorded_on, ground.reference) == (who, date(2026, 11, 20), "Minutes 12 Nov")
    with pytest.raises(NoGround):
        company.read(lambda tx: require_ground(tx, "community.pulse"))


def test_nobody_else_records_or_withdraws_a_ground_t70(company: Lite) -> None:
    with pytest.raises(NotAllowed):
        company.write(lambda tx: record_ground(tx, me(tx, ANA), SILENCE, "works_council", "Minutes"))
    company.write(lambda tx: record_ground(tx, me(tx, HR), SILENCE, "works_council", "Minutes"))
    with pytest.raises(NotAllowed):
        company.write(lambda tx: withdraw_ground(tx, me(tx, ANA), SILENCE))
    assert company.read(lambda tx: require_ground(tx, SILENCE))


@pytest.mark.parametrize(
    ("basis", "reference", "field"), [("consent", "x", "basis"), ("none_required", "  ", "reference")]
)
def test_a_ground_needs_a_basis_that_counts_and_a_place_to_find_it(company: Lite, basis, reference, field) -> None:
    with pytest.raises(FieldError) as refused:
        company.write(lambda tx: record_ground(tx, me(tx, HR), SILENCE, basis, reference))
    assert refused.value.field == field
    assert company.write(lambda tx: record_ground(tx, me(tx, HR), SILENCE, "none_required", "#general, 20 Nov"))


def test_a_withdrawn_ground_is_off_at_once_and_remains_known_for_its_days(company: Lite) -> None:
    company.write(lambda tx: record_ground(tx, me(tx, HR), SILENCE, "staff_meeting", "Meeting of 19 Nov"))
    company.clock.move(timedelta(days=10))

    def withdraw(tx):
        withdraw_ground(tx, me(tx, ADMIN), SILENCE)
        assert tx.facts == [GroundWithdrawn(SILENCE, ADMIN)]

    company.write(withdraw)
    with pytest.raises(NoGround):
        company.read(lambda tx: require_ground(tx, SILENCE))
    on = [
        company.read(lambda tx, d=d: ground_for(tx, SILENCE, date(2026, 11, d))) is not None for d in (19, 20, 29, 30)
    ]
    assert on == [False, True, True, False]
    with pytest.raises(NoGround, match="no ground to withdraw"):
        company.write(lambda tx: withdraw_ground(tx, me(tx, ADMIN), SILENCE))
