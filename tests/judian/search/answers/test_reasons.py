"""Reasons and manners: the clause that a word introduces, up to its consequence, never a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.candidates.reasons import reasons
from judian.zh.questions.forms import AnswerType
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

HARBOUR = """# 東岬港擴建工程查核報告

北防波堤工程由宏基海事公司承攬，第二次招標因鋼價上漲過快未有廠商投標，致延後8個月發包。

港務局為維護潮間帶之生態，取消南側填海計畫。

新碼頭起重機由於控制系統尚未驗收，爰未能如期啟用。

歷經三次颱風侵襲，造成臨時圍堰毀損。

漁民代表反對擴建，主要原因係作業海域縮小四成。

港務局透過衛星影像比對查出違規填土，並以公開標售方式處分沒入之船舶。

港務局依商港法第6條規定，徵收用地。

因應未來需求，另設冷鏈倉庫。泊位使用率之計算，係泊位使用時數除以可供泊靠時數。
"""
TABLE = """# 停工案件表

| 工程 | 停工原因 | 處理方式 |
| --- | --- | --- |
| 西碼頭 | 地主不同意施工 | 改線繞行 |
| 油庫 | 遺址出土 | 就地保存 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    reports = {"harbour.md": HARBOUR, "table.md": TABLE}
    opened = service_over(tmp_path_factory.mktemp("reasons"), reports)
    yield opened
    opened.close()


def proposed(service: Service, question: str, source: str = "reasons") -> list[str]:
    found = service.answer_search(question)
    return [
        s.candidate.context.text[s.candidate.start : s.candidate.end]
        for s in found.candidates
        if s.candidate.source == source
    ]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("北防波堤第二次招標為什麼沒有廠商投標？", "因鋼價上漲過快未有廠商投標"),
        ("港務局為什麼取消南側填海計畫？", "為維護潮間帶之生態"),
        ("新碼頭起重機為何未能如期啟用？", "由於控制系統尚未驗收"),
        ("臨時圍堰為什麼毀損？", "歷經三次颱風侵襲"),
        ("漁民代表為什麼反對擴建？", "主要原因係作業海域縮小四成"),
        ("西碼頭為什麼停工？", "地主不同意施工"),
        ("港務局如何查出違規填土？", "透過衛星影像比對查出違規填土"),
        ("港務局怎麼處分沒入之船舶？", "以公開標售方式處分沒入之船舶"),
        ("油庫停工案件怎麼處理？", "就地保存"),
        # 怎麼會 asks for a reason.
        ("新碼頭起重機怎麼會未能如期啟用？", "由於控制系統尚未驗收"),
    ],
)
def test_the_clause_of_the_reason_is_proposed(service: Service, question: str, reason: str) -> None:
    assert fold(reason) in proposed(service, question)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("新碼頭起重機為何未能如期啟用？", "由於控制系統尚未驗收"),
        ("漁民代表為什麼反對擴建？", "主要原因係作業海域縮小四成"),
        ("港務局為什麼取消南側填海計畫？", "為維護潮間帶之生態"),
    ],
)
def test_the_reason_beside_its_consequence_is_the_answer(
    service: Service, question: str, reason: str
) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert reason in answer.text


def test_words_that_begin_alike_introduce_no_reason(service: Service) -> None:
    found = proposed(service, "港務局為什麼另設冷鏈倉庫？")
    assert not any(text.startswith(fold("因應")) for text in found)


def test_the_sign_of_a_division_introduces_no_manner(service: Service) -> None:
    found = proposed(service, "泊位使用率怎麼計算？")
    assert not any(text.startswith(fold("以可供")) for text in found)


def test_names_are_no_reasons(service: Service) -> None:
    found = service.answer_search("北防波堤工程為什麼延後發包？")
    assert {s.candidate.kind for s in found.candidates} == {"passage"}
    assert found.question.answer_type is AnswerType.REASON


def test_neither_a_cause_nor_a_law_alone_is_a_manner(service: Service) -> None:
    found = proposed(service, "北防波堤如何招標？")
    assert not any(text.startswith((fold("因鋼價"), fold("由於"))) for text in found)
    lawful = proposed(service, "港務局如何徵收用地？")
    assert not any(text.startswith(fold("依商港法")) for text in lawful)


def test_a_manner_ranks_before_a_reason_where_it_is_asked_for(service: Service) -> None:
    found = service.answer_search("港務局如何查出違規填土？")
    (context,) = {
        s.candidate.context.hit.id: s.candidate.context
        for s in found.candidates
        if fold("衛星影像") in s.candidate.context.text
    }.values()
    assert isinstance(context, CandidateContext)
    forms = {context.text[c.start : c.end]: c.form for c in reasons(found.question, context)}
    assert max(forms, key=lambda text: forms[text]).startswith(fold("透過"))
