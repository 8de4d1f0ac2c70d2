"""Words of a passage that are cited exactly: checked ranges, links that mark them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.webui.fake import HOSTILE, FakeService
from tests.webui.reading import get, tree, words
from webui.app import create_app
from webui.http.chosen_words import ChosenWords

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"
ADDRESS = f"/api/v1/cite/{DOC}-3"
#: 國人申辦護照 in the third passage.
START, END = 5, 11


def test_a_citation_of_words_quotes_exactly_these(
    client: FlaskClient, service: FakeService
) -> None:
    body = get(client, f"{ADDRESS}?start={START}&end={END}").get_json()
    passage = service.pages[DOC].passages[2]
    assert body["words"]["text"] == passage.text[START:END] == "國人申辦護照"
    assert body["quote"].startswith("「國人申辦護照」（")
    first, last = body["words"]["document_start"], body["words"]["document_end"]
    assert service.pages[DOC].text[first:last] == "國人申辦護照"
    assert (body["words"]["pages"], body["words"]["paragraph"]) == ([1], 3)
    assert "第 1 頁" in body["words"]["place"]
    assert get(client, ADDRESS).get_json()["words"] is None


def test_one_offset_alone_means_to_the_end_or_from_the_beginning(client: FlaskClient) -> None:
    whole = get(client, ADDRESS).get_json()["quote"]
    assert get(client, f"{ADDRESS}?start=0").get_json()["quote"] == whole
    assert get(client, f"{ADDRESS}?end=5").get_json()["words"]["text"] == "112年度"


@pytest.mark.parametrize(
    "query", ["start=5&end=5", "start=9&end=5", "end=9999", "start=-1", "end=x"]
)
def test_ranges_beyond_the_text_are_refused(client: FlaskClient, query: str) -> None:
    reply = get(client, f"{ADDRESS}?{query}")
    assert (reply.status_code, reply.get_json()["error"]["code"]) == (400, "parameter_invalid")


def test_the_link_to_words_marks_them_in_the_document(client: FlaskClient) -> None:
    link = urlsplit(get(client, f"{ADDRESS}?start={START}&end={END}").get_json()["link"])
    assert unquote(link.fragment) == ":~:text=國人申辦護照"
    there = urlsplit(client.get(f"{link.path}?{link.query}").headers["Location"])
    assert there.fragment.startswith(f"p-{DOC}-3:~:text=")
    assert parse_qs(there.query) == {"at": ["3"], "start": [str(START)], "end": [str(END)]}
    page = tree(client.get(f"{there.path}?{there.query}"))
    assert [words(mark) for mark in page.xpath("//div[@class='part']//mark")] == ["國人申辦護照"]


def test_a_document_with_offsets_beyond_the_passage_is_shown_without_marks(
    client: FlaskClient,
) -> None:
    page = tree(get(client, f"/documents/{DOC}?at=3&start=7&end=9999"))
    assert not page.xpath("//div[@class='part']//mark")


@pytest.mark.parametrize("query", ["start=9&end=5", "end=9999", f"through={DOC}-1&end=2"])
def test_a_link_to_words_that_are_gone_leads_to_the_passage_and_says_so(
    client: FlaskClient, query: str
) -> None:
    there = urlsplit(get(client, f"/passages/{DOC}-3?{query}").headers["Location"])
    assert (there.fragment, parse_qs(there.query)["at"]) == (f"p-{DOC}-3", ["3"])
    page = tree(client.get(f"{there.path}?{there.query}"))
    (note,) = page.xpath("//*[@class='desk-note']")
    assert "不在這一段內" in words(note)
    assert not page.xpath("//div[@class='part']//mark")
    cited = tree(get(client, f"/passages/{DOC}-3/cite?{query}"))
    assert "不在這一段內" in words(cited.xpath("//div[@class='notice']")[0])
    assert words(cited.xpath("//section[@aria-labelledby='quote']//*[@data-copy]")[0])


@pytest.mark.parametrize("query", ["", "?at=3", "?at=3&start=5&end=9"])
def test_other_addresses_say_nothing_of_words_that_are_gone(
    client: FlaskClient, query: str
) -> None:
    assert not tree(get(client, f"/documents/{DOC}{query}")).xpath("//*[@class='desk-note']")


def test_words_over_several_passages_are_cited_together(
    client: FlaskClient, service: FakeService
) -> None:
    passages = service.pages[DOC].passages
    body = get(client, f"{ADDRESS}?start={START}&through={DOC}-5&end=4").get_json()
    chosen = body["words"]
    assert (chosen["through"], chosen["start"], chosen["end"]) == (f"{DOC}-5", START, 4)
    assert chosen["place"].count("第 1 頁") == 1
    said = [passages[2].text[START:], passages[3].text, passages[4].text[:4]]
    squeezed = ["".join(text.split()) for text in said]
    assert "".join(chosen["text"].split()) == "".join(squeezed)
    text = service.pages[DOC].text
    assert text[chosen["document_start"] : chosen["document_end"]].startswith(said[0])
    assert body["quote"].startswith(f"「{squeezed[0][:4]}")
    assert body["quote"].endswith(f"（{body['citation'].rstrip('。')}）")
    link = urlsplit(body["link"])
    assert parse_qs(link.query) == {"start": ["5"], "through": [f"{DOC}-5"], "end": ["4"]}
    there = urlsplit(client.get(f"{link.path}?{link.query}").headers["Location"])
    assert parse_qs(there.query) == {"at": ["3"], "start": ["5"], "until": ["5"], "end": ["4"]}
    page = tree(client.get(f"{there.path}?{there.query}"))
    marked = "".join("".join(mark.itertext()) for mark in page.xpath("//div[@class='part']//mark"))
    assert "".join(marked.split()) == "".join(squeezed)
    cited = tree(get(client, f"/passages/{DOC}-3/cite?{link.query}"))
    assert len(cited.xpath("//blockquote[@class='cited']/p/mark")) == 3
    files = cited.xpath("//a[contains(@href, 'style=ris')]/@href")
    assert f"through={DOC}-5" in files[0]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"through={DOC}-2&end=1", 404),
        ("through=bbbbbbbbbbbbbbbb-2", 404),
        (f"start=9999&through={DOC}-4", 400),
        (f"through={DOC}-4&end=0", 400),
        (f"through={DOC}-4&end=9999", 400),
    ],
)
def test_other_ranges_of_passages_are_refused(client: FlaskClient, query: str, status: int) -> None:
    assert get(client, f"{ADDRESS}?{query}").status_code == status


def test_a_quotation_has_a_limit_and_stays_on_its_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    service = FakeService()
    client = create_app({}, service).test_client()
    monkeypatch.setattr("webui.http.chosen_words.MOST", 2)
    assert get(client, f"{ADDRESS}?through={DOC}-4").status_code == 200
    assert get(client, f"{ADDRESS}?through={DOC}-5").status_code == 400
    passages = service.pages[DOC].passages
    passages[2] = replace(passages[2], page=None, place="A1:B1", section=("一月",))
    passages[3] = replace(passages[3], page=None, place="A9:B9", section=("一月",))
    assert "儲存格A1:B9" in get(client, f"{ADDRESS}?through={DOC}-4").get_json()["citation"]
    passages[3] = replace(passages[3], section=("二月",))
    assert get(client, f"{ADDRESS}?through={DOC}-4").status_code == 400


def test_the_page_of_citations_cites_the_words(client: FlaskClient) -> None:
    page = tree(get(client, f"/passages/{DOC}-3/cite?start={START}&end={END}"))
    assert words(page.xpath("//blockquote//mark")[0]) == "國人申辦護照"
    quoted = page.xpath("//section[@aria-labelledby='quote']//*[@data-copy]")[0]
    assert words(quoted).startswith("「國人申辦護照」（")
    assert "start=5&end=11" in words(page.xpath("//section[@aria-labelledby='address']")[0])


def test_hostile_words_are_cited_as_text(client: FlaskClient, service: FakeService) -> None:
    passage = service.pages["bbbbbbbbbbbbbbbb"].passages[1]
    at = passage.text.index(HOSTILE)
    query = f"start={at}&end={at + len(HOSTILE)}"
    page = tree(get(client, f"/passages/{passage.id}/cite?{query}"))
    assert not page.xpath("//img | //main//script")
    assert words(page.xpath("//blockquote//mark")[0]) == " ".join(HOSTILE.split())
    link = get(client, f"/api/v1/cite/{passage.id}?{query}").get_json()["link"]
    assert "<" not in link


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("護照", "text=護照"),
        ("一-二,三&四", "text=一%2D二%2C三%26四"),
        ("111年\t12\t30", "text=111年,30"),
        ("甲" * 60 + "乙" * 60, f"text={'甲' * 24},{'乙' * 24}"),
        ("\n", ""),
    ],
)
def test_the_directive_names_long_words_by_their_ends(
    service: FakeService, text: str, fragment: str
) -> None:
    passage = service.pages[DOC].add(service.pages[DOC].passages[2].kind, text)
    found = ChosenWords((passage,), 0, len(text)).fragment
    kept = {"%2D": "\0D", "%2C": "\0C", "%26": "\0A"}
    for code, sign in kept.items():
        found = found.replace(code, sign)
    found = unquote(found)
    for code, sign in kept.items():
        found = found.replace(sign, code)
    assert found == fragment
