"""The names of files embedded in a PDF: attachments, and the documents of a portfolio.

Embedded files are not read. Their names are reported, so that a reader of the results knows that
a cover page is not the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

#: Names reported, nodes visited in the name tree, and characters of one name: limits against
#: hostile files.
MAX_NAMES, MAX_NODES, MAX_NAME_LENGTH = 20, 500, 80


def attached_files(catalog: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the embedded files, the first MAX_NAMES of them. A broken name tree gives the
    names before the damage."""
    found: list[str] = []
    try:
        for entry in _entries(catalog):
            found.append(_name(entry))
            if len(found) == MAX_NAMES:
                break
    except Exception:  # noqa: BLE001 - hostile input raises anything
        return tuple(found)
    return tuple(found)


def _entries(catalog: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the file specifications in the name tree of embedded files (ISO 32000-1, 7.7.4)."""
    names = resolve1(catalog.get("Names"))
    stack = [names.get("EmbeddedFiles")] if isinstance(names, Mapping) else []
    for _ in range(MAX_NODES):
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
    """The file name in a file specification; "?" if it has none."""
    entry = resolve1(entry)
    for key in ("UF", "F", "Desc") if isinstance(entry, Mapping) else ():
        value = resolve1(entry.get(key))
        if isinstance(value, bytes) and value:
            return (
                "".join(c for c in decode_text(value) if c.isprintable())[:MAX_NAME_LENGTH] or "?"
            )
    return "?"
