"""The report of a run of the indexer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core.model import DocumentInfo, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.documents.sources_table import TableFault


@dataclass(slots=True)
class RunReport:
    """The result of a run: file names by outcome, and totals.

    A document is named by the first of its files; further files with the same bytes are `same`,
    so that all names and `unchanged` together are the files found (a `removed` document has none).
    `table_faults` are the faults of sources tables, with the table's path.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[DocumentInfo] = field(default_factory=list)
    partial: list[DocumentInfo] = field(default_factory=list)
    table_faults: list[tuple[Path, TableFault]] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0
    generation: int | None = None
    dry_run: bool = False

    @property
    def changes(self) -> int:
        """Number of files whose record in the index was, or in a dry run would be, changed."""
        return len(self.added) + len(self.changed) + len(self.moved) + len(self.removed)

    def count(self, info: DocumentInfo) -> None:
        """Add the outcome of reading one file."""
        self.passages += info.passages
        if info.verdict is Verdict.PARTIAL:
            self.partial.append(info)
        elif info.verdict is Verdict.FAILED:
            self.failed.append(info)
            for names in (self.added, self.changed):
                if info.source in names:
                    names.remove(info.source)
