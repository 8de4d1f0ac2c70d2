"""A draft that is sent in a request, as passages; nothing of it stays on this computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from judian.search.audit.reading import read_draft, read_text
from webui.http.bodies import read_texts

if TYPE_CHECKING:
    from judian.core.model import Passage


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft with its passages; `content` and `name` are those of its file, empty for a text."""

    passages: list[Passage]
    content: bytes = b""
    name: str = ""


def read_sent() -> SentDraft:
    """The draft in the field `file` of a form, or the text in `text` of a form or of JSON. Raises
    DraftUnreadable, and the errors of `read_texts`."""
    file = request.files.get("file")
    if file is not None and file.filename:
        content = file.read()
        return SentDraft(read_draft(content, file.filename), content, file.filename)
    return SentDraft(read_text(read_texts(("text", "format", "lang"))["text"]))
