"""Computing questions in everyday words: changed words of headers, limits on another column, the
first few together, rows by a text in another column."""

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

HARBOURS = """# 漁港整建計畫第2期執行報告

漁港管理局　中華民國112年度

## 工程

表1　漁港整建計畫第2期各工程經費
單位：元

| 主要工程 | 預算數 | 實現數 | 預定進度（％） | 實際進度（％） |
|---|---:|---:|---:|---:|
| 漁港整建計畫-北側防波堤工程 | 40,000 | 39,000 | 90.00 | 97.00 |
| 漁港整建計畫-南側碼頭工程 | 30,000 | 12,000 | 80.00 | 61.50 |
| 漁港整建計畫-第一期製冰廠設備工程 | 20,000 | 19,500 | 100.00 | 98.00 |
| 漁港整建計畫-魚市場遷建工程 | 10,000 | 2,500 | 50.00 | 42.00 |
| 合計 | 100,000 | 73,000 | － | － |

## 鄉鎮

表2　漁港整建計畫第2期各鄉鎮清淤情形
單位：公頃、件

| 鄉鎮 | 規劃面積 | 清淤前淤積面積 | 清淤後淤積面積 | 改善淤積面積 | 未完工件數 |
|---|---:|---:|---:|---:|---:|
| 東濱鄉 | 50.0 | 60.0 | 52.5 | 7.5 | 9 |
| 西濱鄉 | 90.0 | 88.0 | 20.0 | 68.0 | 4 |
| 南濱鎮 | 70.0 | 75.0 | 15.5 | 59.5 | 6 |
| 北濱鎮 | 30.0 | 24.0 | 21.5 | 2.5 | 1 |

## 付款

表3　清淤工程延遲付款明細
單位：元、天

| 工程名稱 | 付款金額 | 受款人 | 遲延天數 |
|---|---:|---|---:|
| 一號池清淤 | 1,200 | 東濱鄉公所 | 35 |
| 二號池清淤 | 2,300 | 西濱鄉公所 | 61 |
| 二號池清淤 | 2,500 | 東濱鄉公所 | 72 |
| 三號池清淤 | 3,100 | 東濱鄉公所 | 12 |

## 決算

表4　歲入決算審定表
單位：元

| 款 | 項 | 目 | 名稱 | 原列實現數 | 決算審定數 |
|---|---|---|---|---:|---:|
|  |  |  | 總計 | 9,000 | 9,000 |
| 1 |  |  | 漁港局主管 | 8,000 | 8,000 |
|  | 1 |  | 規費收入 | 8,000 | 8,000 |
| 2 |  |  | 漁業署主管 | 1,000 | 1,000 |
|  | 1 |  | 規費收入 | 1,000 | 1,000 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("everyday")
    opened = service_over(folder, {"harbours.md": HARBOURS})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # A share of another column as the limit; the total as a whole called by another name.
        ("漁港整建計畫第2期，實現數達到預算九成以上的工程有幾項？", "2"),
        ("漁港整建計畫第2期，實現數超過預算數五成的工程有幾項？", "2"),
        ("北側防波堤工程的預算占總預算百分之幾（取小數兩位）？", "40.00"),
        # Rows that differ behind a common beginning.
        ("北側防波堤工程跟魚市場遷建工程的實現數合計多少元？", "41500"),
        # One column on a side of another one, and changes above a limit.
        ("漁港整建計畫第2期，清淤前淤積面積大於規劃面積的鄉鎮有幾個？", "2"),
        ("漁港整建計畫第2期，實際進度落後預定進度超過5個百分點的工程有幾項？", "2"),
        ("漁港整建計畫第2期，實際進度超前預定進度的工程有幾項？", "1"),
        # The words of a header in another order.
        ("漁港整建計畫第2期清淤後，淤積面積改善超過50公頃的鄉鎮有幾個？", "2"),
        # The first few together.
        ("漁港整建計畫第2期未完工件數最多的兩個鄉鎮，加起來共幾件未完工？", "15"),
        ("漁港整建計畫第2期未完工件數前兩名的鄉鎮合計占全部百分之幾？", "75.00"),
        # The limit itself counts or not, as the brackets say.
        ("漁港整建計畫第2期未完工超過4件（不含4件）的鄉鎮有幾個？", "2"),
        ("漁港整建計畫第2期未完工超過4件（含4件）的鄉鎮有幾個？", "3"),
        # Rows by a text in another column, and entries with one name.
        ("清淤工程延遲付款明細中，付給東濱鄉公所的金額加起來多少元？", "6800"),
        ("清淤工程延遲付款，遲延天數超過30天的有幾筆？", "3"),
        # A part of one name under each of two rows; columns that state the same.
        ("歲入決算審定表的規費收入，漁港局是漁業署的幾倍？", "8.00"),
        ("歲入決算的規費收入，漁港局的審定決算數比漁業署多多少元？", "7000"),
    ],
)
def test_everyday_words_are_computed(service: Service, question: str, value: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.value == Decimal(value)
    assert answer.formula


@pytest.mark.parametrize(
    "question",
    [
        "漁港整建計畫第3期未完工件數最多的兩個鄉鎮，加起來共幾件未完工？",  # another stage
        "清淤工程延遲付款明細中，付給南濱鎮公所的金額加起來多少元？",  # no such payee
        "歲入決算審定表的規費收入，漁港局是水利署的幾倍？",  # an operand is missing
        "111年底實際進度落後預定進度最多的是哪一項工程？",  # another year
    ],
)
def test_missing_operands_are_refused(service: Service, question: str) -> None:
    assert service.answer(question).answer is None


def test_limits_and_sums_of_the_first_few_are_read() -> None:
    counted = analyze_question("實現數未達預算八成的計畫有幾項？", lambda _: 1.0).operation
    assert counted.kind is OperationKind.COUNT
    assert counted.threshold is not None
    assert (counted.threshold.sign, counted.threshold.value) == ("<", Decimal(80))
    top = analyze_question("罰鍰最多的三家公司加起來多少元？", lambda _: 1.0).operation
    assert (top.kind, top.count, top.added) == (OperationKind.EXTREME, 3, OperationKind.SUM)
    fallen = analyze_question("補助經費從110到111年砍了百分之幾？", lambda _: 1.0).operation
    assert (fallen.kind, fallen.direction) == (OperationKind.GROWTH, -1)
