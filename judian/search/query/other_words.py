"""Other words: what a collection says for words that it lacks (疏浚 for 清淤, 鉛水管 for 鉛管).

They are near words (`judian.zh.questions.near_words`) that occur, and fuller forms: stretches of
words that hold the characters of the lacking one in order and begin and end with it.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from judian.core.query import Contains, Or, Pattern, Query, Terms
from judian.zh.questions.near_words import is_known, near_words
from judian.zh.text.analyze import certain_terms, terms_of, word_edges
from judian.zh.text.segment import HAN
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.engine import Snapshot

#: Most passages that hold a word which counts as lacking: what one or two say may be a slip, or
#: another matter. Of a small collection the most is one passage in RARE_SHARE.
MAX_RARE, RARE_SHARE = 2, 1_000
#: Most other words for one, since each widens the query.
MAX_OTHER = 3
#: Most characters of a word that is replaced, and of one that has a fuller form.
LONGEST, LONGEST_SHORT_FORM = 6, 3
#: Most characters between two of the short form (高鐵: 高速鐵路, 環評: 環境影響評估), and most that
#: may stand beside them to the ends of words.
MAX_GAP, MAX_BESIDE = 3, 2
#: Characters between two of the short form beyond which the last one must begin a word, as in short
#: forms of names (環評), or else 鉛管 is 鉛作業主管.
NEAR_GAP = 1
#: Most passages with all characters of a word that are looked at for fuller forms: reading one
#: takes some 10 µs. More of them say that the characters are common ones.
MAX_CANDIDATES = 4_000
#: Passages of which fuller forms are read, and the fewest that must say one.
READ, LEAST_SAYING = 50, 2
#: Words whose other words are remembered for one generation.
MAX_KEPT = 2_000
_RUN = re.compile(f"[{HAN}]+")

#: (start, end, other words as they are written) of a folded text.
Found = tuple[int, int, tuple[str, ...]]


class OtherWords:
    """The other words of one generation of the index. Safe for threads: two may look up one word
    at the same time."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, folded: str) -> list[Found]:
        """The lacking words of a squeezed and folded text for which the collection has others,
        these as a passage writes them, the likeliest first."""
        pieces = list(_pieces(folded))
        words = dict.fromkeys(folded[start:end] for start, end in pieces)
        known = {word: others for word in words if (others := self._known.get(word)) is not None}
        new = [word for word in words if word not in known]
        # All at once: of an engine on other machines each look-up is a request.
        for word, held in zip(new, self._held(new), strict=True):
            known[word] = self._keep(word, tuple(self._read(word, held)))
        return [
            (start, end, others) for start, end in pieces if (others := known[folded[start:end]])
        ]

    def _keep(self, word: str, others: tuple[str, ...]) -> tuple[str, ...]:
        with self._lock:
            if len(self._known) >= MAX_KEPT:
                self._known.clear()
            self._known[word] = others
        return others

    def _read(self, word: str, held: int) -> Sequence[str]:
        if held > min(MAX_RARE, self._snapshot.passage_count // RARE_SHARE):
            return ()
        near = [other for other in near_words(word) if len(other) > 1]
        counts = self._held(near)
        found = [other for other, count in zip(near, counts, strict=True) if count > held]
        others = dict.fromkeys((*self._fuller(word), *found))
        written = (shown for other in others if (shown := self._as_written(other)))
        return list(islice(written, MAX_OTHER))

    def _as_written(self, folded: str) -> str | None:
        """A folded word as a passage writes it; None if none holds it."""
        held = Query(Contains(folded, certain_terms(folded)))
        hits = self._snapshot.search(held, limit=1).hits
        text = self._snapshot.texts([hits[0].id])[0] if hits else None
        at = text[1].find(folded) if text is not None else -1
        return None if text is None or at < 0 else text[0][at : at + len(folded)]

    def _held(self, words: Sequence[str]) -> list[int]:
        """For each word the passages that hold it or stand below it: at most as many as hold each
        of its pairs of characters."""
        pairs = [tuple(dict.fromkeys(terms_of(word)[1])) for word in words]
        asked = [(field, pair) for own in pairs for pair in own for field in _PAIRS]
        counts = iter(self._snapshot.frequencies(asked))
        return [
            min((sum(next(counts) for _ in _PAIRS) for _ in own), default=MAX_RARE + 1)
            for own in pairs
        ]

    def _fuller(self, word: str) -> Iterator[str]:
        """The fuller forms of a short one, the most frequent first."""
        if not 1 < len(word) <= LONGEST_SHORT_FORM:
            return
        certain = tuple(("singles", char) for char in dict.fromkeys(word))
        together = Query(Terms(certain, len(certain)))
        if not 0 < self._snapshot.search(together, limit=0).total <= MAX_CANDIDATES:
            return
        patterns = tuple(Pattern(text, certain) for text in _spread(word))
        hits = self._snapshot.search(Query(Or(patterns)), limit=READ).hits
        said: Counter[str] = Counter()
        for text in self._snapshot.texts([hit.id for hit in hits]):
            if text is not None:
                said.update(set(_forms_in(text[1], word)))
        yield from (form for form, count in said.most_common() if count >= LEAST_SAYING)


_PAIRS = ("pairs", "context_pairs")


def _spread(word: str) -> Iterator[str]:
    """The patterns of texts with up to MAX_GAP characters at one place between those of `word`."""
    for at in range(1, len(word)):
        for gap in range(1, MAX_GAP + 1):
            yield word[:at] + "?" * gap + word[at:]


def _forms_in(folded: str, word: str) -> Iterator[str]:
    """The stretches of whole words of a text whose first begins with the first character of `word`
    and whose last holds its last one, without stop words among them; see NEAR_GAP."""
    gaps = [re.escape(word[:at]) + f"[{HAN}]{{1,{MAX_GAP}}}" + re.escape(word[at:])
            for at in range(1, len(word))]  # fmt: skip
    for match in re.finditer("|".join(gaps), folded):
        run = next(r for r in _RUN.finditer(folded) if r.start() <= match.start() < r.end())
        edges = [run.start() + edge for edge in word_edges(run.group())]
        end = next((edge for edge in edges if edge >= match.end()), match.end())
        if match.start() not in edges or end - match.end() > MAX_BESIDE:
            continue
        is_far = len(match.group()) - len(word) > NEAR_GAP
        if is_far and match.end() - 1 not in edges:
            continue
        inside = [edge for edge in edges if match.start() <= edge <= end]
        words = [folded[a:b] for a, b in pairwise(inside)]
        if len(words) < 2 or not STOP_WORDS.intersection(words):
            yield folded[match.start() : end]


def _pieces(folded: str) -> Iterator[tuple[int, int]]:
    """The places of words that may have others: the longest known at each edge, else words, single
    characters beside each other as one."""
    for run in _RUN.finditer(folded):
        edges = [run.start() + edge for edge in word_edges(run.group())]
        at = 0
        while at < len(edges) - 1:
            start = edges[at]
            known = [
                end
                for end in range(at + 1, len(edges))
                if 1 < edges[end] - start <= LONGEST and is_known(folded[start : edges[end]])
            ]
            last = max(known, default=at + 1)
            if not known and edges[last] - start == 1:
                while last + 1 < len(edges) and edges[last + 1] - edges[last] == 1:
                    last += 1
            if 1 < edges[last] - start <= LONGEST and folded[start : edges[last]] not in STOP_WORDS:
                yield start, edges[last]
            at = last
