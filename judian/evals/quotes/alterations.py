"""Alterations of a text that make it say something else, and changes that quoting makes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Alter = Callable[[str, random.Random], str | None]

_DIGIT = re.compile("[0-9]")
_YEAR = re.compile(r"(?<![0-9,.])(?:[89][0-9]|1[01][0-9]|19[0-9]{2}|20[0-2][0-9])(?= ?年)")
_NEGATION = re.compile("[不未無](?![論來線錫障])")
_VERBS = re.compile("(?<=[一-鿿])(?=(?:得|應|能|予|依|經|符|合|會|可|足|同)[一-鿿])")
_PARTIES = (
    ("我方", "陸方"), ("原告", "被告"), ("甲方", "乙方"), ("中央", "地方"), ("臺北", "高雄"),
    ("基隆", "宜蘭"), ("公司", "股東"), ("雇主", "勞工"), ("美國", "日本"), ("市政府", "縣政府"),
    ("收入", "支出"), ("增加", "減少"), ("資產", "負債"),
)  # fmt: skip
_UNITS = (
    ("萬元", "億元"), ("公斤", "公噸"), ("件", "人"), ("公尺", "公里"), ("億", "萬"), ("％", "‰"),
    ("%", "‰"), ("元", "美元"), ("日", "月"), ("人", "戶"),
)  # fmt: skip
_COMMON = "的是在有為以及等之而與其由對於將及本該各並"


def digit(text: str, dice: random.Random) -> str | None:
    """One digit is another."""
    places = [m.start() for m in _DIGIT.finditer(text)]
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + dice.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def year(text: str, dice: random.Random) -> str | None:
    """One year is the next or the one before."""
    places = list(_YEAR.finditer(text))
    if not places:
        return None
    match = dice.choice(places)
    changed = str(int(match[0]) + dice.choice((-1, 1)))
    return text[: match.start()] + changed + text[match.end() :]


def negation_dropped(text: str, dice: random.Random) -> str | None:
    """A 不, 未 or 無 is left out."""
    places = [m.start() for m in _NEGATION.finditer(text)]
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + text[at + 1 :]


def negation_added(text: str, dice: random.Random) -> str | None:
    """A 不 or 未 is put in before a verb."""
    places = [m.start() for m in _VERBS.finditer(text) if text[m.start() - 1] not in "不未無"]
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + dice.choice("不未") + text[at:]


def _swapped(pairs: tuple[tuple[str, str], ...], text: str, dice: random.Random) -> str | None:
    found = [(a, b) for pair in pairs for a, b in (pair, pair[::-1]) if a in text]
    if not found:
        return None
    one, other = dice.choice(found)
    places = [m.start() for m in re.finditer(re.escape(one), text)]
    at = dice.choice(places)
    return text[:at] + other + text[at + len(one) :]


def party(text: str, dice: random.Random) -> str | None:
    """A party, place or side is another."""
    return _swapped(_PARTIES, text, dice)


def unit(text: str, dice: random.Random) -> str | None:
    """A unit is another."""
    return _swapped(_UNITS, text, dice)


def character(text: str, dice: random.Random) -> str | None:
    """One Han character is another."""
    places = [m.start() for m in re.finditer("[一-鿿]", text)]
    if not places:
        return None
    at = dice.choice(places)
    return text[:at] + dice.choice([c for c in _COMMON if c != text[at]]) + text[at + 1 :]


def order(text: str, dice: random.Random) -> str | None:
    """Two neighbouring words of two characters change places."""
    places = [m.start() for m in re.finditer("(?=[一-鿿]{4})", text)]
    if not places:
        return None
    at = dice.choice(places)
    left, right = text[at : at + 2], text[at + 2 : at + 4]
    return None if left == right else text[:at] + right + left + text[at + 4 :]


ALTERATIONS: dict[str, Alter] = {
    "digit": digit,
    "year": year,
    "negation dropped": negation_dropped,
    "negation added": negation_added,
    "party": party,
    "unit": unit,
    "character": character,
    "order": order,
}


def _line_breaks(text: str, dice: random.Random) -> str:
    places = [m.start() for m in re.finditer("(?<=[一-鿿，、])(?=[一-鿿])", text)]
    if not places:
        return text
    at = dice.choice(places)
    return f"{text[:at]}\n　{text[at:]}"


def _wide_digits(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _inner_marks(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("「」", "『』"))


def _variants(text: str, _: random.Random) -> str:
    return text.translate(str.maketrans("臺裡為群", "台裏爲羣"))


def _full_stop(text: str, _: random.Random) -> str:
    return f"「{text.rstrip('。，、；')}。」"


def _ellipsis(text: str, dice: random.Random) -> str:
    ends = [m.end() for m in re.finditer("[，；、]", text) if 14 < m.end() < len(text) - 24]
    if not ends:
        return text
    at = dice.choice(ends)
    rest = text.find("，", at + 4)
    return text if rest < 0 or len(text) - rest < 12 else f"{text[:at]}……{text[rest + 1 :]}"


def _insertion(text: str, dice: random.Random) -> str:
    ends = [m.end() for m in re.finditer("[，；]", text) if m.end() < len(text) - 1]
    return (
        f"{text[:at]}〔按：粗體為筆者所加〕{text[at:]}"
        if (at := dice.choice(ends or [0]))
        else text
    )


HARMLESS: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, _: text,
    "line break": _line_breaks,
    "wide digits": _wide_digits,
    "inner marks": _inner_marks,
    "variants": _variants,
    "full stop": _full_stop,
    "ellipsis": _ellipsis,
    "insertion": _insertion,
}
