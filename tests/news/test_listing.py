"""How near those who lead are: questions shown, answered, and how soon, of all posts together."""

from datetime import date
from types import SimpleNamespace

import pytest

from core import news, people
from core.news.listing import weekdays_between
from tests.news.conftest import posts


def test_how_near_is_what_everybody_could_count(house: SimpleNamespace) -> None:
    posts(house, place="general")
    asked = [
        house.company.write(lambda tx, one=one: news.ask(tx, people.get(tx, one.id), 1, "Why?"))
        for one in house.crew[:4]
    ]
    for one in asked:
        house.company.write(lambda tx, one=one: news.show(tx, people.get(tx, house.lea.id), one))
    house.company.write(lambda tx: news.answer(tx, people.get(tx, house.lea.id), asked[0], "So."))
    house.company.write(lambda tx: news.answer(tx, people.get(tx, house.lea.id), asked[1], "Not now.", declined=True))
    house.company.until(date(2026, 12, 1), 9)
    house.company.write(lambda tx: news.answer(tx, people.get(tx, house.lea.id), asked[2], "Late."))
    house.ana.types("/news")
    assert "4 questions were shown to all in the last 90 days." in house.ana.last
    assert "Answered: 2, 1 of them within five working days. Not answered, with a reason: 1." in house.ana.last


@pytest.mark.parametrize(("first", "last", "days"), [(20, 20, 0), (20, 23, 1), (20, 27, 5), (21, 22, 0), (23, 30, 5)])
def test_weekdays_between(first: int, last: int, days: int) -> None:
    assert weekdays_between(date(2026, 11, first), date(2026, 11, last)) == days
