"""What a figure measures: the noun phrase beside it, in the words of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled, folded_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.zh.numbers.quantities import Quantity

#: Steps back through a clause; a bracket or quotation counts as one.
_REACH = 60
_INSIDE = 200
_STOPS = frozenset(",。;:!?\n，；：")
_OPENING = frozenset("([「<")
_CLOSING = {")": "(", "]": "[", "」": "「", ">": "<"}
# Joining words before and after a phrase, each with the words that only begin like it.
_LEADING = compiled(
    r"^(?:約(?![定談束聘訪會旦翰半])|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.)、]\s?|[0-9]{1,2}\s+|（[^（）]{0,80}）|[\s、,)\]%*」]|其中|其次|最後|另外?|並且?|而且|且|而"
    r"|惟|又|亦|致使|致(?![力死癌])|使(?![用館])|以及|及(?![時格])|與(?!會)|和(?![平解])|或(?!然)|以(?![上下內外來後前])|係|是|為(?!人)|在(?![學職地途宅])|於"
    r"|含(?!量)|包括|包含|分別|間(?![接隔])|止|以來|等(?![級候])|嗣|再(?:度|次)?(?![生犯])|仍|已|業(?![者務別])"
    r"|計(?![畫程算價])|共(?![同犯])|如(?![何])|則|即(?![時])|截至|至|自(?![用來動行主由然營有費])|之|的|了(?!解)"
    r"|份(?![會局署區院行支公級類組隊店校機項析布期母子數享工流發配擔攤部])|底(?![層])|初(?![步級次期審診])|中(?=[查破緝取移])|上升|下降|增加|減少|成長|約有|後|內(?![政部容湖科外需閣])|人(?=[,、])"
    r"|有(?![關效期限償])|者)+"
)
_TRAILING = compiled(
    r"(?:[\s、,(\[*+△▲▼-]|共計|合計|總計|累計|累積|計有|計達|計|共有|總共|共|高達|多達|達到|達|現有|約為|約占"
    r"|(?<![條公協契預合簽節特大])約|有|已|僅有?|只有?|(?<![最附鄰])近|為|是|係|占|佔|增加|減少|增至|增為|減至|降至|降為|升至"
    r"|上升|下降|成長|提高|降低|提升|上漲|下跌|衰退|短少|擴增|調降|調升|調高|調整|縮短|延長|減列|增列|新增|增|減|至|到|自|由|雖|之|的|等|分別|依序|各為|各有|各"
    r"|均|皆|尚|仍|即|則|應|不得|將|需|須|推估|估計|預估|折合|以上|以下|者?以|了|多|再|(?<![回恢修答收康平])復|惟|造成|導致|致"
    r"|介?於|在|平均|較)+$"
)
_TOTAL = compiled(r"合計|總計|共計|累計")
#: What a figure says of the whole of what was counted before it: 累計逾900萬元.
_SUM = compiled(r"(?:金額)?(?:合計|總計|共計|累計|累積)(?:金額)?")
#: 約占全體之一成: a share of something is one of what was counted before.
_SHARE_OF = compiled("約?[占佔]")
_LIMITS = frozenset({"以上", "以下"})
_PAIRS = {"男女": ("男", "女")}
#: 處五萬元以下罰鍰: the penalty behind the number is what it measures.
_PENALTY = compiled(
    r"(?:以[上下])?(?:之|的)?(?P<noun>罰鍰|罰金|有期徒刑|拘役|怠金|滯納金|滯報金|懲罰性賠償金?)"
)
#: Words that need the clause before them: 每月, 平均每趟, 最高.
_LIGHT = compiled(r"^(?:平均|每|最高|最低|最多|最少|提供|其餘|金額|人數|件數|完成|執行|比率|比例)")
_LIGHT_LENGTH = 5
#: 接種率較前一季, 由上期: what a phrase is compared with does not belong to it.
_AGAINST = compiled(r"(?:較|由|自|比)(?:前|上|去|同|往|原|其他|全[國縣市])[^,]*$")
_COMPARED = compiled(r"^\s*(?:較|比(?![例率重])|相較)")
_NOUN = compiled(
    r"(?!中[僅有]|[僅均尚皆]|赴|前往|來[臺華]|返|抵|到[案場庭達]|逃|落網|入境|出境|[〇零一二兩三四五六七八九十百千萬億餘]{1,9}[件人名案次個項家]|成長|衰退|下降|上升|下跌|上漲|遞[增減]|[縮延]|[增減])(?P<noun>[^\s\x00-\x40\x5b-\x60\x7b-\x7f，。、；：？！（）「」《》〈〉…—～予於在被遭將已並且而由自至為"
    r"是有以向從均係須應得可能未不各其再及與和或之的最]{2,16})"
)
_VERBS = compiled(
    r"參與|進行|辦理|接受|完成|提供|查獲|破獲|緝獲|簽[訂署]|施用|通過|申請|提出|獲得|發生|使用|設置|設立|成立|涉及|占|佔|達|計|共|等"
    r"|分布|位[於在]|擔任|執行|實施|通報|送達|死亡|受傷|採|經|遭|受|需|符合|違反|夾帶|參加|出席|核定|核准|增加|減少|送醫|納入|調[降升高整]|較"
)
#: Behind a number without a phrase before it: 3人死亡, 20萬人被迫…
_PREDICATE = compiled(
    r"\s?[後內前間]?(?![為係是者之的以及和與或至到最等較計共增減升降縮]|成長|下降|上升|延長)(?P<noun>[^\s,。、;:!?()0-9%]{2,20})"
)
_QUOTED = compiled(r"\s?(?P<noun>「[^」]{1,40}」)")
_QUOTED_LIST = compiled(r"「[^」]*」(?:[、,及和與]?\s?「[^」]*」)+$")
_SENTENCE = compiled(r"[。!?\n]")
_TIE = compiled(r"[、,;。及和與]|以及")
_COMMA = compiled(r"\s{0,2},")
_JOINED = compiled(r"\s{0,2}(?:、|,|及|和|與|以及|或)\s{0,2}")
_RESPECTIVE = compiled(
    r"(?:各(?:為|計|有|達|是|約|占|佔)?|(?:分別|依序|各自)[^\s,，。;；、:0-9「」()]{0,6})\s?$"
)
#: 北、中、南三區: how many there are of what was listed.
_COUNTED = compiled(
    r"(?:等)?(?:[二兩三四五六七八九十]|[0-9]{1,2})(?:者|人|國|市|縣|縣市|區|項|類|種|級|地|處|校|案|年度?)$"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NAME_TIE = re.compile("、|及|和|與|与|以及|暨|或")
_DIGIT = re.compile("[0-9０-９]")
_ITEM_NUMBER = re.compile("^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})$")
_SHARES = frozenset({"%", "‰", "百分點"})
_ORDINAL = frozenset({"rank", "ordinal"})


def of_quantities(
    text: str,
    folded: str,
    found: Sequence[Quantity],
    dates: Sequence[tuple[int, int]],
    same: Mapping[int, int],
) -> list[str | None]:
    """What each quantity measures: the noun behind its measure word, else the phrase before
    it, else what the last quantity of its unit measures in the same sentence.

    `dates` are the spans of dates, `same` maps members of a list of years to its first one.
    """
    phrases: list[str | None] = []
    names = _respective_names(text, folded, found, same, dates)
    last: dict[str | None, str] = {}  # in this sentence, by unit and of any unit
    low = 0
    ends = [end for _, end in dates]
    for at, quantity in enumerate(found):
        if at in same:
            phrase = phrases[same[at]]
        else:
            phrase = names.get(at) or _own(text, folded, low, quantity, dates, ends)
        if at and _SENTENCE.search(folded, low, quantity.start):
            last.clear()
        if phrase and quantity.kind == "rate" and last and _SHARE_OF.match(fold(phrase)):
            phrase = last[""] + phrase
        elif phrase and _SUM.fullmatch(fold(phrase)) and quantity.unit in last:
            phrase = last[quantity.unit]
        if phrase is None:
            # 占四成 is of what was counted last, a second number of 件 of what the first was
            phrase = last.get("" if quantity.unit in _SHARES else quantity.unit) or last.get("")
        phrases.append(phrase)
        if phrase:
            last[quantity.unit] = last[""] = phrase
        low = quantity.end
    return phrases


def lists(folded: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """[low, high) of each run of at least two quantities that 、, 及 and the like join."""
    runs = []
    low = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and _is_joined(folded, found[at - 1], found[at]):
            continue
        if at - low > 1:
            runs.append((low, at))
        low = at
    return runs


def _is_joined(folded: str, one: Quantity, other: Quantity) -> bool:
    if not _JOINED.fullmatch(folded, one.end, other.start):
        return False
    # 2,203萬包，4年合計: a comma before another unit begins another clause
    return one.unit == other.unit or not _COMMA.match(folded, one.end)


def is_respective(folded: str, first: Quantity) -> bool:
    """Whether 分別 or 依序 stands before the first quantity of a list."""
    return _RESPECTIVE.search(folded, max(0, first.start - 8), first.start) is not None


def is_legal_limit(folded: str, quantity: Quantity) -> bool:
    """Whether a law sets the number as a limit (三年以下有期徒刑): true at no time of its own."""
    limited = fold(quantity.modifier or "") in _LIMITS or (
        quantity.high is not None and folded[quantity.unit_end : quantity.end] in _LIMITS
    )
    return limited and _PENALTY.match(folded, quantity.unit_end) is not None


def lists_names(
    text: str, folded: str, first: Quantity, dates: Sequence[tuple[int, int]], count: int
) -> bool:
    """Whether as many names as quantities stand before 分別: then these are not of years."""
    word = _RESPECTIVE.search(folded, max(0, first.start - 8), first.start)
    return word is not None and any(
        len(_listed_names(text, begin, stop, dates)) >= count
        for begin, stop in _name_clauses(folded, word.start())
    )


def path(column: Sequence[str], row: Sequence[str]) -> str:
    """The headers of a cell joined by › ; item numbers are left out."""
    parts = (squeezed(h) for h in (*column, *row))
    return " › ".join(p for p in parts if p and not _ITEM_NUMBER.match(p))


def squeezed(text: str) -> str:
    """Without white space, unless Latin words need it."""
    joined = ""
    for word in text.split():
        if joined and joined[-1].isascii() and word[0].isascii() and joined[-1].isalnum():
            joined += " "
        joined += word
    return joined


def _own(
    text: str,
    folded: str,
    low: int,
    quantity: Quantity,
    dates: Sequence[tuple[int, int]],
    ends: Sequence[int],
) -> str | None:
    """The phrase that the quantity itself stands beside."""
    if quantity.noun:
        return quantity.noun
    phrase = _behind(_PENALTY, text, folded, quantity.unit_end)
    if phrase:
        return phrase
    if quantity.kind in _ORDINAL:
        phrase = _behind(_QUOTED, text, folded, quantity.end)
    if phrase is None and (quantity.counts_noun or quantity.kind in _ORDINAL):
        phrase = _behind(_NOUN, text, folded, quantity.end)
    if phrase is None:
        phrase = _beside(text, folded, low, quantity, dates, ends)
    return phrase


def _beside(
    text: str,
    folded: str,
    low: int,
    quantity: Quantity,
    dates: Sequence[tuple[int, int]],
    ends: Sequence[int],
) -> str | None:
    """The phrase before a number, the date in its clause left out; with the clause before it
    where it says too little by itself (每月). Where none stands before, what is said of it."""
    start, end = quantity.start, quantity.end
    if low:
        # what follows the last figure up to the first tie is its own (3人死亡、5人受傷)
        tie = _TIE.search(folded, low, start)
        low = tie.end() if tie else low
    phrase, begin = _clause(text, folded, low, start, dates, ends)
    is_light = phrase is not None and len(phrase) <= _LIGHT_LENGTH and _LIGHT.match(phrase)
    if phrase is None:
        phrase = _behind(_PREDICATE, text, folded, end)
    if (phrase is None or is_light) and begin > low and folded[begin - 1] in ",:":
        earlier, _ = _clause(text, folded, low, begin - 1, dates, ends)
        return (earlier or "") + (phrase or "") or None
    return phrase


def _clause(
    text: str,
    folded: str,
    low: int,
    start: int,
    dates: Sequence[tuple[int, int]],
    ends: Sequence[int],
) -> tuple[str | None, int]:
    """(phrase, place where its clause begins) of the clause that ends at `start`."""
    begin = _clause_start(folded, low, start)
    at = bisect_right(ends, start) - 1
    if at < 0 or ends[at] <= begin:
        phrase = _phrase(text, folded, begin, start)
    else:
        phrase = _phrase(text, folded, ends[at], start)
        first = max(begin, ends[at - 1] if at else 0)
        ahead = _phrase(text, folded, first, dates[at][0]) if dates[at][0] > first else None
        if phrase is None:
            phrase = ahead
        elif ahead is not None and len(ahead) <= _REACH // 3:
            phrase = ahead + phrase
    if phrase is None and begin > low and folded[begin - 1] == "(":
        # a number in brackets is of what they follow
        phrase = _phrase(text, folded, _clause_start(folded, low, begin - 1), begin - 1)
    return phrase, begin


def _phrase(text: str, folded: str, begin: int, start: int) -> str | None:
    """What stands in `[begin, start)` without joining words; None if nothing else does."""
    stop = _trimmed(folded, begin, start)
    led = _LEADING.match(folded[begin:stop])
    first = begin + (led.end() if led else 0)
    against = _AGAINST.search(folded, first, stop)
    if against and against.start() > first:
        stop = against.start()
    if first < stop and not _COMPARED.match(folded[first:stop]):
        phrase = squeezed(text[first:stop])
        return None if len(phrase) < 2 or _ITEM_NUMBER.match(phrase) else phrase
    total = _TOTAL.search(folded, begin, start)
    return text[total.start() : total.end()] if total else None


def _trimmed(folded: str, begin: int, start: int) -> int:
    """The end of a phrase without joining words and without the names that it lists."""
    phrase = folded[begin:start]
    ended = _TRAILING.search(phrase)
    phrase = phrase[: ended.start()] if ended else phrase
    listed = _QUOTED_LIST.search(phrase)
    if listed:
        ended = _TRAILING.search(phrase[: listed.start()])
        rest = phrase[: ended.start()] if ended else phrase[: listed.start()]
        phrase = rest or phrase
    return begin + len(phrase)


def _behind(pattern: re.Pattern[str], text: str, folded: str, end: int) -> str | None:
    """What a pattern's noun matches behind a quantity, up to the verb."""
    match = pattern.match(folded, end)
    if match is None:
        return None
    begin, stop = match.span("noun")
    if pattern is _NOUN:
        verb = _VERBS.search(folded, begin, stop + 1)
        stop = min(verb.start(), stop) if verb else stop
    return squeezed(text[begin:stop]) if stop - begin >= 2 else None


def _respective_names(
    text: str,
    folded: str,
    found: Sequence[Quantity],
    same: Mapping[int, int],
    dates: Sequence[tuple[int, int]],
) -> dict[int, str]:
    """甲、乙分別為3件及5件: the name of each."""
    names: dict[int, str] = {}
    for low, high in lists(folded, found):
        first = found[low].start
        word = _RESPECTIVE.search(folded, max(0, first - 8), first)
        if word is None or low + 1 in same:
            continue
        for begin, stop in _name_clauses(folded, word.start()):
            parts = _listed_names(text, begin, stop, dates)
            if len(parts) < high - low:
                continue
            for n, part in enumerate(parts[low - high :]):
                led = _LEADING.match(part)
                name = squeezed(part[led.end() :] if led else part)
                if name and not _DIGIT.search(name):
                    names[low + n] = name
            break
    return names


def _listed_names(text: str, begin: int, stop: int, dates: Sequence[tuple[int, int]]) -> list[str]:
    """The names of a list, without the dates and the remarks in brackets between them."""
    kept = list(text[begin:stop])
    for first, end in dates:
        if begin <= first and end <= stop:
            kept[first - begin : end - begin] = " " * (end - first)
    phrase = _BRACKETS.sub("", "".join(kept)).strip()
    for pair, names in _PAIRS.items():
        if phrase.endswith(pair):
            return list(names)
    counted = _COUNTED.search(folded_numbers(phrase))
    phrase = phrase[: counted.start()] if counted else phrase
    return [part for part in _NAME_TIE.split(phrase) if part.strip()]


def _name_clauses(folded: str, stop: int) -> list[tuple[int, int]]:
    """The clause before 分別, and the one before its bracket: 甲及乙（112年分別為…）."""
    begin = _clause_start(folded, 0, stop)
    clauses = [(begin, stop)]
    if begin and folded[begin - 1] == "(":
        clauses.append((_clause_start(folded, 0, begin - 1), begin - 1))
    return clauses


def _clause_start(folded: str, low: int, start: int) -> int:
    at = start
    for _ in range(_REACH):
        if at <= low:
            return low
        char = folded[at - 1]
        if char in _CLOSING:
            opening = folded.rfind(_CLOSING[char], max(low, at - _INSIDE), at - 1)
            if opening < 0:
                return at
            at = opening
        elif char in _OPENING or char in _STOPS:
            return at
        else:
            at -= 1
    return at
