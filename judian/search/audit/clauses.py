"""The sentence and the clause of a claim, and the words that say what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh.dates import expressions
from judian.zh.questions.paraphrases import paraphrases
from judian.zh.questions.synonyms import expand
from judian.zh.text.analyze import squeezed_fold, terms_of
from judian.zh.text.fold import fold
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SENTENCE_END = re.compile("[。！？!?\n\t]")
_CLAUSE_END = re.compile("[，。；：！？!?;\n\t]|,(?![0-9])|:(?![0-9])")
_NARROW_END = re.compile("[，。；：、！？!?;\n\t（）()]|,(?![0-9])|:(?![0-9])")
#: Words that say who reports, not what: they need not stand in the report.
_REPORTING = frozenset(
    fold(
        "依據|根據|依照|按照|依|據|按|報告|指出|顯示|載明|記載|所載|統計|資料|表示|說明|略以|參照|參見"
        "|可知|可見|查|經查|又|另|另查|次查|亦|且|即|復|再|惟|然|是|此|其|該|本案|原告|被告|上開|前開"
        "|前揭|上述|所示|在卷|有|為|係|共|計|合計|共計|總計|達|約|逾|近|僅|已|於|至|截至|止|年|月|日"
        "|年度|年底|民國|西元|期間|當年|全年|之|的|與|及|和|而|則|在|自|起|以|由|者|中|內|等|數|數量"
        "|規定|同條|同法|定有明文|明定"
    ).split("|")
)
_NUMBERS = re.compile("[0-9〇零一二三四五六七八九十百千万亿]+")


def clause(text: str, start: int, end: int, *, narrow: bool = False) -> tuple[int, int]:
    """The clause that holds `[start, end)`, without the signs at its ends; a `narrow` one also ends
    at 、 and brackets."""
    return _between(_NARROW_END if narrow else _CLAUSE_END, text, start, end)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds `[start, end)`."""
    return _between(_SENTENCE_END, text, start, end)


def _between(ends: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    low = max((m.end() for m in ends.finditer(text, 0, start)), default=0)
    behind = ends.search(text, end)
    return low, behind.start() if behind else len(text)


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about, folded, each once: no stop words, numbers or
    words of reporting. Single characters are joined to their neighbours by pairs instead."""
    folded = squeezed_fold(text)
    found = [
        word
        for word in terms_of(folded)[0]
        if word not in STOP_WORDS and word not in _REPORTING and not _NUMBERS.fullmatch(word)
    ]
    return list(dict.fromkeys(word for word in found if len(word) > 1 or not word.isascii()))


def covered(words: Sequence[str], folded: str, *, otherwise: bool = False) -> float:
    """The share of the characters of `words` whose words stand in a folded text; 1 for none. With
    `otherwise` a word also counts if another name of it or a paraphrase stands there."""
    total = sum(map(len, words))
    held = (word for word in words if word in folded or (otherwise and _otherwise(word, folded)))
    return sum(map(len, held)) / total if total else 1.0


def _otherwise(word: str, folded: str) -> bool:
    return any(other in folded for other in (*expand(word), *paraphrases(word)))


def without_numbers(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text of the same length in which semicolons stand for the spans and for its dates: the
    words of a number in Chinese (三千件, 百分之五) say nothing of what it measures."""
    chars = list(text)
    dates = ((date.start, date.end) for date in expressions.find(text))
    for start, end in (*spans, *dates):
        chars[start:end] = "；" * (end - start)
    return "".join(chars)
