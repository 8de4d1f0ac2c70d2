"""HTML pages: what the page is about, without its menus; decoded before it is parsed.

lxml stops silently at the first Microsoft character in bytes that it is told are Big5, so it is
only ever given text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import lxml.html

from indexer.files.encoding import Decoded, declared_charset, decode
from indexer.readers.common.block_builder import (
    BlockBuilder,
    RawFootnote,
    cell_text_and_footnotes,
    with_list_label,
)
from indexer.readers.common.list_numbers import format_list_number
from indexer.readers.common.type_headings import TypefaceTally
from indexer.readers.html.main_content import main_content
from indexer.readers.html.typography import Typefaces
from indexer.readers.plain.reader import undecodable_verdict
from indexer.structure.blocks import Block, GridCell, Reading
from indexer.structure.characters import without_invisible
from indexer.structure.table_grid import table_of_cells
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.contract import ReadOptions

_SKIPPED_NAMES = """
    script style noscript template iframe object embed applet canvas svg math audio video map
    select button input textarea label datalist head title meta link del rp rt nav menu dialog
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_BLOCK_NAMES = """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody
    td tfoot th thead tr ul caption legend
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARK = re.compile(r"^[\[（(〔]?\s*(?:註|注)?\s*([0-9]{1,3}|[*＊†‡]|[ivx]{1,5})\s*[\]）)〕]?$")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile(r"<(script\b|style\b|!--)", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_NESTING = re.compile(r"</?(?:div|section|span|font|center|article|b|i)\b[^<>]*>", re.IGNORECASE)
_BACK_LINKS = re.compile(r"^[\s↩↑^\u21a9\ufe0e\ufe0f]*|[\s↩↑\u21a9\ufe0e\ufe0f]*$")
# A parser that kept less than this share of the page's characters has lost a part of it.
_KEPT = 0.95
# Nesting deeper than this is no page that a person made.
_DEEPEST = 150
_WIDEST_SPAN = 256
#: Names that pages give their facts in <meta>, ours beside them.
_META = {
    "dc.title": "title", "dcterms.title": "title", "og:title": "title",
    "dc.creator": "publisher", "dc.publisher": "publisher", "dcterms.publisher": "publisher",
    "author": "author", "dc.date": "date", "dcterms.issued": "date", "dcterms.created": "date",
    "article:published_time": "date", "date": "date", "pubdate": "date",
}  # fmt: skip


@dataclass(slots=True)
class _State:
    """`notes` maps an element's id to the footnote it holds, `holders` are these footnotes;
    `held` are those whose mark was met and that wait for the end of their block. `label` is the
    number of the list item whose text comes next, "" for a bullet. `tally` counts what the text
    of the block that is open is set in."""

    flow: BlockBuilder = field(default_factory=BlockBuilder)
    notes: dict[str, Any] = field(default_factory=dict)
    holders: set[Any] = field(default_factory=set)
    held: list[RawFootnote] = field(default_factory=list)
    label: str | None = None
    tally: TypefaceTally = field(default_factory=TypefaceTally)
    faces: Typefaces = field(default_factory=Typefaces)


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The decoded page, in one piece."""
    data = path.read_bytes()
    decoded = decode(data, path.name, declared_charset(data))
    yield path.name
    yield decoded


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The blocks of the page's main content."""
    name, decoded = parts[0], parts[-1]
    assert isinstance(decoded, Decoded)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", without_invisible(decoded.text).lstrip("\ufeff"))
    try:
        root = _parsed(text)
    except (lxml.etree.ParserError, ValueError) as error:
        raise SourceUnreadable(
            str(name), "no_text",
            en=("the page holds no text", "save the page anew from a browser"),
            zh=("網頁沒有文字", "請自瀏覽器重新儲存網頁"),
        ) from error  # fmt: skip
    properties = _properties(root)
    state = _State()
    content = main_content(root)
    _find_notes(root, state)
    _walk(content, state, 0)
    return Reading(
        blocks=state.flow.build(),
        format="html",
        encoding=decoded.encoding,
        properties=properties,
        page_verdicts=undecodable_verdict(decoded),
    )


def _parsed(text: str) -> Any:
    """The page as a tree.

    The parser stops in silence where elements nest too deeply (256 levels, with huge_tree
    2,048). When it lost most of the page's text, the elements that nest without meaning are
    taken out and the page is parsed again; when that does not help, all of them.
    """
    parser = lxml.html.HTMLParser(huge_tree=True)
    root = lxml.html.document_fromstring(text, parser=parser)
    whole = _visible_length(html.unescape(_TAGS.sub("", _without_unseen(text))))
    if _visible_length(_visible(root)) >= _KEPT * whole:
        return root
    root = lxml.html.document_fromstring(_NESTING.sub("<br>", text), parser=parser)
    if _visible_length(_visible(root)) >= _KEPT * whole:
        return root
    return lxml.html.document_fromstring(_TAGS.sub("<br>", _without_unseen(text)), parser=parser)


def _visible_length(text: str) -> int:
    return sum(not c.isspace() for c in text)


def _without_unseen(text: str) -> str:
    """The source without scripts, styles and comments; one that never ends takes the rest."""
    lowered = text.lower()
    kept = []
    at = 0
    while found := _UNSEEN.search(text, at):
        kept.append(text[at : found.start()])
        close = "-->" if found[1] == "!--" else f"</{found[1].lower()}"
        end = lowered.find(close, found.end())
        if end < 0:
            return "".join(kept)
        at = end + len(close)
    return "".join(kept) + text[at:]


def _visible(root: Any) -> str:
    return "".join(root.xpath(".//text()[not(ancestor::script or ancestor::style)]"))


def _properties(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = _META.get((meta.get("name") or meta.get("property") or "").strip().lower())
        value = _SPACE.sub(" ", meta.get("content") or "").strip()
        if key and value:
            found.setdefault(key, value)
    title = root.find(".//title")
    if title is not None and (words := _SPACE.sub(" ", title.text_content()).strip()):
        found.setdefault("title", words)
    return found


def _find_notes(root: Any, state: _State) -> None:
    """Footnotes are what short marks link to further down the page; a note's own link back to
    its sentence leads up and is none."""
    wanted: set[str] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        key = element.get("id") or element.get("name") or ""
        if key in wanted and key not in state.notes:
            holder = element
            while holder.tag not in _BLOCKS and holder.getparent() is not None:
                holder = holder.getparent()
            if holder.tag not in ("body", "html", "main", "article", "td"):
                state.notes[key] = holder
                state.holders.add(holder)
        href = element.get("href") or "" if element.tag == "a" else ""
        if len(href) > 1 and href[0] == "#" and _MARK.match(element.text_content().strip()):
            wanted.add(href[1:])


def _walk(parent: Any, state: _State, depth: int) -> None:
    """Add the blocks below an element; text between block elements makes paragraphs too."""
    if depth > _DEEPEST:
        state.flow.add(_collapsed(parent.text_content()))
        return
    inline = [_counted(parent.text, parent, state)]

    def close() -> None:
        raw = "".join(inline)
        inline.clear()
        face, state.tally = state.tally.typeface(), TypefaceTally()
        if raw.strip():
            kind = Kind.QUOTE if parent.tag == "blockquote" else Kind.PARAGRAPH
            if state.label is not None or parent.tag in ("dt", "dd"):
                kind = Kind.LIST_ITEM
            raw = with_list_label(state.label or "", raw)
            state.flow.add(_collapsed(raw), kind, None, state.held, face)
            state.held, state.label = [], None

    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _is_note(child, state):
            inline.append(_counted(child.tail, parent, state))
            continue
        if tag in _BLOCKS or _holds_blocks(child, 0):
            close()
            _block(child, state, depth)
        else:
            inline.append(_inline(child, state, 0))
        inline.append(_counted(child.tail, parent, state))
    close()


def _block(element: Any, state: _State, depth: int) -> None:
    tag = element.tag
    if tag in _HEADINGS:
        raw = with_list_label(state.label or "", _collapsed(_inline(element, state, 0)))
        state.flow.add(raw, Kind.HEADING, _HEADINGS[tag], state.held)
        state.held, state.label, state.tally = [], None, TypefaceTally()
    elif tag == "table" and not _is_layout(element):
        _table(element, state, depth)
    elif tag in ("ol", "ul"):
        _list(element, state, depth)
    elif tag == "pre":
        for line in _inline(element, state, 0).split("\n"):
            state.flow.add(line)
        state.tally = TypefaceTally()
    else:
        _walk(element, state, depth + 1)


def _list(element: Any, state: _State, depth: int) -> None:
    start = element.get("start") or "1"
    number = int(start) if start.lstrip("-").isdecimal() else 1
    way = element.get("type") or "1"
    for item in element:
        if item.tag != "li":
            if isinstance(item.tag, str):
                _block(item, state, depth + 1)
            continue
        if _is_note(item, state):
            number += 1
            continue
        state.label = ""
        if element.tag == "ol" and "none" not in (element.get("style") or ""):
            value = item.get("value") or ""
            number = int(value) if value.isdecimal() else number
            state.label = f"{format_list_number(way, number) or number}."
            number += 1
        _walk(item, state, depth + 1)
        state.label = None


def _holds_blocks(element: Any, depth: int) -> bool:
    """True for an inline element that wraps block elements, as careless pages have them."""
    return depth < _DEEPEST and any(
        child.tag in _BLOCKS or (isinstance(child.tag, str) and _holds_blocks(child, depth + 1))
        for child in element
    )


def _inline(element: Any, state: _State, depth: int) -> str:
    """The raw text of an element: \\v for a line break; marks of footnotes left out."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or depth > _DEEPEST:
        return ""
    if tag == "br":
        return "\v"
    if tag in ("a", "sup") and _is_mark(element, state):
        return ""
    pieces = [_counted(element.text, element, state)]
    for child in element:
        pieces.append(_inline(child, state, depth + 1))
        pieces.append(_counted(child.tail, element, state))
    return "".join(pieces)


def _counted(text: str | None, element: Any, state: _State) -> str:
    """A text that stands right in an element; what it is set in is counted."""
    if text and not text.isspace():
        state.tally.add(text, *state.faces.of(element))
    return text or ""


def _is_mark(element: Any, state: _State) -> bool:
    """True for the mark of a footnote, which is then held for the end of its block."""
    anchors = [element] if element.tag == "a" else list(element.iter("a"))
    for anchor in anchors:
        key = (anchor.get("href") or "")[1:]
        found = _MARK.match(anchor.text_content().strip())
        if found and key in state.notes:
            state.held.append(RawFootnote(found[1], _note_text(state.notes[key], found[1])))
            return True
    return False


def _note_text(holder: Any, mark: str) -> str:
    text = _SPACE.sub(" ", holder.text_content()).strip()
    text = _BACK_LINKS.sub("", text)
    front = re.match(rf"[\[（(〔]?\s*{re.escape(mark)}\s*[\]）)〕.、]?\s*", text)
    return text[front.end() :] if front else text


def _is_note(element: Any, state: _State) -> bool:
    """True for an element that is the body of a footnote, added where its mark stood."""
    return element in state.holders


def _collapsed(raw: str) -> str:
    """White space as a browser shows it, typed line breaks as line feeds."""
    return "\n".join(_SPACE.sub(" ", line) for line in raw.split("\v"))


def _is_layout(table: Any) -> bool:
    """True for a table that only places things: it holds tables or headings, has one column, or
    is a single row of lists."""
    if table.get("role") == "presentation" or table.find(".//th") is not None:
        return bool(table.get("role") == "presentation")
    if any(True for child in table.iter("table", *_HEADINGS) if child is not table):
        return True
    widths = [sum(cell.tag == "td" for cell in row) for row in _rows(table)]
    lists = next(table.iter("ul", "ol"), None) is not None
    return max(widths, default=0) < 2 or (lists and len(widths) < 2)


def _rows(table: Any) -> list[Any]:
    found = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [row for row in child if row.tag == "tr"]
    return found


def _table(element: Any, state: _State, depth: int) -> None:
    cells: list[GridCell] = []
    notes: list[Block] = []
    taken: set[tuple[int, int]] = set()
    heads = 0
    for at_row, row in enumerate(_rows(element)):
        column = 0
        tags = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (at_row, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            inner = replace(state, flow=BlockBuilder(), held=[], label=None, tally=TypefaceTally())
            _walk(cell, inner, depth + 1)
            inner.flow.add("", notes=inner.held)
            text, feet = cell_text_and_footnotes(inner.flow.blocks)
            notes += feet
            cells.append(GridCell(text, at_row, column, down, across))
            taken.update((at_row + i, column + j) for i in range(down) for j in range(across))
            column += across
            tags.append(cell.tag)
        in_head = row.getparent().tag == "thead" or (tags and set(tags) == {"th"})
        if in_head and heads == at_row:
            heads += 1
    caption = element.find("caption")
    if caption is not None:
        state.flow.add(_collapsed(_inline(caption, state, 0)))
        state.tally = TypefaceTally()
    state.flow.add_table(table_of_cells(cells, heads), notes)
    state.flow.add("", notes=state.held)
    state.held = []


def _span(cell: Any, attribute: str) -> int:
    value = (cell.get(attribute) or "1").strip()
    return min(max(1, int(value)), _WIDEST_SPAN) if value.isdecimal() else 1
