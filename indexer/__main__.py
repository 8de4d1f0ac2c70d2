"""`python -m indexer`: begins to load what reading needs, and then the command line itself, so that
both are ready at about the same time on two processors."""

from __future__ import annotations

import sys
from importlib import import_module

from indexer.run import processes

#: What is asked of a command that reads nothing.
_READS_NOTHING = frozenset({"status", "failures", "verify", "--dry-run", "--help", "-h"})
#: The shell's own exit status for Ctrl-C.
_INTERRUPTED = 130


def main(arguments: list[str] | None = None, prog: str = "python -m indexer") -> int:
    """Run the command line of the indexer; the exit status is its own.

    `indexer.cli.command` is imported after the preloading process has been started, so that both
    load at the same time.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if not _READS_NOTHING.intersection(given):
            processes.prepare()
        return int(import_module("indexer.cli.command").main(given, prog))
    except KeyboardInterrupt:  # before the command could say what it means
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
