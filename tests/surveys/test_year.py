"""The yearly survey from the first word to looking back: every stage is visible, and people read what came of it."""

from core import promises, surveys
from tests.company import Company
from tests.surveys.conftest import Asked, asked

OFFERS = (
    "Pay you can look up.",
    "Five weeks of holiday.",
    "A day a month to learn.",
    "You decide how.",
    "We tell you why.",
)


def defined(here: Asked) -> None:
    """The owner writes five promises and tells everybody."""
    here.owner.types("/evp")
    here.owner.presses("Start this year")
    for words in OFFERS:
        here.owner.types("/evp")
        here.owner.presses("Write what we promise…")
        here.owner.fills_in(words=words)
    here.owner.types("/evp")
    here.owner.presses("The words stand")
    here.owner.presses("Tell everybody")


def measured(here: Asked, question: str = "900") -> int:
    here.owner.types("/evp")
    here.owner.presses("Ask everybody…")
    here.owner.fills_in(question=question, words="It takes two minutes.")
    here.owner.presses("Ask everybody")
    return here.round


def answers_all(here: Asked, turn: int, number: int) -> None:
    """Fifteen taps, in place, differing from person to person."""
    person = here.people[turn]
    person.types("/pulse mine")
    person.presses("Answer")
    for tap in range(15):
        value = {0: 5 - (turn + tap) % 3, 1: 1 + (turn + tap) % 4, 2: 1 + turn % 5}[tap % 3]
        person.presses(f"{value} {surveys.FACES[value]}")


def test_one_year_from_define_to_evaluate(company: Company) -> None:
    here = asked(company, heads=12)
    ana = here.people[0]
    defined(here)
    ana.types("/evp")
    assert "Define ✓ → Announce ✓ → Measure (now) → Publish → Act → Evaluate" in ana.last
    company.passes(hours=1)
    ana.presses("What we promise")
    assert "A day a month to learn." in ana.last
    ana.presses("I have read it")
    assert "You tapped that you read this." in ana.last
    number = measured(here)
    ana.types("/pulse mine")
    ana.presses("Answer")
    assert "How important is this to you? Pay" in ana.last
    for tap in range(15):
        if tap == 2:
            assert "How well do we do what we say about this? Pay" in ana.last
            assert "Pay you can look up." in ana.last
        ana.presses("4 🙂")
    assert "Thank you." in ana.last
    for turn in range(1, 12):
        answers_all(here, turn, number)
    company.passes(days=16)
    assert here.owner.sees("The result is in: look at it, and share it")
    ana.types("/pulse results")
    assert not ana.sees("Importance minus experience"), "nobody sees it before its owner shares it"
    here.owner.types("/evp")
    assert "Publish (now)" in here.owner.last
    here.owner.presses("Choose a focus…")
    here.owner.fills_in(words="A pay round in March", due_on="18 dec")
    here.owner.types("/evp")
    here.owner.presses("Share it…")
    assert "Thank you for your answers." in dict((one.key, one.default) for one in here.owner.form.form.fields)["words"]
    here.owner.fills_in(words="Thank you. Pay comes first.")
    ana.types("/pulse results")
    assert "Thank you. Pay comes first." in ana.last
    assert "A pay round in March" in ana.last
    assert "The largest gap between what matters and what is there" in ana.last
    here.owner.types("/evp")
    here.owner.presses("The actions stand")
    here.owner.presses("Look back…")
    here.owner.fills_in(words="We paid more.")
    ana.types("/evp")
    assert "We paid more." in ana.last
    assert company.read(lambda tx: promises.of_origin(tx, f"survey:{number}"))


def test_whoever_leads_the_year_is_reminded_twice_at_each_stage_and_then_left_alone(company: Company) -> None:
    here = asked(company, heads=6)
    here.owner.types("/evp")
    here.owner.presses("Start this year")
    assert reminded(here, 31) == 2, "of the words"
    defined_now(here)
    assert reminded(here, 17) == 2, "of the asking"


def reminded(here: Asked, days: int) -> int:
    """How often the year's card comes by itself in these days."""
    before = len(here.owner.inbox)
    here.company.passes(days=days)
    return sum("What we offer, year by year" in one.message.letters() for one in here.owner.inbox[before:])


def defined_now(here: Asked) -> None:
    """Five promises in a second version of one, told to everybody."""
    for words in (*OFFERS, "Pay you can look up, and why."):
        here.owner.types("/evp")
        here.owner.presses("Write what we promise…")
        here.owner.fills_in(words=words)
    here.owner.types("/evp")
    here.owner.presses("The words stand")
    here.owner.presses("Tell everybody")
    assert here.company.read(lambda tx: len(surveys.versions(tx, 1))) == 2
