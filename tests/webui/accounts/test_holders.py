"""A search over several collections names the collection of each hit, on pages, in JSON and CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.service import Service
from webui.accounts.collections import ALL, CollectionSettings, DocumentRule
from webui.accounts.library import Library
from webui.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

_TITLES = {"laws": ("法規彙編", "Laws"), "staff": ("人事資料", "Staff")}


def _collection(
    folder: Path, name: str, texts: dict[str, str]
) -> tuple[CollectionSettings, Service]:
    sources = folder / name / "sources"
    sources.mkdir(parents=True)
    for file, text in texts.items():
        (sources / file).write_text(text, encoding="utf-8")
    engine = MemoryEngine()
    run(engine, folder / name / "index", [sources], Options(jobs=1))
    rule = DocumentRule(("hidden*",), ())
    settings = CollectionSettings(name, *_TITLES[name], folder / name / "index", (ALL,), (rule,))
    return settings, Service(engine)


@pytest.fixture(name="client", scope="module")
def _client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("collections")
    shared = "# 兩邊都有的報告\n\n麒麟案件共計3件。\n"
    held = [
        _collection(folder, "laws", {"own.md": "# 法規報告\n\n麒麟案件共計7件。\n",
                                     "hidden.md": shared, "both.md": "# 共有\n\n麒麟計9件。\n"}),
        _collection(folder, "staff", {"own.md": "# 人事報告\n\n麒麟案件共計8件。\n",
                                      "shared.md": shared, "both.md": "# 共有\n\n麒麟計9件。\n"}),
    ]  # fmt: skip
    settings, services = zip(*held, strict=True)
    return create_app({"LIBRARY": Library(settings, services)}).test_client()


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
