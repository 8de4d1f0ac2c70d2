"""`python -m judian`: the command `judian` where it is not installed on the path."""

from __future__ import annotations

from typing import NoReturn

from judian.command import main
from judian.core.console import run


def start() -> NoReturn:
    """Run the command and end the process with its exit status."""
    run(main)


if __name__ == "__main__":
    start()
