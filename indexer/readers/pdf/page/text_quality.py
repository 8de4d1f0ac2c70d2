"""How well a page could be read, judged by the characters that came out.

A PDF may show perfect Chinese and give junk when its text is taken: a font without a map of its
characters, a map that is wrong, or a scan with no text at all. Each has its own look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.files.encoding import common_han as chinese_han
from indexer.structure.characters import is_han
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Characters under which a page is judged to have no text layer.
LEAST_TEXT = 10
#: Share of the page that an image covers on a scan.
SCAN = 0.5
#: Curves that, on a page without text, may be letters drawn as outlines: a Han character has 20
#: to 60. Of 23 test files with drawings and no text, name plates and covers have 299 and more,
#: patterns and diagrams mostly under 120.
DRAWN = 250
#: Share of characters without a map, or mapped to nothing readable, that make a page bad.
#: Measured on 1,026 test PDFs: readable pages have under 2 %, unreadable ones over 20 %.
BAD = 0.05
#: Share of Latin-1 letters and signs that makes a page look like misread Chinese.
LATIN = 0.3
#: Share of the Han characters that are common; good pages have 95 % and more.
COMMON = 0.8
LEAST_HAN = 8

#: The 120 most frequent characters of 1,500 laws and 1,000 encyclopedic paragraphs, folded.
#: In stretches of 300 characters of these they make up 17 to 48 %; in text put through the map
#: of another character collection, which leaves most characters common, 0 to 14 %.
FREQUENT = frozenset(
    fold(
        "的之一國年人為第在中有大是於以條及定時法地其行和或關會主機事不理業後學日用本者二民成了發應政公項個十得三與所部"
        "上分經規期管由員前區軍月出作他方內生務下自市哪並動斯西多文家南對世要利最同設東而等北代外工辦立資位來四教到物被產"
        "長新合可建依名計戰"
    )
)
#: A page with this many Han characters and a smaller share of frequent ones is no prose.
LEAST_PROSE, PROSE = 80, 0.08
#: More kana than this share of the Han characters: Japanese.
KANA = 0.1

#: Verdicts of pages whose text is not what the page shows.
UNREADABLE = frozenset({"unreadable_font", "bad_mapping", "mojibake", "wrong_han"})

#: Verdicts of pages that show what no text layer says.
PICTURES = frozenset({"scanned", "drawn"})

_KANA = re.compile("[\u3041-\u30ff]")
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


def judge(texts: Iterable[str], image: float, curves: int = 0) -> Judgement:
    """The verdict on a page's characters; `image` is the share its largest image covers, `curves`
    how many curves are drawn on it."""
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
        if curves >= DRAWN:
            return verdict("drawn")
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
    if _is_no_prose(text, han):
        return verdict("wrong_han", len(han), "of the characters are Han in no sensible order")
    return verdict("good")


def _is_no_prose(text: str, han: Sequence[str]) -> bool:
    """Whether many Han characters lack those that every Chinese text is full of. Japanese text
    is left alone: its kana do that work."""
    if len(han) < LEAST_PROSE or len(_KANA.findall(text)) > KANA * len(han):
        return False
    return sum(char in FREQUENT for char in fold("".join(han))) < PROSE * len(han)


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
    pairs = (bytes((lead, trail)) for lead in range(0x88, 0x99) for trail in range(0x40, 0xFD))
    japanese = {pair.decode("shift_jis", "ignore") for pair in pairs}
    return chinese_han() | {char for char in japanese if len(char) == 1 and is_han(char)}
