"""PDF pages that show what no text layer says, and what a PDF holds that no page shows."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from pdfminer.pdfinterp import PDFPageInterpreter

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.reader import assemble, parts
from indexer.readers.pdf.source.geometry import Frame
from indexer.readers.pdf.source.ocr import OcrPage, find_recognizer
from indexer.readers.pdf.source.pdfium import PdfiumDocument
from indexer.readers.pdf.source.raster import Picture, unpadded
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind, PageVerdict
from tests.indexer.readers.pdf import page_setup, raw_pdf, typeset
from tests.indexer.readers.pdf.report import Para, Report
from tests.indexer.readers.pdf.test_reader import ENGLISH, NEVER, read, texts, write
from tests.indexer.readers.pdf.typeset import Layout

if TYPE_CHECKING:
    from pathlib import Path


def scan() -> bytes:
    """A page that is a picture."""
    picture = raw_pdf.stream(
        bytes(range(100)),
        b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray",
    )
    return raw_pdf.raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
            b"/Resources<</XObject<</I 6 0 R>>>>>>",
            5: raw_pdf.stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            6: picture,
        }
    )


def test_a_scan_that_only_pdfium_can_open_is_not_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(PDFPageInterpreter, "render_contents", broken)
    with pytest.raises(SourceUnreadable) as caught:
        assemble(list(parts(write(tmp_path, scan()), NEVER)), None)
    assert caught.value.reason == "scanned"


def with_files(names: bytes, *, content: bytes = b"") -> bytes:
    """A page with this content, and a catalogue that names embedded files."""
    return raw_pdf.raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 7 0 R>>>>",
            2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            3: raw_pdf.HELVETICA,
            4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>",
            5: raw_pdf.stream(content),
            7: names,
            8: b"<</Names[(b)<</Type/Filespec/F(old)/UF<FEFF9644 4EF6>>> (c)<</F(c.odt)>>]>>",
        }
    )


@pytest.mark.parametrize(
    ("names", "reported"),
    [
        (b"<</Kids[8 0 R]>>", "附件, c.odt"),
        (b"<</Kids[8 0 R 7 0 R]>>", ", ".join(["附件, c.odt"] * 10)),  # a tree in a circle
        (b"<</Names[(a)9 0 R (b)]>>", "?"),
    ],
)
def test_files_inside_of_a_pdf_are_named(tmp_path: Path, names: bytes, reported: str) -> None:
    reading = read(tmp_path, with_files(names, content=raw_pdf.text(ENGLISH)))
    assert texts(reading) == ENGLISH
    assert reading.page_verdicts[-1] == PageVerdict(1, "attached", reported)
    with pytest.raises(SourceUnreadable, match=r"files attached to it \("):
        read(tmp_path, with_files(names))


def test_a_broken_tree_of_attached_files_costs_nothing(tmp_path: Path) -> None:
    for names in (b"null", b"[1]", b"<</Names 5/Kids 5>>", b"<</Kids[99 0 R]>>"):
        reading = read(tmp_path, with_files(names, content=raw_pdf.text(ENGLISH)))
        assert [each.verdict for each in reading.page_verdicts] == ["good"]


def test_a_page_number_alone_is_not_called_an_empty_page(tmp_path: Path) -> None:
    pages = [raw_pdf.text([str(n)], x=290, y=30) for n in range(1, 5)]
    with pytest.raises(SourceUnreadable) as caught:
        read(tmp_path, raw_pdf.pages(pages))
    assert caught.value.reason == "no_text"
    assert "page numbers" in caught.value.message("en")


def test_text_beyond_the_edge_of_the_page_is_counted(tmp_path: Path) -> None:
    page = raw_pdf.text(ENGLISH) + raw_pdf.text(["beyond the edge of the paper"] * 8, y=-300)
    reading = read(tmp_path, raw_pdf.pages([page]))
    assert texts(reading) == ENGLISH
    page = reading.page_verdicts[0]
    assert (page.verdict, page.detail) == ("good", "224 characters outside of the page")


class Reads:
    """A recognizer that finds the lines that it was made with, with a confidence of 0.5."""

    def __init__(self, *lines: str) -> None:
        self._lines = lines

    def recognize(self, _picture: object, width: float, height: float) -> OcrPage:
        made = [page_setup.line(text, 70, 100 + 20 * at) for at, text in enumerate(self._lines)]
        return OcrPage(Frame(0, width, height), made, 0.5)


@pytest.mark.parametrize(
    ("recognizer", "reason", "remedy"),
    [(None, "scanned", "tesseract-ocr-chi-tra"), (Reads(), "ocr_failed", "scan it anew")],
    ids=["tesseract is missing", "tesseract finds nothing"],
)
def test_a_scan_without_text_is_refused_with_what_helps(
    recognizer: Reads | None,
    reason: str,
    remedy: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("indexer.readers.pdf.page.reader.find_recognizer", lambda: recognizer)
    with pytest.raises(SourceUnreadable) as caught:
        assemble(list(parts(write(tmp_path, scan()), ReadOptions(ocr="auto"))), None)
    assert caught.value.reason == reason
    assert remedy in caught.value.hint("en")


OUTLINES = b"70 700 m " + b"70 700 71 705 72 700 c " * 300 + b"f "


@pytest.mark.parametrize(
    ("recognizer", "reason", "remedy"),
    [(None, "drawn", "tesseract-ocr-chi-tra"), (Reads(), "ocr_failed", "scan it anew")],
    ids=["tesseract is missing", "tesseract finds nothing"],
)
def test_letters_drawn_as_outlines_are_not_called_a_blank_page(
    recognizer: Reads | None,
    reason: str,
    remedy: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("indexer.readers.pdf.page.reader.find_recognizer", lambda: recognizer)
    path = write(tmp_path, raw_pdf.pages([OUTLINES]))
    with pytest.raises(SourceUnreadable) as caught:
        assemble(list(parts(path, ReadOptions(ocr="auto"))), None)
    assert caught.value.reason == reason
    assert remedy in caught.value.hint("en")


def test_letters_drawn_as_outlines_are_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "indexer.readers.pdf.page.reader.find_recognizer", lambda: Reads("本處完成檢查。")
    )
    path = write(tmp_path, raw_pdf.pages([OUTLINES, raw_pdf.text(ENGLISH) + OUTLINES]))
    reading = assemble(list(parts(path, ReadOptions(ocr="auto"))), None)
    assert [each.verdict for each in reading.page_verdicts] == ["ocr", "good"]
    assert texts(reading) == ["本處完成檢查。", *ENGLISH]


def test_a_recognised_page_says_so_with_its_confidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "indexer.readers.pdf.page.reader.find_recognizer", lambda: Reads("本處完成檢查。")
    )
    reading = assemble(list(parts(write(tmp_path, scan()), ReadOptions(ocr="auto"))), None)
    assert texts(reading) == ["本處完成檢查。"]
    verdict = reading.page_verdicts[0]
    assert (verdict.verdict, verdict.detail) == ("ocr", "mean confidence 0.50")


def test_sentences_of_a_recognised_page_are_no_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = ["本處完成漁港設備之檢查。", "並依規定公告其結果。"]
    monkeypatch.setattr(
        "indexer.readers.pdf.page.reader.find_recognizer", lambda: Reads(*sentences)
    )
    path = write(tmp_path, raw_pdf.pages([OUTLINES, raw_pdf.text(ENGLISH * 5, size=8)]))
    reading = assemble(list(parts(path, ReadOptions(ocr="auto"))), None)
    assert all(block.kind is not Kind.TITLE for block in reading.blocks)
    assert "".join(sentences) in "".join(texts(reading))


@pytest.mark.parametrize("ocr", ["auto", "never"])
def test_pages_with_text_are_not_recognised_unless_always(
    ocr: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "indexer.readers.pdf.page.reader.find_recognizer", lambda: Reads("另一段文字。")
    )
    path = write(tmp_path, raw_pdf.pages([raw_pdf.text(ENGLISH)]))
    assert texts(assemble(list(parts(path, ReadOptions(ocr=ocr))), None)) == ENGLISH
    always = assemble(list(parts(path, ReadOptions(ocr="always"))), None)
    assert texts(always) == ["另一段文字。"]


def test_a_picture_is_written_without_the_padding_of_its_rows() -> None:
    picture = Picture(3, 2, unpadded(b"abc.def.", 3, 2, 4))
    assert picture.pgm() == b"P5 3 2 255\nabcdef"
    assert unpadded(b"abcdef", 3, 2, 3) == b"abcdef"
    with pytest.raises(ValueError, match="5 pixels are not 3 × 2"):
        Picture(3, 2, b"abcde")


def test_a_page_is_drawn_without_a_library_of_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)  # it is not among the requirements
    picture = PdfiumDocument(write(tmp_path, scan())).render(0, 72)
    assert (picture.width, picture.height) == (595, 842)
    assert len(set(picture.pixels)) > 10


@pytest.mark.skipif(
    shutil.which("tesseract") is None or find_recognizer() is None,
    reason="tesseract with chi_tra is not installed",
)
def test_tesseract_reads_a_page_that_is_a_picture(tmp_path: Path) -> None:
    text = "本處於民國一百一十二年完成各漁港設備之檢查並公告其結果"
    page = typeset.typeset(Report("", [Para(text)]), Layout(size=16))
    picture = PdfiumDocument(write(tmp_path, page)).render(0, 200)
    scanned = raw_pdf.raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
            b"/Resources<</XObject<</I 6 0 R>>>>>>",
            5: raw_pdf.stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            6: raw_pdf.stream(
                picture.pixels,
                b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
                b"/ColorSpace/DeviceGray" % (picture.width, picture.height),
            ),
        }
    )
    reading = assemble(list(parts(write(tmp_path, scanned), ReadOptions(ocr="auto"))), None)
    (verdict,) = reading.page_verdicts
    assert verdict.verdict == "ocr"
    assert verdict.detail.startswith("mean confidence 0.")
    assert text[:12] in "".join(texts(reading)).replace(" ", "")
