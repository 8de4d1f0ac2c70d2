"""Header rows by the order in which their headers were drawn."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.header_order import header_cells_by_order
from tests.indexer.readers.pdf.tables.rows_of_type import frame, in_order, text

Place = tuple[str, int, int, int, int]
BOUNDS = (70.0, 150.0, 210.0, 270.0, 330.0)


def placed(*headers: tuple[str, float, float]) -> set[Place] | None:
    lines = in_order(*(text(words, x, base) for words, x, base in headers))
    made = header_cells_by_order(lines, frame(*BOUNDS))
    return made and {(c.text, c.row, c.column, c.rows, c.columns) for c in made[0]}


@pytest.mark.parametrize(("lower", "found"), [(7.8, True), (7.2, False)])
def test_headers_begin_below_a_spanning_header(lower: float, found: bool) -> None:
    # it ends 1.2 below its baseline, and they begin 8.8 above theirs: a quarter of an em
    headers = [("站別", 100, 104), ("收件", 200, 100), ("件數", 170, 100 + lower)]
    headers += [("人數", 230, 100 + lower), ("金額", 290, 100 + lower)]
    assert (placed(*headers) is not None) is found


def test_one_header_may_span_two_columns_of_labels() -> None:
    headers = [("站別", 90, 100), ("件數", 220, 100), ("人數", 280, 100)]
    assert placed(*headers) == {
        ("站別", 0, 0, 1, 2), ("件數", 0, 2, 1, 1), ("人數", 0, 3, 1, 1),
    }  # fmt: skip
    second = [("站別", 160, 100), ("件數", 220, 100), ("人數", 280, 100)]
    assert ("站別", 0, 0, 1, 2) in (placed(*second) or ())


def test_two_headers_of_one_column_in_one_row_are_no_header_rows() -> None:
    assert placed(("站別", 100, 100), ("件數", 160, 100), ("人數", 185, 100)) is None


def test_every_row_but_the_last_has_a_spanning_header() -> None:
    assert placed(("件數", 170, 100), ("站別", 100, 116), ("人數", 230, 116)) is None


def test_columns_without_a_header_over_them_are_no_header_rows() -> None:
    headers = [("收件", 180, 100), ("件數", 160, 116), ("人數", 230, 116), ("金額", 290, 116)]
    spans = placed(*headers)
    assert spans is not None
    assert ("收件", 0, 1, 1, 3) in spans
    headers = [("站別", 100, 100), ("人數", 230, 100), ("站", 90, 116), ("名", 120, 116)]
    assert placed(*headers) is None


def test_lines_of_one_header_are_put_together() -> None:
    headers = [("站", 100, 100), ("別", 100, 112), ("件數", 170, 100), ("人數", 230, 100)]
    assert ("站\n別", 0, 0, 1, 1) in (placed(*headers) or ())


def test_columns_are_divided_among_centred_headers() -> None:
    below = [("甲", 175, 116), ("乙", 235, 116), ("丙", 295, 116)]
    assert {("收件", 0, 1, 1, 2), ("結案", 0, 3, 1, 1)} <= (
        placed(("站別", 100, 108), ("收件", 200, 100), ("結案", 290, 100), *below) or set()
    )
    assert {("收件", 0, 1, 1, 1), ("結案", 0, 2, 1, 2)} <= (
        placed(("站別", 100, 108), ("收件", 170, 100), ("結案", 260, 100), *below) or set()
    )
