"""Starting a pulse: who may, what is fixed from then on, and ending it."""

from datetime import date

from core import surveys
from core.surveys.models import Round
from tests.company import Company
from tests.surveys.conftest import MONDAY, WEDNESDAY, Asked, asked, press, tap


def test_the_preview_says_what_goes_out_to_how_many(here: Asked) -> None:
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),), weekly="yes", words="Tell me @everyone <!channel> **now**")
    said = here.owner.last
    assert "Support · 7 people" in said
    assert "Every Monday at 09:00, until Wednesday 16:00" in said
    assert "Townhall keeps nothing that links you" in said
    assert "Tell me @everyone <!channel> **now**" in said
    assert not here.people[0].inbox


def test_change_brings_the_form_back_as_it_was(here: Asked) -> None:
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),), question="3", words="Hello")
    here.owner.presses("Change…")
    filled = {node.key: node.default for node in here.owner.form.form.fields}
    assert (filled["question"], filled["teams"], filled["words"]) == ("3", (str(here.team),), "Hello")


def test_a_lead_asks_their_own_team_only_and_others_see_what_waits_for_them(here: Asked) -> None:
    other = here.company.team("Finance")
    here.lead.types("/pulse")
    [teams] = [node for node in here.lead.form.form.fields if node.key == "teams"]
    assert [option.label for option in teams.options] == ["Support"]
    here.lead.fills_in(teams=(str(other),))
    assert "You can't ask this team" in here.lead.form.errors["teams"]
    here.people[0].types("/pulse")
    assert here.people[0].form is None
    assert "Nothing waits for you." in here.people[0].last


def test_an_anonymous_pulse_needs_a_team_that_can_ever_see_its_result(company: Company) -> None:
    here = asked(company, heads=4)
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),))
    assert "fewer than 5 people" in here.owner.form.errors["teams"]
    here.opens("public")
    assert "Public" in here.people[0].last


def test_question_and_promise_stay_while_a_round_is_open_t44(here: Asked) -> None:
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),), weekly="", mode="public", question="2")
    later = here.owner.inbox[-1]
    number = here.opens("anonymous")
    here.owner.presses("Start", on=later)
    assert "A pulse is already open for this team" in here.owner.notice
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),), mode="public")
    assert "already open" in here.owner.form.errors["question"]
    kept = here.company.read(lambda tx: surveys.find(tx, number))
    assert (kept.mode, kept.question, kept.minimum) == ("anonymous", 1, 5)
    fixed = {"mode", "question", "minimum", "opened_at", "closes_at"}
    assert fixed <= set(Round.model_fields), "and no rule writes them again"


def test_it_comes_back_every_monday_until_it_is_ended(here: Asked) -> None:
    here.starts()
    for monday in (MONDAY, date(2026, 11, 30)):
        here.company.until(monday, 9)
        assert here.people[0].buttons.count("1 😟") == 1
        here.company.until(date(monday.year, monday.month, monday.day), 17)
        here.company.passes(days=3)
    here.owner.types("/pulse now")
    assert "Opens by itself on Mon 7 Dec, 09:00" in here.owner.last
    here.owner.presses("End it")
    here.owner.presses("End it")
    assert "ended already" in here.owner.notice
    here.company.until(date(2026, 12, 7), 10)
    assert "1 😟" not in here.people[0].buttons


def test_now_opens_a_round_at_once_and_one_at_a_time(here: Asked) -> None:
    here.starts()
    here.owner.types("/puls nu")
    here.owner.presses("Open now")
    assert "1 😟" in here.people[0].buttons
    here.owner.presses("Open now")
    assert "already open" in here.owner.notice
    here.company.until(MONDAY, 9)
    assert here.people[0].buttons.count("1 😟") == 1, "Friday's round is still open: this Monday none is added"


def test_without_a_weekly_pulse_now_asks_what_to_ask(here: Asked) -> None:
    here.owner.types("/pulse now")
    assert here.owner.form.form.title == "New pulse"


def test_a_pulse_of_somebody_who_left_ends(here: Asked) -> None:
    here.starts()
    here.company.write(lambda tx: _leaves(tx, here.owner.id))
    here.company.until(WEDNESDAY, 9)
    assert not here.people[0].inbox
    assert not here.company.read(lambda tx: surveys.next_for(tx, here.team))


def _leaves(tx, person: int) -> None:
    from core.people.models import Person

    tx.get_one(Person, person).left_on = date(2026, 11, 20)


def test_two_teams_are_asked_apart_and_each_sees_its_own_result(here: Asked) -> None:
    sales = here.company.team("Sales")
    sellers = [here.company.person(f"Sel{n} Seller", sales, here.lead) for n in range(5)]
    here.lead.types("/pulse")
    here.lead.fills_in(teams=(str(here.team), str(sales)), weekly="")
    assert "Support, Sales · 12 people" in here.lead.last or "Sales, Support · 12 people" in here.lead.last
    here.lead.presses("Start")
    for person, value in zip(sellers, (1, 2, 3, 4, 5), strict=True):
        person.presses(tap(value))
    here.company.passes(days=5)
    said = here.in_place()
    assert sum("Result of the pulse of Sales" in one and "The average is 3 out" in one for one in said) == 1
    assert sum("Result of the pulse of Support" in one and "Not enough answers" in one for one in said) == 1
    sellers[0].types("/pulse results")
    assert "Sales" in sellers[0].last


def test_no_forged_button_opens_ends_or_starts_what_is_not_yours(here: Asked) -> None:
    here.starts()
    stranger = here.company.person("Zoe Zand", here.company.team("Sales"))
    here.owner.types("/pulse")
    here.owner.fills_in(teams=(str(here.team),), weekly="")
    for verb, says in (("now:1", "You can't ask this team"), ("end:1", "You can't ask this team"),
                       ("start:2", "This is no longer here"), ("change:2", "This is no longer here")):  # fmt: skip
        assert says in press(here, stranger, f"surveys.{verb}").notice
    for verb in ("less:1", "why:7", "open:7", "write:7", "here:7", "result:7"):
        press(here, stranger, f"surveys.{verb}")
    assert not here.people[0].inbox
    assert here.company.read(lambda tx: surveys.next_for(tx, here.team))
