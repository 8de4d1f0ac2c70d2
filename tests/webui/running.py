"""A server in a thread of the test, for as long as a test needs it."""

from __future__ import annotations

import contextlib
import http.client
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def running(server: Any) -> Iterator[None]:
    """Serve while the block runs. `server` is one that waitress made."""

    def serve() -> None:
        # Closing takes the sockets away from the thread that is waiting on them.
        with contextlib.suppress(OSError):
            server.run()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.close()
        thread.join(5)


def fetch(port: int, path: str, host: str = "127.0.0.1") -> http.client.HTTPResponse:
    """The reply of a server on the loopback address, read whole, to a GET under the name `host`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", f"{host}:{port}")
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()
    return response
