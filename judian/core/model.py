"""Documents, passages and tables: the values that the packages exchange.

All offsets are half-open ranges of Unicode code points. A passage's `text` is always exactly
`document.text[start:end]`; offsets of cells, figures and mentions point into the passage's
own text. Values are frozen; they become JSON by `to_json` and come back by `from_json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from judian.zh.figures.extraction import Figure
from judian.zh.instruments import Mention


class Kind(StrEnum):
    """The kind of a passage in the layout of its document."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_HEAD = "table_head"  # caption, unit line and header rows of one table
    TABLE_ROW = "table_row"
    NOTE = "note"  # 註, 資料來源 under a table
    FOOTNOTE = "footnote"
    QUOTE = "quote"
    CONTENTS = "contents"  # of a table of contents, of tables or of figures, or of an index


class Verdict(StrEnum):
    """The result of reading a source file."""

    KEPT = "kept"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: `[start, end)` into the passage's text.

    `column` is the header path over the cell from the top down (合計 › 件數), `row` the row's
    own header cells from the left. A merged header is part of every path that it spans.
    """

    start: int
    end: int
    column: tuple[str, ...] = ()
    row: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"cell: reversed [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class TableRow:
    """The place of a passage of kind TABLE_ROW in its table.

    `table` and `row` count from 1 within the document (header rows not counted). `unit` is
    the table's unit line without 單位：; `note` the text under the caption or the table
    on its period or source.
    """

    table: int
    row: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    unit: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of search and of citation.

    `[start, end)` points into `Document.text`. `ordinal` and `paragraph` count from 1 within
    the document; passages cut from one long paragraph share its `paragraph`. `page` is
    1-based, None where the source has no pages; `page_label` is what is printed on the page
    where that differs. `section` is the path of headings from the outermost in. `place` are the
    cells (A5:E5) of the sheet whose name begins `section`, None outside of workbooks. `lead` is the
    numbered line that it belongs under and that is no heading. `boxes` are
    (page, x0, y0, x1, y1) of its lines in points from the page's top left, where the format
    knows them: a passage cut from a paragraph has those of all lines that may hold it.
    `recognised` is the mean confidence (0 to 1) of OCR in its lines, None for text that was not
    recognised.
    """

    id: str
    doc_id: str
    ordinal: int
    kind: Kind
    text: str
    start: int
    end: int
    paragraph: int
    page: int | None = None
    page_label: str | None = None
    section: tuple[str, ...] = ()
    table: TableRow | None = None
    figures: tuple[Figure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()
    place: str | None = None
    recognised: float | None = None
    lead: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"passage {self.id!r}: empty or reversed [{self.start}, {self.end})")
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"passage {self.id!r}: {len(self.text)} code points at [{self.start}, {self.end})"
            )


#: Formats of workbooks, which have sheets instead of pages.
_SHEET_FORMATS = frozenset({"xlsx", "ods", "xls", "xlsb"})


@dataclass(frozen=True, slots=True)
class PageVerdict:
    """The quality of the text of a page: good, empty, scanned, unreadable_font, mojibake, …. In a
    workbook `page` counts its visible sheets."""

    page: int
    verdict: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The metadata of a document; one for each distinct content of source files.

    `id` is the first 16 hexadecimal digits of the SHA-256 of the file's bytes. `sources` are the
    shown names (relative to the folder given to the indexer) of the files with these bytes;
    `addresses` are those by which the files are opened again (`judian.core.names`), `roots` the
    addresses of the folders (relative to the folder of the index, so that both can be moved
    together) and `stamps` their (size in bytes, modification time in ns) when read, in the same
    order.
    `date` is an ISO date, month or year (2022-09); `period_*` the ISO dates the document's
    figures speak of. `provenance` names the source of title, agency, date and period.
    """

    id: str
    title: str
    sources: tuple[str, ...]
    format: str
    sha256: str
    addresses: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    stamps: tuple[tuple[int, int], ...] = ()
    agency: str | None = None
    date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    pages: int | None = None
    passages: int = 0
    characters: int = 0
    encoding: str | None = None
    verdict: Verdict = Verdict.KEPT
    reason: str | None = None
    message_en: str | None = None
    message_zh: str | None = None
    page_verdicts: tuple[PageVerdict, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    indexed_at: str | None = None

    @property
    def source(self) -> str:
        """The first of its file names."""
        return self.sources[0]

    @property
    def has_sheets(self) -> bool:
        """True for a workbook, whose page verdicts are those of its sheets."""
        return self.format in _SHEET_FORMATS

    @property
    def year(self) -> int | None:
        """The Gregorian year of its date, or of the end of its period."""
        stamp = self.date or self.period_end
        return int(stamp[:4]) if stamp else None


def to_json(value: Any) -> Any:
    """Dataclasses, enums and tuples as JSON values; empty optional parts are left out.

    Decimals become strings, so that no digit is lost on disk.
    """
    if isinstance(value, str):
        return str(value) if isinstance(value, StrEnum) else value
    if value is None or isinstance(value, (int, float)):
        return value
    names = _field_names(value.__class__)
    if names is not None:
        return {
            name: part if part.__class__ in _PLAIN else to_json(part)
            for name in names
            if (part := getattr(value, name)) is not None
            and (part or part.__class__ not in _EMPTY_PARTS)
        }
    if isinstance(value, (tuple, list)):
        return [v if v.__class__ in _PLAIN else to_json(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    return str(value)


#: Types of values that are JSON as they are; most values of a passage, which need no call.
_PLAIN = frozenset({str, int, float, bool, type(None)})
#: Types of optional parts that are left out when they are empty.
_EMPTY_PARTS = (str, tuple, dict)


@cache
def _field_names(kind: Any) -> tuple[str, ...] | None:
    """The names of the fields of a dataclass; None for any other type.

    Cached, since it is called for every value of every passage.
    """
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def passage_from_json(data: Mapping[str, Any]) -> Passage:
    """The inverse of `to_json` for a passage."""
    table = data.get("table")
    return Passage(
        **{
            **data,
            "kind": Kind(data["kind"]),
            "text": data.get("text", ""),
            "section": tuple(data.get("section", ())),
            "table": table
            and TableRow(
                **{
                    **table,
                    "cells": tuple(
                        Cell(
                            c["start"],
                            c["end"],
                            tuple(c.get("column", ())),
                            tuple(c.get("row", ())),
                        )
                        for c in table.get("cells", ())
                    ),
                }
            ),
            "figures": tuple(Figure.from_json(f) for f in data.get("figures", ())),
            "mentions": tuple(Mention.from_json(m) for m in data.get("mentions", ())),
            "boxes": tuple((int(b[0]), *map(float, b[1:])) for b in data.get("boxes", ())),
        }
    )


def document_from_json(data: Mapping[str, Any]) -> DocumentInfo:
    """The inverse of `to_json` for a document's info."""
    return DocumentInfo(
        **{
            **data,
            "title": data.get("title", ""),
            "format": data.get("format", ""),
            "sha256": data.get("sha256", ""),
            "sources": tuple(data["sources"]),
            "addresses": tuple(data.get("addresses", ())),
            "roots": tuple(data.get("roots", ())),
            "stamps": tuple((int(a), int(b)) for a, b in data.get("stamps", ())),
            "verdict": Verdict(data.get("verdict", "kept")),
            "page_verdicts": tuple(PageVerdict(**p) for p in data.get("page_verdicts", ())),
            "provenance": dict(data.get("provenance", {})),
        }
    )
