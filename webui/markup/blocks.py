"""A document's passages as the blocks of a page: headings, paragraphs, lists, tables, notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from judian.core.model import Kind, Passage
from webui.markup.tables import Grid, grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from webui.markup.marks import Span

#: Deepest heading of HTML; level 1 is the document's title.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage with the ranges of its text that are marked."""

    passage: Passage
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """What is laid out as one: `kind` names the element, `pieces` are its passages in order.

    `kind` is title, heading, paragraph, list, table, table_head, note, footnote or quote; a
    list has one group of pieces for each item. `level` is that of a heading, 2 to 6. `page`
    is the page on which the block begins when that differs from the block before. `head` is
    the passage whose words stand in the caption and the headers of a table.
    """

    kind: str
    items: tuple[tuple[Piece, ...], ...]
    level: int = 0
    table: Grid | None = None
    page: str | None = None
    head: Passage | None = None

    @property
    def first(self) -> Passage:
        """The passage it begins with."""
        if self.table is not None:
            return self.head or self.table.rows[0].passage
        return self.items[0][0].passage


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    anchor: str
    text: str
    level: int


def anchor(passage_id: str) -> str:
    """The fragment of a passage in its document's page."""
    return f"p-{passage_id}"


def blocks(passages: Sequence[Passage], marks: Mapping[str, tuple[Span, ...]]) -> tuple[Block, ...]:
    """The document in reading order; `marks` maps passage ids to marked ranges."""
    made: list[Block] = []
    page: int | None = None
    for key, group in groupby(passages, _group):
        pieces = [Piece(p, marks.get(p.id, ())) for p in group]
        first = pieces[0].passage
        turned = first.page is not None and first.page != page
        label = (first.page_label or str(first.page)) if turned else None
        page = pieces[-1].passage.page or page
        made.append(_block(str(key[0]), pieces, label))
    return tuple(_heads_joined(made))


def _heads_joined(made: Sequence[Block]) -> Iterator[Block]:
    """Each table with the passage of its heading, unless that says more than the table shows."""
    waiting: Block | None = None
    for block in made:
        if waiting is not None:
            head = waiting.items[0][0].passage
            if block.table is not None and _is_shown(head.text, block.table):
                block = replace(block, head=head, page=waiting.page or block.page)
            else:
                yield waiting
            waiting = None
        if block.kind == "table_head":
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _is_shown(text: str, table: Grid) -> bool:
    """Whether caption, unit line and headers of the table hold all of `text`."""
    rest = "".join(text.split())
    for label in sorted(table.labels, key=len, reverse=True):
        rest = rest.replace("".join(label.split()), "")
    return not rest.strip("單位：:()（）")


def _group(passage: Passage) -> tuple[str, int]:
    """Passages with the same key follow one another in one block."""
    if passage.kind is Kind.LIST_ITEM:
        return "list", passage.page or 0
    if passage.kind is Kind.TABLE_ROW and passage.table:
        return "table", passage.table.table
    if passage.kind is Kind.PARAGRAPH:
        return "paragraph", passage.paragraph
    return str(passage.kind), passage.ordinal


def _block(kind: str, pieces: list[Piece], page: str | None) -> Block:
    if kind == "table":
        rows = [(piece.passage, piece.marks) for piece in pieces]
        return Block(kind, (), table=grid(rows), page=page)
    if kind == "list":
        items = groupby(pieces, lambda piece: piece.passage.paragraph)
        return Block(kind, tuple(tuple(group) for _, group in items), page=page)
    level = min(DEEPEST, 1 + max(1, len(pieces[0].passage.section))) if kind == "heading" else 0
    return Block(kind, (tuple(pieces),), level=level, page=page)


def contents(passages: Sequence[Passage]) -> tuple[Entry, ...]:
    """The headings, for a table of contents."""
    return tuple(
        Entry(anchor(p.id), p.text, min(DEEPEST, 1 + max(1, len(p.section))))
        for p in passages
        if p.kind is Kind.HEADING
    )
