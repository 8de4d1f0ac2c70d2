"""Enumerations in a sentence, A、B及C: where their items begin and end.

Punctuation parts the items; the words that lead up to the first and those that follow the last
are told from them by what they are: a verb or a preposition leads up, 等 and a number close.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh.entities.categories import find, words
from judian.zh.entities.noun_phrases import phrase_at, phrase_before
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.zh.entities.names import NamedEntity

Span = tuple[int, int]

#: An item of an enumeration is at most this long; longer stretches between 、 are clauses.
MAX_ITEM = 48
#: With what leads up to it, the first may be so much longer.
_MAX_PART = 64
#: What stands behind an item in brackets, which its length does not count.
_MAX_NOTE = 60
#: A list of more items than this is a directory.
MAX_ITEMS = 30

_JOIN = fold("及與和暨或跟")
_ITEM = (
    r"(?:「[^「」\n]{1,60}」(?:\([^()\n]{1,40}\))?|《[^《》\n]{1,60}》"
    rf"|(?:[^、,。;:!?\n「」《》()]|\([^()\n]{{1,{_MAX_NOTE}}}\)){{1,{_MAX_PART}}})"
)
_QUOTED_ITEM = "「[^「」\\n]{1,60}」"
_ENUMERATION = re.compile(
    f"{_ITEM}(?:、{_ITEM})+(?:(?<=[」》])(?:以?[{_JOIN}]|、){_ITEM})?"
    f"|{_QUOTED_ITEM}以?[{_JOIN}]{_QUOTED_ITEM}"
)
# Words behind which the first item of an enumeration begins.
_OPENERS = frozenset(
    fold(
        "分別為 分別是 分別係 包括 包含 包括了 涵蓋 例如 譬如 諸如 如 即 為 是 係 有 於 在 "
        "以 由 自 與 對 從 向 經 指 含 及 至 到 計有 計 及其 針對 透過 位於 列為 提供 查獲 "
        "簽訂 簽署 訂定 發現 其中 屬於 等 的 將 被 使 並 則 起 和 跟 應 須 得 已 仍 就 且 者 所 曾 "
        "再 另 各 朝 朝向 往"
    ).split()
)
#: Of these, those that only an enumeration follows, however short its first item.
_ANNOUNCE = frozenset(
    map(fold, ("分別為", "分別是", "是", "包括", "包含", "涵蓋", "計有", "例如", "諸如", "列為"))
)
#: Of these, those that no item begins with, however short it is.
_NEVER_FIRST = frozenset(fold("由將與於在自為是係向對從及和跟且並有經以"))
# Words at which the last item ends.
_CLOSERS = compiled(
    "等|(?:[二三四五六七八九十兩0-9]+)(?:個|項|種|類|國|大|名|件|起|縣|市|所|家|部分|方面|面向)"
    "|之(?!鑑|防|保|建|運)|(?<=..)的|為|是|均|皆|都|在|於|所(?!得|有權)|共同|一同|聯合(?!國)|分別|則(?!$)"
)
_SPLIT_LAST = re.compile(f"(?<=[^\\s])(?:以?[{_JOIN}])(?=[^\\s])")
_ETC, _AND, _OR = fold("等"), fold("以及"), fold("或")
_WHAT = fold("所")  # 所得 is a thing, not a deed.
_LONE_JOINT = re.compile(f"以?[{_JOIN}]")


def enumerated(context: CandidateContext, start: int = 0) -> Iterator[list[Span]]:
    """The items of each enumeration of at least two in the context's text from `start` on."""
    taken: list[Span] = []
    for found in _ENUMERATION.finditer(context.text, start):
        items = _items(context, found.start(), found.end())
        if 2 <= len(items) <= MAX_ITEMS and all(
            _length(context.text[s:e]) <= MAX_ITEM for s, e in items
        ):
            taken.append((items[0][0], items[-1][1]))
            yield items
    yield from _pairs(context, start, taken)


_NOTE = re.compile(r"\([^()]*\)")


def _length(item: str) -> int:
    """Characters of an item without its brackets."""
    return len(_NOTE.sub("", item))


def _pairs(context: CandidateContext, start: int, taken: Sequence[Span]) -> Iterator[list[Span]]:
    """Two noun phrases with 及 between and no 、: 陶罐及玉玦."""
    text = context.text
    for joint in _LONE_JOINT.finditer(text, start):
        if joint.group().endswith(_OR) or any(low <= joint.start() < high for low, high in taken):
            continue
        left = _name_at(context.organisations, joint.start(), 1) or phrase_before(
            text[: joint.start()], joint.start()
        )
        right = _name_at(context.organisations, joint.end(), 0) or phrase_at(text, joint.end())
        if min(left[1] - left[0], right[1] - right[0]) >= 2:
            yield [left, right]


def _name_at(names: Sequence[NamedEntity], at: int, edge: int) -> Span | None:
    """The longest name that begins (edge 0) or ends (edge 1) at `at`."""
    spans = [(n.start, n.end) for n in names if (n.start, n.end)[edge] == at]
    return max(spans, key=lambda s: s[1] - s[0], default=None)


def _items(context: CandidateContext, start: int, end: int) -> list[Span]:
    text = context.text
    parts: list[Span] = []
    at = start
    depth = 0
    for place in range(start, end + 1):
        char = text[place] if place < end else "、"
        depth += (char in "「《(") - (char in "」》)")
        joint = 1 if char == "、" else 2 if text.startswith(_AND, place, end) else 0
        if joint and depth <= 0:
            if place > at:
                parts.append((at, place))
            at = place + joint
    if len(parts) < 2 and not any(c in text[start:end] for c in "「《"):
        return []
    parts = _split_last(text, _up_to_etc(text, parts))
    parts[0] = _trim_first(context, parts)
    others = [text[low:high] for low, high in parts[:-1]]
    longest = max((_length(other) for other in others), default=0)
    parts[-1] = _trim_last(text, parts[-1], longest, any(map(_ends_in_verb, others)))
    return [bare(text, p) for p in parts if p[0] < p[1]]


def _up_to_etc(text: str, parts: list[Span]) -> list[Span]:
    """The parts up to the one with 等, which closes the enumeration: what follows another 、 is
    another one (甲、乙等地辦理丙、丁)."""
    for number, (low, high) in enumerate(parts[1:], 2):
        if _ETC in text[low + 1 : high]:
            return parts[:number]
    return parts


def _split_last(text: str, parts: list[Span]) -> list[Span]:
    """The last part A及B as two; quoted names are not cut inside."""
    low, high = parts[-1]
    body = text[low:high]
    quoted = re.search("」(?:\\([^()]*\\))?(?:以?[" + _JOIN + "])(?=「)", body)
    if quoted:
        cut = low + quoted.end()
        joint = len(quoted.group()) - len(quoted.group().rstrip(_JOIN + fold("以")))
        return [*parts[:-1], (low, cut - joint), (cut, high)]
    if body.startswith(("「", "《")):
        return parts
    joints = list(_SPLIT_LAST.finditer(body))
    # A、B、C或D: what 或 joins is one thing; A、B、C或D及E has another joint.
    found = next((j for j in joints if j.group() != _OR or len(parts) <= 2), None)
    if found is None:
        return parts
    return [*parts[:-1], (low, low + found.start()), (low + found.end(), high)]


def _trim_first(context: CandidateContext, parts: Sequence[Span]) -> Span:
    """The first part without the words that lead up to it."""
    text = context.text
    low, high = parts[0]
    body = text[low:high]
    quote = max(body.rfind("「"), body.rfind("《"))
    if quote >= 0:
        return low + quote, high
    others = [text[p[0] : p[1]] for p in parts[1:]]
    named = {v.category for other in others for v in find(other)}
    for value in reversed(find(body)):
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
    return low + _lead(body, usual, _begins_with_verb(others[0])), high


def _lead(body: str, usual: int, verb_first: bool) -> int:
    """How many characters of a first part lead up to the item. Of the places behind a verb or
    an opener the last is taken that leaves about what is usual; where the other items begin
    with verbs, so does this one."""
    tokens = words(body)
    cuts = [
        (end, is_verb(tokens[number + 1][0]))
        for number, (word, _, end) in enumerate(tokens[:-1])
        if word in _OPENERS or (is_verb(word) and len(word) > 1 and len(body) > usual + 2)
        if len(body) - end >= max(2, usual - 1) and body[end] not in _JOINED
    ]
    before_verbs = [end for end, verb in cuts if verb]
    if verb_first and before_verbs:
        return before_verbs[-1]
    if cuts:
        return cuts[-1][0]
    if len(body) > 3 * usual + 4:
        return next((s for _, s, _ in tokens if len(body) - s <= 2 * usual + 2), 0)
    return 0


def _past_openers(body: str) -> int:
    """Where the item begins behind the openers at the start. What begins a word is none: 自行車."""
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


def _trim_last(text: str, part: Span, longest: int, verbs: bool) -> Span:
    """The last part without what follows it; a verb does so unless the others end in `verbs`, or
    with it the part is no longer than the `longest` of them (安全防護 beside 物品管理)."""
    low, high = part
    body = text[low:high]
    if body.startswith(("「", "《")):
        close = max(body.find("」"), body.find("》"))
        return low, low + close + 1 if close > 0 else high
    found = _CLOSERS.search(body, 1)
    if found:
        return low, low + found.start()
    for word, start, end in reversed(words(body)):
        if verbs or end != len(body) or start < 2 or len(word) < 2 or not is_verb(word):
            break
        if _length(body) <= longest or word.startswith(_WHAT):
            break
        body = body[:start]
    return low, low + len(body)


def bare(text: str, part: Span) -> Span:
    """The part without white space at its ends."""
    low, high = part
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high
