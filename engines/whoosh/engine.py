"""The embedded engine: a Whoosh index in a folder."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, clean_files
from whoosh.writing import CLEAR, SegmentWriter

from core.engine import DocumentEntry, Identity, PassageEntry, Snapshot, Writer
from core.errors import IndexDamaged, IndexMissing, IndexOutdated
from engines.memory import MemorySnapshot, MemoryWriter, _State
from engines.whoosh.lock import WriteLock
from engines.whoosh.schema import INDEXED_FIELDS, make_schema
from engines.whoosh.toc import (
    INDEX_NAME,
    latest_generation,
    read_manifest,
    write_toc,
)


def open_engine(path: Path, identity: Identity, options: Mapping[str, str]) -> WhooshEngine:
    return WhooshEngine(path, identity)


class _Index(FileIndex):  # type: ignore[misc]
    """Whoosh's index object over a generation we know."""


class _SegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer; it does not write the table of contents itself."""

    finished: list[Any]

    def _commit_toc(self, segments: list[Any]) -> None:
        self.finished = segments


class WhooshEngine:
    """See `core.engine.Engine`."""

    name = "whoosh"

    def __init__(self, path: Path, identity: Identity) -> None:
        self._path = path
        self._identity = identity
        self._state: _State | None = None
        self._lock: WriteLock | None = None

    def snapshot(self) -> Snapshot:
        for _ in range(10):
            generation = latest_generation(self._path)
            if generation == 0:
                raise IndexMissing(self._path)
            if self._state is not None and self._state.generation == generation:
                break
            try:
                self._state = self._load(generation)
                break
            except FileNotFoundError:  # a newer generation came meanwhile
                continue
        else:
            raise IndexDamaged(self._path, "a file that its newest generation names is missing")
        return MemorySnapshot(self._state)

    def _load(self, generation: int) -> _State:
        manifest = read_manifest(self._path, generation)
        found = Identity(**manifest["identity"])
        for part, have, want in zip(
            ("format", "analyzer", "dictionary"),
            asdict(found).values(),
            asdict(self._identity).values(),
            strict=True,
        ):
            if have != want:
                raise IndexOutdated(self._path, part, have, want)
        index = FileIndex(FileStorage(str(self._path)), make_schema(), INDEX_NAME)
        documents: dict[str, DocumentEntry] = {}
        passages: dict[str, PassageEntry] = {}
        with index.reader() as reader:
            for stored in reader.all_stored_fields():
                kind, values = json.loads(stored["record"])
                if kind == "document":
                    documents[values["id"]] = DocumentEntry(**values)
                else:
                    passages[values["id"]] = PassageEntry(**values)
        return _State(generation, documents, passages)

    def writer(self, *, rebuild: bool = False) -> Writer:
        self._path.mkdir(parents=True, exist_ok=True)
        lock = WriteLock(self._path)
        try:
            generation = latest_generation(self._path)
            state = _State(generation, {}, {})
            if generation and not rebuild:
                self.snapshot()
                assert self._state is not None
                state = self._state
        except BaseException:
            lock.release()
            raise
        self._lock = lock
        return MemoryWriter(self, state)  # type: ignore[arg-type]

    def finish(self, state: _State | None) -> None:
        """Write what the change leaves behind, and end it."""
        assert self._lock is not None
        try:
            if state is not None:
                self._write(state)
        finally:
            self._lock.release()
            self._lock = None

    def _write(self, state: _State) -> None:
        schema = make_schema()
        storage = FileStorage(str(self._path))
        work = self._path / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        index = FileStorage(str(work)).create_index(schema, INDEX_NAME)
        writer = _SegmentWriter(index, compound=False, _lk=False)
        for document in state.documents.values():
            writer.add_document(record=json.dumps(["document", asdict(document)]))
        for passage in state.passages.values():
            fields = {
                field: list(passage.terms.get(field) or passage.keys.get(field) or ())
                for field in INDEXED_FIELDS
            }
            record = json.dumps(["passage", asdict(passage)])
            writer.add_document(
                id=passage.id, record=record, **{k: v for k, v in fields.items() if v}
            )
        writer.commit(mergetype=CLEAR)
        for file in work.iterdir():
            if file.name.startswith(f"{INDEX_NAME}_"):
                with file.open("rb") as handle:
                    os.fsync(handle.fileno())
                file.replace(self._path / file.name)
        shutil.rmtree(work, ignore_errors=True)
        manifest = {"identity": asdict(self._identity)}
        write_toc(self._path, schema, writer.finished, state.generation, manifest)
        clean_files(storage, INDEX_NAME, state.generation, writer.finished)
        self._state = state

    def verify(self) -> list[str]:
        try:
            self._state = None
            self.snapshot()
        except IndexDamaged as error:
            return [error.message()]
        return []

    def close(self) -> None:
        self._state = None
