"""A figure is read whole or not at all: kinds that were met in printed reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.zh.figures.extraction import PassageContext, extract

if TYPE_CHECKING:
    from decimal import Decimal


def _values(text: str) -> list[tuple[Decimal, Decimal | None, str | None]]:
    return [(figure.value, figure.value_high, figure.unit) for figure in extract(text)]


@pytest.mark.parametrize(
    "text",
    [
        "計有四、六六六戶",
        "門牌一七、三八０面",
        "報名人數二０、九一四人",
        "合計五百二十 七箱",
        "合計三百　六件",
        "共5點7億元",
        "共6點8億人，",
        "（338羽到816羽）",
        "KP-7三百零四至三百五十六車次",
        "比數 101:4天7小時",
        "星期三 百分之九十二",
        "1 2月4日",
        "國道7，",
        "統一 三、四萬人",
        "比率D=B/A*100\n筆數",
        "共五百四十　九度",
        "週一美金7,654元",
    ],
)
def test_no_tail_of_a_number_is_a_figure(text: str) -> None:
    whole = {(7654, None, "美金"), (92, None, "%")}
    assert set(_values(text)) <= whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平均耗時6分47秒", [(407, None, "秒")]),
        ("得6分", [(6, None, "分")]),
        ("四年制大學", []),
        ("由2,041人、2,077人分別增加", [(2041, None, "人"), (2077, None, "人")]),
        ("國道7，69.4～70.4公里", [(69.4, 70.4, "公里")]),
        ("計307元12分之多", [(307.12, None, "元")]),
    ],
)
def test_a_number_is_read_whole(
    text: str, expected: list[tuple[float, float | None, str | None]]
) -> None:
    found = [
        (float(value), None if high is None else float(high), unit)
        for value, high, unit in _values(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "（詳乙-7、14頁）",
        "(詳乙－3、5、8、12、14、17、19、22、25、28、31頁)",
        "(詳丙－ 3、 5 頁)",
        "參閱第6、9、12頁",
        "依要點第七、(三)、6點規定",
    ],
)
def test_pages_and_points_that_are_referred_to_are_no_figures(text: str) -> None:
    assert extract(text) == ()


def test_a_factor_of_a_range_in_a_cell_counts_for_both_ends() -> None:
    (figure,) = extract("2.6至3.3萬", PassageContext(cells=((0, 8, ("件數",), ("甲",)),)))
    assert (figure.value, figure.value_high) == (26_000, 33_000)


def test_what_is_only_compared_with_dates_no_later_figure() -> None:
    found = extract("本季計8件，較去年同期增加3件，其中甲局6件。")
    assert all(figure.period is None or figure.period.text != "去年同期" for figure in found)


def test_what_is_compared_at_length_dates_no_later_figure() -> None:
    found = extract(
        "109年底清淤8件，與99年底整治前之淤積量（7,654萬立方公尺）相較，增加321萬立方公尺"
    )
    assert [figure.period and figure.period.text for figure in found] == [
        "109年底",
        "99年底",
        "109年底",
    ]


def test_a_name_before_each_number_is_its_measure() -> None:
    assert [figure.measure for figure in extract("舊制17件新制27件")] == ["舊制", "新制"]
