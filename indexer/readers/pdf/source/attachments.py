"""The files that a PDF carries inside: attachments, and the documents of a portfolio.

They are not read; their names are told, so that nobody takes the cover for the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

#: Names that are told, nodes of the tree of names that are looked at, characters of one name.
MOST, NODES, LONGEST = 20, 500, 80


def attached(catalog: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the attached files, the first MOST of them."""
    found: list[str] = []
    try:
        for entry in _entries(catalog):
            found.append(_name(entry))
            if len(found) == MOST:
                break
    except Exception:  # noqa: BLE001 - a broken tree of names; those before the break are told
        return tuple(found)
    return tuple(found)


def _entries(catalog: Mapping[str, Any]) -> Iterator[Any]:
    """The file specifications in the tree of embedded files."""
    names = resolve1(catalog.get("Names"))
    stack = [names.get("EmbeddedFiles")] if isinstance(names, Mapping) else []
    for _ in range(NODES):
        if not stack:
            return
        node = resolve1(stack.pop())
        if not isinstance(node, Mapping):
            continue
        pairs = resolve1(node.get("Names"))
        yield from (pairs[1::2] if isinstance(pairs, list) else ())
        kids = resolve1(node.get("Kids"))
        stack += reversed(kids) if isinstance(kids, list) else ()


def _name(entry: Any) -> str:
    """What a file specification calls its file, ? where it does not say."""
    entry = resolve1(entry)
    for key in ("UF", "F", "Desc") if isinstance(entry, Mapping) else ():
        value = resolve1(entry.get(key))
        if isinstance(value, bytes) and value:
            return "".join(c for c in decode_text(value) if c.isprintable())[:LONGEST] or "?"
    return "?"
