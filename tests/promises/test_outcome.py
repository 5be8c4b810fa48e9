"""What becomes of a promise: one click when it is kept, a reason when it isn't, and only for whom it concerns."""

from datetime import date
from types import SimpleNamespace

import pytest

from bots.ui import Actions, Button, Message
from core import people, promises
from core.errors import NotAllowed
from tests.promises.test_promise import promised


def test_kept_is_one_click_and_every_copy_changes(office: SimpleNamespace) -> None:
    promised(office)
    office.ana.presses("Kept")
    assert "kept" in office.ana.last
    assert "New date…" not in office.ana.buttons
    office.joris.types("/promises")
    assert "Nothing here" in office.joris.last


def test_a_click_too_soon_can_be_undone(office: SimpleNamespace) -> None:
    promised(office)
    office.ana.presses("Kept")
    office.ana.presses("Open it again")
    assert "Where it stands: open" in office.ana.last


def test_another_day_needs_a_reason_that_everybody_reads(office: SimpleNamespace) -> None:
    promised(office)
    office.ana.presses("New date…")
    office.ana.fills_in(due_on="2026-12-18", reason="The supplier is late")
    office.joris.types("/promises")
    office.joris.presses("Look")
    for said in ("Fri 18 Dec 2026", "First promised for Fri 4 Dec; it has moved once.", "The supplier is late"):
        assert said in office.joris.last
    assert "Kept" not in office.joris.buttons, "the buttons are for whom it concerns"


def test_what_cannot_be_kept_is_said_with_the_reason(office: SimpleNamespace) -> None:
    promised(office)
    office.ana.presses("Can't be kept…")
    office.ana.fills_in(reason="There is no budget this year")
    assert "can't be kept" in office.ana.last
    assert "There is no budget this year" in office.ana.last
    office.company.until(date(2026, 11, 23), 9)
    office.boss.presses("Open")
    assert office.boss.sees("There is no budget this year"), "whoever wrote it down reads it in the digest"


def test_the_new_owner_gets_the_card(office: SimpleNamespace) -> None:
    promised(office)
    office.ana.presses("Hand over…")
    office.ana.fills_in(owner="noor")
    assert "Noor Haddad heeft iets beloofd" in office.noor.last
    office.noor.presses("Nagekomen")
    assert "nagekomen" in office.noor.last


def test_only_whom_it_concerns_may_change_it(office: SimpleNamespace) -> None:
    """T10, T11, T68: the owner, whoever wrote it down and HR; others, and for a promise that is not there, the same words."""
    promised(office)
    chat, said = office.company.chats["slack"], []
    for number in (1, 4711):
        drawn = Message("Card", (Actions((Button("Kept", f"promises.kept:{number}:1"),)),))
        forged = office.company.run(chat.send(chat.dm(office.joris.user), drawn, f"forged {number}"))
        office.joris.presses("Kept", on=chat.posted[forged])
        said.append(office.joris.notice)
    assert said[0] == said[1]
    assert "isn't yours to change" in said[0]
    with pytest.raises(NotAllowed):
        office.company.write(lambda tx: promises.withdraw(tx, people.get(tx, office.joris.id), 1, 1, "No"))
    office.company.write(lambda tx: promises.keep(tx, people.get(tx, office.hr.id), 1, 1))
    assert office.company.read(lambda tx: promises.find(tx, 1)).status == "kept"


def test_a_late_click_finds_it_changed(office: SimpleNamespace) -> None:
    """T12: the form was opened before somebody else kept it."""
    promised(office)
    office.ana.presses("New date…")
    office.company.write(lambda tx: promises.keep(tx, people.get(tx, office.boss.id), 1, 1))
    answer = office.ana.fills_in(due_on="2026-12-18", reason="Later")
    assert "has changed" in (answer.notice or str(answer.errors))
    assert office.company.read(lambda tx: promises.find(tx, 1)).due_on == date(2026, 12, 4)


def test_a_promise_leads_back_to_why_it_was_made(office: SimpleNamespace) -> None:
    """The origin is a text to this slice; whoever made it names the view that draws it."""
    first = promised(office)
    promised(office, origin=f"promise:{first}", view="promises.card")
    office.ana.presses("Where this comes from")
    assert office.ana.last.startswith("Ana Bakker promised something")
    promised(office, origin="survey:9", view="nowhere.card")
    office.ana.presses("Where this comes from")
    assert "no longer here" in office.ana.notice
