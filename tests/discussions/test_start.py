"""Starting a discussion: where one is, in a channel, a thread or a forum post; and one private invitation each."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import calendar, discussions, people, privacy
from tests.discussions.conftest import begun, card_now


def invitations(person: object) -> int:
    return sum(one.message.summary.startswith("Discuss") for one in person.inbox)  # type: ignore[attr-defined]


def test_two_clicks_start_it_and_two_more_invite_everybody(house: SimpleNamespace) -> None:
    """Clicks: /discuss, form; button, form. Typed fields: the line, what it is about, the day."""
    card = begun(house)
    assert "Heard: 0/3" in card_now(house, card)
    for one in (house.ana, house.sara, house.hr):
        assert invitations(one) == 1
        assert "Mark Visser would like to hear you before Fri 4 Dec" in one.last
    assert "Discussie: A new office" in house.noor.last
    assert (
        "Say what you think here"
        in house.company.chats["slack"].visible("mark", f"{card.ref}/thread")[0].message.summary
    )


def test_naming_a_department_twice_invites_nobody_twice(house: SimpleNamespace) -> None:
    begun(house)
    house.mark.presses("Who must be heard…")
    house.mark.fills_in(teams=(f"team:{house.support}",), named="sales, Office")
    assert invitations(house.ana) == 1
    house.mark.presses("Who must be heard…")
    house.mark.fills_in(named="Nowhere")
    assert "I don't know “Nowhere”" in str(house.mark.form.errors)


def test_who_is_away_is_not_invited(house: SimpleNamespace) -> None:
    """The gate's rule for what nobody asked for: not while absent; the decision is told afterwards."""
    house.company.write(
        lambda tx: calendar.note_absence(tx, "t:1", house.ana.id, date(2026, 11, 16), date(2026, 11, 27))
    )
    begun(house)
    assert invitations(house.ana) == 0


def test_in_a_thread_or_a_forum_post_it_stays_there(house: SimpleNamespace) -> None:
    """Discord-like: a command in a thread makes the card stand in it, and whoever writes there is heard."""
    discord = house.company.chats["discord"]
    post = house.company.run(discord.send(discord.channel("forum"), discussed(), "post"))
    thread = house.company.run(discord.thread(post, "Office"))
    mark = house.mark.on("discord")
    house.company.does(discord.types("mark", thread, "/discuss A new office"))
    mark.fills_in(due_on="2026-12-04")
    assert any(
        "Discussion: A new office" in one.message.summary for one in discord.visible("finn", thread) if not one.only
    )
    house.company.does(discord.types("finn", thread, "I like it upstairs"))
    assert house.company.read(lambda tx: discussions.voices(tx, 1)) == {house.finn.id}


def discussed() -> object:
    from bots.ui import Message

    return Message("An older post")


def test_in_a_direct_conversation_one_chooses_where(house: SimpleNamespace) -> None:
    house.mark.types("/discuss A new office")
    house.mark.fills_in(due_on="2026-12-04")
    chat = house.company.chats["slack"]
    assert [one.message.summary for one in chat.visible("ana", chat.channel("office"))] == ["Discussion: A new office"]


def test_a_message_that_deserves_more_becomes_a_discussion(house: SimpleNamespace) -> None:
    said = house.ana.writes("Why don't we all sit upstairs?", place="support")
    house.mark.chooses("Start a discussion", said)
    assert house.mark.form.form.fields[1].default == "Why don't we all sit upstairs?"


def test_words_of_people_notify_nobody(house: SimpleNamespace) -> None:
    """T16: mass mentions and markup in the title and the text are letters."""
    house.mark.types("/discuss", place="office")
    house.mark.fills_in(line="<!channel> *all*", about="@everyone <@U1>", due_on="2026-12-04")
    assert "@everyone <@U1>" in house.mark.last or any(
        "@everyone <@U1>" in one.message.letters() for one in house.ana.seen
    )


def test_a_day_that_has_passed_and_an_empty_place_are_refused(house: SimpleNamespace) -> None:
    house.mark.types("/discuss Office", place="office")
    house.mark.fills_in(due_on="2026-11-19")
    assert "has passed" in str(house.mark.form.errors)


def test_only_who_leads_names_who_must_be_heard(house: SimpleNamespace) -> None:
    """T10: another colleague may not; HR may, when who started it is gone."""
    begun(house, parties=False)
    with pytest.raises(discussions_refusal()):
        house.company.write(
            lambda tx: discussions.must_hear(tx, people.get(tx, house.ana.id), 1, [f"team:{house.sales}"])
        )
    house.company.write(lambda tx: discussions.must_hear(tx, people.get(tx, house.hr.id), 1, [f"team:{house.sales}"]))
    assert invitations(house.sara) == 1


def discussions_refusal() -> type[Exception]:
    from core.errors import NotAllowed

    return NotAllowed


def test_what_is_held_is_exported_and_erased(house: SimpleNamespace) -> None:
    card = begun(house)
    house.sara.presses("Nothing to add")
    file = str(house.company.write(lambda tx: privacy.export_person(tx, house.sara.id, asked_by=house.sara.id)))
    assert "Discussions you took part in" in file
    assert "nothing_to_add" in file
    house.company.write(lambda tx: privacy.erase_person(tx, house.sara.id, asked_by=house.hr.id))
    assert house.company.read(lambda tx: discussions.voices(tx, 1)) == set()
    assert "Discussion: A new office" in card_now(house, card)


def test_in_dutch_on_discord_every_form_and_card_fits(house: SimpleNamespace) -> None:
    """Both languages run through the same clicks; on Discord nobody is written to first."""
    noor = house.noor.on("discord")
    noor.types("/discussie Een nieuw kantoor", place="support")
    noor.fills_in(about="Waar gaan we zitten?", due_on="4 dec", topic="idea")
    noor.presses("Wie gehoord wordt…")
    noor.fills_in(teams=(f"team:{house.sales}",), others=("role:hr",), person="ana")
    kim = house.kim.on("discord")
    kim.presses("I support this · 0")
    noor.presses("Handen omhoog…")
    noor.fills_in(question="Welke verdieping?", choices="Boven\nBeneden")
    kim.presses("Boven")
    noor.presses("Afsluiten met besluit…")
    noor.fills_in(summary="Boven is warm", decision="We blijven beneden", reasons="Daar is het koel")
    assert "We blijven beneden" in kim.last
    noor.presses("Maak er een belofte van…")
    noor.fills_in(due_on="11 dec")
    noor.types("/beloftes")
    assert "We blijven beneden" in noor.last
    noor.types("/besluiten")
    noor.presses("Bekijk")
    assert "Redenen" in noor.last
    sara = house.sara.on("discord")
    assert not [one for one in sara.inbox if "Discussion" in one.message.summary]
