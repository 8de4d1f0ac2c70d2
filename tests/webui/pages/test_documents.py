"""The pages of documents: whole texts, the list, files that failed."""

from __future__ import annotations

import ast
import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from judian.core.model import Kind, PageVerdict, Verdict
from tests.project import ROOT
from tests.webui.fake import QUESTION, FakeService, document
from tests.webui.reading import get, tree, words
from webui.app import create_app
from webui.wording.messages import MESSAGES

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"


def test_the_document_page_lays_out_its_passages(client: FlaskClient) -> None:
    page = tree(get(client, f"/documents/{DOC}?q=護照"))
    body = page.xpath("//div[@class='part']")[0]
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
    assert [words(a) for a in page.xpath("//nav[@class='toc']//li/a")] == [
        "一、申辦情形",
        "二、統計",
    ]
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


def many_failed(service: FakeService) -> None:
    """Adds 60 files that were not read, 40 of them pictures."""
    service.extra = [
        document(
            f"{n:016x}", "", f"scans/{n:03}.pdf", verdict=Verdict.FAILED,
            reason="scanned" if n < 40 else "time", message_zh="頁面為掃描影像；請辨識",
            message_en="scanned; recognise it", provenance={},
        )
        for n in range(60)
    ]  # fmt: skip


def test_the_list_of_documents_counts_what_failed_and_leads_to_the_report(
    service: FakeService,
) -> None:
    many_failed(service)
    client = create_app({}, service).test_client()
    page = tree(get(client, "/documents"))
    header = page.xpath("//div[@class='sheet-head']")[0]
    assert "61 個檔案無法讀取" in words(header)
    assert "1 份部分讀取" in words(header)
    assert len(page.xpath("//section[@id='failed']//li")) == 5, "not all of them below the list"
    for link in header.xpath(".//a/@href"):
        assert urlsplit(link).path == "/documents/reading"
    home = tree(get(client, "/")).xpath("//a[@class='warn']/@href")[0]
    assert home == "/documents/reading?verdict=failed"


def test_the_report_lists_the_worst_first_with_reason_remedy_and_pages(
    client: FlaskClient,
) -> None:
    page = tree(get(client, "/documents/reading"))
    rows = page.xpath("//tbody/tr")
    assert [r.get("class") for r in rows] == ["read-failed", "read-partial", "read-kept"]
    failed, partial, kept = (words(r) for r in rows)
    assert "broken/掃描.pdf 無法讀取 設有密碼 檔案設有密碼；請解除後再執行" in failed
    assert "第 2–3 頁：掃描影像，沒有文字" in partial
    assert "第 2 頁為掃描影像" in partial, "with what helps"
    assert "第 5 頁：字型沒有文字對應（24% 的字元沒有對應的文字）" in partial
    assert "標題 取自內文" in kept
    assert "機關 外交部 取自內文" in kept
    english = words(tree(get(client, "/documents/reading?lang=en")).xpath("//tbody")[0])
    assert "pages 2–3: scanned, no text" in english
    assert "page 5: unreadable font (24% of the characters have no code)" in english


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ("", 63),
        ("?verdict=failed", 61),
        ("?verdict=failed&reason=scanned", 40),
        ("?reason=scanned", 41),
        ("?verdict=kept", 1),
        ("?verdict=kept&reason=scanned", 0),
        ("?q=SCANS 05", 11),
        ("?q=領務", 1),
    ],
)
def test_the_report_can_be_filtered(service: FakeService, asked: str, files: int) -> None:
    many_failed(service)
    client = create_app({}, service).test_client()
    page = tree(get(client, f"/documents/reading{asked}"))
    assert f"{files} 個檔案" in words(page.xpath("//div[@class='sheet-head']")[0])
    assert len(page.xpath("//tbody/tr")) == min(files, 50)
    reply = client.get(quote(f"/api/v1/documents{asked}", safe="/?=&")).get_json()
    assert reply["total"] == files


def test_the_filters_of_the_report_say_how_many_they_leave(service: FakeService) -> None:
    many_failed(service)
    client = create_app({}, service).test_client()
    page = tree(get(client, "/documents/reading?verdict=failed&size=20"))
    for link in page.xpath("//p[@class='choice']/a[span[@class='quiet']]"):
        there = tree(client.get(link.get("href")))
        count = words(link.xpath("./span[@class='quiet']")[0])
        assert f"{count} 個檔案" in words(there.xpath("//div[@class='sheet-head']")[0])
        assert len(there.xpath("//tbody/tr")) == min(20, int(count)), "the size is kept"
    later = page.xpath("//nav[@class='pager']//a[@rel='next']/@href")[0]
    assert len(tree(client.get(later)).xpath("//tbody/tr")) == 20


def test_the_report_is_a_table_for_spreadsheets(client: FlaskClient) -> None:
    link = tree(get(client, "/documents/reading?verdict=failed")).xpath("//a[@download]/@href")[0]
    table = list(csv.DictReader(io.StringIO(client.get(link).text.removeprefix("\ufeff"))))
    assert [row["file"] for row in table] == ["broken/掃描.pdf"]
    assert table[0]["reason"] == "password"
    assert table[0]["message_zh"] == "檔案設有密碼；請解除後再執行"


def test_words_recognised_on_a_picture_are_marked(service: FakeService) -> None:
    page = service.pages[DOC]
    verdicts = (
        PageVerdict(1, "ocr", "mean confidence 0.87"),
        PageVerdict(2, "ocr", "mean confidence 0.61"),
    )
    page.info = replace(page.info, page_verdicts=verdicts)
    client = create_app({}, service).test_client()
    mark = "文字辨識（OCR），信心 87%"
    for path in ("/search?q=申辦護照", f"/passages/{DOC}-3/cite", f"/search?q={QUESTION}"):
        assert mark in words(tree(get(client, path)).xpath("//main")[0]), path
    marks = tree(get(client, f"/documents/{DOC}")).xpath("//p[@class='page-mark']")
    assert [words(m) for m in marks] == [
        f"第 1 頁 {mark}",
        "第 2 頁 文字辨識（OCR），信心 61%",
    ]
    assert "2 頁由影像辨識（OCR）" in words(tree(get(client, f"/documents/{DOC}")))
    table = client.get("/api/v1/documents?q=passport&format=csv").text
    assert ",2,0.74," in table
    reply = client.get(f"/api/v1/passages/{DOC}-3").get_json()
    assert reply["location"]["ocr"] == 0.87
    assert client.get("/api/v1/passages/bbbbbbbbbbbbbbbb-2").get_json()["location"]["ocr"] is None


@pytest.mark.parametrize(
    ("verdicts", "runs"),
    [
        ([(1, "good", ""), (2, "empty", "")], []),
        ([(1, "good", "read by PDFium")], ["第 1 頁：已讀取（以 PDFium 讀取）"]),
        (
            [(n, "ocr", f"mean confidence 0.{80 + n}") for n in (1, 2, 3)],
            ["第 1–3 頁：文字辨識（OCR）（平均信心 81–83%）"],
        ),
        (
            [
                (1, "ocr", "mean confidence 0.81"),
                (2, "ocr", "mean confidence 0.81; 3 characters repaired"),
                (3, "ocr", "mean confidence 0.81; 12 characters repaired"),
            ],
            ["第 1–3 頁：文字辨識（OCR）（平均信心 81%；依詞典修正 3–12 字）"],
        ),
        ([(9, "missing", "to page 18: time")], ["第 9–18 頁：未讀到（超過讀取時間上限）"]),
        (
            [
                (1, "scanned", ""),
                (2, "scanned", ""),
                (4, "scanned", ""),
                (5, "failed", "KeyError: 'x'"),
            ],
            [
                "第 1–2 頁：掃描影像，沒有文字",
                "第 4 頁：掃描影像，沒有文字",
                "第 5 頁：無法讀取（KeyError: 'x'）",
            ],
        ),
        (
            [(n, "mojibake", f"{n} % of the characters are bytes of cp950") for n in range(1, 7)],
            [
                "第 1–6 頁：亂碼（1% 的字元其實是 cp950 編碼；2% 的字元其實是 cp950 編碼；"
                "3% 的字元其實是 cp950 編碼；…）"
            ],
        ),
        ([(1, "new_verdict", "x" * 500)], [f"第 1 頁：new verdict（{'x' * 160}…）"]),
    ],
)
def test_pages_read_alike_form_one_run(
    service: FakeService, verdicts: list[tuple[int, str, str]], runs: list[str]
) -> None:
    page = service.pages[DOC]
    page.info = replace(page.info, page_verdicts=tuple(PageVerdict(*v) for v in verdicts))
    rows = tree(get(create_app({}, service).test_client(), "/documents/reading?q=passport"))
    assert [words(li) for li in rows.xpath("//ul[@class='page-runs']/li")] == runs


def test_every_reason_of_the_readers_has_words() -> None:
    """Read from their source: the pages know the readers by what they leave in the index."""
    named = set()
    folder = ROOT / "indexer"
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = {"SourceUnreadable": 1, "PageVerdict": 1}.get(node.func.id)
                if at is not None and len(node.args) > at:
                    value = node.args[at]
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        named.add(value.value)
    assert {"password", "no_text", "missing", "undecodable"} <= named
    assert not {n for n in named if not {f"reason.{n}", f"verdict.{n}"} & set(MESSAGES)}


def test_long_lists_of_documents_have_pages(service: FakeService) -> None:
    service.extra = [document(f"{n:016x}", f"報告{n}", f"{n}.txt") for n in range(1, 121)]
    client = create_app({}, service).test_client()
    first = tree(get(client, "/documents"))
    assert len(first.xpath("//table//tr")) == 51
    last = tree(get(client, "/documents?page=3"))
    assert "報告120" in words(last)
    assert not last.xpath("//section[@id='failed']")


def test_documents_are_found_by_title_agency_or_file_name(client: FlaskClient) -> None:
    for q in ("領務", "外交部", "PASSPORT", "領務 外交部"):
        page = tree(get(client, f"/documents?q={q}"))
        assert len(page.xpath("//tbody/tr")) == 1, q
        assert page.xpath("//input[@id='q-name']/@value") == [q]
    assert "沒有符合的檔案" in words(tree(get(client, "/documents?q=查無此詞")))
    failed = tree(get(client, "/documents?q=掃描"))
    assert "1 個檔案無法讀取" in words(failed.xpath("//div[@class='sheet-head']")[0])


def test_an_agency_leads_to_its_passages(client: FlaskClient) -> None:
    link = tree(get(client, "/documents")).xpath("//td/a[@class='agency']/@href")[0]
    found = tree(client.get(link))
    assert found.xpath("//li[@class='hit']")
    assert words(found.xpath("//div[@class='active']//a")[0]) == "外交部"


def test_a_file_that_was_not_read_offers_nothing_of_its_text(client: FlaskClient) -> None:
    page = tree(get(client, "/documents/cccccccccccccccc?q=護照"))
    assert "檔案設有密碼" in words(page.xpath("//div[@class='notice']")[0])
    assert not page.xpath("//main//form")
    links = [urlsplit(a).path for a in page.xpath("//p[@class='doc-actions']/a/@href")]
    assert links == ["/documents/reading"]


def test_a_title_is_never_empty(service: FakeService) -> None:
    page = service.pages[DOC]
    page.info = replace(page.info, title="  ")
    client = create_app({}, service).test_client()
    assert "reports/passport.txt" in words(tree(get(client, f"/documents/{DOC}")).xpath("//h1")[0])
