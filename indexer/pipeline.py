"""A run of the indexer: look, compare with what is indexed, read what is new, commit once."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from core.engine import Engine, Writer
from core.errors import IndexMissing, SourceUnreadable
from core.model import DocumentInfo, Verdict, document_from_json
from indexer import sidecar
from indexer.document import Built, failed, make, read
from indexer.entries import document_entry
from indexer.readers import ReadOptions
from indexer.scan import Scan, Source, scan, unreadable

# Reasons that another attempt at the same bytes cannot change.
_LASTING = frozenset(
    {"empty", "binary", "encoding", "unsupported", "archive_damaged", "no_text", "too_large"}
)
# A passage list is handed to the engine in portions, so that one huge document does not need
# to be held twice.
_PORTION = 5000


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose about a run."""

    read: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 1
    rebuild: bool = False
    dry_run: bool = False
    max_bytes: int = 512 << 20


@dataclass(slots=True)
class Report:
    """What a run did: file names by outcome, and its sums."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[DocumentInfo] = field(default_factory=list)
    partial: list[DocumentInfo] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0
    generation: int | None = None
    dry_run: bool = False

    @property
    def changes(self) -> int:
        """Files whose record in the index was or would be altered."""
        return len(self.added) + len(self.changed) + len(self.moved) + len(self.removed)


@dataclass(slots=True)
class _Plan:
    """What has to be done: documents to read, records to write anew, documents to drop."""

    to_read: list[tuple[DocumentInfo, sidecar.Entry | None, Path]] = field(default_factory=list)
    to_fail: list[Built] = field(default_factory=list)
    to_update: list[DocumentInfo] = field(default_factory=list)
    to_remove: list[str] = field(default_factory=list)
    report: Report = field(default_factory=Report)

    @property
    def empty(self) -> bool:
        return not (self.to_read or self.to_fail or self.to_update or self.to_remove)


def run(
    engine: Engine,
    index: Path,
    paths: Sequence[Path],
    options: Options,
    progress: Callable[[int, int, str, int], None] | None = None,
) -> Report:
    """Bring the index up to date with the files under `paths`, in one commit or none.

    Documents from elsewhere stay as they are. Raises the engine's errors; a file that cannot
    be read is told in the report and never ends the run. `progress` is told (files done, files
    to read, file name, its pages).
    """
    started = time.monotonic()
    hashes: dict[tuple[Path, tuple[int, int]], str] = {}
    found = scan(paths, without=index)
    known = {} if options.rebuild else _known(engine, index)
    plan = _plan(found, known, index, options, hashes)
    plan.report.dry_run = options.dry_run
    if (not plan.empty or options.rebuild) and not options.dry_run:
        with engine.writer(rebuild=options.rebuild) as writer:
            if not options.rebuild:  # another run may have committed before the lock was ours
                plan = _plan(found, _known(engine, index), index, options, hashes)
            if not plan.empty or options.rebuild:
                _write(engine, writer, plan, options, progress)
                plan.report.generation = writer.commit()
    plan.report.seconds = time.monotonic() - started
    return plan.report


def _known(engine: Engine, index: Path) -> dict[str, DocumentInfo]:
    """The documents in the index by id."""
    try:
        entries = engine.snapshot().documents()
    except IndexMissing:
        return {}
    return {entry.id: document_from_json(json.loads(entry.info)) for entry in entries}


def _places(info: DocumentInfo, index: Path) -> list[Path]:
    """Where the document's sources lay when they were read."""
    return [
        Path(os.path.normpath(index / root / name))
        for root, name in zip(info.roots, info.sources, strict=True)
    ]


def _root_name(root: Path, index: Path) -> str:
    """The root relative to the index folder; as it is where that cannot be (other drive)."""
    try:
        return Path(os.path.relpath(root, index)).as_posix()
    except ValueError:
        return root.as_posix()


def _plan(
    found: Scan,
    known: Mapping[str, DocumentInfo],
    index: Path,
    options: Options,
    hashes: dict[tuple[Path, tuple[int, int]], str],
) -> _Plan:
    """Compare the files with the index, by stamp, then by digest."""
    index = Path(os.path.abspath(index))
    plan = _Plan()
    at_place = {place: info for info in known.values() for place in _places(info, index)}
    sidecars: dict[Path, dict[str, sidecar.Entry]] = {}
    holders: dict[str, list[Source]] = {}  # document id → files that hold it now
    digests: dict[str, str] = {}
    errors: dict[str, SourceUnreadable] = {}
    for source in found.sources:
        before = at_place.get(source.path)
        if before is not None and _same(before, source, index) and not _retry(before):
            doc_id, digests[before.id] = before.id, before.sha256
            if before.verdict is Verdict.FAILED:
                errors.pop(doc_id, None)
        else:
            try:
                if source.error is not None:
                    raise source.error
                if source.stamp[0] > options.max_bytes:
                    raise _too_large(source, options.max_bytes)
                key = (source.path, source.stamp)
                if key not in hashes:
                    hashes[key] = _sha256(source.path)
                sha256 = hashes[key]
                doc_id = sha256[:16]
                digests[doc_id] = sha256
            except SourceUnreadable as error:
                doc_id = hashlib.sha256(f"path:{source.path}".encode()).hexdigest()[:16]
                digests[doc_id], errors[doc_id] = "", error
        holders.setdefault(doc_id, []).append(source)
    for doc_id, sources in holders.items():
        info = _info(doc_id, digests[doc_id], sources, known.get(doc_id), found, index)
        entry = _entry(sources[0], digests[doc_id], sidecars)
        _compare(plan, info, entry, sources[0], errors.get(doc_id), known, at_place)
    _vanished(plan, found, known, holders, index)
    return plan


def _compare(
    plan: _Plan,
    info: DocumentInfo,
    entry: sidecar.Entry | None,
    source: Source,
    error: SourceUnreadable | None,
    known: Mapping[str, DocumentInfo],
    at_place: Mapping[Path, DocumentInfo],
) -> None:
    """Decide what one document needs, and say it in the report."""
    before = known.get(info.id)
    name = info.source
    report = plan.report
    if error is not None:
        if before is None or before.reason != error.reason or _identity(before) != _identity(info):
            plan.to_fail.append(failed(_blank(info), error))
            report.failed.append(plan.to_fail[-1].info)
        else:
            report.failed.append(before)
            report.unchanged += 1
        return
    fresh = before is None or _retry(before) or _overridden(before, entry)
    if fresh:
        plan.to_read.append((info, entry, source.path))
        replaced = at_place.get(source.path)
        if before is not None or replaced is not None:
            report.changed.append(name)
        else:
            report.added.append(name)
        return
    assert before is not None
    if _identity(before) != _identity(info):
        plan.to_update.append(info)
        if before.sources != info.sources or before.roots != info.roots:
            report.moved.append(name)
        else:
            report.unchanged += 1
    else:
        report.unchanged += 1
    if before.verdict is Verdict.FAILED:
        report.failed.append(info)
    elif before.verdict is Verdict.PARTIAL:
        report.partial.append(info)


def _vanished(
    plan: _Plan,
    found: Scan,
    known: Mapping[str, DocumentInfo],
    holders: Mapping[str, list[Source]],
    index: Path,
) -> None:
    """Documents none of whose files is where it was, and those that lost one of several."""
    for info in known.values():
        if info.id in holders:
            continue
        left = [at for at, place in enumerate(_places(info, index)) if not found.covers(place)]
        if not left:
            plan.to_remove.append(info.id)
            gone = set(plan.report.changed) | set(plan.report.moved)
            if info.source not in gone:
                plan.report.removed.append(info.source)
        elif len(left) < len(info.sources):
            plan.to_update.append(
                replace(
                    info,
                    sources=tuple(info.sources[at] for at in left),
                    roots=tuple(info.roots[at] for at in left),
                    stamps=tuple(info.stamps[at] for at in left),
                )
            )
            plan.report.moved.append(info.source)


def _identity(info: DocumentInfo) -> tuple[object, ...]:
    return (info.sources, info.roots, info.stamps)


def _same(info: DocumentInfo, source: Source, index: Path) -> bool:
    """True when the file has the stamp it had when it was read."""
    if source.error is not None:
        return False
    at = _places(info, index).index(source.path)
    return info.stamps[at] == source.stamp


def _retry(info: DocumentInfo) -> bool:
    """True for a failure that may have been remedied without touching the file."""
    return info.verdict is Verdict.FAILED and info.reason not in _LASTING


def _overridden(info: DocumentInfo, entry: sidecar.Entry | None) -> bool:
    """True when the sidecar says something else of the document than when it was read."""
    facts = entry.facts() if entry else {}
    if info.verdict is Verdict.FAILED:
        return False
    then = {name for name, origin in info.provenance.items() if origin == sidecar.NAME}
    if then != set(facts):
        return True
    now: dict[str, object] = {
        "title": info.title, "agency": info.agency, "date": info.date,
        "period": (info.period_start, info.period_end),
    }  # fmt: skip
    return any(now[name] != value for name, value in facts.items())


def _info(
    doc_id: str,
    sha256: str,
    sources: Sequence[Source],
    before: DocumentInfo | None,
    found: Scan,
    index: Path,
) -> DocumentInfo:
    """The document's record with all files that hold it: those seen now, and those of an
    earlier run that this one did not look for."""
    rows = [(s.name, _root_name(s.root, index), s.stamp) for s in sources]
    if before is not None:
        seen = {source.path for source in sources}
        places = _places(before, index)
        kept = {
            place: (name, root, stamp)
            for place, name, root, stamp in zip(
                places, before.sources, before.roots, before.stamps, strict=True
            )
        }
        # A file reached through another root keeps the name it was first indexed under.
        rows = [
            (*kept[s.path][:2], s.stamp) if s.path in kept else row
            for s, row in zip(sources, rows, strict=True)
        ]
        rows += [kept[p] for p in places if p not in seen and not found.covers(p)]
    rows.sort(key=lambda row: (row[1], row[0]))
    blank = before or DocumentInfo(id=doc_id, title="", sources=(), format="", sha256=sha256)
    return replace(
        blank,
        sources=tuple(row[0] for row in rows),
        roots=tuple(row[1] for row in rows),
        stamps=tuple(row[2] for row in rows),
    )


def _entry(
    source: Source, sha256: str, sidecars: dict[Path, dict[str, sidecar.Entry]]
) -> sidecar.Entry | None:
    folder = source.path.parent
    if folder not in sidecars:
        sidecars[folder] = sidecar.load(folder)
    entry = sidecars[folder].get(source.path.name)
    return entry if sidecar.applies(entry, sha256) else None


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path.name, error) from error


def _too_large(source: Source, limit: int) -> SourceUnreadable:
    size, most = source.stamp[0] >> 20, limit >> 20
    return SourceUnreadable(
        Path(source.name).name, "too_large",
        en=(f"the file has {size} MiB, more than the {most} that are allowed",
            "split it, or raise the setting max_file_mb"),
        zh=(f"檔案有 {size} MiB，超過上限 {most} MiB", "請分割檔案，或調高設定 max_file_mb"),
    )  # fmt: skip


def _write(
    engine: Engine,
    writer: Writer,
    plan: _Plan,
    options: Options,
    progress: Callable[[int, int, str, int], None] | None,
) -> None:
    for doc_id in plan.to_remove:
        writer.remove_document(doc_id)
    for info in plan.to_update:
        # Only the record changes; the text and the passages stay as they are.
        before = engine.snapshot().document(info.id)
        writer.put_document(document_entry(info, before.text if before else ""))
    for built in plan.to_fail:
        _store(writer, built)
    for done, built in enumerate(_read_all(plan.to_read, options)):
        _store(writer, built)
        _count(plan.report, built)
        if progress:
            progress(done + 1, len(plan.to_read), built.info.source, built.info.pages or 1)


def _blank(info: DocumentInfo) -> DocumentInfo:
    """The record without what an earlier reading had found."""
    return DocumentInfo(
        id=info.id, title="", sources=info.sources, format="", sha256=info.sha256,
        roots=info.roots, stamps=info.stamps,
    )  # fmt: skip


def _read_all(
    jobs: Iterable[tuple[DocumentInfo, sidecar.Entry | None, Path]], options: Options
) -> Iterator[Built]:
    for info, entry, path in jobs:
        yield make(_blank(info), entry, partial(read, path, options.read))


def _store(writer: Writer, built: Built) -> None:
    """Replace what the index has of the document."""
    writer.remove_document(built.info.id)
    writer.put_document(built.document)
    for start in range(0, len(built.passages), _PORTION):
        writer.add_passages(built.passages[start : start + _PORTION])


def _count(report: Report, built: Built) -> None:
    """Enter the outcome of one reading into the report."""
    report.passages += len(built.passages)
    if built.info.verdict is Verdict.FAILED:
        report.failed.append(built.info)
        for names in (report.added, report.changed):
            if built.info.source in names:
                names.remove(built.info.source)
    elif built.info.verdict is Verdict.PARTIAL:
        report.partial.append(built.info)
