"""The reader of HTML pages: their main content, without menus.

A page is decoded before it is parsed: from bytes declared as Big5, lxml reads silently only as far
as the first character of Microsoft's extensions.
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
    with_list_label,
)
from indexer.readers.common.list_numbers import format_list_number
from indexer.readers.common.raised_text import LOWERED, RAISED, resolve_raised
from indexer.readers.common.table_cells import CellBlocks, add_cells, cell_of
from indexer.readers.common.type_headings import TypefaceTally
from indexer.readers.html.main_content import main_content
from indexer.readers.html.typography import Typefaces, is_raised
from indexer.readers.plain.reader import undecodable_verdict
from indexer.structure.blocks import Reading
from indexer.structure.characters import without_invisible
from indexer.structure.spans import OpenSpans
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

_SKIPPED_NAMES = """
    script style noscript template iframe object embed applet canvas svg audio video map
    annotation annotation-xml select button input textarea label datalist
    head title meta link del rp rt nav menu dialog
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_BLOCK_NAMES = """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody
    td tfoot th thead tr ul caption legend
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
#: Elements of a formula in which white space has no meaning.
_FORMULAS = frozenset(["math", "semantics", "mrow", "mstyle", "msup", "msub", "mfrac", "msqrt"])
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARK = re.compile(r"^[\[（(〔]?\s*(?:註|注)?\s*([0-9]{1,3}|[*＊†‡]|[ivx]{1,5})\s*[\]）)〕]?$")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(r"<(script\b|style\b|!--)", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_NESTING = re.compile(r"</?(?:div|section|span|font|center|article|b|i)\b[^<>]*>", re.IGNORECASE)
_BACK_LINKS = re.compile(r"^[\s↩↑^\u21a9\ufe0e\ufe0f]*|[\s↩↑\u21a9\ufe0e\ufe0f]*$")
# Share of the page's characters below which the parser has lost a part of it.
_KEPT = 0.95
# Levels of nested elements; what is deeper is read as plain text. Each takes two of Python's 1,000
# frames.
_DEEPEST = 150
# Columns or rows of the widest span; a larger number is an attack.
_WIDEST_SPAN = 256
#: Names in <meta> → our properties.
_META = {
    "dc.title": "title", "dcterms.title": "title", "og:title": "title",
    "dc.creator": "publisher", "dc.publisher": "publisher", "dcterms.publisher": "publisher",
    "author": "author", "dc.date": "date", "dcterms.issued": "date", "dcterms.created": "date",
    "article:published_time": "date", "date": "date", "pubdate": "date",
}  # fmt: skip


@dataclass(slots=True)
class _State:
    """The state of reading a page.

    `bodies` maps the id of a link's target to the element of a footnote's text, `body_elements`
    are these elements. `pending` are the footnotes whose markers are in the current block. `label`
    is the number of the list item that comes next, "" for a bullet. `tally` counts the typefaces of
    the current block.
    """

    builder: BlockBuilder = field(default_factory=BlockBuilder)
    bodies: dict[str, Any] = field(default_factory=dict)
    body_elements: set[Any] = field(default_factory=set)
    pending: list[RawFootnote] = field(default_factory=list)
    label: str | None = None
    tally: TypefaceTally = field(default_factory=TypefaceTally)
    typefaces: Typefaces = field(default_factory=Typefaces)


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
    _find_footnotes(root, state)
    _walk(content, state, 0)
    return Reading(
        blocks=state.builder.build(),
        format="html",
        encoding=decoded.encoding,
        properties=properties,
        page_verdicts=undecodable_verdict(decoded),
    )


def _parsed(text: str) -> Any:
    """The page as a tree.

    The parser silently drops elements nested too deeply (256 levels, with huge_tree 2,048). If it
    lost text, the page is parsed again without the elements that only nest, then without any.
    """
    parser = lxml.html.HTMLParser(huge_tree=True)
    root = lxml.html.document_fromstring(text, parser=parser)
    whole = _visible_length(html.unescape(_TAGS.sub("", _without_invisible_source(text))))
    if _visible_length(_visible(root)) >= _KEPT * whole:
        return root
    root = lxml.html.document_fromstring(_NESTING.sub("<br>", text), parser=parser)
    if _visible_length(_visible(root)) >= _KEPT * whole:
        return root
    return lxml.html.document_fromstring(
        _TAGS.sub("<br>", _without_invisible_source(text)), parser=parser
    )


def _visible_length(text: str) -> int:
    return sum(not c.isspace() for c in text)


def _without_invisible_source(text: str) -> str:
    """The source without scripts, styles and comments; an unclosed one extends to the end."""
    lowered = text.lower()
    kept = []
    at = 0
    while found := _INVISIBLE.search(text, at):
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


def _find_footnotes(root: Any, state: _State) -> None:
    """Find the texts of footnotes: the targets of short links (1, *, 註1) to elements further down.
    A footnote's link back to its sentence leads up and does not count."""
    wanted: set[str] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        key = element.get("id") or element.get("name") or ""
        if key in wanted and key not in state.bodies:
            holder = element
            while holder.tag not in _BLOCKS and holder.getparent() is not None:
                holder = holder.getparent()
            if holder.tag not in ("body", "html", "main", "article", "td"):
                state.bodies[key] = holder
                state.body_elements.add(holder)
        href = element.get("href") or "" if element.tag == "a" else ""
        if len(href) > 1 and href[0] == "#" and _MARK.match(element.text_content().strip()):
            wanted.add(href[1:])


def _walk(parent: Any, state: _State, depth: int) -> None:
    """Add the blocks inside an element; text between block elements is a paragraph too."""
    if depth > _DEEPEST:
        state.builder.add(_collapsed(parent.text_content()))
        return
    inline = [_tallied(parent.text, parent, state)]

    def close() -> None:
        raw = "".join(inline)
        inline.clear()
        typeface, state.tally = state.tally.typeface(), TypefaceTally()
        if raw.strip():
            kind = Kind.QUOTE if parent.tag == "blockquote" else Kind.PARAGRAPH
            if state.label is not None or parent.tag in ("dt", "dd"):
                kind = Kind.LIST_ITEM
            raw = with_list_label(state.label or "", raw)
            state.builder.add(_collapsed(raw), kind, None, state.pending, typeface)
            state.pending, state.label = [], None

    for child in parent:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _is_footnote_body(child, state):
            inline.append(_tallied(child.tail, parent, state))
            continue
        if tag in _BLOCKS or _holds_blocks(child, 0):
            close()
            _block(child, state, depth)
        else:
            inline.append(_inline(child, state, 0))
        inline.append(_tallied(child.tail, parent, state))
    close()


def _block(element: Any, state: _State, depth: int) -> None:
    tag = element.tag
    if tag in _HEADINGS:
        raw = with_list_label(state.label or "", _collapsed(_inline(element, state, 0)))
        state.builder.add(raw, Kind.HEADING, _HEADINGS[tag], state.pending)
        state.pending, state.label, state.tally = [], None, TypefaceTally()
    elif tag == "table" and not _is_layout(element):
        _table(element, state, depth)
    elif tag in ("ol", "ul"):
        _list(element, state, depth)
    elif tag == "pre":
        for line in _inline(element, state, 0).split("\n"):
            state.builder.add(line)
        state.tally = TypefaceTally()
    else:
        _walk(element, state, depth + 1)


def _list(element: Any, state: _State, depth: int) -> None:
    start = element.get("start") or "1"
    number = int(start) if start.lstrip("-").isdecimal() else 1
    number_format = element.get("type") or "1"
    for item in element:
        if item.tag != "li":
            if isinstance(item.tag, str):
                _block(item, state, depth + 1)
            continue
        if _is_footnote_body(item, state):
            number += 1
            continue
        state.label = ""
        if element.tag == "ol" and "none" not in (element.get("style") or ""):
            value = item.get("value") or ""
            number = int(value) if value.isdecimal() else number
            state.label = f"{format_list_number(number_format, number) or number}."
            number += 1
        _walk(item, state, depth + 1)
        state.label = None


def _holds_blocks(element: Any, depth: int) -> bool:
    """True for an inline element that contains block elements, which is invalid but common."""
    return depth < _DEEPEST and any(
        child.tag in _BLOCKS or (isinstance(child.tag, str) and _holds_blocks(child, depth + 1))
        for child in element
    )


def _inline(element: Any, state: _State, depth: int) -> str:
    """The raw text of an element, with \\v for a line break and without footnote markers."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or depth > _DEEPEST:
        return ""
    if tag == "br":
        return "\v"
    if tag in ("a", "sup") and _take_marker(element, state):
        return ""
    pieces = [_tallied(element.text, element, state)]
    for child in element:
        pieces.append(_inline(child, state, depth + 1))
        pieces.append(_tallied(child.tail, element, state))
    if tag in _FORMULAS:
        pieces = [piece for piece in pieces if piece.strip()]
    raw = ("/" if tag == "mfrac" else "").join(pieces)
    return f"{RAISED}{raw}{LOWERED}" if is_raised(element) and raw.strip() else raw


def _tallied(text: str | None, element: Any, state: _State) -> str:
    """The text directly in an element, "" for None; its typeface is counted."""
    if text and not text.isspace():
        state.tally.add(text, *state.typefaces.of(element))
    return text or ""


def _take_marker(element: Any, state: _State) -> bool:
    """True for a footnote's marker; the footnote is then pending until the end of the block."""
    anchors = [element] if element.tag == "a" else list(element.iter("a"))
    for anchor in anchors:
        key = (anchor.get("href") or "")[1:]
        found = _MARK.match(anchor.text_content().strip())
        if found and key in state.bodies:
            state.pending.append(RawFootnote(found[1], _footnote_text(state.bodies[key], found[1])))
            return True
    return False


def _footnote_text(holder: Any, mark: str) -> str:
    """The text of a footnote without its marker and links back."""
    text = resolve_raised(_SPACE.sub(" ", _text_with_raised(holder, 0)).strip())
    text = _BACK_LINKS.sub("", text)
    front = re.match(rf"[\[（(〔]?\s*{re.escape(mark)}\s*[\]）)〕.、]?\s*", text)
    return text[front.end() :] if front else text


def _text_with_raised(element: Any, depth: int) -> str:
    """The text of an element, with raised text between RAISED and LOWERED."""
    if not isinstance(element.tag, str) or depth > _DEEPEST:
        return ""
    pieces = [element.text or ""]
    for child in element:
        pieces += (_text_with_raised(child, depth + 1), child.tail or "")
    raw = "".join(pieces)
    return f"{RAISED}{raw}{LOWERED}" if is_raised(element) and raw.strip() else raw


def _is_footnote_body(element: Any, state: _State) -> bool:
    """True for the text of a footnote, which is added where its marker is."""
    return element in state.body_elements


def _collapsed(raw: str) -> str:
    """The text with white space collapsed as in a browser, and line breaks as line feeds."""
    return "\n".join(_SPACE.sub(" ", line) for line in raw.split("\v"))


def _is_layout(table: Any) -> bool:
    """True for a table used for layout: it contains headings, has one column, or is a single row
    of lists. `table_cells` decides about other tables by the contents of their cells."""
    rows = _rows(table)
    if table.get("role") == "presentation" or any(c.tag == "th" for row in rows for c in row):
        return bool(table.get("role") == "presentation")
    if next(table.iter(*_HEADINGS), None) is not None:
        return True
    widths = [sum(cell.tag == "td" for cell in row) for row in rows]
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
    cells: list[CellBlocks] = []
    above = OpenSpans()
    header_rows = 0
    rows = _rows(element)
    for at_row, row in enumerate(rows):
        column = 0
        above.begin(at_row)
        tags = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            column = above.free(column)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            down = min(down, len(rows) - at_row)
            inner = replace(
                state, builder=BlockBuilder(), pending=[], label=None, tally=TypefaceTally()
            )
            _walk(cell, inner, depth + 1)
            inner.builder.add("", notes=inner.pending)
            cells.append(cell_of(inner.builder, at_row, column, down, across))
            above.add(column, across, at_row + down)
            column += across
            tags.append(cell.tag)
        is_header = row.getparent().tag == "thead" or (tags and set(tags) == {"th"})
        if is_header and header_rows == at_row:
            header_rows += 1
    caption = element.find("caption")
    if caption is not None:
        state.builder.add(_collapsed(_inline(caption, state, 0)))
        state.tally = TypefaceTally()
    add_cells(state.builder, cells, header_rows)
    state.builder.add("", notes=state.pending)
    state.pending = []


def _span(cell: Any, attribute: str) -> int:
    value = (cell.get(attribute) or "1").strip()
    return min(max(1, int(value)), _WIDEST_SPAN) if value.isdecimal() else 1
