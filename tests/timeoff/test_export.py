"""Leave for payroll: what a period says, the lock that keeps it, corrections in the next one, and files nobody can booby-trap."""

import csv
import io
import zipfile
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from core import people, timeoff
from core.errors import FieldError, NotAllowed
from core.sheets import as_csv, as_xlsx, harmless
from core.timeoff import Entry, Export, PeriodLocked
from tests.timeoff.rules import as_hr, dutch

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def granted(support: SimpleNamespace, when: str) -> None:
    support.ana.types(f"/timeoff {when}")
    support.ana.presses("Request")
    support.boss.presses("Approve")


def exported(support: SimpleNamespace, days: tuple[date, date]) -> Export:
    return support.company.read(  # type: ignore[no-any-return]
        lambda tx: timeoff.export(tx, people.get(tx, support.hr.id), *days)
    )


def lock(support: SimpleNamespace, days: tuple[date, date]) -> None:
    as_hr(support, lambda tx, hr: timeoff.lock_period(tx, hr, *days))


def taken(support: SimpleNamespace, days: tuple[date, date]) -> list[tuple[str, int, bool]]:
    return [(one.kind, one.minutes, one.late) for one in exported(support, days).taken]


def account(support: SimpleNamespace, days: tuple[date, date]) -> timeoff.Account:
    return next(one for one in exported(support, days).accounts if one.person == support.ana.id)


def test_hr_gets_the_files_and_locks_the_period(support: SimpleNamespace) -> None:
    """T32: files are asked for and locked in chat, by HR alone."""
    granted(support, "24 nov - 25 nov")
    support.hr.types("/timeoff export")
    assert "1 Nov 2026 to 30 Nov 2026" in support.hr.last
    support.hr.presses("CSV")
    rows = list(csv.reader(io.StringIO(support.hr.file("leave-20261101-20261130.csv").decode("utf-8-sig"))))
    assert rows[1][:6] == ["Ana Bakker", "ana.bakker@example.com", "Holiday", "2026-11-24", "2026-11-25", "16.0"]
    support.hr.presses("Excel")
    assert zipfile.ZipFile(io.BytesIO(support.hr.file("leave-20261101-20261130.xlsx"))).testzip() is None
    support.hr.presses("Lock this period")
    assert support.hr.sees("This period is locked")
    support.ana.types("/timeoff export")
    assert "Only HR passes leave on" in support.ana.notice


def test_a_request_over_the_end_is_split_by_date(support: SimpleNamespace) -> None:
    """Rule 13: each part belongs to its own period."""
    granted(support, "27 nov - 2 dec")
    assert taken(support, NOVEMBER) == [("holiday", 16 * 60, False)]
    assert taken(support, DECEMBER) == [("holiday", 16 * 60, False)]
    lock(support, NOVEMBER)
    assert taken(support, DECEMBER) == [("holiday", 16 * 60, False)]


def test_what_changes_after_the_lock_comes_in_the_next_period(support: SimpleNamespace) -> None:
    """A cancelled day returns as a negative row; the locked period says what it said."""
    granted(support, "24 nov - 25 nov")
    lock(support, NOVEMBER)
    before = exported(support, NOVEMBER)
    support.ana.presses("Cancel this leave")
    as_hr(support, lambda tx, hr: timeoff.correct(tx, hr, support.ana.id, 60, "Counted twice"))
    assert exported(support, NOVEMBER) == before
    assert taken(support, DECEMBER) == [("holiday", -16 * 60, True)]
    lock(support, DECEMBER)
    assert taken(support, DECEMBER) == [("holiday", -16 * 60, True)]
    assert taken(support, (date(2027, 1, 1), date(2027, 1, 31))) == []


def test_a_period_begins_with_what_the_one_before_ended_with(support: SimpleNamespace) -> None:
    """Rule 25, also with lines that were written after the lock for days before it."""
    granted(support, "24 nov - 25 nov")
    lock(support, NOVEMBER)
    as_hr(support, lambda tx, hr: timeoff.correct(tx, hr, support.ana.id, 90, "Counted twice"))
    november, december = account(support, NOVEMBER), account(support, DECEMBER)
    assert (november.before, november.added[Entry.USE], november.after) == (116 * 60, -16 * 60, 100 * 60)
    assert (december.before, december.added[Entry.CORRECTION], december.after) == (100 * 60, 90, 100 * 60 + 90)


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        (NOVEMBER, PeriodLocked), ((date(2026, 11, 15), date(2026, 12, 15)), FieldError),
        ((date(2026, 12, 2), date(2026, 12, 31)), FieldError), ((date(2026, 12, 31), date(2026, 12, 1)), FieldError),
        ((date(2026, 12, 1), date(2028, 1, 1)), FieldError),
    ],
)  # fmt: skip
def test_periods_are_locked_in_order_once_and_without_gaps(support: SimpleNamespace, days: Any, refused: Any) -> None:
    lock(support, NOVEMBER)
    with pytest.raises(refused):
        lock(support, days)
    with pytest.raises(PeriodLocked):
        support.company.write(lambda tx: timeoff.open_balance(tx, support.hr.id, date(2026, 11, 30), 60))
    with pytest.raises(NotAllowed):
        support.company.read(lambda tx: timeoff.export(tx, people.get(tx, support.boss.id), *DECEMBER))


def test_leave_that_takes_no_hours_is_passed_on_by_its_type(support: SimpleNamespace) -> None:
    dutch(support)
    support.ana.types("/timeoff")
    support.ana.fills_in(kind="care_short", when="2026-11-23")
    support.ana.presses("Tell")
    support.ana.types("/timeoff sick")
    assert taken(support, NOVEMBER) == [("care_short", 480, False)]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", " =1", '"=1', "'=1", "\uff1d1", "\uff0b1", "\uff0d1",
     "\uff20x", "\u200b=1", "\ufeff=1"],
)  # fmt: skip
def test_no_cell_opens_as_a_formula(text: str) -> None:
    """T32: neutralised in both sorts of file, read back; negative numbers stay numbers."""
    (row,) = csv.reader(io.StringIO(as_csv([[text, -1.5, date(2026, 11, 24)]]).decode("utf-8-sig"), newline=""))
    assert row[0].startswith("'")
    assert row[1:] == ["-1.5", "2026-11-24"]
    inside = zipfile.ZipFile(io.BytesIO(as_xlsx({"Leave": [["Name"], [text, -1.5]]})))
    sheet = inside.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>-1.5</v>" in sheet


@pytest.mark.parametrize("text", ["Ana Bakker", "O'Neill", "Zoë", "3 × 8", "", "a=b"])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
