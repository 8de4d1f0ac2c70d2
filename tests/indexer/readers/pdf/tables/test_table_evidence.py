"""Rows are a table by their rulings, the order of drawing, their figures or their short words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.tables.table_evidence import has_ruled_header, is_table
from tests.indexer.readers.pdf.tables.rows_of_type import frame, in_order, level, row, text

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine

BOUNDS = (70.0, 140.0, 240.0, 370.0)


def table(*rows: tuple[str, ...], xs: tuple[float, ...] = (75, 150, 250)) -> list[list[TextLine]]:
    """Rows of cells at fixed places, drawn line by line."""
    return [row(100 + 20 * at, *zip(cells, xs, strict=False)) for at, cells in enumerate(rows)]


WORDS = ("甲站", "良好", "正常")


@pytest.mark.parametrize(("figures", "found"), [(7, True), (6, False)])
def test_six_of_ten_cells_of_two_columns_are_figures(figures: int, found: bool) -> None:
    rows = table(*(("甲站", "12" if at < figures else "無") for at in range(11)))
    assert is_table(rows, frame(70, 140, 240)) is found


def test_rows_of_one_cell_are_no_rows_of_a_table() -> None:
    assert not is_table(table(("甲站", "12"), ("乙站", "34"), ("丙站",)), frame(70, 140, 240))
    assert is_table(table(("甲站", "12"), ("乙站", "34"), ("丙站", "56")), frame(70, 140, 240))


@pytest.mark.parametrize(("cells", "found"), [(5, True), (4, False)])
def test_one_row_of_five_figures_is_a_table_of_words(cells: int, found: bool) -> None:
    xs = (75.0, 150.0, 200.0, 250.0, 300.0)
    long = "甲站乙站丙站丁站戊站己站庚站辛站壬站癸站"
    rows = table(*((long, long) for _ in range(9)), ("甲站", "1", "2", "3", "4")[:cells], xs=xs)
    assert is_table(rows, frame(70, 140, 190, 240, 290, 370)) is found


@pytest.mark.parametrize(("columns", "found"), [(3, True), (2, False)])
def test_short_words_in_three_columns_are_a_table(columns: int, found: bool) -> None:
    rows = table(*(WORDS[:columns] for _ in range(4)))
    assert is_table(rows, frame(*BOUNDS[: columns + 1])) is found


@pytest.mark.parametrize(("length", "found"), [(6, True), (7, False)])
def test_words_of_a_table_without_rulings_are_very_short(length: int, found: bool) -> None:
    # Han are two columns wide: 13 columns on average
    rows = table(*(("甲" * length,) * 3 for _ in range(4)))
    assert is_table(rows, frame(*BOUNDS)) is found


@pytest.mark.parametrize(("length", "found"), [(12, True), (14, False)])
def test_words_of_a_ruled_table_are_longer(length: int, found: bool) -> None:
    rows = table(*(("甲" * length,) * 3 for _ in range(4)), xs=(75, 210, 355))
    rulings = [level(y, 70, 500) for y in (88, 170)]
    assert is_table(rows, frame(70, 200, 350, 500, rulings=rulings)) is found
    assert not is_table(rows, frame(70, 200, 350, 500))


@pytest.mark.parametrize(("figures", "found"), [(4, True), (3, False)])
def test_with_some_figures_the_words_may_be_long(figures: int, found: bool) -> None:
    # of 12 cells after the first column three tenths are 3.6
    rows = table(
        *(("甲" * 9, "12" if at < figures else "乙" * 9, "丙" * 9) for at in range(6)),
        xs=(75, 180, 290),
    )
    assert is_table(rows, frame(70, 170, 280, 400)) is found


@pytest.mark.parametrize(("full", "found"), [(8, True), (6, False)])
def test_seven_of_ten_rows_are_full(full: int, found: bool) -> None:
    rows = table(*(("甲站", "良好", "正常")[: 3 if at < full else 2] for at in range(10)))
    assert is_table(rows, frame(*BOUNDS)) is found


@pytest.mark.parametrize(("cells", "found"), [(6, True), (5, False)])
def test_a_full_row_has_cells_in_seven_of_ten_columns(cells: int, found: bool) -> None:
    xs = tuple(75.0 + 40 * at for at in range(8))
    rows = table(*(("甲站",) * cells for _ in range(4)), xs=xs)
    assert is_table(rows, frame(*(70.0 + 40 * at for at in range(9)))) is found


def test_cells_drawn_row_by_row_are_a_table() -> None:
    rows = []
    long = "甲站乙站丙站丁站戊站己站庚站辛站"
    for at in range(3):
        top = 100 + 40 * at
        rows.append([text(long, 75, top, order=4 * at), text(long, 250, top, order=4 * at + 2)])
        rows.append([text(long, 75, top + 14, order=4 * at + 1)])
        rows[-1].append(text(long, 250, top + 14, order=4 * at + 3))
    assert is_table(rows, frame(70, 240, 430))
    in_order(*(line for cells in rows for line in cells))
    assert not is_table(rows, frame(70, 240, 430)), "line by line"


HEADER = [row(100, ("站別", 70), ("件數", 150), ("人數", 330)), row(120, ("甲站", 70))]
HEADER[1] += row(120, ("12", 150), ("34", 330))


@pytest.mark.parametrize(("share", "found"), [(0.92, True), (0.88, False)])
def test_rulings_over_and_under_a_header_are_as_wide_as_the_rows(share: float, found: bool) -> None:
    wide = [level(y, 70, 70 + 280 * share) for y in (88, 108)]
    assert has_ruled_header(HEADER, wide) is found


@pytest.mark.parametrize(("above", "found"), [(18, True), (22, False)])
def test_the_ruling_over_a_header_is_within_two_em(above: float, found: bool) -> None:
    assert has_ruled_header(HEADER, [level(91.2 - above, 70, 350), level(108, 70, 350)]) is found


def test_a_header_needs_a_ruling_on_both_sides_and_figures_below() -> None:
    over, under = level(88, 70, 350), level(108, 70, 350)
    assert has_ruled_header(HEADER, [over, under])
    assert not has_ruled_header(HEADER, [over])
    assert not has_ruled_header(HEADER, [under])
    assert not has_ruled_header(HEADER, [over._replace(y1=91), under]), "a box"
    assert not has_ruled_header(HEADER[1:], [over, under])
    assert not has_ruled_header(HEADER[:1] * 2, [over, under]), "no figures"
    assert not has_ruled_header([HEADER[1], HEADER[0]], [over, under])
    narrow = [HEADER[0], row(120, ("甲站", 70), ("12", 150))]
    assert not has_ruled_header(narrow, [over, under])


def test_a_ruled_header_makes_a_table_of_two_rows() -> None:
    rulings = [level(88, 70, 350), level(108, 70, 350)]
    assert is_table(HEADER, frame(*BOUNDS, rulings=rulings))
    assert not is_table(HEADER, frame(*BOUNDS))
