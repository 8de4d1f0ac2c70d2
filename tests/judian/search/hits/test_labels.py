"""Headings and captions come behind the texts, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.model import Kind
from judian.search.hits.labels import LABELS
from judian.search.requests.values import SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.service import Service

#: More sections than two pages hold, each headed by the query's own words.
_MANY = "\n\n".join(
    f"## 河川疏濬進度 第{number}區\n\n疏濬工程於{number}月完工，清出淤泥{number}00公噸。"
    for number in range(1, 36)
)


@pytest.fixture
def many(tmp_path: Path) -> Service:
    return service_over(tmp_path, {"疏濬.md": f"# 水利年報\n\n{_MANY}\n"})


@pytest.mark.parametrize("query", ["河川疏濬進度", "河川 疏濬", "疏濬工程 進度"])
def test_no_label_outranks_a_text_on_any_page(many: Service, query: str) -> None:
    pages = [many.search(SearchRequest(query, page=page)) for page in range(1, 10)]
    hits = [hit for page in pages for hit in page.hits]
    are_labels = [hit.passage.kind in LABELS for hit in hits]
    assert are_labels == sorted(are_labels)
    assert any(are_labels)
    assert are_labels.count(False) >= 35
    assert len({hit.id for hit in hits}) == len(hits) == pages[0].total


def test_labels_alone_are_found(many: Service) -> None:
    reply = many.search("kind:heading 河川疏濬進度")
    assert reply.total == 35
    assert {hit.passage.kind for hit in reply.hits} == {Kind.HEADING}


_CONTENTS = """水利年報

目錄

一、河川疏濬 32 公里與清淤……………12

二、閘門檢修……………18

三、抽水站興建……………25

一、河川疏濬 32 公里與清淤

疏濬工程於5月完工，清出淤泥3,200公噸。

二、閘門檢修

閘門檢修於6月完成。

三、抽水站興建

抽水站於7月動工。
"""


@pytest.fixture
def with_contents(tmp_path: Path) -> Service:
    return service_over(tmp_path, {"年報.txt": _CONTENTS})


def test_a_table_of_contents_is_found_behind_the_texts(with_contents: Service) -> None:
    for query in ("疏濬", "抽水站興建", "清淤"):
        hits = with_contents.search(query).hits
        kinds = [hit.passage.kind for hit in hits]
        assert Kind.CONTENTS in kinds
        assert kinds[0] not in LABELS
    found = with_contents.search("kind:目次").hits
    assert [hit.passage.text.split("\n")[0] for hit in found] == ["目錄"]


def test_a_table_of_contents_answers_nothing(with_contents: Service) -> None:
    questions = ("河川疏濬幾公里？", "抽水站興建在第幾頁？", "閘門檢修的頁碼是多少？")
    for question in questions:
        reply = with_contents.answer(question)
        shown = [*reply.evidence, *(each.hit for each in (*reply.alternatives, *reply.variants))]
        shown += [reply.answer.hit] if reply.answer else []
        assert shown
        assert Kind.CONTENTS not in {hit.passage.kind for hit in shown}
    assert with_contents.answer("抽水站興建在第幾頁？").answer is None
