"""The pages that give an overview of the collection: pictures of it, and the index of names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from flask import current_app, render_template, request

from judian.search.lists.entities import KINDS
from webui.http import params
from webui.http.addresses import ListAddress
from webui.http.backend import backend
from webui.pages import limits
from webui.pages.blueprint import blueprint
from webui.pages.holdings import holdings
from webui.pages.overview import PANEL_HEIGHT, PANEL_WIDTH, small_multiples, timeline
from webui.pages.paging import paging
from webui.pages.routes import readable

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from judian.search.replies.listings import EntityIndex
    from webui.pages.by_generation import ByGeneration
    from webui.pages.overview import Comparable

_ENTITIES = (
    replace(params.QUERY, about="Part of a name."),
    params.Param("kind", "choice", "The kind of name.", KINDS[0], choices=KINDS),
    params.PAGE,
    params.Param("size", "integer", "Names on a page.", 50, low=1, high=200),
)


def _generation() -> int:
    """The generation to show. Raises why the index cannot be read."""
    health = backend().health()
    if health.error is not None:
        raise health.error
    return health.generation


def _entities() -> EntityIndex:
    known: ByGeneration[EntityIndex] = current_app.extensions["entities"]
    return known.of(backend())


@blueprint.get("/overview")
def overview() -> ResponseReturnValue:
    """The collection in pictures, each with its numbers beside it."""
    generation = _generation()
    known: ByGeneration[Comparable] = current_app.extensions["comparable"]
    found = known.of(backend())
    held = holdings()
    return render_template(
        "overview.html",
        timeline=timeline(held.years),
        held=held,
        groups=small_multiples(found.series),
        cut=found.cut,
        entities=_entities(),
        kinds=KINDS,
        panel_width=PANEL_WIDTH,
        panel_height=PANEL_HEIGHT,
        generation=generation,
    )


@blueprint.get("/entities")
def entities() -> ResponseReturnValue:
    """The index of names of one kind."""
    args, notice = readable(request.args)
    address = ListAddress.read("entities", args, _ENTITIES, strict=False)
    generation = _generation()
    index = _entities()
    text = cast("str", address["q"] or "")
    found = [one for one in index.kinds[str(address["kind"])] if text in one.name]
    return render_template(
        "entities.html",
        address=address,
        notice=notice,
        index=index,
        kinds=KINDS,
        total=len(found),
        shown=address.slice(found),
        paging=paging(address["page"], len(found), address["size"]),
        most=limits.PLACES,
        generation=generation,
    )
