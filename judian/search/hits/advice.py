"""What the reader of a page of hits is told about the query: what occurs nowhere, what to try."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.query import hints
from judian.search.query.offers import farther_apart, finds, wider_query
from judian.search.query.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot
    from judian.search.hits.collection import Collection
    from judian.search.query.compile import Compiled
    from judian.search.replies.results import QueryView
    from judian.search.requests.values import SearchRequest


def advised(
    snapshot: Snapshot,
    collection: Collection,
    request: SearchRequest,
    compiled: Compiled,
    total: int,
    seen: Sequence[str],
) -> QueryView:
    """The view of a query that found `total` passages, with what it lacks and what else to ask;
    `seen` are the folded texts of the hits of the page."""
    missing: tuple[str, ...] = ()
    if not compiled.article:
        missing = hints.missing_words(snapshot, compiled.words)
    elif not total:  # The words of an article that was found need not occur as they are typed.
        missing = (" ".join(request.text.split()),)
    view = replace(
        compiled.view,
        missing=missing,
        only=hints.only_word(compiled.words, missing),
        apart=request.page == 1 and hints.are_apart(snapshot, compiled.words, seen),
    )
    catalogue = collection.catalogue
    if not total:
        farther = farther_apart(snapshot, catalogue, request)
        wider = None if farther else wider_query(snapshot, catalogue, request)
        view = replace(view, problems=(*view.problems, *farther), in_documents=wider)
    if not view.exact:
        suggestion = did_you_mean(snapshot, request.text, compiled.words, collection.names)
        if suggestion is not None and finds(snapshot, catalogue, request, suggestion):
            view = replace(view, suggestion=suggestion)
    return view
