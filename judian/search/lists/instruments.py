"""The instruments of a collection: the list of them, and the view of one.

Counts come from the engine. Passages are read for the view of one instrument only, up to
MAX_PASSAGES; the view reports how many were not read.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.core.errors import NotFound, QueryInvalid
from judian.core.model import DocumentInfo, Passage
from judian.core.query import Key, Query
from judian.search.lists.briefs import read_passages
from judian.search.replies.listings import (
    CitedArticle,
    Event,
    Held,
    InstrumentItem,
    InstrumentsReply,
    InstrumentView,
    LocatedMention,
    PartialRead,
    StatedFact,
)
from judian.search.replies.results import FacetValue
from judian.zh.instruments import Statement, official_page, parties, statements

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.search.hits.collection import Collection
    from judian.search.query.instrument_catalogue import Instruments
    from judian.search.requests.values import InstrumentRequest

#: Passages read for the page of one instrument, newest documents first.
MAX_PASSAGES = 2_000
#: Instruments on a page of the list, mentions on a page of one instrument.
MAX_SIZE = 200
#: Instruments listed as named in the same passages.
MAX_COCITED = 30

#: Kinds in the order of a list: treaties before statutes.
KINDS = ("treaty", "convention", "protocol", "agreement", "memorandum", "declaration", "statute")
#: Kinds of facts of treaties, and those that statutes have too.
FACTS = ("signed", "place", "adopted", "in_force")
_FACTS_OF_STATUTES = ("adopted", "in_force")

Documents = Mapping[str, DocumentInfo]


@dataclass(frozen=True, slots=True)
class ChosenInstruments:
    """All instruments that a request chooses, the most mentioned first, without the numbers of
    their documents; the facets of all of them."""

    items: tuple[InstrumentItem, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]


def choose_instruments(known: Instruments, request: InstrumentRequest) -> ChosenInstruments:
    """The instruments of a request, whatever its page."""
    kind, party = request.kind, request.party
    known.prepare()
    ids: Iterable[str] = known.find(request.text) if request.text.strip() else known
    listed = [item(known, instrument) for instrument in deadlines.checked(ids)]
    chosen = [
        entry
        for entry in listed
        if (not kind or entry.kind in kind) and (not party or set(party) & set(entry.parties))
    ]
    chosen.sort(key=lambda entry: (-entry.passages, entry.name, entry.id))
    return ChosenInstruments(
        tuple(chosen),
        {
            "kind": _counted(entry.kind for entry in chosen),
            "party": _counted(name for entry in chosen for name in entry.parties),
        },
    )


def instruments_page(
    snapshot: Snapshot, chosen: ChosenInstruments, page: int, size: int
) -> InstrumentsReply:
    """A page of the instruments, whose number and size were checked."""
    shown = chosen.items[(page - 1) * size : page * size]
    return InstrumentsReply(
        total=len(chosen.items),
        page=page,
        size=size,
        items=tuple(_with_documents(snapshot, entry) for entry in shown),
        facets=chosen.facets,
        generation=snapshot.generation,
    )


def view_instrument(snapshot: Snapshot, collection: Collection, instrument: str) -> InstrumentView:
    """The statements, articles and all mentions of one instrument, on one page. Raises NotFound if
    no passage mentions it."""
    known, documents = collection.instruments, collection.documents
    if instrument not in known:
        raise NotFound("treaty, agreement or statute", "條約、協定或法規", instrument)
    query = Query(Key("instrument", (instrument,)))
    found = snapshot.search(query, limit=MAX_PASSAGES, sort="date", facets=("doc", "instrument"))
    passages = read_passages(snapshot, [hit.id for hit in found.hits])
    places = [
        LocatedMention(mention, passage, documents[passage.doc_id])
        for passage in passages
        for mention in passage.mentions
        if mention.instrument == instrument
    ]
    by_document = tuple((documents[doc_id], count) for doc_id, count in found.facets["doc"])
    this = item(known, instrument, documents=len(by_document))
    facts = _stated(instrument, passages, documents)
    wanted = _FACTS_OF_STATUTES if this.kind == "statute" else FACTS
    others = [
        (other, count)
        for other, count in found.facets["instrument"]
        if other != instrument and other in known
    ]
    return InstrumentView(
        item=this,
        names=_names(places),
        stated=facts,
        silent=tuple(kind for kind in wanted if kind not in {fact.kind for fact in facts}),
        articles=by_article(this.id, places),
        by_document=by_document,
        cocited=tuple(item(known, other, passages=count) for other, count in others[:MAX_COCITED]),
        timeline=_timeline(facts, [document for document, _ in by_document]),
        total=len(places),
        page=1,
        size=len(places),
        places=tuple(places),
        cut=PartialRead(len(passages), found.total) if found.total > len(passages) else None,
        generation=snapshot.generation,
    )


def with_page(view: InstrumentView, page: int, size: int) -> InstrumentView:
    """The view with one page of its mentions. Raises QueryInvalid for a page or size out of
    range."""
    check_page(page, size)
    shown = view.places[(page - 1) * size : page * size]
    return replace(view, page=page, size=size, places=shown)


def item(
    known: Instruments, instrument: str, *, passages: int | None = None, documents: int = 0
) -> InstrumentItem:
    """The entry of a list for an instrument of the collection."""
    entry = known[instrument].entry
    return InstrumentItem(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        parties=parties(entry.name) if entry.kind != "statute" else (),
        passages=known.counts[instrument] if passages is None else passages,
        documents=documents,
        page=official_page(entry.id),
    )


def by_article(
    instrument: str, places: Iterable[LocatedMention[Held]]
) -> tuple[CitedArticle[Held], ...]:
    """The places by the articles they cite, in the order of their numbers; places that cite the
    instrument as a whole come first, under None."""
    found: dict[str | None, list[LocatedMention[Held]]] = defaultdict(list)
    for place in places:
        for article in place.mention.articles or (None,):
            found[article].append(place)
    return tuple(
        CitedArticle(
            article,
            tuple(found[article]),
            official_page(instrument, article) if article is not None else None,
        )
        for article in sorted(found, key=article_order)
    )


def article_order(article: str | None) -> tuple[tuple[int, int], ...]:
    """The sort key of articles: None, then 3 before 3-2 before 3.1 before 10."""
    parts = article.split(".") if article else []
    numbers = [[*re.findall(r"[0-9]+", part), "0", "0"][:2] for part in parts]
    return tuple((int(number), int(inserted)) for number, inserted in numbers)


def check_page(page: int, size: int) -> None:
    """Raises QueryInvalid for a page or size out of range."""
    if page < 1 or not 1 <= size <= MAX_SIZE:
        raise QueryInvalid(
            en=("page or size is out of range", f"pages begin at 1, a size is 1 to {MAX_SIZE}"),
            zh=("頁次或每頁筆數超出範圍", f"頁次從 1 起，每頁 1 到 {MAX_SIZE} 筆"),
        )


def _with_documents(snapshot: Snapshot, entry: InstrumentItem) -> InstrumentItem:
    """The entry with the number of documents that mention the instrument."""
    query = Query(Key("instrument", (entry.id,)))
    counted = snapshot.search(query, limit=0, facets=("doc",)).facets["doc"]
    return replace(entry, documents=len(counted))


def _counted(values: Iterable[str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, value, count) for value, count in _frequent(Counter(values)))


def _frequent(counts: Counter[str]) -> list[tuple[str, int]]:
    """Most frequent first, ties by value."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _names(places: Iterable[LocatedMention]) -> tuple[tuple[str, int], ...]:
    """The words that mentions use, without breaks of layout."""
    counts = Counter("".join(place.mention.text.split("\n")).strip() for place in places)
    return tuple(_frequent(counts))


def _stated(
    instrument: str, passages: Iterable[Passage], documents: Documents
) -> tuple[StatedFact, ...]:
    """The facts that the passages state of the instrument, by kind and then by date."""
    found: dict[tuple[str, str], list[tuple[Passage, DocumentInfo, int, int]]] = defaultdict(list)
    for passage in deadlines.checked(passages):
        document = documents[passage.doc_id]
        stated: Iterable[Statement] = statements(
            passage.text, passage.mentions, anchor_date=document.date
        )
        for fact in stated:
            if fact.instrument == instrument:
                found[fact.kind, fact.value].append((passage, document, fact.start, fact.end))
    order = {kind: at for at, kind in enumerate(FACTS)}
    return tuple(
        StatedFact(kind, value, tuple(found[kind, value]))
        for kind, value in sorted(found, key=lambda key: (order.get(key[0], 99), key[1]))
    )


def _timeline(facts: Iterable[StatedFact], documents: Iterable[DocumentInfo]) -> tuple[Event, ...]:
    """The dated facts of an instrument and the documents that mention it, oldest first."""
    events = [Event(fact.value, fact.kind) for fact in facts if fact.kind != "place"]
    events += [
        Event(document.date, "document", document) for document in documents if document.date
    ]
    return tuple(sorted(events, key=lambda event: (event.date, event.kind == "document")))
