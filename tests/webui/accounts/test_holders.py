"""A search over several collections names the collection of each hit, on pages, in JSON and CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.webui.accounts.shelves import two_collections
from webui.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

_TITLES = {"laws": ("法規彙編", "Laws"), "staff": ("人事資料", "Staff")}


@pytest.fixture(name="client", scope="module")
def _client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    library = two_collections(tmp_path_factory.mktemp("collections"), _TITLES)
    return create_app({"LIBRARY": library}).test_client()


def _rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text.lstrip("\ufeff"))))


def test_each_hit_names_the_collection_that_shows_it(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?q=麒麟").json["hits"]
    found = {hit["document"]["title"]: hit["document"]["collection"] for hit in hits}
    # What both hold is shown once, of the first that may be seen there.
    assert found == {
        "法規報告": "laws",
        "人事報告": "staff",
        "兩邊都有的報告": "staff",
        "共有": "laws",
    }
    rows = list(
        csv.DictReader(io.StringIO(client.get("/api/v1/export?q=麒麟").text.lstrip("\ufeff")))
    )
    assert {row["document"]: row["collection"] for row in rows} == {
        title: _TITLES[name][0] for title, name in found.items()
    }


@pytest.mark.parametrize(("language", "title"), [("zh", "人事資料"), ("en", "Staff")])
def test_the_page_names_it_in_the_reader_s_language(
    client: FlaskClient, language: str, title: str
) -> None:
    page = client.get(f"/search?q=人事報告&lang={language}").text
    card = page[page.index('<article class="card">') :]
    assert f">{title}</span>" in card[: card.index("</article>")]


def test_one_collection_alone_is_not_named(client: FlaskClient) -> None:
    hits = client.get("/c/staff/api/v1/search?q=麒麟").json["hits"]
    assert {hit["document"]["collection"] for hit in hits} == {None}
    assert "of-collection" not in client.get("/c/staff/search?q=麒麟").text


@pytest.mark.parametrize("path", ["figures", "authorities", "documents", "instruments"])
def test_lists_have_a_column_for_it(client: FlaskClient, path: str) -> None:
    rows = _rows(client, f"/api/v1/{path}?format=csv")
    assert all(row["collection"] in {zh for zh, _ in _TITLES.values()} for row in rows)
    assert rows or path in ("authorities", "instruments")


def test_checks_of_quotations_and_drafts_name_it(client: FlaskClient) -> None:
    text = "人事報告記載「麒麟案件共計8件」。"
    quoted = client.post("/api/v1/verify-quote", json={"text": "麒麟案件共計8件"}).json
    assert quoted["places"][0]["document"]["collection"] == "staff"
    found = client.post("/api/v1/audit-draft", json={"text": text}).json["findings"]
    places = [one["place"] for one in found if one["place"]]
    assert {place["document"]["collection"] for place in places} == {"staff"}
