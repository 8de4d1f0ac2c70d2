"""Named entities: organisations and places, recognised by their form.

The name of an organisation or a place is a run of nouns that ends in a word like 署, 公司 or 車站;
it begins after a verb, a preposition or a punctuation mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from judian.zh.entities.categories import words
from judian.zh.text.fold import DATA, fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech
from judian.zh.text.verbs import is_part_of_names, is_verb

#: Longest name of an organisation or a place, in code points.
MAX_NAME = 26
#: Shortest name, and shortest single word that is not generic, in code points.
_SHORTEST, _SHORTEST_WORD = 2, 3


def _read_endings() -> dict[str, tuple[str, ...]]:
    """The folded words of each section of the data file, by its heading."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (DATA / "name_endings.txt").read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("# "):
            current = sections.setdefault(line[2:].strip(), [])
        else:
            current += map(fold, line.split())
    return {name: tuple(dict.fromkeys(found)) for name, found in sections.items()}


_ENDINGS = _read_endings()
_ORGANISATION_ENDS, _PLACE_ENDS = _ENDINGS["organisation"], _ENDINGS["place"]
_GENERIC = frozenset(_ENDINGS["generic"])
_OFFICES = fold("機關")


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A named entity at `[start, end)`.

    `kind` is organisation, place, person or entity. A `generic` name is that of a class (合作醫院),
    not of a single thing.
    """

    start: int
    end: int
    kind: str
    generic: bool = False


def organisations(folded: str) -> list[NamedEntity]:
    """The organisations in a folded text, the longest at each place."""
    return _ending_in(folded, _ORGANISATION_ENDS, "organisation")


def places(folded: str) -> list[NamedEntity]:
    """The places that end in a word like 港, 車站 or 博物館, the longest at each place."""
    return _ending_in(folded, _PLACE_ENDS, "place")


def ending_in(folded: str, endings: tuple[str, ...]) -> list[NamedEntity]:
    """The names of a folded text that end in one of the folded `endings`."""
    return _ending_in(folded, endings, "entity")


def _ending_in(folded: str, endings: tuple[str, ...], kind: str) -> list[NamedEntity]:
    tokens = words(folded)
    found: dict[int, NamedEntity] = {}
    for at, (word, _, end) in enumerate(tokens):
        if not word.endswith(endings) or (word not in endings and len(word) > 1 and is_verb(word)):
            continue
        first = _first(tokens, at)
        start = tokens[first][1]
        role = _ROLE.match(folded, start, end)
        if role:
            start = role.end()
        if end - start < _SHORTEST or end - start > MAX_NAME:
            continue
        text = folded[start:end]
        is_short = first == at and len(word) < _SHORTEST_WORD and kind != "entity"
        name = _CLASS_WORDS.sub("", text)
        generic = is_short or not name or name in _GENERIC or name in endings
        generic = generic or text.endswith(_OFFICES)  # 司法警察機關
        earlier = found.get(start)
        if earlier is None or earlier.end < end:
            found[start] = NamedEntity(start, end, kind, generic)
    return [found[start] for start in sorted(found)]


# Words before a generic name: 健保特約【醫院】, 當地主管【機關】.
_CLASS_WORDS = compiled(
    "^(?:合作|特約|健保|簽約|委外|得標|承攬|施工|營運|指定|相關|有關|當地|地方|主管|權責|承辦|外國|國內|國外|境外|海外"
    "|民間|公立|私立|大型|中小型?|專責|其他|原|各|該|本)+"
)
# The role of an organisation before its name: 承包商【宏遠土木公司】.
_ROLE = compiled(
    "[一-鿿]*(?:廠商|承商|包商|應商|造商|理商|口商|業者|業主|貨主|雇主|船東|船主|所屬|所轄|以下稱|下稱|包括|包含|另有|其中)"
    "(?=[一-鿿]{3})"
)
#: Single characters that, as words by themselves, are not part of a name.
_FUNCTION = frozenset(
    fold(
        "查赴請函送交派設報提命准獲依據訪透向經由為是有到往來去在受被遭讓令使給與和及或等各該本於之的將對自從以並均"
        "已因至後前時年月日其此每無未不就又也都仍所者而但若如另應得可須把因惟且皆則曾即現係指稱名約共計逾僅個件人次位萬億元"
        "原擬嗣迄俟甫復再續又致使惟雖尚非較比跟同替"
    )
)
_STATION, _BELONGING = fold("駐"), fold("屬")
_POWERS = frozenset(fold("英法美荷葡西丹澳部附直國市縣"))
_PART, _SIDES = fold("部分"), frozenset(fold("東西南北中"))
_ORDINAL = compiled("第?[一二三四五六七八九十]+")

#: Tags of words that can be part of a name.
_INSIDE = ("n", "j", "vn", "b", "a", "s", "l", "i", "x", "z", "eng")
_NOT_INSIDE = re.compile(
    fold(
        "^(?:委託|委請|接獲|改由|現由|係由|全國|目前|包括|包含|其中|另有|自行|上開|前開|多家"
        "|部分|以及|主要|各地|案由)$"
    )
)
#: Ends of the agency that a division belongs to: 【治安部】甲區及乙區業務司.
_PARENT_ENDS = tuple(map(fold, ("部", "署", "院", "局", "會", "府", "處")))
_DIVISION_ENDS = tuple(map(fold, ("司", "處", "組", "科", "室", "署", "局", "中心")))
_AND = tuple(map(fold, ("及", "與", "暨")))


def _first(tokens: list[tuple[str, int, int]], at: int) -> int:
    """The index in `tokens` of the first word of the name whose last word is tokens[at]."""
    first = at
    while first > 0:
        word, _, end = tokens[first - 1]
        if end != tokens[first][1] or tokens[at][2] - tokens[first - 1][1] > MAX_NAME:
            break
        if word in _AND and _joins_division(tokens, first - 1, at):
            first -= 1
            continue
        if not _can_be_inside(word, tokens, first - 1):
            break
        first -= 1
    return first


def _can_be_inside(word: str, tokens: list[tuple[str, int, int]], at: int) -> bool:
    """True if the word, tokens[at], can be part of a name whose rest follows it."""
    if word == _PART and at > 0 and tokens[at - 1][0] in _SIDES:
        return True  # 中【部分】署
    if _NOT_INSIDE.match(word):
        return False
    if word == _STATION:
        # 國土安全調查署駐香港辦公室: an office of the agency before it.
        return (
            at > 0
            and tokens[at - 1][2] == tokens[at][1]
            and tokens[at - 1][0].endswith(_ORGANISATION_ENDS)
        )
    if word == _BELONGING:
        # 荷屬三角洲研究院, but 本案屬地方檢察署管轄.
        return at > 0 and tokens[at - 1][0] in _POWERS
    if len(word) == 1:
        # An unknown name is segmented into single characters of any part of speech.
        return word not in _FUNCTION
    if _ORDINAL.fullmatch(word) or is_part_of_names(word):
        return True
    tag = part_of_speech(word)
    return (tag.startswith(_INSIDE) or tag == "" or tag == "v") and not is_verb(word)


def _joins_division(tokens: list[tuple[str, int, int]], joint: int, at: int) -> bool:
    """True for the 及 of 治安部甲區及乙區業務司, which is part of the name of one division.

    An agency is two words before it, but not right before it.
    """
    if not tokens[at][0].endswith(_DIVISION_ENDS) or joint < 2:
        return False
    before, parent = tokens[joint - 1][0], tokens[joint - 2][0]
    return (
        tokens[joint - 2][2] == tokens[joint - 1][1]
        and tokens[joint - 1][2] == tokens[joint][1]
        and parent.endswith(_PARENT_ENDS)
        and len(parent) > 2
        and not before.endswith(_ORGANISATION_ENDS)
        and not is_verb(before)
    )
