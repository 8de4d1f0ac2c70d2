"""REST API, version 1. Every reply except downloads is JSON; every error has one shape."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, current_app, jsonify, request, send_file

from judian.core.names import base_name
from judian.search import citations
from judian.search.requests.values import InstrumentRequest
from webui.api import csv_tables, openapi, serialise, serialise_lists
from webui.http import csv_export, metrics, params, reading_report, security, sources
from webui.http.addresses import FigureAddress, ListAddress, SearchAddress
from webui.http.backend import backend
from webui.links.page_links import permanent_url
from webui.wording.i18n import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue


blueprint = Blueprint("api", __name__)

#: Addresses for programs; their errors are JSON.
_PREFIXES = ("/api/", "/openapi.json", "/healthz", "/readyz", "/metrics")
#: Seconds that a browser keeps a picture of a page.
_PICTURE_AGE = 600


def is_api(path: str) -> bool:
    """True if the address is for programs."""
    return path.startswith(_PREFIXES) or path == "/api"


def _read(declared: Sequence[params.Param]) -> dict[str, Any]:
    """The values of the declared parameters; any other is refused."""
    return cast("dict[str, Any]", params.read(request.args, declared))


@blueprint.get("/api/v1/search")
def search() -> Response:
    address = SearchAddress.read(request.args, strict=True)
    reply = backend().search(address)
    return jsonify(serialise.search_reply(reply))


@blueprint.get("/api/v1/answer")
def answer() -> Response:
    values = _read(params.ANSWER)
    return jsonify(serialise.answer_reply(backend().answer(values["q"]), language()))


@blueprint.get("/api/v1/documents")
def documents() -> Response:
    address = ListAddress.read("documents", request.args, params.DOCUMENTS, strict=True)
    infos = reading_report.select(backend().documents(), address.values).infos
    if address["format"] == "csv":
        lines = csv_tables.documents_table(infos)
        return csv_export.download(
            csv_export.table(csv_tables.DOCUMENT_COLUMNS, lines), "documents.csv"
        )
    return jsonify(
        {
            "total": len(infos),
            "page": address["page"],
            "size": address["size"],
            "documents": [serialise.document(info) for info in address.slice(infos)],
        }
    )


@blueprint.get("/api/v1/documents/<doc_id>")
def document(doc_id: str) -> Response:
    _read(())
    return jsonify(serialise.document(backend().document(doc_id).info))


@blueprint.get("/api/v1/documents/<doc_id>/text")
def document_text(doc_id: str) -> Response:
    """The repaired text that all offsets refer to."""
    _read(())
    view = backend().document(doc_id)
    name = f"{PurePosixPath(base_name(view.info.source)).stem}.txt"
    return _file(view.text.encode("utf-8"), name, "text/plain; charset=utf-8")


@blueprint.get("/api/v1/documents/<doc_id>/source")
def document_source(doc_id: str) -> Response:
    """The source file, unchanged since it was read. Raises SourceGone."""
    _read(())
    info = backend().document(doc_id).info
    name = base_name(info.source)
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
    values = _read(params.PICTURE)
    hit = backend().passage(passage_id)
    drawn = sources.picture(hit.document, hit.passage, values["page"])
    response = Response(drawn, content_type="image/png")
    response.headers["Cache-Control"] = f"private, max-age={_PICTURE_AGE}"
    return response


@blueprint.get("/api/v1/cite/<passage_id>")
def cite(passage_id: str) -> Response:
    values = _read(params.CITE)
    hit = backend().passage(passage_id)
    style, link = citations.STYLES[values["style"]], permanent_url(hit.id)
    text = citations.cite(hit.passage, hit.document, style.name, link=link)
    if values["format"] == "file":
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
    address = FigureAddress.read(request.args, strict=True)
    is_file = address.format == "csv"
    reply = backend().figures(replace(address, page=1, size=None) if is_file else address)
    if is_file:
        lines = csv_tables.figures_table(reply)
        return csv_export.download(
            csv_export.table(csv_tables.FIGURE_COLUMNS, lines), "figures.csv"
        )
    return jsonify(serialise_lists.figures_reply(reply))


@blueprint.get("/api/v1/instruments")
def instruments() -> Response:
    values = _read(params.INSTRUMENTS)
    reply = backend().instruments(
        InstrumentRequest(
            text=values["q"],
            page=values["page"],
            size=values["size"],
            kind=values["kind"],
            party=values["party"],
        )
    )
    return jsonify(serialise_lists.instruments_reply(reply))


@blueprint.get("/api/v1/instruments/<instrument_id>")
def instrument(instrument_id: str) -> Response:
    values = _read(params.MENTIONS)
    view = backend().instrument(instrument_id, page=values["page"], size=values["size"])
    return jsonify(serialise_lists.instrument_view(view))


@blueprint.get("/api/v1/authorities")
def authorities() -> Response:
    values = _read(params.AUTHORITIES)
    reply = backend().authorities(values["q"], doc=values["doc"])
    if values["format"] == "csv":
        lines = csv_tables.authorities_table(reply)
        return csv_export.download(
            csv_export.table(csv_tables.AUTHORITY_COLUMNS, lines), "authorities.csv"
        )
    return jsonify(serialise_lists.authorities_reply(reply))


@blueprint.get("/api/v1/suggest")
def suggest() -> Response:
    values = _read(params.SUGGEST)
    words = backend().suggest(values["q"], values["limit"])
    return jsonify({"query": values["q"], "suggestions": words})


@blueprint.get("/openapi.json")
def description() -> Response:
    _read(())
    return jsonify(openapi.document())


@blueprint.get("/healthz")
def alive() -> Response:
    """Status of the process alone; /readyz states whether searches can be answered."""
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
