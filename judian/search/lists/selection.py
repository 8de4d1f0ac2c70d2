"""Which passages a list is made of: those that a query and filters choose, or all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.query import Node, Query
from judian.search.query.compile import Compiled, all_of, compile_query
from judian.search.query.fields import Catalogue, filter_nodes
from judian.search.replies.results import QueryView
from judian.search.requests import Filters, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Sequence


def select(
    text: str, catalogue: Catalogue, filters: Filters, more: Sequence[Node] = ()
) -> Compiled:
    """The passages that `text` finds and that `filters` and all of `more` hold for.

    An empty text chooses every passage; what it does not understand is told in the view, as
    for a search.
    """
    if not text.strip():
        chosen = all_of([*filter_nodes(filters), *more])
        return Compiled(Query(chosen), QueryView(text=text, understood=""))
    compiled = compile_query(SearchRequest(text, filters=filters), catalogue)
    chosen = all_of([compiled.query.filter, *more])
    return replace(compiled, query=replace(compiled.query, filter=chosen))
