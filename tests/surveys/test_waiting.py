"""Mid-round: whoever copies the database at every click learns of no answer from which fewer than the minimum it is."""

import itertools
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

from core import people, surveys
from core.db import Tx
from core.privacy import alike, minimum_group
from core.surveys import waiting
from core.surveys.models import Participation, Tally
from tests.company import Company
from tests.surveys.conftest import Asked, asked, first_tally, press, tap
from tests.surveys.test_unlinkable import Snapshot

LEAST = minimum_group()
Seen = tuple[dict[int, int], frozenset[int]]


def copied(here: Asked, number: int) -> Seen:
    """What a copy of the database says now: how often each answer was given, and who is on the list."""

    def look(tx: Tx) -> Seen:
        listed = select(Participation.person_id).where(Participation.answered_on.is_not(None))
        return first_tally(tx, number), frozenset(tx.exec(listed).all())

    return here.company.read(look)


def candidates(copies: list[Seen], everybody: frozenset[int]) -> list[tuple[int, frozenset[int]]]:
    """For each answer between two copies: the answer, and everybody it can be from.

    Who is put on the list was one of those who answered since the list grew before, or earlier; who was on it already
    is not the one. Whoever never comes on the list can be anybody who waited then.
    """
    found = []
    for (before, listed), (after, _now) in itertools.pairwise(copies):
        [value] = [one for one in after if after[one] > before[one]]
        found.append((value, everybody - listed))
    return found


@pytest.mark.parametrize("heads", [5, 7, 9, 10, 12, 15, 24])
@pytest.mark.parametrize("seed", [1, 2])
def test_copies_around_every_click_leave_at_least_the_minimum_of_people_t40_t41(
    company: Company, heads: int, seed: int
) -> None:
    here = asked(company, heads=heads)
    number, dice = here.opens(), random.Random(seed * heads)
    copies = [copied(here, number)]
    for person in dice.sample(here.people, heads):
        person.presses(tap(dice.choice((-1, 1, 2, 3, 4, 5))))
        copies.append(copied(here, number))
    everybody = frozenset(person.id for person in here.people)
    assert len(copies) == heads + 1
    for value, who in candidates(copies, everybody):
        assert len(who) >= LEAST, (value, who)
    lists = [(place, listed) for place, (_counts, listed) in enumerate(copies)]
    grown = [(0, frozenset[int]())] + [two for one, two in itertools.pairwise(lists) if two[1] != one[1]]
    for (before, listed), (after, now) in itertools.pairwise(grown):
        given = Counter(copies[after][0])
        given.subtract(copies[before][0])
        assert listed < now
        assert len(now - listed) >= LEAST
        assert sum(given.values()) == len(now - listed)
        assert max(given.values()) <= sum(given.values()) - 2, "those who came on the list together did not agree"
        assert not alike([given[one] for one in range(1, 6)]) or not sum(given[one] for one in range(1, 6))


def test_the_list_grows_by_many_at_once_and_then_an_answer_is_final_also_after_a_restart_t42(company: Company) -> None:
    here = asked(company, heads=12)
    number = here.opens()
    here.answers([1, 2, 3, 4])
    assert copied(here, number)[1] == frozenset()
    here.people[4].presses(tap(5))
    assert copied(here, number)[1] == frozenset(one.id for one in here.people[:5])
    here.people[5].presses(tap(5))
    waiting.forget()
    again = press(here, here.people[0], f"surveys.answer:{number}:3")
    assert again.notice == "You have answered already. An anonymous answer can't be seen or changed, by anyone."
    assert sum(here.company.read(lambda tx: first_tally(tx, number)).values()) == 6, "no answer is lost by a restart"


def test_nobody_comes_on_the_list_while_fewer_than_the_minimum_would_be_left_off_it_t41(here: Asked) -> None:
    number = here.opens()
    here.answers([1, 2, 3, 4, 5, 1])
    assert copied(here, number)[1] == frozenset()
    here.people[6].presses(tap(2))
    assert len(copied(here, number)[1]) == 7, "everybody has: it tells nothing"


def test_those_who_agree_wait_for_somebody_who_does_not_t48(company: Company) -> None:
    here = asked(company, heads=20)
    number = here.opens()
    here.answers([5] * 7)
    assert copied(here, number)[1] == frozenset()
    here.people[7].presses(tap(1))
    here.people[8].presses(tap(3))
    assert len(copied(here, number)[1]) == 9


def test_the_running_process_knows_who_waits_and_the_database_does_not_t41(here: Asked, tmp_path: Path) -> None:
    number = here.opens()
    before = Snapshot(here.company, tmp_path / "before")
    here.answers([4])
    after = Snapshot(here.company, tmp_path / "after")
    told = {
        table: [row for row in after.rows(f"SELECT * FROM {table}") if row not in before.rows(f"SELECT * FROM {table}")]
        for table in after.tables()
    }
    assert [table for table, rows in told.items() if rows] == ["surveys_count"]
    assert press(here, here.people[0], f"surveys.answer:{number}:3").notice.startswith("You have answered already.")
    here.people[0].types("/pulse mine")
    assert "Nothing waits for you." in here.people[0].last
    quiet = here.company.read(lambda tx: surveys.quiet_ones(tx, number))
    assert here.people[0].id not in quiet
    assert len(quiet) == 6


def test_an_answer_that_was_undone_can_be_given_again_t42(here: Asked) -> None:
    number = here.opens()

    def broken(tx: Tx) -> None:
        surveys.answer(tx, people.get(tx, here.people[0].id), number, 4)
        raise RuntimeError("the lights went out")

    with pytest.raises(RuntimeError, match="lights"):
        here.company.run(here.company.db.write(broken))
    here.people[1].presses(tap(2))
    here.people[0].presses(tap(5))
    assert here.company.read(lambda tx: first_tally(tx, number)) == {-1: 0, 1: 0, 2: 1, 3: 0, 4: 0, 5: 1}


def test_closing_writes_no_list_at_all_t41(here: Asked, tmp_path: Path) -> None:
    here.opens()
    here.answers([1, 2, 3, 4, 5])
    here.closes()
    after = Snapshot(here.company, tmp_path / "after")
    assert after.rows("SELECT count(*) FROM surveys_participation WHERE answered_on IS NOT NULL") == [(0,)]
    assert [row[0] for row in after.rows("SELECT segment FROM surveys_count")] == [-1]
    assert not here.company.read(lambda tx: tx.exec(select(Tally).where(Tally.segment == 0)).all())
