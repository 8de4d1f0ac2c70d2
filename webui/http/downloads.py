"""Lists as files: sent while they are made, so that a list of any length takes little memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, stream_with_context

from judian.core import deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CSV = "text/csv; charset=utf-8"
JSON = "application/json"

#: Characters gathered before they are sent: a line of a table alone is a small packet.
_PORTION = 32_768
#: Characters of a query or a title in the name of a file: with those around them they are fewer
#: bytes than the 255 that file systems take.
_NAMED = 40
_NO_LETTERS = re.compile(r"[\W_]+")


def download(
    parts: Iterable[str | bytes], name: str, content_type: str, words: Sequence[str] = ()
) -> Response:
    """The parts one after the other as a file, made while they are sent. Its name is `name`, which
    is ASCII, and in browsers `words`, of which letters and digits remain (RFC 6266)."""
    response = Response(stream_with_context(_portions(parts)), content_type=content_type)
    disposition = f'attachment; filename="{name}"'
    readable = "_".join(
        filter(None, (_NO_LETTERS.sub("_", one).strip("_")[:_NAMED] for one in words))
    )
    if readable:
        ending = name.rpartition(".")[2]
        disposition += f"; filename*=UTF-8''{quote(readable.encode('utf-8', 'replace'))}.{ending}"
    response.headers["Content-Disposition"] = disposition
    return response


def _portions(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for part in deadlines.checked(parts):
        waiting += part.encode("utf-8", "replace") if isinstance(part, str) else part
        if len(waiting) >= _PORTION:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)
