"""The fallback extractor gives what it can, and never raises for a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.page import fallback
from indexer.readers.pdf.page.fallback import FallbackExtractor
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Frame
from indexer.readers.pdf.source.ocr import OcrPage, Recognizer
from indexer.readers.pdf.source.pdfium import PdfiumFailure
from tests.indexer.readers.pdf.page.extraction import content_of
from tests.indexer.readers.pdf.page_setup import glyphs, line

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import Glyph
    from indexer.readers.pdf.source.page_content import PageContent

TEXT = "本局今年完成各漁港設備之檢查"
OCR = Recognizer("ocr", "chi_tra")


class TwoPages:
    """In the place of a document that PDFium opened; `problem` is raised for each page of it."""

    pages = 2
    problem: Exception | None = None
    opened = 0
    closed = 0

    def __init__(self, path: Path) -> None:
        TwoPages.opened += 1
        if path.name == "locked.pdf":
            raise PdfiumFailure("the password is wrong")
        if path.name == "broken.pdf":
            raise PdfiumFailure("no page tree")

    def content(self, index: int) -> PageContent:
        if self.problem:
            raise self.problem
        return content_of(f"{TEXT}{index}")

    def image_share(self, index: int) -> float:
        return 0.25 * index

    def annotations(self, index: int) -> list[Glyph]:
        if self.problem:
            raise self.problem
        return glyphs(f"{index}", 70, 600)

    def render(self, _index: int, _resolution: int) -> None:
        if self.problem:
            raise self.problem

    def size(self, _index: int) -> tuple[float, float]:
        return 595.0, 842.0

    def close(self) -> None:
        TwoPages.closed += 1


@pytest.fixture(autouse=True)
def _two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TwoPages, "opened", 0)
    monkeypatch.setattr(TwoPages, "closed", 0)
    monkeypatch.setattr(TwoPages, "problem", None)
    monkeypatch.setattr(fallback, "PdfiumDocument", TwoPages)
    found = OcrPage(Frame(0, 595.0, 842.0), [line("第一頁", 70, 100)], 0.876)
    monkeypatch.setattr(Recognizer, "recognize", lambda *_: found)


def test_pages_are_counted_from_1() -> None:
    extractor = FallbackExtractor(Path("report.pdf"))
    assert extractor.pages == 2
    content = extractor.content(2)
    assert content is not None
    assert "".join(glyph.text for glyph in content.glyphs) == f"{TEXT}1"
    assert content.image == 0.25
    assert [glyph.text for glyph in extractor.annotations(2)] == ["1"]
    part = extractor.recognize(2, OCR)
    assert isinstance(part, PagePart)
    assert ([row.text for row in part.lines], part.number) == (["第一頁"], 2)
    assert (part.verdict, part.detail) == ("ocr", "mean confidence 0.88")


def test_a_page_after_the_last_one_is_empty() -> None:
    extractor = FallbackExtractor(Path("report.pdf"))
    assert extractor.content(3) is None
    assert extractor.annotations(3) == []
    assert extractor.recognize(3, OCR) == "the page cannot be rendered"


@pytest.mark.parametrize(("name", "locked"), [("locked.pdf", True), ("broken.pdf", False)])
def test_a_file_that_cannot_be_opened_has_no_pages(name: str, locked: bool) -> None:
    extractor = FallbackExtractor(Path(name))
    assert extractor.pages == 0
    assert extractor.locked == locked
    assert extractor.content(1) is None
    assert extractor.annotations(1) == []
    assert extractor.recognize(1, OCR) == "the page cannot be rendered"
    extractor.close()
    assert (TwoPages.opened, TwoPages.closed) == (1, 0)


def test_a_file_is_opened_at_the_first_use_and_once() -> None:
    extractor = FallbackExtractor(Path("report.pdf"))
    assert TwoPages.opened == 0
    extractor.content(1)
    extractor.annotations(1)
    extractor.close()
    assert (TwoPages.opened, TwoPages.closed) == (1, 1)


@pytest.mark.parametrize("problem", [PdfiumFailure("damaged"), OSError("damaged"), ValueError("x")])
def test_a_page_that_cannot_be_read_costs_itself_only(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TwoPages, "problem", problem)
    extractor = FallbackExtractor(Path("report.pdf"))
    assert extractor.content(1) is None
    assert extractor.annotations(1) == []
    assert extractor.recognize(1, OCR) == f"{type(problem).__name__}: {problem}"


@pytest.mark.parametrize(("length", "whole"), [(125, True), (155, False)], ids=str)
def test_a_long_message_of_an_error_is_cut(
    length: int, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TwoPages, "problem", ValueError("x" * length))
    reason = FallbackExtractor(Path("report.pdf")).recognize(1, OCR)
    assert isinstance(reason, str)
    assert (reason == f"ValueError: {'x' * length}") == whole
