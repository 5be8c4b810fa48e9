"""The public list: everybody sees all that is open and late, one's own and the team's a word away."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import people, promises
from tests.promises.test_promise import promised


def test_everybody_sees_what_is_open(office: SimpleNamespace) -> None:
    promised(office)
    office.joris.types("/promises")
    assert "Ana Bakker · Fri 4 Dec · open" in office.joris.last
    office.joris.on("discord").types("/promises")
    assert "One place for questions" in office.joris.on("discord").last


@pytest.mark.parametrize(
    ("who", "typed", "seen"),
    [("ana", "/promises mine", True), ("joris", "/promises mine", False), ("noor", "/beloftes team", True),
     ("joris", "/promises team", False), ("joris", "/promises late", False), ("boss", "/promises mine", True)],
)  # fmt: skip
def test_a_word_chooses_the_list(office: SimpleNamespace, who: str, typed: str, seen: bool) -> None:
    promised(office)
    person = getattr(office, who)
    person.types(typed)
    assert ("One place for questions" in person.last) is seen


def test_the_buttons_turn_the_list_in_place(office: SimpleNamespace) -> None:
    for number in range(7):
        office.company.write(
            lambda tx, number=number: promises.make(
                tx, people.get(tx, office.ana.id), office.ana.id, f"Thing {number}", date(2026, 12, 1 + number)
            )
        )
    office.joris.types("/promises")
    assert "Thing 4" in office.joris.last
    assert "Thing 5" not in office.joris.last
    office.joris.presses("2 more")
    assert "Thing 6" in office.joris.last
    office.joris.presses("Late")
    assert "Nothing here" in office.joris.last


def test_what_is_late_says_so(office: SimpleNamespace) -> None:
    promised(office)
    office.company.until(date(2026, 12, 7), 10)
    office.joris.types("/promises late")
    assert "late: its day was 3 days ago" in office.joris.last
