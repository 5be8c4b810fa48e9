"""Rows as a CSV or an Excel file that opens as what it is: no cell that somebody typed is ever read as a formula."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

Rows = Sequence[Sequence[object]]
"""The first row is the headings; cells are text, numbers, days, instants in the reader's own zone, or None for empty."""
FORMULA = re.compile(r"[\s\"'\u200b-\u200f\u2028-\u202e\ufeff]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20\u2212]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
TEXT_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def harmless(text: str) -> str:
    """The same text, which no spreadsheet reads as a formula, whatever it begins with; NUL and its like are left out."""
    dangerous = FORMULA.match(text) or CONTROL.match(text) or (text[:1].isspace() and text.strip() != "")
    clean = CONTROL.sub("", text)
    return f"'{clean}" if dangerous else clean


def as_csv(rows: Rows) -> bytes:
    """RFC 4180 with a mark that says UTF-8: text in quotes, numbers and days plain; rounding is the caller's."""
    written = io.StringIO(newline="")
    out = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    out.writerows([[_cell(one) for one in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Mapping[str, Rows], made_at: datetime | None = None) -> bytes:
    """One sheet a name; numbers are numbers, days are days, and text is text. `made_at` stands in its properties."""
    made = io.BytesIO()
    with Workbook(made, TEXT_ONLY) as book:
        if made_at:
            book.set_properties({"created": made_at.replace(tzinfo=None)})
        formats: dict[type, Any] = {kind: book.add_format({"num_format": shown}) for kind, shown in
                   ((datetime, "yyyy-mm-dd hh:mm"), (date, "yyyy-mm-dd"), (float, "0.00"))}  # fmt: skip
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(map(len, rows), default=1) - 1, 16)
            for at, row in enumerate(rows):
                for column, one in enumerate(row):
                    _write(sheet, at, column, one, formats, bold)
    return made.getvalue()


def _write(sheet: Any, at: int, column: int, one: object, formats: Mapping[type, Any], bold: Any) -> None:
    if isinstance(one, (date, datetime)):
        plain = one.replace(tzinfo=None) if isinstance(one, datetime) else one
        sheet.write_datetime(at, column, plain, formats[type(one)])
    elif isinstance(one, (int, float)):
        sheet.write_number(at, column, one, formats.get(type(one)))
    elif one is not None:
        sheet.write_string(at, column, harmless(str(one)), None if at else bold)


def _cell(one: object) -> object:
    if isinstance(one, datetime):
        return one.strftime("%Y-%m-%d %H:%M")
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, (int, float)):
        return one
    return "" if one is None else harmless(str(one))
