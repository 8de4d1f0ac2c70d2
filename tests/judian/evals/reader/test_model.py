"""The network in PyTorch: the same scores as its file, and a loss that training lowers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from judian.evals.reader.examples import Example
from judian.evals.reader.network import network
from judian.search.answers.reader.session import Session
from judian.search.answers.reader.windows import ASKED, TEXT, Window
from tests.judian.search.answers.reader.tiny import HEADS, tiny_weights

torch = pytest.importorskip("torch", reason="requirements-train.txt is not installed")

ROWS, EPSILON = 30, 1e-12


def _window(length: int, shift: int = 0) -> Window:
    window = Window()
    window.add(1, ASKED, 0, None)
    for at in range(length):
        window.add(4 + (at + shift) % 20, TEXT, at % 3, (at, at + 1))
    return window


def _model() -> object:
    from judian.evals.reader.model import ReaderModel

    return ReaderModel(tiny_weights(ROWS), HEADS, EPSILON)


def test_the_file_gives_the_scores_of_the_model() -> None:
    model = _model()
    windows = [_window(6), _window(11, 3)]
    with torch.no_grad():
        ours = [scores.numpy() for scores in model(windows)]
    theirs = Session(network(model.weights(), HEADS, EPSILON)).scores(windows)
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one[0, :7], other[0, :7], atol=1e-3)
        np.testing.assert_allclose(one[1], other[1], atol=1e-3)


def test_equal_scores_give_every_outcome_the_same_probability() -> None:
    from judian.evals.reader.loss import example_loss

    example = Example((_window(3), _window(3)), ((0, 1, 2),))
    zeros = torch.zeros(2, 4)
    # Six tokens and "nowhere" together; three tokens and "not said here" in each window.
    expected = 0.6 * math.log(7) + 0.4 * math.log(4)
    assert example_loss([example], zeros, zeros).item() == pytest.approx(expected, abs=1e-5)


def test_a_question_without_answer_is_learned_as_not_said() -> None:
    from judian.evals.reader.loss import example_loss

    example = Example((_window(3),), ())
    low = torch.tensor([[5.0, -5, -5, -5]])
    assert example_loss([example], low, low).item() < 0.01
    assert example_loss([example], -low, -low).item() > 9


def test_training_lowers_the_loss() -> None:
    from judian.evals.reader.loss import example_loss

    model = _model()
    example = Example((_window(5), _window(5, 7)), ((1, 2, 3),))
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], 0.01)
    losses = []
    for _ in range(12):
        loss = example_loss([example], *model(list(example.windows)))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.7 * losses[0]


def test_a_share_of_the_values_is_left_out_and_the_mean_stays() -> None:
    model = _model()
    model.dropout = 0.25
    dropped = model._dropped(torch.ones(40, 500))
    assert (dropped == 0).float().mean().item() == pytest.approx(0.25, abs=0.02)
    assert dropped.mean().item() == pytest.approx(1, abs=0.02)
    model.eval()
    assert model._dropped(torch.ones(3)).tolist() == [1, 1, 1]


def test_training_meets_others_until_the_time_is_over() -> None:
    from judian.evals.reader.schedule import Plan
    from judian.evals.reader.training import Training

    training = Training(tiny_weights(ROWS), HEADS, EPSILON, 1, 3)
    example = Example((_window(5), _window(5, 7)), ((1, 2, 3),))
    told = []

    def meet(arrays: list[np.ndarray], is_over: bool) -> bool:
        told.append(is_over)
        for array in arrays:
            array[...] = 0.0
        return is_over

    def source() -> object:
        while True:
            yield [example]

    assert training.run(source(), Plan(0.3, 1e-3, ()), lambda: None, meet) > 0
    assert told == [True]
    weights = training._model.weights()
    assert all(not value.any() for name, value in weights.items() if name != "word.weight")
