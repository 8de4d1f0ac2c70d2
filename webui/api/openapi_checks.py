"""The checks of quotations, and former editions, in the OpenAPI description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.quotes.verify import MOST_CHARACTERS
from judian.search.quotes.written import FOLDED
from judian.search.replies.audits import ClaimKind, Outcome
from judian.search.replies.quotes import DifferenceKind, QuoteVerdict
from webui.api.schemas import (
    COUNT,
    OFFSET,
    REFUSED,
    SHARE,
    SPAN,
    TEXT,
    Json,
    listed,
    maybe,
    obj,
    or_null,
    ref,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIFFERENCES = listed(
    obj(
        "start and end point into the text that was compared, source_start and source_end into "
        "`source`.",
        kind={"type": "string", "enum": [str(kind) for kind in DifferenceKind]},
        message=TEXT,
        **SPAN,
        source_start=OFFSET,
        source_end=OFFSET,
        quoted=TEXT,
        source=TEXT,
    )
)

SCHEMAS: Mapping[str, Json] = {
    "FormerEdition": obj(
        "With edition_replaced and document_removed: what stands in the place of what was asked.",
        asked={"type": "string", "description": "Id of the document or passage."},
        former=ref("DocumentHead"),
        replaced_at={**listed(TEXT), "description": "When it, and what replaced it, was replaced."},
        document={"oneOf": [ref("DocumentHead"), {"type": "null"}]},
        fate={"enum": ["same", "changed", "gone", None], "description": "Of the passage."},
        passage={"oneOf": [ref("Hit"), {"type": "null"}]},
        changed={
            "type": ["array", "null"],
            "items": listed(OFFSET),
            "description": "Ranges of its text that are new; null if not known.",
        },
        dropped={
            **maybe("integer"),
            "description": "Code points that it lacks; null if not known.",
        },
    ),
    "QuotePlace": obj(
        "A place of the collection; start and end point into the document's text.",
        document=obj(
            "The document of a place.",
            id=TEXT,
            title=TEXT,
            agency=maybe("string"),
            date=maybe("string"),
            source=TEXT,
            format=TEXT,
            collection=maybe("string"),
        ),
        page=maybe("integer"),
        section=listed(TEXT),
        **SPAN,
        spans=listed(
            obj(
                "A part of a passage; start and end point into its text.",
                passage=TEXT,
                **SPAN,
                text=TEXT,
                link={"type": "string", "description": "The passage's permanent address."},
            )
        ),
        citation=TEXT,
    ),
    "QuoteReply": obj(
        "Whether a quotation is verbatim in the collection, and where, or what differs.",
        quote=TEXT,
        verdict={"type": "string", "enum": [str(v) for v in QuoteVerdict]},
        message={"type": "string", "description": "The verdict, or why there is none."},
        found={**COUNT, "description": "Places that were looked at and hold it."},
        more={"type": "boolean", "description": "There may be more places."},
        folded={
            **listed({"type": "string", "enum": list(FOLDED)}),
            "description": "What was disregarded.",
        },
        places={**listed(ref("QuotePlace")), "description": "The first places."},
        nearest=or_null(ref("QuotePlace")),
        source={"type": "string", "description": "The words of the nearest place."},
        differences=_DIFFERENCES,
        similarity=SHARE,
        generation=COUNT,
        took_ms={"type": "number", "minimum": 0},
    ),
    "AuditReply": obj(
        "Every claim of a draft with the outcome of its check.",
        counts=obj("Claims by outcome.", **{str(outcome): COUNT for outcome in Outcome}),
        complete={"type": "boolean", "description": "Every claim was checked."},
        findings=listed(
            obj(
                "A claim; start and end point into the text of the draft.",
                kind={"type": "string", "enum": [str(kind) for kind in ClaimKind]},
                outcome={"type": "string", "enum": [str(outcome) for outcome in Outcome]},
                reason=TEXT,
                claim=TEXT,
                paragraph=COUNT,
                page=maybe("integer"),
                **SPAN,
                compared={"type": "string", "description": "The words that were compared."},
                place=or_null(ref("QuotePlace")),
                source={"type": "string", "description": "The words there."},
                differences=_DIFFERENCES,
            )
        ),
        generation=COUNT,
        took_ms={"type": "number", "minimum": 0},
    ),
}

_QUOTE: Json = {
    "type": "object",
    "properties": {
        "text": {
            "type": "string",
            "description": f"The quotation, at most {MOST_CHARACTERS} characters.",
        },
        "doc": {"type": "string", "description": "Only in this document, by id."},
    },
    "required": ["text"],
    "additionalProperties": False,
}

_DRAFT: Json = {
    "type": "object",
    "properties": {"text": {"type": "string", "description": "The draft."}},
    "required": ["text"],
    "additionalProperties": False,
}
_FILE: Json = {
    "type": "object",
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "DOCX, ODT, PDF, text, Markdown or HTML.",
        }
    },
}


def _post(name: str, summary: str, content: Json, reply: str) -> Json:
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "parameters": [],
            "requestBody": {"required": True, "content": content},
            "responses": {
                "200": {
                    "description": "The reply.",
                    "content": {"application/json": {"schema": ref(reply)}},
                },
                "default": REFUSED,
            },
        }
    }


PATHS: Mapping[str, Json] = {
    "/api/v1/verify-quote": _post(
        "api_v1_verify-quote",
        "Is a quotation verbatim? Nothing of it is kept.",
        {
            "application/json": {"schema": _QUOTE},
            "application/x-www-form-urlencoded": {"schema": _QUOTE},
        },
        "QuoteReply",
    ),
    "/api/v1/audit-draft": _post(
        "api_v1_audit-draft",
        "Is what a draft says true by the collection? Nothing of it is kept.",
        {"application/json": {"schema": _DRAFT}, "multipart/form-data": {"schema": _FILE}},
        "AuditReply",
    ),
}
