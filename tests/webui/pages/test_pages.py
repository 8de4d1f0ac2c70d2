"""The pages as people get them: what they show, whatever is typed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.webui.fake import FAILED, HOSTILE, QUESTION, UNANSWERED, FakeService, document
from tests.webui.reading import get, tree, words
from webui.app import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

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
    "/figures",
    "/figures?q=護照&unit=件&sort=-value",
    "/figures?q=查無此詞",
    "/figures?page=9",
    f"/figures?q={quote(HOSTILE)}&unit={quote(HOSTILE)}",
    f"/figures?doc={DOC}&year_from=2022&year_to=2023&kind=count&size=2",
    "/instruments",
    "/instruments?kind=agreement&party=帛琉",
    f"/instruments?q={quote(HOSTILE)}",
    "/instruments?size=1&page=2",
    "/instruments/statute-1",
    "/instruments/treaty-1",
    "/instruments/bad-1",
    "/authorities",
    "/authorities?q=依據",
    "/authorities?q=查無此詞",
    f"/authorities?doc={DOC}",
    f"/passages/{DOC}-3/cite",
    f"/passages/{BAD}-2/cite",
    "/documents",
    "/documents/reading",
    "/documents/reading?verdict=partial&sort=title",
    f"/documents/reading?q={quote(HOSTILE)}&reason={quote(HOSTILE)}",
    f"/documents/{DOC}?q=護照",
    f"/documents/{DOC}?q={quote(HOSTILE)}",
    f"/documents/{BAD}",
    f"/documents/{FAILED.id}",
    "/help",
    "/help/api",
    "/help/api/values",
    "/overview",
    "/entities",
    "/entities?kind=person",
    "/entities?kind=ship&q=無",
    "/accessibility",
    "/batch",
    "/search/open",
    "/no/such/page",
    f"/{quote(HOSTILE)}",
    f"/documents/{quote(HOSTILE, safe='')}",
)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_html_and_no_text_becomes_markup(
    client: FlaskClient, path: str, language: str
) -> None:
    response = get(client, path, **{"Accept-Language": language})
    page = tree(response)
    assert response.content_type == "text/html; charset=utf-8"
    # The page's own scripts are the only ones, and nothing is inline.
    scripts = [s.get("src", "").split("?")[0] for s in page.iter("script")]
    desk = ["/static/desk.js"] if page.xpath("//div[@class='reader']") else []
    assert scripts == [*desk, "/static/judian.js"]
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
    landmarks = page.xpath(
        "//*[@role='search']/@aria-label | //nav/@aria-label | //aside/@aria-label"
    )
    assert len(landmarks) == len(set(landmarks)), "each landmark has a name of its own"
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
    for href in set(
        page.xpath(
            "//a[not(ancestor::*[@hidden])]/@href | //link/@href | //script/@src | //form/@action"
        )
    ):
        parts = urlsplit(href)
        if parts.netloc:  # the official text of a statute
            (link,) = page.xpath(f"//a[@href='{href}']")[:1]
            assert "noreferrer" in link.get("rel", ""), href
            continue
        if not parts.path:
            continue
        target = client.get(href, buffered=True)
        assert target.status_code in (200, 302), href
        if parts.fragment and target.status_code == 200:
            assert parts.fragment in tree(target).xpath("//@id"), href


def test_the_home_page_describes_the_collection(client: FlaskClient) -> None:
    page = tree(get(client, "/"))
    text = words(page)
    assert "護照申辦及領務工作報告" in text
    assert "15" in text
    assert "2024" in text
    assert "1 個檔案無法讀取" in text


def test_examples_are_made_from_the_collection_and_answerable(service: FakeService) -> None:
    asked: list[str] = []
    answer = service.answer

    def listen(question: str, **_: object) -> object:
        asked.append(question)
        return answer(QUESTION)

    service.answer = listen  # type: ignore[assignment, method-assign]
    client = create_app({}, service).test_client()
    examples = tree(get(client, "/")).xpath("//div[@class='examples']//a")
    texts = [e.text_content() for e in examples]
    assert texts == ["承辦單位收到陳情書多少件？", "護照條例", "臺灣與帛琉簽證協定", "申辦情形"]
    get(client, "/")
    assert asked == ["承辦單位收到陳情書多少件？"], "tried once for each generation"


def test_a_failing_example_does_not_take_the_home_page_down(
    service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> None:
        raise ZeroDivisionError(question)

    service.answer = fail  # type: ignore[assignment, method-assign]
    assert create_app({}, service).test_client().get("/").status_code == 200
    assert "no examples for generation 7" in caplog.text


def test_a_document_that_vanishes_meanwhile_does_not_take_the_home_page_down(
    service: FakeService,
) -> None:
    service.extra = [document("d" * 16, "剛移除的報告", "gone.txt")]
    assert create_app({}, service).test_client().get("/").status_code == 200


def test_figures_that_look_alike_are_shown_once(service: FakeService) -> None:
    page = service.pages[DOC]
    passage = page.passages[3]
    twice = replace(passage.figures[0], start=0, end=1)
    page.passages[3] = replace(passage, figures=(twice, *passage.figures))
    found = tree(get(create_app({}, service).test_client(), "/search?q=陳情書"))
    assert [words(c) for c in found.xpath("//li[@class='chip']")] == ["38件"]


def test_an_empty_collection_says_what_to_do(service: FakeService) -> None:
    service.pages.clear()
    client = create_app({}, service).test_client()
    for path in ("/", "/documents"):
        assert "judian index" in words(tree(get(client, path)))


def test_hits_show_document_section_place_figures_and_citation(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=國人申辦護照"))
    hit = page.xpath("//li[@class='hit']")[0]
    text = words(hit)
    for part in (
        "護照申辦及領務工作報告",
        "外交部",
        "113年3月",
        "一、申辦情形",
        "第 1 頁",
        "第 3 段",
    ):
        assert part in text
    assert [words(c) for c in hit.xpath(".//li[@class='chip']")] == [
        "國人申辦護照 4萬5,426件 112年度",
        "12.5%",
    ]
    chip = urlsplit(hit.xpath(".//li[@class='chip']/a/@href")[0])
    assert chip.path == "/figures"
    assert parse_qs(chip.query) == {"q": ["國人申辦護照"], "unit": ["件"]}
    assert [m.text for m in hit.xpath(".//mark")] == ["國人申辦護照"]
    assert hit.xpath(".//*[@data-copy]")[0].text == "外交部，〈護照申辦及領務工作報告〉，第3段。"
    link = urlsplit(hit.xpath(".//h3/a/@href")[0])
    assert link.fragment == f"p-{DOC}-3"
    assert parse_qs(link.query) == {"q": ["國人申辦護照"], "at": ["3"]}


def test_a_hit_in_a_table_is_shown_under_its_headers(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=112年%0915"))
    table = page.xpath("//li[@class='hit']//table")[0]
    headers = [[words(c) for c in row] for row in table.xpath("./thead/tr")]
    assert headers == [["項目", "護照", "簽證"], ["件數", "人數"]]
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


def test_a_hit_in_the_headers_of_a_table_keeps_their_lines(client: FlaskClient) -> None:
    hit = tree(get(client, "/search?q=受理案件統計")).xpath("//li[@class='hit'][.//p]")[0]
    snippet = hit.xpath(".//p[@class='snippet of-head']")[0]
    assert snippet.text_content().split("\n") == [
        *("表1 受理案件統計", "單位：件、人", "項目\t護照\t簽證", "件數\t人數"),
    ]


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
    assert "No passage says it." in words(
        english.xpath("//section[contains(@class, 'refusal')]")[0]
    )


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


def test_other_words_for_a_lacking_one_are_listed_apart(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=旅行證"))
    (row,) = [div for div in page.xpath("//dl/div") if "旅行證 → 護照" in words(div)]
    assert words(row).startswith("館藏少用，改查相近的詞")
    (off,) = row.xpath(".//a[@class='off']/@href")
    assert "plain=" in off
    assert "館藏少用" not in words(tree(get(client, "/search?q=旅券")))


def test_what_was_understood_is_shown(client: FlaskClient) -> None:
    expanded = tree(get(client, "/search?q=旅券"))
    assert "旅券 → 護照" in words(expanded)
    one, off, *_ = expanded.xpath("//dl[@class='reading']//a/@href")
    assert "旅券 → 護照" not in words(tree(client.get(off)))
    as_typed = tree(client.get(one)).xpath("//dl[@class='reading']//a[@class='off']")[-1]
    assert as_typed.get("aria-label") == "「旅券」也查其他寫法"
    assert "plain" not in as_typed.get("href")
    better = tree(get(client, "/search?q=護昭")).xpath("//p[@class='suggestion']/a")[0]
    assert better.text == "護照"
    problem = words(tree(get(client, '/search?q=申辦 "護照')).xpath("//div[@class='notice']")[0])
    assert "第 4 字" in problem
    assert "引號沒有成對" in problem


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("護照" * 5000, "檢索詞有 10,000 字，最多 2,000 字"),
        ("護%00照", "第 2 字是控制字元 U+0000"),
        ("護照%1b[31m", "控制字元 U+001B"),
    ],
)
def test_no_words_of_a_person_are_answered_by_an_error_page(
    client: FlaskClient, typed: str, message: str
) -> None:
    response = get(client, f"/search?q={typed}")
    assert response.status_code == 200
    assert message in words(tree(response).xpath("//div[@class='notice']")[0])


def test_the_home_page_reports_an_empty_query(client: FlaskClient) -> None:
    for path in ("/search", "/search?q=", "/search?q=%20%E3%80%80"):
        response = get(client, path)
        assert response.status_code == 200
        assert "請輸入關鍵詞或問題。" in response.text


def test_nothing_found_offers_ways_on(client: FlaskClient) -> None:
    text = words(tree(get(client, "/search?q=查無此詞")).xpath("//div[@class='none']")[0])
    assert "沒有符合的段落" in text


def test_a_follow_up_is_searched_as_the_whole_question_it_asks(client: FlaskClient) -> None:
    previous = "111年度申辦護照多少件？"
    sent = client.get("/search", query_string={"q": "那112年度呢？", "previous": previous})
    assert sent.status_code == 302
    page = tree(client.get(sent.location))
    note = page.xpath("//div[@class='follow-up']")[0]
    assert QUESTION in words(note.xpath(".//*[@class='completed']")[0])
    assert [e.text for e in note.xpath(".//del | .//ins")] == ["111年度", "112年度"]
    assert "4萬5,426件" in words(page.xpath("//section[contains(@class, 'answer-card')]")[0])
    # The address repeats it, and one link takes the completion away.
    assert words(tree(client.get(sent.location)).xpath("//div[@class='follow-up']")[0])
    plain = client.get(note.xpath(".//a[@class='off']")[0].get("href"))
    assert not tree(plain).xpath("//div[@class='follow-up']")
    assert tree(plain).xpath("//input[@name='q']")[0].get("value") == "那112年度呢？"


def test_a_question_offers_a_field_for_a_follow_up_that_carries_it(client: FlaskClient) -> None:
    page = tree(get(client, f"/search?q={QUESTION}"))
    form = page.xpath("//form[@class='ask-on']")[0]
    assert form.get("method") == "get"
    carried = page.xpath("//form//input[@name='previous']/@value")
    assert carried == [QUESTION, QUESTION]  # in the search box and in the block of the answer
    assert not tree(get(client, "/search?q=護照")).xpath("//input[@name='previous']")


def test_a_forged_follow_up_is_not_shown(client: FlaskClient) -> None:
    page = tree(get(client, f"/search?q=護照&previous={QUESTION}&typed=那111年度呢？"))
    assert not page.xpath("//div[@class='follow-up']")


def test_a_whole_question_after_another_is_no_follow_up(client: FlaskClient) -> None:
    page = tree(get(client, f"/search?q={QUESTION}&previous=護照多少件？"))
    assert not page.xpath("//div[@class='follow-up']")
