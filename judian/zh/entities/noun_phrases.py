"""Noun phrases beside a place of a folded text, and measure words before nouns."""

from __future__ import annotations

from judian.zh.entities.categories import words
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech
from judian.zh.text.verbs import is_part_of_names, is_verb

#: Longest noun phrase, in code points.
LONGEST = 24
#: A measure word between an interrogative and its noun: 哪幾【種】犯罪, 哪3【項】計畫.
_MEASURE = compiled(
    "^(?:個(?![人案資])|項(?!目)|種(?![類族])|類(?![型別])|大(?![學樓陸隊廈])|家(?![長屬庭戶])|位(?!置)|處(?!所)|起(?!因)"
    "|件|層(?![面級])|場(?![所次合域])|份|篇|座(?!談)|條(?![文件款約例])|間(?!諜)|隊(?![員長伍])|輛|架|艘|款(?!項)|筆|名(?![稱單目義])"
    "|部(?![會門分隊落長])|所(?![屬有]))(?=[一-鿿])"
)
#: Tags of words that stand inside a noun phrase.
_INSIDE = ("n", "b", "a", "j", "l", "i", "z", "vn", "eng", "k", "s")
#: Words that are not part of a noun phrase, whatever their tag.
_NEVER = frozenset(map(fold, ("所有", "相關"))) | frozenset(fold("的之是為和與及或由被"))


def without_measure(noun: str) -> str:
    """A folded noun without the measure word before it: 犯罪 for 種犯罪."""
    found = _MEASURE.match(noun)
    return noun[found.end() :] if found else noun


def phrase_at(text: str, at: int) -> tuple[int, int]:
    """`[start, end)` of the noun phrase that begins at `at` of a folded text; empty at a verb."""
    tokens = words(text[at : at + LONGEST])
    end = 0
    for number, (word, start, stop) in enumerate(tokens):
        if start != end or not _belongs(word):
            break
        tag = part_of_speech(word)
        ahead = tokens[number + 1] if number + 1 < len(tokens) else None
        has_next = ahead is not None and ahead[1] == stop and _belongs(ahead[0])
        is_action = is_verb(word) or tag == "vn"
        if number and is_action and (is_verb(word) or not has_next):
            break
        end = stop
    return at, at + end


def phrase_before(text: str, at: int) -> tuple[int, int]:
    """`[start, end)` of the noun phrase before `at` of a folded text and before blanks there."""
    end = at
    while end > 0 and text[end - 1].isspace():
        end -= 1
    start = end
    window = max(0, end - LONGEST)
    for word, low, high in reversed(words(text[window:end])):
        if window + high != start or not _belongs(word) or (is_verb(word) and start < end):
            break
        start = window + low
    return start, end


def _belongs(word: str) -> bool:
    """True for a word that can be part of a noun phrase."""
    if word in _NEVER:
        return False
    tag = part_of_speech(word)
    if tag.startswith(_INSIDE) or tag == "" or is_part_of_names(word):
        return True
    return is_verb(word) and len(word) > 1
