"""The manual of the API, the accessibility statement, keys and paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.webui.fake import HOSTILE, FakeService
from tests.webui.reading import get, tree, words
from webui.api import openapi
from webui.app import create_app
from webui.pages.api_manual import operations, type_of
from webui.wording.api_manual import PARAMETERS, SUMMARIES, VALUES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_every_address_parameter_and_value_stands_in_the_manual(
    client: FlaskClient, language: str
) -> None:
    described = openapi.document()
    page = tree(get(client, "/help/api", **{"Accept-Language": language}))
    ids = set(page.xpath("//@id"))
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["operationId"] in ids
            [section] = page.xpath(f"//section[@aria-labelledby='{operation['operationId']}']")
            assert words(section).startswith(f"{method.upper()} {path}")
            names = {words(code) for code in section.xpath(".//tbody/tr/td[1]/code")}
            assert {parameter["name"] for parameter in operation["parameters"]} <= names
    values = tree(get(client, "/help/api/values", **{"Accept-Language": language}))
    value_ids = set(values.xpath("//@id"))
    assert {f"value-{name}" for name in described["components"]["schemas"]} <= value_ids
    links = [href for one in (page, values) for href in one.xpath("//main//a/@href")]
    targets = {href.partition("#")[2] for href in links if "#" in href}
    assert targets <= ids | value_ids, "no link leads nowhere"


def test_the_manual_is_chinese_in_a_chinese_page() -> None:
    """What is described in English alone belongs into `webui/wording/api_manual.py` too."""
    described = openapi.document()
    operations_ = [one for methods in described["paths"].values() for one in methods.values()]
    parameters = [parameter for one in operations_ for parameter in one["parameters"]]
    values = described["components"]["schemas"].values()
    assert {one["summary"] for one in operations_} - {*SUMMARIES} == set()
    assert {one.get("description") for one in parameters} - {None, *PARAMETERS} == set()
    assert {one.get("description") for one in values} - {None, *VALUES} == set()


@pytest.mark.parametrize(
    ("schema", "words_"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["number", "null"]}, "number | null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Hit"}}, "Hit[]"),
        ({"enum": ["csv", "file"], "type": "string"}, "csv | file"),
        ({"anyOf": [{"$ref": "#/components/schemas/Table"}, {"type": "null"}]}, "Table | null"),
        ({"const": "ok"}, "ok"),
        ({}, "object"),
    ],
)
def test_types_are_said_in_words_of_json_schema(schema: dict[str, object], words_: str) -> None:
    assert type_of(schema) == words_


def test_a_posted_body_is_described_with_its_fields(app: Flask) -> None:
    with app.test_request_context("/"):
        [quote] = [one for one in operations() if one.path == "/api/v1/verify-quote"]
    assert [(field.name, field.required) for field in quote.fields] == [
        ("text", True),
        ("doc", False),
    ]


def test_the_statement_needs_no_login_and_says_what_was_not_tested(tmp_path: Path) -> None:
    config = {"LOGIN": "users", "ACCOUNTS": tmp_path / "a.sqlite3"}
    client = create_app(config, FakeService()).test_client()
    for language, part in (("zh-TW", "未以螢幕報讀軟體"), ("en", "No screen reader")):
        reply = get(client, "/accessibility", **{"Accept-Language": language})
        assert reply.status_code == 200
        text = words(tree(reply))
        assert part in text
        assert "110.07" in text
        assert "axe-core 4.12" in text
    assert client.get("/help/api").status_code == 303, "the manual needs a login"


def test_the_statement_names_the_contact_that_is_set() -> None:
    config = {"SECURITY_CONTACT": "mailto:web@example.org"}
    page = tree(create_app(config, FakeService()).test_client().get("/accessibility"))
    assert words(page.xpath("//main//a[starts-with(@href, 'mailto:')]")[0]) == "web@example.org"


def test_every_page_lists_its_keys_and_what_paper_needs(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照&doc="))
    assert page.xpath("//footer//a[@data-keys]/@href") == ["/help#keys"]
    assert page.xpath("//dialog[@id='key-list']//kbd")
    paper = words(page.xpath("//dl[@class='on-paper']")[0])
    assert "護照" in paper
    assert "http://localhost/search?q=護照" in paper
    assert re.search(r"列印日期 ?1\d\d年\d+月\d+日", paper)


def test_a_hostile_address_is_text_on_paper(client: FlaskClient) -> None:
    page = tree(get(client, f"/search?q={HOSTILE}"))
    assert HOSTILE in words(page.xpath("//dl[@class='on-paper']")[0])
    assert not page.xpath("//footer//script | //footer//img")
