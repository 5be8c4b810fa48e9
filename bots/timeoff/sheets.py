"""Rows as a CSV or an Excel file that opens as what it is: no cell that somebody typed is ever read as a formula."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

from xlsxwriter import Workbook

Rows = Sequence[Sequence[object]]
FORMULA = re.compile(r"[\s\"'\u200b-\u200f\u2028-\u202e\ufeff]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20\u2212]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(text: str) -> str:
    """The same text, which no spreadsheet reads as a formula, whatever it begins with; NUL and its like are left out."""
    dangerous = FORMULA.match(text) or CONTROL.match(text) or (text[:1].isspace() and text.strip() != "")
    clean = CONTROL.sub("", text)
    return f"'{clean}" if dangerous else clean


def as_csv(rows: Rows) -> bytes:
    """RFC 4180 with a mark that says UTF-8: text in quotes, numbers and days plain."""
    written = io.StringIO(newline="")
    out = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    out.writerows([[_cell(one) for one in row] for row in rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """One sheet a name; numbers are numbers, days are days, and text is text."""
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "constant_memory": False, "strings_to_formulas": False,
                           "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    number = book.add_format({"num_format": "0.00"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows):
            for column, one in enumerate(row):
                if isinstance(one, date):
                    sheet.write_datetime(at, column, one, day)
                elif isinstance(one, (int, float)):
                    sheet.write_number(at, column, one, number)
                else:
                    sheet.write_string(at, column, harmless(str(one)), bold if not at else None)
    book.close()
    return made.getvalue()


def _cell(one: object) -> object:
    if isinstance(one, date):
        return one.isoformat()
    return round(one, 2) if isinstance(one, (int, float)) else harmless(str(one))
