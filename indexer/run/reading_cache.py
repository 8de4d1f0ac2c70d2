"""Readings kept from a run that was interrupted, so that the next one need not read again.

They lie beside the index until a run commits. They are pickled: like the index itself, they
are only ever read where this program wrote them.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Raised by one whenever a reader would make something else of the same bytes.
FORMAT = 5


class ReadingCache:
    """The readings under one index folder."""

    def __init__(self, index: Path, ocr: str) -> None:
        self._folder = index / "unfinished"
        self._suffix = f".{FORMAT}-{sys.version_info.major}.{sys.version_info.minor}-{ocr}"

    def get(self, sha256: str) -> bytes | None:
        """The pickled reading of these bytes, if an earlier run got that far."""
        try:
            return self._place(sha256).read_bytes()
        except OSError:
            return None

    def put(self, sha256: str, reading: bytes) -> None:
        """Keep a reading; a full disk only means that it is read again."""
        place = self._place(sha256)
        draft = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(reading)
            draft.replace(place)
        except OSError:
            draft.unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget all readings: what they hold is in the index now."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, sha256: str) -> Path:
        return self._folder / (sha256[:32] + self._suffix)
