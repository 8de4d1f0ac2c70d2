"""The security headers of replies, and requests that the server refuses."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.webui.fake import HOSTILE, FakeService
from webui.app import create_app
from webui.http.security import LOOPBACK
from webui.markup.marks import clean_snippet, marked, quote_window

if TYPE_CHECKING:
    from flask.testing import FlaskClient

EVERYWHERE = (
    *("/", "/search?q=a", "/documents", "/help", "/none", "/api/v1/search?q=a", "/api/none"),
    *("/openapi.json", "/healthz", "/metrics", "/static/judian.css", "/static/none", "/%FF"),
)


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_every_reply_carries_the_policy(client: FlaskClient, path: str, method: str) -> None:
    headers = client.open(path, method=method, buffered=True).headers
    policy = dict(p.split(" ", 1) for p in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    for name in ("script-src", "style-src", "img-src", "connect-src", "form-action"):
        assert policy[name] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"]


def test_static_files_are_kept_under_their_digest(client: FlaskClient) -> None:
    page = client.get("/").text
    found = re.search(r'href="(/static/judian\.css\?v=[0-9a-f]{12})"', page)
    assert found
    assert "immutable" in client.get(found[1], buffered=True).headers["Cache-Control"]
    assert (
        "immutable" not in client.get("/static/judian.css", buffered=True).headers["Cache-Control"]
    )


def test_the_language_cookie_is_out_of_reach_of_scripts(client: FlaskClient) -> None:
    cookie = client.get("/?lang=en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Set-Cookie" not in client.get("/help").headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8000", 400),
        ("localhost.evil.example", 400),
    ],
)
def test_a_loopback_server_answers_to_loopback_names_only(host: str, status: int) -> None:
    client = create_app({"HOSTS": LOOPBACK}, FakeService()).test_client()
    assert client.get("/", headers={"Host": host}).status_code == status


def test_a_public_server_answers_to_any_name(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "search.example.gov.tw"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_of_another_site_is_refused(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    reply = client.post("/batch", data={"terms": "護照"}, headers=headers, buffered=True)
    assert reply.status_code == status
    assert client.get("/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", ["/search?q=", "/search?q=a&doc=", "/search?q=a&agency=", "/?lang="]
)
def test_hostile_parameters_come_back_as_text(client: FlaskClient, path: str) -> None:
    for attack in (HOSTILE, "'\"><svg/onload=alert(1)>", "</title><script>1</script>", "{{7*7}}"):
        page = client.get(path.partition("?")[0], query_string=path.partition("?")[2] + attack).text
        assert "<script>alert" not in page
        assert "<svg/onload" not in page
        assert "<script>1" not in page
        assert "49" not in re.sub(r"[0-9a-f]{12}", "", page)


@pytest.mark.parametrize(
    "name", ["_scheme", "_external", "_anchor", "_method", "endpoint", "view", "self", "values"]
)
def test_no_parameter_reaches_the_makers_of_links(client: FlaskClient, name: str) -> None:
    response = client.get("/search", query_string={"q": "a", name: "javascript"})
    assert response.status_code == 200
    assert "javascript:" not in response.text


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("a <mark>b</mark> c", "a <mark>b</mark> c"),
        ("<mark>a", "<mark>a</mark>"),
        ("a</mark>", "a"),
        ("<mark><mark>a</mark></mark>", "<mark>a</mark>"),
        ("<script>1</script>", "&lt;script&gt;1&lt;/script&gt;"),
        ('<mark onclick="x">a</mark>', "&lt;mark onclick=&quot;x&quot;&gt;a"),
        ("a &amp; &lt;b&gt;", "a &amp; &lt;b&gt;"),
        ("&amp;lt;", "&amp;lt;"),
    ],
)
def test_snippets_keep_marks_and_nothing_else(given_: str, wanted: str) -> None:
    assert clean_snippet(given_) == wanted


@given(st.text(alphabet="<>&/mark\"' 護", max_size=60))
def test_no_snippet_brings_other_markup(text: str) -> None:
    clean = clean_snippet(text)
    assert not re.search("[<>]", re.sub("</?mark>", "", clean))
    assert clean.count("<mark>") == clean.count("</mark>")
    assert clean_snippet(clean) == clean


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_marking_loses_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    shown = str(marked(text, sorted(spans)))
    assert html.unescape(re.sub("</?mark>", "", shown)) == html.unescape(html.escape(text))


@given(st.text(alphabet="一二。！\n", max_size=300), st.data())
def test_a_quote_holds_its_answer(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = quote_window(text, start, end)
    assert 0 <= left <= start <= end <= right <= len(text)
