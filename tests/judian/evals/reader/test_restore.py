"""A reader's file gives back the weights that it was written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from judian.evals.reader.card import WORDS, write_reader
from judian.evals.reader.network import network
from judian.evals.reader.restore import restored_weights
from judian.evals.reader.train import start_pieces, start_weights
from judian.search.answers.reader.loading import MODEL, ReaderWeightsDamaged
from judian.search.answers.reader.vocabulary import SPECIAL, Vocabulary
from tests.judian.search.answers.reader.tiny import HEADS, PIECES, tiny_weights

if TYPE_CHECKING:
    from pathlib import Path

EPSILON = 1e-12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reader as training writes it, as 8-bit integers."""
    vocabulary = Vocabulary([*((name, 0.0) for name in SPECIAL), *((p, -1.0) for p in PIECES)])
    weights = tiny_weights(len(vocabulary.pieces))
    write_reader(tmp_path / "reader", weights, HEADS, EPSILON, vocabulary)
    return tmp_path / "reader"


def test_weights_written_as_floats_are_given_back_as_they_were() -> None:
    weights = tiny_weights(30)
    restored = restored_weights(network(weights, HEADS, EPSILON))
    assert restored.keys() == weights.keys()
    for name, value in weights.items():
        np.testing.assert_array_equal(restored[name], value, name)


def test_weights_written_as_integers_differ_by_half_a_step_at_most(folder: Path) -> None:
    restored = start_weights(folder)
    weights = tiny_weights(len(SPECIAL) + len(PIECES))
    assert restored.keys() == weights.keys() - {WORDS}
    for name, value in restored.items():
        steps = 127 if name.endswith((".qkv.weight", ".o.weight", ".f.weight", ".g.weight")) else 0
        bound = np.abs(weights[name]).max(axis=-1, keepdims=True) / steps / 2 if steps else 0.0
        assert (np.abs(value - weights[name]) <= bound * 1.001).all(), name


def test_a_reader_that_is_trained_further_keeps_its_pieces(folder: Path, tmp_path: Path) -> None:
    assert start_pieces(folder)[len(SPECIAL) :] == tuple(PIECES)
    assert start_pieces(folder / "weights.npz") == start_pieces(folder)
    assert start_pieces(tmp_path / "weights.npz") == ()


def test_training_does_not_start_from_a_damaged_file(folder: Path) -> None:
    with (folder / MODEL).open("ab") as file:
        file.write(b"more")
    with pytest.raises(ReaderWeightsDamaged):
        start_weights(folder)
