"""Completion and did-you-mean, both from the index's own terms."""

from __future__ import annotations

from core.engine import Snapshot
from core.query import Contains, Query
from zh.analyze import analyze

#: A corrected word must stand in at least this many passages.
MIN_FREQUENCY = 2


def complete(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """Up to `limit` words that begin with the last word of `prefix`, most frequent first.

    The words are the index's folded ones put back into the spelling of a passage that holds
    them, so that Traditional texts complete in Traditional characters.
    """
    words = analyze(prefix).terms["words"]
    last = analyze(prefix.split()[-1]).folded if prefix.split() else ""
    if not words or not last:
        return []
    found = [term for term, _ in snapshot.complete("words", last, limit * 3) if len(term) > 1]
    return [shown for term in found[:limit] if (shown := as_written(snapshot, term))]


def as_written(snapshot: Snapshot, term: str) -> str | None:
    """How a passage of the collection writes the folded `term`; None when none holds it."""
    hits = snapshot.search(Query(Contains(term, (("words", term),))), limit=1).hits
    if not hits:
        return None
    text = snapshot.texts([hits[0].id])[0]
    if text is None:
        return None
    at = text[1].find(term)
    return text[0][at : at + len(term)]


def did_you_mean(snapshot: Snapshot, text: str) -> str | None:
    """`text` with each unknown word replaced by the nearest frequent one; None when there is
    nothing better."""
    analysis = analyze(text)
    changed = False
    parts: list[str] = []
    for word in analysis.terms["words"]:
        if snapshot.frequency("words", word) or len(word) < 2:
            parts.append(word)
            continue
        better = _nearest(snapshot, word)
        changed |= better is not None
        parts.append(better or word)
    return " ".join(parts) if changed else None


def _nearest(snapshot: Snapshot, word: str) -> str | None:
    """The most frequent word of the same length that differs in one character."""
    candidates: list[tuple[int, str]] = []
    for term, frequency in snapshot.complete("words", word[0], 2000):
        if (
            len(term) == len(word)
            and frequency >= MIN_FREQUENCY
            and sum(a != b for a, b in zip(term, word, strict=True)) == 1
        ):
            candidates.append((-frequency, term))
    if not candidates:
        return None
    return as_written(snapshot, min(candidates)[1])
