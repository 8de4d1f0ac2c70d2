"""What is kept of a page and which text is believed, tried just inside and outside each limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.contract import ReadOptions
from indexer.readers.pdf.page.builder import page_part_of_lines
from indexer.readers.pdf.page.reader import PageReader
from indexer.readers.pdf.page.text_quality import assess
from indexer.readers.pdf.source.geometry import Box, Frame, Glyph, TextLine
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.page_setup import drawn_page, glyphs, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.fallback import FallbackExtractor
    from indexer.readers.pdf.source.page_content import PageContent

A4 = Frame(0, 595.0, 842.0)
COMMON, RARE = "的", "鼱"


def kept(*lines: TextLine) -> int:
    return len(page_part_of_lines(1, A4, list(lines), [], []).lines)


def at(x0: float, x1: float, y0: float = 100.0, y1: float = 110.0) -> TextLine:
    return TextLine("文", x0, y0, x1, y1, y1, 10.0, "Ming", False)


@pytest.mark.parametrize(("placed", "count"), [
    (at(-10, 2.3), 1), (at(-10, 1.7), 0), (at(592.7, 610), 1), (at(593.3, 610), 0),
    (at(70, 80, -6.7, 3.3), 1), (at(70, 80, -7.3, 2.7), 0),
    (at(70, 80, 838.7, 848.7), 1), (at(70, 80, 839.3, 849.3), 0),
])  # fmt: skip
def test_lines_outside_of_the_paper_are_left_out(placed: TextLine, count: int) -> None:
    assert kept(placed) == count


@pytest.mark.parametrize(("count", "noted"), [(100, False), (101, True)])
def test_much_text_outside_of_the_paper_is_noted(count: int, noted: bool) -> None:
    part = page_part_of_lines(1, A4, [line("字" * count, 700, 100)], [], [])
    assert bool(part.detail) is noted


def rulings(rules: Sequence[Box], *tables: PageTable) -> list[Box]:
    return page_part_of_lines(1, A4, [], list(tables), list(rules)).rulings


@pytest.mark.parametrize(("rule", "count"), [
    (Box(70, 100, 90.5, 100), 1), (Box(70, 100, 89.5, 100), 0),
    (Box(70, 100, 150, 100.9), 1), (Box(70, 100, 150, 101.1), 0),
])  # fmt: skip
def test_long_horizontal_ruling_lines_are_kept(rule: Box, count: int) -> None:
    assert len(rulings([rule])) == count


def test_some_hundred_ruling_lines_are_kept() -> None:
    assert len(rulings([Box(70, y, 150, y) for y in range(300)])) == 200


TABLE = PageTable(Box(100, 200, 300, 300), (100.0, 300.0), [])


@pytest.mark.parametrize(("rule", "count"), [
    (Box(150, 250, 250, 250), 0), (Box(150, 301.7, 290, 301.7), 0),
    (Box(150, 302.3, 290, 302.3), 1), (Box(150, 198.3, 290, 198.3), 0),
    (Box(150, 197.7, 290, 197.7), 1), (Box(298, 250, 305.4, 250), 0),
    (Box(290, 250, 313.4, 250), 0), (Box(290, 250, 314.6, 250), 1),
    (Box(100, 300.9, 198, 300.9), 1), (Box(100, 300.9, 202, 300.9), 0),  # of footnotes below
    (Box(100, 301.1, 198, 301.1), 0),
])  # fmt: skip
def test_ruling_lines_of_a_table_are_left_out(rule: Box, count: int) -> None:
    assert len(rulings([rule], TABLE)) == count


def test_only_the_first_positions_of_characters_are_kept() -> None:
    cells = [PageCell(0, 0, lines=[line("字" * 40, 110, 220)])]
    table = PageTable(Box(100, 200, 300, 300), (100.0, 300.0), cells)
    part = page_part_of_lines(1, A4, [line("字" * 40, 70, 100)], [table], [])
    assert [len(x.starts) for x in (*part.lines, *cells[0].lines)] == [24, 24]


@pytest.mark.parametrize(("text", "image", "curves", "verdict"), [
    (COMMON * 10, 0.9, 900, "good"), (COMMON * 9, 0.55, 0, "scanned"),
    (COMMON * 9, 0.45, 0, "good"),
    ("", 0.45, 0, "empty"), ("", 0.0, 250, "drawn"), ("", 0.0, 249, "empty"),
    (COMMON * 94 + "\ufffd" * 6, 0.0, 0, "unreadable_font"),
    (COMMON * 96 + "\ufffd" * 4, 0, 0, "good"),
    (COMMON * 94 + "\ue000" * 6, 0.0, 0, "bad_mapping"), (COMMON * 96 + "\ue000" * 4, 0, 0, "good"),
    (COMMON * 78 + RARE * 22, 0.0, 0, "wrong_han"), (COMMON * 82 + RARE * 18, 0.0, 0, "good"),
    (RARE * 8 + "a" * 20, 0.0, 0, "wrong_han"), (RARE * 7 + "a" * 20, 0.0, 0, "good"),
    ("貓" * 80, 0.0, 0, "wrong_han"), ("貓" * 79, 0.0, 0, "good"),
    ("貓" * 93 + COMMON * 7, 0.0, 0, "wrong_han"), ("貓" * 91 + COMMON * 9, 0.0, 0, "good"),
    ("貓" * 100 + "の" * 11, 0.0, 0, "good"), ("貓" * 100 + "の" * 9, 0.0, 0, "wrong_han"),
])  # fmt: skip
def test_the_characters_of_a_page_show_its_quality(
    text: str, image: float, curves: int, verdict: str
) -> None:
    assert assess(text, image, curves).verdict == verdict


@pytest.mark.parametrize(("letters", "encoding"), [(110, "cp950"), (130, None)])
def test_many_latin_letters_may_be_chinese_read_wrong(letters: int, encoding: str | None) -> None:
    bytes_as_letters = "本處辦理各項檢查並公告其結果".encode("cp950").decode("latin-1")
    high = sum("\x80" <= char <= "\xff" for char in bytes_as_letters)
    plain = "a" * (round(high * 100 / 30) - len(bytes_as_letters) + (letters - 120))
    assert assess(bytes_as_letters + plain, 0.0).encoding == encoding


class Fallback:
    """A fallback extractor with one page."""

    def __init__(self, text: str) -> None:
        self._text = text

    def content(self, number: int) -> PageContent:
        return drawn_page(_glyphs(self._text))

    def annotations(self, number: int) -> list[Glyph]:
        return []


def _glyphs(text: str) -> list[Glyph]:
    return [
        glyph
        for at in range(0, len(text), 30)
        for glyph in glyphs(text[at : at + 30], 70, 100 + 24 * (at // 30))
    ]


def read(first: str, fallback: str) -> str:
    """The detail of a page on which pdfminer and the fallback extractor find these texts."""
    other: FallbackExtractor = Fallback(fallback)  # type: ignore[assignment]
    reader = PageReader(ReadOptions(ocr="never"), other)
    return reader.read(1, drawn_page(_glyphs(first)), None).detail


@pytest.mark.parametrize(("first", "fallback", "preferred"), [
    (COMMON * 31, COMMON * 40, True), (COMMON * 33, COMMON * 40, False),
    (COMMON * 39, COMMON * 90, True), (COMMON * 40, COMMON * 90, False),
    (COMMON * 20, COMMON * 46 + RARE * 4, True), (COMMON * 20, COMMON * 44 + RARE * 6, False),
    ("a" * 31, "a" * 40, True), ("a" * 33, "a" * 40, False),
])  # fmt: skip
def test_the_fallback_extractor_is_preferred_if_it_finds_clearly_more(
    first: str, fallback: str, preferred: bool
) -> None:
    assert bool(read(first, fallback)) is preferred


@pytest.mark.parametrize(("bad", "lines"), [(28, True), (32, False)])
def test_text_that_is_mostly_unreadable_is_left_out(bad: int, lines: bool) -> None:
    text = COMMON * (100 - bad) + "\ufffd" * bad
    other: FallbackExtractor = Fallback("")  # type: ignore[assignment]
    part = PageReader(ReadOptions(ocr="never"), other).read(1, drawn_page(_glyphs(text)), None)
    assert bool(part.lines) is lines
