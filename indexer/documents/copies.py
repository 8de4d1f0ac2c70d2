"""Exact copies: a number that passages have in common if they say the same.

A row of a table is a copy only where its whole table is: the same cells under other headers, or in
a table with other rows, say something else.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import Passage

#: Code points from which a text says the same wherever it stands. A shorter one (前言, 無。)
#: says something else in each place and has no copies. Not measured: a sentence with subject and
#: verb is hardly shorter.
STANDS_ALONE = 20
_LABELS = (Kind.TITLE, Kind.HEADING, Kind.TABLE_HEAD, Kind.CONTENTS)


def copy_numbers(passages: Sequence[Passage]) -> list[int]:
    """For each passage of a document its `copy` for `judian.core.engine.PassageEntry`."""
    tables: dict[int, list[object]] = {}
    for passage in passages:
        if row := passage.table:
            cells = [(cell.column, cell.row) for cell in row.cells]
            content = (passage.text, row.caption, row.unit, row.note, cells)
            tables.setdefault(row.table, []).append(content)
    digests = {number: _digest(content) for number, content in tables.items()}
    return [_number(passage, digests) for passage in passages]


def _number(passage: Passage, tables: dict[int, int]) -> int:
    if passage.table:
        return _digest(["row", tables[passage.table.table], passage.table.row])
    if len(passage.text) < STANDS_ALONE:
        return 0
    return _digest(["text", passage.kind in _LABELS, passage.text])


def _digest(content: object) -> int:
    """A number from 1 to 2 ** 62 - 1; different contents share one with a chance of 2 ** -62."""
    written = json.dumps(content, ensure_ascii=True).encode("ascii")
    return (int.from_bytes(blake2b(written, digest_size=8).digest()) >> 2) or 1
