"""The one door of the read path, over four small reports."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.errors import IndexMissing, JudianError, NotFound, QueryInvalid
from judian.core.model import Kind, Verdict
from judian.engines.memory import MemoryEngine
from judian.search.hits.collection import FACET_VALUES
from judian.search.hits.pages import FACETS
from judian.search.requests.checks import MAX_DEPTH, MAX_SIZE
from judian.search.requests.values import Filters, SearchRequest
from judian.search.service import Service
from tests.judian.search.conftest import REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = "年 的 件 事故 收容 圖書館 通報 檢驗"  # a query of which many passages hold something


def document_id(service: Service, name: str) -> str:
    return next(info.id for info in service.documents() if info.source == name)


def test_a_hit_is_complete(service: Service) -> None:
    reply = service.search("高山症")
    hit = reply.hits[0]
    assert "高山症61件" in hit.passage.text
    assert hit.document.title == "112年山域事故救援年報"
    assert hit.citation == "內政部消防署，《112年山域事故救援年報》，民國113年3月15日，一，第4段。"
    assert "<mark>高山症</mark>" in hit.snippet_html
    assert [hit.passage.text[start:end] for start, end in hit.marks] == ["高山症"]
    assert (reply.page, reply.size, reply.generation) == (1, 10, 1)
    assert reply.took_ms > 0


@pytest.mark.parametrize("sort", ["relevance", "date", "document"])
@pytest.mark.parametrize("size", [1, 3, 7, 10, 20])
def test_pages_are_slices_of_one_list(service: Service, sort: str, size: int) -> None:
    whole = service.search(SearchRequest(MANY, size=MAX_SIZE, sort=sort))
    ids = [hit.id for hit in whole.hits]
    assert len(ids) == whole.total > 25
    pages: list[str] = []
    for page in range(1, len(ids) // size + 2):
        reply = service.search(SearchRequest(MANY, page=page, size=size, sort=sort))
        assert reply.total == whole.total
        pages += [hit.id for hit in reply.hits]
    assert pages == ids


def test_a_page_behind_the_last_is_empty(service: Service) -> None:
    reply = service.search(SearchRequest(MANY, page=MAX_DEPTH // 10))
    assert reply.hits == ()
    assert reply.total > 0


def test_hits_sorted_by_date_begin_with_the_latest(service: Service) -> None:
    dates = [
        hit.document.date or ""
        for hit in service.search(SearchRequest(MANY, size=100, sort="date")).hits
    ]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == "2024-03-15"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: s.search(SearchRequest("甲", size=0)), "size = 0 is out of range"),
        (lambda s: s.search(SearchRequest("甲", size=MAX_SIZE + 1)), "size = 101 is out of range"),
        (lambda s: s.search(SearchRequest("甲", page=0)), "page = 0 is out of range"),
        (lambda s: s.search(SearchRequest("甲", page=-1)), "page = -1 is out of range"),
        (lambda s: s.search(SearchRequest("甲", page=1001)), "page = 1001 is out of range"),
        (lambda s: s.search(SearchRequest("甲", page=101, size=100)), "page = 101 is out of range"),
        (lambda s: s.search(SearchRequest("甲", sort="size")), "there is no sort 'size'"),
        (lambda s: s.cite("0", style="mla"), None),
    ],
)
def test_a_request_out_of_range_is_refused(
    service: Service, call: Callable[[Service], object], message: str | None
) -> None:
    with pytest.raises(JudianError) as raised:
        call(service)
    if message is None:
        assert isinstance(raised.value, NotFound)
    else:
        assert isinstance(raised.value, QueryInvalid)
        assert raised.value.message() == message
        assert raised.value.hint("zh")


def test_facets_count_all_hits(service: Service) -> None:
    reply = service.search(SearchRequest(MANY, size=1))
    assert tuple(reply.facets) == FACETS
    assert sum(value.count for value in reply.facets["doc"]) == reply.total
    assert sum(value.count for value in reply.facets["kind"]) == reply.total
    labels = {value.label for value in reply.facets["doc"]}
    assert labels == {info.title for info in service.documents()}
    counts = [value.count for value in reply.facets["doc"]]
    assert counts == sorted(counts, reverse=True)


def test_a_facet_names_its_most_frequent_values_only(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for number in range(FACET_VALUES + 10):
        lines = ["直升機待命。"] * (2 if number == FACET_VALUES + 9 else 1)
        (sources / f"{number:03}.txt").write_text(f"第{number}號\n\n" + "\n\n".join(lines), "utf-8")
    engine = MemoryEngine()
    run(engine, tmp_path / "index", [sources], Options())
    service = Service(engine)
    found = service.search("直升機").facets["doc"]
    assert len(found) == FACET_VALUES
    assert found[0].count == 2
    named = {value.value for value in found}
    rare = next(one.id for one in service.documents() if one.id not in named)
    # What is chosen is shown, so that it can be given up again, with others that may be added.
    only = service.search(SearchRequest("直升機", filters=Filters(doc=(rare,))))
    assert only.total == 1
    assert len(only.facets["doc"]) == FACET_VALUES
    assert {value.value: value.count for value in only.facets["doc"]}[rare] == 1
    service.close()


def test_each_value_of_a_facet_filters_to_its_count(service: Service) -> None:
    query = " OR ".join(MANY.split())
    facets = service.search(query).facets
    chosen: dict[str, Callable[[str], Filters]] = {
        "doc": lambda value: Filters(doc=(value,)),
        "agency": lambda value: Filters(agency=(value,)),
        "kind": lambda value: Filters(kind=(value,)),
        "year": lambda value: Filters(year_from=int(value), year_to=int(value)),
    }
    for name, filters in chosen.items():
        assert len(facets[name]) > 1
        for value in facets[name]:
            assert (
                service.search(SearchRequest(query, filters=filters(value.value))).total
                == value.count
            )


SEARCHES = [
    ('"高山症"', 1),
    ('"高山症" OR "石斑魚"', 2),
    ("title:圖書館 AND 借閱", None),
    ('機關:消防署 "高山症"', 1),
    ('"我方" /s "陸方"', 1),
    ("衛星電話 near/4 45", 1),
    ("高山 -高山症", None),
    ('"高山症" -title:山域', 0),
    ('"臺中市" 年:112', None),
    ("台中市", None),
    ("台中市 kind:table", None),
]


@pytest.mark.parametrize(("query", "total"), SEARCHES)
def test_the_query_language_reaches_the_engine(
    service: Service, query: str, total: int | None
) -> None:
    found = service.search(query).total
    assert found == total if total is not None else found > 0


def test_only_tables_are_found_with_their_kind(service: Service) -> None:
    hits = service.search("花蓮縣 kind:table").hits
    assert hits
    assert {hit.passage.kind for hit in hits} == {Kind.TABLE_ROW}


def test_exact_search_distinguishes_variants(service: Service) -> None:
    assert (
        service.search(SearchRequest("臺中市", exact=True)).total
        == service.search('"台中市"').total
        > 0
    )
    assert service.search(SearchRequest("台中市", exact=True)).total == 0


def test_how_a_query_was_understood(service: Service) -> None:
    view = service.search('直生機 "高山症').query
    assert view.text == '直生機 "高山症'
    assert view.understood == "直生機 高山症"
    assert [problem.position for problem in view.problems] == [4]
    assert not view.exact


def test_an_unknown_word_is_corrected(service: Service) -> None:
    assert service.search("迷路 收溶所").query.suggestion == "迷路 收容所"
    assert service.search("收容數").query.suggestion is None
    assert service.search(SearchRequest("收溶所", exact=True)).query.suggestion is None


def test_nothing_is_found_for_nothing(service: Service) -> None:
    for text in ("", "   ", "\x00", "\ud800"):
        assert service.search(text).total == 0
    by_agency = service.search(SearchRequest("", filters=Filters(agency=("內政部消防署",))))
    assert by_agency.total > 10


def test_documents_begin_with_the_latest(service: Service) -> None:
    sources = [info.source for info in service.documents()]
    assert sources[0] == "山域事故.md"
    assert set(sources) == {path.name for path in REPORTS.iterdir()}
    dates = [info.date or "" for info in service.documents()]
    assert dates == sorted(dates, reverse=True)


def test_a_document_is_its_passages_in_order(service: Service) -> None:
    view = service.document(document_id(service, "山域事故.md"))
    assert [p.ordinal for p in view.passages] == list(range(1, len(view.passages) + 1))
    assert len(view.passages) == view.info.passages
    for passage in view.passages:
        assert view.text[passage.start : passage.end] == passage.text


def test_a_passage_is_marked_with_a_query(service: Service) -> None:
    found = service.search("高山症").hits[0]
    unmarked = service.passage(found.id)
    assert (unmarked.passage, unmarked.document, unmarked.marks) == (
        found.passage,
        found.document,
        (),
    )
    marked = service.passage(found.id, "迷路 高山*")
    assert [marked.passage.text[s:e] for s, e in marked.marks] == ["迷路", "高山"]


def test_texts_are_marked(service: Service) -> None:
    texts = ["Rescuers與高山", "", "UN rescue"]
    marks = service.marks("高山 rescue*", texts)
    found = [[t[s:e] for s, e in spans] for t, spans in zip(texts, marks, strict=True)]
    assert found == [["Rescuers", "高山"], [], ["rescue"]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda s: s.document("0" * 16),
            "there is no document '0000000000000000'",
        ),
        (lambda s: s.document(""), "there is no document '' in the collection"),
        (lambda s: s.passage("x-1"), "there is no passage 'x-1' in the collection"),
        (lambda s: s.passage("\ud800"), "there is no passage"),
        (
            lambda s: s.cite("../etc/passwd"),
            "there is no passage '../etc/passwd'",
        ),
    ],
)
def test_an_unknown_id_is_reported(
    service: Service, call: Callable[[Service], object], message: str
) -> None:
    with pytest.raises(NotFound) as raised:
        call(service)
    assert raised.value.message().startswith(message)
    assert raised.value.status == 404


def test_a_citation_in_a_style(service: Service) -> None:
    hit = service.search("高山症").hits[0]
    assert service.cite(hit.id) == hit.citation
    assert service.cite(hit.id, "apa").startswith("內政部消防署. (2024, March 15).")
    with pytest.raises(QueryInvalid):
        service.cite(hit.id, "mla")


def test_completions_come_from_the_collection(service: Service) -> None:
    assert "圖書館" in service.suggest("圖書")
    assert "圖書館" in service.suggest("图书")
    assert len(service.suggest("事", 2)) <= 2


@pytest.mark.parametrize("prefix", ["事", "圖", "內政", "消防", "迷路", "直升", "第"])
def test_every_completion_is_a_query_that_finds_something(service: Service, prefix: str) -> None:
    for completion in service.complete(prefix, 20):
        reply = service.search(completion.text)
        assert reply.total, completion
        assert not reply.query.problems


def test_a_suggestion_that_finds_nothing_is_not_made(service: Service) -> None:
    assert service.search("收溶所").query.suggestion == "收容所"
    nowhere = SearchRequest("收溶所", filters=Filters(agency=("內政部消防署",)))
    everywhere = SearchRequest("收容所", filters=Filters(agency=("內政部消防署",)))
    if not service.search(everywhere).total:
        assert service.search(nowhere).query.suggestion is None


def test_health_counts_documents_and_passages(service: Service) -> None:
    health = service.health()
    assert (health.ready, health.generation, health.documents, health.failed) == (True, 1, 4, 0)
    assert health.passages == sum(info.passages for info in service.documents())
    assert health.error is None


@pytest.mark.parametrize("engine", ["whoosh", "memory"])
def test_each_call_reports_a_missing_index(tmp_path: Path, engine: str) -> None:
    service = Service.open(tmp_path / "none", engine)
    health = service.health()
    assert (health.ready, health.documents, health.passages) == (False, 0, 0)
    assert isinstance(health.error, IndexMissing)
    calls: list[Callable[[], object]] = [
        lambda: service.search("甲"), lambda: service.answer("何時？"), service.documents,
        lambda: service.document("x"), lambda: service.passage("x"), lambda: service.suggest("甲"),
        lambda: service.marks("甲", ["甲"]), lambda: service.cite("x"),
        lambda: service.explain("?"),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(IndexMissing):
            call()
    assert not (tmp_path / "none").exists()
    service.close()


def test_a_new_generation_is_seen_by_the_next_call(tmp_path: Path) -> None:
    sources, index = tmp_path / "sources", tmp_path / "index"
    sources.mkdir()
    (sources / "one.txt").write_text("直升機救援登山民眾。", "utf-8")
    engine = MemoryEngine()
    run(engine, index, [sources], Options())
    service = Service(engine)
    assert service.search("直升機").total == 1
    assert service.health().generation == 1
    (sources / "two.txt").write_text("直升機待命兩日。", "utf-8")
    (sources / "empty.txt").write_bytes(b"")
    run(engine, index, [sources], Options())
    reply = service.search("直升機")
    assert (reply.total, reply.generation) == (2, 2)
    assert len(reply.facets["doc"]) == 2
    health = service.health()
    assert (health.documents, health.failed) == (2, 1)
    assert [info.verdict for info in service.documents()][-1] is Verdict.FAILED
    service.close()


def test_many_threads_may_ask_at_once(service: Service) -> None:
    expected = [hit.id for hit in service.search(MANY).hits]
    fresh = Service(service.engine)
    replies: list[list[str]] = []

    def ask() -> None:
        replies.extend([hit.id for hit in fresh.search(MANY).hits] for _ in range(3))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert replies == [expected] * 24
