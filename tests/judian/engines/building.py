"""Passages and query trees for tests of engines, written short.

A passage's text is given with its words cut by slashes (行政院/大陆委员会); pairs and single
characters follow from it, so that these tests need no segmentation.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from judian.core.engine import Identity, PassageEntry
from judian.core.query import (
    And,
    Contains,
    Everything,
    Key,
    KeyRange,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Prefix,
    Query,
    ScoredTerm,
    Sentence,
    Terms,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

IDENTITY = Identity(1, "test-1", "0" * 8)


def analyzed(marked: str) -> dict[str, list[str]]:
    """Terms of a text whose words are cut by slashes; punctuation is no term."""
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
    payload: str = "",
) -> PassageEntry:
    """The passage `id_` (its document is what stands before #). `shown` is the text before
    folding, when that differs."""
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
        payload=payload or f"payload of {id_}",
    )


def node(tree: Any) -> Node:
    """The query node that a JSON value stands for; see tests/cases/search.json."""
    if tree == "everything":
        return Everything()
    if tree == "nothing":
        return Nothing()
    (kind, value), *rest = tree.items()
    more = dict(rest)
    match kind:
        case "terms":
            return Terms(tuple((f, t) for f, t in value), more.get("minimum", 1))
        case "prefix":
            return Prefix(*value)
        case "contains":
            return Contains(
                value,
                tuple(("pairs", pair) for pair in more.get("candidates", ())),
                more.get("exact", False),
            )
        case "near":
            return Near(_parts(value), more["distance"])
        case "sentence":
            return Sentence(_parts(value))
        case "key":
            return Key(value[0], tuple(value[1:]))
        case "range":
            return KeyRange(*value)
        case "and":
            return And(tuple(node(part) for part in value))
        case "or":
            return Or(tuple(node(part) for part in value))
        case "not":
            return Not(node(value))
    raise ValueError(f"no query node {kind!r}")


def _parts(texts: Sequence[str]) -> tuple[Contains, ...]:
    return tuple(Contains(text) for text in texts)


def query(tree: Any, terms: Sequence[Sequence[Any]] = (), floor: float = 0.0) -> Query:
    return Query(node(tree), tuple(ScoredTerm(*term) for term in terms), floor)


def rank(field: str, *terms: str, floor: float = 0.0) -> Query:
    """Any of the terms matches, all of them rank."""
    return Query(
        Terms(tuple((field, term) for term in terms)),
        tuple(ScoredTerm(field, term) for term in terms),
        floor,
    )
