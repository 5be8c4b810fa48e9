"""What people type and what platforms do, on the newer forms: links, the longest texts, and a department's channel that is gone."""

from datetime import date

import pytest

from bots.chat import Shown
from core import escalation, people
from core.db import table
from core.people.models import Person, Team
from tests.escalation.conftest import Desk
from tests.escalation.test_fixing import known, me, solve

EVIL = "<https://evil.example|Approve here> @everyone <!channel> https://evil.example/once?token=1 `x` *b* _i_ > q\u202e\x00 "


def drawn(desk: Desk, view: str, entity: int, who=None):
    """A view as somebody sees it; making it checks every limit of the platforms."""
    reader = who or desk.kim
    suite = desk.company.app.suite
    return desk.company.read(
        lambda tx: suite.draw(tx, Shown(view, entity), f"person:{reader.id}", people.get(tx, reader.id))
    )


def test_links_and_markup_in_a_procedure_stay_letters(desk: Desk) -> None:
    """T16, T17, T18: nothing typed becomes a link, a mention or a heading; a longer text is cut, not refused (T19)."""
    known(desk)
    solve(desk)
    joris = me(desk, desk.joris)
    evil = EVIL.replace("\0", "")  # no form lets it through, and PostgreSQL keeps no text with it
    words = (evil * 40)[:3000]
    desk.company.write(
        lambda tx: escalation.write_procedure(tx, joris, evil[:100], words, None, date(2027, 1, 4), known=1)
    )
    card = desk.card("tech-desk", "PR-1").message
    for node in card.body:
        text = getattr(node, "markdown", "")
        assert "](" not in text
        assert "\u202e" not in text
        assert not any(line and not line.startswith(">") for line in text.split("\n") if "evil.example" in line)
    desk.kim.types("/procedures")
    assert desk.kim.sees("PR-1")


def test_the_longest_names_and_texts_fit_every_newer_view(desk: Desk) -> None:
    """T19: names of 200 letters, ten departments, emoji and combining letters; every view can be drawn."""
    long = "👩🏽‍🚀é*_" * 30

    def grow(tx) -> None:
        tx.execute(table(Person).update().values(name=long[:200]))
        for number in range(10):
            team = Team(name=f"{number}{long}"[:200])
            tx.add(team)
            tx.flush()
            people.put_place(tx, f"nowhere:{number}", "x", "department", team.id)

    desk.company.write(grow)
    known(desk, title=f"Charged twice {long}"[:120])
    solve(desk)
    kim = me(desk, desk.kim)
    desk.company.write(lambda tx: escalation.put_topic(tx, kim, long[:60], long, desk.tech))
    desk.company.write(
        lambda tx: escalation.write_procedure(tx, kim, long[:100], long * 20, None, date(2027, 1, 4), known=1)
    )
    desk.company.write(lambda tx: escalation.write_procedure(tx, kim, long[:100], long * 20, None, date(2027, 1, 4),
                                                             number=1, version=1))  # fmt: skip
    assert drawn(desk, "escalation.procedure", 1)
    desk.asks(desk.tech, wanted="week", question=f"Charged twice {long * 5}", about=long[:60])
    assert drawn(desk, "escalation.seems_back", 2)
    assert drawn(desk, "escalation.week", date(2026, 11, 16).toordinal(), desk.lien)
    for said in ("/escalate report year", "/procedures", "/topics"):
        answer = desk.kim.types(said)
        assert answer.reply, said


def test_an_archived_channel_keeps_the_question_and_the_ladder_going(desk: Desk) -> None:
    """T21, T52: the card can't be posted; people of the department find it on Home, and its lead hears of silence."""
    chat = desk.company.chats[desk.platform]
    chat.closed.add(chat.channel("tech-desk"))
    desk.asks(desk.tech, wanted="today")
    assert desk.place("tech-desk") == []
    assert desk.company.read(lambda tx: escalation.find(tx, 1)).status == "open"
    desk.company.until(date(2026, 11, 20), 17, 40)
    assert any(one.message.summary.startswith("CQ-1") for one in desk.lien.inbox)
    desk.joris.opens_home()
    case = desk.company.read(lambda tx: escalation.waiting_for(tx, desk.tech))
    assert [one.id for one in case] == [1]
    joris = me(desk, desk.joris)
    desk.company.write(lambda tx: escalation.answer(tx, joris, 1, desk.tech, 1, "It is a hold."))
    assert desk.ana.sees("It is a hold.")


@pytest.mark.parametrize(
    "words", ["/escalate report nonsense", "/escaleer verslag 99999999999999999999", "/escalate report \x00"]
)
def test_a_period_nobody_knows_is_four_weeks(desk: Desk, words: str) -> None:
    """T19."""
    assert desk.lien.types(words).reply
