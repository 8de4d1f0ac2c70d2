"""The joining of wrapped lines, and the normalization of spaces inside one.

Chinese sets no space between words, so a line break inside a sentence is removed;
English does, so the same break becomes one space. A space between two Han characters is an
artefact of justified type (摘　　要) and goes; spaces beside digits and Latin words stay, because
the source shows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.characters import CJK_PUNCTUATION, CLOSERS, HAN, OPENERS, is_cjk, is_han
from indexer.structure.divided_numbers import is_number_divided

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACE = "[ \\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}{CJK_PUNCTUATION}]){_SPACE}+(?=[{HAN}{CJK_PUNCTUATION}])")
_SPACES = re.compile(f"{_SPACE}+")
#: A number with a wide space instead of 、 at the front of a line: 一　緣起.
_NUMBER_AND_SPACE = re.compile("^[〇一二三四五六七八九十壹貳參叁肆伍陸柒捌玖拾]+\u3000(?=\\S)")
#: Characters inside a number.
_SEPARATORS = ",，.．"
#: Han characters set one by one: each run between the spaces is a single character.
_SPREAD = re.compile(f"^[{HAN}](?:{_SPACE}+[{HAN}])+$")


def normalize_spaces(text: str) -> str:
    """One line of prose without spaces between Han characters; other runs of spaces become one.

    The wide space after a number at the front of the line (一　緣起) stays: it replaces 、.
    """
    text = text.strip()
    number = _NUMBER_AND_SPACE.match(text)
    start = number.end() if number else 0
    return text[:start] + _SPACES.sub(" ", _BETWEEN_HAN.sub("", text[start:])).strip()


def normalize_heading_spaces(text: str) -> str:
    """One line of display type without letter-spacing (前　言 → 前言).

    One space between words stays, because a heading has no other punctuation.
    """
    text = text.strip()
    number = _NUMBER_AND_SPACE.match(text)
    start = number.end() if number else 0
    text = text[:start] + _SPACES.sub(" ", text[start:]).strip()
    return text.replace(" ", "") if _SPREAD.match(text) else text


def join_lines(pieces: Iterable[str], spaced: bool) -> tuple[str, tuple[int, ...]]:
    """The pieces of a wrapped sentence as one line, and the code-point offset in it at which each
    piece but the first begins. Empty pieces are skipped."""
    whole: list[str] = []
    starts: list[int] = []
    length = 0
    for piece in pieces:
        text = normalize_spaces(piece)
        if not text:
            continue
        glue = separator_between(whole[-1], text, spaced) if whole else ""
        if whole:
            starts.append(length + len(glue))
        whole.append(glue + text)
        length += len(whole[-1])
    return "".join(whole), tuple(starts)


def separator_between(left: str, right: str, spaced: bool = False) -> str:
    """The separator of two pieces of one sentence that a line break divided: "" or a space.

    With `spaced` the text sets a space between Han characters and digits or letters.
    """
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return ""
    before, after = left[-1], right[0]
    if is_cjk(before) and is_cjk(after):
        return ""
    if _may_divide_number(before, after) and is_number_divided(left, right):
        return ""
    if before in "-‐/" and len(left) > 1 and left[-2].isalpha() and after.islower():
        return ""
    if is_cjk(before) or is_cjk(after):
        mixed = (is_han(before) and after.isalnum()) or (before.isalnum() and is_han(after))
        return " " if spaced and mixed else ""
    if before in OPENERS or after in CLOSERS:
        return ""
    return " "


def _may_divide_number(before: str, after: str) -> bool:
    """True if a digit, or a separator inside a number, is on either side of a line end."""
    return (before.isdecimal() or before in _SEPARATORS) and (
        after.isdecimal() or after in _SEPARATORS
    )


def is_spaced(text: str) -> bool:
    """True if the text mostly sets a space between Han characters and digits or letters."""
    apart = len(re.findall(f"[{HAN}] +[0-9A-Za-z]", text))
    close = len(re.findall(f"[{HAN}][0-9A-Za-z]", text))
    return apart > close
