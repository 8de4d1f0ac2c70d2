"""From the scores of the network to probabilities of spans.

The network gives each token a score as the start and one as the end of an answer; its first token
stands for "not said here". The margins over that score are comparable between the passages of a
question, so they are normalised together, with one more outcome for "said in none of them" (Clark
and Gardner, "Simple and Effective Multi-Paragraph Reading Comprehension", 2018).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from judian.search.answers.reader.windows import Window

    Floats = npt.NDArray[np.float32]

#: Most tokens of an answer; of 7,700 answers of DRCD and CMRC one in a hundred is longer than 26,
#: of 1,036 to questions over reports in the askers' words 21 (most are lists), and none than 48.
LONGEST_ANSWER = 48
#: Spans kept for a question; the probabilities of the others are small together.
KEPT_SPANS = 40
#: Margins are cut off here, so that their exponentials stay finite.
_GREATEST = 60.0


@dataclass(frozen=True, slots=True)
class ReaderSpan:
    """A span [start, end) of the folded text of the `context`-th passage, and the probability that
    it is the answer."""

    context: int
    start: int
    end: int
    probability: float

    def agreement(self, start: int, end: int) -> float:
        """The F1 of the characters of the span and of [start, end) of the same passage."""
        shared = min(end, self.end) - max(self.start, start)
        return 2 * shared / (end - start + self.end - self.start) if shared > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says about the passages of a question.

    `spans` are the likeliest answers, best first. `not_said` is for each passage the probability
    that the answer is not in it, judged alone; `nowhere` the probability that it is in none.
    `places` are the numbers of the passages where more were found than were read, else ().
    """

    spans: tuple[ReaderSpan, ...]
    not_said: tuple[float, ...]
    nowhere: float
    places: tuple[int, ...] = ()

    def at(self, places: Sequence[int]) -> Reading:
        """The reading with its passages numbered by `places`."""
        spans = tuple(replace(span, context=places[span.context]) for span in self.spans)
        return Reading(spans, self.not_said, self.nowhere, tuple(places))

    def support(self, context: int, start: int, end: int) -> float:
        """The expected agreement of the span with the answer, 0 to 1: the probabilities of the
        reader's spans, each times the F1 of the characters that it shares with [start, end)."""
        return sum(
            span.probability * span.agreement(start, end)
            for span in self.spans
            if span.context == context
        )


def read_spans(
    windows: Sequence[Window],
    starts: Floats,
    ends: Floats,
    temperature: float = 1.0,
    borders: Sequence[Sequence[int]] = (),
) -> Reading:
    """The reading of the windows of one question, one a passage, from their scores (windows by
    tokens). Margins are divided by `temperature`, which calibrates the probabilities. With
    `borders`, ascending offsets in each passage, no span crosses one: start and end are scored
    apart, so that two good answers would make a span from the one to the other."""
    found: list[tuple[float, int, int, int]] = []
    masses = []
    for context, window in enumerate(windows):
        own = borders[context] if borders else ()
        weights, places = _weights(window, starts[context], ends[context], temperature, own)
        masses.append(float(weights.sum()))
        for first, last in _greatest(weights):
            start, end = places[first][0], places[last][1]
            found.append((float(weights[first, last]), context, start, end))
    total = 1.0 + sum(masses)
    found.sort(key=lambda item: -item[0])
    return Reading(
        tuple(ReaderSpan(c, s, e, weight / total) for weight, c, s, e in found[:KEPT_SPANS]),
        tuple(1.0 / (1.0 + mass) for mass in masses),
        1.0 / total,
    )


def _weights(
    window: Window, starts: Floats, ends: Floats, temperature: float, borders: Sequence[int]
) -> tuple[Floats, list[tuple[int, int]]]:
    """The unnormalised probability of each (first, last) token of the text, 0 where those bound no
    span; and the offsets of these tokens."""
    at = [i for i, span in enumerate(window.spans) if span is not None]
    places = [span for span in window.spans if span is not None]
    if not at:
        return np.zeros((0, 0), np.float32), []
    runs = np.asarray([window.runs[i] for i in at])
    parts = np.searchsorted(borders, [start for start, _ in places], side="right")
    margins = (starts[at] - starts[0])[:, None] + (ends[at] - ends[0])[None, :]
    order = np.arange(len(at))
    length = order[None, :] - order[:, None]
    allowed = (length >= 0) & (length < LONGEST_ANSWER) & (runs[None, :] == runs[:, None])
    allowed &= parts[None, :] == parts[:, None]
    weights = np.exp(np.minimum(margins / temperature, _GREATEST))
    return np.where(allowed, weights, 0.0).astype(np.float32), places


def _greatest(weights: Floats) -> list[tuple[int, int]]:
    """The (first, last) of the KEPT_SPANS greatest weights above 0."""
    if not weights.size:
        return []
    flat = weights.ravel()
    count = min(KEPT_SPANS, flat.size)
    best = np.argpartition(-flat, count - 1)[:count]
    rows, columns = np.unravel_index(best[flat[best] > 0], weights.shape)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
