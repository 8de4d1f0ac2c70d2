"""What a query that finds little is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.query.grammar import parse
from judian.search.query.hints import in_one_document
from judian.search.requests.values import Filters, SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.service import Service

REPORTS = {
    "harbour.md": "# 港務年報\n\n進港船舶計12艘。\n\n走私案件另計。\n\n漁船不計。\n",
    "coast.md": "# 海岸年報\n\n查獲走私案件5件。\n",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("hints"), REPORTS)


WIDER = [
    ("甲 AND 乙", "(甲 /d 乙)"),
    ("甲 AND 乙 AND NOT 丙", "((甲 /d 乙) AND NOT 丙)"),
    ("甲 AND (乙 OR 丙)", "(甲 /d (乙 OR 丙))"),
    ("「甲 乙」 AND 標題:丙", '("甲 乙" /d title:丙)'),
    ("甲 OR 乙", None),
    ("甲 AND NOT 乙", None),
    ("甲 乙", None),
    ("甲 /s 乙", "(甲 /d 乙)"),
    ("甲 near/5 乙", "(甲 /d 乙)"),
    ("甲 /d 乙", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "want"), WIDER)
def test_words_in_one_document(text: str, want: str | None) -> None:
    assert in_one_document(parse(text)) == want


def test_a_query_that_only_a_document_holds_is_offered(service: Service) -> None:
    reply = service.search("船舶 AND 走私")
    assert reply.total == 0
    assert reply.query.in_documents is not None
    wider = service.search(reply.query.in_documents.text)
    assert wider.total == reply.query.in_documents.total == 2
    assert {hit.document.title for hit in wider.hits} == {"港務年報"}


def test_filters_hold_for_the_offer_too(service: Service) -> None:
    (coast,) = [d.id for d in service.documents() if d.title == "海岸年報"]
    reply = service.search(SearchRequest("船舶 AND 走私", filters=Filters(doc=(coast,))))
    assert reply.query.in_documents is None


@pytest.mark.parametrize("text", ["走私 AND 案件", "船舶 AND 飛機", "船舶 走私"])
def test_nothing_is_offered_where_it_would_not_help(service: Service, text: str) -> None:
    assert service.search(text).query.in_documents is None


MISSING = [
    ("走私 飛機", ("飛機",)),
    ("走私 案件", ()),
    ("飛機 AND 走私", ("飛機",)),
    ("走私 -飛機", ()),
    ("走私的 ketamine", ("ketamine",)),
    ("「飛機」 走私", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "want"), MISSING)
def test_words_that_occur_nowhere_are_named(
    service: Service, text: str, want: tuple[str, ...]
) -> None:
    assert service.search(text).query.missing == want


def test_english_function_words_are_not_named_as_missing(service: Service) -> None:
    def missing(text: str) -> tuple[str, ...]:
        return service.search(SearchRequest(text=text)).query.missing

    assert missing("How many vessels did the harbour count?") == ("vessels", "harbour", "count")
    assert missing("WHO IT 走私") == ("WHO", "IT"), "names in capitals"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("查獲 w/1 案件", "near/1 counts characters between the words, at most 1"),
        ("案件 pre/50 查獲", "pre/50 counts characters between the words, at most 50"),
        ("港務 /s 船舶", None),
        ("查獲 w/5 案件", None),
        ("查獲 w/1 飛機", None),
    ],
)
def test_a_distance_that_nothing_keeps_is_explained(
    service: Service, text: str, message: str | None
) -> None:
    problems = service.search(SearchRequest(text=text)).query.problems
    told = [one.message_en.partition(";")[0] for one in problems]
    assert told == ([] if message is None else [message])
