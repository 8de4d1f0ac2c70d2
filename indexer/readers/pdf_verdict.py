"""How well a page could be read, judged by the characters that came out.

A PDF may show perfect Chinese and give junk when its text is taken: a font without a map of its
characters, a map that is wrong, or a scan with no text at all. Each has its own look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.joining import is_han

#: Characters under which a page is judged to have no text layer.
LEAST_TEXT = 10
#: Share of the page that an image covers on a scan.
SCAN = 0.5
#: Share of characters without a map, or mapped to nothing readable, that make a page bad.
#: Measured on 1,026 test PDFs: readable pages have under 2 %, unreadable ones over 20 %.
BAD = 0.05
#: Share of Latin-1 letters and signs that makes a page look like misread Chinese.
LATIN = 0.3
#: Share of the Han characters that are common; good pages have 95 % and more.
COMMON = 0.8
LEAST_HAN = 8

#: Verdicts of pages whose text is not what the page shows.
UNREADABLE = frozenset({"unreadable_font", "bad_mapping", "mojibake", "wrong_han"})

_UNMAPPED = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the numbers behind it: characters counted, Han among them, common Han, and
    the share of characters that are `bad`. `mended` names the encoding that puts mojibake right.
    """

    verdict: str
    detail: str = ""
    characters: int = 0
    han: int = 0
    common: int = 0
    bad: float = 0.0
    mended: str | None = None


def judge(texts: Iterable[str], image: float) -> Judgement:
    """The verdict on a page's characters; `image` is the share its largest image covers."""
    text = "".join("".join(texts).split())
    count = len(_UNMAPPED.sub("\ufffd", text))
    han = [char for char in text if is_han(char)]
    common = sum(char in common_han() for char in han)

    def verdict(name: str, bad: int = 0, what: str = "") -> Judgement:
        share = bad / count if count else 0.0
        detail = f"{100 * share:.0f} % {what}" if what else ""
        return Judgement(name, detail, count, len(han), common, share)

    if count < LEAST_TEXT:
        if image > SCAN:
            return verdict("scanned")
        return verdict("good" if count else "empty")
    unmapped = text.count("\ufffd") + len(_UNMAPPED.findall(text))
    if unmapped > BAD * count:
        return verdict("unreadable_font", unmapped, "of the characters have no code")
    odd = sum(map(_is_odd, text)) + unmapped
    if odd > BAD * count:
        return verdict("bad_mapping", odd, "of the characters are private or control codes")
    latin = sum("\u0080" <= char <= "\u00ff" for char in text)
    if latin > LATIN * count and (encoding := _misread(text)) is not None:
        told = verdict("mojibake", latin, f"of the characters are bytes of {encoding}")
        return replace(told, mended=encoding)
    if len(han) >= LEAST_HAN and common < COMMON * len(han):
        return verdict("wrong_han", len(han) - common, "of the characters are rare Han")
    return verdict("good")


def _is_odd(char: str) -> bool:
    private = "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"
    return private or char < " " or "\x7f" <= char <= "\x9f"


def recoded(text: str, encoding: str) -> str:
    """Text that was bytes of `encoding` read as Latin-1, read right."""
    return text.encode("latin-1", "ignore").decode(encoding, "replace")


def _misread(text: str) -> str | None:
    """The encoding of Chinese whose bytes were read as Latin-1; None if it is not that."""
    for encoding in ("cp950", "gb18030"):
        read = recoded(text, encoding)
        han = [char for char in read if is_han(char)]
        if len(han) >= LEAST_HAN and read.count("\ufffd") <= BAD * len(read):
            common = sum(char in common_han() for char in han)
            if common >= COMMON * len(han):
                return encoding
    return None


@lru_cache(maxsize=1)
def common_han() -> frozenset[str]:
    """The first levels of Big5, GB 2312 and JIS X 0208: the characters of ordinary texts."""
    found: set[str] = set()
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    found.update(_decoded("cp950", range(0xA4, 0xC7), trails))
    found.update(_decoded("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)))
    found.update(_decoded("shift_jis", range(0x88, 0x99), [*range(0x40, 0x7F), *range(0x80, 0xFD)]))
    return frozenset(char for char in found if is_han(char))


def _decoded(encoding: str, leads: Iterable[int], trails: Sequence[int]) -> Iterable[str]:
    for lead in leads:
        for trail in trails:
            char = bytes((lead, trail)).decode(encoding, "ignore")
            if len(char) == 1:
                yield char
