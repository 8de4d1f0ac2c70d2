"""One change of the collection, as `judian.core.engine.Writer` describes it.

All that is added goes into an index of its own, which no generation names before the commit. The
commit makes it durable, counts it, and moves the aliases in one call.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from judian.core.errors import EngineUnavailable, IndexLocked
from judian.engines.opensearch.bulk import Bulk
from judian.engines.opensearch.client import CallFailed
from judian.engines.opensearch.compaction import SMALL, Sized, to_copy
from judian.engines.opensearch.documents import (
    document_record,
    passage_record,
    record_id,
    shortened,
    with_check,
)
from judian.engines.opensearch.filters import all_of, any_of, ids_filter, none_of, values_filter
from judian.engines.opensearch.indices import (
    PATIENCE,
    clean,
    copy_records,
    delete_indices,
    held_values,
    make_index,
    seal,
)
from judian.engines.opensearch.mapping import DOCUMENT, PASSAGE
from judian.engines.opensearch.refusals import translated
from judian.engines.opensearch.state import (
    Generation,
    Part,
    Tip,
    commit_actions,
    newest_tip,
)
from judian.engines.opensearch.totals import Totals, read_totals, totals_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType
    from typing import Any

    from judian.core.engine import DocumentEntry, Identity, PassageEntry
    from judian.engines.opensearch.client import Client
    from judian.engines.opensearch.lock import Lease
    from judian.engines.opensearch.state import Names

#: Ordinals of one commit begin this far above those of the one before.
_ORDINALS = 2**32
#: Ids in one question whether they are there already.
_IDS = 1_000


@dataclass(slots=True)
class _Added:
    """The index of what a change adds. `checks` maps the records in it to their check sums, some
    150 bytes each; `records_of` a document to its records."""

    index: str
    bulk: Bulk
    checks: dict[str, int] = field(default_factory=dict)
    records_of: dict[str, list[str]] = field(default_factory=dict)
    replaced: bool = False

    def put(self, record: str, owner: str, source: dict[str, Any]) -> None:
        body, check = with_check(source)
        if record in self.checks:
            self.replaced = True
        else:
            self.records_of.setdefault(owner, []).append(record)
        self.checks[record] = check
        self.bulk.add(record, body)

    def remove(self, owner: str) -> None:
        for record in self.records_of.pop(owner, ()):
            del self.checks[record]
            self.replaced = True
            self.bulk.delete(record)

    @property
    def totals(self) -> Totals:
        passages = sum(record.startswith(PASSAGE) for record in self.checks)
        documents = len(self.checks) - passages
        return Totals(passages, documents, sum(self.checks.values()))


class OpenSearchWriter:
    """See `judian.core.engine.Writer`."""

    def __init__(
        self, client: Client, names: Names, identity: Identity, lease: Lease, old: Generation,
        *, rebuild: bool,
    ) -> None:  # fmt: skip
        self._client = client
        self._names = names
        self._identity = identity
        self._lease = lease
        self._old = old
        self._kept: tuple[Part, ...] = () if rebuild else old.parts
        self._removed: set[str] = set()
        self._replaced: set[str] = set()
        self._added: _Added | None = None
        self._made: list[str] = []
        self._ordinal = (old.number + 1) * _ORDINALS
        self._open = True
        #: Called when the commit is made.
        self.after_commit: Callable[[], object] = int

    def _check_open(self) -> None:
        if not self._open:
            raise RuntimeError("this change was already committed or cancelled")

    def _target(self) -> _Added:
        if self._added is None:
            shards = 1 if self._kept else self._client.options.shards
            index, alias = make_index(self._client, self._names, self._identity, shards)
            self._made.append(index)
            self._added = _Added(index, Bulk(self._client, alias))
        return self._added

    def put_document(self, entry: DocumentEntry) -> None:
        self._check_open()
        owner = shortened(entry.id)
        self._replaced.add(owner)
        with translated(self._overtaken):
            self._target().put(record_id(DOCUMENT, entry.id), owner, document_record(entry))

    def add_passages(self, entries: Sequence[PassageEntry]) -> None:
        self._check_open()
        if not entries:
            return
        with translated(self._overtaken):
            target = self._target()
            self._check_new(entries, target)
            for entry in entries:
                record = passage_record(entry, self._ordinal)
                self._ordinal += 1
                target.put(record_id(PASSAGE, entry.id), shortened(entry.doc_id), record)

    def _check_new(self, entries: Sequence[PassageEntry], target: _Added) -> None:
        """Raise ValueError if an id is there already."""
        names: dict[str, str] = {}
        for entry in entries:
            record = record_id(PASSAGE, entry.id)
            if record in target.checks or record in names:
                raise ValueError(f"there is a passage {entry.id!r} already")
            names[record] = entry.id
        if not self._kept or self._old.tip is None:
            return
        shown = none_of(values_filter("owner", sorted(self._removed)))
        records = list(names)
        for at in range(0, len(records), _IDS):
            chosen = all_of([ids_filter(records[at : at + _IDS]), shown])
            path = f"/{self._names.alias(self._old.tip, PASSAGE)}/_search"
            found = self._client.call("POST", path, {"query": chosen, "size": 1, "_source": False})
            for hit in found["hits"]["hits"]:
                raise ValueError(f"there is a passage {names[hit['_id']]!r} already")

    def remove_document(self, doc_id: str) -> None:
        self._check_open()
        owner = shortened(doc_id)
        self._removed.add(owner)
        if self._added is not None:
            with translated(self._overtaken):
                self._added.remove(owner)

    def clear(self) -> None:
        self._check_open()
        self._kept = ()
        self._removed.clear()
        self._replaced.clear()
        self._added = None
        self._discard()

    def _discard(self) -> None:
        made, self._made = self._made, []
        with translated():
            delete_indices(self._client, made)

    def commit(self) -> int:
        self._check_open()
        try:
            with translated(self._overtaken):
                generation = self._commit()
        except BaseException:
            self.cancel()
            raise
        self._open = False
        self.after_commit()
        # It is committed, whatever becomes of these: the next change cleans up, and the lease of a
        # lock that is not given back runs out.
        with suppress(EngineUnavailable, CallFailed):
            clean(self._client, self._names)
        with suppress(EngineUnavailable):
            self._lease.release()
        return generation

    def _commit(self) -> int:
        parts = self._compacted()
        if self._added is not None or not parts:
            added = self._target()
            added.bulk.flush()
            seal(self._client, added.index, added.totals, deleted=added.replaced)
            parts.append(Part(added.index))
        tip = Tip(self._old.number + 1, int(time.time() * 1000), secrets.token_hex(8))
        if not self._lease.is_held:
            raise self._overtaken()
        actions = commit_actions(self._names, self._old, tip, parts)
        try:
            self._client.call("POST", "/_aliases", {"actions": actions}, seconds=PATIENCE)
        except (CallFailed, EngineUnavailable):
            # The reply alone may have been lost, and then a second attempt was refused.
            if newest_tip(self._client, self._names) != tip:
                raise
        return tip.generation

    def _overtaken(self) -> IndexLocked:
        return IndexLocked(self._path, "another run, which took over while this one did not answer")

    @property
    def _path(self) -> Path:
        return Path(self._names.prefix)

    def _compacted(self) -> list[Part]:
        """The indices of before that are kept, with more of them hidden, and a copy of those that
        are not."""
        sized = [self._sized(self._hiding(part)) for part in self._kept]
        sized = [one for one in sized if one.shown.records]
        copied = to_copy(sized)
        parts = [one.part for one in sized if one not in copied]
        if copied:
            expected = sum((one.shown for one in copied), Totals())
            shards = self._client.options.shards if expected.records > SMALL else 1
            index, alias = make_index(self._client, self._names, self._identity, shards)
            self._made.append(index)
            for one in copied:
                chosen = any_of([one.part.filter(PASSAGE), one.part.filter(DOCUMENT)])
                copy_records(self._client, one.part.index, chosen, alias)
            seal(self._client, index, expected, deleted=False)
            parts.append(Part(index))
        return parts

    def _hiding(self, part: Part) -> Part:
        """The index without what this change removes or replaces. Names of which it holds nothing
        are left out: they would make it worn, though nothing is hidden in it."""
        gone = self._removed | self._replaced
        removed = held_values(self._client, part.index, PASSAGE, "owner", self._removed)
        return part.without(removed, held_values(self._client, part.index, DOCUMENT, "id", gone))

    def _sized(self, part: Part) -> Sized:
        stored = read_totals(self._client, part.index)
        if not part.hidden and not part.hidden_documents:
            return Sized(part, stored, stored)
        chosen = any_of([part.filter(PASSAGE), part.filter(DOCUMENT)])
        return Sized(part, stored, totals_of(self._client, part.index, chosen, PATIENCE))

    def cancel(self) -> None:
        self._check_open()
        self._open = False
        # If the cluster does not answer, the next change cleans up, and the lease runs out.
        with suppress(EngineUnavailable):
            self._discard()
        with suppress(EngineUnavailable):
            self._lease.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open:
            self.cancel()
