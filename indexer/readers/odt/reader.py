"""The reader of OpenDocument text, the exchange format of Taiwan's government."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from indexer.files.zip_package import Package
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
from indexer.readers.odt.lists import (
    Levels,
    ListCounter,
    item_label,
    list_levels,
    outline_label,
)
from indexer.readers.odt.meta import properties_of
from indexer.readers.odt.styles import NS, Styles, qualified
from indexer.structure.blocks import Reading
from indexer.structure.spans import check_slots
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions

# Repetitions of a row or cell, as spreadsheets use them for empty ones.
_MOST_REPEATED = 256
# Spaces of one <text:s>.
_MOST_SPACES = 8
#: Styles of block quotations: that of LibreOffice, and those of Word in a converted file.
_QUOTES = ("Quotations", "Quote", "Intense_20_Quote", "Block_20_Text")
_P, _H = qualified("text", "p"), qualified("text", "h")
_SKIPPED = frozenset(
    {
        qualified("office", "annotation"), qualified("text", "tracked-changes"),
        qualified("text", "sequence-decls"), qualified("text", "variable-decls"),
        qualified("text", "user-field-decls"), qualified("text", "number"),
        qualified("office", "forms"),
        qualified("text", "ruby-text"), qualified("draw", "image"), qualified("draw", "object"),
        qualified("text", "hidden-text"), qualified("text", "bibliography-source"),
        qualified("svg", "title"), qualified("svg", "desc"),
    }
)  # fmt: skip


#: Tables of contents, of tables and of figures, and indexes of words.
_CONTENTS = frozenset(
    {
        qualified("text", "table-of-content"), qualified("text", "illustration-index"),
        qualified("text", "table-index"), qualified("text", "alphabetical-index"),
        qualified("text", "user-index"), qualified("text", "object-index"),
    }
)  # fmt: skip


@dataclass(slots=True)
class _State:
    """The state of reading the body. `lists` and `outline` hold the counters of numbered lists and
    headings."""

    styles: Styles
    levels: Levels
    builder: BlockBuilder
    lists: dict[str, ListCounter] = field(default_factory=dict)
    outline: dict[int, int] = field(default_factory=dict)


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The complete reading in one part: the body depends on the styles."""
    with Package(path) as package:
        manifest = package.optional_xml("META-INF/manifest.xml")
        if manifest is not None and manifest.find(".//manifest:encryption-data", NS) is not None:
            raise package.locked()
        content = package.xml("content.xml")
        styles = package.optional_xml("styles.xml")
        meta = package.optional_xml("meta.xml")
    state = _State(Styles(content, styles), list_levels(content, styles), BlockBuilder())
    body = content.find("office:body/office:text", NS)
    paged = content.find(f".//{qualified('text', 'soft-page-break')}") is not None
    state.builder.page = 1 if paged else None
    if body is not None:
        _walk(body, state)
    pages = _pages(meta)
    blocks, verdicts = blocks_with_gaps(state.builder.build())
    yield Reading(
        blocks=blocks,
        format="odt",
        pages=pages or state.builder.page,
        properties=properties_of(meta),
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
        _element(element, state)


def _element(element: Any, state: _State) -> None:
    """Add the blocks of one element."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED:
        return
    if tag in (_P, _H):
        label = outline_label(element, state.levels, state.outline) if tag == _H else ""
        _paragraph(element, state, label, False)
    elif tag == qualified("text", "list"):
        _list(element, state, None, 1)
    elif tag == qualified("table", "table"):
        _table(element, state)
    elif tag == qualified("text", "soft-page-break"):
        state.builder.start_page()
    elif tag in _CONTENTS:
        _contents(element, state)
    elif not _is_hidden_section(element):
        _walk(element, state)


def _contents(element: Any, state: _State) -> None:
    """Add the lines of a table of contents."""
    for line in element.iter(_P, _H, qualified("text", "soft-page-break")):
        if line.tag in (_P, _H):
            raw = _Inline(state).read(line)
            state.builder.add(raw.replace("\n", " "), Kind.CONTENTS)
        elif line.getparent().tag not in (_P, _H):
            state.builder.start_page()


def _list(element: Any, state: _State, outer: ListCounter | None, level: int) -> None:
    """Add the items of a list, and of the lists in it, each with its number."""
    name = element.get(qualified("text", "style-name"), outer.style if outer else "")
    if outer is not None:
        running = outer if outer.style == name else ListCounter(name, outer.counters)
    else:
        running = _continued(element, state, name) or ListCounter(name)
        for key in (name, element.get("{http://www.w3.org/XML/1998/namespace}id", "")):
            state.lists[key] = running
    for item in element:
        if item.tag not in (qualified("text", "list-item"), qualified("text", "list-header")):
            continue
        numbered = item.tag == qualified("text", "list-item")
        for number, child in enumerate(item):
            if child.tag in (_P, _H):
                label = ""
                if numbered and not number:
                    label = item_label(item, state.levels, running, level)
                _paragraph(child, state, label, numbered and not number)
            elif child.tag == qualified("text", "list"):
                _list(child, state, running, level + 1)
            else:
                _element(child, state)


def _continued(element: Any, state: _State, name: str) -> ListCounter | None:
    """The list whose numbers this one continues, None if it starts a count."""
    before = element.get(qualified("text", "continue-list"))
    if before in state.lists:
        return state.lists[before]
    if element.get(qualified("text", "continue-numbering")) == "true":
        return state.lists.get(name)
    return None


def _is_hidden_section(element: Any) -> bool:
    """True for a hidden section."""
    return bool(element.get(qualified("text", "display")) == "none")


def _paragraph(element: Any, state: _State, label: str, is_item: bool) -> None:
    style = element.get(qualified("text", "style-name"), "")
    found = _Inline(state, [("paragraph", style)])
    raw = found.read(element)
    if found.hidden or state.styles.is_hidden(element, "paragraph"):
        return
    if label and raw.strip():
        raw = with_list_label(label, raw)
    kind, level = Kind.LIST_ITEM if is_item else Kind.PARAGRAPH, None
    if element.tag == _H:
        kind = Kind.HEADING
        depth = element.get(qualified("text", "outline-level"), "1")
        level = int(depth) if depth.isdecimal() else 1
    elif state.styles.is_named(style, ("Title", "Subtitle")):
        kind = Kind.TITLE
    elif state.styles.is_named(style, _QUOTES):
        kind = Kind.QUOTE
    state.builder.add(raw, kind, level, found.footnotes, found.tally.typeface())
    for frame in found.frames:
        _walk(frame, state)


@dataclass(slots=True)
class _Inline:
    """Reads one paragraph, and collects its footnotes and text boxes. `hidden` is True if a field
    hides the paragraph."""

    state: _State
    styles: list[tuple[str, str]] = field(default_factory=list)
    tally: TypefaceTally = field(default_factory=TypefaceTally)
    footnotes: list[RawFootnote] = field(default_factory=list)
    frames: list[Any] = field(default_factory=list)
    hidden: bool = False

    def read(self, element: Any) -> str:
        """The raw text of the paragraph or of an element in it."""
        pieces = [self._tallied(element.text or "")]
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                pieces.append(self._child(child))
            pieces.append(self._tallied(child.tail or ""))
        return "".join(pieces)

    def _tallied(self, text: str) -> str:
        if text:
            self.tally.add(text, *self.state.styles.typeface(self.styles[::-1]))
        return text

    def _child(self, child: Any) -> str:
        tag = child.tag
        if tag == qualified("text", "s"):
            count = child.get(qualified("text", "c"), "1")
            return " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
        if tag == qualified("text", "tab"):
            return " "
        if tag == qualified("text", "line-break"):
            return "\n"
        if tag == qualified("text", "soft-page-break"):
            return PAGE
        if tag == qualified("text", "note"):
            self.footnotes.append(self._footnote(child))
            return ""
        if tag == qualified("text", "hidden-paragraph"):
            self.hidden |= child.get(qualified("text", "is-hidden")) == "true"
            return ""
        if tag == qualified("text", "span") and self.state.styles.is_hidden(child, "text"):
            return ""
        if tag == qualified("draw", "text-box") or child.find("text:p", NS) is not None:
            self.frames.append(child)  # a text box, or a shape with words in it
            return ""
        if tag != qualified("text", "span"):
            return self.read(child)
        style = child.get(qualified("text", "style-name"), "")
        self.styles.append(("text", style))
        raw = self.read(child)
        self.styles.pop()
        raised = self.state.styles.is_raised(style) and raw.strip()
        return f"{RAISED}{raw}{LOWERED}" if raised else raw

    def _footnote(self, element: Any) -> RawFootnote:
        citation = element.find("text:note-citation", NS)
        body = element.find("text:note-body", NS)
        mark = "".join(citation.itertext()).strip() if citation is not None else "*"
        inner = _Inline(self.state)
        paragraphs = [] if body is None else list(body.iter(_P, _H))
        return RawFootnote(mark, "\n".join(inner.read(p) for p in paragraphs))


def _table(element: Any, state: _State) -> None:
    cells: list[CellBlocks] = []
    breaks: list[int] = []
    hidden_columns = _hidden_columns(element)
    hidden: list[int] = []  # rows below which a hidden row is left out
    header_rows = at_row = 0
    for row in _rows(element):
        if row.tag == qualified("text", "soft-page-break"):
            breaks.append(at_row)
            continue
        if _is_hidden(row):
            hidden += [at_row] * _count(row, "number-rows-repeated")
            continue
        made = _row_cells(row, state, hidden_columns)
        breaks += [at_row] * max((cell.pages for cell in made), default=0)
        header_rows += row.getparent().tag == qualified("table", "table-header-rows")
        repeat = _count(row, "number-rows-repeated") if any(c.blocks for c in made) else 1
        check_slots(repeat * len(made) + len(cells), 1, 0)
        for _ in range(repeat):
            cells += [replace(cell, row=at_row) for cell in made]
            at_row += 1
    if hidden:
        cells = [_without_hidden_rows(cell, hidden) for cell in cells]
    add_cells(state.builder, cells, header_rows, breaks)


def _is_hidden(element: Any) -> bool:
    """True for a row or column that is collapsed or that a filter hides."""
    return element.get(qualified("table", "visibility"), "visible") in ("collapse", "filter")


def _hidden_columns(table: Any) -> frozenset[int]:
    """The hidden columns of a table."""
    hidden: set[int] = set()
    at = 0
    for column in table.iter(qualified("table", "table-column")):
        count = _count(column, "number-columns-repeated")
        if _is_hidden(column):
            hidden.update(range(at, at + count))
        at += count
    return frozenset(hidden)


def _without_hidden_rows(cell: CellBlocks, hidden: Sequence[int]) -> CellBlocks:
    """The cell without the hidden rows among those that it spans."""
    inside = sum(cell.row < row < cell.row + cell.rows for row in hidden)
    return replace(cell, rows=max(1, cell.rows - inside))


def _rows(table: Any) -> list[Any]:
    """The rows of a table and the page breaks between them, including header rows and row groups,
    without nested tables."""
    wrappers = {
        qualified("table", name) for name in ("table-header-rows", "table-rows", "table-row-group")
    }
    found = []
    for child in table:
        if child.tag in (qualified("table", "table-row"), qualified("text", "soft-page-break")):
            found.append(child)
        elif child.tag in wrappers:
            found += _rows(child)
    return found


def _row_cells(row: Any, state: _State, hidden: frozenset[int]) -> list[CellBlocks]:
    """The cells of one row, at row 0, without slots that other cells cover and without hidden
    columns."""
    column = 0
    made: list[CellBlocks] = []
    for cell in row:
        repeat = _count(cell, "number-columns-repeated")
        if cell.tag == qualified("table", "table-cell"):
            inner = replace(state, builder=BlockBuilder(page=0))
            _walk(cell, inner)
            across = _count(cell, "number-columns-spanned")
            down = _count(cell, "number-rows-spanned")
            for at in range(column, column + repeat):
                shown = sum(n not in hidden for n in range(at, at + across))
                if shown:
                    before = sum(n < at for n in hidden)
                    made.append(cell_of(inner.builder, 0, at - before, down, shown))
        elif cell.tag != qualified("table", "covered-table-cell"):
            continue
        column += repeat
    return made


def _count(element: Any, attribute: str) -> int:
    value = element.get(qualified("table", attribute), "1")
    return min(max(1, int(value) if value.isdecimal() else 1), _MOST_REPEATED)


def _pages(meta: Any) -> int | None:
    found = meta.find(".//meta:document-statistic", NS) if meta is not None else None
    count = found.get(qualified("meta", "page-count"), "") if found is not None else ""
    return int(count) if count.isdecimal() and int(count) else None
