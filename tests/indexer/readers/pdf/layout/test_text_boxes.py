"""Frames with text in them and other text beside them."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.text_boxes import find_text_boxes
from indexer.readers.pdf.source.geometry import Box, TextLine
from tests.indexer.readers.pdf.layout.pieces import text_line

FRAME = Box(320.0, 120.0, 500.0, 180.0)
INSIDE = text_line(330, 430, 150, "框內說明")
ACROSS = text_line(100, 500, 100)


def beside(x1: float = 310.0, text: str = "檢查各漁港") -> TextLine:
    """A line to the left of the frame, which ends at x1."""
    return text_line(100, x1, 150, text)


@pytest.mark.parametrize(
    ("width", "found"),
    [
        pytest.param(292.0, True, id="73 % of the width of the text"),
        pytest.param(310.0, False, id="78 % of the width of the text"),
    ],
)
def test_a_frame_nearly_as_wide_as_the_text_is_not_a_text_box(width: float, found: bool) -> None:
    frame = Box(500 - width, 120, 500, 180)
    lines = [ACROSS, text_line(100, frame.x0 - 5, 150), INSIDE]
    assert find_text_boxes([frame], lines) == [frame] * found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        pytest.param(beside(320.9), True, id="ends 0.9 points within the frame"),
        pytest.param(beside(321.1), False, id="ends 1.1 points within the frame"),
        pytest.param(beside(328, "檢查各漁港，"), True, id="a comma hangs into the frame"),
        pytest.param(text_line(499.1, 540, 150), True, id="begins 0.9 points before its end"),
        pytest.param(text_line(498.9, 540, 150), False, id="begins 1.1 points before its end"),
    ],
)
def test_lines_beside_a_text_box_reach_into_it_by_no_more_than_rounding(
    line: TextLine, found: bool
) -> None:
    assert find_text_boxes([FRAME], [ACROSS, line, INSIDE]) == [FRAME] * found


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([ACROSS, beside()], id="nothing is inside"),
        pytest.param([ACROSS, INSIDE], id="nothing is beside it"),
        pytest.param([], id="there are no lines"),
        pytest.param(
            [beside(), text_line(330, 430, 150, orientation=1)], id="only turned text is inside"
        ),
    ],
)
def test_a_frame_without_text_inside_and_beside_it_is_not_a_text_box(
    lines: list[TextLine],
) -> None:
    assert find_text_boxes([FRAME], lines) == []


@pytest.mark.parametrize(
    ("rows_of_cells", "found"), [pytest.param(1, True, id="half"), pytest.param(2, False, id="all")]
)
def test_a_frame_whose_rows_have_several_cells_is_a_table(rows_of_cells: int, found: bool) -> None:
    rows = [text_line(330, 380, 140), text_line(330, 380, 160)]
    cells = [text_line(420, 470, 140 + 20 * at) for at in range(rows_of_cells)]
    assert find_text_boxes([FRAME], [ACROSS, beside(), *rows, *cells]) == [FRAME] * found


def test_of_frames_around_each_other_the_smallest_is_the_text_box() -> None:
    outer = Box(315.0, 115.0, 505.0, 185.0)
    other = Box(320.0, 220.0, 500.0, 280.0)
    lines = [ACROSS, beside(), INSIDE, text_line(100, 310, 250), text_line(330, 430, 250)]
    assert find_text_boxes([outer, FRAME, other], lines) == [FRAME, other]


@pytest.mark.parametrize(("x0", "found"), [(318.1, True), (317.7, False)])
def test_text_may_extend_over_its_frame_by_two_points(x0: float, found: bool) -> None:
    lines = [ACROSS, text_line(100, 310, 135), text_line(x0, 430, 150)]
    assert find_text_boxes([FRAME], lines) == [FRAME] * found
