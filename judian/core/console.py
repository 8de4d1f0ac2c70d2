"""Programs on the command line: output that any terminal or pipe takes."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable


def run(main: Callable[[], int]) -> NoReturn:
    """End the process with the exit status of `main`.

    Into a file or a pipe UTF-8 is written, whatever the locale; a terminal keeps its encoding.
    What an encoding lacks, and file names or arguments that are no text, are written as escapes.
    A reader that closes the pipe early (head, less) is no failure.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more at the end, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
