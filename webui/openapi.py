"""The OpenAPI 3.1 description of the API; tests validate every kind of reply against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.model import Verdict
from webui import params
from webui.params import Param

Json = dict[str, Any]

VERSION = "1.0.0"

_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_OFFSET: Json = {
    "type": "integer",
    "minimum": 0,
    "description": "Code points; ranges are half-open.",
}


def _maybe(kind: str) -> Json:
    return {"type": [kind, "null"]}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _object(about: str, **fields: Json) -> Json:
    """An object with exactly these fields, all of them present."""
    return {
        "type": "object",
        "description": about,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


_BOTH = _object("One sentence in both languages.", en=_maybe("string"), zh=_maybe("string"))
_HEAD: dict[str, Json] = {
    "id": {"type": "string", "description": "First 16 digits of the file's SHA-256."},
    "title": _TEXT,
    "agency": _maybe("string"),
    "date": {"type": ["string", "null"], "description": "ISO date, month or year."},
    "source": {"type": "string", "description": "File name."},
    "format": _TEXT,
}
_SPAN: dict[str, Json] = {"start": _OFFSET, "end": _OFFSET}

SCHEMAS: Mapping[str, Json] = {
    "DocumentHead": _object("The document of a hit.", **_HEAD),
    "Document": _object(
        "All that is known of one source file.",
        **_HEAD,
        sources={**_list(_TEXT), "description": "All file names with this content."},
        sha256=_TEXT,
        period=_object(
            "ISO dates between which its figures lie.",
            start=_maybe("string"),
            end=_maybe("string"),
        ),
        pages=_maybe("integer"),
        passages=_COUNT,
        characters=_COUNT,
        encoding=_maybe("string"),
        verdict={"type": "string", "enum": [str(v) for v in Verdict]},
        reason={"type": ["string", "null"], "description": "Why it was not read whole."},
        message=_BOTH,
        page_verdicts=_list(
            _object("How well a page could be read.", page=_COUNT, verdict=_TEXT, detail=_TEXT)
        ),
        provenance={
            "type": "object",
            "description": "Where title, agency, date and period were taken from.",
            "additionalProperties": _TEXT,
        },
        indexed_at=_maybe("string"),
    ),
    "Period": _object(
        "A stretch of time as the text names it; ISO dates, both ends included.",
        text=_TEXT,
        start=_maybe("string"),
        end=_maybe("string"),
    ),
    "Figure": _object(
        "A number in a passage; start and end point into the passage's text.",
        text=_TEXT,
        value={"type": ["number", "null"], "description": "In the base unit."},
        unit=_maybe("string"),
        kind=_TEXT,
        qualifier=_maybe("string"),
        measure=_maybe("string"),
        period=_or_null(_ref("Period")),
        **_SPAN,
    ),
    "Mention": _object(
        "A treaty, agreement or statute named in a passage.",
        text=_TEXT,
        **_SPAN,
        instrument={"type": "string", "description": "Id shared by all its names."},
        name=_TEXT,
        kind=_TEXT,
        articles={**_list(_TEXT), "description": "3, 3-2, 6.1 (paragraph), 6.1.2."},
    ),
    "Cell": _object(
        "A cell with the headers over it and left of it.",
        **_SPAN,
        column=_list(_TEXT),
        row=_list(_TEXT),
    ),
    "Table": _object(
        "What a passage that is a table row knows of its table.",
        table=_COUNT,
        row=_COUNT,
        caption=_maybe("string"),
        unit=_maybe("string"),
        note=_maybe("string"),
        cells=_list(_ref("Cell")),
    ),
    "Location": _object(
        "Where in the document: start and end point into its text.",
        section={**_list(_TEXT), "description": "Headings from the outermost in."},
        page=_maybe("integer"),
        paragraph=_COUNT,
        **_SPAN,
        table=_or_null(_ref("Table")),
    ),
    "Hit": _object(
        "A passage that matched.",
        id=_TEXT,
        score={"type": "number"},
        document=_ref("DocumentHead"),
        location=_ref("Location"),
        text={"type": "string", "description": "The whole passage, verbatim."},
        snippet_html={"type": "string", "description": "Escaped text and <mark> only."},
        citation=_TEXT,
        figures=_list(_ref("Figure")),
        instruments=_list(_ref("Mention")),
    ),
    "Answer": _object(
        "A verbatim span of the hit's text.",
        text=_TEXT,
        kind={
            "type": "string",
            "enum": [
                *("figure", "table", "date", "list", "entity", "definition"),
                *("citation", "passage"),
            ],
        },
        value={
            "type": ["number", "string", "null"],
            "description": "A number in its base unit, an ISO date or month, else null.",
        },
        unit=_maybe("string"),
        items=_list(_TEXT),
        confidence={"type": "number", "minimum": 0, "maximum": 1},
        **_SPAN,
        hit=_ref("Hit"),
    ),
    "SearchReply": _object(
        "One page of hits.",
        query=_object(
            "How the query was read.",
            text=_TEXT,
            understood=_TEXT,
            expanded=_list(_object("Other names searched.", word=_TEXT, alternatives=_list(_TEXT))),
            suggestion=_maybe("string"),
            problems=_list(
                _object("What was not understood, and where.", position=_OFFSET, message=_BOTH)
            ),
        ),
        total=_COUNT,
        page=_COUNT,
        size=_COUNT,
        took_ms={"type": "number", "minimum": 0},
        generation=_COUNT,
        hits=_list(_ref("Hit")),
        facets={
            "type": "object",
            "additionalProperties": _list(
                _object("Hits with this value.", value=_TEXT, label=_TEXT, count=_COUNT)
            ),
        },
    ),
    "AnswerReply": _object(
        "An answer or a refusal; never both.",
        question=_TEXT,
        understood=_object(
            "How the question was read.",
            is_question={"type": "boolean"},
            asks=_TEXT,
            conditions=_list(_object("What the answer must meet.", name=_TEXT, value=_TEXT)),
        ),
        answer=_or_null(_ref("Answer")),
        refusal=_or_null(_object("Why there is no answer.", code=_TEXT, reason=_TEXT)),
        alternatives=_list(_ref("Answer")),
        evidence=_list(_ref("Hit")),
        generation=_COUNT,
        took_ms={"type": "number", "minimum": 0},
    ),
    "Documents": _object(
        "One page of the documents, those that failed last.",
        total=_COUNT,
        page=_COUNT,
        size=_COUNT,
        documents=_list(_ref("Document")),
    ),
    "Citation": _object("A passage's citation.", passage=_TEXT, style=_TEXT, citation=_TEXT),
    "Suggestions": _object("Completions of the last word.", query=_TEXT, suggestions=_list(_TEXT)),
    "Alive": _object("The process answers.", status={"const": "ok"}),
    "Ready": _object(
        "Searches are answered from this state of the index.",
        status={"const": "ok"},
        generation=_COUNT,
        documents=_COUNT,
        failed=_COUNT,
        passages=_COUNT,
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
                    "position": {**_OFFSET, "description": "Code point of the parameter."},
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
    "/api/v1/answer": ("Answer a question, or say why not", params.ANSWER, "AnswerReply"),
    "/api/v1/documents": ("The collection", params.DOCUMENTS, "Documents"),
    "/api/v1/documents/{id}": ("One document", (), "Document"),
    "/api/v1/documents/{id}/text": ("The text that offsets point into", (), "text/plain"),
    "/api/v1/documents/{id}/source": ("The file as it came", (), "application/octet-stream"),
    "/api/v1/passages/{id}": ("One passage", (), "Hit"),
    "/api/v1/cite/{id}": ("A passage's citation", params.CITE, "Citation"),
    "/api/v1/suggest": ("Complete the last word of a query", params.SUGGEST, "Suggestions"),
    "/openapi.json": ("This description", (), "application/json"),
    "/healthz": ("Does the process answer?", (), "Alive"),
    "/readyz": ("Can searches be answered?", (), "Ready"),
    "/metrics": ("Counters for Prometheus", (), "text/plain"),
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
        "paths": {path: {"get": _operation(path, *row)} for path, row in _PATHS.items()},
        "components": {"schemas": dict(SCHEMAS)},
    }


def _operation(path: str, summary: str, query: Sequence[Param], reply: str) -> Json:
    parameters = [_parameter(p) for p in query]
    if "{id}" in path:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "schema": _TEXT})
    schema, media = (_ref(reply), "application/json") if reply in SCHEMAS else ({}, reply)
    return {
        "operationId": path.strip("/").replace("/", "_").replace("{id}", "id").replace(".", "_"),
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The reply.", "content": {media: {"schema": schema}}},
            "default": {
                "description": "What is wrong, and what to do.",
                "content": {"application/json": {"schema": _ref("Error")}},
            },
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
        return {"type": "array", "items": items, "maxItems": params.REPEAT_LIMIT}
    else:
        limit = params.QUERY_LIMIT if param.name == "q" else params.VALUE_LIMIT
        schema = {"type": "string", "maxLength": limit}
    if param.default is not None:
        schema["default"] = param.default
    return schema
