"""What names an operand: part of a name that several rows share, brackets, phrases of accounts, the
plain one of several columns; and tables that state one value in different units."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

HARBOURS = """# 港灣整建計畫審核報告

中華民國112年度

## 標案

表1　青灣排水及白沙溪標案明細表
單位：元

| 執行單位 | 標案名稱 | 完工期限 | 契約金額 |
|---|---|---|---:|
| 合計 |  |  | 150,000,000 |
| 第一工務所 | 白沙溪護岸工程 | 112.05 | 40,000,000 |
| 第二工務所 | 青灣排水閘門工程（第三期A標） | 112.07 | 60,000,000 |
| 第二工務所 | 青灣排水支線工程（第三期B標） | 112.08 | 30,000,000 |
| 第二工務所 | 青灣排水抽水站工程（第三期C標） | 112.09 | 20,000,000 |

## 分區

表2　各分區巡查及搶修情形
單位：件

| 分區 | 巡查工程 |  | 搶修工程 |  |
|---|---:|---:|---:|---:|
|  | 工程件數 | 尚未完工件數 | 工程件數 | 尚未完工件數 |
| 合計 | 100 | 9 | 250 | 30 |
| 甲岸分區 | 40 | 4 | 120 | 20 |
| 乙岸分區 | 35 | 0 | 90 | 10 |
| 丙岸分區 | 25 | 5 | 40 | 0 |

## 預算

表3　各計畫執行情形
單位：萬元

| 計畫名稱 | 預算數 | 實現數 | 執行率％ |
|---|---:|---:|---:|
| 燈塔整修 | 8,123 | 7,311 | 90.00 |
| 航標汰換 | 2,500 | 2,450 | 98.00 |
| 碼頭照明 | 1,200 | 1,190 | 99.17 |

表4　歲出決算審定表
單位：元

| 名稱 | 預算數 | 實現數 | 保留數 |
|---|---:|---:|---:|
| 燈塔整修 | 81,234,000 | 73,110,600 | 500,000 |
| 航標汰換 | 25,000,000 | 24,500,000 | 0 |
| 碼頭照明 | 12,000,000 | 11,900,400 | 0 |

## 進度

表5　主要工程施工進度表
單位：％

| 工作項目 | 111 |  | 112 |  |
|---|---:|---:|---:|---:|
|  | 預計 | 實際 | 預計 | 實際 |
| 港灣整建工程-第一期堤防工程 | 40.00 | 38.50 | 80.00 | 82.25 |
| 港灣整建工程-第二期浮台工程 | 10.00 | 9.00 | 35.00 | 30.00 |

## 分支

表6　各分支工程進度表
單位：％

| 分支工程 | 預定進度 | 實際進度 |
|---|---:|---:|
| 燈桿更新工程 | 50.00 | 51.20 |
| 棧橋加固工程 | 72.00 | 60.50 |
| 護欄油漆工程 | 90.00 | 88.00 |

## 採購

表7　採購完成情形表
單位：件

| 機關 | 採購件數 | 已完成件數 |
|---|---:|---:|
| 漁港處 | 42 | 30 |
| 航運處 | 19 | 18 |

截至民國113年5月31日止

## 撥款

港務撥款第2階段實施計畫

各漁村撥款執行情形表

| 漁村 | 撥款案件 |  |
|---|---:|---:|
|  | 案件數 | 尚未核銷件數 |
| 東礁村 | 31 | 4 |
| 西礁村 | 22 | 9 |
| 南礁村 | 18 | 2 |

表8　延遲付款明細表
單位：元

| 工程 | 付款金額 | 受款人 | 天數 |
|---|---:|---|---:|
| 合計 | 900,000 |  |  |
| 東防波堤 | 400,000 | 東礁村公所 | 12 |
| 西防波堤 | 300,000 | 西礁村公所 | 30 |
| 南防波堤 | 200,000 | 東礁村公所 | 9 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("named-parts")
    opened = service_over(folder, {"港灣.md": HARBOURS})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # The column that counts all of what the header above it names.
        ("甲岸分區和乙岸分區的搶修工程合計幾件？", 210),
        ("甲岸分區的搶修工程比乙岸分區多幾件？", 30),
        ("有幾個分區的搶修工程超過80件？", 2),
        ("搶修工程完全沒有尚未完工件數的分區有幾個？", 1),
        # A beginning that several rows share, and what stands in brackets behind a name.
        ("青灣排水的三個標契約金額總和是多少？", 110000000),
        ("第二工務所第三期B標的契約金額是多少？", 30000000),
        # One value in two tables, in 萬元 and in 元: the exact one.
        ("燈塔整修編列多少預算？", 81234000),
        ("碼頭照明實際支出多少元？", 11900400),
        # 超前 and 落後 compare; one of two rows may be named in part.
        ("112年第一期堤防工程實際進度比預計超前多少？", 2.25),
        ("112年第二期浮台工程實際進度比預計落後多少？", 5),
        ("112年第二期浮台工程的實際進度落後預計幾個百分點？", 5),
        # The first less the second.
        ("各分區巡查工程件數最多的分區比第二名多幾件？", 5),
        # A number right before what has it, and an average over all of a class.
        ("執行率98%的計畫有幾個？", 1),
        ("平均每個分區有幾件搶修工程？", 83.33),
    ],
)
def test_operands_are_found_by_parts_of_names(
    service: Service, question: str, value: float
) -> None:
    answer = service.answer(question).answer

    assert answer is not None
    assert answer.value == Decimal(str(value))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # What is ordered (預算數最高) is no class of things.
        ("各計畫中執行率最低的是哪一項？", "燈塔整修"),
        ("各標案中契約金額最高的是哪一個？", "青灣排水閘門工程（第三期A標）"),
        ("執行率是燈塔整修高還是航標汰換高？", "航標汰換"),
        ("分支工程中落後最多的是哪一項？", "棧橋加固工程"),
        ("各分支工程，實際進度落後預定最多的是哪一項？", "棧橋加固工程"),
        # What has not come about.
        ("哪個漁村沒核銷的撥款案件件數最多？", "西礁村"),
        # The year of the report names the report, and the table is of one later time.
        ("112年度港灣整建計畫採購件數最多的是哪個機關？", "漁港處"),
    ],
)
def test_what_is_ordered_names_no_class(service: Service, question: str, text: str) -> None:
    answer = service.answer(question).answer

    assert answer is not None
    assert answer.text == text


@pytest.mark.parametrize(
    "question",
    [
        "第二工務所第三期D標的契約金額是多少？",
        "延遲付款明細中，付給北礁村公所的款項加起來多少元？",  # the total is that of all rows
        "甲岸分區和丁岸分區的搶修工程合計幾件？",
    ],
)
def test_what_a_table_does_not_name_is_not_computed(service: Service, question: str) -> None:
    assert service.answer(question).answer is None
