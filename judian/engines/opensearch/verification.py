"""Nodes that the cluster can only over-select, decided on the texts as the other engines do.

The passages that `filter_of` chooses are read, and the node becomes a filter by the ids of those
whose text it holds for. What stands beside it in a conjunction is asked first, so that only
passages which may still be hits are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from judian.core.query import (
    And,
    AtLeast,
    Contains,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    SameDocument,
    Sentence,
)
from judian.engines.common.text_nodes import is_exact, text_matches
from judian.engines.opensearch.documents import without_fillers
from judian.engines.opensearch.filters import (
    NONE,
    Filter,
    all_of,
    any_of,
    decides,
    filter_of,
    ids_filter,
    none_of,
    values_filter,
)

#: (record id, text) of the passages that a filter chooses, of the field "folded" or "squeezed".
ReadTexts = Callable[[Filter, str], Iterator[tuple[str, str]]]
#: The documents of the passages that a filter chooses.
ReadOwners = Callable[[Filter], set[str]]


class Resolver:
    """Makes filters of nodes, reading texts and documents where the cluster does not decide."""

    def __init__(self, texts: ReadTexts, owners: ReadOwners) -> None:
        self._texts = texts
        self._owners = owners

    def resolve(self, node: Node, among: Sequence[Filter] = ()) -> Filter:
        """A filter that chooses, of the passages of all filters in `among`, those of `node`."""
        if decides(node):
            return filter_of(node)
        match node:
            case And(nodes):
                certain = [filter_of(part) for part in nodes if decides(part)]
                known = [*among, *certain]
                for part in nodes:
                    if not decides(part):
                        certain.append(self.resolve(part, known))
                        known.append(certain[-1])
                return all_of(certain)
            case Or(nodes):
                return any_of([self.resolve(part, among) for part in nodes])
            case Not(inner):
                return none_of(self.resolve(inner, among))
            case SameDocument(nodes):
                return self._same_document(nodes)
            case Contains() | Pattern() | Near() | Sentence() | AtLeast():
                field = "squeezed" if is_exact(node) else "folded"
                found = self._texts(all_of([*among, filter_of(node)]), field)
                return ids_filter(
                    [
                        record
                        for record, stored in found
                        if text_matches(node, text := without_fillers(stored), text)
                    ]
                )
        raise TypeError(f"unknown node {node!r}")

    def _same_document(self, nodes: Sequence[Node]) -> Filter:
        filters = [self.resolve(part) for part in nodes]
        if not filters:
            return NONE
        common: set[str] | None = None
        for one in filters:
            held = [one] if common is None else [one, values_filter("owner", sorted(common))]
            common = self._owners(all_of(held))
            if not common:
                return NONE
        return all_of([any_of(filters), values_filter("owner", sorted(common or ()))])
