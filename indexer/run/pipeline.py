"""A run of the indexer: scan the files, unpack containers, compare with the index, read what is
new, commit once."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.documents.build import failed_document, stopped_error
from indexer.documents.entries import document_entry
from indexer.readers.common.contract import ReadOptions
from indexer.readers.registry import other_readers
from indexer.run.containers import Containers
from indexer.run.former_editions import UNREADABLE, FormerEditions
from indexer.run.limits import Limits
from indexer.run.messages import MessageFault
from indexer.run.plan import Comparison, Digests, Plan, ToRead, known_documents, make_plan
from indexer.run.pool import Outcome, Pool
from indexer.run.processes import processors
from indexer.run.progress import ProgressState
from indexer.run.reading_cache import ReadingCache, is_worth_caching
from indexer.run.records import same_failure
from indexer.run.remote_pool import remote_pool
from indexer.run.scan import UnstableFiles, scan
from indexer.run.worker import Job
from judian.core.errors import JudianError, SourceUnreadable
from judian.core.names import base_name

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from indexer.run.remote_pool import Readers
    from indexer.run.report import RunReport
    from indexer.run.scheduler import Scheduler
    from judian.core.engine import Engine, Writer
    from judian.core.model import DocumentInfo

log = logging.getLogger("judian.indexer")

#: Called with the progress whenever a page or a file is finished.
Progress = Callable[[ProgressState], None]


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a run. `jobs` is the number of worker processes, 0 for one on each processor;
    `max_bytes` is the size of the largest file; `unstable_files` is shared by the runs of one
    watch. With `follow_links`, links are followed out of the folders; with `checksum`, a file of
    the same size and time is compared by its digest.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    limits: Limits = field(default_factory=Limits)
    jobs: int = 0
    rebuild: bool = False
    dry_run: bool = False
    max_bytes: int = 512 << 20
    unstable_files: UnstableFiles | None = None
    follow_links: bool = False
    checksum: bool = False
    scheduler: Scheduler | None = None


@dataclass(frozen=True, slots=True)
class _Tools:
    """The containers of a run, and what is called with its progress."""

    containers: Containers
    progress: Progress | None


def run(
    engine: Engine,
    index: Path,
    paths: Sequence[Path],
    options: Options,
    progress: Progress | None = None,
) -> RunReport:
    """Update the index with the files under `paths`, in one commit or none.

    Documents from other folders are not changed. Raises the engine's errors; a file that cannot be
    read is listed in the report and never ends the run. Raises ReaderUnusable.
    """
    started = time.monotonic()
    other_readers()  # one that cannot be used is told here, once
    with Containers(options.limits, options.max_bytes) as containers:
        report = _run(engine, index, paths, options, _Tools(containers, progress))
    report.dry_run = options.dry_run
    report.seconds = time.monotonic() - started
    return report


def _run(
    engine: Engine,
    index: Path,
    paths: Sequence[Path],
    options: Options,
    tools: _Tools,
) -> RunReport:
    found = scan(paths, without=index, follow_links=options.follow_links)
    if options.unstable_files is not None:
        found = options.unstable_files.exclude_from(found)
    before = _known_before_rebuild(engine) if options.rebuild else {}
    known = {} if options.rebuild else known_documents(engine)
    digests: Digests = {}

    def plan_with(documents: Mapping[str, DocumentInfo]) -> Plan:
        # Without their stamps all containers count as changed.
        stamped = {} if options.checksum else documents
        expanded = tools.containers.expanded(found, stamped, index)
        choice = Comparison(options.max_bytes, by_digest=options.checksum)
        return make_plan(expanded, documents, index, choice, digests)

    plan = plan_with(known)
    if (not plan.empty or options.rebuild) and not options.dry_run:
        with engine.writer(rebuild=options.rebuild) as writer:
            if not options.rebuild:  # another run may have committed before the lock was ours
                plan = plan_with(known_documents(engine))
            cache = ReadingCache(index, options.read.ocr)
            former = _former_editions(engine, index, plan, rebuild=options.rebuild)
            change = _Change(writer, former, cache)
            if _write(engine, change, plan, options, tools) or options.rebuild:
                former.write(writer, plan.written)
                plan.report.generation = writer.commit()
                cache.clear()
    if options.rebuild:
        plan.report.removed += _dropped_by_rebuild(before, plan)
    return plan.report


def _former_editions(engine: Engine, index: Path, plan: Plan, *, rebuild: bool) -> FormerEditions:
    """What the run has to remember of the documents that leave."""
    gone = set(plan.to_remove)
    try:
        old = engine.previous()
        if rebuild and old is not None:
            gone = {entry.id for entry in old.documents()} - plan.written
        return FormerEditions(old, index, gone, carries=rebuild)
    except UNREADABLE as error:
        if not rebuild:
            raise
        log.warning("former editions cannot be carried on: %s", error)
        return FormerEditions(None, index, set())


def _known_before_rebuild(engine: Engine) -> dict[str, DocumentInfo]:
    """The documents before a rebuild; {} if the index cannot be opened."""
    try:
        return known_documents(engine)
    except JudianError:
        return {}


def _dropped_by_rebuild(before: Mapping[str, DocumentInfo], plan: Plan) -> list[str]:
    """The files of documents that the rebuilt index no longer contains."""
    kept = {each.info.id for each in plan.to_read} | {each.info.id for each in plan.to_fail}
    return [info.source for info in before.values() if info.id not in kept]


@dataclass(frozen=True, slots=True)
class _Change:
    """What a run changes the index with, what it remembers of documents that leave, and the
    readings of an earlier run."""

    writer: Writer
    former: FormerEditions
    cache: ReadingCache


def _write(engine: Engine, change: _Change, plan: Plan, options: Options, tools: _Tools) -> bool:
    """Carry out the plan; True if the index was changed."""
    writer, cache = change.writer, change.cache
    altered = bool(plan.to_remove or plan.to_update or plan.to_fail)
    for doc_id in plan.to_remove:
        writer.remove_document(doc_id)
    for info in plan.to_update:
        # Only the record changes; the text and the passages stay as they are.
        before = engine.snapshot().document(info.id)
        writer.put_document(document_entry(info, before.text if before else ""))
        change.former.moved(info)
    for built in plan.to_fail:
        _store(change, Outcome(built))
    jobs = [
        Job(
            each.info,
            each.entry,
            tools.containers.file(each.source),
            options.read,
            options.limits,
            cache.get(each.info.sha256),
        )
        for each in plan.to_read
    ]
    with _pool(options, cache, len(jobs), tools) as pool:
        for each, read in zip(plan.to_read, pool.run(jobs), strict=True):
            outcome = _unless_changed(each, read)
            info = outcome.built.info
            if not same_failure(each.before, info):
                info = _store_read(change, each.info, outcome)
                altered = True
            plan.report.count(info)
    return altered


def _pool(
    options: Options, cache: ReadingCache, jobs: int, tools: _Tools
) -> AbstractContextManager[Readers]:
    """What reads so many files: processes of this machine, or the workers of a scheduler."""

    def keep(job: Job, reading: bytes) -> None:
        _keep(cache, job, reading)

    if options.scheduler is None or not jobs:
        return Pool(min(options.jobs or processors(), jobs), keep, tools.progress)
    return remote_pool(options.scheduler, keep, tools.progress)


def _keep(cache: ReadingCache, job: Job, reading: bytes) -> None:
    """Cache a reading, except that of a text, which is read faster than it is cached."""
    if is_worth_caching(job.path):
        cache.put(job.info.sha256, reading)


def _unless_changed(each: ToRead, outcome: Outcome) -> Outcome:
    """The outcome, or a failure if the file was changed or removed while it was read."""
    try:
        status = each.source.path.stat()
        same = (status.st_size, status.st_mtime_ns) == each.source.stamp
        same = same and os.path.realpath(each.source.path) == each.source.target
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


def _store(change: _Change, outcome: Outcome) -> None:
    """Replace the document in the index."""
    info = outcome.built.info
    change.writer.remove_document(info.id)
    change.writer.put_document(outcome.built.document)
    texts: list[str] | None = [] if change.former.may_follow(info) else None
    for entries in outcome.entries():
        change.writer.add_passages(entries)
        if texts is not None:
            texts += (str(json.loads(entry.payload)["text"]) for entry in entries)
    if texts is not None:
        change.former.read(info, texts)


def _store_read(change: _Change, job: DocumentInfo, outcome: Outcome) -> DocumentInfo:
    """Replace the document in the index by one that was read, and return its record; a failure, if
    its entries are not what a reader sends."""
    try:
        _store(change, outcome)
    except MessageFault:
        failed = Outcome(failed_document(job, stopped_error(base_name(job.source), "crash")))
        _store(change, failed)
        return failed.built.info
    return outcome.built.info
