"""Linking an account: by a code in another chat, or by HR; nobody learns whose e-mail is known (T68)."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from adapters.playground.client import SPACE
from core import people
from core.db import table
from core.errors import NotAllowed
from core.people import linking
from core.people.models import LinkRequest, Person
from tests.company import Company, Member


@pytest.fixture
def office(company: Company) -> SimpleNamespace:
    """Ana is on Slack, Bo on nothing; Hans is HR. On Discord somebody types whom nobody knows yet."""
    team = company.team("Support")
    hr = company.person("Hans Vermeer", team, roles=("hr",))
    second = company.person("Iris Groen", team, roles=("hr",), platforms=("slack",))
    ana = company.person("Ana Bakker", team, platforms=("slack",))
    bo = company.person("Bo Smit", team, platforms=())
    stranger = Member(company, 0, "Kestrel", "discord")
    company.chats["discord"].dm("kestrel")
    return SimpleNamespace(company=company, hr=hr, second=second, ana=ana, bo=bo, stranger=stranger)


def code(ana: Member) -> str:
    found = re.search(r"\d{4} \d{4}", ana.last)
    assert found
    return found[0]


def account(office: SimpleNamespace, user: str = "kestrel") -> int | None:
    found = office.company.read(lambda tx: people.find(tx, "discord", SPACE, user))
    return None if found is None else int(found[0].id)


def says_to_be(stranger: Member, email: str) -> str:
    stranger.types("/townhall link")
    stranger.fills_in(email=email)
    return stranger.last


def test_a_code_in_another_chat_proves_it(office: SimpleNamespace) -> None:
    """T68: the code goes to the person, never to who asks."""
    said = says_to_be(office.stranger, "Ana.Bakker@example.com")
    assert "If this is a colleague's address" in said
    assert "Ana" not in said
    assert "Somebody on Discord typed your e-mail" in office.ana.last
    right = code(office.ana)
    office.stranger.presses("Fill in the code…")
    office.stranger.fills_in(code=right)
    assert account(office) == office.ana.id
    assert office.ana.sees("An account was linked to you")
    assert not office.ana.sees(right)
    office.stranger.types("/townhall link")
    assert "linked to you, Ana" in office.stranger.notice
    office.stranger.types("/home")
    assert office.stranger.sees("Good day, Ana")


def test_no_direct_message_goes_to_a_linked_discord_account_before_the_click(office: SimpleNamespace) -> None:
    says_to_be(office.stranger, "ana.bakker@example.com")
    office.stranger.presses("Fill in the code…")
    office.stranger.fills_in(code=code(office.ana))
    found = office.company.read(lambda tx: people.accounts(tx, office.ana.id))
    assert {one.platform: one.direct for one in found} == {"slack": True, "discord": False}


@pytest.mark.parametrize("email", ["nobody@example.com", "ana.bakker@example.com", "bo.smit@example.com", "no address"])
def test_every_answer_is_the_same_whether_or_not_the_e_mail_is_known(office: SimpleNamespace, email: str) -> None:
    """T68: beginning, a wrong code, HR."""
    told = [says_to_be(office.stranger, email)]
    for _again in range(4):
        office.stranger.presses("Fill in the code…")
        office.stranger.fills_in(code="0000")
        told.append(office.stranger.last)
    office.stranger.presses("Ask HR instead")
    told.append(office.stranger.notice)
    office.stranger.presses("Fill in the code…")
    office.stranger.fills_in(code="0000")
    told.append(office.stranger.last)
    office.stranger.presses("Fill in the code…")
    office.stranger.fills_in(code="0000")
    told.append(office.stranger.notice)
    assert [one.splitlines()[0] for one in told] == [
        "One more step", *["This is not the code"] * 4,
        "If this is a colleague's address, HR is asked to confirm. That may take a day or two.",
        "This was the last try", "This code is no longer good. Ask for a new one with /townhall link.",
    ]  # fmt: skip
    assert account(office) is None


def test_the_e_mail_that_was_typed_is_kept_nowhere(office: SimpleNamespace) -> None:
    says_to_be(office.stranger, "secret.friend@example.com")
    (row,) = office.company.read(lambda tx: tx.execute(select(table(LinkRequest))).all())
    assert "secret" not in str(row)
    assert row.person_id is None


def test_attempts_are_limited_and_a_code_runs_out(office: SimpleNamespace) -> None:
    """T20, T68"""
    says_to_be(office.stranger, "ana.bakker@example.com")
    right = code(office.ana)
    office.company.passes(minutes=16)
    office.stranger.presses("Fill in the code…")
    office.stranger.fills_in(code=right)
    assert "no longer good" in office.stranger.notice
    for _again in range(4):
        says_to_be(office.stranger, "nobody@example.com")
    says_to_be(office.stranger, "ana.bakker@example.com")
    assert "five times today" in office.stranger.notice
    office.company.passes(days=1)
    assert "One more step" in says_to_be(office.stranger, "ana.bakker@example.com")


def test_a_colleague_is_not_flooded_with_codes(office: SimpleNamespace) -> None:
    """T20: from five codes a day on, many accounts bring no more."""
    for number in range(7):
        one = Member(office.company, 0, f"Bird{number}", "discord")
        office.company.chats["discord"].dm(one.user)
        assert "One more step" in says_to_be(one, "ana.bakker@example.com")
    assert sum("A code for Discord" in one.message.letters() for one in office.ana.inbox) == 5


def test_another_accounts_request_is_not_mine(office: SimpleNamespace) -> None:
    """T11: who forges the number of somebody else's request gets nowhere."""
    says_to_be(office.stranger, "ana.bakker@example.com")
    right = code(office.ana)
    eve = Member(office.company, 0, "Eve", "discord")
    office.company.chats["discord"].dm("eve")
    says_to_be(eve, "nobody@example.com")
    eve.presses("Fill in the code…")
    forged = eve.chat.forms["eve"]
    assert forged.form.id.endswith(":2")
    with pytest.raises(NotAllowed):
        office.company.write(lambda tx: linking.prove(tx, "discord", SPACE, "eve", 1, right, False))
    assert account(office, "eve") is None


def test_hr_confirms_whom_no_other_chat_reaches(office: SimpleNamespace) -> None:
    says_to_be(office.stranger, "bo.smit@example.com")
    assert office.hr.sees("Is this account a colleague's?")
    office.hr.presses("Confirm")
    assert account(office) == office.bo.id
    assert "Linked." in office.second.last


def test_hr_may_say_no_and_never_confirms_itself(office: SimpleNamespace) -> None:
    """T24"""
    says_to_be(office.stranger, "iris.groen@example.com")
    office.stranger.presses("Ask HR instead")
    assert not office.second.sees("Is this account a colleague's?")
    office.hr.presses("It is not")
    assert "Not linked." in office.hr.last
    assert account(office) is None
    office.stranger.presses("Ask HR instead")
    assert "no longer open" in office.stranger.notice


def test_who_has_left_gets_no_code(office: SimpleNamespace) -> None:
    """T14, T68"""
    person, gone = table(Person), office.company.clock.now().date().replace(day=1)
    office.company.write(
        lambda tx: tx.execute(update(person).where(person.c.id == office.ana.id).values(left_on=gone)) and None
    )
    assert "One more step" in says_to_be(office.stranger, "ana.bakker@example.com")
    assert not office.ana.sees("A code for Discord")


def test_dutch_by_its_dutch_name(office: SimpleNamespace) -> None:
    office.stranger.types("/townhall koppelen")
    assert office.stranger.form.form.title == "Link this account"
