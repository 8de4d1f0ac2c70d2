"""Ordinals and days of a month, which are no figures."""

from __future__ import annotations

import pytest

from judian.zh.figures.extraction import PassageContext, extract, ordinals


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("第9次會議", 9, "次"), ("第2屆第25會期", 25, "會期"), ("第3批、第8期工程", 8, "期")],
)
def test_an_ordinal_is_no_figure(text: str, value: int, unit: str) -> None:
    assert extract(text) == ()
    found = ordinals(text)[-1]
    assert (found.value, found.unit, found.period) == (value, unit, None)


def test_an_ordinal_in_a_cell_is_no_figure() -> None:
    text = "推動第3期工程 5件"
    cells = ((0, 7, ("計畫",), ("甲",)), (8, 10, ("件數",), ("甲",)))
    assert [f.text for f in extract(text, PassageContext(cells=cells))] == ["5件"]


def test_an_ordinal_names_what_is_in_quotation_marks() -> None:
    assert [f.measure for f in ordinals("第3次「甲會談」")] == ["「甲會談」"]


@pytest.mark.parametrize(
    "text", ["廿三日開會", "於23日召開", "每月10日前按月繳納", "自5日起", "實施週休二日"]
)
def test_a_day_of_a_month_is_no_duration(text: str) -> None:
    assert extract(text) == ()
