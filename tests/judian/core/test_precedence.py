"""Short work goes before long work, and nothing waits for ever."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from judian.core import deadlines, precedence
from judian.core.precedence import Traffic, Work

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds within which a thread that may go on has gone on, on a busy machine.
_SOON = 5.0


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that end because they may, not because their time is over."""
    for name in ("LONGEST_PAUSE", "OLDEST", "STALE"):
        monkeypatch.setattr(precedence, name, 60.0)
    monkeypatch.setattr(precedence, "PATIENCE", 1e9)
    monkeypatch.setattr(precedence, "SLICE", 0.0)


class _Thread:
    """A thread with long work of its own, of which it takes one step."""

    def __init__(self, traffic: Traffic) -> None:
        self._begun, self._done = threading.Event(), threading.Event()
        self.work: Work
        threading.Thread(target=self._step, args=(traffic,), daemon=True).start()
        assert self._begun.wait(_SOON)

    def _step(self, traffic: Traffic) -> None:
        self.work = traffic.begin(is_long=True)
        self._begun.set()
        self.work.give_way()
        self._done.set()

    def waits(self) -> bool:
        """True if the step lets others go first."""
        return self.work.waits

    def has_gone_on(self) -> bool:
        """True if the step ends within a short time."""
        return self._done.wait(_SOON)


def _until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + _SOON
    while not is_so() and time.monotonic() < until:
        time.sleep(0.001)
    assert is_so()


def test_long_work_waits_for_short_work() -> None:
    traffic = Traffic()
    short = traffic.begin()
    long = _Thread(traffic)
    _until(long.waits)
    short.end()
    assert long.has_gone_on()


def test_one_long_work_goes_on_at_a_time() -> None:
    traffic = Traffic()
    work = traffic.begin(is_long=True)
    traffic.waiting += 1  # somebody else waits, so that the slice of a work is over
    first, second = _Thread(traffic), _Thread(traffic)
    _until(first.waits)
    _until(second.waits)
    work.end()
    _until(lambda: first.work.waits != second.work.waits)
    for one in (first, second):
        one.work.end()
    assert first.has_gone_on()
    assert second.has_gone_on()


def test_short_work_becomes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "SHORT", 0.0)
    traffic = Traffic()
    work = traffic.begin()
    assert (traffic.short, work.is_long) == (1, False)
    work.give_way()
    assert (traffic.short, work.is_long) == (0, True)
    work.end()
    work.end()
    assert traffic.short == 0


def test_short_work_waits_for_nobody() -> None:
    traffic = Traffic()
    short, _, _ = traffic.begin(), traffic.begin(), traffic.begin(is_long=True)
    short.give_way()
    assert not short.waits


@pytest.mark.parametrize(
    ("name", "is_long"), [("OLDEST", False), ("STALE", True), ("LONGEST_PAUSE", False)]
)
def test_work_that_does_nothing_holds_up_nobody(
    name: str, is_long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, name, 0.05)
    traffic = Traffic()
    traffic.begin(is_long=is_long)
    traffic.waiting += is_long
    assert _Thread(traffic).has_gone_on()


def test_pauses_are_bounded_by_the_work_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "PATIENCE", 0.0)
    traffic = Traffic()
    traffic.begin()
    assert _Thread(traffic).has_gone_on()


def test_steps_of_another_thread_have_no_effect() -> None:
    traffic = Traffic()
    _, long = traffic.begin(), traffic.begin(is_long=True)
    long._thread = 0
    long.give_way()
    assert not long.waits


def test_each_look_at_the_deadline_is_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "SHORT", 0.0)
    work = precedence.begin()
    try:
        deadlines.check()
        assert work.is_long
    finally:
        work.end()


def test_short_work_begins_when_other_short_work_ends_or_is_long() -> None:
    traffic = Traffic()
    begun: list[Work] = []

    def begin() -> None:
        begun.append(traffic.begin())

    first = [traffic.begin() for _ in range(precedence.AT_ONCE)]
    threads = [threading.Thread(target=begin, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    assert not begun
    traffic.begin(is_long=True).end()  # long work need not wait to begin
    first[0].end()
    _until(lambda: len(begun) == 1)
    traffic.lengthen(first[1])
    _until(lambda: len(begun) == 2)
    time.sleep(0.1)
    assert len(begun) == 2
    begun[0].end()
    _until(lambda: len(begun) == 3)


def test_short_work_begins_when_the_others_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "OLDEST", 0.05)
    traffic = Traffic()
    works = [traffic.begin() for _ in range(4 * precedence.AT_ONCE)]
    assert len(works) == 4 * precedence.AT_ONCE


def test_short_work_waits_no_longer_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "LONGEST_START", 0.05)
    traffic = Traffic()
    works = [traffic.begin() for _ in range(2 * precedence.AT_ONCE)]
    assert len(works) == 2 * precedence.AT_ONCE
