"""Comments: kept without a name, a time or an order, read from ten answers on, answered by way of a slip."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.playground.client import SPACE
from bots.chat import Submit, Where, Who
from core import people, surveys
from core.db import table
from core.desk.models import Draft
from core.surveys.comment import without_names
from tests.company import Company, Member
from tests.surveys.conftest import Asked, asked, press
from tests.surveys.test_unlinkable import Snapshot


def comments(who: Member, text: str) -> str:
    """Answer, then a comment; gives the slip."""
    who.presses("3 😐")
    who.presses("Add a comment…")
    who.fills_in(text=text)
    [slip] = re.findall(r"Your slip: \**((?:\w+ ){3}\w+)", who.last)
    return str(slip)


def answered(here: Asked, values: list[int], first: int) -> None:
    """The others answer."""
    for person, value in zip(here.people[first:], values, strict=False):
        person.presses(f"{value} {'😟🙁😐🙂😀'[value - 1]}")


def test_a_comment_is_answered_and_found_again_by_its_slip(company: Company) -> None:
    here = asked(company, heads=12)
    here.opens()
    bas = here.people[0]
    slip = comments(bas, "The coffee is cold.")
    answered(here, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 5], 1)
    here.closes()
    here.owner.types("/pulse results")
    here.owner.presses("Comments")
    assert "The coffee is cold." in here.owner.last
    here.owner.presses("Write back…")
    here.owner.fills_in(text="We bought a new machine.")
    bas.types("/pulse slip")
    bas.fills_in(slip=slip.upper())
    assert "We bought a new machine." in bas.last
    here.people[1].types("/puls briefje")
    here.people[1].fills_in(slip="a b c d")
    assert "belong to no comment" in str(here.people[1].form.errors) + here.people[1].notice


@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_what_cannot_be_kept_leaves_nothing_of_who_wrote_it_t40(company: Company, platform: str) -> None:
    """Where a platform has no errors in forms, other forms wait as a draft of their writer; these never do."""
    here = asked(company, heads=6)
    here.opens()
    bas = here.people[0].on(platform)
    for form, values in (
        (f"surveys.commented:{here.round}", {"text": "x" * 1001}),
        ("surveys.slip:0", {"slip": "a b c d"}),
    ):
        event = Submit(
            f"{platform}:{form}", Who(platform, SPACE, bas.user), Where(bas.chat.dm(bas.user), "dm"), form, values
        )
        told = company.does(company.app.handle(event))
        assert told.errors or told.notice, told
        assert told.reply is None
    assert company.read(lambda tx: tx.execute(select(table(Draft).c.id)).all()) == []


def test_below_ten_answers_no_comment_is_shown_t45(here: Asked) -> None:
    here.opens()
    comments(here.people[0], "Seen by nobody.")
    answered(here, [1, 2, 4, 5, 5, 1], 1)
    here.closes()
    for who in (here.lead, here.owner, here.people[2]):
        who.types("/pulse results")
        who.presses("Comments")
        assert who.notice == "There are no comments to show. They are shown from 10 answers on."


def test_a_comment_leaves_nothing_about_who_wrote_it_and_when_t40(here: Asked, tmp_path: Path) -> None:
    here.opens()
    here.people[0].presses("3 😐")
    before = Snapshot(here.company, tmp_path / "before")
    here.people[0].presses("Add a comment…")
    here.people[0].fills_in(text="Nobody knows.")
    after = Snapshot(here.company, tmp_path / "after")
    changed = [table for table in after.tables()
               if after.rows(f"SELECT * FROM {table}") != before.rows(f"SELECT * FROM {table}")]  # fmt: skip
    assert changed == ["surveys_comment"]
    [(number, _round, text, slip, reply)] = after.rows("SELECT id, round_id, text, slip, reply FROM surveys_comment")
    assert number > 10**6
    assert (text, reply) == ("Nobody knows.", "")
    assert len(slip) == 64


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Bas Jansen shouts", "[…] shouts"),
        ("Ask Bas, not Basil", "Ask […], not Basil"),
        ("bas is lowercase", "bas is lowercase"),
        ("Cem-Bas (Bas)", "[…]-[…] ([…])"),
        ("Nothing here", "Nothing here"),
    ],
)
def test_names_are_taken_out_t45(text: str, kept: str) -> None:
    assert without_names(text, ["Bas Jansen", "Cem Kaya", "Al Bo"]) == kept


def test_addresses_and_numbers_are_taken_out_before_anything_is_kept_t45(company: Company) -> None:
    here = asked(company, heads=12)
    here.opens()
    comments(here.people[0], "Mail ana@example.com or call 06-12345678")
    answered(here, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 5], 1)
    here.closes()
    here.owner.types("/pulse results")
    here.owner.presses("Comments")
    assert "example.com" not in here.owner.last
    assert "12345678" not in here.owner.last


def test_asked_of_everybody_comments_wait_for_sharing_and_name_nobody_of_any_team_t45(company: Company) -> None:
    here = asked(company, heads=11)
    company.person("Zoë Zand", company.team("Sales"))
    here.owner.types("/pulse")
    here.owner.fills_in(question="1", teams=("everybody",), mode="anonymous", weekly="", words="")
    here.owner.presses("Start")
    company.passes(hours=1)
    number = here.round
    comments(here.people[0], "Zoë Zand and Bas0 shout. Zo 50% is fine.")
    answered(here, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5], 1)
    company.passes(days=5)
    press(here, here.people[2], f"surveys.comments:{number}")
    assert "There are no comments to show" in here.people[2].notice + press(
        here, here.people[2], f"surveys.comments:{number}").notice, "not before its owner shares it"  # fmt: skip
    press(here, here.owner, f"surveys.comments:{number}")
    told = company.read(lambda tx: [one.text for one in surveys.comments(tx, people.get(tx, here.owner.id), number)])
    assert told == ["[…] and […] shout. Zo 50% is fine."]


def test_only_who_may_ask_these_people_writes_back_t47(company: Company) -> None:
    here = asked(company, heads=12)
    here.opens()
    comments(here.people[0], "Hello.")
    answered(here, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 5], 1)
    here.closes()
    bas = here.people[0]
    bas.types("/pulse results")
    bas.presses("Comments")
    assert "Hello." in bas.last
    assert "Write back…" not in bas.buttons
