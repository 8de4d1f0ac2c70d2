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
