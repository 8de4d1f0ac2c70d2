"""REST API, version 1. Every reply except downloads is JSON; every error has one shape."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, current_app, g, jsonify, request, send_file

from judian.core import spreadsheets
from judian.core.names import base_name
from judian.search import citations
from judian.search.audit import written as audits
from judian.search.quotes import written
from judian.search.requests.values import InstrumentRequest
from webui.accounts.asking import Asking
from webui.accounts.library import collections_in_sight
from webui.api import csv_tables, exports, openapi, serialise, serialise_lists
from webui.api import feed as atom
from webui.http import (
    bodies,
    downloads,
    drafts,
    metrics,
    params,
    pictures,
    reading_report,
    security,
    source_files,
    sources,
)
from webui.http.addresses import FigureAddress, ListAddress, SearchAddress
from webui.http.backend import backend, shelf
from webui.http.chosen_words import chosen_words
from webui.links.page_links import permanent_url, permanent_urls
from webui.wording.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flask.typing import ResponseReturnValue

    from judian.core.spreadsheets import Cell
    from judian.search.replies.listings import InstrumentsReply
    from judian.search.replies.results import Health


blueprint = Blueprint("api", __name__)

#: Addresses for programs; their errors are JSON.
_PREFIXES = ("/api/", "/feed", "/openapi.json", "/healthz", "/readyz", "/metrics")
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
    body = serialise.search_reply(reply)
    if request.args.get("explain") == "1":
        why = backend().reasons(address, [hit.id for hit in reply.hits])
        for written, found in zip(body["hits"], why, strict=True):
            written["why"] = serialise.reasons(found)
    return jsonify(body)


@blueprint.get("/api/v1/export")
def export() -> Response:
    """The hits of a search, all or chosen ones, as a file."""
    values = _read(params.EXPORT)
    return exports.hits_file(SearchAddress.of(values), values["ids"], values["format"])


@blueprint.get("/feed")
def feed() -> Response:
    """The newest passages of a search as an Atom feed."""
    address = SearchAddress.of(_read(params.FEED))
    found = backend().newest(address, atom.ENTRIES, (address.page - 1) * atom.ENTRIES)
    return Response(atom.feed(address, found), content_type=atom.CONTENT_TYPE)


@blueprint.get("/api/v1/answer")
def answer() -> Response:
    values = _read(params.ANSWER)
    return jsonify(
        serialise.answer_reply(Asking().answer(values["q"], values["previous"] or ""), language())
    )


@blueprint.get("/api/v1/documents")
def documents() -> Response:
    address = ListAddress.read("documents", request.args, params.DOCUMENTS, strict=True)
    infos = reading_report.select(backend().documents(), address.values).infos
    if address["format"] == "csv":
        lines = csv_tables.documents_table(infos)
        return _table(csv_tables.DOCUMENT_COLUMNS, lines, "documents")
    whole = address["format"] == "file"
    reply = {
        "total": len(infos),
        "page": 1 if whole else address["page"],
        "size": len(infos) if whole else address["size"],
        "documents": [serialise.document(i) for i in (infos if whole else address.slice(infos))],
    }
    return exports.whole_json(reply, "documents") if whole else jsonify(reply)


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
    inline = _read(params.SOURCE)["inline"]
    info = backend().document_info(doc_id)
    response = source_files.send(sources.opened(info), base_name(info.source), info.sha256)
    response.headers["Content-Security-Policy"] = security.DOWNLOAD_POLICY
    if inline and info.format == "pdf":
        source_files.show_pdf(response)
    return response


@blueprint.get("/api/v1/passages/<passage_id>")
def passage(passage_id: str) -> Response:
    values = _read(params.PASSAGE)
    body = serialise.hit(backend().passage(passage_id))
    if values["neighbours"]:
        before, after = backend().neighbours(passage_id)
        body["before"] = before and serialise.hit(before)
        body["after"] = after and serialise.hit(after)
    return jsonify(body)


@blueprint.get("/api/v1/passages/<passage_id>/picture")
def picture(passage_id: str) -> Response:
    """A page of a PDF as a picture on which the passage is marked."""
    values = _read(params.PICTURE)
    hit = backend().passage(passage_id)
    return _picture(pictures.passage_picture(hit.document, hit.passage, values["page"]))


@blueprint.get("/api/v1/documents/<doc_id>/picture")
def page_picture(doc_id: str) -> Response:
    """A page of a PDF as a picture."""
    page = _read(params.PAGE_PICTURE)["page"]
    return _picture(pictures.page_picture(backend().document_info(doc_id), page))


def _picture(drawn: bytes) -> Response:
    response = Response(drawn, content_type="image/png")
    response.headers["Cache-Control"] = f"private, max-age={_PICTURE_AGE}"
    return response


@blueprint.get("/api/v1/cite/<passage_id>")
def cite(passage_id: str) -> Response:
    values = _read(params.CITE)
    hit = backend().passage(passage_id)
    words = chosen_words(hit.passage, values)
    style, link = citations.STYLES[values["style"]], permanent_url(hit.id, words)
    last = words.last if words else None
    text = citations.cite(hit.passage, hit.document, style.name, link=link, last=last)
    if values["format"] == "file":
        name = f"{hit.id}.{style.extension}"
        return _file(text.encode("utf-8"), name, f"{style.media_type}; charset=utf-8")
    return jsonify(
        {
            "passage": hit.id,
            "style": style.name,
            "citation": text,
            "quote": citations.quote(
                hit.passage,
                hit.document,
                span=words.span if words else None,
                following=words.passages[1:] if words else (),
            ),
            "link": link,
            "words": words and serialise.chosen_words(words),
        }
    )


@blueprint.get("/api/v1/figures")
def figures() -> Response:
    address = FigureAddress.read(request.args, strict=True)
    is_file = address.format != "json"
    reply = backend().figures(replace(address, page=1, size=None) if is_file else address)
    if address.format == "csv":
        lines = chain(csv_tables.figures_table(reply), csv_tables.cut_row(reply.cut))
        return _table(csv_tables.FIGURE_COLUMNS, lines, "figures")
    found = serialise_lists.figures_reply(reply)
    return exports.whole_json(found, "figures") if is_file else jsonify(found)


@blueprint.get("/api/v1/instruments")
def instruments() -> Response:
    values = _read(params.INSTRUMENTS)
    form = values.pop("format")
    request_ = InstrumentRequest(text=values.pop("q"), **values)
    if form != "json":
        replies = list(_all_instruments(request_))
        items = (item for reply in replies for item in reply.items)
        generation = replies[0].generation
        return exports.mentions_file(items, form, name="instruments", generation=generation)
    reply = backend().instruments(request_)
    return jsonify(serialise_lists.instruments_reply(reply))


def _all_instruments(wanted: InstrumentRequest) -> Iterator[InstrumentsReply]:
    """Every page of the list."""
    size = next(p.high for p in params.INSTRUMENTS if p.name == "size")
    reply = backend().instruments(replace(wanted, page=1, size=size))
    yield reply
    for page in range(2, -(-reply.total // size) + 1):
        yield backend().instruments(replace(wanted, page=page, size=size))


@blueprint.get("/api/v1/instruments/<instrument_id>")
def instrument(instrument_id: str) -> Response:
    values = _read(params.MENTIONS)
    view = backend().instrument(instrument_id, page=values["page"], size=values["size"])
    if values["format"] != "json":
        return exports.mentions_file(
            [view.item], values["format"], name="mentions", generation=view.generation
        )
    return jsonify(serialise_lists.instrument_view(view))


@blueprint.get("/api/v1/authorities")
def authorities() -> Response:
    values = _read(params.AUTHORITIES)
    as_table = values["format"] == "csv"
    every = (0, sys.maxsize) if as_table else None
    reply = backend().authorities(values["q"], doc=values["doc"], shown=every)
    if as_table:
        lines = chain(csv_tables.authorities_table(reply), csv_tables.cut_row(reply.cut))
        return _table(csv_tables.AUTHORITY_COLUMNS, lines, "authorities")
    if values["format"] == "file":
        size = max(1, len(reply.authorities))
        found = serialise_lists.authorities_reply(reply, page=1, size=size)
        return exports.whole_json(found, "authorities")
    return jsonify(serialise_lists.authorities_reply(reply, values["page"], values["size"]))


@blueprint.post("/api/v1/verify-quote")
def verify_quote() -> Response:
    """The verdict on a quotation; nothing of it is kept."""
    _read(())
    given = bodies.read_texts(("text", "doc"))
    reply = backend().verify_quote(given["text"], given["doc"])
    return jsonify(written.reply_json(reply, language(), permanent_urls(), shelf().holder))


@blueprint.post("/api/v1/audit-draft")
def audit_draft() -> Response:
    """The audit of a draft; nothing of it is kept."""
    _read(())
    reply = backend().audit(drafts.read_sent().passages)
    return jsonify(audits.audit_json(reply, language(), permanent_urls(), shelf().holder))


@blueprint.get("/api/v1/suggest")
def suggest() -> Response:
    values = _read(params.SUGGEST)
    found = backend().complete(values["q"], values["limit"])
    return jsonify(
        {
            "query": values["q"],
            "suggestions": [completion.text for completion in found],
            "kinds": [completion.kind for completion in found],
        }
    )


@blueprint.get("/api/v1/collections")
def collections() -> Response:
    """The collections that the user may see; their addresses begin with /c/NAME."""
    _read(())
    found = collections_in_sight()
    return jsonify({"collections": [{"name": c.name, "title": c.title} for c in found]})


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
    whole: Health = current_app.extensions["health"]()
    if whole.error is not None:
        raise whole.error
    if current_app.config["LOGIN"] != "none" and g.get("account") is None:
        return jsonify({"status": "ok"})  # how much there is, is for those who may see it
    health = backend().health()
    return jsonify(
        {
            "status": "ok",
            "generation": health.generation,
            "documents": health.documents,
            "failed": health.failed,
            "passages": health.passages,
            "reader": health.reader_problem.code if health.reader_problem else "ready",
        }
    )


@blueprint.get("/metrics")
def prometheus() -> Response:
    _read(())
    counted: metrics.Metrics = current_app.extensions["metrics"]
    text = counted.exposition(current_app.extensions["health"]())
    return Response(text, content_type=metrics.CONTENT_TYPE)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> Response:
    """A table as a file."""
    lines = spreadsheets.lines(columns, rows)
    return downloads.download(lines, f"{name}.csv", downloads.CSV)


def _file(content: bytes, name: str, mimetype: str) -> Response:
    """A download under `name`."""
    return send_file(BytesIO(content), mimetype, as_attachment=True, download_name=name)
