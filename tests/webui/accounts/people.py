"""A server with local users, for tests of logins and rights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.webui.fake import FakeService
from webui.accounts.database import Database
from webui.accounts.model import Account
from webui.accounts.users import Users
from webui.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

PASSWORD = "correct horse 電池"
NAMES = {"reader": "王小明", "editor": "李編輯", "keeper": "keeper", "admin": "root"}


def site(folder: Path, service: Any = None, **config: Any) -> Flask:
    """An application whose users log in by name and PASSWORD, one of each role."""
    path = folder / "accounts.sqlite3"
    users = Users(Database(path))
    for role, name in NAMES.items():
        if users.find(name) is None:
            users.add(Account(name, role), PASSWORD)
    given = {"LOGIN": "users", "ACCOUNTS": path, **config}
    return create_app(given, FakeService() if service is None else service)


def form_number(page: str) -> str:
    """The number in the forms of a page."""
    found = re.search(r'name="form_number" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def log_in(client: Any, name: str, password: str = PASSWORD, **form: str) -> Any:
    """The reply to a login as a browser does it."""
    number = form_number(client.get("/login").text)
    data = {"name": name, "password": password, "form_number": number, **form}
    return client.post("/login", data=data)


def user_client(app: Flask, role: str = "reader") -> Any:
    """A client that has logged in."""
    client = app.test_client()
    assert log_in(client, NAMES[role]).status_code == 303
    return client
