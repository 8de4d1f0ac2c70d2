"""Questions for lists over an invented report; where the items of enumerations begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.model import DocumentInfo, Kind, Passage
from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.candidates.enumerations import enumerated
from judian.search.replies.results import Hit
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

REPORT = """# 離島醫療後送年度報告

發布機關：石嶼衛生局

日期：民國114年1月

## 一、辦理情形

本局與海巡分署、空中勤務第三隊於113年3月簽訂「後送聯防備忘錄」。備忘錄由石嶼衛生局及玉港醫療基金會共同推動，並於白沙、東引及烏丘設置待命點。

監督小組建議本局改善夜間照明之維護、增購擔架及延長值勤時間。衛生局自112年度起辦理遠距診療站、病歷交換平臺及直升機坪整建等三項計畫，核定經費3億元，累計執行1億2,000萬元。

113年查獲走私之愷他命與大麻，來源地為泰國及寮國。有苔縣及洛縣2縣未辦理演練。

## 二、拒絕後送之情形

有下列情形之一者，得拒絕後送：病人拒絕簽署同意書；海象超過飛航限度；病人感染第一類法定傳染病。

## 三、費用

一般費用由委託方負擔，檢驗及翻譯費用由受託方負擔。

協定參酌聯合國海洋法公約（1982年）第98條、國際民用航空公約（1944年）第25條及海上人命安全公約（1974年）第33條擬訂。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("lists"), {"report.md": REPORT})
    yield opened
    opened.close()


LISTS = [
    pytest.param(
        "後送聯防備忘錄是衛生局和哪些機關簽的？",
        ("海巡分署", "空中勤務第三隊"),
        marks=pytest.mark.xfail(reason="the scorer is not sure enough", strict=True),
    ),
    ("衛生局自112年度起辦理哪三項計畫？", ("遠距診療站", "病歷交換平臺", "直升機坪整建")),
    ("監督小組建議衛生局改善哪些事項？", ("夜間照明之維護", "增購擔架", "延長值勤時間")),
    ("走私大麻的來源地是哪些國家？", ("泰國", "寮國")),
    (
        "什麼情形可以拒絕後送？",
        ("病人拒絕簽署同意書", "海象超過飛航限度", "病人感染第一類法定傳染病"),
    ),
    ("哪些費用由受託方負擔？", ("檢驗", "翻譯")),
    (
        "協定參酌了哪些公約？",
        ("聯合國海洋法公約", "國際民用航空公約", "海上人命安全公約"),
    ),
]


@pytest.mark.parametrize(("question", "items"), LISTS)
def test_the_items_that_are_asked_for(
    service: Service, question: str, items: tuple[str, ...]
) -> None:
    reply = service.answer(question)
    assert reply.answer is not None, (reply.refusal, reply.alternatives[:2])
    assert len(reply.answer.items) == len(items)
    assert all(item in found for item, found in zip(items, reply.answer.items, strict=True))


@pytest.mark.parametrize(
    "question", ["哪些直升機參加後送？", "哪三家醫院簽訂備忘錄？", "與哪些大學合作？"]
)
def test_lists_of_other_things_are_no_answer(service: Service, question: str) -> None:
    reply = service.answer(question)
    assert reply.refusal is not None, reply.answer


def hit_of(text: str) -> Hit:
    document = DocumentInfo("a", "報告", None, None, "a.txt", "text")
    return Hit(
        "a-1", 1.0, document, Passage("a-1", "a", 1, Kind.PARAGRAPH, text, 0, len(text), 1), "", ""
    )


ENUMERATIONS = [
    ("該署並將協調漁會、農會及公會參加。", ["漁會", "農會", "公會"]),
    ("措施包括短的、既有之國際網絡及新的合作等四種。", ["短的", "既有之國際網絡", "新的合作"]),
    ("由治安部、數位部及法務部分別主責。", ["治安部", "數位部", "法務部"]),
    (
        "仍建議加強漁工管理之鑑別、提高刑度及增聘檢查員。",
        ["加強漁工管理之鑑別", "提高刑度", "增聘檢查員"],
    ),
    ("出土之陶罐及玉玦已送返。", ["陶罐", "玉玦"]),
    ("採用「甲式」、「乙式」及「丙式」。", ["「甲式」", "「乙式」", "「丙式」"]),
    # What each name is of stands before it.
    (
        "其中甲局「北線計畫」、乙署及所屬中心「園區計畫」、丙局「南線計畫」考列丙等。",
        ["「北線計畫」", "「園區計畫」", "「南線計畫」"],
    ),
    ("租借項目以自行車、電動車及輪椅為主。", ["自行車", "電動車", "輪椅"]),
    (
        "三項重點：強化碼頭照明管理、推廣船員急救訓練、精進港區安全防護。",
        ["強化碼頭照明管理", "推廣船員急救訓練", "精進港區安全防護"],
    ),
    ("協助事項包括提供文書、移轉證物、返還犯罪所得。", ["提供文書", "移轉證物", "返還犯罪所得"]),
    (
        "事由有四：船舶失火、人員落水、有損船體或機具及有礙航道安全。",
        ["船舶失火", "人員落水", "有損船體或機具", "有礙航道安全"],
    ),
    (
        "管轄漁船碰撞（collision between fishing vessels at sea）、違反公約的行為（acts）、棄船。",
        ["漁船碰撞（collision between fishing vessels at sea）", "違反公約的行為（acts）", "棄船"],
    ),
    ("查扣現金1,925萬元、銀條2公斤及帳冊6箱。", ["現金1,925萬元", "銀條2公斤", "帳冊6箱"]),
    # Who acts together with the first, and a name that other words follow.
    (
        "警戒區由國防部會同海洋委員會、內政部視實際需要公告。",
        ["國防部", "海洋委員會", "內政部"],
    ),
    ("天氣晴朗。", []),
]


@pytest.mark.parametrize(("text", "items"), ENUMERATIONS)
def test_items_of_an_enumeration_end_where_other_words_begin(text: str, items: list[str]) -> None:
    context = CandidateContext(hit_of(text))
    found = [[text[s:e] for s, e in spans] for spans in enumerated(context)]
    assert (items in found) if items else not found


def test_what_a_bracket_says_of_a_number_is_no_item(tmp_path: Path) -> None:
    text = "特別收入基金5個單位(含25個分基金)決算短絀。\n\n裁罰業別：醫療業4件、能源業2件。"
    opened = service_over(tmp_path, {"funds.md": f"# 基金決算報告\n\n{text}\n"})
    shown = {
        tuple(s.candidate.context.squeezed[low:high] for low, high in s.candidate.items)
        for question in ("決算短絀的特別收入基金是哪兩個？", "裁罰了哪些業別？")
        for s in opened.candidates(question).scored
        if s.candidate.source == "counted"
    }
    opened.close()
    assert ("醫療業", "能源業") in shown
    assert not any("含" in item for items in shown for item in items)
