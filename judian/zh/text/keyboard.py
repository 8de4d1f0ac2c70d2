"""注音 (bopomofo) as symbols, or as the keys of the standard keyboard (大千) when the input method
was off: `n z83` and ㄙ ㄈㄚˇ are si fa, 司法.

A syllable is its initial, medial and final symbol and a tone; the first tone is a space. Syllables
are given as Hanyu Pinyin without tones, as in the table of sounds.
"""

from __future__ import annotations

import re

#: Keys of the standard layout and their symbols, row by row.
_KEYS = dict(
    zip(
        "1qaz2wsxedcrfv5tgbyhnujm8ik,9ol.0p;/-",
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦ",
        strict=True,
    )
)
_TONE_KEYS = "3467"
_TONES = "ˊˇˋ˙ˉ"
_INITIALS = {
    "ㄅ": "b", "ㄆ": "p", "ㄇ": "m", "ㄈ": "f", "ㄉ": "d", "ㄊ": "t", "ㄋ": "n", "ㄌ": "l",
    "ㄍ": "g", "ㄎ": "k", "ㄏ": "h", "ㄐ": "j", "ㄑ": "q", "ㄒ": "x", "ㄓ": "zh", "ㄔ": "ch",
    "ㄕ": "sh", "ㄖ": "r", "ㄗ": "z", "ㄘ": "c", "ㄙ": "s",
}  # fmt: skip
_FINALS = {
    "ㄚ": "a", "ㄛ": "o", "ㄜ": "e", "ㄝ": "e", "ㄞ": "ai", "ㄟ": "ei", "ㄠ": "ao", "ㄡ": "ou",
    "ㄢ": "an", "ㄣ": "en", "ㄤ": "ang", "ㄥ": "eng", "ㄦ": "er",
}  # fmt: skip
#: Finals behind a medial: (behind an initial, alone).
_JOINED = {
    "ㄧ": ("i", "yi"), "ㄧㄚ": ("ia", "ya"), "ㄧㄛ": ("io", "yo"), "ㄧㄝ": ("ie", "ye"),
    "ㄧㄠ": ("iao", "yao"), "ㄧㄡ": ("iu", "you"), "ㄧㄢ": ("ian", "yan"), "ㄧㄣ": ("in", "yin"),
    "ㄧㄤ": ("iang", "yang"), "ㄧㄥ": ("ing", "ying"),
    "ㄨ": ("u", "wu"), "ㄨㄚ": ("ua", "wa"), "ㄨㄛ": ("uo", "wo"), "ㄨㄞ": ("uai", "wai"),
    "ㄨㄟ": ("ui", "wei"), "ㄨㄢ": ("uan", "wan"), "ㄨㄣ": ("un", "wen"),
    "ㄨㄤ": ("uang", "wang"), "ㄨㄥ": ("ong", "weng"),
    "ㄩ": ("v", "yu"), "ㄩㄝ": ("ve", "yue"), "ㄩㄢ": ("van", "yuan"), "ㄩㄣ": ("vn", "yun"),
    "ㄩㄥ": ("iong", "yong"),
}  # fmt: skip
_SYLLABLE = re.compile(r"(?P<initial>[ㄅ-ㄙ]?)(?P<rest>[ㄧㄨㄩ]?[ㄚ-ㄦ]?)(?P<tone>[ˊˇˋ˙ˉ ]?)")
#: Fewest syllables that are read: one alone is like too many characters.
LEAST_SYLLABLES = 2


def typed_sounds(text: str) -> tuple[str, ...]:
    """The syllables that `text` spells in symbols or in keys; () unless it spells nothing else, and
    at least LEAST_SYLLABLES. Keys must hold a tone and a letter: others are words and numbers."""
    stripped = text.strip().lower()
    symbols = stripped
    if stripped.isascii():
        has_tone = any(key in stripped for key in _TONE_KEYS)
        if not has_tone or not any(key.isalpha() for key in stripped):
            return ()
        tones = dict(zip("6347", _TONES, strict=False))
        symbols = "".join(_KEYS.get(key) or tones.get(key) or key for key in stripped)
    found = []
    at = 0
    while at < len(symbols):
        match = _SYLLABLE.match(symbols, at)
        if match is None or match.end() == at:
            return ()
        syllable = _pinyin(match["initial"], match["rest"])
        if syllable is None and match[0].strip():
            return ()
        if syllable:
            found.append(syllable)
        at = match.end()
    return tuple(found) if len(found) >= LEAST_SYLLABLES else ()


def _pinyin(initial: str, rest: str) -> str | None:
    """The syllable of the symbols; None for what is no syllable."""
    consonant = _INITIALS.get(initial, "")
    if not rest:
        return f"{consonant}i" if initial and initial in "ㄓㄔㄕㄖㄗㄘㄙ" else None
    if rest in _FINALS:
        return consonant + _FINALS[rest]
    if rest not in _JOINED:
        return None
    behind, alone = _JOINED[rest]
    if not initial:
        return alone
    if behind[0] == "v" and consonant in ("j", "q", "x"):
        behind = "u" + behind[1:]
    return consonant + behind
