"""Differences of two cells that stand in two documents of one series."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

REPORT = """# 濱海步道興建計畫執行報告

濱海管理處　中華民國{year}年度

## 進度

表1　各工程進度
單位：％

| 工程 | 預定進度 | 實際進度 |
|---|---:|---:|
| 東岸木棧道工程 | 60.00 | {east} |
| 西岸觀景臺工程 | 70.00 | {west} |
"""
STAGE = """# 鹽田復育計畫第{stage}期決算報告

鹽田管理處

## 決算

表1　鹽田復育計畫第{stage}期歲出決算表
單位：元

| 科目 | 預算數 | 決算數 |
|---|---:|---:|
| 堤防修復 | {first} | 300 |
| 水門更新 | 500 | 400 |
| 合計 | {whole} | 700 |
"""
OTHER = REPORT.replace("濱海步道", "濱海鐵道").format(year=108, east="11.00", west="12.00")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("across")
    opened = service_over(
        folder,
        {
            "110.md": REPORT.format(year=110, east="42.50", west="65.00"),
            "112.md": REPORT.format(year=112, east="55.25", west="70.00"),
            "108.md": OTHER,
            "stage2.md": STAGE.format(stage=2, first="1,500", whole="2,000"),
            "stage3.md": STAGE.format(stage=3, first="900", whole="1,400"),
        },
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "value", "cited"),
    [
        (
            "東岸木棧道工程的實際進度，112年度比110年度增加幾個百分點？",
            "12.75",
            ("55.25", "42.50"),
        ),
        ("鹽田復育計畫第2期的歲出預算比第3期多多少元？", "600", ("2,000", "1,400")),
        (
            "鹽田復育計畫堤防修復的預算數，第3期比第2期少多少元？",
            "600",
            ("1,500", "900"),
        ),
    ],
)
def test_operands_of_two_documents(
    service: Service, question: str, value: str, cited: tuple[str, str]
) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.value == Decimal(value)
    assert tuple(operand.text for operand in answer.operands) == cited
    for operand in answer.operands:
        assert operand.hit.passage.text[operand.start : operand.end] == operand.text
        assert operand.hit.document.id == operand.hit.passage.doc_id
    assert len({operand.hit.passage.doc_id for operand in answer.operands}) == len(cited)


@pytest.mark.parametrize(
    "question",
    [
        "東岸木棧道工程的實際進度，112年度比111年度增加幾個百分點？",  # no report of 111年度
        "東岸木棧道工程的實際進度，110年度比108年度增加幾個百分點？",  # 108年度: another plan
        "鹽田復育計畫第2期的歲出預算比第4期多多少元？",
    ],
)
def test_one_operand_alone_is_refused(service: Service, question: str) -> None:
    assert service.answer(question).answer is None
