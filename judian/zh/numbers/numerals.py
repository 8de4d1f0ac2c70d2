"""Numerals of a text and their exact values.

Arabic digits of either width with thousands separators, Chinese numerals everyday and formal
(二萬三千, 拾貳萬參仟), both mixed (4萬 5,426, 5仟6佰萬), fractions (三又二分之一, 3/4, ¾,
百分之五十七), tenths (八成七, 八成半), powers of ten (4.5E+6, 2×10^6) and approximate numbers
(三、四百, 二三十). A numeral is read whole or not at all (`judian.zh.numbers.touching`); vague
ones (數千, 上萬) are skipped, so that none gets a wrong value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from judian.zh.numbers import pairs, touching, values
from judian.zh.numbers.values import ARABIC, HAN, POINTS, TIMES, VULGAR
from judian.zh.text.patterns import Lookbehind, compiled, folded_numbers

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from decimal import Decimal

_GAP = r"[ \u3000\xa0]{0,2}"
# 餘 and 多 also begin other words: 餘額, 多數.
_MORE = (
    r"(?:餘(?![額款絀數留力裕下])"
    r"|多(?![數邊角方樣功重媒為屬係在以由於]|來自|集中|位)"
    r"|(?<=[十百千])[幾來])"
)
_FORMAL_DIGIT = "壹貳叁參肆伍陸柒捌玖"
#: 大陸, 隊伍 and 收拾 are words; a formal digit is one before a multiplier, behind one, or alone
#: before 元 and the like.
_FORMAL_START = (
    rf"(?:(?<![大隊登著內入])[{_FORMAL_DIGIT}](?=[拾佰仟萬億兆]|[年月日元圓角個又])"
    rf"|(?<![收撿俯])拾(?=[{_FORMAL_DIGIT}](?![加與])|[萬億兆元圓]))"
)
_FORMAL_REST = (
    rf"(?:[{_FORMAL_DIGIT}](?=[拾佰仟萬億兆])|(?<=[{_FORMAL_DIGIT}{HAN}])[佰仟]"
    rf"|(?<=[{_FORMAL_DIGIT}{HAN}])拾(?![獲得取金荒遺穗級])"
    rf"|(?<=[拾佰仟零])[{_FORMAL_DIGIT}]|(?<=[萬億兆])[壹貳叁肆柒捌玖])"
)
_CHINESE = f"(?:[{HAN}]|{_FORMAL_START})(?:[{HAN}]|{_FORMAL_REST})*"
#: 八點四; 三點四十分 is a time of day.
_POINT = rf"(?:[點.{POINTS}][〇零一二三四五六七八九]{{1,8}}(?![十百千分刻時]))"
_PART = rf"(?:(?:(?<=[百千萬億兆])零)?{ARABIC}|{_CHINESE}{_POINT}?)"
_RATIO = rf"(?:(?<![0-9/.])[0-9]{{1,3}}[/⁄∕][0-9]{{1,3}}(?![0-9]|[/⁄∕.,-][0-9])|[{VULGAR}])"
_RUN = compiled(
    rf"(?:{_RATIO}|{_PART}(?:(?![ \u3000\xa0]{{1,2}}[百千]分之){_GAP}(?:[餘多]{_GAP})?{TIMES}"
    rf"(?:{_GAP}(?![百千萬億兆]){_PART})?)*)(?:{_GAP}{_MORE})?"
)
#: The characters that a run begins with: one class, which a search finds fast.
_START = compiled(rf"[0-9{HAN}{_FORMAL_DIGIT}拾{VULGAR}]")
#: 數千, 幾十, 上萬 are vague; 人數十人 and 以上十萬元 are not.
_VAGUE = Lookbehind(r"(?:幾|(?<![人件次總家戶筆])數|(?<![以之])上)$", reach=2)
#: A Chinese digit with a full stop behind it, which numbers an item at the start of a clause.
_NUMBERED = compiled(rf"[一二三四五六七八九][.{POINTS}]")
_CLAUSE_START = Lookbehind(r"(?:^|[\n,。;:、(])$", reach=1)
_MULTIPLIERS = frozenset(values.MULTIPLIER_CHARS)
_REST = compiled("[餘多幾來]")
_OF = compiled(rf"{_GAP}分之{_GAP}")
_OF_CHARS = ("分", " ")
_AND_CHARS = ("又", " ")
_AND = compiled(rf"{_GAP}又{_GAP}")
# 成 also begins words: 三成員, 二成立, 三五成群.
_TENTH_CHARS = ("成", " ")
#: 十成 is the whole.
TENTHS = 10
_TENTH = compiled(
    rf"{_GAP}成(?![群員立果功為效本長人年分形因案就語都衣])"
    r"([一二三四五六七八九](?![十百千萬億兆])|[0-9](?![0-9]|[.,][0-9])|半(?![導數年]))?"
)
_HALF = "半"
#: 八五折 and 85折 are 8.5折.
_DISCOUNT = compiled("[1-9一二三四五六七八九]{2}折(?![舊合算讓抵返半磨騰衷射])")
#: E+6, ×10^6; the raised digits of ×10⁶ fold to plain ones, so the text decides.
_POWER = compiled(
    rf"(?:e(?P<written>[+-]?[0-9]{{1,2}})|{_GAP}[×x*]{_GAP}10(?:\^(?P<power>[+-]?[0-9]{{1,2}})"
    rf"|(?P<raised>-?[0-9]{{1,2}})))(?![0-9a-z.^])"
)
#: 10^6公噸.
_POWER_OF_TEN = compiled(r"\^(?P<power>[+-]?[0-9]{1,2})(?![0-9a-z.^])")
_POWER_CHARS = ("e", "×", "x", "*", " ")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at `[start, end)` with its exact value (28 digits for a ratio like 2/3).

    `form` is plain, mixed (三又二分之一), percent (百分之…), fraction (…分之…, 3/4) or tenths
    (…成…); the value of the last three is the ratio (百分之五 is 0.05). `more` is True if 餘, 多 or
    幾 adds an unknown rest, `implied` if the numeral is 百, 千 or 萬 without a number before it.
    `high` is the upper end of an approximate number (三、四百), whose lower end is `value`.
    """

    start: int
    end: int
    value: Decimal
    form: str = "plain"
    more: bool = False
    implied: bool = False
    high: Decimal | None = None


def parse(text: str) -> Decimal | None:
    """The value of a text that consists of one exact numeral; None for any other text."""
    stripped = text.strip()
    found = read_at(stripped, folded_numbers(stripped), 0) if stripped else None
    if found is None or found.end != len(stripped) or found.high is not None:
        return None
    return found.value


def find(text: str) -> list[Numeral]:
    """The numerals of a text in order, without overlap, vague and malformed ones excepted."""
    folded = folded_numbers(text)
    found: list[Numeral] = []
    for run in runs(folded):
        numeral = read(text, folded, run) if not found or run.start() >= found[-1].end else None
        if numeral is not None:
            found.append(numeral)
    return found


def may_be_in(folded: str) -> bool:
    """True if a folded text holds a character that a numeral can begin with."""
    return _START.search(folded) is not None


def runs(folded: str) -> Iterator[re.Match[str]]:
    """The candidates for numerals of a folded text, in order; a fraction gives two."""
    position = 0
    while (run := next_run(folded, position)) is not None:
        position = run.end()
        yield run


def next_run(folded: str, position: int) -> re.Match[str] | None:
    """The first of the candidates that `runs` yields at or behind `position`, or None."""
    while (place := _START.search(folded, position)) is not None:
        run = _RUN.match(folded, place.start())
        if run:
            return run
        position = place.end()
    return None


def read(text: str, folded: str, run: re.Match[str]) -> Numeral | None:
    """The numeral of one of the `runs`; None if it is vague, malformed or part of a longer one."""
    start, end = run.span()
    # A circled or raised digit (①, ²) folds to a digit but marks a note or a power.
    if _is_marked(text, folded, start, end):
        return None
    if folded[start] in _MULTIPLIERS and _VAGUE.before(folded, start):
        return None
    if _NUMBERED.match(folded, start) and _CLAUSE_START.before(folded, start):
        return None  # 一．五元以上 may be item one
    numeral = _read(text, folded, run)
    if numeral is None or touching.is_touched(text, folded, numeral.start, numeral.end):
        return None
    return numeral


def read_at(text: str, folded: str, start: int) -> Numeral | None:
    """The numeral at `start`; None if it is vague, malformed or missing."""
    run = _RUN.match(folded, start)
    return read(text, folded, run) if run else None


def _is_marked(text: str, folded: str, start: int, end: int) -> bool:
    written = text[start:end]
    return not written.isascii() and any(
        f.isdecimal() and not t.isdecimal() for f, t in zip(folded[start:end], written, strict=True)
    )


def _read(text: str, folded: str, run: re.Match[str]) -> Numeral | None:
    """The numeral that begins with a run, in the longest form that follows it."""
    start, end = run.span()
    ratio = values.evaluate_ratio(run[0])
    if ratio is not None:
        return Numeral(start, end, ratio, "fraction")
    if folded.startswith("折", end) and _DISCOUNT.match(folded, start):
        tenths = values.digit(folded[start]) * 10 + values.digit(folded[start + 1])
        return Numeral(start, end, values.scaled(tenths, -1))
    evaluated = values.evaluate(run[0])
    if evaluated is None:
        pair = values.evaluate_pair(run[0])
        return _tenths(folded, Numeral(start, end, pair[0], high=pair[1])) if pair else None
    value, implied = evaluated
    numeral = Numeral(start, end, value, more=_has_rest(run[0]), implied=implied)
    return (
        _power(text, folded, numeral)
        or _mixed(folded, numeral)
        or _fraction(folded, start, end, value)
        or _tenths(folded, _approximate(folded, numeral))
    )


def _has_rest(run: str) -> bool:
    return len(run) > 1 and _REST.search(run) is not None


def _power(text: str, folded: str, numeral: Numeral) -> Numeral | None:
    """4.5E+6, 2×10^6: the numeral times the power of ten behind it, or None."""
    if folded.startswith("^", numeral.end) and folded[numeral.start : numeral.end] == "10":
        power = _POWER_OF_TEN.match(folded, numeral.end)
        if power:
            value = values.scaled(1, int(power["power"]))
            return replace(numeral, end=power.end(), value=value)
    is_possible = folded.startswith(_POWER_CHARS, numeral.end)
    match = _POWER.match(folded, numeral.end) if is_possible else None
    if match is None or not folded[numeral.end - 1].isdigit():
        return None
    if match["raised"] and not set(text[slice(*match.span("raised"))]) <= _RAISED:
        return None
    exponent = int(match["written"] or match["power"] or match["raised"])
    return replace(numeral, end=match.end(), value=values.scaled(numeral.value, exponent))


def _mixed(folded: str, numeral: Numeral) -> Numeral | None:
    """三又二分之一, 3又1/2, 1½: a whole number and a fraction, or None."""
    joint = _AND.match(folded, numeral.end) if folded.startswith(_AND_CHARS, numeral.end) else None
    at = joint.end() if joint else numeral.end
    if joint is None and (at == len(folded) or folded[at] not in VULGAR):
        return None
    part = _RUN.match(folded, at)
    if part is None:
        return None
    ratio = values.evaluate_ratio(part[0])
    end = part.end()
    if ratio is None:
        whole = values.evaluate(part[0])
        fraction = _fraction(folded, part.start(), end, whole[0]) if whole else None
        if fraction is None or fraction.form != "fraction":
            return None
        ratio, end = fraction.value, fraction.end
    if not 0 < ratio < 1 or numeral.value != int(numeral.value):
        return None
    return Numeral(numeral.start, end, values.add(numeral.value, ratio), "mixed")


def _fraction(folded: str, start: int, end: int, whole: Decimal) -> Numeral | None:
    """三分之二, 百分之五: the ratio, if 分之 follows the numeral `whole` that ends at `end`."""
    of = _OF.match(folded, end) if folded.startswith(_OF_CHARS, end) else None
    part = _RUN.match(folded, of.end()) if of else None
    if part is None or whole == 0:
        return None
    evaluated = values.evaluate(part[0])
    if evaluated is None:
        return None
    found = _approximate(folded, Numeral(part.start(), part.end(), evaluated[0]))
    return Numeral(
        start,
        found.end,
        values.ratio(found.value, whole),
        "percent" if whole == _PERCENT else "fraction",
        high=None if found.high is None else values.ratio(found.high, whole),
    )


def _approximate(folded: str, numeral: Numeral) -> Numeral:
    """`numeral` with its upper end, if a second number makes it an approximate one: 三、四百."""
    if folded[numeral.end : numeral.end + 1] not in pairs.TIES:
        return numeral
    found = pairs.pair(folded, numeral.start, numeral.end)
    if found is None or not found.is_certain:
        return numeral
    return replace(numeral, end=found.end, value=found.low, high=found.high)


def _tenths(folded: str, numeral: Numeral) -> Numeral:
    """八成七, 七八成: the ratio, if 成 follows the numeral; else the numeral as it is."""
    end = numeral.end
    match = _TENTH.match(folded, end) if folded.startswith(_TENTH_CHARS, end) else None
    highest = numeral.value if numeral.high is None else numeral.high
    if match is None or not 0 < numeral.value <= highest <= TENTHS:
        return numeral
    digit = match[1]
    if digit is not None and highest != int(highest):
        return numeral
    rest = 0 if digit is None else 5 if digit == _HALF else values.digit(digit)
    return replace(
        numeral,
        end=match.end(),
        value=values.scaled(TENTHS * numeral.value + rest, -2),
        high=None if numeral.high is None else values.scaled(TENTHS * numeral.high + rest, -2),
        form="tenths",
    )


#: The whole of a percentage.
_PERCENT = 100
