"""Character classes and the joining of pieces of a line: what every reader needs for repair.

Chinese sets no space between words, so a line break inside a sentence leaves nothing behind;
English does, so the same break leaves one space. A space between two Han characters is an
artefact of justified type (摘　　要) and goes; spaces beside digits and Latin words stay, because
the source shows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Full-width punctuation and brackets that belong to Chinese type.
CJK_PUNCTUATION = (
    "\u3001-\u3006\u3008-\u3020\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff65"
)
_HAN = re.compile(f"[{HAN}]")
_CJK = re.compile(f"[{HAN}{CJK_PUNCTUATION}\u2014\u2026\u2018-\u201f\u25cb\u25ef]")
_SPACE = "[ \\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}{CJK_PUNCTUATION}]){_SPACE}+(?=[{HAN}{CJK_PUNCTUATION}])")
_SPACES = re.compile(f"{_SPACE}+")
_WIDE_HEAD = re.compile("^[〇一二三四五六七八九十壹貳參叁肆伍陸柒捌玖拾]+\u3000(?=\\S)")
#: Han characters set one by one: each run between the spaces is a single character.
_SPREAD = re.compile(f"^[{HAN}](?:{_SPACE}+[{HAN}])+$")

#: A sentence may end with these; closing brackets and quotes may follow.
TERMINALS = "。！？；：!?;"
CLOSERS = "」』）)】〕》〉”’\"'］]"
OPENERS = "「『（(【〔《〈“‘［["

# Invisible in print: C0 and C1 controls but tab and line feed, zero-width characters, bidi
# marks, byte-order marks inside the text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def is_han(char: str) -> bool:
    """True for one Han character (〇 included)."""
    return _HAN.match(char) is not None


def is_cjk(char: str) -> bool:
    """True for one Han character or one piece of Chinese punctuation."""
    return _CJK.match(char) is not None


def width(text: str) -> int:
    """Columns that a text takes on a typewriter: ASCII counts one, everything else two. Wrong
    for é, right for what fills reports, and twenty times as fast as asking Unicode."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def without_invisible(text: str) -> str:
    """The text without control, zero-width and direction characters; tabs, line ends and form
    feeds stay."""
    return _INVISIBLE.sub("", text)


def tidy(text: str) -> str:
    """One line of prose: spaces between Han characters gone, other runs of spaces made one.

    The wide space behind a number that heads the line (一　緣起) stays as it is: it stands for
    the usual 、.
    """
    text = text.strip()
    head = _WIDE_HEAD.match(text)
    start = head.end() if head else 0
    return text[:start] + _SPACES.sub(" ", _BETWEEN_HAN.sub("", text[start:])).strip()


def tidy_heading(text: str) -> str:
    """One line of display type. Spaces that set single characters apart go (前　言); one between
    words stays, because a heading has no other punctuation."""
    text = text.strip()
    head = _WIDE_HEAD.match(text)
    start = head.end() if head else 0
    text = text[:start] + _SPACES.sub(" ", text[start:]).strip()
    return text.replace(" ", "") if _SPREAD.match(text) else text


def joined(pieces: Iterable[str], spaced: bool) -> tuple[str, tuple[int, ...]]:
    """One tidy line of pieces that a sentence was broken into, and where each but the first
    begins in it."""
    whole: list[str] = []
    starts: list[int] = []
    length = 0
    for piece in pieces:
        text = tidy(piece)
        if not text:
            continue
        glue = joint(whole[-1], text, spaced) if whole else ""
        if whole:
            starts.append(length + len(glue))
        whole.append(glue + text)
        length += len(whole[-1])
    return "".join(whole), tuple(starts)


def joint(left: str, right: str, spaced: bool = False) -> str:
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


def is_terminated(text: str) -> bool:
    """True when a sentence ends here, closing brackets and quotes not counted."""
    bare = text.rstrip(CLOSERS + " \t\u3000")
    return bool(bare) and (bare[-1] in TERMINALS or (bare[-1] == "." and not bare[-2:-1].isdigit()))
