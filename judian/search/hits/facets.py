"""The facets of a page of hits: of a field with a chosen value, the values that may be added to it.

Values of one field are joined by or, those of several fields by and. So the values of a field are
counted over what the query and the other fields find.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.hits.collection import FACET_VALUES, facet_values
from judian.search.hits.labels import texts_first
from judian.search.query.compile import compile_query

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from judian.core.engine import Results, Snapshot
    from judian.search.hits.collection import Collection
    from judian.search.replies.results import FacetValue
    from judian.search.requests.values import Filters, SearchRequest

_LISTS = ("doc", "agency", "kind", "instrument")


def facets_of(
    snapshot: Snapshot, collection: Collection, request: SearchRequest, results: Results
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of each facet of `results`, which are those of `request`."""
    counted = dict(results.facets)
    for name, filters in _wider(request.filters):
        compiled = compile_query(replace(request, filters=filters), collection.catalogue)
        query = replace(texts_first(compiled.query), once="doc" if request.group else "copy")
        wide = snapshot.search(query, limit=0, facets=(name,)).facets[name]
        counted[name] = _with_chosen(wide, getattr(request.filters, name, ()))
    return {name: facet_values(name, values, collection) for name, values in counted.items()}


def _with_chosen(
    values: Sequence[tuple[str, int]], chosen: Container[str]
) -> tuple[tuple[str, int], ...]:
    """The values with the `chosen` ones among those that are shown, however rare they are."""
    rare = [one for one in values[FACET_VALUES:] if one[0] in chosen]
    return (*values[: max(0, FACET_VALUES - len(rare))], *rare)


def _wider(filters: Filters) -> Iterator[tuple[str, Filters]]:
    """Each field with a chosen value, and the filters without it."""
    for name in _LISTS:
        if getattr(filters, name):
            yield name, replace(filters, **{name: ()})  # type: ignore[arg-type]
    if filters.year_from is not None or filters.year_to is not None:
        yield "year", replace(filters, year_from=None, year_to=None)
