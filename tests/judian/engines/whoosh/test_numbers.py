"""Numbers come back as they were stored, in whatever way that takes the least space."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.engines.whoosh.arrays import ArrayFile, ArrayWriter
from judian.engines.whoosh.numbers import read_numbers, write_numbers


def _stored(numbers: object) -> tuple[list[int], int]:
    """The numbers read back, and the size of the file in bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "numbers"
        with ArrayWriter(path) as writer:
            write_numbers(writer, "n", numbers)  # type: ignore[arg-type]
            size = writer.close({})
        return read_numbers(ArrayFile(path), "n").tolist(), size


@given(
    st.one_of(
        st.lists(st.integers(0, 2**40)),
        st.lists(st.integers(0, 3), max_size=300),
        st.lists(st.sampled_from((0, 1, 255, 256, 65535, 65536, 2**32))),
        st.permutations(range(60)),
    )
)
def test_numbers_come_back(numbers: list[int]) -> None:
    assert _stored(numbers)[0] == numbers


@pytest.mark.parametrize(
    ("numbers", "bytes_each"),
    [
        (np.repeat([20090101, 20100630, 0], 5000), 0.1),
        (np.where(np.arange(15_000) % 100, np.arange(15_000) * 7 % 256, 70_000), 1.2),
        (np.arange(15_000) * 30 + 1_000_000, 1.1),
        (np.arange(15_000)[::-1], 1.1),
    ],
    ids=["runs", "few large ones", "steps", "steps down"],
)
def test_the_smallest_way_is_taken(numbers: np.ndarray, bytes_each: float) -> None:
    found, size = _stored(numbers)
    assert found == numbers.tolist()
    assert size < 600 + bytes_each * len(numbers)
