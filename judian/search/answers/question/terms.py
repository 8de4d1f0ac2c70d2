"""Terms of a question: its words with their spellings and weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.answers.question.model import QuestionTerm
from judian.zh.entities.categories import CategoryValue, joined_words
from judian.zh.numbers.numerals import parse
from judian.zh.questions.paraphrases import paraphrases
from judian.zh.questions.synonyms import find_synonyms
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

Span = tuple[int, int]

#: Weight of the noun that only names the class of the answer: a report lists the fields without
#: saying that they are fields.
CLASS_NOUN = 0.4
#: Weight of a single character, which is often the rest of a word unknown to segmentation.
LONE_CHARACTER = 0.4

# Weights of words by part of speech: a report often uses another verb than the question, but
# seldom another noun. The first prefix of the tag counts.
_SPEECH_WEIGHTS = (
    ("vn", 0.8), ("v", 0.6), ("a", 0.6), ("b", 0.6), ("z", 0.6), ("d", 0.35), ("c", 0.35),
    ("p", 0.35), ("r", 0.35), ("u", 0.35), ("f", 0.5), ("m", 0.5), ("q", 0.5),
)  # fmt: skip
#: Words that only say that a number is asked for; the number itself implies them.
MEASURES = frozenset(
    fold(
        "人數 件數 數量 數目 金額 比例 比率 百分比 總額 總數 總量 次數 人次 占比 額度 累計 合計 "
        "總計 共計 加總 全部 總和 小計 總人數 實際"
    ).split()
)
#: Numbers up to this are also looked for as Chinese numerals.
_MAX_NUMERAL = 99
#: Tags of proper names; a passage without the name is about something else.
_PROPER = ("ns", "nt", "nz", "nr")
_LATIN_OR_NUMBER = compiled(
    r"第?[0-9]+(?:[號級期屆類組])|[0-9]+(?:[.,][0-9]+)*|[a-z][a-z0-9&'.\-]*"
)


def question_terms(
    content: str,
    constraints: tuple[CategoryValue, ...],
    class_noun: Span,
    rarity: Callable[[str], float],
) -> tuple[QuestionTerm, ...]:
    """The terms of a question's content with their weights. `class_noun` is the span of the noun
    that only names the class of the answer (哪些【領域】), else (0, 0)."""
    words = _words(content, constraints)
    weights = [
        rarity(names[0])
        * _weight(names[0])
        * (CLASS_NOUN if class_noun[0] <= start and end <= class_noun[1] else 1.0)
        for start, end, names, _ in words
    ]
    total = sum(weights) or 1.0
    home = [(v.start, v.end) for v in constraints if v.category == "home"]
    named = [(v.start, v.end) for v in constraints if v.category != "home"]
    terms = []
    for (start, end, names, is_name), weight in zip(words, weights, strict=True):
        span = (start, end)
        is_class = class_noun[0] <= start and end <= class_noun[1]
        is_required = is_name or _is_proper(names[0]) or _overlaps(span, named)
        terms.append(
            QuestionTerm(
                names,
                weight / total,
                start,
                end,
                required=is_required and not is_class and not _overlaps(span, home),
                paraphrases=tuple(dict.fromkeys(p for n in names for p in paraphrases(n))),
                abbreviation=_abbreviation(names[0], constraints),
                is_noun=not is_class and len(names[0]) > 1 and _weight(names[0]) == 1.0,
            )
        )
    return tuple(terms)


def _words(
    content: str, constraints: tuple[CategoryValue, ...]
) -> list[tuple[int, int, tuple[str, ...], bool]]:
    """(start, end, names, is_name) of each word, in order: the constraints take precedence over
    names with synonyms, then numbers and Latin words, then the words of segmentation."""
    synonyms = [s for s in find_synonyms(content) if content[s[0] : s[1]] not in STOP_WORDS]
    spans: dict[Span, tuple[tuple[str, ...], bool]] = {}
    for value in constraints:
        wider = any(s <= value.start and value.end <= e for s, e, _ in synonyms)
        if value.category != "home" and not wider:
            span = (value.start, value.end)
            spans[span] = ((content[value.start : value.end], value.name), True)
    taken = list(spans)
    for start, end, names in synonyms:
        if not _overlaps((start, end), taken):
            spans[start, end] = ((content[start:end], *map(fold, names)), False)
    for found in _LATIN_OR_NUMBER.finditer(content):
        if not _overlaps(found.span(), list(spans)):
            spans[found.span()] = (_spellings(found.group()), True)
    taken = list(spans)
    for word, start, end in joined_words(content, STOP_WORDS):
        if word not in STOP_WORDS and not _overlaps((start, end), taken):
            spans[start, end] = ((word, *_in_digits(word)), False)
    return [(*span, *spans[span]) for span in sorted(spans)]


#: Characters of an agency's name that may abbreviate a longer one.
_SHORTEST_AGENCY, _LONGEST_AGENCY = 3, 5


def _abbreviation(name: str, constraints: tuple[CategoryValue, ...]) -> re.Pattern[str] | None:
    """A pattern of the longer names that the name of an agency abbreviates, with up to two Han
    characters between its own; None for other names."""
    if _SHORTEST_AGENCY <= len(name) <= _LONGEST_AGENCY and any(
        v.category == "agency" and v.name == name for v in constraints
    ):
        return re.compile("[一-鿿]{0,2}?".join(map(re.escape, name)))
    return None


def _weight(word: str) -> float:
    if len(word) == 1:
        return LONE_CHARACTER
    if word in MEASURES:
        return CLASS_NOUN
    tag = part_of_speech(word)
    return next((w for prefix, w in _SPEECH_WEIGHTS if tag.startswith(prefix)), 1.0)


def _is_proper(word: str) -> bool:
    return len(word) > 1 and part_of_speech(word).startswith(_PROPER)


def _spellings(number: str) -> tuple[str, ...]:
    """A small whole number with its Chinese numeral: 8 and 八, 12 and 十二."""
    if not number.isdigit() or int(number) > _MAX_NUMERAL:
        return (number,)
    tens, ones = divmod(int(number), 10)
    chinese = (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + _NUMERALS[ones]
    return (number, chinese or "零")


def _in_digits(word: str) -> tuple[str, ...]:
    """(3年,) for 三年, a word of a numeral and one more character; else ()."""
    value = parse(word[:-1]) if len(word) > 1 and word[0] in _NUMERALS else None
    return (f"{value}{word[-1]}",) if value is not None else ()


_NUMERALS = ("", *"一二三四五六七八九")


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
