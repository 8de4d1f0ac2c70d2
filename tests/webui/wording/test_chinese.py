"""Chinese pages hold no English: every Latin word on them is a proper name or a document's own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from judian.core.model import Verdict
from judian.search.query.grammar import parse
from judian.search.query.trees import describe
from tests.webui.fake import FakeService, document
from tests.webui.pages.test_pages import PAGES
from tests.webui.reading import get, tree
from webui.api import openapi
from webui.app import create_app
from webui.wording.queries import understood
from webui.wording.query_language import CHAPTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import lxml.html
    from flask import Flask

#: Names of formats, standards, programs and commands, and the operators that are typed.
PROPER = {
    *("Judian", "English", "AND", "OR", "NOT", "CSV", "JSON", "PDF", "DOCX", "ODT", "OCR", "Word"),
    *("RIS", "BibTeX", "CSL", "APA", "OSCOLA", "Bluebook", "Zotero", "Atom", "SHA", "KB", "MB"),
    *(
        "Markdown",
        "HTML",
        "DOCX",
        "Excel",
        "XLSX",
        "ODS",
        "PowerPoint",
        "PPTX",
        "DI",
        "EPUB",
        "ISO",
    ),
    *("WCAG", "AA", "Chromium", "JavaScript", "axe", "core", "Firefox", "Safari", "NVDA"),
    *("VoiceOver", "Freego", "Office"),
    *("judian", "batch", "openapi", "json", "bib", "ris", "utf"),
}
_LATIN = re.compile(r"[A-Za-z]{2,}")
#: What holds no words of the page: scripts, commands, keys, what is marked as English, and
#: citations in the form of a style.
_SKIPPED = "//script | //style | //code | //pre | //kbd | //*[@lang='en']"
_SKIPPED += " | //*[@data-copy]"
_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt")


@pytest.fixture(scope="module")
def service() -> FakeService:
    """The fake, with documents whose facts come from everywhere."""
    held = FakeService()
    origins = ("text: 今(102)年", "title", "properties", "file name", "SOURCES.tsv",
               "text: first sentence", "text")  # fmt: skip
    for number, origin in enumerate(origins):
        provenance = dict.fromkeys(("title", "agency", "date", "period"), origin)
        held.extra.append(
            document(f"{number}" * 16, "年報", f"{number}.txt", provenance=provenance,
                     period_start="2023-01-01", period_end="2023-12-31")
        )  # fmt: skip
    held.extra.append(document("e" * 16, "", "壞.doc", verdict=Verdict.FAILED, reason="binary"))
    return held


@pytest.fixture(scope="module")
def app(service: FakeService) -> Flask:
    return create_app({}, service)


def own_words(service: FakeService) -> set[str]:
    """The Latin words of the documents: texts, titles, files, notes of readers, ids."""
    texts = [page.text for page in service.pages.values()]
    for info in service.documents():
        details = [verdict.detail for verdict in info.page_verdicts]
        texts += [info.id, info.title, *info.sources, info.agency or "", *map(str, details)]
        texts += [info.message_zh or "", *(v for k, v in info.provenance.items() if k == "title")]
    texts += [
        f.measure or "" for p in service.pages.values() for q in p.passages for f in q.figures
    ]
    found = {word for text in texts for word in _LATIN.findall(text)}
    return found - {"text", "properties", "file", "name", "first", "sentence", "title"}


def without_descriptions(part: Any) -> Any:
    """A part of the OpenAPI description without its sentences."""
    if isinstance(part, dict):
        return {k: without_descriptions(v) for k, v in part.items()
                if k != "summary" and not (k == "description" and isinstance(v, str))}  # fmt: skip
    return [without_descriptions(one) for one in part] if isinstance(part, list) else part


def visible_texts(page: lxml.html.HtmlElement) -> Iterator[str]:
    """The texts of a page and of attributes that are read out."""
    for element in page.xpath("//head/title | //head/meta[@name='description']"):
        yield element.get("content") or element.text_content()
    for skipped in page.xpath(_SKIPPED):
        skipped.drop_tree()
    for element in page.body.iter():
        for name in _ATTRIBUTES:
            if element.get(name):
                yield element.get(name)
    yield " ".join(page.body.itertext())


@pytest.mark.parametrize("path", PAGES)
def test_a_chinese_page_holds_no_english(app: Flask, service: FakeService, path: str) -> None:
    page = tree(get(app.test_client(), path, **{"Accept-Language": "zh-TW"}))
    asked = set(_LATIN.findall(path)) | {"quot", "onerror", "alert"}
    if path.startswith(
        "/help/api"
    ):  # names of addresses, parameters and values, to be typed as they are
        asked |= set(_LATIN.findall(str(without_descriptions(openapi.document())) + " GET POST"))
    known = PROPER | own_words(service) | asked
    found = {word for text in visible_texts(page) for word in _LATIN.findall(text)}
    assert found - known == set()


def test_where_a_fact_was_taken_from_is_said_in_chinese(app: Flask) -> None:
    page = tree(app.test_client().get("/documents/reading"))
    origins = {node.text_content() for node in page.xpath("//span[@class='from']")}
    assert {"取自內文「今(102)年」", "取自標題", "取自內文首句", "取自檔名"} <= origins


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("instrument:公路法", "條約:公路法"),
        ("year:113", "年:113"),
        ("(title:海岸 AND -agency:巡防)", "(標題:海岸 AND -機關:巡防)"),
        ('"a title:b" 走私', '"a title:b" 走私'),
        ("subtitle:海岸", "subtitle:海岸"),
    ],
)
def test_names_of_fields_are_chinese(app: Flask, query: str, words: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "zh-TW"}):
        app.preprocess_request()
        assert understood(query) == words
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        app.preprocess_request()
        assert understood(query) == query


@pytest.mark.parametrize("query", [q for c in CHAPTERS for e in c.examples for q in e.queries])
def test_a_query_in_chinese_reads_the_same_again(app: Flask, query: str) -> None:
    described = describe(parse(query))
    with app.test_request_context("/", headers={"Accept-Language": "zh-TW"}):
        app.preprocess_request()
        assert describe(parse(understood(described))) == described


def test_dates_are_written_as_agencies_write_them(app: Flask) -> None:
    for path in ("/documents", "/search?q=護照", "/documents/aaaaaaaaaaaaaaaa"):
        page = tree(get(app.test_client(), path, **{"Accept-Language": "zh-TW"}))
        [first, *_] = page.xpath("//main//time")
        assert (first.get("datetime"), first.text_content()) == ("2024-03", "113年3月")


def test_the_footer_says_when_the_collection_was_brought_up_to_date() -> None:
    service = FakeService()
    late = document("f" * 16, "新", "n.txt", indexed_at="2026-11-29T01:41:00+00:00")
    service.extra = [late, replace(late, id="9" * 16, indexed_at=None)]
    client = create_app({}, service).test_client()
    foot = tree(get(client, "/search?q=護照")).xpath("//footer")[0].text_content()
    assert "資料更新於 115年11月29日" in foot
    assert "第 7 版" in foot
