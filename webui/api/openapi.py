"""The OpenAPI 3.1 description of the API; tests validate every kind of reply against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.model import Verdict
from judian.search.citations import STYLES
from judian.search.exports.references import REFERENCE_STYLES
from webui.api import openapi_answers, openapi_checks, openapi_lists
from webui.api.schemas import (
    COUNT,
    OFFSET,
    REFUSED,
    SHARE,
    SPAN,
    TEXT,
    UPPER_END,
    Json,
    listed,
    maybe,
    obj,
    or_null,
    ref,
    with_optional,
)
from webui.http import params

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from webui.http.params import Param

VERSION = "1.0.0"

_BOTH = obj("One sentence in both languages.", en=maybe("string"), zh=maybe("string"))
_HEAD: dict[str, Json] = {
    "id": {"type": "string", "description": "First 16 digits of the file's SHA-256."},
    "title": TEXT,
    "agency": maybe("string"),
    "date": {"type": ["string", "null"], "description": "ISO date, month or year."},
    "source": {"type": "string", "description": "File name."},
    "format": TEXT,
    "collection": {
        "type": ["string", "null"],
        "description": "Which of several collections shows it; null where one is searched.",
    },
}

SCHEMAS: Mapping[str, Json] = {
    "DocumentHead": obj("The document of a hit.", **_HEAD),
    "Document": obj(
        "All that is known of one source file.",
        **_HEAD,
        sources={**listed(TEXT), "description": "All file names with this content."},
        sha256=TEXT,
        period=obj(
            "ISO dates between which its figures lie.",
            start=maybe("string"),
            end=maybe("string"),
        ),
        pages=maybe("integer"),
        passages=COUNT,
        characters=COUNT,
        encoding=maybe("string"),
        verdict={"type": "string", "enum": [str(v) for v in Verdict]},
        reason={"type": ["string", "null"], "description": "Why it was not read whole."},
        message=_BOTH,
        page_verdicts=listed(
            obj("How well a page could be read.", page=COUNT, verdict=TEXT, detail=TEXT)
        ),
        provenance={
            "type": "object",
            "description": "Where title, agency, date and period were taken from.",
            "additionalProperties": TEXT,
        },
        indexed_at=maybe("string"),
    ),
    "Period": obj(
        "A stretch of time as the text names it; ISO dates, both ends included.",
        text=TEXT,
        start=maybe("string"),
        end=maybe("string"),
    ),
    "Figure": obj(
        "A number in a passage; start and end point into the passage's text.",
        text=TEXT,
        value={"type": ["number", "null"], "description": "In the base unit."},
        value_high=UPPER_END,
        unit=maybe("string"),
        kind=TEXT,
        qualifier=maybe("string"),
        measure=maybe("string"),
        period=or_null(ref("Period")),
        **SPAN,
        recognised={
            **SHARE,
            "description": "Lowest confidence of OCR in its characters; null without OCR.",
        },
    ),
    "Mention": obj(
        "A treaty, agreement or statute named in a passage.",
        text=TEXT,
        **SPAN,
        instrument={"type": "string", "description": "Id shared by all its names."},
        name=TEXT,
        kind=TEXT,
        articles={**listed(TEXT), "description": "3, 3-2, 6.1 (paragraph), 6.1.2."},
    ),
    "Cell": obj(
        "A cell with the headers over it and left of it.",
        **SPAN,
        column=listed(TEXT),
        row=listed(TEXT),
    ),
    "Table": obj(
        "What a passage that is a table row knows of its table.",
        table=COUNT,
        row=COUNT,
        caption=maybe("string"),
        unit=maybe("string"),
        note=maybe("string"),
        cells=listed(ref("Cell")),
    ),
    "Location": obj(
        "Where in the document: start and end point into its text.",
        section={**listed(TEXT), "description": "Headings from the outermost in."},
        page=maybe("integer"),
        paragraph=COUNT,
        cells={
            **maybe("string"),
            "description": "Its cells (A5:E5) in a workbook, on the sheet that begins `section`.",
        },
        **SPAN,
        table=or_null(ref("Table")),
        boxes={
            **listed(
                {
                    "type": "array",
                    "prefixItems": [COUNT, *({"type": "number"} for _ in range(4))],
                    "minItems": 5,
                    "maxItems": 5,
                }
            ),
            "description": (
                "Its lines as [page, x0, y0, x1, y1], in points from the page's top left; "
                "empty where the format knows no places."
            ),
        },
        ocr={
            **SHARE,
            "description": "Mean confidence when the page was recognised on its picture.",
        },
    ),
    "Place": obj(
        "A passage in its document.",
        id=TEXT,
        document=ref("DocumentHead"),
        page=maybe("integer"),
        section=listed(TEXT),
    ),
    "Hit": with_optional(
        obj(
            "A passage that matched.",
            id=TEXT,
            score={"type": "number"},
            document=ref("DocumentHead"),
            location=ref("Location"),
            text={"type": "string", "description": "The whole passage, verbatim."},
            snippet_html={"type": "string", "description": "Escaped text and <mark> only."},
            citation=TEXT,
            figures=listed(ref("Figure")),
            instruments=listed(ref("Mention")),
            copies={**COUNT, "description": "Other passages that say the same."},
            places={**listed(ref("Place")), "description": "The first of these."},
            more={**COUNT, "description": "With group: further hits in its document."},
        ),
        why={**listed(ref("Reason")), "description": "With explain: the greatest part first."},
        before={"oneOf": [ref("Hit"), {"type": "null"}]},
        after={"oneOf": [ref("Hit"), {"type": "null"}]},
    ),
    "Reason": obj(
        "A word that a passage was found by.",
        word=TEXT,
        where={"type": "string", "enum": ["text", "above"]},
        share=SHARE,
    ),
    **openapi_answers.SCHEMAS,
    "Query": obj(
        "How the query was read.",
        text=TEXT,
        understood=TEXT,
        expanded=listed(
            obj(
                "Other names searched, or near words for one that the collection lacks.",
                word=TEXT,
                alternatives=listed(TEXT),
                is_lacking={"type": "boolean"},
            )
        ),
        suggestion=maybe("string"),
        in_documents={
            "oneOf": [
                obj("The query in whole documents, if only that finds.", text=TEXT, total=COUNT),
                {"type": "null"},
            ]
        },
        missing=listed(TEXT),
        only=maybe("string"),
        apart={"type": "boolean", "description": "No passage holds two of the words."},
        problems=listed(obj("What was not understood, and where.", position=OFFSET, message=_BOTH)),
    ),
    "Facets": {
        "type": "object",
        "description": "For each facet its most frequent values, at most 60.",
        "additionalProperties": listed(
            obj("How many have this value.", value=TEXT, label=TEXT, count=COUNT)
        ),
    },
    "SearchReply": obj(
        "One page of hits.",
        query=ref("Query"),
        total={
            **COUNT,
            "description": (
                "Hits; passages that say the same are one, with group those of one document."
            ),
        },
        total_is_exact={
            "type": "boolean",
            "description": "False: total, occurrences, documents and facets are estimates.",
        },
        occurrences={**COUNT, "description": "All passages that match, each copy counted."},
        documents={**COUNT, "description": "Documents with a hit."},
        page=COUNT,
        size=COUNT,
        took_ms={"type": "number", "minimum": 0},
        generation=COUNT,
        hits=listed(ref("Hit")),
        facets=ref("Facets"),
    ),
    "HitList": obj(
        "All hits, or the chosen ones: `count` of them.",
        query=ref("Query"),
        total=COUNT,
        documents=COUNT,
        count=COUNT,
        generation=COUNT,
        indexed_through={**maybe("string"), "description": "When its newest document was read."},
        hits=listed(
            obj(
                "A hit; no rank if the query does not find it.",
                rank=maybe("integer"),
                hit=ref("Hit"),
            )
        ),
    ),
    **openapi_answers.SCHEMAS,
    "Documents": obj(
        "One page of the documents that were asked for.",
        total=COUNT,
        page=COUNT,
        size=COUNT,
        documents=listed(ref("Document")),
    ),
    "Citation": obj(
        "A passage's citation.",
        passage=TEXT,
        style=TEXT,
        citation=TEXT,
        quote={"type": "string", "description": "Its words on one line with a plain citation."},
        link={"type": "string", "description": "Its permanent address."},
        words=or_null(ref("ChosenWords")),
    ),
    "ChosenWords": obj(
        "Words of the passage, chosen by start and end.",
        text=TEXT,
        start=COUNT,
        end=COUNT,
        document_start={**COUNT, "description": "Where they begin in the document's text."},
        document_end=COUNT,
        pages={**listed(COUNT), "description": "The pages on which they may stand."},
        paragraph=COUNT,
        through={"type": "string", "description": "The passage in which they end."},
        place={"type": "string", "description": "Page and paragraph, for people."},
    ),
    **openapi_lists.SCHEMAS,
    **openapi_checks.SCHEMAS,
    "Suggestions": obj(
        "Completions of the last word; every one finds a passage.",
        query=TEXT,
        suggestions=listed(TEXT),
        kinds={
            **listed({"enum": ["instrument", "title", "agency", "heading", "word"]}),
            "description": "What each of the suggestions is, in the same order.",
        },
    ),
    "Collections": obj(
        "Collections; the addresses of each begin with /c/NAME.",
        collections=listed(obj("One of them.", name=TEXT, title=TEXT)),
    ),
    "Alive": obj("The process answers.", status={"const": "ok"}),
    "Ready": obj(
        "Searches are answered from this state of the index; `reader` is ready or why not.",
        status={"const": "ok"},
        generation=COUNT,
        documents=COUNT,
        failed=COUNT,
        passages=COUNT,
        reader=TEXT,
    ),
    "Error": {
        "type": "object",
        "properties": {
            "error": {
                "type": "object",
                "properties": {
                    "code": {"type": "string", "description": "Stable name."},
                    "message": {"type": "string", "description": "What was found."},
                    "hint": {"type": "string", "description": "What to do next."},
                    "position": {**OFFSET, "description": "Code point of the parameter."},
                    "edition": ref("FormerEdition"),
                },
                "required": ["code", "message", "hint"],
                "additionalProperties": False,
            }
        },
        "required": ["error"],
        "additionalProperties": False,
    },
}

#: path → (summary, query parameters, schema of the reply or its media type, path parameter)
_PATHS: Mapping[str, tuple[str, Sequence[Param], str]] = {
    "/api/v1/search": ("Ranked passages for keywords", params.API_SEARCH, "SearchReply"),
    "/api/v1/export": ("The hits of a search as a file", params.EXPORT, "HitList"),
    "/feed": ("The newest passages of a search (Atom)", params.FEED, "application/atom+xml"),
    "/api/v1/answer": ("Answer a question, or say why not", params.ANSWER, "AnswerReply"),
    "/api/v1/documents": (
        "Documents, and how they were read",
        params.DOCUMENTS,
        "Documents",
    ),
    "/api/v1/documents/{id}": ("One document", (), "Document"),
    "/api/v1/documents/{id}/text": ("The text that offsets point into", (), "text/plain"),
    "/api/v1/documents/{id}/source": (
        "The file as it came",
        params.SOURCE,
        "application/octet-stream",
    ),
    "/api/v1/documents/{id}/picture": ("A page of a PDF", params.PAGE_PICTURE, "image/png"),
    "/api/v1/passages/{id}": ("One passage", params.PASSAGE, "Hit"),
    "/api/v1/passages/{id}/picture": (
        "The page of a PDF on which the passage stands, the passage marked",
        params.PICTURE,
        "image/png",
    ),
    "/api/v1/cite/{id}": ("A passage's citation", params.CITE, "Citation"),
    "/api/v1/figures": ("Figures of the passages of a query", params.FIGURES, "FiguresReply"),
    "/api/v1/instruments": ("Treaties and statutes", params.INSTRUMENTS, "InstrumentsReply"),
    "/api/v1/instruments/{id}": ("One of them", params.MENTIONS, "Instrument"),
    "/api/v1/authorities": ("A table of authorities", params.AUTHORITIES, "AuthoritiesReply"),
    "/api/v1/suggest": ("Complete the last word of a query", params.SUGGEST, "Suggestions"),
    "/api/v1/collections": ("The collections that you may see", (), "Collections"),
    "/openapi.json": ("This description", (), "application/json"),
    "/healthz": ("Does the process answer?", (), "Alive"),
    "/readyz": ("Can searches be answered?", (), "Ready"),
    "/metrics": ("Counters for Prometheus", (), "text/plain"),
}


#: Kinds of files that are no JSON.
_MEDIA: Mapping[str, str] = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    **{name: STYLES[name].media_type for name in REFERENCE_STYLES},
}


def document() -> Json:
    """The description as JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Judian 據典",
            "version": VERSION,
            "description": (
                "Search Chinese reports and ask questions about them. Every text is verbatim; "
                "offsets are code points. Unknown parameters are refused. Messages are in the "
                "language of Accept-Language (zh or en, zh when it names neither)."
            ),
        },
        "servers": [{"url": "/"}],
        "paths": {
            **{path: {"get": _operation(path, *row)} for path, row in _PATHS.items()},
            **openapi_checks.PATHS,
        },
        "components": {"schemas": dict(SCHEMAS)},
    }


def _operation(path: str, summary: str, query: Sequence[Param], reply: str) -> Json:
    parameters = [_parameter(p) for p in query]
    if "{id}" in path:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "schema": TEXT})
    schema, media = (ref(reply), "application/json") if reply in SCHEMAS else ({}, reply)
    content: Json = {media: {"schema": schema}}
    forms = next((p.choices for p in query if p.name == "format"), ())
    content.update({_MEDIA[form]: {"schema": TEXT} for form in forms if form in _MEDIA})
    return {
        "operationId": path.strip("/").replace("/", "_").replace("{id}", "id").replace(".", "_"),
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The reply.", "content": content},
            "default": REFUSED,
        },
    }


def _parameter(param: Param) -> Json:
    return {
        "name": param.name,
        "in": "query",
        "description": param.about,
        "required": param.required,
        "schema": _param_schema(param),
        **({"style": "form", "explode": True} if param.type == "list" else {}),
    }


def _param_schema(param: Param) -> Json:
    if param.type == "integer":
        schema: Json = {"type": "integer", "minimum": param.low, "maximum": param.high}
    elif param.type == "flag":
        return {"type": "integer", "enum": [0, 1], "default": int(bool(param.default))}
    elif param.type == "choice":
        schema = {"type": "string", "enum": list(param.choices)}
    elif param.type == "list":
        items: Json = {"type": "string", "maxLength": params.VALUE_LIMIT}
        if param.choices:
            items = {"type": "string", "enum": list(param.choices)}
        return {"type": "array", "items": items, "maxItems": param.repeat}
    else:
        limit = params.QUERY_LIMIT if param.name == "q" else params.VALUE_LIMIT
        schema = {"type": "string", "maxLength": limit}
    if param.default is not None:
        schema["default"] = param.default
    return schema
