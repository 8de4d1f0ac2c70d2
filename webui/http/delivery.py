"""Delivery of replies: compressed if the client accepts it, 304 if it holds them already."""

from __future__ import annotations

import gzip

from flask import Response, request

#: Types of replies that are compressed; source files are sent unchanged.
_TEXTS = frozenset(
    {
        *("text/html", "text/css", "text/csv", "text/plain", "text/javascript", "image/svg+xml"),
        *("application/json", "application/javascript", "application/atom+xml"),
    }
)
#: Shorter ones fit into one packet anyway.
_LEAST = 1400
#: A list of figures shrinks tenfold at this level; higher ones take twice the time for a
#: twentieth less.
_LEVEL = 5


def deliver(response: Response) -> Response:
    """After a request: the reply with an ETag, compressed, or 304 if the client holds it."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return response
    if response.mimetype not in _TEXTS or response.content_encoding:
        return response
    if response.is_streamed and not response.direct_passthrough:
        return response  # made while it is sent
    response.direct_passthrough = False  # a static file comes as a stream
    content = response.get_data()
    if "ETag" not in response.headers:
        response.add_etag(weak=True)
    response.vary.add("Accept-Encoding")
    if len(content) >= _LEAST and request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(content, _LEVEL, mtime=0))
        response.content_encoding = "gzip"
        tag, _ = response.get_etag()
        response.set_etag(str(tag), weak=True)
    response.make_conditional(request)
    return response
