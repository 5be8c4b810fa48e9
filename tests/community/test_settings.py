"""What reaches whom, when and where: chosen by the person on one page, and heeded by every message."""

import ast
from datetime import date

import pytest

from bots.gate import ESSENTIAL
from core import calendar, community, people
from tests.company import Company
from tests.rules.sources import modules, name_of

TODAY = date(2026, 11, 20)


def test_everything_about_ones_messages_is_on_one_page_and_one_command_away(company: Company) -> None:
    ana = company.person("Ana Bakker", company.team("Support"))
    ana.types("/mysettings")
    assert "Words to your team or group: as a message" in ana.last
    assert "between 8:00 and 18:00" in ana.last
    ana.presses("Change what reaches you", value="pulse")
    assert "Questions for your say" in ana.last
    ana.presses("In my digest")
    assert "Questions for your say: in the digest" in ana.last
    assert company.read(lambda tx: people.choice(tx, ana.id, "pulse")) == "digest"
    ana.presses("Other hours…")
    assert "at least 2 hours" in ana.fills_in(first="12", last="13").errors["last"]
    ana.fills_in(first="10", last="16")
    assert "between 10:00 and 16:00" in ana.last
    ana.presses("Nederlands")
    assert "Jouw instellingen" in ana.last
    assert "in het overzicht" in ana.last
    ana.types("/voorkeuren")
    assert "Op je werkdagen tussen 10:00 en 16:00" in ana.last


def test_a_message_goes_to_the_chosen_account_and_only_ones_own_can_be_chosen(company: Company) -> None:
    ana = company.person("Ana Bakker", company.team("Support"))
    bo = company.person("Bo Jansen", None)
    discord = next(one for one in company.read(lambda tx: people.accounts(tx, ana.id)) if one.platform == "discord")
    ana.types("/mysettings")
    ana.presses("Send them elsewhere", value=str(discord.id))
    assert "Messages go to: Discord" in ana.last
    assert company.read(lambda tx: people.accounts(tx, ana.id))[0] == discord
    ana.presses("Send them elsewhere", value=str(company.read(lambda tx: people.accounts(tx, bo.id))[0].id))
    assert "not linked to you" in ana.notice
    assert company.read(lambda tx: people.accounts(tx, ana.id))[0] == discord, "what is refused changes nothing"


def test_chosen_hours_move_what_is_sent_into_them(company: Company) -> None:
    team = company.team("Support")
    coen = company.person("Coen Visser", None, roles=("community",))
    ana = company.person("Ana Bakker", team)
    company.write(lambda tx: people.choose_hours(tx, ana.id, 13, 17))
    coen.types("/nudge support")
    coen.fills_in(words="How is it going?")
    coen.presses("Send")
    assert not ana.inbox
    company.until(TODAY, 12, 59)
    assert not ana.inbox
    company.until(TODAY, 13, 1)
    assert ana.sees("How is it going?")


def test_decisions_cannot_be_switched_off() -> None:
    assert not ESSENTIAL & set(community.TOPICS)


def test_whoever_is_back_reads_once_what_was_decided_and_what_waits(company: Company) -> None:
    team = company.team("Support")
    mark = company.person("Mark Jansen", team)
    ana = company.person("Ana Bakker", team, mark, language="nl")
    bo = company.person("Bo Jansen", team, mark)
    noted = "timeoff:away"
    company.write(lambda tx: calendar.note_absence(tx, noted, mark.id, date(2026, 11, 19), date(2026, 11, 27)))
    for who, days in ((ana, "7 dec - 8 dec"), (bo, "14 dec - 15 dec")):
        who.types(f"/{'verlof' if who is ana else 'timeoff'} {days}")
        who.presses("Aanvragen" if who is ana else "Request")
    company.until(date(2026, 11, 27), 18)
    assert not any("While you were away" in one.message.letters() for one in mark.inbox)
    company.until(date(2026, 11, 30), 10)
    told = [one.message.letters() for one in mark.inbox if "While you were away" in one.message.letters()]
    assert len(told) == 1
    assert "since Thu 19 Nov" in told[0]
    assert "Waits for you" in told[0]
    company.until(date(2026, 12, 1), 10)
    assert sum("While you were away" in one.message.letters() for one in mark.inbox) == 1, "once, on the first day"


def test_lines_for_who_is_away_wait_until_they_are_back(company: Company) -> None:
    """T57: a digest never goes to somebody who is away, and nothing of it is lost."""
    team = company.team("Support")
    coen = company.person("Coen Visser", None, roles=("community",))
    ana, bo = company.person("Ana Bakker", team), company.person("Bo Jansen", team, minutes=(480, 480, 0, 0, 0, 0, 0))
    for who in (ana, bo):
        company.write(lambda tx, who=who: people.choose(tx, who.id, community.TOPIC, "digest"))
    company.write(lambda tx: calendar.note_absence(tx, "t:1", ana.id, date(2026, 11, 23), date(2026, 11, 24)))
    coen.types("/nudge support")
    coen.fills_in(words="How is it going?")
    coen.presses("Send")
    company.until(date(2026, 11, 23), 9)
    assert bo.sees("A word from Coen Visser"), "a part-timer reads it on the next day at work"
    assert not ana.inbox
    company.until(date(2026, 11, 25), 9)
    assert "While you were away, since Mon 23 Nov" in ana.last
    assert "A word from Coen Visser" in ana.last


@pytest.mark.parametrize(
    ("first", "last", "today", "since"),
    [
        (date(2026, 11, 16), date(2026, 11, 19), TODAY, date(2026, 11, 16)),
        (date(2026, 11, 12), date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 12)),
        (date(2026, 11, 16), date(2026, 11, 18), TODAY, None),
        (date(2026, 11, 14), date(2026, 11, 15), date(2026, 11, 16), None),
    ],
)
def test_an_absence_ends_with_the_first_working_day(
    company: Company, first: date, last: date, today: date, since: date | None
) -> None:
    ana = company.person("Ana Bakker")
    company.write(lambda tx: calendar.note_absence(tx, "t:1", ana.id, first, last))
    assert company.read(lambda tx: calendar.away_since(tx, ana.id, today)) == since


def test_every_topic_of_a_message_to_a_person_can_be_chosen() -> None:
    """What bots send under a literal topic is on the page, always comes, or goes to a place."""
    known = {*community.TOPICS, *ESSENTIAL, "digest", "notice", "away"}
    found = {}
    for path in modules("bots"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Send" and len(node.args) > 3:
                topic = node.args[3]
                if isinstance(topic, ast.Constant) and topic.value not in known:
                    found[f"{name_of(path)}:{node.lineno}"] = topic.value
    assert found == {}
