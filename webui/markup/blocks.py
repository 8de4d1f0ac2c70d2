"""A document's passages as the blocks of a page: headings, paragraphs, lists, tables, notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from judian.core.model import Kind, Passage
from webui.markup.tables import TableGrid, table_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from webui.markup.marks import MarkRange

#: Deepest heading of HTML; level 1 is the document's title.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage with the marked ranges of its text."""

    passage: Passage
    marks: tuple[MarkRange, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBlock:
    """An element of the page: `kind` names it, `items` are its passages in order.

    `kind` is title, heading, paragraph, list, table, table_head, note, footnote, quote or contents.
    A list has one group of passages for each item, every other block one group. `level` is the
    level of a heading, 2 to 6. `page` is the label of the page of the document on which the block
    begins, if that differs from the block before. `header` is the passage that holds the caption
    and the headers of a table.
    """

    kind: str
    items: tuple[tuple[MarkedPassage, ...], ...]
    level: int = 0
    table: TableGrid | None = None
    page: str | None = None
    header: Passage | None = None

    @property
    def first(self) -> Passage:
        """The first passage of the block."""
        if self.table is not None:
            return self.header or self.table.rows[0].passage
        return self.items[0][0].passage


def page_blocks(
    passages: Sequence[Passage], marks: Mapping[str, tuple[MarkRange, ...]]
) -> tuple[PageBlock, ...]:
    """The document in reading order; `marks` maps passage ids to marked ranges."""
    blocks: list[PageBlock] = []
    page: int | None = None
    for key, group in groupby(passages, _group):
        marked = [MarkedPassage(p, marks.get(p.id, ())) for p in group]
        first = marked[0].passage
        turned = first.page is not None and first.page != page
        label = (first.page_label or str(first.page)) if turned else None
        page = marked[-1].passage.page or page
        blocks.append(_block(str(key[0]), marked, label))
    return tuple(_with_headers(blocks))


def _with_headers(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """Yield the blocks; the passage of a table's headers is joined to its table if the grid shows
    all of it."""
    waiting: PageBlock | None = None
    for block in blocks:
        if waiting is not None:
            header = waiting.items[0][0].passage
            if block.table is not None and _is_shown(header.text, block.table):
                yield replace(block, header=header, page=waiting.page or block.page)
                waiting = None
                continue
            yield waiting
            waiting = None
        if block.kind == "table_head":
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _is_shown(text: str, table: TableGrid) -> bool:
    """True if caption, unit and headers of the table contain all of `text`."""
    rest = "".join(text.split())
    for label in sorted(table.labels, key=len, reverse=True):
        rest = rest.replace("".join(label.split()), "")
    return not rest.strip("單位：:()（）")


def _group(passage: Passage) -> tuple[str, int]:
    """The key of a passage's block: neighbouring passages with the same key form one block."""
    if passage.kind is Kind.LIST_ITEM:
        return "list", passage.page or 0
    if passage.kind is Kind.TABLE_ROW and passage.table:
        return "table", passage.table.table
    if passage.kind is Kind.PARAGRAPH:
        return "paragraph", passage.paragraph
    return str(passage.kind), passage.ordinal


def _block(kind: str, marked: list[MarkedPassage], page: str | None) -> PageBlock:
    if kind == "table":
        rows = [(entry.passage, entry.marks) for entry in marked]
        return PageBlock(kind, (), table=table_grid(rows), page=page)
    if kind == "list":
        items = groupby(marked, lambda entry: entry.passage.paragraph)
        return PageBlock(kind, tuple(tuple(group) for _, group in items), page=page)
    level = min(DEEPEST, 1 + max(1, len(marked[0].passage.section))) if kind == "heading" else 0
    return PageBlock(kind, (tuple(marked),), level=level, page=page)
