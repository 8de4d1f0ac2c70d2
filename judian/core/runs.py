"""Records of runs of the indexer: the one that is going on, and those that ended, with what
changed.

They are files of JSON in the folder of the index. The run itself writes them; who reads them knows
by a lock of the operating system whether the run is still there, so that one that was killed is
not taken for one that goes on.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from judian.core.file_lock import FileLock, is_held
from judian.core.private_files import make_private_folder, open_private

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: Runs that are remembered, and names of files that the record of one has for each outcome.
KEPT_RUNS, KEPT_NAMES = 200, 500
#: Seconds between two writings of the progress.
_INTERVAL = 0.5
#: Seconds that a run tries to take its lock: a reader that looks whether a run goes on holds it for
#: less than a millisecond.
_PATIENCE = 1.0
#: Bytes of a record; the largest that is written has some 400 KB.
_LARGEST = 8 << 20
_FOLDER, _CURRENT, _LOCK = "runs", "current.json", "lock"
_PAST = re.compile(r"[0-9]{8}T[0-9]{12}Z-[0-9a-f]{6}\.json")

#: How a run ended: `done`, `failed` for one that stopped with an error, `interrupted` by Ctrl-C,
#: `cut_off` for one that ended without a word.
OUTCOMES = ("done", "failed", "interrupted", "cut_off")


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is: files and pages that are finished, of `total` files; the finished share of
    all bytes, from 0 to 1; the name of the last file."""

    files: int = 0
    total: int = 0
    pages: int = 0
    share: float = 0.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that could not be read, or only in part, with the reason and remedy."""

    name: str
    reason: str
    message_en: str
    message_zh: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run. Times are ISO dates and times (UTC); `by` is who started it, None if nobody is known.

    `names` are those of the files by what became of them (added, changed, moved, removed), the
    first KEPT_NAMES of each; `counts` counts all of them, and `unchanged`, `failed`, `partial`.
    `error` is why it failed: message and remedy in English, then in Chinese.
    """

    id: str
    began: str
    by: str | None = None
    ended: str | None = None
    outcome: str | None = None
    progress: RunProgress = RunProgress()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[FileProblem, ...] = ()
    passages: int = 0
    generation: int | None = None
    error: tuple[str, str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of an index: the one that is going on, and those that ended, the last one first."""

    current: RunRecord | None
    past: tuple[RunRecord, ...]


class RunWriter:
    """Writes the record of one run: `begin` makes one, `end` ends it."""

    def __init__(self, folder: Path, lock: FileLock, by: str | None) -> None:
        now = datetime.now(UTC)
        self._folder, self._lock = folder, lock
        self.id = f"{now:%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(3)}"
        self._facts: dict[str, Any] = {"id": self.id, "began": _written(now)}
        if by:
            self._facts["by"] = by
        self._last = 0.0
        self._write(_CURRENT, self._facts)

    @classmethod
    def begin(cls, index: Path, by: str | None = None) -> RunWriter | None:
        """The writer of a run that begins; None if another run of the index is going on. Raises
        OSError where no record can be written."""
        folder = index / _FOLDER
        make_private_folder(index)
        make_private_folder(folder)
        lock = FileLock.take(folder / _LOCK, _PATIENCE)
        if lock is None:
            return None
        try:
            _bury(folder)
            return cls(folder, lock, by)
        except BaseException:
            lock.release()
            raise

    def progress(self, files: int, total: int, pages: int, share: float, name: str) -> None:
        """Write how far the run is, twice a second at most. A full disk does not end the run."""
        now = time.monotonic()
        if now - self._last < _INTERVAL and files < total:
            return
        self._last = now
        at = {"files": files, "total": total, "pages": pages, "share": share, "name": name}
        with suppress(OSError):
            self._write(_CURRENT, {**self._facts, "progress": at})

    def end(self, outcome: str, **facts: Any) -> None:
        """The run has ended; `facts` are further fields of RunRecord."""
        ended = {**self._facts, "ended": _written(datetime.now(UTC)), "outcome": outcome, **facts}
        try:
            with suppress(OSError):
                self._write(f"{self.id}.json", ended)
                (self._folder / _CURRENT).unlink(missing_ok=True)
                _forget(self._folder)
        finally:
            self._lock.release()

    def forget(self) -> None:
        """The run had nothing to do, and leaves no record."""
        with suppress(OSError):
            (self._folder / _CURRENT).unlink(missing_ok=True)
        self._lock.release()

    def _write(self, name: str, facts: Mapping[str, Any]) -> None:
        draft = self._folder / f"{name}.new"
        with open_private(draft) as file:
            file.write(json.dumps(facts, ensure_ascii=False).encode("utf-8", "backslashreplace"))
        draft.replace(self._folder / name)


def read_runs(index: Path, most: int = KEPT_RUNS) -> Runs:
    """The runs of an index, up to `most` that ended. What cannot be read is left out."""
    folder = index / _FOLDER
    current = _read(folder / _CURRENT)
    past = [record for name in _past(folder)[:most] if (record := _read(folder / name))]
    if current is not None and not is_held(folder / _LOCK):
        ended = _read(folder / f"{current.id}.json")  # between the two looks
        if ended is None:
            past.insert(0, replace(current, ended=_moment(folder / _CURRENT), outcome="cut_off"))
        elif all(record.id != ended.id for record in past):
            past.insert(0, ended)
        current = None
    return Runs(current, tuple(past[:most]))


def shortened(names: Sequence[str]) -> list[str]:
    """As many names as a record has for one outcome."""
    return list(names[:KEPT_NAMES])


def _bury(folder: Path) -> None:
    """Make a past run of one that was cut off; its lock is ours."""
    left = _read(folder / _CURRENT)
    if left is None or (folder / f"{left.id}.json").exists():
        return
    facts = json.loads((folder / _CURRENT).read_text(encoding="utf-8"))
    draft = folder / f"{left.id}.json.new"
    with open_private(draft) as file:
        facts |= {"ended": _moment(folder / _CURRENT), "outcome": "cut_off"}
        file.write(json.dumps(facts, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    draft.replace(folder / f"{left.id}.json")


def _moment(path: Path) -> str | None:
    """When a file was last written; None if it is gone."""
    with suppress(OSError):
        return _written(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return None


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _past(folder: Path) -> list[str]:
    """The names of the records of runs that ended, the newest first."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return sorted((name for name in names if _PAST.fullmatch(name)), reverse=True)


def _forget(folder: Path) -> None:
    for name in _past(folder)[KEPT_RUNS:]:
        (folder / name).unlink(missing_ok=True)


def _read(path: Path) -> RunRecord | None:
    """A record; None for a file that is missing, or is no record."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        facts = json.loads(path.read_text(encoding="utf-8"))
        error = facts.get("error")
        names = facts.get("names", {})
        return RunRecord(
            **{
                **facts,
                "progress": RunProgress(**facts.get("progress", {})),
                "names": {str(key): tuple(map(str, each)) for key, each in names.items()},
                "problems": tuple(FileProblem(**each) for each in facts.get("problems", ())),
                "error": tuple(error) if error else None,
            }
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return None
