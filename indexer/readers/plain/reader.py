"""The reader of plain text, in particular of text extracted from PDFs.

`lines` measures the layout, `pages` separates pages and footnotes, `tables` finds tables; this
module joins the remaining lines into paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.files.encoding import Decoded, decode
from indexer.readers.common.gaps import user_defined_verdict
from indexer.readers.plain.lines import Layout, SourceLine, measure_layout, split_lines
from indexer.readers.plain.pages import Footnote, paginate
from indexer.readers.plain.tables import find_table
from indexer.structure.blocks import Block, Reading
from indexer.structure.broken_sentences import rejoin_sentences
from indexer.structure.captions import CAPTION, NOTE, attach_captions
from indexer.structure.characters import (
    CLOSERS,
    is_cjk,
    is_terminated,
    width,
    without_invisible,
)
from indexer.structure.contents_blocks import is_whole_entry
from indexer.structure.divided_numbers import is_number_divided, is_scale_divided
from indexer.structure.footnote_places import UnplacedFootnote, place_footnotes
from indexer.structure.joining import (
    join_lines,
    normalize_heading_spaces,
    normalize_spaces,
)
from indexer.structure.list_markers import Marker, bullet_length, marker
from indexer.structure.unit_lines import UNIT
from judian.core.model import Kind, PageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

_UNIT_OF_WRAP = re.compile(r"[0-9A-Za-z(&][^\s\u3000-\u9fff\uff00-\uffef]*|.")
# Columns by which a wrapped line may be shorter than the right edge: for justification and
# punctuation that may not begin a line; for the indent of a paragraph's first line; for the hanging
# indent of a list item. Measured on text exported from LibreOffice and Word documents.
_SLACK, _INDENT, _HANG = 4, 4, 10
# Characters at the end of a line by which its block is found.
_ANCHOR = 16
# Share of the edge: a shorter line was not wrapped, whatever its last character.
_WRAPPED = 0.6
# Characters of a line that is a source, and of one that is a caption; longer ones are prose.
_LONGEST_SOURCE, _LONGEST_CAPTION = 30, 40


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The decoded text, in one piece."""
    yield decode(path.read_bytes(), path.name)


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The blocks of a plain text."""
    decoded = parts[0]
    assert isinstance(decoded, Decoded)
    lines = split_lines(without_invisible(decoded.text))
    layout = measure_layout(lines)
    paged = paginate(lines, layout)
    blocks = attach_captions(_blocks(paged.lines, layout))
    blocks = rejoin_sentences(blocks)
    notes = [_footnote(note, layout) for note in paged.notes]
    blocks = place_footnotes(blocks, notes)
    return Reading(
        blocks=tuple(blocks),
        format="text",
        pages=paged.pages,
        encoding=decoded.encoding,
        page_verdicts=undecodable_verdict(decoded),
        page_labels=paged.labels,
    )


def undecodable_verdict(decoded: Decoded) -> tuple[PageVerdict, ...]:
    """The verdicts on a text with bytes that could not be decoded or with user-defined characters;
    () for none."""
    found = []
    if decoded.lost:
        found.append(PageVerdict(1, "undecodable", f"{decoded.lost} places could not be decoded"))
    return (*found, *user_defined_verdict(decoded.user_defined))


@dataclass(slots=True)
class _Paragraph:
    """The lines of a paragraph so far. `number` is the list marker at its front, `listed` is True
    for a list item, `inner` is the width of the widest line but the first and the last."""

    lines: list[SourceLine] = field(default_factory=list)
    number: Marker | None = None
    listed: bool = False
    inner: int = 0

    def add(self, line: SourceLine) -> None:
        """Append a line."""
        if len(self.lines) > 1:
            self.inner = max(self.inner, self.lines[-1].width)
        self.lines.append(line)

    def text(self, spaced: bool) -> tuple[str, tuple[int, ...]]:
        """The joined text, and the code-point offsets in it at which further pages begin."""
        lines = [line for line in self.lines if normalize_spaces(line.text)]
        whole, starts = join_lines((line.text for line in lines), spaced)
        turns = zip(lines[1:], starts, strict=True)
        return whole, tuple(at for line, at in turns if line.starts_page)


def _blocks(lines: Sequence[SourceLine], layout: Layout) -> list[Block]:
    blocks: list[Block] = []
    open_: _Paragraph | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        continues = open_ is not None and _continues(open_, line, layout)
        found = None if continues else find_table(lines, at, layout)
        if found:
            if open_:
                blocks.append(_block(open_, layout))
                open_ = None
            blocks.append(Block(Kind.TABLE_ROW, page=line.page, table=found.table))
            at = found.end
            continue
        if open_ and continues:
            open_.add(line)
        else:
            if open_:
                blocks.append(_block(open_, layout))
            number = marker(line.text)
            open_ = _Paragraph([line], number, number is not None or bullet_length(line.text) > 0)
        at += 1
    if open_:
        blocks.append(_block(open_, layout))
    return blocks


def _block(paragraph: _Paragraph, layout: Layout) -> Block:
    first = paragraph.lines[0]
    text, breaks = paragraph.text(layout.spaced)
    drop = bullet_length(text)
    if len(paragraph.lines) == 1 and not is_terminated(text):
        text = normalize_heading_spaces(first.text)
    kind = Kind.LIST_ITEM if paragraph.listed else Kind.PARAGRAPH
    return Block(
        kind, text[drop:], page=first.page,
        breaks=tuple(b - drop for b in breaks if b > drop),
    )  # fmt: skip


def _continues(paragraph: _Paragraph, line: SourceLine, layout: Layout) -> bool:
    """True if the line continues the paragraph."""
    previous = paragraph.lines[-1]
    if "\t" in line.text:
        return False
    if line.gap and not layout.double_spaced and not line.starts_page:
        return False
    if is_number_divided(previous.text, line.text, bare=False):
        return True
    if is_scale_divided(previous.text, line.text):
        return True
    if not layout.wrapped:
        return False
    if _is_own_line(previous.text) or _is_own_line(line.text) or is_whole_entry(previous.text):
        return False
    if _indent_starts_paragraph(paragraph, line):
        return False
    full = _is_full(paragraph, line, layout)
    if bullet_length(line.text) or _starts_item(paragraph, line, full, layout):
        return False
    if layout.endings and is_cjk(previous.text[-1]):
        if previous.ended:  # a space before a Latin word does not end a paragraph
            return full and line.text[0].isascii() and not is_terminated(previous.text)
        return full or previous.width > _WRAPPED * layout.edge
    if full:
        return True
    return not is_terminated(previous.text) and previous.text[-1] in "，、,&-（(「"


def _indent_starts_paragraph(paragraph: _Paragraph, line: SourceLine) -> bool:
    """True if the line's indent starts a paragraph: deeper than the line above, unless it is a list
    item's hanging indent, or shallower than the lines of an item."""
    step = line.inset - paragraph.lines[-1].inset
    first = len(paragraph.lines) == 1
    return (step > 1 and not (first and paragraph.listed)) or (step < -1 and not first)


def _is_own_line(text: str) -> bool:
    """True for a line that is not part of any paragraph: a unit, a source, a caption."""
    if UNIT.match(text):
        return True
    if NOTE.match(text) and len(text) <= _LONGEST_SOURCE:
        return True
    is_caption = CAPTION.match(text) and len(text) <= _LONGEST_CAPTION
    return bool(is_caption) and not is_terminated(text) and text[-1] not in "，、"


def _starts_item(paragraph: _Paragraph, line: SourceLine, full: bool, layout: Layout) -> bool:
    """True if the number at the line's front begins an item; in a wrapped 二、三級 it does not."""
    number = marker(line.text)
    if number is None:
        return False
    before = paragraph.lines[-1]
    if is_terminated(before.text) or not full or (layout.endings and before.ended):
        return True
    same = paragraph.number
    return same is not None and same.rank == number.rank and number.value == (same.value or 0) + 1


def _is_full(paragraph: _Paragraph, line: SourceLine, layout: Layout) -> bool:
    """True if the previous line had no room for the first unbreakable unit of this one."""
    previous = paragraph.lines[-1]
    first = _UNIT_OF_WRAP.match(line.text)
    unit = width(first[0]) if first else 1
    needed = previous.width + unit + (0 if is_cjk(previous.text[-1]) else 1)
    slack = _SLACK
    if len(paragraph.lines) == 1:
        slack += _INDENT
    if paragraph.listed:
        slack += _HANG
    if is_terminated(previous.text) and len(paragraph.lines) > 2:
        return needed > paragraph.inner - 2
    if is_terminated(previous.text) and previous.text[-1] not in CLOSERS:
        slack = min(slack, _SLACK + _INDENT)
    return needed > layout.edge - slack


def _footnote(note: Footnote, layout: Layout) -> UnplacedFootnote:
    """The block of a footnote: its marker, one space, and its text."""
    first, *others = note.lines
    found = re.match(r"^(\d{1,3}|[*＊†])\s*(.*)$", first.text, re.DOTALL)
    mark, rest = (found[1], found[2]) if found else ("", first.text)
    lines = [replace(first, text=rest), *others] if rest else others
    text, _ = _Paragraph([replace(line, starts_page=False) for line in lines]).text(layout.spaced)
    after = note.after
    block = Block(
        Kind.FOOTNOTE, f"{mark} {text}".strip(),
        page=after.page if after else None,
    )  # fmt: skip
    return UnplacedFootnote(block, normalize_spaces(after.text)[-_ANCHOR:] if after else "")
