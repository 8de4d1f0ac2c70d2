"""The mentions of instruments, all of them, read in portions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.errors import NotFound
from judian.core.query import Key, Query
from judian.search.lists.briefs import read_passages
from judian.search.lists.instruments import item
from judian.search.replies.listings import InstrumentItem, LocatedMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.engine import Snapshot
    from judian.search.hits.collection import Collection

#: Passages read at once.
PORTION = 500


def list_mentions(
    snapshot: Snapshot, collection: Collection, instruments: Sequence[str]
) -> Iterator[tuple[InstrumentItem, LocatedMention]]:
    """Every mention of each of `instruments`, those in the newest documents first.

    Raises NotFound, before the first mention, for an instrument that no passage mentions.
    """
    for instrument in instruments:
        if instrument not in collection.instruments:
            raise NotFound("treaty, agreement or statute", "條約、協定或法規", instrument)
    return _mentions(snapshot, collection, instruments)


def _mentions(
    snapshot: Snapshot, collection: Collection, instruments: Sequence[str]
) -> Iterator[tuple[InstrumentItem, LocatedMention]]:
    for instrument in instruments:
        query = Query(Key("instrument", (instrument,)))
        found = snapshot.search(query, limit=snapshot.passage_count, sort="date", facets=("doc",))
        this = item(collection.instruments, instrument, documents=len(found.facets["doc"]))
        ids = [hit.id for hit in found.hits]
        for at in range(0, len(ids), PORTION):
            for passage in read_passages(snapshot, ids[at : at + PORTION]):
                document = collection.documents[passage.doc_id]
                for mention in passage.mentions:
                    if mention.instrument == instrument:
                        yield this, LocatedMention(mention, passage, document)
