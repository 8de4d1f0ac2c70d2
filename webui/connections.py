"""Connections of the waitress server: how long a client may let one wait, and how one is closed.

A connection that is closed while bytes of its client are unread is reset by the system, which takes
the reply away that the client had not read yet. So the server first ends its own side, and takes
what still comes for a short time.
"""

from __future__ import annotations

import socket
import time
from typing import Any

from typing_extensions import override
from waitress.task import WSGITask

from webui.http.costs import QUEUED
from webui.http.request_target import Channel

#: Seconds after which a connection without traffic is closed: longer than reverse proxies keep one
#: (nginx 60, Caddy 120), and than clients wait that were told to ask again in 30 seconds. Whoever
#: closes first, while the other side is asking, takes its reply away.
IDLE_SECONDS = 150
#: Seconds in which the header of a request must come, and its body.
HEADER_SECONDS, BODY_SECONDS = 10, 60
#: Line breaks before requests of a connection: some clients send one after a form.
MOST_BLANK = 1024
#: Seconds after which a client that takes nothing of its reply is given up.
STALLED_SECONDS = 60
#: Seconds and bytes for which a client is heard that is told no more: enough to read a refusal
#: while a body is on its way, too short to hold a place.
LINGER_SECONDS, LINGER_BYTES = 5, 16 << 20
_PORTION = 1 << 16
#: Bytes of bodies that are on their way or wait for their turn, of all clients and of one address.
#: They lie in the folder of temporary files, before anything is known of who sends them: 400
#: connections with the largest body would hold 25 GB.
BODIES, BODIES_OF_ONE = 512 << 20, 128 << 20
#: Sent to a connection for which there is no room.
_NO_ROOM = b"too many connections; ask again in 5 seconds\n"
NO_ROOM = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
    b"Cache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_NO_ROOM), _NO_ROOM)
)


class TimedTask(WSGITask):  # type: ignore[misc]
    """A request that tells the application since when it waits."""

    @override
    def get_environment(self) -> dict[str, Any]:
        """The environment of WSGI, with the time by `time.monotonic` as QUEUED."""
        environment: dict[str, Any] = super().get_environment()
        environment[QUEUED] = self.request.queued
        return environment


class TimedChannel(Channel):
    """A connection that knows since when it waits for a request, or for the rest of one."""

    task_class = TimedTask

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = self.last_sent = time.monotonic()
        self.is_new = True
        #: The request whose body has room.
        self._has_room: Any = None
        #: When this side was ended; None while it is not.
        self.ended: float | None = None
        self._heard = self._blank = 0

    @override
    def received(self, data: bytes) -> bool:
        """Take what a client sent."""
        before = self.request
        if before is None and not data.strip(b"\r\n"):
            self._blank += len(data)
            if self._blank > MOST_BLANK:
                self.handle_close()
                return False
        done: bool = super().received(data)
        has_begun = self.request is not None and self.request.headers_finished
        if has_begun and self.request is not self._has_room:
            self._has_room = self.request
            if not self.server.has_room_for_body(self):
                self.refuse()
                return done
        if self.request is None or (before is None and not self.is_new):
            self.since = time.monotonic()
        self.is_new = self.is_new and self.request is not None
        return done

    @override
    def write_soon(self, data: Any) -> int:
        """Send a part of a reply. The client's time begins now, however long the reply took."""
        self.since = time.monotonic()
        if not self.total_outbufs_len:
            self.last_sent = self.since
        return int(super().write_soon(data))

    @override
    def _flush_some(self, do_close: bool = True) -> bool:
        sent: bool = super()._flush_some(do_close)
        if sent:
            self.since = self.last_sent = time.monotonic()
        return sent

    @override
    def readable(self) -> bool:
        """True if the server waits for something of the client."""
        return self.ended is not None or bool(super().readable())

    @override
    def handle_read(self) -> None:
        """Take what a client sent, if it did: the signal may be for a connection that was closed
        just now, whose number this one has."""
        if self.ended is not None:
            self._hear()
            return
        try:
            self.socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            self.handle_close()
            return
        super().handle_read()

    @property
    def has_begun_unseen(self) -> bool:
        """True if the client has sent the beginning of a request that was not looked at yet: a busy
        server finds the end of its patience and the request at once."""
        if self.request is not None or not self.is_waiting:
            return False
        try:
            return bool(self.socket.recv(1, socket.MSG_PEEK))
        except OSError:  # nothing has come, or the client has gone
            return False

    @override
    def handle_expt(self) -> None:
        """End a connection with urgent data: it means nothing here, and would be announced without
        end."""
        self.handle_close()

    @override
    def handle_write(self) -> None:
        """Send what is ready; after the last reply of the connection end this side of it."""
        is_last: bool = self.close_when_flushed
        self.close_when_flushed: bool = False
        super().handle_write()
        if not is_last or not self.connected:
            return
        if self.total_outbufs_len:
            self.close_when_flushed = True
        else:
            self.end()

    def end(self) -> None:
        """Send nothing more, and take what the client still sends until it ends its side too."""
        self.ended = time.monotonic()
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:  # the client has gone
            self.handle_close()

    def refuse(self) -> None:
        """Tell a client that there is no room for it."""
        try:
            self.socket.send(NO_ROOM)
        except OSError:
            self.handle_close()
        else:
            self.end()

    def _hear(self) -> None:
        try:
            data = self.socket.recv(_PORTION)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._heard += len(data)
        if not data or self._heard > LINGER_BYTES:
            self.handle_close()

    @property
    def body_size(self) -> int:
        """Bytes that the bodies of its requests take or may take."""
        held = [*self.requests, *([] if self.request is None else [self.request])]
        return sum(_size(one) for one in held if one.headers_finished)

    @property
    def is_waiting(self) -> bool:
        """True if no reply is being made or sent."""
        return not self.requests and not self.total_outbufs_len

    def is_late(self, now: float) -> bool:
        """True if the client lets this server wait for too long; `now` by `time.monotonic`."""
        if self.ended is not None:
            return now - self.ended > LINGER_SECONDS
        if not self.is_waiting:
            return bool(self.total_outbufs_len) and now - self.last_sent > STALLED_SECONDS
        if self.request is not None and self.request.headers_finished:
            return now - self.since > BODY_SECONDS
        if self.is_new or self.request is not None:
            return now - self.since > HEADER_SECONDS
        return now - self.since > IDLE_SECONDS


def _size(request: Any) -> int:
    """Bytes of the body of a request, the most that are taken for one that does not say."""
    most: int = request.adj.max_request_body_size
    return most if request.chunked else min(most, int(request.content_length))
