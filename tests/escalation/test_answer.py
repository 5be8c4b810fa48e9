"""A question goes to two departments, is taken once, answered by both, and the customer is helped."""

from tests.escalation.conftest import Desk


def test_two_departments_answer_and_the_customer_is_helped(desk: Desk) -> None:
    desk.asks(desk.finance, desk.tech, wanted="today")
    assert "Finance ⏳ · Tech ⏳" in desk.dm(desk.ana)
    assert "Finance ⏳ · Tech ⏳" in desk.place("tech-desk")[0]
    take, reply = ("Ik pak dit", "Antwoord…") if desk.platform == "discord" else ("I'll take this", "Answer…")
    desk.joris.presses(take, on=desk.card("tech-desk"))
    assert "Finance ⏳ · Tech ✋ Joris" in desk.card("finance-desk").message.letters()
    desk.joris.presses(reply, on=desk.card("tech-desk"))
    desk.joris.fills_in(text="The second charge is a hold. It is gone within a day.")
    assert desk.ana.sees("Finance ⏳ · Tech ✅ Joris")
    assert "The second charge is a hold" in desk.dm(desk.ana)
    assert "The second charge is a hold" in desk.thread("tech-desk")[-1]
    desk.fatima.presses(reply, on=desk.card("finance-desk"))
    desk.fatima.fills_in(text="We have paid one back.")
    helped = "Klant geholpen" if desk.platform == "discord" else "Customer helped"
    assert "The second charge is a hold" in desk.dm(desk.ana)
    assert "We have paid one back." in desk.dm(desk.ana)
    desk.ana.presses(helped)
    for name in ("tech-desk", "finance-desk"):
        assert desk.card(name).message.tone == "good"
        assert "✅" in desk.card(name).message.summary
