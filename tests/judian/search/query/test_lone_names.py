"""Queries that are a day or the number of a case and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.requests.values import SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.service import Service

WRITTEN = "漁會章程自一百零四年十二月九日施行。"
CASE = "最高法院102年度台上字第1234號判決駁回。"
REPORT = f"""# 漁會報告

{WRITTEN}

104年1月19日、104年12月5日及103年12月19日各有一場說明會，12月有9日停航。

該會於12月9日召開成立大會。

{CASE}

參照司法院釋字第三二九號解釋。

最高法院102年度台抗字第4321號裁定、102年計1,234件。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("names"), {"report.md": REPORT})


def found(service: Service, text: str) -> list[str]:
    return [hit.passage.text for hit in service.search(SearchRequest(text)).hits]


@pytest.mark.parametrize("text", ["104年12月9日", "１０４年１２月９日", "104.12.9", "2015-12-09"])
def test_a_day_is_found_where_it_is_written(service: Service, text: str) -> None:
    assert found(service, text) == [WRITTEN]


def test_a_day_that_is_nowhere_finds_nothing(service: Service) -> None:
    reply = service.search(SearchRequest("104年12月8日"))
    assert (reply.total, reply.query.missing) == (0, ("104年12月8日",))


@pytest.mark.parametrize("text", ["102台上1234", "102年度台上字第1234號"])
def test_a_case_is_found_by_its_number(service: Service, text: str) -> None:
    assert found(service, text) == [CASE]


@pytest.mark.parametrize("text", ["釋字329", "釋字第329號", "釋字第三二九號"])
def test_an_interpretation_is_found_by_its_number(service: Service, text: str) -> None:
    assert found(service, text) == ["參照司法院釋字第三二九號解釋。"]


@pytest.mark.parametrize("text", ["104年12月", "104年12月9日 停航", "12月9日"])
def test_other_queries_are_ranked_by_their_words(service: Service, text: str) -> None:
    assert len(found(service, text)) > 1


def test_a_day_as_typed_is_searched_by_its_words(service: Service) -> None:
    reply = service.search(SearchRequest("104年12月9日", plain=("104年12月9日",)))
    assert reply.total > 1
