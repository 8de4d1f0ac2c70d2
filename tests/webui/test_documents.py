"""The pages of documents: whole texts, the list, files that failed."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from core.model import Kind
from tests.webui.fake import FakeService, document
from tests.webui.reading import get, tree, words
from webui.app import create_app

DOC = "aaaaaaaaaaaaaaaa"


def test_the_document_page_lays_out_its_passages(client: FlaskClient) -> None:
    page = tree(get(client, f"/documents/{DOC}?q=護照"))
    body = page.xpath("//div[@class='body']")[0]
    assert [(h.tag, words(h)) for h in body.xpath("./h2")] == [
        ("h2", "一、申辦情形"),
        ("h2", "二、統計"),
    ]
    pieces = body.xpath("./p/span[@class='passage']/..")
    both = next(p for p in pieces if len(p.xpath("./span")) == 2)
    assert words(both).endswith("370億元。同一段的後半，承辦單位收到陳情書38件。"), (
        "parts of one paragraph stay together"
    )
    assert len(body.xpath("./ul/li")) == 2
    rows = body.xpath(".//table/tbody/tr")
    assert [r.get("id") for r in rows] == [f"p-{DOC}-9", f"p-{DOC}-10"]
    assert body.xpath(".//thead/@id") == [f"p-{DOC}-8"], "the headers stand in the table only"
    assert not body.xpath("./p[@class='table_head']")
    assert [words(m) for m in body.xpath("./p[@class='page-mark']")] == ["第 1 頁", "第 2 頁"]
    assert len(body.xpath(".//tbody//mark | ./*[not(self::div)]//mark")) == 6
    assert [words(m) for m in body.xpath(".//thead//mark")] == ["護照"]
    assert [words(a) for a in page.xpath("//nav[@class='toc']//a")] == ["一、申辦情形", "二、統計"]
    ids = page.xpath("//@id")
    assert all(f"p-{DOC}-{n}" in ids for n in range(1, 14))


def test_the_document_page_shows_every_character_of_the_text(
    client: FlaskClient, service: FakeService
) -> None:
    for doc_id, known in service.pages.items():
        body = tree(get(client, f"/documents/{doc_id}")).xpath("//div[@class='body']")[0]
        shown = "".join(body.text_content().split())
        for passage in known.passages:
            if passage.kind is Kind.TABLE_HEAD:
                assert all(word in shown for word in passage.text.split())
            elif passage.table:
                row = body.xpath(f".//tr[@id='p-{passage.id}']")[0]
                assert [words(cell) for cell in row] == passage.text.split("\t")
            else:
                assert "".join(passage.text.split()) in shown


def test_a_passage_has_an_address_of_its_own(client: FlaskClient) -> None:
    response = get(client, f"/passages/{DOC}-3?q=護照")
    assert response.status_code == 302
    where = urlsplit(response.headers["Location"])
    assert where.path == f"/documents/{DOC}"
    assert where.fragment == f"p-{DOC}-3"
    assert get(client, "/passages/none").status_code == 404


def test_failed_files_are_listed_with_the_reason(client: FlaskClient) -> None:
    failed = tree(get(client, "/documents")).xpath("//section[@id='failed']")[0]
    assert "broken/掃描.pdf" in words(failed)
    assert "請解除後再執行" in words(failed)


def test_long_lists_of_documents_have_pages(service: FakeService) -> None:
    service.extra = [document(f"{n:016x}", f"報告{n}", f"{n}.txt") for n in range(1, 121)]
    client = create_app({}, service).test_client()
    first = tree(get(client, "/documents"))
    assert len(first.xpath("//table//tr")) == 51
    last = tree(get(client, "/documents?page=3"))
    assert "報告120" in words(last)
    assert not last.xpath("//section[@id='failed']")


def test_a_title_is_never_empty(service: FakeService) -> None:
    page = service.pages[DOC]
    page.info = replace(page.info, title="  ")
    client = create_app({}, service).test_client()
    assert "reports/passport.txt" in words(tree(get(client, f"/documents/{DOC}")).xpath("//h1")[0])
