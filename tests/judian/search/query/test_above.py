"""AND sees what stands above a passage: title, headings, leads of items, captions and headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.model import Kind
from judian.search.requests.values import SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

if TYPE_CHECKING:
    from judian.search.service import Service

CANALS = """# 松濱縣排水年報

## 一、堤防檢測

北堤破損三處，已函請改善。

二、南堤缺失待改善。

（一）護欄鏽蝕。

## 二、統計

表3 清淤工程經費表

| 區別 | 抽水站數 | 經費（千元） |
| --- | --- | --- |
| 東區 | 11 | 2,300 |
| 西區 | 12 | 1,900 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("above"), {"a.md": CANALS})


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("東區 AND 抽水站", "東區"),  # a row and its headers
        ("東區 AND 清淤", "東區"),  # a row and the caption
        ("破損 AND 檢測", "北堤"),  # a text and its heading
        ("破損 AND 松濱縣", "北堤"),  # a text and the title
        ("鏽蝕 AND 缺失", "護欄"),  # an item and its lead
        ("鏽蝕 AND (缺漏 OR 缺失)", "護欄"),
        ("鏽蝕^2 AND 缺失", "護欄"),
        ("鏽蝕 AND (松濱縣 OR 檢測)", "護欄"),
    ],
)
def test_a_word_may_stand_above(service: Service, query: str, said: str) -> None:
    assert said in service.search(query).hits[0].passage.text


@pytest.mark.parametrize(
    "query",
    [
        "東區 /p 抽水站",
        '東區 AND "清淤工程"',
        "北堤 /s 檢測",
        "東區 AND 南堤",
        "松濱縣 AND 護岸",
    ],
)
def test_the_rest_is_asked_of_the_text(service: Service, query: str) -> None:
    assert not [h for h in service.search(query).hits if "東區" in h.passage.text]
    if "/" in query or "南堤" in query or "護岸" in query:
        assert service.search(query).total == 0


def test_as_written_is_asked_of_the_text(service: Service) -> None:
    assert not service.search(SearchRequest("破損 AND 松濱縣", exact=True)).total


def test_a_number_above_is_the_same_number(tmp_path: Path) -> None:
    """民法第184條 stands above no text of 第 355 條."""
    articles = "## 第 184 條\n\n因故意侵害權利者，負責任。\n\n## 第 355 條\n\n故意不告知瑕疵者。\n"
    law = f"# 民法\n\n{articles}"
    found = service_over(tmp_path, {"a.md": law}).search("民法第184條 AND 故意").hits
    assert [hit.passage.text for hit in found] == ["因故意侵害權利者，負責任。"]


def test_the_passage_itself_holds_one_of_the_words(service: Service) -> None:
    for hit in service.search("松濱縣 AND 檢測").hits:
        assert any(word in hit.passage.text for word in ("松濱縣", "檢測"))


def test_what_is_excluded_is_excluded_from_the_text_alone(service: Service) -> None:
    assert service.search("東區 AND 經費 NOT 清淤").total == 1
    assert service.search("東區 NOT 清淤").total == 1


def test_no_heading_or_caption_comes_first(service: Service) -> None:
    labels = {Kind.TITLE, Kind.HEADING, Kind.TABLE_HEAD}
    for query in ("清淤 AND 經費", "松濱縣 AND 排水", "檢測 AND 松濱縣"):
        kinds = [hit.passage.kind for hit in service.search(query).hits]
        texts = [kind for kind in kinds if kind not in labels]
        assert kinds[: len(texts)] == texts
