"""The properties that an OpenDocument file states of itself."""

from __future__ import annotations

from typing import Any

from indexer.readers.odt.styles import NS


def properties_of(meta: Any) -> dict[str, str]:
    """The title, author and date of creation in the part meta.xml; {} without it."""
    if meta is None:
        return {}
    names = {"dc:title": "title", "meta:initial-creator": "author", "meta:creation-date": "created"}
    found = {}
    for path, name in names.items():
        element = meta.find(f".//{path}", NS)
        if element is not None and element.text:
            found[name] = element.text.strip()
    return found
