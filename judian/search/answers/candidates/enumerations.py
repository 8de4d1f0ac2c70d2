"""Enumerations in a sentence, A、B及C, and the spans of their items.

Punctuation separates the items. The first begins after a verb or a preposition that leads up to
it; the last ends at 等, at a number or at a verb that follows it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.zh.entities.categories import find_values, words
from judian.zh.entities.noun_phrases import phrase_at, phrase_before
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.zh.entities.names import NamedEntity

Span = tuple[int, int]

#: Most characters of an item; longer stretches between 、 are clauses.
MAX_ITEM = 48
#: Most characters of the first item with the words that lead up to it.
_MAX_PART = 64
#: Most characters in brackets after an item, which its length does not count.
_MAX_BRACKETS = 60
#: Most items of an enumeration; a longer one is a directory.
MAX_ITEMS = 30

_CONJUNCTIONS = fold("及與和暨或跟")
_ITEM = (
    r"(?:「[^「」\n]{1,60}」(?:\([^()\n]{1,40}\))?|《[^《》\n]{1,60}》"
    r"|(?:[^、,。;:!?\n「」《》()]|(?<=[0-9]),(?=[0-9]{3})"
    rf"|\([^()\n]{{1,{_MAX_BRACKETS}}}\)){{1,{_MAX_PART}}})"
)
_QUOTED_ITEM = "「[^「」\\n]{1,60}」"
_ENUMERATION = re.compile(
    f"{_ITEM}(?:、{_ITEM})+(?:(?<=[」》])(?:以?[{_CONJUNCTIONS}]|、){_ITEM})?"
    f"|{_QUOTED_ITEM}以?[{_CONJUNCTIONS}]{_QUOTED_ITEM}"
)
# Words before the first item of an enumeration.
_OPENERS = frozenset(
    fold(
        "分別為 分別是 分別係 包括 包含 包括了 涵蓋 例如 譬如 諸如 如 即 為 是 係 有 於 在 "
        "以 由 自 與 對 從 向 經 指 含 及 至 到 計有 計 及其 針對 透過 位於 列為 提供 查獲 "
        "簽訂 簽署 訂定 發現 其中 屬於 等 的 將 被 使 並 則 起 和 跟 應 須 得 已 仍 就 且 者 所 曾 "
        "再 另 各 朝 朝向 往"
    ).split()
)
#: Those of them that only an enumeration follows, however short its first item.
_ANNOUNCE = frozenset(
    map(fold, ("分別為", "分別是", "是", "包括", "包含", "涵蓋", "計有", "例如", "諸如", "列為"))
)
#: Those of them that cannot begin an item, however short it is.
_NEVER_FIRST = frozenset(fold("由將與於在自為是係向對從及和跟且並有經以"))
# Words that end the last item.
_CLOSERS = compiled(
    "等|(?:[二三四五六七八九十兩0-9]+)(?:個|項|種|類|國|大|名|件|起|縣|市|所|家|部分|方面|面向)"
    "|之(?!鑑|防|保|建|運)|(?<=..)的|為|是|均|皆|都|在|於|所(?!得|有權)|共同|一同|聯合(?!國)|分別|則(?!$)"
)
_SPLIT_LAST = re.compile(f"(?<=[^\\s])(?:以?[{_CONJUNCTIONS}])(?=[^\\s])")
_ETC, _AND, _OR = fold("等"), fold("以及"), fold("或")
_SUO = fold("所")  # 所得 is a noun, though 得 is a verb.
_LONE_CONJUNCTION = re.compile(f"以?[{_CONJUNCTIONS}]")


def enumerated(context: CandidateContext, start: int = 0) -> Iterator[list[Span]]:
    """Yield the spans of the items of each enumeration of 2 to MAX_ITEMS, from offset `start`
    on."""
    quoted = list(_quoted_names(context, start))
    yield from quoted
    taken: list[Span] = [(items[0][0], items[-1][1]) for items in quoted]
    for found in _ENUMERATION.finditer(context.text, start):
        if any(low <= found.start() < high for low, high in taken):
            continue
        items = _items(context, found.start(), found.end())
        if 2 <= len(items) <= MAX_ITEMS and all(
            _length(context.text[s:e]) <= MAX_ITEM for s, e in items
        ):
            taken.append((items[0][0], items[-1][1]))
            yield items
    yield from _pairs(context, start, taken)


#: Names in quotation marks with what each is of before it: 甲署「東線」、乙局「西線」及「南線」.
_OF = "(?:[、,]|(?:、)?(?:以?及|與|和|暨))[^「」。;:、,\\n]{1,24}"
_QUOTED_RUN = compiled(f"「[^「」\\n]{{2,40}}」(?:{_OF}?「[^「」\\n]{{2,40}}」)+")
_QUOTED = re.compile("「[^「」\\n]{2,40}」")


def _quoted_names(context: CandidateContext, start: int) -> Iterator[list[Span]]:
    """Yield the names in quotation marks that follow each other, if words stand between some of
    them; without such words they are an enumeration as any other."""
    for found in _QUOTED_RUN.finditer(context.text, start):
        items = [quoted.span() for quoted in _QUOTED.finditer(context.text, *found.span())]
        gaps = [low - high for (_, high), (low, _) in pairwise(items)]
        if len(items) <= MAX_ITEMS and max(gaps) > _LONGEST_JOINT:
            yield items


#: Most characters of a conjunction with its comma.
_LONGEST_JOINT = 3


_IN_BRACKETS = re.compile(r"\([^()]*\)")


def _length(item: str) -> int:
    """The number of characters of an item without its brackets."""
    return len(_IN_BRACKETS.sub("", item))


def _pairs(context: CandidateContext, start: int, taken: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield pairs of noun phrases joined by 及 alone (陶罐及玉玦), outside the spans `taken`."""
    text = context.text
    for joint in _LONE_CONJUNCTION.finditer(text, start):
        if joint.group().endswith(_OR) or any(low <= joint.start() < high for low, high in taken):
            continue
        left = _name_at(context.organisations, joint.start(), 1) or phrase_before(
            text[: joint.start()], joint.start()
        )
        right = _name_at(context.organisations, joint.end(), 0) or phrase_at(text, joint.end())
        if min(left[1] - left[0], right[1] - right[0]) >= 2:
            yield [left, right]


def _name_at(names: Sequence[NamedEntity], at: int, edge: int) -> Span | None:
    """The span of the longest name that begins (edge 0) or ends (edge 1) at offset `at`."""
    spans = [(n.start, n.end) for n in names if (n.start, n.end)[edge] == at]
    return max(spans, key=lambda s: s[1] - s[0], default=None)


def _items(context: CandidateContext, start: int, end: int) -> list[Span]:
    """The spans of the items of the enumeration at [start, end)."""
    text = context.text
    parts = _parts(text, start, end)
    if len(parts) < 2 and not any(c in text[start:end] for c in "「《"):
        return []
    parts = _split_last(text, _up_to_etc(text, parts))
    parts[0] = _trim_first(context, parts)
    others = [text[low:high] for low, high in parts[:-1]]
    longest = max((_length(other) for other in others), default=0)
    parts[-1] = _last_name(context, parts) or _trim_last(
        text, parts[-1], longest, any(map(_ends_in_verb, others))
    )
    return _with_partner(context, [bare(text, p) for p in parts if p[0] < p[1]])


def _last_name(context: CandidateContext, parts: Sequence[Span]) -> Span | None:
    """The organisation that the last part begins with, if all others are organisations: 內政部 of
    內政部視實際需要. None otherwise."""
    names = {(n.start, n.end) for n in context.organisations}
    if not all(part in names for part in parts[:-1]):
        return None
    return _name_at(context.organisations, parts[-1][0], 0)


#: Words between two who act together: 國防部會同內政部.
_TOGETHER = compiled("(?:會同|會商|偕同|協同|洽商)$")


def _with_partner(context: CandidateContext, items: list[Span]) -> list[Span]:
    """The items, and before them the organisation that acts together with the first: 國防部 in
    國防部會同海洋委員會、內政部."""
    low = items[0][0] if items else 0
    joint = _TOGETHER.search(context.text, 0, low)
    partner = _name_at(context.organisations, joint.start(), 1) if joint else None
    return [partner, *items] if partner else items


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The spans between 、 or 以及 outside quotation marks and brackets."""
    parts: list[Span] = []
    low = start
    depth = 0
    for at in range(start, end + 1):
        char = text[at] if at < end else "、"
        depth += (char in "「《(") - (char in "」》)")
        width = 1 if char == "、" else len(_AND) if text.startswith(_AND, at, end) else 0
        if width and depth <= 0:
            if at > low:
                parts.append((low, at))
            low = at + width
    return parts


def _up_to_etc(text: str, parts: list[Span]) -> list[Span]:
    """The parts up to the one with 等, which ends the enumeration; parts after it belong to
    another one (甲、乙等地辦理丙、丁)."""
    for number, (low, high) in enumerate(parts[1:], 2):
        if _ETC in text[low + 1 : high]:
            return parts[:number]
    return parts


def _split_last(text: str, parts: list[Span]) -> list[Span]:
    """The parts with a last one of the form A及B split; quoted names are not split inside."""
    low, high = parts[-1]
    body = text[low:high]
    quoted = re.search("」(?:\\([^()]*\\))?(?:以?[" + _CONJUNCTIONS + "])(?=「)", body)
    if quoted:
        cut = low + quoted.end()
        joint = len(quoted.group()) - len(quoted.group().rstrip(_CONJUNCTIONS + fold("以")))
        return [*parts[:-1], (low, cut - joint), (cut, high)]
    if body.startswith(("「", "《")):
        return parts
    joints = list(_SPLIT_LAST.finditer(body))
    # A、B、C或D: 或 joins two names of one thing; A、B、C或D及E is split at 及.
    found = next((j for j in joints if j.group() != _OR or len(parts) <= 2), None)
    if found is None:
        return parts
    return [*parts[:-1], (low, low + found.start()), (low + found.end(), high)]


def _trim_first(context: CandidateContext, parts: Sequence[Span]) -> Span:
    """The span of the first part without the words that lead up to it."""
    text = context.text
    low, high = parts[0]
    body = text[low:high]
    quote = max(body.rfind("「"), body.rfind("《"))
    if quote >= 0:
        return low + quote, high
    others = [text[p[0] : p[1]] for p in parts[1:]]
    named = {v.category for other in others for v in find_values(other)}
    for value in reversed(find_values(body)):
        if value.category in named - {"agency"} and value.end == len(body):
            return low + value.start, high
    name = _name_at(context.organisations, high, 1)
    if name and name[0] > low and any(n.start == parts[1][0] for n in context.organisations):
        return name
    past = _past_openers(body)
    low, body = low + past, body[past:]
    lengths = sorted(map(len, others[:-1] or others))
    usual = lengths[len(lengths) // 2]
    announced = [e for word, _, e in words(body) if word in _ANNOUNCE and e < len(body)]
    if announced:
        return low + announced[-1], high
    if len(body) <= usual + 1:
        return low, high
    return low + _lead_in_length(body, usual, _begins_with_verb(others[0])), high


def _lead_in_length(body: str, usual: int, verb_first: bool) -> int:
    """The number of characters of a first part that lead up to its item: up to the last verb or
    opener that leaves about the `usual` length of an item, and a verb at its start if the other
    items begin with verbs (`verb_first`)."""
    tokens = words(body)
    starts = [
        (end, is_verb(tokens[number + 1][0]))
        for number, (word, _, end) in enumerate(tokens[:-1])
        if word in _OPENERS or (is_verb(word) and len(word) > 1 and len(body) > usual + 2)
        if len(body) - end >= max(2, usual - 1) and body[end] not in _JOINED
    ]
    before_verbs = [start for start, is_before_verb in starts if is_before_verb]
    if verb_first and before_verbs:
        return before_verbs[-1]
    if starts:
        return starts[-1][0]
    if len(body) > 3 * usual + 4:
        return next((s for _, s, _ in tokens if len(body) - s <= 2 * usual + 2), 0)
    return 0


def _past_openers(body: str) -> int:
    """The offset of the item after the openers at the start of `body`; a longer word that begins
    with an opener's character is part of the item (自行車)."""
    at = 0
    for word, start, end in words(body):
        if start != at or not set(word) <= _NEVER_FIRST or len(body) - end < 2:
            break
        at = end
    return at


_JOINED = frozenset(fold("之的者及與和所等"))


def _begins_with_verb(item: str) -> bool:
    found = words(item[:6])
    return bool(found) and found[0][1] == 0 and len(found[0][0]) > 1 and is_verb(found[0][0])


def _ends_in_verb(item: str) -> bool:
    found = words(item)
    return bool(found) and found[-1][2] == len(item) and is_verb(found[-1][0])


def _trim_last(text: str, part: Span, longest: int, verb_last: bool) -> Span:
    """The span of the last part without the words that follow the item. A verb at its end is
    removed unless the other items end in verbs (`verb_last`), or the part with it is at most as
    long as the `longest` of them (安全防護 beside 物品管理)."""
    low, high = part
    body = text[low:high]
    if body.startswith(("「", "《")):
        close = max(body.find("」"), body.find("》"))
        return low, low + close + 1 if close > 0 else high
    found = _CLOSERS.search(body, 1)
    if found:
        return low, low + found.start()
    for word, start, end in reversed(words(body)):
        if verb_last or end != len(body) or start < 2 or len(word) < 2 or not is_verb(word):
            break
        if _length(body) <= longest or word.startswith(_SUO):
            break
        body = body[:start]
    return low, low + len(body)


def bare(text: str, part: Span) -> Span:
    """The span without the white space at its ends."""
    low, high = part
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high
