"""Figures of table cells: unit and period from headers, caption, note and unit line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judian.zh.figures.extraction import Figure, PassageContext, Period, extract


def cells(*rows: tuple[str, tuple[str, ...], tuple[str, ...]], **context: object) -> list[Figure]:
    """The figures of a table row given as (text, column header path, row header path)."""
    text, spans = "", []
    for content, column, row in rows:
        start = len(text)
        text += content
        spans.append((start, len(text), column, row))
        text += "\t"
    return list(extract(text, PassageContext(cells=tuple(spans), **context)))  # type: ignore[arg-type]


def test_a_bare_cell_takes_unit_from_the_unit_line_and_period_from_its_row() -> None:
    figures = cells(
        ("112", ("年度",), ()),
        ("711", ("合計",), ("112",)),
        ("238", ("東南亞", "泰國"), ("112",)),
        unit="人次",
    )
    assert [(f.value, f.unit, f.measure, f.period) for f in figures] == [
        (711, "人次", "合計 › 112", Period("112", "2023-01-01", "2023-12-31")),
        (238, "人次", "東南亞 › 泰國 › 112", Period("112", "2023-01-01", "2023-12-31")),
    ]


@pytest.mark.parametrize(
    ("column", "unit_line", "content", "value", "unit"),
    [
        ("毒品總重(噸)", None, "2.85", "2.85", "噸"),
        ("毒品 總重 (噸)", "件", "0.004", "0.004", "噸"),
        ("件數", "人次", "19", "19", "件"),
        ("人數", None, "66", "66", "人"),
        ("求助總人次", None, "1,118", "1118", "人次"),
        ("合作國家數", None, "3", "3", "國"),
        ("占比", "件", "12.5", "12.5", "%"),
        ("預算數", "新臺幣千元", "3,507", "3507000", "元"),
        ("決算數", "百萬美元", "2.5", "2500000", "美元"),
        ("增減數", "件", "-12", "-12", "件"),
        ("合計", "件、%", "12", "12", "件"),
        ("罰鍰金額", "次；件；千元", "12", "12000", "元"),
        ("違規率", "次；件；%", "12", "12", "%"),
        ("裁處件數", "次；件；千元", "12", "12", "件"),
        ("淨額", "元", "△1,234", "-1234", "元"),
        ("淨額", "元", "▽ 1,234", "-1234", "元"),
        ("淨額", "千元", "(4,321)", "-4321000", "元"),
        ("淨額", "元", "（54,321）", "-54321", "元"),
        ("淨額", "元", "負321", "-321", "元"),
        ("淨額", "元", "Δ1,234", "-1234", "元"),
        ("淨額", "元", "(－)321", "-321", "元"),
        ("淨額", "千元", "（△） 321", "-321000", "元"),
        ("淨額", "元", "（+）321", "321", "元"),
        ("增減率", "%", "(6.5%)", "-6.5", "%"),
        ("淨額", "元", "4.5E+6", "4500000", "元"),
        ("面積", "公頃", "2½", "2.5", "公頃"),
        ("合計", "公斤", "98.5%", "98.5", "%"),
    ],
)
def test_headers_and_unit_line_give_a_bare_cell_its_unit(
    column: str, unit_line: str | None, content: str, value: str, unit: str
) -> None:
    (figure,) = cells((content, (column,), ("某機關",)), unit=unit_line)
    assert (figure.value, figure.unit, figure.text) == (Decimal(value), unit, content)


MONTH = Period("113年5月", "2024-05-01", "2024-05-31")
QUARTER = Period("113年第3季", "2024-07-01", "2024-09-30")


@pytest.mark.parametrize(
    ("header", "own", "wanted"),
    [
        ("本月", MONTH, ("2024-05-01", "2024-05-31")),
        ("上年同月", MONTH, ("2023-05-01", "2023-05-31")),
        ("去年同月份", MONTH, ("2023-05-01", "2023-05-31")),
        ("上一年 同月", MONTH, ("2023-05-01", "2023-05-31")),
        ("112年同月", MONTH, ("2023-05-01", "2023-05-31")),
        ("上年同期", MONTH, None),
        ("本季", MONTH, None),
        ("本季（件）", QUARTER, ("2024-07-01", "2024-09-30")),
        ("上季", QUARTER, ("2024-04-01", "2024-06-30")),
        ("去年同季", QUARTER, ("2023-07-01", "2023-09-30")),
        ("上年同月", QUARTER, None),
        ("112年同月", QUARTER, None),
        ("本月", QUARTER, None),
        ("件數", QUARTER, ("2024-07-01", "2024-09-30")),
    ],
)
def test_a_relative_header_has_the_period_that_the_table_gives_it(
    header: str, own: Period, wanted: tuple[str, str] | None
) -> None:
    (figure,) = cells(("12", (header,), ("某局",)), unit="件", line_period=own)
    period = figure.period
    assert (period and (period.start, period.end)) == wanted


@pytest.mark.parametrize(
    ("row", "column", "start", "end"),
    [
        (("105年",), ("件數",), "2016-01-01", "2016-12-31"),
        (("107年 (1-10月)",), ("件數",), "2018-01-01", "2018-10-31"),
        (("泰國",), ("113年度", "件數"), "2024-01-01", "2024-12-31"),
        (("1月",), ("112年",), "2023-01-01", "2023-01-31"),
        (("第2季",), ("112",), "2023-04-01", "2023-06-30"),
        (("2019",), ("件數",), "2019-01-01", "2019-12-31"),
    ],
)
def test_headers_give_a_cell_its_period(
    row: tuple[str, ...], column: tuple[str, ...], start: str, end: str
) -> None:
    (figure,) = cells(("19", column, row))
    assert figure.period is not None
    assert (figure.period.start, figure.period.end) == (start, end)


def test_a_total_covers_the_years_of_the_other_rows_or_columns() -> None:
    rows = (("合計",), ("111",), ("112",), ("113",))
    (figure,) = cells(
        ("3,507", ("人次",), ("合計",)), rows=rows, document_period=Period("", None, "2025")
    )
    assert figure.period == Period("111至113", "2022-01-01", "2024-12-31")
    *_, total = cells(
        ("3", ("112年",), ("甲",)), ("5", ("113年",), ("甲",)), ("8", ("總計",), ("甲",))
    )
    assert total.period == Period("112年至113年", "2023-01-01", "2024-12-31")


def test_the_note_of_a_table_states_its_period_before_the_caption_does() -> None:
    (figure,) = cells(
        ("我方請求 7,352 件", ("執行情形",), ("二", "情資交換")),
        caption="111年9月份簡表",
        note="資料來源：某部113年報\n統計期間：98年6月25日至111年9月30日",
    )
    assert figure.measure == "執行情形 › 情資交換 › 我方請求"
    assert figure.period is not None
    assert (figure.period.start, figure.period.end) == ("2009-06-25", "2022-09-30")


def test_a_cell_without_unit_takes_that_of_its_caption_or_heading() -> None:
    (figure,) = cells(("30", ("113年",), ("65歲以上",)), caption="各年齡層死亡人數")
    assert figure.unit == "人"
    (figure,) = cells(("30", ("113年",), ("65歲以上",)), section=("現況", "受傷人數"))
    assert figure.unit == "人"


def test_a_header_that_compares_gives_no_period() -> None:
    (figure,) = cells(("83.8", ("較2019年恢復率(%)",), ("日本",)))
    assert (figure.unit, figure.period) == ("%", None)


@pytest.mark.parametrize("header", ["上年同季", "去年同期", "上年同期數"])
def test_a_header_that_names_another_period_does_not_give_that_of_the_table(header: str) -> None:
    march = Period("中華民國113年3月", "2024-03-01", "2024-03-31")
    now, then, change = cells(
        ("9", ("本月",), ("甲局",)), ("8", (header,), ("甲局",)), ("1", ("增減數",), ("甲局",)),
        line_period=march, document_period=march,
    )  # fmt: skip
    assert now.period is not None
    assert (now.period.start, then.period) == ("2024-03-01", None)
    assert change.period is not None


@pytest.mark.parametrize("content", ["▲6.5", "5,43", "5 432", "4,321¹"])
def test_a_cell_whose_number_is_not_certain_has_no_figure(content: str) -> None:
    assert cells((content, ("淨額",), ("某機關",)), unit="元") == []


def test_brackets_around_a_count_or_a_share_are_no_sign() -> None:
    assert cells(("(4)", ("人數",), ("某機關",)), unit="人") == []
    (share,) = cells(("(6.5%)", ("件數",), ("某機關",)))
    assert share.value == Decimal("6.5")


def test_a_row_called_by_a_letter_has_no_unit_of_that_name() -> None:
    (figure,) = cells(("4,321", ("業務收入",), ("甲",)), unit="千元")
    assert (figure.value, figure.unit) == (4321000, "元")


@pytest.mark.parametrize(
    ("written", "day"),
    [("1120903", "2023-09-03"), ("20230903", "2023-09-03"), ("112/09/03", "2023-09-03")],
)
def test_the_date_column_of_a_row_gives_its_period(written: str, day: str) -> None:
    (figure,) = cells((written, ("查獲日期",), ()), ("8", ("人數",), ()))
    assert figure.period == Period(written, day, day)


def test_a_number_of_days_in_a_date_column_is_no_date() -> None:
    (figure,) = cells(("45176", ("日期",), ()), ("8", ("人數",), ()))
    assert figure.period is None


def test_numbering_and_year_columns_hold_no_figures() -> None:
    assert cells(("3", ("項次",), ()), ("112", ("年度",), ()), ("02-123", ("電話",), ())) == []


@pytest.mark.parametrize(
    ("cell", "shown", "value"),
    [
        ("② 204,380", "204,380", 204380),
        ("⑵ 204,380", "204,380", 204380),
        ("❸-12", "-12", -12),
        ("①1,204", "1,204", 1204),
        ("③ (12,204)", "(12,204)", -12204),
        ("④ △204", "△204", -204),
    ],
)
def test_a_circled_mark_before_a_number_is_no_part_of_it(cell: str, shown: str, value: int) -> None:
    text = f"甲局\t{cell}"
    cells = ((0, 2, ("機關",), ()), (3, len(text), ("金額",), ("甲局",)))
    found = extract(text, PassageContext(cells=cells, unit="元"))
    assert [(f.text, int(f.value)) for f in found] == [(shown, value)]


@pytest.mark.parametrize("cell", ["③", "① 甲項", "②③"])
def test_a_circled_mark_alone_is_no_number(cell: str) -> None:
    text = f"甲局\t{cell}"
    cells = ((0, 2, ("機關",), ()), (3, len(text), ("金額",), ("甲局",)))
    assert not extract(text, PassageContext(cells=cells, unit="元"))
