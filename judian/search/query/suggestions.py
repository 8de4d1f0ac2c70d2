"""Completion and did-you-mean, both from the index's own terms."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from judian.core.matching import occurrences
from judian.core.query import Query, Terms
from judian.zh.questions.forms import AnswerType, read
from judian.zh.text.analyze import analyze, terms_of, word_edges
from judian.zh.text.segment import part_of_speech
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judian.core.engine import Snapshot
    from judian.search.query.grammar import Words

#: A corrected word must stand in at least this many passages.
MIN_FREQUENCY = 2
#: Words with the same beginning that are compared with one that is unknown.
MAX_COMPARED = 2000

#: A misspelt word is at most this long.
MAX_WORD = 12
#: So many words from the end of what was typed without spaces, a completion may begin.
MAX_TAIL = 8


def complete(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """Up to `limit` completions of the last word of `prefix`, most frequent first.

    The last word is what stands behind the last white space; where nothing in the collection
    begins so, since Chinese is written without spaces, the last part of it that begins a word
    which the collection has behind the part before. The index's folded words are put back into
    the spelling of a passage that holds them, so that Traditional texts complete in Traditional
    characters.
    """
    last = (prefix.split() or [""])[-1]
    analysis = analyze(last)
    edges = word_edges(analysis.folded)[-1 - MAX_TAIL :]
    for before, start in pairwise([0, *edges[:-1]]):
        typed = analysis.folded[start:]
        found = snapshot.complete("words", typed, limit * 3)
        head = last[: analysis.offsets[start]]
        said = analysis.folded[before:start]
        words = (
            head + shown
            for term, _ in found
            if len(term) > 1
            and (not said or _follows(snapshot, said, term))
            and (shown := as_written(snapshot, term))
        )
        completions = list(islice(dict.fromkeys(words), limit))
        if completions:
            return completions
    return []


def _follows(snapshot: Snapshot, before: str, word: str) -> bool:
    """True where a passage has all pairs of `before` and `word` written together."""
    _, pairs, _ = terms_of(before + word)
    terms = tuple(("pairs", pair) for pair in dict.fromkeys(pairs))
    return snapshot.search(Query(Terms(terms, len(terms))), limit=0).total > 0


def as_written(snapshot: Snapshot, term: str) -> str | None:
    """How a passage of the collection writes the folded word `term`; None when none holds it,
    or writes it with separators (2,438)."""
    hits = snapshot.search(Query(Terms((("words", term),))), limit=1).hits
    text = snapshot.texts([hits[0].id])[0] if hits else None
    if text is None:
        return None
    squeezed, folded = text
    at = next(iter(occurrences(folded, term)), None)
    return None if at is None else squeezed[at : at + len(term)]


def did_you_mean(snapshot: Snapshot, text: str, words: Iterable[Words]) -> str | None:
    """The query `text` with what is unknown in its plain `words` replaced by the nearest frequent
    word; None when there is nothing better, or the text is a question."""
    if read(analyze(text).folded).answer_type is not AnswerType.NOTHING:
        return None
    better = text
    for part in sorted(words, key=lambda word: word.position, reverse=True):
        better = (
            better[: part.position]
            + _corrected(snapshot, part.text)
            + better[part.position + len(part.text) :]
        )
    return better if better != text else None


def _corrected(snapshot: Snapshot, text: str) -> str:
    """`text` with what is unknown in it replaced, all else as it was."""
    analysis = analyze(text)
    for start, end in reversed(_unknown_stretches(snapshot, analysis.folded)):
        nearest = _nearest(snapshot, analysis.folded[start:end])
        if nearest:
            low, high = analysis.offsets[start], analysis.offsets[end - 1] + 1
            text = text[:low] + nearest + text[high:]
    return text


def _unknown_stretches(snapshot: Snapshot, folded: str) -> list[tuple[int, int]]:
    """What stands between the words that the collection knows: segmentation leaves a misspelt
    word in pieces."""
    stretches: list[tuple[int, int]] = []
    for start, end in pairwise(word_edges(folded)):
        word = folded[start:end]
        if word in STOP_WORDS or (end - start > 1 and snapshot.frequency("words", word)):
            continue
        if stretches and stretches[-1][1] == start:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def _is_unknown(snapshot: Snapshot, word: str) -> bool:
    """True for what could be a misspelt word: no dictionary has it and no passage holds it. A
    number that no passage holds is no slip of the pen."""
    if not 1 < len(word) <= MAX_WORD or not word.isalpha() or part_of_speech(word):
        return False
    _, pairs, singles = terms_of(word)
    terms = [("pairs", pair) for pair in pairs] or [("words", single) for single in singles]
    return any(not snapshot.frequency(*term) for term in terms)


def _nearest(snapshot: Snapshot, word: str) -> str | None:
    """The most frequent word of the same length and first character that differs in one, for a
    word that no passage holds."""
    if not _is_unknown(snapshot, word):
        return None
    candidates: list[tuple[int, str]] = []
    for term, frequency in snapshot.complete("words", word[0], MAX_COMPARED):
        if (
            len(term) == len(word)
            and frequency >= MIN_FREQUENCY
            and sum(a != b for a, b in zip(term, word, strict=True)) == 1
        ):
            candidates.append((-frequency, term))
    if not candidates:
        return None
    return as_written(snapshot, min(candidates)[1])
