"""What a caller may see, and where: the read path, and the address of each passage in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from judian.search.quotes.written import Holder, in_none

if TYPE_CHECKING:
    from judian.search.service import Service


@dataclass(frozen=True, slots=True)
class View:
    """`service` answers for the caller; `collection` names the collection that shows a document,
    by its id, where several are served, and is None where one is. `base` is the address of the
    pages without its last slash, "" for paths on their server."""

    service: Service
    collection: Holder = in_none
    base: str = ""

    def link(self, passage: str) -> str:
        """The permanent address of a passage by its id, under its collection if that is named."""
        name = self.collection(document_of(passage))
        return f"{self.base}{f'/c/{name}' if name else ''}/passages/{quote(passage)}"


def document_of(passage: str) -> str:
    """The document of a passage, by their ids (`indexer.documents.passages`)."""
    return passage.rpartition("-")[0]
