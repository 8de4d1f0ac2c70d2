"""Completion of the last word of a query from what occurs in the collection."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from judian.core.matching import occurrences
from judian.core.query import Query, Terms
from judian.search.query.collection_names import KINDS
from judian.search.query.grammar import parse
from judian.search.query.trees import Words
from judian.search.replies.results import Completion
from judian.zh.text.analyze import analyze, squeezed_fold, terms_of, word_edges
from judian.zh.text.sounds import begins_with_sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from judian.core.engine import Snapshot
    from judian.search.query.collection_names import Name, Names

#: Words at the end of a text without spaces at which a completion may begin.
MAX_TAIL = 8
#: Passages with each of two terms from which it is taken for granted that one passage has both:
#: looking it up takes 4 ms for terms in 50,000 of 217,000 passages.
OFTEN = 1_000
#: Most completions of each kind of names, while another kind has some too.
_OF_EACH_KIND = 3
#: Fewest letters that are read as the sounds of a word, and the most words found by them.
_LEAST_SOUNDS = 2


def complete(
    snapshot: Snapshot, prefix: str, limit: int, names: Names | None = None
) -> list[Completion]:
    """Up to `limit` completions of the last word of `prefix`, the text after its last white space.

    Names come first, by kind in the order of KINDS, entities once they are read: those that
    begin with the last word, then those that contain it. Words of the collection that begin with it
    follow, the most frequent first. If there is no name, Latin letters are also read as the sounds
    of a word (sifa or sf for 司法).
    Every completion is a query that finds a passage.
    """
    last = (prefix.split() or [""])[-1]
    folded = squeezed_fold(last)
    if not folded or limit <= 0:
        return []
    named = list(_named(snapshot, names, folded, limit)) if names is not None else []
    words = [Completion(word, "word") for word in _words(snapshot, last, limit)]
    if names is not None and not named and len(words) < limit:
        words += _sounding(snapshot, names, folded, limit - len(words))
    return _mixed(named, words, limit)


def _mixed(
    named: Sequence[Completion], words: Sequence[Completion], limit: int
) -> list[Completion]:
    """Names of every kind, then words: the first of each kind, and the others as there is room."""
    groups = [[c for c in named if c.kind == kind] for kind in KINDS]
    first = [c for group in groups for c in group[:_OF_EACH_KIND]]
    room = max(limit - len(first), 0)
    rest = [c for group in groups for c in group[_OF_EACH_KIND:]][: max(room - len(words), 0)]
    chosen = {c.text: c for c in sorted((*first, *rest), key=lambda c: KINDS.index(c.kind))}
    for word in words:
        chosen.setdefault(word.text, word)
    return list(chosen.values())[:limit]


def _named(snapshot: Snapshot, names: Names, folded: str, limit: int) -> Iterator[Completion]:
    """Names that begin with `folded`, then those that contain it; each once."""
    found = [n for known in (names.all, names.entities) for n in known if folded in n.folded]
    found.sort(key=lambda name: (not name.folded.startswith(folded), -name.passages, name.folded))
    yield from _as_queries(snapshot, found, limit)
    if len(folded) > 1:
        yield from _as_queries(snapshot, names.headings(folded, limit), limit)


def _as_queries(snapshot: Snapshot, found: Iterable[Name], limit: int) -> Iterator[Completion]:
    """The names as queries that find something, at most `limit` of each kind."""
    counts = dict.fromkeys(KINDS, 0)
    seen: set[str] = set()
    for name in found:
        if counts[name.kind] == limit or name.shown in seen:
            continue
        seen.add(name.shown)
        if is_plain(name.shown) and _occurs(snapshot, name.shown):
            counts[name.kind] += 1
            yield Completion(name.shown, name.kind)
        if sum(counts.values()) == limit * len(KINDS):
            return


def is_plain(text: str) -> bool:
    """True if a query of this text is read as words alone, without operators and fields."""
    parsed = parse(text)
    return not parsed.problems and all(isinstance(part, Words) for part in parsed.parts)


def _occurs(snapshot: Snapshot, text: str) -> bool:
    """True if a passage, or a title or heading above one, holds a word of `text`."""
    words, _, _ = terms_of(squeezed_fold(text))
    terms = [(field, word) for word in words for field in ("words", "context_words")]
    return any(snapshot.frequencies(terms))


def _sounding(snapshot: Snapshot, names: Names, typed: str, limit: int) -> Iterator[Completion]:
    """Names and frequent words whose sounds `typed` spells."""
    if len(typed) < _LEAST_SOUNDS or not (typed.isascii() and typed.isalpha()):
        return
    letter = typed[0]
    found = [n for n in names.by_sound.get(letter, ()) if begins_with_sounds(n.folded, typed)]
    found.sort(key=lambda name: (KINDS.index(name.kind), -name.passages))
    yield from islice(_as_queries(snapshot, found, _OF_EACH_KIND), limit)
    spoken = names.words_by_sound.get(letter, ())
    for word in islice((word for word in spoken if begins_with_sounds(word, typed)), limit):
        shown = as_written(snapshot, word)
        if shown is not None:
            yield Completion(shown, "word")


def _words(snapshot: Snapshot, last: str, limit: int) -> list[str]:
    """Words that complete `last`, spelt as in a passage that contains them.

    Chinese has no spaces: if no word begins with `last`, its last part that begins a word which
    follows the part before it in the collection is completed.
    """
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
    """True if a passage contains `word`, and the characters that meet if it stands behind
    `before`; of what is in OFTEN passages or more, this is not looked up."""
    _, pairs, _ = terms_of(before[-1:] + word[:1])
    terms = (("words", word), *(("pairs", pair) for pair in pairs))
    rarest = min(snapshot.frequencies(terms))
    if rarest == 0 or rarest >= OFTEN:
        return rarest > 0
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
