"""Programs on the command line: output that any terminal or pipe takes."""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable


def run(main: Callable[[], int]) -> NoReturn:
    """End the process with the exit status of `main`.

    Output to a file or a pipe is UTF-8 in any locale; a terminal keeps its encoding. Characters
    that an encoding lacks, and undecodable bytes of file names or arguments, become escapes. The
    status is 0 if the reader of a pipe (head, less) closes it early. While daemon threads work,
    the process ends at once, without functions of `atexit`: Python before 3.14 ends such a thread
    by `pthread_exit`, and one that comes back from C++, as from onnxruntime, would end the process
    by SIGABRT.
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
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)
