"""Posts nobody answered: what counts as an answer, who takes care, and a newcomer who waits."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from core import community, people
from core.community.models import Post
from core.db import Tx, table
from core.people.models import Person
from tests.company import Company

post = table(Post)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def desk(company: Company) -> SimpleNamespace:
    """Support with Ana and Bo, a community manager, and nothing recorded: this needs no ground (46)."""
    team = company.team("Support")
    coen = company.person("Coen Visser", company.team("Office"), roles=("community",))
    ana = company.person("Ana Bakker", team, language="nl")
    bo = company.person("Bo Jansen", team)
    return SimpleNamespace(company=company, team=team, coen=coen, ana=ana, bo=bo)


def waiting(desk: SimpleNamespace) -> int:
    return len(desk.company.read(lambda tx: community.unanswered(tx, people.get(tx, desk.coen.id))))


def test_a_post_waits_after_eight_working_hours_and_can_be_answered_in_its_thread(desk: SimpleNamespace) -> None:
    company, ana, coen = desk.company, desk.ana, desk.coen
    ana.types("Who knows how the new phones work?", place="support")
    company.until(date(2026, 11, 20), 16, 59)
    assert waiting(desk) == 0
    company.until(MONDAY, 10)
    assert waiting(desk) == 1, "Friday nine to five are eight hours; the weekend is none"
    coen.types("/community")
    coen.presses("Posts waiting: 1")
    assert "1 post waits for an answer" in coen.last
    assert "In support, by Ana Bakker, Fri 20 Nov 09:00" in coen.last
    assert "new phones" not in coen.last, "the words are not kept"
    coen.presses("Look")
    coen.presses("Answer…")
    coen.fills_in(words="Bo does, ask him @everyone")
    assert coen.sees("A post that waited is answered")
    thread = [one for one in company.chats["slack"].posted.values() if "Coen Visser answers" in one.message.letters()]
    assert [one.address.endswith("/thread") for one in thread] == [True]
    assert waiting(desk) == 0


def test_an_answer_by_somebody_else_ends_the_waiting_and_forgets_who_asked(desk: SimpleNamespace) -> None:
    desk.ana.types("One question", place="support")
    desk.ana.types("and another thing", place="support")
    rows = desk.company.read(
        lambda tx: [tuple(row) for row in tx.execute(select(post.c.author_id, post.c.answered_at).order_by(post.c.id))]
    )
    assert rows == [(desk.ana.id, None)], "posts in a row are one, and one's own are no answer"
    desk.bo.types("Here is how", place="support")
    rows = desk.company.read(lambda tx: [(row[0], row[1] is None) for row in tx.execute(
        select(post.c.author_id, post.c.answered_at).order_by(post.c.id))])  # fmt: skip
    assert rows == [(None, False), (desk.bo.id, True)]


def test_nothing_is_noted_of_direct_messages_and_other_channels(desk: SimpleNamespace) -> None:
    desk.ana.types("a private word")
    desk.ana.types("hello", place="random")
    assert desk.company.read(lambda tx: tx.execute(select(post.c.id)).all()) == []


def test_an_emoji_answers_what_asks_nothing_and_never_a_question(desk: SimpleNamespace) -> None:
    """T58: of the emoji only that there was one is kept; one's own says nothing; a question waits for words or a click."""
    company, ana, bo, coen = desk.company, desk.ana, desk.bo, desk.coen
    for place, words in (
        ("support", "The new phones are here"),
        ("office", "Who has the key? See https://a.example/b"),
    ):
        ana.writes(words, place=place)
    told, asked = (next(one for one in company.chats["slack"].posted.values() if words in one.message.letters())
                   for words in ("phones are here", "Who has the key"))  # fmt: skip
    company.until(MONDAY, 10)
    assert waiting(desk) == 2
    company.does(bo.chat.reacts(ana.user, told.ref, "eyes"))
    assert waiting(desk) == 2, "one's own emoji says nothing"
    for post_, emoji in ((told, "white_check_mark"), (asked, "+1"), (asked, "eyes")):
        company.does(bo.chat.reacts(bo.user, post_.ref, emoji))
    assert waiting(desk) == 1
    coen.types("/community")
    coen.presses("Posts waiting: 1")
    assert "In office, by Ana Bakker" in coen.last
    coen.presses("Look")
    assert "Somebody else put an emoji on it" in coen.last
    assert "Bo" not in coen.last
    assert company.read(community.response) == (0, 1), "what asked nothing counts neither way"
    coen.presses("Needs no answer")
    assert coen.sees("A post needs no answer")
    assert company.read(community.response) == (0, 0)


def test_where_words_are_not_shown_an_emoji_alone_does_not_end_the_waiting(desk: SimpleNamespace) -> None:
    """Discord shows Townhall no words: what may be a question waits for words, or for a click."""
    ana, bo = desk.ana.on("discord"), desk.bo.on("discord")
    stood = ana.writes("The new phones are here", place="support")
    desk.company.does(bo.chat.reacts(bo.user, stood.ref, "👍"))
    found = desk.company.read(lambda tx: community.find_post(tx, 1))
    assert found.seen_at
    assert not found.settled_at


def test_handing_over_and_coming_back_tomorrow(desk: SimpleNamespace) -> None:
    company, coen, bo = desk.company, desk.coen, desk.bo
    desk.ana.types("Who?", place="support")
    company.until(MONDAY, 10)
    coen.types("/community")
    coen.presses("Posts waiting: 1")
    coen.presses("Look")
    coen.presses("Remind me tomorrow")
    assert "You get it again on Tue 24 Nov" in coen.notice
    coen.presses("Hand over…")
    coen.fills_in(person="bo")
    assert "Bo Jansen gets it in working hours" in coen.notice
    assert bo.sees("A post waits for an answer")
    coen.presses("Posts waiting: 1")
    assert "by Ana Bakker" in coen.last
    assert "with Bo Jansen" in coen.last
    company.until(date(2026, 11, 24), 10)
    assert "A post waits for an answer" in coen.inbox[-1].message.letters()
    bo.presses("Answer…")
    bo.fills_in(words="I do")
    assert company.read(lambda tx: community.find_post(tx, 1)).replied_by == bo.id


def test_t10_others_cannot_look_or_answer_through_townhall(desk: SimpleNamespace) -> None:
    desk.ana.types("Who?", place="support")
    desk.company.until(MONDAY, 10)
    desk.coen.types("/community")
    desk.coen.presses("Posts waiting: 1")
    desk.coen.presses("Look")
    desk.coen.presses("Answer…")
    desk.company.write(lambda tx: _revoke(tx, desk.coen.id))
    answer = desk.coen.fills_in(words="me")
    assert "not with you" in " ".join(answer.errors.values())


def _revoke(tx: Tx, person: int) -> None:
    from sqlalchemy import delete

    from core.people.models import Grant

    tx.execute(delete(table(Grant)).where(table(Grant).c.person_id == person))


def test_a_newcomers_first_post_is_whispered_about_after_four_working_hours(desk: SimpleNamespace) -> None:
    company = desk.company
    nia = company.person("Nia Berg", desk.team, started_on=date(2026, 11, 16))
    desk.coen.types("/community")
    desk.coen.presses("Playbook")
    desk.coen.presses("New page…")
    desk.coen.fills_in(moment="newcomer_post", words="Say hello yourself first")
    nia.types("Hello everybody", place="support")
    company.until(date(2026, 11, 20), 12, 59)
    assert not desk.coen.sees("The first post of somebody new waits")
    company.until(date(2026, 11, 20), 13, 5)
    told = desk.coen.inbox[-1].message.letters()
    assert "The first post of somebody new waits" in told
    assert "Say hello yourself first" in told, "the playbook helps, people write"
    desk.ana.types("Hi Nia", place="support")
    nia.types("A second thing", place="support")
    company.until(date(2026, 11, 23), 17)
    assert sum("somebody new waits" in one.message.letters() for one in desk.coen.inbox) <= 1


def test_an_answered_first_post_is_nobodys_worry(desk: SimpleNamespace) -> None:
    nia = desk.company.person("Nia Berg", desk.team, started_on=date(2026, 11, 16))
    nia.types("Hello everybody", place="support")
    desk.ana.types("Welkom", place="support")
    desk.company.until(date(2026, 11, 20), 15)
    assert not desk.coen.sees("The first post of somebody new waits")


def test_the_response_rate_counts_whose_time_is_over(desk: SimpleNamespace) -> None:
    """A post that may still be answered in time counts neither way; late answers are not in time."""

    def unit(tx: Tx) -> tuple[int, int]:
        now = tx.now
        for number, (asked, answered) in enumerate([(72, 1), (72, 71), (1, None), (0.5, 0.1), (96, None)]):
            tx.add(Post(place_id=1, ref=f"slack:support/{number}", posted_at=now - timedelta(hours=asked),
                        answered_at=None if answered is None else now - timedelta(hours=answered)))  # fmt: skip
        tx.flush()
        return community.response(tx)

    assert desk.company.write(unit) == (2, 4)


def test_erasing_takes_the_name_off(desk: SimpleNamespace) -> None:
    from core.privacy import erase_person

    desk.ana.types("Who?", place="support")
    hanna = desk.company.person("Hanna Vos", None, roles=("hr",))
    desk.company.write(lambda tx: erase_person(tx, desk.ana.id, hanna.id))
    assert desk.company.read(lambda tx: community.find_post(tx, 1)).author_id is None
    assert desk.company.read(lambda tx: tx.get(Person, desk.ana.id)).erased
