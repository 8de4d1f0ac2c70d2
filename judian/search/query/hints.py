"""What a query that finds little can be told: a wider query, and words that occur nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.query.trees import Junction, Negation, Parsed, describe
from judian.zh.text.analyze import analyze, terms_of
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judian.core.engine import Snapshot
    from judian.core.query import Query
    from judian.search.query.trees import Words

#: Most words that are named as missing.
MAX_MISSING = 8


def in_one_document(parsed: Parsed) -> str | None:
    """The query with its outermost AND read as /d (in one document); None without such an AND.

    What is excluded is excluded from each passage, as before.
    """
    tree = parsed.parts[0] if len(parsed.parts) == 1 else None
    if not isinstance(tree, Junction) or tree.operator != "AND":
        return None
    excluded = tuple(part for part in tree.parts if isinstance(part, Negation))
    wanted = tuple(part for part in tree.parts if not isinstance(part, Negation))
    if len(wanted) < 2:
        return None
    wider = Junction("/d", wanted)
    whole = Junction("AND", (wider, *excluded)) if excluded else wider
    return describe(Parsed((whole,), True, ()))


def missing_words(snapshot: Snapshot, words: Iterable[Words]) -> tuple[str, ...]:
    """The plain words of a query that no passage holds, as typed; at most MAX_MISSING."""
    found: dict[str, None] = {}
    for part in words:
        analysis = analyze(part.text)
        at = 0
        for word in analysis.terms["words"]:
            at = analysis.folded.find(word, at)
            if at < 0:  # 2,438 is the term 2438
                break
            if word not in STOP_WORDS and _is_missing(snapshot, word):
                found[analysis.squeezed[at : at + len(word)]] = None
            at += len(word)
    return tuple(found)[:MAX_MISSING]


def _is_missing(snapshot: Snapshot, word: str) -> bool:
    """True if a passage with the word cannot exist: it would hold all its pairs of characters."""
    _, pairs, singles = terms_of(word)
    terms = [("pairs", pair) for pair in pairs] or [("singles", single) for single in singles]
    return any(not snapshot.frequency(*term) for term in terms)


def count(snapshot: Snapshot, query: Query) -> int:
    """The number of passages that a query finds."""
    return snapshot.search(query, limit=0).total
