"""Passages in which a quotation may stand, found by the index, not yet decided on text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.query import And, Contains, Key, Node, Query, ScoredTerm, Terms
from judian.search.quotes.form import QUOTATION_MARKS
from judian.zh.text.analyze import certain_terms, terms_of

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.search.quotes.form import Form

#: Stretches of a quotation that a passage must hold, the longest ones.
_STRETCHES = 4
_LEAST_STRETCH = 2
#: Rarest pairs of characters of a quotation by which passages are ranked, and those looked at.
_RAREST = 24
_LOOKED_AT = 240

_STRETCH = re.compile(f"[^\\W_{re.escape(QUOTATION_MARKS)}]+")


def holding(snapshot: Snapshot, form: Form, doc: str, limit: int) -> tuple[list[str], int]:
    """At most `limit` passages that hold the longest stretches of the form between punctuation, and
    the number of all."""
    found = {match.group() for match in _STRETCH.finditer(form.text)}
    longest = sorted((s for s in found if len(s) >= _LEAST_STRETCH), key=lambda s: (-len(s), s))
    if not longest:
        return [], 0
    nodes: list[Node] = [Contains(s, certain_terms(s)) for s in longest[:_STRETCHES]]
    results = snapshot.search(Query(And(tuple(_within(nodes, doc)))), limit=limit, sort="document")
    return [hit.id for hit in results.hits], results.total


def ranked(snapshot: Snapshot, form: Form, doc: str, limit: int) -> list[str]:
    """The passages that share most of the rarest pairs of characters with the form, best first."""
    words, pairs, _ = terms_of(form.text)
    field, terms = ("pairs", pairs) if pairs else ("words", words)
    distinct = list(dict.fromkeys(terms))
    looked_at = distinct[:: max(1, len(distinct) // _LOOKED_AT)]
    counted = [(snapshot.frequency(field, term), term) for term in looked_at]
    rarest = [term for count, term in sorted(counted) if count][:_RAREST]
    if not rarest:
        return []
    nodes: list[Node] = [Terms(tuple((field, term) for term in rarest))]
    query = Query(
        And(tuple(_within(nodes, doc))), tuple(ScoredTerm(field, term) for term in rarest)
    )
    return [hit.id for hit in snapshot.search(query, limit=limit).hits]


def _within(nodes: list[Node], doc: str) -> list[Node]:
    return [*nodes, Key("doc", (doc,))] if doc else nodes
