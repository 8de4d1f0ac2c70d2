"""Which documents of the questions to train on are the reader's, and which the scorer's.

The scorer weighs what the reader says, so it must see how the reader does on texts that the reader
has not learned from.
"""

from __future__ import annotations

import hashlib

#: The parts that documents are dealt into, and how many of them are the reader's. It needs more: it
#: learns to read, the scorer only how far to trust it.
PARTS, READERS = 3, 2
READER, SCORER = "reader", "scorer"


def half_of(document: str) -> str:
    """READER or SCORER, by the first byte of the SHA-256 of the document's file name."""
    part = hashlib.sha256(document.encode()).digest()[0] % PARTS
    return READER if part < READERS else SCORER
