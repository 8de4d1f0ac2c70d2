"""The reader of saved web pages (MHTML), by the reader of HTML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.containers.mail import Mail, read_mail
from indexer.readers.mail.reader import texts
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.readers.common.contract import ReadOptions
    from indexer.structure.blocks import Reading


def parts(path: Path, _options: ReadOptions) -> Iterator[object]:
    """The texts of the archive, in one piece."""
    yield path.name
    yield replace(read_mail(path), attachments=())


def assemble(parts: Sequence[object], _stopped: str | None) -> Reading:
    """The page, followed by its frames. Raises SourceUnreadable if there is none."""
    name, mail = str(parts[0]), parts[-1]
    assert isinstance(mail, Mail)
    pages = texts(mail, name)
    if not pages:
        raise SourceUnreadable(
            name, "no_text",
            en=("the web archive holds no text", "save the page anew from a browser"),
            zh=("網頁封存檔沒有文字", "請自瀏覽器重新儲存網頁"),
        )  # fmt: skip
    first = pages[0]
    subject = {"title": mail.subject} if mail.subject else {}
    return replace(
        first,
        blocks=tuple(block for page in pages for block in page.blocks),
        format="mhtml",
        properties={**subject, **first.properties},
    )
