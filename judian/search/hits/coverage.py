"""Coverage: the best hits, ranked again by how many of the query's words they hold.

BM25 adds up, so that a passage that repeats one word can outrank one that holds all. A word counts
as held in the text of a passage and in what stands above it: the title of the document, the
headings, the item that leads to it, and the caption and headers of a table. What stands above is
known by its terms in the index: reading it would take a quarter of the time. Where a heading or
caption holds all words, the first text below it counts like the best hit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.core.engine import Scored, Snapshot
from judian.core.query import ScoredTerm
from judian.search.hits.labels import LABELS
from judian.search.hits.proximity import term_weights
from judian.zh.text.analyze import analyze, squeezed_fold, terms_of
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from judian.search.query.trees import Words
    from judian.search.replies.results import Expansion

#: The number of best hits that are ranked again. A row of a table says little by itself, so that
#: long paragraphs stand before it at first: of 54 queries for rows of 26 audit reports 41 are among
#: the first three with 40, 44 with 60 and with 120. A search takes 0.5 ms more than with 30.
COVERED = 60
#: The part of a score that depends on the share of the words that a hit holds. Of 93 keyword
#: queries over 26 audit reports the right passage is first in 83 at 0.7, in 84 from 0.9 on.
COVERAGE_SHARE = 0.9
#: The part of a word that a hit holds which has its terms, but not the word as it is typed: of 資產
#: 總額, 資產及負債總額.
IN_PARTS = 0.7
#: The share of a hit that holds every word as it is typed. On 50 keyword queries over twelve audit
#: reports (judian/evals/README.md) the right one was first in 42 at 1 and 1.3, in 45 from 1.6 on.
WHOLE = 2.0
#: What a hit gains that holds other words for all those that the collection lacks. Less than it
#: gains by the asker's own words; on 30 keyword queries 0.3 and 0.6 put the same hits first.
IN_OTHER_WORDS = 0.3
#: Words typed apart from which coverage counts. The words of a sentence are no demands one by one:
#: counted so, DRCD's questions lose 0.1 points of R@1.
LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is typed: its folded texts, the typed one first, and the idf of each term in
    it; `weight` is that of its rarest term."""

    texts: tuple[str, ...]
    terms: Mapping[str, float]

    @property
    def weight(self) -> float:
        return max(self.terms.values())

    def share(self, holds: Callable[[str], bool]) -> float:
        """1 if one of its texts is held, else IN_PARTS times the share of its terms that are."""
        if any(map(holds, self.texts)):
            return 1.0
        held = sum(weight for term, weight in self.terms.items() if holds(term))
        return IN_PARTS * held / sum(self.terms.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """A hit with its folded text, and the words and terms of the query that stand above it."""

    hit: Scored
    own: str
    above: frozenset[str]

    def holds(self, text: str) -> bool:
        """True if its text or what stands above it holds a word or term."""
        return text in self.above or text in self.own

    def share(self, words: Sequence[_Word]) -> float:
        """The share of the query that it holds, and WHOLE for all of it."""
        if len(words) < LEAST_WORDS:
            return 1.0
        held = sum(word.weight * word.share(self.holds) for word in words)
        whole = sum(word.weight for word in words)
        return WHOLE if held == whole else held / whole

    def share_of(self, lacking: Sequence[Sequence[str]]) -> float:
        """The share of the words that the collection lacks of which it holds another word."""
        held = sum(any(map(self.holds, others)) for others in lacking)
        return held / len(lacking) if lacking else 0.0


def rank_by_coverage(
    snapshot: Snapshot,
    hits: Sequence[Scored],
    words: Iterable[Words],
    expansions: Sequence[Expansion] = (),
) -> list[Scored]:
    """`hits` with the first COVERED in the order of their new scores. A word counts as held under
    each of the other names of `expansions`.

    A query of one term changes nothing, one of a single run of text only what stands below a
    heading or caption that holds it.
    """
    typed = _typed(snapshot, words, expansions)
    count = sum(len(word.terms) for word in typed) + sum(one.is_lacking for one in expansions)
    if count < 2 or not hits:
        return list(hits)
    ids = [hit.id for hit in hits[:COVERED]]
    lacking = [tuple(map(squeezed_fold, e.alternatives)) for e in expansions if e.is_lacking]
    asked = [text for word in typed for text in (*word.texts, *word.terms)]
    asked += [text for others in lacking for text in others]
    stored = zip(hits[:COVERED], snapshot.texts(ids), _above(snapshot, ids, asked), strict=True)
    best = [_Held(hit, text[1] if text else "", above) for hit, text, above in stored]
    scores = {
        held.hit.id: held.hit.score
        * (1 - COVERAGE_SHARE + COVERAGE_SHARE * held.share(typed))
        * (1 + IN_OTHER_WORDS * held.share_of(lacking))
        for held in best
    }
    most = max(scores.values())
    leads = _leads(snapshot, best, typed)
    saying = {held.hit.id for held in best if _says(held.own, typed)}
    again = [Scored(id_, most if id_ in leads else score) for id_, score in scores.items()]
    again.sort(key=lambda hit: (-hit.score, hit.id not in saying, hit.id not in leads, hit.id))
    return [*again, *hits[COVERED:]]


def _typed(
    snapshot: Snapshot, words: Iterable[Words], expansions: Sequence[Expansion]
) -> list[_Word]:
    """The words of a query with the terms in them that occur and say something."""
    names = [
        (squeezed_fold(one.word), one.alternatives) for one in expansions if not one.is_lacking
    ]
    typed = []
    for part in words:
        analysis = analyze(part.text)
        terms = [t for t in analysis.terms["words"] if t not in STOP_WORDS]
        weights = term_weights(snapshot, terms)
        if weights:
            others = (
                analysis.folded.replace(word, squeezed_fold(name))
                for word, alternatives in names
                if word in analysis.folded
                for name in alternatives
            )
            typed.append(_Word(tuple(dict.fromkeys((analysis.folded, *others))), weights))
    return typed


def _above(
    snapshot: Snapshot, ids: Sequence[str], texts: Iterable[str]
) -> Iterator[frozenset[str]]:
    """For each id those of the texts that stand above the passage, as a word there or with all
    their pairs of characters."""
    asked = list(dict.fromkeys(texts))
    groups = [[("context_words", text)] for text in asked]
    groups += [[("context_pairs", pair) for pair in terms_of(text)[1]] for text in asked]
    fields = list(dict.fromkeys(one for group in groups for one in group))
    scored = [ScoredTerm(*one) for one in fields]
    for given in snapshot.contributions(scored, ids):
        there = {one for one, part in zip(fields, given, strict=True) if part > 0}
        yield frozenset(
            text
            for text, group in zip((*asked, *asked), groups, strict=True)
            if group and there.issuperset(group)
        )


def _says(text: str, words: Sequence[_Word]) -> bool:
    """True if a folded text holds every term of the query."""
    return all(term in text for word in words for term in word.terms)


def _leads(snapshot: Snapshot, best: Sequence[_Held], words: Sequence[_Word]) -> set[str]:
    """The ids of the first hits below each heading or caption that holds every term."""
    terms = {term for word in words for term in word.terms}
    below = [held for held in best if held.above >= terms]
    first: dict[tuple[str, str], str] = {}
    payloads = snapshot.payloads([held.hit.id for held in below])
    for held, payload in zip(below, payloads, strict=True):
        label = _label(payload)
        if label and held.own != label and _says(label, words):
            key = (held.hit.id.rpartition("-")[0], label)
            first[key] = min(first.get(key, held.hit.id), held.hit.id)
    return set(first.values())


def _label(payload: str | None) -> str:
    """The caption of the table that a passage is in, else the heading right above it, folded; ""
    for a label."""
    stored: Mapping[str, Any] = json.loads(payload or "{}")
    if stored.get("kind") in LABELS:
        return ""
    table = stored.get("table") or {}
    section = stored.get("section", ())
    return squeezed_fold(table.get("caption") or (section[-1] if section else ""))
