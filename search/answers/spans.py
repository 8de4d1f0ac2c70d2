"""Candidates that are names, places, definitions or whole sentences.

A name is found where the question's own words point: the word before or behind the
interrogative is looked up in the passage, and what stands at the interrogative's place there
is the candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.answers.candidates import Candidate
from search.answers.demand import Demand, Unit
from search.answers.scene import Scene
from zh.categories import words
from zh.fold import fold
from zh.patterns import compiled
from zh.questions import Asks
from zh.segment import part_of_speech

#: A name is at most this long.
MAX_NAME = 30
_STOPS = "，、；。：:,;\n!！?？()（）"
_PLACE_CATEGORIES = ("country", "region")
_LEADING = compiled(
    "^(?:並|且|而|亦|也|均|皆|則|又|再|已|業|曾|係|是|為|由|經|在|於|位於|自|從|向|對|與|和|及|將|其|該|即|的|之|至|到|據|依|以|被|指派|委由|因|如|例如|包括|其中)+"
)
_TRAILING = compiled(
    "(?:的|之|等|所|並|且|而|及|與|和|在|於|為|是|係|已|業|均|皆|則|將|曾|就|即|共同|一同|負責|予以|加以|進行|來|去|以|亦|也|又|再|先後|隨即|等人|等單位|等機關)+$"
)
_PERSON = compiled(
    "(?:[一-鿿]{2,12}(?:檢察官|法官|局長|署長|部長|院長|主任|主席|總統|大使|警官|隊長|所長|教授|學者|會長|理事長|執行長|秘書長|市長|縣長|委員|次長|司長|處長))|[一-鿿]○[一-鿿]"
)
_ORGANISATION = compiled(
    "[一-鿿a-z]{2,20}?(?:署|局|部|院|委員會|處|司|廳|會|隊|組織|機構|法院|檢察署|公司|銀行|協會|基金會|大學|學院|醫院|中心|辦公室|聯盟|公會|集團|小組|所)(?![一-鿿]?[長員])"
)


def names(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Spans that stand where the interrogative stands in the question."""
    seen: set[tuple[int, int]] = set()
    for start, end, form in _by_anchor(demand, scene):
        form *= _fit(demand, scene, start, end)
        if form > 0 and (start, end) not in seen:
            seen.add((start, end))
            yield Candidate(scene, start, end, "entity", form)
    for start, end, form in _by_type(demand, scene):
        if (start, end) not in seen:
            seen.add((start, end))
            yield Candidate(scene, start, end, "entity", form)


#: Words that stand everywhere point nowhere.
_NO_ANCHORS = frozenset(
    map(
        fold,
        [
            "因",
            "的",
            "在",
            "於",
            "與",
            "和",
            "被",
            "由",
            "是",
            "為",
            "有",
            "以",
            "對",
            "了",
            "到",
            "將",
            "等",
            "及",
            "之",
            "所",
        ],
    )
)


def _by_anchor(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    question = demand.question
    ahead = _word_ahead(question.before)
    behind = _word_behind(question.after.removeprefix(question.noun))
    for anchor, is_ahead in ((ahead, True), (behind, False)):
        if not anchor or anchor in _NO_ANCHORS:
            continue
        for found in re.finditer(re.escape(anchor), scene.text):
            span = _right(scene.text, found.end()) if is_ahead else _left(scene.text, found.start())
            if span and 1 < span[1] - span[0] <= MAX_NAME:
                yield (*span, 1.0)


def _word_ahead(text: str) -> str:
    """The last word before the interrogative, if it stands right before it."""
    if not text.strip() or (text and text[-1].isspace() and text[-2:].strip() == ""):
        text = text.rstrip()
    found = words(text)
    return found[-1][0] if found else ""


def _word_behind(text: str) -> str:
    found = words(text.lstrip())
    return found[0][0] if found else ""


def _right(text: str, at: int) -> tuple[int, int] | None:
    """The name that begins at `at`."""
    end = at
    while end < len(text) and text[end] not in _STOPS:
        end += 1
    quoted = re.compile("[「《]([^」》]{1,40})[」》]").match(text, at)
    if quoted:
        return quoted.span(1)
    lead = _LEADING.match(text[at:end])
    start = at + (lead.end() if lead else 0)
    tail = _TRAILING.search(text[start:end])
    return (start, start + tail.start() if tail else end) if start < end else None


def _left(text: str, at: int) -> tuple[int, int] | None:
    """The name that ends at `at`."""
    start = at
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    body = text[start:at]
    date = None
    for date in re.finditer(fold("[0-9]+\\s*(?:年|月|日)|[間底初]"), body):
        pass
    if date is not None:
        start += date.end()
        body = text[start:at]
    lead = _LEADING.match(body)
    if lead:
        start += lead.end()
        body = text[start:at]
    tail = _TRAILING.search(body)
    return (start, start + tail.start() if tail else at) if body else None


def _fit(demand: Demand, scene: Scene, start: int, end: int) -> float:
    """How well a span can be of the type asked for."""
    text = scene.text[start:end]
    if all(text in u.names or u.text in text for u in demand.units if u.text in text) and any(
        text == name for u in demand.units for name in u.names
    ):
        return 0.0
    asks = demand.asks
    if asks is Asks.ARTICLE:
        return 1.0 if _ARTICLE.fullmatch(text) else 0.0
    if asks is Asks.PLACE:
        places = [v for v in scene.values if v.category in _PLACE_CATEGORIES]
        inside = any(start <= v.start < end for v in places)
        return 1.0 if inside else 0.7
    if asks is Asks.PERSON:
        if _PERSON.search(text):
            return 1.0 if len(text) > 3 or fold("○") in text else 0.6
        return 0.85 if _ORGANISATION.fullmatch(text) else 0.3
    if asks is Asks.ORGANISATION:
        return 1.0 if _ORGANISATION.search(text) else 0.4
    noun = demand.question.noun
    if noun and len(noun) >= 2 and text.endswith(noun[-2:]):
        return 1.0
    return 0.7


# How names of what the question calls 港口, 縣市 … end.
_ENDINGS = {
    fold(noun): compiled(f"[一-鿿]{{1,8}}?(?:{ends})(?![一-鿿]?(?:區|場值))")
    for noun, ends in (
        ("港口", "港"), ("城市", "市|省|州"), ("縣市", "縣|市"), ("機場", "機場"), ("島", "島|嶼"),
        ("景點", "風景區|園區|公園|老街|古道|博物館|湖|寺|步道"), ("學校", "國小|國中|高中|大學|學院|附中|分校"),
        ("公司", "公司|集團|企業"), ("醫院", "醫院|診所"), ("法院", "法院"), ("行政區", "區|鄉|鎮"),
        ("營造廠", "營造"), ("營造公司", "營造公司|營造有限公司|營造"), ("工業區", "工業區|園區"),
    )
}  # fmt: skip
_ARTICLE = compiled(
    "第[一二三四五六七八九十百零〇0-9]{1,6}條(?:之[一二三四五六七八九十0-9]{1,3})?"
    "(?:第[一二三四五六七八九十0-9]{1,4}[項款目]){0,3}"
)


def _by_type(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    """Spans that have the form of what is asked for, wherever they stand."""
    asked = {name for u in demand.units for name in u.names}
    asks, noun = demand.asks, demand.question.noun or _subject(demand)
    if asks is Asks.PLACE:
        for value in scene.values:
            span = scene.text[value.start : value.end]
            if value.category in _PLACE_CATEGORIES and span not in asked:
                yield value.start, value.end, 0.75
    patterns = {Asks.PERSON: [_PERSON], Asks.ORGANISATION: [_ORGANISATION]}.get(asks, [])
    patterns += [ending for name, ending in _ENDINGS.items() if noun and name.startswith(noun)]
    for pattern in patterns:
        for found in pattern.finditer(scene.text):
            start = _name_start(found.group(), found.start())
            if _is_verb(found.group()):
                continue
            if scene.text[start : found.end()] not in asked and found.end() - start > 1:
                yield start, found.end(), 0.85
    if noun and len(noun) >= 2 and asks in (Asks.ENTITY, Asks.ORGANISATION, Asks.PLACE):
        for found in re.finditer(re.escape(noun[:2]), scene.text):
            start = _modified(scene.text, found.start())
            if start < found.start():
                yield start, found.end(), 0.9
    if asks in (Asks.INSTRUMENT, Asks.ENTITY):
        for found in re.finditer("[「《]([^「」《》]{2,40})[」》]", scene.text):
            yield *found.span(1), 0.6
    if asks is Asks.ARTICLE:
        for found in _ARTICLE.finditer(scene.text):
            yield *found.span(), 1.0
    if asks is Asks.INSTRUMENT:
        for mention in scene.hit.passage.mentions:
            yield *scene.folded_span(mention.start, mention.end), 1.0


def _subject(demand: Demand) -> str:
    """The noun that is asked for where it stands before the interrogative: 最多的【景點】是哪裡"""
    found = words(demand.question.before.rstrip())
    return found[-1][0] if found and len(found[-1][0]) > 1 else ""


def _is_verb(text: str) -> bool:
    """True where the last word is a verb: 判處 is no 處."""
    found = words(text)
    return bool(found) and part_of_speech(found[-1][0]).startswith("v")


def _name_start(text: str, start: int) -> int:
    """Where the name begins in a match that may hold the words before it."""
    cut = 0
    for word, _, end in words(text):
        if end < len(text) and (word in _OPENERS or _LEADING.fullmatch(word)):
            cut = end
    return start + cut


_OPENERS = frozenset(
    fold(
        "由 經 經由 在 於 位於 自 從 向 與 和 及 以 為 是 至 到 赴 前往 對 將 被 遭 有 、".replace(
            "、", ""
        )
    ).split()
)


def _modified(text: str, at: int) -> int:
    """Where the modifier right before position `at` begins; `at` when there is none."""
    low = at
    while low > 0 and text[low - 1] not in _STOPS and at - low < 8 and text[low - 1] not in "「」":
        low -= 1
    return _name_start(text[low:at], low) if low < at else at


_DEFINERS = compiled(
    "(?:被)?(?:定義|界定|解釋)(?:為|是|成)[:「]*|係指|是指|意指|指的是|即指|所稱|意即|指(?=[^出派揮])|(?:就)?是(?:一種|一個|一項|指)|為一種|,(?:係|為|是)|係|:「"
)


def definitions(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """What stands behind 是指, 定義為, 係… to the end of its sentence or quotation, and
    sentences that begin with what is to be defined."""
    for found in _DEFINERS.finditer(scene.text):
        _, high = scene.sentence_of(found.start())
        subject = scene.text[max(0, found.start() - 30) : found.start()]
        start = found.end()
        while start < high and scene.text[start] in "「:, ":
            start += 1
        end = high
        quote = scene.text.find("」", start, min(len(scene.text), start + 200))
        if scene.text[start - 1] == "「" and quote > 0:
            end = quote
        end = _stripped(scene.text, start, end)
        if end - start < 6:
            continue
        named = any(_holds(u, subject) for u in demand.units)
        yield Candidate(scene, start, end, "definition", 1.0 if named else 0.3)
    for low, high in scene.sentences:
        opening = scene.text[low : low + 24]
        held = sum(u.weight for u in demand.units if _holds(u, opening))
        if held < 0.5:
            continue
        copula = _COPULA.search(scene.text, low, min(high, low + 60))
        start = copula.end() if copula else low
        end = _stripped(scene.text, start, high)
        if end - start >= 6:
            yield Candidate(scene, start, end, "definition", 0.8 if copula else 0.5)


_COPULA = compiled("(?<![就還也都不但即凡於])(?:是|係|為)(?=[一指以由])")


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "。；;\n」 ":
        end -= 1
    return end


def _holds(unit: Unit, text: str) -> bool:
    return any(name in text for name in unit.names)


def sentences(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Whole sentences, for questions that a phrase cannot answer."""
    for low, high in scene.sentences:
        while high > low and scene.text[high - 1].isspace():
            high -= 1
        if high - low >= 8:
            yield Candidate(scene, low, high, "passage", 0.5)
