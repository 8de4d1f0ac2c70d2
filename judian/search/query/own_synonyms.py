"""The file of synonyms of an office: one group of names a line, as in the table of the program.

Names are separated by tabs or commas (,，、); a line that begins with # is a remark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.errors import SettingInvalid
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from pathlib import Path

#: Most bytes of the file, groups, and names of a group: each name widens a query.
MAX_BYTES = 4_000_000
MAX_GROUPS = 10_000
MAX_NAMES = 12
_SEPARATOR = re.compile("[\t,，、]")


def read_synonyms(path: Path) -> tuple[tuple[str, ...], ...]:
    """The groups of the file. Raises SettingInvalid, with the line, for what is none."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise _invalid(path, f"a file of at most {MAX_BYTES:,} bytes")
        lines = text.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _invalid(path, "a readable text file in UTF-8") from error
    groups = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        names = tuple(filter(None, (name.strip() for name in _SEPARATOR.split(line))))
        if len({squeezed_fold(name) for name in names}) < 2:
            raise _invalid(path, f"a file with two names or more in line {number}")
        if len(names) > MAX_NAMES:
            raise _invalid(path, f"a file with at most {MAX_NAMES} names in line {number}")
        groups.append(names)
    if len(groups) > MAX_GROUPS:
        raise _invalid(path, f"a file of at most {MAX_GROUPS:,} groups")
    return tuple(groups)


def _invalid(path: Path, wanted: str) -> SettingInvalid:
    return SettingInvalid("synonyms", str(path), "the file", wanted)
