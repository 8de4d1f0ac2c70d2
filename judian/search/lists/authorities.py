"""Tables of authorities: the treaties and statutes that the passages of a query or of a document
cite, by article, with the places."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.core.errors import NotFound
from judian.core.query import Key, Prefix, Query
from judian.search.lists.briefs import passages_of, read_briefs
from judian.search.lists.instruments import KINDS, by_article, item
from judian.search.lists.selection import select
from judian.search.query.compile import all_of
from judian.search.replies.listings import (
    AuthoritiesReply,
    Authority,
    CitedArticle,
    Held,
    LocatedMention,
    PartialRead,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.core.brief import Brief
    from judian.core.engine import Snapshot
    from judian.search.hits.collection import Collection
    from judian.search.requests.values import Filters

#: Citing passages read for one table, and hits of a query that are looked through for them.
MAX_PASSAGES = 5_000
MAX_HITS = 20_000


def authorities_of_query(
    snapshot: Snapshot, collection: Collection, text: str, filters: Filters
) -> AuthoritiesReply:
    """The instruments that the passages found by `text` cite; all passages if it is empty."""
    compiled = select(text, collection.catalogue, filters)
    query = compiled.query
    # Without a floor those that are read are the first.
    citing = snapshot.search(_citing(query), limit=MAX_HITS if query.floor else MAX_PASSAGES)
    ids = [hit.id for hit in citing.hits]
    unread = citing.total - len(ids)
    if query.floor:
        # The floor is relative to the best hit, and fewer passages have another best one: only
        # hits of the query itself count.
        found = snapshot.search(query, limit=MAX_HITS, exact_counts=True)
        hits = {hit.id for hit in found.hits}
        ids = [passage_id for passage_id in ids if passage_id in hits]
        unread = found.total - len(found.hits)
    read = read_briefs(snapshot, ids[:MAX_PASSAGES])
    return AuthoritiesReply(
        query=compiled.view,
        document=None,
        authorities=_table(collection, read),
        cut=_cut(len(read), unread + len(ids)),
        generation=snapshot.generation,
    )


def authorities_of_document(
    snapshot: Snapshot, collection: Collection, doc_id: str
) -> AuthoritiesReply:
    """The instruments that one document cites. Raises NotFound."""
    if doc_id not in collection.documents:
        raise NotFound("document", "文件", doc_id)
    query = Query(Key("doc", (doc_id,)))
    citing = {hit.id for hit in snapshot.search(_citing(query), limit=MAX_HITS).hits}
    ids = [passage_id for passage_id in snapshot.passage_ids(doc_id) if passage_id in citing]
    read = read_briefs(snapshot, ids[:MAX_PASSAGES])
    return AuthoritiesReply(
        query=None,
        document=collection.documents[doc_id],
        authorities=_table(collection, read),
        cut=_cut(len(read), len(ids)),
        generation=snapshot.generation,
    )


def with_passages(
    snapshot: Snapshot, authorities: Iterable[Authority[Brief]]
) -> tuple[Authority, ...]:
    """Authorities with the passages of their places in place of the briefs."""
    chosen = tuple(authorities)
    places = [p for one in chosen for cited in one.cited for p in cited.places]
    passages = passages_of(snapshot, (place.passage.id for place in places))

    def read(places: Sequence[LocatedMention[Brief]]) -> tuple[LocatedMention, ...]:
        return tuple(
            LocatedMention(one.mention, passages[one.passage.id], one.document) for one in places
        )

    return tuple(
        Authority(
            one.item,
            tuple(CitedArticle(c.article, read(c.places), c.page) for c in one.cited),
        )
        for one in chosen
    )


def count_places(authorities: Iterable[Authority[Held]]) -> int:
    """The places that a table names."""
    return sum(len(cited.places) for one in authorities for cited in one.cited)


def _citing(query: Query) -> Query:
    """A query for the passages of `query` that mention an instrument."""
    return Query(all_of([query.filter, Prefix("instrument", "")]), query.terms)


def _cut(read: int, found: int) -> PartialRead | None:
    """None if all `found` passages were read."""
    return PartialRead(read, found) if found > read else None


def _table(collection: Collection, passages: Iterable[Brief]) -> tuple[Authority[Brief], ...]:
    """The instruments by kind and name, each with its places by document and order in it."""
    known, documents = collection.instruments, collection.documents
    places: dict[str, list[LocatedMention[Brief]]] = defaultdict(list)
    for passage in deadlines.checked(passages, deadlines.LIGHT):
        for mention in passage.mentions:
            if mention.instrument in known:
                place = LocatedMention(mention, passage, documents[passage.doc_id])
                places[mention.instrument].append(place)
    table = []
    for instrument, found in places.items():
        found.sort(key=lambda p: (p.document.date or "", p.document.id, p.passage.ordinal))
        passages_of = len({place.passage.id for place in found})
        documents_of = len({place.document.id for place in found})
        table.append(
            Authority(
                item(known, instrument, passages=passages_of, documents=documents_of),
                by_article(instrument, found),
            )
        )
    order = {kind: at for at, kind in enumerate(KINDS)}
    table.sort(key=lambda a: (order.get(a.item.kind, len(order)), a.item.name, a.item.id))
    return tuple(table)
