"""The document page as a reading desk: matches, the way back, the outline, words searched in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.webui.fake import HOSTILE
from tests.webui.reading import get, tree, words

if TYPE_CHECKING:
    import lxml.html
    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"
#: A list with every kind of parameter that its hits lead back to.
LIST = "/search?q=護照&agency=外交部&kind=paragraph&kind=title&year_from=2000&sort=date&size=5"


def _bar(page: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    return page.xpath("//div[@class='desk-bar']")[0]


def _step(page: lxml.html.HtmlElement, rel: str) -> str:
    (found,) = _bar(page).xpath(f".//a[@rel='{rel}']/@href")
    return str(found)


def _counted(page: lxml.html.HtmlElement) -> str:
    return words(_bar(page).xpath(".//*[@class='desk-count']")[0]).removeprefix("符合段落 ")


def test_every_hit_leads_back_to_the_list_it_stands_in(client: FlaskClient) -> None:
    listed = tree(get(client, LIST))
    for hit in listed.xpath("//li[@class='hit']//h3/a/@href"):
        page = tree(client.get(hit))
        back = urlsplit(_bar(page).xpath("./a[@class='desk-back']/@href")[0])
        assert back.path == "/search"
        assert parse_qs(back.query) == parse_qs(urlsplit(LIST).query)


@pytest.mark.parametrize(
    "path",
    [
        "/figures?q=護照&unit=件&sort=value",
        "/instruments/statute-1?page=1",
        f"/authorities?doc={DOC}",
    ],
)
def test_other_lists_are_found_again_too(client: FlaskClient, path: str) -> None:
    links = tree(get(client, path)).xpath("//main//a[contains(@href, '#p-')]/@href")
    assert links
    for link in links[:3]:
        page = tree(client.get(link))
        back = urlsplit(_bar(page).xpath("./a[@class='desk-back']/@href")[0])
        assert (back.path, parse_qs(back.query)) == (
            urlsplit(path).path,
            parse_qs(urlsplit(path).query),
        )


@pytest.mark.parametrize(
    "back",
    ["https://elsewhere.example/figures", "//elsewhere.example/figures", "/login", "javascript:1",
     "/figures\\..", "x", "/figures" + "?q=" + "a" * 3000],
)  # fmt: skip
def test_no_way_back_leads_anywhere_but_to_a_list(client: FlaskClient, back: str) -> None:
    page = tree(client.get(f"/documents/{DOC}", query_string={"back": back}))
    assert not _bar(page).xpath("./a[@class='desk-back']")
    assert "elsewhere" not in str(page.xpath("//main//a/@href"))


def test_a_document_opened_alone_has_no_list_and_no_matches(client: FlaskClient) -> None:
    bar = _bar(tree(get(client, f"/documents/{DOC}")))
    assert not bar.xpath(".//a[@class='desk-back'] | .//a[@rel]")


def test_links_step_through_all_matches_and_round_again(client: FlaskClient) -> None:
    page = tree(get(client, f"/documents/{DOC}?q=護照"))
    total = int(_counted(page).split("/")[1])
    assert total == 7
    seen = []
    for _ in range(total + 1):
        where = _step(page, "next")
        seen.append(urlsplit(where).fragment)
        page = tree(client.get(where))
        assert page.xpath(f"//*[@id='{seen[-1]}']")
    assert seen[0] == seen[-1]
    assert len(set(seen)) == total
    assert urlsplit(_step(page, "prev")).fragment == seen[-2], "the match before the first again"


def test_the_passage_that_was_opened_is_counted_among_the_matches(client: FlaskClient) -> None:
    second = tree(get(client, f"/documents/{DOC}?q=護照&at=3"))
    assert _counted(second) == "2 / 7"
    between = tree(get(client, f"/documents/{DOC}?q=護照&at=7"))
    assert _counted(between) == "– / 7", "the passage is no match"
    assert urlsplit(_step(between, "next")).fragment == f"p-{DOC}-8"
    assert urlsplit(_step(between, "prev")).fragment == f"p-{DOC}-6"


def test_the_opened_passage_can_be_cited_without_javascript(client: FlaskClient) -> None:
    bar = _bar(tree(get(client, f"/documents/{DOC}?at=3")))
    assert bar.xpath(".//*[@class='desk-copy']/a/@href") == [f"/passages/{DOC}-3/cite"]


def test_the_outline_counts_the_matches_of_each_section(client: FlaskClient) -> None:
    entries = tree(get(client, f"/documents/{DOC}?q=護照")).xpath("//nav[@class='toc']/ol/li")
    assert [words(entry).replace("符合段落 ", "") for entry in entries] == [
        "一、申辦情形 3",
        "二、統計 3",
    ]
    plain = tree(get(client, f"/documents/{DOC}")).xpath("//nav[@class='toc']/ol/li")
    assert [words(entry) for entry in plain] == ["一、申辦情形", "二、統計"]


def test_words_are_searched_in_the_document_and_the_list_is_kept(client: FlaskClient) -> None:
    first = tree(get(client, f"/documents/{DOC}?q=護照&agency=外交部&sort=date"))
    form = first.xpath("//form[@id='find']")[0]
    given = {i.get("name"): i.get("value") for i in form.xpath(".//input[@type='hidden']")}
    assert given == {"q": "護照", "agency": "外交部", "sort": "date"}
    page = tree(client.get(form.get("action"), query_string={**given, "find": "陳情書"}))
    assert _counted(page) == "– / 1"
    assert [words(mark) for mark in page.xpath("//div[@class='part']//mark")] == ["陳情書"]
    back = urlsplit(_bar(page).xpath("./a[@class='desk-back']/@href")[0])
    assert parse_qs(back.query) == {"q": ["護照"], "agency": ["外交部"], "sort": ["date"]}
    assert "find=" in _step(page, "next"), "stepping keeps the words"


@pytest.mark.parametrize("find", [HOSTILE, "\u202eabc", "長" * 10_000, "\x00護照", '"', "q:("])
def test_whatever_is_searched_in_the_document_is_shown_as_text(
    client: FlaskClient, find: str
) -> None:
    reply = client.get(f"/documents/{DOC}", query_string={"find": find})
    assert reply.status_code == 200
    page = tree(reply)
    assert not page.xpath("//img | //script[not(@src)]")
    assert "符合" in words(page.xpath("//p[@class='marks-bar']")[0])
    assert _bar(page).xpath(".//bdi"), "its direction ends where it ends"


def test_numbers_beyond_the_document_mean_its_last_part(client: FlaskClient) -> None:
    for query in ("part=999", "at=999999"):
        page = tree(get(client, f"/documents/{DOC}?{query}"))
        assert page.xpath("//div[@class='part']/@data-part") == ["1"]


def test_a_part_comes_alone_for_the_script(client: FlaskClient) -> None:
    reply = get(client, f"/documents/{DOC}/part?q=護照&part=1")
    assert reply.status_code == 200
    assert "<html" not in reply.text
    assert tree(reply).xpath("//div[@class='part']//mark")
    assert get(client, "/documents/none/part").status_code == 404
