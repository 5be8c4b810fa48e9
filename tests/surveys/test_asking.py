"""Questions at a date of one's own: asked in private on the day, answered in place, once, and never while away."""

import asyncio
from datetime import date, timedelta

import pytest

from bots.chat import Answer, Press, Where, Who
from core import calendar, people, privacy, surveys
from core.clock import at_local, local_day
from core.db import Tx
from core.people.models import Grant, Person
from core.surveys.models import NamedAnswer, Participation, Talk
from core.surveys.moments import anniversary, before_last, period_after, reminder_days, years_later
from tests.company import Company, Member
from tests.lite import Lite

TODAY, MONDAY, ZONE = date(2026, 11, 20), date(2026, 11, 23), "Europe/Amsterdam"
NEWCOMERS, STAY, EXIT = 0, 1, 2


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def opens(company: Company, who: Member, number: int, language: str = "en") -> None:
    """Look at one of the three."""
    who.types("/puls momenten" if language == "nl" else "/pulse moments")
    card = who.inbox[-1]
    company.does(who.chat.presses(who.user, card.ref, list(card.message.controls())[number].id))


def switched_on(company: Company, *which: int, language: str = "en") -> Member:
    """HR switches these on: two clicks each."""
    hr = company.person("Hans Hoek", roles=("hr",), language=language)
    for number in which:
        opens(company, hr, number, language)
        hr.presses("Zet aan" if language == "nl" else "Switch on")
    return hr


def mornings(company: Company, day: date) -> None:
    """The mornings pass, until ten o'clock on this day."""
    while company.clock.now() < at_local(day, 10, 0, ZONE):
        now = company.clock.now()
        local = local_day(now, ZONE)
        stops = [
            at_local(one, *at, ZONE) for one in (local, local + timedelta(days=1)) for at in ((7, 45), (8, 50), (10, 0))
        ]
        company.clock.set(min(stop for stop in stops if stop > now))
        company.settles()


def moved(company: Company, who: Member, **dates: date | None) -> None:
    """HR's file changes this person's dates."""

    def unit(tx: Tx) -> None:
        row = tx.get_one(Person, who.id)
        for name, day in dates.items():
            setattr(row, name, day)
        tx.add(row)

    company.write(unit)


def forged(company: Company, who: Member, id_: str, value: str = "") -> Answer:
    """A press that no message of theirs offers."""
    at = Where(f"slack:@{who.user}")
    return company.run(
        company.app.handle(Press(f"forged:{id_}:{who.user}", Who("slack", "play", who.user), at, id_, value))
    )


def titles(who: Member) -> list[str]:
    return [one.message.summary for one in who.inbox]


def held_of(company: Company, who: Member) -> str:
    return str(company.write(lambda tx: privacy.export_person(tx, who.id, asked_by=who.id)))


def test_hr_sees_what_is_asked_when_and_who_reads_it_before_switching_it_on_in_two_clicks(company: Company) -> None:
    hr, ana = company.person("Hans Hoek", roles=("hr",)), company.person("Ana Abma")
    for who in (hr, ana):
        opens(company, who, EXIT)
        assert "1. How good was your time here, all in all?" in who.last
        assert "When: 5 working days before the last day" in who.last
        assert "Confidential, not anonymous" in who.last
        assert "Nobody is shown a single answer." in who.last
    assert "Switch on" not in ana.buttons
    assert "Only HR" in forged(company, ana, "surveys.switch_on:2").notice
    hr.presses("Switch on")
    assert "Since: Fri 20 Nov" in hr.last
    hr.presses("Change when", value="8")
    hr.presses("Change the period", value="3")
    assert "When: 8 working days before the last day" in hr.last
    assert "Results: A quarter of answers at a time" in hr.last
    assert forged(company, hr, "surveys.ahead:2", "999").notice == "Choose one of the options."
    hr.presses("Switch off")
    assert "Since: off" in hr.last


def test_a_newcomer_answers_in_place_in_four_taps_and_can_change_it(company: Company) -> None:
    team = company.team("Support")
    hr = switched_on(company, NEWCOMERS)
    ana = company.person("Ana Abma", team, started_on=ago(28))
    before = company.person("Bas Bos", team, started_on=ago(31))
    heard = len(hr.seen)
    mornings(company, date(2026, 11, 22))
    assert not ana.inbox, "it fell on a Sunday"
    mornings(company, MONDAY)
    assert titles(ana) == ["Your first month here"]
    assert not before.inbox, "dates before the switch are left in peace"
    assert "How welcome did you feel in your first weeks?" in ana.last
    assert "Confidential, not anonymous" in ana.last
    assert "Open for you until Mon 7 Dec." in ana.last
    card = ana.inbox[-1]
    ana.presses("Why me?")
    assert "Everybody who starts here is asked after 30, 60 and 90 days." in ana.last
    for value in ("4 🙂", "5 😀", "2 🙁", "Skip"):
        ana.presses(value, on=next(one for one in ana.inbox if one.ref == card.ref))
    said = next(one for one in ana.inbox if one.ref == card.ref).message.letters()
    assert "You answered 4 🙂, 5 😀, 2 🙁, Skip" in said
    assert {"Change my answers", "Add a comment…"} <= set(ana.buttons)
    ana.presses("Change my answers")
    for value in ("3 😐",) * 4:
        ana.presses(value)
    assert ana.sees("You answered 3 😐, 3 😐, 3 😐, 3 😐")
    file = held_of(company, ana)
    assert "Your answers in public and confidential pulses" in file
    assert "'question': 501, 'value': 3" in file
    mornings(company, date(2026, 12, 9))
    assert sum("wait for you" in one.message.letters() for one in ana.inbox) == 0
    assert len(hr.seen) == heard, "nobody else hears of it"
    company.write(lambda tx: privacy.erase_person(tx, ana.id, hr.id))
    assert not company.read(lambda tx: tx.exec(NamedAnswer.__table__.select()).all())  # type: ignore[attr-defined]


def test_who_is_quiet_hears_of_it_twice_who_is_away_not_at_all_t57(company: Company) -> None:
    switched_on(company, NEWCOMERS)
    ana = company.person("Ana Abma", started_on=ago(27))
    cem = company.person("Cem Can", started_on=ago(27))
    dirk = company.person("Dirk Dam", started_on=ago(27))
    eve = company.person("Eve Eik")
    for who, first, last in ((cem, MONDAY, date(2026, 12, 4)), (dirk, date(2026, 11, 24), date(2026, 12, 30))):
        company.write(lambda tx, w=who, a=first, b=last: calendar.note_absence(tx, f"t:{w.id}", w.id, a, b))
    mornings(company, date(2026, 12, 5))
    assert not cem.inbox, "nobody who is away is asked"
    mornings(company, date(2026, 12, 7))
    assert "Your first month here" in titles(cem), "back, and asked then"
    assert titles(dirk) == ["Your first month here"], "away since, and not reminded"
    waits = [one for one in ana.inbox if "Four questions wait for you: Your first month here" in one.message.letters()]
    assert len(waits) == 2, "a message and a line in the digest"
    ana.presses("Answer", on=waits[0])
    assert "These questions are closed for you" not in ana.last
    mornings(company, date(2026, 12, 8))
    ana.types("/pulse mine")
    assert "Nothing waits for you." in ana.last
    assert "closed" in forged(company, ana, "surveys.answer:1:4444").notice
    assert "somebody else" in forged(company, eve, "surveys.answer:1:4444").notice
    mornings(company, date(2026, 12, 20))
    assert sum("wait for you" in one.message.letters() for one in ana.inbox) <= 2, "nobody is chased after"


def test_before_leaving_in_dutch_on_discord_with_a_talk_apart_from_the_answers(company: Company) -> None:
    team = company.team("Support")
    hr = switched_on(company, STAY, EXIT, language="nl")
    lea = company.person(
        "Lea Lang",
        team,
        language="nl",
        platforms=("discord",),
        left_on=date(2026, 11, 30),
        started_on=date(2020, 11, 23),
    )
    lea = lea.on("discord")
    mornings(company, MONDAY)
    open_ = [one.message.letters() for one in lea.chat.visible("nobody", "discord:support")]
    assert open_
    assert not any("Hoe goed" in said or "Lea" in said for said in open_), "nothing of it is in public"
    lea.presses("Open")
    assert "Voor je weggaat" in lea.last, "and nothing about another year"
    assert "Hoe goed was je tijd hier, alles bij elkaar?" in lea.last
    for value in ("2 🙁", "1 😟", "3 😐", "4 🙂"):
        lea.presses(value)
    assert "Je antwoordde 2 🙁, 1 😟, 3 😐, 4 🙂" in lea.last
    lea.presses("Praat met HR")
    assert "HR weet dat je wilt praten." in lea.last
    company.passes(hours=1)
    assert "Lea Lang wil praten voor vertrek" in hr.last
    assert "🙁" not in hr.last
    hr.presses("Ik voer dit gesprek")
    assert "Hans Hoek voert dit gesprek." in hr.last
    columns = set(Talk.__table__.columns.keys())  # type: ignore[attr-defined]
    assert columns == {"id", "person_id", "asked_on", "taken_by"}, "nothing in it leads to a round or an answer"
    assert "Dat je wilde praten voor je wegging" not in held_of(company, hr)


@pytest.mark.db
def test_dates_that_move_are_followed_and_nothing_comes_twice(company: Company) -> None:
    switched_on(company, NEWCOMERS, STAY, EXIT)
    ana = company.person("Ana Abma", started_on=ago(27))
    eva = company.person("Eva Eik", started_on=date(2020, 11, 23))
    fay = company.person("Fay Fris", started_on=date(2020, 11, 24), left_on=date(2027, 6, 1))
    gus = company.person("Gus Groen", left_on=date(2026, 11, 27))
    mornings(company, MONDAY)
    assert [titles(who) for who in (ana, eva, fay, gus)] == [
        ["Your first month here"], ["Another year here"], [], ["Before you go"]
    ]  # fmt: skip
    moved(company, ana, started_on=date(2026, 11, 2))
    moved(company, gus, left_on=None)
    moved(company, eva, left_on=date(2027, 1, 31))
    many = [company.person(f"New{n} Import", started_on=date(2019, 11, 5)) for n in range(3)]
    mornings(company, date(2026, 11, 24))
    for who in (ana, eva, gus):
        assert "This came too early. You don't need to do anything." in who.inbox[0].message.letters()
        assert not company.read(lambda tx, w=who: surveys.waiting_for(tx, w.id))
    mornings(company, date(2026, 12, 2))
    assert titles(ana) == ["Your first month here"] * 2, "asked again on the right day, and then no more"
    assert not any(one.inbox for one in many), "an import brings no flood of dates that are past"
    moved(company, gus, left_on=date(2026, 12, 3))
    mornings(company, date(2026, 12, 3))
    assert titles(gus)[-1] == "Before you go", "a last day told late is asked for at once"
    assert titles(ana).count("Your first month here") == 2
    seats = company.read(lambda tx: tx.exec(Participation.__table__.select()).all())  # type: ignore[attr-defined]
    assert sorted(row.person_id for row in seats) == [ana.id, gus.id]


@pytest.mark.db
def test_many_with_the_same_day_are_asked_some_hundreds_at_a_time_and_each_once_t22(lite: Lite) -> None:
    """Two mornings at once ask nobody twice either."""

    def begin(tx: Tx) -> None:
        hr = Person(name="Hans Hoek", email="hans@example.com")
        tx.add(hr)
        for n in range(230):
            tx.add(Person(name=f"P{n}", email=f"p{n}@example.com", started_on=date(2020, 11, 20)))
        tx.flush()
        tx.add(Grant(person_id=hr.id, role="hr"))
        tx.flush()
        surveys.switch_on(tx, people.get(tx, hr.id), "stay")

    lite.write(begin)

    async def at_once() -> list[list[surveys.Seat]]:
        return await asyncio.gather(*(lite.database.write(lambda tx: surveys.look(tx)) for _ in range(3)))

    pages = lite.loop.run_until_complete(at_once())
    assert [len(page) for page in sorted(pages, key=len)] == [0, 30, 200]
    assert len({seat.person_id for page in pages for seat in page}) == 230
    lite.clock.move(timedelta(days=4))
    assert lite.write(lambda tx: surveys.look(tx)) == []


@pytest.mark.parametrize(
    ("first_day", "today", "expected"),
    [
        (date(2020, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),
        (date(2020, 11, 23), date(2026, 11, 22), date(2025, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23), None),
        (date(2025, 12, 1), date(2026, 11, 30), None),
        (date(2024, 2, 29), date(2025, 3, 1), date(2025, 2, 28)),
        (date(2024, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2027, 1, 1), date(2026, 11, 23), None),
    ],
)
def test_whole_years_here(first_day: date, today: date, expected: date | None) -> None:
    assert anniversary(first_day, today) == expected


def test_days_of_the_calendar() -> None:
    assert years_later(date(2024, 2, 29), -1) == date(2023, 2, 28)
    assert before_last(date(2026, 11, 30), 5, ()) == MONDAY
    assert before_last(date(2026, 12, 28), 2, {date(2026, 12, 25)}) == date(2026, 12, 23)
    assert [period_after(date(2026, 11, 20), months) for months in (3, 6)] == [date(2027, 1, 1)] * 2
    assert [period_after(date(2026, 6, 30), months) for months in (3, 6)] == [date(2026, 7, 1)] * 2
    assert period_after(date(2026, 1, 1), 3) == date(2026, 4, 1)
    assert reminder_days(MONDAY, MONDAY + timedelta(days=14)) == [date(2026, 11, 30), date(2026, 12, 6)]
    assert reminder_days(MONDAY, MONDAY + timedelta(days=3)) == [date(2026, 11, 24)]
    assert reminder_days(MONDAY, MONDAY + timedelta(days=1)) == []
