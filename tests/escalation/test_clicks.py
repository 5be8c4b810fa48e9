"""How many clicks the storyboard of a customer question takes, on each platform's profile."""

from collections import Counter

from tests.company import Member
from tests.escalation.conftest import Desk


class Counted:
    """Somebody whose presses and forms are counted."""

    def __init__(self, who: Member) -> None:
        self.who, self.clicks = who, Counter[str]()

    def presses(self, label: str, **more) -> None:
        self.clicks["press"] += 1
        self.who.presses(label, **more)

    def fills_in(self, **values) -> None:
        self.clicks["form"] += 1
        self.who.fills_in(**values)

    def spent(self) -> tuple[int, int]:
        """Presses and forms since the last look."""
        found = (self.clicks["press"], self.clicks["form"])
        self.clicks.clear()
        return found


def test_the_storyboard_takes_so_many_presses_and_forms(desk: Desk) -> None:
    """ui.md §3: ask 1 + 1 form, take it 1, answer 1 + 1 form, helped 1, known problem 1 + 1 form, fix 1 + 1 form, rate 1."""
    ana, joris = Counted(desk.ana), Counted(desk.joris)
    message = desk.ana.writes("Why was the customer charged twice?", "sales")
    ana.clicks["press"] += 1
    desk.ana.chooses("Escalate", message)
    ana.fills_in(departments=(str(desk.tech),))
    assert ana.spent() == (1, 1)
    joris.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert joris.spent() == (1, 0)
    joris.presses(desk.t("Answer…"), on=desk.card("tech-desk"))
    joris.fills_in(text="It is a hold.")
    assert joris.spent() == (1, 1)
    joris.presses(desk.t("Known problem…"), on=desk.card("tech-desk"))
    joris.fills_in(title="Charged twice")
    assert joris.spent() == (1, 1)
    ana.presses(desk.t("Customer helped"))
    ana.presses(desk.t("Good") + " 🙂")
    assert ana.spent() == (2, 0)
    desk.joris.types("/problems")
    joris.presses(desk.t("Open"), on=desk.joris.inbox[-1])
    joris.presses(desk.t("Structural fix…"))
    joris.fills_in(what="Refuse the second charge", owner="kim", due_on="2026-11-27")
    assert joris.spent() == (2, 1)
