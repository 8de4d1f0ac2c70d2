"""Runs that keepers start are processes of their own: they go on without the server, one at a time,
and one that is killed is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import JudianError
from judian.core.overrides import keeper_folder
from judian.core.runs import Runs, read_runs
from webui.keeper import starting
from webui.keeper.errors import RunGoingOn, RunNotStarted
from webui.keeper.room import Room

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes do not inherit locks there")
#: Seconds after which a run of one file has ended on a busy machine.
_LONG = 120
#: A server that starts a run and ends at once.
_SERVER = """
import sys
from pathlib import Path
from webui.keeper import starting
from webui.keeper.room import Room
starting.start(Room("", Path(sys.argv[1]), Path(sys.argv[2]), "whoosh"), "李四")
"""


@pytest.fixture(name="room")
def _room(tmp_path: Path) -> Room:
    (tmp_path / "sources").mkdir()
    text = "# 港務年報\n\n112年度進港船舶計4,321艘，較上年度增加。\n"
    (tmp_path / "sources" / "a.md").write_text(text, encoding="utf-8")
    return Room("", tmp_path / "index", tmp_path / "sources", "whoosh")


def until(room: Room, holds: Callable[[Runs], object]) -> Runs:
    """The runs when something holds of them; fails after a while."""
    end = time.monotonic() + _LONG
    while time.monotonic() < end:
        found = read_runs(room.index)
        if holds(found):
            return found
        time.sleep(0.05)
    raise AssertionError(read_runs(room.index))


def test_a_run_outlives_the_server_that_started_it(room: Room) -> None:
    server = [sys.executable, "-c", _SERVER, str(room.index), str(room.sources)]
    subprocess.run(server, check=True, timeout=_LONG)
    found = until(room, lambda runs: runs.past)
    assert [(run.outcome, run.by, run.names) for run in found.past] == [
        ("done", "李四", {"added": ("a.md",)})
    ]
    until(room, lambda _: not starting.is_starting(room))


def test_of_two_keepers_one_starts_a_run(room: Room) -> None:
    results: list[JudianError | None] = []

    def start() -> None:
        try:
            starting.start(room, None)
            results.append(None)
        except JudianError as error:
            results.append(error)

    keepers = [threading.Thread(target=start) for _ in range(2)]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join(_LONG)
    assert len(results) == 2
    assert [type(error) for error in results if error] in ([RunGoingOn], [])
    until(room, lambda runs: runs.past and not starting.is_starting(room))
    if any(results):
        assert len(read_runs(room.index).past) == 1


def test_a_killed_run_is_told_and_the_next_one_goes_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids: list[int] = []
    started = starting._started

    def keep(*given: object) -> subprocess.Popen[bytes]:
        process = started(*given)  # type: ignore[arg-type]
        pids.append(process.pid)
        return process

    for number in range(24):  # enough for the run to be going on when it is killed
        text = f"# 報告{number}\n\n" + f"查獲走私香菸{number}件。\n\n" * 1500
        (room.sources / f"{number}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(starting, "_started", keep)
    starting.start(room, "王小明")
    until(room, lambda runs: runs.current)
    with pytest.raises(RunGoingOn):
        starting.start(room, "李四")
    os.kill(pids[0], signal.SIGKILL)
    found = until(room, lambda runs: runs.current is None and not starting.is_starting(room))
    assert [(run.outcome, run.by) for run in found.past] == [("cut_off", "王小明")]
    starting.start(room, "李四")
    found = until(room, lambda runs: len(runs.past) == 2)
    assert [run.outcome for run in found.past] == ["done", "cut_off"]


def test_a_run_that_cannot_begin_says_what_it_printed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "_BEGINNING", float(_LONG))
    bad = Room("", room.index, room.sources, "none")
    with pytest.raises(RunNotStarted) as caught:
        starting.start(bad, None)
    assert "none" in caught.value.message()
    assert not starting.is_starting(bad)
    assert oct((keeper_folder(room.index) / "last-run.log").stat().st_mode)[-3:] == "600"
