"""Rows by their numbers: one a baseline, with the texts beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.pdf.tables.number_rows import NumberRows, number_rows
from tests.indexer.readers.pdf.tables.rows_of_type import text

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine

#: The left edges of three columns, which are 100 points wide.
LEFT = (70.0, 170.0, 270.0)
#: Lines of a column: text and baseline.
Lines = list[tuple[str, float]]


def found(*columns: Lines) -> NumberRows | None:
    lines = {at: [text(words, LEFT[at], base) for words, base in own]
             for at, own in enumerate(columns)}  # fmt: skip
    return number_rows(lines, dict.fromkeys(lines, 100.0))


def joined(lines: list[TextLine]) -> str:
    return "".join(line.text for line in lines)


def rows(*columns: Lines) -> list[list[str]] | None:
    """The texts of the rows, column by column; None where the numbers show no rows."""
    made = found(*columns)
    if made is None:
        return None
    return [[joined(row.get(c, [])) for c in range(len(columns))] for row in made.rows]


def test_numbers_on_two_baselines_are_two_rows() -> None:
    names: Lines = [("甲稅", 100), ("乙費", 120)]
    assert rows(names, [("5,675", 100), ("400", 120)], [("100.00", 100), ("9.30", 120)]) == [
        ["甲稅", "5,675", "100.00"], ["乙費", "400", "9.30"],
    ]  # fmt: skip


def test_dashes_and_signs_are_numbers() -> None:
    values: Lines = [("－", 100), ("- 7,153", 120), ("（12）", 140)]
    more: Lines = [("1", 100), ("－", 120), ("+ 3", 140)]
    assert rows([], values, more) == [["", "－", "1"], ["", "- 7,153", "－"], ["", "（12）", "+ 3"]]


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        (([("甲", 100)], [("5", 100)], [("6", 100)]), "one baseline"),
        (([("甲", 100), ("乙", 120)], [("文字", 100), ("文字", 120)], []), "no numbers"),
        (([("甲", 100), ("乙", 120)], [("－", 100), ("－", 120)], []), "nothing but dashes"),
        (([("甲", 110)], [("5", 100), ("6", 120)], []), "numbers of one column, beside no text"),
        (([], [], []), "no lines"),
    ],
)
def test_other_lines_show_no_rows(columns: tuple[Lines, ...], why: str) -> None:
    assert rows(*columns) is None, why


def test_one_column_of_numbers_shows_rows_beside_names() -> None:
    assert rows([("甲", 100), ("乙", 120)], [("5", 100), ("6", 120)]) == [["甲", "5"], ["乙", "6"]]


def test_a_number_in_a_column_of_texts_is_text() -> None:
    prose: Lines = [("補助各機關", 94), ("1,200", 106), ("件以上", 118)]
    assert rows([("甲", 106), ("乙", 140)], [("5", 106), ("6", 140)], prose) == [
        ["甲", "5", "補助各機關1,200件以上"], ["乙", "6", ""],
    ]  # fmt: skip


def test_a_divided_number_is_one() -> None:
    assert rows([("甲", 100), ("乙", 140)], [("12,34", 94), ("5", 106), ("678", 140)]) == [
        ["甲", "12,345"], ["乙", "678"],
    ]  # fmt: skip


def test_a_number_of_three_lines_is_one() -> None:
    long: Lines = [("1,23", 94), ("4,56", 106), ("7", 118), ("8", 150)]
    assert rows([("甲", 106), ("乙", 150)], long) == [["甲", "1,234,567"], ["乙", "8"]]


def test_years_below_each_other_are_not_one_number() -> None:
    years: Lines = [("90", 100), ("91", 112), ("92", 124)]
    assert rows(years, [("5", 100), ("6", 112), ("7", 124)]) == [
        ["90", "5"], ["91", "6"], ["92", "7"],
    ]  # fmt: skip


@pytest.mark.parametrize("second", ["（12.5）", "12.5%", "(3)"])
def test_second_lines_of_numbers_are_in_their_row(second: str) -> None:
    values: Lines = [("1,200", 100), (second, 112), ("900", 140), (second, 152)]
    assert rows([("甲", 106), ("乙", 146)], values, values) == [
        ["甲", f"1,200{second}", f"1,200{second}"], ["乙", f"900{second}", f"900{second}"],
    ]  # fmt: skip


def test_numbers_in_brackets_with_a_name_are_a_row() -> None:
    values: Lines = [("1,200", 100), ("（80）", 112)]
    assert rows([("甲", 100), ("乙", 112)], values, values) == [
        ["甲", "1,200", "1,200"], ["乙", "（80）", "（80）"],
    ]  # fmt: skip


def test_a_name_beside_no_numbers_is_a_row() -> None:
    names: Lines = [("一、歲入", 100), ("甲稅", 120), ("乙費", 140)]
    assert rows(names, [("5", 120), ("6", 140)], [("7", 120), ("8", 140)]) == [
        ["一、歲入", "", ""], ["甲稅", "5", "7"], ["乙費", "6", "8"],
    ]  # fmt: skip


def test_texts_beside_no_numbers_on_one_height_are_one_row() -> None:
    names: Lines = [("甲稅", 100), ("附帶", 120), ("乙費", 150)]
    remarks: Lines = [("說明", 120)]
    assert rows(names, [("5", 100), ("6", 150)], remarks) == [
        ["甲稅", "5", ""], ["附帶", "", "說明"], ["乙費", "6", ""],
    ]  # fmt: skip


def test_a_name_centred_beside_all_rows_spans_them() -> None:
    made = found([("甲局", 110)], [("5", 100), ("6", 120)], [("7", 100), ("8", 120)])
    assert made is not None
    (label,) = made.labels[0]
    assert (label.first, label.count, len(made.rows)) == (0, 2, 2)


def test_a_remark_on_the_baseline_of_the_middle_row_is_in_it() -> None:
    names: Lines = [("甲", 100), ("乙", 120), ("丙", 140)]
    values: Lines = [("5", 100), ("6", 120), ("7", 140)]
    assert rows(names, values, [("備註", 120)]) == [
        ["甲", "5", ""], ["乙", "6", "備註"], ["丙", "7", ""],
    ]  # fmt: skip


def test_labels_before_the_names_span_their_rows() -> None:
    made = found(
        [("北部", 110), ("南部", 150)],
        [(name, 100 + 20 * at) for at, name in enumerate("甲乙丙丁")],
        [(str(at), 100 + 20 * at) for at in range(4)],
    )
    assert made is not None
    assert [(joined(list(x.lines)), x.first, x.count) for x in made.labels[0]] == [
        ("北部", 0, 2), ("南部", 2, 2),
    ]  # fmt: skip


_WORDS = st.sampled_from(
    ["甲稅", "乙", "1,234", "－", "5", "（3）", "12.5%", "12,34", "一、歲入", "96"]
)
_COLUMN = st.lists(st.tuples(_WORDS, st.integers(90, 160).map(float)), max_size=8)


@given(st.lists(_COLUMN, min_size=1, max_size=3))
def test_no_line_is_lost_and_no_row_is_empty(columns: list[Lines]) -> None:
    made = found(*columns)
    if made is not None:
        held = [line for row in made.rows for own in row.values() for line in own]
        held += [line for own in made.labels.values() for label in own for line in label.lines]
        assert len(set(held)) == len(held) == sum(map(len, columns))
        assert all(made.rows)
        for own in made.labels.values():
            assert all(0 <= x.first < x.first + x.count <= len(made.rows) for x in own)


def test_many_rows_take_a_time_in_proportion() -> None:
    names: Lines = [("甲稅", 100.0 + 12 * at) for at in range(2000)]
    values: Lines = [("5", 100.0 + 12 * at) for at in range(2000)]
    made = rows(names, values)
    assert made == [["甲稅", "5"]] * 2000
