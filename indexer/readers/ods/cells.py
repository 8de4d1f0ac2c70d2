"""The shown text of a cell of an OpenDocument spreadsheet."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from indexer.readers.common.raised_text import LOWERED, RAISED
from indexer.readers.odt.styles import NS, qualified
from indexer.readers.spreadsheet.number_formats import exact, general, with_sign

if TYPE_CHECKING:
    from collections.abc import Collection

_VALUE, _TYPE = qualified("office", "value"), qualified("office", "value-type")
_ANNOTATION = qualified("office", "annotation")
_P, _SPAN, _S = qualified("text", "p"), qualified("text", "span"), qualified("text", "s")
_DRAWN = qualified("draw", "")
_NUMBERS = ("float", "percentage", "currency")
# Spaces of one <text:s>.
_MOST_SPACES = 8
#: Digits that only the noise of binary fractions has.
_NOISE = 16


def is_uncalculated(cell: Any) -> bool:
    """True for a formula without a stored value."""
    is_formula = cell.get(qualified("table", "formula")) is not None
    return is_formula and cell.get(_TYPE) is None and cell.find("text:p", NS) is None


def shown(cell: Any, raised: Collection[str]) -> str:
    """The text that a cell shows, its paragraphs on lines of their own; "" for an empty cell.
    `raised` are the styles of raised text."""
    text = "\n".join(_inline(p, raised) for p in cell.iterfind("text:p", NS))
    kind = cell.get(_TYPE, "")
    if kind in _NUMBERS:
        return _number(text.strip(), cell.get(_VALUE, ""), percent=kind == "percentage")
    if text or not kind:
        return text
    names = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
    return str(cell.get(qualified("office", names.get(kind, "string-value")), ""))


def comment_of(cell: Any, raised: Collection[str]) -> str:
    """The text of the comment on a cell; "" without one."""
    comment = cell.find("office:annotation", NS)
    if comment is None:
        return ""
    return "\n".join(_inline(p, raised) for p in comment.iter(_P)).strip()


def _number(text: str, stored: str, *, percent: bool) -> str:
    """The shown text of a number; made from its value where the file has none, or one with the
    noise of a binary fraction."""
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return text
    noisy = text == stored and len(value.as_tuple().digits) >= _NOISE
    if not text or noisy or (percent and text == stored):
        number = exact(float(value))
        return f"{general(number * 100)}%" if percent else general(number)
    return with_sign(text, negative=value < 0)


def _inline(element: Any, raised: Collection[str]) -> str:
    """The raw text of a paragraph, with raised text between its marks."""
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag == _S:
            count = child.get(qualified("text", "c"), "1")
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif tag == qualified("text", "line-break"):
            pieces.append("\n")
        elif tag == qualified("text", "tab"):
            pieces.append(" ")
        elif isinstance(tag, str) and tag != _ANNOTATION and not tag.startswith(_DRAWN):
            text = _inline(child, raised)
            is_raised = tag == _SPAN and child.get(qualified("text", "style-name")) in raised
            pieces.append(f"{RAISED}{text}{LOWERED}" if is_raised and text.strip() else text)
        pieces.append(child.tail or "")
    return "".join(pieces)
