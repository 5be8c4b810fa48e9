"""Public holidays as HR keeps them: added, moved and taken off in chat, with leave and the team month following both ways."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import calendar, people, timeoff
from core.errors import FieldError, NotAllowed
from core.timeoff import Entry
from tests.timeoff.test_occupancy import grid

WEDNESDAY = date(2026, 11, 25)


def left(support: SimpleNamespace) -> int:
    return int(support.company.read(lambda tx: timeoff.balance_of(tx, support.ana.id)).remaining // 60)


def test_a_day_is_added_moved_and_taken_off_and_leave_follows_each_time(support: SimpleNamespace) -> None:
    """T35, rules 5 and 10: what HR does in chat gives hours back, takes them, and is told to whom it concerns."""
    support.company.write(lambda tx: calendar.seed_holidays(tx, "NL", 2026))
    support.ana.types("/timeoff 24 nov - 27 nov")
    support.ana.presses("Request")
    support.boss.presses("Approve")
    support.boss.types("/occupancy")
    support.hr.types("/timeoff holidays")
    assert "Christmas Day" in support.hr.last
    support.hr.presses("Add a day off…")
    support.hr.fills_in(location="NL", day="2026-11-25", name="Founders' day")
    assert "Wed 25 Nov 2026 is a day off now" in support.hr.last
    assert left(support) == 92
    assert support.ana.sees("This leave now takes 24 hours.")
    assert grid(support.boss, "Ana").count("□") == 3, "the card of the month shows it at once"
    support.noor.types("/verlof feestdagen")
    assert "wo 25 nov 2026 · Founders' day" in support.noor.last
    assert "Dag toevoegen…" not in support.noor.buttons
    support.hr.types("/timeoff holidays")
    support.hr.presses("Move one…")
    support.hr.fills_in(holiday="NL 2026-11-25", day="2026-11-26")
    assert "Moved to Thu 26 Nov 2026" in support.hr.last
    assert left(support) == 92
    assert support.company.read(lambda tx: timeoff.find(tx, 1)).costs == "480,480,0,480"
    support.hr.types("/timeoff holidays")
    support.hr.presses("Take one off…")
    support.hr.fills_in(holiday="NL 2026-11-26")
    assert "is a working day now" in support.hr.last
    assert left(support) == 84
    assert sum(line.minutes for line in _lines(support) if line.entry in (Entry.USE, Entry.RETURN)) == -32 * 60


def _lines(support: SimpleNamespace) -> list[timeoff.Line]:
    return support.company.read(  # type: ignore[no-any-return]
        lambda tx: timeoff.explain(tx, people.get(tx, support.hr.id), support.ana.id)
    )


def test_a_moved_holiday_keeps_its_name_in_every_language(support: SimpleNamespace) -> None:
    """Rule 38: King's Day of 2027 for another day, under its own name."""
    support.company.write(lambda tx: calendar.seed_holidays(tx, "NL", 2027))

    def move(tx: object) -> None:
        hr = people.get(tx, support.hr.id)  # type: ignore[arg-type]
        timeoff.move_day_off(tx, hr, "NL", date(2027, 4, 27), date(2027, 4, 26))  # type: ignore[arg-type]

    support.company.write(move)
    found = support.company.read(lambda tx: calendar.holidays_between(tx, "NL", date(2027, 4, 20), date(2027, 4, 30)))
    assert [(one.day, one.name) for one in found] == [(date(2027, 4, 26), "Koningsdag")]


def test_every_form_opens_in_dutch(support: SimpleNamespace) -> None:
    """A title that is too long in one language would open nothing."""
    support.company.write(lambda tx: calendar.seed_holidays(tx, "NL", 2026))
    eva = support.company.person("Eva Post", support.team, language="nl", roles=("hr",))
    eva.types("/verlof feestdagen")
    for button, title in (("Dag toevoegen…", "Extra vrije dag"), ("Een verplaatsen…", "Feestdag verplaatsen"),
                          ("Een schrappen…", "Toch geen vrije dag")):  # fmt: skip
        eva.presses(button)
        assert eva.form.form.title == title
    eva.types("/verlof werkweek")
    eva.presses("Van iemand wijzigen…")
    assert eva.form.form.title == "Werkweek"


@pytest.mark.parametrize(
    ("who", "location", "day", "name", "refused"),
    [
        ("boss", "NL", WEDNESDAY, "Outing", NotAllowed),
        ("hr", "NL", date(2026, 11, 19), "Yesterday", FieldError),
        ("hr", "NL", date(2026, 12, 25), "Christmas again", FieldError),
        ("hr", "Atlantis", WEDNESDAY, "Flood", FieldError),
        ("hr", "NL", WEDNESDAY, "  ", FieldError),
        # T38: Townhall fetches no calendar; an address is a name that no location has, and nothing is opened.
        ("hr", "https://169.254.169.254/feed.ics", WEDNESDAY, "Feed", FieldError),
        ("hr", "file:///etc/passwd", WEDNESDAY, "Feed", FieldError),
    ],
)
def test_what_is_refused_changes_nothing(
    support: SimpleNamespace, who: str, location: str, day: date, name: str, refused: type[Exception]
) -> None:
    """T38 among others: no address is ever fetched."""
    support.company.write(lambda tx: calendar.seed_holidays(tx, "NL", 2026))

    def known() -> list[calendar.DayOff]:
        span = date(2026, 1, 1), date(2027, 12, 31)
        return support.company.read(  # type: ignore[no-any-return]
            lambda tx: calendar.holidays_between(tx, "NL", *span) + calendar.holidays_between(tx, location, *span)
        )

    before, me = known(), getattr(support, who).id
    with pytest.raises(refused):
        support.company.write(lambda tx: timeoff.add_day_off(tx, people.get(tx, me), location, day, name))
    with pytest.raises((NotAllowed, FieldError)):
        support.company.write(lambda tx: timeoff.move_day_off(tx, people.get(tx, me), location, WEDNESDAY, None))
    assert known() == before
