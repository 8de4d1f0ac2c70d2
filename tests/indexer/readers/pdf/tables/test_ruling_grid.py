"""Strokes and shaded boxes give back the cells that they were drawn for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.source.paths import rectangle, ruling_lines
from indexer.readers.pdf.tables.ruling_grid import RulingCell, find_grids

SIZE = (595.0, 842.0)


def drawn(spans: list[RulingCell], xs: list[float], ys: list[float]) -> list[Box]:
    """The four sides of every cell."""
    sides: list[Box] = []
    for span in spans:
        x0, x1 = xs[span.column], xs[span.column + span.columns]
        y0, y1 = ys[span.row], ys[span.row + span.rows]
        sides += [
            Box(x0, y0, x1, y0),
            Box(x0, y1, x1, y1),
            Box(x0, y0, x0, y1),
            Box(x1, y0, x1, y1),
        ]
    return sides


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[RulingCell], list[float], list[float]]:
    """A grid in which rectangles of slots are merged at random."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    xs, ys = [60.0], [80.0]
    for _ in range(columns):
        xs.append(xs[-1] + draw(st.integers(20, 80)))
    for _ in range(rows):
        ys.append(ys[-1] + draw(st.integers(14, 60)))
    taken = [[False] * columns for _ in range(rows)]
    spans = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            wide = 1
            while c + wide < columns and not taken[r][c + wide] and draw(st.integers(0, 4)) == 0:
                wide += 1
            high = 1
            while r + high < rows and draw(st.integers(0, 4)) == 0:
                high += 1
            for i in range(r, r + high):
                for j in range(c, c + wide):
                    taken[i][j] = True
            spans.append(RulingCell(r, c, high, wide))
    return spans, xs, ys


@given(grids())
@settings(max_examples=150, deadline=None)
def test_drawn_cells_come_back_with_their_spans(
    made: tuple[list[RulingCell], list[float], list[float]],
) -> None:
    spans, xs, ys = made
    # What has no inner edge in a row or column of its own cannot be told from one slot less.
    rows = sorted({span.row for span in spans})
    columns = sorted({span.column for span in spans})
    if len(rows) + len(columns) < 3:
        return
    (grid,) = find_grids(drawn(spans, xs, ys), [], SIZE)
    boxes = {grid.cell_box(cell) for cell in grid.cells}
    wanted = {
        (xs[s.column], ys[s.row], xs[s.column + s.columns], ys[s.row + s.rows]) for s in spans
    }
    assert boxes == wanted


def test_a_table_open_at_its_sides_is_closed() -> None:
    rules = [Box(60, y, 300, y) for y in (100, 120, 140, 160)]
    rules += [Box(140, 100, 140, 160), Box(220, 100, 220, 160)]
    (grid,) = find_grids(rules, [], SIZE)
    assert (grid.rows, grid.columns) == (3, 3)
    assert grid.box == (60, 100, 300, 160)


def test_a_header_without_a_ruling_below_is_separate_from_its_columns() -> None:
    rules = [Box(60, 100, 300, 100), Box(60, 140, 300, 140), Box(60, 160, 300, 160)]
    rules += [Box(60, 100, 60, 160), Box(300, 100, 300, 160), Box(140, 100, 140, 160)]
    rules += [Box(220, 120, 220, 160)]  # between the two columns under the header only
    (grid,) = find_grids(rules, [], SIZE)
    assert RulingCell(0, 1, 1, 2) in grid.cells
    assert RulingCell(0, 0, 2, 1) in grid.cells


def test_a_double_border_is_one() -> None:
    rules: list[Box] = []
    for shift in (0.0, 2.0):
        rules += [Box(60 + shift, y + shift, 300 - shift, y + shift) for y in (100, 130, 160)]
        rules += [Box(x + shift, 100 + shift, x + shift, 160 + shift) for x in (60, 180, 300)]
    (grid,) = find_grids(rules, [], SIZE)
    assert (grid.rows, grid.columns) == (2, 2)


def test_strokes_drawn_in_pieces_are_one_edge() -> None:
    rules = [Box(x, y, x + 10, y) for y in (100, 130, 160) for x in range(60, 300, 12)]
    rules += [Box(x, y, x, y + 10) for x in (60, 180, 300) for y in range(100, 158, 12)]
    (grid,) = find_grids(rules, [], SIZE)
    assert (grid.rows, grid.columns) == (2, 2)


@pytest.mark.parametrize(
    "rules",
    [
        [Box(60, 100, 300, 100)],
        [],
    ],
    ids=["a line", "nothing"],
)
def test_what_is_no_table_gives_no_grid(rules: list[Box]) -> None:
    assert find_grids(rules, [], SIZE) == []


def test_a_frame_is_one_slot() -> None:
    rules = [Box(60, 100, 300, 100), Box(60, 160, 300, 160)]
    rules += [Box(60, 100, 60, 160), Box(300, 100, 300, 160)]
    (grid,) = find_grids(rules, [], SIZE)
    assert (grid.single, grid.shaded) == (True, False)


def test_a_map_of_strokes_is_given_up() -> None:
    rules = [Box(0, y / 2, 595, y / 2) for y in range(1600)]
    rules += [Box(x / 2, 0, x / 2, 842) for x in range(1100)]
    grids_found = find_grids(rules, [], SIZE)
    assert all(grid.rows < 400 for grid in grids_found)


@pytest.mark.parametrize(
    ("points", "box"),
    [
        ([(0, 0), (10, 0), (10, 20), (0, 20), (0, 0)], Box(0, 0, 10, 20)),
        ([(0, 0), (10, 0), (10, 20), (0, 20)], Box(0, 0, 10, 20)),
        ([(0, 0), (10, 5), (10, 20), (0, 20), (0, 0)], None),
        ([(0, 0), (10, 20), (0, 20), (0, 0)], None),
        ([(0, 0), (100, 0)], None),
    ],
)
def test_rectangles_are_distinguished_from_other_shapes(
    points: list[tuple[float, float]], box: Box | None
) -> None:
    assert rectangle(points) == box


def test_a_thin_filled_box_is_a_stroke() -> None:
    points = [[(10.0, 50.0), (200.0, 50.0), (200.0, 50.6), (10.0, 50.6), (10.0, 50.0)]]
    rules, fills = ruling_lines(points, stroke=False, fill=True, visible=True)
    assert (len(rules), fills) == (1, [])
    assert rules[0].horizontal
