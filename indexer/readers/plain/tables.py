"""Tables in plain text: tab-separated, drawn with pipes or strokes, set in columns, flattened.

A table without marks of its own is taken for one only where its caption or its header announces
it and its rows bear it out; anything less certain stays prose, which loses nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.plain.aligned_columns import aligned_table, is_header_cell
from indexer.readers.plain.cell_per_line import cell_per_line_table, is_cell
from indexer.readers.plain.flattened_tables import (
    numbered_table,
    restarting_list_table,
    split_cells,
)
from indexer.readers.plain.found_table import FoundTable
from indexer.structure.captions import CAPTION, NOTE, UNIT
from indexer.structure.characters import is_terminated
from indexer.structure.joining import normalize_spaces, separator_between
from indexer.structure.table_grid import table_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import Layout, SourceLine

_ITEM_HEADS = ("項次", "編號", "序號", "次序", "項目", "序", "No", "No.")
_ANNOUNCED = re.compile(r"(?:表|統計|一覽|概況)(?:[（(][^）)]*[）)])?$")
_CORNERS = "┌┏╔├"
_STROKES = "┌┏╔├│┃║└┗╚┝┣╠╟"
_STROKE = re.compile(r"[─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╟╢]+")
_STROKE_ONLY = re.compile(r"^[\s│┃║─━═┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╟╢]+$")
_UPRIGHT = re.compile(r"[│┃║┤├]")
_PIPE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")


def find_table(lines: Sequence[SourceLine], at: int, layout: Layout) -> FoundTable | None:
    """The table that begins at line `at`, or None."""
    line = lines[at]
    if "\t" in line.text:
        return _tabbed(lines, at)
    if line.text.startswith("|") and line.text.count("|") > 1:
        return _piped(lines, at)
    if line.text[0] in _CORNERS:
        return _boxed(lines, at)
    announced = _is_announced(lines, at)
    heads = split_cells(line.text)
    if len(heads) >= 2 and all(is_header_cell(word) for word in heads):
        numbered = heads[0] in _ITEM_HEADS
        if announced or numbered:
            found = numbered_table(lines, at, heads, layout) if numbered else None
            found = found or aligned_table(lines, at, announced)
            if found is None and len(heads) == 2:
                found = restarting_list_table(lines, at, heads, layout)
            found = found or cell_per_line_table(lines, at, heads)
            if found:
                return found
    if len(line.text.split()) >= (2 if announced else 3):
        found = aligned_table(lines, at, announced)
        if found:
            return found
    if len(heads) == 1 and _may_head(line) and (announced or _begins_cells(lines, at)):
        return cell_per_line_table(lines, at, None, announced)
    return None


def _may_head(line: SourceLine) -> bool:
    """True for a short line that is no caption, unit or note of the table behind it."""
    return is_cell(line) and not any(form.match(line.text) for form in (CAPTION, UNIT, NOTE))


def _begins_cells(lines: Sequence[SourceLine], at: int) -> bool:
    """True for the first of a run of short lines."""
    return at == 0 or not _may_head(lines[at - 1])


def _is_announced(lines: Sequence[SourceLine], at: int) -> bool:
    """True when a caption stands right above, or with only unit, period and source between."""
    for back in range(at - 1, max(-1, at - 5), -1):
        text = lines[back].text
        if CAPTION.match(text) or (_ANNOUNCED.search(text) and not is_terminated(text)):
            return True
        if not (UNIT.match(text) or NOTE.match(text) or text[0] in "（("):
            return False
    return False


def _tabbed(lines: Sequence[SourceLine], at: int) -> FoundTable | None:
    rows: list[list[str]] = []
    end = at
    while end < len(lines) and "\t" in lines[end].text and (end == at or lines[end].gap == 0):
        rows.append(_cells(lines[end].text, not rows))
        end += 1
    if len(rows) < 2:
        # Tabs in double-spaced dumps: rows with blank lines between.
        while end < len(lines) and "\t" in lines[end].text and lines[end].gap <= 1:
            rows.append(_cells(lines[end].text, not rows))
            end += 1
    made = table_of_rows(rows) if len(rows) >= 2 else None
    return FoundTable(made, end) if made else None


def _cells(line: str, first: bool) -> list[str]:
    """The cells of a line. Spaces between Han characters are wraps; in the first row's corner
    one between two terms (國家 年度) stands for the diagonal."""
    texts = line.split("\t")
    cells = [normalize_spaces(text) for text in texts]
    if first and len(texts[0].split()) == 2:
        cells[0] = " ".join(texts[0].split())
    return cells


def _piped(lines: Sequence[SourceLine], at: int) -> FoundTable | None:
    rows: list[list[str]] = []
    ruled = False
    end = at
    while end < len(lines) and lines[end].text.startswith("|"):
        text = lines[end].text
        if _PIPE_RULE.match(text):
            ruled = True
        else:
            cells = re.split(r"(?<!\\)\|", text.strip().strip("|"))
            rows.append([normalize_spaces(cell.replace("\\|", "|")) for cell in cells])
        end += 1
    made = table_of_rows(rows, header_rows=1 if ruled else None) if len(rows) >= 2 else None
    return FoundTable(made, end) if made else None


def _boxed(lines: Sequence[SourceLine], at: int) -> FoundTable | None:
    """A table drawn with strokes: lines between two strokes are one row, their pieces between
    the uprights belong to its cells one under the other. None for a single frame."""
    rows: list[list[str]] = [[]]
    end = at
    while end < len(lines) and lines[end].text[0] in _STROKES:
        text = lines[end].text
        if _STROKE_ONLY.match(text):
            rows.append([])
        else:
            cells = [_STROKE.sub("", cell).strip() for cell in _UPRIGHT.split(text.strip("│┃║"))]
            row = rows[-1]
            if row and len(row) == len(cells):
                rows[-1] = [
                    a + separator_between(a, b) + b for a, b in zip(row, cells, strict=True)
                ]
            elif row:
                rows.append(cells)
            else:
                rows[-1] = cells
        end += 1
    filled = [[normalize_spaces(cell) for cell in row] for row in rows if any(row)]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return None
    made = table_of_rows(filled)
    return FoundTable(made, end) if made else None
