"""Parts of pages: the lines, ruling lines and positions of characters that are kept of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.page.builder import build_page_part, page_part_of_lines
from indexer.readers.pdf.source.geometry import Box, Frame, Stroke
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.page_setup import drawn_page, glyphs, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine

A4 = Frame(0, 595.0, 842.0)


def page_of(
    lines: Sequence[TextLine] = (), rules: Sequence[Box] = (), tables: Sequence[PageTable] = ()
) -> PagePart:
    return page_part_of_lines(1, A4, list(lines), list(tables), list(rules))


def table(box: Box, *lines: TextLine) -> PageTable:
    return PageTable(box, (box.x0, box.x1), [PageCell(0, 0, lines=list(lines))])


def horizontal(x0: float, x1: float, y: float, thickness: float = 0.0) -> Box:
    return Box(x0, y, x1, y + thickness)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (horizontal(70, 92, 700), True),
        (horizontal(70, 88, 700), False),
        (horizontal(70, 170, 700, thickness=0.9), True),
        (horizontal(70, 170, 700, thickness=1.1), False),
        (Box(70, 600, 70, 700), False),
    ],
    ids=["22 points long", "18 points long", "0.9 points high", "1.1 points high", "vertical"],
)
def test_horizontal_ruling_lines_that_are_long_enough_are_kept(rule: Box, kept: bool) -> None:
    assert page_of(rules=[rule]).rulings == ([rule] if kept else [])


@pytest.mark.parametrize(("drawn", "all_kept"), [(180, True), (220, False)], ids=str)
def test_no_more_ruling_lines_are_kept_than_a_page_of_prose_has(drawn: int, all_kept: bool) -> None:
    rules = [horizontal(70, 525, 30 + 3 * at) for at in range(drawn)]
    kept = page_of(rules=rules).rulings
    assert kept == rules[: len(kept)]
    assert (len(kept) == drawn) == all_kept


FORM = Box(100.0, 300.0, 500.0, 500.0)


def around_middle(x: float) -> Box:
    """A ruling line at half the height of the form, 80 points long."""
    return horizontal(x - 40, x + 40, 400)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (horizontal(120, 480, 400), False),
        (horizontal(120, 480, 298.2), False),
        (horizontal(120, 480, 297.8), True),
        (horizontal(120, 480, 501.8), False),
        (horizontal(120, 480, 502.2), True),
        (around_middle(98.2), False),
        (around_middle(97.8), True),
        (around_middle(501.8), False),
        (around_middle(502.2), True),
    ],
    ids=[
        "inside",
        *("1.8 points above", "2.2 points above", "1.8 points below", "2.2 points below"),
        *("1.8 points to the left", "2.2 points to the left"),
        *("1.8 points to the right", "2.2 points to the right"),
    ],
)
def test_ruling_lines_of_a_table_are_left_out(rule: Box, kept: bool) -> None:
    assert page_of(rules=[rule], tables=[table(FORM)]).rulings == ([rule] if kept else [])


UNDER_THE_FORM = horizontal(100, 240, 500)


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ([horizontal(100, 285, 500)], True),
        ([horizontal(100, 315, 500)], False),
        ([horizontal(100, 240, 500.9)], True),
        ([horizontal(100, 240, 499.1)], True),
        ([horizontal(100, 240, 501.1)], False),
        ([horizontal(100, 240, 498.9)], False),
        ([UNDER_THE_FORM, horizontal(300, 500, 500)], False),
        ([UNDER_THE_FORM, horizontal(510, 560, 500)], True),
        ([UNDER_THE_FORM, horizontal(40, 99, 500)], True),
        ([UNDER_THE_FORM, horizontal(300, 500, 440)], True),
        ([UNDER_THE_FORM, Box(500, 499.5, 500, 640)], True),
    ],
    ids=[
        *("46 % of the table's width", "54 % of the table's width"),
        *("0.9 points below the edge", "0.9 points above the edge"),
        *("1.1 points below the edge", "1.1 points above the edge"),
        *("with another one at the edge", "with one to the right of the table"),
        *("with one to the left of the table", "with one inside of the table"),
        "with a vertical one from the edge down",
    ],
)
def test_a_short_ruling_line_alone_at_the_lower_edge_of_a_table_is_that_of_footnotes(
    rules: list[Box], kept: bool
) -> None:
    assert (rules[0] in page_of(rules=rules, tables=[table(FORM)]).rulings) == kept


@pytest.mark.parametrize(
    ("count", "detail"),
    [(0, ""), (95, ""), (108, "108 characters outside of the page")],
    ids=["no marks", "95 characters", "108 characters"],
)
def test_much_text_outside_of_the_paper_is_reported(count: int, detail: str) -> None:
    lines = [line("本局辦理檢查。", 70, 100)] + [line("裁" * count, 70, 900)] * (count > 0)
    part = page_of(lines)
    assert [row.text for row in part.lines] == ["本局辦理檢查。"]
    assert part.detail == detail


def moved(right: float = 0.0, down: float = 0.0) -> TextLine:
    """A line of 100 points by 12 whose upper left corner is moved from that of the paper."""
    return replace(line("裁切線", right, down), x1=right + 100, y0=down, y1=down + 12)


@pytest.mark.parametrize(
    ("moved", "kept"),
    [
        (moved(right=-97.8, down=400), True),
        (moved(right=-98.2, down=400), False),
        (moved(right=592.8, down=400), True),
        (moved(right=593.2, down=400), False),
        (moved(right=70, down=-7.8), True),
        (moved(right=70, down=-8.2), False),
        (moved(right=70, down=837.8), True),
        (moved(right=70, down=838.2), False),
    ],
    ids=[
        *("2.2 points over the left side", "1.8 points over the left side"),
        *("2.2 points before the right side", "1.8 points before the right side"),
        *("middle 1.8 points above the paper", "middle 2.2 points above the paper"),
        *("middle 1.8 points below the paper", "middle 2.2 points below the paper"),
    ],
)
def test_a_line_with_a_piece_on_the_paper_is_kept(moved: TextLine, kept: bool) -> None:
    assert (moved in page_of([moved]).lines) == kept


@pytest.mark.parametrize(
    ("characters", "all_kept"), [(20, True), (28, False)], ids=["20 characters", "28 characters"]
)
def test_the_positions_of_the_first_characters_of_a_line_are_kept(
    characters: int, all_kept: bool
) -> None:
    free, in_cell = line("字" * characters, 70, 100), line("字" * characters, 110, 320)
    page_of([free], tables=[table(FORM, in_cell)])
    for row, left in ((free, 70), (in_cell, 110)):
        assert row.starts == [left + 12 * at for at in range(len(row.starts))]
        assert (len(row.starts) == characters) == all_kept


def test_text_that_was_read_as_latin_1_is_decoded() -> None:
    shown = "本局辦理各項工程檢查"
    drawn = glyphs(shown.encode("cp950").decode("latin-1"), 70, 100)
    (row,) = build_page_part(1, drawn_page(drawn), "cp950").lines
    assert (row.text, row.starts) == (shown, [])
    (row,) = build_page_part(1, drawn_page(glyphs(shown, 70, 100))).lines
    assert (row.text, row.starts[:2]) == (shown, [70, 82])


def test_a_frame_beside_text_is_a_text_box_and_one_with_slots_is_not() -> None:
    beside = [glyphs("本局今年完成各漁港設備之檢查", 70, 140 + 20 * at) for at in range(3)]
    page = drawn_page(*beside, glyphs("摘要", 380, 140), glyphs("說明", 460, 165))
    x0, y0, x1, y1 = 370.0, 120.0, 520.0, 190.0
    page.strokes = [Stroke(x0, y0, x1, y0), Stroke(x0, y1, x1, y1)]
    page.strokes += [Stroke(x0, y0, x0, y1), Stroke(x1, y0, x1, y1)]
    (box,) = build_page_part(1, page).boxes
    assert tuple(box) == pytest.approx((x0, y0, x1, y1), abs=1)
    page.strokes.append(Stroke(445.0, y0, 445.0, y1))
    assert build_page_part(1, page).boxes == []
