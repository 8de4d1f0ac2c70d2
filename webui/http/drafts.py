"""A draft that is sent in a request, as passages; nothing of it stays on this computer."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import request

from judian.search.audit.reading import read_draft, read_text
from webui.http.bodies import read_texts
from webui.http.request_errors import Busy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.core.model import Passage

#: Drafts that are audited at once: each holds a processor for seconds.
_AT_ONCE = 2
#: Seconds that a draft waits for its turn.
_TURN = 20.0

_turns = threading.BoundedSemaphore(_AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Wait until a draft may be audited. Raises Busy."""
    if not _turns.acquire(timeout=_TURN):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def read_passages() -> list[Passage]:
    """The passages of the draft in the field `file` of a form, or of the text in `text` of a form
    or of JSON. Raises DraftUnreadable, and the errors of `read_texts`."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return read_draft(file.read(), file.filename)
    return read_text(read_texts(("text", "format", "lang"))["text"])
