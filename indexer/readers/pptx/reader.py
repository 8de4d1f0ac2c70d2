"""The reader of PowerPoint presentations: one part for each slide; the slides are its pages.

It parses the XML itself, as the reader of Word documents does: python-pptx adds a library that
limits neither what a container unpacks to nor the depth of its XML, and gives no reading order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from indexer.files.office_package import OfficePackage
from indexer.readers.common.block_builder import BlockBuilder
from indexer.readers.common.gaps import blocks_with_gaps
from indexer.readers.common.table_cells import CellBlocks, add_cells, cell_of
from indexer.readers.pptx.shapes import Shape, a, is_title, p, slide_shapes
from indexer.readers.pptx.text import paragraphs, raw_text
from indexer.structure.blocks import Block, Reading
from judian.core.model import Kind, PageVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DIAGRAM_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
#: Placeholders of what stands on every slide.
_RUNNING = frozenset({"dt", "ftr", "hdr", "sldNum"})
# Columns and rows of the widest span; a larger number is an attack.
_WIDEST_SPAN = 256


@dataclass(frozen=True, slots=True)
class _Facts:
    """Number of slides, and the file's properties."""

    slides: int
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Slide:
    """A slide as it leaves the worker: its number from 1, its blocks, and whether it is hidden."""

    number: int
    blocks: tuple[Block, ...]
    hidden: bool = False


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """What is known of the presentation, then its slides in order."""
    with OfficePackage(path) as package:
        main = package.main("ppt/presentation.xml")
        related = {relation.id: relation.part for relation in package.relations(main)}
        root = package.xml(main)
        ids = [each.get(_RELATION_ID, "") for each in root.iter(p("sldId"))]
        slides = [related[each] for each in ids if each in related]
        yield _Facts(len(slides), package.properties())
        for number, part in enumerate(slides, 1):
            slide = package.xml(part)
            if slide.get("show", "1") in ("0", "false"):
                yield _Slide(number, (), hidden=True)
            else:
                yield _Slide(number, _blocks(package, part, slide, number))


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """One reading of the slides that were read."""
    facts = next((part for part in parts if isinstance(part, _Facts)), _Facts(0))
    slides = [part for part in parts if isinstance(part, _Slide)]
    verdicts = [PageVerdict(s.number, "hidden") for s in slides if s.hidden]
    if len(slides) < facts.slides:
        first, reason = len(slides) + 1, stopped or "crash"
        detail = reason if first == facts.slides else f"to page {facts.slides}: {reason}"
        verdicts.append(PageVerdict(first, "missing", detail))
    blocks, gaps = blocks_with_gaps([block for slide in slides for block in slide.blocks])
    return Reading(
        blocks, "pptx", facts.slides, properties=facts.properties,
        page_verdicts=(*verdicts, *gaps),
    )  # fmt: skip


def _blocks(package: OfficePackage, part: str, slide: Any, number: int) -> tuple[Block, ...]:
    """The blocks of one slide, and after them the speaker's notes."""
    builder = BlockBuilder(page=number)
    layout = package.related(part, "slideLayout")
    shapes = slide_shapes(slide, package.optional_xml(layout) if layout else None)
    diagrams = {relation.id: relation.part for relation in package.relations(part)}
    for shape in shapes:
        if shape.placeholder not in _RUNNING:
            _add_shape(builder, shape, package, diagrams)
    notes = package.related(part, "notesSlide")
    root = package.optional_xml(notes) if notes else None
    for shape in slide_shapes(root, None) if root is not None else ():
        if shape.placeholder == "body":
            for raw, _ in paragraphs(_body(shape)):
                builder.add(raw, Kind.NOTE)
    return builder.build()


def _body(shape: Shape) -> Any:
    """The text body of a shape; () without one."""
    body = shape.element.find(p("txBody"))
    return body if body is not None else shape.element.makeelement("none")


def _add_shape(
    builder: BlockBuilder, shape: Shape, package: OfficePackage, diagrams: Mapping[str, str]
) -> None:
    """Add the blocks of one shape: a title, a table, a diagram or text."""
    if is_title(shape):
        title = "\n".join(raw_text(each) for each in _body(shape).iterfind(a("p")))
        first = builder.page == 1 and shape.placeholder == "ctrTitle"
        builder.add(title, Kind.TITLE if first else Kind.HEADING, None if first else 1)
        return
    table = next(shape.element.iter(a("tbl")), None)
    if table is not None:
        add_cells(builder, list(_cells(table)))
        return
    for each in shape.element.iter(f"{_DIAGRAM}relIds"):
        data = package.optional_xml(diagrams.get(each.get(_DIAGRAM_DATA, ""), ""))
        for point in () if data is None else data.iter(f"{_DIAGRAM}t"):
            for raw, kind in paragraphs(point):
                builder.add(raw, kind)
    for raw, kind in paragraphs(_body(shape)):
        builder.add(raw, kind)


def _cells(table: Any) -> Iterator[CellBlocks]:
    """Yield the cells of a table, without slots that merged cells cover."""
    for row, element in enumerate(table.iterfind(a("tr"))):
        for column, cell in enumerate(element.iterfind(a("tc"))):
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                continue
            inner = BlockBuilder(page=0)
            body = cell.find(a("txBody"))
            for raw, kind in paragraphs(body) if body is not None else ():
                inner.add(raw, kind)
            yield cell_of(inner, row, column, _span(cell, "rowSpan"), _span(cell, "gridSpan"))


def _span(cell: Any, attribute: str) -> int:
    value = cell.get(attribute, "1")
    return min(max(1, int(value)), _WIDEST_SPAN) if value.isdecimal() and len(value) < 5 else 1
