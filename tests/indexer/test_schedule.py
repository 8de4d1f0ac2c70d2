"""Which file is begun when, how far a run is, and how that is shown."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.progress import Progress
from indexer.schedule import Count, order


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


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(name="clock")
def _clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [100.0]
    monkeypatch.setattr("indexer.progress.time.monotonic", lambda: at[0])
    return at


def test_the_seconds_left_go_by_bytes(clock: list[float]) -> None:
    stream = Terminal()
    progress = Progress("en", stream)
    count = Count([999, 2999])
    clock[0] += 10
    progress(count.standing(begun=3))
    count.finish(0, "甲.pdf", 12)
    clock[0] += 10
    progress(count.standing(begun=3))
    nothing, quarter = stream.getvalue().split("\r\x1b[K")[1:]
    assert nothing.startswith(f"[{'.' * 24}] 0/2  3 pages")
    assert "left" not in nothing, "nothing is known yet"
    assert quarter == f"[{'#' * 6}{'.' * 18}] 1/2  15 pages  60 seconds left  甲.pdf"
    progress.close()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_a_log_is_not_told() -> None:
    stream = io.StringIO()
    progress = Progress("en", stream)
    progress(Count([1]).standing(begun=1))
    progress.close()
    assert stream.getvalue() == ""
