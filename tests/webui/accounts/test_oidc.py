"""Login at an OpenID Connect provider: a fake one on loopback, honest and lying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from tests.webui.accounts.provider import CLIENT, SECRET, FakeProvider, provider
from tests.webui.fake import FakeService
from webui.accounts.model import ProviderSettings
from webui.accounts.oidc import check_secure
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask


@pytest.fixture(name="fake")
def _fake() -> Iterator[FakeProvider]:
    with provider() as running:
        yield running


@pytest.fixture(name="app")
def _app(fake: FakeProvider, tmp_path: Path) -> Flask:
    given = ProviderSettings(
        fake.issuer, CLIENT, SECRET, "preferred_username", "groups", "openid", {"archive": "keeper"}
    )
    accounts = tmp_path / "accounts.sqlite3"
    return create_app({"LOGIN": "oidc", "ACCOUNTS": accounts, "OIDC": given}, FakeService())


def begin(client: Any, target: str = "/documents") -> str:
    """The address of the provider that a login goes to."""
    reply = client.get("/login/provider", query_string={"next": target})
    assert reply.status_code == 303
    address: str = reply.headers["Location"]
    return address


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_a_user_of_the_provider_logs_in(app: Flask, fake: FakeProvider) -> None:
    client = app.test_client()
    assert "/login/provider?next=" in client.get("/login?next=/documents").text
    address = begin(client)
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/login/provider/end"]
    reply = client.get(path_of(fake.authorize(address)))
    assert (reply.status_code, reply.headers["Location"]) == (303, "/documents")
    page = client.get("/account").text
    assert "王小明" in page
    assert "archive" in page
    assert client.get("/metrics").status_code == 200
    fake.user["groups"] = "others"
    other = app.test_client()
    other.get(path_of(fake.authorize(begin(other))))
    assert other.get("/metrics").status_code == 403


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "of another login"},
        {"exp": 1},
        {"iat": 1 << 40},
        {"preferred_username": ""},
        {"preferred_username": ["a"]},
        {"preferred_username": "a\nb"},
    ],
)
def test_a_token_that_says_otherwise_lets_nobody_in(
    app: Flask, fake: FakeProvider, lies: dict[str, Any]
) -> None:
    fake.lies = lies
    client = app.test_client()
    reply = client.get(path_of(fake.authorize(begin(client))))
    assert reply.status_code == 502
    assert client.get("/account").status_code == 303


def test_a_token_with_another_signature_lets_nobody_in(app: Flask, fake: FakeProvider) -> None:
    fake.signing_key = RSAKey.generate_key(2048, {"kid": "1"})
    client = app.test_client()
    assert client.get(path_of(fake.authorize(begin(client)))).status_code == 502
    assert client.get("/account").status_code == 303


def test_a_login_that_another_browser_began_counts_for_nobody(
    app: Flask, fake: FakeProvider
) -> None:
    attacker, victim = app.test_client(), app.test_client()
    back = path_of(fake.authorize(begin(attacker)))
    assert victim.get(back).status_code == 502
    begin(victim)
    assert victim.get(back).status_code == 502
    assert victim.get("/account").status_code == 303


def test_a_reply_counts_once(app: Flask, fake: FakeProvider) -> None:
    client = app.test_client()
    back = path_of(fake.authorize(begin(client)))
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 502


def test_a_refusal_is_reported(app: Flask) -> None:
    client = app.test_client()
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    reply = client.get(f"/login/provider/end?error=access_denied&state={state}")
    assert reply.status_code == 502
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize("column", ["created", "seen"])
def test_sessions_of_a_provider_s_users_end_by_themselves(
    app: Flask, fake: FakeProvider, column: str
) -> None:
    client = app.test_client()
    client.get(path_of(fake.authorize(begin(client))))
    assert client.get("/account").status_code == 200
    with app.extensions["accounts"].users._database.change() as connection:
        connection.execute(f"UPDATE sessions SET {column} = {column} - 13 * 3600")
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example"])
def test_a_login_leads_to_no_other_site(app: Flask, fake: FakeProvider, target: str) -> None:
    client = app.test_client()
    reply = client.get(path_of(fake.authorize(begin(client, target))))
    assert reply.headers["Location"] == "/"


def test_a_provider_that_does_not_answer_or_is_another_is_reported(
    fake: FakeProvider, tmp_path: Path
) -> None:
    for issuer in ("http://127.0.0.1:9", fake.issuer + "/", "http://provider.example"):
        given = ProviderSettings(issuer, CLIENT, SECRET, "sub", "groups", "openid", {})
        config = {"LOGIN": "oidc", "ACCOUNTS": tmp_path / "a", "OIDC": given}
        app = create_app(config, FakeService())
        assert app.test_client().get("/login/provider").status_code == 502


def test_the_way_to_the_provider_is_protected() -> None:
    check_secure("https://provider.example")
    check_secure("http://127.0.0.1:8080")
    for address in ("http://provider.example", "ftp://127.0.0.2.example", ""):
        with pytest.raises(ValueError, match="is not https"):
            check_secure(address)
