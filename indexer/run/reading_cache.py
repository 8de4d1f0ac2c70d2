"""The reading cache: readings of an interrupted run, which the next run reuses.

They are stored beside the index until a run commits, as data (`indexer.run.messages`): a file that
another program put there gives at most a wrong text.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from judian.core.private_files import make_private_folder, open_private

if TYPE_CHECKING:
    from pathlib import Path

#: Version of readings: raised by one whenever a reader gives another result for the same bytes.
READING_FORMAT = 43
# Suffixes of files that are read faster than their readings are cached.
_FAST_SUFFIXES = (".txt", ".md", ".csv", ".tsv")


def is_worth_caching(path: Path) -> bool:
    """True unless the file is read faster than its reading is cached."""
    return path.suffix.lower() not in _FAST_SUFFIXES


class ReadingCache:
    """The cached readings beside one index, made with one setting of OCR."""

    def __init__(self, index: Path, ocr: str) -> None:
        self._folder = index / "unfinished"
        self._suffix = f".{READING_FORMAT}-{ocr}.msgpack"

    def get(self, sha256: str) -> bytes | None:
        """The reading of the file with this digest; None if no earlier run finished it."""
        try:
            return self._place(sha256).read_bytes()
        except OSError:
            return None

    def put(self, sha256: str, reading: bytes) -> None:
        """Store a reading. Errors of the disk are ignored: the file is then read again."""
        place = self._place(sha256)
        draft = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            make_private_folder(self._folder)
            with open_private(draft) as file:
                file.write(reading)
            draft.replace(place)
        except OSError:
            draft.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all readings, after their contents were committed to the index."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, sha256: str) -> Path:
        return self._folder / (sha256[:32] + self._suffix)
