"""Tables for spreadsheets: CSV that Excel reads as UTF-8 and that no cell can turn into a formula.

A spreadsheet runs a cell that begins with = + - or @. Such words get an apostrophe before them,
which spreadsheets take as "this is text"; numbers that this program wrote stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | int | Decimal | None

#: Without the mark of byte order Excel takes the file for Big5.
_BOM = "\ufeff"
#: What a formula may begin with, full-width forms too, after white space that programs skip.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return _BOM + out.getvalue()


def safe(cell: Cell) -> str:
    """The words of a cell on one line, harmless to a spreadsheet; nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, int):
        return str(cell)
    words = " ".join(cell.split()) if "\n" in cell or "\r" in cell or "\t" in cell else cell
    return f"'{words}" if _FORMULA.match(words) or _FORMULA.match(cell) else words


def download(text: str, name: str) -> Response:
    """The table as a file `name`."""
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
