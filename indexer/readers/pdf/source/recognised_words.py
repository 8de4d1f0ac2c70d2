"""Characters that the recogniser confused, repaired where a dictionary tells.

tesseract's model of Traditional Chinese lacks 1,205 of the 5,401 frequently used characters of
Big5, among them 賸, 絀 and 亟. It reads each as another one of like shape: 臟餘 for 賸餘.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN, part_of_speech, segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.readers.pdf.source.recognised_drafts import RecognisedDraft

#: Most characters of a word that is looked up.
_LONGEST_WORD = 4
#: Numerals, which are never repaired and beside which nothing is: a dictionary knows no numbers.
_NUMERALS = frozenset("〇零一二三四五六七八九十百千萬億兆兩廿卅壹貳參肆伍陸柒捌玖拾佰仟")
_RUN = re.compile(f"[{HAN}]+")


@cache
def confusions() -> dict[str, tuple[str, ...]]:
    """The characters that are printed where the recogniser reads another one, by that one."""
    table = Path(__file__).with_name("confusions.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {read: tuple(printed) for read, *printed in rows}


def repair_words(draft: RecognisedDraft) -> int:
    """Replace characters of a line that are in no word by those that make a word of the dictionary
    there, and return how many. The length stays."""
    found = [(at, char) for run in _RUN.finditer(draft.text) for at, char in _repairs(run)]
    for at, char in found:
        draft.text = draft.text[:at] + char + draft.text[at + 1 :]
    return len(found)


def _repairs(run: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the offsets in the line, with the right characters, of those that are wrong in a run of
    Han characters."""
    text = run[0]
    if not any(char in confusions() for char in text):
        return
    at = 0
    for word in segment(fold(text)):
        if len(word) == 1 and (right := _right_character(text, at)):
            yield run.start() + at, right
            text = text[:at] + right + text[at + 1 :]
        at += len(word)


def _right_character(text: str, at: int) -> str:
    """The one character that makes a word with its neighbours; "" if there is none or another."""
    choices = confusions().get(text[at], ())
    right = {char for char in choices for word in _words_with(text, at, char) if _is_word(word)}
    return right.pop() if len(right) == 1 else ""


def _words_with(text: str, at: int, char: str) -> Iterator[str]:
    """Yield the strings of two to four characters around `at` with `char` there."""
    changed = text[:at] + char + text[at + 1 :]
    for length in range(2, _LONGEST_WORD + 1):
        for start in range(max(0, at - length + 1), min(at, len(text) - length) + 1):
            word = changed[start : start + length]
            if not _NUMERALS.intersection(word):
                yield word


@cache
def _is_word(word: str) -> bool:
    return bool(part_of_speech(fold(word)))
