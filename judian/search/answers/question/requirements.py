"""What a question demands of its answer: type, unit, words to be met, conditions.

Everything here is read from the question and from how often the collection uses its words;
no source text is looked at yet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.question.focus import wanted_noun
from judian.search.answers.question.units import UnitWish, asked_unit
from judian.zh.dates.expressions import find as find_dates
from judian.zh.entities.categories import Value, find, joined_words
from judian.zh.entities.names import NamedEntity, organisations
from judian.zh.numbers.numerals import parse
from judian.zh.questions.forms import AnswerType, Question, read
from judian.zh.questions.name_types import NO_NAME_TYPE, NameType, name_type
from judian.zh.questions.paraphrases import paraphrases
from judian.zh.questions.synonyms import find as find_synonyms
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.zh.figures.extraction import Period


@dataclass(frozen=True, slots=True)
class Unit:
    """One word of the question that the surroundings of an answer should hold.

    `names` are its folded spellings, its own first; `weight` is its share of the question,
    all units together 1. `[start, end)` is its place in the question. A `required` unit that
    is nowhere near a candidate rules the candidate out.
    """

    names: tuple[str, ...]
    weight: float
    start: int
    end: int
    required: bool = False
    paraphrases: tuple[str, ...] = ()
    abbreviated: re.Pattern[str] | None = None
    is_noun: bool = False

    @property
    def text(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Demand:
    """A question made ready for weighing candidates."""

    question: Question
    units: tuple[Unit, ...]
    values: tuple[Value, ...]
    periods: tuple[Period, ...]
    unit: UnitWish
    written: str
    period_spans: tuple[tuple[int, int], ...] = ()
    organisations: tuple[NamedEntity, ...] = ()
    wanted: NameType = NO_NAME_TYPE

    def as_written(self, start: int, end: int) -> str:
        """A stretch of the question in the characters in which it was typed."""
        return self.written[start:end]

    @property
    def events(self) -> tuple[Unit, ...]:
        """The words that say what happened when, right behind the interrogative (何時【生效】)
        or else right before it."""
        start = self.question.start
        behind = [u for u in self.units if u.start >= start]
        ahead = [u for u in self.units if u.end <= start]
        near = behind[:2] or ahead[-2:]
        return () if any(u.text in _TAKES_PLACE for u in near) else tuple(near)

    @property
    def asks(self) -> AnswerType:
        return self.question.answer_type


#: What the noun weighs that names the class of the answer: a report lists the fields without
#: saying that they are fields.
CLASS_NOUN = 0.4
#: A character by itself is often the rest of a word that segmentation did not know.
LONE_CHARACTER = 0.4

# What a word of each part of speech says about the thing asked for. A report may use another
# verb than the question, but seldom another noun; the first prefix that fits counts.
_SPEECH_WEIGHTS = (
    ("vn", 0.8), ("v", 0.6), ("a", 0.6), ("b", 0.6), ("z", 0.6), ("d", 0.35), ("c", 0.35),
    ("p", 0.35), ("r", 0.35), ("u", 0.35), ("f", 0.5), ("m", 0.5), ("q", 0.5),
)  # fmt: skip
# What only says that a number is wanted; the number itself says it again.
MEASURES = frozenset(
    map(
        fold,
        [
            "人數",
            "件數",
            "數量",
            "數目",
            "金額",
            "比例",
            "比率",
            "百分比",
            "總額",
            "總數",
            "總量",
            "次數",
            "人次",
            "占比",
            "額度",
            "累計",
            "合計",
            "總計",
            "共計",
            "加總",
            "全部",
            "總和",
            "小計",
            "總人數",
            "實際",
        ],
    )
)
#: Tags of proper names: a passage that lacks the name speaks of something else.
_PROPER = ("ns", "nt", "nz", "nr")

# That something took place need not be said of it: 於會報中指示 tells of a meeting that was held.
_TAKES_PLACE = frozenset(map(fold, ("召開", "舉行", "舉辦", "辦理", "發生", "進行", "開會")))
#: 每艘, 每個月, 平均一天: they hang together with the number, and segmentation joins them with what
#: follows (一天花).
_PER = compiled(
    "每(?:一|個)?(?:個?月|小時|分鐘|星期|天|日|週|周|季|年|人|件|次|名|位|艘|戶|家|輛|船|校|班|案)"
    "|(?<=平均)一(?:個月|小時|天|日|週|周|季|年|人|件|次)"
)
_LATIN_OR_NUMBER = compiled(
    r"第?[0-9]+(?:[號級期屆類組])|[0-9]+(?:[.,][0-9]+)*|[a-z][a-z0-9&'.\-]*"
)


def read_demand(text: str, rarity: Callable[[str], float]) -> Demand:
    """The demand of a question as typed. `rarity` is the idf of a folded word as a share of
    the greatest possible one, in (0, 1]."""
    analysis = analyze(text)
    folded = analysis.folded
    question = read(folded)
    dates = find_dates(question.content)
    taken = [(d.start, d.end) for d in dates]
    masked = _mask(question.content, taken)
    masked = _PER.sub(lambda found: " " * len(found.group()), masked)
    values = tuple(find(masked))
    wish, span = asked_unit(question)
    if span:
        masked = _mask(masked, [span])
    governed, wanted = wanted_noun(question)
    units = _units(masked, values, governed, rarity)
    return Demand(
        question,
        units,
        values,
        tuple(d.period for d in dates if d.period.start or d.period.end),
        wish,
        analysis.squeezed,
        tuple(taken),
        tuple(n for n in organisations(masked) if not n.generic and n.end - n.start >= 4),
        name_type(wanted),
    )


def _mask(text: str, spans: list[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _units(
    content: str,
    values: tuple[Value, ...],
    governed: tuple[int, int],
    rarity: Callable[[str], float],
) -> tuple[Unit, ...]:
    """The words of the question with their weights; `governed` is where the noun stands that
    only names the class of the answer (哪些【領域】)."""
    spans = _word_spans(content, values)
    weights = [
        rarity(names[0])
        * _weight(names[0])
        * (CLASS_NOUN if governed[0] <= start and end <= governed[1] else 1.0)
        for start, end, names, _ in spans
    ]
    total = sum(weights) or 1.0
    home = [(v.start, v.end) for v in values if v.category == "home"]
    named = [(v.start, v.end) for v in values if v.category != "home"]
    units = []
    for (start, end, names, fixed), weight in zip(spans, weights, strict=True):
        place = (start, end)
        is_class = governed[0] <= start and end <= governed[1]
        required = fixed or _is_proper(names[0]) or _overlaps(place, named)
        units.append(
            Unit(
                names,
                weight / total,
                start,
                end,
                required and not is_class and not _overlaps(place, home),
                tuple(dict.fromkeys(p for name in names for p in paraphrases(name))),
                _abbreviated(names[0], values),
                not is_class and len(names[0]) > 1 and _weight(names[0]) == 1.0,
            )
        )
    return tuple(units)


def _word_spans(
    content: str, values: tuple[Value, ...]
) -> list[tuple[int, int, tuple[str, ...], bool]]:
    """(start, end, names, required) of each word: names of categories first, then names with
    synonyms, numbers and Latin words, then whatever segmentation gives."""
    synonyms = [s for s in find_synonyms(content) if content[s[0] : s[1]] not in STOP_WORDS]
    spans: dict[tuple[int, int], tuple[tuple[str, ...], bool]] = {}
    for value in values:
        wider = any(s <= value.start and value.end <= e for s, e, _ in synonyms)
        if value.category != "home" and not wider:
            place = (value.start, value.end)
            spans[place] = ((content[value.start : value.end], value.name), True)
    held = list(spans)
    for start, end, names in synonyms:
        if not _overlaps((start, end), held):
            spans[start, end] = ((content[start:end], *map(fold, names)), False)
    for found in _LATIN_OR_NUMBER.finditer(content):
        if not _overlaps(found.span(), list(spans)):
            spans[found.span()] = (_spellings(found.group()), True)
    covered = list(spans)
    for word, start, end in joined_words(content, STOP_WORDS):
        if word not in STOP_WORDS and not _overlaps((start, end), covered):
            spans[start, end] = ((word, *_in_digits(word)), False)
    return [(*place, *spans[place]) for place in sorted(spans)]


def _abbreviated(name: str, values: tuple[Value, ...]) -> re.Pattern[str] | None:
    if 3 <= len(name) <= 5 and any(v.category == "agency" and v.name == name for v in values):
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
    if not number.isdigit() or int(number) > 99:
        return (number,)
    tens, ones = divmod(int(number), 10)
    chinese = (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + _NUMERALS[ones]
    return (number, chinese or "零")


def _in_digits(word: str) -> tuple[str, ...]:
    """三年 as 3年, for a word that begins with a numeral and goes on with one character."""
    value = parse(word[:-1]) if len(word) > 1 and word[0] in _NUMERALS else None
    return (f"{value}{word[-1]}",) if value is not None else ()


_NUMERALS = ("", *"一二三四五六七八九")


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
