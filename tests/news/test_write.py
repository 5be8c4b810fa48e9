"""A post: exactly what people will see, with how many they are, and only its author's click sends it."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import calendar, news, people
from core.db import Tx
from core.errors import NotAllowed
from core.people.models import Grant, Person
from tests.lite import FRIDAY, Lite
from tests.news.conftest import posts, stands_in

MONDAY = date(2026, 11, 23)


def test_three_clicks_to_everybody_with_the_number_of_people_before_t59(house: SimpleNamespace) -> None:
    """T59: nothing goes out before the click on the preview, and a second click sends nothing more."""
    lea, ana = house.lea, house.ana
    lea.types("/news write We move", "general")
    preview = lea.fills_in(words="From March we work elsewhere.").reply
    assert "For everybody: 8 people." in preview.letters()
    assert "It stands in #" in preview.letters()
    assert not stands_in(house, "general")
    lea.presses("Post it")
    (card,) = stands_in(house, "general")
    assert "Lea Brug to everybody" in card.message.letters()
    assert "From March we work elsewhere." in card.message.letters()
    assert lea.sees("Posted: We move")
    assert not ana.inbox, "news is a line in the digest, and no message of its own"
    house.company.until(MONDAY, 9)
    assert "We move" in ana.inbox[-1].message.letters()
    assert not lea.inbox or "We move" not in lea.inbox[-1].message.letters().split("\n")[0]
    ana.presses("Open", on=ana.inbox[-1])
    assert "From March we work elsewhere." in ana.last
    ana.presses("Useful", on=ana.inbox[-1])
    assert "You found this useful." in ana.last


def test_one_posts_to_the_people_one_leads_and_not_to_others(house: SimpleNamespace) -> None:
    reach = house.company.read
    assert reach(lambda tx: news.may_post(tx, _me(tx, house.lea)))[0].to == "everybody"
    mark = [one.to for one in reach(lambda tx: news.may_post(tx, _me(tx, house.mark)))]
    assert mark == [f"line:{house.mark.id}", f"team:{house.support}"]
    house.mark.types("/news write")
    answer = house.mark.fills_in(line="Roster", words="New roster.", to=("everybody",))
    assert "You can't post to these people." in str(answer.errors)
    house.ana.types("/news write")
    assert "posted by who leads people" in house.ana.notice
    wish = news.Wish("news", "Me", "too", "everybody")
    with pytest.raises(NotAllowed):
        house.company.write(lambda tx: news.write(tx, _me(tx, house.ana), wish))


def _me(tx: object, who: SimpleNamespace) -> object:
    return people.get(tx, who.id)  # type: ignore[arg-type]


def test_planned_for_a_moment_and_taken_back_before_it(house: SimpleNamespace) -> None:
    """T59: a moment that has passed is refused, and what is planned can be stopped."""
    house.lea.types("/news write")
    assert "That moment has passed" in str(house.lea.fills_in(line="A", words="B", at="today 8:00").errors)
    house.lea.fills_in(line="We move", words="Soon.", at="monday 10:00")
    assert "It goes out on Mon 23 Nov, 10:00." in house.lea.last
    house.lea.presses("Plan it")
    assert not stands_in(house, "general")
    posts(house, "hanna", line="Party", at="monday 11:00")
    house.hanna.presses("Withdraw")
    house.hanna.presses("Withdraw it")
    house.company.until(date(2026, 11, 24), 9)
    assert "We move" in house.ana.inbox[-1].message.letters()
    assert not house.ana.sees("Party")


def test_a_moment_long_past_is_asked_about_and_not_sent_t63(house: SimpleNamespace) -> None:
    """T63: the program stood still over the moment; its author decides."""
    posts(house, line="We move", at="monday 10:00")
    house.company.clock.set(house.company.clock.now().replace(day=26))
    house.company.settles()
    assert "It was not sent." in house.lea.last
    assert not house.ana.sees("We move")
    house.lea.presses("Post it now")
    house.company.until(date(2026, 11, 27), 9)
    assert house.ana.sees("We move")


def test_put_right_and_taken_back_everywhere(house: SimpleNamespace) -> None:
    posts(house, place="general")
    house.lea.presses("Put it right…")
    house.lea.fills_in(words="From April.")
    (card,) = stands_in(house, "general")
    assert "From April." in card.message.letters()
    assert "Corrected on Fri 20 Nov" in card.message.letters()
    house.lea.presses("Withdraw")
    house.lea.presses("Withdraw it")
    (card,) = stands_in(house, "general")
    assert card.message.letters().startswith("A post was withdrawn")
    assert "April" not in card.message.letters()
    house.company.until(MONDAY, 9)
    assert not house.ana.sees("We move")


def test_who_was_away_finds_it_when_back(house: SimpleNamespace) -> None:
    first, last = date(2026, 11, 20), date(2026, 11, 27)
    house.company.write(lambda tx: calendar.note_absence(tx, "test:1", house.ana.id, first, last))
    posts(house, kind="must_read")
    house.company.until(date(2026, 11, 30), 9)
    assert [one.message.summary for one in house.ana.inbox] == ["While you were away, since Fri 20 Nov"]
    assert "Must be read: We move" in house.ana.last


@pytest.mark.parametrize(
    ("words", "said"),
    [("", None), ("14:00", "2026-11-20 13:00"), ("tomorrow", "2026-11-21 08:00"), ("24 nov 16.30", "2026-11-24 15:30"),
     ("maandag om 9:00", "2026-11-23 08:00")],
)  # fmt: skip
def test_moments_as_people_type_them(words: str, said: str | None) -> None:
    found = news.read_moment(words, FRIDAY, "Europe/Amsterdam")
    assert (found and f"{found.astimezone(FRIDAY.tzinfo):%Y-%m-%d %H:%M}") == said


def test_page_by_page_everybody_once_whatever_page_is_done_again_t59(lite: Lite) -> None:
    """T59: a page is one transaction, so a crash at recipient k leaves exactly k..n; one that is done again adds nobody."""

    def hired(tx: Tx) -> int:
        tx.add_all([Person(name=f"P {n}") for n in range(1202)])
        tx.flush()
        tx.add(Grant(person_id=1, role="hr"))
        tx.flush()
        return news.write(tx, people.get(tx, 1), news.Wish("must_read", "We move", "Soon.", "everybody"))

    number = lite.write(hired)
    pages = [lite.write(lambda tx, after=after: news.tell_page(tx, number, after)) for after in (0, 0, 501, 1001)]
    assert pages[0] == pages[1]
    assert pages[0] + pages[2] + pages[3] == list(range(2, 1203))
    assert lite.read(lambda tx: news.taps(tx, people.get(tx, 1), number)) == news.Taps(0, 1201)
