"""Running headers, page numbers and watermarks, tried just inside and just outside each limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.page_numbers import consistent_numbers
from indexer.readers.pdf.document.running_elements import remove_page_artifacts
from indexer.readers.pdf.document.watermarks import find_watermarks
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BODY = "本處辦理各項檢查並公告結果"


def at(text: str, top: float, bottom: float, x: float = 70.0) -> TextLine:
    """A line in type of 10 points from a top to a bottom side."""
    return TextLine(text, x, top, x + 100, bottom, bottom, 10.0, "Ming", False)


def body(number: int) -> TextLine:
    """A line in the middle of a page, another one on each."""
    return line(f"{BODY}{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[number]}", 70, 400)


def remaining(headers: Mapping[int, TextLine], pages: int, frame: Frame | None = None) -> set[int]:
    """The indexes of pages on which a header is left; each page has text besides."""
    parts = [PagePart(n + 1, frame or Frame(0, 595.0, 842.0), [body(n)]) for n in range(pages)]
    for n, header in headers.items():
        parts[n].lines.append(header)
    remove_page_artifacts(parts)
    return {n for n, header in headers.items() if header in parts[n].lines}


def on(pages: Sequence[int], text: str = "工程年報", middle: float = 60.0) -> dict[int, TextLine]:
    """A header of 10 points on each of the pages."""
    return {n: at(text, middle - 5, middle + 5) for n in pages}


@pytest.mark.parametrize(("middle", "kept"), [(98, 0), (104, 4)])
def test_headers_are_near_the_edge(middle: float, kept: int) -> None:
    assert len(remaining(on(range(4), middle=middle), 4)) == kept
    assert len(remaining(on(range(4), middle=842 - middle), 4)) == kept


@pytest.mark.parametrize(("middle", "kept"), [(89, 0), (95, 4)])
def test_headers_of_slides_are_nearer(middle: float, kept: int) -> None:
    assert len(remaining(on(range(4), middle=middle), 4, Frame(0, 960.0, 540.0))) == kept


@pytest.mark.parametrize(("bottom", "kept"), [(148, 0), (155, 4)])
def test_a_header_ends_near_the_edge(bottom: float, kept: int) -> None:
    headers = {n: at("工程年報", 40, bottom) for n in range(4)}
    assert len(remaining(headers, 4)) == kept
    footers = {n: at("工程年報", 842 - bottom, 802) for n in range(4)}
    assert len(remaining(footers, 4)) == kept


@pytest.mark.parametrize(("rows", "kept"), [(3, 0), (4, 4)])
def test_a_header_may_be_a_small_table(rows: int, kept: int) -> None:
    parts = []
    for n in range(4):
        cells = [PageCell(at, 0, lines=[line("機密", 70, 40 + 8 * at, 8.0)]) for at in range(rows)]
        table = PageTable(Box(70, 30, 200, 75), (70.0, 200.0), cells)
        parts.append(PagePart(n + 1, Frame(0, 595.0, 842.0), [body(n)], [table]))
    remove_page_artifacts(parts)
    assert sum(len(part.tables) for part in parts) == kept


@pytest.mark.parametrize(("shift", "kept"), [(1.8, 0), (2.3, 4)])
def test_headers_are_at_one_height(shift: float, kept: int) -> None:
    footers = on((0, 2), middle=782) | on((1, 3), middle=782 - shift)
    assert len(remaining(footers, 4)) == kept


@pytest.mark.parametrize(("pages", "on_pages", "kept"), [
    (8, (0, 1, 2, 3), 0), (8, (0, 1, 3), 3),
    (3, (0, 1), 0), (4, (0, 1), 2), (4, (0, 1, 2), 0), (2, (0, 1), 0),
    (7, (0, 2, 4), 0), (11, (1, 3, 5), 0), (13, (1, 3, 5), 0), (12, (0, 2, 4), 0), (4, (0, 2), 2),
    (13, (0, 2, 4), 3),
])  # fmt: skip
def test_headers_come_back_on_enough_pages(pages: int, on_pages: Sequence[int], kept: int) -> None:
    assert len(remaining(on(on_pages), pages)) == kept


@pytest.mark.parametrize(("pages", "chapters", "kept"), [
    (10, {"水利": (0, 3), "道路": (4, 7), "港埠": (8, 9)}, 0),
    (10, {"水利": (0, 1, 3), "道路": (5, 8)}, 5),
    (4, {"水利": (0, 1), "道路": (2, 3)}, 0),
    (10, {"水利": (0, 1), "道路": (2, 3), "港埠": (4,), "橋梁": (5,)}, 6),
])  # fmt: skip
def test_headers_with_names_of_chapters_are_at_a_height_that_most_pages_have(
    pages: int, chapters: Mapping[str, Sequence[int]], kept: int
) -> None:
    headers = {n: each for text, nn in chapters.items() for n, each in on(nn, text).items()}
    assert len(remaining(headers, pages)) == kept


@pytest.mark.parametrize(("echoed", "others", "kept"), [(4, 1, 1), (3, 1, 4)])
def test_most_headers_at_one_height_name_their_chapter(echoed: int, others: int, kept: int) -> None:
    names = "水利道路港埠橋梁閘門"
    parts = []
    for n in range(echoed + others):
        name = names[2 * n : 2 * n + 2]
        lines = [at(name, 55, 65), body(n)]
        lines += [line(name, 70, 300)] if n < echoed else []
        parts.append(PagePart(n + 1, Frame(0, 595.0, 842.0), lines))
    remove_page_artifacts(parts)
    assert sum(any(x.y0 == 55 for x in part.lines) for part in parts) == kept


@pytest.mark.parametrize(("gap", "shift", "kept"), [
    (27, 0, 1), (33, 0, 0), (20, 4.5, 1), (20, 5.5, 0),
])  # fmt: skip
def test_a_number_before_text_is_not_the_page_number(gap: float, shift: float, kept: int) -> None:
    number = line("1", 70, 800, 10.0)
    text = line("不含雲海縣", number.x1 + gap, 800 - shift, 10.0)
    part = PagePart(1, Frame(0, 595.0, 842.0), [body(0), text, number])
    remove_page_artifacts([part])
    assert (number in part.lines) == kept


def watermarked(pages: int, marks: Sequence[TextLine]) -> int:
    """The number of watermarks among lines that are each on a page of their own."""
    parts = [PagePart(n + 1, Frame(0, 595.0, 842.0), [body(n)] * 8) for n in range(pages)]
    for part, mark in zip(parts, marks, strict=False):
        part.lines.append(mark)
    return len(find_watermarks(parts))


@pytest.mark.parametrize(("size", "count"), [(17.2, 4), (16.4, 0)])
def test_an_upright_watermark_is_large(size: float, count: int) -> None:
    assert watermarked(4, [line("草案", 200, 420, size) for _ in range(4)]) == count


@pytest.mark.parametrize(("pages", "marks", "count"), [(6, 3, 3), (7, 3, 0), (4, 2, 0), (5, 3, 3)])
def test_an_upright_watermark_is_on_many_pages(pages: int, marks: int, count: int) -> None:
    assert watermarked(pages, [line("草案", 200, 420, 30) for _ in range(marks)]) == count


@pytest.mark.parametrize(("pages", "marks", "count"), [(4, 2, 2), (5, 2, 0), (1, 1, 0)])
def test_a_watermark_at_an_angle_is_on_many_pages(pages: int, marks: int, count: int) -> None:
    lines = [line("草案", 200 + 50 * n, 420, 12) for n in range(marks)]
    for each in lines:
        each.orientation = -1
    assert watermarked(pages, lines) == count


@pytest.mark.parametrize(("first", "second", "count"), [(201, 198.1, 4), (202.4, 201.9, 0)])
def test_an_upright_watermark_is_at_one_position(first: float, second: float, count: int) -> None:
    marks = [line("草案", x, 420, 30) for x in (first, second, first, second)]
    assert watermarked(4, marks) == count


@pytest.mark.parametrize(("pages", "shifted", "kept"), [(10, 3, 3), (8, 2, 0)])
def test_printed_numbers_count_with_the_pages(pages: int, shifted: int, kept: int) -> None:
    numbers = {n: str(n if n > shifted else n + 100) for n in range(1, pages + 1)}
    found = consistent_numbers(numbers)
    assert sum(n <= shifted for n in found) == kept
    assert consistent_numbers({1: "iv"}) == {1: "iv"}
