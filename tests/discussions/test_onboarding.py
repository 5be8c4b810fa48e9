"""Onboarding: steps come on their day or once another is done, one message for all, done by one tap, and seen by HR."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from core import discussions, people
from core.db import table
from core.people.models import Person
from tests.company import Member

FIRST_DAY = date(2026, 11, 26)
LABEL = "How far"


def begun(house: SimpleNamespace, **more: object) -> Member:
    """HR begins with our steps; Eva starts on Thursday the 26th, in Support, with Mark. Ingrid is the admin."""
    house.ingrid = house.company.person("Ingrid Brug", house.office, roles=("admin",))
    house.hr.types("/discussions onboarding")
    house.hr.presses("Begin with our steps")
    return house.company.person("Eva Prins", house.support, house.mark, **{"started_on": FIRST_DAY, **more})  # type: ignore[no-any-return]


def moves(house: SimpleNamespace, person: Member, **values: object) -> None:
    house.company.write(
        lambda tx: tx.execute(update(table(Person)).where(table(Person).c.id == person.id).values(**values))
    )


def counted(member: Member, text: str) -> int:
    return sum(text in one.message.letters() for one in member.inbox)


def test_the_first_weeks_from_the_computer_to_what_follows_it(house: SimpleNamespace) -> None:
    """What comes on a day is one message for each; a tap is done; what waited for it comes at once; HR sees how far."""
    eva, company = begun(house), house.company
    company.until(date(2026, 11, 23), 9)
    assert "1 step for Eva Prins, first day Thu 26 Nov" in house.ingrid.last
    assert "Set up the computer and the accounts" in house.ingrid.last
    assert house.mark.sees("Plan the first week"), "five days before, the manager"
    assert not eva.sees("Your first weeks")
    house.mark.presses(
        "Choose a buddy…", on=next(one for one in house.mark.inbox if "starts on" in one.message.summary)
    )
    house.mark.fills_in(buddy="ana")
    house.ana.presses("Yes, I will")
    company.until(FIRST_DAY, 9)
    assert house.ana.sees("Show them round, and have lunch together")
    assert not eva.sees("Try out computer"), "the computer is not there yet"
    house.ingrid.presses("Done")
    assert house.ingrid.sees("Done: 1/1")
    assert eva.sees("Try out computer and accounts"), "at once, when it was done"
    assert "Ana Bakker is the buddy" in eva.last
    eva.presses("Done")
    house.hr.types("/discussions onboarding")
    assert "Eva Prins, first day Thu 26 Nov · 2 of 12 done · 1 waits" in house.hr.last
    house.hr.presses(LABEL)
    assert "✓ Set up the computer and the accounts · Ingrid Brug, Thu 26 Nov" in house.hr.last
    assert (
        "○ Plan the first week, and put a first talk into both calendars · waits for Mark Visser since Sat 21 Nov"
        in house.hr.last
    )
    assert "– It has been a year: say so · Mark Visser, 26 November 2027" in house.hr.last
    company.until(FIRST_DAY + timedelta(days=1), 9)
    assert "Say hello in your team's channel" in eva.last
    assert counted(eva, "Your first weeks") == 2, "one message a day, not one a step"


def test_what_waits_is_one_line_in_the_digest_once_and_stands_on_home(house: SimpleNamespace) -> None:
    begun(house)
    company, ingrid = house.company, house.ingrid
    company.until(date(2026, 11, 21), 20)
    assert counted(ingrid, "Set up the computer") == 0, "a Saturday: nobody is disturbed"
    company.until(date(2026, 11, 23), 9)
    assert counted(ingrid, "Set up the computer") == 1
    assert "1 step for you" in ingrid.opens_home().letters()
    company.until(date(2026, 11, 27), 9)
    told = counted(ingrid, "first day Thu 26 Nov")
    assert told == 2, "once more, in the digest"
    company.until(date(2026, 12, 2), 9)
    assert counted(ingrid, "first day Thu 26 Nov") == told, "and then no more"


def test_t60_a_first_day_that_moves_takes_the_steps_along_and_one_that_never_comes_ends_them(
    house: SimpleNamespace,
) -> None:
    eva, company = begun(house, started_on=date(2026, 11, 30)), house.company
    company.until(date(2026, 11, 23), 9)
    assert house.ingrid.sees("first day Mon 30 Nov")
    assert not house.mark.sees("Plan the first week")
    moves(house, eva, started_on=date(2026, 12, 7))
    company.until(date(2026, 12, 1), 9)
    assert not house.mark.sees("Plan the first week"), "five days before the new day is Wednesday"
    company.until(date(2026, 12, 2), 9)
    assert house.mark.sees("Plan the first week")
    moves(house, eva, left_on=date(2026, 12, 2))
    company.until(date(2026, 12, 3), 9)
    assert counted(house.ingrid, "Eva Prins does not start after all") == 1
    assert house.mark.sees("Eva Prins does not start after all")
    house.mark.types("/discussions onboarding")
    assert "Nothing waits" in house.mark.last
    company.until(date(2026, 12, 8), 9)
    chat = company.chats["slack"]
    assert not chat.visible("finn", chat.channel("support")), "nothing is posted about a withdrawn hire"
    assert not eva.sees("Your first weeks")


def test_t60_without_a_buddy_or_once_they_left_the_manager_does_it_and_without_one_hr(house: SimpleNamespace) -> None:
    eva, company = begun(house), house.company
    company.until(FIRST_DAY, 9)
    assert house.mark.sees("Show them round, and have lunch together")

    def doers(tx: object) -> list[int]:
        new = discussions.arrive(tx, eva.id, FIRST_DAY)  # type: ignore[arg-type]
        step = next(one for one in discussions.steps_of(tx) if one.shipped == "round")  # type: ignore[arg-type]
        return discussions.doers_of(tx, new, step)  # type: ignore[arg-type]

    assert company.write(doers) == [house.mark.id]
    moves(house, house.mark, left_on=date(2026, 11, 20))
    assert company.write(doers) == [house.hr.id]


def test_t60_who_comes_back_after_half_a_year_begins_anew(house: SimpleNamespace) -> None:
    eva, company = begun(house), house.company
    company.until(FIRST_DAY, 9)
    house.ingrid.presses("Done")
    company.write(lambda tx: discussions.arrive(tx, eva.id, FIRST_DAY + timedelta(days=300)))
    number = company.write(lambda tx: discussions.arrive(tx, eva.id, FIRST_DAY + timedelta(days=300)).id)
    assert not any(one.task for one in company.read(lambda tx: discussions.way_of(tx, number)))


def test_t10_only_who_does_it_the_manager_and_hr_say_it_is_done(house: SimpleNamespace) -> None:
    begun(house)
    house.company.until(date(2026, 11, 23), 9)
    chat = house.company.chats["slack"]
    card = next(one for one in house.ingrid.inbox if "Set up the computer" in one.message.letters())
    forwarded = house.company.run(chat.send(chat.dm("joris"), card.message, "forwarded"))
    house.joris.presses("Done", on=chat.posted[forwarded])
    assert "somebody else does it" in house.joris.notice
    house.joris.types("/discussions onboarding")
    assert LABEL not in house.joris.buttons
    ours = house.company.run(chat.send(chat.dm("hans"), card.message, "for hr"))
    house.hr.presses("Done", on=chat.posted[ours])
    late = house.company.run(chat.send(chat.dm("ingrid"), card.message, "late"))
    house.ingrid.presses("Done", on=chat.posted[late])
    assert "done already" in house.ingrid.notice


@pytest.mark.parametrize(("started", "written", "day", "today", "comes"), [
    (0, 0, 5, 5, True), (0, 0, 5, 4, False), (0, 0, 5, 35, True), (0, 0, 5, 36, False),
    (-60, 0, 90, 30, True), (-60, 0, 30, 0, False), (3, 0, -7, 0, True), (0, 20, 10, 20, False), (0, 20, 20, 20, True),
])  # fmt: skip
def test_dated_examples(house: SimpleNamespace, started: int, written: int, day: int, today: int, comes: bool) -> None:
    """Days from a Friday: somebody starts, a step for that day (of theirs) is written, and it is looked at.

    A step comes up to a month late, and to who was here already only if its day was still ahead when it was written.
    """
    zero = date(2026, 11, 20)

    def unit(tx: object) -> bool:
        hans = people.get(tx, house.hr.id)  # type: ignore[arg-type]
        tx.add(Person(name="Eva", team_id=house.support, started_on=zero + timedelta(days=started)))  # type: ignore[attr-defined]
        tx.flush()  # type: ignore[attr-defined]
        tx.now += timedelta(days=written)  # type: ignore[attr-defined]
        number = discussions.write_sequence(tx, hans, 0, "First", "everybody")  # type: ignore[arg-type]
        discussions.put_step(tx, hans, number, 0, "Do it", day, "role:hr", None)  # type: ignore[arg-type]
        return bool(discussions.come(tx, zero + timedelta(days=today)))  # type: ignore[arg-type]

    assert house.company.write(unit) is comes
