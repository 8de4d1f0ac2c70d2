"""The pages of figures, instruments, tables of authorities and citations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import render_template, request

from judian.search.citations import STYLES, cite, quote
from judian.search.requests.values import InstrumentRequest
from webui.http import params, pictures
from webui.http.addresses import FigureAddress, ListAddress
from webui.http.backend import backend
from webui.http.chosen_words import words_if_there
from webui.links import page_links
from webui.pages.blueprint import blueprint
from webui.pages.cards import cards_of, mentions_by_article, naming_parties
from webui.pages.charts import Chart, chart
from webui.pages.filters import active_filters
from webui.pages.page_sketch import sheets
from webui.pages.paging import paging
from webui.pages.routes import readable
from webui.wording.dates import point_labels

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from judian.search.replies.listings import FigureReply, Series


@blueprint.get("/figures")
def figures() -> ResponseReturnValue:
    args, notice = readable(request.args)
    address = FigureAddress.read(args, strict=False)
    reply = backend().figures(address)
    return render_template(
        "figures.html",
        query=address.text,
        address=address,
        reply=reply,
        notice=notice,
        charts=_charts(reply),
        active=active_filters(address, reply.facets, "figure"),
        paging=paging(address.page, reply.total, reply.size),
        generation=reply.generation,
    )


def _charts(reply: FigureReply) -> list[tuple[Series, list[str], Chart]]:
    """Each series with the labels of its points and its chart."""
    drawn = []
    for series in reply.series:
        labels = point_labels(series)
        drawn.append((series, labels, chart(series, labels)))
    return drawn


@blueprint.get("/instruments")
def instruments() -> ResponseReturnValue:
    args, notice = readable(request.args)
    address = ListAddress.read("instruments", args, params.INSTRUMENTS, strict=False)
    reply = backend().instruments(
        InstrumentRequest(
            text=address["q"],
            page=address["page"],
            size=address["size"],
            kind=address["kind"],
            party=address["party"],
        )
    )
    return render_template(
        "instruments.html",
        address=address,
        reply=reply,
        notice=notice,
        paging=paging(address["page"], reply.total, address["size"]),
        generation=reply.generation,
    )


@blueprint.get("/instruments/<instrument_id>")
def instrument(instrument_id: str) -> ResponseReturnValue:
    values: Any = params.read(request.args, params.MENTIONS, strict=False)
    page, size = values["page"], values["size"]
    view = backend().instrument(instrument_id, page=page, size=size)
    groups = mentions_by_article(view, page, size)
    return render_template(
        "instrument.html",
        view=view,
        groups=groups,
        naming=naming_parties(view),
        paging=paging(page, sum(group.count for group in groups), size),
        generation=view.generation,
    )


@blueprint.get("/authorities")
def authorities() -> ResponseReturnValue:
    args, notice = readable(request.args)
    address = ListAddress.read("authorities", args, params.AUTHORITIES, strict=False)
    first = (address["page"] - 1) * address["size"]
    reply = backend().authorities(
        address["q"], doc=address["doc"], shown=(first, first + address["size"])
    )
    shown = reply.shown
    return render_template(
        "authorities.html",
        query=address["q"],
        q=address["q"],
        address=address,
        reply=reply,
        notice=notice,
        groups=[
            ("treaties", [a for a in shown if a.item.kind != "statute"]),
            ("statutes", [a for a in shown if a.item.kind == "statute"]),
        ],
        hits_of=cards_of(shown),
        paging=paging(address["page"], len(reply.authorities), address["size"]),
        generation=reply.generation,
    )


@blueprint.get("/passages/<passage_id>/cite")
def citations(passage_id: str) -> ResponseReturnValue:
    values: Any = params.read(request.args, params.WORDS, strict=False)
    hit = backend().passage(passage_id)
    words, are_gone = words_if_there(hit.passage, values)
    link = page_links.permanent_url(hit.id, words)
    whole = backend().document(hit.document.id).passages if hit.passage.boxes else ()
    return render_template(
        "cite.html",
        hit=replace(hit, marks=()),
        link=link,
        sheets=sheets(hit.passage, whole),
        has_pictures=pictures.has_pictures(hit.document, hit.passage),
        words=words,
        are_gone=are_gone,
        words_arguments=words.arguments if words else {},
        quote=quote(
            hit.passage,
            hit.document,
            span=words.span if words else None,
            following=words.passages[1:] if words else (),
        ),
        styles=[
            (
                style,
                cite(
                    hit.passage, hit.document, name, link=link, last=words.last if words else None
                ),
            )
            for name, style in STYLES.items()
        ],
    )
