"""The fan-out: who is asked, where, when, and who is left in peace."""

from datetime import UTC, date, datetime

import pytest

from core import calendar, people, surveys
from tests.company import Company
from tests.surveys.conftest import MONDAY, TUESDAY, Asked, asked


def away(company: Company, person, first: date, last: date) -> None:
    company.write(lambda tx: calendar.note_absence(tx, f"test:{person.id}:{first}", person.id, first, last))


def test_everybody_is_asked_once_directly_and_nothing_stands_in_the_channel(here: Asked) -> None:
    here.starts()
    here.company.until(MONDAY, 9)
    assert all(len(person.inbox) == 1 for person in here.people)
    assert not here.in_place()
    assert not here.lead.sees("Pulse of")


def test_on_discord_one_card_in_the_place_and_no_knocks(company: Company) -> None:
    here = asked(company, ("discord",))
    here.starts()
    company.until(MONDAY, 12)
    assert len(here.in_place("discord")) == 1
    assert "Something waits for a colleague" not in "".join(here.in_place("discord"))
    stranger = company.person("Zoe Zand", platforms=("discord",)).on("discord")
    stranger.presses("Answer")
    assert "for the people of this team" in stranger.notice


def test_a_team_on_both_is_asked_where_each_can_be_reached(company: Company) -> None:
    here = asked(company, ("slack",), heads=4)
    player = company.person("Pip Player", here.team, here.lead, platforms=("discord",))
    both = company.person("Bo Both", here.team, here.lead)
    here.starts()
    company.until(MONDAY, 9)
    assert len(here.in_place("discord")) == 1
    assert "1 😟" in both.buttons
    assert not both.on("discord").inbox
    assert player.on("discord").presses("Answer").reply is not None
    assert not here.in_place("slack")


def test_who_is_away_is_not_disturbed_and_finds_it_when_back(here: Asked) -> None:
    bas, cem = here.people[:2]
    away(here.company, bas, MONDAY, MONDAY)
    away(here.company, cem, date(2026, 11, 19), date(2026, 12, 4))
    here.starts(words="")
    here.company.until(TUESDAY, 9)
    assert not any("One tap" in one.message.letters() for one in bas.inbox)
    home = bas.opens_home()
    assert "A pulse waits for you · 10 seconds" in home.letters()
    [button] = [control for control in home.controls() if control.label == "Answer"]
    here.company.does(bas.chat.presses_home(bas.user, button.id))
    bas.presses("4 🙂")
    assert "Thank you." in bas.last
    assert "A pulse waits" not in bas.opens_home().letters()
    assert here.company.read(lambda tx: cem.id not in surveys.invitees(tx, 1)), "away all the time: not invited"


def test_outside_working_hours_it_waits_for_the_next_ones(here: Asked) -> None:
    here.company.until(date(2026, 11, 20), 21)
    here.opens()
    assert not here.people[0].inbox
    here.company.until(MONDAY, 7)
    assert not here.people[0].inbox
    here.company.until(MONDAY, 8)
    assert here.people[0].inbox


def test_the_week_holds_three_unsolicited_messages_and_the_rest_goes_into_the_digest_t57(here: Asked) -> None:
    for _week in range(4):
        here.company.write(lambda tx: surveys.start(tx, people.get(tx, here.owner.id),
                                                    surveys.Wish(1, (here.team,), False, "anonymous")))  # fmt: skip
        here.company.write(lambda tx: [surveys.close(tx, one.id) for one in surveys.waiting_for(tx, here.people[0].id)])
    assert sum("Pulse of Support" in one.message.summary for one in here.people[0].inbox) == 3


def test_who_chose_less_gets_no_more_but_still_has_a_say(here: Asked) -> None:
    bas = here.people[0]
    here.opens()
    bas.presses("Why me?")
    bas.presses("Less of this")
    here.company.passes(days=10)
    count = len(bas.inbox)
    here.opens()
    assert len(bas.inbox) == count
    bas.types("/pulse mine")
    bas.presses("Answer")
    bas.presses("5 😀")
    assert "Thank you." in bas.last


@pytest.mark.parametrize(("zone", "day", "hour"), [("America/New_York", 23, 15), ("Pacific/Auckland", 22, 21)])
def test_it_opens_at_nine_on_the_teams_own_clock(company: Company, zone: str, day: int, hour: int) -> None:
    here = asked(company)
    company.write(lambda tx: people.put_place(tx, "slack:support", "support", "team", here.team, zone=zone))
    here.starts()
    bas = here.people[0]
    company.until(date(2026, 11, day), hour - 1)
    assert "A pulse waits" not in bas.opens_home().letters()
    company.until(date(2026, 11, day), hour)
    assert "A pulse waits" in bas.opens_home().letters()


def test_what_could_not_be_sent_in_time_is_not_sent(here: Asked) -> None:
    bas = here.people[0]
    here.starts()
    here.company.until(MONDAY, 6)
    here.company.write(lambda tx: calendar.note_absence(tx, "test:9", bas.id, MONDAY, MONDAY))
    here.company.until(MONDAY, 8)
    here.company.write(lambda tx: calendar.set_pattern(tx, bas.id, MONDAY, (0, 480, 0, 480, 480, 0, 0)))
    here.company.write(lambda tx: calendar.clear_absence(tx, "test:9"))
    here.company.until(MONDAY, 10)
    assert not bas.inbox
    here.company.write(lambda tx: calendar.set_pattern(tx, bas.id, TUESDAY, (0, 0, 0, 480, 480, 0, 0)))
    here.company.until(date(2026, 11, 26), 12)
    assert not bas.inbox


def test_holidays_do_not_count_as_time_to_answer(company: Company) -> None:
    here = asked(company)
    company.write(lambda tx: calendar.add_holiday(tx, "NL", TUESDAY, "Day off"))
    here.starts()
    company.until(MONDAY, 9)
    number = here.round
    closes = company.read(lambda tx: surveys.find(tx, number)).closes_at
    assert closes == datetime(2026, 11, 26, 15, 0, tzinfo=UTC)


def test_a_monday_missed_by_a_day_is_left_out(here: Asked) -> None:
    here.starts()
    here.company.clock.set(datetime(2026, 11, 25, 9, 0, tzinfo=UTC))
    here.company.settles()
    assert not here.people[0].inbox
