"""Passages and query trees for tests of engines, written short.

The words of a passage's text are separated by slashes (行政院/大陆委员会); pairs and single
characters follow from them, so that these tests need no segmentation.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from judian.core.engine import Identity, PassageEntry
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
    Query,
    SameDocument,
    ScoredTerm,
    Sentence,
    TermPattern,
    Terms,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

IDENTITY = Identity(1, "test-1", "0" * 8)


def analyzed(marked: str) -> dict[str, list[str]]:
    """The terms of a text whose words are separated by slashes, without punctuation."""
    words = [word for word in re.split(r"[/。，；、！？\n]", marked) if word]
    pairs: list[str] = []
    singles: list[str] = []
    for clause in re.split(r"[。，；、！？\n]", marked.replace("/", "")):
        units = re.findall(r"[A-Za-z0-9]+|.", clause)
        singles += units
        pairs += [a + b for a, b in itertools.pairwise(units)]
    return {"words": words, "pairs": pairs, "singles": singles}


def passage(
    id_: str,
    marked: str,
    *,
    keys: Mapping[str, Sequence[str]] | None = None,
    date: int = 0,
    shown: str | None = None,
    context: str = "",
) -> PassageEntry:
    """The passage `id_`, whose document is the part before #.

    `shown` is the text before folding if it differs; the payload names the id.
    """
    folded = marked.replace("/", "")
    terms: dict[str, list[str]] = analyzed(marked)
    if context:
        above = analyzed(context)
        terms |= {"context_words": above["words"], "context_pairs": above["pairs"]}
    doc_id = id_.partition("#")[0]
    return PassageEntry(
        id=id_,
        doc_id=doc_id,
        terms=terms,
        squeezed=shown or folded,
        folded=folded,
        keys={"doc": [doc_id], **(keys or {})},
        date=date,
        payload=f"payload of {id_}",
    )


#: Query nodes by the names that tests/cases/search.json has for them.
_NODES: Mapping[str, Callable[[Any, Mapping[str, Any]], Node]] = {
    "terms": lambda value, more: Terms(tuple((f, t) for f, t in value), more.get("minimum", 1)),
    "prefix": lambda value, _: Prefix(*value),
    "contains": lambda value, more: Contains(
        value,
        tuple(("pairs", pair) for pair in more.get("candidates", ())),
        more.get("exact", False),
    ),
    "pattern": lambda value, more: Pattern(value, exact=more.get("exact", False)),
    "near": lambda value, more: Near(_parts(value), more["distance"], more.get("ordered", False)),
    "at_least": lambda value, more: AtLeast(_part(value), more["count"]),
    "document": lambda value, _: SameDocument(tuple(map(node, value))),
    "term_pattern": lambda value, _: TermPattern(*value),
    "sentence": lambda value, _: Sentence(_parts(value)),
    "key": lambda value, _: Key(value[0], tuple(value[1:])),
    "range": lambda value, _: KeyRange(*value),
    "and": lambda value, _: And(tuple(map(node, value))),
    "or": lambda value, _: Or(tuple(map(node, value))),
    "not": lambda value, _: Not(node(value)),
}


def node(tree: Any) -> Node:
    """The query node of a JSON value; see tests/cases/search.json. Raises KeyError."""
    if tree == "everything":
        return Everything()
    if tree == "nothing":
        return Nothing()
    (kind, value), *rest = tree.items()
    return _NODES[kind](value, dict(rest))


def _part(value: Any) -> Part:
    return Contains(value) if isinstance(value, str) else Pattern(value["pattern"])


def _parts(values: Sequence[Any]) -> tuple[Part, ...]:
    return tuple(map(_part, values))


def query(tree: Any, terms: Sequence[Sequence[Any]] = (), floor: float = 0.0) -> Query:
    return Query(node(tree), tuple(ScoredTerm(*term) for term in terms), floor)


def rank(field: str, *terms: str, floor: float = 0.0) -> Query:
    """Any of the terms matches, all of them rank."""
    return Query(
        Terms(tuple((field, term) for term in terms)),
        tuple(ScoredTerm(field, term) for term in terms),
        floor,
    )
