"""SOURCES.tsv: what the keeper of a folder knows of its files; it overrides what they say.

A table with a header line, columns parted by tabs, one file a line. `file` is the name within
the folder; `title`, `agency`, `date` (ISO date, month or year), `period` (two ISO dates parted
by a slash) override what was read where they are filled; other columns are for people. A row
with a `sha256` speaks of exactly these bytes and is passed over when the file has others. What
cannot be used of the table is told at the end of the run.
"""

from __future__ import annotations

import csv
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from indexer.files.encoding import decode
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.documents.metadata import Metadata

NAME = "SOURCES.tsv"
#: Bytes of a table; one of a hundred thousand files has 20 MB.
LARGEST = 64 << 20
_DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")

Row = Mapping[str | None, str | None]


@dataclass(frozen=True, slots=True)
class SourceRow:
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


@dataclass(frozen=True, slots=True)
class TableFault:
    """Something in a table that was passed over: at which line (from 1; 0 is the whole table),
    and what is wrong, in English and Chinese."""

    line: int
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class SourcesTable:
    """The rows of a folder's table by file name, and what of it could not be used."""

    entries: Mapping[str, SourceRow] = field(default_factory=dict)
    faults: tuple[TableFault, ...] = ()


#: A line of a real table is far shorter. What csv refuses by itself depends on a setting of the
#: whole process.
_LONGEST_LINE = 100_000


def load(folder: Path) -> SourcesTable:
    """The table of a folder; an empty one where there is none.

    A spreadsheet program saves it as Big5 or UTF-16: both are read. What cannot be used is a
    fault and costs only its cell, its row or, where nothing can be read, the table.
    """
    path = folder / NAME
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return _unusable("it is no file, or too large", "不是檔案，或檔案過大")
        data = path.read_bytes()
    except FileNotFoundError:
        return SourcesTable()
    except OSError as error:
        detail = error.strerror or type(error).__name__
        return _unusable(f"it cannot be read ({detail})", f"無法讀取（{detail}）")
    try:
        text = decode(data, NAME).text
        longest = max(map(len, text.splitlines()), default=0)
        if longest > _LONGEST_LINE:
            return _unusable(f"it is no table (a line has {longest:,} characters)",
                             f"不是表格（有一列長達 {longest:,} 字）")  # fmt: skip
        return _table(text)
    except csv.Error as error:
        return _unusable(f"it is no table ({error})", f"不是表格（{error}）")
    except SourceUnreadable as error:
        if error.reason == "empty":
            return SourcesTable()
        return _unusable(str(error.facts["detail_en"]), str(error.facts["detail_zh"]))


def _unusable(en: str, zh: str) -> SourcesTable:
    return SourcesTable(faults=(TableFault(0, en, zh),))


def _table(text: str) -> SourcesTable:
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "file" not in (rows.fieldnames or ()):
        fault = TableFault(1, "its first line names no column `file`; columns are parted by tabs",
                      "第一列沒有 file 欄；各欄須以定位字元（Tab）分隔")  # fmt: skip
        return SourcesTable(faults=(fault,))
    entries: dict[str, SourceRow] = {}
    faults: list[TableFault] = []
    for row in rows:
        name = (row["file"] or "").strip()
        if not name:
            continue
        if name in entries:
            faults.append(TableFault(rows.line_num, f"{name} stands in it before; this line holds",
                                f"{name} 重複出現，以此列為準"))  # fmt: skip
        entries[name] = _entry(row)
        faults += [TableFault(rows.line_num, *words) for words in _misread(row)]
    return SourcesTable(entries, tuple(faults))


def _cell(row: Row, name: str) -> str:
    return (row.get(name) or "").strip()


def _entry(row: Row) -> SourceRow:
    date = _cell(row, "date")
    return SourceRow(
        title=_cell(row, "title") or None,
        agency=_cell(row, "agency") or None,
        date=date if _DATE.match(date) else None,
        period=_period(_cell(row, "period")),
        sha256=_cell(row, "sha256").lower() or None,
    )


def _period(cell: str) -> tuple[str, str] | None:
    ends = cell.split("/")
    return (ends[0], ends[1]) if len(ends) == 2 and all(map(_DATE.match, ends)) else None


def _misread(row: Row) -> Iterator[tuple[str, str]]:
    """What is wrong with the cells of a row, in English and Chinese."""
    date, period = _cell(row, "date"), _cell(row, "period")
    if date and not _DATE.match(date):
        yield (f"the date {date} is none like 2024-05-20, 2024-05 or 2024",
               f"日期 {date} 須寫成 2024-05-20、2024-05 或 2024")  # fmt: skip
    if period and _period(period) is None:
        yield (f"the period {period} is none like 2023-01-01/2023-12-31",
               f"期間 {period} 須寫成 2023-01-01/2023-12-31")  # fmt: skip


def applies(entry: SourceRow | None, sha256: str) -> bool:
    """True when the row speaks of a file with this digest."""
    return entry is not None and entry.sha256 in (None, sha256)


def override(found: Metadata, entry: SourceRow | None) -> Metadata:
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
