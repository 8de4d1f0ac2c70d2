"""Candidates that are lists: enumerations in a sentence, and runs of list items or headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.model import Kind
from search.answers.candidates import Candidate
from search.answers.demand import Demand
from search.answers.scene import Scene
from zh.categories import Value, find, words
from zh.fold import fold
from zh.patterns import compiled

#: What numbers or marks a list item or a heading.
_MARKER = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}[、.．]"
    r"|\d{1,2}[.、．)）]|[-•●◎○*※])\s*"
)
#: An item of an enumeration is at most this long; longer stretches between 、 are clauses.
MAX_ITEM = 24
#: A list of more items than this is a directory.
MAX_ITEMS = 30

_JOIN = fold("及與和暨或跟")
_ITEM = (
    r"(?:「[^「」\n]{1,60}」(?:\([^()\n]{1,40}\))?|《[^《》\n]{1,60}》"
    r"|(?:[^、,。;:!?\n「」《》()]|\([^()\n]{1,30}\)){1,24})"
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
        "簽訂 簽署 訂定 發現 其中 屬於 等 的 將 被 使 並 則"
    ).split()
)
# Words at which the last item ends.
_CLOSERS = compiled(
    "等|(?:[二三四五六七八九十兩0-9]+)(?:個|項|種|類|國|大|名|件|起|縣|市|所|家|部分|方面)|之|的|為|是|均|皆|都|在|於|所|共同|一同|聯合(?!國)"
)
_SPLIT_LAST = re.compile(f"(?<=[^\\s])(?:以?[{_JOIN}])(?=[^\\s])")


def enumerations(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Enumerations A、B及C of the passage."""
    marker = _MARKER.match(scene.text)
    for found in _ENUMERATION.finditer(scene.text, marker.end() if marker else 0):
        items = _items(scene, found.start(), found.end())
        if not 2 <= len(items) <= MAX_ITEMS:
            continue
        start, end = items[0][0], items[-1][1]
        yield Candidate(scene, start, end, "list", _form(demand, scene, items), items=tuple(items))


def named(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Countries, regions or substances in a row: 日本及立陶宛."""
    run: list[Value] = []
    for value in (*scene.values, None):
        if (
            value is not None
            and run
            and value.category == run[-1].category
            and scene.text[run[-1].end : value.start] in _JOINTS
        ):
            run.append(value)
            continue
        if len(run) > 1 and run[0].category in ("country", "region", "substance"):
            items = tuple((v.start, v.end) for v in run)
            form = _form(demand, scene, items)
            yield Candidate(scene, items[0][0], items[-1][1], "list", form, items=items)
        run = [value] if value is not None else []


_JOINTS = frozenset(("、", *_JOIN, fold("以及")))


def _items(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    text = scene.text
    parts: list[tuple[int, int]] = []
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
    parts[0] = _trim_first(scene, parts)
    parts[-1] = _trim_last(text, parts[-1])
    return [_bare(text, p) for p in parts if p[0] < p[1]]


_ETC, _AND = fold("等"), fold("以及")


def _up_to_etc(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts up to the one with 等, which closes the enumeration: what follows another 、 is
    another one (甲、乙等地辦理丙、丁)."""
    for number, (low, high) in enumerate(parts[1:], 2):
        if _ETC in text[low + 1 : high]:
            return parts[:number]
    return parts


def _split_last(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
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
    found = _SPLIT_LAST.search(body)
    if found is None:
        return parts
    return [*parts[:-1], (low, low + found.start()), (low + found.end(), high)]


def _trim_first(scene: Scene, parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first part without the words that lead up to it."""
    text = scene.text
    low, high = parts[0]
    body = text[low:high]
    quote = max(body.rfind("「"), body.rfind("《"))
    if quote >= 0:
        return low + quote, high
    named = {v.category for p in parts[1:-1] or parts[1:] for v in find(text[p[0] : p[1]])}
    for value in reversed(find(body)):
        if value.category in named and value.end == len(body):
            return low + value.start, high
    lengths = sorted(p[1] - p[0] for p in parts[1:-1] or parts[1:])
    usual = lengths[len(lengths) // 2]
    if len(body) <= usual + 1:
        return low, high
    cut = 0
    for word, _, end in words(body):
        if word in _OPENERS and end < len(body):
            cut = end
    if cut == 0 and len(body) <= 2 * usual + 4:
        return low, high
    if cut == 0 or len(body) - cut > 3 * usual + 4:
        segmented = words(body)
        for _, start, _ in segmented:
            if len(body) - start <= usual + 1:
                cut = max(cut, start)
                break
    return low + cut, high


def _trim_last(text: str, part: tuple[int, int]) -> tuple[int, int]:
    low, high = part
    body = text[low:high]
    if body.startswith(("「", "《")):
        close = max(body.find("」"), body.find("》"))
        return low, low + close + 1 if close > 0 else high
    found = _CLOSERS.search(body, 1)
    return (low, low + found.start()) if found else part


def _bare(text: str, part: tuple[int, int]) -> tuple[int, int]:
    """The part without white space at its ends."""
    low, high = part
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


_NOUN_CATEGORIES = {
    fold("國"): ("country",), fold("國家"): ("country",), fold("縣市"): ("region",),
    fold("城市"): ("region", "country"), fold("縣"): ("region",), fold("毒品"): ("substance",),
}  # fmt: skip


def _form(demand: Demand, scene: Scene, items: Sequence[tuple[int, int]]) -> float:
    """1 for a list of as many items as asked, less for another number or uneven items."""
    count = demand.question.count
    form = 0.8
    if count is not None:
        form = 1.0 if len(items) == count else 0.3
    noun = demand.question.noun
    category = next((c for n, c in _NOUN_CATEGORIES.items() if noun.startswith(n)), None)
    if category is not None:
        named = sum(any(v.category in category for v in find(scene.text[s:e])) for s, e in items)
        form *= 1.0 if 2 * named > len(items) else 0.5
    if noun:
        ending = noun[-2:]
        matching = sum(scene.text[s:e].rstrip("」》").endswith(ending) for s, e in items)
        behind = scene.text[items[-1][1] : items[-1][1] + 12]
        if matching * 2 >= len(items) or ending in behind:
            form = min(1.0, form + 0.2)
    return form


#: An item of a run is told up to its first sentence end, and at most this long.
MAX_RUN_ITEM = 80


def runs(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """The list items or headings that a passage leads into."""
    items = tuple(filter(None, map(_item_text, scene.followers)))
    if 2 <= len(items) <= MAX_ITEMS:
        low, high = scene.sentences[-1] if scene.sentences else (0, len(scene.text))
        count = demand.question.count
        form = 0.8 if count is None else 1.0 if count == len(items) else 0.3
        said = scene.text[low:high].rstrip()
        leads = scene.hit.passage.kind is Kind.HEADING or said.endswith(":")
        yield Candidate(scene, low, high, "list", form, texts=items, about=said if leads else "")


#: What leads up to the first of several things that are counted one by one.
_BEFORE_FIRST = compiled("^.*(?:以|為|其中|依序為|分別為|包括|計有|有|：|:)(?=.)")


def counted(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Things told with a number each: 醫療業4件、能源業2件、地方政府1件."""
    run: list[tuple[int, int, int]] = []  # start of the name, its end, end of the number
    unit: str | None = None
    for figure in (*scene.hit.passage.figures, None):
        name = None
        if figure is not None:
            start, end = scene.folded_span(figure.start, figure.end)
            name = _name_before(scene.text, start, run[-1][2] if run else 0)
        if figure is not None and name and run and figure.unit == unit:
            run.append((*name, end))
            continue
        yield from _counted(demand, scene, run)
        run = [(*name, end)] if figure is not None and name else []
        unit = figure.unit if figure is not None else None


def _name_before(text: str, at: int, previous: int) -> tuple[int, int] | None:
    """The words right before a number, back to the mark that parts it from the last one."""
    low = at
    while low > previous and text[low - 1] not in "、,;。:\n|":
        low -= 1
    lead = _BEFORE_FIRST.match(text[low:at]) if low < at else None
    low += lead.end() if lead else 0
    high = at
    while high > low and text[high - 1] in "約計共為達有( ":
        high -= 1
    return (low, high) if 2 <= high - low <= MAX_ITEM else None


def _counted(
    demand: Demand, scene: Scene, run: Sequence[tuple[int, int, int]]
) -> Iterator[Candidate]:
    if 2 <= len(run) <= MAX_ITEMS:
        items = tuple((low, high) for low, high, _ in run)
        form = 0.9 * _form(demand, scene, items)
        yield Candidate(scene, items[0][0], run[-1][2], "list", form, items=items)


_INLINE = re.compile(
    "[(（][一二三四五六七八九十1-9]{1,2}[)）]|(?<![0-9.])[1-9][.)、](?![0-9])|[一二三四五六七八九](?=是)"
)


def inline(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Items numbered inside one paragraph: （一）…；（二）…"""
    marks = list(_INLINE.finditer(scene.text))
    if marks and marks[0].start() == 0 and not _begins_a_list(marks):
        # The passage is an item itself; only marks of another style number parts of it.
        style = marks[0].group()[0]
        marks = marks[1:] if len(marks) > 1 and marks[1].group()[0] != style else []
    if len(marks) < 2:
        return
    ends = [*(m.start() for m in marks[1:]), _sentence_end(scene.text, marks[-1].end())]
    items = [
        _bare(scene.text, (m.end(), _trim_end(scene.text, m.end(), end)))
        for m, end in zip(marks, ends, strict=True)
    ]
    if len(items) <= MAX_ITEMS and all(s < e for s, e in items):
        form = _form(demand, scene, items)
        yield Candidate(scene, items[0][0], items[-1][1], "list", form, items=tuple(items))


def _begins_a_list(marks: Sequence[re.Match[str]]) -> bool:
    """True where the second mark goes on counting from the first: （一）…；（二）…"""
    if len(marks) < 2:
        return False
    first, second = (_DIGIT.sub(lambda d: str(_DIGITS[d.group()]), m.group()) for m in marks[:2])
    return first.replace("1", "2") == second


_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九", 1)}
_DIGIT = re.compile("[一二三四五六七八九]")


def _sentence_end(text: str, at: int) -> int:
    return min((p for p in (text.find(c, at) for c in "。;\n") if p >= 0), default=len(text))


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in ";；,，、。 及與\n":
        end -= 1
    return end


def _item_text(text: str) -> str:
    body = _MARKER.sub("", text).strip()
    if len(body) > MAX_RUN_ITEM:
        body = re.split("[。；：]", body)[0][:MAX_RUN_ITEM]
    return body.rstrip("。；")
