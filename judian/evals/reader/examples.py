"""Training examples: the windows of one question, with the tokens that are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.reader.windows import reader_question, unit_scores, window_of

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from judian.evals.reader.records import ReaderRecord
    from judian.search.answers.reader.inputs import PassageInput
    from judian.search.answers.reader.vocabulary import Vocabulary
    from judian.search.answers.reader.windows import Rarity, ReaderQuestion, Window

#: Most tokens of a window in training; shorter than in use, since time grows with it.
LIMIT = 128
#: Shares of windows whose units are taken by their scores, and of windows that are kept short.
BY_SCORE, SHORT = 0.6, 0.3
_SHORTENED = 80
#: The share of answered questions that are read with rivals alone, so that it is learned that
#: passages like the right one do not say it.
ABSENT = 0.12
#: Noise on the scores of units, so that an example differs each time.
_NOISE = 0.8


@dataclass(frozen=True, slots=True)
class Example:
    """The windows of one question, and the (window, first, last) tokens of its answers; none if
    the windows do not hold it."""

    windows: tuple[Window, ...]
    right: tuple[tuple[int, int, int], ...]


class ExampleMaker:
    """Makes examples of records; the rarity of pairs is that of all passages."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        passages: Mapping[str, PassageInput],
        rarity: Rarity,
        rng: random.Random,
    ) -> None:
        self._vocabulary = vocabulary
        self._passages = passages
        self._rarity = rarity
        self._rng = rng

    def example(self, record: ReaderRecord, rivals: int) -> Example | None:
        """An example with at most `rivals` passages besides those with the answer; None if the
        answer fits into no window."""
        rng = self._rng
        asked = reader_question(self._vocabulary, record.question)
        answers = record.answers
        held = {index for index, _, _ in answers} or ({0} if record.change else set())
        others = [index for index in range(len(record.passages)) if index not in held]
        if answers and rivals and others and rng.random() < ABSENT:
            answers, held = (), set()
        chosen = [*held, *rng.sample(others, min(rivals, len(others)))]
        if not chosen:
            return None
        rng.shuffle(chosen)
        limit = _SHORTENED if rng.random() < SHORT else LIMIT
        windows, right = [], []
        for at, index in enumerate(chosen):
            spans = [(s, e) for held_at, s, e in answers if held_at == index]
            window = self._window(asked, self._passages[record.passages[index]], spans, limit)
            windows.append(window)
            right += [(at, *tokens) for span in spans if (tokens := tokens_of(window, *span))]
        if answers and not right:
            return None
        return Example(tuple(windows), tuple(right))

    def _window(
        self,
        asked: ReaderQuestion,
        passage: PassageInput,
        spans: Sequence[tuple[int, int]],
        limit: int,
    ) -> Window:
        """A window that holds the units of the answers, if there are any, among others."""
        rng = self._rng
        units = passage.units
        first = {
            at
            for at, unit in enumerate(units)
            for start, end in spans
            if unit.offset < end and start < unit.offset + unit.end - unit.start
        }
        if rng.random() < BY_SCORE or not first:
            scores = unit_scores(asked, units, self._rarity)
        else:
            scores = [-float(min(abs(at - one) for one in first)) for at in range(len(units))]
        noisy = [score + _NOISE * rng.random() for score in scores]
        order = sorted(
            range(len(units)), key=lambda at: (at not in first, not units[at].kept, -noisy[at])
        )
        return window_of(self._vocabulary, asked, passage, order, limit)


def tokens_of(window: Window, start: int, end: int) -> tuple[int, int] | None:
    """The first and the last token of the span [start, end) of the passage, None if the window
    does not hold it whole."""
    at = [i for i, span in enumerate(window.spans) if span and span[1] > start and span[0] < end]
    if not at or window.runs[at[0]] != window.runs[at[-1]]:
        return None
    low, high = window.spans[at[0]], window.spans[at[-1]]
    if low is None or high is None or low[0] > start or high[1] < end:
        return None
    return at[0], at[-1]
