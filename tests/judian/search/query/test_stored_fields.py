"""Fields, articles and numbers over small invented reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.requests.values import SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.service import Service

REPORTS = {
    "road.md": """# 公路監理年報

發布機關：東岬監理所

日期：民國113年3月

## 一、前言

依公路法第二十六條及第七十七條之一裁罰，罰鍰合計3億2,450萬元。

復依公路法第190條檢驗者，查獲毒品1,500公斤，毒品一案另案處理，毒品來源不明。

## 二、執行情形

依商港法第190條裁罰12件，查獲毒品80公斤。
""",
    "coast.md": """# 海岸統計

發布機關：海岸處

日期：民國105年5月9日

## 一、前言

罰鍰合計324,500,000元，依§190辦理。毒品氾濫。

依海岸法第5條之1處罰。
""",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("fields"), REPORTS)


def found(service: Service, text: str, *, plain: tuple[str, ...] = ()) -> list[str]:
    """The first characters of the hits, problems not allowed."""
    reply = service.search(SearchRequest(text, size=50, plain=plain))
    assert not reply.query.problems
    return sorted(hit.passage.text[:6] for hit in reply.hits)


FIELDS = [
    (
        "section:前言",
        ["一、前言", "一、前言", "依公路法第二", "復依公路法第", "依海岸法第5", "罰鍰合計32"],
    ),
    ("章節:執行", ["二、執行情形", "依商港法第1"]),
    ("毒品 since:113", ["復依公路法第", "依商港法第1"]),
    ("毒品 until:2016", ["罰鍰合計32"]),
    ("毒品 日期:2016-05-09", ["罰鍰合計32"]),
    ("毒品 日期:<113", ["罰鍰合計32"]),
    ("doc:coast 毒品", ["罰鍰合計32"]),
    ("format:markdown 氾濫", ["罰鍰合計32"]),
    ("figure:>1000公斤", ["復依公路法第"]),
    ("數值:80公斤", ["依商港法第1"]),
    ("figure:=324500000元", ["依公路法第二", "罰鍰合計32"]),
    ("figure:3億元..4億元", ["依公路法第二", "罰鍰合計32"]),
    ("figure:12", ["依商港法第1"]),
    ("figure:>1公噸", ["復依公路法第"]),
    ("數值:=1.5公噸", ["復依公路法第"]),
    ("數值:0.05..0.1公噸", ["依商港法第1"]),
    ("figure:80000克", ["依商港法第1"]),
    ("figure:逾3億元", ["依公路法第二", "罰鍰合計32"]),
    ("figure:100公斤以下", ["依商港法第1"]),
    ("格式:md 氾濫", ["罰鍰合計32"]),
    ("instrument:公路法", ["依公路法第二", "復依公路法第"]),
    ("條約:公路法第26條", ["依公路法第二"]),
    ("條約:公路法第77條之1", ["依公路法第二"]),
    ("條約:公路法190條", ["復依公路法第"]),
    ("條約:商港法§190", ["依商港法第1"]),
    ("條約:第190條", ["復依公路法第", "依商港法第1", "罰鍰合計32"]),
    ("atleast3(毒品)", ["復依公路法第"]),
    ("毒品 /d 公路法", ["依公路法第二", "復依公路法第", "依商港法第1"]),
]


@pytest.mark.parametrize(("text", "want"), FIELDS)
def test_a_field_over_reports(service: Service, text: str, want: list[str]) -> None:
    assert found(service, text) == sorted(want)


ARTICLES = [
    ("第190條 AND 毒品", ["復依公路法第", "依商港法第1", "罰鍰合計32"]),
    ("第一百九十條 AND 毒品", ["復依公路法第", "依商港法第1", "罰鍰合計32"]),
    ("§190 AND 商港", ["依商港法第1"]),
    ("公路法第26條 AND 裁罰", ["依公路法第二"]),
    ("第五條之一 AND 處罰", ["依海岸法第5"]),
    ("「第190條」", ["復依公路法第", "依商港法第1"]),
]


@pytest.mark.parametrize(("text", "want"), ARTICLES)
def test_an_article_is_found_in_any_spelling(service: Service, text: str, want: list[str]) -> None:
    assert found(service, text) == sorted(want)


@pytest.mark.parametrize("text", ["第26條", "26條", "§26", "公路法第26條", "公路法26條"])
def test_the_passage_with_the_article_is_first(service: Service, text: str) -> None:
    first = service.search(text).hits[0]
    assert first.passage.text.startswith("依公路法第二十六條")


def test_the_spellings_are_named_and_marked(service: Service) -> None:
    reply = service.search("第26條")
    (expansion,) = reply.query.expanded
    assert (expansion.word, "第二十六條" in expansion.alternatives) == ("第26條", True)
    assert "<mark>第二十六條</mark>" in reply.hits[0].snippet_html


def test_a_number_is_marked_with_its_unit_only(service: Service) -> None:
    marked = [
        hit.passage.text[start:end]
        for text in ("第5條", "80公斤", "12件")
        for hit in service.search(text).hits
        for start, end in hit.marks
    ]
    assert not [one for one in marked if one.isdigit()]
    assert {"第5條", "80公斤", "12件"} <= set(marked)


def test_a_number_is_found_in_the_spellings_of_the_collection(service: Service) -> None:
    reply = service.search("324500000元")
    assert [h.passage.text[:6] for h in reply.hits[:2]] == ["罰鍰合計32", "依公路法第二"]
    (expansion,) = reply.query.expanded
    assert expansion.word == "324500000元"
    assert "3億2,450萬元" in expansion.alternatives


def test_a_number_is_found_in_another_unit(service: Service) -> None:
    reply = service.search("1.5公噸")
    assert reply.hits[0].passage.text.startswith("復依公路法第")
    assert ("1,500公斤",) in [expansion.alternatives for expansion in reply.query.expanded]


def test_other_spellings_can_be_switched_off_by_word(service: Service) -> None:
    on, off = (service.search(SearchRequest("第26條", plain=plain)) for plain in ((), ("第26條",)))
    assert on.query.expanded
    assert not off.query.expanded


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("since:昨天", "昨天 is not a date such as 2016-05-01 or 105"),
        ("since:130", "no document is dated 130; years that passages speak of are found by year:"),
        ("figure:很多", "很多 is not a number such as >1000公斤 or 100..200公斤"),
        ("figure:>9000公斤", "nothing in the collection has figure >9000公斤"),
        ("section:附錄", "nothing in the collection has section 附錄"),
        ("format:word", "nothing in the collection has format word"),
        ("page:2-3", "nothing in the collection has page 2-3"),
        ("format:docx", "nothing in the collection has format docx"),
        ("條約:公路法第3條", "nothing in the collection has instrument 公路法第3條"),
    ],
)
def test_a_value_that_finds_nothing_is_reported(service: Service, text: str, message: str) -> None:
    reply = service.search(text)
    assert [problem.message_en for problem in reply.query.problems] == [message]
    assert reply.total == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("since:113年", 1),
        ("迄:113年", 1),
        ("日期:113年 AND 查獲", 1),
        ("since:112年 AND until:114年", 1),
        ("年:113", 0),
    ],
)
def test_documents_without_a_date_are_named_where_dates_are_asked(
    tmp_path: Path, text: str, told: int
) -> None:
    """They are left out, which would else not be seen."""
    problems = service_over(tmp_path).search(text).query.problems
    want = ["館藏 3 份文件中有 1 份沒有日期，不在其列"] * told
    assert [problem.message_zh for problem in problems] == want
