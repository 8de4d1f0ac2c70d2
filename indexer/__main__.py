"""`python -m indexer`: starts the preloading process before it imports the command line, so that
both load at the same time on two processors."""

from __future__ import annotations

import sys
from importlib import import_module

from indexer.run import processes

#: Arguments of commands that read no files.
_READS_NOTHING = frozenset(
    {"status", "failures", "verify", "backup", "restore", "--dry-run", "--help", "-h"}
)
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
    except KeyboardInterrupt:  # before the command line handles it
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
