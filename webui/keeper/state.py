"""What every page says of runs: whether one is going on, and when the last one ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import g

from judian.core.runs import read_runs

if TYPE_CHECKING:
    from webui.http.backend import Shelf


@dataclass(frozen=True, slots=True)
class RunState:
    """True if a run of one of the user's collections is going on; when the last one ended, as an
    ISO date and time, None if none is known."""

    is_going_on: bool = False
    ended: str | None = None


def run_state() -> RunState:
    """The state of the indexes that the current page was made of."""
    shelf: Shelf | None = g.get("shelf")
    if shelf is None:
        return RunState()
    found = [read_runs(folder, 1) for folder in shelf.folders]
    ended = [run.ended for runs in found for run in runs.past if run.ended]
    return RunState(any(runs.current for runs in found), max(ended, default=None))
