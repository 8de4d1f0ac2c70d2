"""User-defined characters: code points and Big5 codes to which each agency gave its own meaning.

Their meaning is lost outside that agency's fonts. They become U+FFFD, a gap that can be seen.
"""

from __future__ import annotations

import re

#: The replacement character, which stands for a character that could not be read.
GAP = "\ufffd"
#: The private-use areas without U+F020–F0FF, where symbol fonts (bullets, boxes) have their glyphs.
_PRIVATE_USE = re.compile("[\ue000-\uf01f\uf100-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
#: A run of other bytes and characters, or a user-defined character of Big5. Code page 950 has them
#: with first bytes 81–A0 and FA–FE, and from C6A1 to C8FE: Microsoft's table of the code page. The
#: run is possessive: only its end may be in the middle of a character.
_TRAIL = rb"[\x40-\x7e\xa1-\xfe]"
_USER_DEFINED = re.compile(
    rb"(?:[\x00-\x80\xff]|[\xa1-\xc5\xc9-\xf9]" + _TRAIL + rb"|\xc6[\x40-\x7e]"
    rb"|[\xc7\xc8][\x40-\x7e])++"
    rb"|([\x81-\xa0\xfa-\xfe]" + _TRAIL + rb"|[\xc6-\xc8][\xa1-\xfe])"
)
#: A rare character in Big5, which counts instead of a user-defined one.
RARE = b"\xc9\x40"
#: Frequent characters of Hong Kong that only its own Big5 has.
_CANTONESE = frozenset(
    "嘅喺咗啲嚟哋嗰啱嘢攞邨埗鰂窰罉瞓攰揾嘥冚脷膶氹乸啫噃嘞嚿揞揼揸搲曱甴栢牀粦糉綉羣蔴衞裇覊踎軚鎅顋餸鱲麪𨋢"
)


def is_private(text: str) -> bool:
    """True if the text holds a private-use character that is no glyph of a symbol font."""
    return _PRIVATE_USE.search(text) is not None


def with_gaps(text: str) -> tuple[str, int]:
    """The text with a gap for each private-use character, and the number of these."""
    return _PRIVATE_USE.subn(GAP, text)


def taiwan_or_hong_kong(data: bytes, encoding: str, declared: str | None) -> str:
    """The Big5 of Taiwan or that of Hong Kong, if `encoding` is one of them: the codes that only
    the latter defines are user-defined in Taiwan. Hong Kong's is known by its frequent words."""
    if encoding not in ("cp950", "big5hkscs") or declared == "big5hkscs":
        return encoding
    pairs = [pair for pair in _USER_DEFINED.findall(data) if pair]
    if not pairs:
        return encoding
    cantonese = sum(pair.decode("big5hkscs", errors="ignore") in _CANTONESE for pair in pairs)
    return "big5hkscs" if cantonese > 1 and cantonese * 2 >= len(pairs) else "cp950"


def without_user_defined(data: bytes, instead: bytes = b"\xff") -> tuple[bytes, int]:
    """The bytes of a text in Taiwan's Big5 with `instead` (by default a byte that cannot be
    decoded) for each user-defined character, and the number of these."""
    count = 0

    def replaced(found: re.Match[bytes]) -> bytes:
        nonlocal count
        if found[1] is None:
            return found[0]
        count += 1
        return instead

    return _USER_DEFINED.sub(replaced, data), count
