"""Pictures in strips are one; pictures that only touch stay two."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.pictures import joined_strips
from indexer.readers.pdf.source.geometry import Box


def test_strips_that_touch_are_one_picture() -> None:
    top = [Box(110 - n, 100 + n, 390 + n, 101 + n) for n in range(6)]
    body = Box(100, 106, 400, 300)
    assert joined_strips([body, *top]) == [Box(100, 100, 400, 300)]


@pytest.mark.parametrize(
    ("height", "found"), [(36.0, 1), (37.0, 2)], ids=["36 points", "37 points"]
)
def test_a_strip_is_flat(height: float, found: int) -> None:
    assert len(joined_strips([Box(0, 0, 200, 90), Box(0, 90, 200, 90 + height)])) == found


@pytest.mark.parametrize(
    "below",
    [Box(100, 192, 400, 200), Box(401, 190, 500, 200)],
    ids=["a gap of 2 points", "beside it"],
)
def test_strips_elsewhere_are_pictures_of_their_own(below: Box) -> None:
    assert joined_strips([Box(100, 100, 400, 190), below]) == [Box(100, 100, 400, 190), below]


def test_no_pictures_give_none() -> None:
    assert joined_strips([]) == []
