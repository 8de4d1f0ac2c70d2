"""Users whom a trusted proxy names; nobody else is let in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.webui.fake import FakeService
from webui.accounts.model import Account
from webui.app import create_app
from webui.http.proxies import read_networks

HEADERS = ("X-Remote-User", "X-Remote-Groups")


@pytest.fixture(name="app", scope="module")
def _app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    config = {
        "LOGIN": "proxy",
        "PROXIES": read_networks("10.0.0.7"),
        "IDENTITY_HEADERS": HEADERS,
        "ROLE_GROUPS": {"it": "keeper"},
        "ACCOUNTS": tmp_path_factory.mktemp("accounts") / "accounts.sqlite3",
    }
    return create_app(config, FakeService())


def status(app: Any, path: str, peer: str, **headers: str) -> int:
    named = {n.replace("_", "-"): v.encode().decode("latin-1") for n, v in headers.items()}
    reply = app.test_client().get(
        path, headers=named, buffered=True, environ_base={"REMOTE_ADDR": peer}
    )
    code: int = reply.status_code
    return code


@pytest.mark.parametrize(
    "path", ["/", "/search?q=護照", "/api/v1/search?q=護照", "/openapi.json", "/none"]
)
def test_only_users_whom_the_proxy_names_are_answered(app: Any, path: str) -> None:
    expected = 404 if path == "/none" else 200
    assert status(app, path, "10.0.0.7", X_Remote_User="王小明") == expected
    assert status(app, path, "10.0.0.7") == 401
    assert status(app, path, "10.0.0.7", X_Remote_User=" ") == 401
    assert status(app, path, "10.0.0.8", X_Remote_User="王小明") == 401
    assert status(app, path, "127.0.0.1", X_Forwarded_For="10.0.0.7", X_Remote_User="a") == 401


def test_groups_give_roles(app: Any) -> None:
    assert status(app, "/metrics", "10.0.0.7", X_Remote_User="a", X_Remote_Groups="hr, it") == 200
    assert status(app, "/metrics", "10.0.0.7", X_Remote_User="a", X_Remote_Groups="hr") == 403
    assert status(app, "/metrics", "10.0.0.8", X_Remote_User="a", X_Remote_Groups="it") == 401


def test_whether_the_server_is_alive_is_open_to_all(app: Any) -> None:
    assert status(app, "/healthz", "203.0.113.1") == 200
    assert status(app, "/static/judian.css", "203.0.113.1") == 200


def test_roles_include_those_below() -> None:
    assert Account("a", "keeper").is_at_least("editor")
    assert not Account("a", "reader").is_at_least("editor")
