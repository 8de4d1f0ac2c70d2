"""Forms of questions, as a clerk would type them, and the wording of their slots.

A form holds slots in braces; an empty slot leaves nothing. The forms are ways to ask: no words of
a source text stand in them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.evals.reader.facts import WORDS
from judian.zh.questions.paraphrases import paraphrases
from judian.zh.questions.synonyms import expand
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import segment

if TYPE_CHECKING:
    import random

    from judian.evals.reader.facts import Fact

#: The shares of words that a question replaces by another word for the same, and leaves out.
REPLACED, LEFT_OUT = 0.22, 0.07
#: The shares of questions that name the period of a figure, and the document.
PERIOD_NAMED, DOCUMENT_NAMED = 0.7, 0.35
_FIRST_YEAR = 1911

FORMS: dict[str, tuple[str, ...]] = {
    "cell": (
        "{document}{period}{row}的{column}是多少？",
        "{period}{row}{column}{word}？",
        "{document} {period} {row} {column}",
        "{row} {column} {period} {word}",
        "{period}{row}之{column}為何",
        "請問{document}{period}{row}的{column}有{word}？",
        "{document}裡{row}的{column}{word}",
        "{column}方面，{period}{row}是多少？",
        "{row}在{period}的{column}是多少{unit}？",
        "{document}{period}{column}：{row}是{word}？",
        "{row}{column}多少",
        "{period}{row}{column}共{word}",
        "我想知道{row}的{column}是多少",
        "{row}的{column}",
    ),
    "figure": (
        "{period}{before}{word}{after}？",
        "{period}{before}有{word}？",
        "{period}{before}是{word}",
        "{document}{period}{before}計{word}？",
        "{before} {period} {word}",
        "{period} {before}",
        "{before}總共{word}{after}？",
        "請問{period}{before}一共{word}？",
        "{document}{before}達{word}",
        "{before}的數字是多少？",
        "{word}{after}{before}？",
        "{before}，{period}有{word}？",
        "依{document}，{before}為{word}？",
    ),
    "date": (
        "{before}{word}{after}？",
        "{word}{after}",
        "{after}是{word}？",
        "{after}的時間是什麼時候？",
        "{after}的日期",
        "{document}{after}是在{word}？",
        "請問{before}{after}是{word}的事？",
        "{before}是{word}{after}的？",
    ),
    "name": (
        "{before}{word}{after}？",
        "{before}{word}{after}",
        "請問{before}{word}{after}？",
        "{document}{before}{word}{after}？",
        "{before}的是{word}{after}？",
    ),
    "instrument": (
        "{before}{word}{after}？",
        "{before}依據{word}{after}？",
        "請問{before}{word}{after}",
        "{document}{before}{word}{after}？",
    ),
    "definition": (
        "什麼是{before}？",
        "{before}是什麼意思？",
        "{before}的定義為何",
        "{before}定義",
        "所謂{before}是指什麼？",
        "何謂{before}？",
        "{document}裡{before}指的是什麼",
    ),
    "reason": (
        "為什麼{before}？",
        "{before}的原因是什麼？",
        "為何{before}",
        "{before}是因為什麼？",
        "什麼原因造成{before}？",
    ),
}  # fmt: skip
_YEAR = compiled(r"(?:中華民國|民國)?(?P<year>[0-9]{2,3})年(?P<rest>度?)")
_GENERIC_END = compiled(
    "(?:特別|總|附屬單位)?(?:預算|決算)?(?:審核)?(?:報告|統計|通報|年報|彙編|說明|摘要)+$"
)


def form_for(fact: Fact, document: str, rng: random.Random) -> str:
    """A form that has something for each of its slots but the period and the unit."""
    slots = {
        "{document}裡": document,
        "依{document}": document,
        "{before}": fact.before,
        "{after}": fact.after,
    }
    fit = [
        f for f in FORMS[fact.kind] if all(text or slot not in f for slot, text in slots.items())
    ]
    return rng.choice(fit or FORMS[fact.kind])


def interrogative(fact: Fact, rng: random.Random) -> str:
    """One of the interrogatives for a fact, "" for one whose forms hold theirs."""
    return rng.choice(WORDS.get(fact.word, ("",))).format(unit=fact.unit)


def ask(fact: Fact, form: str, document: str, word: str) -> str:
    """The folded question of a fact in one form, with an interrogative; the slots as they are."""
    slots = {
        "document": document,
        "period": fact.period,
        "row": fact.row,
        "column": fact.column,
        "before": fact.before,
        "after": fact.after,
        "unit": fact.unit,
        "word": word,
    }
    return " ".join(fold(form).format(**{k: fold(v) for k, v in slots.items()}).split())


def worded(fact: Fact, rng: random.Random) -> Fact:
    """The fact with its slots in other words: synonyms, another form of the year, words left out,
    its period perhaps not named."""
    period = fact.period if rng.random() < PERIOD_NAMED else ""
    return replace(
        fact,
        before=reworded(fact.before, rng),
        after=reworded(fact.after, rng),
        row=reworded(fact.row, rng),
        column=reworded(fact.column, rng),
        period=other_year_form(period, rng),
    )


def reworded(text: str, rng: random.Random) -> str:
    """`text` with some words replaced by synonyms or paraphrases, and some left out."""
    words = segment(text) if text else []
    made = []
    for word in words:
        others = [w for w in (*expand(word), *paraphrases(word)) if w != word]
        chance = rng.random()
        if others and chance < REPLACED:
            made.append(fold(rng.choice(others)))
        elif len(words) > 3 and chance > 1 - LEFT_OUT and not word.isdigit():
            continue
        else:
            made.append(word)
    return "".join(made)


def other_year_form(period: str, rng: random.Random) -> str:
    """The period with its ROC years written with or without 民國, or as Gregorian years."""

    def written(found: object) -> str:
        match = _YEAR.fullmatch(str(found))
        if match is None:
            return str(found)
        year, rest = int(match["year"]), match["rest"]
        forms = (f"{year}年{rest}", f"{year}年", f"民国{year}年{rest}", f"{year + _FIRST_YEAR}年")
        return rng.choice(forms)

    return _YEAR.sub(lambda found: written(found.group()), period)


def short_title(title: str, rng: random.Random) -> str:
    """The folded title of a document as a question names it: without its generic end, or only
    its last words."""
    text = _GENERIC_END.sub("", title)
    words = segment(text)
    if len(text) > 12 and rng.random() < 0.5:
        text = "".join(words[-4:])
    return text
