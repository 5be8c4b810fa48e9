"""A consultation is one object: asked, talked about, decided, and told to everybody who was asked; each next step is one click."""

from datetime import date
from pathlib import Path

import pytest

from core import discussions, people, surveys
from core.errors import Stale
from tests.company import Company, Member
from tests.surveys.conftest import Asked, asked, press

ABOUT = "From March the shop opens at seven. Who does the early shift is open."


def consults(lead: Member, **filled: str) -> None:
    """One command, one form, one press."""
    lead.types("/pulse consult")
    if lead.form is None:
        lead.presses("New consultation…")
    lead.fills_in(**filled)
    lead.presses("Ask them")


def answers_all(here: Asked, many: int) -> None:
    """So many people give three taps, each their own."""
    for turn, person in enumerate(here.people[:many]):
        person.types("/pulse mine")
        person.presses("Answer")
        for tap in range(3):
            value = 1 + (turn + tap) % 5
            person.presses(f"{value} {surveys.FACES[value]}")


def test_working_hours_are_asked_talked_about_decided_and_told(company: Company) -> None:
    """The one who leads: a command, a form and a press to ask; a press and a form to talk; a press and a form to decide."""
    here = asked(company, heads=10)
    lead, bas = here.lead, here.people[0]
    consults(lead, theme="400", about=ABOUT, who=f"team:{here.team}")
    assert "Survey (now) → Discussion → Decision" in lead.last
    assert "Asked: Support · 10 people" in lead.last
    assert "nobody can know who answered" in lead.last
    bas.types("/pulse mine")
    bas.presses("Answer")
    assert "Consultation: Working hours" in bas.last
    assert ABOUT in bas.last
    answers_all(here, 9)
    lead.types("/pulse consult")
    lead.presses("Look")
    assert "Response" not in lead.last
    assert "Open the discussion…" not in lead.buttons, "not before the answers are in"
    company.passes(days=7)
    assert lead.sees("The answers are in. Next: talk about them.")
    assert lead.sees("Response: more than 50 %"), "one did not answer: how many is not told"
    lead.presses("Open the discussion…")
    draft = {one.key: one.default for one in lead.form.form.fields}
    assert ABOUT in draft["about"]
    assert "What goes best" in draft["about"]
    lead.fills_in()
    assert lead.sees("Survey ✓ → Discussion (now) → Decision")
    assert any("Discussion: Working hours" in said for said in here.in_place())
    lead.presses("Close with a decision…")
    lead.fills_in(summary="Most want to choose.", decision="Early shifts by choice.", reasons="Enough people want one.")
    company.passes(days=3)
    for person in here.people:
        assert person.sees("Early shifts by choice."), "who was asked hears it"
        assert person.sees("Enough people want one.")
    bas.types("/pulse consult")
    bas.presses("Look")
    assert "Survey ✓ → Discussion ✓ → Decision ✓" in bas.last
    assert "Enough people want one." in bas.last
    assert "Make a promise of it…" not in bas.buttons
    lead.types("/pulse consult")
    lead.presses("Look")
    lead.presses("Make a promise of it…")
    assert lead.form is not None


def test_a_theme_of_ones_own_for_everybody_is_shared_first_and_its_owner_is_reminded_twice(company: Company) -> None:
    here = asked(company, ("discord", "slack"), heads=6, language="nl")
    owner, bas = here.owner, here.people[0]
    zoe = company.person("Zoe Zand", company.team("Sales"), platforms=("slack",))
    consults(owner, theme="430", line="De kantine", who="everybody", mode="confidential")
    bas.types("/puls mijn")
    bas.presses("Antwoorden")
    assert "Raadpleging: De kantine" in bas.last
    company.passes(days=8)
    owner.types("/pulse consult")
    owner.presses("Look")
    before = len(owner.inbox)
    company.passes(days=20)
    reminders = [one for one in owner.inbox[before:] if "Consultation: De kantine" in one.message.letters()]
    assert len(reminders) == 2
    owner.types("/pulse consult")
    owner.presses("Look")
    owner.presses("Open the discussion…")
    owner.fills_in()
    number = company.read(lambda tx: discussions.open_discussions(tx))[-1]
    owner.presses("Close with a decision…")
    owner.fills_in(summary="Veel", decision="Vaker soep.", reasons="Iedereen eet soep.")
    company.passes(days=3)
    assert all(person.sees("Vaker soep.") and person.sees("Iedereen eet soep.") for person in here.people)
    zoe.presses("Open")
    assert "Decided: De kantine" in zoe.last, "also who sits elsewhere and may not have answered"
    assert "Iedereen eet soep." in zoe.last
    assert "You get this because you were asked." in zoe.last
    assert not company.read(lambda tx: discussions.find(tx, number).open)
    assert company.write(lambda tx: surveys.decided(tx, number)) == [], "told once"


def test_who_may_not_and_what_is_too_early_is_refused_at_the_click(company: Company) -> None:
    here = asked(company, heads=7)
    stranger = company.person("Zoe Zand", company.team("Sales"))
    stranger.types("/pulse consult")
    assert "Nobody consults you at the moment." in stranger.notice
    consults(here.lead, theme="410", who=f"team:{here.team}")
    for who, id_, said in (
        (here.lead, "surveys.talk:1", "still answering"), (stranger, "surveys.talk:1", "for somebody else"),
        (here.people[0], "surveys.talk:1", "for somebody else"), (here.lead, "surveys.talk:99", "for somebody else"),
    ):  # fmt: skip
        assert said in press(here, who, id_).notice, (who.name, id_)
    stranger.types("/pulse consult")
    assert "Nobody consults you at the moment." in stranger.notice
    with pytest.raises(Stale):
        company.write(lambda tx: surveys.to_discuss(tx, people.get(tx, here.lead.id), 1))
    here.lead.types("/pulse consult")
    here.lead.presses("New consultation…")
    here.lead.fills_in(theme="430", line=" ", who=f"team:{here.team}")
    assert "Say in one line what it is about." in str(here.lead.form)


def test_when_discussions_are_switched_off_the_answers_stay_and_the_screen_says_what_to_do(
    tmp_path: Path, database_url: str
) -> None:
    """Asked while they were on; switched off since: nothing breaks, no button leads nowhere, and back on it goes on."""
    from bots.registry import BOTS

    company = Company(tmp_path, url=database_url)
    here = asked(company, heads=6)
    consults(here.lead, theme="400", who=f"team:{here.team}")
    answers_all(here, 6)
    every = company.app.suite.bots
    company.app.suite.bots = [bot for bot in BOTS if bot.name != "discussions"]
    company.passes(days=7)
    shown = here.lead.inbox[-1]
    assert "discussions are switched off here. Ask an admin to switch them on" in shown.message.letters()
    assert "Open the discussion…" not in [one.label for one in shown.message.controls()]
    company.app.suite.bots = every
    here.lead.types("/pulse consult")
    here.lead.presses("Look")
    open_it = here.lead.seen[-1]
    company.app.suite.bots = [bot for bot in BOTS if bot.name != "discussions"]
    here.lead.presses("Open the discussion…", on=open_it)
    assert "switched off here" in here.lead.notice
    company.close()


def test_who_is_quiet_hears_twice_in_private_and_who_answered_does_not_t46(company: Company) -> None:
    here = asked(company, heads=6)
    consults(here.lead, theme="400", who=f"team:{here.team}", mode="confidential")
    quiet, done = here.people[0], here.people[1]
    answers_all(Asked(company, here.owner, here.lead, here.team, [done]), 1)
    company.until(date(2026, 11, 26), 10)
    told = [one.message.letters() for one in quiet.inbox]
    assert sum("Three questions wait for you: Consultation: Working hours" in one for one in told) == 1
    assert sum("three questions about Consultation: Working hours" in one for one in told) == 1, "then in the digest"
    quiet.presses("Answer", on=next(one for one in quiet.inbox if "Three questions" in one.message.summary))
    assert quiet.sees("How well do our working hours fit you now?"), "the question takes the place of the word"
    assert not [one for one in done.inbox if "wait for you" in one.message.letters()]
    assert not any("wait for you" in said or quiet.name in said for said in here.in_place()), "nobody else sees it"


def test_what_is_typed_about_a_theme_is_shown_as_it_was_t49(company: Company) -> None:
    here = asked(company, heads=6)
    hostile = "<!channel> @everyone [free](https://evil.example) *bold* `x` <script>"
    consults(here.lead, theme="430", line=hostile, about=hostile + " " + "x" * 400, who=f"team:{here.team}")
    bas = here.people[0]
    bas.types("/pulse mine")
    bas.presses("Answer")
    assert "<!channel> @everyone [free](https://evil.example)" in bas.last
    here.lead.types("/pulse consult")
    here.lead.presses("New consultation…")
    here.lead.fills_in(theme="430", line="x" * 10_000, who=f"team:{here.team}")
    assert here.lead.form.errors
