"""The tools of agents: bounded, cited, refused with a reason, and of one generation."""

from __future__ import annotations

import inspect
import json
import re
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp import Client

from indexer.run.pipeline import Options, run
from judian.agents.callers import Caller, Callers
from judian.agents.one_generation import IndexBusy, of_one_generation
from judian.agents.server import AgentServer, http_application
from judian.agents.tools import NAMES, Tools
from judian.engines.memory import MemoryEngine
from judian.search.service import Service
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORTS = ROOT / "tests/judian/search/reports"
ADDRESS = "https://judian.example/"
PAGE = (ROOT / "docs/agents.md").read_text("utf-8")
#: The transcript: each call and the part of its reply that the page shows.
STEPS = [
    (call, json.loads(arguments), json.loads(reply))
    for call, arguments, reply in re.findall(
        r"### `([a-z_]+)`\n\n```json\n(.*?)\n```\n\n```json\n(.*?)\n```", PAGE, re.DOTALL
    )
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    engine = MemoryEngine()
    run(engine, tmp_path_factory.mktemp("index"), [REPORTS], Options())
    opened = Service(engine)
    yield opened
    opened.close()


def server_of(service: Service) -> AgentServer:
    """The server over streams, where nobody logs in."""
    callers = Callers(service, only=Caller(None, "streams"))
    return AgentServer(callers, ADDRESS, seconds=60)


def call(service: Service, name: str, arguments: dict[str, Any]) -> Any:
    """What the official client gets for a call."""

    async def ask() -> Any:
        async with Client(server_of(service)) as client:
            return await client.call_tool(name, arguments)

    return anyio.run(ask)


def assert_shows(shown: object, reply: object, where: str = "reply") -> None:
    """Fail if the reply has another value for something that is shown."""
    if isinstance(shown, dict):
        assert isinstance(reply, dict), where
        for name, value in shown.items():
            assert name in reply, f"{where}.{name}"
            assert_shows(value, reply[name], f"{where}.{name}")
    elif isinstance(shown, list):
        assert isinstance(reply, list), where
        assert len(shown) <= len(reply), where
        for at, value in enumerate(shown):
            assert_shows(value, reply[at], f"{where}[{at}]")
    else:
        assert reply == shown, where


@pytest.mark.parametrize(("name", "arguments", "shown"), STEPS, ids=[s[0] for s in STEPS])
def test_the_transcript_of_the_documentation_is_what_the_client_gets(
    service: Service, name: str, arguments: dict[str, Any], shown: dict[str, Any]
) -> None:
    result = call(service, name, arguments)
    if shown.get("isError"):
        assert result.is_error
        assert shown["text"] in result.content[0].text
        return
    assert not result.is_error, result.content[0].text
    assert_shows(shown, result.structured_content)


def test_the_transcript_calls_every_tool() -> None:
    assert {name for name, _, _ in STEPS} == set(NAMES)


def test_the_client_lists_every_tool_with_what_it_returns(service: Service) -> None:
    async def ask() -> Any:
        async with Client(server_of(service)) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(ask)
    assert [tool.name for tool in tools] == list(NAMES)
    for tool in tools:
        assert 150 < len(tool.description) < 700
        assert tool.annotations.read_only_hint
        names = list(inspect.signature(getattr(Tools, tool.name)).parameters)[1:]
        assert list(tool.input_schema["properties"]) == names


def test_passages_carry_their_permanent_address(service: Service) -> None:
    found = call(service, "search", {"query": "山域事故", "size": 500}).structured_content
    assert 1 < len(found["passages"]) <= 20
    for passage in found["passages"]:
        assert passage["link"] == f"{ADDRESS}passages/{passage['id']}"
        assert passage["citation"]


def test_a_reply_is_never_of_two_generations(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "one.md").write_text("# 甲報告\n\n內容一二三四五六。\n", encoding="utf-8")
    engine = MemoryEngine()
    run(engine, tmp_path / "index", [sources], Options())
    service = Service(engine)
    seen = []

    def read() -> int:
        generation = service.engine.snapshot().generation
        if len(seen) < 2:  # a run commits while the reply is made
            (sources / f"{len(seen)}.md").write_text(f"# 乙{len(seen)}\n\n內容。\n", "utf-8")
            run(engine, tmp_path / "index", [sources], Options())
        seen.append(generation)
        return generation

    made, generation = of_one_generation(service, read)
    assert made == generation == service.engine.snapshot().generation
    assert len(seen) == 3
    with pytest.raises(IndexBusy):
        of_one_generation(service, lambda: engine.writer().commit())


@pytest.mark.parametrize("header", [b"", b"Bearer wrong", "Bearer 錯".encode()])
def test_over_http_only_the_token_is_answered(service: Service, header: bytes) -> None:
    callers = Callers(service, secret="right")
    app = http_application(callers, ADDRESS, ("127.0.0.1",), seconds=60)
    sent: list[dict[str, Any]] = []

    async def ask() -> None:
        async def receive() -> dict[str, Any]:
            raise AssertionError("nothing of the request is read")

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {"type": "http", "headers": [(b"authorization", header)]}
        await app(scope, receive, send)

    anyio.run(ask)
    assert sent[0]["status"] == 401
