"""A server on loopback that answers as a model would, or as no model should."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from judian.search.answers.own_model.endpoint import Endpoint
from judian.search.answers.own_model.model import OwnModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Recorded:
    """A server, and the requests that it was sent: path, headers, and the body as JSON."""

    port: int
    requests: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)

    def model(self, *, seconds: int = 5, key: str = "", host: str = "127.0.0.1") -> OwnModel:
        """The model behind the server."""
        path = "/v1/chat/completions"
        return OwnModel(Endpoint(host, self.port, False, path, "small", seconds, key))

    @property
    def passages(self) -> list[dict[str, Any]]:
        """The passages of the last request."""
        content = self.requests[-1][2]["messages"][1]["content"]
        found: list[dict[str, Any]] = json.loads(content)["passages"]
        return found


@contextmanager
def server(reply: Callable[[BaseHTTPRequestHandler, Recorded], None]) -> Iterator[Recorded]:
    """A server that records each request and then has `reply` answer it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            recorded.requests.append((self.path, dict(self.headers), body))
            reply(self, recorded)

        @override
        def log_message(self, format: str, *args: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        listening.block_on_close = False
        recorded = Recorded(listening.server_address[1])
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield recorded
        listening.shutdown()


def send(handler: BaseHTTPRequestHandler, content: bytes, status: int = 200) -> None:
    """A whole reply."""
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def completion(message: str) -> bytes:
    """The reply of an OpenAI-compatible server with this message."""
    choice = {"index": 0, "message": {"role": "assistant", "content": message}}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


def says(message: str) -> Callable[[BaseHTTPRequestHandler, Recorded], None]:
    """A server whose model always writes this message."""
    return lambda handler, _: send(handler, completion(message))


def points(words: str) -> Callable[[BaseHTTPRequestHandler, Recorded], None]:
    """A server whose model points at these words, in the first passage that has them or else in
    passage 1."""

    def reply(handler: BaseHTTPRequestHandler, recorded: Recorded) -> None:
        with_words = (p["number"] for p in recorded.passages if words in p["text"])
        pointed = {"passage": next(with_words, 1), "words": words}
        send(handler, completion(json.dumps(pointed, ensure_ascii=False)))

    return reply
