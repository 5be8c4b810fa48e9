"""Files to take along of rounds in which nobody, one, all alike or all who were asked answered: a table (T48)."""

import csv
import io
import re

from bots.ui import File
from core import people, surveys
from core.surveys import ENPS, SKIPPED, Mode, Wish
from core.surveys.opening import newest
from tests.company import Company
from tests.surveys.conftest import Asked, asked, press

NOT_A_NUMBER = re.compile(rb"\b(?:nan|inf|none|null)\b", re.IGNORECASE)
NOTHING = None
ROUNDS = [
    (1, [], NOTHING),
    (1, [4], NOTHING),
    (1, [SKIPPED] * 7, NOTHING),
    (1, [3] * 7, ["▒", "▒", "100 %"]),
    (1, [5] * 6 + [1], ["▒", "▒", "100 %"]),
    (1, [1, 2, 3, 4, 5, 5, 1], ["3.0", "7", "100 %"]),
    (1, [1, 2, 3, 4, 5, 5], ["3.0", "▒", "more than 28 %"]),
    (ENPS, [10] * 7, ["▒", "▒", "100 %"]),
    (ENPS, [0, 0, 0, 10, 10, 10, 10], ["5.7143", "7", "100 %"]),
]
"""A question, what seven people answered, and the one row: average, answers, response."""


def round_of(here: Asked, question: int, values: list[int], mode: str = Mode.ANONYMOUS.value) -> int:
    """Asked, answered and closed."""
    me = here.company.read(lambda tx: people.get(tx, here.owner.id))
    wish = Wish(question, (here.team,), False, mode)
    number = here.company.write(lambda tx: newest(tx, surveys.start(tx, me, wish)[-1]))
    for person, value in zip(here.people, values, strict=False):
        here.company.write(
            lambda tx, one=person.id, value=value: surveys.answer(tx, people.get(tx, one), number, value)
        )
    here.company.write(lambda tx: surveys.close(tx, number))
    return number


def test_a_file_of_every_kind_of_round_holds_numbers_or_a_mark_t48(company: Company) -> None:
    here = asked(company)
    for question, values, row in ROUNDS:
        number = round_of(here, question, values)
        told = press(here, here.owner, f"surveys.export:{number}")
        if row is NOTHING:
            assert told.notice == "There are no numbers to take along.", values
            continue
        files = {one.name: one.content for one in told.reply.body if isinstance(one, File)}
        assert set(files) == {f"townhall-{number}.csv", f"townhall-{number}.xlsx"}
        written = files[f"townhall-{number}.csv"]
        assert not NOT_A_NUMBER.search(written)
        _head, only = csv.reader(io.StringIO(written.decode("utf-8-sig")))
        assert only[2:] == row, values
    public = round_of(here, 1, [3] * 7, Mode.PUBLIC.value)
    told = press(here, here.owner, f"surveys.export:{public}")
    assert b"3.0,7," in next(one.content for one in told.reply.body if isinstance(one, File))
