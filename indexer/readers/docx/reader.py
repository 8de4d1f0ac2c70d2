"""The reader of Word documents: paragraphs, numbering, tables, footnotes, pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from indexer.readers.common.block_builder import (
    BlockBuilder,
    RawFootnote,
    with_list_label,
)
from indexer.readers.common.gaps import blocks_with_gaps
from indexer.readers.common.line_breaks import PAGE
from indexer.readers.common.raised_text import LOWERED, RAISED
from indexer.readers.common.table_cells import CellBlocks, add_cells, cell_of
from indexer.readers.common.type_headings import TypefaceTally
from indexer.readers.docx.notes import FootnoteSource, footnote_sources
from indexer.readers.docx.numbering import Numbering
from indexer.readers.docx.parts import WordPackage
from indexer.readers.docx.styles import Styles, attribute, is_set_in, w
from indexer.structure.blocks import Reading
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_M_TEXT, _M_SUP = f"{_MATH}t", f"{_MATH}sup"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
# Columns of the widest span; a larger number is an attack.
_WIDEST_SPAN = 256
_SKIPPED = frozenset(
    {
        w("del"), w("moveFrom"), w("instrText"), w("delText"), w("pPr"), w("rPr"), w("sdtPr"),
        w("commentReference"), w("annotationRef"), w("rt"), w("footnoteRef"), w("endnoteRef"),
    }
)  # fmt: skip
#: Elements of a run that are one character.
_FIXED_TEXTS = {
    w("tab"): " ",
    w("ptab"): " ",
    w("noBreakHyphen"): "-",
    w("lastRenderedPageBreak"): PAGE,
}


@dataclass(slots=True)
class _Inline:
    """One paragraph: its style, raw text, footnotes and text boxes. `typeface` is the size in
    points and the boldness of the current run."""

    style: str = ""
    raw: str = ""
    footnotes: list[RawFootnote] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    tally: TypefaceTally = field(default_factory=TypefaceTally)
    typeface: tuple[float, bool] = (0.0, False)


@dataclass(slots=True)
class _State:
    """The state of reading the body. `marks` is the number of footnotes so far, by kind; `carried`
    is a paragraph whose end a tracked change has deleted."""

    styles: Styles
    numbering: Numbering
    sources: dict[str, FootnoteSource]
    builder: BlockBuilder = field(default_factory=BlockBuilder)
    marks: dict[str, int] = field(default_factory=dict)
    carried: _Inline | None = None


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The complete reading in one part: the body depends on the styles."""
    with WordPackage(path) as package:
        document = package.xml(package.document)
        styles = Styles(package.optional_xml(package.part("styles")))
        state = _State(
            styles,
            Numbering(package.optional_xml(package.part("numbering")), styles),
            footnote_sources(package, document),
        )
        properties = package.properties()
        pages = _pages(package.optional_xml("docProps/app.xml"))
    rendered = document.find(f".//{w('lastRenderedPageBreak')}") is not None
    state.builder.page = 1 if rendered else None
    body = document.find(w("body"))
    if body is not None:
        _walk(body, state)
    blocks, verdicts = blocks_with_gaps(state.builder.build())
    yield Reading(
        blocks=blocks,
        format="docx",
        pages=pages if rendered else None,
        properties=properties,
        page_verdicts=verdicts,
    )


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The reading that is the only part."""
    reading = parts[0]
    assert isinstance(reading, Reading)
    return reading


def _walk(parent: Any, state: _State) -> None:
    """Add the blocks of all elements below an element, in order. The recursion is bounded by
    `zip_package.DEEPEST`."""
    for element in parent:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == w("p"):
            _paragraph(element, state)
        elif tag == w("tbl"):
            _table(element, state)
        elif _is_contents(element):
            for paragraph in element.iter(w("p")):
                _contents(_inline(paragraph, state, _Inline()), state)
        else:
            _walk(_choice(element), state)


def _is_contents(element: Any) -> bool:
    """True for the container of a table of contents."""
    if element.tag != w("sdt"):
        return False
    gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "contents" in attribute(gallery, "val").lower()


def _contents(raw: str, state: _State) -> None:
    """Add a line of a table of contents."""
    state.builder.add(raw.replace("\n", " "), Kind.CONTENTS)


def _choice(element: Any) -> Any:
    """The first of alternative renderings of the same content; any other element itself."""
    if element.tag != f"{_MC}AlternateContent":
        return element
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
    raw = found.raw
    if state.styles.is_contents(style):
        _contents(raw, state)
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
    elif is_set_in(element):
        kind = Kind.QUOTE
    if label:
        raw = with_list_label(label, raw)
    state.builder.add(raw, kind, level, found.footnotes, found.tally.typeface())
    for box in found.boxes:
        _walk(box, state)


def _inline(element: Any, state: _State, found: _Inline) -> str:
    """Return the paragraph's raw text; append its footnotes and text boxes to `found`."""
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == w("r"):
            if state.styles.is_hidden(child, found.style):
                continue
            found.typeface = state.styles.typeface(child, found.style)
        if tag in (w("t"), _M_TEXT):
            pieces.append(child.text or "")
            found.tally.add(child.text or "", *found.typeface)
        elif tag in _FIXED_TEXTS:
            pieces.append(_FIXED_TEXTS[tag])
        elif tag in (w("br"), w("cr")):
            pieces.append("\n" if attribute(child, "type") in ("", "textWrapping") else "")
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            if _reference(child, state, found):
                break
        elif tag == w("txbxContent"):
            found.boxes.append(child)
        else:
            inner = _inline(_choice(child), state, found)
            raised = tag == _M_SUP or (tag == w("r") and state.styles.is_raised(child))
            pieces.append(f"{RAISED}{inner}{LOWERED}" if raised and inner.strip() else inner)
    return "".join(pieces)


def _reference(element: Any, state: _State, found: _Inline) -> bool:
    """Collect the footnote of a reference. True if the rest of the run is its marker, not text."""
    kind = "footnote" if element.tag == w("footnoteReference") else "endnote"
    source = state.sources[kind]
    note = source.elements.get(attribute(element, "id"))
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
    found.footnotes.append(RawFootnote(mark, text))
    return custom


def _table(element: Any, state: _State) -> None:
    cells: list[CellBlocks] = []
    breaks: list[int] = []
    header_rows = 0
    open_: dict[int, int] = {}  # column → index of the cell that may continue below
    for at_row, row in enumerate(_rows(element)):
        header_rows += (
            header_rows == at_row and row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        )
        column = _skipped_columns(row)
        pages = 0
        for cell in _cells(row):
            across = min(_span(cell), _WIDEST_SPAN)
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            continues = merge is not None and attribute(merge, "val") in ("", "continue")
            if continues and column in open_:
                at = open_[column]
                cells[at] = replace(cells[at], rows=at_row - cells[at].row + 1)
            else:
                inner = replace(state, builder=BlockBuilder(page=0), carried=None)
                _walk(cell, inner)
                open_.pop(column, None)
                if merge is not None:
                    open_[column] = len(cells)
                cells.append(cell_of(inner.builder, at_row, column, 1, across))
                pages = max(pages, cells[-1].pages)
            column += across
        breaks += [at_row] * pages
    add_cells(state.builder, cells, header_rows, breaks)


def _rows(table: Any) -> list[Any]:
    """The rows of the table itself, including those in content controls."""
    found = []
    for child in table:
        if child.tag == w("tr"):
            properties = child.find(w("trPr"))
            if properties is None or not any(
                properties.find(w(name)) is not None for name in ("del", "hidden")
            ):
                found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent"), w("ins")):
            found += _rows(child)
    return found


def _cells(row: Any) -> list[Any]:
    """The cells of the row itself, including those in content controls."""
    found = []
    for child in row:
        if child.tag == w("tc"):
            found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent")):
            found += _cells(child)
    return found


def _skipped_columns(row: Any) -> int:
    """Number of columns that the row skips at its start."""
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
