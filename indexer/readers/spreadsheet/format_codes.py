"""Format codes of spreadsheets (#,##0.00;[Red]-#,##0.00): their sections and tokens.

The grammar is that of ECMA-376 part 1, 18.8.31.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Formats that a workbook names by number alone (18.8.30), in the form of Taiwan: 27 to 36 and 50
#: to 58 depend on the language, and short dates begin with the year.
BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0;-"$"#,##0', 6: '"$"#,##0;-"$"#,##0', 7: '"$"#,##0.00;-"$"#,##0.00',
    8: '"$"#,##0.00;-"$"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "[$-404]e/m/d", 28: '[$-404]e"年"m"月"d"日"', 29: '[$-404]e"年"m"月"d"日"',
    30: "yyyy/m/d", 31: 'yyyy"年"m"月"d"日"', 32: 'hh"時"mm"分"', 33: 'hh"時"mm"分"ss"秒"',
    34: '上午/下午hh"時"mm"分"', 35: '上午/下午hh"時"mm"分"ss"秒"', 36: "[$-404]e/m/d",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-"$"* #,##0_-;-"$"* #,##0_-;_-"$"* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-"$"* #,##0.00_-;-"$"* #,##0.00_-;_-"$"* "-"??_-;_-@_-',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: "[$-404]e/m/d", 51: '[$-404]e"年"m"月"d"日"', 52: '上午/下午hh"時"mm"分"',
    53: '上午/下午hh"時"mm"分"ss"秒"', 54: '[$-404]e"年"m"月"d"日"', 55: '上午/下午hh"時"mm"分"',
    56: '上午/下午hh"時"mm"分"ss"秒"', 57: "[$-404]e/m/d", 58: '[$-404]e"年"m"月"d"日"',
}  # fmt: skip

# Characters of a format code: Excel allows 255, and a longer one is an attack.
_LONGEST_CODE = 1000
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式|G/標準格式|Standard)"
    r"|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|g+|a{3,4})"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)"
    r"|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip
_ELAPSED = re.compile(r"(h+|m+|s+)", re.IGNORECASE)
_LOCALE = re.compile(r"\$(?P<symbol>[^-]*)(?:-(?P<locale>.*))?", re.DOTALL)
#: The language of Taiwan in a format code, and the digit of the calendar of the Republic.
_TAIWAN, _ROC_CALENDAR = 0x0404, 4


@dataclass(frozen=True, slots=True)
class Token:
    """One element of a section. `kind` is literal, digit, point, comma, percent, slash, exponent,
    date, elapsed, half (of the day), general or text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format code.

    `condition` is (comparison, number), None for the usual one. `taiwan` is True if the section
    names the language of Taiwan, `republic` if it counts all years by the calendar of the Republic.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    taiwan: bool = False
    republic: bool = False

    @property
    def is_date(self) -> bool:
        """True for a section that shows a date, a time or a duration."""
        return any(token.kind in ("date", "elapsed", "half") for token in self.tokens)

    def has(self, kind: str) -> bool:
        """True if a token of this kind is in the section."""
        return any(token.kind == kind for token in self.tokens)

    def holds(self, value: float) -> bool:
        """True if the condition holds for a value; False without a condition."""
        if self.condition is None:
            return False
        return _COMPARISONS[self.condition[0]](value, self.condition[1])


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code, at least one."""
    found: list[Section] = []
    builder = _SectionBuilder()
    for match in _TOKEN.finditer(code[:_LONGEST_CODE]):
        if match.lastgroup == "end":
            found.append(builder.section())
            builder = _SectionBuilder()
        else:
            builder.take(match.lastgroup or "", match[0], match[match.lastgroup or 0])
    return (*found, builder.section())


class _SectionBuilder:
    """Collects the tokens of one section."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._condition: tuple[str, float] | None = None
        self._taiwan = self._republic = False

    def section(self) -> Section:
        """The section of what was taken."""
        return Section(tuple(self._tokens), self._condition, self._taiwan, self._republic)

    def take(self, group: str, whole: str, inner: str) -> None:
        """Take a match of `_TOKEN`: its group, its text and that of the group."""
        if group == "bracket":
            self._take_bracket(inner)
        elif group == "space":
            self._tokens.append(Token("literal", " "))
        elif group in ("quoted", "escaped", "other"):
            self._tokens.append(Token("literal", inner))
        elif group != "fill":
            self._tokens.append(Token(group, whole))

    def _take_bracket(self, inner: str) -> None:
        """Take a condition, a duration, a currency or a language; colours and forms of numerals
        change no value."""
        if condition := _CONDITION.fullmatch(inner):
            try:
                self._condition = (condition[1], float(condition[2]))
            except ValueError:
                return
        elif _ELAPSED.fullmatch(inner):
            self._tokens.append(Token("elapsed", inner.lower()))
        elif named := _LOCALE.fullmatch(inner):
            if named["symbol"]:
                self._tokens.append(Token("literal", named["symbol"]))
            self._take_locale(named["locale"] or "")

    def _take_locale(self, locale: str) -> None:
        if locale.lower().startswith("zh-tw"):
            self._taiwan = True
        elif re.fullmatch("[0-9A-Fa-f]{1,8}", locale):
            number = int(locale, 16)
            self._taiwan = number & 0xFFFF == _TAIWAN
            self._republic = (number >> 16) & 0xFF == _ROC_CALENDAR
