"""Numerals and their exact values.

Arabic digits of either width with thousands separators, Chinese numerals everyday and formal
(二萬三千, 參佰), both mixed (4萬 5,426, 3億2,450萬), fractions (三分之二, 百分之五十七), tenths
(八成七). Vague numerals (數千, 上萬, 七八, 二三十) are skipped, so that none gets a wrong value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled, folded_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Most digits of a number; longer runs are identifiers. All results up to it are exact.
MAX_DIGITS = 40
_EXACT = Context(prec=4 * MAX_DIGITS)
#: 28 significant digits for a ratio without a finite decimal form (2/3).
_RATIO = Context(prec=28)

_DIGITS = {fold(c): n for n, c in enumerate("零一二三四五六七八九")} | {
    fold("〇"): 0,
    fold("兩"): 2,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {fold("萬"): 10**4, fold("億"): 10**8, fold("兆"): 10**12}
_FORMAL = str.maketrans(
    {
        fold(a): fold(b)
        for a, b in zip("壹貳叁參肆伍陸柒捌玖拾佰仟", "一二三三四五六七八九十百千", strict=True)
    }
)
_TENS = (("廿", "二十"), ("卅", "三十"), ("卌", "四十"))

#: A run of digits with all its separators; it is evaluated as a whole or not at all.
ARABIC = r"[0-9]+(?:[.,][0-9]+)*"
_MULT = "十百千萬億兆"
# 千瓦 and 兆瓦 are units: 2.5億千瓦時.
_TIMES = f"(?:[{_MULT[:2]}{_MULT[3:5]}]|千(?![瓦克米卡赫])|兆(?![瓦赫]))+"
_GAP = r"[ \u3000\xa0]{0,2}"
_HAN = f"〇零一二兩三四五六七八九{_MULT}廿卅卌"
# 餘 and 多 also begin other words: 餘額, 多數.
_MORE = (
    r"(?:餘(?![額款絀數留力裕下])"
    r"|多(?![數邊角方樣功重媒為屬係在以由於]|來自|集中|位)"
    r"|(?<=[十百千])[幾來])"
)
_FORMAL_DIGIT = "壹貳叁參肆伍陸柒捌玖"
_FORMAL_RUN = (
    rf"(?<![大隊])[{_FORMAL_DIGIT}](?:[拾佰仟萬億兆][零{_FORMAL_DIGIT}拾佰仟萬億兆]*"
    r"|(?=[年月日元圓角個]))"
)
#: 八點四; 三點四十分 is a time of day.
_POINT = r"(?:點[〇零一二三四五六七八九]{1,8}(?![十百千分刻時]))"
_PART = rf"(?:{ARABIC}|[{_HAN}]+{_POINT}?)"
_RUN = compiled(
    rf"(?:{_PART}(?:{_GAP}(?:[餘多]{_GAP})?{_TIMES}(?:{_GAP}(?![百千萬億兆]){_PART})?)*"
    rf"|{_FORMAL_RUN})(?:{_GAP}{_MORE})?"
)
#: The characters that a run begins with: one class, which a search finds fast.
_START = compiled(rf"[0-9{_HAN}{_FORMAL_DIGIT}]")
#: 數千, 幾十, 上萬 are vague; 人數十人 and 以上十萬元 are not.
_VAGUE = Lookbehind(r"(?:幾|(?<![人件次總家戶筆])數|(?<![以之])上)$", reach=2)
_MULTIPLIER_CHARS = fold(_MULT)
_MULTIPLIERS = frozenset(_MULTIPLIER_CHARS)
_POINT_SIGN = fold("點")
_SEPARATED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_TOKEN = compiled(rf"{ARABIC}|[{_HAN}]")
_NOISE = compiled(r"[ \u3000\xa0餘多幾來]")
_REST = compiled("[餘多幾來]")
_VAGUE_PAIR = compiled("一二|二三|兩三|三四|三五|四五|五六|六七|七八|八九")
_OF = compiled(rf"{_GAP}分之{_GAP}")
_OF_CHARS = ("分", " ")
# 成 also begins words: 三成員, 二成立.
_TENTH_CHARS = ("成", " ")
#: 十成 is the whole.
TENTHS = 10
_TENTH = compiled(
    rf"{_GAP}成(?![員立果功為效本長人年分形因案就語都衣])"
    r"([一二三四五六七八九](?![十百千萬億兆])|[0-9](?![0-9]|[.,][0-9]))?"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at `[start, end)` with its exact value (28 digits for a ratio like 2/3).

    `form` is plain, percent (百分之…), fraction (…分之…) or tenths (…成…); the value of all but
    plain is the ratio (百分之五 is 0.05). `more` is True if 餘, 多 or 幾 adds an unknown rest,
    `implied` if the numeral is 百, 千 or 萬 without a number before it.
    """

    start: int
    end: int
    value: Decimal
    form: str = "plain"
    more: bool = False
    implied: bool = False


def parse(text: str) -> Decimal | None:
    """The value of a text that consists of one numeral; None for any other text."""
    stripped = text.strip()
    found = read_at(stripped, folded_numbers(stripped), 0) if stripped else None
    return found.value if found is not None and found.end == len(stripped) else None


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
    while (place := _START.search(folded, position)) is not None:
        run = _RUN.match(folded, place.start())
        position = run.end() if run else place.end()
        if run:
            yield run


def read(text: str, folded: str, run: re.Match[str]) -> Numeral | None:
    """The numeral of one of the `runs`; None if it is vague or malformed."""
    start, end = run.span()
    written = text[start:end]
    # A circled or raised digit (①, ²) folds to a digit but marks a note or a power.
    if not written.isascii() and any(
        f.isdecimal() and not t.isdecimal() for f, t in zip(run[0], written, strict=True)
    ):
        return None
    if folded[start] in _MULTIPLIERS and _VAGUE.before(folded, start):
        return None
    evaluated = evaluate(run[0])
    if evaluated is None:
        return None
    value, implied = evaluated
    more = len(run[0]) > 1 and _REST.search(run[0]) is not None
    return (
        _fraction(folded, start, end, value)
        or _tenths(folded, start, end, value)
        or Numeral(start, end, value, more=more, implied=implied)
    )


def read_at(text: str, folded: str, start: int) -> Numeral | None:
    """The numeral at `start`; None if it is vague, malformed or missing."""
    run = _RUN.match(folded, start)
    return read(text, folded, run) if run else None


def evaluate(run: str) -> tuple[Decimal, bool] | None:
    """(value, implied) of a folded run (4万5,426, 一百零二); None if it is malformed."""
    if run in _DIGITS:
        return Decimal(_DIGITS[run]), False
    if run.isdecimal() and len(run) <= MAX_DIGITS:
        return Decimal(run), False
    run = _NOISE.sub("", run).translate(_FORMAL)
    for short, full in _TENS:
        run = run.replace(short, full)
    if _POINT_SIGN in run:
        return _with_point(run)
    tokens = _TOKEN.findall(run)
    if all(token in _DIGITS for token in tokens):
        return _digit_string(tokens)
    if len(tokens) == 1 and tokens[0][0].isdigit():
        value = _arabic(tokens[0])
        return None if value is None else (value, False)
    if _VAGUE_PAIR.search(run):
        return None
    return _composed(tokens)


def normalized(value: Decimal) -> Decimal:
    """The same number; a whole number has neither an exponent nor fraction digits."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


def multiply(value: Decimal, factor: int | Decimal) -> Decimal:
    """The exact product."""
    return normalized(_EXACT.multiply(value, Decimal(factor)))


def _fraction(folded: str, start: int, end: int, whole: Decimal) -> Numeral | None:
    """三分之二, 百分之五: the ratio, if 分之 follows the numeral `whole` that ends at `end`."""
    of = _OF.match(folded, end) if folded.startswith(_OF_CHARS, end) else None
    part = _RUN.match(folded, of.end()) if of else None
    if part is None or whole == 0:
        return None
    evaluated = evaluate(part[0])
    if evaluated is None:
        return None
    form = "percent" if whole == 100 else "fraction"
    value = _RATIO.divide(evaluated[0], whole)
    if form == "percent":
        value = _EXACT.divide(evaluated[0], whole)
    return Numeral(start, part.end(), value, form)


def _tenths(folded: str, start: int, end: int, whole: Decimal) -> Numeral | None:
    """八成七: the ratio, if 成 follows the numeral `whole` that ends at `end`."""
    match = _TENTH.match(folded, end) if folded.startswith(_TENTH_CHARS, end) else None
    if match is None or not 0 < whole <= TENTHS or whole != int(whole):
        return None
    digit = match[1]
    rest = 0 if digit is None else _DIGITS.get(digit) or int(digit)
    return Numeral(start, match.end(), Decimal(TENTHS * int(whole) + rest).scaleb(-2), "tenths")


def _arabic(chunk: str) -> Decimal | None:
    """The value of Arabic digits with correct separators (1,234.5); None for any others."""
    if len(chunk) > MAX_DIGITS or not _SEPARATED.fullmatch(chunk):
        return None
    return Decimal(chunk.replace(",", ""))


def _digit_string(digits: list[str]) -> tuple[Decimal, bool] | None:
    """二〇二四, 一一二 digit by digit; two digits (七八, 一一 of 唯一一個) give None."""
    is_pair = len(digits) == 2 and all(_DIGITS[d] for d in digits)
    if len(digits) > MAX_DIGITS or is_pair:
        return None
    return Decimal("".join(str(_DIGITS[d]) for d in digits)), False


def _with_point(run: str) -> tuple[Decimal, bool] | None:
    """八點四, 一點五億: digits behind the point, then at most multipliers."""
    whole, _, rest = run.partition(_POINT_SIGN)
    digits = rest.rstrip(_MULTIPLIER_CHARS)
    before = evaluate(whole)
    if before is None or not digits or any(d not in _DIGITS for d in digits):
        return None
    fraction = "".join(str(_DIGITS[d]) for d in digits)
    value = before[0] + Decimal(f"0.{fraction}")
    if len(digits) == len(rest):
        return value, False
    factor = _composed(["一", *rest[len(digits) :]])
    return None if factor is None else (multiply(value, factor[0]), False)


#: Above every small multiplier (十, 百, 千) and every big one (萬, 億, 兆).
_ABOVE_SMALL, _ABOVE_BIG = 10**4, 10**16
_ZEROS = ("零", "〇")
#: Arabic digits behind a multiplier are a number of their own from here on: 3萬50.
_TWO_DIGITS = 10


def _composed(tokens: list[str]) -> tuple[Decimal, bool] | None:
    """(value, implied) of digits and multipliers: 三億二千, 3億2,450萬; None if malformed."""
    number = _Composition()
    return number.result(tokens) if all(map(number.add, tokens)) else None


class _Composition:
    """A number that is composed token by token.

    `total` is the sum up to the last 萬, 億 or 兆, `section` the sum behind it up to the last 十,
    百 or 千, and `number` the digits behind that. The next multiplier must be below `small` or
    `big`, the last one of its kind.
    """

    __slots__ = ("arabic", "big", "has_section", "implied", "number", "previous", "section",
                 "small", "total")  # fmt: skip

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.number: Decimal | None = None
        self.has_section = self.implied = self.arabic = False
        self.small, self.big = _ABOVE_SMALL, _ABOVE_BIG
        self.previous = ""

    def add(self, token: str) -> bool:
        """Add the next token; False if the numeral is malformed."""
        if token in _SMALL:
            is_valid = self._add_small(token)
        elif token in _BIG:
            is_valid = self._add_big(token)
        elif token in _DIGITS:
            is_valid = self._add_digit(token)
        else:
            is_valid = self._add_arabic(token)
        self.previous = token
        return is_valid

    def _add_small(self, token: str) -> bool:
        unit = _SMALL[token]
        if self.number is None:
            self.implied = self.implied or (token != "十" and self.previous == "")
            if self.previous not in ("", *_ZEROS):
                return False  # 二億千, 三十百
        if unit >= self.small:
            return False
        count = Decimal(1) if self.number is None else self.number
        self.section += _EXACT.multiply(count, Decimal(unit))
        self.number, self.small, self.has_section = None, unit, True
        return True

    def _add_big(self, token: str) -> bool:
        unit = _BIG[token]
        if self.number is None and not self.has_section:
            if self.previous == fold("萬") and unit == _BIG[fold("億")]:  # 萬億
                self.total, self.big = self.total * unit, _BIG[fold("兆")]
                return True
            if self.previous != "":
                return False
            self.number, self.implied = Decimal(1), True
        if unit >= self.big:
            return False
        self.total += _EXACT.multiply(self.section + (self.number or 0), Decimal(unit))
        self.section, self.number, self.has_section = Decimal(0), None, False
        self.small, self.big = _ABOVE_SMALL, unit
        return True

    def _add_digit(self, token: str) -> bool:
        if self.number is not None and self.previous not in _ZEROS:
            return False
        self.number, self.arabic = Decimal(_DIGITS[token]), False
        return True

    def _add_arabic(self, token: str) -> bool:
        self.number, self.arabic = _arabic(token) if self.number is None else None, True
        return self.number is not None

    def result(self, tokens: list[str]) -> tuple[Decimal, bool] | None:
        """(value, implied) once all `tokens` were added."""
        number = self.number
        if number is not None:
            before = tokens[-2]  # a lone digit is not composed
            limit = min(self.small if self.has_section else _ABOVE_BIG, self.big)
            if self.arabic and (number >= limit or number < _TWO_DIGITS):
                return None  # 4萬54260 is malformed; 3萬5 may be meant as 35000
            if not self.arabic and before not in (*_ZEROS, "十"):
                # 一百二 is 120 and 三萬五 35000
                number *= (_SMALL.get(before) or _BIG[before]) // 10
            self.section += number
        return normalized(self.total + self.section), self.implied
