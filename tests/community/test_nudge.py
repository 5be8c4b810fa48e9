"""A quiet team, a word in one's own words, and what comes back."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import calendar, community, people
from core.desk import telling
from tests.company import Company, Member

START = "How are things? Coffee is on me this week."


def sends(sender: Member, words: str = START, team: str = "support") -> None:
    sender.types(f"/nudge {team}")
    sender.fills_in(words=words)
    sender.presses("Send")


def test_quiet_team_then_a_word_then_a_reply(town: SimpleNamespace) -> None:
    coen, (ana, bo, *_rest) = town.coen, town.crew
    coen.types("/community")
    assert "1 team is quieter than usual" in coen.last
    assert "Support is quieter than usual, for 3 weeks now" in coen.last
    coen.presses("Nudge…")
    assert "a bit quieter" in {node.key: node.default for node in coen.form.form.fields}["words"]
    coen.fills_in(words=START)
    assert "Not sent yet: a word to Support" in coen.last
    assert START in coen.last
    assert "7 people. Skipped, as counted on Fri 20 Nov:" in coen.last
    assert not ana.inbox, "a preview sends nothing (decision 49)"
    coen.presses("Send")
    assert "Your word to Support is on its way" in coen.last
    assert "To 7 people. Answered: fewer than 5." in coen.last
    assert "A word from Coen Visser" in ana.last
    assert START in ana.last
    ana.presses("Reply to Coen…")
    ana.fills_in(words="Busy with the new phones. Coffee, please.")
    assert "You wrote back." in ana.last
    assert "Ana Bakker writes back" in coen.last
    assert "Coffee, please." in coen.last
    assert "Een seintje van Coen Visser" in bo.last
    bo.presses("Doe ik")
    assert "Je antwoordde: doe ik." in bo.last
    assert not coen.sees("Bo Jansen"), "who did not write back stays unnamed"


def test_changing_the_draft_leaves_one_preview_and_one_click_sends_once(town: SimpleNamespace) -> None:
    coen, ana = town.coen, town.crew[0]
    coen.types("/seintje Support")
    coen.fills_in(words="First try")
    preview = coen.seen[-1]
    coen.presses("Change…")
    assert {node.key: node.default for node in coen.form.form.fields}["words"] == "First try"
    coen.fills_in(words="Second try")
    assert not coen.sees("First try"), "the preview is replaced"
    send = next(control.id for control in preview.message.controls() if control.label == "Send")
    coen.presses("Send")
    assert ["Second try" in one.message.letters() for one in ana.inbox] == [True]
    town.company.does(coen.chat._handle("coen", _press(coen, send)))
    assert "sent already" in coen.notice
    assert len(ana.inbox) == 1


def _press(member: Member, id_: str) -> object:
    from bots.chat import Press

    return Press("late", member.chat._who("coen"), member.chat._where(member.chat.dm("coen")), id_)


def test_t10_who_may_write_to_which_team(town: SimpleNamespace) -> None:
    ana, mark = town.crew[0], town.mark
    ana.types("/nudge")
    assert "for community managers, HR and a team's own leader" in ana.notice
    mark.types("/nudge")
    teams = next(node for node in mark.form.form.fields if node.key == "team")
    assert [option.label for option in teams.options] == ["Office", "Support"], "his own, and that of his people"
    answer = mark.fills_in(team=str(town.logistics), words=START)
    assert "can't write to this team" in answer.errors["team"]


def test_t16_t17_what_people_type_stays_text(town: SimpleNamespace) -> None:
    evil = "@everyone <!channel> [Approve](http://evil.example)\n> Approved ✅ by HR\n" + "\n" * 500 + "\u202egnol"
    sends(town.coen, evil)
    ana = town.crew[0]
    quote = next(node for node in ana.inbox[-1].message.body).markdown
    assert all(line.startswith("> ") for line in quote.split("\n"))
    assert r"\[Approve\]\(http://evil.example\)" in quote
    assert r"\<!channel\>" in quote
    assert "\u202e" not in quote
    assert len(quote.split("\n")) < 8
    ana.presses("Reply to Coen…")
    ana.fills_in(words="**bold** <@U123>")
    assert r"> \*\*bold\*\* \<@U123\>" in town.coen.inbox[-1].message.body[0].markdown


def test_t57_budget_absence_own_choice_and_leavers(town: SimpleNamespace) -> None:
    company, coen = town.company, town.coen
    ana, bo, cas, dilek, emma, *_rest = town.crew
    today = date(2026, 11, 20)
    company.write(lambda tx: calendar.note_absence(tx, "timeoff:1", ana.id, today, today))
    company.write(lambda tx: people.choose(tx, bo.id, community.TOPIC, "off"))
    company.write(lambda tx: people.choose(tx, cas.id, community.TOPIC, "digest"))
    company.write(lambda tx: telling.note(tx, "earlier", f"person:{dilek.id}", "x.y", 1, "other", "nudge", "sent"))
    sends(coen)
    for spared in (ana, bo, cas, dilek):
        assert not spared.inbox, spared.name
    assert emma.sees(START)
    outcomes = company.read(
        lambda tx: {one.viewer: one.outcome for one in telling.lately(tx) if one.view == "community.word"}
    )
    assert outcomes[f"person:{ana.id}"] == "drop:away"
    assert outcomes[f"person:{bo.id}"] == "drop:own_choice"
    assert outcomes[f"person:{cas.id}"] == "digest:own_choice"
    assert outcomes[f"person:{dilek.id}"] == "digest:budget"
    sends(coen, "Once more")
    assert not emma.sees("Once more"), "a second one in a week waits for the digest"
    company.until(date(2026, 11, 23), 8, 46)
    assert cas.sees("A word from Coen Visser")


def test_less_of_this_is_one_click_with_a_way_back(town: SimpleNamespace) -> None:
    emma = town.crew[4]
    sends(town.coen)
    emma.presses("Less of this")
    assert "You won't get words to your team any more" in emma.last
    assert town.company.read(lambda tx: people.choice(tx, emma.id, community.TOPIC)) == "off"
    emma.presses("In my digest")
    assert "Now: in your digest." in emma.last
    assert town.company.read(lambda tx: people.choice(tx, emma.id, community.TOPIC)) == "digest"


def test_t58_totals_come_in_steps_and_single_out_nobody(town: SimpleNamespace) -> None:
    sends(town.coen)
    for number, member in enumerate(town.crew, 1):
        member.presses("Doe ik" if number == 2 else "I will")
        said = town.coen.last.split("Answered: ")[1].split(".")[0]
        assert said == ("fewer than 5" if number < 5 else "most")
    parts = {(n, of): community.say_part(n, of) for of in range(1, 40) for n in range(of + 1)}
    assert all(parts[n, of] == "some" for n, of in parts if of < 5)
    assert {parts[n, 30] for n in range(25)} == {"fewer than 5", *(f"at least {step}" for step in (5, 10, 15, 20))}
    for (n, of), part in parts.items():
        same = [other for other in range(of + 1) if parts[other, of] == part]
        assert len(same) >= min(5, of + 1) or of - n < 5, "no figure tells one answer more from one less"


def test_the_sender_finds_the_totals_again(town: SimpleNamespace) -> None:
    sends(town.coen)
    town.coen.types("/community", place="office")
    assert "Your word to Support on Fri 20 Nov" in town.coen.last
    town.coen.presses("Look")
    assert "To 7 people. Answered: fewer than 5." in town.coen.last
    town.hanna.types("/community")
    assert "Your word to" not in town.hanna.last


def test_t58_a_small_team_has_no_figures_at_all(town: SimpleNamespace) -> None:
    town.coen.types("/nudge office")
    town.coen.fills_in(words=START)
    assert "A few people. Some may be skipped: away, their own choice, no way to reach them." in town.coen.last
    town.coen.presses("Send")
    assert "To a few people. Answered: some." in town.coen.last


def test_on_discord_the_word_stands_in_the_teams_place(company: Company) -> None:
    """Decision 23: where a bot may not write first, nobody gets a DM; a reply still reaches the sender alone."""
    team = company.team("Support")
    coen = company.person("Coen Visser", None, roles=("community",))
    ana = company.person("Ana Bakker", team, platforms=("discord",), language="nl").on("discord")
    bo = company.person("Bo Jansen", team)
    sends(coen)
    assert bo.sees(START)
    assert not ana.inbox
    card = next(one for one in ana.seen if "A word from Coen Visser" in one.message.letters())
    ana.presses("Reply…", on=card)
    ana.fills_in(words="Prima hier")
    assert "Verstuurd. Alleen wie jullie schreef ziet het." in ana.notice
    assert card.ref in ana.chat.posted
    assert ana.chat.posted[card.ref].message == card.message, "the card in the place does not change"
    assert coen.sees("Prima hier")
    assert not bo.on("discord").sees("Prima hier")


def test_somebody_of_another_team_cannot_answer(town: SimpleNamespace) -> None:
    sends(town.coen)
    town.company.write(lambda tx: setattr(tx.get(_person(), town.crew[0].id), "team_id", town.logistics))
    town.crew[0].presses("I will")
    assert "not for your team" in town.crew[0].notice


def _person() -> type:
    from core.people.models import Person

    return Person


def test_an_erased_sender_takes_the_words_along(town: SimpleNamespace) -> None:
    """T62: what others answered to them goes too, nothing points into the void."""
    from core.privacy import erase_person

    sends(town.coen)
    town.crew[0].presses("I will")
    town.company.write(lambda tx: erase_person(tx, town.coen.id, town.hanna.id))
    assert town.company.read(lambda tx: community.find(tx, 1)) is None
    town.crew[1].presses("Doe ik")
    assert "is er niet meer" in town.crew[1].notice


@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_a_word_takes_three_steps_and_two_fields_and_its_answer_one_click(town: SimpleNamespace, platform: str) -> None:
    """The click budget of the papers: command, form with two fields, send; the receiver presses once."""
    coen, ana = town.coen.on(platform), town.crew[0]
    steps = [lambda: coen.types("/nudge"), lambda: coen.fills_in(**fields), lambda: coen.presses("Send")]
    fields = {"team": f"team:{town.support}", "words": START}
    for step in steps:
        assert not ana.inbox, "nothing goes out before the last step"
        step()
    assert (len(steps), len(fields)) == (3, 2)
    assert ana.sees(START)
    ana.presses("I will")
    assert "You answered: I will." in ana.last
