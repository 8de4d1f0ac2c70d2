"""Questions about a document itself: who made it, when, over which period; only of the document
that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

CORAL = """# 112年度珊瑚監測年報

發布機關：南岬海洋署

日期：民國113年4月

統計期間：民國112年1月至112年12月

本署委託白沙大學於112年6月辦理珊瑚覆蓋率調查，並於112年9月發布警訊。
"""
TURTLE = """# 海龜救傷研究報告

發布機關：東嶼農業處

日期：民國111年8月

救傷站由北灘獸醫協會於110年5月設置。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    reports = {"coral.md": CORAL, "turtle.md": TURTLE}
    opened = service_over(tmp_path_factory.mktemp("documents"), reports)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("alone"), {"turtle.md": TURTLE})
    yield opened
    opened.close()


SOURCES = ("document_agencies", "document_dates", "document_periods")


def proposed(service: Service, question: str) -> list[str]:
    found = service.answer_search(question).candidates
    return [
        s.candidate.context.text[s.candidate.start : s.candidate.end]
        for s in found
        if s.candidate.source in SOURCES
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("珊瑚監測年報是哪個機關發布的？", "南岬海洋署"),
        pytest.param(
            "海龜救傷研究報告由哪個單位撰寫？",
            "東嶼農業處",
            marks=pytest.mark.xfail(reason="the scorer is not sure enough", strict=True),
        ),
        pytest.param(
            "海龜救傷研究報告是誰做的？",
            "東嶼農業處",
            marks=pytest.mark.xfail(reason="the scorer is not sure enough", strict=True),
        ),
        ("珊瑚監測年報是什麼時候出的？", "民國113年4月"),
        ("海龜救傷研究報告的發布日期是哪一天？", "民國111年8月"),
    ],
)
def test_a_fact_of_the_named_document_answers(service: Service, question: str, answer: str) -> None:
    reply = service.answer(question)
    assert reply.answer is not None, reply.refusal
    assert answer in reply.answer.text


def test_a_document_without_a_name_is_the_only_one(service: Service, alone: Service) -> None:
    assert proposed(alone, "這份報告是哪個機關做的？") == [fold("東嶼農業處")]
    assert proposed(service, "這份報告是哪個機關做的？") == []


@pytest.mark.parametrize(
    "question",
    [
        # Of another document, of none, and not about a document.
        "鯨豚擱淺年報是哪個機關發布的？",
        "珊瑚覆蓋率調查是哪個單位辦理的？",
        "救傷站是什麼時候設置的？",
        "海洋署什麼時候發布警訊？",
    ],
)
def test_other_questions_do_not_ask_for_the_document(service: Service, question: str) -> None:
    assert proposed(service, question) == []


def test_the_period_of_a_document_is_what_it_covers(service: Service) -> None:
    assert fold("民國112年1月至112年12月") in proposed(service, "珊瑚監測年報涵蓋的期間是何時？")
