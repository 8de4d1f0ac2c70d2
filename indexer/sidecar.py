"""SOURCES.tsv: what the keeper of a folder knows of its files; it overrides what they say.

A table with a header line, columns parted by tabs, one file a line. `file` is the name within
the folder; `title`, `agency`, `date` (ISO date, month or year), `period` (two ISO dates parted
by a slash) override what was read where they are filled; other columns are for people. A row
with a `sha256` speaks of exactly these bytes and is passed over when the file has others.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.metadata import Metadata

NAME = "SOURCES.tsv"
_DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; empty cells are None."""

    title: str | None = None
    agency: str | None = None
    date: str | None = None
    period: tuple[str, str] | None = None
    sha256: str | None = None

    def facts(self) -> dict[str, object]:
        """What the row overrides, field by field."""
        found = {
            "title": self.title, "agency": self.agency, "date": self.date, "period": self.period,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}


def load(folder: Path) -> dict[str, Entry]:
    """The rows of a folder's table by file name; {} where there is none or it is unreadable."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["file"].strip(): _entry(row) for row in rows if (row.get("file") or "").strip()}


def _entry(row: Mapping[str | None, str | None]) -> Entry:
    def cell(name: str) -> str | None:
        return (row.get(name) or "").strip() or None

    date = cell("date")
    ends = (cell("period") or "").split("/")
    period = (ends[0], ends[1]) if len(ends) == 2 and all(map(_DATE.match, ends)) else None
    return Entry(
        title=cell("title"),
        agency=cell("agency"),
        date=date if date and _DATE.match(date) else None,
        period=period,
        sha256=(cell("sha256") or "").lower() or None,
    )


def applies(entry: Entry | None, sha256: str) -> bool:
    """True when the row speaks of a file with this digest."""
    return entry is not None and entry.sha256 in (None, sha256)


def override(found: Metadata, entry: Entry | None) -> Metadata:
    """The metadata with the row's cells in place of what was read."""
    if entry is None:
        return found
    provenance = {**found.provenance, **dict.fromkeys(entry.facts(), NAME)}
    return replace(
        found,
        title=entry.title or found.title,
        agency=entry.agency or found.agency,
        date=entry.date or found.date,
        period_start=entry.period[0] if entry.period else found.period_start,
        period_end=entry.period[1] if entry.period else found.period_end,
        provenance=provenance,
    )
