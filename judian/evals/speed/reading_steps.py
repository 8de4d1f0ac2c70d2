"""Processor time of each step from a page of a PDF to its entries, in one process.

Beside them stands what PDFium takes to say of the same pages what the interpreter of pdfminer says:
which characters, where, in which size, and which paths. Files are read alternately by both, so that
other load of the machine affects both.
"""

from __future__ import annotations

import ctypes
import time
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.documents.build import build_document
from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.page.fallback import FallbackExtractor
from indexer.readers.pdf.page.reader import PageReader
from indexer.readers.pdf.reader import assemble
from indexer.readers.pdf.source.document import PdfDocument
from indexer.readers.pdf.source.pdfminer_setup import prepare_pdfminer
from indexer.run import received
from indexer.run.messages import dumps
from judian.core.model import DocumentInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.pdf.page.part import PagePart

#: The steps in their order; all but the last are those of the process that reads a file.
STEPS = (
    "content of the page, by pdfminer",
    "lines and ruled tables",
    "blocks of the document",
    "passages and their entries",
    "messages to the parent",
    "checks by the parent",
)
#: What PDFium does for the first of them.
PDFIUM_STEPS = (
    "PDFium: load the page",
    "PDFium: find its text",
    "PDFium: characters, boxes and sizes",
    "PDFium: paths",
)
#: Pages read before the measurement begins.
_WARM_PAGES = 5
#: Entries of one message, as the worker sends them.
_BATCH = 500


class StepTimes:
    """Processor seconds by step, and the number of pages."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys((*STEPS, *PDFIUM_STEPS), 0.0)
        self.pages = 0
        self._since = 0.0

    def begin(self) -> None:
        """Begin a step."""
        self._since = time.process_time()

    def end(self, step: str) -> None:
        """End the step, and begin the next one."""
        now = time.process_time()
        self.seconds[step] += now - self._since
        self._since = now

    def lines(self) -> Iterator[str]:
        """Yield one line for each step: milliseconds a page, and the share of all steps of ours."""
        whole = sum(self.seconds[step] for step in STEPS)
        for step, spent in self.seconds.items():
            share = f"{100 * spent / whole:5.1f} %" if step in STEPS and whole else ""
            yield f"{step:36} {1000 * spent / max(self.pages, 1):7.2f} ms a page {share}".rstrip()


def measure_steps(paths: Sequence[Path], most_pages: int) -> StepTimes:
    """The time of at most `most_pages` pages of each file; a file that cannot be read raises."""
    prepare_pdfminer()
    for path in paths[:1]:  # patterns are compiled and tables loaded
        _measure_ours(path, _WARM_PAGES, StepTimes())
    times = StepTimes()
    for path in paths:
        _measure_ours(path, most_pages, times)
        _measure_pdfium(path, most_pages, times)
    return times


def _measure_ours(path: Path, most_pages: int, times: StepTimes) -> None:
    content, structure, blocks, entries, messages, checks = STEPS
    fallback = FallbackExtractor(path)
    reader = PageReader(ReadOptions(ocr="never"), fallback)
    parts: list[PagePart] = []
    with PdfDocument(path) as document:
        found = document.pages()
        while len(parts) < most_pages:
            times.begin()
            page = next(found, None)
            times.end(content)
            if page is None:
                break
            part = reader.read(len(parts) + 1, page, None)
            times.end(structure)
            dumps(part)
            times.end(messages)
            parts.append(part)
    fallback.close()
    times.pages += len(parts)
    times.begin()
    reading = assemble(parts, None)
    times.end(blocks)
    info = DocumentInfo(path.name, "", (path.name,), "pdf", "0")
    _, found_entries = build_document(info, None, reading)
    made = list(found_entries)
    times.end(entries)
    dumps(reading)
    sent = [dumps(made[at : at + _BATCH]) for at in range(0, len(made), _BATCH)]
    times.end(messages)
    known: set[str] = set()
    for message in sent:
        received.entries(message, info.id, known)
    times.end(checks)


def _measure_pdfium(path: Path, most_pages: int, times: StepTimes) -> None:
    load, find, characters, paths = PDFIUM_STEPS
    document = pypdfium2.PdfDocument(path)
    for index in range(min(len(document), most_pages)):
        times.begin()
        page = pdfium.FPDF_LoadPage(document.raw, index)
        times.end(load)
        text = pdfium.FPDFText_LoadPage(page)
        times.end(find)
        _characters(text)
        times.end(characters)
        _paths(page)
        times.end(paths)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    document.close()


def _characters(text: Any) -> list[tuple[Any, ...]]:
    """Code, sides, size, and matrix without its shift, of each character."""
    sides, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    at_sides, at_matrix = ctypes.byref(sides), ctypes.byref(matrix)
    found = []
    for at in range(pdfium.FPDFText_CountChars(text)):
        pdfium.FPDFText_GetLooseCharBox(text, at, at_sides)
        pdfium.FPDFText_GetMatrix(text, at, at_matrix)
        code, size = pdfium.FPDFText_GetUnicode(text, at), pdfium.FPDFText_GetFontSize(text, at)
        box = (sides.left, sides.bottom, sides.right, sides.top)
        found.append((code, *box, size, matrix.a, matrix.b, matrix.c, matrix.d))
    return found


def _paths(page: Any) -> list[tuple[int, float, float]]:
    """Kind and point of each segment of each path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    found = []
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            for at in range(pdfium.FPDFPath_CountSegments(drawn)):
                segment = pdfium.FPDFPath_GetPathSegment(drawn, at)
                pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
                found.append((pdfium.FPDFPathSegment_GetType(segment), x.value, y.value))
    return found
