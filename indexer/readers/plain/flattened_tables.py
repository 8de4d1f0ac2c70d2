"""Tables that a text extractor flattened: their cells became words of a line, or lines.

Two forms are recognised by features that prose lacks: consecutively numbered items below a header
of item numbers (項次), and lists that restart at 1 in every row.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from indexer.readers.plain.found_table import FoundTable
from indexer.structure.captions import CAPTION, NOTE
from indexer.structure.characters import HAN, is_terminated
from indexer.structure.joining import normalize_spaces, separator_between
from indexer.structure.list_markers import marker, ordinal
from indexer.structure.table_grid import table_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.plain.lines import Layout, SourceLine

_WORD_GAP = re.compile(rf"(?<=[{HAN}）)])[ \u3000]+(?=[{HAN}（(])")
_ITEM = re.compile(r"^([一二三四五六七八九十]{1,3}|[0-9]{1,3})[.、]?\s+(?=\S)")
#: The word at the front of a statement, before its number: 使用者 1,204 人.
_OPENER = re.compile(rf"[{HAN}]{{2,8}}(?=[ \u30000-9])")
_QUANTITY_END = re.compile(rf"[0-9]\s*[{HAN}％%]{{1,4}}(?:[（(][{HAN}]{{1,2}}(?=[）)]))?[）)]?$")
#: Share of common characters above which two statements are alike with their parties exchanged.
_ALIKE = 0.8
# Columns of a cell on a line of its own.
_LONGEST_CELL = 24
# Lines of one numbered item; lines examined for white space at their ends.
_LONGEST_ITEM, _SAMPLE = 30, 100
# Rank of 1. among list markers: lower ranks number sections of the text, not rows.
_ITEM_RANK = 90
# A line is prose if it ends within so many columns of the right edge, or is so many times as wide
# as the table's widest line, once the table has more than so many lines.
_EDGE_MARGIN, _MUCH_WIDER, _FEW_LINES = 4, 1.5, 3


def split_cells(text: str) -> list[str]:
    """The cells of a line, separated by two spaces or more, else by one between Han characters."""
    wide = [part for part in re.split(r"[ \u3000]{2,}", text) if part]
    return wide if len(wide) > 2 else [part for part in _WORD_GAP.split(text) if part]


def numbered_table(
    lines: Sequence[SourceLine], at: int, headers: Sequence[str], layout: Layout
) -> FoundTable | None:
    """A table whose rows begin with 一, 二, 三 …: the item number and the first cells are on the
    first line, the others on the lines below, where a line of white space is an empty cell."""
    end = at + 1
    items: list[tuple[str, list[str]]] = []
    wraps: list[list[int]] = []
    expected = 1
    marked = layout.endings and _marks_ends(lines, at)
    while end < len(lines):
        found = _ITEM.match(lines[end].text)
        if not found or ordinal(found[1]) != expected:
            break
        last = end + 1
        while last < len(lines) and not _next_item(lines[last], expected + 1):
            paged = lines[last].starts_page and _item_follows(lines, last, expected + 1)
            if not paged and _leaves_table(lines, last, layout, at):
                break
            last += 1
        is_last = not (last < len(lines) and _next_item(lines[last], expected + 1))
        pieces, taken, wrapped = _statements_of_row(
            lines[end:last], found.end(), layout.spaced, marked, len(headers) if is_last else 0
        )
        if last < len(lines) and lines[last].void:
            pieces.append("")
        items.append((found[1], pieces))
        wraps.append(wrapped)
        end += taken
        expected += 1
        if is_last:
            break
    if len(items) < 2:
        return None
    _separate_names(items, wraps)
    marked_gaps = any("" in pieces for _, pieces in items)
    rows = [
        row for item, pieces in items for row in _item_rows(item, pieces, len(headers), marked_gaps)
    ]
    made = table_of_rows(
        [list(headers), *rows], header_rows=1, header_columns=min(2, len(headers) - 1)
    )
    return FoundTable(made, end) if made else None


def _marks_ends(lines: Sequence[SourceLine], at: int) -> bool:
    """True if white space at a line's end is informative: not every line of the first items has
    it."""
    expected, last = 1, at + 1
    for number in range(at + 1, min(len(lines), at + 1 + _SAMPLE)):
        if _next_item(lines[number], expected):
            expected, last = expected + 1, number
    return not all(line.ended for line in lines[at + 1 : last])


def _separate_names(items: list[tuple[str, list[str]]], wraps: Sequence[Sequence[int]]) -> None:
    """Separate names from a statement joined to them, at the line that begins with a word (使用者
    …) with which the statements of other items begin."""
    openers = [_OPENER.match(pieces[1]) for _, pieces in items if len(pieces) > 1]
    split_cells = [found[0] for found in openers if found]
    known = {word for word in split_cells if split_cells.count(word) >= 2}
    for (_, pieces), starts in zip(items, wraps, strict=True):
        for start in starts:
            opener = _OPENER.match(pieces[0], start)
            if opener and opener[0] in known:
                pieces[:1] = [pieces[0][:start], pieces[0][start:]]
                break


def _next_item(line: SourceLine, number: int) -> bool:
    found = _ITEM.match(line.text)
    return bool(found and ordinal(found[1]) == number)


def _item_follows(lines: Sequence[SourceLine], at: int, number: int) -> bool:
    """True if item `number` begins within `_LONGEST_ITEM` lines, so that the table continues after
    the page break."""
    return any(_next_item(line, number) for line in lines[at : at + _LONGEST_ITEM])


def _leaves_table(lines: Sequence[SourceLine], at: int, layout: Layout, begun: int) -> bool:
    """True if the line follows the table: a note, a heading, a caption, or prose as
    wide as the page or much wider than the table's lines from index `begun` on."""
    line = lines[at]
    widest = max((each.width for each in lines[begun:at]), default=0)
    item = marker(line.text)
    return bool(
        NOTE.match(line.text)
        or CAPTION.match(line.text)
        or (item and item.rank < _ITEM_RANK)
        or line.starts_page
        or (layout.wrapped and line.width >= layout.edge - _EDGE_MARGIN)
        or (at - begun > _FEW_LINES and line.width > max(2 * _LONGEST_CELL, _MUCH_WIDER * widest))
    )


def _statements_of_row(
    lines: Sequence[SourceLine], skip: int, spaced: bool, marked: bool, columns: int
) -> tuple[list[str], int, list[int]]:
    """The statements of one row in order ("" for an empty cell), the number of lines they took, and
    the code-point offsets in the first statement at which further lines begin.

    With `marked`, white space at a line's end ends a statement. `columns` is given for the last
    row, which ends when every column has a statement; it is 0 for the others.
    """
    pieces: list[str] = []
    starts: list[int] = []
    joined = ""
    for number, line in enumerate(lines):
        if line.void and number:
            pieces.append("")
            if columns and len(pieces) >= columns:
                return pieces, number, starts
        text = line.text[skip:] if number == 0 else line.text
        parts = split_cells(text)
        if number and not pieces:
            starts.append(
                len(normalize_spaces(joined + separator_between(joined, parts[0], spaced)))
            )
        for part in parts[:-1]:
            joined += separator_between(joined, part, spaced) + part
            if not _is_open(joined):
                pieces.append(normalize_spaces(joined))
                joined = ""
        joined += separator_between(joined, parts[-1], spaced) + parts[-1]
        if (marked and line.ended) or _is_statement(joined, marked):
            pieces.append(normalize_spaces(joined))
            joined = ""
    if joined:
        pieces.append(normalize_spaces(joined))
    return pieces, len(lines), starts


def _is_open(text: str) -> bool:
    """True if a bracket is not closed."""
    return sum(text.count(c) for c in "（(") > sum(text.count(c) for c in "）)")


def _is_statement(text: str, marked: bool) -> bool:
    """True if the text is a complete cell: brackets are closed, and it ends in a quantity, or in a
    stop where white space does not mark ends."""
    if _is_open(text):
        return False
    return (is_terminated(text) and not marked) or bool(_QUANTITY_END.search(text))


def _are_alike(left: str, right: str) -> bool:
    """True for two statements of one cell, alike but for order: 甲請求乙 5 件 and 乙請求甲 8 件."""
    left_count, right_count = (Counter(re.sub(rf"[^{HAN}]", "", text)) for text in (left, right))
    return 2 * (left_count & right_count).total() >= _ALIKE * (left_count + right_count).total() > 0


def _item_rows(item: str, pieces: list[str], columns: int, gaps_shown: bool) -> list[list[str]]:
    """The rows of one item: its statements distributed over the columns.

    The first statement is the item's name. An empty one ends the row; the rest is a further row of
    the same number. With `gaps_shown` the table marks its empty cells, so that a row without one
    has a last column.
    """
    rows: list[list[str]] = []
    rest = list(pieces)
    while rest:
        name, rest = rest[0], rest[1:]
        if columns <= 2:
            rows.append([item, "\n".join(p for p in (name, *rest) if p)][:columns])
            break
        closes = rest.index("") if "" in rest else None
        if closes is None:
            body, rest = rest, []
            fills = len(body) >= columns - (2 if gaps_shown else 1) and len(body) > 1
            fills = fills and not _are_alike(body[-2], body[-1])
            middle, last = (body[:-1], body[-1]) if fills else (body, "")
        else:
            middle, last, rest = rest[:closes], "", rest[closes + 1 :]
        while rest and not rest[0]:
            rest = rest[1:]
        if columns == 3:
            cells, last = [], "\n".join(part for part in (*middle, last) if part)
        else:
            cells = _spread(middle, columns - 3)
        rows.append([item if not rows else "", name, *cells, last])
    return rows


def _spread(statements: list[str], columns: int) -> list[str]:
    """Statements distributed over the middle columns, one each, the surplus in the last."""
    cells = statements[: columns - 1]
    cells += [""] * (columns - 1 - len(cells))
    return [*cells, "\n".join(s for s in statements[columns - 1 :] if s)]


def restarting_list_table(
    lines: Sequence[SourceLine], at: int, headers: Sequence[str], layout: Layout
) -> FoundTable | None:
    """A table of two columns whose right cells are lists numbered from 1.

    The text before a 1. is the row's label, except for a line directly before it that ends in a
    colon, which introduces the list.
    """
    statements: list[tuple[str, int]] = []  # text, list number or 0
    end = at + 1
    joined, number = "", 0
    while end < len(lines) and not _leaves_table(lines, end, layout, at):
        line = lines[end]
        item = marker(line.text)
        listed = item.value or 0 if item and item.name == "arabic" else 0
        if listed and joined:
            statements.append((normalize_spaces(joined), number))
            joined, number = "", 0
        if listed:
            number = listed
        joined += separator_between(joined, line.text, layout.spaced) + line.text
        finished = line.ended if layout.endings else is_terminated(line.text)
        if finished:
            statements.append((normalize_spaces(joined), number))
            joined, number = "", 0
        end += 1
    if joined:
        statements.append((normalize_spaces(joined), number))
    rows: list[list[str]] = []
    for position, (text, count) in enumerate(statements):
        following = statements[position + 1 : position + 3]
        counts = [n for _, n in following]
        opens = text.endswith(("：", ":"))
        introduced = len(following) == 2 and following[0][0].endswith(("：", ":"))
        labels = not count and (
            (counts[:1] == [1] and not opens) or (introduced and counts[1] == 1)
        )
        if labels:
            rows.append([text, ""])
        elif not rows:
            return None
        else:
            rows[-1][1] += ("\n" if rows[-1][1] else "") + text
    if len(rows) < 2:
        return None
    made = table_of_rows([list(headers), *rows], header_rows=1, header_columns=1)
    return FoundTable(made, end) if made else None
