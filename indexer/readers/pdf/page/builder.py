"""Builds the part of one page: from glyphs and ruling lines to lines of text and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.contents_pages import PageContents, find_contents
from indexer.readers.pdf.layout.text_boxes import find_text_boxes
from indexer.readers.pdf.lines.orientation import page_lines
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.page.text_quality import recode
from indexer.readers.pdf.source.tolerances import OUTSIDE, SAME_HEIGHT
from indexer.readers.pdf.tables.ruling_grid import find_grids
from indexer.readers.pdf.tables.strategies.detection import find_drawn_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
    from indexer.readers.pdf.source.page_content import PageContent
    from indexer.readers.pdf.tables.model import PageTable


@dataclass(frozen=True, slots=True)
class PageOptions:
    """Limits of the lines and ruling lines kept of a page. Set by hand on the sample reports."""

    #: Ruling lines shorter than this (points) separate nothing.
    min_ruling: float = 20.0
    #: Ruling lines kept outside of tables; a page of prose has a few.
    max_rulings: int = 200
    #: Characters outside of the paper that are not worth a note: printer's marks.
    max_outside: int = 100
    #: Positions kept of a line's characters: only those of its label and first word are used
    #: later, and parts are sent from one process to another.
    kept_starts: int = 24
    #: A ruling line at the lower edge of a table that is shorter than this share of the table's
    #: width is the rule of footnotes.
    footnote_rule: float = 0.5


OPTIONS = PageOptions()


def build_page_part(number: int, content: PageContent, encoding: str | None = None) -> PagePart:
    """A page's lines and ruled tables, in the frame in which the page reads, its table of
    contents apart.

    `encoding` is that of text whose bytes were read as Latin-1.
    """
    frame, lines = page_lines(content)
    if encoding:
        for line in lines:
            line.text = recode(line.text, encoding)
            line.starts, line.raised = [], ()
    rules = [frame.into(rule) for rule in content.strokes]
    fills = [frame.into(fill) for fill in content.fills]
    grids = find_grids(rules, fills, frame.size)
    contents = find_contents(lines)
    tables, rest = find_drawn_tables(grids, rules, contents.rest)
    part = page_part_of_lines(number, frame, rest, tables, rules)
    part.pictures = [frame.into(box) for box in content.images]
    set_contents(part, contents)
    part.boxes = find_text_boxes([grid.box for grid in grids if grid.single], part.lines)
    return part


def page_part_of_lines(
    number: int, frame: Frame, lines: list[TextLine], tables: list[PageTable], rules: list[Box]
) -> PagePart:
    """A page with these lines and tables. Lines outside of the paper are left out, and `detail`
    counts their characters."""
    width, height = frame.size
    visible = [
        line
        for line in lines
        if line.x1 > OUTSIDE
        and line.x0 < width - OUTSIDE
        and -OUTSIDE <= line.middle_y <= height + OUTSIDE
    ]
    outside = sum(len(line.text) for line in lines) - sum(len(line.text) for line in visible)
    note = outside > OPTIONS.max_outside
    detail = f"{outside} characters outside of the page" if note else ""
    rulings = [
        rule
        for rule in rules
        if rule.is_level
        and rule.width >= OPTIONS.min_ruling
        and not any(
            _in_box(rule, table.box) and not _is_footnote_rule(rule, table, rules)
            for table in tables
        )
    ]
    inside = (line for table in tables for cell in table.cells for line in cell.lines)
    for line in (*visible, *inside):
        line.starts = line.starts[: OPTIONS.kept_starts]
    return PagePart(number, frame, visible, tables, rulings[: OPTIONS.max_rulings], detail=detail)


def set_contents(part: PagePart, found: PageContents) -> None:
    """Give a page the lines of its table of contents."""
    part.contents, part.continued_contents = found.lines, found.continued
    for line in found.lines:
        line.starts = line.starts[: OPTIONS.kept_starts]


def _is_footnote_rule(rule: Box, table: PageTable, rules: Sequence[Box]) -> bool:
    """True if a ruling line is the only one at the lower edge of a table, and short: the rule of
    footnotes under a table whose own vertical rules nearly reach it."""
    x0, _, x1, y1 = table.box
    if rule.width >= OPTIONS.footnote_rule * (x1 - x0):
        return False
    level = [
        r for r in rules if abs(r.y0 - y1) < SAME_HEIGHT and r.is_level and r.x0 < x1 and x0 < r.x1
    ]
    return level == [rule]


def _in_box(rule: Box, box: Box) -> bool:
    """True if the middle of a horizontal ruling line lies in a box, or up to OUTSIDE beside it."""
    return (
        box.y0 - OUTSIDE <= rule.y0 <= box.y1 + OUTSIDE
        and box.x0 - OUTSIDE <= rule.middle_x <= box.x1 + OUTSIDE
    )
