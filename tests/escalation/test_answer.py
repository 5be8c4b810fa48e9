"""A question goes to two departments, is taken once, answered by both, and stands the same everywhere."""

from datetime import date

from core import calendar, people
from core.escalation import answers_of
from tests.company import Company
from tests.escalation.conftest import Desk

LONG = "Dear customer, " + "we looked into it & found the cause. " * 80


def test_two_departments_answer_and_the_customer_is_helped(desk: Desk) -> None:
    desk.asks(desk.finance, desk.tech, wanted="today")
    assert "Finance ⏳ · Tech ⏳" in desk.dm(desk.ana)
    assert "Finance ⏳ · Tech ⏳" in desk.place("tech-desk")[0]
    desk.joris.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert "Finance ⏳ · Tech ✋ Joris" in desk.card("finance-desk").message.letters()
    desk.answers(desk.joris, "tech-desk", "The second charge is a hold. It is gone within a day.")
    assert "The second charge is a hold" in desk.dm(desk.ana)
    assert desk.ana.sees("Finance ⏳ · Tech ✅ Joris")
    assert "The second charge is a hold" in desk.thread("tech-desk")[-1]
    assert not desk.thread("finance-desk")
    desk.answers(desk.fatima, "finance-desk", "We have paid one back.")
    assert "The second charge is a hold" in desk.dm(desk.ana)
    assert "We have paid one back." in desk.dm(desk.ana)
    desk.ana.presses(desk.t("Customer helped"))
    for name in ("tech-desk", "finance-desk"):
        assert desk.card(name).message.tone == "good"
        assert "✅" in desk.card(name).message.summary


def test_what_was_pressed_in_a_place_stays_in_the_places_language(desk: Desk) -> None:
    """Kim reads English; the card that stands for everybody does not change its language for Kim."""
    desk.asks(desk.tech, wanted="today")
    answer = desk.kim.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert answer.replace is not None
    assert desk.t("Hand back") in [control.label for control in answer.replace.controls()]
    assert desk.card("tech-desk").edits == 1


def test_the_second_to_claim_hears_who_has_it(desk: Desk) -> None:
    """T12: a stale claim changes nothing and shows how it is."""
    desk.asks(desk.tech, wanted="today")
    stale = desk.card("tech-desk")
    desk.joris.presses(desk.t("I'll take this"), on=stale)
    answer = desk.presses_late(desk.kim, stale)
    assert answer.notice == "Joris has this."
    assert answer.replace is not None
    assert "Tech ✋ Joris" in desk.card("tech-desk").message.letters()
    again = desk.presses_late(desk.joris, stale)
    assert again.notice == desk.t("You have this already.")


def test_only_people_of_the_department_can_take_or_answer(desk: Desk) -> None:
    """T10: who sees the card may press, the rule decides; the same press by somebody of Tech succeeds."""
    desk.asks(desk.tech, wanted="today")
    for label in ("I'll take this", "Answer…"):
        assert "Tech" in desk.refused(desk.fatima, label, desk.card("tech-desk"))
    assert desk.fatima.form is None
    assert "Tech ⏳" in desk.card("tech-desk").message.letters()
    desk.joris.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert "Tech ✋ Joris" in desk.card("tech-desk").message.letters()


def test_handed_back_it_is_free_for_a_colleague(desk: Desk) -> None:
    desk.asks(desk.tech, wanted="today")
    desk.joris.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert "nothing to hand back" in desk.refused(desk.kim, "Hand back", desk.card("tech-desk"))
    desk.joris.presses(desk.t("Hand back"), on=desk.card("tech-desk"))
    assert "Tech ⏳" in desk.card("tech-desk").message.letters()
    desk.kim.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert "Tech ✋ Kim" in desk.card("tech-desk").message.letters()


def test_what_an_absent_colleague_has_can_be_taken_over(desk: Desk) -> None:
    """T52: nobody waits for somebody on leave."""
    desk.asks(desk.tech, wanted="week")
    desk.joris.presses(desk.t("I'll take this"), on=desk.card("tech-desk"))
    assert "Joris has this" in desk.refused(desk.kim, "Answer…", desk.card("tech-desk"))
    friday = date(2026, 11, 20)
    desk.company.write(lambda tx: calendar.note_absence(tx, "timeoff:1", desk.joris.id, friday, friday))
    desk.answers(desk.kim, "tech-desk", "It is a hold.")
    assert "Tech ✅ Kim" in desk.card("tech-desk").message.letters()


def test_a_late_answer_keeps_what_was_typed(desk: Desk) -> None:
    """T12: Kim's form was open when Joris answered; the refusal stands at the field, the text is not lost."""
    desk.asks(desk.tech, wanted="today")
    desk.kim.presses(desk.t("Answer…"), on=desk.card("tech-desk"))
    desk.answers(desk.joris, "tech-desk", "It is a hold.")
    answer = desk.kim.fills_in(text="My long and careful answer")
    if desk.platform == "slack":
        assert answer.errors == {"text": "Joris has answered this already."}
    else:
        assert answer.reply is not None
        desk.kim.presses("Change…")
        assert desk.kim.form.form.fields[0].default == "My long and careful answer"
    assert len(desk.company.read(lambda tx: answers_of(tx, 1))) == 1


def test_a_long_answer_arrives_whole(desk: Desk) -> None:
    """T19: three thousand characters fit in the thread, and on the asker's card behind a button when there are two."""
    long = LONG[:2990].strip() + " END"
    desk.asks(desk.finance, desk.tech, wanted="today")
    desk.answers(desk.joris, "tech-desk", long)
    assert desk.thread("tech-desk")[-1].endswith("END")
    assert desk.dm(desk.ana).endswith("END")
    desk.answers(desk.fatima, "finance-desk", "*" * 2999)
    assert "END" not in desk.dm(desk.ana)
    desk.ana.presses(desk.t("All of {department}").format(department="Tech"), on=desk.ana.inbox[-1])
    assert desk.dm(desk.ana).endswith("END")


def test_what_people_write_is_never_markup(desk: Desk) -> None:
    """T16, T17: mentions, links and fake approvals arrive as plain letters inside a quotation."""
    evil = "<!channel> @everyone [Approve](https://evil.example) **Approved ✅ by HR**\u202e\n> quoted"
    desk.asks(desk.tech, wanted="today", question=evil, customer="_K-1_ <@U1>")
    markdown = "\n".join(node.markdown for node in desk.card("tech-desk").message.body if hasattr(node, "markdown"))
    assert "\u202e" not in markdown
    assert r"\<!channel\>" in markdown
    assert r"\[Approve\]\(https" in markdown
    assert r"\*\*Approved" in markdown
    assert r"> \> quoted" in markdown
    assert "<@U1>" in desk.place("tech-desk")[0]


def test_two_who_press_at_once_don_t_both_have_it(desk: Desk) -> None:
    """T12, T23: Joris and Kim claim in the same moment; one has it, the other hears so."""
    desk.asks(desk.tech, wanted="today")
    stale = desk.card("tech-desk")
    answers = desk.both_press(desk.joris, desk.kim, stale)
    assert sorted(bool(answer.notice) for answer in answers) == [False, True]
    assert desk.card("tech-desk").message.letters().count("✋") == 1


def test_everything_at_its_longest_still_fits(company: Company) -> None:
    """T19: names of 200 letters, five departments, the longest texts, all of it markup: every view can be drawn."""
    chat, teams = company.chats["slack"], []
    for number in range(5):
        name = f"{number}" + "*_" * 100
        teams.append(company.team(name))
        place = chat.channel(f"desk-{number}")
        company.write(lambda tx, t=teams[-1], place=place: people.put_place(tx, place, "desk", "department", t))
    ana = company.person("Ana" + "[" * 200, teams[0], platforms=("slack",))
    agents = [company.person(f"A{team}" + "`" * 200, team, ana, platforms=("slack",)) for team in teams]
    ana.types("/escalate " + "word " * 450)
    assert "too long" in ana.form.form.fields[1].hint
    ana.fills_in(departments=tuple(map(str, teams)), question="*\n" * 1000, customer="_" * 80)
    card = {team: next(one for one in chat.posted.values() if one.address == chat.channel(f"desk-{at}"))
            for at, team in enumerate(teams)}  # fmt: skip
    agents[0].presses("Known problem…", on=card[teams[0]])
    agents[0].fills_in(title="#" * 120)
    for team, agent in zip(teams, agents, strict=True):
        agent.presses("Answer…", on=chat.posted[card[team].ref])
        agent.fills_in(text="~" * 3000)
    assert len(company.read(lambda tx: answers_of(tx, 1))) == 5
    ana.presses("Not good enough yet…")
    ana.fills_in(more="|" * 700)
    assert "|" * 700 in chat.posted[card[teams[0]].ref].message.letters()
    ana.types("/problems")
    assert "KP-1" in ana.last
    company.until(date(2026, 11, 20), 18)
    ana.opens_home()
