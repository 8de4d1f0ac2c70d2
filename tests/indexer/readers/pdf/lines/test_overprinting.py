"""Text drawn several times to look bold or shadowed is read once, and no digit is lost."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.pdf.lines.orientation import page_lines
from indexer.readers.pdf.lines.overprinting import without_copies
from indexer.readers.pdf.source.geometry import Frame, Glyph
from tests.indexer.readers.pdf.page_setup import HEIGHT, WIDTH, drawn_page, glyphs, upright

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

HEADING = "一、113年度 歲出計11億2,200萬元"


def text_of(drawn: Sequence[Glyph]) -> str:
    """The characters that are left of drawn glyphs, in drawing order."""
    return "".join(glyph.text for glyph in without_copies(drawn))


def moved(drawn: Sequence[Glyph], dx: float, dy: float = 0.0) -> list[Glyph]:
    return [g._replace(x0=g.x0 + dx, x1=g.x1 + dx, y0=g.y0 + dy, y1=g.y1 + dy) for g in drawn]


def narrow(text: str, step: float, advance: float, size: float = 10.0) -> list[Glyph]:
    """Glyphs `step` points from each other that claim a width of `advance` points."""
    return [
        glyphs(char, 100 + step * at, 100, size)[0]._replace(x1=100 + step * at + advance)
        for at, char in enumerate(text)
    ]


def turned(orientation: int) -> Callable[[Sequence[Glyph]], list[Glyph]]:
    """Turns glyphs by quarters."""
    frame = Frame(orientation, WIDTH, HEIGHT)

    def turn(drawn: Sequence[Glyph]) -> list[Glyph]:
        return [
            Glyph(g.text, *frame.back((g.x0, g.y0, g.x1, g.y1)), g.size, g.font, orientation)
            for g in drawn
        ]

    return turn


@pytest.mark.parametrize("orientation", [0, 1, 2, 3])
@pytest.mark.parametrize("copies", [2, 3, 4])
@pytest.mark.parametrize("shift", [0.0, 0.24, 1.0, 2.0, 3.4])
@pytest.mark.parametrize("across", [True, False])
def test_a_line_drawn_again_is_read_once(
    orientation: int, copies: int, shift: float, across: bool
) -> None:
    once = glyphs(HEADING, 70, 100)
    places = [(0.0, 0.0), (shift, 0.0), (0.0, shift), (shift, shift)]
    if not across:
        places = [(y, x) for x, y in places]
    drawn = [glyph for dx, dy in places[:copies] for glyph in moved(once, dx, dy)]
    assert text_of(turned(orientation)(drawn)) == HEADING


@pytest.mark.parametrize("shift", [0.0, 0.24, 0.5])
def test_pieces_and_single_glyphs_drawn_again_at_once_are_read_once(shift: float) -> None:
    once = glyphs(HEADING, 70, 100)
    pairs = [glyph for both in zip(once, moved(once, shift), strict=True) for glyph in both]
    assert text_of(pairs) == HEADING
    pieces = [once[:3], moved(once[:3], shift), once[3:9], moved(once[3:], shift), once[9:]]
    assert sorted(text_of([g for piece in pieces for g in piece])) == sorted(HEADING)


def test_a_line_of_pieces_of_several_fonts_drawn_again_is_one_line() -> None:
    once = glyphs("計畫編列", 70, 100) + glyphs("113", 118, 100, font="Times")
    once += glyphs("年度", 136, 100)
    again = [moved(once, dx, dy) for dx, dy in ((0.24, 0.24), (0, 0.24), (0.24, 0))]
    _, found = page_lines(drawn_page(once, *again))
    assert [line.text for line in found] == ["計畫編列113年度"]


@pytest.mark.parametrize("shift", [0.0, 0.24, 0.9])
def test_a_vertical_line_drawn_again_is_read_once(shift: float) -> None:
    once = upright("層層轉包種種情形", 300, 100)
    _, found = page_lines(drawn_page(once, moved(once, shift, shift)))
    assert [line.text for line in found] == ["層層轉包種種情形"]


def test_a_copy_in_other_type_is_text() -> None:
    assert text_of(glyphs("統計", 70, 100) + glyphs("統計", 70, 100, 13.0)) == "統計統計"


@pytest.mark.parametrize(("shift", "wanted"), [(0.9, "1"), (1.1, "11")])
def test_a_digit_drawn_again_lies_almost_on_the_first(shift: float, wanted: str) -> None:
    one = glyphs("1", 100, 100, 10.0)
    assert text_of(one + moved(one, shift)) == wanted
    assert text_of(one + moved(one, 0.0, shift)) == wanted


@pytest.mark.parametrize(("shift", "count"), [(0.6, 1), (0.8, 2)])
def test_narrow_digits_that_overlap_are_two(shift: float, count: int) -> None:
    assert len(text_of(narrow("11", shift, 2.0))) == count


@pytest.mark.parametrize(("shift", "wanted"), [(2.9, "合"), (3.1, "合合")])
def test_a_single_han_may_have_a_shadow(shift: float, wanted: str) -> None:
    one = glyphs("合", 100, 100, 10.0)
    assert text_of(one + moved(one, shift)) == wanted
    assert text_of(one + moved(one, 0.0, shift)) == wanted


@pytest.mark.parametrize(("width", "count"), [(8.0, 1), (7.0, 2)])
def test_a_narrow_han_has_no_wide_shadow(width: float, count: int) -> None:
    assert len(text_of(narrow("合合", 2.6, width))) == count


@pytest.mark.parametrize(("shift", "once"), [(2.8, True), (3.2, False)])
def test_a_shadow_of_several_glyphs_is_near(shift: float, once: bool) -> None:
    first = glyphs("12,345", 100, 100, 10.0)
    for dx, dy in ((shift, 0.0), (0.1, shift)):
        assert (text_of(first + moved(first, dx, dy)) == "12,345") is once


@pytest.mark.parametrize(("shift", "once"), [(2.5, True), (2.85, False)])
def test_a_shadow_lies_on_most_of_its_text(shift: float, once: bool) -> None:
    first = narrow("1234567", 0.9, 5.0)
    assert (text_of(first + moved(first, shift)) == "1234567") is once


@pytest.mark.parametrize(("drift", "once"), [(0.4, True), (0.6, False)])
def test_the_glyphs_of_a_shadow_are_moved_alike(drift: float, once: bool) -> None:
    first = glyphs("12", 100, 100, 10.0)
    shadow = [*moved(first[:1], 2.0), *moved(first[1:], 2.0 + drift)]
    assert (text_of(first + shadow) == "12") is once


@pytest.mark.parametrize("order", [(0, 2, 1, 3, 4), (4, 2, 3, 1, 0), (0, 3, 1, 4, 2)])
def test_equal_digits_drawn_in_any_order_are_no_shadow(order: tuple[int, ...]) -> None:
    drawn = narrow("00000", 3.0, 12.0, 12.0)
    assert text_of([drawn[at] for at in order]) == "00000"
    shadow = [glyph for at in (0, 1) for glyph in moved(narrow("000", 6.0, 6.0, 12.0), 2.2 * at)]
    assert text_of(shadow) == "000"


@given(
    st.text("019", min_size=1, max_size=12),
    st.floats(0.2, 0.7),
    st.floats(0.1, 1.2),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
def test_no_digit_is_lost(
    number: str, step: float, claimed: float, orientation: int, rng: random.Random
) -> None:
    """Fonts may claim widths that their digits do not have, and draw them in any order."""
    drawn = turned(orientation)(narrow(number, 12 * step, 12 * claimed, 12.0))
    mixed = list(drawn)
    rng.shuffle(mixed)
    for order in (drawn, mixed):
        assert sorted(text_of(order)) == sorted(number)


@pytest.mark.parametrize(("step", "size"), [*product((0.2, 0.26, 0.5), (6.0, 12.0, 30.0))])
def test_repeated_digits_stay_repeated(step: float, size: float) -> None:
    for number in ("11", "111", "1122", "1212", "2,222,000"):
        assert text_of(narrow(number, step * size, 0.5 * size, size)) == number


def test_numbers_under_each_other_are_read_each() -> None:
    rows = [glyphs("1,100", 100, 100 + 4.1 * row, 4.0) for row in range(5)]
    assert text_of([glyph for row in rows for glyph in row]) == "1,100" * 5
