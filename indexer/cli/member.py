"""Writes the bytes of a member of a container: `python -m indexer.cli.member FILE ADDRESS`.

It runs in a process of its own under limits, since the container may be hostile. The bytes go to
standard output. If the member cannot be unpacked, the exit status is 1, with one line on standard
error.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.containers.unpack import FAULTS, extract
from indexer.run import limits
from indexer.run.confinement import become_reader, give, refuse_calls
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Limits of unpacking one member: bytes of memory, seconds of processor time.
LIMITS = limits.Limits(memory=1536 << 20, cpu=60)
#: Bytes of the largest member. The member was within the limit of its run, and is known by its
#: digest; this one ends the unpacking of a file that was replaced by a bomb.
LARGEST = 1 << 30
DONE, FAILED = 0, 1
_FAULTS: tuple[type[Exception], ...] = (SourceUnreadable, LookupError, MemoryError, *FAULTS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a member; the exit status is 0, or 1 when it cannot be unpacked."""
    parser = argparse.ArgumentParser(prog="python -m indexer.cli.member", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("address", help="the member, as the index holds it")
    options = parser.parse_args(arguments)
    limits.impose(LIMITS)
    try:
        with tempfile.TemporaryDirectory(prefix="judian-") as folder:
            give(folder)
            become_reader()
            refuse_calls()
            found = extract(options.file, options.address, Path(folder), LARGEST)
            with found.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    except _FAULTS as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return FAILED
    finally:
        limits.lift()
    return DONE


if __name__ == "__main__":
    sys.exit(main())
