"""Closing with a decision and its reasons: told to whom it concerns, kept in the log, and followed by promises."""

from datetime import date
from types import SimpleNamespace

from bots.ui import Actions, Button, Message
from core import calendar, promises
from tests.discussions.conftest import begun, card_now


def closed(house: SimpleNamespace) -> object:
    card = begun(house)
    house.ana.writes("Upstairs is warm", under=card)
    house.mark.presses("Close with a decision…")
    house.mark.fills_in(summary="Upstairs is warm", decision="We stay downstairs", reasons="It is cooler there")
    return card


def test_who_took_part_hears_it_now_and_who_was_invited_in_the_digest(house: SimpleNamespace) -> None:
    card = closed(house)
    assert "Decided: A new office" in house.ana.last
    assert "It is cooler there" in house.ana.last
    assert "We stay downstairs" in card_now(house, card)
    decided = [one for one in house.sara.inbox if one.message.summary.startswith("Decided")]
    assert not decided
    house.company.until(date(2026, 11, 23), 9)
    assert "Decided: A new office" in house.sara.last
    thread = house.company.chats["slack"].visible("finn", f"{card.ref}/thread")
    assert "Decided: A new office" in thread[-1].message.summary


def test_every_invitation_shows_the_decision_and_old_buttons_answer(house: SimpleNamespace) -> None:
    """T09: a press on what was drawn before it was closed."""
    card = begun(house)
    old = house.sara.inbox[-1].message
    house.mark.presses("Close with a decision…")
    house.mark.fills_in(summary="Nothing", decision="We stay", reasons="It works")
    chat = house.company.chats["slack"]
    again = house.company.run(chat.send(chat.dm("sara"), old, "old"))
    house.sara.presses("Nothing to add", on=chat.posted[again])
    assert "closed" in house.sara.notice
    assert "We stay" in card_now(house, card)


def test_all_three_are_asked_for(house: SimpleNamespace) -> None:
    begun(house)
    house.mark.presses("Close with a decision…")
    house.mark.fills_in(summary="Nothing", decision="We stay", reasons="")
    assert "reasons" in str(house.mark.form.errors)


def test_a_decision_becomes_a_promise_that_leads_back(house: SimpleNamespace) -> None:
    card = closed(house)
    house.mark.presses("Make a promise of it…")
    house.mark.fills_in(words="Fans for everybody", due_on="2026-12-11", owner="ana")
    made = house.company.read(lambda tx: promises.of_origin(tx, "discussion:1"))
    assert [one.owner_id for one in made] == [house.ana.id]
    house.ana.presses("Where this comes from")
    assert "We stay downstairs" in house.ana.last
    house.joris.types("/decisions")
    house.joris.presses("Look")
    assert "Ana Bakker: Fans for everybody" in house.joris.last
    assert card is not None


def test_the_log_is_for_everybody_and_can_be_searched(house: SimpleNamespace) -> None:
    closed(house)
    house.finn.types("/decisions")
    assert "A new office · Fri 20 Nov 2026" in house.finn.last
    house.noor.types("/besluiten downstairs")
    assert "We stay downstairs" in house.noor.last
    house.finn.types("/decisions 100%")
    assert "Nothing here" in house.finn.last


def test_who_was_away_finds_it_under_while_you_were_away(house: SimpleNamespace) -> None:
    """Invited or not: it was in their team's channel. Who was there and not invited got nothing; nobody gets it twice."""
    company, olga = house.company, house.company.person("Olga Post", house.office)
    rob = company.person("Rob Kok", house.office)
    for one in (house.kim, olga):
        company.write(
            lambda tx, one=one: calendar.note_absence(tx, f"t:{one.id}", one.id, date(2026, 11, 16), date(2026, 11, 24))
        )
    closed(house)
    company.until(date(2026, 11, 25), 9)
    for one in (house.kim, olga):
        assert "While you were away, since Mon 16 Nov" in one.last
        assert "Decided meanwhile" in one.last
        assert one.last.count("Decided: A new office") == 1
        one.presses("Open")
        assert "We stay downstairs" in one.last
    assert not any("Decided" in one.message.summary for one in rob.inbox)


def test_only_who_leads_may_close(house: SimpleNamespace) -> None:
    """T10: forged or forwarded, the rule asks at the click."""
    begun(house)
    chat = house.company.chats["slack"]
    drawn = Message("Card", (Actions((Button("Close", "discussions.close:1"),)),))
    house.ana.presses("Close", on=chat.posted[house.company.run(chat.send(chat.dm("ana"), drawn, "forged"))])
    answer = house.ana.fills_in(summary="a", decision="b", reasons="c")
    assert "isn't yours to lead" in (answer.notice or str(answer.errors))
