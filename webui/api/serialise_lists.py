"""Lists of figures and instruments as the JSON of API version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.citations import cite
from webui.api.serialise import (
    Json,
    document_summary,
    facets,
    figure,
    location,
    mention,
    number,
    period,
    query,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.listings import (
        AuthoritiesReply,
        CitedArticle,
        Conflict,
        FigureReply,
        FigureRow,
        Held,
        InstrumentItem,
        InstrumentsReply,
        InstrumentView,
        LocatedMention,
        PartialRead,
        Series,
        StatedFact,
    )


def figures_reply(reply: FigureReply) -> Json:
    return {
        "query": query(reply.query),
        "total": reply.total,
        "passages": reply.passages,
        "documents": reply.documents,
        "page": reply.page,
        "size": reply.size,
        "took_ms": round(reply.took_ms, 1),
        "generation": reply.generation,
        "cut": _cut(reply.cut),
        "figures": [_figure_row(row) for row in reply.rows],
        "facets": facets(reply.facets),
        "series": [_series(series) for series in reply.series],
        "conflicts": [_conflict(conflict) for conflict in reply.conflicts],
    }


def instruments_reply(reply: InstrumentsReply) -> Json:
    return {
        "total": reply.total,
        "page": reply.page,
        "size": reply.size,
        "generation": reply.generation,
        "instruments": [instrument(item) for item in reply.items],
        "facets": facets(reply.facets),
    }


def instrument_view(view: InstrumentView) -> Json:
    return {
        **instrument(view.item),
        "names": [{"text": text, "count": count} for text, count in view.names],
        "stated": [_stated(fact) for fact in view.stated],
        "silent": list(view.silent),
        "articles": [_cited(cited) for cited in view.articles],
        "by_document": [
            {"document": document_summary(document), "passages": count}
            for document, count in view.by_document
        ],
        "cocited": [instrument(item) for item in view.cocited],
        "timeline": [
            {
                "date": event.date,
                "kind": event.kind,
                "document": event.document and document_summary(event.document),
            }
            for event in view.timeline
        ],
        "total": view.total,
        "page": view.page,
        "size": view.size,
        "mentions": [mention_of(place) for place in view.places],
        "cut": _cut(view.cut),
        "generation": view.generation,
    }


def authorities_reply(reply: AuthoritiesReply, page: int, size: int) -> Json:
    """One page of the authorities."""
    shown = reply.authorities[(page - 1) * size : page * size]
    return {
        "query": reply.query and query(reply.query),
        "document": reply.document and document_summary(reply.document),
        "total": len(reply.authorities),
        "page": page,
        "size": size,
        "generation": reply.generation,
        "cut": _cut(reply.cut),
        "authorities": [
            {**instrument(authority.item), "cited": [_cited(cited) for cited in authority.cited]}
            for authority in shown
        ],
    }


def instrument(item: InstrumentItem) -> Json:
    return {
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "parties": list(item.parties),
        "passages": item.passages,
        "documents": item.documents,
        "official": item.page,
    }


def _figure_row(row: FigureRow) -> Json:
    return {
        "figure": figure(row.figure),
        "value_high": number(row.figure.value_high),
        **_passage_fields(row.document, row.passage),
        "citation": cite(row.passage, row.document),
    }


def _series(series: Series) -> Json:
    return {
        "measure": series.measure,
        "unit": series.unit,
        "kind": series.kind,
        "axis": series.axis,
        "period": period(series.period),
        "points": [
            {
                "label": point.label,
                "period": period(point.period),
                "value": number(point.value),
                "passage": point.row.passage.id,
                "document": point.row.document.id,
            }
            for point in series.points
        ],
    }


def _conflict(conflict: Conflict) -> Json:
    return {
        "measure": conflict.measure,
        "unit": conflict.unit,
        "period": period(conflict.period),
        "figures": [_figure_row(row) for row in conflict.rows],
    }


def _stated(fact: StatedFact) -> Json:
    return {
        "kind": fact.kind,
        "value": fact.value,
        "places": [
            {
                "text": passage.text[start:end],
                "start": start,
                "end": end,
                **_passage_fields(document, passage),
                "citation": cite(passage, document),
            }
            for passage, document, start, end in fact.places
        ],
    }


def _cited(cited: CitedArticle[Held]) -> Json:
    return {
        "article": cited.article,
        "official": cited.page,
        "places": _unique(place.passage.id for place in cited.places),
    }


def _unique(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def mention_of(place: LocatedMention) -> Json:
    return {
        "mention": mention(place.mention),
        **_passage_fields(place.document, place.passage),
        "citation": cite(place.passage, place.document),
    }


def _passage_fields(document: DocumentInfo, passage: Passage) -> Json:
    return {
        "passage": passage.id,
        "document": document_summary(document),
        "location": location(passage, document),
    }


def _cut(cut: PartialRead | None) -> Json | None:
    return None if cut is None else {"read": cut.read, "found": cut.found}
