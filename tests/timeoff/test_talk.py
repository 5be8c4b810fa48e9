"""Cover, questions, other days, typing freely, blocked days: conversations around one request, with their clicks."""

from datetime import date
from types import SimpleNamespace

import pytest

from bots.chat import Answer
from core import calendar, people, timeoff
from core.errors import NotAllowed
from core.timeoff import NoCover
from tests.timeoff.rules import dutch, policy


def asked(support: SimpleNamespace, when: str = "24 nov - 27 nov") -> None:
    support.ana.types(f"/timeoff {when}")
    support.ana.presses("Request")


def test_the_cover_person_is_asked_and_the_card_says_so(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff")
    support.ana.fills_in(when="2026-11-24/2026-11-25", cover="joris")
    support.ana.presses("Request")
    assert "Joris Mulder, asked" in support.boss.last
    assert "Ana Bakker asks you to cover" in support.joris.last
    support.joris.presses("I cover")
    assert support.boss.sees("Joris Mulder, said yes")
    assert support.ana.sees("Joris Mulder covers")


def test_a_no_is_told_and_who_is_away_is_not_asked(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff")
    support.ana.fills_in(when="2026-11-24/2026-11-25", cover="joris")
    support.ana.presses("Request")
    support.joris.presses("I can't")
    assert support.ana.sees("Joris Mulder can't cover")
    support.company.write(
        lambda tx: calendar.note_absence(tx, "test:1", support.noor.id, date(2026, 11, 20), date(2026, 11, 27))
    )
    with pytest.raises(NoCover):
        support.company.write(lambda tx: timeoff.name_cover(tx, people.get(tx, support.ana.id), 1, support.noor.id))
    with pytest.raises(NoCover):
        support.company.write(lambda tx: timeoff.name_cover(tx, people.get(tx, support.ana.id), 1, support.ana.id))


def test_cover_is_asked_changed_and_let_go_after_sending(support: SimpleNamespace) -> None:
    """One click and one field each; who was asked before hears that they are free; an own name is refused."""
    asked(support)
    support.ana.presses("Ask for cover…")
    assert "cover for yourself" in " ".join(support.ana.fills_in(cover="ana").errors.values())
    support.ana.fills_in(cover="joris")
    support.joris.presses("I cover")
    support.boss.presses("Approve")
    support.ana.presses("Other cover…")
    assert support.ana.form.form.fields[0].default == "joris", "the one who covers stands in the form"
    support.ana.fills_in(cover="noor")
    assert support.joris.sees("You don't need to cover for Ana Bakker")
    assert "Ana Bakker vraagt je om te vervangen" in support.noor.last
    support.ana.presses("Other cover…")
    support.ana.fills_in(cover="")
    assert support.noor.sees("Je hoeft Ana Bakker niet te vervangen")
    assert "I cover" not in support.joris.buttons
    assert "Ik vervang" not in support.noor.buttons


def test_other_days_ask_the_cover_person_anew_and_fewer_days_do_not(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff")
    support.ana.fills_in(when="2026-11-24/2026-11-26", cover="joris", half="first")
    support.ana.presses("Change…")
    kept = {field.key: field.default for field in support.ana.form.form.fields}
    assert (kept["cover"], kept["half"]) == ("joris", "first"), "what was chosen stays chosen"
    support.ana.fills_in()
    support.ana.presses("Request")
    support.joris.presses("I cover")
    for days, said in (("2026-11-24/2026-11-25", "accepted"), ("2026-12-01/2026-12-02", "asked")):
        support.ana.presses("Other days…")
        support.ana.fills_in(when=days)
        assert support.company.read(lambda tx: timeoff.find(tx, 1)).cover == said
    support.joris.presses("I cover")
    support.company.write(
        lambda tx: calendar.note_absence(tx, "test:1", support.joris.id, date(2026, 12, 8), date(2026, 12, 9))
    )
    support.ana.presses("Other days…")
    support.ana.fills_in(when="2026-12-08")
    assert support.ana.sees("Joris Mulder can't cover")


def test_a_question_and_its_answer_stand_on_both_cards(support: SimpleNamespace) -> None:
    asked(support)
    support.boss.presses("Ask…")
    support.boss.fills_in(text="Can the launch wait?")
    assert "Mark Visser has a question" in support.ana.last
    support.ana.presses("Answer…")
    support.ana.fills_in(text="Noor takes it over")
    assert support.boss.sees("Noor takes it over")
    support.boss.presses("Approve")
    assert support.ana.sees("Approved")


def test_proposed_days_are_granted_by_one_click_of_the_person(support: SimpleNamespace) -> None:
    asked(support)
    support.boss.presses("Propose other days…")
    support.boss.fills_in(when="2026-12-01/2026-12-04", text="The week after is quiet")
    assert "Mark Visser proposes Tue 1 – Fri 4 Dec" in support.ana.last
    support.ana.presses("Take these days")
    found = support.company.read(lambda tx: timeoff.find(tx, 1))
    assert (found.status, found.first_day, found.decided_by) == ("approved", date(2026, 12, 1), support.boss.id)


def test_ones_own_days_can_be_kept(support: SimpleNamespace) -> None:
    asked(support)
    support.boss.presses("Propose other days…")
    support.boss.fills_in(when="2026-12-01/2026-12-04")
    support.ana.presses("Keep mine")
    assert support.boss.sees("keep the days I asked for")
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "pending"


def test_nobody_else_answers_or_takes_a_proposal(support: SimpleNamespace) -> None:
    """T10."""
    asked(support)
    support.boss.presses("Propose other days…")
    support.boss.fills_in(when="2026-12-01/2026-12-04")
    with pytest.raises(NotAllowed):
        support.company.write(lambda tx: timeoff.take_proposal(tx, people.get(tx, support.joris.id), 1))
    with pytest.raises(NotAllowed):
        support.company.write(lambda tx: timeoff.ask_about(tx, people.get(tx, support.joris.id), 1, "Why?"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("maandagmiddag vrij", "4 uur"), ("ik wil dinsdag vrij", "8 uur"), ("vrij op woensdag", "8 uur"),
        ("dinsdag 2 uur vrij", "2 uur"), ("dinsdag 1,5 uur vrij", "1,5 uur"),
    ],
)  # fmt: skip
def test_in_a_direct_message_one_just_types_it(support: SimpleNamespace, typed: str, said: str) -> None:
    noor = support.noor
    noor.types(typed)
    assert said in noor.last
    noor.presses("Aanvragen")
    assert "Verstuurd" in noor.last
    assert "begrijp ik" not in noor.notice


def test_unclear_words_are_asked_about_never_guessed(support: SimpleNamespace) -> None:
    """T25: typed freely, 03/04 asks which day is meant, each with a button."""
    support.ana.types("03/12 off")
    assert "Which days do you mean?" in support.ana.last
    support.ana.presses("Thu 3 Dec")
    assert "Time off Thu 3 Dec" in support.ana.last


def test_hours_typed_behind_the_command(support: SimpleNamespace) -> None:
    support.ana.types("/timeoff 24 nov 2 hours")
    assert "Takes: 2 hours" in support.ana.last
    support.ana.presses("Request")
    support.boss.presses("Approve")
    assert support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining == 114 * 60


def test_other_words_get_help_as_before(support: SimpleNamespace) -> None:
    support.ana.types("good morning")
    assert "I don't understand this yet" in support.ana.notice


def test_blocked_days_warn_when_asking_and_take_a_reason_when_granting(support: SimpleNamespace) -> None:
    """Rule 12: its own team, not a sibling's; a warning at the request, a refusal at the plain yes."""
    support.boss.types("/timeoff block")
    support.boss.fills_in(when="2026-11-24/2026-11-26", reason="Opening of the shop")
    support.ana.types("/timeoff 24 nov")
    assert "Support is needed" in support.ana.last
    support.ana.presses("Request")
    support.boss.presses("Approve")
    assert support.boss.form is not None
    assert "Opening of the shop" in support.boss.form.form.intro
    support.boss.fills_in(reason="Her sister marries")
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "approved"
    assert not support.company.read(
        lambda tx: timeoff.blocked_between(
            tx, people.get(tx, support.hr.id).team_id, date(2026, 11, 24), date(2026, 11, 24)
        )
    )


def test_below_the_minimum_a_yes_takes_a_reason_but_is_never_refused(support: SimpleNamespace) -> None:
    """Rule 43."""
    support.company.write(lambda tx: calendar.set_minimum(tx, support.team, date(2026, 1, 1), 3))
    asked(support, "24 nov")
    support.boss.presses("Approve")
    assert "Fewer than the minimum" in support.boss.form.form.intro
    support.boss.fills_in(reason="We manage")
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).reason == "We manage"


def test_where_two_must_say_yes_hr_gets_the_card_after_the_manager(support: SimpleNamespace) -> None:
    policy(support, "second", 1)
    asked(support)
    support.boss.presses("Approve")
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).status == "pending"
    assert "Mark Visser said yes. HR decides." in support.hr.last
    support.hr.presses("Approve")
    assert support.ana.sees("Approved")


def test_hr_puts_the_dutch_rules_to_use_and_sees_every_article(support: SimpleNamespace) -> None:
    support.hr.types("/timeoff policy")
    support.hr.presses("Use a country's rules…")
    support.hr.fills_in()
    support.hr.types("/timeoff policy")
    support.hr.presses("Holiday")
    assert "Statutory hours a year, in working weeks: 4" in support.hr.last
    assert "BW 7:634" in support.hr.last
    support.hr.presses("Change a number…")
    support.hr.fills_in(rule="notice", value="7", start="2026-12-01")
    assert "7 from 1 Dec 2026" in support.hr.last
    support.ana.types("/timeoff policy")
    support.ana.presses("Holiday")
    support.ana.presses("Change a number…")
    answer = support.ana.fills_in(rule="notice", value="0", start="2026-12-01")
    assert "Only HR" in " ".join(answer.errors.values())


def test_every_type_is_in_the_form_once_a_country_is_in_use(support: SimpleNamespace) -> None:
    dutch(support)
    support.ana.types("/timeoff")
    kinds = next(field for field in support.ana.form.form.fields if field.key == "kind")
    assert len(kinds.options) == 9
    support.ana.fills_in(kind="calamity", when="2026-11-20")
    support.ana.presses("Tell")
    assert "Noted: Fri 20 Nov" in support.ana.last
    assert "Noted: this leave needs no approval" in support.boss.last
    support.noor.types("/verlof kortdurend zorgverlof maandag")
    assert "Kortdurend zorgverlof" in support.noor.last


def test_hr_corrects_with_a_form_and_credits_a_worked_sunday(support: SimpleNamespace) -> None:
    """Rules 1 and 24."""
    support.hr.types("/timeoff correct")
    support.hr.fills_in(person="ana", hours="-1.5", reason="Counted twice")
    support.hr.types("/timeoff lieu")
    support.hr.fills_in(person="ana", day="2026-11-15", hours="4")
    support.ana.types("/timeoff balance")
    assert "Counted twice" in support.ana.last
    assert "Time in lieu 2026: 4" in support.ana.last
    answer = as_lieu(support)
    assert "working day" in " ".join(answer.errors.values())


def as_lieu(support: SimpleNamespace) -> Answer:
    support.hr.types("/timeoff lieu")
    return support.hr.fills_in(person="ana", day="2026-11-16", hours="4")
