"""Numbers without a unit of the table: a noun that is counted, or a name whose value they are.

等7機構, 計3萬用戶: the noun behind the number is the unit, if the words before it count and a
clause or a particle follows it; elsewhere the number may be a name (101大樓). A single character
between a number of two digits or more and the end of a clause is a classifier (演出45檔，). CI值是
58.2 and 得分 82.5: the figure has a name and no unit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from judian.zh.numbers import units
from judian.zh.numbers.measured import Measured
from judian.zh.numbers.values import HAN
from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled
from judian.zh.text.segment import part_of_speech, segment

if TYPE_CHECKING:
    from judian.zh.numbers.numerals import Numeral

#: Words before a number that counts things.
_COUNTING = Lookbehind(
    r"(?:(?<![會統設審])計|[共達約逾各等]|增加|減少|[至最][少多]|超過)\s?\Z", reach=4
)
#: 5大面向 are 5 面向.
_NOUN = compiled(rf"\s?大?(?P<noun>(?![{HAN}])[一-鿿]{{2,8}})")
#: What may follow a counted noun.
_STOP = compiled(r"\s?(?:[,。;、)(「]|\Z)|[之的及與和]")
#: Events, lines and buildings are named by numbers (921震災, 113專線, 101大樓); 小計 is a total.
_NOT_COUNTED = compiled(
    "災|震|事件|專線|熱線|大樓|戰役|高地|公路|國道|方案|條款|週年|年代|[小合總]計"
)
#: Most words of a counted noun, as segmentation gives them (營業|場所).
_MOST_WORDS = 2
_KEPT_NOUNS = 4096
#: A classifier that is not in the table of units.
_CLASSIFIER = compiled(r"(?P<noun>[一-鿿])[,。;、)]")
#: Characters behind a number that are no classifiers: particles, parts of labels, units of time.
_NO_CLASSIFIER = frozenset(
    fold(
        "等及之者內外中上下左右前後間起止多餘許強弱整與和或以至為是的在於被將由各均皆共計約達逾分合占佔比"
        "號樓室段時點版世區鄰路線巷弄街衖縣市州省族式型級星字碼樣規年月日季旬秒初末底半折成倍東西南北"
    )
)
#: A single digit before one character is as often a label (甲3北).
_LEAST_DIGITS = 2

#: A name before a number that is its value, and what ties them; a value of money has a unit.
_NAME = (
    r"(?:(?<![產價市淨面總幣增貶升])值|指數|係數|[得評總積]分|分數|平均數|中位數|標準差|(?<![效頻])率"
    r"|(?P<unit>[人件戶家次案筆輛艘場棟])數)"
)
_VALUE_OF = Lookbehind(rf"{_NAME}(?:(?P<tie>為|是|達|計|約為|僅為|:)\s?|\s?)\Z", reach=7)
_VALUE_ENDS = compiled(r"\s?(?:[,。;、)」](?![0-9])|\n|\Z|per(?![a-z])|較|低於|高於)")
#: The characters before a number that may count a noun or be the value of a name.
MAY_MEASURE = frozenset(fold("計共達約逾各等加少多過為是:值數率分差"))
#: A unit in English before the number that it is counted per: per 100,000.
_PER = Lookbehind(r"(?<![a-z])per\s?\Z", reach=4)


def classifier(text: str, folded: str, numeral: Numeral) -> Measured | None:
    """The number with the single character behind it that ends a clause (45檔，); or None."""
    start, end = numeral.start, numeral.end
    if not is_classified(folded, start, end) or "." in folded[start:end]:
        return None
    return Measured(text[end : end + 1], "count", end + 1, numeral.value)


def is_classified(folded: str, start: int, end: int) -> bool:
    """True if a classifier and the end of a clause follow the digits `[start, end)`."""
    if end - start < _LEAST_DIGITS or not folded[start].isascii():
        return False
    match = _CLASSIFIER.match(folded, end)
    return match is not None and match["noun"] not in _NO_CLASSIFIER


def noun(text: str, folded: str, numeral: Numeral) -> Measured | None:
    """The number of the things that the noun behind it names; None if it may be a name."""
    is_digit = not folded[numeral.start].isascii() and numeral.end - numeral.start == 1
    if (
        is_digit
        or numeral.value != int(numeral.value)
        or "." in folded[numeral.start : numeral.end]
    ):
        return None
    match = _NOUN.match(folded, numeral.end)
    if match is None or not _COUNTING.before(folded, numeral.start):
        return None
    length = next(
        (n for n in _lengths(match["noun"]) if _STOP.match(folded, match.start("noun") + n)),
        None,
    )
    if length is None:
        return None
    start = match.start("noun")
    name = text[start : start + length]
    return Measured(name, "count", start + length, numeral.value)


@lru_cache(maxsize=_KEPT_NOUNS)
def _lengths(run: str) -> tuple[int, ...]:
    """The lengths of the nouns that a run of Han characters begins with, in code points."""
    words = segment(run)[:_MOST_WORDS]
    found: list[int] = []
    end = 0
    for word in words:
        end += len(word)
        if len(word) == 1 or not part_of_speech(word).startswith("n"):
            break
        if not _NOT_COUNTED.search(run[:end]):
            found.append(end)
    return tuple(found)


def value(folded: str, numeral: Numeral, start: int) -> Measured | None:
    """The value of a name (CI值是58.2) whose number and modifier begin at `start`; or None."""
    named = _VALUE_OF.before(folded, start)
    if named is None or not folded[numeral.start].isdecimal() or numeral.more:
        return None
    is_decimal = "." in folded[numeral.start : numeral.end]
    if not (named["tie"] or is_decimal) or not _VALUE_ENDS.match(folded, numeral.end):
        return None
    unit = units.named(named["unit"]) if named["unit"] else None
    if unit:
        name = unit[0].name
        return Measured(name, "count", numeral.end, numeral.value) if named["tie"] else None
    kind = "rate" if "率" in named[0] else "other"
    return Measured(None, kind, numeral.end, numeral.value)


def is_per(folded: str, start: int) -> bool:
    """True if the number at `start` is what a rate is counted per: per 100,000."""
    return _PER.before(folded, start) is not None
