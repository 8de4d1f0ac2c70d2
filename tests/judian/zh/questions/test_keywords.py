"""Keywords that ask by their head noun."""

from __future__ import annotations

import pytest

from judian.zh.questions.forms import AnswerType
from judian.zh.questions.keywords import read_keywords
from judian.zh.text.fold import fold


def asked(typed: str) -> tuple[str, str]:
    """The answer type and noun of keywords between which blanks stand."""
    words = typed.split(" ")
    ends = [len("".join(words[:n])) for n in range(1, len(words) + 1)]
    found = read_keywords(fold("".join(words)), ends)
    return str(found.answer_type), found.noun


HEADS = [
    ("清淤船 船員 人數", "figure", "人數"),
    ("灌溉隧道 造價", "figure", "造價"),
    ("灌溉隧道造價 112年", "figure", "造價"),
    ("灌溉隧道 造價 第二期", "figure", "造價"),
    ("清淤船船長 姓名", "person", "姓名"),
    ("水庫 管理處 處長", "person", "處長"),
    ("灌溉隧道 第二標 承包商", "organisation", "承包商"),
    ("灌溉隧道 決標日", "date", "決標日"),
    ("停工 地點 112年度", "place", "地點"),
    ("停止供水 法源", "article", "法源"),
    ("灌溉隧道 全名", "definition", "全名"),
    ("水庫 清淤", "nothing", ""),
    ("水庫 管理處", "nothing", ""),
    ("造價", "nothing", ""),
]


@pytest.mark.parametrize(("typed", "answer_type", "noun"), HEADS)
def test_the_last_word_with_a_head_says_what_keywords_ask(
    typed: str, answer_type: str, noun: str
) -> None:
    assert asked(typed) == (answer_type, fold(noun))


def test_the_noun_of_a_number_is_no_content_of_its_own() -> None:
    found = read_keywords(fold("灌溉隧道造價"), [6])
    assert found.answer_type is AnswerType.FIGURE
    assert found.before.strip() == fold("灌溉隧道造價")
