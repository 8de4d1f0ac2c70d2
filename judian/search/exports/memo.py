"""A memo: quotations numbered one by one, each with its citation, and a list of their sources.

The words around the quotations are given by whoever makes the memo.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.search.citations import source_line
from judian.search.citations.facts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.results import RankedHit

#: Characters that XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class MemoWords:
    """The words of a memo: `facts` are lines of (name, value) under the `title`; `copies` says in
    how many ({n}) other places a quotation stands."""

    title: str
    facts: tuple[tuple[str, str], ...]
    passages: str
    sources: str
    copies: str = "同文另有 {n} 處。"


@dataclass(frozen=True, slots=True)
class Quotation:
    """`lines` quote a passage: prose in one line, of a table row each cell under its headers."""

    lines: tuple[str, ...]
    citation: str
    link: str


@dataclass(slots=True)
class Memo:
    """A memo that is written once, while its hits are read; `cited` fills as they are."""

    words: MemoWords
    hits: Iterable[RankedHit]
    link: Callable[[str], str]
    cited: dict[str, DocumentInfo] = field(default_factory=dict)

    def quotations(self) -> Iterator[Quotation]:
        """The quotations in order."""
        for one in deadlines.checked(self.hits):
            hit = one.hit
            self.cited.setdefault(hit.document.id, hit.document)
            citation = hit.citation
            if hit.copies:
                citation += self.words.copies.format(n=hit.copies)
            yield Quotation(quoted_lines(hit.passage), citation, self.link(hit.id))

    def sources(self) -> list[str]:
        """A line for each document that was quoted, in the order of the first quotations."""
        return [source_line(document) for document in self.cited.values()]


def quoted_lines(passage: Passage) -> tuple[str, ...]:
    """The words of a passage: prose in one line, a table row as its caption and 欄名：值 lines."""
    table = passage.table
    if table is None:
        return tuple(line for line in map(one_line, _paragraphs(passage)) if line)
    lines = []
    caption = one_line(table.caption or "")
    unit = one_line(table.unit or "")
    if caption or unit:
        lines.append(f"{caption}（{unit}）" if caption and unit else caption or unit)
    for cell in table.cells:
        text = one_line(passage.text[cell.start : cell.end])
        if text:
            name = " › ".join(filter(None, map(one_line, cell.column)))
            lines.append(f"{name}：{text}" if name else text)
    return tuple(lines)


def _paragraphs(passage: Passage) -> list[str]:
    """The headers of a table keep their lines; other passages are one paragraph."""
    if passage.kind == "table_head":
        return [line.replace("\t", "　") for line in passage.text.split("\n")]
    return [passage.text]


def printable(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def xml_text(text: str) -> str:
    """`text` for XML: escaped, without the characters that XML cannot hold."""
    return printable(text).translate(_ESCAPES)
