"""Word documents, read from their XML: paragraphs, numbering, tables, footnotes, pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from indexer.readers.common.block_builder import (
    BlockBuilder,
    RawFootnote,
    cell_text_and_footnotes,
    with_list_label,
)
from indexer.readers.common.line_breaks import PAGE
from indexer.readers.common.type_headings import TypefaceTally
from indexer.readers.docx.notes import FootnoteSource, footnote_sources
from indexer.readers.docx.numbering import Numbering
from indexer.readers.docx.parts import WordPackage
from indexer.readers.docx.styles import Styles, attribute, w
from indexer.structure.blocks import Block, GridCell, Reading
from indexer.structure.table_grid import table_of_cells
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.contract import ReadOptions

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CORE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_WIDEST_SPAN = 256
_SKIPPED = frozenset(
    {
        w("del"), w("moveFrom"), w("instrText"), w("delText"), w("pPr"), w("rPr"), w("sdtPr"),
        w("commentReference"), w("annotationRef"), w("rt"), w("footnoteRef"), w("endnoteRef"),
    }
)  # fmt: skip


@dataclass(slots=True)
class _Inline:
    """One paragraph: its raw text, and what it holds besides. `style` is that of its text,
    `face` the size and boldness of the run that is being read."""

    style: str = ""
    raw: str = ""
    notes: list[RawFootnote] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    tally: TypefaceTally = field(default_factory=TypefaceTally)
    face: tuple[float, bool] = (0.0, False)


@dataclass(slots=True)
class _State:
    """What reading the body needs to know. `marks` counts the notes seen so far, by kind;
    `carried` is a paragraph whose end a tracked change has deleted."""

    styles: Styles
    numbering: Numbering
    notes: dict[str, FootnoteSource]
    flow: BlockBuilder = field(default_factory=BlockBuilder)
    marks: dict[str, int] = field(default_factory=dict)
    carried: _Inline | None = None


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The whole reading, in one piece: a body cannot be understood without its styles."""
    with WordPackage(path) as package:
        document = package.xml(package.main)
        styles = Styles(package.optional_xml(package.part("styles")))
        state = _State(
            styles,
            Numbering(package.optional_xml(package.part("numbering")), styles),
            footnote_sources(package, document),
        )
        properties = _properties(package.optional_xml("docProps/core.xml"))
        pages = _pages(package.optional_xml("docProps/app.xml"))
    rendered = document.find(f".//{w('lastRenderedPageBreak')}") is not None
    state.flow.page = 1 if rendered else None
    body = document.find(w("body"))
    if body is not None:
        _walk(body, state)
    yield Reading(
        blocks=state.flow.build(),
        format="docx",
        pages=pages if rendered else None,
        properties=properties,
    )


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The reading as it came."""
    reading = parts[0]
    assert isinstance(reading, Reading)
    return reading


def _walk(parent: Any, state: _State) -> None:
    """Add the blocks of everything below an element, in order. The parser takes no nesting that
    this could not follow (`package.DEEPEST`)."""
    for element in parent:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == w("p"):
            _paragraph(element, state)
        elif tag == w("tbl"):
            _table(element, state)
        elif tag == f"{_MC}AlternateContent":
            _walk(_choice(element), state)
        elif not _is_contents(element):
            _walk(element, state)


def _is_contents(element: Any) -> bool:
    """True for the container of a table of contents."""
    if element.tag != w("sdt"):
        return False
    gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "contents" in attribute(gallery, "val").lower()


def _choice(element: Any) -> Any:
    """The first of several renderings of the same content."""
    first = element.find(f"{_MC}Choice")
    return first if first is not None else element


def _paragraph(element: Any, state: _State) -> None:
    style = state.styles.of(element)
    found = state.carried or _Inline()
    found.style = style
    found.raw += _inline(element, state, found)
    state.carried = None
    if element.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None:
        state.carried = found
        return
    if state.styles.is_contents(style):
        return
    raw = found.raw
    label = state.numbering.label(element) if raw.strip() else None
    kind, level = Kind.PARAGRAPH, state.styles.outline_level(element)
    if level is not None:
        kind = Kind.HEADING
    elif state.styles.is_title(style):
        kind = Kind.TITLE
    elif state.styles.is_quote(style):
        kind = Kind.QUOTE
    elif label is not None:
        kind = Kind.LIST_ITEM
    if label:
        raw = with_list_label(label, raw)
    state.flow.add(raw, kind, level, found.notes, found.tally.typeface())
    for box in found.boxes:
        _walk(box, state)


def _inline(element: Any, state: _State, found: _Inline) -> str:
    """The raw text of a paragraph; notes and text boxes are set aside."""
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == w("r") and state.styles.is_hidden(child, found.style):
            continue
        if tag == w("r"):
            found.face = state.styles.face(child, found.style)
        if tag == w("t"):
            pieces.append(child.text or "")
            found.tally.add(child.text or "", *found.face)
        elif tag in (w("tab"), w("ptab")):
            pieces.append(" ")
        elif tag in (w("br"), w("cr")):
            pieces.append("\n" if attribute(child, "type") in ("", "textWrapping") else "")
        elif tag == w("lastRenderedPageBreak"):
            pieces.append(PAGE)
        elif tag == w("noBreakHyphen"):
            pieces.append("-")
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            if _reference(child, state, found):
                break
        elif tag == w("txbxContent"):
            found.boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            pieces.append(_inline(_choice(child), state, found))
        else:
            pieces.append(_inline(child, state, found))
    return "".join(pieces)


def _reference(element: Any, state: _State, found: _Inline) -> bool:
    """Set a note aside. True when what follows in the same run is its mark and not text."""
    kind = "footnote" if element.tag == w("footnoteReference") else "endnote"
    source = state.notes[kind]
    note = source.notes.get(attribute(element, "id"))
    if note is None:
        return False
    custom = attribute(element, "customMarkFollows") in ("1", "true", "on")
    if custom:
        mark = "".join(text.text or "" for text in element.itersiblings(w("t"))).strip()
    else:
        state.marks[kind] = state.marks.get(kind, source.first - 1) + 1
        mark = source.mark(state.marks[kind])
    inner = _Inline()
    text = "\n".join(_inline(p, state, inner) for p in note.iter(w("p")))
    found.notes.append(RawFootnote(mark, text))
    return custom


def _table(element: Any, state: _State) -> None:
    cells: list[GridCell] = []
    notes: list[Block] = []
    breaks: list[int] = []
    heads = 0
    open_: dict[int, int] = {}  # column → index of the cell that may go on below
    for at_row, row in enumerate(_rows(element)):
        heads += heads == at_row and row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        column = _before(row)
        pages = 0
        for cell in _cells(row):
            across = min(_span(cell), _WIDEST_SPAN)
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            goes_on = merge is not None and attribute(merge, "val") in ("", "continue")
            if goes_on and column in open_:
                at = open_[column]
                cells[at] = replace(cells[at], rows=at_row - cells[at].row + 1)
            else:
                inner = replace(state, flow=BlockBuilder(page=0), carried=None)
                _walk(cell, inner)
                text, feet = cell_text_and_footnotes(inner.flow.blocks)
                notes += feet
                pages = max(pages, inner.flow.page or 0)
                open_.pop(column, None)
                if merge is not None:
                    open_[column] = len(cells)
                cells.append(GridCell(text, at_row, column, 1, across))
            column += across
        breaks += [at_row] * pages
    state.flow.add_table(table_of_cells(cells, heads), notes, breaks)


def _rows(table: Any) -> list[Any]:
    """The rows of the table itself, also those that content controls wrap."""
    found = []
    for child in table:
        if child.tag == w("tr"):
            if child.find(f"{w('trPr')}/{w('del')}") is None:
                found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent"), w("ins")):
            found += _rows(child)
    return found


def _cells(row: Any) -> list[Any]:
    found = []
    for child in row:
        if child.tag == w("tc"):
            found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent")):
            found += _cells(child)
    return found


def _before(row: Any) -> int:
    """Columns that the row leaves out at its start."""
    skipped = row.find(f"{w('trPr')}/{w('gridBefore')}")
    value = attribute(skipped, "val") if skipped is not None else ""
    return min(int(value), _WIDEST_SPAN) if value.isdecimal() else 0


def _span(cell: Any) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    value = attribute(span, "val") if span is not None else ""
    return max(1, int(value)) if value.isdecimal() else 1


def _pages(app: Any) -> int | None:
    found = app.find(f"{_APP}Pages") if app is not None else None
    text = (found.text or "") if found is not None else ""
    return int(text) if text.isdecimal() and int(text) else None


def _properties(core: Any) -> dict[str, str]:
    if core is None:
        return {}
    names = {"dc:title": "title", "dc:creator": "author", "dcterms:created": "created"}
    found = {}
    for path, name in names.items():
        element = core.find(path, _CORE)
        if element is not None and element.text and element.text.strip():
            found[name] = element.text.strip()
    return found
