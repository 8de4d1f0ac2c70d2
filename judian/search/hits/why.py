"""Why a passage is a hit: the share of its score that each word of the query gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from judian.search.hits.labels import CONTEXT, texts_first
from judian.search.replies.results import Reason
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot
    from judian.search.query.compile import Compiled

#: Reasons that are named for one hit, the greatest; the rest gives the remaining share.
MOST_REASONS = 12


def reasons_of(
    snapshot: Snapshot, compiled: Compiled, ids: Sequence[str]
) -> list[tuple[Reason, ...]]:
    """For each id its reasons, the greatest first; () for a score of 0.

    Pairs and single characters count for the word that they are part of.
    """
    terms = texts_first(compiled.query).terms
    names = [_name(term.term, _names(compiled)) for term in terms]
    found = []
    for parts in snapshot.contributions(terms, ids):
        given: Counter[tuple[str, str]] = Counter()
        for term, name, part in zip(terms, names, parts, strict=True):
            given[name, "above" if term.field in CONTEXT else "text"] += part  # type: ignore[assignment]
        total = sum(given.values())
        reasons = [
            Reason(name, where, part / total)
            for (name, where), part in sorted(given.items(), key=lambda item: -item[1])
            if part > 0
        ]
        found.append(tuple(reasons[:MOST_REASONS]) if total > 0 else ())
    return found


def _names(compiled: Compiled) -> list[str]:
    """The words by which reasons are named: those typed, then those searched besides."""
    typed = [w for part in compiled.words for w in analyze(part.text).terms["words"]]
    return [word for word in dict.fromkeys((*typed, *compiled.needles)) if len(word) > 1]


def _name(term: str, names: Sequence[str]) -> str:
    return term if term in names else next((name for name in names if term in name), term)
