"""Short work goes before long work in one process.

Python runs one thread at a time, so that a reply of ten milliseconds takes a second among threads
that each work for seconds. Work begins as short; once it has used SHORT seconds of a processor it
is long. Of short work AT_ONCE is done at a time, in the order of arrival. At each step (`give_way`)
long work waits while short work is done, and of the long ones one works at a time, in slices. Work
that does nothing itself, because it waits for another process or a lock, holds up nobody: short
work counts for OLDEST seconds, long work for STALE seconds after its last step. No step waits
longer than LONGEST_PAUSE, and all steps of one work together no longer than PATIENCE times its own
processor time, so that it always comes to an end.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections import deque

#: Processor seconds after which work is long: several times what a page of results takes over
#: 216,343 passages (8 ms), less than most answers and all lists over everything take.
SHORT = 0.04
#: Short works that are done at once, and seconds that others wait at most until one ends or is
#: long. One process answered 16 clients that search 216,343 passages 16 times a second without a
#: bound; with a semaphore in this place 30 times with 2 or 4 of them, 32 with 1: threads that all
#: want the processor hand it on all the time. With 2 one may wait for something else.
AT_ONCE, LONGEST_START = 2, 10.0
#: Seconds for which one long work goes on before another has its turn.
SLICE = 0.02
#: Seconds for which short work counts, and for which long work counts after its last step.
OLDEST, STALE = 0.5, 0.1
#: Most seconds that one step waits; and all steps, in processor seconds of the work itself. With 4
#: instead of 2, searches beside 8 expensive clients were no quicker (p95 169 and 123 ms, beside
#: other work for 20 processors), and answers on a server at its limit take longer.
LONGEST_PAUSE, PATIENCE = 0.25, 2.0
#: Seconds after which a step that waits looks whether what it waits for still counts.
_LOOK = 0.02


class Traffic:
    """The work of a process; safe for threads."""

    def __init__(self) -> None:
        lock = threading.RLock()
        self._changed = threading.Condition(lock)
        #: Who waits to begin short work, and what tells them that there may be room.
        self._queue: deque[object] = deque()
        self._room = threading.Condition(lock)
        self._works: set[Work] = set()
        #: Numbers of short works, and of long ones that wait: a look at them costs no lock.
        self.short = self.waiting = 0

    def begin(self, *, is_long: bool = False) -> Work:
        """New work of this thread, once short work may begin."""
        with self._changed:
            if not is_long:
                self._wait_for_room()
            work = Work(self, is_long=is_long)
            self._works.add(work)
            self.short += not is_long
        return work

    def _wait_for_room(self) -> None:
        """Wait for a place among the short works, in the order of arrival."""
        until, place = time.monotonic() + LONGEST_START, object()
        self._queue.append(place)
        while (now := time.monotonic()) < until:
            is_next = self._queue[0] is place
            if is_next and sum(one.is_short(now) for one in self._works) < AT_ONCE:
                break
            self._room.wait(_LOOK)
        self._queue.remove(place)
        self._room.notify_all()

    def lengthen(self, work: Work) -> None:
        """Count short work as long from now on."""
        with self._changed:
            work.is_long = True
            self.short -= 1
            self._room.notify_all()
            self._changed.notify_all()

    def end(self, work: Work) -> None:
        """Forget work that is done; nothing happens if it was forgotten before."""
        with self._changed:
            if work in self._works:
                self._works.remove(work)
                self.short -= not work.is_long
                self._room.notify_all()
                self._changed.notify_all()

    def pause(self, work: Work, most: float) -> None:
        """Let others go first, for `most` seconds at most."""
        until = time.monotonic() + most
        with self._changed:
            self.waiting += 1
            work.waits = True
            self._changed.notify_all()
            while True:
                now = time.monotonic()
                if now >= until or not any(other.counts(now) for other in self._works):
                    break
                self._changed.wait(min(_LOOK, until - now))
            work.waits = False
            work.stepped = time.monotonic()
            self.waiting -= 1


class Work:
    """What one thread does for one request; steps of other threads have no effect."""

    def __init__(self, traffic: Traffic, *, is_long: bool) -> None:
        self._traffic = traffic
        self._thread = threading.get_ident()
        self._used_before = time.thread_time()
        self._began = self.stepped = self._slice_began = time.monotonic()
        self._waited = 0.0
        self.is_long = is_long
        self.waits = False

    def is_short(self, now: float) -> bool:
        """True if this is short work that still counts; `now` by `time.monotonic`."""
        return not self.is_long and self.counts(now)

    def counts(self, now: float) -> bool:
        """True if long work lets this go first; `now` by `time.monotonic`."""
        if self.is_long:
            return not self.waits and now - self.stepped < STALE
        return now - self._began < OLDEST

    def give_way(self) -> None:
        """A step of the work: wait if others go first."""
        if self._thread != threading.get_ident():
            return
        if not self.is_long:
            if self._used() < SHORT:
                return
            self._traffic.lengthen(self)
        now = self.stepped = time.monotonic()
        is_over = now - self._slice_began >= SLICE
        if not self._traffic.short and not (is_over and self._traffic.waiting):
            return
        most = min(LONGEST_PAUSE, PATIENCE * self._used() - self._waited)
        if most > 0:
            self._traffic.pause(self, most)
            self._waited += self.stepped - now
        self._slice_began = self.stepped

    def end(self) -> None:
        """The work is done; a second call has no effect."""
        self._traffic.end(self)

    def _used(self) -> float:
        return time.thread_time() - self._used_before


TRAFFIC = Traffic()
_work: contextvars.ContextVar[Work | None] = contextvars.ContextVar("work", default=None)


def begin(*, is_long: bool = False) -> Work:
    """From now on this thread does new work among that of this process, until `Work.end`."""
    work = TRAFFIC.begin(is_long=is_long)
    _work.set(work)
    return work


def give_way() -> None:
    """A step of the work of this thread: wait if other work goes first."""
    work = _work.get()
    if work is not None:
        work.give_way()
