"""What a figure measures: the noun phrase beside it, in the words of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from zh.patterns import compiled
from zh.quantities import Quantity

#: How far back a clause is read.
_REACH = 60
_STOPS = compiled(r"[,。;:!?\n「」<>]")
_OPENING = frozenset("([")
_CLOSING = {")": "(", "]": "["}
_LEADING = compiled(
    r"^(?:[一二三四五六七八九十]{1,3}、|[\s、,)\]%*]|其中|另外|另|並且|並|而且|且|而|惟|又|亦|致|使|以及|及|與|和|或|約|係|是|為|在|於|含|包括|包含"
    r"|分別|間|內|止|以來|等|嗣|復|再|仍|已|業|計|共|如|各|也|則|即|截至|至|自|之|的|了|每年|平均|合計(?=.)|份|底|初|較|比"
    r"|上升|下降|增加|減少|成長)+"
)
_TRAILING = compiled(
    r"(?:[\s、,(\[*]|共計|合計|總計|累計|累積|計有|計達|計|共有|總共|共|高達|多達|達到|達|約為|約|有|已|僅|只|近|為|是|數達|增加|減少"
    r"|增至|減至|降至|升至|上升|下降|成長|提高|降低|提升|增|減|至|到|自|由|雖|之|的|等|分別|依序|各為|各|均|皆|尚|仍|即|則|得|應|估計|預估|上|處|者?以|了|多|再|復|惟)+$"
)
_NOUN = compiled(
    r"(?P<noun>[^\s\x00-\x40\x5b-\x60\x7b-\x7f，。、；：？！（）「」《》〈〉…—～予於在被遭將已並且而由自至為"
    r"是有以向從均係須應得可能未不各其再及與和或之的]{2,16})"
)
_VERBS = compiled(
    r"參與|進行|辦理|接受|完成|提供|查獲|破獲|緝獲|簽[訂署]|施用|通過|申請|提出|獲得|發生|使用|設置|設立|成立|涉及|占|佔|達|計|共|等"
    r"|分布|位[於在]|擔任|執行|實施|通報|送達|死亡|受傷|採|經|遭|受|需|符合|違反|夾帶|參加|出席|核定|核准|增加|減少"
)

_SENTENCE = compiled(r"[。;!?\n]")
_JOINED = compiled(r"\s{0,2}(?:、|,|及|和|與|以及|或)\s{0,2}")
_RESPECTIVE = compiled(r"(?:分別|依序|各)(?:為|計|有|達|是|約|占|佔)?\s?$")
_NAME_TIE = re.compile("、|及|和|與|与|以及|暨|或")
_DIGIT = re.compile("[0-9０-９]")
_ITEM_NUMBER = re.compile("^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})$")


def of_quantities(
    text: str, folded: str, found: Sequence[Quantity], dates: Sequence[tuple[int, int]]
) -> list[str | None]:
    """What each quantity measures: the noun behind its measure word, else the phrase before
    it, else what the quantity before it in the same sentence measures."""
    phrases: list[str | None] = []
    names = _respective_names(text, folded, found)
    low = 0
    ends = [end for _, end in dates]
    for at, quantity in enumerate(found):
        phrase = names.get(at)
        if phrase is None and quantity.counts_noun:
            phrase = after(text, folded, quantity.unit_end)
        if phrase is None:
            phrase = _beside(text, folded, low, quantity.start, dates, ends)
        if phrase is None and at and not _SENTENCE.search(folded, low, quantity.start):
            phrase = phrases[-1]
        phrases.append(phrase)
        low = quantity.end
    return phrases


def lists(folded: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """[low, high) of each run of at least two quantities that 、, 及 and the like join."""
    runs = []
    low = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and _JOINED.fullmatch(folded, found[at - 1].end, found[at].start):
            continue
        if at - low > 1:
            runs.append((low, at))
        low = at
    return runs


def is_respective(folded: str, first: Quantity) -> bool:
    """Whether 分別 or 依序 stands before the first quantity of a list."""
    return _RESPECTIVE.search(folded, max(0, first.start - 8), first.start) is not None


def path(column: Sequence[str], row: Sequence[str]) -> str:
    """The headers of a cell joined by › ; item numbers are left out."""
    parts = (squeezed(h) for h in (*column, *row))
    return " › ".join(p for p in parts if p and not _ITEM_NUMBER.match(p))


def _beside(
    text: str,
    folded: str,
    low: int,
    start: int,
    dates: Sequence[tuple[int, int]],
    ends: Sequence[int],
) -> str | None:
    """The phrase before a number without the date in it; what stands before the date where
    nothing stands behind it."""
    at = bisect_right(ends, start) - 1
    if at < 0 or ends[at] <= low:
        return before(text, folded, low, start)
    behind = before(text, folded, ends[at], start)
    if behind is not None or _STOPS.search(folded, ends[at], start):
        return behind
    return before(text, folded, low, dates[at][0])


def _respective_names(text: str, folded: str, found: Sequence[Quantity]) -> dict[int, str]:
    """甲、乙分別為3件及5件: the name of each."""
    names: dict[int, str] = {}
    for low, high in lists(folded, found):
        word = _RESPECTIVE.search(folded, max(0, found[low].start - 8), found[low].start)
        if word is None:
            continue
        begin = _clause_start(folded, max(0, word.start() - _REACH), word.start())
        parts = [p for p in _NAME_TIE.split(text[begin : word.start()]) if p.strip()]
        if len(parts) < high - low or high - low < 2:
            continue
        for n, part in enumerate(parts[-(high - low) :]):
            led = _LEADING.match(part)
            name = squeezed(part[led.end() :] if led else part)
            if name and not _DIGIT.search(name):
                names[low + n] = name
    return names


def before(text: str, folded: str, low: int, start: int) -> str | None:
    """The phrase that ends at `start` and begins after `low`, a clause mark or an open bracket;
    None if only joining words stand there."""
    begin = _clause_start(folded, max(low, start - _REACH), start)
    phrase = folded[begin:start]
    ended = _TRAILING.search(phrase)
    stop = start - (len(phrase) - ended.start()) if ended else start
    led = _LEADING.match(folded[begin:stop])
    begin += led.end() if led else 0
    return squeezed(text[begin:stop]) or None


def after(text: str, folded: str, end: int) -> str | None:
    """The noun that follows a measure word, up to a verb or a mark; None if none does."""
    match = _NOUN.match(folded, end)
    if match is None:
        return None
    begin = match.start("noun")
    verb = _VERBS.search(folded, begin, match.end() + 1)
    stop = min(verb.start(), match.end()) if verb else match.end()
    return squeezed(text[begin:stop]) if stop - begin >= 2 else None


def squeezed(text: str) -> str:
    """Without white space, unless Latin words need it."""
    words = text.split()
    joined = ""
    for word in words:
        if joined and joined[-1].isascii() and word[0].isascii() and joined[-1].isalnum():
            joined += " "
        joined += word
    return joined


def _clause_start(folded: str, low: int, start: int) -> int:
    at = start
    while at > low:
        char = folded[at - 1]
        if char in _CLOSING:
            opening = folded.rfind(_CLOSING[char], low, at - 1)
            if opening < 0:
                return at
            at = opening
        elif char in _OPENING or _STOPS.match(char):
            return at
        else:
            at -= 1
    return low
