"""One page of hits: the engine's order, of which the best are ranked again as a whole.

Every page with one of the best hits reads all of them, so that no hit is on two pages or on none.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from judian.core.engine import Scored
from judian.core.model import Kind
from judian.core.query import ScoredTerm
from judian.search.hits.coverage import COVERED, rank_by_coverage
from judian.search.hits.labels import LABELS, texts_first
from judian.search.hits.proximity import rerank
from judian.zh.instruments.article_parts import holding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from judian.core.engine import Results, Snapshot
    from judian.search.query.compile import Compiled
    from judian.search.requests.values import SearchRequest

#: Facets that a search reply counts.
FACETS = ("doc", "agency", "year", "kind", "instrument")


def page_of(
    snapshot: Snapshot, compiled: Compiled, request: SearchRequest
) -> tuple[Results, Sequence[Scored]]:
    """The engine's results, and the hits of the page that is asked for."""
    offset = (request.page - 1) * request.size
    last = offset + request.size
    by_relevance = request.sort == "relevance"
    query = replace(texts_first(compiled.query), once="doc" if request.group else "copy")
    results = snapshot.search(
        query,
        limit=max(last, COVERED) if by_relevance else last,
        sort=request.sort,
        facets=FACETS,
    )
    scored: Sequence[Scored] = results.hits
    if by_relevance and offset < COVERED:
        scored = _ranked_again(snapshot, scored, compiled)
    return results, scored[offset:last]


def best_first(snapshot: Snapshot, compiled: Compiled) -> Sequence[Scored]:
    """The best hits in the order of a page of hits, every copy of a passage among them."""
    found = snapshot.search(texts_first(compiled.query), limit=COVERED).hits
    return _ranked_again(snapshot, found, compiled)


def _ranked_again(
    snapshot: Snapshot, scored: Sequence[Scored], compiled: Compiled
) -> Sequence[Scored]:
    scored = rerank(snapshot, scored, compiled.terms)
    scored = rank_by_coverage(snapshot, scored, compiled.words, compiled.view.expanded)
    return _article_first(snapshot, scored, compiled) if compiled.article else scored


def _article_first(
    snapshot: Snapshot, scored: Sequence[Scored], compiled: Compiled
) -> Sequence[Scored]:
    """The hits with the passages of the article itself first: those that hold the part that is
    asked for, then all as they follow in their document, and its heading behind them."""
    best = scored[:COVERED]
    terms = [ScoredTerm("words", term) for term in compiled.article]
    ids = [hit.id for hit in best]
    given = snapshot.contributions(terms, ids)
    own = sorted(id_ for id_, parts in zip(ids, given, strict=True) if any(parts))
    stored = [json.loads(payload or "{}") for payload in snapshot.payloads(own)]
    text = {
        id_: one["text"]
        for id_, one in zip(own, stored, strict=True)
        if one and one["kind"] not in LABELS
    }
    most = max((hit.score for hit in best), default=0.0)
    asked = _holding(text, stored, compiled.part) if compiled.part else []
    first = dict.fromkeys((*asked, *text))
    rest = [hit for hit in scored if hit.id not in first]
    return [*(Scored(id_, most) for id_ in first), *rest]


def _holding(
    text: Mapping[str, str], stored: Sequence[Mapping[str, Any]], part: Sequence[int]
) -> Iterator[str]:
    """The ids of the passages that hold a part of the article, in each document that has it."""
    comments = {one["id"] for one in stored if one and one["kind"] == Kind.QUOTE}
    wanted = [id_ for id_ in text if id_ not in comments]
    for _, ids in groupby(wanted, key=lambda id_: id_.rpartition("-")[0]):
        own = list(ids)
        yield from (own[index] for index in holding([text[id_] for id_ in own], part))
