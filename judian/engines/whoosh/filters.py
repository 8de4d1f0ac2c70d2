"""Filters: the passages for which a query's filter holds, as one Boolean for each position.

Postings decide on terms and keys. For phrases and nearness they only give candidates;
`judian.core.matching` decides on the stored text of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from judian.core.matching import (
    Needle,
    in_order,
    near,
    needles_of,
    occurrences,
    same_sentence,
    spans,
    term_matcher,
)
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
from judian.engines.common.key_values import integer
from judian.engines.whoosh.packing import TextBlock
from judian.engines.whoosh.segment import COLUMN_FIELDS, OWNER

if TYPE_CHECKING:
    from judian.engines.whoosh.arrays import Array
    from judian.engines.whoosh.view import View

#: From so many values on a key is looked for in its column. Over the ROC laws one list of postings
#: takes about 0.1 ms to decode, a column some milliseconds.
_MANY_VALUES = 32

#: Decides on a passage of a block.
Decide = Callable[[TextBlock, int], bool]


def choose(view: View, node: Node, among: Array | None = None) -> Array:
    """For each position True if `node` holds for it.

    Nodes that read texts are evaluated for the positions `among` only, which the other nodes left.
    """
    match node:
        case Everything():
            return view.live.copy()
        case Nothing():
            return np.zeros(view.size, bool)
        case Terms(terms, minimum):
            return _hold(view, terms, minimum)
        case Prefix(field, prefix):
            return _prefixed(view, field, prefix)
        case TermPattern(field, pattern):
            return _matching_terms(view, field, pattern)
        case Key(field, values):
            if len(values) >= _MANY_VALUES and field in COLUMN_FIELDS:
                return _have_value(view, field, values)
            return _hold(view, [(field, value) for value in values], 1)
        case KeyRange(field, low, high):
            return _in_range(view, field, low, high)
        case Contains() | Pattern() | Near() | Sentence() | AtLeast():
            return _by_text(view, node, among)
        case SameDocument(nodes):
            return _in_documents(view, nodes)
        case And() | Or() | Not():
            return _combined(view, node, among)


def _by_text(view: View, node: Part | Near | Sentence | AtLeast, among: Array | None) -> Array:
    """The positions of `node`, decided on the texts of its candidates."""
    match node:
        case Contains(text, candidates, exact):
            return _read(view, candidates, among, _contains(text, exact))
        case Pattern():
            return _read_parts(view, (node,), among, lambda text, n: bool(spans(text, n[0])))
        case AtLeast(part, count):
            return _read_parts(
                view, (part,), among, lambda text, n: len(spans(text, n[0])) >= count
            )
        case Near(parts, distance, True):
            return _read_parts(view, parts, among, lambda text, n: in_order(text, n, distance))
        case Near(parts, distance):
            return _read_parts(
                view, parts, among, lambda text, n: near(text, n, distance) is not None
            )
        case Sentence(parts):
            return _read_parts(
                view, parts, among, lambda text, n: same_sentence(text, n) is not None
            )


def _in_documents(view: View, nodes: Sequence[Node]) -> Array:
    """The positions that a node chooses, in documents in which every node chooses one."""
    owners = view.owners()
    chosen = np.zeros(view.size, bool)
    held = np.ones(len(view.key_values(OWNER).names), bool)
    for part in nodes:
        here = choose(view, part)
        chosen |= here
        with_part = np.zeros(len(held), bool)
        with_part[owners[here]] = True
        held &= with_part
    return chosen & held[owners] if len(held) else chosen


def _combined(view: View, node: And | Or | Not, among: Array | None) -> Array:
    """The positions of a combination of nodes, the cheapest node first."""
    match node:
        case And(nodes):
            chosen = view.live.copy() if among is None else among & view.live
            for part in sorted(nodes, key=_cost):
                chosen &= choose(view, part, chosen)
            return chosen
        case Or(nodes):
            chosen = np.zeros(view.size, bool)
            for part in sorted(nodes, key=_cost):
                left = ~chosen if among is None else among & ~chosen
                chosen |= choose(view, part, left)
            return chosen
        case Not(part):
            return view.live & ~choose(view, part, among)


def _cost(node: Node) -> int:
    """The rank of a node by its cost: nodes that read texts come last, positions after phrases."""
    match node:
        case Contains():
            return 1
        case Pattern() | Near() | Sentence() | AtLeast():
            return 2
        case And(nodes) | Or(nodes) | SameDocument(nodes):
            return max((_cost(part) for part in nodes), default=0)
        case Not(part):
            return _cost(part)
        case _:
            return 0


def _hold(view: View, terms: Iterable[tuple[str, str]], minimum: int) -> Array:
    """Passages that hold at least `minimum` of these distinct terms."""
    if minimum <= 0:
        return view.live.copy()
    distinct = set(terms)
    if minimum == 1:
        chosen = np.zeros(view.size, bool)
        for field, term in distinct:
            chosen[view.postings(field, term).positions] = True
        return chosen
    counts = np.zeros(view.size, np.int32)
    for field, term in distinct:
        np.add.at(counts, view.postings(field, term).positions, 1)
    return counts >= minimum


def _have_value(view: View, field: str, values: Iterable[str]) -> Array:
    """Passages that have one of many values of a key field, by its column: the postings of each
    value would be decoded for this alone, and crowd out others that are kept."""
    chosen = np.zeros(view.size, bool)
    for base, segment in zip(view.bases, view.segments, strict=True):
        reader = segment.field(field)
        if reader is not None:
            numbers = reader.terms.find_many(list(values))
            wanted = np.zeros(len(reader.terms), bool)
            wanted[numbers[numbers >= 0]] = True
            chosen[base + reader.holding(wanted)] = True
    return chosen & view.live


def _hold_all(view: View, terms: Iterable[tuple[str, str]]) -> Array | None:
    """Positions of the passages that hold all these terms, ascending; None without terms."""
    postings = [view.postings(field, term) for field, term in set(terms)]
    postings.sort(key=len)
    positions = None
    for one in postings:
        if positions is None:
            positions = one.positions
        elif len(positions):
            positions = positions[one.times_at(positions) > 0]
    return positions


def _prefixed(view: View, field: str, prefix: str) -> Array:
    chosen = np.zeros(view.size, bool)
    for base, segment in zip(view.bases, view.segments, strict=True):
        reader = segment.field(field)
        if reader is not None and not prefix:
            chosen[base : base + segment.passages] = reader.lengths > 0
        elif reader is not None:
            numbers = reader.terms.prefixed(prefix)
            chosen[base + reader.passages(numbers.start, numbers.stop)] = True
    return chosen & view.live


def _matching_terms(view: View, field: str, pattern: str) -> Array:
    literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
    fits = term_matcher(pattern)
    chosen = np.zeros(view.size, bool)
    for base, segment in zip(view.bases, view.segments, strict=True):
        reader = segment.field(field)
        if reader is not None:
            among = reader.terms.prefixed(literal)
            terms = reader.values[among.start : among.stop]
            numbers = [number for number, term in zip(among, terms, strict=True) if fits(term)]
            chosen[base + reader.passages_of(np.array(numbers, np.int64))] = True
    return chosen & view.live


def _in_range(view: View, field: str, low: int, high: int) -> Array:
    chosen = np.zeros(view.size, bool)
    for base, segment in zip(view.bases, view.segments, strict=True):
        reader = segment.field(field)
        if reader is None:
            continue
        for number, value in enumerate(reader.values):
            year = integer(value)
            if year is not None and low <= year <= high:
                chosen[base + reader.postings(number)[0]] = True
    return chosen & view.live


def _contains(text: str, exact: bool) -> Decide:
    # Within other characters than these, any occurrence counts; see `judian.core.matching`.
    whole = not any(char.isascii() and char.isalnum() for char in (text[:1], text[-1:]))

    def decide(block: TextBlock, number: int) -> bool:
        if exact:
            return bool(occurrences(block.texts(number)[0], text))
        start, end = block.starts[number], block.starts[number + 1]
        if not text or block.folded.find(text, start, end) < 0:
            return False
        return whole or bool(occurrences(block.folded[start:end], text))

    return decide


def _read_parts(
    view: View,
    parts: Sequence[Part],
    among: Array | None,
    holds: Callable[[str, list[Needle]], bool],
) -> Array:
    """Passages for which `holds` is true of the texts of all parts; exact if one of them is."""
    exact = any(part.exact for part in parts)
    needles = needles_of(parts)
    literal = [needle for needle in needles if isinstance(needle, str)]
    candidates = [term for part in parts for term in part.candidates]

    def decide(block: TextBlock, number: int) -> bool:
        text = block.texts(number)[0 if exact else 1]
        return all(needle in text for needle in literal) and holds(text, needles)

    return _read(view, candidates, among, decide)


def _read(
    view: View, candidates: Sequence[tuple[str, str]], among: Array | None, decide: Decide
) -> Array:
    """Passages that hold all candidate terms and for whose texts `decide` is true."""
    positions = _hold_all(view, candidates)
    if positions is None:
        positions = np.flatnonzero(view.live if among is None else among & view.live)
    elif among is not None:
        positions = positions[among[positions]]
    chosen = np.zeros(view.size, bool)
    for number, within in view.split(positions):
        segment, base = view.segments[number], view.bases[number]
        passages = positions[within] - base
        blocks, places = segment.records.blocks_of(passages)
        held = None
        last = -1
        for passage, block, place in zip(
            passages.tolist(), blocks.tolist(), places.tolist(), strict=True
        ):
            if block != last:
                held, last = segment.records.block(block), block
            assert held is not None
            if decide(held, place):
                chosen[base + passage] = True
    return chosen
