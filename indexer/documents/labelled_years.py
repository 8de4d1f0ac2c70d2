"""Years that a table writes as bare numbers: 97 below or beside the header 年度.

A reader types 97年度 for such a row. Its terms are kept with those of the headers, so that the row
is found by them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.model import Cell

#: A bare year of the Republic (40 to 199) or of the common era (1900 to 2099).
_YEAR = re.compile(r"\s*((?:[4-9]\d|1\d\d)|(?:19|20)\d\d)\s*")
#: A header that says that the numbers below or beside it are years.
_HEADER = re.compile(r"年\s*度|年\s*別|年\s*份|^\s*年\s*$|學\s*年")


def labelled_years(text: str, cells: Sequence[Cell]) -> Iterator[str]:
    """Yield the years of a table row as they are said (97年度, 97學年度): those of its cells under
    a header of years, and those of its headers where the first column is headed so."""
    for cell in cells:
        yield from _said(text[cell.start : cell.end], cell.column)
    corner = cells[0].column if cells else ()
    for cell in cells[1:]:
        for header in cell.column:
            yield from _said(header, corner)
    for cell in cells:
        for label in cell.row:
            yield from _said(label, corner)


def _said(text: str, headers: Sequence[str]) -> Iterator[str]:
    year = _YEAR.fullmatch(text)
    if year and any(map(_HEADER.search, headers)):
        unit = "學年度" if any("學年" in header for header in headers) else "年度"
        yield year[1] + unit
