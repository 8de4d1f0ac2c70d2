"""The record of a run (`judian.core.runs`), written while it goes on and when it ends."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from judian.core.errors import JudianError
from judian.core.model import DocumentInfo, Verdict
from judian.core.runs import RunWriter, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indexer.run.progress import ProgressState
    from indexer.run.report import RunReport

log = logging.getLogger("judian.indexer")

#: Files with a problem that a record names, with message and remedy.
_PROBLEMS = 200


class Recorder:
    """Records one run of the index in the folder `index`, which `by` started. A `lazy` one begins
    when the first file is read, and leaves no record if nothing was changed: a dry run, and each
    look of a run that watches a folder."""

    def __init__(self, index: Path, by: str | None, *, lazy: bool) -> None:
        self._index, self._by, self._lazy = index, by, lazy
        self._writer: RunWriter | None = None
        self.report: RunReport | None = None

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Begin the record, and end it however what is inside ends."""
        if not self._lazy:
            self._begin()
        try:
            yield
        except JudianError as error:
            self._end("failed", error=[*_words(error, "en"), *_words(error, "zh")])
            raise
        except KeyboardInterrupt:
            self._end("interrupted")
            raise
        except BaseException as error:
            words = f"{type(error).__name__}: {error}"
            self._end("failed", error=[words, "", words, ""])
            raise
        else:
            self._end_well()

    def seeing(self, progress: Callable[[ProgressState], None]) -> Callable[[ProgressState], None]:
        """A function for the progress of the run, which calls `progress` too."""

        def see(state: ProgressState) -> None:
            progress(state)
            if self._writer is None and self._lazy:
                self._lazy = False
                self._begin()
            if self._writer is not None:
                self._writer.progress(
                    state.files, state.total, state.pages, state.share, state.name
                )

        return see

    def _begin(self) -> None:
        try:
            self._writer = RunWriter.begin(self._index, self._by)
        except OSError as error:  # the run says itself what it cannot write
            log.warning("the run is not recorded: %s", error)

    def _end(self, outcome: str, **facts: Any) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.end(outcome, **facts)

    def _end_well(self) -> None:
        report = self.report
        if report is None or report.dry_run:
            if self._writer is not None:
                self._writer.forget()
            return
        if self._writer is None and report.generation is not None:
            self._begin()
        self._end("done", **run_facts(report))


def run_facts(report: RunReport) -> dict[str, Any]:
    """What a record says of a run that ended."""
    names = {
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "removed": report.removed,
    }
    problems = [*report.failed, *report.partial][:_PROBLEMS]
    return {
        "names": {name: shortened(found) for name, found in names.items() if found},
        "counts": {
            **{name: len(found) for name, found in names.items()},
            "unchanged": report.unchanged,
            "failed": len(report.failed),
            "partial": len(report.partial),
        },
        "problems": [_problem(info) for info in problems],
        "passages": report.passages,
        "generation": report.generation,
    }


def _problem(info: DocumentInfo) -> dict[str, Any]:
    return {
        "name": info.source,
        "reason": info.reason or "",
        "message_en": info.message_en or "",
        "message_zh": info.message_zh or "",
        "partial": info.verdict is Verdict.PARTIAL,
    }


def _words(error: JudianError, language: str) -> tuple[str, str]:
    return error.message(language), error.hint(language)
