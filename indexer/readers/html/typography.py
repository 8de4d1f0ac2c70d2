"""Size and weight of the text of a web page, as stated by its elements.

Style sheets are not read: pages that use them have elements for headings.
"""

from __future__ import annotations

import re
from typing import Any

from indexer.readers.common.type_headings import BOLD

#: Points of the sizes 1 to 7 of <font>, and size and boldness of a page that states none.
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_USUAL = (12.0, False)
_POINTS = {"pt": 1.0, "px": 0.75}
_SIZE = re.compile(r"(?:^|;)\s*font-size\s*:\s*([0-9]+(?:\.[0-9]+)?)\s*(pt|px|em|%)", re.IGNORECASE)
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(bold|normal|[0-9]{3})", re.IGNORECASE)
_RAISED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)


def is_raised(element: Any) -> bool:
    """True for <sup>, for the exponent of a formula, and for an element whose own style raises it
    above the line."""
    if element.tag == "sup":
        return True
    parent = element.getparent()
    if parent is not None and parent.tag == "msup":
        return element.getprevious() is not None
    return element.tag in ("span", "font", "a", "small") and bool(
        _RAISED.search(element.get("style") or "")
    )


class Typefaces:
    """Sizes in points and boldness of the elements of one page."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[float, bool]] = {}

    def of(self, element: Any) -> tuple[float, bool]:
        """Size in points and boldness of the text directly in the element."""
        unknown = []
        while element is not None and element not in self._known:
            unknown.append(element)
            element = element.getparent()
        typeface = _USUAL if element is None else self._known[element]
        for each in reversed(unknown):
            typeface = self._known[each] = _own(each, *typeface)
        return typeface


def _own(element: Any, size: float, bold: bool) -> tuple[float, bool]:
    """Size and boldness inside an element, given those around it."""
    if element.tag in ("b", "strong"):
        bold = True
    elif element.tag == "font":
        size = _FONT_SIZES.get(element.get("size") or "", size)
    style = element.get("style") or ""
    stated = _SIZE.search(style)
    if stated:
        value, unit = float(stated[1]), stated[2].lower()
        size = (
            value * _POINTS[unit] if unit in _POINTS else value * size / (100 if unit == "%" else 1)
        )
    weight = _WEIGHT.search(style)
    if weight:
        word = weight[1].lower()
        bold = word == "bold" or (word.isdecimal() and int(word) >= BOLD)
    return size, bold
