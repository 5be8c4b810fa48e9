"""Time off in full over the real discord.py: a type, half a day, cover, a question, words typed freely, and what a push shows."""

from datetime import date

import pytest

from core import people, timeoff
from core.db import Tx
from core.people.models import Grant
from tests.adapters.discord.conftest import Colleague, Office
from tests.wire.discord import Message

pytestmark = pytest.mark.wire
TELLING = ("hours", "uur", "balance", "saldo", "leave", "verlof", "sick", "ziek", "dentist")
"""What no lock screen shows: what it takes, what is left, which type, a reason."""


async def rules(office: Office, hr: Colleague, *roles: str) -> None:
    """The Dutch types of leave, and somebody with these roles."""

    def unit(tx: Tx) -> None:
        for role in ("hr", *roles):
            tx.add(Grant(person_id=hr.id, role=role))
        tx.flush()
        timeoff.use_country(tx, people.get(tx, hr.id), date(2027, 1, 1))

    await office.db.write(unit)


def pushed(message: Message) -> str:
    """What a phone shows of a message: Discord pushes its content, never the embed under it."""
    return str(message.payload["content"])


async def test_half_a_day_of_a_type_with_cover_a_question_and_a_yes(office: Office) -> None:
    mark = await office.hires("Mark Visser", direct=True)
    ana = await office.hires("Ana Bakker", mark, direct=True)
    noor = await office.hires("Noor de Wit", mark, locale="nl", language="nl", direct=True)
    for one in (mark, ana, noor):
        office.discord.dm(one.account)
    await rules(office, mark)
    form = (await ana.types("timeoff")).modal
    preview = await ana.sends(
        form, kind="special", when="24 nov", half="first", cover=[noor.account], note="The dentist"
    )
    assert "Special leave" in preview.text
    changed = await ana.sends((await ana.presses("Change…")).modal)
    assert "Noor de Wit" in changed.text, "whoever was chosen to cover stays chosen"
    await ana.presses("Request")
    cover = office.discord.dms(noor.account)[-1]
    assert "Ana Bakker vraagt" in cover.text
    assert "Bijzonder" not in cover.text, "whoever covers never reads which leave it is"
    assert "Jij vervangt" in (await noor.presses("Ik vervang", on=cover)).text
    (card,) = office.discord.dms(mark.account)
    assert "Special leave" in card.text
    assert "Noor de Wit, said yes" in card.text
    question = (await mark.presses("Ask…", on=card)).modal
    await mark.sends(question, text="Can the launch wait?")
    asked = office.discord.dms(ana.account)[-1]
    assert "Mark Visser has a question" in asked.text
    await ana.sends((await ana.presses("Answer…", on=asked)).modal, text="Noor takes it over")
    card = office.discord.dms(mark.account)[-1]
    assert "Noor takes it over" in card.text
    assert "Approved by Mark Visser" in (await mark.presses("Approve", on=card)).text
    told = [one for who in (ana, mark, noor) for one in office.discord.dms(who.account)]
    assert any("Approved: Tue 24" in one.text for one in told)
    assert not [pushed(one) for one in told for word in TELLING if word in pushed(one).lower()]


async def test_the_place_card_says_nothing_and_the_private_answer_has_it(office: Office) -> None:
    mark = await office.hires("Mark Visser")
    ana = await office.hires("Ana Bakker", mark)
    await rules(office, mark)
    form = (await ana.types("timeoff")).modal
    await ana.sends(form, kind="special", when="24 nov", note="The dentist")
    await ana.presses("Request")
    (card,) = office.standing()
    assert not [word for word in (*TELLING, "Ana", "24") if word in card.text]
    opened = await mark.presses("Open", on=card)
    assert opened.ephemeral
    assert "The dentist" in opened.text
    assert opened.message is not None
    assert "dentist" not in pushed(opened.message)


async def test_in_a_direct_message_one_just_types_it(office: Office) -> None:
    mark = await office.hires("Mark Visser")
    noor = await office.hires("Noor de Wit", mark, locale="nl", language="nl")
    here = office.discord.dm(noor.account)
    office.discord.says(noor.account, here, "vrijdagmiddag vrij")
    _words, asked = await office.comes(lambda: office.discord.messages(here)[1:] and office.discord.messages(here))
    assert "Welke dagen bedoel je?" in asked.text, "it is Friday: this one, or the next"
    preview = await noor.presses("vr 27 nov middag", on=asked)
    assert "4 uur" in preview.text
    sent = await noor.presses("Aanvragen", on=preview.message)
    assert "Verstuurd" in sent.text


async def test_reporting_sick_is_off_here_until_an_admin_switches_it_on(office: Office) -> None:
    """Decisions 23 and 47: knowingly; and then no push names it."""
    mark = await office.hires("Mark Visser", direct=True)
    ana = await office.hires("Ana Bakker", mark)
    office.discord.dm(mark.account)
    await rules(office, mark, "admin")
    assert "Reporting sick is not offered here" in (await ana.types("timeoff-sick")).text
    form = (await mark.types("townhall-discord", channel=office.discord.dm(mark.account))).modal
    assert "Saved" in (await mark.sends(form, sick=True)).text
    said = await ana.types("timeoff-sick")
    assert "Absent since Fri 20 Nov" in said.text
    (told,) = office.discord.dms(mark.account)
    assert "Ana Bakker is absent" in told.text
    assert said.message is not None
    for one in (said.message, told):
        assert not [word for word in TELLING if word in pushed(one).lower()]


async def test_the_export_for_payroll_arrives_as_a_file(office: Office) -> None:
    mark = await office.hires("Mark Visser")
    ana = await office.hires("Ana Bakker", mark)
    await rules(office, mark)
    await ana.types("timeoff", when="24 nov")
    await ana.presses("Request")
    await mark.presses("Open", on=office.standing()[-1])
    await mark.presses("Approve")
    page = await mark.types("timeoff-export", channel=office.discord.dm(mark.account))
    assert "Leave for payroll" in page.text
    taken = await mark.presses("Excel")
    assert taken.message is not None
    (file,) = taken.message.attachments
    assert file["filename"].endswith(".xlsx")
    assert (office.discord.state.cdn.get(file["url"]) or b"")[:2] == b"PK"
