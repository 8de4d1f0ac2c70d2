"""Cells of the measure that the question names: other columns, marks of rank, offices of other
places."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.question.operations import OperationKind
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

COUNTY = """# 中華民國112年度雲山縣總決算審核報告

審計部基隆市審計室　中華民國113年7月

## 歲出

本年度歲出經費賸餘分析如下。

表1　歲出經費賸餘彙計表
單位：新臺幣萬元

| 主管機關名稱 | 預算數 | 經費賸餘金額 | 占預算數％ |
|---|---:|---:|---:|
| 合計 | 60,000 | 6,600 | 11.00 |
| 水利局主管 | 36,000 | ③ 3,600 | 10.00 |
| 漁業局主管 | 24,000 | 3,000 | 12.50 |

表2　發放自訂育兒津貼情形
單位：新臺幣萬元

| 年度 | 自訂育兒津貼（A） | 育兒津貼總額（B） | 比率（A/B） |
|---|---:|---:|---:|
| 111 | 3,695 | 40,774 | 9.06 |
| 112 | 9,006 | 44,851 | 20.08 |

表3　農路工程收支明細表
單位：元

| 項目 | 預估金額 | 實收（支）金額 | 未收（支）金額 |
|---|---:|---:|---:|
| 路面工程 | 805,000 | 326,992 | 478,008 |
| 排水工程 | 605,000 | 405,000 | 200,000 |

表4　施政計畫實施結果彙總表

| 主管機關名稱 | 核定計畫項數 | 已完成計畫項數 | 尚待繼續執行計畫項數 |
|---|---:|---:|---:|
| 水利局主管 | 27 | 9 | 18 |
| 漁業局主管 | 20 | 4 | 16 |

## 工程

表6　各鄉農路工程執行情形

| 鄉別 | 工程件數 | 尚未完工件數 |
|---|---:|---:|
| 東礁鄉 | 143 | 12 |
| 西礁鄉 | 126 | 20 |

## 海堤

海堤步道計畫之實際進度，因用地取得延遲等因素影響，致計畫執行進度未達預定進度80％。

表5　海堤各計畫執行進度
單位：％

| 計畫名稱 | 預定進度 | 實際進度 |
|---|---:|---:|
| 海堤步道計畫 | 40.58 | 19.32 |
| 南灣劇場計畫 | 60.00 | 64.00 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("measures")
    opened = service_over(folder, {"county.md": COUNTY})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # The number has a mark of its rank; the caption has the measure as well.
        ("雲山縣112年度水利局主管的經費賸餘是多少萬元？", "36000000"),
        ("雲山縣水利局主管的經費賸餘占預算百分之幾？", "10.00"),
        ("雲山縣112年度漁業局主管的預算數是多少萬元？", "240000000"),
        # A word that one of two headers has, against the total.
        ("112年度雲山縣自訂的育兒津貼發了多少萬元？", "90060000"),
        ("112年度雲山縣育兒津貼總額是多少萬元？", "448510000"),
        # A header with another word in brackets for one of its own.
        ("雲山縣農路工程收支明細表中，路面工程實支金額是多少元？", "326992"),
        # A header of which the question leaves out the word for a number.
        ("雲山縣水利局主管112年度已完成幾項計畫？", "9"),
        ("雲山縣漁業局主管有幾項計畫還要繼續執行？", "16"),
    ],
)
def test_the_cell_of_the_named_measure_answers(service: Service, question: str, value: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.value == Decimal(value)


@pytest.mark.parametrize(
    "question",
    [
        "基隆市水利局主管的經費賸餘占預算百分之幾？",  # the office that audits, not its county
        "雲山縣112年度水利局主管的應付保留數是多少萬元？",  # no such measure
        "雲山縣111年度水利局主管的經費賸餘是多少萬元？",  # another year
        "雲山縣112年度衛生局主管的經費賸餘是多少萬元？",  # another row
    ],
)
def test_no_other_measure_place_or_year_answers(service: Service, question: str) -> None:
    assert service.answer(question).answer is None


def test_the_greatest_of_what_is_not_done(service: Service) -> None:
    answer = service.answer("雲山縣農路工程還沒做完的件數最多的是哪個鄉？").answer
    assert answer is not None
    assert "西礁鄉" in (answer.text, *answer.items)


def test_the_cell_with_both_names_outweighs_another_number_in_prose(service: Service) -> None:
    answer = service.answer("雲山縣海堤步道計畫112年底的實際進度是多少？").answer
    assert answer is not None
    assert (answer.kind, answer.value) == ("table", Decimal("19.32"))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("被占用的縣有土地有幾筆？", OperationKind.VALUE),
        ("占用補償金收了多少元？", OperationKind.VALUE),
        ("積欠的存款差額利息是多少元？", OperationKind.VALUE),
        ("差額補助費編了多少？", OperationKind.VALUE),
        ("應付保留數占預算數百分之幾？", OperationKind.SHARE),
        ("甲港與乙港的差額是多少？", OperationKind.DIFFERENCE),
    ],
)
def test_verbs_and_things_are_no_operations(question: str, kind: OperationKind) -> None:
    assert analyze_question(question, lambda _word: 1.0).operation.kind is kind
