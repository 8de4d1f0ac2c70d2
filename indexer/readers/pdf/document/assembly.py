"""From the pages of a PDF to one reading: the text in order, tables and footnotes in place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from indexer.readers.common.type_headings import DISPLAY, LONGEST_HEADING, TITLE
from indexer.readers.pdf.document.reading_order import Unit, units_of
from indexer.readers.pdf.document.running_elements import take_furniture
from indexer.readers.pdf.layout.footnotes import (
    Note,
    make_notes,
    marks_in,
    split_notes,
    under_strokes,
    without_marks,
)
from indexer.readers.pdf.layout.paragraphs import Paragraph
from indexer.readers.pdf.layout.text_boxes import holds
from indexer.readers.pdf.layout.text_columns import Column, columns, usual_gutter
from indexer.readers.pdf.layout.text_rows import Row, set_edges
from indexer.readers.pdf.source.geometry import Frame, TextLine, around
from indexer.readers.pdf.tables.continuation import TablePiece, to_block_table
from indexer.readers.pdf.tables.detection import plain_tables
from indexer.structure.blocks import Block
from indexer.structure.captions import CAPTION, attach_captions
from indexer.structure.characters import is_terminated
from indexer.structure.joining import (
    is_spaced,
    normalize_heading_spaces,
    normalize_spaces,
    separator_between,
)
from indexer.structure.list_markers import bullet_length, marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.tables.cells import PageTable

_CONTENTS = re.compile(r"^[圖表]?\s*目\s*[錄次]$")


@dataclass(slots=True)
class _Text:
    """What is known of the whole document while its blocks are made; `last` is the last column
    that was looked at."""

    frames: dict[int, Frame]
    labels: dict[int, str | None]
    known: dict[int, set[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    body: float = 12.0
    body_bold: bool = False
    spaced: bool = False
    last: Column | None = None


def blocks_of(parts: Sequence[PagePart]) -> list[Block]:
    """The blocks of the pages that were read, in reading order."""
    printed = take_furniture(parts)
    text = _Text(
        frames={part.number: part.frame for part in parts},
        labels={part.number: _label(part, printed.get(part.number)) for part in parts},
    )
    _measure(parts, text)
    flow: list[Column] = []
    known = usual_gutter([part.lines for part in parts])
    for part in parts:
        flow += _columns(part, text, known)
    _clear_cell_marks(flow, text)
    set_edges(flow, {part.number: part.size for part in parts})
    units = units_of(flow, parts)
    titles = _titles(units, text)
    made: list[Block] = []
    for unit in units:
        made += _blocks(unit, text, titles)
    return _with_leftover_notes(attach_captions(made), text)


def _label(part: PagePart, printed: str | None) -> str | None:
    label = printed or part.label
    return None if label is None or label == str(part.number) else label


def _measure(parts: Sequence[PagePart], text: _Text) -> None:
    """The size of the body's type, whether it is bold, and how it sets digits."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for part in parts:
        for line in part.lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
            bold[line.bold] += len(line.text)
    if sizes:
        text.body = max(sizes, key=lambda size: (sizes[size], size))
        text.body_bold = bold[True] > bold[False]
    sample = [line.text for part in parts[:40] for line in part.lines]
    text.spaced = is_spaced("\n".join(sample))


def _columns(part: PagePart, text: _Text, known: float | None) -> list[Column]:
    """The columns of a page without its footnotes, with its unruled tables found."""
    boxed, free = _boxed(part)
    upright = [line for line in free if line.turn == 0]
    # Notes under all columns, unless text of a column stands beside them.
    rest, notes = under_strokes(upright, part.strokes, part.size, text.body, by_type=True)
    found, under = _columns_around_tables(part, rest, known), [notes]
    if not notes:
        under = _notes_by_column(part, found, text)
    if not any(under):
        rest, notes = split_notes(upright, part.strokes, part.size, text.body)
        found, under = _columns_around_tables(part, rest, known), [notes]
        if not notes and len(found) > 1:
            for column in found:
                column.lines, notes = split_notes(column.lines, part.strokes, part.size, text.body)
                under.append(notes)
    for column in found:
        column.obstacles = [box.boxed for box in boxed if box.boxed]
    _take_notes(part, found, under, text)
    for column in found:
        before, shifts = None, [0.0]
        if text.last is not None and not _begins_with_table(column):
            before = _last_table(text.last)
            shifts.append(column.left - text.last.left)
        tables, column.lines = plain_tables(column.lines, part.strokes, before, shifts)
        column.tables += tables
        if column.lines or column.tables:
            text.last = column
    turned = [line for line in free if line.turn != 0]
    if turned:
        found.append(Column(part.number, turned[0].x0, turned[0].x1, turned))
    found += boxed
    return [column for column in found if column.lines or column.tables]


def _columns_around_tables(
    part: PagePart, lines: Sequence[TextLine], known: float | None
) -> list[Column]:
    """The columns of a page's lines. A page that seems to have one where others of the document
    have two may hold a table without strokes across both: it is looked for first then."""
    found = columns(part.number, lines, part.tables, known)
    if known is None or len(found) > 1:
        return found
    tables, rest = plain_tables(lines, part.strokes)
    if not tables:
        return found
    parted = columns(part.number, rest, [*part.tables, *tables], known)
    return parted if len(parted) > 1 else found


def _begins_with_table(column: Column) -> bool:
    top = min((table.box.y0 for table in column.tables), default=float("inf"))
    return all(line.y0 > top for line in column.lines)


def _last_table(column: Column) -> PageTable | None:
    """The table with which a column ends, None when it ends with text."""
    last = max(column.tables, key=lambda table: table.box.y1, default=None)
    below = last is not None and any(line.y0 > last.box.y1 - 2 for line in column.lines)
    return None if below else last


def _notes_by_column(part: PagePart, found: Sequence[Column], text: _Text) -> list[list[TextLine]]:
    """The lines of footnotes that stand under a stroke in a column of their own, taken out of
    each column; no lines when none does."""
    under: list[list[TextLine]] = []
    if len(found) > 1:
        for column in found:
            strokes = [s for s in part.strokes if column.left - 3 < s[0] < column.right]
            if strokes:
                size = (column.right - column.left, part.size[1])
                column.lines, notes = under_strokes(column.lines, strokes, size, text.body)
                under.append(notes)
    return under


def _boxed(part: PagePart) -> tuple[list[Column], list[TextLine]]:
    """The page's text boxes as columns, and the lines outside of them."""
    found = []
    free = part.lines
    for box in part.boxes:
        inside = [line for line in free if line.turn == 0 and holds(box, line)]
        free = [line for line in free if line.turn != 0 or not holds(box, line)]
        if inside:
            x0, _, x1, _ = around([line.box for line in inside])
            found.append(Column(part.number, x0, x1, inside, beside=True, boxed=box))
    return found, free


def _take_notes(
    part: PagePart, found: Sequence[Column], under: Sequence[Sequence[TextLine]], text: _Text
) -> None:
    """Keep the page's footnotes, `under` each of its columns."""
    cells = [line for table in part.tables for cell in table.cells for line in cell.lines]
    lines = [line for column in found for line in column.lines] + cells
    marks = {mark for line in lines for mark in marks_in(line)}
    notes: list[Note] = []
    for own in filter(None, under):
        made = make_notes(own, part.number, marks)
        before = notes or text.notes
        if made and not made[0].mark and before:
            before[-1].rows += made.pop(0).rows
        notes += made
    text.notes += notes
    # A note may stand on the page after its mark.
    for note in notes:
        if note.mark:
            text.known.setdefault(note.page, set()).add(note.mark)
            text.known.setdefault(note.page - 1, set()).add(note.mark)


def _clear_cell_marks(flow: Sequence[Column], text: _Text) -> None:
    """Take the marks of footnotes out of table cells."""
    for column in flow:
        known = text.known.get(column.page, set())
        for line in (x for table in column.tables for cell in table.cells for x in cell.lines):
            if line.marks:
                line.text, _ = without_marks(line.text, line.marks, known)


def _titles(units: Sequence[Unit], text: _Text) -> set[Paragraph]:
    """The paragraphs in the largest type of the first page with text: the title."""
    first = next((u for u in units if isinstance(u, Paragraph)), None)
    if first is None:
        return set()
    page = first.rows[0].page
    opening = [u for u in units if isinstance(u, Paragraph) and u.rows[0].page == page]
    largest = max(_size(unit) for unit in opening)
    if largest < TITLE * text.body:
        return set()
    found: set[Paragraph] = set()
    for unit in opening:
        plain = unit.head is None and not _CONTENTS.match(unit.rows[0].text)
        # A page that was recognised may be set larger than the rest: its sentences are no title.
        plain = plain and not unit.rows[-1].text.rstrip().endswith("。")
        if abs(_size(unit) - largest) < 0.5 and plain:
            found.add(unit)
        elif found:
            break
    return found


def _size(unit: Paragraph) -> float:
    return max(row.size for row in unit.rows)


def _blocks(unit: Unit, text: _Text, titles: set[Paragraph]) -> list[Block]:
    """A unit as a block, with the footnotes whose marks it holds behind it."""
    if isinstance(unit, TablePiece):
        found = to_block_table(unit)
        if found is None:
            return []
        table, breaks = found
        block = Block(
            Kind.TABLE_ROW,
            page=unit.page,
            page_label=text.labels[unit.page],
            breaks=breaks,
            table=table,
            boxes=_table_boxes(unit, text),
        )
        return [block]
    block, marks = _paragraph(unit, text, unit in titles)
    made = [block] if block.text else []
    for page, mark in marks:
        for note in text.notes:
            if note.page - page in (0, 1) and note.mark == mark:
                made.append(_note_block(note, text))
                text.notes.remove(note)
                break
    return made


def _paragraph(unit: Paragraph, text: _Text, is_title: bool) -> tuple[Block, list[tuple[int, str]]]:
    """A paragraph's block, and the footnote marks that stood in it with their pages."""
    pieces: list[str] = []
    breaks: list[int] = []
    marks: list[tuple[int, str]] = []
    length = 0
    page = unit.rows[0].page
    for row in unit.rows:
        piece, found = without_marks(row.text, row.marks, text.known.get(row.page, set()))
        marks += [(row.page, mark) for mark in found]
        glue = ""
        if pieces:
            if pieces[-1].endswith("\u00ad"):
                pieces[-1] = pieces[-1][:-1]
                length -= 1
            else:
                glue = separator_between(pieces[-1], piece, text.spaced)
        breaks += [length + len(glue)] * max(0, row.page - page)
        page = max(page, row.page)
        pieces.append(glue + piece)
        length += len(pieces[-1])
    whole = "".join(pieces)
    single = len(unit.rows) == 1 and not is_terminated(whole)
    made, moved = _tidied(whole, breaks, heading=single)
    drop = bullet_length(made)
    made = made[drop:]
    kind, level = _kind(unit, made, text, is_title)
    first = unit.rows[0].page
    return (
        Block(
            kind,
            made,
            level=level,
            page=first,
            page_label=text.labels[first],
            breaks=tuple(max(0, at - drop) for at in moved),
            boxes=tuple(_box(row, text) for row in unit.rows),
        ),
        marks,
    )


def _tidied(whole: str, breaks: Sequence[int], *, heading: bool) -> tuple[str, list[int]]:
    """The text with its spaces put right, and the breaks moved along."""
    whole = whole.replace("\u00ad", "")
    if heading and not breaks:
        return normalize_heading_spaces(whole), []
    made = normalize_spaces(whole)
    if not breaks:
        return made, []
    # Only white space is taken away, so the n-th other character is the same before and after.
    inked = [at for at, char in enumerate(made) if not char.isspace()]
    before = list(accumulate((not char.isspace() for char in whole), initial=0))
    return made, [inked[before[at]] if before[at] < len(inked) else len(made) for at in breaks]


def _kind(unit: Paragraph, made: str, text: _Text, is_title: bool) -> tuple[Kind, int | None]:
    if is_title:
        return Kind.TITLE, None
    size = _size(unit)
    larger = size >= DISPLAY * text.body
    bold = not text.body_bold and all(row.bold for row in unit.rows)
    short = len(made) <= LONGEST_HEADING and len(unit.rows) <= 3 and not is_terminated(made)
    if (larger or bold) and short and not unit.rows[0].entry and not CAPTION.match(made):
        return Kind.HEADING, None
    if unit.listed and not unit.rows[0].entry:
        return Kind.LIST_ITEM, None
    return Kind.PARAGRAPH, None


def _box(row: Row, text: _Text) -> tuple[int, float, float, float, float]:
    x0, y0, x1, y1 = text.frames[row.page].back(row.box)
    return (row.page, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))


def _table_boxes(
    unit: TablePiece, text: _Text
) -> tuple[tuple[int, float, float, float, float], ...]:
    found = []
    for page, box in unit.boxes:
        x0, y0, x1, y1 = text.frames[page].back(box)
        found.append((page, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)))
    return tuple(found)


def _note_block(note: Note, text: _Text) -> Block:
    """A footnote: its mark, one space, and its text."""
    made = ""
    boxes = []
    frame = text.frames[note.page]
    for line in note.rows:
        piece, _ = without_marks(line.text, line.marks, set())
        made += separator_between(made, piece, text.spaced) + piece
        x0, y0, x1, y1 = frame.back(line.box)
        boxes.append((note.page, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)))
    return Block(
        Kind.FOOTNOTE,
        f"{note.mark} {normalize_spaces(made)}".strip(),
        page=note.page,
        page_label=text.labels[note.page],
        boxes=tuple(boxes),
    )


def _with_leftover_notes(blocks: list[Block], text: _Text) -> list[Block]:
    """Footnotes whose mark was not found, behind the last block that begins on their page or
    before it."""
    for note in text.notes:
        at = len(blocks)
        while at and (blocks[at - 1].page or 0) > note.page:
            at -= 1
        blocks.insert(at, _note_block(note, text))
    return _levels(blocks)


def _levels(blocks: list[Block]) -> list[Block]:
    """Headings without a number get no level when the document's headings have numbers."""
    numbered = any(b.kind is Kind.HEADING and marker(b.text) for b in blocks)
    if numbered:
        return blocks
    return [replace(b, level=1) if b.kind is Kind.HEADING else b for b in blocks]
