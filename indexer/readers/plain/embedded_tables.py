"""Tables of other formats inside Markdown: fenced CSV, and HTML elements.

Converters write a table as HTML where it has merged cells, which the pipes of Markdown cannot say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.html

from indexer.readers.plain.csv import csv_blocks
from indexer.structure.blocks import Block, GridCell
from indexer.structure.joining import join_lines
from indexer.structure.spans import OpenSpans, bounded
from indexer.structure.table_grid import table_of_cells
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})\s*(?:csv|tsv)\s*$", re.IGNORECASE)
_BEGIN = re.compile(r"^\s*<table(?:\s[^<>]*)?>", re.IGNORECASE)
_END = re.compile(r"</table\s*>\s*$", re.IGNORECASE)
_TABLE_TAG = re.compile(r"</?table\b", re.IGNORECASE)
#: Tags of a table that holds no other one.
_TAGS_OF_ONE = 2
#: Lines of the longest HTML table that is looked for; it bounds the time for one without an end.
_LONGEST = 5000
#: Columns or rows of the widest span; a larger number is an attack.
_WIDEST_SPAN = 256
_SPACE = re.compile(r"\s+")


def fenced_tables(lines: Sequence[str], at: int) -> tuple[list[Block], int]:
    """(blocks, index after them) of the fence with CSV or TSV that begins at the line of index
    `at`; ([], at) if none begins there, if it has no end or holds no table."""
    opened = _FENCE.match(lines[at])
    if opened is None:
        return [], at
    ends = (n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(opened["mark"]))
    end = next(ends, None)
    blocks = csv_blocks("\n".join(lines[at + 1 : end])) if end is not None else []
    if end is None or not any(block.table for block in blocks):
        return [], at
    return blocks, end + 1


def html_table(lines: Sequence[str], at: int) -> tuple[list[Block], int]:
    """(blocks, index after them) of the HTML table that begins at the line of index `at`: its
    caption, if it has one, and the table. ([], at) if none begins there, if it has no end or
    contains another table."""
    if not _BEGIN.match(lines[at]):
        return [], at
    limit = min(len(lines), at + _LONGEST)
    end = next((n + 1 for n in range(at, limit) if _END.search(lines[n])), None)
    source = "\n".join(lines[at:end])
    if end is None or len(_TABLE_TAG.findall(source)) != _TAGS_OF_ONE:
        return [], at
    element = lxml.html.fragment_fromstring(source)
    cells, header_rows = _cells(element)
    table = table_of_cells(bounded(cells), header_rows)
    if table is None:
        return [], at
    caption = element.find("caption")
    above = _text(caption) if caption is not None else ""
    blocks = [Block(Kind.PARAGRAPH, above)] if above else []
    return [*blocks, Block(Kind.TABLE_ROW, table=table)], end


def _cells(element: Any) -> tuple[list[GridCell], int]:
    """The cells of a table, and the number of its first rows that are headers."""
    cells: list[GridCell] = []
    open_spans = OpenSpans()
    header_rows = 0
    rows = list(element.iter("tr"))
    for at_row, row in enumerate(rows):
        column = 0
        open_spans.begin(at_row)
        own = [cell for cell in row if cell.tag in ("td", "th")]
        for cell in own:
            column = open_spans.free(column)
            across = _span(cell, "colspan")
            down = min(_span(cell, "rowspan"), len(rows) - at_row)
            cells.append(GridCell(_text(cell), at_row, column, down, across))
            open_spans.add(column, across, at_row + down)
            column += across
        is_header = row.getparent().tag == "thead" or (own and all(c.tag == "th" for c in own))
        if is_header and header_rows == at_row:
            header_rows += 1
    return cells, header_rows


def _text(element: Any) -> str:
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    lines = [_SPACE.sub(" ", line).strip() for line in element.text_content().split("\n")]
    return join_lines([line for line in lines if line], spaced=False)[0] if any(lines) else ""


def _span(cell: Any, attribute: str) -> int:
    value = (cell.get(attribute) or "1").strip()
    return min(max(1, int(value)), _WIDEST_SPAN) if value.isdecimal() else 1
