"""Addresses of pages are those that Flask builds from the rules."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import request, url_for
from werkzeug.datastructures import MultiDict

from tests.webui.fake import FakeService
from webui.app import create_app
from webui.http.addresses import SearchAddress
from webui.http.proxies import PublicUrl
from webui.links.page_links import filter_urls, page_url, search_url

if TYPE_CHECKING:
    from flask import Flask

#: Parts of values: what addresses encode, and what they leave as it is.
_PARTS = ["緝毒", "é", " ", *"+&=%#?/:;,@!$'(~"]
_NAMES = ["q", "doc", "page", "kind", "year_from", "lang", "一"]


def _value(rng: random.Random) -> object:
    text = "".join(rng.choices(_PARTS, k=rng.randint(1, 5)))
    return rng.choice([text, rng.randint(2, 9), [text, "b"], (text,), True])


@pytest.mark.parametrize("view", ["results", "figures", "authorities", "home", "documents"])
def test_any_parameters(app: Flask, view: str) -> None:
    rng = random.Random(view)
    with app.test_request_context("/search"):
        for _ in range(300):
            given = {name: _value(rng) for name in rng.sample(_NAMES, rng.randint(0, 4))}
            assert page_url(view, **given) == url_for(f"pages.{view}", **given)  # type: ignore[arg-type]


def test_places_within_a_path_and_fragments(app: Flask) -> None:
    with app.test_request_context("/search"):
        assert page_url("document", doc_id="a b", q="緝") == "/documents/a%20b?q=%E7%B7%9D"
        assert page_url("results", q="a", _anchor="h-1") == "/search?q=a#h-1"


@pytest.mark.parametrize("name", ["doc", "agency", "year", "kind"])
@pytest.mark.parametrize(
    "query",
    ["", "q=a&page=3", "q=%E7%B7%9D&agency=x&agency=y+z&year_from=2020&year_to=2020"],
)
def test_links_of_filters(app: Flask, name: str, query: str) -> None:
    values = ["2020", "2021", *([] if name == "year" else ["x", "y z", "海巡署&a=b"])]
    with app.test_request_context(f"/search?{query}"):
        address = SearchAddress.read(request.args, strict=False)
        url_of = filter_urls(address, name)
        for value in values:
            change = (
                address.without_filter if address.is_chosen(name, value) else address.with_filter
            )
            assert _read(url_of(value)) == _read(search_url(change(name, value)))


def _read(address: str) -> tuple[str, MultiDict[str, str]]:
    parts = urlsplit(address)
    return parts.path, MultiDict(parse_qsl(parts.query))


def test_each_request_has_its_own_root() -> None:
    public = PublicUrl.read("https://site.example/judian")
    app = create_app({"PUBLIC_URL": public}, FakeService())
    page = app.test_client().get("/search?q=護照", base_url="https://site.example").text
    assert 'href="/judian/search?' in page
    with app.test_request_context("/search"):
        assert page_url("results", q="a") == "/search?q=a"
