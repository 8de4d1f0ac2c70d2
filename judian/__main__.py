"""`python -m judian`: the command `judian` where it is not installed on the path."""

from __future__ import annotations

from judian.command import main
from judian.core.console import run

if __name__ == "__main__":
    run(main)
