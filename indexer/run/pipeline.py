"""A run of the indexer: look, compare with what is indexed, read what is new, commit once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.documents.build import failed_document
from indexer.documents.entries import document_entry
from indexer.readers.contract import ReadOptions
from indexer.run.limits import Limits
from indexer.run.plan import Digests, Plan, ToRead, known_documents, make_plan, same_failure
from indexer.run.pool import Outcome, Pool
from indexer.run.processes import processors
from indexer.run.reading_cache import ReadingCache
from indexer.run.scan import Settling, scan
from indexer.run.schedule import ProgressState
from indexer.run.worker import Job
from judian.core.errors import JudianError, SourceUnreadable

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.run.report import Report
    from judian.core.engine import Engine, Writer
    from judian.core.model import DocumentInfo

#: Files that are read faster than their reading is kept for another run.
_QUICK = (".txt", ".md", ".csv", ".tsv")

#: Told how far the run is, whenever something is finished.
Progress = Callable[[ProgressState], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose about a run. `jobs` 0 means one for each processor; `settling` is what
    runs of one watch have in common."""

    read: ReadOptions = field(default_factory=ReadOptions)
    limits: Limits = field(default_factory=Limits)
    jobs: int = 0
    rebuild: bool = False
    dry_run: bool = False
    max_bytes: int = 512 << 20
    settling: Settling | None = None


def run(
    engine: Engine,
    index: Path,
    paths: Sequence[Path],
    options: Options,
    progress: Progress | None = None,
) -> Report:
    """Bring the index up to date with the files under `paths`, in one commit or none.

    Documents from elsewhere stay as they are. Raises the engine's errors; a file that cannot
    be read is told in the report and never ends the run.
    """
    started = time.monotonic()
    digests: Digests = {}
    found = scan(paths, without=index)
    if options.settling is not None:
        found = options.settling.settled(found)
    before = _known_anyway(engine) if options.rebuild else {}
    known = {} if options.rebuild else known_documents(engine)
    plan = make_plan(found, known, index, options.max_bytes, digests)
    if (not plan.empty or options.rebuild) and not options.dry_run:
        with engine.writer(rebuild=options.rebuild) as writer:
            if not options.rebuild:  # another run may have committed before the lock was ours
                plan = make_plan(found, known_documents(engine), index, options.max_bytes, digests)
            unfinished = ReadingCache(index, options.read.ocr)
            if _write(engine, writer, plan, options, unfinished, progress) or options.rebuild:
                plan.report.generation = writer.commit()
                unfinished.clear()
    if options.rebuild:
        plan.report.removed += _left_out(before, plan)
    plan.report.dry_run = options.dry_run
    plan.report.seconds = time.monotonic() - started
    return plan.report


def _known_anyway(engine: Engine) -> dict[str, DocumentInfo]:
    """The documents before a rebuild; {} when the index is one that cannot be opened."""
    try:
        return known_documents(engine)
    except JudianError:
        return {}


def _left_out(before: Mapping[str, DocumentInfo], plan: Plan) -> list[str]:
    """The files of documents that an index built anew has no more."""
    kept = {each.info.id for each in plan.to_read} | {each.info.id for each in plan.to_fail}
    return [info.source for info in before.values() if info.id not in kept]


def _write(
    engine: Engine,
    writer: Writer,
    plan: Plan,
    options: Options,
    unfinished: ReadingCache,
    progress: Progress | None,
) -> bool:
    """Do what the plan says; True when that altered anything."""
    altered = bool(plan.to_remove or plan.to_update or plan.to_fail)
    for doc_id in plan.to_remove:
        writer.remove_document(doc_id)
    for info in plan.to_update:
        # Only the record changes; the text and the passages stay as they are.
        before = engine.snapshot().document(info.id)
        writer.put_document(document_entry(info, before.text if before else ""))
    for built in plan.to_fail:
        _store(writer, Outcome(built))
    jobs = [
        Job(
            each.info,
            each.entry,
            each.source.path,
            options.read,
            options.limits,
            unfinished.get(each.info.sha256),
        )
        for each in plan.to_read
    ]
    count = min(options.jobs or processors(), len(jobs))
    with Pool(count, lambda job, reading: _keep(unfinished, job, reading), progress) as pool:
        for each, outcome in zip(plan.to_read, pool.run(jobs), strict=True):
            outcome = _unless_changed(each, outcome)
            info = outcome.built.info
            if not same_failure(each.before, info):
                _store(writer, outcome)
                altered = True
            plan.report.count(info)
    return altered


def _keep(unfinished: ReadingCache, job: Job, reading: bytes) -> None:
    """Keep a reading that took a parser's work; a text is read faster than it is kept."""
    if job.path.suffix.lower() not in _QUICK:
        unfinished.put(job.info.sha256, reading)


def _unless_changed(each: ToRead, outcome: Outcome) -> Outcome:
    """The outcome, or a failure when the file is not the one that was begun with any more."""
    try:
        status = each.source.path.stat()
        same = (status.st_size, status.st_mtime_ns) == each.source.stamp
    except OSError:
        same = False
    if same:
        return outcome
    return Outcome(
        failed_document(
            each.info,
            SourceUnreadable(
                each.source.path.name, "changing",
                en=("the file changed while it was read", "run the indexer again"),
                zh=("檔案在讀取期間有變動", "請重新執行索引程式"),
            ),
        )
    )  # fmt: skip


def _store(writer: Writer, outcome: Outcome) -> None:
    """Replace what the index has of the document."""
    writer.remove_document(outcome.built.info.id)
    writer.put_document(outcome.built.document)
    for entries in outcome.entries():
        writer.add_passages(entries)
