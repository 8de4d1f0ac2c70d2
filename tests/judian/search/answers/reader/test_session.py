"""The network as onnxruntime runs it."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import TensorProto, helper

from judian.evals.reader.network import network, quantised
from judian.search.answers.reader.session import Session, open_session
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


@pytest.mark.parametrize("largest", [127, 64, 63, 1])
def test_sums_of_eight_bits_are_exact(largest: int) -> None:
    """Two products of 255 and 127 are more than 16 bits hold, where a processor adds them up."""
    rng = np.random.default_rng(largest)
    rows, columns = 5, 48
    weights = rng.integers(-largest, largest + 1, (96, columns), np.int8)
    weights[:, 0], weights[:, 1] = largest, -largest
    given = rng.integers(0, 256, (rows, 96), np.uint8)
    given[0] = 255
    matrix = helper.make_tensor("weights", TensorProto.INT8, weights.shape, weights.tobytes(), True)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["given", "weights"], ["sums"])],
        "sums",
        [helper.make_tensor_value_info("given", TensorProto.UINT8, [rows, 96])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, [rows, columns])],
        [matrix],
    )
    opsets = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    (sums,) = open_session(model.SerializeToString()).run(None, {"given": given})
    np.testing.assert_array_equal(sums, given.astype(np.int64) @ weights.astype(np.int64))
