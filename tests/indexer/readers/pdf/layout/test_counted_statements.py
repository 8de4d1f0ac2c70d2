"""Statements that are counted, each on a full row."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.counted_statements import counts_on
from indexer.readers.pdf.layout.paragraphs import begin_paragraph, continues
from tests.indexer.readers.pdf.layout.pieces import prose


@pytest.mark.parametrize(
    ("first", "row"),
    [
        ("第1案同意。", "第2案同意。"),
        ("第 9 案同意。", "第 10 案同意。"),
        ("第９次會議通過。", "第１０次會議通過。"),
        ("第九組完成。", "第十組完成。"),
        ("甲案同意。", "乙案不同意。"),
        ("民國97年計3件。", "民國98年計4件。"),
    ],
    ids=["digits", "two digits", "wide digits", "numerals", "stems", "years"],
)
def test_the_next_number_before_the_same_noun_begins_a_statement(first: str, row: str) -> None:
    assert counts_on(first, first, row)


@pytest.mark.parametrize(
    ("first", "before", "row"),
    [
        ("第1案同意，", "第1案同意，", "第2案不同意。"),
        ("第1案同意。", "第1案同意。", "第3案同意。"),
        ("第2案同意。", "第2案同意。", "第1案同意。"),
        ("第1案同意。", "第1案同意。", "第2組同意。"),
        ("第1案同意。", "第1案同意。", "計2案同意。"),
        ("會議同意。", "會議同意。", "第2案同意。"),
        ("第1案同意。", "第1案同意。", "會議同意。"),
        ("計1.5公里。", "計1.5公里。", "計2.5公里。"),
    ],
    ids=[
        *("inside a sentence", "a number is missing", "a lower number", "another noun"),
        *("other words", "the first has no number", "the row has no number", "decimals"),
    ],
)
def test_other_rows_begin_no_counted_statement(first: str, before: str, row: str) -> None:
    assert not counts_on(first, before, row)


def test_a_full_row_with_a_counted_statement_is_a_paragraph() -> None:
    first = prose(front="第1案", end="。")
    assert not continues(begin_paragraph(first), prose(front="第2案"), None, None)
    assert continues(begin_paragraph(first), prose(front="第3案"), None, None)
