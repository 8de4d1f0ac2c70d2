"""Glyphs and runs of one line, tried just inside and just outside each limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.lines.builder import build_text_line, dominant_baseline
from indexer.readers.pdf.lines.drafts import TextLineDraft, draft_lines
from indexer.readers.pdf.lines.orientation import page_lines
from indexer.readers.pdf.lines.runs import TextRun, text_runs
from indexer.readers.pdf.lines.separators import VerticalSeparators
from indexer.readers.pdf.source.geometry import ASCENT, Box, Glyph
from tests.indexer.readers.pdf.page_setup import drawn_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

NOTHING = VerticalSeparators([], [])


def set_at(
    text: str, x: float, base: float = 100.0, size: float = 10.0, advance: float | None = None
) -> list[Glyph]:
    """A text in type of 10 points unless another size is given, Han characters square, others half
    as wide, or all of one `advance`."""
    made = []
    for char in text:
        wide = advance if advance is not None else size if char > "\u2000" else size / 2
        top = base - ASCENT * size
        made.append(Glyph(char, x, top, x + wide, top + size, size, "Ming", 0))
        x += wide
    return made


def lines_of(*groups: Sequence[Glyph]) -> list[TextLine]:
    """The lines of glyphs drawn in this order, from the left."""
    drafts = draft_lines([glyph for group in groups for glyph in group], NOTHING)
    found = [line for draft in drafts if (line := build_text_line(draft))]
    return sorted(found, key=lambda line: line.x0)


def texts(*groups: Sequence[Glyph]) -> list[str]:
    return [line.text for line in lines_of(*groups)]


def line(*groups: Sequence[Glyph]) -> TextLine:
    (found,) = lines_of(*groups)
    return found


@pytest.mark.parametrize(("gap", "wanted"), [(8.9, ["合計"]), (11, ["合", "計"])])
def test_a_gap_as_wide_as_a_character_separates_lines(gap: float, wanted: list[str]) -> None:
    assert texts(set_at("合", 100), set_at("計", 110 + gap)) == wanted


@pytest.mark.parametrize(("gap", "count"), [(4.4, 1), (5.6, 2)])
def test_narrow_characters_count_as_half_an_em(gap: float, count: int) -> None:
    first = set_at("1", 100, advance=2)
    assert len(texts(first, set_at("1", 102 + gap, advance=2))) == count
    assert len(texts(set_at("1", 102 + gap, advance=2), first)) == count, "drawn in any order"


@pytest.mark.parametrize(("gap", "wanted"), [(20, ["ab cd"]), (24, ["ab", "cd"])])
def test_one_space_between_words_may_be_stretched(gap: float, wanted: list[str]) -> None:
    assert texts(set_at("ab", 100), set_at(" ", 110), set_at("cd", 110 + gap)) == wanted


def test_a_stretched_space_between_figures_separates_them() -> None:
    assert texts(set_at("12", 100), set_at(" ", 110), set_at("34", 130)) == ["12", "34"]


@pytest.mark.parametrize(("gap", "wanted"), [(1.5, "ab"), (1.9, "a b")])
def test_a_gap_between_letters_is_a_space(gap: float, wanted: str) -> None:
    assert texts(set_at("a", 100), set_at("b", 105 + gap)) == [wanted]


@pytest.mark.parametrize(("back", "count"), [(5, 1), (7, 2)])
def test_a_glyph_may_begin_before_the_end_of_the_one_before(back: float, count: int) -> None:
    assert len(texts(set_at("合", 100), set_at("計", 110 - back))) == count


@pytest.mark.parametrize(("gap", "count"), [(0.26, 1), (0.34, 2)])
def test_a_ruling_line_does_not_cut_tight_text(gap: float, count: int) -> None:
    drawn = [*set_at("合", 100), *set_at("計", 110 + gap)]
    separators = VerticalSeparators([Box(110, 80, 110, 120)], [])
    assert len(draft_lines(drawn, separators)) == count


@pytest.mark.parametrize(
    ("low", "high", "count"), [(80, 96, 1), (80, 96.4, 2), (96, 110, 2), (96.4, 110, 1)]
)
def test_a_separator_must_cross_the_middle_of_the_text(low: float, high: float, count: int) -> None:
    separators = VerticalSeparators([Box(112, low, 112, high)], [])
    first, second = set_at("合", 100), set_at("計", 115)
    assert len(draft_lines([*first, *second], separators)) == count
    assert len(draft_lines([*second, *first], separators)) == count, "drawn in any order"


@pytest.mark.parametrize(("shift", "count"), [(1.3, 1), (1.7, 2)])
def test_glyphs_of_a_run_are_on_one_baseline(shift: float, count: int) -> None:
    assert len(text_runs([*set_at("合", 100), *set_at("計", 110, 100 + shift)], NOTHING)) == count


@pytest.mark.parametrize(("size", "count"), [(7.8, 1), (7.2, 2)])
def test_glyphs_of_a_run_are_of_like_size(size: float, count: int) -> None:
    for sizes in ((10.0, size), (size, 10.0)):
        drawn = [*set_at("合", 100, size=sizes[0]), *set_at("計", 110, size=sizes[1])]
        assert len(text_runs(drawn, NOTHING)) == count


@pytest.mark.parametrize(("shift", "count"), [(3.2, 1), (-3.2, 1), (3.8, 2), (-3.8, 2)])
def test_runs_of_a_line_are_nearly_on_one_baseline(shift: float, count: int) -> None:
    assert len(texts(set_at("合", 100), set_at("計", 110, 100 + shift))) == count


@pytest.mark.parametrize(("size", "wanted"), [(10.3, 10.0), (11.0, 11.0)])
def test_a_larger_run_gives_a_line_its_baseline(size: float, wanted: float) -> None:
    drawn = [*set_at("合", 100), *set_at("計", 110, 102, size)]
    (draft,) = draft_lines(drawn, NOTHING)
    assert (draft.size, draft.base) == pytest.approx((wanted, 100.0 if wanted == 10 else 102.0))


@pytest.mark.parametrize("elsewhere", [(300, 400), (105, 100)], ids=["other line", "filled"])
@pytest.mark.parametrize(("gap", "wanted"), [(0.9, "4,167件"), (1.1, "4,1 67件")])
def test_a_space_before_a_run_needs_room(
    elsewhere: tuple[float, float], gap: float, wanted: str
) -> None:
    space = set_at(" ", *elsewhere)
    late = set_at("案", 300, 500)
    assert wanted in texts(late, space, set_at("67件", 115 + gap), late, set_at("4,1", 100))
    assert "4,1 67件" in texts(set_at("4,1", 100), space, set_at("67件", 115))


@pytest.mark.parametrize(("overlap", "woven"), [(1.0, True), (1.4, False)])
def test_a_glyph_may_be_squeezed_into_a_gap(overlap: float, woven: bool) -> None:
    right = 110 + 10 - 2 * overlap
    drawn = (set_at("左", 100), set_at("右", right), set_at("中", 110 - overlap))
    assert (texts(*drawn) == ["左中右"]) is woven


@pytest.mark.parametrize(("size", "marked"), [(7.8, True), (8.4, False)])
def test_a_mark_is_smaller_than_its_line(size: float, marked: bool) -> None:
    found = line(set_at("合計", 100), set_at("1", 120, 98, size))
    assert found.raised == (((2, 3),) if marked else ())


@pytest.mark.parametrize(("rise", "marked"), [(1.1, True), (0.9, False)])
def test_a_mark_is_raised(rise: float, marked: bool) -> None:
    assert bool(line(set_at("合計", 100), set_at("1", 120, 100 - rise, 6)).raised) is marked


@pytest.mark.parametrize(("gap", "count"), [(3.3, 1), (4.0, 2)])
def test_a_mark_is_close_to_its_text(gap: float, count: int) -> None:
    assert len(texts(set_at("合計", 100), set_at("1", 120 + gap, 97, 6))) == count


@pytest.mark.parametrize(("shift", "count"), [(-8.5, 1), (-9.6, 2), (2.7, 1), (3.4, 2)])
def test_a_mark_is_within_the_height_of_its_line(shift: float, count: int) -> None:
    mark = set_at("1", 120, 100 + shift, 6)
    assert len(texts(set_at("合計", 100), mark)) == count
    assert len(texts(set_at("1", 97, 100 + shift, 6), set_at("合計", 100))) == count


@pytest.mark.parametrize(("size", "wanted"), [(10.09, 102.0), (10.11, 100.0)])
def test_runs_of_one_size_give_the_baseline(size: float, wanted: float) -> None:
    runs = [TextRun(set_at("合", 100), [False]), TextRun(set_at("計處年", 110, 102, size), [False])]
    draft = TextLineDraft(runs, 10.0, 100.0, 150.0, [False, False])
    assert dominant_baseline(draft, 10.0) == wanted


@pytest.mark.parametrize(("gap", "label"), [(2.8, 0), (3.2, 2)])
def test_a_label_is_set_apart(gap: float, label: int) -> None:
    assert line(set_at("12", 100), set_at("本院", 110 + gap)).label == label


@pytest.mark.parametrize(("text", "label"), [("12345", 5), ("123456", 0)])
def test_a_label_is_short(text: str, label: int) -> None:
    assert line(set_at(text, 100), set_at("本院", 100 + 5 * len(text) + 5)).label == label


@pytest.mark.parametrize(("gap", "count"), [(1.1, 1), (0.9, 0)])
def test_runs_that_are_apart_may_be_cut_at_their_seam(gap: float, count: int) -> None:
    found = line(set_at("右欄", 120 + gap), set_at("左欄", 100))
    assert len(found.seams) == count
    hanging = line(set_at("右", 120), set_at("左，", 100))
    assert hanging.seams == ((2, 120.0, 120.0),)


@pytest.mark.parametrize(("gap", "count"), [(1.4, 1), (1.2, 0)])
def test_glyphs_that_are_apart_may_be_in_two_cells(gap: float, count: int) -> None:
    assert len(line(set_at("合", 100), set_at("計", 110 + gap)).gaps) == count


@pytest.mark.parametrize(("gaps", "kept"), [(40, 40), (41, 0)])
def test_a_line_of_many_gaps_is_letter_spaced(gaps: int, kept: int) -> None:
    drawn = [set_at("字", 12 * at)[0] for at in range(gaps + 1)]
    assert len(line(drawn).gaps) == kept


def page_orientation(glyphs: Sequence[Glyph]) -> int:
    """Quarter turns of the page on which glyphs are drawn."""
    frame, _ = page_lines(drawn_page(glyphs))
    return frame.orientation


@pytest.mark.parametrize(("pitch", "orientation"), [(5.5, 0), (6.5, 1), (20, 1), (24, 0)])
def test_characters_of_a_vertical_line_follow_each_other_downwards(
    pitch: float, orientation: int
) -> None:
    assert (
        page_orientation([set_at("字", 300, 100 + pitch * at)[0] for at in range(6)]) == orientation
    )


@pytest.mark.parametrize(("drift", "orientation"), [(2.7, 1), (3.3, 0)])
def test_a_vertical_line_is_nearly_straight(drift: float, orientation: int) -> None:
    glyphs = [set_at("字", 300 + drift * (at % 2), 100 + 10 * at)[0] for at in range(6)]
    assert page_orientation(glyphs) == orientation


@pytest.mark.parametrize(("count", "orientation"), [(3, 0), (4, 1)])
def test_few_characters_under_each_other_are_not_vertical_writing(
    count: int, orientation: int
) -> None:
    assert (
        page_orientation([set_at("字", 300, 100 + 10 * at)[0] for at in range(count)])
        == orientation
    )


@pytest.mark.parametrize(("pitch", "drift", "orientation"), [
    (1.8, 0, 1), (2.2, 0, 0), (20, 0, 0), (24, 0, 1), (10, 2.7, 0), (10, 3.3, 1),
])  # fmt: skip
def test_more_characters_beside_each_other_make_a_page_horizontal(
    pitch: float, drift: float, orientation: int
) -> None:
    down = [set_at("字", 300, 100 + 10 * at)[0] for at in range(8)]
    along = [set_at("1", 60 + pitch * at, 400 + drift * (at % 2), advance=2)[0] for at in range(9)]
    assert page_orientation([*down, *along][: 8 + 9]) == orientation


@pytest.mark.parametrize(("distance", "count"), [(23, 1), (27, 2)])
def test_characters_at_an_angle_are_near_each_other(distance: float, count: int) -> None:
    slanted = [
        glyph._replace(orientation=-1)
        for x in (200.0, 200.0 + distance)
        for glyph in set_at("草", x, 300)
    ]
    _, lines = page_lines(drawn_page(slanted))
    assert len(lines) == count


def test_the_orientation_of_a_line_counts_from_that_of_its_page() -> None:
    down = [set_at("字", 300, 100 + 10 * at)[0] for at in range(8)]
    _, lines = page_lines(drawn_page(down, set_at("年度", 60, 60)))
    assert sorted((each.text, each.orientation) for each in lines) == [("字" * 8, 0), ("年度", 3)]
