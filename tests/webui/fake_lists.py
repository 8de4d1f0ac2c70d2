"""Lists of the fake read path: figures, instruments and authorities, obviously right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from judian.core.errors import NotFound
from judian.search.lists.comparison import conflicts, series
from judian.search.lists.entities import KINDS
from judian.search.lists.figures import ordered
from judian.search.lists.instruments import by_article
from judian.search.replies.listings import (
    AuthoritiesReply,
    Authority,
    Entity,
    EntityIndex,
    Event,
    FigureReply,
    FigureRow,
    InstrumentItem,
    InstrumentsReply,
    InstrumentView,
    LocatedMention,
    PartialRead,
    StatedFact,
)
from judian.search.replies.results import DocumentView, FacetValue, QueryView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from judian.core.model import Cell, DocumentInfo, Passage
    from judian.search.requests.values import FigureRequest, InstrumentRequest
    from judian.zh.figures.extraction import Figure


class Held(Protocol):
    """One document of the fake."""

    info: DocumentInfo
    passages: list[Passage]


def _cell(passage: Passage, figure: Figure) -> Cell | None:
    cells = passage.table.cells if passage.table else ()
    return next((c for c in cells if c.start <= figure.start < c.end), None)


class FakeLists:
    """The part of the fake that makes lists of its documents, `pages`."""

    @property
    def held(self) -> Mapping[str, Held]:
        raise NotImplementedError

    def _guard(self) -> None:
        raise NotImplementedError

    def document(self, doc_id: str) -> DocumentView:
        raise NotImplementedError

    def figures(self, request: FigureRequest, /) -> FigureReply:
        self._guard()
        text, page, size, chosen = request.text, request.page, request.size, request.filters
        found = [
            FigureRow(figure, p, one.info, _cell(p, figure))
            for one in self.held.values()
            for p in one.passages
            for figure in p.figures
            if text in p.text
            and chosen.keep(figure)
            and (not chosen.doc or p.doc_id in chosen.doc)
            and (not chosen.agency or one.info.agency in chosen.agency)
        ]
        rows = ordered(found, request.sort)
        first = (page - 1) * (size or 0)
        units = [figure.unit for figure in (row.figure for row in rows) if figure.unit]
        return FigureReply(
            query=QueryView(text, text),
            total=len(rows),
            passages=len({row.passage.id for row in rows}),
            documents=len({row.document.id for row in rows}),
            page=page,
            size=size or len(rows),
            rows=tuple(rows[first : first + size] if size else rows),
            facets={
                "unit": tuple(FacetValue(u, u, units.count(u)) for u in dict.fromkeys(units)),
                "kind": (FacetValue("count", "count", len(rows)),) if rows else (),
            },
            series=series(rows),
            conflicts=conflicts(rows),
            cut=PartialRead(3, 9) if text == "護照" else None,
            generation=7,
        )

    def _places(self) -> list[LocatedMention]:
        return [
            LocatedMention(mention, passage, one.info)
            for one in self.held.values()
            for passage in one.passages
            for mention in passage.mentions
        ]

    def _item(self, instrument: str) -> InstrumentItem:
        places = [p for p in self._places() if p.mention.instrument == instrument]
        first = places[0].mention
        page = f"https://law.example/{instrument}" if first.kind == "statute" else None
        documents = len({p.document.id for p in places})
        parties = ("臺灣", "帛琉") if first.kind == "agreement" else ()
        return InstrumentItem(
            instrument, first.name, first.kind, parties, len(places), documents, page
        )

    def instruments(self, request: InstrumentRequest, /) -> InstrumentsReply:
        self._guard()
        page, size, kind, party = request.page, request.size, request.kind, request.party
        ids = dict.fromkeys(p.mention.instrument for p in self._places())
        items = [item for item in map(self._item, ids) if request.text in item.name]
        items = [
            item
            for item in items
            if (not kind or item.kind in kind) and (not party or set(party) & set(item.parties))
        ]
        kinds = [item.kind for item in items]
        facets = {
            "kind": tuple(FacetValue(k, k, kinds.count(k)) for k in dict.fromkeys(kinds)),
            "party": tuple(FacetValue(p, p, 1) for item in items for p in item.parties),
        }
        shown = tuple(items[(page - 1) * size : page * size])
        return InstrumentsReply(len(items), page, size, shown, facets, 7)

    def instrument(self, instrument: str, *, page: int = 1, size: int = 50) -> InstrumentView:
        self._guard()
        places = [p for p in self._places() if p.mention.instrument == instrument]
        if not places:
            raise NotFound("instrument", "條約或法規", instrument)
        place = places[0]
        where = (place.passage, place.document, place.mention.start, place.mention.end)
        others = dict.fromkeys(p.mention.instrument for p in self._places())
        return InstrumentView(
            item=self._item(instrument),
            names=((place.mention.text, len(places)),),
            stated=(
                StatedFact("signed", "2016-07-20", (where,)),
                StatedFact("place", "科羅", (where,) * 6),
            ),
            silent=("adopted", "in_force"),
            articles=by_article(instrument, places),
            by_document=((place.document, 1),),
            cocited=tuple(self._item(one) for one in others if one != instrument),
            timeline=(Event("2016-07-20", "signed"), Event("2024-03", "document", place.document)),
            total=len(places),
            page=page,
            size=size,
            places=tuple(places[(page - 1) * size : page * size]),
            cut=PartialRead(1, 5),
            generation=7,
        )

    def mentions(
        self, instruments: Sequence[str], /
    ) -> Iterator[tuple[InstrumentItem, LocatedMention]]:
        self._guard()
        return (
            (self._item(instrument), place)
            for instrument in instruments
            for place in self._places()
            if place.mention.instrument == instrument
        )

    def entities(self) -> EntityIndex:
        """領務 as an agency, 護照 as a substance and hostile words as a person, wherever they
        stand."""
        self._guard()
        wanted = {"agency": "領務", "substance": "護照", "person": "<script>"}
        kinds = {kind: self._named(kind, wanted.get(kind)) for kind in KINDS}
        return EntityIndex(kinds, PartialRead(3, 9), 7)

    def _named(self, kind: str, name: str | None) -> tuple[Entity, ...]:
        found = [
            (p, one.info, p.text.index(name), p.text.index(name) + len(name))
            for one in self.held.values()
            for p in one.passages
            if name and name in p.text
        ]
        if not found or not name:
            return ()
        documents = len({info.id for _, info, _, _ in found})
        return (Entity(kind, name, len(found), documents, tuple(found[:5])),)

    def authorities(
        self, text: str = "", *, doc: str | None = None, shown: tuple[int, int] | None = None
    ) -> AuthoritiesReply:
        self._guard()
        info = self.document(doc).info if doc else None
        places = [
            p
            for p in self._places()
            if (not doc or p.document.id == doc) and text in p.passage.text
        ]
        ids = dict.fromkeys(p.mention.instrument for p in places)
        rows = tuple(
            Authority(
                self._item(one), by_article(one, [p for p in places if p.mention.instrument == one])
            )
            for one in ids
        )
        first, end = shown or (0, 0)
        view = None if doc else QueryView(text, text)
        return AuthoritiesReply(view, info, rows, None, 7, rows[first:end])
