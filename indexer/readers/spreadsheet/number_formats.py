"""Numbers of cells as the spreadsheet shows them: 0.8502 in the format 0.00% is 85.02%.

A stored number is a binary fraction with 15 decimal digits that mean something; the rest is noise
(0.30000000000000004). A sign that only a colour shows is written as a minus.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from indexer.readers.spreadsheet.format_codes import Section, Token, sections
from indexer.readers.spreadsheet.serial_dates import shown_date

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Decimal digits that a stored number holds, and those that the general format shows of a number
#: with a fraction.
_DIGITS, _GENERAL_DIGITS = 15, 10
#: Signs with which a section may write a negative number.
_SIGNS = re.compile(r"[-−－–△▲▼(（負減]|零下")
_GENERAL = "General"


def exact(value: float) -> Decimal:
    """A stored number without the noise of binary fractions."""
    return Decimal(f"{value:.{_DIGITS}g}")


def shown_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """A number as a cell of this format shows it, without blanks around it.

    `since_1904` is True if dates count from 1904. A number that cannot be shown as the date that
    its format asks for is shown in the general format.
    """
    number = exact(value)
    section = _chosen(number, sections(code or _GENERAL))
    if section.is_date:
        dated = shown_date(number, section, since_1904=since_1904)
        return general(number) if dated is None else dated.strip()
    return with_sign(_in_section(abs(number), section).strip(), negative=number < 0)


def with_sign(shown: str, *, negative: bool) -> str:
    """The shown text of a number, with a minus if it is negative and only a colour says so."""
    is_zero = not any(c in "123456789" for c in shown)
    return shown if not negative or is_zero or _SIGNS.search(shown) else f"-{shown}"


def shown_text(text: str, code: str) -> str:
    """A text as a cell of this format shows it."""
    found = sections(code or _GENERAL)
    section = found[3] if len(found) > 3 else next((s for s in found if s.has("text")), None)
    if section is None:
        return text
    pieces = (text if t.kind == "text" else t.text if t.kind == "literal" else ""
              for t in section.tokens)  # fmt: skip
    return "".join(pieces)


def general(number: Decimal) -> str:
    """A number in the general format: whole numbers with all digits, others with at most ten."""
    if number == number.to_integral_value():
        return f"{number:f}" if abs(number) < Decimal(10) ** _DIGITS else _scientific(number)
    if abs(number) < Decimal(1).scaleb(-_GENERAL_DIGITS + 1):
        return _scientific(number)
    places = max(0, _GENERAL_DIGITS - max(1, number.adjusted() + 1))
    shown = f"{_rounded(number, places):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _scientific(number: Decimal) -> str:
    digits = number.normalize()
    mantissa = f"{digits.scaleb(-digits.adjusted()):f}"
    return f"{mantissa}E{digits.adjusted():+03}"


def _rounded(number: Decimal, places: int) -> Decimal:
    """A number with so many decimal places, halves away from zero. One with more than 28 digits is
    not rounded."""
    if number.adjusted() + places > 26:
        return number
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _chosen(number: Decimal, found: Sequence[Section]) -> Section:
    """The section that a number is shown in."""
    numeric = [section for section in found[:3] if section is found[0] or not section.has("text")]
    value = float(number)
    positive = value > 0 or (value == 0 and len(numeric) == 2)
    for section, usual in zip(numeric[:-1], (positive, value < 0), strict=False):
        if section.holds(value) if section.condition else usual:
            return section
    if len(numeric) == 2 and numeric[1].condition and not numeric[1].holds(value):
        return numeric[0]
    return numeric[-1]


def _in_section(number: Decimal, section: Section) -> str:
    """A number that is not negative in a section without dates."""
    if section.has("general"):
        return "".join(
            general(number) if t.kind == "general" else t.text if t.kind == "literal" else ""
            for t in section.tokens
        )
    if section.has("text") and not section.has("digit"):
        return "".join(general(number) if t.kind == "text" else t.text for t in section.tokens)
    for token in section.tokens:
        if token.kind == "percent":
            number *= 100
    if section.has("exponent"):
        return _exponential(number, section.tokens)
    if section.has("slash") and section.has("digit"):
        return _fraction(number, section.tokens)
    return _decimal(number, section.tokens)


def _decimal(number: Decimal, tokens: Sequence[Token]) -> str:
    """A number in decimal digits, distributed over the places of the section."""
    point = next((at for at, t in enumerate(tokens) if t.kind == "point"), len(tokens))
    places = [at for at, t in enumerate(tokens) if t.kind == "digit"]
    if not places:
        return "".join(t.text for t in tokens if t.kind != "comma")
    before = [at for at in places if at < point]
    after = [at for at in places if at > point]
    last = before[-1] if before else point
    commas = [at for at, t in enumerate(tokens) if t.kind == "comma" and at < point]
    scaled = [at for at in commas if at > last and not any(at < n < point for n in before)]
    number = _rounded(number.scaleb(-3 * len(scaled)), len(after))
    whole, _, fraction = f"{number:f}".partition(".")
    pieces = {at: "" if t.kind == "comma" else t.text for at, t in enumerate(tokens)}
    grouped = any(before and before[0] < at < last for at in commas)
    _place_whole(pieces, before, tokens, "" if whole == "0" else whole, grouped=grouped)
    _place_fraction(pieces, after, tokens, fraction.ljust(len(after), "0"))
    if point in pieces:
        # .5 and 5. are shown by some formats; 0.5 and 5 cannot be taken for parts of a number
        shown = any(pieces[at] for at in before)
        pieces[point] = ("" if shown else whole) + ("." if any(pieces[at] for at in after) else "")
    return "".join(pieces[at] for at in range(len(tokens)))


def _place_whole(
    pieces: dict[int, str], places: Sequence[int], tokens: Sequence[Token], whole: str,
    *, grouped: bool,
) -> None:  # fmt: skip
    """Put the digits of a whole number into its places, from the right; the first takes all that
    remain."""
    count = 0
    rest = whole
    for at in reversed(places):
        first = at == places[0]
        digits = rest if first else rest[-1:]
        rest = "" if first else rest[:-1]
        if not digits:
            digits = {"0": "0", "?": " "}.get(tokens[at].text, "")
        shown = ""
        for digit in reversed(digits):
            separator = "," if grouped and count and count % 3 == 0 and digit != " " else ""
            shown = digit + separator + shown
            count += 1
        pieces[at] = shown


def _place_fraction(
    pieces: dict[int, str], places: Sequence[int], tokens: Sequence[Token], fraction: str
) -> None:
    """Put the decimal places; zeros at the end of # and ? are left out."""
    shown = False
    for n in range(len(places) - 1, -1, -1):
        digit = fraction[n]
        shown |= digit != "0" or tokens[places[n]].text == "0"
        pieces[places[n]] = digit if shown else ""


def _exponential(number: Decimal, tokens: Sequence[Token]) -> str:
    """A number in scientific notation."""
    at = next(n for n, t in enumerate(tokens) if t.kind == "exponent")
    mantissa, exponent = tokens[:at], tokens[at + 1 :]
    point = next((n for n, t in enumerate(mantissa) if t.kind == "point"), len(mantissa))
    step = max(1, sum(t.kind == "digit" for t in mantissa[:point]))
    power = 0 if number == 0 else number.adjusted() // step * step
    places = sum(t.kind == "digit" for t in mantissa[point:])
    if _rounded(number.scaleb(-power), places) >= Decimal(10) ** step:
        power += step
    digits = sum(t.kind == "digit" for t in exponent)
    sign = "-" if power < 0 else "+" if tokens[at].text[1] == "+" else ""
    rest = "".join(t.text for t in exponent if t.kind == "literal")
    shown = _decimal(number.scaleb(-power), mantissa).strip()
    return f"{shown}E{sign}{str(abs(power)).rjust(digits, '0')}{rest}"


def _fraction(number: Decimal, tokens: Sequence[Token]) -> str:
    """A number as a mixed fraction: 2 1/2."""
    slash = next(n for n, t in enumerate(tokens) if t.kind == "slash")
    under = "".join(t.text for t in tokens[slash + 1 :]).strip()
    over = [t for t in tokens[:slash] if t.kind == "digit"]
    mixed = any(t.kind == "literal" and t.text == " " for t in tokens[:slash]) and len(over) > 1
    fixed = re.match("[0-9]*[1-9][0-9]*", under)
    value = Fraction(number)
    whole = int(value) if mixed else 0
    if fixed:
        below = int(fixed[0])
        above = int(_rounded(Decimal(below) * (number - whole), 0))
    else:
        limit = 10 ** min(3, sum(t.kind == "digit" for t in tokens[slash + 1 :])) - 1
        part = (value - whole).limit_denominator(max(1, limit))
        above, below = part.numerator, part.denominator
    if mixed and above == below:
        whole, above = whole + 1, 0
    if mixed and not above:
        return str(whole)
    return f"{whole} {above}/{below}" if whole else f"{above}/{below}"
