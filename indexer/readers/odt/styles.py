"""The styles of an OpenDocument text: names, hidden text, typefaces; and its XML namespaces."""

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
# Styles that a style inherits from; more of them form a circle.
_MOST_ANCESTORS = 40


def qualified(prefix: str, local: str) -> str:
    """The qualified name of an element or attribute."""
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

    def _inherited_styles(self, family: str, name: str) -> list[Any]:
        """The style and those that it inherits from, nearest first."""
        found: list[Any] = []
        while (style := self._styles.get((family, name))) is not None:
            if len(found) == _MOST_ANCESTORS:
                break
            found.append(style)
            name = style.get(qualified("style", "parent-style-name"), "")
        return found

    def is_named(self, name: str, wanted: tuple[str, ...]) -> bool:
        """True if a paragraph's style or one that it inherits from has one of the names."""
        return name in wanted or any(
            style.get(qualified("style", "name"), "") in wanted
            or style.get(qualified("style", "parent-style-name"), "") in wanted
            for style in self._inherited_styles("paragraph", name)
        )

    def is_hidden(self, element: Any, family: str) -> bool:
        """True for hidden text; `family` is text or paragraph."""
        name = element.get(qualified("text", "style-name"), "")
        for style in self._inherited_styles(family, name):
            properties = style.find("style:text-properties", NS)
            shown = properties.get(qualified("text", "display")) if properties is not None else None
            if shown is not None:
                return bool(shown == "none")
        return False

    def is_raised(self, name: str) -> bool:
        """True for superscript in a text style: raised above the line, by a word or a share of its
        height."""
        for style in self._inherited_styles("text", name):
            properties = style.find("style:text-properties", NS)
            if properties is None:
                continue
            position = properties.get(qualified("style", "text-position"), "").split()
            if position:
                return position[0] == "super" or _RAISED.fullmatch(position[0]) is not None
        return False

    def typeface(self, names: Sequence[tuple[str, str]]) -> tuple[float, bool]:
        """Size in points and boldness of Chinese text in styles (family, name), innermost first.
        The properties of other scripts count where those of Chinese are not given."""
        key = tuple(names)
        if key not in self._known:
            styles = [
                style for family, name in names for style in self._inherited_styles(family, name)
            ]
            self._known[key] = _size(styles + self._defaults), _is_bold(styles + self._defaults)
        return self._known[key]


#: Points of text whose document gives no size.
_DEFAULT_SIZE = 12.0
_SIZES = (qualified("style", "font-size-asian"), qualified("fo", "font-size"))
_WEIGHTS = (qualified("style", "font-weight-asian"), qualified("fo", "font-weight"))


def _stated(style: Any, attributes: Sequence[str]) -> str:
    properties = style.find("style:text-properties", NS)
    if properties is None:
        return ""
    return next((value for name in attributes if (value := properties.get(name))), "")


def _size(styles: Sequence[Any]) -> float:
    """The first size in points among the styles, times the percentages before it."""
    share = 1.0
    for style in styles:
        found = _MEASURE.fullmatch(_stated(style, _SIZES))
        if found and found[2] == "%":
            share *= float(found[1]) / 100
        elif found:
            return share * float(found[1])
    return share * _DEFAULT_SIZE


def _is_bold(styles: Sequence[Any]) -> bool:
    weight = next((found for style in styles if (found := _stated(style, _WEIGHTS))), "normal")
    return weight == "bold" or (weight.isdecimal() and int(weight) >= BOLD)


_RAISED = re.compile(r"\+?(?!0+%)[0-9]+(?:\.[0-9]+)?%")
_MEASURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(pt|%)")
