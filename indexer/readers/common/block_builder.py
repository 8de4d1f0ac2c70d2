"""Builds blocks from the paragraphs of formats that mark their paragraphs: ODT, DOCX, HTML.

A reader passes raw text, in which a line feed is a line break that somebody typed and a form feed
the start of a page. The blocks have tidy text, and footnotes follow the paragraph they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.readers.common.line_breaks import PAGE, split_statements
from indexer.readers.common.raised_text import resolve_raised
from indexer.readers.common.type_headings import Typeface, mark_headings_by_typeface
from indexer.structure.blocks import Block, Table
from indexer.structure.captions import attach_captions
from indexer.structure.characters import is_terminated, without_invisible
from indexer.structure.joining import (
    is_spaced,
    join_lines,
    normalize_heading_spaces,
    normalize_spaces,
    separator_between,
)
from indexer.structure.list_markers import bullet_length, marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANK = " \t\u3000\u00a0\n\f"
#: Characters of the longest caption, signature or line of a title page (set by hand).
_MAX_DISPLAY_LINE = 40


@dataclass(frozen=True, slots=True)
class RawFootnote:
    """A footnote or endnote: its mark as printed, and its raw text."""

    mark: str
    text: str


@dataclass(slots=True)
class BlockBuilder:
    """Collects the blocks of a document in order.

    `page` is the page (from 1) on which the next paragraph begins, None while no page is known.
    `typefaces` maps indexes of `blocks` to the typeface of a paragraph, where the format has one.
    """

    blocks: list[Block] = field(default_factory=list)
    page: int | None = None
    typefaces: dict[int, Typeface] = field(default_factory=dict)

    def build(self) -> tuple[Block, ...]:
        """All blocks: headings by typography are marked, and captions, units and notes are
        attached to their tables."""
        return tuple(attach_captions(mark_headings_by_typeface(self.blocks, self.typefaces)))

    def add(
        self,
        raw: str,
        kind: Kind = Kind.PARAGRAPH,
        level: int | None = None,
        notes: Sequence[RawFootnote] = (),
        typeface: Typeface | None = None,
    ) -> None:
        """Append the blocks of one paragraph and of its footnotes; none for a paragraph without
        visible text. Raised text stands between RAISED and LOWERED."""
        raw = resolve_raised(raw)
        counted = 0
        for statement in split_statements(raw, kind):
            counted += self._add_statement(statement, kind, level, typeface)
        self._advance(raw.count(PAGE) - counted)
        for note in notes:
            text = normalize_spaces(
                without_invisible(resolve_raised(note.text)).replace("\n", " ").replace(PAGE, "")
            )
            if text:
                marked = f"{note.mark} {text}".strip()
                self.blocks.append(Block(Kind.FOOTNOTE, marked, page=self.page))

    def _add_statement(
        self, statement: str, kind: Kind, level: int | None, typeface: Typeface | None
    ) -> int:
        """Append one statement as a block; the number of pages that begin before or in it."""
        body = statement.lstrip(_BLANK)
        lead = statement[: len(statement) - len(body)].count(PAGE)
        self._advance(lead)
        text, breaks = _tidy_text_and_breaks(body, kind)
        drop = 0 if kind is Kind.FOOTNOTE else bullet_length(text)
        own = kind
        if kind is Kind.PARAGRAPH and (drop or marker(text)):
            own = Kind.LIST_ITEM
        if text[drop:]:
            moved = tuple(max(0, at - drop) for at in breaks)
            if typeface is not None and kind is Kind.PARAGRAPH and not drop:
                self.typefaces[len(self.blocks)] = typeface
            self.blocks.append(Block(own, text[drop:], level, self.page, breaks=moved))
        self._advance(len(breaks))
        return lead + len(breaks)

    def add_table(
        self, table: Table | None, notes: Sequence[Block] = (), breaks: Sequence[int] = ()
    ) -> None:
        """Append a table, and after it the footnotes of its cells. `breaks` are the indexes of
        the rows with which further pages begin."""
        page = self.page
        self._advance(len(breaks))
        if table is not None:
            breaks = tuple(breaks) if page is not None else ()
            self.blocks.append(Block(Kind.TABLE_ROW, page=page, breaks=breaks, table=table))
        self.blocks += [replace(note, page=page) for note in notes]

    def start_page(self) -> None:
        """Begin a page: the next paragraph is its first."""
        self._advance(1)

    def _advance(self, count: int) -> None:
        if count and self.page is not None:
            self.page += count


def _tidy_text_and_breaks(raw: str, kind: Kind) -> tuple[str, tuple[int, ...]]:
    """The tidy text, and the offsets (code points) at which pages begin inside it."""
    if kind in (Kind.HEADING, Kind.TITLE):
        return normalize_heading_spaces(raw.replace(PAGE, " ")), ()
    if kind is not Kind.FOOTNOTE and _is_display_line(raw):
        return normalize_heading_spaces(raw), ()
    spaced = is_spaced(raw)
    lines: list[str] = []
    breaks: list[int] = []
    length = 0
    for line in raw.rstrip(_BLANK).split("\n"):
        text, starts = join_lines(line.split(PAGE), spaced)
        if text:
            breaks += [length + at for at in starts]
            lines.append(text)
            length += len(text) + 1
    return "\n".join(lines), tuple(breaks)


def _is_display_line(raw: str) -> bool:
    """True for a short line without sentence punctuation, in which a space is punctuation."""
    bare = raw.strip(_BLANK)
    return (
        len(bare) <= _MAX_DISPLAY_LINE
        and not any(c in bare for c in "\n\f，。；")
        and not is_terminated(bare)
    )


def with_list_label(label: str, raw: str) -> str:
    """The raw text after the list label that the format generates and the text does not hold.
    A space separates the two only where Latin letters meet."""
    body = raw.lstrip(_BLANK)
    lead = raw[: len(raw) - len(body)]
    return lead + label + separator_between(label, body) + body if label else raw


def cell_text(raw: str) -> str:
    """The text of a table cell: tidy statements, one a line."""
    builder = BlockBuilder()
    builder.add(raw.replace(PAGE, ""))
    return "\n".join(block.text for block in builder.blocks)


def cell_text_and_footnotes(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """The text of a table cell that holds these blocks, and the footnotes among them."""
    lines = [block.text for block in blocks if block.kind is not Kind.FOOTNOTE]
    return cell_text("\n".join(lines)), [b for b in blocks if b.kind is Kind.FOOTNOTE]
