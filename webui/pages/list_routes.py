"""The pages of figures, instruments, tables of authorities and citations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import render_template, request

from judian.search.citations import STYLES, cite, quote
from judian.search.requests import InstrumentRequest
from webui.http import params, sources
from webui.http.requests import FigureAddress, ListRequest
from webui.markup import links
from webui.pages.charts import Chart, chart
from webui.pages.page_sketch import sheets
from webui.pages.routes import backend, readable
from webui.pages.routes import blueprint as blueprint
from webui.pages.template_helpers import figure_filters
from webui.wording import values

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from judian.search.replies.listings import FigureReply, Series

#: Charts shown at once; the others are folded away.
CHARTS = 2


@blueprint.get("/figures")
def figures() -> ResponseReturnValue:
    args, notice = readable(request.args)
    asked = FigureAddress.read(args, strict=False)
    reply = backend().figures(asked)
    last = max(1, -(-reply.total // reply.size))
    return render_template(
        "figures.html",
        query=asked.text,
        asked=asked,
        reply=reply,
        notice=notice,
        charts=_charts(reply),
        shown=CHARTS,
        active=figure_filters(asked, reply),
        last=last,
        numbers=links.page_numbers(asked.page, last),
        wording=values,
        generation=reply.generation,
    )


def _charts(reply: FigureReply) -> list[tuple[Series, list[str], Chart]]:
    """Each series with the words for its points and its chart."""
    drawn = []
    for one in reply.series:
        labels = values.labels(one)
        drawn.append((one, labels, chart(one, labels)))
    return drawn


@blueprint.get("/instruments")
def instruments() -> ResponseReturnValue:
    args, notice = readable(request.args)
    asked = ListRequest.read("instruments", args, params.INSTRUMENTS, strict=False)
    reply = backend().instruments(
        InstrumentRequest(asked["q"], asked["page"], asked["size"], asked["kind"], asked["party"])
    )
    last = max(1, -(-reply.total // asked["size"]))
    return render_template(
        "instruments.html",
        asked=asked,
        reply=reply,
        notice=notice,
        last=last,
        numbers=links.page_numbers(asked["page"], last),
        generation=reply.generation,
    )


@blueprint.get("/instruments/<instrument_id>")
def instrument(instrument_id: str) -> ResponseReturnValue:
    asked: Any = params.read(request.args, params.MENTIONS, strict=False)
    view = backend().instrument(instrument_id, page=asked["page"], size=asked["size"])
    last = max(1, -(-view.total // asked["size"]))
    return render_template(
        "instrument.html",
        view=view,
        page=asked["page"],
        last=last,
        numbers=links.page_numbers(asked["page"], last),
        wording=values,
        generation=view.generation,
    )


@blueprint.get("/authorities")
def authorities() -> ResponseReturnValue:
    args, notice = readable(request.args)
    asked: Any = params.read(args, params.AUTHORITIES, strict=False)
    reply = backend().authorities(asked["q"], doc=asked["doc"])
    return render_template(
        "authorities.html",
        query=asked["q"],
        q=asked["q"],
        reply=reply,
        notice=notice,
        groups=[
            ("treaties", [a for a in reply.authorities if a.item.kind != "statute"]),
            ("statutes", [a for a in reply.authorities if a.item.kind == "statute"]),
        ],
        wording=values,
        generation=reply.generation,
    )


@blueprint.get("/passages/<passage_id>/cite")
def citations(passage_id: str) -> ResponseReturnValue:
    hit = backend().passage(passage_id)
    link = links.permanent_url(hit.id)
    whole = backend().document(hit.document.id).passages if hit.passage.boxes else ()
    return render_template(
        "cite.html",
        hit=replace(hit, marks=()),
        link=link,
        sheets=sheets(hit.passage, whole),
        has_pictures=sources.has_pictures(hit.document, hit.passage),
        quote=quote(hit.passage, hit.document),
        styles=[
            (style, cite(hit.passage, hit.document, name, link=link))
            for name, style in STYLES.items()
        ],
    )
