"""The checks of quotations in the OpenAPI description: what is sent, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.quotes.verify import MOST_CHARACTERS
from judian.search.quotes.written import FOLDED
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

SCHEMAS: Mapping[str, Json] = {
    "QuotePlace": obj(
        "A place of the collection; start and end point into the document's text.",
        document=ref("DocumentHead"),
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
        differences=listed(
            obj(
                "start and end point into `quote`, source_start and source_end into `source`.",
                kind={"type": "string", "enum": [str(kind) for kind in DifferenceKind]},
                message=TEXT,
                **SPAN,
                source_start=OFFSET,
                source_end=OFFSET,
                quoted=TEXT,
                source=TEXT,
            )
        ),
        similarity=SHARE,
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

PATHS: Mapping[str, Json] = {
    "/api/v1/verify-quote": {
        "post": {
            "operationId": "api_v1_verify-quote",
            "summary": "Is a quotation verbatim? Nothing of it is kept.",
            "parameters": [],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {"schema": _QUOTE},
                    "application/x-www-form-urlencoded": {"schema": _QUOTE},
                },
            },
            "responses": {
                "200": {
                    "description": "The reply.",
                    "content": {"application/json": {"schema": ref("QuoteReply")}},
                },
                "default": REFUSED,
            },
        }
    },
}
