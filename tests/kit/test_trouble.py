"""What can't be delivered: it waits where it is looked for, and the admin hears of it once (T21)."""

from types import SimpleNamespace

import pytest

from adapters.playground.client import SPACE
from bots.bot import Pressed
from bots.chat import Send
from bots.home import allow_direct
from bots.sending import plan
from bots.trouble import undelivered
from bots.ui import DISCORD
from core import people
from core.db import Tx
from core.desk import telling
from core.errors import NotAllowed
from core.people import linking
from core.people.allowing import allow_on, allowed_on
from core.people.models import Team
from tests.company import Company, Member


@pytest.fixture
def office(company: Company) -> SimpleNamespace:
    """Ada is admin, on Slack. Hans of HR is on Discord only, in a team without a place; Bo is on nothing."""
    team = company.team("Support")

    def road(tx: Tx) -> int:
        row = Team(name="Road")
        tx.add(row)
        tx.flush()
        assert row.id is not None
        return row.id

    admin = company.person("Ada Admin", team, roles=("admin",), platforms=("slack",))
    hr = company.person("Hans Vermeer", company.write(road), roles=("hr",), platforms=("discord",))
    company.person("Bo Smit", team, platforms=())
    return SimpleNamespace(company=company, admin=admin, hr=hr, team=team)


def asks(company: Company, user: str = "kestrel") -> int:
    """Somebody says to be Bo, who has no other chat: HR is asked."""
    return int(company.write(lambda tx: linking.ask(tx, "discord", SPACE, user, "bo.smit@example.com")))


def complaints(admin: Member) -> list[str]:
    return [text for one in admin.inbox if "could not be delivered" in (text := one.message.letters())]


def test_who_can_be_reached_nowhere_finds_it_in_the_digest_and_the_admin_hears_once(office: SimpleNamespace) -> None:
    """T21, decisions 22: no direct messages allowed, and no place."""
    asks(office.company)
    asks(office.company, "magpie")
    (said,) = complaints(office.admin)
    assert "Hans Vermeer" in said
    assert "/place" in said
    assert "Bo" not in said
    assert office.hr.id in office.company.read(lambda tx: telling.waiting_for_digest(tx, tx.now.date()))
    office.company.passes(days=7)
    asks(office.company)
    assert len(complaints(office.admin)) == 2


def test_a_place_that_refuses_is_told_to_the_admin_once(office: SimpleNamespace) -> None:
    """T21: archived, gone, or closed to Townhall."""
    company = office.company
    hr = company.person("Iris Groen", office.team, roles=("hr",), platforms=("discord",))
    company.chats["discord"].closed.add(company.chats["discord"].channel("support"))
    asks(company)
    asks(company, "magpie")
    said = complaints(office.admin)
    assert sorted("Iris" in one for one in said) == [False, True]
    assert not hr.inbox


@pytest.mark.parametrize(("why", "said"), [
    ("missing_scope", "townhall manifest"), ("restricted_action", "Give me the right"), ("thread_locked", "Open it"),
    ("messages_tab_disabled", "Messages tab"), ("user_disabled", "Link another one"), ("odd_word", "refused it (odd_word)"),
])  # fmt: skip
def test_each_refusal_says_what_to_do(office: SimpleNamespace, why: str, said: str) -> None:
    """T21: the platform's own word only where nothing better is known."""
    number = office.company.write(
        lambda tx: telling.note(tx, "one", f"person:{office.hr.id}", "v", 1, "t", "now", f"failed:{why}")
    )
    admin = office.company.read(lambda tx: people.get(tx, office.admin.id))
    suite = office.company.app.suite
    drawn = office.company.read(lambda tx: undelivered(suite.context(tx, admin), number))
    assert said in drawn.letters()


def test_an_admin_switches_on_what_discord_may_carry(office: SimpleNamespace) -> None:
    """Decisions 23: off at first on Discord, on everywhere else."""
    company = office.company
    for topic in ("nudge", "sick", "anonymous", "claim", "payslip"):
        assert not company.read(lambda tx, topic=topic: allowed_on(tx, "discord", topic))
        assert company.read(lambda tx, topic=topic: allowed_on(tx, "slack", topic))
    assert company.read(lambda tx: allowed_on(tx, "discord", "timeoff"))
    with pytest.raises(NotAllowed):
        company.write(lambda tx: allow_on(tx, people.get(tx, office.hr.id), "discord", "sick", True))
    office.hr.on("discord").types("/townhall discord")
    assert "Only an admin" in office.hr.on("discord").notice
    office.admin.types("/townhall discord")
    office.admin.fills_in(money="yes")
    assert company.read(lambda tx: allowed_on(tx, "discord", "payslip"))
    assert not company.read(lambda tx: allowed_on(tx, "discord", "sick"))
    office.admin.types("/townhall discord")
    assert {one.key: one.default for one in office.admin.form.form.fields}["money"] == "yes"
    office.admin.fills_in(money="")
    assert not company.read(lambda tx: allowed_on(tx, "discord", "claim"))


def test_a_topic_that_is_off_goes_to_the_other_platform_or_nowhere(office: SimpleNamespace) -> None:
    """Decisions 23: nudges to persons."""
    company = office.company
    for name, platforms in (("Ana Bakker", ("slack", "discord")), ("Joris Mulder", ("discord",))):
        one = company.person(name, office.team, platforms=platforms)
        email = name.lower().replace(" ", ".") + "@example.com"
        card = company.write(lambda tx, email=email: linking.ask(tx, "discord", SPACE, "kestrel", email))
        nudge = Send(f"person:{one.id}", "home.link_code_card", card, "nudge", "reply", f"nudge{one.id}")
        before = len(one.inbox)
        company.write(lambda tx, nudge=nudge: plan(tx, nudge, ""))
        assert len(one.inbox) - before == ("slack" in platforms)
    assert "drop:off_here" in [told.outcome for told in company.read(lambda tx: telling.lately(tx))]


def test_the_click_that_allows_direct_messages_counts_where_it_was_made(office: SimpleNamespace) -> None:
    """Decisions 22: the Discord account, also when Slack was used last."""
    company, suite = office.company, office.company.app.suite
    ana = company.person("Ana Bakker", office.team, platforms=("slack", "discord"))
    ana.types("/home")
    company.write(lambda tx: allow_direct(suite.context(tx, people.get(tx, ana.id), caps=DISCORD), Pressed(0)) and None)
    accounts = company.read(lambda tx: people.accounts(tx, ana.id))
    assert {one.platform: one.direct for one in accounts} == {"slack": True, "discord": True}
