"""Charts whose grid lines and bars look like the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.ruling_grid import find_grids
from indexer.readers.pdf.tables.strategies import ruled, shaded
from indexer.readers.pdf.tables.strategies.contract import SearchArea
from indexer.readers.pdf.tables.strategies.detection import find_drawn_tables
from tests.indexer.readers.pdf.tables.rows_of_type import level, row, text, upright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

PAGE = (595.0, 842.0)
GRID = [level(y) for y in (100, 120, 140, 160, 180, 200)] + [
    upright(x, 100, 200) for x in (70, 150, 250, 370)
]


def drawn(values: Sequence[str], *labels: TextLine) -> list[TextLine]:
    """Values along the left edge from the top of the grid down, each ending at 110, and labels."""
    axis = [text(value, 110 - 5.0 * len(value), 115 + 20 * at) for at, value in enumerate(values)]
    return [*axis, *labels]


BARS = (text("本年度", 160, 195), text("上年度", 260, 195))


def tables_in(lines: Sequence[TextLine], rulings: Sequence[Box] = GRID) -> int:
    return len(ruled.find(SearchArea(lines, rulings, find_grids(rulings, (), PAGE)))[0])


@pytest.mark.parametrize(
    "values",
    [
        ("900", "800", "700", "600"),
        ("1,200", "1,100", "1,000", "900"),
        ("80.00", "60.00", "40.00", "20.00"),
        ("6％", "4％", "2％", "0％"),
        ("20", "0", "-20", "-40"),
    ],
)
def test_values_that_count_down_in_equal_steps_are_an_axis(values: Sequence[str]) -> None:
    assert tables_in(drawn(values, *BARS)) == 0


@pytest.mark.parametrize(
    "values",
    [
        ("600", "700", "800", "900"),  # upwards
        ("4", "3", "2", "1"),  # ranks
        ("112", "111", "110", "109"),  # years
        ("900", "800", "750", "600"),
        ("900", "800", "700"),
    ],
)
def test_other_columns_of_numbers_are_none(values: Sequence[str]) -> None:
    assert tables_in(drawn(values, *BARS)) == 1


def test_a_frame_around_the_caption_of_a_figure_below_an_axis_is_no_table() -> None:
    axis = [text(value, 90, 40 + 12 * at) for at, value in enumerate(("40", "30", "20", "10"))]
    words = [text("圖5 各站班次", 75, 115), *BARS]
    words += [text(f"第{n}線", 160, 115 + 20 * n) for n in range(1, 4)]
    assert tables_in([*axis, *words]) == 0
    assert tables_in(words) == 1


@pytest.mark.parametrize(
    ("values", "tables"),
    [
        (("250", "200", "150", "100", "50"), 0),
        (("100", "50", "0", "-50", "-100"), 0),
        (("113", "112", "111", "110", "109"), 1),
        (("250", "200", "150"), 1),
        (("250", "200", "120", "100", "50"), 1),
    ],
)
@pytest.mark.parametrize("end", [68.0, 391.0], ids=["left", "right"])
def test_an_axis_beside_the_bars_shows_a_chart(
    values: Sequence[str], tables: int, end: float
) -> None:
    axis = [text(v, end - 5.0 * len(v), 105 + 20 * at) for at, v in enumerate(values)]
    cells = [text("30.9", 160, 115), text("1.4", 260, 155), *BARS]
    grids = find_grids(GRID, (), PAGE)
    assert len(find_drawn_tables(grids, GRID, [*axis, *cells])[0]) == tables


def test_a_table_beside_a_chart_keeps_its_numbers() -> None:
    values = ("900", "800", "700", "600")
    chart = [*drawn(values, *BARS), text("圖5 各站班次", 75, 215)]
    body = [
        line
        for at, cells in enumerate((("站別", "件數"), ("甲站", "12"), ("乙站", "34")))
        for line in row(315 + 20 * at, *zip(cells, (75.0, 155.0), strict=True))
    ]
    rulings = [*GRID, *(level(y) for y in (300, 320, 340, 360))]
    rulings += [upright(x, 300, 360) for x in (70, 150, 370)]
    lines = [*chart, *body]
    tables, rest = find_drawn_tables(find_grids(rulings, (), PAGE), rulings, lines)
    assert [len(table.cells) for table in tables] == [6]
    assert set(chart) <= set(rest)


def test_shades_of_a_chart_are_no_table() -> None:

    shades = [Box(70, 100 + 20 * at, 370, 120 + 20 * at) for at in range(5)]
    lines = drawn(("900", "800", "700", "600"), *BARS)
    assert shaded.find(SearchArea(lines, (), find_grids((), shades, PAGE)))[0] == []


def along(base: float, *values: str, x: float = 100.0, step: float = 60.0) -> list[TextLine]:
    """Values with their middles at equal distances."""
    return [text(value, x + step * at - 2.5 * len(value), base) for at, value in enumerate(values)]


CELLS = drawn(("600", "700", "800", "900"), *BARS)


@pytest.mark.parametrize(
    "axis",
    [
        along(212, "0", "20", "40", "60", "80"),
        along(212, "0", "2,000", "4,000", "6,000"),
        along(212, "-50", "0", "50", "100"),
        along(212, "0％", "10％", "20％", "30％"),
        along(195, "0", "0.5", "1.0", "1.5"),  # inside of what is drawn
        along(239, "0", "20", "40", "60"),
        along(212, "0", "20", "40", "60", x=45.0),
        [text("0          20          40          60", 100, 212)],
    ],
)
def test_values_to_the_right_in_equal_steps_and_distances_are_an_axis(axis: list[TextLine]) -> None:
    assert tables_in([*CELLS, *axis]) == 0


@pytest.mark.parametrize(
    "axis",
    [
        along(212, "0", "20", "40"),
        along(212, "20", "40", "60", "80"),  # no 0
        along(212, "0", "1", "2", "3"),  # counts
        along(212, "95", "96", "97", "98"),  # years
        along(212, "0", "20", "40", "70"),
        along(212, "60", "40", "20", "0"),
        along(241, "0", "20", "40", "60"),  # too far below
        along(212, "0", "20", "40", "60", x=35.0),  # begins too far on the left
        [*along(212, "0", "20", "40"), text("60", 235, 212)],
        [*along(212, "0", "20", "40"), text("60", 275, 216)],
        [text("0件         20          40          60", 100, 212)],
    ],
)
def test_other_rows_of_numbers_are_none(axis: list[TextLine]) -> None:
    assert tables_in([*CELLS, *axis]) == 1


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        (text("圖5 各站班次", 120, 259), 0),
        (text("圖5 各站班次", 120, 261), 1),  # too far below
        (text("圖5 各站班次", 120, 41), 0),
        (text("圖5 各站班次", 120, 39), 1),
        (text("圖5 各站班次", 372, 230), 1),  # beside it
        (text("表5 各站班次", 120, 90), 1),
    ],
)
def test_three_values_suffice_with_the_caption_of_a_figure(caption: TextLine, found: int) -> None:
    assert tables_in([*CELLS, *along(212, "0", "2,000", "4,000"), caption]) == found
    assert tables_in([*drawn(("100％", "50％", "0％"), *BARS), caption]) == found
    assert tables_in([*CELLS, *along(212, "0", "2,000"), caption]) == 1
