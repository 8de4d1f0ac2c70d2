"""The law of numbers: a numeral is read whole or not at all.

If a character that belongs to numbers touches what would be read (a digit of any script, a
separator, a slash, a power, a gap in place of an unreadable character), the text names another
number and this would be its fragment: the tail of 4 , 3 2 1, of 1,23 at a line end before 4,567, of
三佰五十, of 2.5×10-3, of -12~-5, or of 1,2�4.
"""

from __future__ import annotations

from judian.zh.numbers.signs import DECREASES, UNCERTAIN
from judian.zh.numbers.values import HAN, POINTS, VULGAR
from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled, folded_numbers

#: Formal digits that begin no other word; 參, 伍 and 陸 do (大陸, 隊伍).
_FORMAL = "壹貳叁肆柒捌玖佰仟"
#: Words that end in a Chinese digit: 統一3件, 星期五5件, 其中之一3%.
_WORD = "統唯之專單萬期週周拜其逐第同合劃歸任某每這那另"
#: Characters that no one sees, which a page has where a line may be broken.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BEFORE = Lookbehind(
    rf"(?:[0-9〇零百千萬億兆廿卅卌{_FORMAL}{VULGAR}]|(?<![{_WORD}])[一二兩三四五六七八九十]"
    rf"|(?:[{HAN}{_FORMAL}]|(?<![收撿俯])(?=拾))[拾參伍陸]|[0-9{HAN}]又|分之"
    rf"|[0-9{HAN}]之|[一二三四五六七八九零〇][.{POINTS}]|[0-9][{POINTS}]|[0-9][a-z]?\s?\+\s?"
    rf"|[0-9{HAN}]點|(?<![a-z])[a-z]\s?[×*÷]\s?"
    r"|[×x*]\s?10\s?[+\-−–—]|[0-9]\s?[~至到]\s?(?:[\-−–—負]|零下)"
    r"|[0-9]\s{0,2}[×x*÷/⁄∕]\s{0,2}|[0-9]\s{0,2}e\s{0,2}[+-]?\s{0,2}|\^\s{0,2}[+-]?\s{0,2}|±\s{0,2}|[⁄∕]"
    rf"|[0-9]['’]|[0-9][.,]?[{_INVISIBLE}][.,]?|[百千萬億兆佰仟]\n|[十百千]有|(?<![0-9a-z])\.)\Z",
    reach=8,
)
#: Before Arabic digits only: blanks and separators that cut or space out a number.
_CUT_BEFORE = Lookbehind(
    r"[0-9](?: {1,2}|\n|(?:\s{0,2}(?P<separator>[.,])){1,2}\s{0,3})\Z", reach=10
)
_AFTER = compiled(
    rf"[0-9{_FORMAL}{VULGAR}⁄∕^±]|['’][0-9]|[.,]?[{_INVISIBLE}][.,]?[0-9]|[〇一二兩三四五六七八九廿卅卌]|零(?![件用組售食星散頭錢配])"
    r"|十|百(?!分|萬瓦)|千(?![瓦克米卡赫])|萬|億|兆(?![瓦赫])|拾(?![獲得取金荒遺穗級])"
    r"|[幾餘多來](?=[十百千萬億兆])|\s{0,2}[×÷]\s{0,2}[0-9]|[x*/][0-9]|e(?:[0-9]|\s?[+-])|點[0-9]"
    rf"|又[0-9{HAN}]|分之|[.{POINTS}][一二三四五六七八九]|[{POINTS}][0-9]"
)
#: 、 in the place of a separator of thousands: 1、234件 may be 1,234件. Not in the mark of a list
#: item at the start of a line, nor in a list that 分別 announces.
_THOUSANDS_BEFORE = Lookbehind(
    r"(?<=[^0-9.,、\n一二三四五六七八九])"
    r"(?:[1-9][0-9]{0,2}(?:、[0-9]{3}){0,3}|[一二三四五六七八九][一二三四五六七八九〇零]{0,2}(?:、[一二三四五六七八九〇零]{3}){0,3})、\Z",
    reach=18,
)
_GROUPS = (
    "(?:[0-9]{3}(?:、[0-9]{3}){0,3}(?![0-9、])"
    "|[一二三四五六七八九〇零]{3}(?:、[一二三四五六七八九〇零]{3}){0,3}(?![一二三四五六七八九〇零、]))"
)
_THOUSANDS = compiled(_GROUPS)
_THOUSANDS_BEHIND = compiled(f"、{_GROUPS}")
_THOUSANDS_ONSET = compiled("[1-9][0-9]{0,2}|[一二三四五六七八九][一二三四五六七八九〇零]{0,2}")
_ANNOUNCED = Lookbehind("(?:分別|各自?|依序|依次|包[含括])[^。;\n]{0,24}\\Z", reach=28)
#: After a share whose range leaves out the second 百分之: 百分之二十至三十.
_SHARE_RANGE = compiled(rf"\s?[至到~]\s?(?!百分|千分)[0-9{HAN}]")
_HAN_CUT_BEFORE = Lookbehind(rf"[{HAN}](?:\n|[ \u3000\xa0]{{1,2}})\Z", reach=3)
_CUT_AFTER = compiled(r"(?<=[0-9])(?: {1,2}|\n|(?:\s{0,2}(?P<separator>[.,])){1,2}\s{0,3})[0-9]")
_HAN_CHARS = frozenset(fold(HAN))
#: The characters right beside a numeral that can belong to another one; most do not.
_MAY_TOUCH = frozenset(
    fold(
        f"0123456789{HAN}{_FORMAL}{VULGAR}拾參伍陸又之分點幾餘多來有×x*÷/⁄∕e+-^±.,'’至到~下負−–—{POINTS}{_INVISIBLE}"
    )
    + " \u3000\xa0\n\t\r\f\v"
)
#: The end of a text whose number is cut: digits, multipliers, separators, signs, currencies.
_UNFINISHED = Lookbehind(
    rf"(?:[0-9{HAN}{_FORMAL}拾]|[0-9][.,]|[-−–{DECREASES}{UNCERTAIN}負約(+]|百分之|千分之|[$€£])\s{{0,3}}\Z",
    reach=8,
)
_SHARES = ("百分之", "千分之")
_SEPARATORS = frozenset(".,．﹒")
#: The mark of a character that could not be read: it may have been a digit.
_GAP = "\ufffd"


def goes_on(before: str) -> bool:
    """True if the last number or sign of a text may go on in the text behind it: 共8, 短絀-."""
    tail = folded_numbers(before[-_UNFINISHED.reach :])
    if before.rstrip().endswith("，"):
        return False  # a full-width comma is punctuation
    return _UNFINISHED.before(tail, len(tail)) is not None


def is_touched(text: str, folded: str, start: int, end: int) -> bool:
    """True if a character of another number touches the numeral at `[start, end)`.

    A full-width comma is punctuation and separates numbers; a half-width one may be part of one.
    """
    if text[max(start - 3, 0) : start].rstrip("., ")[-1:] == _GAP or text.startswith(_GAP, end):
        return True
    if _may_be_thousands(folded, start, end):
        return True
    may_begin = folded[start - 1 : start] in _MAY_TOUCH
    may_end = folded[end : end + 1] in _MAY_TOUCH
    if (may_begin and _BEFORE.before(folded, start)) or (may_end and _AFTER.match(folded, end)):
        return True
    if folded.startswith(_SHARES, start) and _SHARE_RANGE.match(folded, end):
        return True
    if may_begin and folded[start] in _HAN_CHARS and _HAN_CUT_BEFORE.before(folded, start):
        return True
    cut = _CUT_AFTER.match(folded, end) if may_end else None
    if cut is None and may_begin and folded[start].isdigit():
        cut = _CUT_BEFORE.before(folded, start)
    if cut is None:
        return False
    return cut["separator"] is None or text[cut.start("separator")] in _SEPARATORS


def _may_be_thousands(folded: str, start: int, end: int) -> bool:
    """True if 、 beside the numeral may separate its thousands: 1、234."""
    if folded.startswith("、", end) and _THOUSANDS_BEHIND.match(folded, end):
        onset = _THOUSANDS_ONSET.fullmatch(folded, start, end)
        is_part = onset is not None and folded[max(start - 1, 0) : start] not in ("", "\n")
    elif folded.endswith("、", 0, start) and _THOUSANDS.match(folded, start):
        is_part = _THOUSANDS_BEFORE.before(folded, start) is not None
    else:
        return False
    is_digit = folded[start].isdigit()  # 一、二三四 is no list of one and 234
    return is_part and not (is_digit and _ANNOUNCED.before(folded, start))
