"""The reader of mails: headers as the head of the document, then the text.

Attachments are documents of their own (`indexer.containers`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.containers.mail import Mail, read_mail
from indexer.containers.outlook import read_message
from indexer.files.encoding import Decoded, declared_charset, decode
from indexer.files.unsupported import is_outlook
from indexer.readers.html import reader as html_reader
from indexer.readers.plain import reader as plain_reader
from indexer.structure.blocks import Block, Reading
from judian.core.errors import SourceUnreadable
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.containers.mail import Text
    from indexer.readers.common.contract import ReadOptions

#: Bytes that show whether a file is a message of Outlook.
_START = 65536


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The mail without its attachments, in one piece."""
    with path.open("rb") as file:
        start = file.read(_START)
    mail = read_message(path) if is_outlook(path, start) else read_mail(path)
    yield path.name
    yield replace(mail, attachments=())


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The headers and the texts of the mail. A text that cannot be read is left out if another
    one can."""
    name, mail = parts[0], parts[-1]
    assert isinstance(mail, Mail)
    readings = texts(mail, str(name))
    body = (block for each in readings for block in each.blocks)
    blocks = [*_headers(mail), *(map(_as_heading, body) if mail.subject else body)]
    properties = {"title": mail.subject} if mail.subject else {}
    if mail.date is not None:
        properties["date"] = mail.date.date().isoformat()
    return Reading(
        blocks=tuple(blocks),
        format="mail",
        encoding=readings[0].encoding if readings else None,
        properties=properties,
        page_verdicts=tuple(page for each in readings for page in each.page_verdicts)[:1],
    )


def texts(mail: Mail, name: str) -> list[Reading]:
    """The readings of the texts of a mail, each by the reader of its format."""
    found = []
    for text in mail.texts:
        try:
            found.append(_read(text, name))
        except SourceUnreadable as error:
            if error.reason not in ("empty", "no_text"):
                raise
    return found


def _read(text: Text, name: str) -> Reading:
    declared = text.charset or (declared_charset(text.content) if text.html else None)
    decoded: Decoded = decode(text.content, name, declared)
    if text.html:
        return html_reader.assemble([name, decoded], None)
    return plain_reader.assemble([decoded], None)


def _as_heading(block: Block) -> Block:
    """The block, as a heading if it is the title of a page: the title of a mail is its subject."""
    return replace(block, kind=Kind.HEADING, level=1) if block.kind is Kind.TITLE else block


def _headers(mail: Mail) -> list[Block]:
    """The subject as title, and a paragraph for each other header."""
    day = mail.date
    when = f"{day.year}年{day.month}月{day.day}日 {day:%H:%M}" if day is not None else ""
    rows = (
        ("寄件者", mail.sender), ("收件者", mail.recipients), ("副本", mail.copies), ("日期", when),
    )  # fmt: skip
    blocks = [Block(Kind.TITLE, mail.subject)] if mail.subject else []
    return blocks + [Block(Kind.PARAGRAPH, f"{label}：{text}") for label, text in rows if text]
