"""Verbs of reports, by the tag of the dictionary and by a list of exceptions.

A verb is a boundary of names and of the noun phrases of questions.
"""

from __future__ import annotations

from functools import cache

from judian.zh.text.fold import fold, read_table
from judian.zh.text.segment import part_of_speech


@cache
def _exceptions() -> dict[str, bool]:
    """The exceptions of `verbs.txt`, folded: True for a word that is a verb, False for one listed
    with `-`."""
    return {
        fold(word.removeprefix("-")): not word.startswith("-")
        for (line,) in read_table("verbs.txt")
        for word in line.split()
    }


def is_part_of_names(word: str) -> bool:
    """True for a folded word that is part of names whatever its tag: 警察, 兩岸."""
    return _exceptions().get(word) is False


def is_verb(word: str) -> bool:
    """True for a folded word that is used as a verb: 查獲, 函請, but not 調查 or 管理."""
    known = _exceptions().get(word)
    if known is not None:
        return known
    tag = part_of_speech(word)
    return tag.startswith("v") and tag != "vn"
