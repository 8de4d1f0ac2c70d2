"""Tables in plain text: separated by tabs, drawn with pipes or box characters, aligned, flattened.

A table without markup is accepted only if a caption or its header announces it and its rows
confirm it. Everything else stays prose, which loses no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.plain.aligned_columns import aligned_table, is_header_cell
from indexer.readers.plain.boxed_tables import begins_box, boxed_table
from indexer.readers.plain.braced_headers import begins_braces, braced_table
from indexer.readers.plain.cell_per_line import cell_per_line_table, is_cell
from indexer.readers.plain.flattened_tables import (
    numbered_table,
    restarting_list_table,
    split_cells,
)
from indexer.readers.plain.found_table import FoundTable
from indexer.structure.captions import CAPTION, NOTE
from indexer.structure.characters import is_terminated
from indexer.structure.joining import normalize_spaces
from indexer.structure.table_grid import is_value_cell, table_of_rows
from indexer.structure.unit_lines import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import Layout, SourceLine

_ITEM_HEADERS = ("項次", "編號", "序號", "次序", "項目", "序", "No", "No.")
# Lines between a caption and its table: unit, period, source.
_MOST_LINES_ABOVE = 4
#: Fewest rows of a table with two header rows.
_LEAST_DIVIDED = 3
_ANNOUNCED = re.compile(r"(?:表|統計|一覽|概況)(?:[（(][^）)]*[）)])?$")
_PIPE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")


def find_table(lines: Sequence[SourceLine], at: int, layout: Layout) -> FoundTable | None:
    """The table that begins at the line of index `at`, or None."""
    line = lines[at]
    if "\t" in line.text:
        return _tabbed(lines, at)
    if line.text.startswith("|") and line.text.count("|") > 1:
        return _piped(lines, at)
    if begins_box(line.text):
        return boxed_table(lines, at)
    if begins_braces(line.text):
        return braced_table(lines, at)
    announced = _is_announced(lines, at)
    headers = split_cells(line.text)
    if len(headers) >= 2 and all(is_header_cell(word) for word in headers):
        numbered = headers[0] in _ITEM_HEADERS
        if announced or numbered:
            found = numbered_table(lines, at, headers, layout) if numbered else None
            found = found or aligned_table(lines, at, announced)
            if found is None and len(headers) == 2:
                found = restarting_list_table(lines, at, headers, layout)
            found = found or cell_per_line_table(lines, at, headers)
            if found:
                return found
    if len(line.text.split()) >= (2 if announced else 3):
        found = aligned_table(lines, at, announced)
        if found:
            return found
    if len(headers) == 1 and _may_be_header(line) and (announced or _starts_short_lines(lines, at)):
        return cell_per_line_table(lines, at, None, announced)
    return None


def _may_be_header(line: SourceLine) -> bool:
    """True for a short line other than a caption, unit or note of the table after it."""
    return is_cell(line) and not any(form.match(line.text) for form in (CAPTION, UNIT, NOTE))


def _starts_short_lines(lines: Sequence[SourceLine], at: int) -> bool:
    """True for the first of consecutive short lines."""
    return at == 0 or not _may_be_header(lines[at - 1])


def _is_announced(lines: Sequence[SourceLine], at: int) -> bool:
    """True if a caption precedes the line, directly or before its unit, period and source."""
    for back in range(at - 1, max(-1, at - 1 - _MOST_LINES_ABOVE), -1):
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
        # Tabs in double-spaced text: rows with blank lines between.
        while end < len(lines) and "\t" in lines[end].text and lines[end].gap <= 1:
            rows.append(_cells(lines[end].text, not rows))
            end += 1
    made = table_of_rows(rows) if len(rows) >= 2 else None
    return FoundTable(made, end) if made else None


def _cells(line: str, first: bool) -> list[str]:
    """The cells of a line, without spaces between Han characters. In the corner of the first row a
    space between two terms (國家 年度) stays: it replaces the diagonal."""
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
    header_rows = 1 + _continues_header(rows) if ruled else None
    made = table_of_rows(rows, header_rows=header_rows) if len(rows) >= 2 else None
    return FoundTable(made, end) if made else None


def _continues_header(rows: Sequence[Sequence[str]]) -> bool:
    """True if the row below the rule is a second header row, since pipes cannot write one above it:
    its corner is empty, a header above it continues over an empty slot, it has no value, and the
    rows below it have some."""
    if len(rows) < _LEAST_DIVIDED:
        return False
    first, second, *body = rows
    return (
        not second[0]
        and any(second)
        and any(not above and below for above, below in zip(first[1:], second[1:], strict=False))
        and not any(is_value_cell(cell) for cell in second)
        and any(is_value_cell(cell) for row in body for cell in row[1:])
    )
