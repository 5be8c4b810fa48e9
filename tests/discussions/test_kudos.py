"""Kudos: said in the team's place and to the receiver, with a value; no ranks and no counts, anywhere."""

from datetime import date
from types import SimpleNamespace

from sqlalchemy import text


def given(house: SimpleNamespace, **more: str) -> None:
    house.mark.types("/kudos The quick repair")
    house.mark.fills_in(receiver="ana", **more)


def test_two_clicks_and_one_field_say_it_in_the_teams_place(house: SimpleNamespace) -> None:
    given(house)
    chat = house.company.chats["slack"]
    posted = chat.visible("finn", chat.channel("support"))[-1].message.letters()
    assert "Mark Visser thanks Ana Bakker" in posted
    assert "The quick repair" in posted
    assert not any("thanks" in one.message.summary for one in house.ana.inbox), "no ping: it is for the digest"
    house.company.until(date(2026, 11, 23), 9)
    assert "Mark Visser thanks Ana Bakker" in house.ana.last


def test_from_a_message_the_form_knows_whom(house: SimpleNamespace) -> None:
    said = house.ana.writes("It works again", place="support")
    house.noor.chooses("Geef een pluim", said)
    house.noor.fills_in(words="Snel gedaan")
    chat = house.company.chats["slack"]
    assert "Noor Haddad thanks Ana Bakker" in chat.visible("finn", chat.channel("support"))[-1].message.letters()


def test_hr_sets_the_values_that_kudos_can_show(house: SimpleNamespace) -> None:
    house.hr.types("/kudos values")
    house.hr.fills_in(names="Help each other\nKeep it simple")
    house.mark.types("/kudos values")
    assert "Keep it simple" in house.mark.last
    given(house, value="2")
    chat = house.company.chats["slack"]
    assert "Shows: Keep it simple" in chat.visible("finn", chat.channel("support"))[-1].message.letters()
    house.hr.types("/pluim waarden")
    house.hr.fills_in(names="Help each other")
    assert "Shows: Keep it simple" in chat.visible("finn", chat.channel("support"))[-1].message.letters()


def test_nobody_thanks_themselves(house: SimpleNamespace) -> None:
    house.mark.types("/kudos For me")
    house.mark.fills_in(receiver="mark")
    assert "somebody else" in str(house.mark.form.errors)


def test_nothing_counts_them(house: SimpleNamespace) -> None:
    """T70: thanks are no measure; no table, command or home row adds them up."""
    given(house)
    given(house)
    names = house.company.read(lambda tx: [mark.names[0] for mark in house.company.app.suite.commands.marks])
    assert not [name for name in names if "leader" in name or "top" in name.split()]
    columns = house.company.read(lambda tx: list(tx.execute(text("SELECT * FROM discussions_kudos")).keys()))
    assert set(columns) == {"id", "giver_id", "receiver_id", "value", "words", "given_at"}


def test_named_in_front_of_the_words_it_is_one_click(house: SimpleNamespace) -> None:
    """One typed line: a colleague, and why. Without why the form knows whom."""
    house.mark.types("/kudos @ana for the quick repair", place="office")
    chat = house.company.chats["slack"]
    posted = chat.visible("finn", chat.channel("support"))[-1].message.letters()
    assert "Mark Visser thanks Ana Bakker" in posted
    assert "for the quick repair" in posted
    house.noor.types("/pluim @ana", place="support")
    assert house.noor.form.form.fields[0].default == "ana"
    house.noor.fills_in(words="Snel gedaan")
    assert "Noor Haddad thanks Ana Bakker" in chat.visible("finn", chat.channel("support"))[-1].message.letters()
    house.mark.types("/kudos @mark for me", place="office")
    assert "somebody else" in house.mark.notice
    house.mark.types("/kudos @nobody for nothing", place="office")
    assert "guests and bots" in house.mark.notice
