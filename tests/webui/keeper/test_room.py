"""The keeper's room over HTTP: who may enter, forms that only its pages send, what is logged."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.core.overrides import load_overrides
from judian.core.runs import RunWriter
from judian.engines.registry import open_engine
from judian.search.service import Service
from tests.webui.fake import HOSTILE
from webui.accounts import policy
from webui.accounts.model import Account
from webui.app import create_app
from webui.keeper.room import Room

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from webui.accounts.accounts import Accounts

TEXT = "# 港務年報\n\n資料提供：雲海縣港務局\n\n112年度進港船舶計4,321艘，較上年度增加。\n"
PASSWORD = "correct horse battery"


class Site:
    """A collection of one report, and servers over it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.index, self.sources = folder, folder / "index", folder / "sources"
        self.sources.mkdir()
        (self.sources / "a.md").write_text(TEXT, encoding="utf-8")
        self.engine = open_engine("whoosh", self.index, identity(), None)
        self.run()

    def run(self) -> None:
        run(self.engine, self.index, [self.sources], Options(jobs=1, checksum=True))

    def app(self, **config: object) -> Flask:
        room = Room("", self.index, self.sources, "whoosh")
        known = {"INDEX": self.index, "ROOMS": {"": room}, "AUDIT_LOG": self.folder / "audit"}
        return create_app({**known, **config}, Service(self.engine))

    def with_login(self) -> Flask:
        return self.app(LOGIN="users", ACCOUNTS=self.folder / "accounts.sqlite3")

    def logged(self) -> list[dict[str, object]]:
        lines = "".join(p.read_text("utf-8") for p in sorted((self.folder / "audit").iterdir()))
        return [json.loads(line) for line in lines.splitlines()]


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def number(client: FlaskClient, path: str = "/keeper") -> str:
    found = re.search(r'name="form_number" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def send(client: FlaskClient, path: str, form: dict[str, object] | None = None) -> TestResponse:
    """Post a form of the room."""
    return client.post(path, data={"form_number": number(client), **(form or {})})


def upload(
    client: FlaskClient, name: str, text: bytes = b"# Report\n", **form: str
) -> TestResponse:
    return send(client, "/keeper/files", {"files": (BytesIO(text), name), **form})


def log_in(app: Flask, name: str, role: str) -> FlaskClient:
    accounts: Accounts = app.extensions["accounts"]
    accounts.users.add(Account(name, role), PASSWORD)
    client = app.test_client()
    page = client.get("/login").text
    found = re.search(r'name="form_number" value="([^"]+)"', page)
    assert found is not None
    form = {"name": name, "password": PASSWORD, "form_number": found[1]}
    assert client.post("/login", data=form).status_code == 303
    return client


POSTS = ["/keeper/files", "/keeper/source", "/keeper/remove", "/keeper/restore", "/keeper/run"]
GETS = ["/keeper", "/keeper/source?file=a.md", "/keeper/progress"]


def test_without_a_room_there_is_none(site: Site) -> None:
    client = site.app(ROOMS={}).test_client()
    for path in GETS:
        reply = client.get(path)
        assert (reply.status_code, "keeper_room" in reply.text) == (404, True)
    assert "/keeper" not in client.get("/").text
    for path in POSTS:
        assert client.post(path, data={"file": "a.md"}).status_code == 403


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_other_roles_do_not_enter(site: Site, role: str) -> None:
    app = site.with_login()
    client = log_in(app, "李四", role)
    assert "/keeper" not in client.get("/").text
    for path in GETS:
        assert client.get(path).status_code == 403
    page = client.get("/account").text
    found = re.search(r'name="form_number" value="([^"]+)"', page)
    assert found is not None
    for path in POSTS:
        assert client.post(path, data={"form_number": found[1]}).status_code == 403
    assert (site.sources / "a.md").exists()


def test_nobody_enters_without_a_login_where_there_is_one(site: Site) -> None:
    client = site.with_login().test_client()
    for path in GETS:
        assert client.get(path).headers["Location"].startswith("/login")
    for path in POSTS:
        assert client.post(path).headers["Location"].startswith("/login")


def test_no_token_opens_the_room(site: Site) -> None:
    app = site.with_login()
    accounts: Accounts = app.extensions["accounts"]
    accounts.users.add(Account("王小明", "admin"), PASSWORD)
    token = accounts.tokens.add("王小明", "t", sorted(set(policy.SCOPE_OF.values())))
    bearer = {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    for path in GETS:
        assert client.get(path, headers=bearer).status_code == 403
    for path in POSTS:
        assert client.post(path, headers=bearer).status_code == 403


def test_every_view_of_the_room_is_for_keepers() -> None:
    app = create_app({"INDEX": None}, None)
    views = {name for name in app.view_functions if name.startswith("pages.keeper")}
    assert views == set(policy.KEEPER_VIEWS)
    assert all(policy.ROLE_OF[view] == "keeper" for view in views)


@pytest.mark.parametrize("login", [False, True])
def test_forms_of_other_pages_are_refused(site: Site, login: bool) -> None:
    app = site.with_login() if login else site.app()
    client = log_in(app, "王小明", "keeper") if login else app.test_client()
    client.get("/keeper")
    for given in ({}, {"form_number": ""}, {"form_number": "0" * 64}):
        for path in POSTS:
            assert client.post(path, data={"file": "a.md", **given}).status_code == 403
    right = number(client)
    other = {"Sec-Fetch-Site": "cross-site"}
    form = {"file": "a.md", "form_number": right}
    assert client.post("/keeper/remove", data=form, headers=other).status_code == 403
    stranger = app.test_client()
    refused = stranger.post("/keeper/remove", data=form)
    assert refused.status_code == (303 if login else 403)
    assert not login or refused.headers["Location"].startswith("/login")
    assert (site.sources / "a.md").exists()


def test_processes_share_the_secret_of_the_forms(site: Site) -> None:
    one, two = site.app().test_client(), site.app().test_client()
    given = number(one)
    cookie = one.get_cookie("judian_form")
    assert cookie is not None
    two.set_cookie("judian_form", cookie.value)
    form = {"file": "a.md", "form_number": given}
    assert two.post("/keeper/remove", data=form).status_code == 303


def test_a_keeper_adds_mends_removes_and_restores(site: Site) -> None:
    client = log_in(site.with_login(), "王小明", "keeper")
    assert "已納入索引" in client.get("/keeper").text
    added = upload(client, "113年/新.md")
    assert "已新增" in added.text
    assert (site.sources / "113年" / "新.md").read_bytes() == b"# Report\n"
    assert "待納入索引" in client.get("/keeper").text
    mended = send(client, "/keeper/source", {"file": "a.md", "member": "", "title": "新標題",
                                             "date": "2024-05", "agency": "",
                                             "period_start": "", "period_end": ""})  # fmt: skip
    assert mended.status_code == 303
    (override,) = load_overrides(site.index).values()
    assert (override.title, override.date, override.by) == ("新標題", "2024-05", "王小明")
    assert 'value="新標題"' in client.get("/keeper/source?file=a.md").text
    site.run()
    assert "管理者修正" in client.get("/keeper/source?file=a.md").text
    gone = send(client, "/keeper/remove", {"file": "a.md"})
    assert not (site.sources / "a.md").exists()
    page = client.get(gone.headers["Location"]).text
    assert "復原移除" in page
    assert "檔案已移除，待更新" in page
    token = re.search(r'name="removed" value="([^"]+)"', page)
    assert token is not None
    assert send(client, "/keeper/restore", {"removed": token[1]}).status_code == 303
    assert (site.sources / "a.md").read_text("utf-8") == TEXT
    changes = [line["changed"] for line in site.logged() if line.get("changed")]
    assert changes == [
        ["added 113年/新.md"], ["mended a.md: title, date"], ["removed a.md"], ["restored a.md"],
    ]  # fmt: skip
    assert all(line["user"] == "王小明" for line in site.logged() if line.get("changed"))


def test_what_was_typed_wrongly_is_told_and_shown_again(site: Site) -> None:
    client = site.app().test_client()
    form = {"file": "a.md", "member": "", "title": HOSTILE, "date": "2024-13-01"}
    reply = send(client, "/keeper/source", form)
    assert reply.status_code == 400
    assert "2024-13-01" in reply.text
    assert "曆書" in reply.text
    assert HOSTILE not in reply.text
    assert load_overrides(site.index) == {}


def test_uploads_tell_each_file_and_programs_get_json(site: Site) -> None:
    client = site.app().test_client()
    data = {
        "form_number": number(client),
        "files": [(BytesIO(b"x"), "../evil.txt"), (BytesIO(b"y"), "a.md"), (BytesIO(b"z"), "c.md")],
    }
    reply = client.post("/keeper/files", data=data, headers={"Accept": "application/json"})
    files = reply.get_json()["files"]
    assert [one["outcome"] for one in files] == ["refused", "refused", "added"]
    assert "../evil.txt" in files[0]["message"]
    assert not (site.folder / "evil.txt").exists()
    assert (site.sources / "a.md").read_text("utf-8") == TEXT
    nothing = send(client, "/keeper/files")
    assert "沒有選擇檔案" in nothing.text


def test_hostile_names_show_as_text(site: Site) -> None:
    name = "<img src=x onerror=alert(1)>.md"
    (site.sources / name).write_text("# 一\n\n內容為測試用之文字。\n", encoding="utf-8")
    client = site.app().test_client()
    for path in ("/keeper", "/keeper/source?file=" + name.replace("<", "%3C")):
        page = client.get(path).text
        assert "<img" not in page
        assert "&lt;img" in page


def test_an_upload_beyond_the_limit_is_refused(site: Site) -> None:
    client = site.app(UPLOAD_BYTES=1000).test_client()
    reply = upload(client, "big.md", b"x" * (65 * 1024 + 1000))
    assert reply.status_code == 413
    assert not (site.sources / "big.md").exists()


def test_the_room_opens_before_there_is_an_index(tmp_path: Path) -> None:
    index, sources = tmp_path / "index", tmp_path / "sources"
    room = Room("", index, sources, "whoosh")
    service = Service(open_engine("whoosh", index, identity(), None))
    client = create_app({"INDEX": index, "ROOMS": {"": room}}, service).test_client()
    assert "尚未建立索引" in client.get("/keeper").text
    assert "已新增" in upload(client, "a.md").text


def test_a_run_shows_in_the_room_and_in_the_footer(site: Site) -> None:
    client = site.app().test_client()
    writer = RunWriter.begin(site.index, "王小明")
    assert writer is not None
    writer.progress(1, 3, 9, 0.5, "乙.pdf")
    page = client.get("/keeper").text
    assert "已處理 1／3 個檔案" in page
    assert 'http-equiv="refresh"' in page
    assert "開始更新索引" not in page
    assert "索引更新進行中" in client.get("/").text
    assert send(client, "/keeper/run").status_code == 409
    stream = client.get("/keeper/progress", buffered=False)
    assert stream.mimetype == "text/event-stream"
    first = json.loads(next(iter(stream.response)).decode().removeprefix("data: "))  # type: ignore[arg-type]
    assert first == {"files": 1, "total": 3, "share": 0.5, "name": "乙.pdf"}
    writer.end("done", names={"added": ["乙.pdf"]}, counts={"added": 1}, generation=2)
    assert "event: ended" in b"".join(stream.response).decode()  # type: ignore[arg-type]
    page = client.get("/keeper").text
    assert "新增 1 個檔案" in page
    assert "最近一次更新結束於" in client.get("/").text


def test_live_replies_leave_threads_to_others(site: Site) -> None:
    writer = RunWriter.begin(site.index, None)
    assert writer is not None
    client = site.app().test_client()
    held = [client.get("/keeper/progress", buffered=False) for _ in range(2)]
    assert client.get("/keeper/progress").status_code == 429
    assert client.get("/keeper").status_code == 200
    for reply in held:
        reply.close()
    writer.end("done")
    assert client.get("/keeper/progress").status_code == 200
