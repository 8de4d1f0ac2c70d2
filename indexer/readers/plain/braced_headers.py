"""Aligned tables with strokes around the headers over several columns: ------112年------.

Each stroke is as wide as the columns that its header is over, so that positions decide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.plain.aligned_columns import aligned_rows, is_header_cell
from indexer.readers.plain.found_table import FoundTable
from indexer.structure.characters import width
from indexer.structure.table_grid import table_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.readers.plain.lines import SourceLine

_STROKE = "[-─━—=]"
_BRACE = re.compile(rf"{_STROKE}{{2,}}\s*(?P<header>[^\s\-─━—=][^\-─━—=]*?)\s*{_STROKE}{{2,}}")
_BRACES = re.compile(rf"^(?:{_BRACE.pattern.replace('?P<header>', '?:')}\s*)+$")
_RULE = re.compile(rf"^(?:{_STROKE}|\s)+$")
#: A cell: what two columns of blanks separate from the next one.
_CELL = re.compile(r"\S+(?:[ \u3000]\S+)*")
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2


def begins_braces(text: str) -> bool:
    """True for a line of headers between strokes and nothing else."""
    return _BRACES.match(text) is not None


def braced_table(lines: Sequence[SourceLine], at: int) -> FoundTable | None:
    """The table whose upper headers are the line of index `at`; None unless the next line has
    headers under each of them and rows of as many cells follow."""
    if at + 1 >= len(lines):
        return None
    upper = list(_placed(lines[at], _BRACE))
    lower = list(_placed(lines[at + 1], _CELL))
    if len(lower) < _LEAST_COLUMNS or not all(is_header_cell(text) for text, _, _ in lower):
        return None
    first_row, second_row = [], []
    open_: str | None = None
    used = set()
    for text, low, high in lower:
        middle = (low + high) / 2
        over = next((name for name, start, end in upper if start <= middle <= end), None)
        first_row.append(text if over is None else "" if over == open_ else over)
        second_row.append("" if over is None else text)
        open_ = over
        used.add(over)
    if len(used - {None}) != len(upper):
        return None
    first = at + 2
    while first < len(lines) and _RULE.match(lines[first].text):
        first += 1
    rows, end = aligned_rows(lines, first, len(lower))
    if len(rows) < _LEAST_ROWS:
        return None
    made = table_of_rows([first_row, second_row, *rows], header_rows=2)
    return FoundTable(made, end) if made else None


def _placed(line: SourceLine, pattern: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Yield (text, first column, column after the last) of each piece of a line."""
    for found in pattern.finditer(line.text):
        start = line.inset + width(line.text[: found.start()])
        text = found["header"] if "header" in pattern.groupindex else found.group()
        yield text, start, start + width(found.group())
