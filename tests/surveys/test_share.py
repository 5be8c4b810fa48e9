"""What was asked beyond one team is shared by hand: nobody sees it before, and the next round waits."""

from datetime import timedelta

from sqlmodel import select

from core import people, surveys
from core.clock import at_local
from core.surveys import FACES
from core.surveys.inviting import whole_audience
from core.surveys.models import Tally
from tests.company import Company
from tests.surveys.conftest import MONDAY, Asked, asked, tap


def company_round(here: Asked) -> int:
    here.owner.types("/pulse")
    here.owner.fills_in(question="1", teams=("everybody",), mode="anonymous", weekly="", words="")
    here.owner.presses("Start")
    here.company.passes(hours=1)
    number = here.round
    for turn, person in enumerate(here.people):
        person.types("/pulse mine")
        person.presses("Answer")
        person.presses(tap(turn % 5 + 1))
    here.company.passes(days=6)
    return number


def test_a_company_result_waits_for_its_owner_and_so_does_the_next_round_t46(company: Company) -> None:
    here = asked(company, heads=10)
    number = company_round(here)
    ana = here.people[0]
    ana.types("/pulse results")
    assert not ana.sees("Result of the pulse of everybody")
    here.owner.types("/pulse")
    here.owner.fills_in(question="2", teams=("everybody",), mode="anonymous", weekly="", words="")
    assert "has not been shared yet" in here.owner.form.errors["question"]
    card = next(one for one in reversed(here.owner.inbox) if "share it" in one.message.summary)
    here.owner.presses("Go on without…", on=card)
    here.owner.fills_in(why="The numbers are checked first.")
    here.owner.types("/pulse")
    here.owner.fills_in(question="2", teams=("everybody",), mode="anonymous", weekly="", words="")
    assert "before it goes out" in here.owner.last
    here.owner.presses("Share it…", on=card)
    here.owner.fills_in(words="Thank you all.")
    ana.types("/pulse results")
    assert "Thank you all." in ana.last
    assert "The numbers are checked first." in ana.last
    assert company.read(lambda tx: surveys.find(tx, number)).shared_at is not None


def test_small_teams_are_asked_as_it_was_chosen_beforehand(company: Company) -> None:
    here = asked(company, heads=6)
    small = company.team("Night shift", parent=here.team)
    night = [company.person(name, small) for name in ("Pim Pas", "Rik Rol", "Sam Sol")]
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(small),), mode="anonymous.parent", weekly="")
    assert "Support + Night shift · 9 people" in here.owner.last
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(small),), mode="anonymous.talk", weekly="")
    assert "With names, to talk over, because the team is small: Night shift" in here.owner.last
    here.owner.presses("Start")
    for turn, person in enumerate(night):
        assert "your name stands beside your answer" in person.last
        person.presses(tap(turn + 2))
    company.passes(days=5)
    night[0].types("/pulse results")
    assert "Rik Rol" in night[0].last, "a round to talk over has names"


def test_a_small_team_asked_with_the_one_above_has_one_result_with_it_t39(company: Company) -> None:
    here = asked(company, heads=6)
    small = company.team("Night shift", parent=here.team)
    night = [company.person(name, small) for name in ("Pim Pas", "Rik Rol", "Sam Sol")]
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(small),), mode="anonymous.parent", weekly="")
    here.owner.presses("Start")
    for turn, person in enumerate([*here.people, *night]):
        person.presses(tap(turn % 5 + 1))
    company.passes(days=5)
    night[0].types("/pulse results")
    assert "Result of the pulse of Support + Night shift" in night[0].last
    assert "Answers: 9" in night[0].last
    [round_] = company.read(lambda tx: tx.execute(select(Tally.round_id, Tally.segment)).all())
    assert round_.segment == surveys.WHOLE, "nothing of the three alone is kept"


def test_a_rhythm_of_ones_own_by_turns_and_none_that_is_too_often(company: Company) -> None:
    here = asked(company, heads=20)
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),), weekly="yes")
    here.owner.presses("Rhythm and groups…")
    here.owner.fills_in(cron="0 9 * * mon,tue")
    assert "too often" in here.owner.form.errors["cron"]
    here.owner.fills_in(cron="", rhythm="2", parts="2")
    assert "The first Monday of the month at 09:00 · one in 2 people each time" in here.owner.last
    assert "10 people" in here.owner.last


def test_of_one_in_three_nobody_is_asked_twice_before_everybody_was_once(company: Company) -> None:
    """Four Mondays of a pulse in thirds: who stands in each turn, and that the fourth is the first again."""
    here = asked(company, heads=16)
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),), weekly="yes", words="")
    here.owner.presses("Rhythm and groups…")
    here.owner.fills_in(rhythm="0", parts="3")
    assert "one in 3 people each time" in here.owner.last
    here.owner.presses("Start")
    turns: list[set[str]] = []
    for week in range(4):
        company.clock.move(at_local(MONDAY + timedelta(days=7 * week), 9, 0, "Europe/Amsterdam") - company.clock.now())
        company.settles()
        turns.append({one.name for one in here.people if f"1 {FACES[1]}" in one.buttons})
        company.clock.move(timedelta(days=2, hours=8))
        company.settles()
        assert not any(f"1 {FACES[1]}" in one.buttons for one in here.people), "on Wednesday it has closed"
    assert sorted(map(len, turns[:3])) == [5, 5, 6]
    assert not turns[0] & turns[1]
    assert not (turns[0] | turns[1]) & turns[2]
    assert turns[0] | turns[1] | turns[2] == {one.name for one in here.people}
    assert turns[3] == turns[0]


def test_a_target_group_is_asked_and_who_was_asked_lately_is_left_in_peace(company: Company) -> None:
    here = asked(company, heads=7)
    sales = company.team("Sales")
    sellers = [company.person(f"Sel{n} Seller", sales, here.lead) for n in range(8)]
    rule = people.Rule(teams=(here.team, sales))
    group = company.write(lambda tx: people.put_segment(tx, "Counter", rule))
    here.opens()
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(f"segment:{group}",), mode="anonymous", weekly="")
    assert "Counter · 15 people" in here.owner.last
    here.owner.presses("Start")
    company.passes(hours=1)
    waiting = [
        company.read(lambda tx, id_=one.id: len(surveys.waiting_for(tx, id_))) for one in (*here.people, *sellers)
    ]
    assert waiting == [1] * 15, "who was asked this week by their team is not asked again by the group"
    for many in (1, 4, 15, 20_000):
        found = company.read(lambda tx, many=many: list(whole_audience(tx, f"segment:{group}", many)))
        assert found == sorted(one.id for one in (*here.people, *sellers)), "nobody is cut off, however many there are"
