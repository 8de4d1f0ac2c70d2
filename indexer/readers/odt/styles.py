"""The names of OpenDocument's elements, and what its styles say of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from indexer.readers.common.type_headings import BOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
# A chain of styles that is longer goes in a circle.
_LONGEST_CHAIN = 40


def qualified(prefix: str, local: str) -> str:
    """The full name of an element or attribute."""
    return f"{{{NS[prefix]}}}{local}"


class Styles:
    """The styles of one document by name; where two families share a name, the first counts."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._defaults: list[Any] = []
        self._known: dict[tuple[tuple[str, str], ...], tuple[float, bool]] = {}
        for root in roots:
            if root is not None:
                self._defaults += [
                    style
                    for style in root.iter(qualified("style", "default-style"))
                    if style.get(qualified("style", "family")) == "paragraph"
                ]
                for style in root.iter(qualified("style", "style")):
                    family = style.get(qualified("style", "family"), "")
                    name = style.get(qualified("style", "name"), "")
                    self._styles.setdefault((family, name), style)

    def _chain(self, family: str, name: str) -> list[Any]:
        """The style and those that it is based on, nearest first."""
        found: list[Any] = []
        while (style := self._styles.get((family, name))) is not None:
            if len(found) == _LONGEST_CHAIN:
                break
            found.append(style)
            name = style.get(qualified("style", "parent-style-name"), "")
        return found

    def is_named(self, name: str, wanted: tuple[str, ...]) -> bool:
        """True when a paragraph's style or one of its ancestors has one of the names."""
        return name in wanted or any(
            style.get(qualified("style", "name"), "") in wanted
            or style.get(qualified("style", "parent-style-name"), "") in wanted
            for style in self._chain("paragraph", name)
        )

    def is_hidden(self, element: Any, family: str) -> bool:
        """True for text (family text or paragraph) that is neither shown nor printed."""
        name = element.get(qualified("text", "style-name"), "")
        for style in self._chain(family, name):
            properties = style.find("style:text-properties", NS)
            shown = properties.get(qualified("text", "display")) if properties is not None else None
            if shown is not None:
                return bool(shown == "none")
        return False

    def face(self, names: Sequence[tuple[str, str]]) -> tuple[float, bool]:
        """Size in points and boldness of Chinese text in styles (family, name), the innermost
        first; properties for other scripts count where those for Chinese are not given."""
        key = tuple(names)
        if key not in self._known:
            chain = [style for family, name in names for style in self._chain(family, name)]
            self._known[key] = _size(chain + self._defaults), _is_bold(chain + self._defaults)
        return self._known[key]


#: What a document is set in that does not say.
_USUAL_SIZE = 12.0
_SIZES = (qualified("style", "font-size-asian"), qualified("fo", "font-size"))
_WEIGHTS = (qualified("style", "font-weight-asian"), qualified("fo", "font-weight"))


def _stated(style: Any, attributes: Sequence[str]) -> str:
    properties = style.find("style:text-properties", NS)
    if properties is None:
        return ""
    return next((value for name in attributes if (value := properties.get(name))), "")


def _size(chain: Sequence[Any]) -> float:
    """The first size that is given in points, times the percentages before it."""
    share = 1.0
    for style in chain:
        found = _MEASURE.fullmatch(_stated(style, _SIZES))
        if found and found[2] == "%":
            share *= float(found[1]) / 100
        elif found:
            return share * float(found[1])
    return share * _USUAL_SIZE


def _is_bold(chain: Sequence[Any]) -> bool:
    weight = next((found for style in chain if (found := _stated(style, _WEIGHTS))), "normal")
    return weight == "bold" or (weight.isdecimal() and int(weight) >= BOLD)


_MEASURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(pt|%)")
