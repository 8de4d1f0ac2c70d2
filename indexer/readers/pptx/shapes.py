"""The shapes of a slide in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Share of the lower shape's height that lies beside another shape in one row.
_BESIDE = 0.5


def p(name: str) -> str:
    """The qualified name of an element of a presentation."""
    return f"{_P}{name}"


def a(name: str) -> str:
    """The qualified name of an element of a drawing."""
    return f"{_A}{name}"


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a shape on its slide: left, top, width, height in units of the file."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: its element, the kind of its placeholder ("" for none), and its place; None if the
    slide and its layout state none."""

    element: Any
    placeholder: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a group places its members: coordinate × factor + shift."""

    x: float = 1.0
    y: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def placed(self, box: Box) -> Box:
        """A box inside the group, on the slide."""
        return Box(box.left * self.x + self.left, box.top * self.y + self.top,
                   box.width * self.x, box.height * self.y)  # fmt: skip


def slide_shapes(slide: Any, layout: Any) -> list[Shape]:
    """The visible shapes of a slide in reading order: the title, then row by row.

    Groups are opened. `layout` is the root of the slide's layout, from which placeholders take
    their places; None without one.
    """
    places = _placeholder_boxes(layout)
    tree = slide.find(f"{p('cSld')}/{p('spTree')}")
    found = list(_members(tree, _Scale(), places)) if tree is not None else []
    titles = [shape for shape in found if is_title(shape)]
    return [*titles, *_in_rows([shape for shape in found if not is_title(shape)])]


def is_title(shape: Shape) -> bool:
    """True for the placeholder of a slide's title."""
    return shape.placeholder in ("title", "ctrTitle")


def _placeholder_boxes(layout: Any) -> Mapping[tuple[str, str], Box]:
    """The places of a layout's placeholders by (kind, index)."""
    found = {}
    for element in () if layout is None else layout.iter(p("sp")):
        holder = element.find(f"{p('nvSpPr')}/{p('nvPr')}/{p('ph')}")
        box = _box(element.find(f"{p('spPr')}/{a('xfrm')}"))
        if holder is not None and box is not None:
            found[holder.get("type", "body"), holder.get("idx", "0")] = box
    return found


def _members(group: Any, scale: _Scale, places: Mapping[tuple[str, str], Box]) -> Iterator[Shape]:
    """Yield the shapes of a group and of the groups in it."""
    for element in group:
        if element.tag == p("grpSp"):
            if not _is_hidden(element):
                yield from _members(element, _group_scale(element, scale), places)
        elif element.tag == f"{_MC}AlternateContent":
            choice = element.find(f"{_MC}Choice")
            yield from _members(choice if choice is not None else (), scale, places)
        elif element.tag in (p("sp"), p("graphicFrame"), p("cxnSp")) and not _is_hidden(element):
            yield _shape(element, scale, places)


def _shape(element: Any, scale: _Scale, places: Mapping[tuple[str, str], Box]) -> Shape:
    holder = element.find(f"*/{p('nvPr')}/{p('ph')}")
    kind = holder.get("type", "body") if holder is not None else ""
    frame = element.find(p("xfrm"))
    own = _box(frame if frame is not None else element.find(f"{p('spPr')}/{a('xfrm')}"))
    if own is None and holder is not None:
        return Shape(element, kind, places.get((kind, holder.get("idx", "0"))))
    return Shape(element, kind, scale.placed(own) if own is not None else None)


def _is_hidden(element: Any) -> bool:
    named = element.find(f"*/{p('cNvPr')}")
    return named is not None and named.get("hidden") in ("1", "true")


def _group_scale(group: Any, outer: _Scale) -> _Scale:
    """The scale of a group's members on the slide."""
    frame = group.find(f"{p('grpSpPr')}/{a('xfrm')}")
    own = _box(frame)
    inner = _box(frame, "chOff", "chExt")
    if own is None or inner is None:
        return outer
    x = own.width / inner.width if inner.width else 1.0
    y = own.height / inner.height if inner.height else 1.0
    left, top = own.left - inner.left * x, own.top - inner.top * y
    return _Scale(outer.x * x, outer.y * y, left * outer.x + outer.left, top * outer.y + outer.top)


def _box(frame: Any, offset: str = "off", extent: str = "ext") -> Box | None:
    """The box of a frame; None without one."""
    start = frame.find(a(offset)) if frame is not None else None
    size = frame.find(a(extent)) if frame is not None else None
    if start is None or size is None:
        return None
    numbers = [
        float(value) if (value := each.get(name, "0")).lstrip("-").isdecimal() else 0.0
        for each, name in ((start, "x"), (start, "y"), (size, "cx"), (size, "cy"))
    ]
    return Box(*numbers)


def _in_rows(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes row by row and from left to right; those without a place keep theirs after the
    shape before them."""
    placed = sorted(
        (shape for shape in shapes if shape.box is not None),
        key=lambda shape: (shape.box.top, shape.box.left) if shape.box else (0.0, 0.0),
    )
    rows: list[list[Shape]] = []
    for shape in placed:
        if rows and _is_beside(rows[-1][0], shape):
            rows[-1].append(shape)
        else:
            rows.append([shape])
    ordered = [
        shape
        for row in rows
        for shape in sorted(row, key=lambda shape: shape.box.left if shape.box else 0.0)
    ]
    return [*(shape for shape in shapes if shape.box is None), *ordered]


def _is_beside(first: Shape, second: Shape) -> bool:
    """True if most of the lower of two shapes lies beside the other, in one row of the slide."""
    if first.box is None or second.box is None:
        return False
    bottom = min(first.box.top + first.box.height, second.box.top + second.box.height)
    common = bottom - max(first.box.top, second.box.top)
    lower = min(first.box.height, second.box.height)
    return common > _BESIDE * lower
