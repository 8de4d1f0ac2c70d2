"""Lines are cut at the bounds of columns where cells may meet, and nowhere else."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.source.geometry import Gap
from indexer.readers.pdf.tables.line_splitting import cut_at_bound, cut_at_seam
from tests.indexer.readers.pdf.tables.rows_of_type import text, with_gaps


def pieces(line: object, x: float) -> list[str]:
    return [piece.text for piece in cut_at_bound(line, x)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("inside", "count"), [(0.9, 1), (1.1, 2)])
def test_a_bound_at_the_very_end_of_a_line_does_not_cut_it(inside: float, count: int) -> None:
    line = with_gaps("甲站乙站", 100, (2, 5.0))
    assert len(pieces(line, 100 + inside)) == count
    line = with_gaps("甲站乙站", 100, (2, 5.0))
    assert len(pieces(line, line.x1 - inside)) == count


@pytest.mark.parametrize(("wide", "count"), [(2.3, 1), (2.7, 2)])
def test_among_many_gaps_one_of_a_quarter_em_is_between_cells(wide: float, count: int) -> None:
    line = with_gaps("甲乙丙丁戊己庚辛", 100, (2, 0.5), (4, wide), (6, 0.5))
    assert len(pieces(line, 145)) == count


@pytest.mark.parametrize(("gaps", "count"), [(2, 2), (3, 1)])
def test_fewer_than_three_narrow_gaps_are_between_cells(gaps: int, count: int) -> None:
    places = [(2, 0.5), (4, 0.5), (6, 0.5)][:gaps]
    assert len(pieces(with_gaps("甲乙丙丁戊己庚辛", 100, *places), 145)) == count


def test_gaps_between_scripts_do_not_count_as_gaps_between_cells() -> None:
    line = with_gaps("計12件34件", 100, (1, 0.5), (3, 0.5), (4, 0.5), (6, 0.5))
    assert pieces(line, 129) == ["計12件34件"]


@pytest.mark.parametrize(("wide", "count"), [(5.7, 1), (6.3, 2)])
def test_a_drawn_space_is_between_cells_if_it_is_wider_than_one_of_words(
    wide: float, count: int
) -> None:
    line = text("ab cd", 100)
    line.gaps = (Gap(3, 110, 110 + wide, 0),)
    assert len(pieces(line, 118)) == count


@pytest.mark.parametrize(("away", "count"), [(24, 2), (26, 1)])
def test_the_gap_is_within_two_and_a_half_em_of_the_bound(away: float, count: int) -> None:
    line = with_gaps("甲乙丙丁戊己庚辛", 100, (2, 5.0))
    assert len(pieces(line, 122.5 + away)) == count


def test_the_nearest_gap_is_cut() -> None:
    line = with_gaps("甲乙丙丁戊己庚辛", 100, (2, 5.0), (4, 5.0))
    assert pieces(line, 127) == ["甲乙", "丙丁戊己庚辛"]
    assert pieces(line, 148) == ["甲乙丙丁", "戊己庚辛"]


@pytest.mark.parametrize(
    ("words", "step", "count"), [("abcd", 7.6, 1), ("abcd", 8.4, 2), ("甲乙丙丁", 10.4, 1)]
)
def test_gaps_are_computed_from_the_edges_of_characters(
    words: str, step: float, count: int
) -> None:
    line = text(words, 100)
    line.starts = [100, 100 + step, 100 + step + 5, 100 + step + 10]
    if step > 10:
        line.starts = [100, 110.4, 120.8, 131.2]
    line.x1 = line.starts[-1] + 10
    assert len(pieces(line, 100 + step - 1)) == count


def test_a_jump_between_han_is_a_gap_without_the_spaces_of_the_line() -> None:
    line = text("甲乙丙丁", 100)
    line.starts = [100, 110, 123, 133]
    line.x1 = 143
    assert pieces(line, 121) == ["甲乙", "丙丁"]
    spaced = text("甲 乙", 100)
    spaced.starts, spaced.x1 = [100, 110, 118], 128
    spaced.order = 3
    assert pieces(spaced, 114) == ["甲 乙"], "two characters of one header set wide"
    unknown = text("甲乙丙丁", 100)
    unknown.starts = []
    assert pieces(unknown, 121) == ["甲乙丙丁"]


def test_two_characters_are_cut_if_they_were_not_drawn_in_one_go() -> None:
    line = with_gaps("甲乙", 100, (1, 5.0))
    assert pieces(line, 112) == ["甲乙"]
    line.gaps = (line.gaps[0]._replace(order=4),)
    first, second = cut_at_bound(line, 112)
    assert (first.text, first.x1, second.text, second.x0, second.order) == ("甲", 110, "乙", 115, 4)


def test_marks_and_gaps_stay_with_their_piece() -> None:
    line = with_gaps("件數1金額2", 100, (3, 5.0), (5, 1.0))
    line.raised = ((2, 3), (5, 6))
    line.seams = ((3, 125, 130),)
    first, second = cut_at_bound(line, 127)
    assert (first.text, first.raised, second.text, second.raised) == (
        "件數1", ((2, 3),), "金額2", ((2, 3),),
    )  # fmt: skip
    assert ([g.offset for g in first.gaps], [g.offset for g in second.gaps]) == ([], [2])
    assert first.seams == second.seams == ()


def test_a_seam_cuts_a_line_and_keeps_the_other_seams() -> None:
    line = text("甲乙丙丁", 100)
    line.seams = ((1, 110, 110), (2, 120, 125), (3, 135, 135))
    line.gaps = (Gap(2, 120, 125, 7),)
    first, second = cut_at_seam(line, 2, 120, 125)
    assert (first.text, first.x1, first.seams) == ("甲乙", 120, ((1, 110, 110),))
    assert (second.text, second.x0, second.order, second.seams) == (
        "丙丁", 125, 7, ((1, 135, 135),),
    )  # fmt: skip


def test_no_piece_without_visible_text_is_cut_off() -> None:
    assert pieces(with_gaps("　　甲站", 100, (2, 20.0)), 130) == ["　　甲站"]


@pytest.mark.parametrize(
    ("words", "x", "parts"),
    [
        ("業務外收入業務外費用", 120, ["業務外收入", "業務外費用"]),
        ("業務外收入業務外費用", 123, ["業務外收入", "業務外費用"]),
        ("業務外收入業務外費用", 125, ["業務外收入業務外費用"]),
        ("4.46", 82, ["4.46"]),
        ("科目名稱", 108, ["科目名稱"]),
    ],
    ids=["two headers", "a little off", "no character begins there", "a number", "text over it"],
)
def test_a_drawn_bound_cuts_between_characters(words: str, x: float, parts: list[str]) -> None:
    made = cut_at_bound(text(words, 70), x, sure=True)
    assert [part.text for part in made] == parts
    assert [part.text for part in cut_at_bound(text(words, 70), x)] == [words]
