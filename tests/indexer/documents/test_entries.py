"""Figures, instruments and dates that are found in passages before they are stored."""

from __future__ import annotations

from indexer.documents.entries import passage_entry, with_findings
from judian.core.model import Cell, DocumentInfo, Kind, Passage, TableRow

INFO = DocumentInfo("d" * 16, "漁港管理年報", ("a.txt",), "text", "0" * 64, date="2025-03")


def passages(*texts: str) -> list[Passage]:
    made: list[Passage] = []
    for at, text in enumerate(texts):
        start = made[-1].end + 1 if made else 0
        made.append(
            Passage(
                f"{INFO.id}-{at + 1:05}", INFO.id, at + 1, Kind.PARAGRAPH, text,
                start, start + len(text), at + 1,
            )
        )  # fmt: skip
    return made


def row(number: int, label: str, value: str) -> Passage:
    text = f"{label}\t{value}"
    cells = (
        Cell(0, len(label), ("年度",)),
        Cell(len(label) + 1, len(text), ("件數",), (label,)),
    )
    return Passage(
        f"{INFO.id}-{number:05}", INFO.id, number, Kind.TABLE_ROW, text, 0, len(text), 0,
        table=TableRow(1, number, cells, unit="件"),
    )  # fmt: skip


def test_a_short_name_is_known_throughout_the_document() -> None:
    found = list(
        with_findings(
            passages(
                "我國與巴拉圭簽署「刑事司法互助條約」（下稱臺巴互助條約）。",
                "依臺巴互助條約第三條辦理者計5件，另依漁港法第10條裁罰。",
            ),
            INFO,
            "2025-03",
        )
    )
    first, second = (passage.mentions for passage in found)
    assert second[0].instrument == first[0].instrument
    assert second[0].articles == ("3",)
    assert [m.name for m in second[1:]] == ["漁港法"]
    keys = passage_entry(found[1], INFO, "2025-03").keys
    assert keys["instrument"] == (second[0].instrument, second[1].instrument)
    assert keys["unit"] == ("件",)


def test_a_total_covers_the_years_of_the_rows_of_its_table() -> None:
    table = [row(1, "112年", "3"), row(2, "113年", "5"), row(3, "合計", "8")]
    *_, total = with_findings(table, INFO, "2025-03")
    period = total.figures[0].period
    assert period
    assert (period.start, period.end) == ("2023-01-01", "2024-12-31")
