"""The choice between pdfminer's and PDFium's text of a page, and what is left of a bad page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.page import reader as page_reader
from indexer.readers.pdf.page.reader import PageReader
from indexer.readers.pdf.source.document import PageError
from indexer.readers.pdf.source.geometry import Box, Stroke
from indexer.readers.pdf.source.ocr import Recognizer
from indexer.wording.page_verdicts import NOTHING_RECOGNISED
from tests.indexer.readers.pdf.page.extraction import PreparedFallback, content_of
from tests.indexer.readers.pdf.page_setup import glyphs, line, page

if TYPE_CHECKING:
    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.page_content import PageContent

SENTENCE = "本局今年完成各漁港設備之檢查，並公告其結果供各界參考。"
BAD = "\ufffd"


def read(
    content: PageContent | PageError, fallback: PreparedFallback | None = None, ocr: str = "never"
) -> PagePart:
    reader = PageReader(ReadOptions(ocr=ocr), fallback or PreparedFallback())
    return reader.read(7, content, None)


def text_of(part: PagePart) -> str:
    return "".join(row.text for row in part.lines)


def han(count: int) -> str:
    return (SENTENCE.replace("，", "").replace("。", "") * 10)[:count]


def latin(count: int) -> str:
    return ("AnnualreportontheinspectionofharboursbyTaipei" * 10)[:count]


@pytest.mark.parametrize(
    ("characters", "asked"), [(37, 1), (43, 0)], ids=["37 characters", "43 characters"]
)
def test_a_page_with_few_characters_is_extracted_a_second_time(characters: int, asked: int) -> None:
    fallback = PreparedFallback()
    read(content_of(han(characters)), fallback)
    assert fallback.asked == asked


def test_a_page_whose_text_is_bad_is_extracted_a_second_time() -> None:
    fallback = PreparedFallback()
    read(content_of(han(60) + BAD * 20), fallback)
    assert fallback.asked == 1


@pytest.mark.parametrize(
    ("first", "other", "detail"),
    [
        (han(28), han(38), "read by PDFium"),
        (han(32), han(38), ""),
        (latin(28), latin(38), "read by PDFium"),
        (latin(32), latin(38), ""),
        (han(3) + latin(30), han(5), "read by PDFium"),
        (han(5) + latin(10), han(3) + latin(30), ""),
        ("", "", ""),
    ],
    ids=[
        *("74 % of the Han", "84 % of the Han"),
        *("74 % of the letters", "84 % of the letters"),
        *("fewer Han and more letters", "more Han and fewer letters"),
        "no text at all",
    ],
)
def test_pdfium_is_preferred_where_it_finds_clearly_more(
    first: str, other: str, detail: str
) -> None:
    part = read(content_of(first), PreparedFallback(content_of(other)))
    assert part.detail == detail
    assert text_of(part) == (other if detail else first)


@pytest.mark.parametrize(
    ("rare", "detail"), [(4, ""), (3, "read by PDFium")], ids=["88 % common", "91 % common"]
)
def test_what_pdfium_finds_more_must_be_common_characters(rare: int, detail: str) -> None:
    other = han(34 - rare) + "龘靐齉齾"[:rare]
    assert read(content_of(han(20)), PreparedFallback(content_of(other))).detail == detail


def test_where_pdfminer_has_no_characters_pdfium_s_guesses_are_not_text() -> None:
    part = read(content_of(BAD * 20), PreparedFallback(content_of(latin(38))))
    assert part.verdict == "unreadable_font"


def test_letters_of_pdfium_are_taken_if_they_are_readable() -> None:
    other = content_of(latin(30) + BAD * 8)
    assert read(content_of(latin(20)), PreparedFallback(other)).detail == ""


def test_pdfium_s_text_is_read_with_pdfminer_s_ruling_lines_and_image() -> None:
    first, other = content_of("第七頁"), content_of(han(38))
    first.strokes, first.fills, first.image = [Stroke(70, 700, 270, 700)], [Box(1, 1, 9, 9)], 0.9
    part = read(first, PreparedFallback(other))
    assert part.rulings == [(70, 700, 270, 700)]
    assert (other.fills, other.image) == (first.fills, 0.9)


@pytest.mark.parametrize(
    ("bad", "lines"), [(14, 2), (16, 0)], ids=["28 % without a code", "32 % without a code"]
)
def test_of_an_unreadable_page_the_text_is_kept_if_most_of_it_is_right(
    bad: int, lines: int
) -> None:
    part = read(content_of(han(50 - bad) + BAD * bad))
    assert part.verdict == "unreadable_font"
    assert len(part.lines) == lines
    assert part.size == (595.0, 842.0)


def test_a_page_of_misread_bytes_is_decoded_and_good() -> None:
    part = read(content_of(han(30).encode("cp950").decode("latin-1")))
    assert (part.verdict, text_of(part)) == ("good", han(30))


def test_a_page_that_pdfminer_cannot_read_is_read_by_pdfium() -> None:
    part = read(PageError("the content is broken"), PreparedFallback(content_of(han(50))))
    assert (part.verdict, text_of(part)) == ("good", han(50))
    assert part.detail == "read by PDFium (the content is broken)"


def test_a_page_that_neither_can_read_has_the_size_of_a_sheet_of_a4() -> None:
    part = read(PageError("the content is broken"))
    assert (part.number, part.verdict, part.detail) == (7, "failed", "the content is broken")
    width, height = part.size
    square_metres = width * height * (0.0254 / 72) ** 2
    assert height / width == pytest.approx(2**0.5, rel=0.01)
    assert square_metres == pytest.approx(1 / 16, rel=0.01)


@pytest.mark.parametrize(("length", "whole"), [(120, True), (150, False)], ids=str)
def test_an_error_becomes_the_verdict_of_its_page(
    length: int, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("x" * length)

    monkeypatch.setattr(page_reader, "build_page_part", broken)
    part = read(content_of(han(50)))
    assert (part.verdict, part.lines) == ("failed", [])
    assert (part.detail == f"ZeroDivisionError: {'x' * length}") == whole
    assert part.detail.startswith("ZeroDivisionError: xxx")


def test_running_out_of_memory_is_not_the_fault_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(page_reader, "build_page_part", broken)
    with pytest.raises(MemoryError):
        read(content_of(han(50)))


def test_the_text_of_form_fields_is_drawn_by_pdfium_or_else_stated_in_the_file() -> None:
    content = content_of(han(50))
    content.stated = glyphs("安平", 70, 600)
    assert text_of(read(content)) == han(50), "the page has no form fields"
    content.annotated = True
    assert text_of(read(content)) == han(50) + "安平"
    content = content_of(han(50))
    content.annotated, content.stated = True, glyphs("安平", 70, 600)
    drawn = PreparedFallback(drawn_later=glyphs("高雄", 70, 600))
    assert text_of(read(content, drawn)) == han(50) + "高雄"


def test_a_reader_knows_whether_it_has_read_anything() -> None:
    reader = PageReader(ReadOptions(ocr="never"), PreparedFallback())
    assert reader.read(1, content_of(""), "i").label == "i"
    assert reader.nothing_read
    reader.read(2, content_of(han(50)), None)
    reader.read(3, content_of(""), None)
    assert not reader.nothing_read


@pytest.fixture
def _ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_reader, "find_recognizer", lambda: Recognizer("ocr", "chi_tra"))


SCAN = page(7, [line("機密等級：普通", 70, 100)])


@pytest.mark.usefixtures("_ocr")
@pytest.mark.parametrize(
    ("content", "ocr", "recognized"),
    [
        (content_of(""), "auto", False),
        (content_of(han(50)), "auto", False),
        (content_of(han(50)), "always", True),
        (content_of(BAD * 50), "auto", True),
        (content_of(BAD * 50), "never", False),
        (PageError("the content is broken"), "auto", True),
    ],
    ids=["blank", "good", "good, with OCR always", "unreadable", "without OCR", "broken"],
)
def test_pages_that_cannot_be_read_are_recognized(
    content: PageContent | PageError, ocr: str, recognized: bool
) -> None:
    part = read(content, PreparedFallback(recognized=SCAN), ocr)
    assert (part is SCAN) == recognized


@pytest.mark.usefixtures("_ocr")
@pytest.mark.parametrize(
    ("recognized", "detail"),
    [(page(7, []), NOTHING_RECOGNISED), ("tesseract failed", "tesseract failed")],
    ids=["no lines", "an error"],
)
def test_a_scan_in_which_nothing_is_recognized_says_why(
    recognized: PagePart | str, detail: str
) -> None:
    content = content_of("")
    content.image = 0.95
    part = read(content, PreparedFallback(recognized=recognized), "auto")
    assert (part.verdict, part.detail) == ("scanned", detail)


@pytest.mark.usefixtures("_ocr")
def test_a_good_page_that_ocr_reads_worse_has_no_problem() -> None:
    fallback = PreparedFallback(recognized="tesseract failed")
    part = read(content_of(han(50)), fallback, "always")
    assert (part.verdict, part.detail) == ("good", "")
