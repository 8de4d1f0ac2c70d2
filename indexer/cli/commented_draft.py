"""Puts comments into a draft: `python -m indexer.cli.commented_draft FILE`.

It runs in a process of its own under limits and with the least rights, as the reading of the draft
does. JSON comes from standard input: `author`, and `comments`, each with `words`, `before`,
`behind` and `lines`. The commented document goes to standard output, and nowhere else.
Exit status: 0; 3 if comments cannot be put into this file.
"""

from __future__ import annotations

import argparse
import json
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.cli.draft import LIMITS
from indexer.comments.containers import TooLarge
from indexer.comments.docx import NotCommented, comment_docx
from indexer.comments.odt import comment_odt
from indexer.comments.placing import Comment
from indexer.files.detection import detect
from indexer.run import limits
from indexer.run.confinement import Rights, confine
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

_WRITERS = {"docx": comment_docx, "odt": comment_odt}
_REFUSED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the commented document."""
    parser = argparse.ArgumentParser(prog="python -m indexer.cli.commented_draft")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    given = json.load(sys.stdin.buffer)
    comments = [
        Comment(one["words"], one["before"], one["behind"], tuple(one["lines"]))
        for one in given["comments"]
    ]
    confine(Rights((str(options.file),)))
    limits.impose(LIMITS)
    file = BytesIO()
    try:
        writer = _WRITERS.get(detect(options.file))
        if writer is None:
            return _REFUSED
        writer(options.file, comments, given["author"], file)
    except (NotCommented, TooLarge, SourceUnreadable, MemoryError):
        return _REFUSED
    finally:
        limits.lift()
    sys.stdout.buffer.write(file.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
