"""The storyboards on the sample company in a real Chromium: who does what, and in how many clicks."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.playground.people import Person, Rooms, Screens, moves_to, team_answers, thread_under
from tests.playground.serving import Served

pytestmark = pytest.mark.browser
PROFILES, LANGUAGES = ("free", "slack", "discord"), ("en", "nl")
DESK, PHONE = 1280, 390
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 15, 1, tzinfo=UTC)
SAID = {
    "en": {
        "leave": "/timeoff 24 nov - 27 nov", "cost": "Time off Tue 24 – Fri 27 Nov", "request": "Request",
        "sent": "Sent: Tue 24 – Fri 27 Nov", "asks": "Ana Bakker asks for time off", "approve": "Approve",
        "approved": "Approved: Tue 24 – Fri 27 Nov", "pulse": "Pulse of Support", "thanks": "Thank you.",
        "result": "Result of the pulse of Support", "mean": "The average is",
        "knock": "Something waits for a colleague here", "open": "Open", "answer": "Answer",
    },
    "nl": {
        "leave": "/verlof 24 nov t/m 27 nov", "cost": "Verlof di 24 – vr 27 nov", "request": "Aanvragen",
        "sent": "Verstuurd: di 24 – vr 27 nov", "asks": "Ana Bakker vraagt verlof aan", "approve": "Goedkeuren",
        "approved": "Goedgekeurd: di 24 – vr 27 nov", "pulse": "Puls van Support", "thanks": "Dank je.",
        "result": "Uitslag van de puls van Support", "mean": "Het gemiddelde is",
        "knock": "Er wacht iets op een collega hier", "open": "Openen", "answer": "Antwoorden",
    },
}  # fmt: skip


@pytest.fixture
def sits(screens: Screens) -> Callable[..., Person]:
    """Somebody sits down before a screen of their own: `sits(served, "ana", "play:@ana", width, "nl")`."""

    def opened(served: Served, user: str, at: str, width: int = DESK, language: str = "en") -> Person:
        if served.room.persona(user).me.language != language:
            served.does(lambda: served.room.speak(user, language))
        return Person(screens.opens(served, user, at, width))

    return opened


def leave(served: Served, sits, language: str, width: int = DESK) -> None:
    """Where nobody is written to first, the manager opens a neutral card in the team's place: one click more."""
    said, knocks = SAID[language], not served.room.chat.caps.first_contact_by_dm
    ana = sits(served, "ana", "play:@ana", width, language)
    mark = sits(served, "mark", "play:support" if knocks else "play:@mark", width, language)
    ana.types(said["leave"])
    ana.presses(said["request"], said["cost"])
    ana.sees(said["sent"])
    if knocks:
        mark.presses(said["open"], said["knock"])
    mark.presses(said["approve"], said["asks"])
    ana.sees(said["approved"])
    assert (ana.sent, mark.sent) == (2, 2 if knocks else 1)
    ana.message(said["sent"]).wait_for(state="detached")
    mark.message(said["asks"]).get_by_role("button", name=said["approve"]).wait_for(state="detached")
    ana.fits()
    mark.fits()


def pulse(served: Served, sits, language: str, width: int = DESK) -> None:
    said, room = SAID[language], served.room
    called = not room.chat.caps.first_contact_by_dm
    ana = sits(served, "ana", "play:support" if called else "play:@ana", width, language)
    served.does(lambda: moves_to(room, MONDAY))
    if called:
        ana.presses(said["answer"], said["pulse"])
    ana.presses("4", said["pulse"])
    ana.sees(said["thanks"])
    assert ana.sent == 1 + called
    assert ana.message(said["pulse"]).get_by_role("button", name=re.compile("^[1-5]")).count() == 0
    others = [one.user for one in room.world.cast.values() if one.team == "Support" and one.user != "ana"]
    served.does(lambda: team_answers(room, "play:support" if called else "", others, [2, 3, 4, 3, 5, 3, 4]))
    ana.fits()
    served.does(lambda: moves_to(room, WEDNESDAY))
    hangs = served.does(lambda: thread_under(room, "play:support")) if called else ""
    reader = sits(served, "ana", hangs if called else "play:support", width, language)
    reader.sees(said["result"])
    shown = reader.message(said["result"])
    if room.draws:
        shown.get_by_role("img", name=re.compile(said["mean"])).wait_for()
    else:
        shown.get_by_role("table").wait_for()
    reader.fits()


def escalation(served: Served, sits, width: int = DESK) -> None:
    question = "Can this customer pay in two parts?"
    ana = sits(served, "ana", "play:@ana", width)
    amira = sits(served, "amira", "play:questions-finance", width)
    lars = sits(served, "lars", "play:questions-product", width)
    ana.types("/escalate")
    ana.form("Finance").check()
    ana.form("Product").check()
    ana.form("What does the customer want to know?").fill(question)
    ana.submits("Ask")
    assert ana.sent == 2
    amira.presses("I'll take this", question)
    ana.sees("Finance ✋ Amira")
    assert amira.sent == 1
    for expert, words in ((amira, "Yes, in two equal parts."), (lars, "The app offers it since October.")):
        before = expert.sent
        expert.presses("Answer…", question)
        expert.form("Answer, ready for the customer").fill(words)
        expert.submits("Send the answer")
        assert expert.sent - before == 2
    judging = "Is the customer helped?"
    ana.sees("The app offers it since October.")
    ana.presses("Customer helped", judging)
    ana.sees("✅ customer helped")
    assert ana.sent == 3
    for expert in (amira, lars):
        expert.sees("✅ customer helped")
        expert.fits()
    ana.fits()


def quiet_team(served: Served, sits, width: int = DESK) -> None:
    roos = sits(served, "roos", "play:@roos", width)
    nina = sits(served, "nina", "play:@nina", width)
    roos.types("/community")
    roos.presses("Nudge…", "1 team is quieter than usual")
    roos.form("In your own words").fill("I miss your stories from the road. Shall we have coffee on Tuesday?")
    roos.submits("Preview")
    roos.presses("Send", "Not sent yet: a word to Sales")
    roos.sees("Your word to Sales is on its way")
    assert roos.sent == 1 + 3, "one to look, three to write"
    nina.presses("Reply to Roos…", "I miss your stories from the road.")
    nina.form("Your words").fill("Coffee sounds good. It has been a heavy month.")
    nina.submits("Send")
    assert nina.sent == 2
    roos.sees("Nina Roos writes back")
    roos.sees("It has been a heavy month.")
    roos.fits()
    nina.fits()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_leave_takes_two_clicks_to_ask_and_one_to_decide(rooms: Rooms, sits, language: str, profile: str) -> None:
    """In both languages and as every platform can: one's own copy changes without reloading."""
    leave(rooms.fresh(language, profile), sits, language)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pulse_is_one_click_and_its_result_stands_with_the_team(
    rooms: Rooms, sits, language: str, profile: str
) -> None:
    """The question comes by itself on Monday, the result on Wednesday, with a picture that says what it shows."""
    pulse(rooms.fresh(language, profile), sits, language)


def test_a_customer_question_goes_round_until_the_customer_is_helped(rooms: Rooms, sits) -> None:
    """Two to ask two departments, one to take it, two to answer, one to close."""
    escalation(rooms.fresh("en", "free"), sits)


def test_on_a_phone_leave_is_asked_and_decided(rooms: Rooms, sits) -> None:
    leave(rooms.fresh("nl", "free"), sits, "nl", PHONE)


def test_on_a_phone_a_pulse_is_answered_and_read(rooms: Rooms, sits) -> None:
    pulse(rooms.fresh("nl", "free"), sits, "nl", PHONE)


def test_on_a_phone_a_customer_question_goes_round(rooms: Rooms, sits) -> None:
    escalation(rooms.fresh("en", "free"), sits, PHONE)


def test_on_a_phone_a_quiet_team_gets_a_word_and_writes_back(rooms: Rooms, sits) -> None:
    """Three to write to a team, and two for who writes back."""
    quiet_team(rooms.fresh("en", "free"), sits, PHONE)
