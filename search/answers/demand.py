"""What a question demands of its answer: type, unit, words to be met, conditions.

Everything here is read from the question and from how often the collection uses its words;
no source text is looked at yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from search.answers.units import UnitWish, asked_unit
from zh.analyze import analyze
from zh.categories import Value, find, joined_words
from zh.dates import find as find_dates
from zh.figures import Period
from zh.fold import fold
from zh.light_words import LIGHT_WORDS
from zh.paraphrases import paraphrases
from zh.questions import Asks, Question, read
from zh.segment import part_of_speech
from zh.synonyms import find as find_synonyms


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
    total: bool
    written: str
    period_spans: tuple[tuple[int, int], ...] = ()

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
    def asks(self) -> Asks:
        return self.question.asks


#: A character by itself is often the rest of a word that segmentation did not know.
LONE_CHARACTER = 0.4

# What a word of each part of speech says about the thing asked for. A report may use another
# verb than the question, but seldom another noun; the first prefix that fits counts.
_SPEECH_WEIGHTS = (
    ("vn", 0.8), ("v", 0.6), ("a", 0.6), ("b", 0.6), ("z", 0.6), ("d", 0.35), ("c", 0.35),
    ("p", 0.35), ("r", 0.35), ("u", 0.35), ("f", 0.5), ("m", 0.5), ("q", 0.5),
)  # fmt: skip
#: Tags of proper names: a passage that lacks the name speaks of something else.
_PROPER = ("ns", "nt", "nz", "nr")

# Words that ask for the whole rather than a part.
_TOTAL = re.compile(
    "|".join(fold("合計 總計 總共 一共 全部 總數 總量 總額 總人次 總人數 總件數 總重").split())
)
# That something took place need not be said of it: 於會報中指示 tells of a meeting that was held.
_TAKES_PLACE = frozenset(map(fold, ("召開", "舉行", "舉辦", "辦理", "發生", "進行", "開會")))
_LATIN_OR_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-z][a-z0-9&'.\-]*")


def read_demand(text: str, rarity: Callable[[str], float]) -> Demand:
    """The demand of a question as typed. `rarity` is the idf of a folded word as a share of
    the greatest possible one, in (0, 1]."""
    analysis = analyze(text)
    folded = analysis.folded
    question = read(folded)
    dates = find_dates(question.content)
    taken = [(d.start, d.end) for d in dates]
    masked = _mask(question.content, taken)
    values = tuple(find(masked))
    wish, span = asked_unit(question)
    if span:
        masked = _mask(masked, [span])
    units = _units(masked, values, rarity)
    return Demand(
        question,
        units,
        values,
        tuple(d.period for d in dates if d.period.start or d.period.end),
        wish,
        bool(_TOTAL.search(folded)),
        analysis.squeezed,
        tuple(taken),
    )


def _mask(text: str, spans: list[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _units(
    content: str, values: tuple[Value, ...], rarity: Callable[[str], float]
) -> tuple[Unit, ...]:
    synonyms = find_synonyms(content)
    spans: list[tuple[int, int, tuple[str, ...], bool]] = []
    synonyms = [s for s in synonyms if content[s[0] : s[1]] not in LIGHT_WORDS]
    for value in values:
        if value.category != "home" and not any(
            s <= value.start and value.end <= e for s, e, _ in synonyms
        ):
            spans.append(
                (value.start, value.end, (content[value.start : value.end], value.name), True)
            )
    held = [(s, e) for s, e, _, _ in spans]
    synonyms = [s for s in synonyms if not _overlaps((s[0], s[1]), held)]
    for start, end, names in synonyms:
        spans.append((start, end, (content[start:end], *map(fold, names)), False))
    covered = [(s, e) for s, e, _, _ in spans]
    for found in _LATIN_OR_NUMBER.finditer(content):
        if not _overlaps(found.span(), covered):
            spans.append((*found.span(), _spellings(found.group()), True))
            covered.append(found.span())
    for word, start, end in joined_words(content, LIGHT_WORDS):
        if word in LIGHT_WORDS or _overlaps((start, end), covered):
            continue
        spans.append((start, end, (word,), False))
    spans.sort(key=lambda s: s[0])
    spans = list({(s[0], s[1]): s for s in spans}.values())
    raw = [
        (s, e, names, required or _is_proper(names[0]), rarity(names[0]) * _weight(names[0]))
        for s, e, names, required in spans
    ]
    total = sum(r[-1] for r in raw) or 1.0
    home = [v for v in values if v.category == "home"]
    return tuple(
        Unit(
            names,
            rare / total,
            start,
            end,
            (required or any(v.start < end and start < v.end for v in values))
            and not any(v.start < end and start < v.end for v in home),
            tuple(dict.fromkeys(p for name in names for p in paraphrases(name))),
            _abbreviated(names[0], values),
            len(names[0]) > 1 and _weight(names[0]) == 1.0,
        )
        for start, end, names, required, rare in raw
    )


def _abbreviated(name: str, values: tuple[Value, ...]) -> re.Pattern[str] | None:
    if 3 <= len(name) <= 5 and any(v.category == "agency" and v.name == name for v in values):
        return re.compile("[一-鿿]{0,2}?".join(map(re.escape, name)))
    return None


def _weight(word: str) -> float:
    if len(word) == 1:
        return LONE_CHARACTER
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


_NUMERALS = ("", *"一二三四五六七八九")


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
