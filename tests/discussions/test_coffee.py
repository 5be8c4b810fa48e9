"""Coffee with a colleague: only who wants it, somebody new each time, of another team, and nobody who is away."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from core import calendar
from core.discussions import pairs_of
from core.discussions.coffee import Together

MONDAY = date(2026, 11, 23)


def told(member: object) -> list[str]:
    return [one.message.summary for one in member.inbox if one.message.summary.endswith("?")]  # type: ignore[attr-defined]


def test_two_who_want_it_hear_of_each_other_and_who_is_away_is_passed_over(house: SimpleNamespace) -> None:
    """The same on Discord: what is known of who is away is the company's, not the platform's."""
    company, ana, joris, sara, finn, kim = (house.company, house.ana, house.joris, house.sara, house.finn, house.kim)
    for one in (ana, joris, sara, finn):
        one.types("/discussions coffee")
        one.presses("I take part")
    assert "You take part" in ana.last
    company.write(lambda tx: calendar.note_absence(tx, "t:1", finn.id, MONDAY, MONDAY + timedelta(days=4)))
    company.write(lambda tx: calendar.note_absence(tx, "t:2", joris.id, MONDAY, MONDAY + timedelta(days=4)))
    company.until(MONDAY, 10)
    assert told(ana) == ["Coffee with Sara Vos?"]
    assert told(sara) == ["Coffee with Ana Bakker?"]
    assert not told(kim), "only who wants it"
    assert not told(finn) + told(joris), "nobody who is away"
    assert "of Sales would like coffee" in ana.inbox[-1].message.letters()
    company.until(MONDAY + timedelta(days=7), 10)
    assert len(told(ana)) == 1, "every other week"
    ana.types("/discussions coffee")
    assert "Last: Sara Vos, in the week of Mon 23 Nov" in ana.last
    ana.presses("No longer")
    company.until(MONDAY + timedelta(days=14), 10)
    assert len(told(ana)) == 1
    assert told(joris) == ["Coffee with Finn Maas?"], "those who were away come first"
    assert len(told(sara)) == 1, "of an odd number one waits"


@pytest.mark.parametrize("size", [2, 5, 8])
def test_nobody_is_met_twice_before_everybody_was_met_as_far_as_it_goes(size: int) -> None:
    """Over many rounds: each pair is disjoint, one waits at most, no one waits twice running, and repeats stay apart by one."""
    there = [(person, person % 3) for person in range(1, size + 1)]
    before: list[Together] = []
    waited: set[int] = set()
    for turn in range(12):
        pairs = pairs_of(there, before)
        seen = [person for pair in pairs for person in pair]
        assert len(seen) == len(set(seen)) == size - size % 2
        left = {person for person, _team in there} - set(seen)
        assert not left & waited
        waited = left
        before += [Together(0, one, two, MONDAY + timedelta(weeks=2 * turn)) for one, two in pairs]
    met = [frozenset((one.first_id, one.second_id)) for one in before]
    assert len(set(met)) >= size * (size - 1) // 2 - size // 2, "nearly everybody met everybody"


def test_the_first_time_it_is_another_team() -> None:
    assert all(a % 2 != b % 2 for a, b in pairs_of([(person, person % 2) for person in range(1, 9)], []))
