"""The text of a table cell: its lines joined where one continues on the next."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.line_breaks import CLOSING, unit_width
from indexer.readers.pdf.tables.options import CELL_TEXT
from indexer.readers.pdf.tables.rows import TextRow, rows_of
from indexer.structure.characters import OPENERS
from indexer.structure.divided_numbers import is_number_divided, without_gaps
from indexer.structure.joining import normalize_spaces, separator_between
from indexer.structure.list_markers import marker
from indexer.structure.table_grid import is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

#: A number as it is written correctly, with its sign, and the parts of one that is divided.
_WHOLE = re.compile(
    r"[（(]?[-+–－−△▲▽▼]?\s?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:[.．][0-9]+)?[%％]?[）)]?"
)
_PART = re.compile(r"[（(]?[-+–－−△▲▽▼]?\s?[0-9,，.．]+[%％]?[）)]?")
_AT_SEPARATOR = re.compile(r"^[,，.．][0-9]|[0-9][,，.．]$")
_WHOLE_NUMBER = re.compile(r"(?:\d{4,}|\d{1,3}(?:[,，]\d{3})+)(?:[.．]\d+)?[%％]?$")


def join_cell(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell whose sides are `width` points apart. Wrapped lines are joined; a line
    that does not continue on the next keeps its line feed."""
    if len(lines) == 1:
        return _line_text(lines[0].text)
    text = ""
    before: TextRow = []
    room = room_of(lines, width)
    rows = rows_of(lines)
    hanging = _has_hanging_indent(rows)
    whole = [without_gaps(_row_text(row)) for row in rows]
    if is_one_number(whole):
        return normalize_spaces("".join(whole))
    for row, piece in zip(rows, whole, strict=True):
        if not text:
            text = piece
        elif _is_broken(before, row, room, text, piece, rows[0][0].x0 if hanging else None):
            text += separator_between(text, piece) + piece
        else:
            text += "\n" + piece
        before = row
    return _normalized(text)


@lru_cache(maxsize=4096)
def _line_text(text: str) -> str:
    """The text of a cell of one line, as most are; a table is asked for its cells several times."""
    return _normalized(without_gaps(text))


def _normalized(text: str) -> str:
    return "\n".join(normalize_spaces(part) for part in text.split("\n"))


def is_one_number(pieces: Sequence[str]) -> bool:
    """True if the lines of a cell are one number that its narrow column divides: together they
    are written correctly, and some of them are not (12,34⏎5)."""
    if len(pieces) < 2 or not all(map(_PART.fullmatch, pieces)):
        return False
    parted = any(_WHOLE.fullmatch(piece) is None for piece in pieces)
    return parted and _WHOLE.fullmatch("".join(pieces)) is not None


def is_part(text: str) -> bool:
    """True for a part of a number that is divided at its separator: it begins or ends with one."""
    return _PART.fullmatch(text) is not None and bool(_AT_SEPARATOR.search(text))


def _row_text(row: TextRow) -> str:
    """The text of lines on one baseline, with a space between two of them; none in a number."""
    text = row[0].text
    for line in row[1:]:
        divided = is_number_divided(text, line.text, bare=False)
        text += line.text if divided else (separator_between(text, line.text) or " ") + line.text
    return text


def continues_below(above: Sequence[TextLine], below: Sequence[TextLine], width: float) -> bool:
    """True if the last line of a cell, `width` points wide, is full, so that its text continues
    in the cell `below` a page break."""
    if not above or not below:
        return False
    last, first = rows_of(above)[-1], rows_of(below)[0]
    room = room_of([*above, *below], width)
    return _is_broken(last, first, room, last[-1].text, first[0].text)


def room_of(lines: Sequence[TextLine], width: float) -> float:
    """The width that text has in a cell: without the least padding on both sides, and at least
    what its longest line takes."""
    longest = max((line.width for line in lines), default=0.0)
    if not width:
        return longest
    least, most = CELL_TEXT.least_padding, CELL_TEXT.most_padding
    return min(width - 2 * least, max(longest, width - 2 * most))


def _has_hanging_indent(rows: Sequence[TextRow]) -> bool:
    """True if the lines of a cell are items with their numbers at one x, and the other lines
    further to the right, at one x too."""
    if len(rows) < 2:
        return False
    first = rows[0][0]
    near = CELL_TEXT.same_indent * first.size
    inner = [row[0].x0 for row in rows if row[0].x0 - first.x0 > near]
    numbered = [row[0] for row in rows if row[0].x0 - first.x0 <= near]
    return (
        bool(inner)
        and max(inner) - min(inner) < near
        and all(first.x0 - line.x0 < near and marker(line.text) for line in numbered)
    )


def _is_broken(
    before: TextRow, row: TextRow, room: float, text: str, piece: str, left: float | None = None
) -> bool:
    """True if a line of a cell ended because the cell was full. `left` is where the room for the
    line begins if that is left of its text."""
    used = before[-1].x1 - (before[0].x0 if left is None else left)
    last = text.rpartition("\n")[2]
    if is_number_divided(last, piece, bare=False):
        return True
    if is_numeric(last) and is_numeric(piece):
        # A number is broken only where it is too long for the cell.
        full = room - used < CELL_TEXT.number_room * row[0].size and len(piece) <= len(last)
        return full and _WHOLE_NUMBER.match(last + piece) is not None
    if piece[0] in CLOSING or last[-1] in OPENERS:
        return True
    return is_full(used, row, room)


def is_full(used: float, row: TextRow, room: float) -> bool:
    """True if a line that `used` so many points of its `room` had none for the first unit of the
    next `row`."""
    needed = max(unit_width(row[0]), row[0].size) + CELL_TEXT.slack * row[0].size
    return room - used < needed
