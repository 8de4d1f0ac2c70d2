"""Messages of Outlook (MSG): a compound file with a stream for each property ([MS-OXMSG])."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import olefile

from indexer.containers.mail import Attachment, Mail, Text, text_of
from indexer.containers.members import damaged, too_many
from judian.core.names import visible

if TYPE_CHECKING:
    from pathlib import Path

#: Attachments of one message.
_MOST_ATTACHMENTS = 1_000
#: Property tags ([MS-OXPROPS]) without their type.
_SUBJECT, _SENDER, _SENDER_ADDRESS, _SMTP_ADDRESS = "0037", "0C1A", "0C1F", "5D01"
_TO, _CC, _BODY, _HTML = "0E04", "0E03", "1000", "1013"
_CONTENT, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "3701", "3707", "3704", "3712"
#: Types of properties: text in UTF-16, text in the message's code page, bytes.
_UNICODE, _ANSI, _BYTES = "001F", "001E", "0102"
#: Fixed properties: sent, received, code page of the text, attachment that is not shown.
_SENT, _RECEIVED, _CODE_PAGE, _HIDDEN = 0x00390040, 0x0E060040, 0x3FFD0003, 0x7FFE000B
#: Bytes before the properties of a message and of an attachment; of one property.
_MESSAGE_HEADER, _ATTACHMENT_HEADER, _PROPERTY = 32, 8, 16
#: The first day of Windows' dates, and their units in a microsecond.
_EPOCH, _UNITS = datetime(1601, 1, 1, tzinfo=UTC), 10
_MOST_MICROSECONDS = 10**18
#: Exceptions that olefile raises for damaged files.
FAULTS: tuple[type[Exception], ...] = (
    OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, OverflowError,
)  # fmt: skip


def read_message(path: Path) -> Mail:
    """The message in a file. Raises SourceUnreadable for a damaged one."""
    try:
        with olefile.OleFileIO(path) as file:
            return _Message(file).mail(path.name)
    except FAULTS as error:
        raise damaged(path.name, error) from error


class _Message:
    """The properties of an open message."""

    def __init__(self, file: olefile.OleFileIO) -> None:
        self._file = file
        fixed = self._fixed("", _MESSAGE_HEADER)
        page = fixed.get(_CODE_PAGE, 0)
        self._charset = f"cp{page}" if 0 < page < 65000 else "cp950"
        self._fixed_values = fixed

    def mail(self, name: str) -> Mail:
        """The message as a mail; `name` is that of its file."""
        page = self._stream("", _HTML, _BYTES)
        body = self._text("", _BODY)
        texts = []
        if page.strip() and (not body.strip() or b"<table" in page.lower()):
            texts.append(Text(page, None, html=True))
        elif body.strip():
            texts.append(Text(body.encode(), "utf-8", html=False))
        address = self._text("", _SMTP_ADDRESS) or self._text("", _SENDER_ADDRESS)
        sender = self._text("", _SENDER)
        if "@" in address and address not in sender:
            sender = f"{sender} <{address}>".strip()
        return Mail(
            subject=self._line(_SUBJECT),
            sender=visible(sender.strip("\0 ")),
            recipients=self._line(_TO),
            copies=self._line(_CC),
            date=self._date(),
            texts=tuple(texts),
            attachments=self._attachments(name),
        )

    def _attachments(self, name: str) -> tuple[Attachment, ...]:
        """The files, in their order, without pictures that the text shows. A message in the
        message has no bytes of its own; its name is kept, so that it is reported."""
        folders = sorted({e[0] for e in self._file.listdir() if e[0].startswith("__attach_")})
        if len(folders) > _MOST_ATTACHMENTS:
            raise too_many(name)
        found = []
        for folder in folders:
            hidden = self._fixed(folder, _ATTACHMENT_HEADER).get(_HIDDEN, 0)
            file_name = self._text(folder, _LONG_NAME) or self._text(folder, _SHORT_NAME)
            content = self._stream(folder, _CONTENT, _BYTES)
            pictured = self._text(folder, _CONTENT_ID) and _is_picture(content)
            if not hidden and not pictured:
                shown = visible(file_name.strip("\0 ")) or "attachment"
                stored = self._file.exists([folder, f"__substg1.0_{_CONTENT}{_BYTES}"])
                found.append(Attachment(shown, content if stored else None))
        return tuple(found)

    def _line(self, tag: str) -> str:
        return visible(" ".join(self._text("", tag).strip("\0").split()))

    def _text(self, folder: str, tag: str) -> str:
        wide = self._stream(folder, tag, _UNICODE)
        if wide:
            return wide.decode("utf-16-le", "replace")
        narrow = self._stream(folder, tag, _ANSI)
        return text_of(narrow, self._charset, tag) if narrow else ""

    def _stream(self, folder: str, tag: str, kind: str) -> bytes:
        parts = [part for part in (folder, f"__substg1.0_{tag}{kind}") if part]
        if not self._file.exists(parts):
            return b""
        with self._file.openstream(parts) as stream:
            return bytes(stream.read())

    def _fixed(self, folder: str, header: int) -> dict[int, int]:
        """The properties of fixed size by their tags, as numbers."""
        parts = [part for part in (folder, "__properties_version1.0") if part]
        if not self._file.exists(parts):
            return {}
        with self._file.openstream(parts) as stream:
            data = bytes(stream.read())[header:]
        found = {}
        for at in range(0, len(data) - _PROPERTY + 1, _PROPERTY):
            tag, _, value = struct.unpack_from("<IIQ", data, at)
            wide = (tag & 0xFFFF) in (0x0040, 0x0014)
            found[tag] = value if wide else value & 0xFFFFFFFF
        return found

    def _date(self) -> datetime | None:
        for tag in (_SENT, _RECEIVED):
            value = self._fixed_values.get(tag, 0) // _UNITS
            if 0 < value < _MOST_MICROSECONDS:
                return _EPOCH + timedelta(microseconds=value)
        return None


def _is_picture(content: bytes) -> bool:
    return content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF"))
