"""Years that tables write as bare numbers are said with their sign."""

from __future__ import annotations

import pytest

from indexer.documents.labelled_years import labelled_years
from judian.core.model import Cell


def said(row: list[str], columns: list[tuple[str, ...]], labels: tuple[str, ...] = ()) -> list[str]:
    text, cells = "", []
    for value, column in zip(row, columns, strict=True):
        text += "\t" if text else ""
        cells.append(Cell(len(text), len(text) + len(value), column, labels))
        text += value
    return list(labelled_years(text, cells))


@pytest.mark.parametrize(
    ("header", "label", "expected"),
    [
        ("年度", "98", ["98年度"]),
        ("年 度", "102", ["102年度"]),
        ("會計年度", "99", ["99年度"]),
        ("年別", "2009", ["2009年度"]),
        ("年", "101", ["101年度"]),
        ("學年度", "101", ["101學年度"]),
        ("編號", "98", []),
        ("年齡", "65", []),
        ("年終獎金", "65", []),
        ("年度", "3", []),
        ("年度", "合計", []),
        ("年度", "1,300", []),
    ],
)
def test_a_label_below_a_header_of_years(header: str, label: str, expected: list[str]) -> None:
    assert said([label, "1,300,487"], [(header,), ("債務",)]) == expected


def test_headers_beside_a_header_of_years() -> None:
    columns = [("年度",), ("97",), ("98",), ("合計",)]
    assert said(["消防栓數量", "4,454", "4,606", "9,060"], columns) == ["97年度", "98年度"]
    assert said(["甲", "1", "2", "3"], [("項目",), ("97",), ("98",), ("合計",)]) == []


def test_the_label_of_a_row_with_headers_of_its_own() -> None:
    columns = [("年度",), ("項目",)]
    assert said(["土地", "269"], columns, labels=("94",)) == ["94年度", "94年度"]
