"""Being heard: writing in the thread, a hand, or nothing to add; a bar for all, names for the owner alone."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text

from adapters.playground.client import SPACE
from bots.chat import Said, Where, Who
from bots.ui import Message
from core import discussions
from core.db import Tx
from core.desk import live
from tests.discussions.conftest import begun, card_now


def test_writing_in_the_thread_is_being_heard(house: SimpleNamespace) -> None:
    card = begun(house)
    house.ana.writes("Upstairs is too warm", under=card)
    said = card_now(house, card)
    assert "Heard: 1/3" in said
    assert "Support: heard" in said
    house.joris.writes("It is", under=card)
    assert "Heard: 1/3" in card_now(house, card)


def test_on_both_kinds_of_threads(house: SimpleNamespace) -> None:
    house.mark.on("discord").types("/discuss A new office", place="office")
    house.mark.on("discord").fills_in(due_on="2026-12-04")
    chat = house.company.chats["discord"]
    card = next(one for one in chat.visible("mark", chat.channel("office")) if not one.only)
    house.ana.on("discord").writes("Yes", under=card)
    assert house.company.read(lambda tx: discussions.voices(tx, 1)) == {house.ana.id}


def test_nothing_to_add_counts_with_one_click(house: SimpleNamespace) -> None:
    card = begun(house)
    house.sara.presses("Nothing to add")
    assert "You were heard. Thank you." in house.sara.last
    assert "Heard: 1/3" in card_now(house, card)
    house.sara.presses("Nothing to add", on=card)
    assert "already" in house.sara.notice


def test_everybody_sees_a_bar_and_only_the_owner_names(house: SimpleNamespace) -> None:
    """T70: it works without any ground recorded, for it watches nobody: small departments and persons are not named."""
    card = begun(house)
    house.hr.presses("Nothing to add")
    said = card_now(house, card)
    assert "Heard: 1/3" in said
    assert "Hans" not in said
    assert "Sales" not in said, "a department of two would point at somebody"
    house.ana.presses("For whoever leads", on=card)
    assert "for them alone" in house.ana.notice
    house.mark.presses("For whoever leads", on=card)
    assert "Hans Vermeer: heard" in house.mark.last
    assert "Sales: not yet (Sara Vos, Finn Maas)" in house.mark.last
    house.hr.presses("For whoever leads", on=card)
    assert "for Mark Visser alone" in house.hr.last, "who may lead when the owner is gone sees no names either"
    assert "Support: not yet" in house.hr.last
    assert "Sara" not in house.hr.last


def test_the_owners_own_words_do_not_make_a_department_heard(house: SimpleNamespace) -> None:
    card = begun(house, parties=False)
    house.mark.presses("Who must be heard…")
    house.mark.fills_in(teams=(f"team:{house.office}",))
    house.mark.writes("I start", under=card)
    assert "Heard: 0/1" in card_now(house, card)


def test_what_was_written_is_kept_nowhere(house: SimpleNamespace) -> None:
    """Ids and a day only: no text, no time, no count of messages."""
    card = begun(house)
    for words in ("marker-word one", "marker-word two"):
        house.ana.writes(words, under=card)
    for kept in ("discussions_voice", "due", "desk_fact"):
        rows = house.company.read(lambda tx, kept=kept: [str(row) for row in tx.execute(text(f"SELECT * FROM {kept}"))])
        assert not any("marker-word" in row for row in rows)
    assert house.company.read(lambda tx: tx.execute(text("SELECT COUNT(*) FROM discussions_voice")).scalar()) == 1


def test_bots_and_other_threads_make_nobody_heard(house: SimpleNamespace) -> None:
    """T15: our own message in the thread, and words in a channel or elsewhere, change nothing; no loops."""
    card = begun(house)
    chat = house.company.chats["slack"]
    house.company.run(chat.send(f"{card.ref}/thread", Message("Said by a bot"), "bot"))
    house.company.settles()
    other = house.ana.writes("Lunch?", place="support")
    house.joris.writes("Yes", under=other)
    house.sara.writes("Hello", place="office")
    assert house.company.read(lambda tx: discussions.voices(tx, 1)) == set()


def test_home_and_the_list_show_what_would_like_to_hear_you(house: SimpleNamespace) -> None:
    begun(house)
    assert "1 discussion would like to hear you" in house.ana.opens_home().letters()
    house.ana.types("/discussions")
    assert "A new office · would like to hear you" in house.ana.last
    house.ana.presses("Look")
    house.ana.presses("Nothing to add")
    assert "would like to hear" not in house.ana.opens_home().letters()
    house.noor.types("/discussies")
    assert "A new office · hoort je graag" in house.noor.last


@pytest.mark.parametrize(
    ("platform", "card_ref", "opener_ref", "where", "reply_to"),
    [
        ("slack", "slack:T1/C1/1.0", "slack:T1/C1/1.1", "slack:T1/C1/1.0", "slack:T1/C1/1.0"),
        ("discord", "discord:7/8/90", "discord:7/90/91", "discord:7/90", None),
    ],
)
def test_each_platforms_way_to_name_a_thread_is_understood(
    house: SimpleNamespace, platform: str, card_ref: str, opener_ref: str, where: str, reply_to: str | None
) -> None:
    """Slack names a thread by its root; Discord gives it a place of its own, with the root's number."""
    begun(house, parties=False)

    def stand(tx: Tx) -> None:
        live.stands(tx, card_ref, "discussions.card", 1, "place:1", "")
        live.stands(tx, opener_ref, "discussions.opener", 1, "place:1", "")

    house.company.write(stand)
    who, now = Who(platform, SPACE, "ana"), house.company.clock.now()
    for place in (where.replace("1.0", "9.9").replace("/90", "/99"), where):
        said = Said(
            f"wire {place}", who, Where(place, "thread"), f"{place}/2", now, None, reply_to if place == where else None
        )
        house.company.does(house.company.app.handle(said))
        found = house.company.read(lambda tx: discussions.voices(tx, 1))
        assert found == ({house.ana.id} if place == where else set())


def test_a_vote_in_a_poll_in_the_thread_is_being_heard_and_the_thread_goes_on(house: SimpleNamespace) -> None:
    """A poll asked in the thread makes it a place of its own; who votes and who writes there is heard all the same."""
    platform = "discord"
    mark, chat = house.mark.on(platform), house.company.chats[platform]
    mark.types("/discuss A new office", place="office")
    mark.fills_in(due_on="2026-12-04")
    card = next(one for one in chat.visible("mark", chat.channel("office")) if not one.only)
    thread = house.company.run(chat.thread(card.ref, ""))
    house.company.does(chat.types("mark", thread, "/poll"))
    mark.fills_in(question="Up or down?", choices="Up\nDown")
    house.ana.on(platform).presses("1. Up")
    assert house.company.read(lambda tx: discussions.voices(tx, 1)) == {house.ana.id}
    house.joris.on(platform).writes("Up is warm", under=card)
    assert house.company.read(lambda tx: discussions.voices(tx, 1)) == {house.ana.id, house.joris.id}
    house.company.does(chat.types("mark", thread, "/poll"))
    mark.fills_in(question="Secretly?", choices="Up\nDown", shown="secret")
    house.kim.on(platform).presses("2. Down")
    assert house.kim.id not in house.company.read(lambda tx: discussions.voices(tx, 1)), "secret stays secret"
