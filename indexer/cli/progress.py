"""The progress of a run on standard error: one line that is rewritten on a terminal."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

from indexer.cli.output import shown
from indexer.structure.characters import width
from indexer.wording import phrases

if TYPE_CHECKING:
    from indexer.run.schedule import ProgressState

#: Columns of the bar, of a file's name, and of a terminal that does not say how wide it is.
_BAR, _NAME, _USUAL = 24, 32, 80
#: With fewer columns than these left, the bar or the name is not drawn.
_LEAST_BAR, _LEAST_NAME = 8, 10
_EVERY = 0.1  # seconds between two drawings
_GAP = 2  # columns between two parts


class Progress:
    """Counts files and pages; silent where standard error is no terminal, as in a log.

    The line is never wider than the terminal: one that wraps could not be rewritten. The counts
    and the time left come first, then the bar and the name of the last file as room allows.
    """

    def __init__(self, language: str, stream: TextIO | None = None) -> None:
        self._language = language
        self._stream = sys.stderr if stream is None else stream
        self._started = time.monotonic()
        self._drawn = 0.0

    def __call__(self, standing: ProgressState) -> None:
        """Show how far the run is. The seconds left go by the bytes that are finished; before the
        first file is, nothing can be said of them."""
        now = time.monotonic()
        done = standing.files == standing.total
        if not self._stream.isatty() or (self._drawn and now - self._drawn < _EVERY and not done):
            return
        self._drawn = now
        share = standing.share
        left = (now - self._started) * (1 - share) / share if share else None
        self._stream.write("\r\x1b[K" + self._line(standing, left, self._columns()))
        self._stream.flush()

    def close(self) -> None:
        """Remove the line, so that the summary stands alone."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _line(self, standing: ProgressState, left: float | None, columns: int) -> str:
        language = self._language
        parts = [
            f"{standing.files:,}/{standing.total:,}",
            phrases.counted(standing.pages, "pages", language),
        ]
        if left is not None:
            parts.append(phrases.text("time_left", language).format(seconds=f"{left:,.0f}"))
        room = columns - 1 - _needed(parts)  # a line of full width would wrap on some terminals
        bar = min(_BAR, room - 2 - _GAP)
        if bar >= _LEAST_BAR:
            filled = int(bar * standing.share)
            parts.insert(0, f"[{'#' * filled}{'.' * (bar - filled)}]")
        room = min(_NAME, columns - 1 - _needed(parts) - _GAP)
        if room >= _LEAST_NAME and standing.name:
            parts.append(_shortened(shown(standing.name), room))
        return _cut((" " * _GAP).join(parts), columns - 1)

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _USUAL
        except (OSError, ValueError):  # a terminal that does not say, or a stream without a file
            return _USUAL


def _needed(parts: list[str]) -> int:
    """Columns of the parts with the gaps between them."""
    return sum(map(width, parts)) + _GAP * (len(parts) - 1)


def _shortened(name: str, columns: int) -> str:
    """The end of a name that is too long for its place."""
    while width(name) > columns:
        name = "…" + name[2:]
    return name


def _cut(line: str, columns: int) -> str:
    """What fits of a line on a terminal narrower than its counts."""
    while line and width(line) > columns:
        line = line[:-1]
    return line
