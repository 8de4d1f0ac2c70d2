"""Values of one facet are joined by or: those that may be added stay beside the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.requests.values import Filters, SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.replies.results import SearchReply
    from judian.search.service import Service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("facets"))


def values(reply: SearchReply, name: str) -> dict[str, int]:
    return {value.value: value.count for value in reply.facets[name]}


@pytest.mark.parametrize("name", ["doc", "agency", "kind", "instrument"])
def test_a_chosen_value_leaves_the_others_of_its_facet(service: Service, name: str) -> None:
    whole = service.search("港")
    all_values = values(whole, name)
    assert len(all_values) > 1
    one, other = list(all_values)[:2]
    chosen = service.search(SearchRequest("港", filters=Filters(**{name: (one,)})))
    assert values(chosen, name) == all_values
    assert chosen.total == all_values[one]
    both = service.search(SearchRequest("港", filters=Filters(**{name: (one, other)})))
    assert both.total >= max(all_values[one], all_values[other])


def test_facets_are_joined_by_and(service: Service) -> None:
    kind = "paragraph"
    chosen = service.search(SearchRequest("港", filters=Filters(kind=(kind,))))
    whole = service.search("港")
    assert sum(values(chosen, "doc").values()) < sum(values(whole, "doc").values())
    doc = next(iter(values(chosen, "doc")))
    both = SearchRequest("港", filters=Filters(kind=(kind,), doc=(doc,)))
    assert values(service.search(both), "doc") == values(chosen, "doc")
    assert service.search(both).documents == 1


def test_another_year_can_be_chosen(service: Service) -> None:
    one = service.search(SearchRequest("港", filters=Filters(year_from=2022, year_to=2022)))
    assert values(one, "year") == values(service.search("港"), "year")
