"""Several processes train one reader: each on questions that it draws itself, and now and then all
go on from the mean of their weights (Stich, "Local SGD Converges Fast and Communicates Little",
2019).

On a machine that others use too, threads of one process wait for each other at every product of
matrices; these wait once in MEET_SECONDS.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import connection
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from judian.evals.reader.network import Array

#: Seconds between two means.
MEET_SECONDS = 45.0


class Meeting:
    """Where processes that were forked after it was made give the mean of their weights to each
    other."""

    def __init__(self, processes: int, size: int) -> None:
        """For arrays of `size` values in all."""
        fork = multiprocessing.get_context("fork")
        self._shared = [fork.RawArray("f", size) for _ in range(processes)]
        self._over = fork.RawArray("b", processes)
        self._barrier = fork.Barrier(processes)

    def meet(self, me: int, arrays: Sequence[Array], *, is_over: bool) -> bool:
        """Wait for the others, and put the mean of all into `arrays`, those of process `me`. True
        if the time is over for any of them: then this was the last meeting of all."""
        at = 0
        places = [np.frombuffer(each, np.float32) for each in self._shared]
        for array in arrays:
            places[me][at : at + array.size] = array.ravel()
            at += array.size
        self._over[me] = is_over
        self._barrier.wait()
        mean = np.mean(places, axis=0)
        was_last = any(self._over)
        self._barrier.wait()
        at = 0
        for array in arrays:
            array[...] = mean[at : at + array.size].reshape(array.shape)
            at += array.size
        return was_last


def in_processes(number: int, work: Callable[[int], None]) -> int:
    """Call `work` with 0, 1, …, each in a process of its own; with one number in this process. How
    many of the processes failed; if one does, the others are ended."""
    if number == 1:
        work(0)
        return 0
    fork = multiprocessing.get_context("fork")
    started = [fork.Process(target=work, args=(each,)) for each in range(number)]
    for process in started:
        process.start()
    running = list(started)
    while running:
        connection.wait([process.sentinel for process in running])
        running = [process for process in running if process.is_alive()]
        if any(process.exitcode for process in started):
            for process in running:
                process.terminate()
    return sum(bool(process.exitcode) for process in started)
