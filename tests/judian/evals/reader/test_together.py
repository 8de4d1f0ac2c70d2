"""Processes that train one reader go on from the mean of their weights, and end together."""

from __future__ import annotations

import multiprocessing
import sys
import time

import numpy as np
import pytest

from judian.evals.reader.together import Meeting, in_processes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork")


def test_all_get_the_mean_of_their_arrays() -> None:
    meeting = Meeting(2, 5)
    seen = multiprocessing.get_context("fork").SimpleQueue()

    def work(number: int) -> None:
        arrays = [np.full((2, 2), number, np.float32), np.full(1, 10 * number, np.float32)]
        was_last = meeting.meet(number, arrays, is_over=False)
        seen.put((was_last, [array.ravel().tolist() for array in arrays]))

    assert in_processes(2, work) == 0
    assert [seen.get(), seen.get()] == [(False, [[0.5] * 4, [5.0]])] * 2


def test_the_time_is_over_for_all_when_it_is_for_one() -> None:
    meeting = Meeting(2, 1)
    seen = multiprocessing.get_context("fork").SimpleQueue()

    def work(number: int) -> None:
        meetings = 1
        while not meeting.meet(number, [np.zeros(1, np.float32)], is_over=meetings > 2 + number):
            meetings += 1
        seen.put(meetings)

    assert in_processes(2, work) == 0
    assert [seen.get(), seen.get()] == [3, 3]


def test_others_are_ended_when_one_fails() -> None:
    def work(number: int) -> None:
        if number:
            sys.exit(3)
        time.sleep(60)

    began = time.monotonic()
    assert in_processes(2, work) == 2
    assert time.monotonic() - began < 30
