"""The text columns of all pages, with the footnotes taken out and the borderless tables found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.readers.pdf.document.footnote_blocks import clear_cell_marks, take_footnotes
from indexer.readers.pdf.document.text_areas import text_areas
from indexer.readers.pdf.layout.charts import find_charts, has_axes, is_axis_text
from indexer.readers.pdf.layout.footnotes import split_at_rule, split_footnotes
from indexer.readers.pdf.layout.gutters import usual_gutter
from indexer.readers.pdf.layout.insets import find_insets
from indexer.readers.pdf.layout.pictures import joined_strips
from indexer.readers.pdf.layout.text_boxes import holds
from indexer.readers.pdf.layout.text_columns import TextColumn, find_text_columns
from indexer.readers.pdf.source.geometry import around
from indexer.readers.pdf.source.tolerances import OUTSIDE
from indexer.readers.pdf.tables.strategies.detection import find_undrawn_tables
from indexer.structure.captions import is_caption_of_figure
from indexer.structure.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.document.context import DocumentContext
    from indexer.readers.pdf.document.faults import PageFaults
    from indexer.readers.pdf.layout.insets import TextArea
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.model import PageTable

#: A footnote rule belongs to a text column if it begins at most this many points to the left of it.
#: Set by hand on the sample reports.
RULE_LEFT_OF_COLUMN = 3.0
#: A picture beside text is this many em high and wide at least; smaller ones are signs in the text.
MIN_PICTURE = 3.0


def document_columns(
    parts: Sequence[PagePart], context: DocumentContext, faults: PageFaults
) -> list[TextColumn]:
    """Return the text columns of the pages in reading order. Move the footnotes to the context, and
    remove their marks from table cells. A page on which this fails has one column."""
    usual = faults.over(parts, _number, _usual_gutter)
    areas = text_areas(parts, context.text_of)
    for part in parts:
        faults.attempt(part.number, _add_insets, part, areas.get(part.number))
    columns: list[TextColumn] = []
    last: TextColumn | None = None
    for part in parts:
        found = faults.attempt(part.number, _page_columns, part, context, usual, last)
        if found is None:
            context.footnotes = [note for note in context.footnotes if note.page != part.number]
            left = min((line.x0 for line in part.lines), default=0.0)
            right = max((line.x1 for line in part.lines), default=left)
            columns.append(TextColumn(part.number, left, right, list(part.lines), part.tables))
        else:
            columns += found[0]
            last = found[1]
    for column in columns:
        faults.attempt(column.page, clear_cell_marks, [column], context)
    return columns


def _number(part: PagePart) -> int:
    return part.number


def _usual_gutter(parts: Sequence[PagePart]) -> float | None:
    return usual_gutter([part.lines for part in parts])


def _add_insets(part: PagePart, area: TextArea | None) -> None:
    """Add the insets and charts of a page to its text boxes; none for a page without a text
    area."""
    if area is None:
        return
    least = MIN_PICTURE * area.em
    whole = joined_strips(part.pictures)
    pictures = [box for box in whole if min(box.width, box.height) >= least]
    # The bars and lines of a chart may look like the rules of a table.
    numbers = [t for t in part.tables if t.lines and all(map(is_axis_text, t.lines))]
    tables = [table.box for table in part.tables if table not in numbers]
    lines = [*part.lines, *(line for table in numbers for line in table.lines)]
    found = find_insets(lines, [*pictures, *(table.box for table in part.tables)], area)
    found += find_charts(lines, [*found, *tables], area, pictures)
    for table in numbers:
        if any(box.contains(table.box.middle_x, table.box.middle_y) for box in found):
            part.tables.remove(table)
            part.lines += table.lines
    # A frame inside of one, as that of a chart's legend, is no text box.
    part.boxes = [b for b in part.boxes if not any(b.overlaps(box) for box in found)] + found


def _page_columns(
    part: PagePart, context: DocumentContext, usual: float | None, last: TextColumn | None
) -> tuple[list[TextColumn], TextColumn | None]:
    """The columns of a page (its text, text in other orientations, and text boxes), and the last
    column of text so far. `usual` is the gutter of most pages, `last` the last column of text on
    the pages before."""
    boxed, free, tables = _text_box_columns(part)
    upright = [line for line in free if line.orientation == 0]
    columns = _text_columns(replace(part, tables=tables), upright, context, usual)
    for column in columns:
        column.obstacles = list(part.boxes)
        last = _add_borderless_tables(column, part, last)
    turned = [line for line in free if line.orientation != 0]
    if turned:
        columns.append(TextColumn(part.number, turned[0].x0, turned[0].x1, turned))
    columns += boxed
    return [column for column in columns if column.lines or column.tables], last


def _text_box_columns(
    part: PagePart,
) -> tuple[list[TextColumn], list[TextLine], list[PageTable]]:
    """The page's text boxes and insets as columns, and the lines and tables outside of them."""
    found = []
    free, tables = part.lines, part.tables
    for box in part.boxes:
        own = [table for table in tables if box.contains(table.box.middle_x, table.box.middle_y)]
        tables = [table for table in tables if table not in own]
        inside = [line for line in free if line.orientation == 0 and holds(box, line)]
        free = [line for line in free if line.orientation != 0 or not holds(box, line)]
        if any(is_caption_of_figure(line.text.strip()) for line in inside):
            own = [table for table in own if _has_words(table)]
        if inside or own:
            text = around([*(line.box for line in inside), *(table.box for table in own)])
            column = TextColumn(part.number, text.x0, text.x1, inside, own, beside=True, boxed=box)
            if not own and has_axes(inside):
                column.chart = True
                column.lines = [line for line in inside if not is_axis_text(line)]
            found.append(column)
    return found, free, tables


def _has_words(table: PageTable) -> bool:
    """False for a table of numbers alone: beside the caption of a figure they are the values of a
    chart."""
    return any(is_han(char) for line in table.lines for char in line.text)


def _text_columns(
    part: PagePart, lines: Sequence[TextLine], context: DocumentContext, usual: float | None
) -> list[TextColumn]:
    """Return the columns of a page's upright lines; move its footnotes to the context.

    Footnotes are looked for under all columns, unless text of a column is beside them; then under
    a rule in each column; then under a rule that only a mark confirms, and by their type.
    """
    last = context.footnotes[-1].page if context.footnotes else None
    continued = last is not None and last >= part.number - 1
    rest, notes = split_at_rule(
        lines, part.rulings, part.size, context.body, only_small=True, continued=continued
    )
    columns, under = _columns_around_tables(part, rest, usual), [notes]
    if not notes:
        under = _footnotes_by_column(part, columns, context)
    if not any(under):
        rest, notes = split_footnotes(
            lines, part.rulings, part.size, context.body, continued=continued
        )
        columns, under = _columns_around_tables(part, rest, usual), [notes]
        if not notes and len(columns) > 1:
            for column in columns:
                column.lines, notes = split_footnotes(
                    column.lines, part.rulings, part.size, context.body, continued=continued
                )
                under.append(notes)
    take_footnotes(part, columns, under, context)
    return columns


def _columns_around_tables(
    part: PagePart, lines: Sequence[TextLine], usual: float | None
) -> list[TextColumn]:
    """The columns of a page's lines. A page that seems to have one column in a document with two
    may hold a borderless table across both; it is then looked for before the columns."""
    columns = find_text_columns(part.number, lines, part.tables, usual)
    if usual is None or len(columns) > 1:
        return columns
    tables, rest = find_undrawn_tables(lines, part.rulings)
    if not tables:
        return columns
    divided = find_text_columns(part.number, rest, [*part.tables, *tables], usual)
    return divided if len(divided) > 1 else columns


def _footnotes_by_column(
    part: PagePart, columns: Sequence[TextColumn], context: DocumentContext
) -> list[list[TextLine]]:
    """Remove the footnotes under a rule from each of several columns. Return their lines, one list
    for each column with a rule; no list for a page with one column."""
    under: list[list[TextLine]] = []
    if len(columns) > 1:
        for column in columns:
            left = column.left - RULE_LEFT_OF_COLUMN
            rulings = [rule for rule in part.rulings if left < rule.x0 < column.right]
            if rulings:
                size = (column.right - column.left, part.size[1])
                column.lines, notes = split_at_rule(column.lines, rulings, size, context.body)
                under.append(notes)
    return under


def _add_borderless_tables(
    column: TextColumn, part: PagePart, last: TextColumn | None
) -> TextColumn | None:
    """Find the borderless tables of a column; the first one may continue a table at the end of
    the `last` column before it. Returns the last column from now on."""
    before, shifts = None, [0.0]
    if last is not None and not _begins_with_table(column):
        before = _last_table(last)
        shifts.append(column.left - last.left)
    tables, column.lines = find_undrawn_tables(column.lines, part.rulings, before, shifts)
    column.tables += tables
    return column if column.lines or column.tables else last


def _begins_with_table(column: TextColumn) -> bool:
    top = min((table.box.y0 for table in column.tables), default=float("inf"))
    return all(line.y0 > top for line in column.lines)


def _last_table(column: TextColumn) -> PageTable | None:
    """The table with which a column ends; None if it ends with text."""
    last = max(column.tables, key=lambda table: table.box.y1, default=None)
    below = last is not None and any(line.y0 > last.box.y1 - OUTSIDE for line in column.lines)
    return None if below else last
