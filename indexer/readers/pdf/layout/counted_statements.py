"""Rows that begin statements which are counted: 第1案…。 第2案…。"""

from __future__ import annotations

import re

from indexer.structure.characters import HAN, is_terminated
from indexer.structure.list_markers import ordinal

#: The front of a counted statement: words, a number and the noun that is counted.
_FRONT = re.compile(
    rf"(?P<words>[{HAN}]{{0,4}}?)\s*"
    r"(?P<number>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,5}|[甲乙丙丁戊己庚辛壬癸])"
    rf"\s*(?P<noun>[{HAN}])"
)


def counts_on(first: str, before: str, row: str) -> bool:
    """True if a row begins the statement that is counted after that of the row `first`: it has
    the next number between the same words, and the row `before` ends a sentence."""
    own, other = _FRONT.match(row), _FRONT.match(first)
    if own is None or other is None or not is_terminated(before):
        return False
    if own["words"] != other["words"] or own["noun"] != other["noun"]:
        return False
    value, last = ordinal(own["number"]), ordinal(other["number"])
    return value is not None and last is not None and value == last + 1
