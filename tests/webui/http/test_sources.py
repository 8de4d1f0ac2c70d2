"""The page of a PDF with the passage marked: drawn by a process of its own, or refused."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.indexer.readers.pdf import typeset
from tests.indexer.readers.pdf.report import Para, Report
from tests.indexer.readers.pdf.typeset import Layout
from tests.webui.reading import get, tree
from webui.app import create_app
from webui.http import sources

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.webui.fake import FakeService

DOC = "aaaaaaaaaaaaaaaa"


@pytest.fixture(name="passage")
def _passage(service: FakeService, tmp_path: Path) -> str:
    """The id of a passage on the page of a PDF that exists."""
    content = typeset.typeset(Report("", [Para("本處完成檢查。" * 30)]), Layout())
    folder = tmp_path / "來源"
    folder.mkdir()
    (folder / "報告.pdf").write_bytes(content)
    page = service.pages[DOC]
    page.info = replace(
        page.info, sources=("報告.pdf",), addresses=("報告.pdf",), roots=("../來源",), format="pdf",
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    first = replace(page.passages[0], boxes=((1, 72.0, 72.0, 300.0, 90.0),))
    page.passages = (first, *page.passages[1:])
    return first.id


@pytest.fixture(name="client")
def _client(service: FakeService, tmp_path: Path) -> FlaskClient:
    return create_app({"INDEX": tmp_path / "index"}, service).test_client()


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.get_json()["error"]["code"]


def test_the_page_of_a_passage_is_drawn(client: FlaskClient, passage: str) -> None:
    address = f"/api/v1/passages/{passage}/picture"
    reply = client.get(address)
    assert reply.status_code == 200, reply.text
    assert reply.mimetype == "image/png"
    assert reply.data.startswith(b"\x89PNG")
    assert "max-age" in reply.headers["Cache-Control"]
    assert client.get(f"{address}?page=1").data == reply.data


def test_pages_without_the_passage_are_refused(client: FlaskClient, passage: str) -> None:
    address = f"/api/v1/passages/{passage}/picture"
    assert code(client.get(f"{address}?page=2")) == (404, "picture_missing")
    assert code(client.get(f"{address}?page=x")) == (400, "parameter_invalid")


@pytest.mark.usefixtures("passage")
def test_a_passage_without_places_has_no_picture(client: FlaskClient, service: FakeService) -> None:
    other = service.pages[DOC].passages[1].id
    assert code(client.get(f"/api/v1/passages/{other}/picture")) == (404, "picture_missing")
    assert not tree(get(client, f"/passages/{other}/cite")).xpath("//img")


def test_a_file_that_changed_is_not_drawn(
    client: FlaskClient, passage: str, tmp_path: Path
) -> None:
    (tmp_path / "來源" / "報告.pdf").write_bytes(b"%PDF-1.4 other")
    assert code(client.get(f"/api/v1/passages/{passage}/picture")) == (404, "source_gone")


def test_a_file_that_cannot_be_drawn_is_reported(
    client: FlaskClient, passage: str, service: FakeService, tmp_path: Path
) -> None:
    content = b"%PDF-1.4 broken"
    (tmp_path / "來源" / "報告.pdf").write_bytes(content)
    page = service.pages[DOC]
    page.info = replace(page.info, sha256=hashlib.sha256(content).hexdigest())
    assert code(client.get(f"/api/v1/passages/{passage}/picture")) == (404, "picture_missing")


def test_too_many_at_once_are_asked_to_wait(
    client: FlaskClient, passage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "TURN", 0.01)
    for _ in range(sources.AT_ONCE):
        sources.turns.acquire()
    try:
        reply = client.get(f"/api/v1/passages/{passage}/picture")
    finally:
        for _ in range(sources.AT_ONCE):
            sources.turns.release()
    assert code(reply) == (429, "busy")
    assert reply.headers["Retry-After"]
    assert client.get(f"/api/v1/passages/{passage}/picture").status_code == 200


def test_the_citation_page_shows_the_page_and_says_what_it_shows(
    client: FlaskClient, passage: str
) -> None:
    page = tree(get(client, f"/passages/{passage}/cite"))
    (image,) = page.xpath("//figure[@class='page-picture']//img")
    assert image.get("src") == f"/api/v1/passages/{passage}/picture?page=1"
    assert "9% 至 11%" in image.get("alt")
    assert not page.xpath("//figure[@class='page-sketch']")


def test_without_the_folder_of_sources_the_place_is_sketched(
    service: FakeService, passage: str
) -> None:
    page = tree(get(create_app({}, service).test_client(), f"/passages/{passage}/cite"))
    assert page.xpath("//figure[@class='page-sketch']")
    assert not page.xpath("//img")


def test_the_citations_come_before_the_picture_and_the_wait_is_told(
    client: FlaskClient, passage: str
) -> None:
    page = tree(get(client, f"/passages/{passage}/cite"))
    headings = page.xpath("//section/@aria-labelledby")
    assert headings.index("styles") < headings.index("place")
    (told,) = page.xpath("//figure//span[@class='picture-waits']")
    assert "產生中" in told.text_content()
    assert told.get("aria-hidden") == "true", "the picture has its own description"
