"""The numbers of list items and headings of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer.readers.common.list_numbers import format_list_number
from indexer.readers.odt.styles import qualified

#: List style → level → definition of the level; "" is the outline of headings.
Levels = Mapping[str, Mapping[int, Any]]


@dataclass(slots=True)
class ListCounter:
    """A numbered list: its style, and the current number of each level."""

    style: str
    counters: dict[int, int] = field(default_factory=dict)


def list_levels(*roots: Any) -> Levels:
    """The definitions of lists and of the outline in these parts."""
    found: dict[str, dict[int, Any]] = {}
    for root in roots:
        if root is None:
            continue
        for tag in ("list-style", "outline-style"):
            for style in root.iter(qualified("text", tag)):
                name = style.get(qualified("style", "name"), "") if tag == "list-style" else ""
                found.setdefault(name, {_level(level): level for level in style})
    return found


def _level(definition: Any) -> int:
    """The level that a definition is for, 1 if it states none."""
    stated = definition.get(qualified("text", "level"), "1")
    return int(stated) if stated.isdecimal() else 1


def item_label(item: Any, known: Levels, running: ListCounter, level: int) -> str:
    """The number of a list item in the format of its list style; "" for a bullet."""
    levels = known.get(running.style, {})
    start = item.get(qualified("text", "start-value"))
    return _next_number(levels, running.counters, level, start)


def outline_label(heading: Any, known: Levels, counters: dict[int, int]) -> str:
    """The number that the document's outline gives a heading."""
    level = heading.get(qualified("text", "outline-level"), "1")
    if not level.isdecimal() or heading.get(qualified("text", "is-list-header")) == "true":
        return ""
    return _next_number(known.get("", {}), counters, int(level), None)


def _next_number(
    levels: Mapping[int, Any], counters: dict[int, int], level: int, start: str | None
) -> str:
    """Count one item at a level; its formatted number."""
    style = levels.get(level)
    if style is None:
        return ""
    if level not in counters:
        first = style.get(qualified("text", "start-value"), "1")
        counters[level] = int(first) - 1 if first.isdecimal() else 0
    if start and start.isdecimal():
        counters[level] = int(start) - 1
    counters[level] += 1
    for deeper in [key for key in counters if key > level]:
        del counters[deeper]
    return _format_number(levels, counters, level)


def _format_number(levels: Mapping[int, Any], counters: Mapping[int, int], level: int) -> str:
    style = levels[level]
    shown = style.get(qualified("text", "display-levels"), "1")
    first = max(1, level - (int(shown) if shown.isdecimal() else 1) + 1)
    numbers = []
    for each in range(first, level + 1):
        number_format = (
            levels[each].get(qualified("style", "num-format"), "") if each in levels else ""
        )
        number = format_list_number(number_format, counters.get(each, 1)) if number_format else None
        if number:
            numbers.append(number)
    if not numbers:
        return ""
    prefix = style.get(qualified("style", "num-prefix"), "")
    suffix = style.get(qualified("style", "num-suffix"), "")
    return f"{prefix}{'.'.join(numbers)}{suffix}"
