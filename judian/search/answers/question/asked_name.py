"""The name whose meaning a question asks for: 童工 in 勞基法上的童工是指什麼？

Which words of a question are the name is known only where a text defines it, so every end of what
stands beside the interrogative may be one: 工業用水人, 水人 for 工業用水人是指什麼？, the longest
first. Quotation marks leave no choice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh import instruments
from judian.zh.entities.categories import words
from judian.zh.questions.forms import AnswerType
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from judian.search.answers.question.model import QuestionModel

#: Fewest and most characters of a name.
SHORTEST, LONGEST = 2, 16
#: Most names that a question may ask for; the longest come first.
MOST = 5

_QUOTED = compiled('[「『“"]([^「」『』“”"]{1,24})[」』”"]')
# What stands between the name and the interrogative on its right.
_BEHIND = compiled(
    '(?:一詞|一語|用語|什麼|甚麼|何|之|的|是|係|所|指|謂|為|叫做?|稱為?|包括|包含|被|該|要|應|又|[,，:："「」])+$'
    "|(?:定義|意思|意義|涵義|含義|內涵|範圍|概念)$"
)
# What stands before the name on its left: 本法所稱, 所謂的.
_BEFORE = compiled(
    "^.*(?:所稱之?|所謂的?|所說的?|所指的?|說的|講的|定義的|規定的|裡頭?的?|中的|上的|內的?|,)"
)
#: Interrogatives before the name: 何謂, 什麼是.
_LEADS_ON = compiled("(?:謂|是|叫做?|稱為)$")
#: A statute or a document, by its last word, before what is asked of it.
_STATUTE = compiled(
    "[一-鿿]{2,20}?(?:法|條例|辦法|細則|要點|準則|規則|規程|標準|報告)(?=的|之|上|中|裡|內|所稱|所謂|,)"
)
#: The interrogatives of questions for a meaning, and what else such a question may say.
_ASKING = compiled(
    "請問|依照?|依據|根據|按照?|本(?:法|條例|辦法|細則|要點|準則|規則)|所稱之?|所謂的?|所說的?|所指的?|說的|講的|在|裡頭?|中|上|內|的|之|是|係|為|"
    "指|包括|包含|有|分別|到底|究竟|什麼|甚麼|何者|何謂|何|哪一?[些個裡里兒帶]|哪幾個|誰|意思|定義|意義|涵義|範圍|草案|專節"
    "|又|呢|,|，|。|\\?|？|:|：|「|」| "
)


def asked_names(question: QuestionModel) -> tuple[str, ...]:
    """The folded names of which one is asked for, the longest first; () if the question does not
    ask what a name means."""
    text, form = question.text, question.form
    quoted = tuple(dict.fromkeys(_QUOTED.findall(text)))
    if form.answer_type is AnswerType.DEFINITION:
        return quoted or _beside(question)
    if form.answer_type in _OTHER_TYPES:
        names = quoted or _beside(question)
        return tuple(name for name in names if _is_all_about(question, name))
    return ()


#: Answer types of questions that ask for a meaning in other words: 海巡機關是哪些？
_OTHER_TYPES = (
    AnswerType.LIST,
    AnswerType.ENTITY,
    AnswerType.PLACE,
    AnswerType.PERSON,
    AnswerType.ORGANISATION,
)


def _beside(question: QuestionModel) -> tuple[str, ...]:
    """The names that stand before the interrogative, or else behind it."""
    form, chars = question.form, list(question.text)
    for start, end in _statutes(question):
        chars[start:end] = "," * (end - start)
    text = "".join(chars)
    before, after = text[: form.start], text[form.end :].rstrip("?？ 。")
    while found := _BEHIND.search(before):
        before = before[: found.start()]
    if len(before) >= SHORTEST:
        return _ends(before)
    if not _LEADS_ON.search(text, form.start, form.end):
        return ()
    while found := _BEHIND.search(after):
        after = after[: found.start()]
    return _ends(after)


def _statutes(question: QuestionModel) -> list[tuple[int, int]]:
    """The spans of the statutes and documents that a question names."""
    named = instruments.extract(question.analysis.squeezed)
    by_form = [found.span() for found in _STATUTE.finditer(question.text)]
    return [*((mention.start, mention.end) for mention in named), *by_form]


def _ends(text: str) -> tuple[str, ...]:
    """The ends of a text that begin where a word does, the longest first; what stands behind 所稱
    or the last 的 whole, if it is no longer than a name."""
    lead = _BEFORE.match(text)
    starts = [start for _, start, _ in words(text)]
    first = lead.end() if lead else 0
    starts = [first, *(start for start in starts if start > first)]
    ends = [text[start:].strip("的之,上裡里中內内 ") for start in starts]
    return tuple(dict.fromkeys(end for end in ends if SHORTEST <= len(end) <= LONGEST))[:MOST]


def _is_all_about(question: QuestionModel, name: str) -> bool:
    """True if a question says nothing but the name, the statute that it is looked for in, and
    words of asking."""
    kept = list(question.text)
    at = question.text.find(name)
    for start, end in ((at, at + len(name)), *_statutes(question)):
        kept[start:end] = " " * (end - start)
    return not re.sub(_ASKING, "", "".join(kept)).strip()
