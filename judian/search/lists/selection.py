"""The selection of passages for a list, by a query and filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.query import Node, Query
from judian.search.query.compile import Compiled, all_of, compile_query
from judian.search.query.fields import filter_nodes
from judian.search.replies.results import QueryView
from judian.search.requests.values import Filters, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.query.catalogue import Catalogue


def select(
    text: str, catalogue: Catalogue, filters: Filters, more: Sequence[Node] = ()
) -> Compiled:
    """The query for the passages that `text` finds and that meet `filters` and all of `more`.

    An empty text selects every passage; problems of the text are reported in the view, as for a
    search.
    """
    if not text.strip():
        chosen = all_of([*filter_nodes(filters, catalogue), *more])
        return Compiled(Query(chosen), QueryView(text=text, understood=""))
    compiled = compile_query(SearchRequest(text, filters=filters, other_words=False), catalogue)
    chosen = all_of([compiled.query.filter, *more])
    return replace(compiled, query=replace(compiled.query, filter=chosen))
