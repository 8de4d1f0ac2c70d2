"""Addresses of replaced and removed documents: pages, API, rights, several collections, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.engines.whoosh.backup import back_up, restore
from judian.search.service import Service
from webui.accounts.collections import ALL, CollectionSettings, DocumentRule
from webui.accounts.library import Library
from webui.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HEAD = "# 洗錢防制年報<script>\n\n資料提供：雲海縣政府法務處\n\n"
ONE = "本處於112年度受理申報案件共1,204件，較前一年度增加。"
TWO = "其中移送偵辦者計87件，均已依洗錢防制法辦理。"
THREE = "為強化查核，另增聘專責人員12人，並辦理教育訓練3場次。"
FIRST = HEAD + "\n\n".join((ONE, TWO, THREE)) + "\n"
SECOND = FIRST.replace("87件", "78件").replace(THREE, "")


class Site:
    """Reports in one collection, the old addresses, and the pages over them."""

    def __init__(self, folder: Path, name: str = "one") -> None:
        self.sources, self.index = folder / f"{name}-sources", folder / name
        self.sources.mkdir(parents=True)
        self.put("report.md", FIRST)
        self.put("gone.md", "# 將移除之報告\n\n本報告僅供測試移除之用，內容從略，不另說明。\n")
        self.run()
        self.service = Service.open(self.index, answer_reader="off")
        self.old = {d.source: d.id for d in self.service.documents()}
        view = self.service.document(self.old["report.md"])
        self.passages = {p.text: p.id for p in view.passages}

    def put(self, name: str, text: str) -> None:
        (self.sources / name).write_text(text, encoding="utf-8")

    def run(self) -> None:
        engine = open_engine("whoosh", self.index, identity(), None)
        run(engine, self.index, [self.sources], Options(jobs=1, checksum=True))
        engine.close()

    def replace(self) -> None:
        self.put("report.md", SECOND)
        (self.sources / "gone.md").unlink()
        self.run()

    @property
    def client(self) -> FlaskClient:
        return create_app({"INDEX": self.index}, self.service).test_client()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = Site(tmp_path_factory.mktemp("former"))
    found.replace()
    return found


def test_the_page_of_a_replaced_passage_says_so_and_shows_the_new_one(site: Site) -> None:
    for path in ("/passages/{}", "/passages/{}/cite"):
        reply = site.client.get(path.format(site.passages[ONE]), headers={"Accept-Language": "en"})
        assert reply.status_code == 200
        assert "It was replaced on" in reply.text
        assert "The same passage" in reply.text
        assert ONE in reply.text
        assert "<script>" not in reply.text.replace("<script defer", "")
        assert 'rel="successor-version"' in reply.headers["Link"]


def test_a_changed_passage_is_marked_and_a_gone_one_named(site: Site) -> None:
    changed = site.client.get(f"/passages/{site.passages[TWO]}").text
    assert "最接近的段落" in changed
    assert "<mark>" in changed
    gone = site.client.get(f"/passages/{site.passages[THREE]}")
    assert gone.status_code == 200
    assert "段落已刪除" in gone.text
    assert THREE not in gone.text


def test_documents_replaced_and_removed(site: Site) -> None:
    assert site.client.get(f"/documents/{site.old['report.md']}").status_code == 200
    removed = site.client.get(f"/documents/{site.old['gone.md']}")
    assert removed.status_code == 410
    assert "將移除之報告" in removed.text
    assert site.client.get("/documents/0123456789abcdef").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["passages/{}", "cite/{}", "passages/{}/picture", "export?format=csv&ids={}"],
)
def test_the_api_gives_the_successor(site: Site, path: str) -> None:
    reply = site.client.get(f"/api/v1/{path.format(site.passages[TWO])}")
    assert reply.status_code == 410
    error = reply.get_json()["error"]
    assert error["code"] == "edition_replaced"
    edition = error["edition"]
    assert edition["asked"] == site.passages[TWO]
    assert edition["fate"] == "changed"
    assert edition["passage"]["text"] == TWO.replace("87件", "78件")
    assert edition["document"]["id"] == edition["passage"]["document"]["id"]
    assert edition["dropped"] == sum(b - a for a, b in edition["changed"])


@pytest.mark.parametrize("path", ["documents/{}", "documents/{}/text", "documents/{}/source",
                                  "authorities?doc={}"])  # fmt: skip
def test_the_api_knows_replaced_documents(site: Site, path: str) -> None:
    for name, code in (("report.md", "edition_replaced"), ("gone.md", "document_removed")):
        reply = site.client.get(f"/api/v1/{path.format(site.old[name])}")
        assert (reply.status_code, reply.get_json()["error"]["code"]) == (410, code)


def test_lists_and_counts_do_not_hold_former_editions(site: Site) -> None:
    assert site.client.get("/readyz").get_json()["documents"] == 1
    found = site.client.get("/api/v1/documents").get_json()
    assert [d["source"] for d in found["documents"]] == ["report.md"]
    assert site.client.get("/api/v1/search?q=移除").get_json()["total"] == 0


def test_rights_hide_former_editions_and_successors(tmp_path: Path) -> None:
    site = Site(tmp_path)
    (site.sources / "機密").mkdir()
    (site.sources / "機密" / "secret.md").write_text(FIRST.replace("洗錢", "查核"), "utf-8")
    site.run()
    secret = next(d.id for d in site.service.documents() if d.source.startswith("機密"))
    (site.sources / "機密" / "secret.md").unlink()
    (site.sources / "gone.md").unlink()
    (site.sources / "report.md").unlink()  # the next edition is moved to where it is hidden
    (site.sources / "機密" / "new.md").write_text(FIRST + "\n附記從略。\n", "utf-8")
    site.run()
    rule = DocumentRule(("機密/*",), ("王小明",))
    shown = CollectionSettings("one", "甲", "One", site.index, (ALL,), (rule,))
    library = Library([shown], [site.service])
    client = create_app({"INDEX": site.index, "LIBRARY": library}, site.service).test_client()
    whole = site.service.documents()
    assert [d.source for d in whole] == ["機密/new.md"]
    seen = create_app({"INDEX": site.index}, site.service).test_client()
    reply = seen.get(f"/api/v1/passages/{site.passages[ONE]}").get_json()
    assert reply["error"]["edition"]["document"]["id"] == whole[0].id
    hidden = client.get(f"/documents/{secret}")
    assert hidden.status_code == 404
    former = client.get(f"/api/v1/passages/{site.passages[ONE]}")
    assert former.get_json()["error"]["code"] == "document_removed"
    assert whole[0].id not in former.text
    assert "機密" not in former.text


def test_a_document_that_another_collection_holds_is_shown(tmp_path: Path) -> None:
    one, two = Site(tmp_path, "one"), Site(tmp_path, "two")
    one.replace()
    both = [
        CollectionSettings(site.index.name, site.index.name, site.index.name, site.index, (ALL,))
        for site in (one, two)
    ]
    library = Library(both, [one.service, two.service])
    client = create_app({"INDEX": None, "LIBRARY": library}, one.service).test_client()
    passage = one.passages[TWO]
    assert client.get(f"/api/v1/passages/{passage}").get_json()["text"] == TWO
    assert client.get(f"/c/one/api/v1/passages/{passage}").status_code == 410
    two.replace()
    assert client.get(f"/api/v1/passages/{passage}").status_code == 410


def test_a_backup_holds_the_memory(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.replace()
    saved = back_up(site.index, tmp_path / "backups")
    site.put("report.md", FIRST)
    site.run()
    assert site.client.get(f"/api/v1/passages/{site.passages[TWO]}").status_code == 200
    restore(saved, site.index, identity())
    assert site.client.get(f"/api/v1/passages/{site.passages[TWO]}").status_code == 410


def test_the_records_themselves_have_no_address(site: Site) -> None:
    assert site.client.get(f"/documents/former:{site.old['report.md']}").status_code == 404
