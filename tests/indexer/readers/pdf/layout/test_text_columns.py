"""The text columns of a page, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.text_columns import TextColumn, find_text_columns
from tests.indexer.readers.pdf.layout.pieces import table, text_line

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine


def side(text: str, x0: float, x1: float, base: float = 100.0, rows: int = 8) -> list[TextLine]:
    """The rows of one column, each with the same text."""
    return [text_line(x0, x1, base + 16 * at, text) for at in range(rows)]


def pair(left: str, right: str, base: float = 100.0, rows: int = 8) -> list[TextLine]:
    """Two columns beside each other."""
    return [*side(left, 100, 290, base, rows), *side(right, 310, 500, base, rows)]


def texts(columns: list[TextColumn]) -> list[str]:
    """The different texts of each column, and 表 if it holds a table."""
    found = []
    for column in columns:
        first = list(dict.fromkeys(line.text for line in column.lines))
        found.append("".join(first) + "表" * len(column.tables))
    return found


def test_a_page_without_a_gutter_is_one_column() -> None:
    (column,) = find_text_columns(3, side("本局", 100, 500), [table(110, 400, 520, 500)])
    assert (column.page, column.left, column.right) == (3, 100, 520)
    assert (column.alone, column.beside) == (True, False)
    assert (len(column.lines), len(column.tables)) == (8, 1)


def test_an_empty_page_has_no_columns() -> None:
    assert find_text_columns(1, [], []) == []
    assert texts(find_text_columns(1, [], [table(100, 100, 500, 200)])) == ["表"]


def test_the_left_column_is_read_before_the_right_one() -> None:
    columns = find_text_columns(1, pair("甲", "乙"), [])
    assert texts(columns) == ["甲", "乙"]
    assert [(each.left, each.right) for each in columns] == [(100, 290), (310, 500)]
    assert [(each.alone, each.beside) for each in columns] == [(False, True)] * 2


def test_text_across_the_columns_is_read_between_what_is_above_and_below_it() -> None:
    lines = [
        text_line(100, 500, 80, "標題"), *pair("甲", "乙"),
        text_line(100, 500, 240, "次標題"), *pair("丙", "丁", 260),
        text_line(100, 500, 420, "註記"),
    ]  # fmt: skip
    columns = find_text_columns(1, lines, [])
    assert texts(columns) == ["標題", "甲", "乙", "次標題", "丙", "丁", "註記"]
    assert [each.beside for each in columns] == [False, True, True, False, True, True, False]
    assert not any(each.alone for each in columns)


def test_rows_of_one_side_only_are_read_with_the_text_across_the_columns() -> None:
    lines = [*pair("甲", "乙"), text_line(100, 500, 240, "標題"), *side("丙", 100, 290, 260, 2)]
    assert texts(find_text_columns(1, lines, [])) == ["甲", "乙", "標題丙"]
    lines[17:] = side("丁", 310, 500, 260, 2)
    assert texts(find_text_columns(1, lines, [])) == ["甲", "乙", "標題丁"]


def test_a_table_across_the_columns_is_read_between_what_is_above_and_below_it() -> None:
    lines = [*pair("甲", "乙"), *pair("丙", "丁", 400)]
    found = find_text_columns(1, lines, [table(100, 240, 500, 380)])
    assert texts(found) == ["甲", "乙", "表", "丙", "丁"]


def test_a_table_in_a_column_is_read_with_it() -> None:
    assert texts(find_text_columns(1, pair("甲", "乙"), [table(310, 240, 500, 300)])) == [
        "甲", "乙表",
    ]  # fmt: skip


def test_punctuation_that_hangs_over_the_gutter_does_not_put_a_row_across_it() -> None:
    hanging = [text_line(100, 305, 100 + 16 * at, "檢查，") for at in range(8)]
    assert texts(find_text_columns(1, [*hanging, *side("乙", 310, 500)], [])) == ["檢查，", "乙"]


def test_columns_with_a_line_on_neither_side_of_the_gutter_are_not_divided() -> None:
    """The line begins half a point before the gutter, which is too little to cross it."""
    between = text_line(299, 320, 240, "丙")
    assert texts(find_text_columns(1, [*pair("甲", "乙"), between], [], 299.5)) == ["甲乙丙"]


def test_columns_may_have_columns() -> None:
    outer = [
        *side("甲", 100, 174), *side("乙", 240, 314), *side("丙", 434, 508), *side("丁", 574, 648),
    ]  # fmt: skip
    columns = find_text_columns(1, outer, [])
    assert texts(columns) == ["甲", "乙", "丙", "丁"]
    assert all(each.beside for each in columns)


def test_the_usual_gutter_divides_a_page_with_a_few_rows() -> None:
    lines = pair("甲", "乙", rows=3)
    assert texts(find_text_columns(1, lines, [])) == ["甲乙"]
    assert texts(find_text_columns(1, lines, [], 300.0)) == ["甲", "乙"]
    assert texts(find_text_columns(1, side("甲", 100, 500), [], 300.0)) == ["甲"]


def test_a_line_joined_across_the_gutter_is_cut_there() -> None:
    joined = text_line(100, 500, 80, "甲甲甲甲乙乙乙乙", seams=((4, 290.0, 310.0),))
    columns = find_text_columns(1, [joined, *pair("甲", "乙")], [])
    assert [each.lines[0].text for each in columns] == ["甲甲甲甲", "乙乙乙乙"]
