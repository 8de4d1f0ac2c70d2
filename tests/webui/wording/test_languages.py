"""Errors and help in the language of the visitor."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from judian.core.errors import IndexMissing, IndexOutdated
from tests.webui.fake import FakeService
from tests.webui.reading import get, tree, words
from webui.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/no/such/page", 404, "找不到頁面"),
        ("/documents/none", 404, "none"),
        ("/instruments/none", 404, "none"),
        ("/authorities?doc=none", 404, "none"),
        ("/passages/none/cite", 404, "none"),
        ("/figures?sort=best", 400, "relevance"),
        ("/figures?page=0", 400, "1 到 10000 的整數"),
        ("/figures?size=100000", 400, "1 到 1000 的整數"),
        ("/figures?year_from=2020&year_to=2019", 400, "2020"),
        ("/instruments?kind=poem", 400, "treaty"),
        ("/search?q=a&page=zero", 400, "1 到 10000 的整數"),
        ("/search?q=a&q=b", 400, "出現 2 次"),
        ("/search?q=%A8%B1", 400, "UTF-8"),
        ("/documents?page=99999999999", 400, "整數"),
    ],
)
def test_error_pages_say_what_is_wrong(
    client: FlaskClient, path: str, status: int, message: str
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert message in words(tree(response).xpath("//main")[0])


def test_a_path_in_another_encoding_is_reported(client: FlaskClient) -> None:
    # The test client decodes paths leniently; a server hands on the bytes.
    response = client.get("/", environ_overrides={"PATH_INFO": "/\xa8\xb1"})
    assert response.status_code == 400
    assert "UTF-8" in words(tree(response).xpath("//main")[0])


def test_a_method_that_is_not_there_gets_a_page(client: FlaskClient) -> None:
    response = client.post("/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "POST" in words(tree(response).xpath("//main")[0])


@pytest.mark.parametrize(
    ("error", "command"),
    [
        (IndexMissing(Path("my index")), "judian index --index my index"),
        (
            IndexOutdated(Path("ix"), "format", 1, 2),
            "judian index --index ix --rebuild",
        ),
    ],
)
def test_an_unusable_index_is_reported_with_the_command(
    error: IndexMissing | IndexOutdated, command: str
) -> None:
    client = create_app({}, FakeService(error)).test_client()
    for path in ("/", "/search?q=a", "/documents", f"/documents/{DOC}"):
        response = client.get(path)
        assert response.status_code == 503
        assert tree(response).xpath("//p[@class='error-hint']/code")[0].text == command
    assert client.get("/help").status_code == 200


@pytest.mark.parametrize(
    ("accept", "tag"),
    [
        ("", "zh-Hant-TW"),
        ("zh-TW,zh;q=0.9", "zh-Hant-TW"),
        ("zh-CN", "zh-Hant-TW"),
        ("en-US,en;q=0.9", "en"),
        ("ja,en;q=0.5", "en"),
        ("ja", "zh-Hant-TW"),
        ("en;q=0.3,zh;q=0.8", "zh-Hant-TW"),
        ("en;q=0", "zh-Hant-TW"),
        ("*", "zh-Hant-TW"),
        (";;;,,q=", "zh-Hant-TW"),
    ],
)
def test_the_browser_states_the_language(client: FlaskClient, accept: str, tag: str) -> None:
    response = client.get("/", headers={"Accept-Language": accept})
    assert tree(response).get("lang") == tag
    assert response.headers["Content-Language"] == tag
    assert "Accept-Language" in response.headers["Vary"]


def test_a_chosen_language_is_remembered(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照"))
    switch = page.xpath("//nav[@class='languages']/a")[0]
    assert parse_qs(urlsplit(switch.get("href")).query) == {"q": ["護照"], "lang": ["en"]}
    assert tree(client.get(switch.get("href"))).get("lang") == "en"
    assert tree(client.get("/")).get("lang") == "en"
    assert tree(client.get("/?lang=zh-TW")).get("lang") == "zh-Hant-TW"
    assert tree(client.get("/?lang=klingon")).get("lang") == "zh-Hant-TW"


def test_without_cookies_the_links_carry_the_language(service: FakeService) -> None:
    client = create_app({}, service).test_client(use_cookies=False)
    page = tree(get(client, "/search?q=護照&lang=en"))
    inner = [h for h in page.xpath("//main//a/@href") if not h.startswith(("#", "/feed?"))]
    assert inner
    assert all(parse_qs(urlsplit(h).query).get("lang") == ["en"] for h in inner)
    assert page.xpath("//form//input[@name='lang']/@value") == ["en"] * 3


def test_the_help_says_the_same_in_both_languages(client: FlaskClient) -> None:
    chinese = tree(client.get("/help?lang=zh-TW"))
    english = tree(client.get("/help?lang=en"))
    for path in ("//article//h2/@id", "//article//kbd/text()", "//article//pre//text()"):
        assert chinese.xpath(path) == english.xpath(path)
    # The examples use the same operators and fields; the words between them are translated.
    latin = re.compile(r"AND|OR|NOT|near/5|/[sp]|\w+:")
    rows = "//table//tbody/tr/td[1]"
    for left, right in zip(chinese.xpath(rows), english.xpath(rows), strict=True):
        assert sorted(latin.findall(words(left))) == sorted(latin.findall(words(right)))
