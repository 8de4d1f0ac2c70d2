"""Mails: headers, text and attachments of a file in Internet Message Format (RFC 5322, MIME).

Only the division into parts is left to the standard library. Headers are decoded here, because
mail programs break the rules in ways that lose text: characters divided between encoded words,
raw Big5, character sets that are not what they are called.
"""

from __future__ import annotations

import codecs
import email
import re
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp
from dataclasses import dataclass
from email import policy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from indexer.containers.members import damaged, too_many
from indexer.files.encoding import decode
from indexer.files.names import decoded_name
from judian.core.errors import SourceUnreadable
from judian.core.names import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message
    from pathlib import Path

#: Parts of one mail, and levels of parts in parts. A mail with 300 attachments was the largest
#: that an office described; a thousand nested parts exhaust Python's stack.
MOST_PARTS, DEEPEST_PART = 2_000, 50
#: Characters of a header; addresses of 500 recipients have 20,000.
_LONGEST_HEADER = 65_536
#: Character sets under the names of their subsets → the sets in which programs write them.
_SUPERSETS = {
    "big5": "cp950", "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030",
    "shift_jis": "cp932", "us-ascii": "utf-8", "ascii": "utf-8",
}  # fmt: skip
_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?\s]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(=\?)")
_FOLDED = re.compile(r"[\r\n]+[ \t]*")
#: The line above a signature, which ends in a space and is no soft line end.
_SIGNATURE = b"-- "
#: Suffixes of attachments without a name, by their type.
_SUFFIXES = {
    "application/pdf": ".pdf", "message/rfc822": ".eml", "text/html": ".html",
    "text/plain": ".txt", "text/csv": ".csv", "application/zip": ".zip",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a mail carries; `name` is decoded, `content` its bytes, None for one that the
    mail only refers to or holds in another form."""

    name: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a mail: its bytes, its character set as stated, and whether it is HTML."""

    content: bytes
    charset: str | None
    html: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was sent. Names of people are with their addresses; `date` is None if it is
    missing or impossible. `location` is the address of a saved web page, "" for a mail."""

    subject: str = ""
    sender: str = ""
    recipients: str = ""
    copies: str = ""
    date: datetime | None = None
    texts: tuple[Text, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    location: str = ""


def read_mail(path: Path) -> Mail:
    """The mail in a file. Raises SourceUnreadable for one that is nested too deeply or has too
    many parts, and OSError."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        return _mail(email.message_from_bytes(data, policy=policy.compat32), path.name)
    except RecursionError as error:
        raise damaged(path.name, "its parts are nested too deeply") from error


def _mail(message: Message, file_name: str) -> Mail:
    texts, attachments = [], []
    for part, related in _parts(message, file_name):
        kind = part.get_content_type()
        name = _file_name(part)
        if kind in ("text/plain", "text/html") and not _is_attached(part, name):
            texts.append(Text(_text(part), _charset(part), kind == "text/html"))
        elif not _is_inline(part, related, name):
            attachments.append(Attachment(name or _name_by_kind(part), _content(part)))
    return Mail(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        recipients=_header(message, "To"),
        copies=_header(message, "Cc"),
        date=_date(message),
        texts=tuple(texts),
        attachments=tuple(attachments),
        location=_header(message, "Snapshot-Content-Location")
        or _header(message, "Content-Location"),
    )


def _parts(message: Message, name: str) -> Iterator[tuple[Message, bool]]:
    """Yield the parts that hold content, each with True if it belongs to a web page beside it.

    Of alternatives, the one that tells most is yielded.
    """
    waiting: list[tuple[Message, int, bool]] = [(message, 0, False)]
    count = 0
    while waiting:
        part, depth, related = waiting.pop()
        count += 1
        if count > MOST_PARTS:
            raise too_many(name)
        if depth > DEEPEST_PART:
            raise damaged(name, "its parts are nested too deeply")
        inner = part.get_payload()
        kind = part.get_content_type()
        if kind == "message/rfc822" or not isinstance(inner, list):
            yield part, related
            continue
        chosen: list[Any] = inner
        if kind == "multipart/alternative":
            chosen = [_best(inner)] if inner else []
        related = related or kind == "multipart/related"
        waiting += [(each, depth + 1, related) for each in reversed(chosen)]


def _best(alternatives: list[Any]) -> Any:
    """Of several forms of one text, the page if it holds a table or has no rival, else the plain
    text. Calendars and other forms come last."""

    def rank(part: Message) -> int:
        kind = part.get_content_type()
        if kind == "text/plain":
            return 2 if _content(part).strip() else 0
        if kind in ("text/html", "multipart/related", "multipart/mixed"):
            page = next((p for p in part.walk() if p.get_content_type() == "text/html"), None)
            return 3 if page is not None and b"<table" in _content(page).lower() else 1
        return 0

    return max(alternatives, key=rank)


def _is_attached(part: Message, name: str) -> bool:
    """True for a text that is a file of its own."""
    return bool(name) or (part.get_content_disposition() == "attachment")


def _is_inline(part: Message, related: bool, name: str) -> bool:
    """True for what only decorates the text: pictures and styles in it, signatures."""
    kind, main = part.get_content_type(), part.get_content_maintype()
    if kind in ("application/pkcs7-signature", "application/pgp-signature", "text/calendar"):
        return True
    if part.get_content_disposition() == "attachment":
        return False
    pictured = main in ("image", "font") or kind in ("text/css", "application/javascript")
    shown = related or part.get_content_disposition() == "inline" or "Content-ID" in part
    return (pictured and shown) or (related and not name)


def _content(part: Message) -> bytes:
    """The decoded bytes of a part; a faulty encoding is read as far as it goes."""
    payload: Any = part.get_payload()
    if isinstance(payload, list):  # a message in the mail
        return b"\n\n".join(each.as_bytes() for each in payload)
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _text(part: Message) -> bytes:
    """The decoded bytes of a text, with the lines joined that its sender wrapped (RFC 3676)."""
    content = _content(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return content
    return _unflowed(content, deletes=str(part.get_param("delsp", "")).lower() == "yes")


def _unflowed(content: bytes, *, deletes: bool) -> bytes:
    """Text in the format `flowed` without its soft line ends: a line that ends in a space goes on
    in the next one of the same quotation, and the space is part of the text unless the sender
    `deletes` it."""
    lines: list[bytes] = []
    depth, soft = b"", False
    for raw in content.replace(b"\r\n", b"\n").split(b"\n"):
        marks = raw[: len(raw) - len(raw.lstrip(b">"))]
        line = raw[len(marks) :].removeprefix(b" ")
        if soft and marks == depth and line != _SIGNATURE:
            before = lines.pop()
            lines.append((before[:-1] if deletes else before) + line)
        else:
            lines.append((marks + b" " if marks else b"") + line)
        depth = marks
        soft = line.endswith(b" ") and line != _SIGNATURE
    return b"\n".join(lines)


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def _base64(raw: bytes) -> bytes:
    letters = _NOT_BASE64.sub(b"", raw)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    except Base64Error:
        return raw


def _charset(part: Message) -> str | None:
    try:
        stated = part.get_param("charset")
    except (LookupError, ValueError, TypeError):
        return None
    text = stated[2] if isinstance(stated, tuple) else stated
    return python_charset(text) if text else None


def python_charset(name: str) -> str | None:
    """Python's name of a character set, or of the superset in which programs write it; None for
    an unknown one."""
    lowered = name.strip().strip("\"'").lower()
    try:
        return codecs.lookup(_SUPERSETS.get(lowered, lowered)).name
    except (LookupError, ValueError):
        return None


def text_of(content: bytes, charset: str | None, name: str) -> str:
    """The text of the bytes, by the stated character set where the bytes agree with it; "" for
    none."""
    try:
        return decode(content, name, charset).text
    except SourceUnreadable:
        return content.decode(charset or "utf-8", "replace") if content.strip() else ""


def _header(message: Message, field: str) -> str:
    """A header as one line of text, "" if it is missing."""
    value = next((v for k, v in message.raw_items() if k.lower() == field.lower()), None)
    return header_text(str(value)) if value is not None else ""


def header_text(raw: str) -> str:
    """The text of a header as it stands in the file, with bytes that are no text as
    surrogates."""
    line = _FOLDED.sub(" ", raw[:_LONGEST_HEADER]).strip()
    line = _BETWEEN_WORDS.sub(r"\1\2", line)
    out: list[str] = []
    at, pending, charset = 0, b"", ""
    for found in _WORD.finditer(line):
        between = line[at : found.start()]
        # Words of one set that touch are one text: programs divide characters between them.
        if pending and (between or found[1].lower() != charset):
            out.append(_decoded(pending, charset))
            pending = b""
        out.append(_raw_text(between))
        charset = found[1].lower()
        pending += _word_bytes(found[2], found[3])
        at = found.end()
    out += [_decoded(pending, charset) if pending else "", _raw_text(line[at:])]
    return visible(" ".join("".join(out).split()))


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("ascii", "ignore")
    return _base64(raw) if encoding in "bB" else a2b_qp(raw, header=True)


def _decoded(content: bytes, charset: str) -> str:
    known = python_charset(charset.partition("*")[0])
    if known is not None:
        try:
            return content.decode(known)
        except UnicodeDecodeError:
            pass
    return decoded_name(content)


def _raw_text(text: str) -> str:
    if text.isascii():
        return text
    return decoded_name(text.encode("utf-8", "surrogateescape"))


def _date(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _file_name(part: Message) -> str:
    """The name of a part, "" if it has none."""
    for field, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        name = _parameter(part, field, parameter)
        if name:
            return name
    return ""


def _parameter(part: Message, field: str, parameter: str) -> str:
    """A parameter of a header, in any of the ways in which programs write it (RFC 2231, RFC 2047,
    raw bytes)."""
    raw = next((str(v) for k, v in part.raw_items() if k.lower() == field.lower()), "")
    raw = _FOLDED.sub(" ", raw[:_LONGEST_HEADER])
    found = re.findall(
        rf";\s*{parameter}(?:\*(\d{{1,3}}))?(\*)?\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*)", raw, re.I
    )
    pieces = sorted((int(at or 0), bool(star), value.strip()) for at, star, value in found)
    if not pieces:
        return ""
    if not any(star for _, star, _ in pieces):
        return header_text("".join(_unquoted(value) for _, _, value in pieces))
    charset, content = "", b""
    for number, (_, star, value) in enumerate(pieces):
        text = _unquoted(value)
        if number == 0 and star and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        plain = text.encode("utf-8", "surrogateescape")
        content += unquote_to_bytes(text) if star else plain
    return visible(_decoded(content, charset))


def _unquoted(value: str) -> str:
    if len(value) > 1 and value.startswith('"') and value.endswith('"'):
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def _name_by_kind(part: Message) -> str:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner: Any = part.get_payload()
        if isinstance(inner, list) and inner:
            return f"{_header(inner[0], 'Subject') or 'message'}.eml"
    return f"attachment{_SUFFIXES.get(kind, '')}"
