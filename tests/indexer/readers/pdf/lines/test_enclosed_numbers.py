"""Circles with numbers drawn into them."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.lines.enclosed_numbers import with_enclosed_numbers
from indexer.readers.pdf.source.geometry import Glyph


def glyph(text: str, x: float, y: float = 100.0, size: float = 10.0, width: float = 5.0) -> Glyph:
    return Glyph(text, x, y, x + width, y + size, size, "Ming", 0)


CIRCLE = glyph("○", 100, width=10.0)
AMOUNT = [glyph(digit, 110 + 5 * at) for at, digit in enumerate("45")]


def read(*glyphs: Glyph) -> str:
    return "".join(each.text for each in with_enclosed_numbers(glyphs))


@pytest.mark.parametrize(
    ("digits", "text"),
    [("3", "③45"), ("12", "⑫45"), ("20", "⑳45"), ("21", "○2145"), ("0", "○045")],
)
def test_a_number_in_a_circle_is_one_character(digits: str, text: str) -> None:
    inside = [glyph(each, 102 + 3 * at, 102, 6.0, 3.0) for at, each in enumerate(digits)]
    (first, *rest) = with_enclosed_numbers([CIRCLE, *inside, *AMOUNT])
    assert "".join(each.text for each in (first, *rest)) == text
    assert first[1:6] == CIRCLE[1:6]


@pytest.mark.parametrize(
    "other",
    [
        glyph("3", 110),  # beside it
        glyph("3", 102, 102, 9.1, 4.0),  # as large as the circle
        glyph("3", 102, 115, 6.0, 3.0),  # below it
        glyph("註", 102, 102, 6.0, 6.0),
    ],
)
def test_what_is_not_a_number_in_the_circle_stays(other: Glyph) -> None:
    assert read(CIRCLE, other, *AMOUNT) == f"○{other.text}45"


def test_a_circle_alone_stays() -> None:
    assert read(*AMOUNT, CIRCLE) == "45○"
