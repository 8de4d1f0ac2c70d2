"""Request targets in raw UTF-8, as curl sends an address pasted into it.

RFC 9112 allows only ASCII in the request line, so waitress refuses /search?q=緝毒. Browsers
percent-encode it themselves; here the server does it for the other clients, before waitress
parses the request.
"""

from __future__ import annotations

import re
from typing import Any

from typing_extensions import override
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest

#: The end of the address that takes the files of keepers.
UPLOAD_PATH = "/keeper/files"
#: Bytes of sizes, extensions and trailers of a body sent in chunks, besides half of its content:
#: what clients send is a few bytes a chunk of kilobytes. Chunks of one byte took 0.7 seconds of a
#: processor a megabyte, and an extension without end took more with each byte.
MOST_FRAMING = 1 << 16
#: Method and target of a request line, each up to the next space.
_METHOD_AND_TARGET = re.compile(rb"([^ \r\n]+ )([^ \r\n]+)")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def ascii_target(message: bytes) -> bytes:
    """A request line and its header fields with the bytes ≥ 0x80 of the target percent-encoded.

    Nothing else is changed: neither the rest of the request line nor the header fields. Invalid
    UTF-8 is encoded too, and the application then refuses it with its own error. Raises
    ParsingError for a control character in the target, which waitress would drop.
    """
    line = _METHOD_AND_TARGET.match(message)
    if line is None:
        return message  # waitress reports the error
    target = line[2]
    if _CONTROL.search(target):
        raise ParsingError("Control character in the request target")
    encoded = _NOT_ASCII.sub(lambda found: b"%%%02X" % ord(found[0]), target)
    return message[: line.start(2)] + encoded + message[line.end(2) :]


class RequestParser(HTTPRequestParser):  # type: ignore[misc]
    """waitress's parser of requests, for targets in raw UTF-8 too. Only the address for uploads
    takes bodies up to the server's limit, all others those up to that of `adj.plain`. A request
    that states its length in two ways is refused: a proxy before might read the other one. So is a
    body in chunks of which less is content than framing."""

    @override
    def received(self, data: bytes) -> int:
        """Take a part of a request; the number of bytes that belong to it."""
        consumed: int = super().received(data)
        if self.chunked and self.body_rcv is not None and self.error is None:
            content = len(self.body_rcv)
            if self.body_bytes_received - content > MOST_FRAMING + content // 2:
                self.error: Any = BadRequest("Too little content in the chunks of the body")
                self.completed: bool = True
        return consumed

    @override
    def parse_header(self, header_plus: bytes) -> None:
        """Parse the request line and the header fields. Raises ParsingError, answered by 400."""
        try:
            super().parse_header(ascii_target(header_plus))
            if self.chunked and "CONTENT_LENGTH" in self.headers:
                raise ParsingError("Both Content-Length and Transfer-Encoding")
        except ValueError as error:  # "http://[": urlsplit refuses it, waitress does not catch that
            raise ParsingError("Request line or header field invalid") from error
        if not self.path.endswith(UPLOAD_PATH):
            self.adj: Any = getattr(self.adj, "plain", self.adj)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection of waitress whose requests are read by RequestParser."""

    parser_class = RequestParser
