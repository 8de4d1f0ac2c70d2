"""Tables drawn with box characters (┌─┬─┐), or with plus signs, hyphens and pipes (+---+).

The lines between two horizontal strokes are one row of wrapped cells, unless they hold several rows
of numbers: numbers never wrap.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.plain.found_table import FoundTable
from indexer.structure.joining import normalize_spaces, separator_between
from indexer.structure.table_grid import table_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import SourceLine

#: First characters of a drawn table.
_CORNERS = "┌┏╔├╭"
#: First characters of a line of a drawn table.
_STROKES = "┌┏╔├│┃║└┗╚┝┣╠╟╭╰"
_LEVEL = "─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╟╢╭╮╯╰╤╧╪╞╡"
_STROKE = re.compile(f"[{_LEVEL}]+")
_STROKE_ONLY = re.compile(rf"^[\s│┃║{_LEVEL}]+$")
_UPRIGHT = re.compile("[│┃║┤├]")
#: +------+------+, as programs print tables.
_TYPED_RULE = re.compile(r"^\+(?:[-=:]{2,}\+)+$")
_TYPED_UPRIGHT = re.compile(r"(?<!\\)\|")
#: A cell that is one number, an empty mark or a share.
_NUMBER = re.compile(r"^[(（△▲▼+\-－]?\s?[0-9０-９][0-9０-９,，.]*\s?[%％]?[)）]?$")


def begins_box(text: str) -> bool:
    """True if a line is the first of a drawn table."""
    return text[0] in _CORNERS or _TYPED_RULE.match(text) is not None


def boxed_table(lines: Sequence[SourceLine], at: int) -> FoundTable | None:
    """The drawn table that begins at the line of index `at`; None for a box around text."""
    is_typed = lines[at].text[0] == "+"
    sections: list[list[list[str]]] = [[]]
    end = at
    while end < len(lines) and lines[end].text[0] in ("+|" if is_typed else _STROKES):
        text = lines[end].text
        if (_TYPED_RULE if is_typed else _STROKE_ONLY).match(text):
            sections.append([])
        else:
            sections[-1].append(_typed_cells(text) if is_typed else _drawn_cells(text))
        end += 1
    rows = [row for section in sections for row in _rows(section)]
    filled = [[normalize_spaces(cell) for cell in row] for row in rows if any(row)]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return None
    made = table_of_rows(filled)
    return FoundTable(made, end) if made else None


def _drawn_cells(text: str) -> list[str]:
    return [_STROKE.sub("", cell).strip() for cell in _UPRIGHT.split(text.strip("│┃║"))]


def _typed_cells(text: str) -> list[str]:
    return [cell.strip() for cell in _TYPED_UPRIGHT.split(text.strip().strip("|"))]


def _rows(section: Sequence[list[str]]) -> list[list[str]]:
    """The rows of the lines between two strokes.

    Where two lines or more have numbers, each of them begins a row, and one without continues the
    row above it; else a line with as many cells as the one above continues it.
    """
    is_counted = sum(_has_number(line) for line in section) > 1
    rows: list[list[str]] = []
    for cells in section:
        begins = _has_number(cells) if is_counted else False
        if rows and len(rows[-1]) == len(cells) and not begins:
            rows[-1] = [
                a + separator_between(a, b) + b if a and b else a or b
                for a, b in zip(rows[-1], cells, strict=True)
            ]
        else:
            rows.append(cells)
    return rows


def _has_number(cells: Sequence[str]) -> bool:
    return any(_NUMBER.match(cell) for cell in cells)
