"""The red team: whoever has the whole database, our logs and our messages can tie no answer to a person (T40, T41).

The attacker is given more than the files hold: who answered, and in exactly which order. What is sought is anything that
puts the answers in an order too. The same attacker, set on a public round, finds every answer.
"""

import json
import random
import re
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text

from core.privacy import redact
from tests.company import Company
from tests.surveys.conftest import Asked, asked, tap

HEADS, SEED = 60, 20261121


class Snapshot:
    """The database's files as they are on the disk at this moment, taken away to be looked at."""

    def __init__(self, company: Company, folder: Path) -> None:
        if company.db.postgres:
            pytest.skip("this attack reads SQLite's own files")
        source = Path(company.db.url.removeprefix("sqlite:///"))
        folder.mkdir()
        for end in ("", "-wal"):
            if Path(f"{source}{end}").exists():
                shutil.copy(f"{source}{end}", folder / f"stolen.sqlite{end}")
        self.log = folder / "stolen.sqlite-wal"
        self.log_size = self.log.stat().st_size if self.log.exists() else 0
        self.bytes = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
        self.base = sqlite3.connect(folder / "stolen.sqlite")

    def rows(self, statement: str) -> list[tuple]:
        return self.base.execute(statement).fetchall()

    def tables(self) -> list[str]:
        return [name for [name] in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self.rows(f"PRAGMA table_info({table})")]

    def kept_in_order(self, table: str) -> tuple[str, ...]:
        """The order of the rows themselves, where a table has one of its own."""
        [[made]] = self.rows(f"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")
        return () if "WITHOUT ROWID" in made.upper() else ("rowid",)

    def orders_of_answers(self, many: int) -> dict[str, list[int]]:
        """Every column of every table in every order there is, that could be so many answers of 1 to 5."""
        found = {}
        for table in self.tables():
            columns = self.columns(table)
            for column in columns:
                for by in (*self.kept_in_order(table), *columns):
                    values = [row[0] for row in self.rows(f'SELECT "{column}" FROM {table} ORDER BY "{by}"')]
                    for number, told in enumerate([values, *map(_unfolded, values)]):
                        answers = [value for value in told if type(value) is int and 1 <= value <= 5]
                        if len(answers) == len(told) == many:
                            found[f"{table}.{column} by {by} / {number}"] = answers
        return found


def _unfolded(value: object) -> list[int]:
    """A tally, as the answers it counts."""
    try:
        counted = json.loads(str(value))
    except ValueError:
        return []
    if not isinstance(counted, dict) or not set(counted) <= {"-1", *"12345"}:
        return []
    return [int(one) for one, n in counted.items() for _ in range(n) if one != "-1"]


def hits(guess: list[int], truth: list[int]) -> float:
    return sum(one == other for one, other in zip(guess, truth, strict=True)) / len(truth)


def chance(truth: list[int]) -> tuple[float, float]:
    """Between which accuracies 95 of 100 blind guesses lie, that know all the answers but not whose."""
    dice, known = random.Random(SEED), sorted(truth)
    blind = sorted(hits(dice.sample(known, len(known)), truth) for _ in range(4000))
    return blind[100], blind[-101]


def best_attack(stolen: Snapshot, truth: list[int]) -> tuple[float, str]:
    """The best of all orders, read forwards and backwards, against the true order of the people."""
    found = stolen.orders_of_answers(len(truth))
    tries = [(hits(order[::way], truth), name) for name, order in found.items() for way in (1, -1)]
    return max(tries, default=(0.0, "nothing to go by"))


def answers_given(here: Asked, most: int, mode: str) -> list[int]:
    """In a random order of people, each with an answer of their own, seconds to hours apart: the truth."""
    dice = random.Random(SEED)
    here.opens(mode)
    people = dice.sample(here.people, most)
    truth = [dice.choices((1, 2, 3, 4, 5), (1, 2, 3, 3, 2))[0] for _ in people]
    for person, value in zip(people, truth, strict=True):
        here.company.clock.move(timedelta(seconds=dice.randint(1, 600)))
        person.presses(tap(value))
    return truth


@pytest.mark.parametrize("moment", ["while it is open", "after closing"])
def test_no_order_in_the_database_does_better_than_chance_t40(company: Company, tmp_path: Path, moment: str) -> None:
    here = asked(company, heads=HEADS)
    truth = answers_given(here, 45, "anonymous")
    if moment == "after closing":
        here.closes()
    stolen = Snapshot(company, tmp_path / "stolen")
    low, high = chance(truth)
    best, name = best_attack(stolen, truth)
    assert low <= best <= high, f"{name}: {best:.2f} outside {low:.2f} … {high:.2f}"
    assert sorted(best_order(stolen, truth)) == sorted(truth), "the answers themselves are all there"


def best_order(stolen: Snapshot, truth: list[int]) -> list[int]:
    return next(iter(stolen.orders_of_answers(len(truth)).values()))


def test_the_same_attack_finds_every_answer_in_a_public_round(company: Company, tmp_path: Path) -> None:
    here = asked(company, heads=HEADS)
    truth = answers_given(here, 45, "public")
    best, name = best_attack(Snapshot(company, tmp_path / "stolen"), truth)
    assert best == 1.0
    assert name.startswith("surveys_named")


def test_no_earlier_state_of_the_tally_is_left_in_the_files_t40(company: Company, tmp_path: Path) -> None:
    """Two states and who came between them would give an answer away: the log is empty, freed space is overwritten."""
    here = asked(company, heads=HEADS)
    answers_given(here, 31, "anonymous")
    stolen = Snapshot(company, tmp_path / "stolen")
    assert stolen.log_size == 0 or b'{"-1": ' not in stolen.log.read_bytes()
    assert len(re.findall(rb'\{"-1": \d+, "1": ', stolen.bytes)) == 1
    assert b"surveys.answer:" not in stolen.bytes


def test_the_click_leaves_no_key_no_fact_no_job_and_no_mark_of_its_own_t40(company: Company, tmp_path: Path) -> None:
    here = asked(company, heads=8)
    here.opens()
    before = Snapshot(company, tmp_path / "before")
    for person, value in zip(here.people, (1, 2, 3, 4, 5, 0, 3), strict=False):
        company.clock.move(timedelta(seconds=7))
        person.presses(tap(value))
    after = Snapshot(company, tmp_path / "after")
    for table in ("desk_inbound", "desk_fact", "due", "desk_told", "desk_draft"):
        assert after.rows(f"SELECT count(*) FROM {table}") == before.rows(f"SELECT count(*) FROM {table}"), table
    same = "SELECT * FROM {} ORDER BY 1"
    for table in ("desk_live", "people_account", "surveys_participation"):
        assert after.rows(same.format(table)) == before.rows(same.format(table)), table
    assert len({repr(person.inbox[-1].message) for person in here.people[:7]}) == 1


def test_after_closing_nobody_knows_who_took_part(company: Company, tmp_path: Path) -> None:
    here = asked(company, heads=8)
    here.opens()
    here.answers([1, 2, 3, 4, 5, 5])
    here.closes()
    after = Snapshot(company, tmp_path / "after")
    assert after.rows("SELECT count(*) FROM surveys_participation WHERE answered_on IS NOT NULL") == [(0,)]
    cards = after.rows("SELECT DISTINCT hash FROM desk_live WHERE view IN ('surveys.card', 'surveys.nudge')")
    assert len(cards) == 1, "every card looks the same again"


def test_what_was_acknowledged_survives_a_crash_t41(company: Company, tmp_path: Path) -> None:
    here = asked(company)
    here.opens()
    here.people[0].presses("4 🙂")
    left = Snapshot(company, tmp_path / "left")
    [[counts]] = left.rows("SELECT counts FROM surveys_count")
    assert json.loads(counts) == {"-1": 0, "1": 0, "2": 0, "3": 0, "4": 1, "5": 0}


def test_a_reader_in_the_way_stalls_nobody_and_the_log_is_emptied_later(company: Company, tmp_path: Path) -> None:
    here = asked(company)
    here.opens()
    if company.db.postgres:
        pytest.skip("SQLite's log")
    path = Path(company.db.url.removeprefix("sqlite:///"))
    log = Path(f"{path}-wal")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM due").fetchone()
    here.people[0].presses("4 🙂")
    assert "Thank you." in here.people[0].last
    assert log.stat().st_size > 0
    reader.execute("COMMIT")
    reader.close()
    company.write(lambda tx: None)
    assert b'{"-1": ' not in log.read_bytes()


def test_what_goes_wrong_is_logged_without_the_answer_t65(here: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    here.opens()
    here.company.write(lambda tx: tx.execute(text("ALTER TABLE surveys_count RENAME TO elsewhere")))
    structlog.configure(processors=[redact, structlog.processors.JSONRenderer()])
    try:
        here.people[0].presses("4 🙂")
    finally:
        structlog.reset_defaults()
    assert "Something went wrong on our side" in here.people[0].notice
    said = capsys.readouterr().out
    assert '"name": "surveys.answer"' in said
    assert not re.search(r"surveys\.answer:|Bas|4 🙂|value", said)
    assert not here.company.read(
        lambda tx: tx.execute(text("SELECT 1 FROM surveys_participation WHERE answered_on IS NOT NULL")).all()
    )
