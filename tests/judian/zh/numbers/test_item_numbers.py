"""An item number before a number is no whole part of it: 3.13處 are 13 under item 3."""

from __future__ import annotations

import pytest

from judian.zh.figures.extraction import PassageContext, extract


def shown(text: str) -> list[str]:
    return [figure.text for figure in extract(text)]


@pytest.mark.parametrize(
    "text",
    [
        "停車費收入流失。3.13處路外停車場未開放",
        "核有：1.3件未結案；2.5件已結案",
        "核有：1.經費短絀；2.5億元未支用；3.其他",
        "核有：1.5億元未支用；2.其他",
        "辦理東岬一、二村住戶遷移",
    ],
)
def test_what_may_be_an_item_number_gives_no_figure(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共3.5公頃。2.5億元經費已撥付", ["3.5公頃", "2.5億元"]),
        ("平均值：2.5人", ["2.5人"]),
        ("人口密度為每戶2.5人", ["2.5人"]),
        ("核有：1.短絀3.5億元；2.其他", ["3.5億元"]),
    ],
)
def test_a_decimal_elsewhere_is_read(text: str, figures: list[str]) -> None:
    assert shown(text) == figures


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("自殺死亡率", None),
        ("出生率", None),
        ("犯罪率", None),
        ("死亡率（%）", "%"),
        ("執行率", "%"),
    ],
)  # fmt: skip
def test_a_rate_of_deaths_or_births_is_no_percentage(header: str, unit: str | None) -> None:
    text = f"{header}\t14.8"
    start = len(header) + 1
    cells = ((0, len(header), ("項目",), ()), (start, len(text), ("99年",), (header,)))
    assert [figure.unit for figure in extract(text, PassageContext(cells=cells))] == [unit]
