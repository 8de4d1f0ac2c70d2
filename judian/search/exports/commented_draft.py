"""A draft with the findings of its audit as comments, as its author made it.

DOCX and ODT keep their layout and their own comments: a process of its own puts ours beside the
words (`indexer.cli.commented_draft`). Any other draft is written as DOCX from its text.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from judian.search.audit.reading import run_on_draft
from judian.search.audit.written import CLAIMS, comment
from judian.search.exports.commented import AUTHOR, write_commented
from judian.search.exports.memo import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.replies.audits import AuditReply

#: The endings of files that are commented as they are, and that of what is written from text.
KEPT, WRITTEN = (".docx", ".odt"), ".docx"
#: Characters around a claim by which its place in the file is found.
_AROUND = 60


def comment_draft(content: bytes, name: str, reply: AuditReply, language: str) -> tuple[bytes, str]:
    """The commented draft and the ending of its file. `content` and `name` are those of the draft;
    one that no comment can be put into (Strict Open XML) is written from its text, too."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending in KEPT:
        given = {"author": AUTHOR, "comments": list(_comments(reply, language))}
        made = run_on_draft(
            content, ending, "indexer.cli.commented_draft", json.dumps(given).encode("ascii")
        )
        if made:
            return made, ending
    file = BytesIO()
    write_commented(reply, language, file)
    return file.getvalue(), WRITTEN


def _comments(reply: AuditReply, language: str) -> Iterator[dict[str, object]]:
    for found in reply.findings:
        claim, text = found.claim, found.claim.passage.text
        lines = f"［{CLAIMS[claim.kind][language]}］{comment(found, language)}".split("\n")
        yield {
            "words": claim.text,
            "before": text[max(0, claim.start - _AROUND) : claim.start],
            "behind": text[claim.end : claim.end + _AROUND],
            "lines": [printable(line) for line in lines],
        }
