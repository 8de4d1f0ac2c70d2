"""Paragraphs of formats that know where theirs end: ODT, DOCX, HTML.

A reader hands over raw text in which a line feed is a line break that somebody typed and a
form feed the start of a page; the blocks come out tidy, with footnotes behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.readers.common.type_headings import Face, by_faces
from indexer.structure.blocks import Block, Table
from indexer.structure.captions import NOTE, UNIT, attach_captions
from indexer.structure.characters import (
    CLOSERS,
    OPENERS,
    is_terminated,
    without_invisible,
)
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

PAGE = "\f"
_BLANK = " \t\u3000\u00a0\n\f"
_LABEL_STOPS = "：:"
# A label (時間：) has at most this many characters; a line of a list of names is this short.
_LABEL, _NAME = 8, 8
# No caption, signature or line of a title page is longer than this.
_DISPLAY = 40


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its mark as printed, and its raw text."""

    mark: str
    text: str


@dataclass(slots=True)
class Flow:
    """The blocks so far. `page` is that of what comes next, None while no page is known; `faces`
    are those of paragraphs, as far as the format tells, by the index of their block."""

    blocks: list[Block] = field(default_factory=list)
    page: int | None = None
    faces: dict[int, Face] = field(default_factory=dict)

    def finished(self) -> tuple[Block, ...]:
        """All blocks, with the headings that their type shows, and tables with what belongs to
        them."""
        return tuple(attach_captions(by_faces(self.blocks, self.faces)))

    def add(
        self,
        raw: str,
        kind: Kind = Kind.PARAGRAPH,
        level: int | None = None,
        notes: Sequence[Note] = (),
        face: Face | None = None,
    ) -> None:
        """Append what stood in one paragraph; nothing for one without visible text. `face` is
        what the paragraph is set in."""
        turned = 0
        for statement in statements(raw, kind):
            body = statement.lstrip(_BLANK)
            lead = statement[: len(statement) - len(body)].count(PAGE)
            self._turn(lead)
            text, breaks = _tidied(body, kind)
            drop = 0 if kind is Kind.FOOTNOTE else bullet_length(text)
            own = kind
            if kind is Kind.PARAGRAPH and (drop or marker(text)):
                own = Kind.LIST_ITEM
            if text[drop:]:
                moved = tuple(max(0, at - drop) for at in breaks)
                if face is not None and kind is Kind.PARAGRAPH and not drop:
                    self.faces[len(self.blocks)] = face
                self.blocks.append(Block(own, text[drop:], level, self.page, breaks=moved))
            self._turn(len(breaks))
            turned += lead + len(breaks)
        self._turn(raw.count(PAGE) - turned)
        for note in notes:
            text = normalize_spaces(
                without_invisible(note.text).replace("\n", " ").replace(PAGE, "")
            )
            if text:
                marked = f"{note.mark} {text}".strip()
                self.blocks.append(Block(Kind.FOOTNOTE, marked, page=self.page))

    def add_table(
        self, table: Table | None, notes: Sequence[Block] = (), breaks: Sequence[int] = ()
    ) -> None:
        """Append a table, and behind it the footnotes of its cells. `breaks` are the rows with
        which further pages begin."""
        page = self.page
        self._turn(len(breaks))
        if table is not None:
            breaks = tuple(breaks) if page is not None else ()
            self.blocks.append(Block(Kind.TABLE_ROW, page=page, breaks=breaks, table=table))
        self.blocks += [replace(note, page=page) for note in notes]

    def turn(self) -> None:
        """A page begins with what comes next."""
        self._turn(1)

    def _turn(self, count: int) -> None:
        if count and self.page is not None:
            self.page += count


def _tidied(raw: str, kind: Kind) -> tuple[str, tuple[int, ...]]:
    """The tidy text and the offsets at which pages begin inside it."""
    if kind in (Kind.HEADING, Kind.TITLE):
        return normalize_heading_spaces(raw.replace(PAGE, " ")), ()
    if kind is not Kind.FOOTNOTE and _is_display(raw):
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


def _is_display(raw: str) -> bool:
    """True for a short line that is no sentence: between its words a space is punctuation."""
    bare = raw.strip(_BLANK)
    return (
        len(bare) <= _DISPLAY
        and not any(c in bare for c in "\n\f，。；")
        and not is_terminated(bare)
    )


def statements(raw: str, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    """The paragraphs that typed line breaks make of one: a numbered line, a line behind a full
    stop, a label or a unit begins one of its own; names and labels stay lines of one block; a
    sentence that goes on is joined."""
    lines: list[str] = []
    pages = ""
    for line in without_invisible(raw).split("\n"):
        if line.strip():
            lines.append(pages + line)
            pages = ""
        else:
            pages += PAGE * line.count(PAGE)
    if not lines or kind in (Kind.HEADING, Kind.TITLE):
        return [" ".join(line.strip(" \t\u3000") for line in lines)] if lines else []
    spaced = is_spaced(raw)
    found = [lines[0]]
    for line in lines[1:]:
        before = found[-1].rsplit("\n", 1)[-1].strip()
        bare = line.strip()
        if line.lstrip(" \t\u3000").startswith(PAGE):
            bare = PAGE * line[: len(line) - len(line.lstrip())].count(PAGE) + bare
        if (
            marker(bare)
            or bullet_length(bare)
            or is_terminated(before)
            or UNIT.match(bare)
            or NOTE.match(bare)
            or (_is_label(bare) and _is_label(before))
        ):
            found.append(line)
        elif keeps_break(before, bare, lines):
            found[-1] += "\n" + bare
        else:
            found[-1] = (
                found[-1].rstrip() + separator_between(found[-1].rstrip(), bare, spaced) + bare
            )
    return found


def keeps_break(before: str, after: str, lines: Sequence[str]) -> bool:
    """True when a typed line break parts statements and not a sentence.

    Labels (時間：…), names one under the other and what follows a closed bracket stay apart.
    """
    if after[:1] in OPENERS or not before or before[-1] in "、，,":
        return False
    if _is_label(after):
        return True
    if all(len(line.strip()) <= _NAME for line in lines):
        return True
    return before[-1] in CLOSERS or is_terminated(before)


def _is_label(line: str) -> bool:
    """True for a line that says what it is: 時間：…"""
    label = min((at for stop in _LABEL_STOPS if (at := line.find(stop)) > 0), default=0)
    return 2 <= label <= _LABEL and not any(c in "，。、 " for c in line[:label])


def labelled(label: str, raw: str) -> str:
    """The raw text behind the number that the format sets before it (which the text itself does
    not hold), parted by a space only where Latin letters meet."""
    body = raw.lstrip(_BLANK)
    lead = raw[: len(raw) - len(body)]
    return lead + label + separator_between(label, body) + body if label else raw


def cell_text(raw: str) -> str:
    """The text of a table cell: tidy statements, one a line."""
    flow = Flow()
    flow.add(raw.replace(PAGE, ""))
    return "\n".join(block.text for block in flow.blocks)


def cell_of(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """The text of a table cell that holds these blocks, and the footnotes among them."""
    lines: list[str] = []
    for block in blocks:
        if block.table is not None:
            rows: dict[int, list[str]] = {}
            for cell in sorted(block.table.cells, key=lambda cell: (cell.row, cell.column)):
                rows.setdefault(cell.row, []).append(cell.text)
            lines += [" ".join(texts) for _, texts in sorted(rows.items())]
        elif block.kind is not Kind.FOOTNOTE:
            lines.append(block.text)
    return cell_text("\n".join(lines)), [b for b in blocks if b.kind is Kind.FOOTNOTE]
