"""What browsers and programs ask of any site."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import lxml.etree
import pytest
from PIL import Image

from judian.core.errors import SettingInvalid
from judian.core.settings import SETTINGS, Settings
from tests.webui.fake import HOSTILE, FakeService, document
from tests.webui.reading import get, tree
from webui.app import create_app
from webui.configuration import configuration

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"
DESCRIBED = (
    *("/", "/search?q=護照", "/figures", "/instruments", "/instruments/treaty-1", "/authorities"),
    *("/documents", f"/documents/{DOC}", "/documents/reading", f"/passages/{DOC}-3/cite", "/help"),
    *("/verify-quote", "/none"),
)


def settings(**values: str) -> Settings:
    known: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}
    return Settings({**known, **values}, {})


def test_a_browser_can_add_the_search(client: FlaskClient) -> None:
    [link] = tree(get(client, "/")).xpath("//link[@rel='search']")
    reply = client.get(link.get("href"))
    assert link.get("type") == reply.mimetype == "application/opensearchdescription+xml"
    described = lxml.etree.fromstring(reply.data)
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert len(described.findtext("o:ShortName", namespaces=names) or "") in range(1, 17)
    [pattern] = described.xpath("//o:Url[@type='text/html']/@template", namespaces=names)
    assert pattern.startswith("http://localhost/")
    found = get(client, pattern.removeprefix("http://localhost").replace("{searchTerms}", "護照"))
    assert tree(found).xpath("//li[@class='hit']")


@pytest.mark.parametrize("path", DESCRIBED)
@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_every_page_describes_itself(client: FlaskClient, path: str, language: str) -> None:
    page = tree(get(client, path, **{"Accept-Language": language}))
    [text] = page.xpath("//head/meta[@name='description']/@content")
    assert len(text) >= 10


def test_a_description_holds_a_hostile_title_as_text(client: FlaskClient) -> None:
    page = tree(client.get("/documents/bbbbbbbbbbbbbbbb"))
    assert HOSTILE in page.xpath("//meta[@name='description']/@content")[0]


def test_robots_are_kept_from_costly_addresses_alone(client: FlaskClient) -> None:
    reply = client.get("/robots.txt")
    assert reply.mimetype == "text/plain"
    assert "Disallow: /api/\n" in reply.text
    assert "Disallow: /\n" not in reply.text
    refused = {line.removeprefix("Disallow: ") for line in reply.text.splitlines()[1:]}
    for path in ("/figures?q=1", "/authorities?page=2", "/api/v1/search"):
        assert any(path.startswith(start) for start in refused), path
    for path in ("/", "/figures", "/authorities", "/batch", "/search?q=1", "/documents"):
        assert not any(path.startswith(start) for start in refused), path


def test_robots_are_told_to_stay_out_where_one_must_log_in(tmp_path: Path) -> None:
    config = {"LOGIN": "users", "ACCOUNTS": tmp_path / "accounts.sqlite3"}
    client = create_app(config, FakeService()).test_client()
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    for path in ("/favicon.ico", "/opensearch.xml"):
        assert client.get(path, buffered=True).status_code == 200, path


def test_the_icon_is_there_for_those_who_do_not_ask_the_page(client: FlaskClient) -> None:
    reply = client.get("/favicon.ico", buffered=True)
    with Image.open(io.BytesIO(reply.data)) as picture:
        assert picture.format == "ICO"
        assert (32, 32) in picture.info["sizes"]


def test_a_contact_for_weaknesses_is_stated_only_where_one_is_set(client: FlaskClient) -> None:
    path = "/.well-known/security.txt"
    assert client.get(path).status_code == 404
    config = {"SECURITY_CONTACT": "mailto:security@example.org"}
    text = create_app(config, FakeService()).test_client().get(path).text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"].endswith(path)
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=1) < left < timedelta(days=365)


@pytest.mark.parametrize("contact", ["security@example.org", "http://a.example", "mailto:a b", "x"])
def test_a_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(SettingInvalid, match="mailto"):
        configuration(settings(security_contact=contact))
    assert configuration(settings(security_contact="https://a.example/"))["SECURITY_CONTACT"]


def test_zotero_finds_the_file_of_a_pdf_that_is_offered(tmp_path: Path) -> None:
    service = FakeService()
    pdf = document("dddddddddddddddd", "報告", "a.pdf", format="pdf", roots=("src",))
    page = type(next(iter(service.pages.values())))(pdf)
    service.pages[pdf.id] = page
    name = "//meta[@name='citation_pdf_url']/@content"
    offered = create_app({"INDEX": tmp_path}, service).test_client()
    [address] = tree(offered.get(f"/documents/{pdf.id}")).xpath(name)
    assert address == f"http://localhost{quote(f'/api/v1/documents/{pdf.id}/source')}"
    assert not tree(offered.get(f"/documents/{DOC}")).xpath(name), "no PDF"
    without = create_app({}, service).test_client()
    assert not tree(without.get(f"/documents/{pdf.id}")).xpath(name), "no file to offer"
