"""Replies of the read path as the JSON of API version 1; `webui.api.openapi` describes the
shapes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from webui.accounts.library import collection_of
from webui.http.reading_report import ocr_summary
from webui.markup.marks import clean_snippet
from webui.wording import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from judian.core.errors import JudianError
    from judian.core.model import DocumentInfo, Passage, TableRow
    from judian.search.replies.former import FormerEditionAsked
    from judian.search.replies.listings import Figure, Mention, Period
    from judian.search.replies.results import (
        Answer,
        AnswerReply,
        FacetValue,
        FollowUp,
        Hit,
        ModelNote,
        Operand,
        Place,
        QueryView,
        Reason,
        SearchReply,
    )
    from webui.http.chosen_words import ChosenWords

Json = dict[str, Any]

#: Most digits of a JSON number; readers take a longer one as infinite.
DIGITS = 400


def number(value: Decimal | str | None) -> int | float | str | None:
    """A Decimal as a JSON number, integral ones without a fraction; text and None as they are."""
    if not isinstance(value, Decimal):
        return value
    if not value.is_finite() or value.adjusted() > DIGITS:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def error(problem: JudianError, language: str) -> Json:
    body: Json = {
        "code": problem.code,
        "message": problem.message(language),
        "hint": problem.hint(language),
    }
    if problem.position is not None:
        body["position"] = problem.position
    return {"error": body}


def former_edition(asked: FormerEditionAsked, language: str) -> Json:
    """The error of an address of a former edition, with what stands in its place."""
    view, body = asked.view, error(asked, language)
    changed = None if view.changed is None else [list(span) for span in view.changed]
    body["error"]["edition"] = {
        "asked": view.asked,
        "former": document_summary(view.former),
        "replaced_at": list(view.replaced_at),
        "document": view.document and document_summary(view.document),
        "fate": view.fate and str(view.fate),
        "passage": view.hit and hit(view.hit),
        "changed": changed,
        "dropped": view.dropped,
    }
    return body


def document_summary(info: DocumentInfo) -> Json:
    """The fields by which a hit names its document."""
    return {
        "id": info.id,
        "title": info.title,
        "agency": info.agency,
        "date": info.date,
        "source": info.source,
        "format": info.format,
        "collection": collection.name if (collection := collection_of(info.id)) else None,
    }


def document(info: DocumentInfo) -> Json:
    """The record of a document, without its text."""
    return {
        **document_summary(info),
        "sources": list(info.sources),
        "sha256": info.sha256,
        "period": {"start": info.period_start, "end": info.period_end},
        "pages": info.pages,
        "passages": info.passages,
        "characters": info.characters,
        "encoding": info.encoding,
        "verdict": str(info.verdict),
        "reason": info.reason,
        "message": {"en": info.message_en, "zh": info.message_zh},
        "page_verdicts": [
            {"page": p.page, "verdict": p.verdict, "detail": p.detail} for p in info.page_verdicts
        ],
        "provenance": dict(info.provenance),
        "indexed_at": info.indexed_at,
    }


def _table(table: TableRow | None) -> Json | None:
    if table is None:
        return None
    return {
        "table": table.table,
        "row": table.row,
        "caption": table.caption,
        "unit": table.unit,
        "note": table.note,
        "cells": [
            {"start": c.start, "end": c.end, "column": list(c.column), "row": list(c.row)}
            for c in table.cells
        ],
    }


def location(passage: Passage, info: DocumentInfo) -> Json:
    """The place of a passage in its document."""
    ocr = ocr_summary(info, passage.page) if passage.page is not None else None
    return {
        "section": list(passage.section),
        "page": passage.page,
        "paragraph": passage.paragraph,
        "cells": passage.place,
        "start": passage.start,
        "end": passage.end,
        "table": _table(passage.table),
        "boxes": [list(box) for box in passage.boxes],
        "ocr": ocr.confidence if ocr else None,
    }


def period(found: Period | None) -> Json | None:
    if found is None:
        return None
    return {"text": found.text, "start": found.start, "end": found.end}


def figure(found: Figure) -> Json:
    return {
        "text": found.text,
        "value": number(found.value),
        "value_high": number(found.value_high),
        "unit": found.unit,
        "kind": found.kind,
        "qualifier": found.qualifier,
        "measure": found.measure,
        "period": period(found.period),
        "start": found.start,
        "end": found.end,
        "recognised": found.recognised,
    }


def mention(found: Mention) -> Json:
    return {
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "instrument": found.instrument,
        "name": found.name,
        "kind": found.kind,
        "articles": list(found.articles),
    }


def hit(found: Hit) -> Json:
    passage = found.passage
    return {
        "id": found.id,
        "score": found.score,
        "document": document_summary(found.document),
        "location": location(passage, found.document),
        "text": passage.text,
        "snippet_html": clean_snippet(found.snippet_html),
        "citation": found.citation,
        "figures": [figure(f) for f in passage.figures],
        "instruments": [mention(m) for m in passage.mentions],
        "copies": found.copies,
        "places": [place(p) for p in found.places],
        "more": found.more,
    }


def place(found: Place) -> Json:
    """A passage that says the same as a hit."""
    passage = found.passage
    return {
        "id": passage.id,
        "document": document_summary(found.document),
        "page": passage.page,
        "section": list(passage.section),
    }


def reasons(found: Iterable[Reason]) -> list[Json]:
    return [{"word": r.word, "where": r.where, "share": round(r.share, 3)} for r in found]


def answer(found: Answer) -> Json:
    return {
        "text": found.text,
        "kind": found.kind,
        "value": number(found.value),
        "value_high": number(found.value_high),
        "unit": found.unit,
        "items": list(found.items),
        "partial": found.partial,
        "confidence": found.confidence,
        "recognised": found.recognised,
        "start": found.start,
        "end": found.end,
        "hit": hit(found.hit),
        "period": found.period,
        "agreeing": [place(p) for p in found.agreeing],
        "grounds": [
            {"name": g.name, "supports": g.supports, "words": list(g.words)} for g in found.grounds
        ],
        "source": found.source,
        "formula": found.formula,
        "operands": [operand(o) for o in found.operands],
    }


def operand(found: Operand) -> Json:
    """A value that an answer is computed of, with its passage and citation."""
    return {
        "label": found.label,
        "text": found.text,
        "value": number(found.value),
        "unit": found.unit,
        "start": found.start,
        "end": found.end,
        "passage": found.hit.id,
        "citation": found.hit.citation,
    }


def hits(found: Iterable[Hit]) -> list[Json]:
    return [hit(h) for h in found]


def query(view: QueryView) -> Json:
    """The interpretation of a query, with suggestion and problems."""
    return {
        "text": view.text,
        "understood": view.understood,
        "expanded": [
            {"word": e.word, "alternatives": list(e.alternatives), "is_lacking": e.is_lacking}
            for e in view.expanded
        ],
        "suggestion": view.suggestion,
        "in_documents": view.in_documents
        and {"text": view.in_documents.text, "total": view.in_documents.total},
        "missing": list(view.missing),
        "only": view.only,
        "apart": view.apart,
        "problems": [
            {"position": p.position, "message": {"en": p.message_en, "zh": p.message_zh}}
            for p in view.problems
        ],
    }


def facets(found: Mapping[str, Sequence[FacetValue]]) -> Json:
    return {
        name: [{"value": v.value, "label": v.label, "count": v.count} for v in values]
        for name, values in found.items()
    }


def chosen_words(words: ChosenWords) -> Json:
    """Words of a passage with all that is known of where they stand."""
    start, end = words.in_document
    return {
        "text": words.text,
        "start": words.start,
        "end": words.end,
        "document_start": start,
        "document_end": end,
        "pages": list(words.pages),
        "paragraph": words.passage.paragraph,
        "through": words.last.id,
        "place": labels.places(words.passage, words.last),
    }


def search_reply(reply: SearchReply) -> Json:
    return {
        "query": query(reply.query),
        "total": reply.total,
        "total_is_exact": reply.total_is_exact,
        "occurrences": reply.occurrences,
        "documents": reply.documents,
        "page": reply.page,
        "size": reply.size,
        "took_ms": round(reply.took_ms, 1),
        "generation": reply.generation,
        "hits": hits(reply.hits),
        "facets": facets(reply.facets),
    }


def follow_up(found: FollowUp) -> Json:
    """How a question was made of a follow-up question."""
    return {
        "typed": found.typed,
        "previous": found.previous,
        "changes": [{"kind": c.kind, "old": c.old, "new": c.new} for c in found.changes],
    }


def own_model(note: ModelNote) -> Json:
    """That the user's own model was asked, and what came of it."""
    return {"outcome": str(note.outcome), "host": note.host, "sent": list(note.sent)}


def answer_reply(reply: AnswerReply, language: str) -> Json:
    """An answer or a refusal; the reason of a refusal is in `language`."""
    refusal = reply.refusal
    return {
        "question": reply.question,
        "understood": {
            "is_question": reply.is_question,
            "asks": reply.asks,
            "conditions": [{"name": c.name, "value": c.value} for c in reply.conditions],
        },
        "follow_up": reply.follow_up and follow_up(reply.follow_up),
        "answer": reply.answer and answer(reply.answer),
        "refusal": refusal
        and {
            "code": refusal.code,
            "reason": refusal.reason_zh if language == "zh" else refusal.reason_en,
            "words": list(refusal.words),
            "stated": list(refusal.stated),
        },
        "variants": [answer(a) for a in reply.variants],
        "alternatives": [answer(a) for a in reply.alternatives],
        "evidence": hits(reply.evidence),
        "read": reply.read,
        "own_model": reply.own_model and own_model(reply.own_model),
        "generation": reply.generation,
        "took_ms": round(reply.took_ms, 1),
    }
