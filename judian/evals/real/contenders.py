"""What each reader gives of a PDF: ours, and those it is measured beside.

Each is read once, page by page, with its seconds of processor time; one that is not installed is
left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from indexer.documents.build import build_document
from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf import reader
from indexer.structure.rank_marks import with_rank_marks
from judian.core.model import DocumentInfo, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from indexer.structure.blocks import Block, Table
    from judian.evals.real.printed import PrintedPage

#: The readers in the order of the printed table; the first is ours.
NAMES = ("judian", "pdftotext", "pypdfium2", "pdfplumber")
#: Seconds after which pdftotext is given up.
_LONGEST = 300
_TEXT = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE})


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with the 1-based page on which its row stands."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Segment:
    """What one block has on one page. `opens` and `closes` are True if it holds the block's
    beginning and its end; `running` for paragraphs, list items and quotations, `contents` for
    tables of contents."""

    text: str
    page: int
    opens: bool = True
    closes: bool = True
    running: bool = False
    contents: bool = False


@dataclass
class Read:
    """What a reader gives of a file.

    `texts` are the pages' texts, tables included, by page number. `segments` and `cells` are
    empty for a reader that knows no paragraphs or tables (`structured`, `tables`).
    """

    name: str
    texts: dict[int, str] = field(default_factory=dict)
    segments: list[Segment] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    structured: bool = False
    tables: bool = False
    seconds: float = 0.0
    record: DocumentInfo | None = None
    problem: str = ""


def installed() -> tuple[str, ...]:
    """The readers that can be run here."""
    there = {
        "pdftotext": shutil.which("pdftotext") is not None,
        "pdfplumber": find_spec("pdfplumber") is not None,
    }
    return tuple(name for name in NAMES if there.get(name, True))


def read_by(name: str, path: Path, limit: int | None, printed: Sequence[PrintedPage]) -> Read:
    """What a reader gives of the first `limit` pages. A reader that fails has a `problem`, and
    no texts."""
    read = Read(name)
    started = _processor_seconds()
    try:
        _READERS[name](read, path, limit, printed)
    except Exception as error:  # noqa: BLE001 - readers raise anything on broken files
        read.problem = f"{type(error).__name__}: {error}"[:200]
    read.seconds = _processor_seconds() - started
    return read


def _processor_seconds() -> float:
    """Processor time of this process and of those that it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _judian(read: Read, path: Path, limit: int | None, _: Sequence[PrintedPage]) -> None:
    """Our reading. The first part that the reader yields are facts on the file."""
    wanted = None if limit is None else limit + 1
    parts = list(islice(reader.parts(path, ReadOptions(ocr="never")), wanted))
    reading = reader.assemble(parts, None)
    read.structured = read.tables = True
    for block in with_rank_marks(reading.blocks):
        for segment in segments_of(block):
            read.segments.append(segment)
            _add(read, segment.page, segment.text)
        if block.table is not None:
            _add_table(read, block, block.table)
    info = DocumentInfo("", "", (path.name,), "pdf", "")
    read.record = build_document(info, None, reading)[0].info


def segments_of(block: Block) -> Iterator[Segment]:
    """Yield the part of a block's text on each of its pages."""
    if block.table is not None or not block.text or block.page is None:
        return
    bounds = [0, *block.breaks, len(block.text)]
    last = len(bounds) - 2
    for at, (start, end) in enumerate(pairwise(bounds)):
        yield Segment(
            block.text[start:end], block.page + at, at == 0, at == last, block.kind in _TEXT,
            block.kind is Kind.CONTENTS,
        )  # fmt: skip


def _add(read: Read, page: int, text: str) -> None:
    read.texts[page] = f"{read.texts.get(page, '')}{text}\n"


def _add_table(read: Read, block: Block, table: Table) -> None:
    first = block.page or 1
    if table.caption:
        _add(read, first, table.caption)
    if table.unit:
        _add(read, first, f"單位：{table.unit}")
    for cell in table.cells:
        page = first + sum(row <= cell.row for row in block.breaks)
        read.cells.append(Cell(cell.text, page))
        _add(read, page, cell.text)
    if table.note:
        _add(read, block.last_page, table.note)


def _pdftotext(read: Read, path: Path, limit: int | None, _: Sequence[PrintedPage]) -> None:
    last = [] if limit is None else ["-l", str(limit)]
    done = subprocess.run(
        ["pdftotext", "-q", "-enc", "UTF-8", *last, str(path), "-"],
        capture_output=True, check=True, timeout=_LONGEST,
    )  # fmt: skip
    pages = done.stdout.decode("utf-8", errors="replace").split("\f")
    read.texts = dict(enumerate(pages[:-1], 1))


def _pypdfium2(read: Read, path: Path, limit: int | None, printed: Sequence[PrintedPage]) -> None:
    """PDFium's texts, taken again only to be timed."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        for page in printed[:limit]:
            text_page = document[page.number - 1].get_textpage()
            read.texts[page.number] = text_page.get_text_range()
            text_page.close()
    finally:
        document.close()


def _pdfplumber(read: Read, path: Path, limit: int | None, _: Sequence[PrintedPage]) -> None:
    import pdfplumber

    read.tables = True
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages[:limit], 1):
            read.texts[number] = page.extract_text() or ""
            for table in page.extract_tables():
                texts = (text for row in table for text in row if text)
                read.cells += [Cell(text, number) for text in texts]
            page.close()


_READERS: dict[str, Callable[[Read, Path, int | None, Sequence[PrintedPage]], None]] = {
    "judian": _judian,
    "pdftotext": _pdftotext,
    "pypdfium2": _pypdfium2,
    "pdfplumber": _pdfplumber,
}
