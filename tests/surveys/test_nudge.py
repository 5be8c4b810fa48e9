"""The quiet nudge: one, in private, in the owner's words, to be answered or switched off."""

from datetime import date

from core import calendar
from tests.company import Company
from tests.surveys.conftest import MONDAY, TUESDAY, WEDNESDAY, Asked, asked

WORDS = "I would like to hear from you too."


def nudged(here: Asked) -> list[str]:
    return [person.name for person in here.people if any("A word from" in one.message.summary for one in person.inbox)]


def test_only_the_quiet_hear_once_more_and_only_in_private_t46(here: Asked) -> None:
    here.starts(words=WORDS)
    here.company.until(MONDAY, 10)
    here.answers([3, 3, 3, 0])
    here.company.until(TUESDAY, 14)
    assert not nudged(here)
    before = [one.message for one in here.owner.seen]
    here.company.until(TUESDAY, 15)
    assert nudged(here) == [person.name for person in here.people[4:]]
    quiet = here.people[5]
    assert f"A word from Wil de Wit\n{WORDS}" in quiet.last.replace("> ", "")
    assert "Not answering is fine too." in quiet.last
    here.company.until(WEDNESDAY, 15)
    assert not here.in_place()
    assert [one.message for one in here.owner.seen] == before, "nobody hears who was quiet, nor how many"
    assert all(sum("A word from" in one.message.summary for one in person.inbox) <= 1 for person in here.people)


def test_the_nudge_becomes_the_question_and_then_the_thanks(here: Asked) -> None:
    here.starts(words=WORDS)
    here.company.until(TUESDAY, 16)
    bas = here.people[0]
    bas.presses("Answer")
    assert "One tap and it's sent" in bas.last
    bas.presses("2 🙁")
    assert "Thank you." in bas.last
    assert not any("A word from" in one.message.summary for one in bas.inbox)


def test_a_nudge_that_stands_says_no_more_once_the_round_is_closed(here: Asked) -> None:
    here.starts(words=WORDS)
    here.company.until(WEDNESDAY, 16)
    standing = [one.message.letters() for one in here.people[0].inbox]
    assert not any(WORDS in said for said in standing)
    assert any("This pulse has closed" in said for said in standing)
    assert not {"Answer", "Less of this"} & set(here.people[0].buttons)


def test_an_answer_in_words_reaches_the_owner_alone(here: Asked) -> None:
    here.starts(words=WORDS)
    here.company.until(TUESDAY, 16)
    bas = here.people[0]
    bas.presses("Reply to Wil…")
    assert "Goes to the owner with your name" in here.people[0].form.form.fields[0].hint
    bas.fills_in(text="Busy week @everyone <!here>\n*ask me later*")
    assert bas.notice == "Sent to Wil de Wit."
    here.company.until(WEDNESDAY, 9)
    assert "Bas0 Jansen wrote back about the pulse" in here.owner.last
    assert "Busy week @everyone <!here>" in here.owner.last
    assert not any("Busy week" in said for said in here.in_place())
    assert not here.lead.sees("Busy week")


def test_less_of_this_ends_it(here: Asked) -> None:
    here.starts(words=WORDS)
    here.company.until(TUESDAY, 16)
    bas = here.people[0]
    bas.presses("Less of this")
    assert "I send you no more messages about pulses." in bas.notice
    here.company.until(date(2026, 12, 1), 17)
    assert sum("A word from" in one.message.summary for one in bas.inbox) <= 1
    assert "1 😟" not in bas.buttons


def test_nobody_who_is_away_hears_it_t57(here: Asked) -> None:
    bas = here.people[0]
    here.company.write(lambda tx: calendar.note_absence(tx, "test:1", bas.id, TUESDAY, TUESDAY))
    here.starts(words=WORDS)
    here.company.until(WEDNESDAY, 10)
    assert bas.name not in nudged(here)
    assert len(nudged(here)) == 6


def test_one_nudge_a_week_whatever_happens_t57(here: Asked) -> None:
    from core.desk import telling

    bas = here.people[0]
    here.company.write(
        lambda tx: telling.note(tx, "other:1", f"person:{bas.id}", "other.nudge", 1, "other", "nudge", "sent")
    )
    here.starts(words=WORDS)
    here.company.until(TUESDAY, 17)
    assert bas.name not in nudged(here)


def test_without_words_of_the_owner_nothing_is_sent(here: Asked) -> None:
    here.starts(words="")
    here.company.until(WEDNESDAY, 10)
    assert not nudged(here)


def test_on_discord_nobody_is_nudged_where_others_would_see_it_t46(company: Company) -> None:
    here = asked(company, ("discord",))
    here.starts(words=WORDS)
    company.until(MONDAY, 10)
    before = here.in_place("discord")
    company.until(WEDNESDAY, 15)
    assert here.in_place("discord") == before


def test_who_answers_between_the_decision_and_the_delivery_is_left_in_peace(here: Asked) -> None:
    here.starts(words=WORDS)
    bas = here.people[0]
    here.company.write(lambda tx: calendar.set_pattern(tx, bas.id, date(2026, 11, 24), (480, 0, 480, 480, 480, 0, 0)))
    here.company.until(TUESDAY, 17)
    assert bas.name not in nudged(here)
    bas.presses("4 🙂")
    here.company.until(WEDNESDAY, 12)
    assert bas.name not in nudged(here)


def test_the_nudge_in_dutch(company: Company) -> None:
    here = asked(company, language="nl")
    here.starts(words=WORDS)
    company.until(TUESDAY, 16)
    said = here.people[0].last
    assert "Een woord van Wil de Wit" in said
    assert "Niet antwoorden mag ook. Niemand anders krijgt dit te zien." in said
    assert {"Antwoorden", "Antwoord Wil…", "Minder hiervan"} <= set(here.people[0].buttons)
