"""The plan of a run: the files found, compared with the documents in the index."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.documents import sources_table
from indexer.documents.build import BuiltDocument, failed_document
from indexer.run.records import (
    Location,
    blank,
    folder_address,
    locations,
    may_be_remedied,
    state,
)
from indexer.run.report import RunReport
from indexer.run.scan import Scan, Source, unreadable
from judian.core.errors import IndexMissing, SourceUnreadable
from judian.core.model import DocumentInfo, Verdict, document_from_json
from judian.core.overrides import KEEPER, keeper_folder, load_overrides, source_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.core.engine import Engine
    from judian.core.overrides import Override

# Temporary reasons: a document that was read before stays in the index meanwhile.
_TEMPORARY = frozenset({"permission", "unreadable"})

#: What is said about a sources table in a container.
_INNER_TABLE = sources_table.TableFault(
    0,
    "a sources table inside a container is not used; put it beside the container, with names like "
    "archive.zip/file.pdf",
    "容器內的來源表不會使用；請放在容器旁，檔名寫成 archive.zip/file.pdf",
)
#: Hexadecimal digits of a document's id, the first of its digest.
_ID_DIGITS = 16

#: (path, stamp) → SHA-256, so that planning twice in one run reads every file once.
Digests = dict[tuple[Path, tuple[int, int]], str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How files are compared with the index: the size in bytes of the largest that is read, and
    whether those of the same size and time are compared by their digest."""

    max_bytes: int
    by_digest: bool = False


@dataclass(frozen=True, slots=True)
class ToRead:
    """One file to read: its record, its row of the sources table, and its record before this
    run."""

    info: DocumentInfo
    entry: sources_table.SourceRow | None
    source: Source
    before: DocumentInfo | None


@dataclass(slots=True)
class Plan:
    """The changes of a run: documents to read, failures and records to write, documents to
    remove."""

    to_read: list[ToRead] = field(default_factory=list)
    to_fail: list[BuiltDocument] = field(default_factory=list)
    to_update: list[DocumentInfo] = field(default_factory=list)
    to_remove: list[str] = field(default_factory=list)
    report: RunReport = field(default_factory=RunReport)

    @property
    def empty(self) -> bool:
        """True if the index is up to date."""
        return not (self.to_read or self.to_fail or self.to_update or self.to_remove)

    @property
    def written(self) -> set[str]:
        """The ids of the documents that the run writes."""
        read = {each.info.id for each in self.to_read}
        return read | {each.info.id for each in self.to_fail} | {i.id for i in self.to_update}


def known_documents(engine: Engine) -> dict[str, DocumentInfo]:
    """The documents in the index by id; {} without an index."""
    try:
        entries = engine.snapshot().documents()
    except IndexMissing:
        return {}
    return {entry.id: document_from_json(json.loads(entry.info)) for entry in entries}


def make_plan(
    found: Scan,
    known: Mapping[str, DocumentInfo],
    index: Path,
    comparison: Comparison,
    digests: Digests,
) -> Plan:
    """Compare the files with the index, first by stamp, then by digest."""
    return _Planner(found, known, Path(os.path.abspath(index)), comparison, digests).plan()


@dataclass(slots=True)
class _FilesOfDocument:
    """The files with the bytes of one document, or the error of the only one."""

    sha256: str
    sources: list[Source] = field(default_factory=list)
    error: SourceUnreadable | None = None


class _Planner:
    def __init__(
        self,
        found: Scan,
        known: Mapping[str, DocumentInfo],
        index: Path,
        comparison: Comparison,
        digests: Digests,
    ) -> None:
        self._found = found
        self._known = known
        self._index = index
        self._max_bytes = comparison.max_bytes
        self._by_digest = comparison.by_digest
        self._digests = digests
        self._tables: dict[Path, sources_table.SourcesTable] = {}
        self._shown_alike = Counter(
            (source.path.parent, source.table_key) for source in found.sources
        )
        self._by_location = {where: i for i in known.values() for where in self._locations(i)}
        self._plan = Plan()
        self._overrides = self._read_overrides()

    def plan(self) -> Plan:
        documents: dict[str, _FilesOfDocument] = {}
        for source in self._found.sources:
            if source.is_inner_table:
                self._plan.report.table_faults.append((Path(source.shown), _INNER_TABLE))
                continue
            doc_id, files = self._document_of(source)
            documents.setdefault(doc_id, files).sources.append(source)
        for doc_id, files in documents.items():
            self._compare(doc_id, files)
        for info in self._known.values():
            if info.id not in documents:
                self._missing(info)
        return self._plan

    def _document_of(self, source: Source) -> tuple[str, _FilesOfDocument]:
        """The id of the file's document and its digest: those in the index if the stamp is
        unchanged, else those of its bytes. An unreadable file is a document of its own."""
        before = self._by_location.get(source.location)
        if before is not None and self._is_same(before, source):
            return before.id, _FilesOfDocument(before.sha256)
        try:
            sha256 = self._sha256(source)
        except SourceUnreadable as error:
            good = before is not None and before.verdict is not Verdict.FAILED
            if before is not None and good and error.reason in _TEMPORARY:
                self._plan.report.failed.append(failed_document(blank(before), error).info)
                return before.id, _FilesOfDocument(before.sha256)
            digest = hashlib.sha256(os.fsencode(f"path:{source.path}{source.inside}"))
            return digest.hexdigest()[:_ID_DIGITS], _FilesOfDocument("", error=error)
        return sha256[:_ID_DIGITS], _FilesOfDocument(sha256)

    def _sha256(self, source: Source) -> str:
        if source.error is not None:
            raise source.error
        if source.stamp[0] > self._max_bytes:
            raise _too_large(source, self._max_bytes)
        if source.member:
            return source.sha256
        key = (source.path, source.stamp)
        if key not in self._digests:
            try:
                with source.path.open("rb") as file:
                    self._digests[key] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise unreadable(source.path.name, error) from error
        return self._digests[key]

    def _is_same(self, info: DocumentInfo, source: Source) -> bool:
        """True if the file has the stamp with which it was read, and need not be retried."""
        if self._by_digest:
            return False
        at = self._locations(info).index(source.location)
        return source.error is None and info.stamps[at] == source.stamp and not self._retries(info)

    def _retries(self, info: DocumentInfo) -> bool:
        """True for a failure that may have been remedied without changing the file, or whose file
        was named by the user."""
        if info.verdict is not Verdict.FAILED:
            return False
        named = any(path in self._found.covered for path, _ in self._locations(info))
        return named or may_be_remedied(info)

    def _compare(self, doc_id: str, files: _FilesOfDocument) -> None:
        """Add the change that one document needs to the plan and the report."""
        before = self._known.get(doc_id)
        info = self._record(doc_id, files, before)
        report = self._plan.report
        report.same += [source.shown for source in files.sources[1:]]
        if files.error is not None:
            now = failed_document(blank(info), files.error)
            report.failed.append(now.info)
            if before is None or state(before) != state(now.info):
                self._plan.to_fail.append(now)
            return
        entry = self._entry(files)
        if before is None or self._retries(before) or _is_overridden(before, entry):
            self._plan.to_read.append(ToRead(blank(info), entry, files.sources[0], before))
            new = before is None and all(s.location not in self._by_location for s in files.sources)
            (report.added if new else report.changed).append(info.source)
            return
        stays = before.addresses == info.addresses and before.roots == info.roots
        if state(before) != state(info):  # moved, or touched with the same bytes
            self._plan.to_update.append(info)
        if before.verdict is Verdict.FAILED:
            report.failed.append(info)
        elif stays:
            report.unchanged += 1
        else:
            report.moved.append(info.source)
        if before.verdict is Verdict.PARTIAL:
            report.partial.append(info)

    def _missing(self, info: DocumentInfo) -> None:
        """Plan the removal of a document, or of some of its files, that this run did not find."""
        left = [n for n, p in enumerate(self._locations(info)) if not self._found.covers(p[0])]
        report = self._plan.report
        if not left:
            self._plan.to_remove.append(info.id)
            replaced = {*report.added, *report.changed, *(i.source for i in report.failed)}
            if info.source not in replaced:
                report.removed.append(info.source)
        elif len(left) < len(info.sources):
            self._plan.to_update.append(
                replace(
                    info,
                    sources=tuple(info.sources[n] for n in left),
                    addresses=tuple(info.addresses[n] for n in left),
                    roots=tuple(info.roots[n] for n in left),
                    stamps=tuple(info.stamps[n] for n in left),
                )
            )
            report.moved.append(info.source)

    def _record(
        self, doc_id: str, files: _FilesOfDocument, before: DocumentInfo | None
    ) -> DocumentInfo:
        """The document's record with all its files: those found now, and those of earlier runs
        outside of this scan."""
        seen = {source.location: source.stamp for source in files.sources}
        rows: dict[Location, tuple[str, str, str, tuple[int, int]]] = {}
        if before is not None:
            # A file reached through another folder keeps the name it was first indexed under.
            for where, *row, stamp in zip(
                self._locations(before), before.sources, before.addresses, before.roots,
                before.stamps, strict=True,
            ):  # fmt: skip
                if where in seen or not self._found.covers(where[0]):
                    name, address, root = map(str, row)
                    rows[where] = (name, address, root, seen.get(where, stamp))
        for source in files.sources:
            root = folder_address(source.root, self._index)
            rows.setdefault(source.location, (source.shown, source.address, root, source.stamp))
        ordered = sorted(rows.values(), key=lambda row: (row[2], row[0], row[1]))
        record = before or DocumentInfo(
            id=doc_id, title="", sources=(), format="", sha256=files.sha256
        )
        return replace(
            record,
            sources=tuple(row[0] for row in ordered),
            addresses=tuple(row[1] for row in ordered),
            roots=tuple(row[2] for row in ordered),
            stamps=tuple(row[3] for row in ordered),
        )

    def _locations(self, info: DocumentInfo) -> list[Location]:
        return locations(info, self._index)

    def _entry(self, files: _FilesOfDocument) -> sources_table.SourceRow | None:
        """What overrides the metadata of a document: the row of its first file, and what a keeper
        mended of any of its files, the first of several."""
        row = self._row(files.sources[0], files.sha256)
        keys = (source_key(*source.location, self._index) for source in files.sources)
        mended = next((self._overrides[key] for key in keys if key in self._overrides), None)
        return sources_table.with_override(row, mended)

    def _row(self, source: Source, sha256: str) -> sources_table.SourceRow | None:
        folder = source.path.parent
        if folder not in self._tables:
            table = self._tables[folder] = sources_table.load(folder)
            self._plan.report.table_faults += [
                (folder / sources_table.NAME, fault) for fault in table.faults
            ]
        key = source.table_key
        exact = source.path.name if not source.member else key
        row = self._tables[folder].row(exact, alike=self._shown_alike[folder, key])
        return row if sources_table.applies(row, sha256) else None

    def _read_overrides(self) -> Mapping[str, Override]:
        """What keepers mended; nothing, and a fault in the report, if that cannot be read."""
        try:
            return load_overrides(self._index)
        except (OSError, ValueError) as error:
            fault = sources_table.TableFault(
                0, f"what was mended by keepers is not used ({error})",
                f"管理者修正的資料無法使用（{error}）",
            )  # fmt: skip
            self._plan.report.table_faults.append((keeper_folder(self._index), fault))
            return {}


def _is_overridden(info: DocumentInfo, entry: sources_table.SourceRow | None) -> bool:
    """True if the sources table, or what keepers mended, differs from when it was read."""
    if info.verdict is Verdict.FAILED:
        return False
    facts = entry.facts() if entry else {}
    origins = entry.origins if entry else {}
    overriding = (sources_table.NAME, KEEPER)
    then = {name: origin for name, origin in info.provenance.items() if origin in overriding}
    now: dict[str, object] = {
        "title": info.title, "agency": info.agency, "date": info.date,
        "period": (info.period_start, info.period_end),
    }  # fmt: skip
    return then != origins or any(now[name] != value for name, value in facts.items())


def _too_large(source: Source, limit: int) -> SourceUnreadable:
    size, most = source.stamp[0] >> 20, limit >> 20
    return SourceUnreadable(
        source.path.name, "too_large",
        en=(f"the file has {size} MiB, more than the {most} that are allowed",
            "split it, or raise the setting max_file_mb and name the file to the indexer"),
        zh=(f"檔案有 {size} MiB，超過上限 {most} MiB",
            "請分割檔案，或調高設定 max_file_mb 後指名此檔重新執行"),
    )  # fmt: skip
