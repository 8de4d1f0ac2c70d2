"""Logging in and out: sessions, forms, failed attempts, and where a login leads."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.webui.accounts.people import NAMES, PASSWORD, form_number, log_in, site, user_client
from tests.webui.fake import FakeService
from webui.accounts import attempts, passwords
from webui.accounts.attempts import FIRST, FREE, LONGEST, seconds_to_wait
from webui.accounts.errors import PasswordWeak
from webui.accounts.forms import FormNumbers
from webui.accounts.targets import local_target
from webui.app import create_app
from webui.http.proxies import PublicUrl

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from webui.accounts.accounts import Accounts

PRIVATE = (
    "/",
    "/search?q=護照",
    "/documents",
    "/api/v1/search?q=護照",
    "/metrics",
    "/none",
    "/feed",
)


@pytest.fixture(name="app", scope="module")
def _app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return site(tmp_path_factory.mktemp("accounts"))


def accounts_of(app: Flask) -> Accounts:
    found: Accounts = app.extensions["accounts"]
    return found


def cookie(client: Any) -> str:
    found = client.get_cookie("judian_session")
    return found.value if found else ""


@pytest.mark.parametrize("path", PRIVATE)
def test_nothing_is_shown_before_the_login(app: Flask, path: str) -> None:
    reply = app.test_client().get(path)
    if path.startswith(("/api", "/metrics", "/feed")):
        assert reply.status_code == 401
        assert reply.headers["WWW-Authenticate"] == "Bearer"
        assert reply.get_json()["error"]["code"] == "login_needed"
    else:
        assert reply.status_code == 303
        assert reply.headers["Location"].startswith("/login?next=")
    assert "護照申辦" not in reply.text


def test_only_that_the_server_is_ready_is_open_to_all(app: Flask) -> None:
    assert app.test_client().get("/readyz").get_json() == {"status": "ok"}
    assert user_client(app).get("/readyz").get_json()["documents"] > 0


def test_a_user_logs_in_and_comes_to_the_page_that_was_asked_for(app: Flask) -> None:
    client = app.test_client()
    begun = client.get("/search?q=護照&page=1")
    page = client.get(begun.headers["Location"]).text
    assert 'name="next" value="/search?q=護照&amp;page=1"' in page
    reply = log_in(client, NAMES["reader"], next="/search?q=護照")
    assert (reply.status_code, reply.headers["Location"]) == (303, f"/search?q={quote('護照')}")
    assert client.get("/search?q=護照").status_code == 200
    assert NAMES["reader"] in client.get("/").text


def test_the_cookie_of_a_session_is_out_of_reach(app: Flask, tmp_path: Path) -> None:
    sent = log_in(app.test_client(), NAMES["reader"]).headers["Set-Cookie"]
    assert sent.startswith("judian_session=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"):
        assert part in sent
    tls = site(tmp_path, PUBLIC_URL=PublicUrl.read("https://judian.example/")).test_client()
    cookies = " ".join(log_in(tls, NAMES["reader"]).headers.getlist("Set-Cookie"))
    assert "__Host-judian_session=" in cookies
    assert "Secure" in cookies


def test_what_a_user_sees_is_kept_by_no_cache(app: Flask) -> None:
    client = user_client(app)
    for path in ("/search?q=護照", "/api/v1/documents", "/account"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_a_login_begins_a_session_under_a_new_number(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("judian_session", "chosen by an attacker")
    log_in(client, NAMES["reader"])
    first = cookie(client)
    assert first != "chosen by an attacker"
    log_in(client, NAMES["reader"])
    assert cookie(client) != first
    stale = app.test_client()
    stale.set_cookie("judian_session", first)
    assert stale.get("/account").status_code == 303


def test_a_logout_ends_the_session_on_the_server(app: Flask) -> None:
    client = user_client(app)
    number = cookie(client)
    reply = client.post("/logout", data={"form_number": form_number(client.get("/").text)})
    assert reply.status_code == 303
    client.set_cookie("judian_session", number)
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize("column", ["created", "seen"])
def test_sessions_end_by_themselves(app: Flask, column: str) -> None:
    client = user_client(app)
    assert client.get("/account").status_code == 200
    with accounts_of(app).users._database.change() as connection:
        connection.execute(f"UPDATE sessions SET {column} = {column} - 13 * 3600")
    assert client.get("/account").status_code == 303


def test_a_change_of_password_ends_all_other_sessions(tmp_path: Path) -> None:
    app = site(tmp_path)
    client, other = user_client(app), user_client(app)
    number = form_number(client.get("/account").text)
    data = {"password": "wrong", "new_password": "another horse 電池 1", "form_number": number}
    assert client.post("/account/password", data=data).status_code == 403
    data["password"] = PASSWORD
    assert (
        client.post("/account/password", data={**data, "new_password": "short"}).status_code == 400
    )
    assert client.post("/account/password", data=data).status_code == 303
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert log_in(app.test_client(), NAMES["reader"], "another horse 電池 1").status_code == 303


def test_other_devices_can_be_logged_out(app: Flask) -> None:
    client, other = user_client(app, "editor"), user_client(app, "editor")
    page = client.get("/account").text
    client.post("/account/sessions", data={"form_number": form_number(page)})
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


def test_a_removed_user_and_a_changed_role_count_at_once(tmp_path: Path) -> None:
    app = site(tmp_path)
    editor, keeper = user_client(app, "editor"), user_client(app, "keeper")
    assert keeper.get("/metrics").status_code == 200
    users = accounts_of(app).users
    users.remove(NAMES["editor"])
    users.set_role("keeper", "reader")
    assert editor.get("/account").status_code == 303
    again = app.test_client()
    log_in(again, "keeper")
    assert again.get("/metrics").status_code == 403


@pytest.mark.parametrize(
    "form",
    [{}, {"form_number": ""}, {"form_number": "0" * 64}, {"form_number": "é"}],
)
@pytest.mark.parametrize("path", ["/logout", "/account/sessions", "/search/open", "/login"])
def test_no_form_counts_without_the_number_of_its_session(
    app: Flask, form: dict[str, str], path: str
) -> None:
    client = user_client(app)
    assert client.post(path, data=form).status_code == 403
    assert client.get("/account").status_code == 200
    other = form_number(user_client(app).get("/account").text)
    assert client.post(path, data={"form_number": other}).status_code == 403


def test_forms_of_the_pages_count_with_the_number_of_their_session(app: Flask) -> None:
    client = user_client(app)
    for path, form in (("/verify-quote", {"text": "申辦護照"}), ("/account/sessions", {})):
        data = {**form, "form_number": form_number(client.get(path if form else "/").text)}
        assert client.post(path, data=data).status_code in (200, 303)


def test_a_login_that_another_site_sends_is_refused(app: Flask) -> None:
    victim, attacker = app.test_client(), app.test_client()
    number = form_number(attacker.get("/login").text)
    data = {"name": NAMES["reader"], "password": PASSWORD, "form_number": number}
    assert victim.post("/login", data=data).status_code == 403


def test_every_form_that_is_posted_gets_the_number() -> None:
    add = FormNumbers.preprocess
    for form in (
        '<form method="post">',
        "<form action='x' METHOD=post class=a>",
        '<form class="stacked" action="{{ page_url(\'a\', b=c > d) }}" method="post" id="{{ x }}">',
    ):
        assert add(None, f"{form}<p>", None).startswith(f"{form}{{{{ form_number() }}}}")  # type: ignore[arg-type]
    assert add(None, '<form method="get">', None) == '<form method="get">'  # type: ignore[arg-type]


def test_failures_are_answered_alike_and_slow_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "FIRST", 600.0)
    app = site(tmp_path)
    client = app.test_client()
    known = log_in(client, NAMES["reader"], "wrong")
    unknown = log_in(client, "nobody", "wrong")
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    for _ in range(FREE["name"] - 1):
        assert log_in(client, NAMES["reader"], "wrong").status_code == 403
    late = log_in(client, NAMES["reader"])  # the right password comes too late
    assert late.status_code == 429
    assert 0 < int(late.headers["Retry-After"]) <= 600
    assert log_in(client, NAMES["editor"]).status_code == 303


def _locked_out(app: Flask, name: str) -> None:
    """Somebody else tries passwords of a name until all attempts for it must wait."""
    stranger = app.test_client()
    for _ in range(FREE["name"]):
        assert log_in(stranger, name, "wrong").status_code == 403
    assert log_in(stranger, name).status_code == 429


def test_nobody_is_locked_out_of_a_browser_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "FIRST", 600.0)
    app = site(tmp_path)
    own = user_client(app)
    _locked_out(app, NAMES["reader"])
    assert log_in(own, NAMES["reader"]).status_code == 303
    # It opens nothing by itself, counts for its user alone, and has a bound of its own.
    for _ in range(FREE["browser"]):
        assert log_in(own, NAMES["reader"], "wrong").status_code == 403
    assert log_in(own, NAMES["reader"]).status_code == 429
    assert log_in(own, NAMES["editor"]).status_code == 303


@pytest.mark.parametrize("change", ["", ".", "x", "é"])
def test_an_altered_cookie_makes_no_browser_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(attempts, "FIRST", 600.0)
    app = site(tmp_path)
    forged, kept = app.test_client(), user_client(app).get_cookie("judian_known").value
    number, _, proof = kept.partition(".")
    altered = f"{number[:-1]}{change}.{proof}" if change else f"{number}.{'0' * len(proof)}"
    forged.set_cookie("judian_known", quote(altered))
    _locked_out(app, NAMES["reader"])
    assert log_in(forged, NAMES["reader"]).status_code == 429


def test_a_name_that_is_not_there_takes_the_same_work(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each failed login checks one hash of the same parameters."""
    checked: list[str] = []

    class Hasher:
        def verify(self, kept: str, password: str) -> bool:
            checked.append(kept.rpartition("$")[0].rpartition("$")[0])
            return bool(password) and real.verify(kept, password)

    real = passwords._hasher
    passwords._dummy()
    monkeypatch.setattr(passwords, "_hasher", Hasher())
    for name in (NAMES["keeper"], "nobody at all"):
        assert log_in(app.test_client(), name, "wrong").status_code == 403
    assert len(checked) == 2
    assert len(set(checked)) == 1


def test_an_address_that_tries_many_names_is_slowed_down(app: Flask) -> None:
    failed = accounts_of(app).attempts
    for number in range(FREE["address"]):
        assert failed.begin([("name", f"n{number}"), ("address", "203.0.113.7")]) == 0
    assert failed.begin([("name", "n"), ("address", "203.0.113.7")]) > 0
    assert failed.begin([("name", "n"), ("address", "203.0.113.8")]) == 0


def test_waits_grow_and_end() -> None:
    waits = [seconds_to_wait("name", FREE["name"] + n, 0) for n in range(12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (FIRST, LONGEST)
    assert seconds_to_wait("name", FREE["name"] - 1, 0) == 0
    assert seconds_to_wait("name", 1000, LONGEST + 1) == 0


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "///evil",
     "javascript:alert(1)", "evil", "", "/\t/evil.example", "/\n//evil", "http:/evil",
     "/" + "a" * 5000],
)  # fmt: skip
def test_a_login_leads_to_no_other_site(app: Flask, target: str) -> None:
    assert local_target(target) == "/"
    reply = log_in(app.test_client(), NAMES["reader"], next=target)
    assert reply.headers["Location"] == "/"


@given(st.text(alphabet="/\\:@?#.a%\t\n\r 護", max_size=12))
def test_a_target_begins_with_one_slash(text: str) -> None:
    found = local_target("/" + text)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\", "/\t", "/\n"))


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "a" * 40,
        "abcdefghijkl",
        "123456789012",
        "wangxiaoming1",
        "judian-judian",
        "x" * 300,
        "password1234",
        "P@ssw0rd1234",
        "qwertyuiop12",
        "1qaz2wsx3edc",
        "iloveyou1234",
        "Taiwan123456",
        "wangxiaoming2026",
        "我的密碼我的密碼1234",
        "ji32k7au4a83",
        "資料資料資料資料資料資料",
    ],
)
def test_passwords_that_are_easily_guessed_are_refused(password: str) -> None:
    with pytest.raises(PasswordWeak):
        passwords.check(password, "wangxiaoming")


def test_passwords_are_kept_as_argon2id_and_match_however_typed() -> None:
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert passwords.matches(PASSWORD, kept)
    assert passwords.matches("ｃorrect horse 電池", kept)
    assert not passwords.matches(PASSWORD + " ", kept)
    assert not passwords.matches(PASSWORD, None)
    assert not passwords.matches("no password of anybody", None)


def test_nobody_else_reads_the_file_of_accounts(tmp_path: Path) -> None:
    site(tmp_path)
    mode = (tmp_path / "accounts.sqlite3").stat().st_mode
    assert stat.S_IMODE(mode) & 0o077 == 0
    content = (tmp_path / "accounts.sqlite3").read_bytes()
    assert PASSWORD.encode() not in content


def test_pages_of_login_and_account_are_in_both_languages(app: Flask) -> None:
    client = app.test_client()
    assert "密碼" in client.get("/login?lang=zh").text
    assert "Password" in client.get("/login?lang=en").text
    reader = user_client(app)
    assert "登出" in reader.get("/account?lang=zh").text
    assert "Log out" in reader.get("/account?lang=en").text


def test_without_logins_there_is_no_page_for_them() -> None:
    client = create_app({}, FakeService()).test_client()
    assert client.get("/login").status_code == 404
    assert client.post("/login").status_code == 404
    assert client.get("/account").status_code == 200
    assert client.get("/login/provider").status_code == 404
