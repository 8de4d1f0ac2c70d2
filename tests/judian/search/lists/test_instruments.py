"""Instruments: the list, what is said of one of them, tables of authorities, the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import judian.search.lists.authorities
import judian.search.lists.instruments
from judian.core.errors import NotFound, QueryInvalid
from judian.search.lists.all_lists import AllLists
from judian.search.lists.instruments import article_order
from judian.search.lists.kept import KeptLists
from judian.search.requests.values import Filters, InstrumentRequest, SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.replies.listings import InstrumentView
    from judian.search.service import Service

TREATY = "臺灣與帛琉漁業合作協定"
PORTS = "K0080001"  # 商港法


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("instruments"))
    yield opened
    opened.close()


def treaty(service: Service) -> InstrumentView:
    (found,) = service.instruments("帛琉").items
    return service.instrument(found.id)


def test_the_list_counts_passages_and_documents(service: Service) -> None:
    reply = service.instruments()
    assert reply.total == len(reply.items) == 2
    counts = {item.name: (item.kind, item.passages, item.documents) for item in reply.items}
    assert counts[TREATY] == ("agreement", 3, 2)
    assert counts["商港法"] == ("statute", 2, 2)
    assert {v.value: v.count for v in reply.facets["kind"]} == {"agreement": 1, "statute": 1}


def test_the_list_is_filtered(service: Service) -> None:
    def names(**filters: object) -> list[str]:
        return [item.name for item in service.instruments(InstrumentRequest(**filters)).items]  # type: ignore[arg-type]

    assert names(kind=("statute",)) == ["商港法"]
    assert names(kind=("treaty",)) == []
    assert names(text="商港") == ["商港法"]
    assert names(text="商港法") == names(text=PORTS) == ["商港法"]
    assert names(text="渔业合作协定") == [TREATY], "Simplified characters find Traditional names"
    assert names(text="不存在的條約") == []
    assert names(party=("帛琉",)) == names(party=("火星", "臺灣")) == [TREATY]
    assert names(party=("火星",)) == []


def test_pages_of_the_list(service: Service) -> None:
    both = service.instruments().items
    pages = [service.instruments(InstrumentRequest(page=n, size=1)).items for n in (1, 2, 3)]
    assert [item for page in pages for item in page] == list(both)
    for wrong in ({"page": 0}, {"size": 0}, {"size": 9999}):
        with pytest.raises(QueryInvalid):
            service.instruments(InstrumentRequest(**wrong))  # type: ignore[arg-type]


def test_all_names_of_an_instrument_meet_on_its_page(service: Service) -> None:
    view = treaty(service)
    assert dict(view.names)[TREATY] == 2
    assert "漁業協定" in dict(view.names)
    assert view.total == len(view.places) == sum(count for _, count in view.names)
    for place in view.places:
        mention = place.mention
        assert place.passage.text[mention.start : mention.end] == mention.text


def test_stated_dates_have_their_passage_and_missing_facts_are_reported(service: Service) -> None:
    view = treaty(service)
    facts = {(fact.kind, fact.value) for fact in view.stated}
    assert ("signed", "2016-07-20") in facts
    assert ("in_force", "2017-01-01") in facts
    for fact in view.stated:
        for passage, _, start, end in fact.places:
            assert passage.text[start:end].strip()
    assert "adopted" in view.silent
    assert not {"signed", "in_force"} & set(view.silent)
    statute = service.instrument(PORTS)
    assert statute.stated == ()
    assert statute.silent == ("adopted", "in_force"), "a statute is signed by nobody"


def test_mentions_are_grouped_by_article_and_document(service: Service) -> None:
    view = treaty(service)
    articles = {cited.article: len(cited.places) for cited in view.articles}
    assert {"3", "5", "5.2"} <= articles.keys()
    assert [cited.article for cited in view.articles] == sorted(articles, key=article_order)
    assert [count for _, count in view.by_document] == [2, 1]
    assert [(item.name, item.passages) for item in view.cocited] == [("商港法", 2)]
    statute = service.instrument(PORTS)
    (cited,) = [c for c in statute.articles if c.article == "36"]
    assert cited.page
    assert PORTS in cited.page
    assert statute.item.page


def test_the_timeline_runs_forward_through_events_and_documents(service: Service) -> None:
    timeline = treaty(service).timeline
    assert [event.date for event in timeline] == sorted(event.date for event in timeline)
    assert [event.kind for event in timeline] == ["signed", "in_force", "document", "document"]


@pytest.mark.parametrize("name", ["", "none", "A0000001", "<script>", "../../etc", "i" * 500])
def test_an_instrument_that_nothing_mentions_is_not_found(service: Service, name: str) -> None:
    with pytest.raises(NotFound):
        service.instrument(name)


def test_unread_passages_of_an_instrument_are_reported(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_lists", AllLists(KeptLists()))
    monkeypatch.setattr(judian.search.lists.instruments, "MAX_PASSAGES", 1)
    view = treaty(service)
    assert view.cut
    assert (view.cut.read, view.cut.found) == (1, 3)
    assert [count for _, count in view.by_document] == [2, 1], "counts are of all passages"


def test_a_table_of_authorities_of_a_document(service: Service) -> None:
    doc_id = next(d.id for d in service.documents() if d.source == "harbour.md")
    reply = service.authorities(doc=doc_id)
    assert [a.item.name for a in reply.authorities] == [TREATY, "商港法"], "treaties first"
    assert reply.document
    assert reply.document.id == doc_id
    first = reply.authorities[0]
    assert [c.article for c in first.cited] == [None, "3", "5.2"]
    assert all(
        p.document.id == doc_id for a in reply.authorities for c in a.cited for p in c.places
    )
    with pytest.raises(NotFound):
        service.authorities(doc="none")


def test_a_table_of_authorities_of_a_query(service: Service) -> None:
    def cited(text: str, **filters: object) -> dict[str, int]:
        reply = service.authorities(text, filters=Filters(**filters))  # type: ignore[arg-type]
        return {a.item.name: a.item.passages for a in reply.authorities}

    assert cited("") == {TREATY: 3, "商港法": 2}
    assert cited('"通報漁船"') == {TREATY: 1, "商港法": 1}
    assert cited('"查無此詞乙丙丁"') == {}
    assert cited("走私香菸") == {}, "a passage under the floor of the query is no hit of it"
    assert cited("", agency=("海岸巡防處",)) == {TREATY: 1, "商港法": 1}


def test_unread_passages_of_a_query_are_reported(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_lists", AllLists(KeptLists()))
    monkeypatch.setattr(judian.search.lists.authorities, "MAX_PASSAGES", 1)
    cut = service.authorities("").cut
    assert cut
    assert cut.read == 1
    assert cut.found == 3


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("instrument:商港法", 2),
        ("條約:商港法", 2),
        (f"instrument:{PORTS}", 2),
        ("instrument:漁業協定", 3),
        ("instrument:帛琉", 3),
        ("instrument:商港法 AND 走私", 0),
        ("instrument:商港法 -instrument:帛琉", 0),
    ],
)
def test_the_field_finds_an_instrument_by_any_of_its_names(
    service: Service, query: str, total: int
) -> None:
    assert service.search(query).total == total


def test_a_name_that_nothing_bears_is_pointed_at(service: Service) -> None:
    reply = service.search("船舶 instrument:火星公約")
    assert reply.total == 0
    assert reply.query.problems[0].position == 3


def test_the_facet_names_instruments(service: Service) -> None:
    values = service.search("漁業").facets["instrument"]
    assert TREATY in {value.label for value in values}
    narrowed = service.search(SearchRequest("漁業", filters=Filters(instrument=(PORTS,))))
    assert 0 < narrowed.total <= 2


def test_filters_alone_choose_passages(service: Service) -> None:
    assert service.search(SearchRequest("", filters=Filters(instrument=(PORTS,)))).total == 2
    assert service.search("").total == 0
    assert service.search(SearchRequest("(", filters=Filters(instrument=(PORTS,)))).total == 0


@pytest.mark.parametrize(
    ("articles", "want"),
    [
        (
            ["10", "3-2", None, "3", "3.1", "3.1.2", "2"],
            [None, "2", "3", "3.1", "3.1.2", "3-2", "10"],
        ),
        (["6.10", "6.2"], ["6.2", "6.10"]),
        (["x", "1"], ["x", "1"]),
    ],
)
def test_articles_are_in_the_order_of_their_numbers(
    articles: list[str | None], want: list[str | None]
) -> None:
    assert sorted(articles, key=article_order) == want
