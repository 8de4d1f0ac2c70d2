"""A query that is nothing but the citation of an article finds the article and what cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.query.lone_citations import read_citation, with_instrument_first
from judian.search.requests.values import SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.service import Service

REPORTS = {
    "商港法.md": (
        "# 商港法\n\n法規類別：行政＞交通部＞航政目\n\n修正日期：民國 112 年 6 月 28 日\n\n"
        "第 35 條\n\n商港區域內，除主管機關外，任何人不得施工。\n\n"
        "第 36 條\n\n商港區域內，不得為下列行為：\n\n"
        "一、在海底電纜區域錨泊。\n\n二、妨害船舶進出港。\n\n"
        "第 37 條\n\n商港區域內，不得排洩有毒液體。\n"
    ),
    "report.md": (
        "# 港務報告\n\n依商港法第36條裁罰12件，並依商港法第90條函請改善。\n\n"
        "本法第36條以外之案件計3件，商港法令彙編36冊。\n"
    ),
    "office.docx.md": "# 漁港法第5條修正草案\n\n漁港之經營管理，由主管機關為之。\n",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("citations"), REPORTS)


def found(service: Service, text: str) -> list[str]:
    return [hit.passage.text for hit in service.search(SearchRequest(text)).hits]


CITING = "依商港法第36條裁罰12件，並依商港法第90條函請改善。"


@pytest.mark.parametrize(
    "text",
    [
        "商港法第36條",
        "商港法第卅六條",
        "art. 36 商港法",
        "商港法36",
        "商港法 §36",
        "§36 商港法",
        "第三十六條 商港法",
    ],
)
def test_an_article_is_found_in_its_order_with_what_cites_it(service: Service, text: str) -> None:
    *texts, last = found(service, text)
    assert texts == [
        "商港區域內，不得為下列行為：",
        "一、在海底電纜區域錨泊。",
        "二、妨害船舶進出港。",
        CITING,
    ]
    assert "36" in last, "its heading comes last"


def test_a_paragraph_of_an_article_finds_the_article(service: Service) -> None:
    assert found(service, "商港法第36條第1項")[:1] == ["商港區域內，不得為下列行為："]


@pytest.mark.parametrize(
    "text",
    ["商港法第36條第1項第2款", "商港法 §36Ⅰ②", "商港法第36條第Ⅰ項第2款", "商港法第36條第2款"],
)
def test_the_part_of_an_article_that_is_asked_for_comes_first(service: Service, text: str) -> None:
    first, second, *_ = found(service, text)
    assert (first, second) == ("二、妨害船舶進出港。", "商港區域內，不得為下列行為：")


@pytest.mark.parametrize("text", ["刑法第339條之4", "民訴§277", "商港法第99條", "商港法 99"])
def test_an_article_that_nothing_cites_finds_no_words_of_its_name(
    service: Service, text: str
) -> None:
    reply = service.search(SearchRequest(text))
    assert reply.total == 0
    assert reply.query.missing == (text,)


def test_a_document_that_is_named_after_the_article_is_found(service: Service) -> None:
    for text in ("漁港法第5條", "漁港法第５條第Ⅱ項"):
        assert service.search(SearchRequest(text)).hits[0].document.source == "office.docx.md"
    reply = service.search(SearchRequest("漁港法第5條"))
    assert [hit.document.source for hit in reply.hits[:1]] == ["office.docx.md"]
    assert reply.query.missing == ()


def test_what_was_found_of_an_article_is_not_missing(service: Service) -> None:
    assert service.search(SearchRequest("§36Ⅰ 商港法")).query.missing == ()
    assert service.search(SearchRequest("第36條第2項第1款 裁罰")).query.missing == ()


def test_other_words_beside_an_article_are_ranked(service: Service) -> None:
    assert len(found(service, "商港法第36條 錨泊 施工")) > 4


@pytest.mark.parametrize(
    "text", ["商港法", "第36條", "商港法第36條裁罰", "36 商港法 裁罰", "商港法36冊", ""]
)
def test_other_queries_are_no_citation(text: str) -> None:
    assert read_citation(text) is None
    assert with_instrument_first(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("商港法第37條 OR 漁港法第5條", "商港區域內，不得排洩有毒液體。"),
        ("商港法§37 AND 有毒液體", "商港區域內，不得排洩有毒液體。"),
        ("商港法第36條 AND 裁罰", CITING),
    ],
)
def test_operators_find_the_text_of_an_article_too(service: Service, text: str, said: str) -> None:
    assert found(service, text)[0] == said
