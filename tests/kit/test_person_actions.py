"""Actions that people choose on a colleague: a name's menu where there is one, else a form that asks whom."""

from adapters.playground.client import SPACE
from bots.chat import Where, Who
from bots.events import PersonAction
from tests.company import Company, Member


def points(who: Member, action: str, at: str = "") -> None:
    """Choose this action in a menu on a colleague, or in the platform's own menu."""
    event = PersonAction(
        f"key:{action}:{at}", Who(who.platform, SPACE, who.user), Where(who.chat.dm(who.user), "dm"), action, at
    )
    who.company.does(who.chat._handle(who.user, event))


def test_kudos_for_a_colleague_who_was_pointed_at(company: Company) -> None:
    team = company.team("Support")
    ana, mark = company.person("Ana Bakker", team), company.person("Mark Visser", team)
    written = mark.writes("The fix is out", place="support")
    company.does(ana.chat.points("ana", written.ref, "discussions.kudos_to"))
    assert {field.key: field.default for field in ana.form.form.fields}["receiver"] == "mark"
    ana.fills_in(words="For the quick fix")
    assert "Mark reads it" in ana.notice


def test_where_nobody_can_be_pointed_at_a_form_asks_whom_first(company: Company) -> None:
    """T10: as Slack has no menu on people; guests can't be chosen, and what no code knows gets a kind answer."""
    boss = company.person("Mark Visser")
    team = company.team("Support")
    ana = company.person("Ana Bakker", team, boss)
    points(boss, "home.who_is")
    assert boss.form.form.title == "Choose a colleague"
    boss.fills_in(colleague="ana")
    assert "Ana Bakker" in boss.last
    assert "Support" in boss.last
    assert "Mark Visser" in boss.last
    points(ana, "home.who_is", "guest")
    assert "guests and bots can't be chosen" in ana.notice
    points(ana, "home.gone", "mark")
    assert "older version" in ana.notice
