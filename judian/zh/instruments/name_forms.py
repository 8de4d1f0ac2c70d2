"""Names of instruments outside of the tables, recognised by their form.

A name ends in a word like 協定. Where it begins, and whether it is a name at all, depends on its
words: 洽簽漁業合作協定 names a category. A name is in quotation marks, or it holds a proper noun
that identifies the instrument: a party, an organisation, a place, a foreign word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.instruments import bilateral
from judian.zh.instruments.name_nouns import GENERAL, NOUN, NOUNS
from judian.zh.instruments.parties import ABBREVIATION, CITY, COUNTRY, ORGANISATION
from judian.zh.instruments.registry import bilateral_name, identify
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.zh.instruments.model import Entry

#: Longest name that is recognised, in code points; the longest official ones have about 70.
LONGEST = 90


_GENERAL_WORDS = compiled(GENERAL)
#: Not part of a name: verbs of concluding and arguing, pronouns, whole clauses.
_NOT_IN_NAME = compiled(
    "簽署|簽訂|簽定|洽簽|續簽|商簽|締結|訂定|訂立|批准|加入|生效|談判|磋商|協商|遵守|違反|履行|依據|根據|依照"
    "|我國已|推動|加速|儘速|尚未|是否|如何|什麼|哪些|例如|包括|包含|[。！？；]"
)
_BEGINS_SENTENCE = compiled(
    "本|該|此|其|各|任何|所有|推動|加強|深化|落實|爭取|研議|檢討|完成|修正|依|按|無|有|未"
)

#: Words before or after a name that show a single instrument: concluded or cited.
_CONCLUDED = compiled(
    "(?:簽署|簽訂|簽定|洽簽|續簽|締結|訂定|批准|加入|通過|審議|公布|公告|修正|施行|適用|依據?|依照|根據|違反|援引"
    "|履行|遵守|牴觸|符合|執行|因應)(?:了|之|的|完成|我國)?$"
    rf"|(?:{ORGANISATION}|{COUNTRY})(?:之|的)?$"
)
_CITED = compiled(
    r"[」>\"]?(?:[(（].{0,40}[)）])?(?:之|的|中)?(?:第[0-9一二三四五六七八九十百]+[條章]|規定|草案|[(（](?:以下|下稱|簡稱))"
)

_CONCLUDED_NEXT = compiled(
    '[」>"]?[^。；，「<]{0,40}?(?:簽署|簽訂|簽定|締結|生效|屆期|屆滿|續約|換文)'
)
#: Code points before a quoted name that are searched for a verb of concluding.
_VERB_REACH = 12
#: Shortest name, in code points, and the shortest quoted one that needs no verb or proper noun.
_SHORTEST_NAME, _EVIDENT_NAME = 4, 9
#: Longest name with its year or number before it, in code points.
_DATED_REACH = 30
_QUOTED = re.compile(r"「([^「」\n]{3,100})」|<([^<>\n]{3,100})>|\"([^\"\n]{3,100})\"")
_AFTER_NAME = compiled(r"(?P<name>.*?)(?:[0-9]{1,2}|\([^()]*\)|草案|修正案|條文|修正條文)*")
_STATUTE = compiled(
    r".{2,}(?<![方做作看說想手辦語療用書魔司立執違合非不犯守修三憲文])法|.{2,}(?:條例|法典|法案|自治條例)"
)

# The end of a clause's verb, after which the name as its object begins; not in 自由, 經濟, 關係 …
_CUT = compiled(
    rf"(?:{NOUN})(?:[及與和暨或]|以及)?|簽署|簽訂|簽定|洽簽|續簽|商簽|締結|訂定|批准|加入|退出|通過|推動|談判|磋商"
    "|協商|遵守|違反|履行|依據|依照|根據|按照|援引|適用|參照|包括|包含|例如|以及|有關(?!促進)|關於|涉及|多邊條約"
    "|上開|前揭|其中|係屬|(?<=[0-9一二三四五六七八九十])(?:年度?|月|日|項|件|個|份)|(?<![平對])等|了(?!解)|(?<!行)為"
    "|在(?![臺台])|被(?!判|害)|對(?!外|等)|自(?![由治願然])|(?<!自)由|經(?![濟貿營費驗])|(?<!關)係|(?<![數證])據"
    "|[如並而且但惟因其該此各已是將使從至依按即曾]"
)
_OWN = compiled(
    rf"(?P<formal>(?:中華民國|我國|臺灣)(?:\([^()]{{1,6}}\))?.{{0,4}}[與和及].*?(?:{COUNTRY}|共和國|王國).*)"
    rf"|(?P<pair>[臺美日中韓英法德印俄歐加澳星]{ABBREVIATION}{{1,2}})(?=.{{2}})"
    rf"|(?P<organisation>{ORGANISATION})(?P<subject>.+)"
    rf"|(?P<city>{CITY})$"
)
_NOT_YET = compiled("無|未|尚|間之間|各國|多國|國家")
_NO_SUBJECT = compiled(
    "(?:之|的|各|有|或|會員|成員|理事|秘書|大會|國家|組織|機構|機關|地區|區域|相關|有關|多國|諸國|部分|國際|雙邊|多邊|多項|重要|其他|等|間|之間|內|在|所|政府|通過|制定|公布)+"
)
_MAY_PRECEDE = compiled("[^一-鿿]|[與及和或暨之的年]")
_LATIN = re.compile(
    r"(?:^|(?<=[^A-Za-zÀ-ɏ]))[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ]*(?:[ -][A-ZÀ-Þ][A-Za-zÀ-ɏ]*)* ?$"
)
#: Kinds of agreement, in capitals like names.
LATIN_KINDS = frozenset(
    {
        "fta",
        "eca",
        "bia",
        "mou",
        "moa",
        "mla",
        "mlat",
        "cepa",
        "epa",
        "dta",
        "tifa",
        "bit",
        "rta",
        "loi",
        "nda",
    }
)
#: Longest remark in brackets within a name, in code points, its opening included.
_SHORT_REMARK = 8
_CLAUSE = re.compile(r"[。；！？，、：\n,;!?:「」<>\"/|]")
_NOT_AFTER = compiled("組織|秘書處|大會|會議|書店|會$")

_NOT_ONE = compiled(
    "[之的該此各其等]|通過|制定|公布|召開|舉行|起草|成立|修[訂正]|增訂|研擬|提出|參加|退出|[我締]約?國|(?:多|區域|國際)(?:邊|性)?$"
)
#: 1970年海牙取證公約: with its year it is one instrument, not a category.
_DATED = compiled(
    r"(?<![0-9])(?:1[89]|20)[0-9]{2}年(?:於|在)?(?P<subject>[一-鿿]{3,14}?)(?:公約|議定書)"
)
_NUMBERED = compiled(r"國際勞工組織(?:[0-9]{4}年)?第[0-9]{1,3}號公約")


@dataclass(frozen=True, slots=True)
class FoundName:
    """An instrument's name at `[start, end)` of a squeezed text.

    `described` is True for a description by party and subject, which is not searched for
    elsewhere as a name.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    described: bool = False


def kind_of(folded_name: str) -> str | None:
    """The kind of a folded name by its last word; None for any other last word."""
    return NOUNS.get(folded_name[-3:]) or NOUNS.get(folded_name[-2:])


def is_category(folded_name: str) -> bool:
    """True for a name of a kind of agreements (漁業合作協定), not of one agreement."""
    noun = 3 if folded_name[-3:] in NOUNS else 2
    return not _GENERAL_WORDS.sub("", folded_name[:-noun]).strip()


def quoted(squeezed: str, folded: str) -> Iterator[FoundName]:
    """Yield names in quotation marks, or in the brackets of titles."""
    for match in _QUOTED.finditer(folded):
        which = match.lastindex or 1
        start = match.start(which)
        name = _after_noise(match[which])
        kind = kind_of(name) or ("statute" if _STATUTE.fullmatch(name) else None)
        if kind is None or len(name) < _SHORTEST_NAME or not _is_name(name):
            continue
        concluded = _CONCLUDED.search(folded, max(0, match.start() - _VERB_REACH), match.start())
        cited = _CITED.match(folded, start + len(name))
        happened = _CONCLUDED_NEXT.match(folded, start + len(name))
        evident = bool(concluded or cited or (happened and kind != "statute"))
        if kind == "statute" and not evident:
            continue
        if kind != "statute" and not (
            evident or len(name) >= _EVIDENT_NAME or _names_somebody(name, squeezed, start)
        ):
            continue
        end = start + len(name)
        yield FoundName(start, end, (identify(squeezed[start:end], kind),))


def _after_noise(quoted_text: str) -> str:
    """The name without a footnote's number, a remark or 草案 after it."""
    match = _AFTER_NAME.fullmatch(quoted_text)
    return match["name"] if match else quoted_text


def _is_name(folded_name: str) -> bool:
    """True unless the words form a clause or name a category."""
    return not (
        _NOT_IN_NAME.search(folded_name)
        or _BEGINS_SENTENCE.match(folded_name)
        or folded_name.count(",") > 1
        or is_category(folded_name)
    )


def _names_somebody(folded_name: str, squeezed: str, start: int) -> bool:
    """True if the name holds a party, an organisation, a place or a foreign word."""
    original = squeezed[start : start + len(folded_name)]
    return bool(_SOMEBODY.search(folded_name)) or any(c.isascii() and c.isupper() for c in original)


def bare(squeezed: str, folded: str, end: int, floor: int) -> FoundName | None:
    """The name in running text that ends at `end` with one of NOUNS; None for a category.

    `floor` is the end of the name before; this one begins after it.
    """
    noun = 3 if folded[end - 3 : end] in NOUNS else 2
    kind = NOUNS.get(folded[end - noun : end])
    if kind is None or _NOT_AFTER.match(folded, end):
        return None
    dated = _DATED.search(folded, max(floor, end - _DATED_REACH), end)
    numbered = _NUMBERED.search(folded, max(0, end - _DATED_REACH), end)
    if numbered and numbered.end() == end:
        start: int | None = numbered.start()
    elif dated and dated.end() == end and _is_one(dated["subject"]):
        start = dated.start("subject")
    else:
        start = _start_of_name(squeezed, folded, floor, end - noun, kind)
    if start is None:
        return None
    return FoundName(start, end, (identify(squeezed[start:end], kind),))


def _start_of_name(squeezed: str, folded: str, floor: int, noun_at: int, kind: str) -> int | None:
    """The start of the name whose noun is at `noun_at`; None if it is not a name."""
    begin = max(floor, _clause_start(folded, noun_at))
    latin = _LATIN.search(squeezed, begin, noun_at)
    if latin:
        word = latin[0].strip()
        if word.lower() in LATIN_KINDS or len(word) < 2:
            return None
        # A protocol of computers is a 協定 or 協議 too.
        lasting = kind in ("convention", "treaty", "protocol")
        return latin.start() if lasting or _CONCLUDED.search(folded, begin, latin.start()) else None
    for cut in _CUT.finditer(folded, begin, noun_at):
        begin = cut.end()
    own = _OWN.search(folded, begin, noun_at)
    if own is None or not (own.start() == begin or _MAY_PRECEDE.match(folded[own.start() - 1])):
        return None
    start = own.start()
    subject = folded[own.end("pair") if own["pair"] else start : noun_at]
    if own["formal"]:
        return None if _NOT_YET.search(folded, start, noun_at) else start
    if own["city"]:
        return start if kind != "memorandum" else None
    if own["pair"]:
        precise = folded[noun_at : noun_at + 2] != "协议" or len(subject) >= 4
        return start if precise and not _NO_SUBJECT.fullmatch(subject) else None
    subject = own["subject"]
    vague = len(subject) < 2 or _NO_SUBJECT.search(subject)
    lasting = kind in ("convention", "treaty", "protocol")
    if vague or (not lasting and folded[noun_at : noun_at + 2] != "协定"):
        return None
    return start if lasting or _GENERAL_WORDS.sub("", subject) else None


def _is_one(subject: str) -> bool:
    """True if the subject of a dated convention is that of one convention."""
    return not (
        _NOT_IN_NAME.search(subject) or _NOT_ONE.search(subject) or is_category(subject + "公约")
    )


def start_of_object(folded: str, end: int) -> int:
    """The start of the object of the clause that ends at `end`, after its verb."""
    begin = _clause_start(folded, end)
    for cut in _CUT.finditer(folded, begin, end - 3):
        begin = cut.end()
    return begin


def _clause_start(folded: str, end: int) -> int:
    """The start of the clause that ends at `end`; it may hold a short remark in brackets."""
    begin = max(0, end - LONGEST)
    for match in _CLAUSE.finditer(folded, begin, end):
        begin = match.end()
    closing = folded.rfind(")", begin, end)
    while closing >= 0:
        opening = folded.rfind("(", max(begin, closing - _SHORT_REMARK), closing)
        if opening < 0:
            return closing + 1
        closing = folded.rfind(")", begin, opening)
    opening = folded.rfind("(", begin, end)
    if opening >= 0 and folded.find(")", opening, end) < 0:
        return opening + 1
    return begin


def described(squeezed: str, folded: str) -> Iterator[FoundName]:
    """Yield instruments of Taiwan named by party and subject (與帛琉簽署之漁業合作協定)."""
    for match in bilateral.described(folded):
        country, topic = match["country"], match["topic"]
        kind = kind_of(topic)
        if kind is None or _NOT_IN_NAME.search(topic):
            continue
        party = squeezed[match.start("country") : match.end("country")]
        name = f"我國與{party}{squeezed[match.start('topic') : match.end('topic')]}"
        key = bilateral_name(bilateral.state(country) or country, topic)
        yield FoundName(*match.span(), (identify(name, kind, key),), True)


def paired(squeezed: str, folded: str) -> Iterator[FoundName]:
    """Yield instruments of Taiwan named by a party that no table knows, or by the two offices."""
    for match in (*bilateral.named(folded), *bilateral.offices(folded)):
        kind = kind_of(match[0])
        if kind:
            yield FoundName(*match.span(), (identify(squeezed[match.start() : match.end()], kind),))


def glossed(squeezed: str, folded: str) -> Iterator[FoundName]:
    """Yield names with a foreign name in the brackets after them, which no category has."""
    for match in _GLOSSED.finditer(folded):
        end = match.end("noun")
        start, kind = start_of_object(folded, end), kind_of(match["noun"])
        name = folded[start:end]
        if kind and len(name) >= _SHORTEST_NAME and name.isalnum() and _is_name(name):
            yield FoundName(start, end, (identify(squeezed[start:end], kind),))


_GLOSSED = re.compile(
    rf"(?P<noun>{NOUN})[」>]?\((?:[^()]{{0,12}}[:：])?(?:[a-z][a-z ,.'’-]{{0,120}} )?"
    r"(?:convention|treaty|agreement|protocol|covenant|memorandum|charter|statute)\b"
)
_SOMEBODY = re.compile(f"{COUNTRY}|{ORGANISATION}|{CITY}|两岸|中华民国|台{ABBREVIATION}")
