"""Polls: one question in a channel, one or several choices, seen when it was said, secret where it was promised."""

import pytest
from sqlmodel import select

from core.surveys.models import PollVote
from tests.company import Company, Member
from tests.surveys.conftest import MONDAY, Asked, press


def begins(here: Asked, shown: str = "live", several: bool = False, choices: str = "Monday\nTuesday\nFriday") -> Member:
    """The owner asks in the team's channel."""
    here.owner.types("/poll", "support")
    here.owner.fills_in(question="Which day do we lunch?", choices=choices, shown=shown,
                        several="yes" if several else "", hours="24")  # fmt: skip
    here.company.settles()
    return here.owner


def test_a_poll_in_the_channel_live_with_names_and_a_picture(here: Asked) -> None:
    begins(here)
    bas, cem = here.people[:2]
    bas.presses("2. Tuesday")
    assert bas.notice == "You chose: Tuesday."
    cem.presses("2. Tuesday")
    cem.presses("3. Friday")
    [said] = here.in_place()
    assert "Chosen most: Tuesday and Friday." in said
    assert "• Tuesday: 1\n" in said
    assert "• Tuesday: Bas0 Jansen" in said
    assert "2 people voted" in said
    here.company.passes(days=2)
    [said] = here.in_place()
    assert "This poll has closed." in said
    assert "1. Monday" not in bas.buttons


def test_several_choices_are_toggled(here: Asked) -> None:
    begins(here, several=True)
    bas = here.people[0]
    for label in ("1. Monday", "3. Friday", "1. Monday"):
        bas.presses(label)
    assert bas.notice == "You chose: Friday."
    bas.presses("3. Friday")
    assert bas.notice == "You chose nothing now."


def test_results_after_ones_own_vote_are_for_who_voted(here: Asked) -> None:
    begins(here, "after")
    bas = here.people[0]
    assert "Chosen most" not in here.in_place()[0]
    bas.presses("1. Monday")
    assert "Chosen most: Monday." in bas.last
    assert "Chosen most" not in here.in_place()[0]


def test_a_secret_poll_shows_nothing_before_it_closes_and_no_name_ever_t46(here: Asked) -> None:
    begins(here, "secret")
    assert "your name is kept until it closes" in here.in_place()[0]
    empty = here.in_place()
    for person, label in zip(
        here.people, ("1. Monday", "1. Monday", "2. Tuesday", "3. Friday", "2. Tuesday"), strict=False
    ):
        person.presses(label)
    assert here.in_place() == empty, "nobody sees that somebody voted"
    here.owner.presses("Close the poll")
    [said] = here.in_place()
    assert "Monday: 2" in said
    assert "Jansen" not in said
    assert not here.company.read(lambda tx: tx.exec(select(PollVote)).all()), "who chose what is gone"


@pytest.mark.parametrize("labels", [[], ["1. Monday"] * 4, ["1. Monday"] * 7, ["1. Monday"] * 6 + ["2. Tuesday"]])
def test_too_few_or_too_alike_votes_in_a_secret_poll_stay_secret_t48(here: Asked, labels: list[str]) -> None:
    begins(here, "secret")
    for person, label in zip(here.people, labels, strict=False):
        person.presses(label)
    here.company.passes(days=2)
    [said] = here.in_place()
    assert "Not enough votes to show, or too much alike." in said
    assert ": 4" not in said
    assert ": 6" not in said


def test_nobody_elses_poll_is_closed_and_no_vote_comes_late_or_beside_the_list_t47(here: Asked) -> None:
    begins(here)
    bas = here.people[0]
    bas.presses("Close the poll")
    assert bas.notice == "Only who started this poll can close it."
    assert "none of the choices" in press(here, bas, "surveys.vote:1:7").notice
    here.owner.presses("Close the poll")
    assert "This poll has closed." in press(here, bas, "surveys.vote:1:0").notice


@pytest.mark.parametrize("choices", ["One", "\n\n", "Same\nSame", "\n".join(map(str, range(11))), "x" * 61 + "\ny"])
def test_two_to_ten_different_choices(here: Asked, choices: str) -> None:
    answer = None
    here.owner.types("/poll", "support")
    answer = here.owner.fills_in(question="What?", choices=choices)
    assert set(answer.errors) == {"choices"}


def test_what_people_type_is_shown_as_it_was_t49(company: Company, here: Asked) -> None:
    begins(here, choices="<!channel> @everyone\n*bold* [x](y)\n<script>")
    here.people[0].presses("1. <!channel> @everyone")
    said = here.in_place()[0]
    assert "<!channel> @everyone: 1" in said


def test_in_a_direct_conversation_there_is_nobody_to_ask(here: Asked) -> None:
    here.owner.types("/peiling")
    assert here.owner.notice == "A poll stands in a channel or thread. Type /poll there."


def test_it_closes_at_the_moment_that_was_typed_with_the_command(here: Asked) -> None:
    """`/poll monday 15:00`: the moment stands first in the list, and is chosen; what can't be is said at once."""
    wil, first = here.owner, "The lunch?"
    for typed, said in (("today 8:00", "has passed"), ("24 nov", "Which time"), ("friday 15:00", "Which do you mean")):
        wil.types(f"/poll {typed}", "support")
        assert said in wil.notice
    wil.types("/poll Which day do we lunch?", "support")
    fields = {one.key: one for one in wil.form.form.fields}
    assert fields["question"].default == "Which day do we lunch?", "other words are the question"
    wil.types("/peiling maandag 15u", "support")
    fields = {one.key: one for one in wil.form.form.fields}
    assert [one.label for one in fields["hours"].options][:2] == ["Until Mon 23 Nov, 15:00", "An hour"]
    assert set(wil.fills_in(question=first, choices="One").errors) == {"choices"}
    assert "Until Mon" in {one.key: one for one in wil.form.form.fields}["hours"].options[0].label, (
        "after a mistake too"
    )
    wil.fills_in(question=first, choices="Monday\nTuesday")
    here.company.settles()
    here.people[0].presses("1. Monday")
    assert "Open until Mon 23 Nov, 15:00." in here.in_place()[0]
    here.company.until(MONDAY, 14, 59)
    assert "This poll has closed." not in here.in_place()[0]
    here.company.until(MONDAY, 15)
    assert "This poll has closed." in here.in_place()[0]
