"""A table that was found among the lines of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.structure.blocks import Table


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table, and the index of the line after its last one."""

    table: Table
    end: int
