"""Ranks in brackets before the numbers of a column."""

from __future__ import annotations

import pytest

from indexer.structure.blocks import Block, GridCell, Table
from indexer.structure.rank_marks import with_rank_marks
from judian.core.model import Kind


def column(*texts: str) -> list[str]:
    """The cells of a column below its header, as they are read."""
    cells = [GridCell(text, row, 1) for row, text in enumerate(("金額", *texts))]
    block = Block(Kind.TABLE_ROW, table=Table(tuple(cells)))
    table = with_rank_marks([block])[0].table
    assert table is not None
    return [cell.text for cell in table.cells[1:]]


def test_ranks_are_one_character() -> None:
    texts = ("8,215,000", "(3) 226,907", "（1） 1,226,907", "1,002", "(2)45.5%")
    assert column(*texts) == ["8,215,000", "⑶ 226,907", "⑴ 1,226,907", "1,002", "⑵ 45.5%"]


@pytest.mark.parametrize(
    "texts",
    [
        ("(1) 226,907", "(2) 45,500", "1,002"),
        ("(3) 226,907", "(5) 45,500", "(12) 1,002"),
        ("(1) 226,907", "(1) 45,500", "(2) 1,002"),
        ("(1)", "(2)", "(3)"),
        ("226,907 (1)", "45,500 (2)", "1,002 (3)"),
        ("(1) 甲案 5", "(2) 乙案 7", "(3) 丙案 9"),
        ("(1.5) 226,907", "(2.5) 45,500", "(3.5) 1,002"),
    ],
)
def test_what_may_be_a_number_stays(texts: tuple[str, ...]) -> None:
    assert column(*texts) == list(texts)
