"""Word documents, read from their XML: paragraphs, numbering, tables, footnotes, pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.model import Kind
from indexer.blocks import GridCell, Reading
from indexer.captions import attach
from indexer.grid import placed
from indexer.readers import ReadOptions
from indexer.readers.docx_numbering import Numbering
from indexer.readers.docx_styles import Styles, attribute, w
from indexer.readers.flow import PAGE, Flow, Note, cell_text, labelled
from indexer.readers.package import Package

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CORE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
# Nesting deeper than this is no document that a person made.
_DEEPEST = 40
_WIDEST_SPAN = 256
_SKIPPED = frozenset(
    {
        w("del"), w("moveFrom"), w("instrText"), w("delText"), w("pPr"), w("rPr"), w("sdtPr"),
        w("commentReference"), w("annotationRef"), w("rt"),
    }
)  # fmt: skip


@dataclass(slots=True)
class _State:
    """What reading the body needs to know. `marks` counts the notes seen so far."""

    styles: Styles
    numbering: Numbering
    footnotes: dict[str, str]
    endnotes: dict[str, str]
    flow: Flow = field(default_factory=Flow)
    marks: int = 0
    end_marks: int = 0


@dataclass(slots=True)
class _Inline:
    """What one paragraph holds besides its text."""

    notes: list[Note] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


def parts(path: Path, options: ReadOptions) -> Iterator[object]:
    """The whole reading, in one piece: a body cannot be understood without its styles."""
    with Package(path) as package:
        document = package.xml("word/document.xml")
        styles = Styles(package.optional_xml("word/styles.xml"))
        state = _State(
            styles,
            Numbering(package.optional_xml("word/numbering.xml"), styles),
            _notes(package.optional_xml("word/footnotes.xml"), "footnote"),
            _notes(package.optional_xml("word/endnotes.xml"), "endnote"),
        )
        properties = _properties(package.optional_xml("docProps/core.xml"))
        pages = _pages(package.optional_xml("docProps/app.xml"))
    rendered = document.find(f".//{w('lastRenderedPageBreak')}") is not None
    state.flow.page = 1 if rendered else None
    body = document.find(w("body"))
    if body is not None:
        _walk(body, state, 0)
    yield Reading(
        blocks=tuple(attach(state.flow.blocks)),
        format="docx",
        pages=pages if rendered else None,
        properties=properties,
    )


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """The reading as it came."""
    reading = parts[0]
    assert isinstance(reading, Reading)
    return reading


def _walk(parent: Any, state: _State, depth: int) -> None:
    """Add the blocks of everything below an element, in order."""
    for element in parent if depth <= _DEEPEST else ():
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == w("p"):
            _paragraph(element, state)
        elif tag == w("tbl"):
            _table(element, state)
        elif tag == f"{_MC}AlternateContent":
            _walk(_choice(element), state, depth + 1)
        elif not _is_contents(element):
            _walk(element, state, depth + 1)


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
    found = _Inline()
    raw = _inline(element, state, found, 0)
    style = state.styles.of(element)
    if state.styles.is_contents(style):
        return
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
        raw = labelled(label, raw)
    state.flow.add(raw, kind, level, found.notes)
    for box in found.boxes:
        _walk(box, state, 1)


def _inline(element: Any, state: _State, found: _Inline, depth: int) -> str:
    """The raw text of a paragraph; notes and text boxes are set aside."""
    if depth > _DEEPEST:
        return ""
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == w("t"):
            pieces.append(child.text or "")
        elif tag == w("tab"):
            pieces.append(" ")
        elif tag in (w("br"), w("cr")):
            pieces.append("\n" if attribute(child, "type") in ("", "textWrapping") else "")
        elif tag == w("lastRenderedPageBreak"):
            pieces.append(PAGE)
        elif tag == w("noBreakHyphen"):
            pieces.append("-")
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            _reference(child, state, found)
        elif tag == w("txbxContent"):
            found.boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            pieces.append(_inline(_choice(child), state, found, depth + 1))
        else:
            pieces.append(_inline(child, state, found, depth + 1))
    return "".join(pieces)


def _reference(element: Any, state: _State, found: _Inline) -> None:
    key = attribute(element, "id")
    if element.tag == w("footnoteReference"):
        text = state.footnotes.get(key)
        state.marks += text is not None
        mark = str(state.marks)
    else:
        text = state.endnotes.get(key)
        state.end_marks += text is not None
        mark = str(state.end_marks)
    if text is not None:
        found.notes.append(Note(mark, text))


def _notes(root: Any, name: str) -> dict[str, str]:
    """Note id → raw text, without the separators that Word keeps among the notes."""
    if root is None:
        return {}
    found = {}
    for note in root.findall(w(name)):
        if attribute(note, "type") in ("", "normal"):
            texts = ["".join(t.text or "" for t in p.iter(w("t"))) for p in note.iter(w("p"))]
            found[attribute(note, "id")] = "\n".join(texts)
    return found


def _table(element: Any, state: _State) -> None:
    cells: list[GridCell] = []
    found = _Inline()
    heads = 0
    open_: dict[int, int] = {}  # column → index of the cell that may go on below
    for at_row, row in enumerate(_rows(element)):
        heads += heads == at_row and row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        column = _before(row)
        for cell in _cells(row):
            across = min(_span(cell), _WIDEST_SPAN)
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            goes_on = merge is not None and attribute(merge, "val") in ("", "continue")
            if goes_on and column in open_:
                at = open_[column]
                cells[at] = replace(cells[at], rows=at_row - cells[at].row + 1)
            else:
                raw = "\n".join(_inline(p, state, found, 1) for p in cell.iter(w("p")))
                open_.pop(column, None)
                if merge is not None:
                    open_[column] = len(cells)
                cells.append(GridCell(cell_text(raw), at_row, column, 1, across))
            column += across
    table = placed(cells, heads)
    if table:
        state.flow.add_table(table, found.notes)


def _rows(table: Any) -> list[Any]:
    """The rows of the table itself, also those that content controls wrap."""
    found = []
    for child in table:
        if child.tag == w("tr"):
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
