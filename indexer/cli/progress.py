"""The progress of a run on a terminal: one line on standard error that is rewritten."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

from indexer.structure.characters import width
from indexer.wording import phrases
from judian.core.names import visible

if TYPE_CHECKING:
    from indexer.run.progress import ProgressState

#: Columns of the bar, of a file's name, and of a terminal of unknown width.
_BAR, _NAME, _DEFAULT_WIDTH = 24, 32, 80
#: Columns of the narrowest bar and name; with less room they are left out.
_LEAST_BAR, _LEAST_NAME = 8, 10
#: Seconds between two drawings.
_INTERVAL = 0.1
#: Columns between two parts.
_GAP = 2


class Progress:
    """Draws the numbers of files and pages; does nothing if the stream is not a terminal.

    The line is never wider than the terminal, because a wrapped one could not be rewritten. The
    counts and the time left come first, then the bar and the name of the last file if there is
    room.
    """

    def __init__(self, language: str, stream: TextIO | None = None) -> None:
        self._language = language
        self._stream = sys.stderr if stream is None else stream
        self._started = time.monotonic()
        self._drawn = 0.0

    def __call__(self, state: ProgressState) -> None:
        """Draw the progress. The seconds left are estimated from the finished bytes, and left out
        before the first file is finished."""
        now = time.monotonic()
        done = state.files == state.total
        if not self._stream.isatty() or (
            self._drawn and now - self._drawn < _INTERVAL and not done
        ):
            return
        self._drawn = now
        share = state.share
        left = (now - self._started) * (1 - share) / share if share else None
        self._stream.write("\r\x1b[K" + self._line(state, left, self._columns()))
        self._stream.flush()

    def close(self) -> None:
        """Remove the line before the summary is printed."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _line(self, state: ProgressState, left: float | None, columns: int) -> str:
        language = self._language
        parts = [
            f"{state.files:,}/{state.total:,}",
            phrases.counted(state.pages, "pages", language),
        ]
        if left is not None:
            parts.append(phrases.text("time_left", language).format(seconds=f"{left:,.0f}"))
        room = columns - 1 - _needed(parts)  # a line of full width would wrap on some terminals
        bar = min(_BAR, room - 2 - _GAP)
        if bar >= _LEAST_BAR:
            filled = int(bar * state.share)
            parts.insert(0, f"[{'#' * filled}{'.' * (bar - filled)}]")
        room = min(_NAME, columns - 1 - _needed(parts) - _GAP)
        if room >= _LEAST_NAME and state.name:
            parts.append(_shortened(visible(state.name), room))
        return _cut((" " * _GAP).join(parts), columns - 1)

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _DEFAULT_WIDTH
        except (OSError, ValueError):  # a terminal of unknown width, or a stream without a file
            return _DEFAULT_WIDTH


def _needed(parts: list[str]) -> int:
    """Columns of the parts and the gaps between them."""
    return sum(map(width, parts)) + _GAP * (len(parts) - 1)


def _shortened(name: str, columns: int) -> str:
    """The name, or its end after … if it is too long."""
    while width(name) > columns:
        name = "…" + name[2:]
    return name


def _cut(line: str, columns: int) -> str:
    """The start of the line that fits into the columns."""
    while line and width(line) > columns:
        line = line[:-1]
    return line
