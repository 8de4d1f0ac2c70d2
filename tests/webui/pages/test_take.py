"""What can be taken away: hits as files, whole lists, saved searches, feeds."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.webui.fake import HOSTILE, FakeService
from tests.webui.reading import get, tree, words
from webui.api import csv_tables, openapi
from webui.api.feed import ENTRIES
from webui.app import create_app
from webui.http import params

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

DOC = "aaaaaaaaaaaaaaaa"
BAD = "bbbbbbbbbbbbbbbb"
ATOM = "{http://www.w3.org/2005/Atom}"


def rows(response: TestResponse) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    text = response.data.decode("utf-8")
    assert text.startswith("\ufeff")
    assert "\r\n" in text
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def validate(reply: object, schema: str) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", **openapi.document()}
    jsonschema.Draft202012Validator(whole).validate(reply)


def test_the_hits_of_a_search_are_a_table(client: FlaskClient) -> None:
    found = rows(get(client, "/api/v1/export?q=護照"))
    reply = get(client, "/api/v1/search?q=護照&size=100").get_json()
    assert list(found[0]) == list(csv_tables.HIT_COLUMNS)
    assert [row["passage"] for row in found] == [hit["id"] for hit in reply["hits"]]
    assert [row["rank"] for row in found] == [str(n) for n in range(1, len(found) + 1)]
    first = next(row for row in found if row["passage"] == f"{DOC}-3")
    assert first["text"].startswith("112年度國人申辦護照計4萬5,426件")
    assert (first["agency"], first["date"], first["page"]) == ("外交部", "2024-03", "1")
    assert first["link"] == f"http://localhost/passages/{DOC}-3"
    assert "<" not in first["snippet"]


def test_no_hostile_words_become_formulas_or_markup(client: FlaskClient) -> None:
    for row in rows(get(client, "/api/v1/export?q=")):
        assert not any(re.match(r"\s*[=+\-@＝＋－＠]", cell) for cell in row.values())
    attack = next(r for r in rows(get(client, "/api/v1/export?q=護照")) if r["passage"][0] == "b")
    assert HOSTILE in attack["text"]


@pytest.mark.parametrize("form", params.EXPORT_FORMS)
def test_every_kind_of_file_is_sent_with_its_type_and_name(client: FlaskClient, form: str) -> None:
    response = get(client, f"/api/v1/export?q=護照&format={form}")
    assert response.status_code == 200
    declared = openapi.document()["paths"]["/api/v1/export"]["get"]["responses"]["200"]["content"]
    assert response.mimetype in declared
    disposition = response.headers["Content-Disposition"]
    begin, told = disposition.split("; filename*=UTF-8''")
    assert re.fullmatch(r'attachment; filename="(hits|memo)\.\w+"', begin)
    assert re.fullmatch(r"(檢索結果|檢索摘錄)_護照\.\w+", unquote(told))
    assert response.data
    if form == "json":
        validate(response.get_json(), "HitList")
    if form in ("docx", "odt"):
        assert zipfile.ZipFile(io.BytesIO(response.data)).testzip() is None


def test_a_memo_states_the_query_the_time_and_the_state_of_the_collection(
    client: FlaskClient,
) -> None:
    data = get(client, "/api/v1/export?q=護照&format=odt").data
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    text = "".join(ElementTree.fromstring(content).itertext())
    for part in ("檢索摘錄：護照", "資料第 7 版", "2份文件", "http://localhost/search?q="):
        assert part in text.replace("（2 份文件）", "2份文件")


@pytest.mark.parametrize(
    ("query", "said"),
    [("旅券", "同時檢索：旅券 → 護照"), ("旅行證", "館藏少用，改查相近的詞：旅行證 → 護照")],
)
def test_a_memo_says_what_was_searched_besides(client: FlaskClient, query: str, said: str) -> None:
    data = get(client, f"/api/v1/export?q={query}&format=odt").data
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    assert said in "".join(ElementTree.fromstring(content).itertext())


def test_only_the_chosen_passages_are_taken(client: FlaskClient) -> None:
    found = rows(get(client, f"/api/v1/export?q=護照&ids={DOC}-3"))
    assert [row["passage"] for row in found] == [f"{DOC}-3"]
    assert get(client, "/api/v1/export?q=護照&ids=none-1").status_code == 404
    many = "&".join(f"ids={DOC}-{n}" for n in range(params.IDS.repeat + 1))
    assert get(client, f"/api/v1/export?q=護照&{many}").status_code == 400


def test_the_form_ticks_each_hit_and_says_how_many_all_are(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照&size=2&kind=paragraph&kind=list_item"))
    ticks = page.xpath("//li[@class='hit']//input[@type='checkbox']")
    assert {tick.get("form") for tick in ticks} == {"take"}
    (form,) = page.xpath("//form[@id='take']")
    kept = {(i.get("name"), i.get("value")) for i in form.xpath(".//input[@type='hidden']")}
    assert kept == {("q", "護照"), ("kind", "paragraph"), ("kind", "list_item")}
    total = len(rows(get(client, "/api/v1/export?q=護照&kind=paragraph&kind=list_item")))
    assert words(form.xpath(".//button[@value='all']")[0]) == f"下載全部 {total} 段"
    action = form.get("action")
    chosen = f"q=護照&format=csv&ids={ticks[1].get('value')}"
    assert len(rows(get(client, f"{action}?{chosen}&take=ticked"))) == 1
    assert (
        len(rows(get(client, f"{action}?{chosen}&kind=paragraph&kind=list_item&take=all"))) == total
    )


def test_taking_ticked_passages_without_a_tick_is_explained_on_a_page(client: FlaskClient) -> None:
    response = get(client, "/search/take?q=護照&format=csv&take=ticked")
    assert response.status_code == 400
    assert "沒有勾選任何段落" in words(tree(response))


@pytest.mark.parametrize("path", ["/search/take", "/search/save"])
def test_no_file_is_made_of_a_shortened_query(client: FlaskClient, path: str) -> None:
    response = client.get(path, query_string={"q": "護" * (params.QUERY_LIMIT + 1)})
    assert response.status_code == 400
    assert "最多 2,000 字" in words(tree(response))


def test_a_file_is_sent_while_it_is_made(client: FlaskClient) -> None:
    response = client.get("/api/v1/export?q=護照", headers={"Accept-Encoding": "gzip"})
    assert response.is_streamed
    assert response.content_encoding is None


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api/v1/documents?size=1", "Documents"),
        ("/api/v1/documents?verdict=failed&verdict=partial", "Documents"),
        ("/api/v1/figures?size=1", "FiguresReply"),
        ("/api/v1/authorities", "AuthoritiesReply"),
    ],
)
def test_every_list_is_a_file_of_json(client: FlaskClient, path: str, schema: str) -> None:
    mark = "&" if "?" in path else "?"
    response = get(client, f"{path}{mark}format=file")
    assert response.headers["Content-Disposition"].startswith("attachment")
    reply = response.get_json()
    validate(reply, schema)
    if "size" in reply:
        name = next(n for n in ("documents", "figures", "authorities") if n in path)
        assert len(reply[name]) == reply["total"] == reply["size"]


@pytest.mark.parametrize("path", ["/api/v1/instruments", "/api/v1/instruments/statute-1"])
def test_instruments_are_taken_with_every_mention(client: FlaskClient, path: str) -> None:
    table = rows(get(client, f"{path}?format=csv"))
    assert list(table[0]) == list(csv_tables.MENTION_COLUMNS)
    reply = get(client, f"{path}?format=file").get_json()
    validate(reply, "MentionsFile")
    assert len(table) == len(reply["mentions"])
    assert {row["id"] for row in table} == {item["id"] for item in reply["instruments"]}
    assert "護照條例第6條" in {row["text"] for row in table}


def test_a_table_that_is_not_complete_says_so_in_its_last_row(client: FlaskClient) -> None:
    assert rows(get(client, "/api/v1/figures?q=護照&format=csv"))[-1]["value"] == (
        "本表不完整：符合的 9 段中只讀了 3 段"
    )
    assert "不完整" not in get(client, f"/api/v1/figures?doc={DOC}&format=csv").text


# ---- saved searches ----


def saved(
    client: FlaskClient, path: str = "/search/save?q=護照&doc=a&doc=b&year_from=105"
) -> bytes:
    response = get(client, path)
    assert response.headers["Content-Disposition"].startswith("attachment")
    return response.data


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_saved_search_opens_as_it_was(client: FlaskClient, way: str) -> None:
    content = saved(client)
    given = {"file": (io.BytesIO(content), "s.json")} if way == "file" else {"text": content}
    response = client.post("/search/open", data={**given, "only": "all"})
    assert response.status_code == 303
    assert parse_qs(urlsplit(response.location).query) == {
        "q": ["護照"], "doc": ["a", "b"], "year_from": ["2016"],
    }  # fmt: skip


def test_a_saved_search_finds_what_was_added_since(client: FlaskClient) -> None:
    response = client.post("/search/open", data={"text": saved(client), "only": "new"})
    assert parse_qs(urlsplit(response.location).query)["new_since"] == ["2025-01-02T03:04:05Z"]
    page = tree(client.get(response.location))
    assert "之後新增的文件" in words(page.xpath("//div[@class='active']")[0])


def test_a_saved_search_without_anything_new_says_so(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=無此詞語&new_since=2025-01-02"))
    (none,) = page.xpath("//div[@class='none']")
    assert "這個時間之後沒有新的段落" in words(none)
    assert "請減少檢索詞" not in words(none)
    (link,) = none.xpath(".//a/@href")
    assert parse_qs(urlsplit(link).query) == {"q": ["無此詞語"]}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 60_000,
        b'{"kind": "other", "version": 1, "parameters": {}}',
        b'{"kind": "judian saved search", "version": 2, "parameters": {}}',
        b'{"kind": "judian saved search", "version": 1, "parameters": {"bogus": "1"}}',
        b'{"kind": "judian saved search", "version": 1, "parameters": {"q": "a", "size": "x"}}',
        b'{"kind": "judian saved search", "version": 1, "parameters": 5}',
        b'{"kind": "judian saved search", "version": 1, "parameters": {"q": "a"},'
        b' "indexed_through": "yesterday"}',
    ],
)  # fmt: skip
def test_no_other_file_is_taken_for_a_saved_search(client: FlaskClient, content: bytes) -> None:
    response = client.post("/search/open", data={"file": (io.BytesIO(content), "s.json")})
    assert response.status_code == 400
    assert "這不是本系統的檢索檔" in words(tree(response))


def test_a_file_over_the_limit_is_refused(client: FlaskClient) -> None:
    response = client.post("/search/open", data={"text": "x" * 70_000})
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-11-20T09:30:00Z", "2026-11-20T09:30:00Z"),
        ("2026-11-20T09:30:00+08:00", "2026-11-20T01:30:00Z"),
        ("2026-11-20T09:30:00 08:00", "2026-11-20T01:30:00Z"),
    ],
)
def test_times_are_read_with_their_zone(typed: str, read: str) -> None:
    since = next(p for p in params.FILTERS if p.name == "new_since")
    assert since.parse(typed) == read


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01", "7", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_is_refused(client: FlaskClient, typed: str) -> None:
    assert get(client, f"/api/v1/search?q=護照&new_since={typed}").status_code == 400


# ---- feeds ----


def check_feed(root: ElementTree.Element) -> None:
    """Hold a feed to the demands of RFC 4287 on what it has."""
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{name}")
            assert one.text
        updated = element.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", updated)
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    own = root.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href", "").isascii()
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) <= ENTRIES
    times = [entry.findtext(f"{ATOM}updated") or "" for entry in root.iter(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("q", ["護照", "查無此詞", "", HOSTILE, "a\u202eb\ufffe"])
def test_a_feed_is_sound_atom(client: FlaskClient, q: str) -> None:
    response = client.get("/feed", query_string={"q": q, "doc": [DOC, BAD]})
    assert response.content_type == "application/atom+xml; charset=utf-8"
    check_feed(ElementTree.fromstring(response.data))


def test_a_feed_has_an_entry_for_each_passage(client: FlaskClient) -> None:
    root = ElementTree.fromstring(get(client, "/feed?q=護照").data)
    total = get(client, "/api/v1/search?q=護照").get_json()["total"]
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == total
    again = ElementTree.fromstring(get(client, "/feed?q=護照&kind=list_item").data)
    assert {e.findtext(f"{ATOM}id") for e in again.iter(f"{ATOM}entry")} <= {
        e.findtext(f"{ATOM}id") for e in entries
    }
    assert root.findtext(f"{ATOM}id") != again.findtext(f"{ATOM}id")
    assert any(HOSTILE in (e.findtext(f"{ATOM}content") or "") for e in entries)


def test_a_long_feed_has_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ElementTree.fromstring(get(client, "/feed?q=護照").data)
    ids = [one.text for one in whole.iterfind(f"{ATOM}entry/{ATOM}id")]
    assert not whole.findall(f"{ATOM}link[@rel='next']")
    monkeypatch.setattr("webui.api.feed.ENTRIES", 1)
    paged: list[str | None] = []
    address: str | None = "/feed?q=護照"
    before = None
    while address:
        page = ElementTree.fromstring(get(client, address).data)
        check_feed(page)
        paged += [one.text for one in page.iterfind(f"{ATOM}entry/{ATOM}id")]
        links = {one.get("rel"): one.get("href") for one in page.iterfind(f"{ATOM}link")}
        assert links.get("previous") == before
        before, address = links["self"], links.get("next")
    assert paged == ids
    assert links["last"] == links["self"] != links["first"]


def test_pages_lead_to_their_feeds(client: FlaskClient) -> None:
    page = tree(get(client, "/search?q=護照&doc=a"))
    (head,) = page.xpath("//head/link[@rel='alternate']")
    assert head.get("type") == "application/atom+xml"
    assert parse_qs(urlsplit(head.get("href")).query) == {"q": ["護照"], "doc": ["a"]}
    instrument = tree(get(client, "/instruments/treaty-1"))
    feeds = [
        parse_qs(urlsplit(h).query)["q"][0] for h in instrument.xpath("//a/@href") if "/feed?" in h
    ]
    assert feeds[0] == "instrument:treaty-1"
    assert 'instrument:"treaty-1第3條第2項"' in feeds


def test_a_feed_that_has_not_changed_is_not_sent_again(service: FakeService) -> None:
    client = create_app({}, service).test_client()
    tag = client.get("/feed?q=護照").headers["ETag"]
    assert client.get("/feed?q=護照", headers={"If-None-Match": tag}).status_code == 304


def test_an_unknown_parameter_of_a_feed_is_refused_as_json(client: FlaskClient) -> None:
    reply = get(client, "/feed?q=護照&bogus=1")
    assert (reply.status_code, json.loads(reply.data)["error"]["code"]) == (
        400,
        "parameter_unknown",
    )
