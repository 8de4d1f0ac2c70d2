"""The gutter of most pages of a document, and the pages that have it too."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.gutters import confirm_gutter, usual_gutter
from indexer.readers.pdf.source.geometry import TextLine
from tests.indexer.readers.pdf.layout.pieces import (
    LEFT,
    RIGHT,
    Span,
    drawn,
    lines_at,
    runs,
    text_line,
    two_columns,
)

#: Vertical labels.
TURNED = [text_line(*LEFT, 100 + 16 * at, orientation=1) for at in range(9)]


@pytest.mark.parametrize(
    ("long", "confirmed"), [pytest.param(2, False, id="2"), pytest.param(3, True, id="3")]
)
def test_three_lines_that_fill_their_side_confirm_the_usual_gutter(
    long: int, confirmed: bool
) -> None:
    lines = [*lines_at([LEFT] * long), *lines_at([(310, 330)] * 4), text_line(480, 500, 400)]
    assert confirm_gutter(lines, 300) == (300 if confirmed else None)


@pytest.mark.parametrize(
    ("left", "right"),
    [((100, 250), (310, 330)), ((100, 120), (350, 500))],
    ids=["on the left", "on the right"],
)
@pytest.mark.parametrize(
    ("shorter", "confirmed"), [pytest.param(0, True, id="75 %"), pytest.param(20, False, id="65 %")]
)
def test_lines_of_prose_fill_most_of_their_side_of_the_usual_gutter(
    left: Span, right: Span, shorter: float, confirmed: bool
) -> None:
    """Stray words show the edges of the page."""
    edges = [text_line(100, 110, 60, "件"), text_line(490, 500, 60, "件")]
    sides = [(x0, x1 - shorter if x1 - x0 > 100 else x1) for x0, x1 in (left, right)]
    lines = [line for span in sides for line in lines_at([span] * 3)]
    assert confirm_gutter([*edges, *lines], 300) == (300 if confirmed else None)


@pytest.mark.parametrize(("gutter", "x0"), [(200.0, 210.0), (400.0, 110.0)])
def test_lines_are_measured_by_their_own_side_of_the_usual_gutter(gutter: float, x0: float) -> None:
    """They would fill the other side, which is narrower."""
    edges = [text_line(100, 110, 60, "件"), text_line(490, 500, 60, "件")]
    assert confirm_gutter([*edges, *lines_at([(x0, x0 + 90)] * 4)], gutter) is None


@pytest.mark.parametrize(
    ("across", "confirmed"), [pytest.param(9, True, id="18 %"), pytest.param(11, False, id="22 %")]
)
def test_few_lines_cross_the_usual_gutter(across: int, confirmed: bool) -> None:
    lines = [*lines_at([LEFT] * (50 - across - 10)), *lines_at([RIGHT] * 10)]
    lines += lines_at([(100, 500)] * across, 900)
    assert confirm_gutter(lines, 300) == (300 if confirmed else None)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(lines_at([LEFT] * 10), id="nothing is on the right"),
        pytest.param(lines_at([RIGHT] * 10), id="nothing is on the left"),
        pytest.param([], id="nothing is on the page"),
        pytest.param(
            [*TURNED, text_line(310, 330, 100), text_line(490, 500, 100)],
            id="the long lines are turned",
        ),
    ],
)
def test_a_page_without_prose_on_both_sides_does_not_have_the_usual_gutter(
    lines: list[TextLine],
) -> None:
    assert confirm_gutter(lines, 300) is None


def test_the_drawing_order_decides_on_the_usual_gutter() -> None:
    assert confirm_gutter(two_columns(10), None) is None
    assert confirm_gutter(drawn("甲乙" * 8), 300) is None
    short = drawn(runs(8, 8))
    for item in short:
        assert isinstance(item, TextLine)
        item.x1 = item.x0 + 50
    assert confirm_gutter(short, 300) == 300


def page(middle: float, rows: int = 10) -> list[TextLine]:
    """A page of two columns; the middle of its gutter is found half a point to the left."""
    return two_columns(rows, (100, middle - 10), (middle + 10, 500))


@pytest.mark.parametrize(
    ("pages", "gutter"),
    [
        pytest.param([page(300), page(300)], 299.5, id="all pages"),
        pytest.param([], None, id="no pages"),
        pytest.param([page(300), lines_at([(100, 500)] * 9)], 299.5, id="one of two pages"),
        pytest.param([page(300), *[lines_at([(100, 500)] * 8)] * 2], None, id="one of three"),
        pytest.param([page(300), *[lines_at([(100, 500)] * 7)] * 2], 299.5, id="short pages"),
        pytest.param([lines_at([(100, 500)] * 7)], None, id="only a short page"),
        pytest.param([page(289), page(300), page(311)], 299.5, id="11 points apart"),
        pytest.param([page(287), page(300), page(313)], None, id="13 points apart"),
        pytest.param([page(280), page(300), page(301)], 299.5, id="two pages agree"),
    ],
)
def test_the_usual_gutter_is_at_one_position_of_most_pages(
    pages: list[list[TextLine]], gutter: float | None
) -> None:
    assert usual_gutter(pages) == gutter
