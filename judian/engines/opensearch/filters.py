"""Nodes of a query as filters of the cluster.

`decides` says whether the cluster's choice is exactly the node's. Where it is not, `filter_of`
chooses some passages too many, never one too few, and `judian.engines.opensearch.verification`
reads their texts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from judian.core.matching import SENTENCE_ENDS
from judian.core.query import (
    And,
    AtLeast,
    Contains,
    Everything,
    Key,
    KeyRange,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Part,
    Pattern,
    Prefix,
    SameDocument,
    Sentence,
    TermPattern,
    Terms,
)
from judian.engines.common.text_nodes import TextNode, is_exact, text_parts
from judian.engines.opensearch.documents import number, shortened, spread
from judian.engines.opensearch.mapping import LONGEST, MOST_TERMS, NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Filter = dict[str, Any]

ALL: Filter = {"match_all": {}}
NONE: Filter = {"match_none": {}}
#: How a clause of a term or wildcard query is run: without scores, and with any number of terms.
_UNSCORED = {"rewrite": "constant_score"}
_ALNUM_START, _ALNUM_END = re.compile("^[0-9A-Za-z]+"), re.compile("[0-9A-Za-z]+$")


def all_of(filters: Sequence[Filter]) -> Filter:
    """What every filter chooses."""
    if not filters:
        return ALL
    return filters[0] if len(filters) == 1 else {"bool": {"filter": list(filters)}}


def any_of(filters: Sequence[Filter]) -> Filter:
    """What any of the filters chooses."""
    if not filters:
        return NONE
    if len(filters) == 1:
        return filters[0]
    return {"bool": {"should": list(filters), "minimum_should_match": 1}}


def none_of(one: Filter) -> Filter:
    """What a filter does not choose."""
    return {"bool": {"must_not": [one]}}


def values_filter(field: str, values: Iterable[str | int]) -> Filter:
    """The records with one of the values in `field`."""
    listed = list(values)
    portions = [listed[at : at + MOST_TERMS] for at in range(0, len(listed), MOST_TERMS)]
    return any_of([{"terms": {field: portion}} for portion in portions])


def ids_filter(ids: Sequence[str]) -> Filter:
    """The records with one of these ids."""
    return {"ids": {"values": list(ids)}} if ids else NONE


def decides(node: Node) -> bool:
    """True if `filter_of` chooses the passages of `node` and no others."""
    match node:
        case And(nodes) | Or(nodes):
            return all(map(decides, nodes))
        case Not(inner):
            return decides(inner)
        case SameDocument() | Pattern():
            return False
        case AtLeast(part, count):
            return count == 1 and decides(part)
        case Near(parts):
            return len(parts) in (1, 2) and all(map(_is_literal, parts))
        case Sentence(parts):
            return bool(parts) and all(
                _is_literal(part) and SENTENCE_ENDS.isdisjoint(part.text) for part in parts
            )
    return True


def _is_literal(part: Part) -> bool:
    return isinstance(part, Contains)


def filter_of(node: Node) -> Filter:
    """The filter of a node; see the module for what it chooses. A SameDocument has none."""
    match node:
        case Everything():
            return ALL
        case Nothing():
            return NONE
        case And(nodes):
            return all_of([filter_of(part) for part in nodes])
        case Or(nodes):
            return any_of([filter_of(part) for part in nodes])
        case Not(inner):
            return none_of(filter_of(inner))
        case Contains() | Pattern() | Near() | Sentence() | AtLeast():
            return _text_filter(node)
    return _value_filter(node)


def _value_filter(node: Node) -> Filter:
    """The filter of a node that terms or key values decide."""
    match node:
        case Terms(terms, minimum):
            return _terms_filter(terms, minimum)
        case Prefix(field, prefix):
            return {"prefix": {field: {"value": prefix[:LONGEST], **_UNSCORED}}}
        case TermPattern(field, pattern):
            escaped = pattern.replace("\\", "\\\\")
            return {"wildcard": {field: {"value": escaped, **_UNSCORED}}}
        case Key(field, values):
            return values_filter(field, map(shortened, values))
        case KeyRange(field, low, high):
            return {"range": {field + NUMBER: {"gte": number(low), "lte": number(high)}}}
    raise TypeError(f"unknown node {node!r}")


def _terms_filter(terms: Sequence[tuple[str, str]], minimum: int) -> Filter:
    distinct = sorted({(field, shortened(term)) for field, term in terms})
    if minimum <= 0:
        return ALL
    if minimum > len(distinct):
        return NONE
    if minimum == 1:
        by_field: dict[str, list[str]] = {}
        for field, term in distinct:
            by_field.setdefault(field, []).append(term)
        return any_of([values_filter(field, values) for field, values in by_field.items()])
    each = [{"term": {field: term}} for field, term in distinct]
    return {"bool": {"should": each, "minimum_should_match": minimum}}


def _text_filter(node: TextNode) -> Filter:
    parts = text_parts(node)
    field = "squeezed" if is_exact(node) else "folded"
    if not all(part.text for part in parts):
        return NONE
    filters = [{"term": {name: shortened(term)}} for p in parts for name, term in p.candidates]
    if isinstance(node, (Near, Sentence)) and len(parts) > 1 and all(map(_is_literal, parts)):
        return all_of([*filters, {"intervals": {field: _interval(node)}}])
    for part in parts:
        filters += _part_filters(part, field)
    return all_of(filters)


def _part_filters(part: Part, field: str) -> list[Filter]:
    if isinstance(part, Contains):
        return [{"match_phrase": {field: {"query": spread(part.text)}}}]
    return _pattern_filters(part.text, field)


def _pattern_filters(pattern: str, field: str) -> list[Filter]:
    """What every text with a match of the pattern holds: its literal pieces. Beside a wildcard, a
    piece may be part of a longer run of letters or digits."""
    pieces = re.split(r"[*?]+", pattern)
    found: list[Filter] = []
    for at, piece in enumerate(pieces):
        if not piece:
            continue
        open_left, open_right = at > 0, at < len(pieces) - 1
        first = _ALNUM_START.match(piece) if open_left else None
        last = _ALNUM_END.search(piece) if open_right else None
        if first and first.group() == piece:  # all of it one run, possibly open on both sides
            found.append(_run_filter(field, f"*{piece}*" if open_right else f"*{piece}"))
            continue
        if last and last.group() == piece:
            found.append(_run_filter(field, f"{piece}*"))
            continue
        middle = piece[first.end() if first else 0 : last.start() if last else len(piece)]
        found += [_run_filter(field, f"*{first.group()}")] if first else []
        found += [_run_filter(field, f"{last.group()}*")] if last else []
        found.append({"match_phrase": {field: {"query": spread(middle)}}})
    return found


def _run_filter(field: str, pattern: str) -> Filter:
    return {"wildcard": {field: {"value": pattern, **_UNSCORED}}}


def _interval(node: Near | Sentence) -> dict[str, Any]:
    """The intervals of a text that hold all parts, of which there are two or more."""
    texts = [part.text for part in node.parts]
    if isinstance(node, Sentence):
        # The same words once are enough there; and intervals would want them as often as asked.
        texts = list(dict.fromkeys(texts))
        ends = {"any_of": {"intervals": [_phrase(end) for end in sorted(SENTENCE_ENDS)]}}
        outside = {} if any(map(_has_end, texts)) else {"filter": {"not_containing": ends}}
        return {"all_of": {"intervals": [_phrase(text) for text in texts], **outside}}
    how = {"mode": "ordered" if node.ordered else "unordered"}
    if len(texts) == 2 and not node.ordered:
        how = {"mode": "unordered_no_overlap"}
    gaps = node.distance * (len(texts) - 1)
    return {"all_of": {"intervals": [_phrase(text) for text in texts], "max_gaps": gaps, **how}}


def _has_end(text: str) -> bool:
    return not SENTENCE_ENDS.isdisjoint(text)


def _phrase(text: str) -> dict[str, Any]:
    return {"match": {"query": spread(text), "max_gaps": 0, "ordered": True}}
