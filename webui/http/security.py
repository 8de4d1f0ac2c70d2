"""Security headers of every reply, and requests that are refused before they are read."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, Response, current_app, request

from judian.search.audit.reading import LARGEST
from webui.http.proxies import NAMED_HOST, PublicUrl
from webui.http.request_errors import BodyTooLarge, CrossSiteRequest, EncodingInvalid, HostUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Nothing is loaded but this server's own files; nothing runs inline; nobody may frame a page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: For a source file: it is saved; if a browser shows it after all, nothing in it runs.
DOWNLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"

#: For a PDF that the browser's own viewer shows: the viewer may load it and has styles of its own.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}

#: Bytes of a request body, of one with a list of terms, and of one with a draft.
BODY_LIMIT = 64 * 1024
BATCH_LIMIT = 256 * 1024
DRAFT_LIMIT = LARGEST + 64 * 1024
#: Addresses whose bodies may be longer, with the bytes that the other parts of a form may add.
_LONGER = {
    "pages.batch_results": BATCH_LIMIT + 4096,
    "pages.audit_result": DRAFT_LIMIT,
    "api.audit_draft": DRAFT_LIMIT,
}
LONGEST_BODY = max(_LONGER.values())
#: The view that takes files of keepers.
UPLOAD_VIEW = "pages.keeper_upload"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: A host with or without its port: nothing else stands in a link that is made of it.
_HOST = re.compile(r"(?:[^@:/?#\[\]\s]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
#: Methods that change nothing.
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_loopback(host: str) -> bool:
    """True if only this computer reaches an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def allowed_hosts(host: str, public: PublicUrl | None, further: Iterable[str]) -> tuple[str, ...]:
    """The names for which a server that listens at `host` answers, in lower case."""
    names = {name.strip().lower() for name in further if name.strip()}
    if is_loopback(host):
        names.update(LOOPBACK, (host,))
    if public is not None:
        names.add(_host_name(public.host).lower())
    return tuple(sorted(names))


def check_request() -> None:
    """Raise EncodingInvalid, BodyTooLarge, HostUnknown or CrossSiteRequest.

    The path and the query must be UTF-8: decoded leniently, a Big5 address would silently
    become a search for replacement characters. Hosts that are not listed are refused, so that a
    foreign page cannot reach this server by rebinding its own name, and no link goes to a name
    that a request has made up.
    """
    try:
        request.environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        unquote_to_bytes(request.query_string).decode("utf-8")
    except UnicodeError as error:
        raise EncodingInvalid from error
    limit = request.max_content_length = _body_limit(request.endpoint or "")
    if (request.content_length or 0) > limit:
        raise BodyTooLarge(limit // 1024)
    allowed: tuple[str, ...] = current_app.config["HOSTS"]
    named = request.environ.get(NAMED_HOST, request.host)
    is_one = _HOST.fullmatch(named) and _host_name(named).lower() in allowed
    if allowed and not is_one:
        raise HostUnknown(named)
    if request.method not in _SAFE_METHODS and _is_cross_site():
        raise CrossSiteRequest


def _body_limit(endpoint: str) -> int:
    """Bytes that the body of a request to a view may have."""
    takes_files = endpoint == UPLOAD_VIEW and current_app.config["ROOMS"]
    if takes_files and request.mimetype == "multipart/form-data":
        return longest_upload(current_app)
    return _LONGER.get(endpoint, BODY_LIMIT)


def longest_upload(app: Flask) -> int:
    """Bytes of the body of an upload with its form; 0 where no sources are kept."""
    return app.config["UPLOAD_BYTES"] + BODY_LIMIT if app.config["ROOMS"] else 0


def _is_cross_site() -> bool:
    """True if a browser says that a page of another site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()


def _host_name(host: str) -> str:
    """`host` without its port, an IPv6 address without its brackets."""
    if host.startswith("["):
        return host[1:].split("]")[0]
    return host.rsplit(":", 1)[0] if ":" in host else host


def add_headers(response: Response) -> Response:
    """After a request: every header of HEADERS that the view did not set itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def install(app: Flask) -> None:
    """Check every request to `app` and its reply's headers; see `create_app` for `HOSTS`."""
    app.config.setdefault("HOSTS", ())
    app.before_request(check_request)
    app.after_request(add_headers)
