"""`judian mcp` as a process: over its streams, and over HTTP on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from tests.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

REPORTS = ROOT / "tests/judian/search/reports"
QUOTE = "較111年之521件減少35件"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agents") / "index"
    engine = open_engine("whoosh", folder, identity())
    run(engine, folder, [REPORTS], Options())
    engine.close()
    return folder


def command(index: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "judian", "mcp", "--index", str(index), *more]


async def verified(transport: Any) -> str:
    async with Client(transport) as client:
        assert len((await client.list_tools()).tools) >= 7
        reply = await client.call_tool("verify_quote", {"text": QUOTE})
        return str(reply.structured_content["verdict"])


def test_the_official_client_calls_it_over_its_streams(index: Path) -> None:
    program, *arguments = command(index)
    started = StdioServerParameters(command=program, args=arguments, cwd=ROOT)
    assert anyio.run(verified, started) == "verbatim"


def test_the_official_client_calls_it_over_http_with_the_token(index: Path) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        command(index, "--http", "--port", str(port)),
        cwd=ROOT, env={**os.environ, "JUDIAN_MCP_TOKEN": "secret"}, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert server.stderr is not None
        assert f":{port}/mcp" in server.stderr.readline().decode()
        address = f"http://127.0.0.1:{port}/mcp"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if httpx2.post(address).status_code == 401:
                    break
            except httpx2.TransportError:
                continue

        async def ask() -> str:
            headers = {"Authorization": "Bearer secret"}
            async with httpx2.AsyncClient(headers=headers) as http:
                return await verified(streamable_http_client(address, http_client=http))

        assert anyio.run(ask) == "verbatim"
    finally:
        server.terminate()
        server.communicate(timeout=30)
