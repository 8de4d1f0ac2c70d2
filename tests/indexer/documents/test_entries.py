"""Figures, instruments and dates that are found in passages before they are stored."""

from __future__ import annotations

from dataclasses import replace

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


def document(*lines: str, rows: tuple[tuple[str, str, str], ...], **facts: str) -> list[Passage]:
    """The passages with figures of some lines, with a table of 本年度 and 上年度 below them."""
    made = passages(*lines)
    for number, cells in enumerate(rows, 1):
        offsets = [0, len(cells[0]) + 1, len(cells[0]) + len(cells[1]) + 2]
        headers = ("科目",), ("本年度",), ("金額",)
        found = tuple(
            Cell(start, start + len(text), header, (cells[0],) if start else ())
            for start, text, header in zip(offsets, cells, headers, strict=True)
        )
        text = "\t".join(cells)
        made.append(
            replace(
                made[-1],
                kind=Kind.TABLE_ROW,
                text=text,
                end=made[-1].start + len(text),
                table=TableRow(1, number, found),
            )
        )
    return list(with_findings(made, replace(INFO, **facts), facts.get("date")))


def test_the_line_above_a_table_dates_its_figures() -> None:
    rows = (("資產", "100", "90"),)
    *_, row = document("平衡表", "中華民國112年12月31日", "單位：千元", rows=rows, date="2024-05")
    assert [(f.period and f.period.start) for f in row.figures] == ["2023-01-01", "2023-12-31"]
    *_, row = document("平衡表", "另於112年12月31日查核。", rows=rows)
    assert [f.period for f in row.figures] == [None, None]


def test_the_year_that_a_text_defines_reaches_the_figures_below() -> None:
    defined = "中華民國八十八年度（以下簡稱本年度）決算，歲入3億元。"
    _, second = document(defined, "本年度歲出5億元，上年度4億元。", rows=())
    periods = [f.period for f in second.figures]
    assert [p and (p.start, p.end) for p in periods] == [
        ("1998-07-01", "1999-06-30"), ("1997-07-01", "1998-06-30"),
    ]  # fmt: skip


def test_the_table_s_own_line_dates_its_figures_and_no_other_table_s() -> None:
    made = document("平衡表", rows=(("資產", "100", "90"), ("負債", "50", "40")))
    first, second = (p for p in made if p.table)
    assert first.table
    assert second.table
    first = replace(
        first, table=replace(first.table, note="中華民國112年度\n資料來源：甲局", unit="千元")
    )
    for unit, start in (("千元", "2023-01-01"), (None, "2023-01-01"), ("公噸", None)):
        below = replace(second, table=replace(second.table, table=2, unit=unit))
        _, one, two = with_findings([made[0], first, below], INFO, None)
        assert [f.period and f.period.start for f in one.figures] == ["2023-01-01", "2023-01-01"]
        assert (two.figures[1].period and two.figures[1].period.start) == start


def test_a_table_of_contents_has_no_figures_and_no_mentions() -> None:
    text = "一、依商港法第36條裁罰 12 件……3"
    plain = passages("漁港法（下稱本法）。", text, "查獲8件，依本法第2條移送。")
    contents = [plain[0], replace(plain[1], kind=Kind.CONTENTS), plain[2]]
    found = list(with_findings(contents, INFO, "2025-03"))
    assert found[1] == contents[1]
    assert [figure.value for figure in found[2].figures] == [8]
    assert all(each.figures or each.mentions for each in with_findings(plain, INFO, "2025-03"))
