"""SOURCES.tsv, the sources table of a folder: metadata of its files that overrides what was read.

The table has a header line, tab-separated columns and one file on each line. `file` is the name
within the folder, as it is or as it is shown. `title`, `agency`, `date` (ISO date, month or year)
and `period` (two ISO dates separated by a slash) override the metadata where they are filled; other
columns are for people. A row with a `sha256` applies only to a file with that digest. Faults of the
table are reported at the end of the run.
"""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.files.encoding import decode
from indexer.files.names import shown_name
from judian.core.errors import SourceUnreadable
from judian.core.names import visible
from judian.core.overrides import KEEPER
from judian.core.stated_dates import first_day, period

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.documents.metadata import Metadata
    from judian.core.overrides import Override

NAME = "SOURCES.tsv"
#: Bytes of a table, which is read in the main process; one of 24 MB with 95,000 files took 1.4 s of
#: processor time and 90 MB of memory.
LARGEST = 24 << 20
#: Faults of one table that are reported one by one.
MOST_FAULTS = 100

Row = Mapping[str | None, str | None]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row; empty cells are None. The fields `mended` are those of a keeper
    (`judian.core.overrides`), which override those of the table."""

    title: str | None = None
    agency: str | None = None
    date: str | None = None
    period: tuple[str, str] | None = None
    sha256: str | None = None
    mended: frozenset[str] = frozenset()

    @property
    def origins(self) -> dict[str, str]:
        """The origin of each field that is overridden: this table, or what a keeper mended."""
        return {name: KEEPER if name in self.mended else NAME for name in self.facts()}

    def facts(self) -> dict[str, object]:
        """The fields that the row overrides, with their values."""
        found = {
            "title": self.title, "agency": self.agency, "date": self.date, "period": self.period,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class TableFault:
    """A part of a table that was ignored: the line (from 1; 0 is the whole table), and the reason
    in English and Chinese."""

    line: int
    en: str
    zh: str


@dataclass(frozen=True)
class SourcesTable:
    """The rows of a folder's table by file name, and its faults."""

    entries: Mapping[str, SourceRow] = field(default_factory=dict)
    faults: tuple[TableFault, ...] = ()

    def row(self, name: str, alike: int = 1) -> SourceRow | None:
        """The row of a file: that of its very name or, if only one file of the folder is shown
        by its name (`alike`), that of its shown name."""
        found = self.entries.get(name)
        if found is None and alike == 1:
            return self._by_shown_name.get(shown_name(name))
        return found

    @cached_property
    def _by_shown_name(self) -> Mapping[str, SourceRow]:
        return {shown_name(name): row for name, row in self.entries.items()}


#: Characters of a line; that of a real table is far shorter. The limit of csv itself is a setting
#: of the whole process.
_LONGEST_LINE = 100_000


def load(folder: Path) -> SourcesTable:
    """The table of a folder, empty if the folder has no table.

    Big5 and UTF-16, in which spreadsheet programs save it, are read too. A fault costs only its
    cell, its row or, if nothing can be read, the table.
    """
    path = folder / NAME
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return _unusable("it is not a file, or it is too large", "不是檔案，或檔案過大")
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
            return _unusable(f"it is not a table (a line has {longest:,} characters)",
                             f"不是表格（有一列長達 {longest:,} 字）")  # fmt: skip
        return _table(text)
    except csv.Error as error:
        return _unusable(f"it is not a table ({error})", f"不是表格（{error}）")
    except SourceUnreadable as error:
        if error.reason == "empty":
            return SourcesTable()
        return _unusable(str(error.facts["detail_en"]), str(error.facts["detail_zh"]))


def _unusable(en: str, zh: str) -> SourcesTable:
    return SourcesTable(faults=(TableFault(0, en, zh),))


def _table(text: str) -> SourcesTable:
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "file" not in (rows.fieldnames or ()):
        fault = TableFault(
            1,
            "its first line has no column `file`; columns must be separated by tabs",
            "第一列沒有 file 欄；各欄須以定位字元（Tab）分隔",
        )
        return SourcesTable(faults=(fault,))
    entries: dict[str, SourceRow] = {}
    faults: list[TableFault] = []
    for row in rows:
        name = (row["file"] or "").strip()
        if not name:
            continue
        if name in entries:
            shown = visible(name)
            faults.append(TableFault(rows.line_num, f"{shown} is listed twice; this line applies",
                                f"{shown} 重複出現，以此列為準"))  # fmt: skip
        entries[name] = _entry(row)
        faults += [TableFault(rows.line_num, *words) for words in _misread(row)]
    if len(faults) > MOST_FAULTS:
        more = len(faults) - MOST_FAULTS
        last = TableFault(faults[MOST_FAULTS].line, f"and {more:,} more lines with faults",
                          f"另有 {more:,} 處無法使用")  # fmt: skip
        faults = [*faults[:MOST_FAULTS], last]
    return SourcesTable(entries, tuple(faults))


def _cell(row: Row, name: str) -> str:
    return (row.get(name) or "").strip()


def _entry(row: Row) -> SourceRow:
    day = _cell(row, "date")
    return SourceRow(
        title=visible(_cell(row, "title")) or None,
        agency=visible(_cell(row, "agency")) or None,
        date=day if first_day(day) else None,
        period=_period(_cell(row, "period")),
        sha256=_cell(row, "sha256").lower() or None,
    )


def _period(cell: str) -> tuple[str, str] | None:
    start, _, end = cell.partition("/")
    return period(start, end)


def _misread(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the reasons, in English and Chinese, why cells of a row cannot be used."""
    day, period = visible(_cell(row, "date")), visible(_cell(row, "period"))
    if day and not first_day(day):
        yield (f"the date {day} must be one of the calendar, like 2024-05-20, 2024-05 or 2024",
               f"日期 {day} 須為曆書上的日期，寫成 2024-05-20、2024-05 或 2024")  # fmt: skip
    if period and _period(period) is None:
        yield (f"the period {period} must be two dates in order, like 2023-01-01/2023-12-31",
               f"期間 {period} 須為先後兩個日期，寫成 2023-01-01/2023-12-31")  # fmt: skip


def applies(entry: SourceRow | None, sha256: str) -> bool:
    """True if the row applies to a file with this digest."""
    return entry is not None and entry.sha256 in (None, sha256)


def with_override(entry: SourceRow | None, mended: Override | None) -> SourceRow | None:
    """The row with what a keeper mended in place of its fields; None if there is neither."""
    if mended is None or not mended.facts():
        return entry
    facts = mended.facts()
    return replace(entry or SourceRow(), **facts, mended=frozenset(facts))


def override(found: Metadata, entry: SourceRow | None) -> Metadata:
    """The metadata with the filled cells of the row in place of what was read."""
    if entry is None:
        return found
    provenance = {**found.provenance, **entry.origins}
    return replace(
        found,
        title=entry.title or found.title,
        agency=entry.agency or found.agency,
        date=entry.date or found.date,
        period_start=entry.period[0] if entry.period else found.period_start,
        period_end=entry.period[1] if entry.period else found.period_end,
        provenance=provenance,
    )
