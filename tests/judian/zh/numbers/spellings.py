"""A grammar of the ways people write numbers: each spelling with its value, from a seed.

It is written without the reader's code, so that it can judge it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

_EVERYDAY = "零一二三四五六七八九"
_FORMAL = "零壹貳參肆伍陸柒捌玖"
_SMALL = ((1000, "千", "仟"), (100, "百", "佰"), (10, "十", "拾"))
_WIDE = str.maketrans("0123456789,.%-", "０１２３４５６７８９，．％－")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A number as written, with its unit and its value, or both ends of a range."""

    text: str
    unit: str
    value: Fraction
    high: Fraction | None = None


def spellings(random: Random, count: int) -> Iterator[Spelling]:
    """`count` spellings, each rule of the grammar in turn."""
    for n in range(count):
        yield _RULES[n % len(_RULES)](random)


def spoken(number: int, digits: str = _EVERYDAY, column: int = 1) -> str:
    """The full reading of a number below 10^16: 一億零五百萬."""
    if number == 0:
        return digits[0]
    parts, rest = [], number
    for size, name in ((10**12, "兆"), (10**8, "億"), (10**4, "萬"), (1, "")):
        section, rest = divmod(rest, size)
        if section:
            gap = digits[0] if parts and section < 1000 else ""
            parts.append(gap + _section(section, digits, column) + name)
        elif parts and rest and not parts[-1].endswith(digits[0]):
            parts.append(digits[0])
    joined = "".join(parts)
    while digits[0] * 2 in joined:
        joined = joined.replace(digits[0] * 2, digits[0])
    return joined


def _section(number: int, digits: str, column: int) -> str:
    out, is_pending = "", False
    for size, *names in _SMALL:
        digit = number // size % 10
        if digit:
            out += (digits[0] if is_pending else "") + digits[digit] + names[column - 1]
        is_pending = bool(out) and not digit
    last = number % 10
    return out + ((digits[0] if is_pending and out else "") + digits[last] if last else "")


def _natural(random: Random, most: int = 10**9) -> int:
    return int(10 ** random.uniform(0, len(str(most)) - 1)) % most + 1


def _unit(random: Random) -> str:
    return random.choice(("件", "人", "元", "公斤", "公頃", "戶", "人次", "公噸", "艘", "張"))


def _measure(random: Random) -> str:
    return random.choice(("公斤", "公頃", "公噸", "公里", "平方公尺"))


def _arabic(random: Random) -> Spelling:
    number, unit = _natural(random), _unit(random)
    text = random.choice((f"{number:,}", str(number)))
    if random.random() < 0.3:
        text = text.translate(_WIDE)
    if random.random() < 0.2:
        text += " "
    return Spelling(text, unit, Fraction(number))


def _decimal(random: Random) -> Spelling:
    number = Decimal(_natural(random, 10**7)).scaleb(-random.randint(1, 3))
    text = f"{number:,f}" if random.random() < 0.5 else f"{number:f}"
    if random.random() < 0.3:
        text = text.translate(_WIDE)
    return Spelling(text, _measure(random), Fraction(number))


def _mixed_arabic(random: Random) -> Spelling:
    high, low = random.randint(1, 9_999), random.randint(10, 9_999)
    big, name, below = random.choice(((10**4, "萬", 1), (10**8, "億", 10**4)))
    if below == 1:
        return Spelling(f"{high:,}{name}{low:,}", _unit(random), Fraction(high * big + low))
    text = f"{high:,}{name}{low:,}萬"
    return Spelling(text, "元", Fraction(high * big + low * below))


def _scaled(random: Random) -> Spelling:
    number = Decimal(random.randint(11, 99_999)).scaleb(-random.randint(0, 2))
    size, name = random.choice(((10**4, "萬"), (10**8, "億"), (10**12, "兆"), (10**7, "千萬")))
    return Spelling(f"{number:,f}{name}", "元", Fraction(number) * size)


def _everyday(random: Random) -> Spelling:
    number = _natural(random, 10**13)
    text = spoken(number)
    if random.random() < 0.3 and text.startswith("一十"):
        text = text[1:]
    if random.random() < 0.3:
        for name in "千萬億":
            if text.startswith("二" + name):
                text = "兩" + text[1:]
    return Spelling(text, _unit(random), Fraction(number))


def _formal(random: Random) -> Spelling:
    number = 10 * _natural(random, 10**11) + random.randint(0, 9)
    text = spoken(number, _FORMAL, 2)
    if text.startswith("壹拾"):
        text = text[1:]
    return Spelling(text, random.choice(("元", "元整", "圓")), Fraction(number))


def _tens_without_one(random: Random) -> Spelling:
    hundreds, rest = random.randint(1, 9), random.randint(10, 19)
    text = _EVERYDAY[hundreds] + "百十" + (_EVERYDAY[rest - 10] if rest > 10 else "")
    return Spelling(text, _unit(random), Fraction(100 * hundreds + rest))


def _capital_units(random: Random) -> Spelling:
    a, b = random.randint(1, 9), random.randint(1, 9)
    text, value = random.choice(
        (
            (f"{a}仟{b}佰萬", (1000 * a + 100 * b) * 10**4),
            (f"{a}仟", 1000 * a),
            (f"{a}佰{10 * b}萬", (100 * a + 10 * b) * 10**4),
            (f"{a}億{b}仟萬", a * 10**8 + b * 10**7),
            (f"{_EVERYDAY[a]}佰{_EVERYDAY[b]}十萬", (100 * a + 10 * b) * 10**4),
            (f"{_EVERYDAY[a]}仟{_EVERYDAY[b]}佰", 1000 * a + 100 * b),
            (f"{a}萬{b}仟", a * 10**4 + b * 1000),
            (f"{_FORMAL[a]}拾億", a * 10**9),
            (f"拾{_FORMAL[a]}萬{_FORMAL[b]}仟", (10 + a) * 10**4 + b * 1000),
        )
    )
    return Spelling(text, "元", Fraction(value))


def _myriads_of_hundred_millions(random: Random) -> Spelling:
    a, b = random.randint(1, 999), random.randint(1, 9)
    text, value = random.choice(
        (
            (f"{spoken(a)}萬{_EVERYDAY[b]}千億", (a * 10**4 + b * 1000) * 10**8),
            (f"{spoken(a)}兆{_EVERYDAY[b]}千億", a * 10**12 + b * 10**11),
            (f"{spoken(a)}萬億", a * 10**12),
            (f"{a}萬{b},000億", (a * 10**4 + b * 1000) * 10**8),
        )
    )
    return Spelling(text, "元", Fraction(value))


def _short(random: Random) -> Spelling:
    a, b = random.randint(1, 9), random.randint(1, 9)
    size, name = random.choice(((100, "百"), (1000, "千"), (10**4, "萬"), (10**8, "億")))
    value = a * size + b * size // 10
    return Spelling(f"{_EVERYDAY[a]}{name}{_EVERYDAY[b]}", _unit(random), Fraction(value))


def _han_decimal(random: Random) -> Spelling:
    whole, part = random.randint(0, 999), random.randint(1, 99)
    text = spoken(whole) + "點" + "".join(_EVERYDAY[int(d)] for d in str(part))
    return Spelling(text, _measure(random), whole + Fraction(part, 10 ** len(str(part))))


def _tenths(random: Random) -> Spelling:
    a, b = random.randint(1, 9), random.randint(1, 9)
    whole = random.choice((str(a), _EVERYDAY[a]))
    rest, value = random.choice(
        (("", 0), ("半", 5), (str(b) if whole.isdigit() else _EVERYDAY[b], b))
    )
    return Spelling(f"{whole}成{rest}", "", Fraction(10 * a + value))


def _discount(random: Random) -> Spelling:
    a, b = random.randint(1, 9), random.randint(1, 9)
    text, value = random.choice(
        (
            (_EVERYDAY[a], Fraction(a)),
            (_EVERYDAY[a] + _EVERYDAY[b], a + Fraction(b, 10)),
            (f"{a}{b}", a + Fraction(b, 10)),
            (f"{a}.{b}", a + Fraction(b, 10)),
        )
    )
    return Spelling(text, "折", value)


def _percent(random: Random) -> Spelling:
    number = Decimal(random.randint(1, 9_999)).scaleb(-random.randint(0, 2))
    whole = random.randint(1, 100)
    text, value = random.choice(
        (
            (f"{number}%", Fraction(number)),
            (f"{number}％", Fraction(number)),
            (f"{number}%".translate(_WIDE), Fraction(number)),
            (f"百分之{number}", Fraction(number)),
            (f"百分之{spoken(whole)}", Fraction(whole)),
        )
    )
    return Spelling(text, "", value)


def _mixed_fraction(random: Random) -> Spelling:
    whole, below = random.randint(1, 20), random.choice((2, 3, 4, 5, 8))
    above = random.randint(1, below - 1)
    value = whole + Fraction(above, below)
    text = random.choice(
        (
            f"{spoken(whole)}又{spoken(below)}分之{spoken(above)}",
            f"{whole}又{above}/{below}",
            f"{whole}又{below}分之{above}",
        )
    )
    return Spelling(text, _measure(random), value)


def _fraction(random: Random) -> Spelling:
    below = random.choice((2, 3, 4, 5, 6, 8, 10))
    above = random.randint(1, below - 1)
    slash = random.choice("/⁄／")
    text = random.choice((f"{spoken(below)}分之{spoken(above)}", f"{above}{slash}{below}"))
    return Spelling(text, _measure(random), Fraction(above, below))


def _vulgar(random: Random) -> Spelling:
    sign, value = random.choice(
        (("½", Fraction(1, 2)), ("¼", Fraction(1, 4)), ("¾", Fraction(3, 4)))
    )
    whole = random.randint(0, 30)
    return Spelling(f"{whole or ''}{sign}", _measure(random), whole + value)


def _scientific(random: Random) -> Spelling:
    number = Decimal(random.randint(1, 99)).scaleb(-random.randint(0, 1))
    power = random.randint(1, 9)
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in str(power))
    text = random.choice(
        (f"{number}E+{power}", f"{number}×10^{power}", f"{number}×10{raised}", f"{number}e{power}")
    )
    return Spelling(text, _measure(random), Fraction(number) * 10**power)


def _cents(random: Random) -> Spelling:
    whole, tenths, cents = random.randint(1, 9_999), random.randint(1, 9), random.randint(1, 9)
    is_han = random.random() < 0.5
    write = spoken if is_han else str
    text = f"{write(whole)}元{write(tenths)}角"
    value = whole + Fraction(tenths, 10)
    if random.random() < 0.6:
        text, value = f"{text}{write(cents)}分", value + Fraction(cents, 100)
    return Spelling(text, "", value)


def _approximate(random: Random) -> Spelling:
    low = random.randint(2, 8)
    size, name = random.choice(((100, "百"), (1000, "千"), (10**4, "萬"), (10**6, "百萬")))
    a, b = _EVERYDAY[low], _EVERYDAY[low + 1]
    tens = random.randint(1, 9)
    text, first, last = random.choice(
        (
            (f"{a}、{b}{name}", low * size, (low + 1) * size),
            (f"約{low}、{low + 1}{name}", low * size, (low + 1) * size),
            (f"{a}{b}{name}", low * size, (low + 1) * size),
            (f"{a}{b}十", 10 * low, 10 * low + 10),
            (f"{_EVERYDAY[tens]}十{a}、{b}", 10 * tens + low, 10 * tens + low + 1),
            (f"{a}{b}", low, low + 1),
            (f"兩三{name}", 2 * size, 3 * size),
            (
                f"二三十{name[-1] if name[-1] == '萬' else ''}",
                20 * (10**4 if name[-1] == "萬" else 1),
                30 * (10**4 if name[-1] == "萬" else 1),
            ),
        )
    )
    unit = random.choice(("人", "公斤", "件", "元"))
    return Spelling(text, unit, Fraction(first), Fraction(last))


def _signed(random: Random) -> Spelling:
    number = random.randint(1, 99_999)
    sign = random.choice(("-", "－", "−", "–", "△", "▼", "負"))
    size, name = random.choice(((1, ""), (10**4, "萬")))
    return Spelling(f"{sign}{number:,}{name}", "元", Fraction(-number * size))


def _bracketed(random: Random) -> Spelling:
    number = random.randint(1_000, 99_999_999)
    opening, closing = random.choice(("()", "（）"))
    size, name = random.choice(((1, ""), (1000, "千"), (10**4, "萬")))
    return Spelling(f"{opening}{number:,}{closing}{name}", "元", Fraction(-number * size))


def _signed_rate(random: Random) -> Spelling:
    number = Decimal(random.randint(1, 9_999)).scaleb(-2)
    text = random.choice(
        (f"負{number}%", f"-{number}%", f"－{number}％", f"負百分之{number}", f"△{number}%")
    )
    return Spelling(text, "", Fraction(-number))


def _with_rest(random: Random) -> Spelling:
    a, size, name = random.randint(1, 9), *random.choice(((10, "十"), (100, "百"), (1000, "千")))
    text, value = random.choice(
        (
            (f"{_EVERYDAY[a]}{name}餘", a * size),
            (f"{a * 100}餘", a * 100),
            (f"{_EVERYDAY[a]}{name}多萬", a * size * 10**4),
            (f"{a * 10}餘萬", a * 10**5),
        )
    )
    return Spelling(text, random.choice(("人", "元", "件")), Fraction(value))


def _accounts(random: Random) -> Spelling:
    whole, cents = random.randint(1, 9_999_999), random.randint(1, 99)
    blank = random.choice(("", " "))
    text = f"{whole:,}{blank}元{blank}{cents:02}{blank}分"
    return Spelling(text, "", whole + Fraction(cents, 100))


def _range(random: Random) -> Spelling:
    low = Decimal(random.randint(11, 899)).scaleb(-1)
    high = low + random.randint(1, 9)
    size, name = random.choice(((1, ""), (10**4, "萬"), (10**8, "億")))
    tie = random.choice("-－～~至到〜∼")
    return Spelling(
        f"{low}{tie}{high}{name}", _measure(random), Fraction(low) * size, Fraction(high) * size
    )


def _power_of_ten(random: Random) -> Spelling:
    power = random.randint(1, 12)
    return Spelling(f"10^{power}", _measure(random), Fraction(10**power))


def _han_point(random: Random) -> Spelling:
    whole, part = random.randint(1, 9), random.randint(1, 9)
    point = random.choice("．‧·・")
    text = f"約{_EVERYDAY[whole]}{point}{_EVERYDAY[part]}"  # 二．五 alone may be item two
    return Spelling(text, random.choice(("倍", "公頃", "元")), whole + Fraction(part, 10))


def _other_unit(random: Random) -> Spelling:
    number = random.randint(2, 99_999)
    unit = random.choice(
        (
            "筆次",
            "座次",
            "校次",
            "㎥",
            "m³",
            "km²",
            "公尺²",
            "mg/L",
            "件/萬輛",
            "元/公噸",
            "‰",
            "bp",
        )
    )
    return Spelling(f"{number:,}", unit, Fraction(number))


_RULES: tuple[Callable[[Random], Spelling], ...] = (
    _arabic, _decimal, _mixed_arabic, _scaled, _everyday, _formal, _tens_without_one,
    _capital_units, _myriads_of_hundred_millions, _short, _han_decimal, _tenths, _discount,
    _percent, _mixed_fraction, _fraction, _vulgar, _scientific, _cents, _approximate, _signed,
    _bracketed, _signed_rate, _with_rest, _accounts, _range, _power_of_ten, _han_point, _other_unit,
)  # fmt: skip
