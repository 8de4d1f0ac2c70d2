"""Questions for names over two invented reports: the name that the statement is about,
with its exact span, and a refusal if only other names are near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

SMUGGLING = """# 113年邊境走私查緝專刊

發布機關：南汀海防署

日期：民國114年2月

## 一、黃杉號案

113年4月，菲律賓海關提供情資，南汀海防署偵五隊在青嶼港查獲「黃杉號」走私菸品，逮捕船長簡○順等9人。
該船為獅子山籍貨輪，貨主佳霖國際貿易有限公司之負責人經查為人頭。全案由宜興地方檢察署檢察官杜○廷指揮偵辦。

扣案菸品委託財團法人淨土環保基金會銷毀，銷毀地點為白沙焚化廠。拖救工程由宏基海事公司承攬，所用拖船屬承包商永泰航運公司所有。

## 二、統計

各分署查獲件數以中部分署41件最多，南部分署28件次之，東部分署僅6件。

情資來源：加拿大海關
走私方式：自溫哥華轉口之國際快捷
查獲毒品：大麻膏37公斤

## 三、合作

本署與法屬玻里尼西亞海洋研究院於112年6月1日簽署「海域監測合作備忘錄」，並採用該院「藍鯨」船舶辨識系統。備忘錄以中文、法文作成，解釋有疑義時，以法文本為準。
法務部國際及兩岸法律司協助審閱文字。

夾艙（False Hull），被各國海關認為是最難查驗的藏匿手法，因為須以儀器透視。
"""
MINUTES = """# 海防督導會第12次會議紀錄

時間：民國114年1月9日

主席：紀副署長○仁

列席單位：內政部移民署、財政部關務署

## 決議

請柯委員○芬擔任召集人，組成港區照明專案小組。卡拉維亞共和國首都聖彌索，與我國無外交關係。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    reports = {"smuggling.md": SMUGGLING, "minutes.md": MINUTES}
    opened = service_over(tmp_path_factory.mktemp("names"), reports)
    yield opened
    opened.close()


ANSWERED = [
    # The agent, beside other agencies of the same sentence.
    ("黃杉號的情資是哪個海關提供的？", "菲律賓海關"),
    ("黃杉號是哪一隊查獲的？", "南汀海防署偵五隊"),
    ("黃杉號案由誰指揮偵辦？", "杜○廷"),
    ("黃杉號的船長是誰？", "簡○順"),
    ("拖救工程是哪家公司承攬的？", "宏基海事公司"),
    # A name ends where the words about it begin, and begins behind the word for its bearer.
    ("私菸的貨主是哪家公司？", "佳霖國際貿易有限公司"),
    ("扣案菸品委託哪個團體銷毀？", "財團法人淨土環保基金會"),
    ("海域監測合作備忘錄是跟哪個單位簽的？", "法屬玻里尼西亞海洋研究院"),
    ("備忘錄文字由哪個司協助審閱？", "法務部國際及兩岸法律司"),
    # By the noun that is asked for.
    ("黃杉號在哪個港口被查獲？", "青嶼港"),
    pytest.param(
        "黃杉號是哪一國籍的貨輪？",
        "獅子山",
        marks=pytest.mark.xfail(reason="the scorer is not sure enough", strict=True),
    ),
    ("海防署採用哪一個船舶辨識系統？", "藍鯨"),
    pytest.param(
        "備忘錄解釋有疑義時以哪種文本為準？",
        "法文",
        marks=pytest.mark.xfail(reason="the scorer is not sure enough", strict=True),
    ),
    ("卡拉維亞的首都在哪裡？", "聖彌索"),
    # A label before the name.
    ("大麻膏的情資是哪個海關提供的？", "加拿大海關"),
    ("海防督導會第12次會議的主席是誰？", "紀副署長○仁"),
    ("港區照明專案小組召集人是哪位委員？", "柯委員○芬"),
    # What the sentence begins with.
    ("各國海關認為最難查驗的藏匿手法是哪一種？", "夾艙"),
    # The most of several.
    ("查獲件數最多的是哪個分署？", "中部分署"),
]


@pytest.mark.parametrize(("question", "name"), ANSWERED)
def test_the_name_that_the_statement_is_about(service: Service, question: str, name: str) -> None:
    reply = service.answer(question)
    assert reply.answer is not None, (reply.refusal, reply.alternatives[:2])
    assert name in reply.answer.text
    assert len(reply.answer.text) <= len(name) + 1 or "檢察官" in reply.answer.text


REFUSED = [
    "黃杉號的輪機長是誰？",
    "白沙焚化廠是哪家公司設計的？",
    "海域監測合作備忘錄在哪個城市簽署？",
    "菲律賓海關關長叫什麼名字？",
]


@pytest.mark.parametrize("question", REFUSED)
def test_names_that_only_stand_near_are_no_answer(service: Service, question: str) -> None:
    reply = service.answer(question)
    assert reply.refusal is not None, reply.answer


def test_a_name_in_brackets_begins_where_they_do(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = "# 招商報告\n\n最優申請人(緻海公司)已向縣政府申訴，縣政府另向中央銀行申請貸款。\n"
    opened = service_over(tmp_path_factory.mktemp("brackets"), {"report.md": text})
    try:
        found = opened.candidates("最優申請人是哪家公司？").scored
    finally:
        opened.close()
    by_form = [s.candidate for s in found if s.candidate.source == "names"]
    names = {c.context.text[c.start : c.end] for c in by_form}
    assert fold("緻海公司") in names
    assert fold("海公司") not in names
