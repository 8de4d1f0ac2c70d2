"""The numbers that Word computes for list items and headings."""

from __future__ import annotations

import re
from typing import Any

from indexer.readers.common.list_numbers import format_list_number
from indexer.readers.docx.styles import Styles, attribute, w

_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """Numbers the paragraphs of one document, which are passed in order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        for element in [] if root is None else root:
            if element.tag == w("abstractNum"):
                self._abstract[attribute(element, "abstractNumId")] = element
            elif element.tag == w("num"):
                self._lists[attribute(element, "numId")] = element
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str | None:
        """The number of the paragraph as Word prints it; "" for a bullet, None outside lists."""
        properties = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        inherited = self._styles.numbering(self._styles.of(paragraph))
        key = _value(properties, "numId") or _value(inherited, "numId")
        depth = _value(properties, "ilvl") or _value(inherited, "ilvl") or "0"
        if key in ("", "0") or key not in self._lists or not depth.isdecimal():
            return None
        level = int(depth)
        abstract_id = self._abstract_id(key)
        counters = self._counters.setdefault(abstract_id, {})
        definition = self._level(key, level)
        if definition is None:
            return None
        self._count(key, level, definition, counters)
        text = definition.find(w("lvlText"))
        form = attribute(text, "val") if text is not None else ""
        if not _PLACE.search(form):
            return ""
        legal = definition.find(w("isLgl")) is not None
        return _PLACE.sub(lambda m: self._written(key, int(m[1]) - 1, counters, legal), form)

    def _count(self, key: str, level: int, definition: Any, counters: dict[int, int]) -> None:
        override = self._override(key, level)
        start = _value(override, "startOverride") or _value(definition, "start") or "1"
        first = int(start) if start.isdecimal() else 1
        restarts = _value(override, "startOverride") and (key, level) not in self._begun
        if level not in counters or restarts:
            counters[level] = first
        else:
            counters[level] += 1
        self._begun.add((key, level))
        for deeper in [each for each in counters if each > level]:
            if _value(self._level(key, deeper), "lvlRestart") != "0":
                del counters[deeper]

    def _written(self, key: str, level: int, counters: dict[int, int], legal: bool) -> str:
        definition = self._level(key, level)
        if definition is None:
            return ""
        # A format that older versions of Word lack is given among alternatives, the old one last.
        formats = [attribute(each, "val") for each in definition.iter(w("numFmt"))]
        number_format = "decimal" if legal or not formats else formats[-1]
        first = _value(definition, "start") or "1"
        number = counters.get(level, int(first) if first.isdecimal() else 1)
        return format_list_number(number_format, number) or ""

    def _abstract_id(self, key: str) -> str:
        """The id of a list's definition, which may refer to a style with the actual definition."""
        found = _value(self._lists[key], "abstractNumId")
        style = _value(self._abstract.get(found), "numStyleLink")
        linked = _value(self._styles.numbering(style), "numId") if style else ""
        if linked in self._lists and linked != key:
            return _value(self._lists[linked], "abstractNumId")
        return found

    def _override(self, key: str, level: int) -> Any:
        for element in self._lists[key].findall(w("lvlOverride")):
            if attribute(element, "ilvl") == str(level):
                return element
        return None

    def _level(self, key: str, level: int) -> Any:
        override = self._override(key, level)
        own = override.find(w("lvl")) if override is not None else None
        if own is not None:
            return own
        abstract = self._abstract.get(self._abstract_id(key))
        for element in [] if abstract is None else abstract.findall(w("lvl")):
            if attribute(element, "ilvl") == str(level):
                return element
        return None


def _value(parent: Any, name: str) -> str:
    """The val attribute of a child element, "" without it."""
    found = parent.find(w(name)) if parent is not None else None
    return attribute(found, "val") if found is not None else ""
