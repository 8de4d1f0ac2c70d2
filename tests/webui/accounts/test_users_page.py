"""The page of users and tokens, for administrators alone, and the same commands."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.webui.accounts.people import NAMES, PASSWORD, form_number, log_in, site, user_client
from webui.account_commands import main
from webui.accounts import passwords
from webui.accounts.audit import AuditLog
from webui.accounts.database import Database
from webui.accounts.errors import (
    AuditUnwritable,
    LastAdmin,
    NameInvalid,
    PasswordTemporary,
    PasswordWeak,
)
from webui.accounts.model import Account
from webui.accounts.tokens import Tokens
from webui.accounts.users import TEMPORARY, Users

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


@pytest.fixture(name="app")
def _app(tmp_path: Path) -> Flask:
    return site(tmp_path, AUDIT_LOG=tmp_path / "audit")


def act(client: Any, path: str = "/users", **form: Any) -> Any:
    """The reply to a form of the page."""
    number = form_number(client.get("/users").text)
    return client.post(path, data={"form_number": number, **form})


def lines(folder: Path) -> list[dict[str, Any]]:
    (file,) = folder.glob("audit-*.jsonl")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def shown_once(page: str) -> str:
    (found,) = re.findall(r"<code>([A-Za-z0-9_-]{16,})</code></p>", page)
    return str(found)


@pytest.mark.parametrize("role", ["reader", "editor", "keeper"])
def test_the_page_is_for_administrators_alone(app: Flask, role: str) -> None:
    client = user_client(app, role)
    number = form_number(client.get("/account").text)
    assert client.get("/users").status_code == 403
    form = {"form_number": number, "name": NAMES[role], "do": "change", "role": "admin"}
    assert client.post("/users", data=form).status_code == 403
    token = {"form_number": number, "name": NAMES["admin"], "scope": "search", "days": "9"}
    assert client.post("/users/tokens", data=token).status_code == 403
    assert "/users" not in client.get("/account").text
    assert app.test_client().get("/users").status_code == 303


def test_no_form_of_the_page_counts_from_elsewhere_or_with_a_token(app: Flask) -> None:
    client = user_client(app, "admin")
    form = {"name": "new", "do": "add", "role": "reader"}
    assert client.post("/users", data=form).status_code == 403
    foreign = {"Sec-Fetch-Site": "cross-site"}
    number = form_number(client.get("/users").text)
    form["form_number"] = number
    assert client.post("/users", data=form, headers=foreign).status_code == 403
    token = app.extensions["accounts"].tokens.add(NAMES["admin"], "", ["search", "metrics"])
    bearer = {"Authorization": f"Bearer {token}"}
    assert app.test_client().get("/users", headers=bearer).status_code == 403
    assert app.test_client().post("/users", data=form, headers=bearer).status_code == 403
    assert app.extensions["accounts"].users.find("new") is None


def test_a_new_user_must_choose_a_password_first(app: Flask, tmp_path: Path) -> None:
    reply = act(
        user_client(app, "admin"), do="add", name=" 陳新 ", role="editor", groups="法規、檢疫"
    )
    password = shown_once(reply.text)
    assert reply.headers["Cache-Control"] == "private, no-store"
    account = app.extensions["accounts"].users.find("陳新").account
    assert account == Account("陳新", "editor", ("法規", "檢疫"))
    client = app.test_client()
    assert log_in(client, "陳新", password, next="/search?q=a").headers["Location"] == "/account"
    for path in ("/", "/search?q=a", "/api/v1/search?q=a", "/batch"):
        assert client.get(path).status_code in (303, 403)
    page = client.get("/account").text
    assert PasswordTemporary().message("zh") in page
    number = form_number(page)
    same = {"form_number": number, "password": password, "new_password": password}
    assert client.post("/account/password", data=same).status_code == 400
    own = {**same, "new_password": PASSWORD}
    assert client.post("/account/password", data=own).status_code == 303
    assert client.get("/search?q=a").status_code == 200
    text = next((tmp_path / "audit").iterdir()).read_text("utf-8")
    assert password not in text


def test_a_temporary_password_ends(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    password = shown_once(act(user_client(app, "admin"), do="reset", name=NAMES["reader"]).text)
    users = app.extensions["accounts"].users
    assert users.checked(NAMES["reader"], PASSWORD) is None
    assert users.checked(NAMES["reader"], password).temporary > time.time()
    later = time.time() + TEMPORARY + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert users.checked(NAMES["reader"], password) is None


def test_a_locked_user_can_do_nothing_until_unlocked(app: Flask) -> None:
    admin, reader = user_client(app, "admin"), user_client(app, "reader")
    token = app.extensions["accounts"].tokens.add(NAMES["reader"], "", ["search"])
    bearer = {"Authorization": f"Bearer {token}"}
    program = app.test_client()
    assert program.get("/api/v1/search?q=a", headers=bearer).status_code == 200
    assert act(admin, do="lock", name=NAMES["reader"]).status_code == 200
    assert reader.get("/account").status_code == 303
    assert log_in(app.test_client(), NAMES["reader"]).status_code == 403
    assert program.get("/api/v1/search?q=a", headers=bearer).status_code == 401
    assert "停用" in admin.get("/users?lang=zh").text
    act(admin, do="unlock", name=NAMES["reader"])
    assert log_in(app.test_client(), NAMES["reader"]).status_code == 303
    assert program.get("/api/v1/search?q=a", headers=bearer).status_code == 200


def test_unlocking_forgets_failed_logins(app: Flask) -> None:
    for _ in range(7):
        log_in(app.test_client(), NAMES["reader"], "wrong password")
    assert log_in(app.test_client(), NAMES["reader"]).status_code == 429
    admin = user_client(app, "admin")
    act(admin, do="unlock", name=NAMES["reader"])
    assert log_in(app.test_client(), NAMES["reader"]).status_code == 303


def test_roles_groups_sessions_and_users_change_at_once(app: Flask) -> None:
    admin, editor = user_client(app, "admin"), user_client(app, "editor")
    act(admin, do="change", name=NAMES["editor"], role="keeper", groups="a, b,a")
    assert editor.get("/account").status_code == 303
    found = app.extensions["accounts"].users.find(NAMES["editor"])
    assert found.account == Account(NAMES["editor"], "keeper", ("a", "b"))
    again = user_client(app, "editor")
    act(admin, do="end", name=NAMES["editor"])
    assert again.get("/account").status_code == 303
    act(admin, do="remove", name=NAMES["editor"])
    assert log_in(app.test_client(), NAMES["editor"]).status_code == 403


@pytest.mark.parametrize("do", ["lock", "remove", "change"])
def test_one_administrator_is_left(app: Flask, do: str) -> None:
    admin = user_client(app, "admin")
    reply = act(admin, do=do, name=NAMES["admin"], role="reader")
    assert reply.status_code == 409
    assert LastAdmin(NAMES["admin"]).message("zh") in reply.text
    assert admin.get("/users").status_code == 200
    act(admin, do="change", name=NAMES["keeper"], role="admin")
    assert act(admin, do=do, name=NAMES["admin"], role="reader").status_code in (200, 303, 403)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"do": "add", "name": "", "role": "reader"}, 400),
        ({"do": "add", "name": "a\nb", "role": "reader"}, 400),
        ({"do": "add", "name": "x" * 101, "role": "reader"}, 400),
        ({"do": "add", "name": "root", "role": "reader"}, 409),
        ({"do": "add", "name": "new", "role": "king"}, 400),
        ({"do": "lock", "name": "nobody"}, 404),
        ({"do": "reset", "name": "nobody"}, 404),
        ({"do": "rename", "name": "root"}, 400),
    ],
)
def test_what_cannot_be_done_is_said(app: Flask, form: dict[str, str], status: int) -> None:
    assert act(user_client(app, "admin"), **form).status_code == status
    assert app.extensions["accounts"].users.find("new") is None


def test_tokens_are_made_and_revoked(app: Flask) -> None:
    admin = user_client(app, "admin")
    form = {"name": NAMES["reader"], "about": "報表", "scope": ["search"], "days": "30"}
    token = shown_once(act(admin, "/users/tokens", **form).text)
    bearer = {"Authorization": f"Bearer {token}"}
    program = app.test_client()
    assert program.get("/api/v1/search?q=a", headers=bearer).status_code == 200
    assert program.get("/api/v1/documents", headers=bearer).status_code == 403
    (kept,) = app.extensions["accounts"].tokens.all()
    assert 29 < (kept.expires - time.time()) / 86400 <= 30
    for wrong in ({"days": "0"}, {"days": "9999"}, {"days": "x"}, {"scope": []}, {"scope": "king"}):
        assert act(admin, "/users/tokens", **{**form, **wrong}).status_code == 400
    assert act(admin, "/users/tokens", **{**form, "name": "nobody"}).status_code == 404
    assert act(admin, "/users/tokens", number=kept.id).status_code == 200
    assert program.get("/api/v1/search?q=a", headers=bearer).status_code == 401
    assert act(admin, "/users/tokens", number=kept.id).status_code == 404


def test_each_change_is_in_the_audit_log(app: Flask, tmp_path: Path) -> None:
    admin = user_client(app, "admin")
    act(admin, do="lock", name=NAMES["reader"])
    act(admin, do="lock", name="nobody")
    act(admin, "/users/tokens", name=NAMES["reader"], scope="search", days="9")
    found = [line for line in lines(tmp_path / "audit") if "changed" in line]
    assert [(x["user"], x["view"], x["status"], x["changed"]) for x in found] == [
        ("root", "pages.change_users", 200, {"do": "lock", "of": NAMES["reader"]}),
        ("root", "pages.change_users", 404, {"do": "lock", "of": "nobody"}),
        (
            *("root", "pages.change_tokens", 200),
            {"do": "add token", "of": NAMES["reader"], "scopes": ["search"]},
        ),
    ]


def test_nothing_is_changed_that_cannot_be_logged(tmp_path: Path) -> None:
    app = site(tmp_path, AUDIT_LOG=tmp_path / "audit")
    admin = user_client(app, "admin")
    number = form_number(admin.get("/users").text)
    app.extensions["audit"].folder = tmp_path / "accounts.sqlite3"
    app.extensions["audit"]._day = None
    form = {"form_number": number, "do": "lock", "name": NAMES["reader"]}
    assert admin.post("/users", data=form).status_code == 503
    assert not app.extensions["accounts"].users.find(NAMES["reader"]).locked


def test_one_s_sessions_are_listed_and_ended_one_by_one(app: Flask) -> None:
    client, other = user_client(app), user_client(app)
    page = client.get("/account?lang=en").text
    assert page.count("Logged in ") == 2
    assert "127.0.0.1" in page
    (number,) = re.findall(r'name="session" value="([0-9a-f]{16})"', page)
    form = {"form_number": form_number(page), "session": number}
    stranger = user_client(app, "editor")
    theirs = {**form, "form_number": form_number(stranger.get("/account").text)}
    stranger.post("/account/sessions", data=theirs)
    assert other.get("/account").status_code == 200
    client.post("/account/sessions", data=form)
    assert other.get("/account").status_code == 303
    assert client.get("/account").status_code == 200


def test_an_older_file_of_accounts_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE users (name TEXT PRIMARY KEY, password TEXT, role TEXT NOT NULL, "
            "groups TEXT NOT NULL, created INTEGER NOT NULL)"
        )
        connection.execute("INSERT INTO users VALUES ('甲', NULL, 'reader', '[]', 1)")
    for _ in range(2):
        (user,) = Users(Database(path)).all()
    assert (user.account.name, user.locked, user.temporary) == ("甲", False, 0)


@pytest.fixture(name="command")
def _command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command over a server with logins; the exit status."""
    config = tmp_path / "judian.toml"
    config.write_text(f'login = "users"\nindex = "{tmp_path / "index"}"\n', encoding="utf-8")

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        return main([*arguments, "--config", str(config)])

    return run


def test_commands_are_in_the_audit_log_too(
    command: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("users", "add", "王小明", "--role", "editor") == 0
    assert command("users", "add", "王小明") == 2
    assert command("users", "lock", "王小明") == 0
    assert command("users", "list") == 0
    assert "locked" in capsys.readouterr().out
    assert command("users", "unlock", "王小明") == 0
    assert command("tokens", "add", "王小明", "--scope", "search") == 0
    token = capsys.readouterr().out.strip()
    found = lines(tmp_path / "index-audit")
    assert {line["way"] for line in found} == {"command"}
    assert all(line["user"] for line in found)
    assert [(line["view"], line["outcome"]) for line in found] == [
        ("add user", "done"),
        ("add user", "user_exists"),
        ("lock user", "done"),
        ("list users", "done"),
        ("unlock user", "done"),
        ("add token", "done"),
    ]
    assert found[0]["changed"] == {"name": "王小明", "role": "editor"}
    assert found[-1]["changed"] == {"user": "王小明", "scope": ["search"], "days": 90}
    text = next((tmp_path / "index-audit").iterdir()).read_text("utf-8")
    assert PASSWORD not in text
    assert token not in text
    assert Tokens(Database(tmp_path / "index-accounts.sqlite3")).find(token) is not None


def test_a_command_that_cannot_be_logged_changes_nothing(command: Any, tmp_path: Path) -> None:
    (tmp_path / "index-audit").write_text("no folder")
    assert command("users", "add", "王小明") == 2
    assert Users(Database(tmp_path / "index-accounts.sqlite3")).all() == []
    with pytest.raises(AuditUnwritable):
        AuditLog(tmp_path / "index-audit", 0).check()


def test_passwords_that_are_made_are_good_enough() -> None:
    for _ in range(20):
        passwords.check(passwords.made(), "王小明")


@pytest.mark.parametrize("password", ["北風與太陽的故事書甲乙丙", "horse battery staple", PASSWORD])
def test_long_passwords_of_several_words_are_taken(password: str) -> None:
    passwords.check(password, "王小明")


def test_the_longest_password_is_checked_in_bounded_time() -> None:
    began = time.thread_time()
    with pytest.raises(PasswordWeak):
        passwords.check("a1" * 128, "王小明")
    assert time.thread_time() - began < 5


def test_errors_name_what_is_wrong() -> None:
    assert "100" in NameInvalid("", 100).hint("zh")
    assert "'x" in NameInvalid("x" * 200, 100).message("en")
    assert len(NameInvalid("x" * 200, 100).message("en")) < 160
