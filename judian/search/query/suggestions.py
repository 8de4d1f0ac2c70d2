"""Did-you-mean: the nearest words and names of the collection for what no passage holds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.core.query import Contains, Query
from judian.search.query.completion import as_written
from judian.search.query.misspellings import (
    NEAR_SOUND,
    OTHER,
    SLIP,
    SOUND,
    SWAP,
    cost,
    has_dictionary_word,
    is_likely,
    slips,
    sounding,
)
from judian.search.query.name_corrections import corrected_names
from judian.search.query.spoken import spoken_query
from judian.zh.questions.forms import AnswerType, read
from judian.zh.text.analyze import analyze, certain_terms, terms_of, word_edges
from judian.zh.text.segment import part_of_speech
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.core.engine import Snapshot
    from judian.search.query.collection_names import Names
    from judian.search.query.trees import Words

#: Fewest passages that contain a corrected word of two characters; one suffices for longer words,
#: which are seldom like others by chance.
MIN_FREQUENCY = 2
#: The same for a word of two characters of the same sound as a word of the dictionary that no
#: passage contains (引度 for 引渡).
MIN_FREQUENCY_FOR_WORD = 5
#: Characters from which a word of which a part occurs may hold a wrong character of any kind.
LONG_WORD = 4
#: Fewest letters of a misspelt Latin word: shorter ones are abbreviations.
LEAST_LETTERS = 5
#: Most words with the same first character, or first two, that are compared with an unknown word.
MAX_COMPARED = 2000
#: Most characters of a misspelt word.
MAX_WORD = 12
#: Characters of a plain part of a query that is corrected; longer parts are copied sentences.
MAX_PART = 80
#: Most plain parts of a query that is corrected: a longer one is a list, and each part that no
#: passage holds takes up to 20 ms.
MAX_PARTS = 20
#: Below every cost.
NOTHING = SOUND - 1
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def did_you_mean(
    snapshot: Snapshot, text: str, words: Iterable[Words], names: Names | None = None
) -> str | None:
    """The query `text` with the unknown parts of its plain `words` replaced by the nearest names
    and words, or what it spells in 注音; None without a better one, or if the text is a question.

    A part that occurs in a passage is never replaced.
    """
    spoken = spoken_query(snapshot, text, names) if names is not None else None
    if spoken is not None:
        return spoken
    typed = sorted(words, key=lambda word: word.position, reverse=True)
    if len(typed) > MAX_PARTS:
        return None
    if read(analyze(text).folded).answer_type is not AnswerType.NOTHING:
        return None
    better = text
    for part in typed:
        better = (
            better[: part.position]
            + _corrected(snapshot, part.text, names)
            + better[part.position + len(part.text) :]
        )
    return better if better != text else None


def _corrected(snapshot: Snapshot, text: str, names: Names | None) -> str:
    """`text` with its misspelt names replaced; without any, with its unknown words replaced."""
    analysis = analyze(text)
    folded = analysis.folded
    if len(folded) > MAX_PART:
        return text
    changes = corrected_names(snapshot, folded, names) if names is not None else []
    for start, end, better in changes or _corrected_words(snapshot, folded, names):
        low, high = analysis.offsets[start], analysis.offsets[end - 1] + 1
        text = text[:low] + better + text[high:]
    return text


@dataclass(frozen=True, slots=True)
class _Window:
    """A span to correct; only characters in [weak, weak_end) may be wrong if `is_joined`."""

    start: int
    end: int
    weak: int
    weak_end: int

    @property
    def is_joined(self) -> bool:
        return (self.start, self.end) != (self.weak, self.weak_end)


def _corrected_words(
    snapshot: Snapshot, folded: str, names: Names | None
) -> Iterator[tuple[int, int, str]]:
    """The spans of unknown words with the nearest words, from the last to the first."""
    begun = len(folded)
    for stretch in reversed(_unknown_stretches(snapshot, folded)):
        for windows in stretch:
            found = [
                (nearest, -window.end + window.start, window)
                for window in windows
                if window.end <= begun and (nearest := _nearest(snapshot, folded, window, names))
            ]
            if found:
                (_, _, meant), _, window = min(found, key=lambda item: item[:2])
                better = as_written(snapshot, meant)
                if better:
                    yield window.start, window.end, better
                    begun = window.start
                break


def _unknown_stretches(snapshot: Snapshot, folded: str) -> list[list[list[_Window]]]:
    """The stretches between the words that the collection contains, each with the groups of windows
    in which a word is looked for; segmentation splits a misspelt word into pieces, and may find a
    stop word or another word at its edge."""
    edges = list(pairwise(word_edges(folded)))
    weak = [not _is_known(snapshot, folded[start:end]) for start, end in edges]
    stretches: list[list[list[_Window]]] = []
    at = 0
    while at < len(edges):
        if not weak[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(edges) and weak[last + 1] and edges[last + 1][0] == edges[last][1]:
            last += 1
        stretches.append(_windows(folded, edges, at, last))
        at = last + 1
    return stretches


def _windows(
    folded: str, edges: list[tuple[int, int]], first: int, last: int
) -> list[list[_Window]]:
    """Two groups: the words `first` to `last`, and the same without stop words at the ends; then
    all of them with the word before, behind, or both."""
    low, high = first, last
    while low < high and folded[slice(*edges[low])] in STOP_WORDS:
        low += 1
    while high > low and folded[slice(*edges[high])] in STOP_WORDS:
        high -= 1
    start, end = edges[first][0], edges[last][1]
    alone = {(start, end), (edges[low][0], edges[high][1])}
    before = edges[first - 1][0] if first and edges[first - 1][1] == start else start
    behind = edges[last + 1][1] if last + 1 < len(edges) and edges[last + 1][0] == end else end
    spans = {(before, end), (start, behind), (before, behind)} - {(start, end)}
    joined = [_Window(*span, start, end) for span in sorted(spans)]
    return [[_Window(*span, *span) for span in sorted(alone)], joined]


def _is_known(snapshot: Snapshot, word: str) -> bool:
    """True for a word of two characters or more that a passage holds, a part of a longer word there
    included, or a stop word of so many."""
    if len(word) < 2:
        return False
    if word in STOP_WORDS or snapshot.frequency("words", word):
        return True
    pairs = terms_of(word)[1]
    if not part_of_speech(word):
        return False
    return all(snapshot.frequencies([("pairs", pair) for pair in pairs]))


def _dearest(snapshot: Snapshot, typed: str, window: _Window) -> int:
    """The dearest misspelling that is looked for, less than SOUND for none.

    Nothing is looked for if a passage holds `typed`; an unknown number is not a misspelling. If
    only its pairs of characters occur, it may be a text of its own, which only a sound or a swap
    explains. A word of the dictionary is only misspelt by sound, a short text with one in it
    (收容數) by sound or a swap, and a word of two characters is like too many others.
    """
    if not 1 < len(typed) <= MAX_WORD or not typed.isalpha():
        return NOTHING
    if typed.isascii():
        is_word = len(typed) < LEAST_LETTERS or snapshot.frequency("words", typed)
        return NOTHING if is_word else OTHER
    pairs = [("pairs", pair) for pair in terms_of(typed)[1]]
    has_absent_pair = not all(snapshot.frequencies(pairs))
    if not has_absent_pair and (len(typed) == 2 or _is_text(snapshot, typed)):
        return NOTHING
    if part_of_speech(typed):
        return SOUND if len(typed) == 2 else NEAR_SOUND
    if window.is_joined and (not has_absent_pair or len(typed) < LONG_WORD - 1):
        return NEAR_SOUND
    if not has_absent_pair or (len(typed) < LONG_WORD and has_dictionary_word(typed)):
        return SWAP
    return SLIP if len(typed) == 2 else OTHER


def _is_text(snapshot: Snapshot, folded: str) -> bool:
    """True if a passage contains `folded`."""
    query = Query(Contains(folded, certain_terms(folded)))
    return snapshot.search(query, limit=0).total > 0


def _nearest(
    snapshot: Snapshot, folded: str, window: _Window, names: Names | None
) -> tuple[int, int, str] | None:
    """The likeliest word for what stands in `window`, behind its cost and the number of passages,
    negative; None if passages hold what stands there, or no word is near."""
    typed = folded[window.start : window.end]
    most = _dearest(snapshot, typed, window)
    if most == NOTHING:
        return None
    kept, kept_end = "", ""
    if window.is_joined:  # what is known may not change, which most candidates do
        kept, kept_end = (
            typed[: window.weak - window.start],
            typed[window.weak_end - window.start :],
        )
    priced = [
        (price, meant)
        for meant in _existing(snapshot, typed, most, names, (kept, kept_end))
        if (price := cost(typed, meant)) is not None
        and price <= most
        and is_likely(typed, meant, price)
        and (not window.is_joined or _changes_only_weak(snapshot, typed, meant, price, window))
    ]
    counts = snapshot.frequencies([("words", meant) for _, meant in priced])
    found = [
        (price, -frequency, meant)
        for (price, meant), frequency in zip(priced, counts, strict=True)
        if frequency >= _least_frequency(typed, meant)
    ]
    return min(found, default=None)


def _least_frequency(typed: str, meant: str) -> int:
    """The fewest passages that must contain `meant`."""
    if len(meant) > 2:
        return 1
    return MIN_FREQUENCY_FOR_WORD if part_of_speech(typed) else MIN_FREQUENCY


def _changes_only_weak(
    snapshot: Snapshot, typed: str, meant: str, price: int, window: _Window
) -> bool:
    """True if the misspelling is in the unknown part: by sound, or in a long word where the
    characters do not stand side by side in any passage."""
    low, high = window.weak - window.start, window.weak_end - window.start
    if not (meant.startswith(typed[:low]) and meant.endswith(typed[high:])):
        return False
    if price <= NEAR_SOUND:
        return True
    new = set(terms_of(typed)[1]) - set(terms_of(meant)[1])
    absent = [pair for pair in new if not snapshot.frequency("pairs", pair)]
    if len(typed) > len(meant) and (typed.startswith(meant) or typed.endswith(meant)):
        return any(pair[0] == pair[-1] for pair in absent)  # a character typed twice
    if len(meant) < LONG_WORD or typed[low:high] in STOP_WORDS:
        return False
    return len(absent) == len(new) or (high - low > 1 and bool(absent))


def _existing(
    snapshot: Snapshot, typed: str, most: int, names: Names | None, kept: tuple[str, str]
) -> list[str]:
    """The texts that `typed` may be misspelt for, of nearly its length, with the beginning and the
    end `kept`, without those that are no term of the collection."""
    begin, end = kept
    lengths = range(len(typed) - 1, len(typed) + 2)

    def is_fit(meant: str) -> bool:
        return len(meant) in lengths and meant.startswith(begin) and meant.endswith(end)

    made = list(filter(is_fit, dict.fromkeys(_made(typed, most, names, begin))))
    counts = snapshot.frequencies([("words", meant) for meant in made])
    existing = {meant: None for meant, count in zip(made, counts, strict=True) if count}
    if most >= SLIP and not typed.isascii():
        for prefix in (typed[:1], typed[:2]):
            terms = snapshot.complete("words", prefix, MAX_COMPARED)
            existing.update((term, None) for term, _ in terms if is_fit(term))
    return list(existing)


def _made(typed: str, most: int, names: Names | None, begin: str) -> Iterator[str]:
    """Texts made of `typed` by one misspelling, the cheapest kinds first. No other first character
    is tried where the text must have the beginning `begin`."""
    if typed.isascii():
        yield from slips(typed, _LETTERS)
        return
    yield from sounding(typed)
    if most < SWAP:
        return
    yield from slips(typed)
    if most < SLIP:
        return
    for char in names.characters if names is not None else ():
        if not begin or char == begin[0]:
            yield char + typed
            yield char + typed[1:]
