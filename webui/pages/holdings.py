"""What a collection holds: its documents by agency and year, and those that were read last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import current_app

from judian.core.model import Verdict
from webui.http.backend import backend
from webui.pages import limits

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo
    from webui.http.backend import Backend
    from webui.pages.by_generation import ByGeneration


@dataclass(frozen=True, slots=True)
class Holdings:
    """The documents of a collection that were read, without those that failed.

    `agencies` are most frequent first, `years` (Gregorian) newest first; each with its number of
    documents. `undated` counts documents without a date, `updated` is the ISO time at which the
    newest was read, `latest` are those read last.
    """

    documents: int
    agencies: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    undated: int
    updated: str | None
    latest: tuple[DocumentInfo, ...]

    @property
    def range_of_years(self) -> tuple[int, int] | None:
        """The first and the last year of the documents; None if none is dated."""
        return (self.years[-1][0], self.years[0][0]) if self.years else None

    def since(self, stamp: str) -> list[DocumentInfo]:
        """Of the documents read last those that were read after an ISO time, the last first."""
        after = datetime.fromisoformat(stamp)
        return [
            info
            for info in self.latest
            if info.indexed_at and datetime.fromisoformat(info.indexed_at) > after
        ]


def make(backend: Backend) -> Holdings:
    """The holdings of a read path."""
    kept = [info for info in backend.documents() if info.verdict is not Verdict.FAILED]
    agencies = Counter(info.agency for info in kept if info.agency)
    years = Counter(info.year for info in kept if info.year is not None)
    latest = sorted(kept, key=lambda info: (info.indexed_at or "", info.id), reverse=True)
    return Holdings(
        documents=len(kept),
        agencies=tuple(sorted(agencies.items(), key=lambda pair: (-pair[1], pair[0]))),
        years=tuple(sorted(years.items(), reverse=True)),
        undated=sum(info.year is None for info in kept),
        updated=latest[0].indexed_at if latest else None,
        latest=tuple(latest[: limits.LATEST]),
    )


def holdings() -> Holdings:
    """What the current user may see of the collection."""
    known: ByGeneration[Holdings] = current_app.extensions["holdings"]
    return known.of(backend())


def updated_at() -> str | None:
    """When the newest document that the current user may see was read, as an ISO time."""
    return holdings().updated
