"""The reader of Markdown, and of similar text that converters of slides and PDFs write.

Such files mix Markdown's markup (#, **, -, |) with HTML tags, tab-separated tables and page breaks
inside sentences. Only what is markup in all of them is removed; everything else is text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.files.encoding import Decoded, decode
from indexer.readers.common.line_breaks import is_fact, is_label, keeps_break
from indexer.readers.common.raised_text import LOWERED, RAISED, resolve_raised
from indexer.readers.plain.embedded_tables import fenced_tables, html_table
from indexer.readers.plain.lines import Layout, SourceLine
from indexer.readers.plain.reader import undecodable_verdict
from indexer.readers.plain.tables import find_table
from indexer.structure.blocks import Block, Reading
from indexer.structure.broken_sentences import rejoin_sentences
from indexer.structure.captions import CAPTION, NOTE, attach_captions
from indexer.structure.characters import is_terminated, without_invisible
from indexer.structure.joining import (
    is_spaced,
    normalize_heading_spaces,
    normalize_spaces,
    separator_between,
)
from indexer.structure.list_markers import bullet_length, marker
from indexer.structure.unit_lines import UNIT
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

# Each pattern takes time in proportion to the line: what stands between two marks ends with the
# next mark of its kind, or is of limited length.
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,})$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_ITEM = re.compile(r"^\s*[-*+]\s+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}>\s?")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|span|font|br|p|div|a|small|mark)(?:\s[^<>]*)?/?>", re.I
)
_SUP = re.compile(r"<sup(?:\s[^<>]*)?>([^<>]*)</sup>", re.I)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*])")
_CODE = re.compile(r"(?<!`)`++([^`\n]+)`+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>$])")
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]+)\]:\s*(.*)$")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\[\]\s]+\]")
_WHOLLY_STRONG = re.compile(r"^(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1$")
# Characters of a line of display type, where spaces separate words; a full stop makes it prose.
_LONGEST_LINE = 40
# Lines of the properties at the top; characters examined for spaces between Han and digits.
_LONGEST_FRONT_MATTER, _SPACING_SAMPLE = 39, 20_000
# First of the private-use characters that replace escaped markup while the rest is removed.
_KEPT = "\ue000"


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The decoded text, in one piece."""
    yield decode(path.read_bytes(), path.name)


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The blocks of a Markdown text."""
    decoded = parts[0]
    assert isinstance(decoded, Decoded)
    text = without_invisible(decoded.text)
    lines = re.split(r"\r\n|[\n\r\x0b\f\x85\u2028\u2029]", text)
    properties, lines = _front_matter(lines)
    layout = Layout(False, 0, False, False, is_spaced(text[:_SPACING_SAMPLE]))
    footnotes, lines = _separate_footnotes(lines)
    blocks = rejoin_sentences(attach_captions(_BlockReader(lines, layout, footnotes).read()))
    return Reading(
        blocks=tuple(blocks), format="markdown", encoding=decoded.encoding,
        properties=properties, page_verdicts=undecodable_verdict(decoded),
    )  # fmt: skip


def without_markup(text: str) -> str:
    """The text of one line without the markup of Markdown and HTML."""
    text = _FOOTNOTE_MARK.sub("", text)
    text = _ESCAPE.sub(lambda m: chr(ord(_KEPT) + ord(m[1])), text)
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(3):
        text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    text = resolve_raised(_SUP.sub(f"{RAISED}\\1{LOWERED}", text))
    text = html.unescape(_TAG.sub("", text))
    return re.sub("[\ue000-\ue0ff]", lambda m: chr(ord(m[0]) - ord(_KEPT)), text)


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The properties between two --- at the top, and the lines after them."""
    if not lines or lines[0].strip() != "---":
        return {}, lines
    found: dict[str, str] = {}
    for at, line in enumerate(lines[1 : _LONGEST_FRONT_MATTER + 1], 1):
        if line.strip() == "---":
            return found, lines[at + 1 :]
        pair = re.match(r"^(\w[\w -]*):\s*(.*)$", line)
        if pair:
            found[pair[1].strip().lower()] = pair[2].strip().strip("\"'")
        elif line.strip() and not line.startswith((" ", "-")):
            break
    return {}, lines


def _separate_footnotes(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The footnotes by marker, and the lines without them."""
    notes: dict[str, str] = {}
    kept = []
    for line in lines:
        found = _FOOTNOTE.match(line)
        if found:
            notes[found[1]] = normalize_spaces(without_markup(found[2]))
        else:
            kept.append(line)
    return notes, kept


@dataclass(slots=True)
class _BlockReader:
    """Makes the blocks of a file's lines. `open_` are the raw lines of the current paragraph.

    A footnote follows the block that holds its marker; those without one are at the end.
    """

    lines: Sequence[str]
    layout: Layout
    footnotes: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    open_: list[str] = field(default_factory=list)

    def read(self) -> list[Block]:
        """The blocks in order."""
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        self._close()
        return self.blocks + [_footnote(mark, text) for mark, text in self.footnotes.items()]

    def _take(self, at: int) -> int:
        """Take the line at index `at`, or the table that begins there; the index after."""
        line = self.lines[at]
        end = self._take_embedded(at)
        if end > at:
            return end
        heading = _HEADING.match(line)
        if not line.strip() or _FENCE.match(line):
            self._close()
        elif heading:
            self._close()
            self._add_heading(heading[2], len(heading[1]))
            self._add_footnotes(line)
        elif _RULE.match(line):
            self._take_rule(line)
        elif _is_table_line(line.strip(" ")):
            self._close()
            end = self._take_table(at)
            self._add_footnotes("\n".join(self.lines[at:end]))
            return end
        else:
            if self.open_ and _begins(self.open_, line):
                self._close()
            self.open_.append(line)
        return at + 1

    def _close(self) -> None:
        """End the current paragraph."""
        if self.open_:
            self.blocks.append(_paragraph(self.open_, self.layout))
            self._add_footnotes("\n".join(self.open_))
            self.open_.clear()

    def _add_heading(self, raw: str, level: int) -> None:
        text = normalize_heading_spaces(without_markup(raw))
        text = text[bullet_length(text) :]
        if text:
            self.blocks.append(Block(Kind.HEADING, text, level=level))

    def _take_rule(self, line: str) -> None:
        """Take a line of dashes: it underlines a single line above it, a heading, or ends a
        paragraph."""
        char = line.strip()[0]
        if len(self.open_) == 1 and char in "-=" and not is_terminated(self.open_[0]):
            text = normalize_heading_spaces(without_markup(self.open_.pop()))
            self.blocks.append(Block(Kind.HEADING, text, level=1 if char == "=" else 2))
        self._close()

    def _take_embedded(self, at: int) -> int:
        """Add the table in CSV or HTML that begins at index `at`; the index after, `at` without
        one."""
        found, end = fenced_tables(self.lines, at)
        if not found:
            found, end = html_table(self.lines, at)
        if found:
            self._close()
            self.blocks += found
        return end

    def _take_table(self, at: int) -> int:
        """Add the table that begins at index `at`, or that line as a paragraph; the index
        after."""
        end = at
        while end < len(self.lines) and _is_table_line(self.lines[end]):
            end += 1
        rows = [SourceLine(without_markup(line).strip(" ")) for line in self.lines[at:end]]
        found = find_table(rows, 0, self.layout)
        if found is None:
            text = normalize_spaces(without_markup(self.lines[at].replace("\t", " ")))
            self.blocks.append(Block(Kind.PARAGRAPH, text))
            return at + 1
        self.blocks.append(Block(Kind.TABLE_ROW, table=found.table))
        return at + found.end

    def _add_footnotes(self, raw: str) -> None:
        """Add the footnotes whose markers are in the raw text."""
        for marker_text in _FOOTNOTE_MARK.findall(raw):
            mark = marker_text[2:-1]
            text = self.footnotes.pop(mark, None)
            if text is not None:
                self.blocks.append(_footnote(mark, text))


def _is_table_line(line: str) -> bool:
    return "\t" in line or line.lstrip().startswith("|")


def _footnote(mark: str, text: str) -> Block:
    return Block(Kind.FOOTNOTE, f"{mark} {text}")


def _begins(held: Sequence[str], line: str) -> bool:
    """True if a line begins a paragraph although no blank line precedes it."""
    previous = without_markup(held[-1]).strip()
    text = without_markup(_QUOTE.sub("", line)).strip()
    return bool(
        _ITEM.match(line)
        or marker(text)
        or bullet_length(text)
        or (is_terminated(previous) and not _breaks(held[-1]))
        or (is_fact(text) and not is_label(previous))
        or any(
            pattern.match(piece) for pattern in (UNIT, NOTE, CAPTION) for piece in (text, previous)
        )
    )


def _breaks(raw: str) -> bool:
    """True if the line ends with a line break of Markdown or HTML."""
    return raw.endswith(("  ", "\\")) or bool(re.search(r"<br\s*/?>\s*$", raw, re.I))


def _paragraph(held: Sequence[str], layout: Layout) -> Block:
    """The block of a paragraph's raw lines: quote, list item, heading (wholly bold) or prose."""
    raw = list(held)
    kind = Kind.PARAGRAPH
    if _QUOTE.match(raw[0]):
        kind = Kind.QUOTE
        raw = [_QUOTE.sub("", line) for line in raw]
    item = _ITEM.match(raw[0])
    if item and not _WHOLLY_STRONG.match(raw[0].strip()):
        raw[0] = raw[0][item.end() :]
        kind = Kind.LIST_ITEM
    whole = " ".join(line.strip() for line in raw).strip()
    texts = [without_markup(line).strip().removesuffix("\\") for line in raw]
    text = texts[0]
    for before, previous, line in zip(raw, texts, texts[1:], strict=False):
        above = text.rsplit("\n", 1)[-1]
        are_facts = is_fact(previous) and is_fact(line)
        if are_facts or (_breaks(before) and keeps_break(above, line, texts)):
            text += "\n" + line
        else:
            text += separator_between(text, line, layout.spaced) + line
    clean = (
        normalize_spaces
        if is_terminated(text) or len(text) > _LONGEST_LINE
        else normalize_heading_spaces
    )
    text = "\n".join(clean(part) for part in text.split("\n") if part.strip())
    text = text[bullet_length(text) :]
    if kind is Kind.PARAGRAPH and marker(text):
        kind = Kind.LIST_ITEM
    if _WHOLLY_STRONG.match(whole) and marker(text) and not CAPTION.match(text):
        return Block(Kind.HEADING, text)
    return Block(kind, text)
