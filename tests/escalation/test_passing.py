"""From a message to the answer under it: asked back, handed over, declined, answered from the thread, in few clicks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core import calendar, escalation
from core.escalation import asks_of
from core.people.models import Person
from tests.escalation.conftest import Desk

FRIDAY = date(2026, 11, 20)


def ask_part(desk: Desk, team: int):
    return desk.company.read(lambda tx: asks_of(tx, 1)[team])


def test_from_any_message_and_the_answer_comes_back_under_it(desk: Desk) -> None:
    """Two clicks and a form; T53: numbers are taken out before anybody reads them, T16: mentions call nobody."""
    said = desk.ana.writes("@everyone customer NL91ABNA0417164300 was charged twice <!channel>", "support")
    desk.ana.chooses(desk.t("Escalate"), on=said)
    assert "NL91" not in str(desk.ana.form.form)
    desk.ana.fills_in(departments=(str(desk.tech),))
    card = desk.card("tech-desk").message.letters()
    assert "NL91ABNA0417164300" not in card
    assert "was charged twice" in card
    under = [one for one in desk.company.chats[desk.platform].posted.values() if one.address.startswith(said.ref)]
    assert desk.t("{case} is with the departments").format(case="CQ-1") == under[0].message.summary
    desk.answers(desk.joris, "tech-desk", "It is a hold. It is gone within a day.")
    under = [one for one in desk.company.chats[desk.platform].posted.values() if one.address.startswith(said.ref)]
    assert "It is a hold. It is gone within a day." in under[-1].message.letters()
    assert "✅" in under[0].message.letters()


def test_asked_back_the_clock_stands_still_and_goes_on_with_what_was_left(desk: Desk) -> None:
    """domain 50: a pause across closing time costs the business time only."""
    desk.asks(desk.tech, wanted="today")
    desk.company.until(FRIDAY, 15, 30)
    desk.joris.presses(desk.t("Ask back…"), on=desk.card("tech-desk"))
    desk.joris.fills_in(text="Which order?")
    assert ask_part(desk, desk.tech).due_at is None
    assert desk.t("The customer is asked first") in desk.card("tech-desk").message.letters()
    assert "Which order?" in desk.dm(desk.ana)
    desk.company.until(date(2026, 11, 23), 10)
    assert ask_part(desk, desk.tech).breached_at is None
    desk.ana.presses(desk.t("Reply…"))
    desk.ana.fills_in(text="Order 48110, mail ana@shop.example")
    assert any("Order 48110" in text and "ana@shop" not in text for text in desk.thread("tech-desk"))
    assert ask_part(desk, desk.tech).due_at == calendar_at(2026, 11, 23, 12, 0)
    desk.company.until(date(2026, 11, 23), 12, 10)
    assert ask_part(desk, desk.tech).breached_at == calendar_at(2026, 11, 23, 12, 0)


def calendar_at(*parts: int):
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_handed_to_a_colleague_who_is_there(desk: Desk) -> None:
    """T52: not to somebody who is away, and not to another department."""
    desk.asks(desk.tech, wanted="today")
    desk.joris.presses(desk.t("Hand over…"), on=desk.card("tech-desk"))
    desk.joris.fills_in(to="kim")
    assert "Tech ✋ Kim" in desk.card("tech-desk").message.letters()
    assert any(one.message.summary.startswith("CQ-1") for one in desk.kim.inbox)
    desk.company.write(lambda tx: calendar.note_absence(tx, "timeoff:9", desk.joris.id, FRIDAY, FRIDAY))
    desk.kim.presses("Hand over…", on=desk.kim.inbox[-1])
    assert desk.kim.fills_in(to="joris").errors or desk.platform == "discord"
    assert "Tech ✋ Kim" in desk.card("tech-desk").message.letters()


def test_declined_with_a_reason_that_the_asker_reads(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="today")
    desk.joris.presses(desk.t("Decline…"), on=desk.card("tech-desk"))
    desk.joris.fills_in(why="This is for Finance.")
    assert "Tech 🚫" in desk.card("tech-desk").message.letters()
    assert "This is for Finance." in desk.dm(desk.ana)
    assert desk.t("Answer…") not in [one.label for one in desk.card("tech-desk").message.controls()]


def test_any_message_in_the_thread_can_be_the_answer(desk: Desk) -> None:
    """Internal talk stays in the thread; only what somebody points at goes to the asker."""
    desk.asks(desk.tech, wanted="today")
    desk.asks(desk.tech, wanted="today", question="Something else entirely?")
    card = desk.card("tech-desk")
    desk.joris.writes("Between us: their card is blocked.", under=card)
    said = desk.joris.writes("Your card works again from tomorrow.", under=card)
    before = len(desk.ana.inbox)
    desk.joris.chooses(desk.t("This is the answer"), on=said)
    assert desk.joris.form.form.fields[0].default == "1"
    desk.joris.fills_in()
    assert "Your card works again" in desk.dm(desk.ana)
    assert not any("Between us" in one.message.letters() for one in desk.ana.inbox[before:])


def test_the_card_names_who_is_on_duty_and_skips_who_is_away(desk: Desk) -> None:
    """T52, domain 57."""
    desk.company.write(lambda tx: calendar.set_duty_order(tx, desk.tech, [desk.joris.id, desk.kim.id]))
    desk.company.write(lambda tx: calendar.note_absence(tx, "timeoff:1", desk.joris.id, FRIDAY, FRIDAY))
    desk.asks(desk.tech, wanted="today")
    assert "Kim de Wit" in desk.card("tech-desk").message.letters()
    assert any(one.message.summary.startswith("CQ-1") for one in desk.kim.inbox)
    assert not any(one.message.summary.startswith("CQ-1") for one in desk.joris.inbox)


def test_who_has_it_and_how_long_it_usually_takes(desk: Desk) -> None:
    for number in range(1, 6):
        desk.asks(desk.tech, wanted="week", question=f"Number {number} of entirely different words {number * 'x'}?")
        desk.company.clock.move(timedelta(minutes=25))
        desk.answers(desk.joris, "tech-desk", "Yes.", f"CQ-{number}")
    desk.asks(desk.tech, wanted="week", question="And another one?")
    desk.joris.presses(desk.t("I'll take this"), on=desk.card("tech-desk", "CQ-6"))
    said = desk.t("{name} of {department} has it").format(name="Joris Smit", department="Tech")
    assert desk.ana.sees(
        f"{said}, {desk.t('usually {time}').format(time='25 minuten' if desk.tongue == 'nl' else '25 minutes')}"
    )


def test_a_refused_form_keeps_no_number(desk: Desk) -> None:
    """T53: where errors can't stand at the field, the draft holds the masked text."""
    desk.ana.types("/escalate")
    desk.ana.fills_in(departments=(), question="Mail jan@shop.example about NL91ABNA0417164300")
    rows = desk.company.read(lambda tx: tx.connection().exec_driver_sql("SELECT payload FROM desk_draft").fetchall())
    assert "jan@shop" not in str(rows)
    assert "NL91" not in str(rows)


def test_somebody_who_left_is_told_nothing(desk: Desk) -> None:
    """T52: a lead who left gives way to management, else to the place."""

    def leaves(tx) -> None:
        tx.get(Person, desk.lien.id).left_on = date(2026, 11, 1)

    desk.company.write(leaves)
    assert desk.company.read(lambda tx: escalation.ladder(tx, desk.tech)) == [[], [], []]
