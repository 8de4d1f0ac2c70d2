"""Tables for spreadsheets: CSV that Excel reads as UTF-8, without formulas.

A spreadsheet evaluates a cell that begins with = + - or @, takes page 3-1 for a day in March, and
rounds a number of more than 15 digits. Such texts get an apostrophe before them, which marks text;
numbers that this program wrote stay numbers, and ISO dates dates.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | Decimal | None

#: Without the byte order mark Excel takes the file for Big5.
_BOM = "\ufeff"
#: The beginning of a formula, full-width forms too, after white space that programs skip.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
#: Texts that Excel changes: days without a year or with it last (3-1, 1/2/2024), more digits than a
#: number there has, zeros before a number, and an exponent (12E5).
_CHANGED = re.compile(
    r"\s*(?:[0-9]{1,2}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?|[0-9]{1,2}[-/][0-9]{3,4}"
    r"|[0-9]{16,}|0[0-9]+|[0-9]+(?:\.[0-9]+)?[Ee][0-9]+)\s*"
)


def lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of the table as CSV (RFC 4180), the names of its columns first."""
    yield _BOM + _line(columns)
    for row in rows:
        yield _line([safe(cell) for cell in row])


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table with its column names as CSV (RFC 4180)."""
    return "".join(lines(columns, rows))


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def safe(cell: Cell) -> str:
    """The text of a cell on one line that no spreadsheet evaluates or changes; "" for None."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, int):
        return str(cell)
    words = " ".join(cell.split()) if "\n" in cell or "\r" in cell or "\t" in cell else cell
    is_read = _FORMULA.match(words) or _FORMULA.match(cell) or _CHANGED.fullmatch(words)
    return f"'{words}" if is_read else words
