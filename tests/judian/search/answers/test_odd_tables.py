"""Questions of every operation over tables without headers, without rows, with one column."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

#: HTML keeps cells as they are written; a line each of header, rows.
_TABLES = {
    "no headers": [["", "", ""], ["農場", "120", "35"], ["所屬", "80", "15"]],
    "one header": [["", "所屬農場件數", ""], ["農場", "120", "35"], ["所屬", "80", "15"]],
    "numbers as headers": [["112", "113", "114"], ["農場", "120", "35"]],
    "headers alone": [["農場", "所屬件數", "比率"]],
    "one column": [["農場"], ["120"], ["80"]],
    "empty cells": [["農場", "所屬"], ["", ""], ["合計", ""]],
    "no names": [["農場", "所屬"], ["120", "80"], ["35", "15"]],
}
_QUESTIONS = (
    "{0} {1}", "{0}的{1}是多少？", "{1}最多的{0}是哪一個？", "{0}與{1}合計多少？",
    "{0}平均{1}多少？", "{0}比{1}多多少？", "112年{0}較113年{1}增加多少？", "{0}占{1}百分之幾？",
    "{1}超過100的{0}有幾個？", "{1}前三名的{0}？", "{0}落後{1}多少？", "是{0}高還是{1}高？",
    "{1}最高的{0}比第二名多多少？", "完全沒有{1}的{0}有幾個？", "{1}100%的{0}有幾個？",
)  # fmt: skip


def _html(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<p>農場所屬情形如下。</p><table>" + "".join(f"<tr>{x}</tr>" for x in lines) + "</table>"


@pytest.fixture(name="service", scope="module")
def _service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    reports = {
        f"{number}.html": f"<html><body><h1>第{number}號農場報告</h1>{_html(rows)}</body></html>"
        for number, rows in enumerate(_TABLES.values())
    }
    opened = service_over(tmp_path_factory.mktemp("odd"), reports)
    yield opened
    opened.close()


@pytest.mark.parametrize("question", _QUESTIONS)
def test_every_question_has_an_answer_or_a_refusal(service: Service, question: str) -> None:
    for names in product(("農場", "所屬"), ("所屬", "件數")):
        reply = service.answer(question.format(*names))
        assert (reply.answer is None) != (reply.refusal is None)
