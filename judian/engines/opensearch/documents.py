"""Passages and documents as records of the cluster, and back."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.engines.common.key_values import integer
from judian.engines.opensearch.mapping import (
    DOCUMENT,
    INTEGER_FIELDS,
    LONGEST,
    NUMBER,
    PASSAGE,
    WHAT,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.core.engine import DocumentEntry, PassageEntry

#: A noncharacter, which no text of use holds: after a run of n letters or digits, which is one
#: token, come n - 1 of it, so that positions in the index are offsets in the text.
FILLER = "\ufdd0"
#: What a text that holds it nevertheless gets in its place.
_NO_FILLER = "\ufdd1"
_RUN = re.compile("[0-9A-Za-z]{2,}")
#: Bits of a record's check sum. The sum over a billion records is exact in double precision.
CHECK_BITS = 20
_MOST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Stored:
    """What is read of a passage."""

    payload: str
    squeezed: str
    folded: str
    copy: int


#: The fields of a record that make a Stored.
STORED = ("payload", "squeezed", "folded", "copy")


def stored_of(source: Mapping[str, Any]) -> Stored:
    return Stored(
        source["payload"],
        without_fillers(source["squeezed"]),
        without_fillers(source["folded"]),
        source["copy"],
    )


def record_id(what: str, name: str) -> str:
    """The id of the record of a passage or document. A digest, since a record's id may have no
    more than 512 bytes."""
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return what + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def shortened(value: str) -> str:
    """The value, or of a very long one as much as an index can hold, with its digest."""
    if len(value) <= LONGEST:
        return value
    digest = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return value[: LONGEST - len(digest)] + digest


def spread(text: str) -> str:
    """The text with fillers, as it is indexed and searched for."""
    return _RUN.sub(_filled, text.replace(FILLER, _NO_FILLER))


def _filled(run: re.Match[str]) -> str:
    """A run with its fillers. One that is longer than a token may be becomes several tokens, each
    so long that no part of a query is one of them."""
    text = run.group()
    size = -(-len(text) // -(-len(text) // LONGEST))
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(piece + FILLER * (len(piece) - 1) for piece in pieces)


def without_fillers(text: str) -> str:
    return text.replace(FILLER, "")


def number(value: int) -> int:
    """The nearest number that a field of the cluster can hold."""
    return max(-_MOST, min(_MOST, value))


def group_of(entry: PassageEntry) -> int:
    """The copy of the passage; below zero, and of no other passage, for one without."""
    if entry.copy:
        return entry.copy
    digest = hashlib.blake2b(entry.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return -1 - (int.from_bytes(digest, "big") >> 2)


def passage_record(entry: PassageEntry, ordinal: int) -> dict[str, Any]:
    """The record of a passage; `ordinal` numbers the passages as they are added."""
    record: dict[str, Any] = {
        WHAT: PASSAGE,
        "id": shortened(entry.id),
        "owner": shortened(entry.doc_id),
        "ordinal": ordinal,
        "date": number(entry.date),
        "copy": entry.copy,
        "group": group_of(entry),
        "squeezed": spread(entry.squeezed),
        "folded": spread(entry.folded),
        "payload": entry.payload,
    }
    for field, terms in entry.terms.items():
        if terms:
            record[field] = [shortened(term) for term in terms]
    for field, values in entry.keys.items():
        if values:
            record[field] = [shortened(value) for value in values]
        if field in INTEGER_FIELDS:
            numbers = [integer(value) for value in values]
            record[field + NUMBER] = [number(one) for one in numbers if one is not None]
    return record


def document_record(entry: DocumentEntry) -> dict[str, Any]:
    """The record of a document."""
    return {WHAT: DOCUMENT, "id": shortened(entry.id), "info": entry.info, "text": entry.text}


def with_check(record: Mapping[str, Any]) -> tuple[str, int]:
    """(JSON of a record with its check sum, that check sum)."""
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    digest = hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    check = int.from_bytes(digest, "big") >> (32 - CHECK_BITS)
    return f'{body[:-1]},"check":{check}}}', check


def is_sound(source: Mapping[str, Any]) -> bool:
    """True if a record that was read has the check sum that it was written with."""
    rest = {name: value for name, value in source.items() if name != "check"}
    return with_check(rest)[1] == source.get("check")
