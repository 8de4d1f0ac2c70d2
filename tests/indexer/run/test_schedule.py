"""The order in which files are read, and the progress of a run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.run.progress import ProgressCounter, ProgressState
from indexer.run.schedule import order


@given(st.lists(st.integers(0, 10**9), max_size=30), st.integers(1, 8))
def test_every_file_is_begun_once_and_small_ones_in_their_order(
    sizes: list[int], processors: int
) -> None:
    numbers = order(sizes, processors)
    assert sorted(numbers) == list(range(len(sizes)))
    large = 4 * processors  # more files than this cannot be larger than the least
    late = numbers[large:]
    assert late == sorted(late)


def test_the_large_files_are_begun_first_the_largest_before_all() -> None:
    assert order([1, 50, 2, 3, 90, 1, 2], processors=2) == [4, 1, 0, 2, 3, 5, 6]


def test_files_of_one_size_keep_their_order() -> None:
    assert order([7] * 20, processors=2) == list(range(20))


def test_how_far_a_run_is_goes_by_bytes() -> None:
    progress = ProgressCounter([999, 2999])
    assert progress.state(begun=3) == ProgressState(0, 2, 3, 0.0, "")
    progress.finish(0, "甲.pdf", 12)
    assert progress.state(begun=3) == ProgressState(1, 2, 15, 0.25, "甲.pdf")
    progress.finish(1, "乙.pdf", 5)
    assert progress.state(begun=0) == ProgressState(2, 2, 17, 1.0, "乙.pdf")
