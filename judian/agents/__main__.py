"""`judian mcp [--http]`: the tools for agents, by the Model Context Protocol."""

from __future__ import annotations

import argparse
import importlib.util
import os
import secrets
import sys
from pathlib import Path

from judian.core.console import run
from judian.core.errors import JudianError
from judian.core.settings import load
from judian.search.service import Service

#: The environment's variable with the token of the HTTP server.
TOKEN = "JUDIAN_MCP_TOKEN"


def main(arguments: list[str] | None = None, prog: str = "python -m judian.agents") -> int:
    """Exit status: 0 when the client ended the session, 2 when nothing could be served."""
    parser = argparse.ArgumentParser(
        prog=prog, description="Offer the collection to agents (Model Context Protocol)."
    )
    parser.add_argument("--index", type=Path, help="folder of the index (default: index)")
    parser.add_argument("--engine", help="whoosh or memory (default: whoosh)")
    parser.add_argument(
        "--http", action="store_true", help="serve over HTTP on loopback, not over stdin and stdout"
    )
    parser.add_argument("--host", default="127.0.0.1", choices=("127.0.0.1", "::1", "localhost"),
                        help="loopback address (default: 127.0.0.1)")  # fmt: skip
    parser.add_argument("--port", type=int, default=8100, help="port (default: 8100)")
    given = parser.parse_args(arguments)
    if importlib.util.find_spec("mcp") is None:
        print("the MCP SDK is not installed; run: pip install 'judian[mcp]'", file=sys.stderr)
        return 2
    from judian.agents import server

    try:
        settings = load({"index": given.index, "engine": given.engine})
        service = Service.configured(settings)
    except JudianError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        if given.http:
            token = os.environ.get(TOKEN) or secrets.token_urlsafe(24)
            address = f"http://{given.host}:{given.port}/mcp"
            print(f"{address}\nAuthorization: Bearer {token}", file=sys.stderr, flush=True)
            url = settings.text("public_url")
            server.serve_http(service, url, given.host, given.port, token)
        else:
            server.serve_streams(service, settings.text("public_url"))
    finally:
        service.close()
    return 0


if __name__ == "__main__":
    run(main)
