"""Questions whose operation was read and could not be computed: no plain operand is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.question.operations import OperationKind
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

STATIONS = """# 港區補給業務檢討報告

發布機關：港灣補給管理處

日期：民國114年3月

## 辦理情形

113年青礁站補給船舶482艘次，柳溪站補給315艘次。112年青礁站補給船舶430艘次，較111年增加25艘次。
各站113年補給燃油共計9,640公噸，其中青礁站4,820公噸、柳溪站2,410公噸。
113年補給收入1億2,480萬元，較112年之1億1,350萬元增加1,130萬元，增幅9.96%。
查獲違規排放案件36件，其中柳溪站11件，占30.56%。
113年平均每艘次補給時間為4.2小時，青礁站為3.8小時，柳溪站為5.1小時。
113年7月補給58艘次，8月補給61艘次，9月補給47艘次。
青礁站設有加油臂6座，柳溪站4座，白沙站2座。
白沙站113年補給燃油1,205公噸，人員編制14人；青礁站人員編制32人。
柳溪站岸電設備由3座增為8座，較原計畫多2座。

表1　各碼頭靠泊船次

單位：艘次

碼頭	112年	113年
一號碼頭	210	236
二號碼頭	180	171
合計	390	407

表2　各站出租場地

站別	出租數
青礁站	76,695
柳溪站	12,300
合計	88,995
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("operands")
    opened = service_over(folder, {"補給.md": STATIONS})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question",
    [
        "113年青礁站補給船舶比柳溪站多幾艘次？",
        "青礁站與柳溪站113年補給燃油相差多少公噸？",
        "青礁站的人員編制比白沙站多幾人？",
        "113年補給收入比111年增加多少？",
        "113年青礁站補給燃油是柳溪站的幾倍？",
        "白沙站的人員編制是青礁站的幾分之幾？",
        "113年7月到9月補給共幾艘次？",
        "113年7月到9月平均每月補給幾艘次？",
        "青礁站和白沙站人員編制一共多少人？",
        "加油臂最多的站有幾座？",
        "加油臂最多的是哪一站？",
        "有幾站的加油臂超過3座？",
        "青礁站的加油臂數排名第幾？",
        "一號碼頭和三號碼頭113年靠泊船次合計多少？",
        "離島碼頭113年靠泊船次合計多少？",
        "113年靠泊船次前三名的碼頭合計多少艘次？",
        "113年補給收入比112年翻漲了多少公噸？",
        "113年補給收入的增幅離目標還差幾個百分點？",
        "青礁站出租場地一共有多少公頃？",
        "各站出租場地合計幾公噸？",
    ],
)
def test_no_operand_is_the_answer(service: Service, question: str) -> None:
    reply = service.answer(question)
    assert reply.answer is None
    assert reply.refusal is not None


def test_the_reason_is_that_values_are_missing(service: Service) -> None:
    for question in ("加油臂最多的站有幾座？", "青礁站和白沙站人員編制一共多少人？"):
        refusal = service.answer(question).refusal
        assert refusal is not None
        assert refusal.code == "not_computed"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("112年青礁站補給船舶較111年增加多少艘次？", "25艘次"),
        ("113年補給收入較112年增加多少？", "1,130萬元"),
        ("113年補給收入的成長率是多少？", "9.96%"),
        ("柳溪站違規排放案件占全部的百分之幾？", "30.56%"),
        ("柳溪站岸電設備比原計畫多幾座？", "2座"),
        ("平均每艘次補給時間多久？", "4.2小時"),
    ],
)
def test_a_result_that_is_stated_is_the_answer(service: Service, question: str, text: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.text == text


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("執行率掉了幾個百分點？", OperationKind.DIFFERENCE),
        ("工程進度比去年推進了多少？", OperationKind.DIFFERENCE),
        ("113年的工程進度較112年超前了幾公里？", OperationKind.DIFFERENCE),
        ("補給量比上年同期縮水了多少公噸？", OperationKind.DIFFERENCE),
        ("成長率離目標還差幾個百分點？", OperationKind.DIFFERENCE),
        ("補給量距離計畫還差多少公噸？", OperationKind.DIFFERENCE),
        ("還差幾件沒有辦完？", OperationKind.VALUE),
        ("水力排砂清掉多少立方公尺？", OperationKind.VALUE),
        ("第一期工程花掉多少錢？", OperationKind.VALUE),
        ("水費減收多少？", OperationKind.VALUE),
        ("違約金調解後減為多少？", OperationKind.VALUE),
        ("甲站減乙站是多少？", OperationKind.DIFFERENCE),
        ("損失由多少更正為8億元？", OperationKind.VALUE),
        ("人員編制是乙站的幾分之幾？", OperationKind.RATIO),
    ],
)
def test_operations_are_read_by_their_words(question: str, kind: OperationKind) -> None:
    assert analyze_question(question, lambda _word: 1.0).operation.kind is kind


def test_a_change_in_per_cent_is_asked_for_by_its_unit() -> None:
    operation = analyze_question("跟110年比，113年少了幾趴？", lambda _word: 1.0).operation
    assert operation.is_percent
