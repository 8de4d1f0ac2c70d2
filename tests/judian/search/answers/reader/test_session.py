"""The network as onnxruntime runs it."""

from __future__ import annotations

import numpy as np
import pytest

from judian.evals.reader.network import network, quantised
from judian.search.answers.reader.session import Session
from judian.search.answers.reader.windows import TEXT, Window
from tests.judian.search.answers.reader.tiny import HEADS, tiny_weights

ROWS = 30
NETWORK = network(tiny_weights(ROWS), HEADS, 1e-12)


def _window(length: int) -> Window:
    window = Window()
    for at in range(length):
        window.add(4 + at % 20, TEXT, at % 3, (at, at + 1))
    return window


def test_padding_does_not_change_the_scores_of_a_window() -> None:
    session = Session(NETWORK)
    alone = session.scores([_window(7)])
    padded = session.scores([_window(7), _window(20)])
    for one, other in zip(alone, padded, strict=True):
        assert other.shape == (2, 20)
        np.testing.assert_allclose(other[0, :7], one[0], atol=1e-4)
        assert (other[0, 7:] < -1e8).all()


def test_position_part_and_match_count() -> None:
    session = Session(NETWORK)
    window = _window(6)
    before = session.scores([window])[0]
    window.matches[3] = 2
    matched = session.scores([window])[0]
    window.parts[2] = 2
    assert not np.allclose(before, matched)
    assert not np.allclose(matched, session.scores([window])[0])


def test_eight_bits_keep_the_scores() -> None:
    exact, small = (
        Session(model).scores([_window(12)])[0] for model in (NETWORK, quantised(NETWORK))
    )
    assert np.corrcoef(exact[0], small[0])[0, 1] == pytest.approx(1, abs=0.02)
