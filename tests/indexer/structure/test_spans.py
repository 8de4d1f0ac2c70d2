"""Tables cost what their cells cost, however many slots they state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.structure import spans
from indexer.structure.blocks import GridCell
from indexer.structure.spans import OpenSpans, TableTooLargeError, bounded, check_slots
from indexer.structure.table_grid import table_of_rows


def test_an_ordinary_table_is_left_as_it_is() -> None:
    cells = [GridCell("甲", row, column) for row in range(900) for column in range(200)]
    assert bounded(cells) is cells
    assert bounded([]) == []


def test_columns_at_which_no_cell_begins_or_ends_are_one() -> None:
    cells = [
        GridCell("甲", 0, 0, 1, 100_000), GridCell("乙", 0, 100_000, 65_534, 5),
        GridCell("丙", 9, 0, 2, 50_000), GridCell("丁", 9, 50_000, 1, 50_000),
    ]  # fmt: skip
    assert bounded(cells) == [
        GridCell("甲", 0, 0, 1, 2), GridCell("乙", 0, 2, 10, 1),
        GridCell("丙", 9, 0, 1, 1), GridCell("丁", 9, 1, 1, 1),
    ]  # fmt: skip


def test_a_table_with_too_many_slots_for_its_cells_is_refused() -> None:
    with pytest.raises(TableTooLargeError, match="400,000,000 slots"):
        bounded([GridCell("甲", n, n) for n in range(20_000)])
    with pytest.raises(TableTooLargeError):
        table_of_rows([["甲"] * 20_000, *(["乙"] for _ in range(20_000))])
    check_slots(1000, 1000, 250_000)


def test_cells_that_lie_over_each_other_are_counted_each() -> None:
    with pytest.raises(TableTooLargeError):
        bounded([GridCell("甲", n % 300, n % 300, 300, 300) for n in range(3000)])


def test_open_spans_give_the_first_free_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "_MOST_OPEN", 2)
    above = OpenSpans()
    above.begin(0)
    for column in range(3):
        above.add(column, 1, 9)
    above.begin(1)
    assert above.free(0) == 2, "spans beyond the limit are not kept"


_ROWS = st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=6), max_size=8)


@given(_ROWS)
def test_open_spans_agree_with_a_set_of_slots(rows: list[list[tuple[int, int]]]) -> None:
    above = OpenSpans()
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        above.begin(at)
        column = naive = 0
        for across, down in row:
            column = above.free(column)
            while (at, naive) in taken:
                naive += 1
            assert column == naive
            above.add(column, across, at + down)
            taken.update((at + i, naive + j) for i in range(down) for j in range(across))
            column += across
            naive += across
