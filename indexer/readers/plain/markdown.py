"""Markdown, and text that converters of slides and PDFs write in its manner.

Such files mix Markdown's marks (#, **, -, |) with HTML tags, tab-separated tables and pages
that break a sentence; only what is a mark in all of them is treated as one, everything else is
text.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from indexer.files.encoding import Decoded, decode
from indexer.readers.common.block_builder import keeps_break
from indexer.readers.plain.lines import Layout, SourceLine
from indexer.readers.plain.reader import undecodable_verdict
from indexer.readers.plain.tables import find_table
from indexer.structure.blocks import Block, Reading
from indexer.structure.broken_sentences import rejoin_sentences
from indexer.structure.captions import CAPTION, NOTE, UNIT, attach_captions
from indexer.structure.characters import is_terminated, without_invisible
from indexer.structure.joining import (
    is_spaced,
    normalize_heading_spaces,
    normalize_spaces,
    separator_between,
)
from indexer.structure.list_markers import bullet_length, marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.contract import ReadOptions

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){3,})$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_ITEM = re.compile(r"^\s*[-*+]\s+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}>\s?")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|span|font|br|p|div|a|small|mark)(?:\s[^<>]*)?/?>", re.I
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*])")
_CODE = re.compile(r"`+([^`\n]+)`+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>$])")
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]+)\]:\s*(.*)$")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
_WHOLLY_STRONG = re.compile(r"^(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1$")
# A line without a full stop up to this length is display type, where spaces part words.
_LONGEST_LINE = 40
# Characters that stand for an escaped mark while the marks are taken out.
_KEPT = "\ue000"


def parts(path: Path, options: ReadOptions) -> Iterator[object]:
    """The decoded text, in one piece."""
    yield decode(path.read_bytes(), path.name)


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """The blocks of a Markdown text."""
    decoded = parts[0]
    assert isinstance(decoded, Decoded)
    text = without_invisible(decoded.text)
    lines = re.split(r"\r\n|[\n\r\x0b\f\x85\u2028\u2029]", text)
    properties, lines = _front_matter(lines)
    layout = Layout(False, 0, False, False, is_spaced(text[:20000]))
    notes, lines = _notes_apart(lines)
    blocks = rejoin_sentences(attach_captions(_blocks(lines, layout, notes)))
    return Reading(
        blocks=tuple(blocks), format="markdown", encoding=decoded.encoding,
        properties=properties, page_verdicts=undecodable_verdict(decoded),
    )  # fmt: skip


def without_markup(text: str) -> str:
    """The text of one line without Markdown's and HTML's marks."""
    text = _FOOTNOTE_MARK.sub("", text)
    text = _ESCAPE.sub(lambda m: chr(ord(_KEPT) + ord(m[1])), text)
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(3):
        text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    text = html.unescape(_TAG.sub("", text))
    return re.sub("[\ue000-\ue0ff]", lambda m: chr(ord(m[0]) - ord(_KEPT)), text)


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Properties between two --- at the top, and the lines behind them."""
    if not lines or lines[0].strip() != "---":
        return {}, lines
    found: dict[str, str] = {}
    for at, line in enumerate(lines[1:40], 1):
        if line.strip() == "---":
            return found, lines[at + 1 :]
        pair = re.match(r"^(\w[\w -]*):\s*(.*)$", line)
        if pair:
            found[pair[1].strip().lower()] = pair[2].strip().strip("\"'")
        elif line.strip() and not line.startswith((" ", "-")):
            break
    return {}, lines


def _notes_apart(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Footnotes by their marks, and the lines without them."""
    notes: dict[str, str] = {}
    kept = []
    for line in lines:
        found = _FOOTNOTE.match(line)
        if found:
            notes[found[1]] = normalize_spaces(without_markup(found[2]))
        else:
            kept.append(line)
    return notes, kept


def _blocks(lines: Sequence[str], layout: Layout, notes: dict[str, str]) -> list[Block]:
    """The blocks in order; a footnote follows the block that holds its mark, those without a
    mark stand at the end."""
    blocks: list[Block] = []
    held: list[str] = []  # raw lines of the paragraph under way

    def add_notes(raw: str) -> None:
        for mark in _FOOTNOTE_MARK.findall(raw):
            if mark[2:-1] in notes:
                blocks.append(_note(mark[2:-1], notes.pop(mark[2:-1])))

    def close() -> None:
        if held:
            blocks.append(_paragraph(held, layout))
            add_notes("\n".join(held))
            held.clear()

    at = 0
    while at < len(lines):
        line = lines[at]
        heading = _HEADING.match(line)
        if not line.strip() or _FENCE.match(line):
            close()
        elif heading:
            close()
            text = normalize_heading_spaces(without_markup(heading[2]))
            text = text[bullet_length(text) :]
            if text:
                blocks.append(Block(Kind.HEADING, text, level=len(heading[1])))
            add_notes(line)
        elif _RULE.match(line):
            if len(held) == 1 and line.strip()[0] in "-=" and not is_terminated(held[0]):
                text = normalize_heading_spaces(without_markup(held.pop()))
                blocks.append(Block(Kind.HEADING, text, level=1 if line.strip()[0] == "=" else 2))
            close()
        elif "\t" in line.strip(" ") or line.lstrip().startswith("|"):
            close()
            end = _table(lines, at, layout, blocks)
            add_notes("\n".join(lines[at:end]))
            at = end
            continue
        else:
            if held and _begins(held, line):
                close()
            held.append(line)
        at += 1
    close()
    return blocks + [_note(mark, text) for mark, text in notes.items()]


def _note(mark: str, text: str) -> Block:
    return Block(Kind.FOOTNOTE, f"{mark} {text}")


def _table(lines: Sequence[str], at: int, layout: Layout, blocks: list[Block]) -> int:
    """Append the table that begins at line `at`, or the line as a paragraph; the next line."""
    end = at
    while end < len(lines) and ("\t" in lines[end] or lines[end].lstrip().startswith("|")):
        end += 1
    rows = [SourceLine(without_markup(line).strip(" ")) for line in lines[at:end]]
    found = find_table(rows, 0, layout)
    if found is None:
        blocks.append(
            Block(Kind.PARAGRAPH, normalize_spaces(without_markup(lines[at].replace("\t", " "))))
        )
        return at + 1
    blocks.append(Block(Kind.TABLE_ROW, table=found.table))
    return at + found.end


def _begins(held: Sequence[str], line: str) -> bool:
    """True when a line that follows another without a blank one begins a paragraph."""
    previous = without_markup(held[-1]).strip()
    text = without_markup(_QUOTE.sub("", line)).strip()
    return bool(
        _ITEM.match(line)
        or marker(text)
        or bullet_length(text)
        or (is_terminated(previous) and not _breaks(held[-1]))
        or any(
            pattern.match(piece) for pattern in (UNIT, NOTE, CAPTION) for piece in (text, previous)
        )
    )


def _breaks(raw: str) -> bool:
    """True when the line asks for a line break behind it."""
    return raw.endswith(("  ", "\\")) or bool(re.search(r"<br\s*/?>\s*$", raw, re.I))


def _paragraph(held: Sequence[str], layout: Layout) -> Block:
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
    for before, line in zip(raw, texts[1:], strict=False):
        if _breaks(before) and keeps_break(text.rsplit("\n", 1)[-1], line, texts):
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
