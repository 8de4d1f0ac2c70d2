"""`judian mcp [--http]`: the tools for agents, by the Model Context Protocol."""

from __future__ import annotations

import argparse
import importlib.util
import os
import secrets
import sys
from pathlib import Path

from judian.agents.callers import Callers, callers_of
from judian.core.console import run
from judian.core.errors import JudianError
from judian.core.settings import Settings, load
from webui.http.proxies import PublicUrl
from webui.http.security import LOOPBACK, allowed_hosts

#: The environment's variable with the token of the HTTP server, where nobody logs in.
TOKEN = "JUDIAN_MCP_TOKEN"
#: What is printed instead where users log in.
_TOKENS_OF_USERS = "… (judian tokens add USER --scope search --scope documents)"


def main(arguments: list[str] | None = None, prog: str = "python -m judian.agents") -> int:
    """Exit status: 0 when the client ended the session, 2 when nothing could be served."""
    given = _options(prog).parse_args(arguments)
    if importlib.util.find_spec("mcp") is None:
        print("the MCP SDK is not installed; run: pip install 'judian[mcp]'", file=sys.stderr)
        return 2
    secret = (os.environ.get(TOKEN) or secrets.token_urlsafe(24)) if given.http else ""
    try:
        options = {name: getattr(given, name) for name in ("index", "engine", "accounts")}
        settings = load(options, file=given.config)
        callers = callers_of(settings, secret=secret, user=given.user)
    except JudianError as error:
        print(f"{error}\n  {error.hint('en')}", file=sys.stderr)
        return 2
    try:
        _serve(settings, callers, given, secret)
    finally:
        callers.close()
    return 0


def _serve(settings: Settings, callers: Callers, given: argparse.Namespace, secret: str) -> None:
    from judian.agents import server

    public, seconds = settings.text("public_url"), settings.number("request_seconds")
    if not given.http:
        server.serve_streams(callers, public, seconds)
        return
    further = settings.text("allowed_hosts").split(",")
    hosts = allowed_hosts(given.host, PublicUrl.read(public), further)
    token = secret if settings.text("login") == "none" else _TOKENS_OF_USERS
    address = f"http://[{given.host}]" if ":" in given.host else f"http://{given.host}"
    print(f"{address}:{given.port}/mcp\nAuthorization: Bearer {token}", file=sys.stderr, flush=True)
    app = server.http_application(callers, public, hosts, seconds)
    server.serve_http(app, given.host, given.port)


def _options(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog, description="Offer the collection to agents (Model Context Protocol)."
    )
    parser.add_argument("--index", type=Path, help="folder of the index (default: index)")
    parser.add_argument("--engine", help="whoosh or memory (default: whoosh)")
    parser.add_argument("--accounts", help="file of accounts (default: beside the index)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--http", action="store_true", help="serve over HTTP on loopback, not over stdin and stdout"
    )
    way.add_argument("--user", help="local user whose view is given over stdin and stdout")
    parser.add_argument("--host", default="127.0.0.1", choices=LOOPBACK,
                        help="loopback address (default: 127.0.0.1)")  # fmt: skip
    parser.add_argument("--port", type=int, default=8100, help="port (default: 8100)")
    return parser


if __name__ == "__main__":
    run(main)
