"""Calls to the cluster: JSON over HTTP, with a deadline for all attempts of one call together.

Written on urllib3 alone. opensearch-py brings requests, protobuf and gRPC along, and bounds each
attempt but not the call.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import urllib3

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.hedging import NotNowError, first_answer
from judian.engines.opensearch.hosts import Hosts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.engines.opensearch.options import Options

#: Answers that say: not now. Another node, or the same one later, may do it.
_LATER = (429, 502, 503, 504)
#: Errors of a search that lost a node between finding its hits and reading them, which the cluster
#: does not repeat on another copy by itself.
_LOST_NODE = (
    b"node_disconnected_exception",
    b"node_not_connected_exception",
    b"node_closed_exception",
    b"search_context_missing_exception",
)
#: How the paths of searches end: one, and several by one request.
_SEVERAL = "/_msearch"
_READING = ("/_search", _SEVERAL)
#: Seconds between attempts when every host said so; doubled each time.
_PAUSE = 0.1
#: Calls in a row that no host answered, after which the next ones fail at once,
_BREAK_AFTER = 3
#: for so many seconds.
_BREAK_SECONDS = 5.0
#: Seconds until a host that does not accept a connection is given up: while others have not been
#: asked yet, and after that.
_FIRST_CONNECT_SECONDS, _CONNECT_SECONDS = 0.5, 2.0
_CONNECTIONS = 16
#: Questions that wait for an answer at once, those included that nobody needs any more.
_QUESTIONS = 64
#: The shortest limit of an attempt, in seconds; zero would mean none.
_LEAST_SECONDS = 0.001

#: Lone surrogates, which neither JSON in UTF-8 nor Lucene can hold, travel as the last 2,048 code
#: points of the last private plane.
_OUT = {point: point + 0x102000 for point in range(0xD800, 0xE000)}
_IN = {moved: point for point, moved in _OUT.items()}
#: How all of these begin in a reply: in UTF-8, and as an escape.
_MOVED = (b"\xf4\x8f", b"\\uDBF", b"\\udbf")


class CallFailed(Exception):
    """The cluster refused a call: `status` is that of HTTP, `kind` its name of the error."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        self.status, self.kind, self.reason = status, kind, reason
        super().__init__(f"{status} {kind}: {reason}")


def encoded(value: object) -> bytes:
    """JSON on one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return encoded_text(text)


def encoded_text(text: str) -> bytes:
    """UTF-8 of a text that may hold lone surrogates."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.translate(_OUT).encode()


def decoded(raw: bytes) -> Any:
    """The value of a JSON reply."""
    value = json.loads(raw)
    return _moved_back(value) if any(start in raw for start in _MOVED) else value


def _moved_back(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_IN)
    if isinstance(value, list):
        return [_moved_back(one) for one in value]
    if isinstance(value, dict):
        return {_moved_back(name): _moved_back(one) for name, one in value.items()}
    return value


class Client:
    """Asks the hosts in turn (`hosts`); any number of threads may use it at once."""

    def __init__(self, options: Options) -> None:
        self.options = options
        # Replies come uncompressed: 35 records are 50 KB, which take 0.4 ms longer on a network of
        # 1 Gbit/s, and 0.5 ms of processor time there and 0.3 ms here to compress.
        self._headers = {"content-type": "application/json"}
        if options.user:
            credentials = f"{options.user}:{options.password}"
            self._headers |= urllib3.make_headers(
                basic_auth=credentials, basic_auth_encoding="utf-8"
            )
        self._hosts = Hosts([self._pool(host) for host in options.hosts])
        self._asking = ThreadPoolExecutor(_QUESTIONS, "opensearch")
        self._mutex = threading.Lock()
        self._failed = 0
        self._closed_until = 0.0
        self._detail = ""

    def _pool(self, host: str) -> urllib3.HTTPConnectionPool:
        if not host.startswith("https:"):
            return urllib3.connection_from_url(host, maxsize=_CONNECTIONS)
        context = ssl.create_default_context(cafile=self.options.ca or None)
        if self.options.certificate:
            context.load_cert_chain(self.options.certificate, self.options.key or None)
        return urllib3.connection_from_url(host, maxsize=_CONNECTIONS, ssl_context=context)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        params: Mapping[str, object] | None = None,
        seconds: float | None = None,
    ) -> Any:
        """The reply to a call, which must be one that may be sent twice.

        `body` is a JSON value, or bytes that are sent as they are. `seconds` is how long all
        attempts may take together. Raises CallFailed when the cluster refuses it, and
        EngineUnavailable when no host answers in time.
        """
        self._check_breaker()
        query = "&".join(f"{name}={value}" for name, value in (params or {}).items())
        target = f"{path}?{query}" if query else path
        sent = body if body is None or isinstance(body, bytes) else encoded(body)
        end = time.monotonic() + (self.options.timeout if seconds is None else seconds)
        # What only reads may be asked of two hosts at once.
        hedged = len(self._hosts) > 1 and (method == "GET" or path.endswith(_READING))
        request = _Request(method, target, sent, end, _FIRST_CONNECT_SECONDS)
        pause = _PAUSE
        while True:
            try:
                return self._hedged(request) if hedged else self._one_by_one(request)
            except _NotBelievedError as error:
                raise self._unavailable(str(error)) from error
            except NotNowError as error:
                detail = str(error)
            if time.monotonic() + pause >= end:
                raise self._unavailable(detail)
            time.sleep(pause)
            pause *= 2
            request = _Request(method, target, sent, end, _CONNECT_SECONDS)

    def _hedged(self, request: _Request) -> Any:
        """The first answer of any host, others being asked when the first is slow.

        A host whose shards are on a node that hangs waits for it, and would be the third to do so
        if the second does, too. Asked again it asks the shards' copies on other nodes, since it
        knows which of them owe an answer (OpenSearch's adaptive replica selection).
        """
        turn = self._hosts.in_turn()
        found = first_answer(
            lambda pool: self._attempt(pool, request),
            [*turn, turn[0]],
            self._hosts.hedge_seconds,
            request.end,
            self._asking,
        )
        for pool in found.slower:
            self._hosts.failed(pool)
        return found.answer

    def _one_by_one(self, request: _Request) -> Any:
        """The answer of the first host that gives one."""
        refusal = NotNowError("no answer in time")
        for pool in self._hosts.in_turn():
            if time.monotonic() >= request.end:
                break
            try:
                return self._attempt(pool, request)
            except NotNowError as error:
                refusal = error
        raise refusal

    def _attempt(self, pool: urllib3.HTTPConnectionPool, request: _Request) -> Any:
        begun = time.monotonic()
        left = max(request.end - begun, _LEAST_SECONDS)
        timeout = urllib3.Timeout(connect=min(request.connect, left), read=left)
        try:
            reply = pool.request(
                request.method, request.target, body=request.body, headers=self._headers,
                timeout=timeout, retries=False,
            )  # fmt: skip
        except urllib3.exceptions.SSLError as error:
            self._hosts.failed(pool)
            raise _not_believed(pool, error) from error
        except urllib3.exceptions.HTTPError as error:
            self._hosts.failed(pool)
            raise NotNowError(f"{pool.host}:{pool.port}: {type(error).__name__}") from error
        status, data = reply.status, reply.data
        if request.target.endswith(_SEVERAL) and b'"error":' in data:
            status, data = _worst(status, data)
        lost = status >= 400 and any(kind in data for kind in _LOST_NODE)
        if lost or status in _LATER:
            raise NotNowError(f"{pool.host}:{pool.port} answers {status}: {_reason(data)}")
        self._failed = 0
        self._hosts.answered(pool, time.monotonic() - begun)
        if status < 300:
            return decoded(data) if data else {}
        if status in (401, 403):
            raise self._unavailable(f"{pool.host}:{pool.port} refuses the user: {status}")
        raise _refusal(status, data)

    def _check_breaker(self) -> None:
        left = self._closed_until - time.monotonic()
        if left > 0:
            detail = f"a moment ago: {self._detail}"
            raise EngineUnavailable("opensearch", detail, int(left) + 1)

    def _unavailable(self, detail: str) -> EngineUnavailable:
        with self._mutex:
            self._detail = detail
            self._failed += 1
            if self._failed >= _BREAK_AFTER:
                self._failed = 0
                self._closed_until = time.monotonic() + _BREAK_SECONDS
        return EngineUnavailable("opensearch", detail, int(_BREAK_SECONDS))

    def close(self) -> None:
        """End all connections."""
        self._asking.shutdown(wait=False, cancel_futures=True)
        for pool in self._hosts:
            pool.close()


@dataclass(frozen=True, slots=True)
class _Request:
    """One call as it is sent. `end` is a value of `time.monotonic`, `connect` in seconds."""

    method: str
    target: str
    body: Any
    end: float
    connect: float


class _NotBelievedError(NotNowError):
    """A host whose certificate is not accepted, which waiting does not change."""


def _not_believed(
    pool: urllib3.HTTPConnectionPool, error: urllib3.exceptions.SSLError
) -> NotNowError:
    """The error of a connection that TLS refused."""
    cause = error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        reason = cause.verify_message
        return _NotBelievedError(
            f"{pool.host}:{pool.port}: its certificate is not accepted: {reason}"
        )
    return NotNowError(f"{pool.host}:{pool.port}: {type(error).__name__}")


def _worst(status: int, data: bytes) -> tuple[int, bytes]:
    """Status and text of the first search that failed of several that were asked together: the
    reply to all of them says 200."""
    replies = decoded(data).get("responses", ())
    failed = next((one for one in replies if "error" in one), None)
    return (status, data) if failed is None else (failed["status"], encoded(failed))


def _refusal(status: int, raw: bytes) -> CallFailed:
    try:
        error = decoded(raw).get("error", {})
    except (ValueError, AttributeError):
        error = {}
    if not isinstance(error, dict):
        return CallFailed(status, "", str(error))
    return CallFailed(status, str(error.get("type", "")), _reason(raw))


def _reason(raw: bytes) -> str:
    """What the cluster says is wrong, at most a line."""
    try:
        error = decoded(raw)["error"]
        cause = error.get("caused_by") or (error.get("root_cause") or [error])[0]
        reason = str(cause.get("reason") or error.get("reason"))
    except (ValueError, KeyError, AttributeError, TypeError, IndexError):
        reason = raw[:200].decode("utf-8", "replace")
    return " ".join(reason.split())[:300]
