"""The quality of a page's text, assessed from the characters that were extracted.

A PDF may show perfect Chinese and give junk as text: its font may have no ToUnicode map, or a wrong
one, or the page may be a scan without a text layer. Each case shows in the characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.files.encoding import common_han
from indexer.files.user_defined import with_gaps
from indexer.structure.characters import HAN, is_han
from judian.zh.text.fold import fold
from judian.zh.text.lookalikes import LOOKALIKES, lookalikes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class QualityOptions:
    """Thresholds of the verdicts on a page's text; shares are of the page's characters unless
    another whole is named."""

    #: Characters of a text layer at least. Set by hand.
    min_text: int = 10
    #: Share of the page that the image of a scan covers at least. Set by hand.
    scan_image: float = 0.5
    #: Curves of text drawn as outlines at least: a Han character has 20 to 60. Of 23 test files
    #: with drawings and no text, name plates and covers have 299 and more, patterns and diagrams
    #: mostly under 120.
    min_outline_curves: int = 250
    #: Characters without a code, or with a private or control code, on a bad page. Measured on
    #: 1,026 test PDFs: readable pages have under 0.02, unreadable ones over 0.2.
    max_bad: float = 0.05
    #: Latin-1 letters and signs on a page of misread Chinese. Set by hand.
    min_mojibake: float = 0.3
    #: Share of the Han characters that are common; good pages have 0.95 and more.
    min_common_han: float = 0.8
    #: Han characters for which that share is taken at least. Set by hand.
    min_han: int = 8
    #: Han characters of a page on which frequent ones are expected, and the share of these among
    #: them. In stretches of 300 characters of laws and encyclopedic text they make up 0.17 to
    #: 0.48; in text of another character collection, 0 to 0.14.
    min_prose_han: int = 80
    min_frequent_han: float = 0.08
    #: Kana for each Han character on a Japanese page at least. Set by hand.
    min_kana: float = 0.1


OPTIONS = QualityOptions()

#: The 120 most frequent characters of 1,500 laws and 1,000 encyclopedic paragraphs, folded.
FREQUENT = frozenset(
    fold(
        "的之一國年人為第在中有大是於以條及定時法地其行和或關會主機事不理業後學日用本者二民成了發應政公項個十得三與所部"
        "上分經規期管由員前區軍月出作他方內生務下自市哪並動斯西多文家南對世要利最同設東而等北代外工辦立資位來四教到物被產"
        "長新合可建依名計戰"
    )
)
#: Verdicts of pages whose text differs from what the page shows.
UNREADABLE = frozenset({"unreadable_font", "bad_mapping", "mojibake", "wrong_han"})

#: Verdicts of pages whose text is what the page shows, single characters aside.
READABLE = frozenset({"good", "user_defined", "lookalikes"})

#: Verdicts of pages that show text without a text layer.
PICTURES = frozenset({"scanned", "drawn"})

_HAN = re.compile(f"[{HAN}]")
_PRIVATE_OR_CONTROL = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x1f\x7f-\x9f]")
_UPPER_LATIN_1 = re.compile("[\x80-\xff]")
_KANA = re.compile("[\u3041-\u30ff]")
#: One sign again and again, as the dots before the page of an entry: in Latin-1 they are bytes of
#: Han.
_LEADERS = re.compile(r"([\x80-\xff])\1{3,}")
_LATIN_1 = re.compile("[\\x00-\\xff]+")
_UNMAPPED = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class TextQuality:
    """A verdict with its evidence: the number of characters, of Han characters and of common Han
    characters, and the share of `bad` characters. `encoding` is set for text whose bytes were
    read as Latin-1, which can be decoded again."""

    verdict: str
    detail: str = ""
    characters: int = 0
    han: int = 0
    common: int = 0
    bad: float = 0.0
    encoding: str | None = None


def assess(texts: Iterable[str], image: float, curves: int = 0) -> TextQuality:
    """The quality of a page's text, given its glyphs' texts, the share of the page that its
    largest image covers, and the number of curves drawn on it."""
    text = "".join("".join(texts).split())
    count = len(_UNMAPPED.sub("\ufffd", text))
    han = _HAN.findall(text)
    common = sum(map(common_cjk().__contains__, han))

    def quality(name: str, bad: int = 0, reason: str = "") -> TextQuality:
        share = bad / count if count else 0.0
        detail = f"{100 * share:.0f} % {reason}" if reason else ""
        return TextQuality(name, detail, count, len(han), common, share)

    if count < OPTIONS.min_text:
        return quality(_verdict_without_text(count, image, curves))
    unmapped = text.count("\ufffd") + len(_UNMAPPED.findall(text))
    if unmapped > OPTIONS.max_bad * count:
        return quality("unreadable_font", unmapped, "of the characters have no code")
    odd = len(_PRIVATE_OR_CONTROL.findall(text)) + unmapped
    if odd > OPTIONS.max_bad * count:
        return quality("bad_mapping", odd, "of the characters are private or control codes")
    letters = _LEADERS.sub("", text)
    latin = len(_UPPER_LATIN_1.findall(letters))
    misread = latin > OPTIONS.min_mojibake * count and len(han) <= OPTIONS.max_bad * count
    if misread and (encoding := _misread(letters)) is not None:
        found = quality("mojibake", latin, f"of the characters are bytes of {encoding}")
        return replace(found, encoding=encoding)
    if len(han) >= OPTIONS.min_han and common < OPTIONS.min_common_han * len(han):
        return quality("wrong_han", len(han) - common, "of the characters are rare Han")
    if _lacks_frequent_han(text, han):
        return quality("wrong_han", len(han), "of the characters are Han in no sensible order")
    if private := with_gaps(text)[1]:
        detail = f"{private} user-defined characters are shown as gaps"
        return replace(quality("user_defined"), detail=detail)
    if lookalikes := lookalikes_in(text):
        named = ", ".join(f"{rare} for {LOOKALIKES[rare]}" for rare in lookalikes)
        return replace(quality("lookalikes"), detail=f"read {named}")
    return quality("good")


def _verdict_without_text(count: int, image: float, curves: int) -> str:
    """The verdict on a page with hardly any characters."""
    if image > OPTIONS.scan_image:
        return "scanned"
    if curves >= OPTIONS.min_outline_curves:
        return "drawn"
    return "good" if count else "empty"


def _lacks_frequent_han(text: str, han: Sequence[str]) -> bool:
    """True if many Han characters lack those that every Chinese text is full of. False for
    Japanese text, in which kana take their place."""
    if len(han) < OPTIONS.min_prose_han or len(_KANA.findall(text)) > OPTIONS.min_kana * len(han):
        return False
    frequent = sum(char in FREQUENT for char in fold("".join(han)))
    return frequent < OPTIONS.min_frequent_han * len(han)


def recode(text: str, encoding: str) -> str:
    """Text of an encoding that was decoded as Latin-1, decoded again; other characters in it are
    kept."""
    return _LATIN_1.sub(lambda run: run[0].encode("latin-1").decode(encoding, "replace"), text)


def _misread(text: str) -> str | None:
    """The encoding of Chinese text that was decoded as Latin-1; None for other text."""
    for encoding in ("cp950", "gb18030"):
        read = recode(text, encoding)
        han = [char for char in read if is_han(char)]
        if len(han) >= OPTIONS.min_han and read.count("\ufffd") <= OPTIONS.max_bad * len(read):
            common = sum(char in common_cjk() for char in han)
            if common >= OPTIONS.min_common_han * len(han):
                return encoding
    return None


@lru_cache(maxsize=1)
def common_cjk() -> frozenset[str]:
    """The first levels of Big5, GB 2312 and JIS X 0208: the characters of ordinary texts."""
    pairs = (bytes((lead, trail)) for lead in range(0x88, 0x99) for trail in range(0x40, 0xFD))
    japanese = {pair.decode("shift_jis", "ignore") for pair in pairs}
    return common_han() | {char for char in japanese if len(char) == 1 and is_han(char)}
