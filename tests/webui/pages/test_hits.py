"""What a hit of the page offers: why, neighbours, passages like it, grouping."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.webui.fake import FakeService

if TYPE_CHECKING:
    import pytest
    from flask.testing import FlaskClient

    from judian.search.replies.results import SearchReply
    from judian.search.requests.values import SearchRequest


DOC = "aaaaaaaaaaaaaaaa"


def page(client: FlaskClient, **args: str) -> str:
    return client.get("/search", query_string={"q": "護照", "lang": "en", **args}).get_data(True)


def test_a_hit_says_why_it_was_found(client: FlaskClient) -> None:
    text = page(client)
    assert "Why this passage" in text
    assert "in the text, 100" in text


def test_neighbours_are_shown_in_place_on_request(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=護照").get_json()["hits"][0]["id"]
    assert 'class="neighbour"' not in page(client)
    assert f"around={found}" in page(client)
    assert 'class="neighbour"' in page(client, around=found)
    assert 'class="neighbour"' not in page(client, around="no-1")


def test_passages_like_one_are_a_query_that_can_be_changed(client: FlaskClient) -> None:
    reply = client.get(f"/search?like={DOC}-3")
    assert reply.status_code == 302
    assert reply.location.startswith("/search?q=")
    assert client.get("/search?like=no-1").status_code == 404


def test_order_and_grouping_are_switches(client: FlaskClient) -> None:
    text = page(client)
    assert "sort=document" in text
    assert "group=document" in text
    assert "group=document" in page(client, group="document", sort="date")


def test_the_interface_for_programs_explains_on_request(client: FlaskClient) -> None:
    plain = client.get("/api/v1/search?q=護照").get_json()["hits"][0]
    asked = client.get("/api/v1/search?q=護照&explain=1").get_json()["hits"][0]
    assert "why" not in plain
    assert asked["why"] == [{"word": "護照", "where": "text", "share": 1.0}]
    around = client.get(f"/api/v1/passages/{asked['id']}?neighbours=1").get_json()
    assert {"before", "after"} <= around.keys()


def test_estimated_numbers_are_said_to_be_about(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "about" not in page(client)
    original = FakeService.search

    def estimated(self: FakeService, request: SearchRequest, /) -> SearchReply:
        return replace(original(self, request), total=4_700, total_is_exact=False)

    monkeypatch.setattr(FakeService, "search", estimated)
    text = page(client)
    assert "about 4,700 passages" in text
    assert "estimated from a sample" in text
    assert "約 4,700 個段落" in page(client, lang="zh")
    assert client.get("/api/v1/search?q=護照").get_json()["total_is_exact"] is False
