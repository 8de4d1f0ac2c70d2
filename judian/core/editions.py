"""Former editions: what the index remembers of a document whose file was replaced or removed.

No text of a former edition is kept, since it may have been replaced for what it said: for each
passage there are a digest of its text and the passage of the next edition that it became. A record
is stored as the record of a document whose id begins with `judian.core.engine.FORMER`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from judian.core.engine import FORMER, DocumentEntry
from judian.core.model import DocumentInfo, document_from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Hexadecimal digits of a passage's digest: enough to tell the passages of one document apart.
_DIGITS = 12


class Fate(StrEnum):
    """What became of a passage of a former edition."""

    SAME = "same"  # the next edition has the same text
    CHANGED = "changed"  # it has a text nearly the same
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FormerPassage:
    """A passage of a former edition. `digest` is that of its text, `successor` the ordinal of the
    passage of the next edition that it became, 0 for none, and `successor_digest` that of its text.

    `changed` are half-open ranges of code points of the successor's text that are new, and
    `dropped` counts the code points of the former text that the successor lacks; None for texts too
    long to compare.
    """

    digest: str
    successor: int = 0
    successor_digest: str = ""
    changed: tuple[tuple[int, int], ...] = ()
    dropped: int | None = 0

    @property
    def fate(self) -> Fate:
        """What became of it in the next edition."""
        if not self.successor:
            return Fate.GONE
        return Fate.SAME if self.digest == self.successor_digest else Fate.CHANGED


@dataclass(frozen=True, slots=True)
class FormerEdition:
    """The record of a former edition: the record of the document without the results of reading,
    when it was replaced or removed (ISO date and time), and the id of the document that replaced
    it, None if it was removed. `passages` are in their order; the list of editions has none.
    """

    info: DocumentInfo
    at: str
    successor: str | None = None
    passages: tuple[FormerPassage, ...] = ()

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.info.id


def digest_of(text: str) -> str:
    """The digest by which the same text of a passage is found again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def without_reading(info: DocumentInfo) -> DocumentInfo:
    """What a record of a former edition keeps: the names, the title, agency, date and period."""
    return replace(
        info, encoding=None, reason=None, message_en=None, message_zh=None, page_verdicts=(),
        provenance={},
    )  # fmt: skip


def edition_entry(edition: FormerEdition) -> DocumentEntry:
    """The stored record of a former edition."""
    facts = {"info": to_json(edition.info), "at": edition.at, "successor": edition.successor}
    rows = [_row(passage) for passage in edition.passages]
    return DocumentEntry(
        FORMER + edition.id,
        json.dumps(facts, ensure_ascii=False),
        json.dumps(rows, separators=(",", ":")),
    )


def edition_of(entry: DocumentEntry) -> FormerEdition:
    """The inverse of `edition_entry`; without the entry's text it has no passages."""
    facts = json.loads(entry.info)
    rows = json.loads(entry.text) if entry.text else []
    return FormerEdition(
        document_from_json(facts["info"]),
        facts["at"],
        facts["successor"],
        tuple(map(_passage, rows)),
    )


def _row(passage: FormerPassage) -> list[Any]:
    """The shortest list that says it: [digest], [digest, same as] or all."""
    if passage.fate is Fate.GONE:
        return [passage.digest]
    if passage.fate is Fate.SAME:
        return [passage.digest, passage.successor]
    return [
        passage.digest, passage.successor, passage.successor_digest, passage.changed,
        passage.dropped,
    ]  # fmt: skip


def _passage(row: Sequence[Any]) -> FormerPassage:
    if len(row) == 1:
        return FormerPassage(row[0])
    if len(row) == 2:
        return FormerPassage(row[0], row[1], row[0])
    return FormerPassage(row[0], row[1], row[2], tuple((a, b) for a, b in row[3]), row[4])
