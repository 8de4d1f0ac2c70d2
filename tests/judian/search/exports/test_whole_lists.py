"""All hits, chosen hits, the newest hits, and every mention, over real indexes in memory."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from judian.core.errors import NotFound
from judian.core.model import document_from_json, to_json
from judian.search.exports.memo import Memo, MemoWords
from judian.search.requests.values import Filters, SearchRequest
from tests.judian.search.library import service_over
from webui.api.csv_tables import HIT_COLUMNS, hits_table

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.service import Service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("lists"))


def ids_of(service: Service, request: SearchRequest) -> list[str]:
    return [one.hit.id for one in service.hit_list(request).hits]


@pytest.mark.parametrize("sort", ["relevance", "date"])
@pytest.mark.parametrize("text", ["進港船舶", "112年", "協定 AND 第5條", "查無此詞彙甲乙丙"])
def test_a_list_of_hits_is_its_pages_one_after_the_other(
    service: Service, text: str, sort: str
) -> None:
    request = SearchRequest(text, size=2, sort=sort)
    reply = service.search(request)
    paged = [
        hit.id
        for page in range(1, reply.total // 2 + 2)
        for hit in service.search(replace(request, page=page)).hits
    ]
    found = service.hit_list(request)
    ranks = [(one.rank, one.hit.id) for one in found.hits]
    assert ranks == list(enumerate(paged, 1))
    assert (found.total, found.count) == (len(paged), len(paged))
    assert found.documents == reply.documents == len({i.partition("-")[0] for i in paged})


def test_chosen_hits_keep_their_order_and_their_rank(service: Service) -> None:
    request = SearchRequest("進港船舶")
    first, second, *_ = ids_of(service, request)
    found = service.hit_list(request, (second, first))
    assert [(one.rank, one.hit.id) for one in found.hits] == [(2, second), (1, first)]


def test_a_chosen_passage_that_is_no_hit_has_no_rank(service: Service) -> None:
    (other,) = ids_of(service, SearchRequest("doc:empty 條文"))[:1]
    (one,) = service.hit_list(SearchRequest("進港船舶"), (other,)).hits
    assert (one.rank, one.hit.id) == (None, other)


def test_a_passage_that_is_not_in_the_index_is_named(service: Service) -> None:
    with pytest.raises(NotFound, match="none-1"):
        service.hit_list(SearchRequest("進港船舶"), ("none-1",))


def test_every_mention_of_an_instrument_is_listed(service: Service) -> None:
    (item,) = service.instruments("漁業合作協定").items
    view = service.instrument(item.id)
    found = list(service.mentions([item.id]))
    assert [place for _, place in found] == list(view.places)
    assert {one for one, _ in found} == {view.item}
    with pytest.raises(NotFound):
        service.mentions([item.id, "no-such"])


def at(service: Service, name: str, time: str) -> str:
    """Give a document another time of reading; its id."""
    snapshot = service.engine.snapshot()
    for entry in snapshot.documents():
        info = document_from_json(json.loads(entry.info))
        if info.source.endswith(name):
            changed = json.dumps(to_json(replace(info, indexed_at=time)), ensure_ascii=False)
            whole = snapshot.document(info.id)
            assert whole is not None
            with service.engine.writer() as writer:
                writer.put_document(replace(whole, info=changed))
                writer.commit()
            return info.id
    raise AssertionError(name)


@pytest.fixture
def dated(tmp_path: Path) -> tuple[Service, str, str]:
    service = service_over(tmp_path)
    old = at(service, "harbour.md", "2026-01-05T08:00:00+00:00")
    new = at(service, "coast.md", "2026-02-05T08:00:00+00:00")
    at(service, "empty.md", "2026-01-05T08:00:00+00:00")
    return service, old, new


@pytest.mark.parametrize(
    ("since", "documents"),
    [
        ("2026-01-05T07:59:59Z", 2),
        ("2026-01-05T08:00:00Z", 1),
        ("2026-01-05T16:00:00+08:00", 1),
        ("2026-02-05T08:00:00Z", 0),
    ],
)
def test_new_since_finds_documents_read_after_that_time(
    dated: tuple[Service, str, str], since: str, documents: int
) -> None:
    service, _, new = dated
    reply = service.search(SearchRequest("進港船舶", filters=Filters(new_since=since)))
    assert reply.documents == documents
    if documents == 1:
        assert {hit.document.id for hit in reply.hits} == {new}
    assert bool(reply.total) == bool(documents)


@pytest.mark.parametrize("text", ["進港船舶", "商港法 AND 第36條", "instrument:商港法第36條", ""])
def test_the_newest_hits_come_first_and_are_hits(
    dated: tuple[Service, str, str], text: str
) -> None:
    service, old, new = dated
    request = SearchRequest(text, filters=Filters(kind=("paragraph",)))
    everything = service.hit_list(request)
    ids = {one.hit.id for one in everything.hits}
    found = service.newest(request, 100)
    shown = [one.hit.id for one in found.hits]
    assert set(shown) == ids
    times = [i.partition("-")[0] for i in shown]
    assert times.index(new) < times.index(old)
    assert [i for i in shown if i.startswith(new)] == sorted(i for i in ids if i.startswith(new))
    assert [one.hit.id for one in service.newest(request, 1).hits] == shown[:1]
    assert [one.hit.id for one in service.newest(request, 2, 1).hits] == shown[1:3]


def test_copies_of_a_hit_are_counted_and_named(tmp_path: Path) -> None:
    same = "漁港淤積清除作業於枯水期辦理三次，清除土方數量另行公告。"
    service = service_over(
        tmp_path,
        {f"{n}.md": f"# 年報{n}\n\n發布機關：東岬港務局\n\n{same}\n" for n in range(3)},
    )
    (one,) = service.hit_list('"淤積清除作業"').hits
    assert one.hit.copies == 2
    assert len(one.hit.places) == 2
    words = MemoWords("", (), "", "", "另有 {n} 處")
    (quotation,) = Memo(words, [one], str).quotations()
    assert quotation.citation == f"{one.hit.citation}另有 2 處"
    (row,) = hits_table([one], str)
    cells = dict(zip(HIT_COLUMNS, row, strict=True))
    assert cells["copies"] == 2
    assert str(cells["also_at"]).count("《年報") == 2
    feed = service.newest(SearchRequest('"淤積清除作業"'), 10)
    assert feed.count == 3
