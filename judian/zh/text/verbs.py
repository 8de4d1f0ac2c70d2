"""Which words act as verbs in reports: by the dictionary's tag, and by an own list.

A name ends or begins where a verb stands, and a noun of a question ends before its verb.
"""

from __future__ import annotations

from functools import cache

from judian.zh.text.fold import fold, read_table
from judian.zh.text.segment import part_of_speech


@cache
def _own() -> dict[str, bool]:
    """Folded words with whether they act as verbs; a line's word behind - does not."""
    return {
        fold(word.removeprefix("-")): not word.startswith("-")
        for (line,) in read_table("verbs.txt")
        for word in line.split()
    }


def is_part_of_names(word: str) -> bool:
    """True for a folded word that names hold although its tag would not say so: 警察, 兩岸."""
    return _own().get(word) is False


def is_verb(word: str) -> bool:
    """True for a folded word that acts as a verb: 查獲, 函請, but not 調查 or 管理."""
    known = _own().get(word)
    if known is not None:
        return known
    tag = part_of_speech(word)
    return tag.startswith("v") and tag != "vn"
