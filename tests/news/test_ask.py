"""Asking who leads: with a name, or without one in a way that leads back to nobody but whoever has the slip."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from core import news, people
from core.people.allowing import ANONYMOUS, allow_on
from core.people.models import Person
from tests.company import Member
from tests.news.conftest import posts, stands_in
from tests.surveys.test_unlinkable import Snapshot

FRIDAY = date(2026, 11, 20)


def asks(house: SimpleNamespace, who: Member, words: str, how: str = "nameless") -> str:
    """Somebody asks on the post in #general; gives their slip, if any."""
    (card, *_questions) = stands_in(house, "general", who.platform)
    who.presses("Ask a question…", on=card)
    who.fills_in(words=words, how=how)
    found = re.search(r"Your slip: ((?:\w+ ){3}\w+)", who.last)
    return found[1] if found else ""


def reads(who: Member, slip: str) -> str:
    who.types("/news slip")
    who.fills_in(slip=slip)
    return who.last


def test_without_a_name_it_leads_back_by_the_slip_alone_and_one_can_ask_on(house: SimpleNamespace) -> None:
    posts(house, place="general")
    ana, lea = house.ana, house.lea
    slip = asks(house, ana, "Who pays for my train?\nCall 0612345678.")
    assert not lea.sees("Who pays")
    assert "Nobody else sees it yet." in reads(ana, slip)
    house.company.until(FRIDAY, 12, 1)
    assert "Somebody asks, without a name:\nWho pays for my train?\nCall […]." in lea.last
    lea.presses("Show it")
    thread = [
        one.message.letters()
        for one in house.company.chats["slack"].posted.values()
        if "Question on" in one.message.summary
    ]
    assert len(thread) == 1
    assert "It waits for an answer of Lea Brug." in thread[0]
    house.crew[1].presses("I want to know too · 0")
    house.mark.presses("I want to know too · 1")
    lea.presses("Answer…", on=lea.inbox[-1])
    lea.fills_in(words="The company does.")
    assert "Lea Brug answers" in house.hanna.last
    assert "2 others wanted to know." in house.hanna.last
    assert "The company does." in reads(ana, slip.upper())
    assert not [one for one in ana.inbox if "became" in one.message.summary]
    house.company.until(date(2026, 11, 24), 9)
    assert house.mark.sees("Your question") is False
    assert "Question on: We move" in house.mark.inbox[-1].message.letters(), "who wanted to know reads it in the digest"
    reads(ana, slip)
    ana.presses("Ask on…")
    ana.fills_in(words="Also for the bus?")
    house.company.until(date(2026, 11, 24), 12, 1)
    assert "After an earlier question: Who pays" in lea.last
    assert "Also for the bus?" in lea.last
    assert "Also for the bus?" in reads(house.crew[2], slip), "whoever has the slip, whoever that is"
    reads(ana, "a b c d")
    assert "belong to no question" in str(ana.form.errors)


def test_kept_back_with_a_reason_that_the_slip_shows(house: SimpleNamespace) -> None:
    posts(house, place="general")
    house.lea.presses("Questions…")
    house.lea.presses("Somebody else looks first…")
    house.lea.fills_in(person="hanna")
    slip = asks(house, house.ana, "Why does Mark earn more?")
    house.company.until(FRIDAY, 12, 1)
    assert "A colleague's name may stand in it." in house.hanna.last
    assert not house.lea.sees("Why does Mark"), "who answers does not see what is not shown"
    house.hanna.presses("Keep it back…")
    house.hanna.fills_in(reason="else", words="")
    assert house.hanna.form.errors
    house.hanna.fills_in(reason="names", words="Ask it without the name, please.")
    said = reads(house.ana, slip)
    assert "The reason: It names a person" in said
    assert "Ask it without the name, please." in said


def test_with_a_name_one_hears_the_answer_and_a_reason_is_one_too(house: SimpleNamespace) -> None:
    posts(house, place="general", kind="round")
    asks(house, house.ana, "May I work from Spain?", "named")
    assert "Ana Bakker asks:" in house.lea.last
    house.lea.presses("Show it")
    house.lea.presses("Not answered, because…", on=house.lea.inbox[-1])
    house.lea.fills_in(words="The works council talks about it first.")
    said = house.ana.inbox[-1].message.letters()
    assert "Lea Brug will not answer this" in said
    assert "The works council talks about it first." in said
    house.ana.presses("Ask on…")
    house.ana.fills_in(words="When will that be?")
    assert house.lea.sees("When will that be?"), "the desk of the day is drawn anew"
    house.ana.types("/news")
    assert "Not answered, with a reason: 1." in house.ana.last


def test_whoever_left_is_answered_for_by_hr(house: SimpleNamespace) -> None:
    posts(house, place="general")
    number = house.company.write(lambda tx: news.ask(tx, people.get(tx, house.ana.id), 1, "Who decides now?"))
    house.company.write(
        lambda tx: tx.execute(update(Person).where(Person.id == house.lea.id).values(left_on=date(2026, 11, 19)))
    )
    house.company.write(lambda tx: news.show(tx, people.get(tx, house.hanna.id), number))
    house.company.write(lambda tx: news.answer(tx, people.get(tx, house.hanna.id), number, "Mark does."))
    assert "Mark does." in house.ana.inbox[-1].message.letters()


def test_nothing_stays_unanswered_in_silence(house: SimpleNamespace) -> None:
    posts(house, place="general")
    asks(house, house.ana, "Who decides?", "named")
    assert "1 question waits for you: We move" in house.lea.opens_home().letters()
    house.lea.presses("Show it")
    house.company.until(date(2026, 12, 11), 9)
    lines = [
        one
        for one in house.lea.inbox
        if "Questions on: We move" in one.message.letters() and "For you on" in one.message.summary
    ]
    assert len(lines) >= 3, "again every three working days"


def test_the_database_around_the_click_holds_no_asker_t40(house: SimpleNamespace, tmp_path: object) -> None:
    """T40: whoever copies the files before and after the click finds the question, and nothing that changed with it."""
    posts(house, place="general")
    (card,) = stands_in(house, "general")
    house.ana.presses("Ask a question…", on=card)
    before = Snapshot(house.company, tmp_path / "before")  # type: ignore[operator]
    house.ana.fills_in(words="Why so late?", how="nameless")
    slip = re.search(r"Your slip: ((?:\w+ ){3}\w+)", house.ana.last)[1]  # type: ignore[index]
    after = Snapshot(house.company, tmp_path / "after")  # type: ignore[operator]
    changed = [name for name in after.tables() if sorted(map(repr, before.rows(f"SELECT * FROM {name}")))
               != sorted(map(repr, after.rows(f"SELECT * FROM {name}")))]  # fmt: skip
    assert changed == ["news_question"]
    [row] = after.rows("SELECT id, person_id, shown_on, answered_on, step, slip FROM news_question")
    assert row[1:5] == (None, None, None, "held")
    assert row[0] > 10_000
    assert slip.encode() not in after.bytes
    assert after.log_size == 0
    with pytest.raises(news.NotNameless):
        house.company.write(lambda tx: news.ask_nameless(tx, people.get(tx, house.ana.id), 1, "Why?", "discord"))


def test_on_discord_a_question_has_a_name_until_an_admin_allows_otherwise(house: SimpleNamespace) -> None:
    """Decision 23."""
    posts(house, "lea", "general")
    house.company.write(
        lambda tx: people.put_place(tx, house.company.chats["discord"].channel("general"), "general", "company", None)
    )
    posts(house, line="On both")
    ana = house.ana.on("discord")
    (card,) = stands_in(house, "general", "discord")
    ana.presses("Ask a question…", on=card)
    assert "Without a name you can ask from Slack" in ana.form.form.intro
    assert [node.key for node in ana.form.form.fields] == ["words"]
    ana.fills_in(words="May I?")
    assert "Ana Bakker asks:" in house.lea.last
    boss = house.company.person("Ingrid Admin", house.support, house.mark, roles=("admin",))
    house.company.write(lambda tx: allow_on(tx, people.get(tx, boss.id), "discord", ANONYMOUS, True))
    assert asks(house, ana, "Without a name?")
    house.company.until(FRIDAY, 12, 1)
    assert "Somebody asks, without a name:\nWithout a name?" in house.lea.last


def test_a_small_group_asks_by_name(house: SimpleNamespace) -> None:
    """Below the minimum a question without a name would have too few people it can be from."""
    wish = news.Wish("news", "Us", "Few", "team:1")
    number = house.company.write(lambda tx: news.write(tx, people.get(tx, house.hanna.id), wish))
    post = house.company.read(lambda tx: news.find_post(tx, number))
    assert not house.company.read(lambda tx: news.nameless_here(tx, post, "slack"))
