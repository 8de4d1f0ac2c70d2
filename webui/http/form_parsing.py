"""Forms in the body of a request, with a bound on what they cost to read.

A form sent as `application/x-www-form-urlencoded` is read whole: 44 MB of five million fields took
8 seconds of a processor and 1.2 GB. Files come as `multipart/form-data`, whose parts werkzeug
counts itself.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from flask import Request
from typing_extensions import override
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage, MultiDict

#: Fields of a form; as many as werkzeug takes of the other kind.
MOST_FIELDS = 1000


class _Parser(FormDataParser):
    @override
    def _parse_urlencoded(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str],
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        content = stream.read()
        if content.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(io.BytesIO(content), mimetype, content_length, options)


class BoundedRequest(Request):
    """A request whose form has up to MOST_FIELDS fields; more are answered by 413."""

    form_data_parser_class = _Parser
