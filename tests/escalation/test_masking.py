"""What a department does not need is taken out before anybody sees it (T53)."""

import pytest
from sqlmodel import SQLModel, select

from adapters.playground.client import SPACE
from bots.chat import MessageAction, Submit, Where, Who
from bots.ui import File
from core.escalation import mask
from tests.escalation.conftest import Desk

MASKED = [
    ("Pay to NL91 ABNA 0417 1643 00 and call", "Pay to [IBAN] and call"),
    ("nl91abna0417164300", "[IBAN]"),
    ("BE68 5390 0754 7034.", "[IBAN]."),
    ("mistyped NL00ABNA0417164300", "mistyped [IBAN]"),
    ("card 4111 1111 1111 1111 expired", "card [card number] expired"),
    ("4111-1111-1111-1111", "[card number]"),
    ("bsn 111222333", "bsn [BSN]"),
    ("bsn 111 222 333!", "bsn [BSN]!"),
    ("1112.22.333", "[BSN]"),
    ("mail jan.de-vries+shop@mail.example.nl please", "mail [e-mail] please"),
    ("call 06-12345678", "call [phone]"),
    ("call +31 (0)6 1234 5678", "call [phone]"),
    ("call 020 624 1111 now", "call [phone] now"),
    ("0031 20 6241111", "[phone]"),
]
KEPT = [
    "Order 4111 1111 1111 1112 is late",
    "Order 123456789 of 20-11-2026",
    "charged € 1.250,00 twice on 2026-11-20 at 14:05",
    "CQ-118 and KP-12",
    "reference AB12CDEF34567890",
    "NL is a country, 12 of 24",
]


@pytest.mark.parametrize(("said", "shown"), MASKED)
def test_personal_numbers_and_addresses_are_taken_out(said: str, shown: str) -> None:
    assert mask(said) == (shown, 1)


@pytest.mark.parametrize("said", KEPT)
def test_order_numbers_dates_and_amounts_stay(said: str) -> None:
    assert mask(said) == (said, 0)


def test_a_very_long_text_of_digits_takes_no_time() -> None:
    """T53: patterns that can't match don't hold up the writer."""
    assert mask("1 " * 1500)[1] >= 0
    assert mask("NL12 " + "A1 " * 900)[1] >= 0


def test_the_original_is_kept_nowhere(desk: Desk) -> None:
    """T53: neither in the tables, nor in jobs, facts or messages; the asker is told how much was taken out."""
    secrets = ("NL91ABNA0417164300", "4111111111111111", "0612345678", "jan@mail.example")
    desk.asks(desk.tech, question=f"Refund to {secrets[0]}, card {secrets[1]}", wanted="today",
              customer=f"{secrets[2]} {secrets[3]}")  # fmt: skip
    assert desk.t("[IBAN]") in desk.place("tech-desk")[0]
    assert ("4 persoonlijke nummers" if desk.tongue == "nl" else "I took out 4 personal numbers") in desk.dm(desk.ana)
    for table in SQLModel.metadata.sorted_tables:
        stored = repr(desk.company.read(lambda tx, table=table: tx.execute(select(table)).all()))
        assert not [secret for secret in secrets if secret in stored], table.name


def test_files_on_the_message_stay_where_they_are_and_the_card_names_them(desk: Desk) -> None:
    """T53: what hangs on a customer's message is not sent along; a number in its name is taken out too."""
    said = desk.ana.writes("Why was the customer charged twice?", "support")
    place = Where(desk.company.chats[desk.platform].channel("support"), "channel")
    names = ("contract.pdf", "NL91ABNA0417164300.png")
    pointed = MessageAction("point:1", Who(desk.platform, SPACE, desk.ana.user), place, "escalation.escalate", said.ref,
                            "Why was the customer charged twice?", desk.ana.user, names)  # fmt: skip
    form = desk.company.does(desk.company.app.handle(pointed)).form
    assert form
    filled = {one.key: one.default for one in form.fields} | {"departments": (str(desk.tech),)}
    desk.company.does(desk.company.app.handle(
        Submit("point:2", pointed.who, place, form.id, filled)))  # fmt: skip
    card = desk.card("tech-desk").message
    assert desk.t("Not sent along") in card.letters()
    assert f"contract.pdf, {desk.t('[IBAN]')}.png" in card.letters()
    assert not any(isinstance(node, File) for node in card.body)
