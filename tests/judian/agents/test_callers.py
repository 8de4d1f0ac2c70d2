"""Agents and rights: no tool tells its caller of documents that the caller may not see.

Every tool is called for every user of a random server, and must reply as a server that never held
what is hidden from that user.
"""

from __future__ import annotations

import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.mcpserver.exceptions import ToolError

from indexer.run.pipeline import Options, run
from judian.agents.callers import (
    VIEW_OF,
    Caller,
    Callers,
    UserNotNamed,
    callers_of,
)
from judian.agents.server import AgentServer
from judian.agents.tools import NAMES
from judian.core.identity import identity
from judian.core.settings import load
from judian.engines.registry import open_engine
from judian.search.service import Service
from tests.judian.search.conftest import REPORTS
from tests.project import ROOT
from tests.webui.accounts.shelves import USERS, Site
from webui.accounts import policy
from webui.accounts.audit import AuditLog
from webui.accounts.database import Database
from webui.accounts.errors import AuditUnwritable, RoleMissing, ScopeMissing, UserUnknown
from webui.accounts.model import Account
from webui.accounts.tokens import Tokens
from webui.accounts.users import Users
from webui.http.request_errors import LoginNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

#: Calls of each user; all of them would take a minute.
_CALLS = 40
#: Seconds that a reply may take on a busy machine.
_PATIENCE = 120
_VARYING = re.compile(r'"took_ms": ?[\d.e-]+')


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("site"), 4)


def calls(site: Site, whole: AgentServer) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each tool with arguments about what is hidden from somebody and what is not."""
    words = ["鼎鼐", "案件", "高山症", "動物保護法第5條", "機密", "收容 -救援"]
    for word in words:
        yield "search", {"query": word}
        yield "figures", {"query": word}
    for doc_id in list(site.documents())[::3]:
        yield "search", {"query": "案件", "document": doc_id}
    for question in ("112年度案件有多少件？", "高山症病患有幾人？", "哪一個委員會提供資料？"):
        yield "answer", {"question": question}
    former = [f"{one}-00001" for one in site.former()]
    for passage in [*site.passages()[::2], *former]:
        yield "read_passage", {"passage": passage}
        yield "cite", {"passage": passage, "style": "apa"}
    yield "figures", {"query": ""}
    yield "instruments", {}
    known = json.loads(ask(whole, "instruments", {}))["instruments"]
    for instrument in (one["id"] for one in known):
        yield "instruments", {"instrument": instrument}
    for text in ("高山症病患由", "鼎鼐案件計", "依動物保護法第5條通報1件。"):
        yield "verify_quote", {"text": text}
        yield "audit_draft", {"text": f"報告指出「{text}」，案件計123件。"}


def server_of(app: Flask, account: Account) -> AgentServer:
    """The server of agents for one user of an application."""
    callers = Callers(app.config["LIBRARY"], only=Caller(account, "streams"))
    return AgentServer(callers, "", seconds=60)


def ask(server: AgentServer, tool: str, arguments: dict[str, Any]) -> str:
    """The reply or refusal as text, without its time."""

    async def call() -> str:
        try:
            result: Any = await server.call_tool(tool, arguments)
        except ToolError as error:
            return f"refused: {error}"
        return json.dumps(result.structured_content, ensure_ascii=False)

    return _VARYING.sub("", anyio.run(call))


@pytest.mark.parametrize("account", USERS, ids=lambda account: str(account.name.encode()))
def test_no_tool_tells_of_hidden_documents(site: Site, account: Account) -> None:
    everything = server_of(site.whole(), Account("root", groups=("法規", "檢疫")))
    shown, clean = server_of(site.whole(), account), server_of(site.without(account), account)
    refused = 0
    every = list(calls(site, everything))
    chosen = random.Random(account.name).sample(every, min(len(every), _CALLS))
    for tool, arguments in [*chosen, *({tool: (tool, given) for tool, given in every}.values())]:
        expected = ask(clean, tool, arguments)
        assert ask(shown, tool, arguments) == expected, (tool, arguments)
        refused += "not_found:" in expected
    assert refused > 0


def test_every_tool_needs_what_its_view_of_the_api_needs(site: Site) -> None:
    asked = {tool for tool, _ in calls(site, server_of(site.whole(), USERS[0]))}
    assert asked == set(NAMES) == VIEW_OF.keys()
    assert set(VIEW_OF.values()) <= policy.SCOPE_OF.keys()


def test_a_token_opens_what_its_scopes_name_until_it_ends(site: Site, tmp_path: Path) -> None:
    database = Database(tmp_path / "accounts.sqlite3")
    Users(database).add(USERS[0], None)
    tokens = Tokens(database)
    callers = Callers(site.whole().config["LIBRARY"], tokens=tokens)
    found = callers.find(tokens.add(USERS[0].name, "", ["search"]))
    assert found == Caller(USERS[0], "token", ("search",))
    assert callers.view(found, "search").service.health().error is None
    with pytest.raises(ScopeMissing):
        callers.view(found, "read_passage")
    with pytest.raises(ScopeMissing):
        callers.view(found, "a tool that is not")
    for wrong in ("", "judian_", "judian_1_2", "secret", tokens.add(USERS[0].name, "", [], -1)):
        assert callers.find(wrong) is None
    with pytest.raises(LoginNeeded):
        callers.view(None, "search")


def test_a_role_that_a_view_needs_is_needed_of_a_tool(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    callers = Callers(site.whole().config["LIBRARY"], only=Caller(USERS[0], "streams"))
    monkeypatch.setitem(policy.ROLE_OF, VIEW_OF["search"], "editor")
    with pytest.raises(RoleMissing):
        callers.view(callers.find(""), "search")


def test_calls_are_logged_without_queries_where_these_are_private(
    site: Site, tmp_path: Path
) -> None:
    app, folder = site.whole(), tmp_path / "audit"
    for with_queries in (True, False):
        callers = Callers(
            app.config["LIBRARY"],
            only=Caller(USERS[0], "streams"),
            log=AuditLog(folder, 0),
            with_queries=with_queries,
        )
        server = AgentServer(callers, "", seconds=60)
        ask(server, "search", {"query": "案件", "size": 1})
        ask(server, "read_passage", {"passage": "none"})
    (file,) = folder.iterdir()
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [(line["view"], line["status"]) for line in lines] == 2 * [
        ("agents.search", 200),
        ("agents.read_passage", 404),
    ]
    assert {(line["user"], line["way"]) for line in lines} == {(USERS[0].name, "streams")}
    assert lines[0]["parameters"] == {"query": "案件", "size": "1"}
    assert lines[2]["parameters"] == {"size": "1"}


def test_nothing_is_told_if_it_cannot_be_logged(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    log = AuditLog(tmp_path / "file", 0)
    callers = Callers(site.whole().config["LIBRARY"], only=Caller(USERS[0], "streams"), log=log)
    server = AgentServer(callers, "", seconds=60)
    assert ask(server, "search", {"query": "案件"}).startswith("refused: audit_unwritable")
    assert "稽核紀錄" in AuditUnwritable().message("zh")


def test_a_call_ends_in_time(site: Site) -> None:
    callers = Callers(site.whole().config["LIBRARY"], only=Caller(USERS[0], "streams"))
    server = AgentServer(callers, "", seconds=-1)
    assert "took_too_long:" in ask(server, "search", {"query": "案件"})


def test_over_streams_a_user_is_named_where_users_log_in(tmp_path: Path) -> None:
    given = {"index": tmp_path / "index", "accounts": tmp_path / "accounts.sqlite3"}
    login = load(given, environ={"JUDIAN_LOGIN": "users"})
    with pytest.raises(UserNotNamed) as error:
        callers_of(login)
    assert "--user" in error.value.hint("en") + error.value.hint("zh")
    with pytest.raises(UserUnknown):
        callers_of(login, user="王小明")
    Users(Database(tmp_path / "accounts.sqlite3")).add(Account("王小明", "editor"), None)
    named = callers_of(login, user="王小明")
    assert named.find("") == Caller(Account("王小明", "editor"), "streams")
    alone = callers_of(load(given, environ={}))
    assert alone.find("anything") == Caller(None, "streams")
    over_http = callers_of(login, secret="of the server")
    assert over_http.find("of the server") is None
    for callers in (named, alone, over_http):
        callers.close()


@pytest.fixture(name="port")
def _port(tmp_path: Path) -> Iterator[int]:
    """`judian mcp --http` over a collection with a hidden report, with tokens of users."""
    index = tmp_path / "index"
    engine = open_engine("whoosh", index, identity())
    run(engine, index, [REPORTS], Options())
    engine.close()
    (tmp_path / "collections.toml").write_text(
        '[collections.reports]\nindex = "index"\nreaders = ["@all"]\n'
        '[[collections.reports.documents]]\nfiles = ["*山域*"]\nreaders = []\n',
        encoding="utf-8",
    )
    settings = {"login": "users", "collections": tmp_path / "collections.toml", "index": index}
    lines = [f'{name} = "{value}"' for name, value in settings.items()]
    config = tmp_path / "judian.toml"
    config.write_text("\n".join(lines), encoding="utf-8")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = ["mcp", "--http", "--port", str(port), "--config", str(config)]
    server = subprocess.Popen(
        [sys.executable, "-m", "judian", *given],
        cwd=ROOT, env={**os.environ, "JUDIAN_MCP_TOKEN": "secret"}, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert server.stderr is not None
        assert f":{port}/mcp" in server.stderr.readline().decode()
        assert b"secret" not in server.stderr.readline()
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                httpx2.get(f"http://127.0.0.1:{port}/mcp", timeout=_PATIENCE)
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.communicate(timeout=60)


def test_over_http_each_call_is_its_token_s(port: int, tmp_path: Path) -> None:
    database = Database(tmp_path / "index-accounts.sqlite3")
    Users(database).add(Account("王小明"), None)
    tokens = Tokens(database)
    whole = Service.open(tmp_path / "index")
    held = {hit.document.id for hit in whole.search("112年").hits}
    hidden = {info.id for info in whole.documents() if "山域" in info.source}
    whole.close()
    assert hidden < held

    async def ask_as(token: str, tool: str, arguments: dict[str, Any]) -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(headers=headers, timeout=_PATIENCE) as http:
            transport = streamable_http_client(f"http://127.0.0.1:{port}/mcp", http_client=http)
            async with Client(transport) as client:
                return await client.call_tool(tool, arguments)

    address = f"http://127.0.0.1:{port}/mcp"
    for wrong in ("secret", "judian_1_2"):
        reply = httpx2.post(
            address, headers={"Authorization": f"Bearer {wrong}"}, timeout=_PATIENCE
        )
        assert reply.status_code == 401
    token = tokens.add("王小明", "", ["search"])
    right = {"Authorization": f"Bearer {token}", "Host": "evil.example"}
    assert httpx2.post(address, headers=right, json={}, timeout=_PATIENCE).status_code == 421
    found = anyio.run(ask_as, token, "search", {"query": "112年"})
    assert not found.is_error
    assert {p["document"]["id"] for p in found.structured_content["passages"]} == held - hidden
    refused = anyio.run(ask_as, token, "cite", {"passage": "x"})
    assert refused.is_error
    assert "scope_missing:" in refused.content[0].text
    (log,) = (tmp_path / "index-audit").iterdir()
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(line["user"], line["view"], line["status"]) for line in lines] == [
        ("王小明", "agents.search", 200),
        ("王小明", "agents.cite", 403),
    ]
