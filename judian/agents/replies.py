"""Replies of the read path as bounded JSON for agents; every passage comes with its address."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from judian.agents.view import View
    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.listings import FigureRow, LocatedMention
    from judian.search.replies.results import Answer, Hit
    from judian.zh.figures.extraction import Figure

Json = dict[str, Any]

#: Most characters of a passage in a list, and of one that is read by its id.
IN_LIST, IN_FULL = 600, 6_000


def number(value: Decimal | str | None) -> int | float | str | None:
    """A number of JSON; dates and None as they are."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def document(info: DocumentInfo, view: View) -> Json:
    """What a citation needs of a document, and its collection, None where one alone is served."""
    return {
        "id": info.id,
        "title": info.title,
        "agency": info.agency,
        "date": info.date,
        "collection": view.collection(info.id),
    }


def passage(found: Passage, info: DocumentInfo, citation: str, view: View, most: int) -> Json:
    """A passage with its place; `cut` is True if its text is longer than `most` characters."""
    return {
        "id": found.id,
        "text": found.text[:most],
        "cut": len(found.text) > most,
        "kind": str(found.kind),
        "section": list(found.section),
        "page": found.page,
        "document": document(info, view),
        "citation": citation,
        "link": view.link(found.id),
    }


def hit(found: Hit, view: View, most: int = IN_LIST) -> Json:
    """A passage that was found."""
    return passage(found.passage, found.document, found.citation, view, most)


def answer(found: Answer, view: View) -> Json:
    """A verbatim answer in its passage."""
    return {
        "text": found.text,
        "kind": found.kind,
        "value": number(found.value),
        "unit": found.unit,
        "items": list(found.items),
        "period": found.period,
        "confidence": round(found.confidence, 3),
        "formula": found.formula,
        "start": found.start,
        "end": found.end,
        "passage": hit(found.hit, view),
    }


def figure(found: Figure) -> Json:
    """A number with what it measures and when."""
    period = found.period
    return {
        "text": found.text,
        "value": number(found.value),
        "unit": found.unit,
        "measure": found.measure,
        "period": period and {"text": period.text, "start": period.start, "end": period.end},
    }


def figure_row(row: FigureRow, citation: str, view: View) -> Json:
    """A number with its passage."""
    return {**figure(row.figure), **_place(row.passage, citation, view)}


def mention(place: LocatedMention, citation: str, view: View) -> Json:
    """A place that names an instrument."""
    return {
        "text": place.mention.text,
        "articles": list(place.mention.articles),
        "sentence": place.passage.text[:IN_LIST],
        **_place(place.passage, citation, view),
    }


def _place(found: Passage, citation: str, view: View) -> Json:
    return {
        "passage": found.id,
        "collection": view.collection(found.doc_id),
        "citation": citation,
        "link": view.link(found.id),
    }
