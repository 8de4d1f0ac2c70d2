"""Definitions by their form: of the term asked for only, to the end of the definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.candidates.definition_forms import definitions_by_form
from judian.search.answers.candidates.spans import definitions
from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.scoring.sure_form import sure_by_form
from judian.zh.text.fold import fold
from tests.judian.search.answers.test_lists import hit_of
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

STATUTE = """# 近岸水域管理條例

第二條　本條例用詞，定義如下：

一、灘地：指平均高潮線至低潮線間之土地；其範圍由主管機關公告之。

二、近岸水域：指自低潮線起至水深三十公尺之水域。

三、潮差：指下列二者之差：平均高潮位；平均低潮位。

第三條　本條例所稱主管機關：在中央為海防部；在地方為縣政府。

第四條　本條例所稱防護設施，係指海堤、突堤及其他防止侵蝕之構造物。

第五條　稱使用人者，謂依法取得灘地使用許可之自然人或法人。

第六條　十二歲以上未滿十五歲在灘地從事工作之人，為少年漁工。

第七條　本條例之執行機關為海測局。

第八條　海域巡查機關（以下簡稱海巡單位）：指海測局及其所屬各分局。
"""
REPORT = """# 灘地巡查年報

近岸水域巡護暨資訊交換平台（下稱巡護平台）於112年上線，各縣之巡護平台資料每日更新。

所謂漂砂，係受波浪及海流搬運之砂粒。巡護率乃指實際巡護日數占應巡護日數之比率。灘地面積較上年減少2公頃。
"""
GLOSSARY = """# 名詞對照

| 名詞 | 定義 |
| --- | --- |
| 湧升流 | 深層海水上升至表層之現象 |
| 離岸流 | 由岸邊流向外海之狹窄強流 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    reports = {"statute.md": STATUTE, "report.md": REPORT, "glossary.md": GLOSSARY}
    opened = service_over(tmp_path_factory.mktemp("definitions"), reports)
    yield opened
    opened.close()


def proposed(service: Service, question: str) -> list[tuple[str, float]]:
    found = service.answer_search(question)
    return [
        (c.context.text[c.start : c.end], c.form)
        for c in (s.candidate for s in found.candidates)
        if c.source == "definitions_by_form"
    ]


@pytest.mark.parametrize(
    ("question", "definition"),
    [
        ("近岸水域的定義是什麼？", "自低潮線起至水深三十公尺之水域"),
        # The whole definition, over a semicolon and over its parts.
        ("什麼是灘地？", "平均高潮線至低潮線間之土地；其範圍由主管機關公告之"),
        ("何謂潮差？", "下列二者之差：平均高潮位；平均低潮位"),
        ("防護設施是什麼？", "海堤、突堤及其他防止侵蝕之構造物"),
        ("使用人的定義為何？", "依法取得灘地使用許可之自然人或法人"),
        ("什麼是漂砂？", "受波浪及海流搬運之砂粒"),
        ("巡護率指的是什麼？", "實際巡護日數占應巡護日數之比率"),
        ("巡護平台是什麼？", "近岸水域巡護暨資訊交換平台"),
        ("離岸流是什麼意思？", "由岸邊流向外海之狹窄強流"),
        # The definition before the name, a statute of itself, and the short name in brackets.
        ("少年漁工是指什麼？", "十二歲以上未滿十五歲在灘地從事工作之人"),
        ("近岸水域管理條例的執行機關是誰？", "海測局"),
        ("海巡單位是哪些？", "海測局及其所屬各分局"),
        ("「近岸水域」包含哪裡？", "自低潮線起至水深三十公尺之水域"),
    ],
)
def test_a_term_is_defined_by_its_form(service: Service, question: str, definition: str) -> None:
    assert (fold(definition), 1.0) in proposed(service, question)
    answer = service.answer(question).answer
    assert answer is not None
    assert definition in answer.text


def test_the_definition_of_the_asked_name_is_given_however_many_passages_use_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    uses = "".join(
        f"灘地{n}號的灘地巡查，依灘地管理要點辦理；灘地之意義重大，灘地是國家資源。\n\n"
        for n in range(60)
    )
    others = "二、外緣灘地：指灘地以外之水域。\n\n三、灘地：指潮間之土地。\n\n"
    reports = {"uses.md": f"# 年報\n\n{uses}", "rules.md": f"# 用詞\n\n{others}"}
    opened = service_over(tmp_path_factory.mktemp("uses"), reports)
    answer = opened.answer("灘地是什麼意思？").answer
    assert answer is not None
    assert answer.text == "潮間之土地"
    opened.close()


def test_two_definitions_of_one_name_are_not_decided(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    reports = {
        "a.md": "# 甲辦法\n\n一、灘地：指潮間之土地。\n",
        "b.md": "# 乙辦法\n\n一、灘地：指堤防以外五百公尺內之水域。\n",
    }
    opened = service_over(tmp_path_factory.mktemp("two"), reports)
    found = opened.answer_search("灘地是什麼意思？")
    assert sure_by_form(found.question, found.candidates) is None
    opened.close()


def test_another_term_is_not_defined(service: Service) -> None:
    assert not any(
        text.startswith(fold("平均高潮線")) for text, _ in proposed(service, "什麼是潮差？")
    )
    assert proposed(service, "什麼是珊瑚礁？") == []


def test_what_a_term_means_is_none_of_many_things(service: Service) -> None:
    assert proposed(service, "灘地巡查用的防護設施是哪個工程？") == []
    # A short name stands for one of them.
    names = [text for text, _ in proposed(service, "巡護平台是哪個平台？")]
    assert names == [fold("近岸水域巡護暨資訊交換平台")]
    answer = service.answer("漂砂是哪間工廠的？").answer
    assert answer is None


def test_a_name_that_is_only_mentioned_is_not_preferred(service: Service) -> None:
    found = service.answer_search("近岸水域管理條例所稱的防護設施是什麼？")
    forms = {
        c.context.text[c.start : c.end]: c.form
        for context in {
            id(s.candidate.context): s.candidate.context for s in found.candidates
        }.values()
        for c in definitions_by_form(found.question, context)
    }
    assert forms[fold("海堤、突堤及其他防止侵蝕之構造物")] == 1.0
    assert forms[fold("自低潮線起至水深三十公尺之水域")] < 1.0


def test_a_word_that_the_fold_makes_one_with_a_copula_defines_nothing() -> None:
    text = "縣府應建置系統，以自動鎖定方式阻擋申請"
    question = analyze_question("縣府怎麼擋挖路申請？", lambda _word: 1.0)
    context = CandidateContext(hit_of(f"{text}。"))
    found = [context.squeezed[c.start : c.end] for c in definitions(question, context)]
    assert found == [text]
