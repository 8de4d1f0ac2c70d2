"""Replies are compressed for clients that accept it, and not sent again while unchanged."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from judian.core import deadlines
from judian.core.deadlines import TookTooLong
from webui.http.downloads import CSV, download

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DOC = "aaaaaaaaaaaaaaaa"
LONG = ("/", "/figures", f"/documents/{DOC}", "/help", "/openapi.json", "/static/judian.css")


@pytest.mark.parametrize("path", LONG)
def test_long_texts_are_compressed_for_those_who_accept_it(client: FlaskClient, path: str) -> None:
    uncompressed = client.get(path, buffered=True)
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"}, buffered=True)
    assert "Content-Encoding" not in uncompressed.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(uncompressed.data) / 2
    assert gzip.decompress(packed.data) == uncompressed.data
    for response in (uncompressed, packed):
        assert "Accept-Encoding" in response.headers["Vary"]
        assert response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("accept", ["", "identity", "gzip;q=0", "br", ";;,"])
def test_others_get_the_text_as_it_is(client: FlaskClient, accept: str) -> None:
    response = client.get("/help", headers={"Accept-Encoding": accept})
    assert "Content-Encoding" not in response.headers
    assert "<h1>" in response.text


def test_a_short_reply_is_not_compressed(client: FlaskClient) -> None:
    response = client.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert response.get_json() == {"status": "ok"}


@pytest.mark.parametrize("path", [*LONG, "/api/v1/documents", f"/api/v1/passages/{DOC}-3"])
@pytest.mark.parametrize("accept", ["identity", "gzip"])
def test_what_has_not_changed_is_not_sent_again(
    client: FlaskClient, path: str, accept: str
) -> None:
    first = client.get(path, headers={"Accept-Encoding": accept}, buffered=True)
    again = {"Accept-Encoding": accept, "If-None-Match": first.headers["ETag"]}
    second = client.get(path, headers=again, buffered=True)
    assert second.status_code == 304
    assert second.data == b""
    assert second.headers["Cache-Control"]
    other = client.get(path, headers={"If-None-Match": '"other"'}, buffered=True)
    assert other.status_code == 200


def test_another_language_is_another_page(client: FlaskClient) -> None:
    tags = {
        client.get("/help", headers={"Accept-Language": tag}).headers["ETag"]
        for tag in ("zh-TW", "en")
    }
    assert len(tags) == 2


def test_head_has_the_length_of_the_reply_to_get(client: FlaskClient) -> None:
    accept = {"Accept-Encoding": "gzip"}
    head_reply, get_reply = (
        client.head("/help", headers=accept),
        client.get("/help", headers=accept),
    )
    assert head_reply.data == b""
    assert head_reply.headers["Content-Length"] == get_reply.headers["Content-Length"]


@pytest.mark.parametrize("path", ["/", "/api/v1/search?q=a", "/openapi.json", "/static/judian.js"])
def test_no_other_site_may_read_a_reply(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Origin": "https://evil.example"}, buffered=True)
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_file_that_is_sent_while_it_is_made_ends_when_the_time_is_over() -> None:
    with Flask(__name__).test_request_context():
        reply = download(("line\n" for _ in range(10)), "list.csv", CSV)
        deadlines.begin(-1)
        try:
            with pytest.raises(TookTooLong):
                reply.get_data()
        finally:
            deadlines.begin(None)
