"""Columns of one unit, of which one may count all that the others narrow."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from judian.search.answers.tables.partition import plain_columns

if TYPE_CHECKING:
    from judian.search.answers.tables.grid import Grid


def grid(*paths: tuple[str, ...]) -> Grid:
    columns = [SimpleNamespace(key=(path, None), unit="件") for path in paths]
    return cast("Grid", SimpleNamespace(columns=columns, caption="疏濬工程"))


@pytest.mark.parametrize(
    ("paths", "chosen"),
    [
        pytest.param([("工程件數",), ("尚未完工件數",)], [0], id="one counts all"),
        pytest.param([("已完工件數",), ("尚未完工件數",)], [0, 1], id="none counts all"),
        pytest.param([(), ()], [0, 1], id="no headers"),
        pytest.param([("工程件數",), ()], [0, 1], id="one header"),
    ],
)
def test_the_column_that_counts_all_is_chosen(
    paths: list[tuple[str, ...]], chosen: list[int]
) -> None:
    assert plain_columns(grid(*paths), [0, 1]) == chosen
