"""The pages as people get them: what they show, in both languages, whatever is typed."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import lxml.html
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.errors import IndexMissing, IndexOutdated
from core.model import Kind
from tests.webui.fake import FAILED, HOSTILE, QUESTION, UNANSWERED, FakeService, document
from webui.app import create_app

DOC = "aaaaaaaaaaaaaaaa"
BAD = "bbbbbbbbbbbbbbbb"
PAGES = (
    "/",
    "/search?q=護照",
    f"/search?q={QUESTION}",
    f"/search?q={UNANSWERED}",
    "/search?q=查無此詞",
    "/search?q=",
    '/search?q="護照',
    "/search?q=112年",
    f"/search?q={quote(HOSTILE)}",
    f"/search?q=護照&doc={BAD}",
    "/search?q=護照&page=9",
    "/search?q=護照&size=2&page=2",
    "/documents",
    f"/documents/{DOC}?q=護照",
    f"/documents/{DOC}?q={quote(HOSTILE)}",
    f"/documents/{BAD}",
    f"/documents/{FAILED.id}",
    "/help",
    "/no/such/page",
    f"/{quote(HOSTILE)}",
    f"/documents/{quote(HOSTILE, safe='')}",
)


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    return client.get(quote(path, safe="/?=&:%"), headers=headers)


def tree(response: TestResponse) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(response.text)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_html_and_no_text_becomes_markup(
    client: FlaskClient, path: str, language: str
) -> None:
    response = get(client, path, **{"Accept-Language": language})
    page = tree(response)
    assert response.content_type == "text/html; charset=utf-8"
    # The page's own script is the only one, and nothing is inline.
    assert [s.get("src", "").split("?")[0] for s in page.iter("script")] == ["/static/judian.js"]
    assert not page.xpath("//*[@style] | //style | //img | //iframe | //object")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not [h for h in page.xpath("//@href") if h.strip().lower().startswith("javascript:")]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.get("lang") == ("en" if language == "en" else "zh-Hant-TW")
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1
    assert page.xpath("//title")[0].text.strip(" ·")
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        named = control.get("id") and page.xpath(f"//label[@for='{control.get('id')}']")
        assert named or control.getparent().tag == "label"
    for target in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids, target


@pytest.mark.parametrize("path", PAGES)
def test_headings_do_not_skip_a_level(client: FlaskClient, path: str) -> None:
    levels = [
        int(h.tag[1])
        for h in tree(get(client, path)).xpath(
            "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
        )
    ]
    main = levels[levels.index(1) :]
    assert all(b <= a + 1 for a, b in pairwise(main)), levels


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_to_a_page(client: FlaskClient, path: str) -> None:
    page = tree(get(client, path))
    for href in set(page.xpath("//a/@href | //link/@href | //script/@src | //form/@action")):
        parts = urlsplit(href)
        assert not parts.netloc, href
        if not parts.path:
            continue
        target = client.get(href, buffered=True)
        assert target.status_code in (200, 302), href
        if parts.fragment and target.status_code == 200:
            assert parts.fragment in tree(target).xpath("//@id"), href


def test_the_home_page_tells_of_the_collection(client: FlaskClient) -> None:
    page = tree(get(client, "/"))
    text = words(page)
    assert "護照申辦及領務工作報告" in text
    assert "15" in text
    assert "2024" in text
    assert "1 個檔案無法讀取" in text


def test_examples_are_made_from_the_collection_and_answerable(service: FakeService) -> None:
    asked: list[str] = []
    answer = service.answer

    def listen(question: str) -> object:
        asked.append(question)
        return answer(QUESTION)

    service.answer = listen  # type: ignore[assignment, method-assign]
    client = create_app({}, service).test_client()
    examples = tree(get(client, "/")).xpath("//div[@class='examples']//a")
    texts = [e.text_content() for e in examples]
    assert texts == ["承辦單位收到陳情書多少件？", "護照條例", "申辦情形"]
    get(client, "/")
    assert asked == ["承辦單位收到陳情書多少件？"], "tried once for each generation"


def test_an_empty_collection_says_what_to_do(service: FakeService) -> None:
    service.pages.clear()
    client = create_app({}, service).test_client()
    for path in ("/", "/documents"):
        assert "python -m indexer" in words(tree(get(client, path)))


def test_hits_show_document_section_place_figures_and_citation(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=國人申辦護照"))
    hit = page.xpath("//li[@class='hit']")[0]
    text = words(hit)
    for part in (
        "護照申辦及領務工作報告",
        "外交部",
        "2024-03",
        "一、申辦情形",
        "第 1 頁",
        "第 3 段",
    ):
        assert part in text
    assert [words(c) for c in hit.xpath(".//li[@class='chip']")] == [
        "國人申辦護照 4萬5,426件 112年度",
        "12.5%",
    ]
    assert [m.text for m in hit.xpath(".//mark")] == ["國人申辦護照"]
    assert hit.xpath(".//*[@data-copy]")[0].text == "外交部，〈護照申辦及領務工作報告〉，第3段。"
    link = urlsplit(hit.xpath(".//h3/a/@href")[0])
    assert link.fragment == f"p-{DOC}-3"
    assert parse_qs(link.query) == {"q": ["國人申辦護照"]}


def test_a_hit_in_a_table_is_shown_under_its_headers(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=112年%0915"))
    table = page.xpath("//li[@class='hit']//table")[0]
    head = [[words(c) for c in row] for row in table.xpath("./thead/tr")]
    assert head == [["項目", "護照", "簽證"], ["件數", "人數"]]
    assert table.xpath("./thead//th[@colspan='2']")[0].text == "護照"
    row = table.xpath("./tbody/tr")[0]
    assert [c.get("class") for c in row] == [None, "num", "num", "num"]
    assert [(c.tag, words(c)) for c in row] == [
        ("th", "112年"),
        ("td", "15"),
        ("td", "45"),
        ("td", "9"),
    ]
    assert "表1 受理案件統計" in words(table.xpath("./caption")[0])


def test_an_answer_stands_above_the_hits_with_its_source(client: FlaskClient) -> None:
    page = tree(get(client, f"/search?q={QUESTION}"))
    card = page.xpath("//section[contains(@class, 'answer-card')]")[0]
    text = words(card)
    assert card.xpath(".//*[contains(@class, 'answer-text')]")[0].text == "4萬5,426件"
    assert card.xpath(".//mark[@class='answer']")[0].text == "4萬5,426件"
    for part in ("45,426 件", "93%", "高", "112年度", "第3段", "其他可能的答案（1）"):
        assert part in text
    assert page.xpath("//li[@class='hit']")


def test_a_refusal_gives_the_reason_and_the_nearest_passages(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照？"))
    assert "沒有段落提到所問的內容" in words(
        page.xpath("//section[contains(@class, 'refusal')]")[0]
    )
    english = tree(get(client, "/search?q=護照？", **{"Accept-Language": "en"}))
    assert "no passage says it" in words(english.xpath("//section[contains(@class, 'refusal')]")[0])


def test_keywords_are_not_answered_nor_refused(client: FlaskClient) -> None:
    assert not tree(get(client, "/search?q=護照")).xpath(
        "//section[contains(@class, 'answer-card')]"
    )


def test_facets_keep_the_query_and_can_be_removed(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照"))
    facet = page.xpath("//section[@aria-labelledby='facet-doc']//a")[0]
    assert words(facet).startswith("護照申辦及領務工作報告 7")
    narrowed = tree(client.get(facet.get("href")))
    assert len(narrowed.xpath("//li[@class='hit']")) == 7
    chip = narrowed.xpath("//div[@class='active']//a")[0]
    assert words(chip) == "護照申辦及領務工作報告"
    assert parse_qs(urlsplit(chip.get("href")).query) == {"q": ["護照"]}
    year = page.xpath("//section[@aria-labelledby='facet-year']//a/@href")[0]
    assert parse_qs(urlsplit(year).query) == {
        "q": ["護照"],
        "year_from": ["2024"],
        "year_to": ["2024"],
    }


def test_pages_of_results_number_their_hits(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照&size=2&page=2"))
    assert page.xpath("//ol[@class='hits']/@start") == ["3"]
    pager = page.xpath("//nav[@class='pager']")[0]
    assert pager.xpath(".//a[@aria-current='page']")[0].text == "2"
    following = parse_qs(urlsplit(pager.xpath(".//a[@rel='next']/@href")[0]).query)
    assert following == {"q": ["護照"], "size": ["2"], "page": ["3"]}


def test_the_page_size_is_a_setting(service: FakeService) -> None:
    client = create_app({"PAGE_SIZE": 3}, service).test_client()
    assert len(tree(get(client, "/search?q=護照")).xpath("//li[@class='hit']")) == 3


def test_what_was_understood_is_shown(client: FlaskClient) -> None:
    expanded = tree(get(client, "/search?q=旅券"))
    assert "旅券 → 護照" in words(expanded)
    off = expanded.xpath("//dl[@class='reading']//a/@href")[0]
    assert "旅券 → 護照" not in words(tree(client.get(off)))
    better = tree(get(client, "/search?q=護昭")).xpath("//p[@class='suggestion']/a")[0]
    assert better.text == "護照"
    problem = words(tree(get(client, '/search?q=申辦 "護照')).xpath("//div[@class='notice']")[0])
    assert "第 4 字" in problem
    assert "引號沒有成對" in problem


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("護照" * 5000, "檢索詞有 10,000 字，最多 2,000 字"),
        ("護%00照", "第 2 字是控制字元 U+0000"),
        ("護照%1b[31m", "控制字元 U+001B"),
    ],
)
def test_no_words_of_a_person_are_answered_by_an_error_page(
    client: FlaskClient, typed: str, told: str
) -> None:
    response = get(client, f"/search?q={typed}")
    assert response.status_code == 200
    assert told in words(tree(response).xpath("//div[@class='notice']")[0])


def test_an_empty_query_is_told_so_on_the_home_page(client: FlaskClient) -> None:
    for path in ("/search", "/search?q=", "/search?q=%20%E3%80%80"):
        response = get(client, path)
        assert response.status_code == 200
        assert "請輸入關鍵詞或問題。" in response.text


def test_nothing_found_offers_ways_on(client: FlaskClient) -> None:
    text = words(tree(get(client, "/search?q=查無此詞")).xpath("//div[@class='none']")[0])
    assert "沒有符合的段落" in text


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


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/no/such/page", 404, "找不到頁面"),
        ("/documents/none", 404, "none"),
        ("/search?q=a&page=zero", 400, "1 到 10000 的整數"),
        ("/search?q=a&q=b", 400, "出現 2 次"),
        ("/search?q=%A8%B1", 400, "UTF-8"),
        ("/documents?page=99999999999", 400, "整數"),
    ],
)
def test_error_pages_say_what_is_wrong(
    client: FlaskClient, path: str, status: int, told: str
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert told in words(tree(response).xpath("//main")[0])


def test_a_path_in_another_encoding_is_told_so(client: FlaskClient) -> None:
    # The test client decodes paths leniently; a server hands on the bytes.
    response = client.get("/", environ_overrides={"PATH_INFO": "/\xa8\xb1"})
    assert response.status_code == 400
    assert "UTF-8" in words(tree(response).xpath("//main")[0])


def test_a_method_that_is_not_there_gets_a_page(client: FlaskClient) -> None:
    response = client.post("/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "POST" in words(tree(response).xpath("//main")[0])


@pytest.mark.parametrize(
    ("error", "command"),
    [
        (IndexMissing(Path("my index")), "python -m indexer --index my index"),
        (
            IndexOutdated(Path("ix"), "format", 1, 2),
            "python -m indexer --index ix --rebuild",
        ),
    ],
)
def test_an_unusable_index_is_told_with_the_command(
    error: IndexMissing | IndexOutdated, command: str
) -> None:
    client = create_app({}, FakeService(error)).test_client()
    for path in ("/", "/search?q=a", "/documents", f"/documents/{DOC}"):
        response = client.get(path)
        assert response.status_code == 503
        assert tree(response).xpath("//p[@class='error-hint']/code")[0].text == command
    assert client.get("/help").status_code == 200


@pytest.mark.parametrize(
    ("accept", "tag"),
    [
        ("", "zh-Hant-TW"),
        ("zh-TW,zh;q=0.9", "zh-Hant-TW"),
        ("zh-CN", "zh-Hant-TW"),
        ("en-US,en;q=0.9", "en"),
        ("ja,en;q=0.5", "en"),
        ("ja", "zh-Hant-TW"),
        ("en;q=0.3,zh;q=0.8", "zh-Hant-TW"),
        ("en;q=0", "zh-Hant-TW"),
        ("*", "zh-Hant-TW"),
        (";;;,,q=", "zh-Hant-TW"),
    ],
)
def test_the_browser_states_the_language(client: FlaskClient, accept: str, tag: str) -> None:
    response = client.get("/", headers={"Accept-Language": accept})
    assert tree(response).get("lang") == tag
    assert response.headers["Content-Language"] == tag
    assert "Accept-Language" in response.headers["Vary"]


def test_a_chosen_language_is_remembered(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照"))
    switch = page.xpath("//nav[@class='languages']/a")[0]
    assert parse_qs(urlsplit(switch.get("href")).query) == {"q": ["護照"], "lang": ["en"]}
    assert tree(client.get(switch.get("href"))).get("lang") == "en"
    assert tree(client.get("/")).get("lang") == "en"
    assert tree(client.get("/?lang=zh-TW")).get("lang") == "zh-Hant-TW"
    assert tree(client.get("/?lang=klingon")).get("lang") == "zh-Hant-TW"


def test_without_cookies_the_links_carry_the_language(service: FakeService) -> None:
    client = create_app({}, service).test_client(use_cookies=False)
    page = tree(get(client, "/search?q=護照&lang=en"))
    inner = [h for h in page.xpath("//main//a/@href") if not h.startswith("#")]
    assert inner
    assert all(parse_qs(urlsplit(h).query).get("lang") == ["en"] for h in inner)
    assert page.xpath("//form//input[@name='lang']/@value") == ["en", "en"]


def test_a_title_is_never_empty(service: FakeService) -> None:
    page = service.pages[DOC]
    page.info = replace(page.info, title="  ")
    client = create_app({}, service).test_client()
    assert "reports/passport.txt" in words(tree(get(client, f"/documents/{DOC}")).xpath("//h1")[0])


def test_the_help_says_the_same_in_both_languages(client: FlaskClient) -> None:
    chinese = tree(client.get("/help?lang=zh-TW"))
    english = tree(client.get("/help?lang=en"))
    for path in ("//article//h2/@id", "//article//kbd/text()", "//article//pre//text()"):
        assert chinese.xpath(path) == english.xpath(path)
    # The examples use the same operators and fields; the words between them are translated.
    latin = re.compile(r"AND|OR|NOT|near/5|/[sp]|\w+:")
    rows = "//table//tbody/tr/td[1]"
    for left, right in zip(chinese.xpath(rows), english.xpath(rows), strict=True):
        assert sorted(latin.findall(words(left))) == sorted(latin.findall(words(right)))
