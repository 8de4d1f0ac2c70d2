"""Candidates that are names: of persons, organisations, places, instruments, articles, things.

A name is found by its form (`zh.names`), and where the question's own words point: the word
before or behind the interrogative is looked up in the passage, and what stands at the
interrogative's place there is the candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from search.answers.candidates import Candidate
from search.answers.demand import Demand
from search.answers.scene import Scene
from zh import names as forms
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
    "^(?:並|且|而|亦|也|均|皆|則|又|再|已|業|曾|係|是|為|由|經|在|於|位於|自|從|向|對|與|和|及|將|其|該|即"
    "|的|之|至|到|據|依|以|被|指派|委由|改由|改於|現由|委託|接獲|因|如|例如|包括|其中)+"
)
_TRAILING = compiled(
    "(?:的|之|等|所|並|且|而|及|與|和|在|於|為|是|係|已|業|均|皆|則|將|曾|就|即|共同|一同|負責|予以|加以|進行"
    "|來|去|以|亦|也|又|再|先後|隨即|等人|等單位|等機關)+$"
)
_DATE = compiled(r"[0-9]+\s*(?:年度?|月|日)|[間底初]")
_QUOTED = re.compile("[「《]([^「」《》]{2,40})[」》]")
_ARTICLE = compiled(
    "第[一二三四五六七八九十百零〇0-9]{1,6}條(?:之[一二三四五六七八九十0-9]{1,3})?"
    "(?:第[一二三四五六七八九十0-9]{1,4}[項款目]){0,3}"
)
#: Words that stand everywhere point nowhere.
_NO_ANCHORS = frozenset(fold("因的在於與和被由是為有以對了到將等及之所叫"))
#: How names end of what the question calls so.
_ENDINGS = {
    fold(noun): tuple(map(fold, ends.split()))
    for noun, ends in (
        ("港口", "港"), ("城市", "市 省 州"), ("縣市", "縣 市"), ("島", "島 嶼"),
        ("景點", "風景區 園區 公園 老街 古道 博物館 湖 寺 步道"),
        ("學校", "國小 國中 高中 大學 學院 附中 分校"), ("公司", "公司 集團 企業 營造 行"),
        ("醫院", "醫院 診所"), ("行政區", "區 鄉 鎮"), ("營造廠", "營造 公司"),
        ("營造公司", "公司 營造"), ("工業區", "工業區 園區"), ("團體", "協會 基金會 聯盟 公會 會"),
        ("廠商", "公司 企業 行 廠"), ("站", "車站 站"), ("車站", "車站 站"), ("區處", "處"),
        ("報關行", "報關行"), ("法律事務所", "事務所"), ("銀行", "銀行"), ("法院", "法院"),
        ("監獄", "監獄"), ("海關", "海關"), ("機場", "機場"), ("博物館", "博物館"), ("國", "國"),
    )
}  # fmt: skip


def names(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Names of the kind asked for, and what stands where the interrogative stands."""
    asked = {name for unit in demand.units for name in unit.names}
    best: dict[tuple[int, int], float] = {}
    for start, end, form in (*_by_form(demand, scene), *_by_anchor(demand, scene)):
        if scene.text[start:end] not in asked and end > start:
            best[start, end] = max(best.get((start, end), 0.0), form)
    rivals = _rivals(demand, scene)
    for (start, end), form in sorted(best.items()):
        yield Candidate(
            scene,
            start,
            end,
            "entity",
            form,
            previous=max((e for _, e in rivals if e <= start and e != start), default=0),
            following=min((s for s, _ in rivals if s >= end), default=None),
            about=scene.text[start:end] if demand.asks is Asks.ARTICLE else "",
        )


def _rivals(demand: Demand, scene: Scene) -> list[tuple[int, int]]:
    """Names whose own words are not borrowed: a title belongs to the person beside it."""
    if demand.asks is Asks.ARTICLE:
        # The name of the next law ends what an article says, as the next article does.
        laws = [scene.folded_span(m.start, m.end) for m in scene.hit.passage.mentions]
        articles = [found.span() for found in _ARTICLE.finditer(scene.text)]
        return articles + [
            law for law in laws if not any(law[0] <= a[0] < law[1] for a in articles)
        ]
    if demand.asks is Asks.PERSON:
        return [(n.start, n.end) for n in forms.persons(scene.text)]
    return []


def _by_form(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    """Names that have the form of what is asked for, wherever they stand."""
    asks, noun = demand.asks, demand.question.noun or _subject(demand)
    if asks is Asks.ARTICLE:
        mentions = [scene.folded_span(m.start, m.end) for m in scene.hit.passage.mentions]
        for found in _ARTICLE.finditer(scene.text):
            span = found.span()
            law = next((m for m in mentions if m[0] < span[0] <= m[1] <= span[1]), span)
            yield law[0], span[1], 1.0
        return
    if asks is Asks.PERSON:
        yield from ((n.start, n.end, 1.0) for n in forms.persons(scene.text))
        yield from _forms(forms.organisations(scene.text), 0.6)
    elif asks is Asks.ORGANISATION:
        yield from _forms(forms.organisations(scene.text), 1.0)
    elif asks is Asks.PLACE:
        yield from _forms(forms.places(scene.text), 0.9)
        yield from ((v.start, v.end, 0.8) for v in scene.values if v.category in _PLACE_CATEGORIES)
    elif asks is Asks.INSTRUMENT:
        for mention in scene.hit.passage.mentions:
            yield *scene.folded_span(mention.start, mention.end), 1.0
    endings = next((ends for name, ends in _ENDINGS.items() if noun.startswith(name)), ())
    if endings:
        yield from _forms(forms.ending_in(scene.text, endings), 1.0)
    elif len(noun) >= 2 and asks in (Asks.ENTITY, Asks.ORGANISATION, Asks.PLACE):
        yield from _forms(forms.ending_in(scene.text, (noun[:4], noun[:3], noun[:2])), 0.9)
    if asks in (Asks.INSTRUMENT, Asks.ENTITY):
        yield from ((*found.span(1), 0.6) for found in _QUOTED.finditer(scene.text))


def _forms(found: list[forms.Name], form: float) -> Iterator[tuple[int, int, float]]:
    """A generic name (合作醫院) is hardly ever the answer."""
    return ((n.start, n.end, 0.2 if n.generic else form) for n in found)


def _subject(demand: Demand) -> str:
    """The noun that is asked for where it stands before the interrogative: 最多的【景點】是哪裡"""
    found = words(demand.question.before.rstrip())
    return found[-1][0] if found and len(found[-1][0]) > 1 else ""


def _by_anchor(demand: Demand, scene: Scene) -> Iterator[tuple[int, int, float]]:
    """What stands behind the word that the interrogative follows, or before the word that
    follows it; where a name of the right form stands there, the name."""
    question = demand.question
    ahead = _pointing(reversed(words(question.before.rstrip())))
    behind = _pointing(words(question.after.removeprefix(question.noun).lstrip()))
    named = _named(demand, scene)
    for anchor, is_ahead in ((ahead, True), (behind, False)):
        for found in re.finditer(re.escape(anchor), scene.text) if anchor else ():
            span = _right(scene.text, found.end()) if is_ahead else _left(scene.text, found.start())
            if span is None or not 1 < span[1] - span[0] <= MAX_NAME:
                continue
            edge = 0 if is_ahead else 1
            touching = [n for n in named if n[edge] == span[edge]]
            fits = _has_form(demand, scene, span) or (touching and demand.asks is not Asks.PERSON)
            yield *span, 1.0 if fits else _plain_form(demand)
            if demand.asks is not Asks.PLACE:
                yield from ((*n, 0.7 if demand.asks is Asks.PERSON else 1.0) for n in touching)


def _pointing(found: Iterable[tuple[str, int, int]]) -> str:
    """The first word that can point to a place in a passage; "" when there is none."""
    return next((word for word, _, _ in found if word not in _NO_ANCHORS), "")


def _has_form(demand: Demand, scene: Scene, span: tuple[int, int]) -> bool:
    """True for a person told by office: 高雄地檢署檢察官."""
    text = scene.text[slice(*span)]
    if demand.asks is not Asks.PERSON or len(text) < 4 or not forms.ends_in_title(text):
        return False
    return not part_of_speech(words(text)[0][0]).startswith("v")  # 擔任召集人 is nobody.


def _named(demand: Demand, scene: Scene) -> list[tuple[int, int]]:
    """Spans of the names that can be of the type asked for."""
    asks = demand.asks
    if asks is Asks.PERSON:
        found = [*forms.persons(scene.text), *forms.organisations(scene.text)]
    elif asks is Asks.ORGANISATION:
        found = forms.organisations(scene.text)
    elif asks is Asks.PLACE:
        known = [(v.start, v.end) for v in scene.values if v.category in _PLACE_CATEGORIES]
        return sorted([*known, *((n.start, n.end) for n in forms.places(scene.text))])
    else:
        return []
    return sorted((n.start, n.end) for n in found if not n.generic)


def _plain_form(demand: Demand) -> float:
    """What a stretch is worth that has no form of its own."""
    return {Asks.PERSON: 0.3, Asks.ORGANISATION: 0.3, Asks.PLACE: 0.6, Asks.ARTICLE: 0.0}.get(
        demand.asks, 0.7
    )


def _right(text: str, at: int) -> tuple[int, int] | None:
    """The stretch that begins at `at`."""
    end = at
    while end < len(text) and text[end] not in _STOPS:
        end += 1
    quoted = _QUOTED.match(text, at)
    if quoted:
        return quoted.span(1)
    lead = _LEADING.match(text[at:end])
    start = at + (lead.end() if lead else 0)
    tail = _TRAILING.search(text[start:end])
    return (start, start + tail.start() if tail else end) if start < end else None


def _left(text: str, at: int) -> tuple[int, int] | None:
    """The stretch that ends at `at`, without the date before it."""
    start = at
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    dates = list(_DATE.finditer(text, start, at))
    if dates:
        start = dates[-1].end()
    lead = _LEADING.match(text[start:at])
    start += lead.end() if lead else 0
    tail = _TRAILING.search(text[start:at])
    return (start, start + tail.start() if tail else at) if start < at else None
