"""The exact values of numerals: 4萬5,426, 一百零二, 三兆二千億, 5仟6佰萬, 兩三, 3/4.

A numeral is given as one folded run of digits, multipliers and separators; where it begins and
ends in a text is decided in `judian.zh.numbers.numerals`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal

from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

#: Most digits of a number; longer runs are identifiers. All results up to it are exact.
MAXDIGITS = 40
_EXACT = Context(prec=4 * MAXDIGITS)
#: 28 significant digits for a ratio without a finite decimal form (2/3).
_RATIO = Context(prec=28)

DIGITS = {fold(c): n for n, c in enumerate("零一二三四五六七八九")} | {
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
MULTIPLIER_CHARS = fold("十百千萬億兆")
#: Characters of Chinese numerals, for a character class.
HAN = f"〇零一二兩三四五六七八九{MULTIPLIER_CHARS}廿卅卌"
#: Multipliers behind a number; 千瓦, 兆瓦 and 百分點 are units: 2.5億千瓦時. 拾獲 is a word.
TIMES = "(?:[十萬億佰仟]|百(?!分[點点])|千(?![瓦克米卡赫])|兆(?![瓦赫])|拾(?![獲得取金荒遺穗級]))+"
#: A run of digits with all its separators; it is evaluated as a whole or not at all.
ARABIC = r"[0-9]+(?:[.,][0-9]+)*"
#: ½, ¾ and the other fractions of one character.
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_POINT_SIGN = fold("點")
#: Points between Chinese digits besides 點 and the full stop: 二‧五倍.
POINTS = "‧·・•"
_POINT = compiled(f"(?<=[{HAN}])[.{POINTS}](?=[〇零一二三四五六七八九])")
_SEPARATED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_TOKEN = compiled(rf"{ARABIC}|[{HAN}]")
_NOISE = compiled(r"[ \u3000\xa0餘多幾來]")
#: Two digits that name an approximate number: 七八, 兩三, 三五.
_PAIR = compiled("[一二兩三四五六七八九]{2}(?![〇零一二兩三四五六七八九])")
_LAST_DIGIT = compiled("[1-9一二兩三四五六七八九](?=[^1-9一二兩三四五六七八九]*$)")
_SKIPPING_PAIR = (3, 5)
_SLASH = compiled(r"([0-9]{1,6})[/⁄∕]([0-9]{1,6})")
_PERCENT = 100


def evaluate(run: str) -> tuple[Decimal, bool] | None:
    """(value, implied) of a folded run (4万5,426, 一百零二); None if it is malformed.

    `implied` is True if the run is 百, 千 or 萬 without a number before it.
    """
    if run in DIGITS:
        return Decimal(DIGITS[run]), False
    if run.isdecimal() and len(run) <= MAXDIGITS:
        return Decimal(run), False
    run = _plain(run)
    if _POINT_SIGN in run:
        return _with_point(run)
    tokens = _TOKEN.findall(run)
    if all(token in DIGITS for token in tokens):
        return _digit_string(tokens)
    if len(tokens) == 1 and tokens[0][0].isdigit():
        value = _arabic(tokens[0])
        return None if value is None else (value, False)
    return _composed(tokens)


def evaluate_pair(run: str) -> tuple[Decimal, Decimal] | None:
    """(low, high) of a folded run with two digits side by side: 兩三, 二三十萬, 十七八; or None."""
    run = _plain(run)
    pairs = [m for m in map(_PAIR.match, [run] * len(run), range(len(run))) if m]
    if len(pairs) != 1:
        return None
    at = pairs[0].start()
    return approximate(run[: at + 1] + run[at + 2 :], run[:at] + run[at + 1 :])


def approximate(low_run: str, high_run: str) -> tuple[Decimal, Decimal] | None:
    """(low, high) of the two runs of an approximate number; None if they form none.

    The last digits of the two are neighbours (三、四百), or three and five.
    """
    last = _LAST_DIGIT.search(low_run), _LAST_DIGIT.search(high_run)
    low, high = evaluate(low_run), evaluate(high_run)
    if not (last[0] and last[1] and low and high):
        return None
    digits = digit(last[0][0]), digit(last[1][0])
    if 0 in digits or (digits[1] != digits[0] + 1 and digits != _SKIPPING_PAIR):
        return None
    return (low[0], high[0]) if low[0] < high[0] else None


def evaluate_ratio(run: str) -> Decimal | None:
    """The value of a folded proper fraction 3/4 or ¾; None for any other run."""
    if run[-1:].isalpha():
        return None
    slash = _SLASH.fullmatch(run)
    if slash:
        above, below = int(slash[1]), int(slash[2])
        return _RATIO.divide(Decimal(above), Decimal(below)) if 0 < above < below else None
    if len(run) != 1 or run not in VULGAR:
        return None
    above, below = map(int, unicodedata.normalize("NFKD", run).split("\u2044"))
    return _RATIO.divide(Decimal(above), Decimal(below))


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole`: exact if the whole is 100, else to 28 digits."""
    return (_EXACT if whole == _PERCENT else _RATIO).divide(part, whole)


def add(one: Decimal, other: Decimal) -> Decimal:
    """The exact sum."""
    return normalized(_EXACT.add(one, other))


def scaled(value: Decimal | int, exponent: int) -> Decimal:
    """`value` times ten to the power of `exponent`, exactly."""
    return normalized(Decimal(value).scaleb(exponent, _EXACT))


def _plain(run: str) -> str:
    """A folded run without blanks and words of rest, its formal characters as everyday ones."""
    run = _POINT.sub(_POINT_SIGN, _NOISE.sub("", run)).translate(_FORMAL)
    for short, full in _TENS:
        run = run.replace(short, full)
    return run


def digit(char: str) -> int:
    """The value of one Arabic or Chinese digit."""
    return DIGITS[char] if char in DIGITS else int(char)


def normalized(value: Decimal) -> Decimal:
    """The same number; a whole number has neither an exponent nor fraction digits."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


def multiply(value: Decimal, factor: int | Decimal) -> Decimal:
    """The exact product."""
    return normalized(_EXACT.multiply(value, Decimal(factor)))


def _arabic(chunk: str) -> Decimal | None:
    """The value of Arabic digits with correct separators (1,234.5); None for any others."""
    if len(chunk) > MAXDIGITS or not _SEPARATED.fullmatch(chunk):
        return None
    return Decimal(chunk.replace(",", ""))


def _digit_string(digits: list[str]) -> tuple[Decimal, bool] | None:
    """二〇二四, 一一二 digit by digit; two digits (七八, 一一 of 唯一一個) give None."""
    is_pair = len(digits) == 2 and all(DIGITS[d] for d in digits)
    if len(digits) > MAXDIGITS or is_pair:
        return None
    return Decimal("".join(str(DIGITS[d]) for d in digits)), False


def _with_point(run: str) -> tuple[Decimal, bool] | None:
    """八點四, 一點五億: digits behind the point, then at most multipliers."""
    whole, _, rest = run.partition(_POINT_SIGN)
    digits = rest.rstrip(MULTIPLIER_CHARS)
    before = evaluate(whole)
    if before is None or not digits or any(d not in DIGITS for d in digits):
        return None
    fraction = "".join(str(DIGITS[d]) for d in digits)
    value = before[0] + Decimal(f"0.{fraction}")
    if len(digits) == len(rest):
        return value, False
    factor = _composed(["一", *rest[len(digits) :]])
    return None if factor is None else (multiply(value, factor[0]), False)


#: Above every small multiplier (十, 百, 千) and every big one (萬, 億, 兆).
_ABOVE_SMALL, _ABOVE_BIG = 10**4, 10**16
_THOUSAND = 1000
_TEN_THOUSAND = fold("萬")
_ZEROS = ("零", "〇")
#: Arabic digits behind a multiplier are a number of their own from here on: 3萬50.
_TWO_DIGITS = 10


def _composed(tokens: list[str]) -> tuple[Decimal, bool] | None:
    """(value, implied) of digits and multipliers: 三億二千, 3億2,450萬; None if malformed."""
    number = _Composition()
    return number.result(tokens) if all(map(number.add, tokens)) else None


class _Composition:
    """A number that is composed token by token.

    `parts` are the (multiplier, sum) of the sections that 萬, 億 or 兆 ended; `section` is the sum
    behind them up to the last 十, 百 or 千, and `number` the digits behind that. The next small
    multiplier must be below `small`, the next big one below that of the last part. 一萬五千億 is
    the exception: 億 or 兆 multiplies the part of 萬 before it too.
    """

    __slots__ = ("arabic", "has_section", "implied", "number", "parts", "previous", "section",
                 "small", "zero")  # fmt: skip

    def __init__(self) -> None:
        self.parts: list[tuple[int, Decimal]] = []
        self.section = Decimal(0)
        self.number: Decimal | None = None
        self.has_section = self.implied = self.arabic = self.zero = False
        self.small = _ABOVE_SMALL
        self.previous = ""

    def add(self, token: str) -> bool:
        """Add the next token; False if the numeral is malformed."""
        if token in _SMALL:
            is_valid = self._add_small(token)
        elif token in _BIG:
            is_valid = self._add_big(token)
        elif token in DIGITS:
            is_valid = self._add_digit(token)
        else:
            is_valid = self._add_arabic(token)
        self.previous = token
        return is_valid

    def _add_small(self, token: str) -> bool:
        unit = _SMALL[token]
        if self.number is None:
            self.implied = self.implied or (token != "十" and self.previous == "")
            is_behind_larger = token == "十" and self.previous not in ("十", *DIGITS)
            if self.previous not in ("", *_ZEROS) and not is_behind_larger:
                return False  # 二億千, 三十百; 一百十二 is 112
        if unit >= self.small:
            return False
        count = Decimal(1) if self.number is None else self.number
        amount = _EXACT.multiply(count, Decimal(unit))
        if self.has_section and amount >= self.small:
            return False  # 1千20百
        self.section += amount
        self.number, self.small, self.has_section = None, unit, True
        return True

    def _add_big(self, token: str) -> bool:
        unit = _BIG[token]
        if self.number is not None and self.has_section and self.number >= self.small:
            return False  # 1百200萬
        count = self.section + (self.number or 0)
        if self.number is None and not self.has_section:
            if self.previous == "":
                count, self.implied = Decimal(1), True
            elif self.previous != _TEN_THOUSAND:
                return False  # 兆億
        if self.parts and self.parts[-1][0] == _BIG[_TEN_THOUSAND] < unit:
            if count and not self._fills_section(count):
                return False  # 三萬二億
            count += self.parts.pop()[1]
        if self.parts and unit >= self.parts[-1][0]:
            return False
        self.parts.append((unit, _EXACT.multiply(count, Decimal(unit))))
        self.section, self.number = Decimal(0), None
        self.has_section = self.zero = False
        self.small = _ABOVE_SMALL
        return True

    def _fills_section(self, count: Decimal) -> bool:
        """True if the digits behind 萬 are thousands and not the short form of some: 五千, 零二."""
        if count >= _ABOVE_SMALL:
            return False
        return self.has_section or self.zero or (self.arabic and count >= _THOUSAND)

    def _add_digit(self, token: str) -> bool:
        if self.number is not None and self.previous not in _ZEROS:
            return False
        self.number, self.arabic = Decimal(DIGITS[token]), False
        self.zero = token in _ZEROS or (self.zero and self.previous in _ZEROS)
        return True

    def _add_arabic(self, token: str) -> bool:
        is_first = self.number is None or self.previous in _ZEROS  # 5億零3萬
        self.number, self.arabic = _arabic(token) if is_first else None, True
        return self.number is not None

    def result(self, tokens: list[str]) -> tuple[Decimal, bool] | None:
        """(value, implied) once all `tokens` were added."""
        number = self.number
        if number is not None:
            before = tokens[-2]  # a lone digit is not composed
            big = self.parts[-1][0] if self.parts else _ABOVE_BIG
            limit = min(self.small if self.has_section else _ABOVE_BIG, big)
            if self.arabic and (number >= limit or number < _TWO_DIGITS):
                return None  # 4萬54260 is malformed; 3萬5 may be meant as 35000
            if not self.arabic and before not in (*_ZEROS, "十"):
                # 一百二 is 120 and 三萬五 35000
                number *= (_SMALL.get(before) or _BIG[before]) // 10
            self.section += number
        return normalized(sum((part for _, part in self.parts), self.section)), self.implied
