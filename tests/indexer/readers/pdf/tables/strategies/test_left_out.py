"""No strategy loses text: lines that it took and put into no cell stay text of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.strategies import detection
from indexer.readers.pdf.tables.strategies.detection import LEAST_HAN, find_drawn_tables
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.strategies.contract import Found, SearchArea

NAME = line("橋梁檢查之次數", 70, 100)
VALUE = line("12", 300, 100)
SENTENCE = line("本年度辦理道路養護工程", 70, 200)
LABEL = line("道" * (LEAST_HAN - 1), 70, 300)


def taking(cells: list[TextLine], rest: list[TextLine]) -> detection.Strategy:
    """A strategy that makes one table of `cells` and leaves the lines `rest`."""

    def find(_area: SearchArea) -> Found:
        made = [PageCell(0, at, lines=[each]) for at, each in enumerate(cells)]
        return [PageTable(Box(60, 80, 400, 320), (60.0, 200.0, 400.0), made)], rest

    return find


@pytest.mark.parametrize(
    ("lines", "cells", "rest", "left"),
    [
        ([NAME, VALUE, SENTENCE], [NAME, VALUE], [], [SENTENCE]),
        ([NAME, VALUE, SENTENCE], [NAME, VALUE], [SENTENCE], [SENTENCE]),
        ([NAME, VALUE], [NAME, VALUE], [], []),
        ([NAME, VALUE, LABEL], [NAME, VALUE], [], []),
        ([NAME, NAME, VALUE], [NAME, VALUE], [], [NAME]),
    ],
    ids=["a sentence", "left by the strategy", "nothing", "a label of a chart", "a line twice"],
)
def test_lines_in_no_cell_are_left(
    monkeypatch: pytest.MonkeyPatch,
    lines: list[TextLine],
    cells: list[TextLine],
    rest: list[TextLine],
    left: list[TextLine],
) -> None:
    monkeypatch.setattr(detection, "DRAWN", (taking(cells, rest),))
    tables, found = find_drawn_tables((), (), lines)
    assert len(tables) == 1
    assert [each.text for each in found] == [each.text for each in left]
