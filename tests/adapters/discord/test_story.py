"""Time off over the wire: the same conversation as in the playground, on the real discord.py."""

from datetime import timedelta

import pytest

from tests.adapters.discord.conftest import Office

pytestmark = pytest.mark.wire
NOV = "24 nov - 27 nov"


async def test_one_line_a_private_preview_the_place_card_and_the_answer(office: Office) -> None:
    boss = await office.hires("Mark Visser")
    ana = await office.hires("Ana Bakker", boss)
    preview = await ana.types("timeoff", when=NOV)
    assert preview.kind == "message"
    assert preview.ephemeral
    assert "Time off Tue 24 – Fri 27 Nov" in preview.text
    assert "4 working days · 32 hours" in preview.text
    sent = await ana.presses("Request")
    assert (sent.kind, sent.ephemeral) == ("update", True)
    assert "Mark Visser decides" in sent.text

    (card,) = office.standing()
    assert card.text == "Something waits for a colleague here"
    assert "Ana" not in str(card.payload)
    refused = await ana.presses("Open", on=card)
    assert "This is for somebody else" in refused.text
    opened = await boss.presses("Open", on=card)
    assert (opened.kind, opened.ephemeral) == ("message", True)
    assert "Ana Bakker asks for time off" in opened.text
    decided = await boss.presses("Approve")
    assert decided.kind == "update"
    assert "Approved by Mark Visser" in decided.text
    assert decided.message is not None
    assert "Approve" not in decided.message.buttons
    assert [one.text for one in office.standing()] == ["Something waits for a colleague here"] * 2
    answer = await ana.presses("Open", on=office.standing()[-1])
    assert "Approved: Tue 24 – Fri 27 Nov" in answer.text


async def test_one_click_allows_direct_messages_and_from_then_on_they_come_and_are_redrawn(office: Office) -> None:
    boss = await office.hires("Mark Visser")
    ana = await office.hires("Ana Bakker", boss)
    await ana.types("timeoff", when=NOV)
    await ana.presses("Request")
    opened = await boss.presses("Open", on=office.standing()[-1])
    allowed = await boss.presses("Send me these by DM", on=opened.message)
    assert (allowed.kind, allowed.ephemeral) == ("message", True)
    assert "direct message" in allowed.text
    await ana.types("timeoff", when="1 dec")
    await ana.presses("Request")
    (card,) = office.discord.dms(boss.account)
    assert "Ana Bakker asks for time off" in card.text
    assert len(office.standing()) == 1
    decided = await boss.presses("Approve", on=card)
    assert (decided.kind, decided.ephemeral) == ("update", False)
    (card,) = office.discord.dms(boss.account)
    assert "Approved by Mark Visser" in card.text
    await ana.presses("Open", on=office.standing()[-1])
    await ana.presses("Cancel this leave")
    (card,) = office.discord.dms(boss.account)[:1]
    assert "ancelled" in card.text


async def test_the_same_in_dutch_by_its_dutch_name(office: Office) -> None:
    boss = await office.hires("Mark Visser", language="nl")
    noor = await office.hires("Noor Haddad", boss, locale="nl", language="nl")
    preview = await noor.types("verlof", wanneer="24 nov t/m 27 nov")
    assert "4 werkdagen · 32 uur" in preview.text
    sent = await noor.presses("Aanvragen")
    assert "Verstuurd: di 24 – vr 27 nov" in sent.text


async def test_in_a_direct_conversation_the_answer_stays_and_is_drawn_again(office: Office) -> None:
    boss = await office.hires("Mark Visser", direct=True)
    ana = await office.hires("Ana Bakker", boss)
    office.discord.dm(boss.account)
    here = office.discord.dm(ana.account)
    preview = await ana.types("timeoff", channel=here, when=NOV)
    assert not preview.ephemeral
    sent = await ana.presses("Request")
    assert (sent.kind, sent.ephemeral) == ("update", False)
    (card,) = office.discord.dms(boss.account)
    await boss.presses("Approve", on=card)
    (receipt,) = office.discord.dms(ana.account)
    assert "Approved: Tue 24 – Fri 27 Nov" in receipt.text


async def test_days_are_suggested_while_typing_in_the_persons_language(office: Office) -> None:
    noor = await office.hires("Noor Haddad", locale="nl", language="nl")
    found = await office.discord.types(noor.account, "verlof", option="wanneer", partial="24 nov")
    assert found[0]["name"].startswith("di 24 nov")
    assert found[0]["value"] == "2026-11-24"
    assert len(await office.discord.types(noor.account, "verlof", option="wanneer", partial="")) > 5
    preview = await noor.types("verlof", wanneer=str(found[0]["value"]))
    assert "di 24 nov" in preview.text


async def test_strangers_get_no_suggestions(office: Office) -> None:
    eve = office.discord.person("Eve")
    assert await office.discord.types(eve, "timeoff", option="when", partial="") == []


async def test_nothing_typed_opens_the_form_and_a_wrong_date_leads_back_to_it_filled_in(office: Office) -> None:
    boss = await office.hires("Mark Visser", direct=True)
    office.discord.dm(boss.account)
    ana = await office.hires("Ana Bakker", boss)
    form = (await ana.types("timeoff")).modal
    assert form is not None
    assert {"when", "note"} <= set(form.labels)
    wrong = await ana.sends(form, when="31 feb", note="Skiing")
    assert wrong.ephemeral
    assert "Not sent yet" in wrong.text
    assert "When" in wrong.text
    again = (await ana.presses("Change…")).modal
    assert again is not None
    assert again.control("when")["value"] == "31 feb"
    assert again.control("note")["value"] == "Skiing"
    preview = await ana.sends(again, when=NOV, half="first")
    assert "3.5 working days · 28 hours" in preview.text
    changed = (await ana.presses("Change…")).modal
    assert changed is not None
    assert changed.control("when")["value"] == "Tue 24 afternoon – Fri 27 Nov 2026"
    await ana.sends(changed, half="all")
    await ana.presses("Request")
    (card,) = office.discord.dms(boss.account)
    assert "> Skiing" in card.text


async def test_a_reason_is_asked_in_a_form_and_the_card_it_came_from_changes(office: Office) -> None:
    boss = await office.hires("Mark Visser", direct=True)
    office.discord.dm(boss.account)
    ana = await office.hires("Ana Bakker", boss)
    await ana.types("timeoff", when=NOV)
    await ana.presses("Request")
    (card,) = office.discord.dms(boss.account)
    form = (await boss.presses("Decline…", on=card)).modal
    answer = await boss.sends(form, reason="We move that week")
    assert answer.kind == "update"
    (card,) = office.discord.dms(boss.account)
    assert "We move that week" in card.text
    assert card.buttons == {}


async def test_what_was_planned_comes_at_its_time(office: Office) -> None:
    boss = await office.hires("Mark Visser", direct=True)
    office.discord.dm(boss.account)
    ana = await office.hires("Ana Bakker", boss)
    await ana.types("timeoff", when="7 dec - 8 dec")
    await ana.presses("Request")
    assert len(office.discord.dms(boss.account)) == 1
    office.clock.move(timedelta(days=3, hours=1))
    await office.worker.drain()
    cards = [one for one in office.discord.dms(boss.account) if "asks for time off" in one.text]
    assert len(cards) == 2


async def test_home_by_command_and_its_doors(office: Office) -> None:
    ana = await office.hires("Ana Bakker")
    home = await ana.types("home")
    assert home.ephemeral
    assert home.text.startswith("Good day, Ana")
    inside = await ana.presses("Time off")
    assert "You can ask for 116 hours" in inside.text
    back = await ana.types("home")
    again = await ana.presses("Refresh", on=back.message)
    assert again.kind == "update"
