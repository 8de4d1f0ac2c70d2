"""Drawn characters become lines, in whatever order and direction they were drawn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.pdf.lines.orientation import page_lines
from indexer.readers.pdf.source.geometry import Frame, Stroke, quarter
from indexer.readers.pdf.source.unicode import normalize_glyph_text
from tests.indexer.readers.pdf.page_setup import HEIGHT, WIDTH, drawn_page, glyphs, upright

SIDES = st.floats(0, 500, allow_nan=False)


def texts(content: object) -> list[str]:
    _, lines = page_lines(content)  # type: ignore[arg-type]
    return [line.text for line in sorted(lines, key=lambda line: (line.base, line.x0))]


@given(st.integers(0, 3), SIDES, SIDES, SIDES, SIDES)
def test_a_box_turned_and_turned_back_is_itself(
    orientation: int, x: float, y: float, w: float, h: float
) -> None:
    frame = Frame(orientation, WIDTH, HEIGHT)
    box = (x, y, x + w, y + h)
    assert frame.back(frame.into(box)) == pytest.approx(box)
    x0, y0, x1, y1 = frame.into(box)
    assert (x0 <= x1, y0 <= y1) == (True, True)


@pytest.mark.parametrize(
    ("direction", "orientation"),
    [((1, 0), 0), ((0, -1), 1), ((-1, 0), 2), ((0, 1), 3), ((1, 1), -1)],
)
def test_directions_are_counted_in_quarters(direction: tuple[int, int], orientation: int) -> None:
    assert quarter(*direction) == orientation


def test_a_line_does_not_depend_on_the_order_of_drawing() -> None:
    wanted = ["本處於民國113年完成檢查", "並公告 World Bank 統計結果"]
    drawn = glyphs(wanted[0], 70, 100) + glyphs(wanted[1], 70, 120)
    assert texts(drawn_page(drawn)) == wanted
    for seed in range(40):
        mixed = [glyph for glyph in drawn if glyph.text != " "]
        random.Random(seed).shuffle(mixed)
        _, lines = page_lines(drawn_page(mixed))
        rows = [
            "".join(x.text for x in sorted(lines, key=lambda x: x.x0) if x.base == base)
            for base in (100, 120)
        ]
        # A space as wide as a digit that is not drawn parts two lines of one row.
        assert [row.replace(" ", "") for row in rows] == [x.replace(" ", "") for x in wanted]


@pytest.mark.parametrize("kind", ["1", "3", "0123456789", "，"])
def test_characters_drawn_after_the_text_around_them_fall_into_their_places(kind: str) -> None:
    text = "自民國113年起，至103年底完成1場，3場未辦"
    drawn = glyphs(text, 70, 100)
    first = [glyph for glyph in drawn if glyph.text not in kind]
    later = [glyph for glyph in drawn if glyph.text in kind]
    assert texts(drawn_page(first, later)) == [text]


@given(
    st.text("0123456789", min_size=1, max_size=12),
    st.floats(0.2, 0.7),
    st.floats(0.1, 1.2),
    st.randoms(use_true_random=False),
)
def test_no_digit_is_ever_swallowed(
    number: str, step: float, claimed: float, rng: random.Random
) -> None:
    """Fonts may claim widths that their digits do not have, and draw them in any order."""
    size = 12.0
    drawn = [
        glyphs(digit, 70 + at * step * size, 100, size)[0]._replace(
            x1=70 + at * step * size + claimed * size
        )
        for at, digit in enumerate(number)
    ]
    mixed = list(drawn)
    rng.shuffle(mixed)
    for order in (drawn, mixed):
        assert sorted("".join(texts(drawn_page(order))).replace(" ", "")) == sorted(number)


@pytest.mark.parametrize("shift", [0.0, 0.3, 1.0])
def test_text_drawn_twice_to_look_bold_is_read_once(shift: float) -> None:
    once = glyphs("統計處年度報告", 70, 100)
    again = glyphs("統計處年度報告", 70 + shift, 100)
    assert texts(drawn_page(once, again)) == ["統計處年度報告"]
    pairs = [glyph for both in zip(once, again, strict=True) for glyph in both]
    assert texts(drawn_page(pairs)) == ["統計處年度報告"]


def test_a_doubled_character_is_not_taken_for_one_drawn_twice() -> None:
    assert texts(drawn_page(glyphs("層層轉包，種種情形", 70, 100))) == ["層層轉包，種種情形"]


def test_a_gap_between_latin_words_is_a_space_and_one_between_han_is_not() -> None:
    words = glyphs("World", 70, 100) + glyphs("Bank", 103, 100)
    drawn = words + glyphs("統", 128, 100) + glyphs("計", 144, 100)
    assert texts(drawn_page(drawn)) == ["World Bank統計"]


def test_a_wide_gap_separates_two_lines() -> None:
    assert texts(drawn_page(glyphs("件數", 70, 100) + glyphs("金額", 120, 100))) == ["件數", "金額"]


def test_a_ruling_line_separates_text_on_its_two_sides() -> None:
    page = drawn_page(glyphs("合計", 70, 100), glyphs("件數", 96, 100))
    assert texts(page) == ["合計件數"]
    page.strokes.append(Stroke(95, 80, 95, 110))
    assert texts(page) == ["合計", "件數"]


def test_raised_small_type_is_marked_and_stays_in_its_line() -> None:
    page = drawn_page(
        glyphs("完成檢查。", 70, 100), glyphs("12", 130, 95, 7), glyphs("另", 137, 100)
    )
    _, (found,) = page_lines(page)
    assert found.text == "完成檢查。12另"
    assert found.raised == ((5, 7),)


def test_a_large_heading_beside_a_column_is_not_in_its_line() -> None:
    page = drawn_page(glyphs("年度工作報告", 70, 100, 20), glyphs("設備檢查完成", 205, 100, 9))
    assert texts(page) == ["年度工作報告", "設備檢查完成"]


def test_a_label_before_a_tab_is_separated_from_the_text() -> None:
    _, (found,) = page_lines(drawn_page(glyphs("12", 70, 100, 9), glyphs("本院", 86, 100, 9)))
    assert found.text == "12本院"
    assert found.label == 2


def test_vertical_writing_is_read_down_and_from_the_right() -> None:
    columns = ["本處今年完成漁港設備檢查", "並公告其結果供各界參考"]
    drawn = [glyph for at, text in enumerate(columns) for glyph in upright(text, 500 - 20 * at, 70)]
    frame, lines = page_lines(drawn_page(drawn, glyphs("年度報告", 250, 40, 9)))
    assert frame.orientation == 1
    ordered = sorted((x for x in lines if x.orientation == 0), key=lambda line: line.base)
    assert [line.text for line in ordered] == columns
    assert [line.text for line in lines if line.orientation != 0] == ["年度報告"]


def test_single_characters_under_each_other_do_not_make_a_page_vertical() -> None:
    prose = [glyphs("本處於民國113年完成各項檢查工作", 70, 100 + 20 * n) for n in range(5)]
    stack = [glyphs(char, 300, 100 + 14 * n) for n, char in enumerate("合計")]
    frame, _ = page_lines(drawn_page(*prose, *stack))
    assert frame.orientation == 0


def test_text_at_an_angle_is_kept_apart() -> None:
    slanted = [glyph._replace(orientation=-1) for glyph in glyphs("草案", 200, 300, 40)]
    _, lines = page_lines(drawn_page(glyphs("本處完成檢查", 70, 100), slanted))
    assert {(line.text, line.orientation) for line in lines} == {("本處完成檢查", 0), ("草案", -1)}


@pytest.mark.parametrize(
    ("char", "wanted"),
    [
        ("⽇", "日"),
        ("︵", "（"),
        ("︐", "，"),
        ("ﬁ", "fi"),
        ("\u200b", ""),
        ("⺠", "民"),
        ("⻑", "長"),
        ("臺", "臺"),
        ("㈱", "㈱"),
    ],
)
def test_only_what_layout_put_there_is_undone(char: str, wanted: str) -> None:
    assert normalize_glyph_text(char) == wanted
