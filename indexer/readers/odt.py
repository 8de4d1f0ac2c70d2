"""OpenDocument text, the format that Taiwan's government prescribes for exchange."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.model import Kind
from indexer.blocks import GridCell, Reading
from indexer.captions import attach
from indexer.grid import placed
from indexer.readers import ReadOptions
from indexer.readers.flow import PAGE, Flow, Note, cell_text, labelled
from indexer.readers.list_numbers import written
from indexer.readers.package import Package

_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
# Spreadsheet-like repetition of empty rows and columns ends here.
_MOST_REPEATED = 256
# Nesting deeper than this is no document that a person made.
_DEEPEST = 40


def _name(prefix: str, local: str) -> str:
    return f"{{{_NS[prefix]}}}{local}"


_P, _H = _name("text", "p"), _name("text", "h")
_SKIPPED = frozenset(
    {
        _name("office", "annotation"), _name("text", "tracked-changes"),
        _name("text", "table-of-content"), _name("text", "illustration-index"),
        _name("text", "table-index"), _name("text", "alphabetical-index"),
        _name("text", "sequence-decls"), _name("text", "variable-decls"),
        _name("text", "user-field-decls"), _name("office", "forms"), _name("text", "number"),
        _name("text", "ruby-text"), _name("draw", "image"), _name("draw", "object"),
    }
)  # fmt: skip


@dataclass(slots=True)
class _List:
    """A list under way: its style, the number of each level."""

    style: str
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    """What reading the body needs to know."""

    styles: Mapping[str, Any]
    levels: Mapping[str, Mapping[int, Any]]
    flow: Flow
    lists: dict[str, _List] = field(default_factory=dict)
    outline: dict[int, int] = field(default_factory=dict)


def parts(path: Path, options: ReadOptions) -> Iterator[object]:
    """The whole reading, in one piece: a body cannot be understood without its styles."""
    with Package(path) as package:
        manifest = package.optional_xml("META-INF/manifest.xml")
        if manifest is not None and manifest.find(".//manifest:encryption-data", _NS) is not None:
            raise package.locked()
        content = package.xml("content.xml")
        styles = package.optional_xml("styles.xml")
        meta = package.optional_xml("meta.xml")
    state = _State(_styles(content, styles), _list_levels(content, styles), Flow())
    body = content.find("office:body/office:text", _NS)
    paged = content.find(f".//{_name('text', 'soft-page-break')}") is not None
    state.flow.page = 1 if paged else None
    if body is not None:
        _walk(body, state, 0)
    pages = _pages(meta)
    yield Reading(
        blocks=tuple(attach(state.flow.blocks)),
        format="odt",
        pages=pages or state.flow.page,
        properties=_properties(meta),
    )


def assemble(parts: Sequence[object], stopped: str | None) -> Reading:
    """The reading as it came."""
    reading = parts[0]
    assert isinstance(reading, Reading)
    return reading


def _styles(*roots: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for root in roots:
        if root is not None:
            for style in root.iter(_name("style", "style")):
                found.setdefault(style.get(_name("style", "name"), ""), style)
    return found


def _list_levels(*roots: Any) -> dict[str, dict[int, Any]]:
    """List style → level → its definition; the outline style under the name ''."""
    found: dict[str, dict[int, Any]] = {}
    for root in roots:
        if root is None:
            continue
        for tag in ("list-style", "outline-style"):
            for style in root.iter(_name("text", tag)):
                name = style.get(_name("style", "name"), "") if tag == "list-style" else ""
                found.setdefault(
                    name,
                    {int(level.get(_name("text", "level"), "1")): level for level in style},
                )
    return found


def _is_named(state: _State, name: str, wanted: tuple[str, ...]) -> bool:
    """True when the style or one of its ancestors has one of the names."""
    for _ in range(_DEEPEST):
        if name in wanted:
            return True
        style = state.styles.get(name)
        if style is None:
            return False
        name = style.get(_name("style", "parent-style-name"), "")
    return False


def _walk(parent: Any, state: _State, depth: int) -> None:
    """Add the blocks of everything below an element, in order."""
    for element in parent if depth <= _DEEPEST else ():
        _element(element, state, depth)


def _element(element: Any, state: _State, depth: int) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED:
        return
    if tag in (_P, _H):
        _paragraph(element, state, _outline_label(element, state) if tag == _H else "", False)
    elif tag == _name("text", "list"):
        _list(element, state, None, 1, depth)
    elif tag == _name("table", "table"):
        _table(element, state)
    elif tag == _name("text", "soft-page-break"):
        state.flow.turn()
    else:
        _walk(element, state, depth + 1)


def _list(element: Any, state: _State, outer: _List | None, level: int, depth: int) -> None:
    """Add the items of a list, and of the lists in it, each with its number."""
    if depth > _DEEPEST:
        return
    name = element.get(_name("text", "style-name"), outer.style if outer else "")
    if outer is not None:
        running = outer if outer.style == name else _List(name, outer.counters)
    else:
        running = _continued(element, state, name) or _List(name)
        for key in (name, element.get("{http://www.w3.org/XML/1998/namespace}id", "")):
            state.lists[key] = running
    for item in element:
        if item.tag not in (_name("text", "list-item"), _name("text", "list-header")):
            continue
        numbered = item.tag == _name("text", "list-item")
        for number, child in enumerate(item):
            if child.tag in (_P, _H):
                label = _label(item, state, running, level) if numbered and not number else ""
                _paragraph(child, state, label, numbered and not number)
            elif child.tag == _name("text", "list"):
                _list(child, state, running, level + 1, depth + 1)
            else:
                _element(child, state, depth + 1)


def _continued(element: Any, state: _State, name: str) -> _List | None:
    """The list that this one goes on with, if it says so."""
    before = element.get(_name("text", "continue-list"))
    if before in state.lists:
        return state.lists[before]
    if element.get(_name("text", "continue-numbering")) == "true":
        return state.lists.get(name)
    return None


def _label(item: Any, state: _State, running: _List, level: int) -> str:
    """The number of a list item, written as the list style says; "" for a bullet."""
    levels = state.levels.get(running.style, {})
    start = item.get(_name("text", "start-value"))
    return _counted(levels, running.counters, level, start)


def _outline_label(heading: Any, state: _State) -> str:
    """The number that the document's outline gives a heading."""
    level = heading.get(_name("text", "outline-level"), "1")
    if not level.isdecimal() or heading.get(_name("text", "is-list-header")) == "true":
        return ""
    return _counted(state.levels.get("", {}), state.outline, int(level), None)


def _counted(
    levels: Mapping[int, Any], counters: dict[int, int], level: int, start: str | None
) -> str:
    """Count one item at a level and write its number."""
    style = levels.get(level)
    if style is None:
        return ""
    if level not in counters:
        first = style.get(_name("text", "start-value"), "1")
        counters[level] = int(first) - 1 if first.isdecimal() else 0
    if start and start.isdecimal():
        counters[level] = int(start) - 1
    counters[level] += 1
    for deeper in [key for key in counters if key > level]:
        del counters[deeper]
    return _written(levels, counters, level)


def _written(levels: Mapping[int, Any], counters: Mapping[int, int], level: int) -> str:
    style = levels[level]
    shown = style.get(_name("text", "display-levels"), "1")
    first = max(1, level - (int(shown) if shown.isdecimal() else 1) + 1)
    numbers = []
    for each in range(first, level + 1):
        way = levels[each].get(_name("style", "num-format"), "") if each in levels else ""
        number = written(way, counters.get(each, 1)) if way else None
        if number:
            numbers.append(number)
    if not numbers:
        return ""
    prefix = style.get(_name("style", "num-prefix"), "")
    suffix = style.get(_name("style", "num-suffix"), "")
    return f"{prefix}{'.'.join(numbers)}{suffix}"


def _paragraph(element: Any, state: _State, label: str, is_item: bool) -> None:
    notes: list[Note] = []
    frames: list[Any] = []
    raw = _inline(element, notes, frames, 0)
    if label and raw.strip():
        raw = labelled(label, raw)
    style = element.get(_name("text", "style-name"), "")
    kind, level = Kind.LIST_ITEM if is_item else Kind.PARAGRAPH, None
    if element.tag == _H:
        kind = Kind.HEADING
        depth = element.get(_name("text", "outline-level"), "1")
        level = int(depth) if depth.isdecimal() else 1
    elif _is_named(state, style, ("Title", "Subtitle")):
        kind = Kind.TITLE
    elif _is_named(state, style, ("Quotations",)):
        kind = Kind.QUOTE
    state.flow.add(raw, kind, level, notes)
    for frame in frames:
        _walk(frame, state, 1)


def _inline(element: Any, notes: list[Note], frames: list[Any], depth: int) -> str:
    """The raw text of a paragraph; notes and text boxes are set aside."""
    if depth > _DEEPEST:
        return ""
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in _SKIPPED:
            if tag == _name("text", "s"):
                count = child.get(_name("text", "c"), "1")
                pieces.append(" " * min(int(count) if count.isdecimal() else 1, 8))
            elif tag == _name("text", "tab"):
                pieces.append(" ")
            elif tag == _name("text", "line-break"):
                pieces.append("\n")
            elif tag == _name("text", "soft-page-break"):
                pieces.append(PAGE)
            elif tag == _name("text", "note"):
                notes.append(_note(child))
            elif tag == _name("draw", "text-box"):
                frames.append(child)
            else:
                pieces.append(_inline(child, notes, frames, depth + 1))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _note(element: Any) -> Note:
    citation = element.find("text:note-citation", _NS)
    body = element.find("text:note-body", _NS)
    mark = "".join(citation.itertext()).strip() if citation is not None else "*"
    inner: list[Note] = []
    paragraphs = [] if body is None else list(body.iter(_P, _H))
    return Note(mark, "\n".join(_inline(p, inner, [], 1) for p in paragraphs))


def _table(element: Any, state: _State) -> None:
    cells: list[GridCell] = []
    notes: list[Note] = []
    heads = at_row = 0
    for row in _rows(element):
        made = _row_cells(row, notes)
        heads += row.getparent().tag == _name("table", "table-header-rows")
        repeat = _count(row, "number-rows-repeated") if any(c.text for c in made) else 1
        for _ in range(repeat):
            cells += [replace(cell, row=at_row) for cell in made]
            at_row += 1
    table = placed(cells, heads)
    if table:
        state.flow.add_table(table, notes)


def _rows(table: Any) -> list[Any]:
    """The rows of a table itself, header rows and row groups included, nested tables not."""
    wrappers = {_name("table", n) for n in ("table-header-rows", "table-rows", "table-row-group")}
    found = []
    for child in table:
        if child.tag == _name("table", "table-row"):
            found.append(child)
        elif child.tag in wrappers:
            found += _rows(child)
    return found


def _row_cells(row: Any, notes: list[Note]) -> list[GridCell]:
    """The cells of one row, at row 0; slots that other cells cover are left out."""
    column = 0
    made = []
    for cell in row:
        repeat = _count(cell, "number-columns-repeated")
        if cell.tag == _name("table", "table-cell"):
            frames: list[Any] = []
            raw = "\n".join(_inline(p, notes, frames, 1) for p in cell.iter(_P, _H))
            across = _count(cell, "number-columns-spanned")
            down = _count(cell, "number-rows-spanned")
            text = cell_text(raw)
            made += [GridCell(text, 0, column + n, down, across) for n in range(repeat)]
        elif cell.tag != _name("table", "covered-table-cell"):
            continue
        column += repeat
    return made


def _count(element: Any, attribute: str) -> int:
    value = element.get(_name("table", attribute), "1")
    return min(max(1, int(value) if value.isdecimal() else 1), _MOST_REPEATED)


def _pages(meta: Any) -> int | None:
    found = meta.find(".//meta:document-statistic", _NS) if meta is not None else None
    count = found.get(_name("meta", "page-count"), "") if found is not None else ""
    return int(count) if count.isdecimal() and int(count) else None


def _properties(meta: Any) -> dict[str, str]:
    if meta is None:
        return {}
    names = {"dc:title": "title", "meta:initial-creator": "author", "meta:creation-date": "created"}
    found = {}
    for path, name in names.items():
        element = meta.find(f".//{path}", _NS)
        if element is not None and element.text:
            found[name] = element.text.strip()
    return found
