"""The result: shown from five answers on, never so that it gives somebody away, and frozen."""

import re
from collections import Counter

import pytest
from sqlalchemy import delete, insert
from sqlmodel import select

from bots.ui import Chart, Fields
from core import people, privacy, surveys
from core.surveys.closing import frozen
from core.surveys.models import Participation, Tally
from tests.company import Company
from tests.surveys.conftest import WEDNESDAY, Asked, asked


def closed_with(here: Asked, values: list[int]) -> str:
    here.opens()
    here.answers(values)
    here.closes()
    [said] = here.in_place()
    return said


@pytest.mark.parametrize("values", [[], [4], [1, 2, 3, 4], [0, 0, 0, 0, 0, 0, 0], [5, 5, 4, 4, 0, 0, 0]])
def test_below_the_minimum_nothing_is_shown_and_nothing_is_kept_t48(here: Asked, values: list[int]) -> None:
    said = closed_with(here, values)
    assert said.endswith("Not enough answers to show anything. Thank you.")
    assert not here.company.read(lambda tx: tx.exec(select(Tally)).all())


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([1] * 7, "1 😟", "2 🙁"),
        ([3] * 5, "2 🙁", "4 🙂"),
        ([5] * 6 + [1], "4 🙂", "5 😀"),
        ([1, 2, 1, 2, 2], "1 😟", "2 🙁"),
        ([4, 5, 4, 5, 4], "4 🙂", "5 😀"),
    ],
)
def test_answers_too_alike_show_where_they_lie_only_t48(here: Asked, values: list[int], low: str, high: str) -> None:
    said = closed_with(here, values)
    assert f"Nearly all answers lie between {low} and {high}" in said
    assert "Average" not in said


def test_the_numbers_stand_beside_the_picture_whose_alt_says_the_finding(company: Company) -> None:
    here = asked(company, heads=10)
    here.opens()
    here.answers([5, 5, 5, 4, 3, 2, 2, 4, 5, 1])
    here.closes()
    [posted] = [one for one in company.chats["slack"].posted.values() if one.address == "slack:support"]
    [chart] = [node for node in posted.message.body if isinstance(node, Chart)]
    assert chart.values == (1.0, 2.0, 1.0, 2.0, 4.0)
    assert chart.alt == "The average is 3.6 out of 5. Chosen most: 5 😀."
    [fields] = [node for node in posted.message.body if isinstance(node, Fields)]
    assert dict(fields.pairs) == {"Average": "3.6", "Answers": "10", "Response": "100 %"}
    told = posted.message.letters()
    for line in ("• 1 😟: 1", "• 2 🙁: 2", "• 3 😐: 1", "• 4 🙂: 2", "• 5 😀: 4"):
        assert told.count(line) == 1


@pytest.mark.parametrize("missing", [1, 2, 3, 4])
def test_no_number_tells_that_one_to_four_did_not_answer(company: Company, missing: int) -> None:
    here = asked(company, heads=10)
    here.opens()
    here.answers([5, 1, 4, 2, 3, 5, 1, 4, 2][: 10 - missing])
    here.closes()
    [said] = here.in_place()
    assert "Answers: 6 or more" in said
    assert "Response: more than 50 %" in said
    numbers = said.replace("more than 50 %", "").replace("6 or more", "").split("Answers:")[1].split("Response")[0]
    assert str(10 - missing) not in numbers


@pytest.mark.parametrize("missing", [1, 2, 3, 4])
def test_the_numbers_to_take_along_tell_no_more_than_the_screen_t39(company: Company, missing: int) -> None:
    """A mean with four decimals would tell how many answers it is made of: 3.1429 is of seven."""
    here = asked(company, heads=10)
    number = here.opens()
    here.answers([5, 1, 4, 2, 3, 5, 1, 4, 2][: 10 - missing])
    here.closes()
    here.owner.types("/pulse results")
    here.owner.presses("Take the numbers along")
    told = here.owner.file(f"townhall-{number}.csv").decode("utf-8-sig").splitlines()
    means = {row.split(",")[2] for row in told[1:]}
    assert all(re.fullmatch(r"\d(\.\d)?", one) for one in means), means
    assert "more than 50 %" in told[1]


def test_while_it_is_open_nobody_sees_a_number(here: Asked) -> None:
    here.opens()
    here.answers([4, 4, 3, 2, 1, 5])
    for who in (here.people[0], here.lead, here.owner):
        who.types("/pulse results")
        assert "Not yet visible. It closes on Tue 24 Nov, 16:00." in who.last
        assert "Answers" not in who.last


def test_the_invited_the_lead_and_the_owner_see_it_and_others_do_not(here: Asked) -> None:
    closed_with(here, [5, 4, 3, 2, 1, 5])
    stranger = here.company.person("Zoe Zand", here.company.team("Sales"))
    for who in (here.people[6], here.lead, here.owner):
        who.types("/puls uitslag")
        assert "The average is about 3 out of 5." in who.last
    stranger.types("/pulse results")
    assert "There is no result for you yet." in stranger.notice
    assert not stranger.inbox


def test_what_waits_what_came_out_and_what_comes_behind_the_door(here: Asked) -> None:
    here.starts()
    bas = here.people[0]
    home = bas.opens_home()
    [door] = [control for control in home.controls() if control.label == "Your say"]
    here.company.does(bas.chat.presses_home(bas.user, door.id))
    assert "Your team is asked next on Mon 23 Nov, 09:00." in bas.last
    here.owner.types("/pulse now")
    here.owner.presses("Open now")
    bas.types("/pulse mine")
    assert "A pulse waits for you" in bas.last
    here.closes()
    bas.types("/pulse mine")
    bas.presses("Show")
    assert "Not enough answers" in bas.last


def test_a_team_without_a_place_finds_it_in_the_digest(company: Company) -> None:
    here = asked(company)
    here.company.write(lambda tx: people.put_place(tx, "slack:support", "support", "lobby", None))
    here.company.write(lambda tx: people.put_place(tx, "discord:support", "support", "lobby", None))
    here.opens()
    here.answers([5, 4, 3, 2, 1])
    here.company.until(WEDNESDAY, 8, 45)
    assert any("Result of the pulse of Support" in one.message.letters() for one in here.people[0].inbox)


def test_erasing_somebody_changes_no_published_result_t43(company: Company) -> None:
    here = asked(company, heads=14)
    number = here.opens()
    here.answers([1, 2, 3, 4, 5, 1, 2, 3])
    gone = here.people[0]
    hr = company.person("Hr Hansen", roles=("hr",))
    company.write(lambda tx: privacy.erase_person(tx, gone.id, hr.id))
    here.closes()
    before = company.read(lambda tx: surveys.result(tx, people.get(tx, hr.id), number))
    assert before.first.counts == (2, 2, 2, 1, 1), "the answer stays, and nobody can find it"
    company.write(lambda tx: privacy.erase_person(tx, here.people[1].id, hr.id))
    assert company.read(lambda tx: surveys.result(tx, people.get(tx, hr.id), number)) == before
    left = company.read(lambda tx: {one.person_id for one in tx.exec(select(Participation)).all()})
    assert not left & {gone.id, here.people[1].id}


def test_closing_twice_and_a_late_worker_change_nothing(here: Asked) -> None:
    closed_with(here, [5, 4, 3, 2, 1])
    assert here.company.write(lambda tx: surveys.close(tx, 1)) is False
    assert len(here.in_place()) == 1


def test_every_combination_of_counts_gives_a_result_without_a_fault_t48(here: Asked) -> None:
    kinds = Counter[str]()
    number = here.opens()
    here.company.write(lambda tx: surveys.close(tx, number))
    me = here.company.read(lambda tx: people.get(tx, here.owner.id))
    opened = here.company.read(lambda tx: surveys.find(tx, number))

    def unit(tx, code):
        counts = {value: code // 4 ** (value - 1) % 4 for value in range(1, 6)}
        tx.execute(delete(Tally))
        for question, kept in frozen({0: {1: tuple(counts.values())}}, opened)[surveys.WHOLE].items():
            written = {str(value): n for value, n in enumerate(kept, 1)}
            tx.execute(insert(Tally).values(round_id=number, segment=surveys.WHOLE, question=question, counts=written))
        return sum(counts.values()), surveys.result(tx, me, number)

    for given, found in here.company.write(lambda tx: [unit(tx, code) for code in range(4**5)]):
        kinds[found.kind] += 1
        assert found.first.mean is None or 1 <= found.first.mean <= 5
        assert (found.kind == "hidden") == (given < 5)
    assert set(kinds) == {"hidden", "band", "shown"}


def test_a_public_round_of_sixty_names_some_and_says_how_many_more(company: Company) -> None:
    here = asked(company, heads=60)
    here.opens("public")
    here.answer_at_once([4] * 60)
    here.closes()
    [said] = here.in_place()
    assert "and 48 more" in said
    assert "Answers: 60" in said
