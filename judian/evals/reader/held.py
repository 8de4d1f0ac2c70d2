"""What is held out of the training, to measure with: articles of DRCD, by title."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.evals.reader.records import ReaderCollection

#: How many articles of a file are held out, and the seed that draws them.
HELD, SEED = 40, 3
#: The file whose articles are held out; those of CMRC have no titles and are all trained on.
FILE = "DRCD_dev"


def _held(collection: ReaderCollection) -> set[str]:
    titles = sorted({record.document for record in collection.records if record.kind == FILE})
    random.Random(SEED).shuffle(titles)
    return set(titles[:HELD])


def without_held(collection: ReaderCollection) -> ReaderCollection:
    """The collection without the questions that are held out."""
    held = _held(collection)
    records = [record for record in collection.records if record.document not in held]
    return replace(collection, records=records)


def only_held(collection: ReaderCollection) -> ReaderCollection:
    """The questions that are held out."""
    held = _held(collection)
    records = [record for record in collection.records if record.document in held]
    return replace(collection, records=records)
