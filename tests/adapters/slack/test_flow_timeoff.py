"""Time off in full over the real Bolt: a type, half a day, cover, a question, words typed freely, and what a push shows."""

from datetime import date

import pytest

from core import calendar, people, timeoff
from core.db import Tx
from core.people.models import Grant
from core.timeoff import Entry
from tests.adapters.slack.office import Office
from tests.wire.slack import Person as User

pytestmark = pytest.mark.wire
TELLING = ("hours", "uur", "balance", "saldo", "leave", "verlof", "sick", "ziek", "Skiing", "dentist")
"""What no lock screen shows: what it takes, what is left, which type, a reason."""


async def grants(here: Office) -> None:
    """Everybody has 116 hours; Mark may report people sick."""

    def unit(tx: Tx) -> None:
        for number in here.ids.values():
            timeoff.write_line(tx, number, date(2026, 1, 1), 116 * 60, Entry.GRANT)
        tx.add(Grant(person_id=here.ids["U0MARK"], role=people.Role.HR))
        tx.flush()
        timeoff.use_country(tx, people.get(tx, here.ids["U0MARK"]), date(2027, 1, 1))

    await here.db.write(unit)


def pushed(here: Office, who: User) -> list[str]:
    """What stood on this person's lock screen: the notification text of every message that came."""
    return [one.text for one in here.slack.messages(who) if one.from_bot]


async def test_half_a_day_of_a_type_with_cover_a_question_and_a_yes(here: Office) -> None:
    slack, ana, mark, noor = here.slack, here.ana, here.mark, here.noor
    await grants(here)
    await here.types(ana, "/timeoff")
    await here.submits(ana, kind="special", when="2026-11-24", half="first", cover=noor, note="The dentist")
    preview = here.last(ana)
    assert "Special leave" in preview.words
    await here.presses(ana, preview, "Change…")
    await here.submits(ana)
    preview = here.last(ana)
    assert "Noor de Wit" in preview.words, "whoever was chosen to cover stays chosen"
    await here.presses(ana, preview, "Request")
    cover = here.last(noor)
    assert "Ana Bakker vraagt" in cover.words
    assert "Bijzonder" not in cover.words, "whoever covers never reads which leave it is"
    await here.presses(noor, cover, "Ik vervang")
    card = here.last(mark)
    assert "Special leave" in card.words
    assert "Noor de Wit, said yes" in card.words
    await here.presses(mark, card, "Ask…")
    await here.submits(mark, text="Can the launch wait?")
    asked = here.last(ana)
    assert "Mark Visser has a question" in asked.words
    await here.presses(ana, asked, "Answer…")
    await here.submits(ana, text="Noor takes it over")
    assert "Noor takes it over" in here.last(mark).words
    await here.presses(mark, here.last(mark), "Approve")
    assert not [one for one in slack.messages(mark) if "Approve" in one.buttons]
    assert any("Approved: Tue 24" in one.words for one in slack.messages(ana))
    told = [*pushed(here, ana), *pushed(here, mark), *pushed(here, noor)]
    assert not [text for text in told for word in TELLING if word in text], told


async def test_in_a_direct_message_one_just_types_it(here: Office) -> None:
    slack, noor = here.slack, here.noor
    await grants(here)
    await slack.says(noor, slack.dm(noor), "vrijdagmiddag vrij")
    await here.settles()
    assert "Welke dagen bedoel je?" in here.last(noor).words, "it is Friday: this one, or the next"
    await here.presses(noor, here.last(noor), "vr 27 nov middag")
    assert "4 uur" in here.last(noor).words
    await here.presses(noor, here.last(noor), "Aanvragen")
    assert "Verstuurd" in here.last(noor).words
    assert "Noor de Wit asks for time off" in here.last(here.mark).words


async def test_a_sick_report_is_on_no_lock_screen(here: Office) -> None:
    """Decisions 12 and 47: the line hears that somebody is away; the push names neither why nor how long it takes."""
    ana, mark = here.ana, here.mark
    await grants(here)
    await here.types(ana, "/timeoff sick")
    assert "Absent since Fri 20 Nov" in here.last(ana).words
    assert "Ana Bakker is absent" in here.last(mark).words
    told = [*pushed(here, ana), *pushed(here, mark)]
    assert not [text for text in told for word in TELLING if word in text.lower()], told
    assert await here.db.read(lambda tx: calendar.is_away(tx, here.ids["U0ANA"], date(2026, 11, 20)))


async def test_the_export_for_payroll_arrives_as_a_file(here: Office) -> None:
    slack, ana, mark = here.slack, here.ana, here.mark
    await grants(here)
    await here.types(ana, "/timeoff 24 nov")
    await here.presses(ana, here.last(ana), "Request")
    await here.presses(mark, here.last(mark), "Approve")
    await here.types(mark, "/timeoff export")
    await here.presses(mark, here.last(mark), "Excel")
    (file,) = slack.uploads
    assert (file.title.endswith(".xlsx"), file.content[:2], file.complete) == (True, b"PK", True)
    assert [name for one in slack.messages(mark) for name in one.files] == [file.id]
    assert not [
        text for text in pushed(here, mark) for word in TELLING if word in text.lower().replace("leave for", "")
    ]
