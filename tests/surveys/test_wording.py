"""HR's own words for questions at a date of one's own: from tomorrow on, and never under who was asked already."""

from datetime import date, timedelta

import pytest

from core import people, surveys
from core.errors import FieldError, NotAllowed
from tests.company import Company, Member
from tests.surveys.test_asking import NEWCOMERS, TODAY, mornings, opens, switched_on

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
OURS, OWN = "How welcome did you feel in your first weeks?", "How glad are you that you came to the *lab*?"
EIGEN = "Hoe blij ben je dat je naar het *lab* kwam?"


def newcomer(company: Company, name: str, asked_on: date, **more) -> Member:
    """Somebody whose thirtieth day is this one."""
    return company.person(name, started_on=asked_on - timedelta(days=30), **more)


def rewords(hr: Member, english: str, dutch: str, button: str = "The words…"):
    """HR chooses the first question and puts it into these words: five clicks and a form."""
    opens(hr.company, hr, NEWCOMERS, "nl" if button.startswith("De") else "en")
    hr.presses(button)
    hr.presses("Zet er een in eigen woorden" if button.startswith("De") else "Put one into your own words", value="501")
    return hr.fills_in(english=english, dutch=dutch)


def test_who_was_asked_keeps_the_words_and_who_comes_next_reads_the_new_ones_t44(company: Company) -> None:
    hr = switched_on(company, NEWCOMERS)
    first = newcomer(company, "Noor Nieuw", MONDAY)
    second = newcomer(company, "Piet Pas", TUESDAY, language="nl")
    mornings(company, MONDAY)
    assert OURS in first.last
    assert set(rewords(hr, OWN, "").errors) == {"dutch"}
    hr.fills_in(english=OWN, dutch=EIGEN)
    assert f"1. {OWN}" in hr.last
    assert f"From Tue 24 Nov on. Before: {OURS}" in hr.last
    first.types("/pulse mine")
    first.presses("Answer")
    assert OURS in first.last
    mornings(company, TUESDAY)
    assert EIGEN in second.last, "as it was typed, in the reader's language"
    first.types("/pulse mine")
    first.presses("Answer")
    assert OURS in first.last, "the words she was asked in, a day later too"
    rewords(hr, "How did it begin?", "Hoe begon het?")
    second.types("/puls mijn")
    second.presses("Antwoorden")
    assert EIGEN in second.last
    number = company.read(lambda tx: surveys.waiting_for(tx, second.id)[0].id)
    company.write(lambda tx: surveys.close(tx, number))
    asked = company.read(lambda tx: surveys.find(tx, number))
    found = company.read(lambda tx: surveys.words_before(tx, asked, 501))
    assert found == [(TUESDAY, OURS)], "what stands under a result says what was asked before"


def test_own_words_are_for_hr_in_both_languages_and_can_be_taken_back(company: Company) -> None:
    hr, ana = switched_on(company, NEWCOMERS), company.person("Ana Ali")
    opens(company, ana, NEWCOMERS)
    assert "The words…" not in ana.buttons
    me = company.read(lambda tx: people.get(tx, hr.id))
    other = company.read(lambda tx: people.get(tx, ana.id))

    def words(english: str, dutch: str, by=me, question: int = 501) -> int:
        return company.write(lambda tx: surveys.word_question(tx, by, question, english, dutch))

    for by, question in ((other, 501), (me, 1)):
        with pytest.raises(NotAllowed):
            words("A", "B", by, question)
    for english, dutch, field in (("A", " ", "dutch"), ("", "B", "english"), ("A" * 151, "B", "english")):
        with pytest.raises(FieldError) as refused:
            words(english, dutch)
        assert refused.value.field == field
    ours = company.read(lambda tx: surveys.both_languages(tx, 501))
    assert words(*ours) == 0, "our own words are no version of yours"
    assert [words("A", "B"), words("A ", "B"), words("C", "D"), words("", "")] == [1, 1, 2, 3]
    assert company.read(lambda tx: surveys.both_languages(tx, 501)) == ours
    [only] = company.read(lambda tx: surveys.wordings(tx, 501))
    assert (only.version, only.from_on) == (3, TODAY + timedelta(days=1)), "of one day only the last is ever asked"
