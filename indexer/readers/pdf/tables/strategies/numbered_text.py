"""Numbered text that looks like a table: statutes with the numbers of paragraphs in the margin.

    第 7 條
    1   管理員應備置登記簿。
    2   前項登記簿保存五年。

The margin holds small integers that count from 1, and beside them stand sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.characters import TERMINALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.tables.model import PageTable

#: Share of the texts beside the numbers that end a sentence, at least; a sentence over several rows
#: is several texts. Set by hand on a statute of 19 pages, where it is 0.46 and more.
_LEAST_SENTENCES = 0.4
#: Numbers of paragraphs, at least, and the greatest.
_LEAST_NUMBERS, _GREATEST = 2, 30
_INTEGER = re.compile(r"[0-9]{1,2}")


def is_numbered_text(table: PageTable) -> bool:
    """True if the table is text with the numbers of its paragraphs beside it."""
    if len(table.column_bounds) != 3:
        return False
    margin = [cell.text for cell in table.cells if cell.column == 0 and cell.columns == 1]
    beside = [cell.text for cell in table.cells if cell.column == 1]
    numbers = [text for text in margin if _INTEGER.fullmatch(text)]
    if len(numbers) < _LEAST_NUMBERS or not _count_up([int(number) for number in numbers]):
        return False
    if any(text and text not in numbers and not text.startswith("第") for text in margin):
        return False
    sentences = sum(text.rstrip().endswith(tuple(TERMINALS)) for text in beside)
    return bool(beside) and sentences >= _LEAST_SENTENCES * len(beside)


def _count_up(numbers: Sequence[int]) -> bool:
    """True if each number is 1 or follows the one before, none of them great."""
    before = [numbers[0] - 1, *numbers]
    return max(numbers) <= _GREATEST and all(
        number in (1, last + 1) for last, number in zip(before, numbers, strict=False)
    )
