"""A server on the loopback address that answers as it is told: the cluster's stand-in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

#: (method, path, body) → (status, body)
Answer = Callable[[str, str, bytes], tuple[int, bytes]]


class _Quiet(ThreadingHTTPServer):
    """Prints nothing of connections that fail, as those do whose client refuses the server."""

    def handle_error(self, *_: object) -> None:
        """Go on."""


@contextmanager
def serving(
    answer: Answer, tls: ssl.SSLContext | None = None, authorizations: list[str] | None = None
) -> Iterator[str]:
    """The address of a server that answers every request by `answer`, with `tls` over TLS; what
    requests say of their user is added to `authorizations`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if authorizations is not None:
                authorizations.append(self.headers.get("authorization", ""))
            status, sent = answer(self.command, self.path, body)
            self.send_response(status)
            self.send_header("content-length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = do_DELETE = _reply

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
