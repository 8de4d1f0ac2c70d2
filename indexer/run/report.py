"""What a run of the indexer did, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core.model import DocumentInfo, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.documents.sources_table import TableFault


@dataclass(slots=True)
class Report:
    """What a run did: file names by outcome, and its sums.

    A document is named by the first of its files; further files with the same bytes are `same`,
    so that all names and `unchanged` together are the files that were found (of a document that
    was `removed` there are none). `notes` are faults in tables that describe the files.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[DocumentInfo] = field(default_factory=list)
    partial: list[DocumentInfo] = field(default_factory=list)
    notes: list[tuple[Path, TableFault]] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0
    generation: int | None = None
    dry_run: bool = False

    @property
    def changes(self) -> int:
        """Files whose record in the index was or would be altered."""
        return len(self.added) + len(self.changed) + len(self.moved) + len(self.removed)

    def count(self, info: DocumentInfo) -> None:
        """Enter what became of one reading."""
        self.passages += info.passages
        if info.verdict is Verdict.PARTIAL:
            self.partial.append(info)
        elif info.verdict is Verdict.FAILED:
            self.failed.append(info)
            for names in (self.added, self.changed):
                if info.source in names:
                    names.remove(info.source)
