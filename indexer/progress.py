"""The progress of a run on standard error: one line that is rewritten on a terminal."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from indexer import messages
from indexer.joining import width
from indexer.schedule import Standing
from indexer.tell import shown

_COLUMNS = 24  # of the bar
_EVERY = 0.1  # seconds between two drawings
_NAME = 32  # columns of a file's name


class Progress:
    """Counts files and pages; silent where standard error is no terminal, as in a log."""

    def __init__(self, language: str, stream: TextIO | None = None) -> None:
        self._language = language
        self._stream = sys.stderr if stream is None else stream
        self._started = time.monotonic()
        self._drawn = 0.0

    def __call__(self, standing: Standing) -> None:
        """Show how far the run is. The seconds left go by the bytes that are finished."""
        now = time.monotonic()
        done = standing.files == standing.total
        if not self._stream.isatty() or (now - self._drawn < _EVERY and not done):
            return
        self._drawn = now
        filled = int(_COLUMNS * standing.share)
        parts = [
            f"[{'#' * filled}{'.' * (_COLUMNS - filled)}] {standing.files:,}/{standing.total:,}",
            messages.counted(standing.pages, "pages", self._language),
        ]
        if standing.share:
            left = (now - self._started) * (1 - standing.share) / standing.share
            parts.append(
                f"{left:.0f} {messages.text('seconds', self._language)} "
                f"{messages.text('left', self._language)}"
            )
        if standing.name:
            parts.append(_shortened(shown(standing.name)))
        self._stream.write("\r\x1b[K" + "  ".join(parts))
        self._stream.flush()

    def close(self) -> None:
        """Remove the line, so that the summary stands alone."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def _shortened(name: str) -> str:
    """The end of a name that is too long for the line."""
    while width(name) > _NAME:
        name = "…" + name[2:]
    return name
