"""Labels that span several rows of a table without rulings."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.row_groups import group_labels
from tests.indexer.readers.pdf.tables.rows_of_type import row, text

BOUNDS = [70.0, 120.0, 200.0, 260.0]


def groups(
    count: int, *labels: tuple[str, float], pitch: float = 20.0
) -> list[tuple[str, int, int]] | None:
    """The groups of `count` named rows from y 100 down, with labels: text and baseline."""
    rows = [row(100 + pitch * at, (f"第{at}站", 125), ("12", 210)) for at in range(count)]
    rows += [[text(words, 75, base)] for words, base in labels]
    found = group_labels(rows, BOUNDS)
    if found is None:
        return None
    return [("".join(x.text for x in label.lines), label.first, label.count) for label in found[0]]


@pytest.mark.parametrize(("lower", "counts"), [(4.7, [2, 2]), (5.3, [1, 3])])
def test_a_label_begins_beside_its_first_row(lower: float, counts: list[int]) -> None:
    found = groups(4, ("北部", 100 + lower), ("南部", 140 + lower))
    assert found is not None
    assert [count for _, _, count in found] == counts


@pytest.mark.parametrize(("lower", "first"), [(6.7, 0), (7.3, 1)])
def test_a_label_is_nearly_centred_beside_its_rows(lower: float, first: int) -> None:
    assert groups(3, ("北部", 120 + lower)) == [("北部", first, 3 - first)]


def test_rows_without_a_label_come_first_after_a_page_break() -> None:
    assert groups(3, ("南部", 130)) == [("南部", 1, 2)]


@pytest.mark.parametrize(("rows", "labels", "found"), [(10, 7, True), (11, 8, False)])
def test_at_most_seven_of_ten_rows_have_a_label(rows: int, labels: int, found: bool) -> None:
    made = groups(rows, *((f"{at}區", 100.0 + 20 * at) for at in range(labels)))
    assert (made is not None) is found


@pytest.mark.parametrize(("rows", "found"), [(3, True), (2, False)])
def test_three_rows_are_needed(rows: int, found: bool) -> None:
    assert (groups(rows, ("北部", 100)) is not None) is found


@pytest.mark.parametrize(("pitch", "found"), [(15.6, ["北部地區"]), (16.4, ["北部", "地區"])])
def test_a_label_wraps_at_less_than_a_row(pitch: float, found: list[str]) -> None:
    made = groups(6, ("北部", 100), ("地區", 100 + pitch), pitch=pitch)
    assert [words for words, _, _ in made or ()] == found


def test_every_row_has_a_name_and_figures_beside_the_labels() -> None:
    rows = [row(100 + 20 * at, (f"第{at}站", 125), ("12", 210)) for at in range(3)]
    rows[0].insert(0, text("北部", 75, 100))
    assert group_labels(rows, BOUNDS) is not None
    assert group_labels([*rows, row(160, ("合計", 125))], BOUNDS) is None, "no figures"
    assert group_labels([*rows, row(160, ("34", 125), ("12", 210))], BOUNDS) is None, "no name"
    assert group_labels([*rows, row(160, ("其他", 205), ("12", 240))], BOUNDS) is None
    assert group_labels(rows[1:], BOUNDS) is None, "no label"
