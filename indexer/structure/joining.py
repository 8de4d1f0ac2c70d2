"""The joining of wrapped lines, and the normalization of spaces inside one.

Chinese sets no space between words, so a line break inside a sentence leaves nothing behind;
English does, so the same break leaves one space. A space between two Han characters is an
artefact of justified type (摘　　要) and goes; spaces beside digits and Latin words stay, because
the source shows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.structure.characters import CJK_PUNCTUATION, CLOSERS, HAN, OPENERS, is_cjk, is_han

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACE = "[ \\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}{CJK_PUNCTUATION}]){_SPACE}+(?=[{HAN}{CJK_PUNCTUATION}])")
_SPACES = re.compile(f"{_SPACE}+")
_WIDE_HEAD = re.compile("^[〇一二三四五六七八九十壹貳參叁肆伍陸柒捌玖拾]+\u3000(?=\\S)")
#: Han characters set one by one: each run between the spaces is a single character.
_SPREAD = re.compile(f"^[{HAN}](?:{_SPACE}+[{HAN}])+$")


def normalize_spaces(text: str) -> str:
    """One line of prose: spaces between Han characters gone, other runs of spaces made one.

    The wide space behind a number that heads the line (一　緣起) stays as it is: it stands for
    the usual 、.
    """
    text = text.strip()
    head = _WIDE_HEAD.match(text)
    start = head.end() if head else 0
    return text[:start] + _SPACES.sub(" ", _BETWEEN_HAN.sub("", text[start:])).strip()


def normalize_heading_spaces(text: str) -> str:
    """One line of display type. Spaces that set single characters apart go (前　言); one between
    words stays, because a heading has no other punctuation."""
    text = text.strip()
    head = _WIDE_HEAD.match(text)
    start = head.end() if head else 0
    text = text[:start] + _SPACES.sub(" ", text[start:]).strip()
    return text.replace(" ", "") if _SPREAD.match(text) else text


def join_lines(pieces: Iterable[str], spaced: bool) -> tuple[str, tuple[int, ...]]:
    """One tidy line of pieces that a sentence was broken into, and where each but the first
    begins in it."""
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
    """What belongs between two pieces of one sentence that a line break had parted.

    `spaced` says that the text sets a space between Han characters and digits or letters.
    """
    if not left or not right or left[-1].isspace() or right[0].isspace():
        return ""
    before, after = left[-1], right[0]
    if is_cjk(before) and is_cjk(after):
        return ""
    if before in "-‐/" and len(left) > 1 and left[-2].isalpha() and after.islower():
        return ""
    if is_cjk(before) or is_cjk(after):
        mixed = (is_han(before) and after.isalnum()) or (before.isalnum() and is_han(after))
        return " " if spaced and mixed else ""
    if before in OPENERS or after in CLOSERS:
        return ""
    return " "


def is_spaced(text: str) -> bool:
    """True when the text mostly sets a space between Han characters and digits or letters."""
    apart = len(re.findall(f"[{HAN}] +[0-9A-Za-z]", text))
    close = len(re.findall(f"[{HAN}][0-9A-Za-z]", text))
    return apart > close
