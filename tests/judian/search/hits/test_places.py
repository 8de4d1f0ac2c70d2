"""Copies, grouping, reasons, neighbours, passages like one, and what is said of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.errors import NotFound, QueryInvalid
from judian.search.requests.values import Filters, SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.service import Service

SAME = "漁港疏濬工程由松濱縣政府委託廠商辦理，預定於年底完工。"
REPORTS = {
    "a.md": f"# 松濱縣漁港年報\n\n## 疏濬\n\n{SAME}\n\n漁港照明設施已更新。\n",
    "b.md": f"# 漁港檢討報告\n\n{SAME}\n\n吊桿兩座逾齡，尚未汰換。\n\n漁港冷凍庫滿載。\n",
    "c.md": f"# 抄本\n\n{SAME}\n",
}


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return service_over(tmp_path, REPORTS)


def test_copies_are_one_hit_with_its_other_places(service: Service) -> None:
    reply = service.search(f"「{SAME}」")
    (hit,) = reply.hits
    assert (reply.total, reply.occurrences, hit.copies) == (1, 3, 2)
    titles = {place.document.title for place in hit.places} | {hit.document.title}
    assert titles == {info.title for info in service.documents()}
    assert [value.count for value in reply.facets["doc"]] == [1, 1, 1]


def test_a_facet_finds_as_many_hits_as_it_says(service: Service) -> None:
    reply = service.search("漁港")
    for value in reply.facets["doc"]:
        only = service.search(SearchRequest("漁港", filters=Filters(doc=(value.value,))))
        assert only.total == value.count
    two = tuple(value.value for value in reply.facets["doc"])[:2]
    both = service.search(SearchRequest("漁港", filters=Filters(doc=two)))
    assert both.total > reply.facets["doc"][0].count
    none = service.search(SearchRequest("漁港", filters=Filters(doc=two, kind=("quote",))))
    assert none.total == 0


def test_a_document_is_one_hit_with_the_number_of_others(service: Service) -> None:
    reply = service.search(SearchRequest("漁港", group="document"))
    assert reply.total == len(reply.hits) == 3
    counts = {value.value: value.count for value in reply.facets["doc"]}
    assert {hit.document.id: hit.more + 1 for hit in reply.hits} == counts
    with pytest.raises(QueryInvalid):
        service.search(SearchRequest("漁港", group="agency"))


def test_document_order_is_that_of_the_documents(service: Service) -> None:
    ids = [hit.id for hit in service.search(SearchRequest("漁港", sort="document")).hits]
    assert ids == sorted(ids)
    assert len(ids) > 3


def test_reasons_name_words_places_and_shares(service: Service) -> None:
    hit = next(h for h in service.search("漁港 照明").hits if "照明" in h.passage.text)
    ((*found,),) = service.reasons("漁港 照明", [hit.id])
    assert sum(reason.share for reason in found) == pytest.approx(1)
    assert {(reason.word, reason.where) for reason in found} >= {
        ("照明", "text"),
        ("漁港", "text"),
        ("漁港", "above"),
    }
    assert [r.share for r in found] == sorted((r.share for r in found), reverse=True)
    assert service.reasons("照明", ["no-1"]) == [()]


def test_neighbours_are_the_passages_around(service: Service) -> None:
    hit = service.search("吊桿").hits[0]
    before, after = service.neighbours(hit.id)
    assert before is not None
    assert after is not None
    assert (before.passage.text, after.passage.text) == (SAME, "漁港冷凍庫滿載。")
    assert service.neighbours(after.id)[1] is None
    with pytest.raises(NotFound):
        service.neighbours("no-1")


def test_the_query_for_passages_like_one_finds_it(service: Service) -> None:
    hit = service.search(f"「{SAME}」").hits[0]
    query = service.similar(hit.id)
    assert "委託 廠商" in query
    assert service.search(query).hits[0].passage.text == SAME


@pytest.mark.parametrize(
    ("query", "only", "apart"),
    [
        ("漁港 龘靐", "漁港", False),
        ("吊桿 冷凍庫", None, True),
        ("漁港 冷凍庫", None, False),
        ("漁港", None, False),
        ("龘靐", None, False),
    ],
)
def test_what_is_said_of_the_words(
    service: Service, query: str, only: str | None, apart: bool
) -> None:
    view = service.search(query).query
    assert (view.only, view.apart) == (only, apart)
