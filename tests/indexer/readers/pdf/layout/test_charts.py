"""Charts: found by caption and axes; their numbers are no text."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.charts import find_charts, has_axes, is_axis_text
from indexer.readers.pdf.layout.insets import TextArea
from indexer.readers.pdf.source.geometry import Box, TextLine
from tests.indexer.readers.pdf.page_setup import line

AREA = TextArea(70.0, 502.0, 12.0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(("4,500", True), ("62.93", True), ("0 30 60 90 120億元", True), ("-20％", True)),
        *(("98 99 100 101 年度", True), ("102年底", True), ("(28.16%)", True), ("7", True)),
        *(
            ("收入 12", False),
            ("12件罰鍰", False),
            ("第3期", False),
            ("萬元", False),
            ("－", False),
        ),
    ],
)
def test_numbers_along_an_axis(text: str, found: bool) -> None:
    assert is_axis_text(line(text, 100, 100)) is found


def small(text: str, x: float, base: float) -> TextLine:
    return line(text, x, base, 9.0)


def chart(top: float, count: int = 5) -> list[TextLine]:
    """The axis of a chart and the words of its legend."""
    numbers = [small(str(100 * at), 120, top + 20 * at) for at in range(count)]
    return [*numbers, small("收入", 300, top + 15), small("支出", 300, top + 35)]


def prose(base: float) -> TextLine:
    return line("橋" * 36, 70, base)


@pytest.mark.parametrize(("count", "found"), [(4, True), (3, False)], ids=str)
def test_a_chart_has_several_numbers(count: int, found: bool) -> None:
    assert has_axes(chart(100, count)) is found
    lines = [prose(100), *chart(150, count), small("圖 1　收支之比較", 200, 280), prose(310)]
    assert bool(find_charts(lines, [], AREA)) is found


@pytest.mark.parametrize("caption", ["圖 1　收支之比較", "圖2 收支", "Figure 3 Revenue"])
@pytest.mark.parametrize("below", [True, False], ids=["below", "above"])
def test_a_chart_is_above_its_caption_or_below_it(caption: str, below: bool) -> None:
    inside = chart(150)
    title = small(caption, 200, 280 if below else 130)
    (box,) = find_charts([prose(100), title, *inside, prose(310)], [], AREA)
    assert all(box.holds_middle(each) for each in inside)
    assert not box.holds_middle(title)


def test_each_of_two_charts_has_its_caption() -> None:
    first, second = chart(150), chart(310)
    captions = [small("圖 1　收支", 200, 270), small("圖 2　歲入", 200, 430)]
    found = find_charts([prose(100), *first, *second, *captions, prose(470)], [], AREA)
    assert len(found) == 2


@pytest.mark.parametrize("caption", ["表 1　收支之比較", "收支之比較"])
def test_numbers_without_the_caption_of_a_figure_are_text(caption: str) -> None:
    lines = [prose(100), *chart(150), small(caption, 200, 280), prose(310)]
    assert find_charts(lines, [], AREA) == []


def test_rows_of_text_end_a_chart() -> None:
    ends = [line("本案辦理完成。", 94, 140), line("橋" * 30, 70, 160, 9.0)]
    for end in ends:
        lines = [*chart(100, 2), end, *chart(190, 2), small("圖 1　收支", 200, 280)]
        assert find_charts(lines, [], AREA) == []


def test_text_of_tables_and_insets_is_no_chart() -> None:
    lines = [prose(100), *chart(150), small("圖 1　收支", 200, 280)]
    assert find_charts(lines, [Box(60, 140, 510, 260)], AREA) == []


def narrow(count: int, top: float = 100.0) -> list[TextLine]:
    """Running text on the left of a chart."""
    return [line("橋" * 14, 70, top + 18 * at) for at in range(count)]


def beside(caption_base: float = 245) -> list[TextLine]:
    """A chart on the right of text, with its caption below."""
    numbers = [small(str(100 * at), 280, 120 + 20 * at) for at in range(5)]
    return [*numbers, small("收入", 400, 135), small("圖 1　收支之比較", 320, caption_base)]


@pytest.mark.parametrize("size", [12.0, 10.0], ids=["body", "smaller"])
def test_text_on_the_left_neither_ends_a_chart_nor_belongs_to_it(size: float) -> None:
    prose_rows = [line("橋" * 14, 70, 100 + 18 * at, size) for at in range(9)]
    inside = beside()
    (box,) = find_charts([*prose_rows, *inside], [], AREA)
    assert all(box.holds_middle(each) for each in inside)
    assert not any(box.holds_middle(each) for each in prose_rows)
    assert box.x0 >= max(row.x1 for row in prose_rows)


@pytest.mark.parametrize(("count", "found"), [(3, True), (2, False)], ids=str)
def test_rows_below_each_other_are_running_text(count: int, found: bool) -> None:
    rows = [line("橋" * 14, 70, 150 + 16 * at, 9.0) for at in range(count)]
    (box,) = find_charts([*rows, *beside()], [], AREA)
    assert (not any(box.holds_middle(row) for row in rows)) is found


def test_a_chart_reaches_as_far_as_its_picture_but_not_over_the_text() -> None:
    picture = Box(230, 80, 510, 300)
    inside = beside()
    (box,) = find_charts([*narrow(9), *inside], [], AREA, [picture])
    assert (box.y0, box.y1, box.x1) == (picture.y0, picture.y1, picture.x1)
    assert box.x0 == narrow(1)[0].x1
    (alone,) = find_charts([*narrow(9), *inside], [], AREA, [Box(400, 80, 510, 140)])
    assert alone.y0 > picture.y0


def test_a_table_above_ends_a_chart() -> None:
    table = Box(280, 100, 500, 170)
    lines = [*narrow(9), *beside()]
    assert find_charts(lines, [table], AREA) == []  # two numbers are left
    (box,) = find_charts(lines, [table._replace(x0=70, x1=200)], AREA)
    assert box.y0 < table.y1
