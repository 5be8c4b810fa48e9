"""Answers at dates of one's own are shown together only: of enough people, and no two results share one."""

import random
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from bots.ui import Chart
from core import people, privacy, surveys
from core.clock import at_local
from core.db import Tx
from core.people.models import Person
from core.surveys.closing import WHOLE, kept
from core.surveys.models import NamedAnswer, Participation, Pulse, Round, Tally
from core.surveys.pool import open_pools
from tests.company import Company, Member
from tests.lite import Lite
from tests.surveys.test_asking import EXIT, NEWCOMERS, ago, mornings, opens, switched_on
from tests.surveys.test_unlinkable import Snapshot, best_attack, chance


def jumps(company: Company, day: date) -> None:
    """It is this day, at eleven: what was due before happens now."""
    company.clock.set(at_local(day, 11, 0, "Europe/Amsterdam"))
    company.settles()


def newcomers(company: Company, first: date, names: str) -> list[Member]:
    return [company.person(f"{name} Nieuw", started_on=first) for name in names.split()]


def answer_all(people: list[Member], values: list[int]) -> None:
    for turn, person in enumerate(people):
        for place in range(4):
            value = values[(turn + place) % len(values)]
            person.presses(f"{value} {surveys.FACES[value]}")


def test_four_answers_wait_for_the_fifth_and_then_only_sums_are_left_t39(company: Company) -> None:
    hr = switched_on(company, NEWCOMERS)
    four = newcomers(company, ago(27), "Ana Bas Cem Daan")
    mornings(company, date(2026, 11, 23))
    answer_all(four, [1, 3, 4, 5, 5])
    jumps(company, date(2027, 1, 4))
    jumps(company, date(2027, 1, 25))
    hr.types("/pulse results")
    assert "There is no result for you yet." in hr.notice, "four wait for others, and nothing says how many"
    [pool] = [one for one in company.read(open_pools) if one.question == 500]
    assert pool.closes_at > company.clock.now() + timedelta(days=150), "they wait another half-year"
    late = newcomers(company, date(2027, 2, 1), "Eva Fay")
    jumps(company, date(2027, 3, 3))
    for person in late:
        assert "Your first month here" in person.last
    answer_all(late, [2, 4])
    late[0].presses("Add a comment…")
    late[0].fills_in(text="A laptop on the first day, please.")
    assert len(named(company, pool.id)) == 24
    jumps(company, date(2027, 7, 1))
    jumps(company, date(2027, 7, 22))
    assert hr.sees("The result is in: look at it, and share it")
    hr.types("/pulse results")
    assert "Result: Newcomers, after 30 days" in hr.last
    assert "How clear is it by now what your work is?" in hr.last
    [chart] = [node for node in hr.inbox[-1].message.body if isinstance(node, Chart)]
    assert chart.labels == ("Welcome", "A good start", "Clear work", "As it was told")
    assert chart.alt.startswith("Highest: ")
    assert not named(company, pool.id), "single answers go when the sums are there"
    hr.presses("Comments")
    assert "There are no comments to show." in hr.notice, "a comment needs ten"
    assert not four[0].sees("Result: Newcomers")
    opens(company, hr, NEWCOMERS)
    hr.presses("The result")
    assert "Result: Newcomers, after 30 days" in hr.last
    hr.presses("Share it…")
    hr.fills_in(words="We order laptops earlier.")
    jumps(company, date(2027, 7, 23))
    four[0].types("/pulse results")
    assert "We order laptops earlier." in four[0].last


def named(company: Company, number: int) -> list[int]:
    query = NamedAnswer.__table__.select().where(NamedAnswer.__table__.c.round_id == number)  # type: ignore[attr-defined]
    return [row.value for row in company.read(lambda tx: tx.exec(query).all())]


def test_what_is_switched_off_with_too_few_answers_goes_unseen(company: Company) -> None:
    hr = switched_on(company, EXIT)
    lea = company.person("Lea Lang", left_on=date(2026, 11, 30))
    mornings(company, date(2026, 11, 23))
    answer_all([lea], [2])
    hr.presses("Switch off")
    jumps(company, date(2027, 1, 4))
    jumps(company, date(2027, 1, 25))
    counts = company.read(lambda tx: tx.exec(Tally.__table__.select()).all())  # type: ignore[attr-defined]
    assert not counts
    assert not named(company, 1)


@pytest.mark.db
def test_no_sum_of_results_is_about_fewer_than_the_minimum_t39(lite: Lite) -> None:
    """People start, answer or not, and skip as they like for six years; the kept sums are put together in every way."""
    chance = random.Random(7)

    def begin(tx: Tx) -> list[int]:
        rows = [Person(name=f"P{n}", email=f"p{n}@example.com", started_on=date(2020, 1, 1)) for n in range(90)]
        owner = Person(name="Owner", email="o@example.com")
        for row in [owner, *rows]:
            tx.add(row)
        tx.flush()
        tx.add(Pulse(audience="moment:500", owner_id=owner.id, question=500, mode="confidential", weekly=False,
                     cron="", kind="newcomer", months=3, started_at=tx.now))  # fmt: skip
        return [row.id for row in rows]  # type: ignore[misc]

    coming, answered = lite.write(begin), {}

    def day(tx: Tx, new: list[int]) -> list[surveys.Seat]:
        for one in new:
            row = tx.get_one(Person, one)
            row.started_on = tx.now.date() - timedelta(days=30)
            tx.add(row)
        tx.flush()
        for due in tx.exec(Round.__table__.select().where(Round.__table__.c.closed_at.is_(None))).all():  # type: ignore[attr-defined]
            if datetime.fromtimestamp(due.closes_at.timestamp(), tx.now.tzinfo) <= tx.now:
                surveys.close(tx, due.id)
        return surveys.look(tx)

    while coming:
        lite.clock.move(timedelta(days=chance.choice((7, 21, 35))))
        new = [coming.pop() for _ in range(min(len(coming), chance.choice((0, 1, 1, 2, 4))))]
        for seat in lite.write(lambda tx, new=new: day(tx, new)):
            values = [chance.choice((surveys.SKIPPED, 1, 2, 3, 4, 5)) for _ in range(4)]
            me = lite.read(lambda tx, who=seat.person_id: people.get(tx, who))
            lite.write(lambda tx, me=me, seat=seat, values=values: surveys.answer(tx, me, seat.round_id, values))
            for question, value in zip((501, 502, 503, 504), values, strict=True):
                if value != surveys.SKIPPED:
                    answered.setdefault((seat.round_id, question), set()).add(seat.person_id)
    for _ in range(12):
        lite.clock.move(timedelta(days=30))
        lite.write(lambda tx: day(tx, []))
    rounds = sorted({number for number, _question in answered})
    shown = {number: lite.read(lambda tx, number=number: kept(tx, number)).get(WHOLE, {}) for number in rounds}
    for question in (501, 502, 503, 504):
        groups = [answered[number, question] for number in rounds if question in shown[number]]
        for number in rounds:
            if question in shown[number]:
                assert sum(shown[number][question]) == len(answered[number, question])
        assert len(groups) >= 2, "there is something to put together"
        for many in range(1, len(groups) + 1):
            for chosen in combinations(groups[:8], many):
                assert len(set().union(*chosen)) == sum(map(len, chosen)), "nobody's answer stands in two results"
        cells = privacy.cells_of(groups)
        assert privacy.releasable(cells.masks, cells.sizes) == cells.masks
        assert min(map(len, groups)) >= privacy.MINIMUM
    assert not [row for row in lite.read(lambda tx: tx.exec(Participation.__table__.select()).all())  # type: ignore[attr-defined]
                if row.until_on is None]  # fmt: skip


def test_when_a_pool_has_closed_the_files_tell_no_single_answer_t40(company: Company, tmp_path: Path) -> None:
    """Before it closes the database knows them by name, and people are told so; then nothing but sums is left."""
    switched_on(company, NEWCOMERS)
    newcomers(company, ago(27), " ".join(f"N{n}" for n in range(36)))
    mornings(company, date(2026, 11, 23))
    [pool] = [one for one in company.read(open_pools) if one.question == 500]
    chance_of = random.Random(5)
    seats = company.read(lambda tx: surveys.invitees(tx, pool.id))
    asked_ones, truth = chance_of.sample(seats, len(seats)), []
    for person in asked_ones:
        values = [chance_of.choices((1, 2, 3, 4, 5), (1, 2, 3, 3, 2))[0] for _ in range(4)]
        truth.append(values[0])
        company.write(lambda tx, who=person, values=values: surveys.answer(tx, people.get(tx, who), pool.id, values))
    open_ = Snapshot(company, tmp_path / "open")
    known = dict(
        open_.rows(f"SELECT person_id, value FROM surveys_named WHERE question = 501 AND round_id = {pool.id}")
    )
    assert [known[person] for person in asked_ones] == truth, "as the promise says: not anonymous before that"
    company.write(lambda tx: surveys.close(tx, pool.id))
    closed = Snapshot(company, tmp_path / "closed")
    assert closed.rows("SELECT count(*) FROM surveys_named") == [(0,)]
    _low, high = chance(truth)
    best, name = best_attack(closed, truth)
    assert best <= high, f"{name}: {best:.2f} above {high:.2f}"
