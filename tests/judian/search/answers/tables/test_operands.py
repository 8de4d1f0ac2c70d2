"""Operands that are not one cell of one row: two tables of one form, columns that are added, parts
of a row, subtotals, changes of all rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

LIBRARIES = """# 圖書館服務統計

表1-1　112年各館服務
單位：場次、人、千元

| 館別 | 活動場次 | 參加人數 | 購書經費 | 到課率(%) |
|---|---:|---:|---:|---:|
| 北部小計 | 90 | 5,000 | 700 | 60.0 |
| 山城分館 | 40 | 2,000 | 300 | 61.0 |
| 河岸分館 | 50 | 3,000 | 400 | 59.0 |
| 南部小計 | 60 | 4,000 | 500 | 70.0 |
| 港灣、漁村分館 | 60 | 4,000 | 500 | 70.0 |
| 總計 | 150 | 9,000 | 1,200 | 64.0 |

表1-2　113年各館服務
單位：場次、人、千元

| 館別 | 活動場次 | 參加人數 | 購書經費 | 到課率(%) |
|---|---:|---:|---:|---:|
| 北部小計 | 99 | 5,400 | 800 | 62.0 |
| 山城分館 | 44 | 2,600 | 350 | 63.0 |
| 河岸分館 | 55 | 2,800 | 450 | 61.0 |
| 南部小計 | 58 | 4,400 | 500 | 72.0 |
| 港灣、漁村分館 | 58 | 4,400 | 500 | 72.0 |
| 總計 | 157 | 9,800 | 1,300 | 66.0 |

## 借書證

表2　113年新辦借書證
單位：張

| 館別 | 成人證 |  | 兒童證 |  |
|---|---|---|---|---|
|  | 男 | 女 | 男 | 女 |
| 山城分館 | 120 | 180 | 70 | 60 |
| 河岸分館 | 200 | 150 | 40 | 55 |
| 港灣分館 | 90 | 95 | 30 | 36 |

## 志工

表3　志工人力
單位：人

| 項目 | 111年 | 112年 | 113年 |
|---|---:|---:|---:|
| 登錄志工 | 500 | 560 | 640 |
| 其中：學生志工 | 200 | 210 | 260 |
| 其中：外語志工 | 80 | 90 |  |
| 停權志工 | 20 | 25 | 15 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("operands")
    opened = service_over(folder, {"圖書館.md": LIBRARIES})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        # Two tables of one form; a year that is only implied.
        ("山城分館113年的參加人數比112年多幾人？", 600, "2,600 − 2,000 = 600 人"),
        ("河岸分館購書經費113年成長了百分之多少？", 12.5, "= 12.5%"),
        ("山城分館到課率113年上升幾個百分點？", 2, "63 − 61 = 2 百分點"),
        ("有幾個分館113年的參加人數比前一年少？", 1, "河岸分館 3,000 − 2,800 = 200 人 > 0 人"),
        ("112到113年活動場次沒有增加的分館有幾個？", 1, "58 − 60 = -2 場次"),
        # Part of a name that no other row has.
        ("113年漁村分館的活動場次比山城分館多多少？", 14, "58 − 44 = 14 場次"),
        # Groups of rows, and the share of one of them.
        ("113年購書經費有多少比例在北部？", 61.54, "800,000 ÷ 1,300,000"),
        # Columns for both sexes, and those that are named.
        ("山城分館113年新辦成人證男女合計幾張？", 300, "120 + 180 = 300 張"),
        ("河岸分館113年新辦的成人證是兒童證的幾倍？", 3.68, "(200 + 150) ÷ (40 + 55)"),
        # A row and the row that it is a part of.
        ("113年登錄志工中學生志工占幾%？", 40.63, "260 ÷ 640"),
    ],
)
def test_operands_of_several_cells(
    service: Service, question: str, value: float, formula: str
) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.kind == "computed"
    assert formula in (answer.formula or "")
    assert isinstance(answer.value, Decimal)
    assert abs(answer.value - Decimal(str(value))) < Decimal("0.01")
    for operand in answer.operands:
        assert operand.hit.passage.text[operand.start : operand.end] == operand.text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("哪個分館的參加人數113年比112年減少最多？", "河岸分館"),
        ("113年購書經費成長率最高的分館是哪一個？", "山城分館"),
        ("113年參加人數排第二的是哪個分館？", "河岸分館"),
        ("新辦兒童證最多的是哪個分館？", "山城分館"),
        ("113年參加人數最少的分館", "山城分館"),
    ],
)
def test_a_row_is_chosen_by_what_is_computed(service: Service, question: str, text: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert (answer.kind, answer.text) == ("computed", text)


@pytest.mark.parametrize(
    "question",
    [
        "外語志工113年比112年多幾人？",  # the cell is blank
        "山城分館113年的參加人數比110年多幾人？",  # no such year
        "113年學生的外語志工有幾人？",  # two parts of one row, which may overlap
        "113年河岸分館比山城分館多服務幾人（不含兒童）？",  # what is left out is not told
        "113年山城分館的結訓率是多少？",  # another rate
        "113年參加人數最多和最少的是哪個分館？",  # two orders
    ],
)
def test_nothing_is_computed_of_what_the_tables_do_not_say(service: Service, question: str) -> None:
    answer = service.answer(question).answer
    assert answer is None or answer.kind != "computed"
