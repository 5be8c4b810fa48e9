"""A file with people as an HR system exports it, read into rows, with every problem at its row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice

from core.people.columns import DATES, BrokenOff, Columns, find_delimiter, first_record, is_blank, records, understand
from core.people.decoding import decode
from core.people.rows import RowReader
from core.people.sheet import Problem, Row, Sheet, Unreadable
from core.people.written_dates import Order, order_shown, settle_order
from core.words import _, ngettext

__all__ = ["MOST_ROWS", "Problem", "Row", "Sheet", "read"]

MOST_ROWS = 200_000


def read(content: bytes, *, today: date) -> Sheet:
    """What the file says; never raises: a file that can't be read at all is a Sheet with one problem.

    `today` only bounds the dates that can be meant.
    """
    try:
        text, encoding = decode(content)
    except Unreadable as refusal:
        return Sheet(problems=(Problem(None, None, str(refusal)),))
    delimiter, text = find_delimiter(text)
    number, header = first_record(text, delimiter)
    if not number:
        broken = _("The first row can't be read: a quotation mark is not closed. Correct it and try again.")
        return Sheet(problems=(Problem(1, None, broken),), delimiter=delimiter, encoding=encoding)
    columns = understand(number, header)
    if columns.problems:
        return Sheet(
            problems=tuple(columns.problems),
            notes=tuple(columns.notes),
            delimiter=delimiter,
            encoding=encoding,
            headings=columns.headings,
        )
    if _is_too_long(text, delimiter, number):
        limit = _("The file has more than {most} people. Split it and import the parts.").format(most=MOST_ROWS)
        return Sheet(problems=(Problem(None, None, limit),), delimiter=delimiter, encoding=encoding)
    problems, orders = _settle_orders(text, delimiter, number, columns)
    reader = RowReader(columns, delimiter, orders, today)
    reader.problems += problems
    rows: list[Row] = []
    try:
        for row_number, cells in _people(text, delimiter, number):
            row = reader.read(row_number, cells)
            rows += [row] if row else []
    except BrokenOff as stop:
        broken = _("Reading stopped here. A quotation mark is not closed, or stands in the middle of a cell.")
        reader.problem(stop.row, None, broken)
    if not rows and not reader.problems:
        reader.problems.append(
            Problem(None, None, _("There is nobody in this file, only headings. Export the list again."))
        )
    return Sheet(
        rows=tuple(rows),
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.row or 0)),
        notes=(*columns.notes, *_spread_note(rows, columns)),
        delimiter=delimiter,
        encoding=encoding,
        headings=columns.headings,
    )


def _people(text: str, delimiter: str, header_row: int) -> Iterator[tuple[int, list[str]]]:
    """The rows below the headings that are not blank."""
    for number, cells in records(text, delimiter):
        if number > header_row and not is_blank(cells):
            yield number, cells


def _is_too_long(text: str, delimiter: str, header_row: int) -> bool:
    with suppress(BrokenOff):
        return next(islice(_people(text, delimiter, header_row), MOST_ROWS, None), None) is not None
    return False


def _settle_orders(
    text: str, delimiter: str, header_row: int, columns: Columns
) -> tuple[list[Problem], dict[str, Order | None]]:
    """Per column of dates: is the day or the month first? A column that does both is a problem."""
    places = {meaning: columns.places[meaning] for meaning in DATES if meaning in columns.places}
    seen: dict[str, dict[Order, int]] = {meaning: {} for meaning in places}
    problems: list[Problem] = []
    orders: dict[str, Order | None] = {}
    # Where the file breaks off is told by the reading itself.
    with suppress(BrokenOff):
        for number, cells in _people(text, delimiter, header_row) if places else ():
            for meaning, place in places.items():
                order = order_shown(cells[place]) if place < len(cells) else None
                if order:
                    seen[meaning].setdefault(order, number)
    for meaning, own in seen.items():
        orders[meaning] = settle_order(own, [order for other in seen.values() for order in other], columns.dutch)
        if len(own) > 1:
            words = _("Row {day_first} puts the day first and row {month_first} the month. Write all dates year first.")
            message = words.format(day_first=own[Order.DAY_FIRST], month_first=own[Order.MONTH_FIRST])
            problems.append(Problem(max(own.values()), columns.headings[meaning], message))
            orders[meaning] = Order.DAY_FIRST
    return problems, orders


def _spread_note(rows: Sequence[Row], columns: Columns) -> list[Problem]:
    evenly = sum(row.even for row in rows)
    if not evenly:
        return []
    words = ngettext(
        "{count} person has weekly hours without a pattern. They are spread evenly over Monday to Friday.",
        "{count} people have weekly hours without a pattern. They are spread evenly over Monday to Friday.",
        evenly,
    )
    return [Problem(None, columns.headings["weekly"], words.format(count=evenly))]
