"""Probabilities of spans, normalised over the passages of a question."""

from __future__ import annotations

import numpy as np
import pytest

from judian.search.answers.reader.reader import clause_ends
from judian.search.answers.reader.spans import ReaderSpan, Reading, read_spans
from judian.search.answers.reader.windows import ASKED, TEXT, Window


def _window(text: str, *, gap: int | None = None) -> Window:
    """A window of one token a character behind the first; after `gap` the text goes on later."""
    window = Window()
    window.add(1, ASKED, 0, None)
    for at in range(len(text)):
        start = at + (5 if gap is not None and at >= gap else 0)
        window.add(4, TEXT, 0, (start, start + 1))
    return window


def _scores(*rows: list[float]) -> np.typing.NDArray[np.float32]:
    return np.asarray(rows, np.float32)


def test_the_best_span_starts_and_ends_where_the_scores_are_greatest() -> None:
    starts, ends = _scores([0, 1, 9, 1, 0]), _scores([0, 0, 1, 1, 9])
    reading = read_spans([_window("abcd")], starts, ends)
    assert (reading.spans[0].start, reading.spans[0].end) == (1, 4)
    assert reading.spans[0].probability > 0.9


def test_probabilities_of_all_spans_and_of_none_add_up_to_one() -> None:
    rng = np.random.default_rng(0)
    starts, ends = (rng.normal(size=(2, 4)).astype(np.float32) for _ in range(2))
    reading = read_spans([_window("abc"), _window("abc")], starts, ends)
    assert sum(s.probability for s in reading.spans) + reading.nowhere == pytest.approx(1, abs=1e-5)


def test_no_span_crosses_a_gap_or_ends_before_it_starts() -> None:
    starts, ends = _scores([0, 5, 0, 0, 0]), _scores([0, 0, 0, 0, 5])
    reading = read_spans([_window("abcd", gap=2)], starts, ends)
    assert all(0 < span.end - span.start <= 2 for span in reading.spans)


def test_a_passage_that_says_it_better_takes_the_probability_of_its_rival() -> None:
    weak, strong = [0.0, 2, 0], [0.0, 6, 0]
    alone = read_spans([_window("ab")], _scores(weak), _scores(weak))
    both = read_spans([_window("ab")] * 2, _scores(weak, strong), _scores(weak, strong))
    assert both.spans[0].context == 1
    assert both.not_said[0] == pytest.approx(alone.not_said[0])
    of_weak = sum(span.probability for span in both.spans if span.context == 0)
    assert of_weak < 0.1 < 1 - alone.nowhere


def test_scores_below_not_said_give_it_the_probability() -> None:
    low = _scores([8, 0, 0])
    reading = read_spans([_window("ab")], low, low)
    assert reading.nowhere > 0.99
    assert reading.not_said[0] == pytest.approx(reading.nowhere)


def test_a_temperature_above_one_makes_the_reader_less_sure() -> None:
    scores = _scores([0, 4, 0])
    sure, unsure = (read_spans([_window("ab")], scores, scores, t) for t in (1.0, 2.0))
    assert unsure.spans[0].probability < sure.spans[0].probability


def test_a_window_without_text_says_nothing() -> None:
    reading = read_spans([_window("")], _scores([0.0]), _scores([0.0]))
    assert reading == Reading((), (1.0,), 1.0)


def test_support_counts_shared_characters() -> None:
    reading = Reading((ReaderSpan(0, 2, 6, 0.5), ReaderSpan(0, 2, 4, 0.3)), (0.2,), 0.2)
    assert reading.support(0, 2, 6) == pytest.approx(0.5 + 0.3 * 2 * 2 / 6)
    assert reading.support(0, 8, 9) == 0
    assert reading.support(1, 2, 6) == 0


def test_no_span_crosses_a_border_that_is_given() -> None:
    starts, ends = _scores([0, 5, 0, 0, 0]), _scores([0, 0, 0, 0, 5])
    free = read_spans([_window("abcd")], starts, ends)
    assert (free.spans[0].start, free.spans[0].end) == (0, 4)
    bound = read_spans([_window("abcd")], starts, ends, borders=[[2]])
    assert all(span.end <= 2 or span.start >= 2 for span in bound.spans)


def test_clauses_end_at_marks_but_not_in_numbers() -> None:
    text = "查獲5,012件,1,300人;共3年,400天。"
    assert [text[:at][-1] for at in clause_ends(text)] == ["件", "人", "年", "天"]
