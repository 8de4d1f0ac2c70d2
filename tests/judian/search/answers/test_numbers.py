"""Numbers and dates that look alike: which of them is meant, and when none is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.question.cues import Cue
from judian.search.answers.question.labels import (
    asked_labels,
    label_values,
    labels,
    labels_agree,
    with_latest,
)
from judian.search.answers.question.unit_fit import unit_fit
from judian.search.answers.scoring.extraneous import extraneous_share
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

WORKS = """# 嘉岑市水務工程季報

發布機關：嘉岑市水務局

日期：民國113年4月

## 一、抽水站

松溪1號抽水站於112年3月8日啟用，抽水量為每秒45立方公尺，松溪2號抽水站仍在施工。

防洪委員會由第7屆委員18人組成，召開第4次會議。

各站巡檢每週不得少於3次，每月不得少於15次。

112年汛期淹水通報共264件，其中路面積水通報181件；較111年減少37件。

## 二、採購

112年購置砂包，驗收合格4,200袋（合計96箱），輔導社區防汛團隊、防災據點及友善店家25家。

「嘉河防洪協定」（110年6月2日簽署）及「雙溪疏濬備忘錄」（111年9月15日簽署）均已辦理，其中雙溪疏濬備忘錄尚未生效。
"""


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("works"), {"works.md": WORKS})
    yield opened
    opened.close()


def test_the_day_that_tells_a_thing_apart_is_no_time_of_what_is_asked(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = (
        "# 水門管理規則\n\n本規則107年1月10日修正之條文，自107年3月1日施行。\n\n"
        "本規則105年12月21日修正之條文，自106年1月1日施行。\n"
    )
    opened = service_over(tmp_path_factory.mktemp("days"), {"rules.md": text})
    answer = opened.answer("107年1月10日修正的條文從哪天開始施行？").answer
    assert answer is not None
    assert answer.value == "2018-03-01"
    opened.close()


@pytest.mark.parametrize(
    ("question", "cue"),
    [
        ("治理範圍擴大到幾條水系？", Cue.TO_VALUE),
        ("工期延長到幾天？", Cue.TO_VALUE),
        ("每天多供多少水？", Cue.CHANGE),
    ],
)
def test_words_of_a_change(question: str, cue: Cue) -> None:
    assert cue in analyze_question(question, lambda _word: 0.5).cues


@pytest.mark.parametrize("question", ["每天供多少水？", "治理範圍有幾條水系？"])
def test_no_change_is_asked_for(question: str) -> None:
    cues = analyze_question(question, lambda _word: 0.5).cues
    assert not cues & {Cue.CHANGE, Cue.TO_VALUE}


@pytest.mark.parametrize(
    ("question", "value", "high"),
    [
        ("違規排放污水最高可以罰多少元？", 300_000, None),
        ("違規排放污水最低罰多少元？", 60_000, None),
        ("違規排放污水罰多少元？", 60_000, 300_000),
    ],
)
def test_the_end_of_a_range_that_is_asked_for(
    tmp_path_factory: pytest.TempPathFactory, question: str, value: int, high: int | None
) -> None:
    text = "# 管理辦法\n\n違規排放污水者，處新臺幣六萬元以上三十萬元以下罰鍰。\n"
    opened = service_over(tmp_path_factory.mktemp("range"), {"rules.md": text})
    answer = opened.answer(question).answer
    assert answer is not None
    assert (answer.value, answer.value_high) == (value, high)
    opened.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("松溪1號抽水站的抽水量是多少立方公尺？", 45),
        ("各站每週至少要巡檢幾次？", 3),
        ("各站每月至少要巡檢幾次？", 15),
        ("112年汛期路面積水通報有幾件？", 181),
        ("112年購置驗收合格的砂包有幾袋？", 4200),
        ("防洪委員會由第幾屆委員組成？", 7),
        ("防洪委員會由委員幾人組成？", 18),
    ],
)
def test_the_number_that_is_meant(works: Service, question: str, value: int) -> None:
    answer = works.answer(question).answer
    assert answer is not None
    assert answer.value == Decimal(value)


@pytest.mark.parametrize(
    "question",
    [
        "松溪2號抽水站的抽水量是多少立方公尺？",
        "112年購置的砂包有幾公噸？",
        "雙溪疏濬備忘錄何時生效？",
        "松溪1號抽水站何時停用？",
        "第三期購置的砂包驗收合格幾袋？",
    ],
)
def test_a_statement_about_another_thing_is_not_the_answer(works: Service, question: str) -> None:
    assert works.answer(question).answer is None


@pytest.mark.parametrize(
    ("asked", "near", "before", "is_other"),
    [
        ("2號井深多少公尺？", "1號井深", "", True),
        ("2號井深多少公尺？", "2號井深", "1號井深90公尺，", False),
        ("2號井深多少公尺？", "深", "1號井深90公尺，2號井深", False),
        ("2號井深多少公尺？", "深", "", False),
        ("第二期經費多少？", "第2期經費", "", False),
        ("第二期經費多少？", "第一期經費", "", True),
        ("每週休息幾小時？", "每日休息", "", True),
        ("每禮拜休息幾小時？", "每週休息", "", False),
        ("出口多少公噸？", "進口", "", True),
        ("死亡幾人？", "輕傷", "", True),
        ("不合格幾批？", "合格", "", True),
        ("何時簽署？", "施行", "", False),
    ],
)
def test_a_label_of_another_thing_contradicts(
    asked: str, near: str, before: str, is_other: bool
) -> None:
    values = label_values(fold(asked))
    agree = labels_agree(values, labels(fold(near)), labels(fold(before)))
    assert (agree is False) is is_other


@pytest.mark.parametrize(
    ("asked", "text", "values"),
    [
        ("最後一版影響多少戶？", "第一版9戶，第三版12戶", {"版": {"3"}}),
        ("最新一期幾人？", "第2期9人，第10期12人", {"期": {"10"}}),
        ("最後一版影響多少戶？", "本版影響9戶", {}),
        ("第二版影響多少戶？", "第一版9戶，第三版12戶", {"版": {"2"}}),
    ],
)
def test_the_latest_is_the_one_with_the_greatest_number(
    asked: str, text: str, values: dict[str, set[str]]
) -> None:
    assert with_latest(asked_labels(fold(asked)), labels(fold(text))) == values


def test_an_opposite_inside_the_other_is_not_read() -> None:
    (label,) = labels(fold("不合格率"))
    assert label.end == len("不合格")


@pytest.mark.parametrize(
    ("question", "unit", "text", "low", "high"),
    [
        ("進口幾箱？", "箱", "5箱", 1, 1),
        ("進口幾箱？", "包", "5包", 0, 0.2),
        ("裝置容量是多少MW？", "MW", "5.4MW", 1, 1),
        ("裝置容量是多少MW？", "件", "5件", 0, 0.2),
        ("退運了幾批？", "批", "4批", 1, 1),
        ("退運了幾批？", "%", "19%", 0, 0.2),
        ("嫌犯有幾個？", "公斤", "260公斤", 0, 0.2),
        ("嫌犯有幾個？", "人", "4人", 0.5, 1),
        ("改善經費總共多少？", "元", "300萬元", 0.8, 1),
        ("改善經費總共多少？", "%", "12%", 0, 0),
        ("行銷預算被刪減後剩多少？", "元", "300萬元", 0.8, 1),
        ("行銷預算被刪減後剩多少？", "人次", "40萬人次", 0, 0.3),
        ("分成幾個部分？", "個", "十三個部分", 1, 1),
    ],
)
def test_how_a_unit_fits_what_is_asked(
    question: str, unit: str, text: str, low: float, high: float
) -> None:
    requested = analyze_question(question, lambda _word: 1.0).unit
    assert low <= unit_fit(requested, unit, fold(text)) <= high


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("路面積水通報有幾件？", "路面積水通報", 0.0),
        ("停電通報有幾件？", "路面積水通報", 1 / 2),
        ("被罰多少錢？", "裁處", 0.0),
        ("被罰多少錢？", "", 0.0),
    ],
)
def test_the_share_of_words_that_are_not_asked_about(
    question: str, text: str, share: float
) -> None:
    model = analyze_question(question, lambda _word: 1.0)
    assert extraneous_share(model, analyze(text).folded) == pytest.approx(share)


def test_an_equal_rival_halves_the_chance(tmp_path_factory: pytest.TempPathFactory) -> None:
    alone = "# 甲地年報\n\n112年捕獲野鴿320隻。\n"
    twice = "# 甲地年報\n\n112年捕獲野鴿320隻。\n\n112年捕獲野鴿350隻。\n"
    sure, doubtful = (
        service_over(tmp_path_factory.mktemp("doves"), {"doves.md": text})
        for text in (alone, twice)
    )
    answer = sure.answer("112年捕獲野鴿幾隻？").answer
    assert answer is not None
    assert answer.value == 320
    reply = doubtful.answer("112年捕獲野鴿幾隻？")
    chances = [a.confidence for a in (*filter(None, [reply.answer]), *reply.alternatives)][:2]
    assert reply.answer is None
    assert max(chances) < 0.55 < answer.confidence
