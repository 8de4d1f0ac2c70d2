"""Watermarks: how large they are, where, and on how many pages."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.document.watermarks import find_watermarks
from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.registry import reader
from tests.indexer.readers.pdf import raw_pdf
from tests.indexer.readers.pdf.page_setup import line, page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine


def draft(
    x: float = 200.0, base: float = 420.0, size: float = 30.0, text: str = "草案"
) -> TextLine:
    return line(text, x, base, size)


def slanted(x: float = 200.0, text: str = "草案", size: float = 12.0) -> TextLine:
    """A watermark at an angle, no larger than the text unless another size is given."""
    return replace(line(text, x, 420, size), orientation=-1)


def pages_of(marks: Sequence[TextLine | None]) -> list[PagePart]:
    """Pages of text in type of 12 points, each with its mark."""
    parts = [
        page(n, [line("本局辦理各項工程之檢查", 70, 200)] * 8) for n in range(1, len(marks) + 1)
    ]
    for part, mark in zip(parts, marks, strict=True):
        part.lines += [mark] if mark else []
    return parts


def found_on(marks: Sequence[TextLine | None]) -> set[int]:
    """The indexes of the pages whose mark is a watermark; no other line may be one."""
    found = find_watermarks(pages_of(marks))
    indexes = {n for n, mark in enumerate(marks) if mark in found}
    assert len(found) == len(indexes)
    return indexes


@pytest.mark.parametrize(
    ("size", "found"), [(16.2, set()), (17.4, {0, 1, 2, 3})], ids=["16.2 points", "17.4 points"]
)
def test_upright_watermarks_are_clearly_larger_than_type_of_12_points(
    size: float, found: set[int]
) -> None:
    assert found_on([draft(size=size) for _ in range(4)]) == found


@pytest.mark.parametrize(
    ("pages", "drafts", "found"),
    [(10, 5, True), (10, 4, False), (4, 3, True), (3, 2, False), (3, 3, True)],
    ids=["5 of 10", "4 of 10", "3 of 4", "2 of 3", "3 of 3"],
)
def test_upright_watermarks_are_on_half_of_the_pages_and_on_three(
    pages: int, drafts: int, found: bool
) -> None:
    marks = [draft() if n < drafts else None for n in range(pages)]
    assert found_on(marks) == (set(range(drafts)) if found else set())


@pytest.mark.parametrize(
    ("pages", "drafts", "found"),
    [(10, 5, True), (10, 4, False), (3, 2, True), (1, 1, False)],
    ids=["5 of 10", "4 of 10", "2 of 3", "the only page"],
)
def test_watermarks_at_an_angle_are_on_half_of_the_pages_and_on_two(
    pages: int, drafts: int, found: bool
) -> None:
    marks = [slanted() if n < drafts else None for n in range(pages)]
    assert found_on(marks) == (set(range(drafts)) if found else set())


def test_watermarks_at_an_angle_may_be_anywhere_and_have_one_text() -> None:
    assert found_on([slanted(x) for x in (100, 150, 200, 250)]) == {0, 1, 2, 3}
    assert found_on([slanted(text=text) for text in ("草案", "密件", "草稿", "樣張")]) == set()


@pytest.mark.parametrize(("size", "found"), [(16.2, set()), (17.4, {0})], ids=str)
def test_large_type_at_an_angle_is_a_watermark_on_one_page(size: float, found: set[int]) -> None:
    assert found_on([slanted(size=size), None, None]) == found


@pytest.mark.parametrize(
    ("texts", "removed"),
    [
        (["密件"] * 3, 3),
        (["密件"] * 2, 0),
        (["密件", "密件密件", "密件 密件"], 3),
        (["件數", "人數", "戶數", "比率"], 0),
    ],
    ids=["three times", "twice", "words that were joined", "labels of a chart"],
)
def test_a_text_at_an_angle_again_and_again_is_a_pattern(texts: list[str], removed: int) -> None:
    parts = pages_of([None, None, None])
    parts[1].lines += [slanted(70.0 * at, text) for at, text in enumerate(texts)]
    assert len(find_watermarks(parts)) == removed


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ((198.2, 420), (201.8, 420), {0, 1, 2, 3}),
        ((203.0, 420), (207.0, 420), set()),
        ((200, 424.6), (200, 428.2), {0, 1, 2, 3}),
        ((200, 429.4), (200, 433.4), set()),
    ],
    ids=["3.6 points beside", "4 points beside", "3.6 points below", "4 points below"],
)
def test_upright_watermarks_are_at_one_position(
    first: tuple[float, float], second: tuple[float, float], found: set[int]
) -> None:
    assert found_on([draft(*place) for place in (first, second, first, second)]) == found


def test_large_type_at_one_position_has_one_text() -> None:
    assert found_on([draft(text=text) for text in ("緒論", "現況", "檢討", "展望")]) == set()


def test_lines_of_tables_are_watermarks_too() -> None:
    parts = pages_of([None] * 3)
    for part in parts:
        cells = [PageCell(0, 0, lines=[draft()]), PageCell(0, 1, lines=[line("件數", 400, 420)])]
        part.tables = [PageTable(Box(70, 380, 525, 440), (70.0, 300.0, 525.0), cells)]
    found = find_watermarks(parts)
    assert found == {part.tables[0].cells[0].lines[0] for part in parts}


def test_every_fourth_character_of_a_line_is_counted_for_the_usual_size() -> None:
    """Four lines of five small characters count twice each, five of four large ones once each.
    The usual size is thus 10 points, and type of 16 points is large."""
    marks = [draft(400, 100, 16) for _ in range(4)]
    parts = []
    for n, mark in enumerate(marks):
        small = [line("檢查情形表", 70, 100 + 20 * at, 10) for at in range(4)]
        large = [line(f"{'橋路港堤'[n]}段檢查", 70, 300 + 40 * at, 20) for at in range(5)]
        parts.append(page(n + 1, [*small, *large, mark]))
    assert find_watermarks(parts) == set(marks)


def test_pages_without_text_have_no_watermark() -> None:
    assert find_watermarks([page(n, []) for n in (1, 2, 3)]) == set()
    assert find_watermarks([]) == set()


@pytest.mark.parametrize("angle", [30, 45, 60, -45])
@pytest.mark.parametrize("form", [False, True], ids=["content", "form"])
def test_a_drawn_watermark_is_no_title_and_no_text(tmp_path: Path, angle: int, form: bool) -> None:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    mark = b"0.8 g BT /F1 48 Tf %.4f %.4f %.4f %.4f 160 380 Tm (COPY ONLY) Tj ET 0 g\n" % (
        *(cos, sin, -sin, cos),
    )
    text = raw_pdf.text(["Minutes of the meeting"], 18) + raw_pdf.text(
        ["The board agreed to the report and closed the meeting."] * 3, y=700
    )
    path = tmp_path / "minutes.pdf"
    resources = b"<</Font<</F1 3 0 R>>/XObject<</W 5 0 R>>>>"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
        3: raw_pdf.HELVETICA,
        5: raw_pdf.stream(
            mark,
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>",
        ),
        10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R/Resources%s>>"
        % resources,
        11: raw_pdf.stream((b"/W Do " if form else mark) + text),
    }
    path.write_bytes(raw_pdf.raw_pdf(objects))
    parts = list(reader("pdf").parts(path, ReadOptions(ocr="never")))
    blocks = reader("pdf").assemble(parts, None).blocks
    assert blocks[0].text == "Minutes of the meeting"
    assert not any("COPY" in block.text for block in blocks)
