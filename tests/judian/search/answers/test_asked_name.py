"""The name whose meaning a question asks for."""

from __future__ import annotations

import pytest

from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.question.asked_name import asked_names
from judian.zh.text.fold import fold


def names(question: str) -> tuple[str, ...]:
    return asked_names(analyze_question(question, lambda _word: 0.5))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("何謂離岸流？", "離岸流"),
        ("離岸流是什麼意思？", "離岸流"),
        ("離岸流的定義為何？", "離岸流"),
        ("海商法上的託運人是指什麼？", "託運人"),
        ("海商法所稱託運人是哪些？", "託運人"),
        ("海商法的主管機關是誰？", "主管機關"),
        ("本條例所稱主管機關為何？", "主管機關"),
        ("海商法所稱的「船舶」範圍怎麼界定？", "船舶"),
        # Quotation marks leave no choice: 公司 is not asked for.
        ("草案裡說的「航運公司」是指什麼公司？", "航運公司"),
        ("依海商法，「外海地區」包含哪裡？", "外海地區"),
    ],
)
def test_the_name_stands_beside_the_interrogative(question: str, name: str) -> None:
    assert names(question)[0] == fold(name)


@pytest.mark.parametrize(
    "question",
    [
        "調查局在歐洲有哪些國家的據點？",
        "印製工作委託了哪些機構？",
        "離岸流在112年發生了幾次？",
        "巡護船由誰駕駛？",
        "哪個機關代辦隧道工程？",
    ],
)
def test_a_question_that_says_more_asks_for_no_meaning(question: str) -> None:
    assert names(question) == ()


def test_shorter_ends_of_the_words_may_be_the_name_too() -> None:
    assert names("什麼是技術援助方案？") == tuple(map(fold, ("技術援助方案", "援助方案", "方案")))
