"""Parts of documents: where they begin, what they hold, and what a search finds in the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.errors import NotFound
from judian.search.lists import document_parts
from judian.search.lists.document_parts import LEAST, MOST, part_starts
from judian.search.requests.values import Filters, SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("parts"))
    yield opened
    opened.close()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of three to six passages."""
    monkeypatch.setattr(document_parts, "LEAST", 3)
    monkeypatch.setattr(document_parts, "MOST", 6)


def harbour(service: Service) -> str:
    return next(info.id for info in service.documents() if "東岬" in info.title)


@given(
    st.integers(0, 3000),
    st.lists(st.tuples(st.integers(0, 2999), st.integers(1, 6)), max_size=60),
)
def test_parts_cover_a_document_and_none_is_too_long(
    total: int, headings: list[tuple[int, int]]
) -> None:
    inside = sorted({at: level for at, level in headings if at < total}.items())
    starts = part_starts(total, inside)
    sizes = [b - a for a, b in zip(starts, (*starts[1:], total), strict=True)]
    assert starts[0] == 0
    assert all(LEAST <= size <= MOST for size in sizes[:-1])
    assert sizes[-1] <= MOST


def test_a_part_begins_at_the_highest_heading_in_reach() -> None:
    assert part_starts(MOST, [(90, 1)]) == (0,), "a short document has one part"
    assert part_starts(210, [(70, 1), (90, 2), (115, 2)]) == (0, 70, 190)
    assert part_starts(210, [(65, 2), (110, 2)]) == (0, 110)
    assert part_starts(210, [(50, 1)]) == (0, 120)


@pytest.mark.usefixtures("small")
def test_the_parts_of_a_document_together_are_all_its_passages(service: Service) -> None:
    doc_id = harbour(service)
    whole = service.document(doc_id)
    first = service.document_part(doc_id)
    parts = [service.document_part(doc_id, part=n) for n in range(len(first.starts))]
    assert len(parts) > 2
    assert first.part == 0
    assert tuple(p for part in parts for p in part.passages) == whole.passages
    assert [h.text for h in first.headings] == [
        p.text for p in whole.passages if str(p.kind) == "heading"
    ]
    for passage in whole.passages:
        held = service.document_part(doc_id, ordinal=passage.ordinal)
        assert passage in held.passages
    assert service.document_part(doc_id, part=99).part == len(parts) - 1
    assert service.document_part(doc_id, ordinal=10**6).part == len(parts) - 1


@pytest.mark.parametrize(
    "text",
    [
        "進港船舶",
        "碼頭 件數",
        "112年度",
        "漁業協定 商港法",
        "貨物裝卸量是多少？",
        "東岬港務局年度工作",
    ],
)
@pytest.mark.usefixtures("small")
def test_matches_are_those_of_a_search_in_the_document_and_the_best_is_its_first(
    service: Service, text: str
) -> None:
    doc_id = harbour(service)
    listed = service.search(SearchRequest(text, size=50, filters=Filters(doc=(doc_id,))))
    hits = {hit.id for hit in listed.hits}
    hits |= {place.passage.id for hit in listed.hits for place in hit.places}
    for part in (0, 2):
        found = service.document_part(doc_id, text, part)
        assert {m.id for m in found.matches} == hits
        assert [m.position for m in found.matches] == sorted(m.position for m in found.matches)
        assert found.best is not None
        assert found.matches[found.best].id == listed.hits[0].id


def test_what_is_not_found_has_no_best_match(service: Service) -> None:
    found = service.document_part(harbour(service), "不存在的詞彙")
    assert (found.matches, found.best) == ((), None)


def test_a_filter_of_the_list_holds_in_the_document(service: Service) -> None:
    doc_id = harbour(service)
    rows = SearchRequest("碼頭", filters=Filters(kind=("table_row",)))
    passages = service.document(doc_id).passages
    found = service.document_part(doc_id, rows).matches
    assert found
    assert {str(passages[m.position].kind) for m in found} == {"table_row"}


def test_an_unknown_document_is_not_found(service: Service) -> None:
    for ask in (service.document_part, service.document_info):
        with pytest.raises(NotFound):
            ask("none")
    with pytest.raises(NotFound):
        service.page_passages("none", 1)


def test_passages_from_one_to_another_are_all_between_them(service: Service) -> None:
    passages = service.document(harbour(service)).passages
    found = service.passages_between(passages[2].id, passages[5].id)
    assert [p.id for p in found] == [p.id for p in passages[2:6]]
    assert service.passages_between(passages[2].id, passages[2].id) == (passages[2],)
    elsewhere = next(
        service.document(info.id).passages[0].id
        for info in service.documents()
        if info.id != harbour(service)
    )
    for last in (passages[1].id, elsewhere, "none"):
        with pytest.raises(NotFound):
            service.passages_between(passages[2].id, last)
    with pytest.raises(NotFound):
        service.passages_between("none", passages[2].id)
