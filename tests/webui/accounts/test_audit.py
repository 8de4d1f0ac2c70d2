"""The audit log: one line for what each person did, appended, private if wished, and removed."""

from __future__ import annotations

import json
import stat
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from judian.search.replies.results import ModelNote, ModelOutcome
from tests.webui.accounts.people import NAMES, form_number, log_in, site, user_client
from tests.webui.fake import QUESTION, FakeService
from webui.accounts.audit import AuditLog

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.replies.results import AnswerReply


def lines(folder: Path) -> list[dict[str, Any]]:
    (file,) = folder.glob("audit-*.jsonl")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_what_a_user_does_is_written_down(tmp_path: Path) -> None:
    app = site(tmp_path, AUDIT_LOG=tmp_path / "audit")
    client = app.test_client()
    log_in(client, NAMES["reader"], "wrong password")
    log_in(client, NAMES["reader"])
    for path in ("/search?q=護照", "/documents/aaaaaaaaaaaaaaaa", "/batch", "/healthz"):
        client.get(path)
    client.post("/logout", data={"form_number": form_number(client.get("/account").text)})
    token = app.extensions["accounts"].tokens.add(NAMES["editor"], "", ["search"])
    app.test_client().get("/api/v1/search?q=a", headers={"Authorization": f"Bearer {token}"})
    found = [
        (x.get("user"), x.get("way"), x["view"], x["status"]) for x in lines(tmp_path / "audit")
    ]
    name = NAMES["reader"]
    assert found == [
        (None, None, "pages.login", 200),
        (None, None, "pages.log_in", 403),
        (None, None, "pages.login", 200),
        (name, None, "pages.log_in", 303),
        (name, "users", "pages.results", 200),
        (name, "users", "pages.document", 200),
        (name, "users", "pages.batch", 403),
        (name, "users", "pages.own_account", 200),
        (name, "users", "pages.logout", 303),
        (NAMES["editor"], "token", "api.search", 200),
    ]
    searched = next(x for x in lines(tmp_path / "audit") if x["view"] == "pages.results")
    assert searched["parameters"] == {"q": "護照"}
    text = next((tmp_path / "audit").iterdir()).read_text("utf-8")
    assert "password" not in text
    assert token not in text
    assert stat.S_IMODE(next((tmp_path / "audit").iterdir()).stat().st_mode) == 0o600


def test_what_was_searched_for_can_be_left_out(tmp_path: Path) -> None:
    app = site(tmp_path, AUDIT_LOG=tmp_path / "audit", AUDIT_QUERIES=False)
    app.test_client().get("/login?next=/search?q=%E8%AD%B7%E7%85%A7")
    user_client(app).get("/search?q=護照&page=2&previous=機密")
    text = next((tmp_path / "audit").iterdir()).read_text("utf-8")
    assert "護照" not in text
    assert "機密" not in text
    assert lines(tmp_path / "audit")[-1]["parameters"] == {"page": "2"}


def test_lines_of_many_threads_do_not_mix(tmp_path: Path) -> None:
    def write(number: int) -> None:
        log = AuditLog(tmp_path, 0)
        for at in range(50):
            log.write(number=number, at=at, text="字" * 300)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    found = lines(tmp_path)
    assert len(found) == 200
    assert all(line["text"] == "字" * 300 for line in found)


@pytest.mark.parametrize(("days", "left"), [(0, 3), (30, 2)])
def test_old_days_are_removed(tmp_path: Path, days: int, left: int) -> None:
    (tmp_path / "audit-2020-01-01.jsonl").write_text("{}\n", "utf-8")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    AuditLog(tmp_path, days).write(view="x")
    assert len(list(tmp_path.iterdir())) == left


def test_where_nothing_can_be_written_down_nothing_is_shown(tmp_path: Path) -> None:
    app = site(tmp_path, AUDIT_LOG=tmp_path / "audit")
    client = user_client(app)
    app.extensions["audit"].folder = tmp_path / "accounts.sqlite3"  # a file
    reply = client.get("/search?q=護照")
    assert reply.status_code == 503
    assert "護照" not in reply.text


def test_what_is_sent_to_a_model_of_ones_own_is_written_down(tmp_path: Path) -> None:
    service = FakeService()
    plain = service.answer

    def answer(*given: str, with_own_model: bool = True, **_: bool) -> AnswerReply:
        note = ModelNote(ModelOutcome.FAILED, "127.0.0.1:11434", ("a-1", "a-2"))
        return replace(plain(*given), own_model=note if with_own_model else None)

    service.answer = answer  # type: ignore[method-assign, assignment]
    client = site(tmp_path, service, AUDIT_LOG=tmp_path / "audit").test_client()
    log_in(client, NAMES["editor"])
    client.get(f"/search?q={QUESTION}")
    client.get(f"/api/v1/answer?q={QUESTION}")
    number = form_number(client.get("/batch").text)
    client.post("/batch", data={"terms": QUESTION, "answers": "1", "form_number": number})
    sent = [line for line in lines(tmp_path / "audit") if line["view"] == "own_model"]
    assert len(sent) == 3
    assert {(line["user"], line["host"]) for line in sent} == {(NAMES["editor"], "127.0.0.1:11434")}
    assert sent[0]["passages"] == ["a-1", "a-2"]
