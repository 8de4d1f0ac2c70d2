"""REST API, version 1. Every reply is JSON but the downloads; every error has one shape."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, current_app, jsonify, request, send_file

from judian.search import citations
from judian.search.requests import InstrumentRequest
from webui.api import openapi, serialise, serialise_lists
from webui.http import csv_export, metrics, params, reading_report, security, sources
from webui.http.requests import FigureAddress, ListRequest, SearchAddress
from webui.markup.links import permanent_url
from webui.wording.i18n import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from webui.http.backend import Backend

blueprint = Blueprint("api", __name__)

#: Addresses that programs ask; their errors are JSON.
_PREFIXES = ("/api/", "/openapi.json", "/healthz", "/readyz", "/metrics")
#: Seconds that a browser keeps a picture of a page.
_PICTURE_AGE = 600


def is_api(path: str) -> bool:
    return path.startswith(_PREFIXES) or path == "/api"


def backend() -> Backend:
    found: Backend = current_app.extensions["service"]
    return found


def _read(declared: Sequence[params.Param]) -> dict[str, Any]:
    return cast("dict[str, Any]", params.read(request.args, declared))


@blueprint.get("/api/v1/search")
def search() -> Response:
    asked = SearchAddress.read(request.args, strict=True)
    reply = backend().search(asked)
    return jsonify(serialise.search_reply(reply))


@blueprint.get("/api/v1/answer")
def answer() -> Response:
    asked = _read(params.ANSWER)
    return jsonify(serialise.answer_reply(backend().answer(asked["q"]), language()))


@blueprint.get("/api/v1/documents")
def documents() -> Response:
    asked = ListRequest.read("documents", request.args, params.DOCUMENTS, strict=True)
    infos = reading_report.of_request(backend().documents(), asked.values).infos
    if asked["format"] == "csv":
        lines = serialise_lists.documents_table(infos)
        return csv_export.download(
            csv_export.table(serialise_lists.DOCUMENT_COLUMNS, lines), "documents.csv"
        )
    return jsonify(
        {
            "total": len(infos),
            "page": asked["page"],
            "size": asked["size"],
            "documents": [serialise.document(info) for info in asked.slice(infos)],
        }
    )


@blueprint.get("/api/v1/documents/<doc_id>")
def document(doc_id: str) -> Response:
    _read(())
    return jsonify(serialise.document(backend().document(doc_id).info))


@blueprint.get("/api/v1/documents/<doc_id>/text")
def document_text(doc_id: str) -> Response:
    """The repaired text that all offsets point into."""
    _read(())
    view = backend().document(doc_id)
    name = f"{PurePath(view.info.source).stem}.txt"
    return _file(view.text.encode("utf-8"), name, "text/plain; charset=utf-8")


@blueprint.get("/api/v1/documents/<doc_id>/source")
def document_source(doc_id: str) -> Response:
    """The file as it came, if it is still the one that was read. Raises SourceGone."""
    _read(())
    info = backend().document(doc_id).info
    name = PurePath(info.source).name
    response = _file(sources.find(info)[1], name, "application/octet-stream")
    response.headers["Content-Security-Policy"] = security.DOWNLOAD_POLICY
    return response


@blueprint.get("/api/v1/passages/<passage_id>")
def passage(passage_id: str) -> Response:
    _read(())
    return jsonify(serialise.hit(backend().passage(passage_id)))


@blueprint.get("/api/v1/passages/<passage_id>/picture")
def picture(passage_id: str) -> Response:
    """A page of a PDF as a picture on which the passage is marked."""
    asked = _read(params.PICTURE)
    hit = backend().passage(passage_id)
    drawn = sources.picture(hit.document, hit.passage, asked["page"])
    response = Response(drawn, content_type="image/png")
    response.headers["Cache-Control"] = f"private, max-age={_PICTURE_AGE}"
    return response


@blueprint.get("/api/v1/cite/<passage_id>")
def cite(passage_id: str) -> Response:
    asked = _read(params.CITE)
    hit = backend().passage(passage_id)
    style, link = citations.STYLES[asked["style"]], permanent_url(hit.id)
    text = citations.cite(hit.passage, hit.document, style.name, link=link)
    if asked["format"] == "file":
        name = f"{hit.id}.{style.extension}"
        return _file(text.encode("utf-8"), name, f"{style.media_type}; charset=utf-8")
    return jsonify(
        {
            "passage": hit.id,
            "style": style.name,
            "citation": text,
            "quote": citations.quote(hit.passage, hit.document),
            "link": link,
        }
    )


@blueprint.get("/api/v1/figures")
def figures() -> Response:
    asked = FigureAddress.read(request.args, strict=True)
    is_file = asked.format == "csv"
    reply = backend().figures(replace(asked, page=1, size=None) if is_file else asked)
    if is_file:
        lines = serialise_lists.figures_table(reply)
        return csv_export.download(
            csv_export.table(serialise_lists.FIGURE_COLUMNS, lines), "figures.csv"
        )
    return jsonify(serialise_lists.figures_reply(reply))


@blueprint.get("/api/v1/instruments")
def instruments() -> Response:
    asked = _read(params.INSTRUMENTS)
    reply = backend().instruments(
        InstrumentRequest(asked["q"], asked["page"], asked["size"], asked["kind"], asked["party"])
    )
    return jsonify(serialise_lists.instruments_reply(reply))


@blueprint.get("/api/v1/instruments/<instrument_id>")
def instrument(instrument_id: str) -> Response:
    asked = _read(params.MENTIONS)
    view = backend().instrument(instrument_id, page=asked["page"], size=asked["size"])
    return jsonify(serialise_lists.instrument_view(view))


@blueprint.get("/api/v1/authorities")
def authorities() -> Response:
    asked = _read(params.AUTHORITIES)
    reply = backend().authorities(asked["q"], doc=asked["doc"])
    if asked["format"] == "csv":
        lines = serialise_lists.authorities_table(reply)
        return csv_export.download(
            csv_export.table(serialise_lists.AUTHORITY_COLUMNS, lines), "authorities.csv"
        )
    return jsonify(serialise_lists.authorities_reply(reply))


@blueprint.get("/api/v1/suggest")
def suggest() -> Response:
    asked = _read(params.SUGGEST)
    words = backend().suggest(asked["q"], asked["limit"])
    return jsonify({"query": asked["q"], "suggestions": words})


@blueprint.get("/openapi.json")
def description() -> Response:
    _read(())
    return jsonify(openapi.document())


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers; whether searches can be answered is told by /readyz."""
    _read(())
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    _read(())
    health = backend().health()
    if health.error is not None:
        raise health.error
    return jsonify(
        {
            "status": "ok",
            "generation": health.generation,
            "documents": health.documents,
            "failed": health.failed,
            "passages": health.passages,
        }
    )


@blueprint.get("/metrics")
def prometheus() -> Response:
    _read(())
    counted: metrics.Metrics = current_app.extensions["metrics"]
    text = counted.exposition(backend().health())
    return Response(text, content_type=metrics.CONTENT_TYPE)


def _file(content: bytes, name: str, mimetype: str) -> Response:
    """A download under `name`."""
    return send_file(BytesIO(content), mimetype, as_attachment=True, download_name=name)
