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
    from judian.search.query.trees import Words

#: Fewest passages that contain a corrected word.
MIN_FREQUENCY = 2
#: Most words with the same first character that are compared with an unknown word.
MAX_COMPARED = 2000

#: Most characters of a misspelt word.
MAX_WORD = 12
#: Words at the end of a text without spaces at which a completion may begin.
MAX_TAIL = 8


def complete(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """Up to `limit` completions of the last word of `prefix`, most frequent first.

    The last word is the text after the last white space. If no word of the collection begins
    with it, since Chinese has no spaces, it is the last part of that text that begins a word
    which follows the part before it in the collection. Completions are spelt as in a passage
    that contains them, so that Traditional texts complete in Traditional characters.
    """
    last = (prefix.split() or [""])[-1]
    analysis = analyze(last)
    edges = word_edges(analysis.folded)[-1 - MAX_TAIL :]
    for before, start in pairwise([0, *edges[:-1]]):
        typed = analysis.folded[start:]
        found = snapshot.complete("words", typed, limit * 3)
        typed_before = last[: analysis.offsets[start]]
        word_before = analysis.folded[before:start]
        words = (
            typed_before + shown
            for term, _ in found
            if len(term) > 1
            and (not word_before or _follows(snapshot, word_before, term))
            and (shown := as_written(snapshot, term))
        )
        completions = list(islice(dict.fromkeys(words), limit))
        if completions:
            return completions
    return []


def _follows(snapshot: Snapshot, before: str, word: str) -> bool:
    """True if a passage contains all pairs of characters of `before` + `word`."""
    _, pairs, _ = terms_of(before + word)
    terms = tuple(("pairs", pair) for pair in dict.fromkeys(pairs))
    return snapshot.search(Query(Terms(terms, len(terms))), limit=0).total > 0


def as_written(snapshot: Snapshot, term: str) -> str | None:
    """The spelling of the folded word `term` in a passage; None if no passage contains it, or only
    with separators (2,438)."""
    hits = snapshot.search(Query(Terms((("words", term),))), limit=1).hits
    text = snapshot.texts([hits[0].id])[0] if hits else None
    if text is None:
        return None
    squeezed, folded = text
    at = next(iter(occurrences(folded, term)), None)
    return None if at is None else squeezed[at : at + len(term)]


def did_you_mean(snapshot: Snapshot, text: str, words: Iterable[Words]) -> str | None:
    """The query `text` with the unknown parts of its plain `words` replaced by the nearest frequent
    words; None without a better one, or if the text is a question."""
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
    """`text` with its unknown parts replaced."""
    analysis = analyze(text)
    for start, end in reversed(_unknown_stretches(snapshot, analysis.folded)):
        nearest = _nearest(snapshot, analysis.folded[start:end])
        if nearest:
            low, high = analysis.offsets[start], analysis.offsets[end - 1] + 1
            text = text[:low] + nearest + text[high:]
    return text


def _unknown_stretches(snapshot: Snapshot, folded: str) -> list[tuple[int, int]]:
    """The spans between the words that the collection contains; segmentation splits a misspelt word
    into pieces."""
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
    """True for a possible misspelling: letters that are in no dictionary and in no passage. An
    unknown number is not a misspelling."""
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
