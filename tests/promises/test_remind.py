"""Reminders: two days before, on the day, once a week when it has passed; never after it has changed."""

from datetime import date
from types import SimpleNamespace

from core import people, promises
from core.people.models import Person
from tests.promises.test_promise import promised


def card_count(person: object) -> int:
    return sum("promised something" in one.message.summary for one in person.inbox)  # type: ignore[attr-defined]


def test_on_the_day_the_owner_gets_the_card(office: SimpleNamespace) -> None:
    promised(office)
    before = card_count(office.ana)
    office.company.until(date(2026, 12, 3), 10)
    assert card_count(office.ana) == before, "two days before is a line in the digest"
    assert office.ana.sees("For you on")
    office.company.until(date(2026, 12, 4), 10)
    assert card_count(office.ana) == before + 1


def test_past_its_day_it_shows_as_late_and_asks_once_a_week(office: SimpleNamespace) -> None:
    promised(office)
    office.company.until(date(2026, 12, 5), 10)
    assert "late: its day was yesterday" in office.ana.inbox[0].message.letters()
    lines = office.company.read(lambda tx: len([one for one in _asked(tx) if one == "late"]))
    office.company.until(date(2026, 12, 20), 10)
    assert office.company.read(lambda tx: len([one for one in _asked(tx) if one == "late"])) == lines + 2


def _asked(tx: object) -> list[str]:
    from sqlalchemy import select

    from core.jobs import Due

    return [key.split(":")[3] for key in tx.execute(select(Due.key)).scalars() if key.startswith(promises.REMIND)]  # type: ignore[attr-defined]


def test_a_kept_promise_reminds_nobody(office: SimpleNamespace) -> None:
    promised(office)
    office.ana.presses("Kept")
    before = len(office.ana.inbox)
    office.company.until(date(2026, 12, 8), 10)
    assert len(office.ana.inbox) == before


def test_a_new_day_has_reminders_of_its_own(office: SimpleNamespace) -> None:
    promised(office)
    office.company.write(
        lambda tx: promises.move(tx, people.get(tx, office.ana.id), 1, 1, date(2026, 12, 11), "Supplier")
    )
    before = card_count(office.ana)
    office.company.until(date(2026, 12, 4), 10)
    assert card_count(office.ana) == before
    office.company.until(date(2026, 12, 11), 10)
    assert card_count(office.ana) == before + 1


def test_when_the_owner_has_left_whoever_wrote_it_down_is_asked(office: SimpleNamespace) -> None:
    promised(office)
    office.company.write(lambda tx: setattr(tx.get(Person, office.ana.id), "left_on", date(2026, 11, 25)))
    office.company.until(date(2026, 12, 4), 10)
    assert office.boss.sees("Ana Bakker promised something")


def test_home_says_what_is_due_and_late(office: SimpleNamespace) -> None:
    promised(office)
    assert "promise" not in office.ana.opens_home().letters()
    office.company.until(date(2026, 11, 30), 10)
    assert "1 promise of yours is due this week" in office.ana.opens_home().letters()
    office.company.until(date(2026, 12, 6), 10)
    assert "1 promise of yours is late" in office.ana.opens_home().letters()
