"""Tables of accounts: items below items, the two sides of a balance sheet, documents that are named
by a part of their title."""

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

ACCOUNTS = """# 擴大公共海堤投資計畫特別決算審核報告

審計處　中華民國112年度

## 執行

表1　各分支計畫執行進度
單位：％

| 計畫名稱 | 分支計畫 | 預定進度 | 實際進度 |
|---|---|---:|---:|
| 公共景觀發展計畫 | 南灣劇場興建計畫 | 42.00 | 31.25 |
| 公共景觀發展計畫 | 海堤步道計畫 | 60.00 | 64.00 |

## 歲出

表2　歲出機關別決算審定表
單位：元

| 款 | 項 | 目 | 名稱 | 預算數 | 實現數 |
|---|---|---|---|---:|---:|
|  |  |  | 總計 | 900,000 | 700,000 |
| 1 |  |  | 水利局主管 | 500,000 | 400,000 |
|  | 1 |  | 巡守業務 | 200,000 | 150,000 |
|  | 2 |  | 準備金 | 300,000 | 250,000 |
|  |  | 1 | 準備金 | 300,000 | 250,000 |
| 2 |  |  | 漁業局主管 | 400,000 | 300,000 |
|  | 1 |  | 巡守業務 | 400,000 | 300,000 |

## 平衡表

特別決算平衡表
單位：元

| 借方科目 | 金額 | 貸方科目 | 金額 |
|---|---:|---|---:|
| 縣庫存款 | 120,500 | 應付歲出款 | 80,000 |
| 暫付款 | 30,000 | 保管款 | 20,500 |
| 資產總額 | 150,500 | 負債總額 | 100,500 |

## 維護

表3　各鄉海堤維護經費
單位：千元

| 鄉別 | 海堤維護管理經費 | 平均每公尺海堤維護經費（元） |
|---|---:|---:|
| 東礁鄉 | 1,500 | 91.5 |
| 西礁鄉 | 2,600 | 88.2 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("accounts")
    opened = service_over(folder, {"海堤.md": ACCOUNTS})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # 公共 is no word for a sum, and a part of the title names the document.
        ("擴大公共海堤投資計畫裡，南灣劇場興建計畫的實際進度是多少？", "31.25"),
        ("擴大公共海堤投資，南灣劇場興建計畫實際做到百分之多少？", "31.25"),
        # An item below the one that is named with it, and one that is its only part.
        ("漁業局主管的巡守業務預算數是多少元？", "400000"),
        ("準備金的預算數是多少元？", "300000"),
        ("漁業局主管巡守業務原來編列多少元？", "400000"),
        # The share in the item above it that the question names, not in the total.
        ("水利局主管中，巡守業務的預算數占百分之幾？", "40"),
        ("漁業局主管中，巡守業務的預算數占百分之幾？", "100"),
        # Each side of a balance sheet has its own amounts.
        ("平衡表上的縣庫存款是多少元？", "120500"),
        ("平衡表上的保管款是多少元？", "20500"),
        # A column of averages is not asked for.
        ("東礁鄉編了多少海堤維護經費？", "1500000"),
    ],
)
def test_a_cell_of_accounts_is_found(service: Service, question: str, value: str) -> None:
    answer = service.answer(question).answer

    assert answer is not None
    assert answer.value == Decimal(value)


@pytest.mark.parametrize(
    "question",
    [
        "平衡表上的股本是多少元？",
    ],
)
def test_no_cell_is_given_that_is_not_named(service: Service, question: str) -> None:
    assert service.answer(question).answer is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("公共海堤的長度多少？", OperationKind.VALUE),
        ("甲港與乙港共有幾艘船？", OperationKind.SUM),
    ],
)
def test_public_works_are_no_sum(question: str, kind: OperationKind) -> None:
    assert analyze_question(question, lambda _: 1.0).operation.kind is kind
