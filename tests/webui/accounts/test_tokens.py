"""Roles and scopes: which view answers whom; the commands that make users and tokens."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.webui.accounts.people import NAMES, form_number, site, user_client
from webui.account_commands import main
from webui.accounts import policy
from webui.accounts.model import ROLES
from webui.accounts.tokens import SCOPES

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

PATHS = {
    "search": "/api/v1/search?q=護照",
    "documents": "/api/v1/documents",
    "sources": "/api/v1/documents/aaaaaaaaaaaaaaaa/source",
    "export": "/api/v1/export?q=護照",
    "batch": "/batch",
    "metrics": "/metrics",
}

_TERMS = {"terms": "護照", "format": "json"}


@pytest.fixture(name="app", scope="module")
def _app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return site(tmp_path_factory.mktemp("accounts"))


def ask(app: Flask, scope: str, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    if scope == "batch":
        reply = client.post("/batch", data=_TERMS, headers=headers, buffered=True)
    else:
        reply = client.get(PATHS[scope], headers=headers)
    code: int = reply.status_code
    return code


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_opens_what_its_scope_names_and_nothing_else(app: Flask, scope: str) -> None:
    token = app.extensions["accounts"].tokens.add(NAMES["admin"], "test", [scope])
    answered = {one for one in SCOPES if ask(app, one, token) not in (401, 403)}
    assert answered == {scope}
    client = app.test_client()
    for path in ("/", "/search?q=a", "/account", "/help", "/documents/aaaaaaaaaaaaaaaa"):
        reply = client.get(path, headers={"Authorization": f"Bearer {token}"})
        assert reply.status_code == 403
        assert reply.get_json()["error"]["code"] == "scope_missing"


def test_a_token_gives_no_more_than_its_user_may(app: Flask) -> None:
    token = app.extensions["accounts"].tokens.add(NAMES["reader"], "", SCOPES)
    assert ask(app, "search", token) == 200
    assert ask(app, "batch", token) == ask(app, "metrics", token) == 403


@pytest.mark.parametrize(
    "token", ["", "judian_", "judian_x_y", "x", "judian_000000000000_", "Basic a", "judian_é_é"]
)
def test_what_is_no_token_is_refused(app: Flask, token: str) -> None:
    assert ask(app, "search", token.encode().decode("latin-1")) == 401


def test_tokens_end(app: Flask) -> None:
    tokens = app.extensions["accounts"].tokens
    token = tokens.add(NAMES["reader"], "", ["search"], 1)
    assert ask(app, "search", token) == 200
    assert ask(app, "search", token[:-1]) == 401
    with tokens._database.change() as connection:
        connection.execute("UPDATE tokens SET expires = 1 WHERE id = ?", (token.split("_")[1],))
    assert ask(app, "search", token) == 401
    other = tokens.add(NAMES["reader"], "", ["search"])
    tokens.remove(other.split("_")[1])
    assert ask(app, "search", other) == 401


def test_the_scope_of_every_view_for_programs_is_decided(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    programs = {name for name in endpoints if name.startswith("api.")}
    assert programs - policy.OPEN == {n for n in policy.SCOPE_OF if n.startswith("api.")}
    assert {*policy.SCOPE_OF, *policy.ROLE_OF, *policy.OPEN} <= endpoints
    assert set(policy.SCOPE_OF.values()) == set(SCOPES)
    assert set(policy.ROLE_OF.values()) <= set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_it_names(app: Flask, role: str) -> None:
    client = user_client(app, role)
    number = form_number(client.get("/account").text)
    form = {"terms": "護照", "form_number": number}
    posted: Any = client.post("/batch", data=form, buffered=True)
    assert posted.status_code == (403 if role == "reader" else 200)
    assert client.get("/batch").status_code == (403 if role == "reader" else 200)
    assert client.get("/metrics").status_code == (200 if role in ("keeper", "admin") else 403)
    assert client.get("/search?q=護照").status_code == 200


def test_commands_make_users_and_tokens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUDIAN_LANGUAGE", "en")
    place = ["--accounts", str(tmp_path / "accounts.sqlite3")]

    def run(*args: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main([*args, *place])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    added = run(
        "users", "add", "王小明", "--role", "editor", "--group", "法規", typed="long enough 1\n"
    )
    assert added == (0, "")
    assert "there is a user" in run("users", "add", "王小明", typed="long enough 1\n")[1]
    assert "too easy to guess" in run("users", "add", "b", typed="short\n")[1]
    assert run("users", "add", "bot", "--no-password")[0] == 0
    listed = run("users", "list")[1].splitlines()
    assert listed == ["bot\treader\t–\ttokens only", "王小明\teditor\t法規\tpassword"]
    assert run("users", "change", "bot", "--role", "keeper", "--group", "a")[0] == 0
    assert "bot\tkeeper\ta" in run("users", "list")[1]
    token = run("tokens", "add", "bot", "--scope", "metrics", "--about", "Prometheus")[1].strip()
    assert token.startswith("judian_")
    number = token.split("_")[1]
    assert f"{number}\tbot\tmetrics\t" in run("tokens", "list")[1]
    assert "there is no user" in run("tokens", "add", "c", "--scope", "search")[1]
    assert run("tokens", "remove", number)[0] == 0
    assert run("tokens", "remove", number)[0] == 2
    assert run("users", "passwd", "王小明", typed="another long one\n")[0] == 0
    assert run("users", "remove", "王小明")[0] == 0
    assert run("users", "remove", "王小明")[0] == 2
