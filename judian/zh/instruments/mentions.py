"""Mentions of instruments in a passage, references back to them, and the articles cited."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from judian.zh.instruments import articles, bilateral, name_forms, names
from judian.zh.instruments.model import Entry, Mention
from judian.zh.instruments.name_forms import FoundName
from judian.zh.instruments.name_nouns import NOUN, NOUNS
from judian.zh.instruments.names import DocumentNames
from judian.zh.instruments.parties import CITY, COUNTRY, ORGANISATION
from judian.zh.instruments.registry import identify, key, table
from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from judian.zh.instruments.articles import ArticleCitation

#: Most mentions before a reference that are searched: more than any passage holds.
_NEAR = 60

_STATUTE_NOUN = "法|條例|辦法|規則|細則|準則|標準|規程|要點"
_BACK = compiled(
    rf"(?P<which>本|該|此|前揭|上開|前開|系爭|同)(?:一|項|件|份)?(?P<noun>{NOUN}|{_STATUTE_NOUN})"
    r"(?![院庭官學系律治界制師令務典則源醫扶警籍文語庫術式人案部規])"
)
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
#: Another law between a name and an article, to which the article then belongs.
_OTHER_LAW = compiled(
    rf"(?:本|該|同|前|此|其他|各|依|準用|適用)?[一-鿿]{{0,10}}(?:{_STATUTE_NOUN}|章程|契約|協議書|判決|解釋|決議|{NOUN})[」>\"]?(?:之|的)?$"
)
_DIRECT = compiled(
    r"[」>\"]?[0-9]{0,2}(?:\([^()]{0,80}\))?[」>\"]?(?:(?:部分條文)?(?:修正)?(?:草案|條文)(?:總說明)?)?[」>\"]?"
    r"(?:之|的|中|內|所定|有關|其)?,?(?:其中|其|依|按|依據)?"
)

_INTRODUCED = compiled(
    r"(?P<verb>以下合稱|以下併稱|以下統稱|下合稱|合稱|併稱|統稱|以下均?簡稱|以下稱|下均?稱|下簡稱|簡稱|又稱|亦稱|俗稱|或稱|通稱|下同)"
    r"(?:為|之為|之)?[:,]?[「<\"]?(?P<name>[^「」<>\"(),，。；;、:]{2,30}?)[」>\"]?(?=[),，。；;、]|$|或|及其)"
)
#: 同條第2項 is a paragraph of the article cited last.
_SAME_ARTICLE = compiled(
    r"同條(?:文)?第(?P<paragraph>[0-9一二三四五六七八九十]{1,3})(?P<unit>[項款])"
    r"(?:第(?P<item>[0-9一二三四五六七八九十]{1,3})款)?"
)
#: Shortest rest of a name that is used without its place, in code points.
_SHORTEST_REST = 4
#: Names up to this length are not shortened to first and last word.
_LONG_NAME = 6
_SHORT_PAIR = compiled("臺(?P<state>[一-鿿])(?P<topic>.{4,})")
#: Common beginnings of names.
_COMMON_START = compiled(
    "我國|臺灣|中華|聯合|國際|海峽|兩岸|駐|中國|大陸|世界|全球|亞洲|歐洲|歐盟|美洲|非洲|亞太|東協|跨國|關於|有關|禁止|防止|制止|打擊"
    "|預防|反對|保護|合作|共同|刑事|民事|司法|引渡|移交|雙邊|臺[一-鿿]|[0-9]|[a-z]"
)
_PLACE = re.compile(f"{CITY}|{ORGANISATION}|{COUNTRY}")
#: Longest bracket before or after a name that is read, in code points.
_LONGEST_GLOSS = 240
_SEVERAL = compiled("合稱|併稱|統稱")
_LIST = compiled(r"[」>\"]?[0-9]{0,2}(?:\([^()]*\))?(?:、|及|與|和|暨|,|以及)[「<\"]?")


def introduced(text: str) -> DocumentNames:
    """The names that a document gives to instruments, from its whole text."""
    squeezed, _ = squeeze(text)
    folded = fold(squeezed)
    found = names.find_names(squeezed, folded, DocumentNames())
    ends = [one.end for one in found]
    entries: dict[str, tuple[Entry, ...]] = {}
    for one in found:
        name = folded[one.start : one.end]
        if one.entries[0].kind != "statute" and not one.described:
            entries.setdefault(name, one.entries)
    for match in _INTRODUCED.finditer(folded):
        near = found[: bisect_right(ends, match.start())][-_NEAR:]
        named, written = _antecedent_of(squeezed, folded, near, match)
        name = match["name"].strip()
        if not (named and name):
            continue
        if written:
            entries.setdefault(written, named)
        # A name that the form alone showed is the one introduced here; what a table knows stays.
        if name not in entries or name not in table().names:
            entries[name] = named
    return DocumentNames(_joined_by_party(entries | _shortened(entries)))


def _shortened(entries: Mapping[str, tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
    """The short forms of the document's names that have one meaning in the document.

    A name without its place (海牙送達公約 → 送達公約) unless the rest is a category, and the first
    two characters with the last word (高地國家逮捕令公約 → 高地公約).
    """
    short: dict[str, set[tuple[Entry, ...]]] = {}
    for name, own in entries.items():
        place = _PLACE.match(name)
        noun = names.noun_of(name)
        rest = name[place.end() :] if place else ""
        if noun and len(rest) >= _SHORTEST_REST and not name_forms.is_category(rest):
            short.setdefault(rest, set()).add(own)
        if noun and len(name) > _LONG_NAME and not _COMMON_START.match(name):
            short.setdefault(name[:2] + noun, set()).add(own)
    known = table().names
    return {
        name: next(iter(own))
        for name, own in short.items()
        if len(own) == 1 and name not in known and name not in entries
    }


def _joined_by_party(entries: dict[str, tuple[Entry, ...]]) -> dict[str, tuple[Entry, ...]]:
    """`entries` with 臺甲漁業合作協定 under the entry of 臺灣與甲國漁業合作協定.

    The document must have one such instrument, and no table the abbreviation.
    """
    by_topic: dict[tuple[str, str], set[tuple[Entry, ...]]] = {}
    for name, own in entries.items():
        parts = bilateral.split(name)
        if parts:
            by_topic.setdefault((parts[0][0], parts[1]), set()).add(own)
    for name in entries:
        short = _SHORT_PAIR.fullmatch(name)
        others = by_topic.get((short["state"], short["topic"])) if short else None
        if others and len(others) == 1 and name not in table().names:
            entries[name] = next(iter(others))
    return entries


def _antecedent_of(
    squeezed: str, folded: str, found: Sequence[FoundName], match: re.Match[str]
) -> tuple[tuple[Entry, ...], str]:
    """(entries, folded name) of the instrument before `match`, which introduces a name for it.

    The folded name is "" unless the instrument is recognised by its introduction alone. Without
    an instrument the result is ((), "").
    """
    at = match.start()
    opening = folded.rfind("(", max(0, at - _LONGEST_GLOSS), at)
    if opening >= 0 and ")" not in folded[opening:at]:
        at = opening
    last = bisect_right([one.end for one in found], at) - 1
    while last > 0 and _is_gloss(folded, found, last):
        last -= 1
    if last >= 0 and _TO_BRACKET.fullmatch(folded, found[last].end, at):
        entries = found[last].entries
        while (
            _SEVERAL.search(match["verb"])
            and last > 0
            and _LIST.fullmatch(folded, found[last - 1].end, found[last].start)
        ):
            last -= 1
            entries = found[last].entries + entries
        return tuple(dict.fromkeys(entries)), ""
    return _antecedent_by_form(squeezed, folded, at, match["name"])


def _antecedent_by_form(
    squeezed: str, folded: str, end: int, short: str
) -> tuple[tuple[Entry, ...], str]:
    """`_antecedent_of` for an instrument that only the introduced short name shows."""
    while end and folded[end - 1] in '」>"':
        end -= 1
    kind = name_forms.kind_of(folded[max(0, end - 3) : end])
    if kind is None or name_forms.kind_of(short[-3:]) != kind:
        return (), ""
    start = name_forms.start_of_object(folded, end)
    if end - start <= _SHORTEST_REST:
        return (), ""
    return (identify(squeezed[start:end], kind),), folded[start:end]


def extract(text: str, document: DocumentNames | None = None) -> tuple[Mention, ...]:
    """The mentions of instruments in a passage, in order, with the articles cited of them.

    `document` holds the names that the passage's document gives to instruments; without it the
    names that the passage itself introduces are used. 兩公約 gives two mentions of one span.
    """
    own = introduced(text) if document is None else document
    squeezed, offsets = squeeze(text)
    folded = fold(squeezed)
    found = names.find_names(squeezed, folded, own)
    found = sorted([*found, *_references(folded, found, own)], key=lambda one: one.start)
    cited = _articles(squeezed, folded, found)
    mentions: list[Mention] = []
    for at, one in enumerate(found):
        start, end = offsets[one.start], offsets[one.end - 1] + 1
        mentions += [
            Mention(
                text[start:end], start, end, entry.id, entry.name, entry.kind, cited.get(at, ())
            )
            for entry in one.entries
        ]
    return tuple(mentions)


def _references(
    folded: str, found: Sequence[FoundName], document: DocumentNames
) -> Iterator[FoundName]:
    """Yield references to an instrument named before (該公約, 同法, 本協議) with a single
    meaning."""
    starts = [one.start for one in found]
    for match in _BACK.finditer(folded):
        upto = bisect_right(starts, match.end() - 1)
        if upto and found[upto - 1].end > match.start():
            continue  # part of a name
        noun = match["noun"]
        before = [one for one in found[max(0, upto - _NEAR) : upto] if _has_noun(folded, one, noun)]
        entries = _only(before) or _only(_same_sentence(folded, before, match.start()))
        if match["which"] == "本" and noun not in NOUNS:
            continue  # the statute that a text itself is
        if not before and noun in NOUNS:
            known = document.by_noun.get(noun, ())
            entries = known if len(known) == 1 else ()
        if match["which"] == "同" and before:
            entries = before[-1].entries
        if entries:
            yield FoundName(match.start(), match.end(), entries)


def _has_noun(folded: str, one: FoundName, noun: str) -> bool:
    """True if the name ends in `noun`."""
    name = folded[one.start : one.end]
    if noun in NOUNS:
        return noun in (names.noun_of(name), names.noun_of(key(one.entries[0].name)))
    is_statute = one.entries[0].kind == "statute"
    return is_statute and name.endswith(noun) and not (noun == "法" and name.endswith("办法"))


def _only(found: Sequence[FoundName]) -> tuple[Entry, ...]:
    """The entries that all of `found` share, else ()."""
    distinct = {one.entries for one in found}
    return distinct.pop() if len(distinct) == 1 else ()


def _same_sentence(folded: str, found: Sequence[FoundName], at: int) -> list[FoundName]:
    """Those of `found` that are in the sentence of the place `at`."""
    return [one for one in found if not _SENTENCE_END.search(folded, one.end, at)]


def _articles(squeezed: str, folded: str, found: Sequence[FoundName]) -> dict[int, tuple[str, ...]]:
    """The articles cited of each of `found`, by its index in it."""
    if not found:
        return {}
    by_kind = {
        is_treaty: {c.start: c for c in articles.find_articles(squeezed, folded, treaty=is_treaty)}
        for is_treaty in (False, True)
    }
    cited: dict[int, tuple[str, ...]] = {}
    ends = [one.end for one in found]

    def add(at: int, cluster: ArticleCitation) -> None:
        cited[at] = tuple(dict.fromkeys((*cited.get(at, ()), *cluster.articles)))

    for at, one in enumerate(found):
        bare = articles.bare_at(folded, one.end, treaty=one.entries[0].kind != "statute")
        if bare:
            add(at, bare)
    same = {match.start(): match for match in _SAME_ARTICLE.finditer(folded)}
    latest: tuple[int, str] | None = None
    for start in sorted({*by_kind[False], *same}):
        if start in same:
            if latest:
                at, article = latest
                cited[at] = tuple(
                    dict.fromkeys((*cited[at], articles.within(article, same[start])))
                )
            continue
        cluster, latest = by_kind[False][start], None
        last = bisect_right(ends, start) - 1
        following = _of_following(folded, found[last + 1 : last + 2], cluster)
        if following is not None:
            add(last + 1 + following, cluster)
            continue
        if last < 0:
            continue
        while last > 0 and _is_gloss(folded, found, last):
            last -= 1
        if _belongs(folded, found, last, start):
            add(last, by_kind[found[last].entries[0].kind != "statute"].get(start, cluster))
            latest = last, cited[last][-1].partition(".")[0]
    return cited


def _belongs(folded: str, found: Sequence[FoundName], last: int, start: int) -> bool:
    """True if the article at `start` belongs to the instrument named last before it."""
    gap = folded[found[last].end : start]
    if _DIRECT.fullmatch(gap):
        return True
    if _OTHER_LAW.search(gap):
        return False
    same_sentence = not _SENTENCE_END.search(gap)
    if found[last].entries[0].kind == "statute":
        # In a text that is a statute itself the article may be its own.
        return same_sentence and bool(_ASIDE.search(gap))
    return (
        same_sentence or len({one.entries for one in found[max(0, last - _NEAR) : last + 1]}) == 1
    )


def _of_following(folded: str, found: Sequence[FoundName], cluster: ArticleCitation) -> int | None:
    """The index of the instrument after its article: Article 6 of the Convention; else None."""
    for at, one in enumerate(found):
        if one.start >= cluster.end:
            return at if _OF_THE.fullmatch(folded, cluster.end, one.start) else None
    return None


def _is_gloss(folded: str, found: Sequence[FoundName], at: int) -> bool:
    """True if found[at] is a foreign name in the brackets after the name before it."""
    before, one = found[at - 1], found[at]
    between = folded[before.end : one.start]
    return before.entries == one.entries and bool(_TO_GLOSS.fullmatch(between))


_TO_BRACKET = compiled(
    r"[」>\"]?[0-9]{0,2}(?:\([^()]*\))?[」>\"]?,?(?:第[0-9一二三四五六七八九十百條項款之]+)?(?:規定)?"
)
_TO_GLOSS = compiled(
    r"[」>\"]?[0-9]{0,2}\((?:[^()]*[,;，；、.])?(?:以?下|簡稱|[又亦合俗通]?稱|均|為)*[「\"]?"
)
_ASIDE = compiled(r"(?:其中|其|\([^()]*)$")
_OF_THE = compiled(r" ?of (?:the )?[「\"<]?")
