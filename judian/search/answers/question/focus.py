"""The focus of a question: the noun that names the type of its answer."""

from __future__ import annotations

from judian.zh.entities.categories import words
from judian.zh.entities.noun_phrases import phrase_at, phrase_before, without_measure
from judian.zh.questions.forms import AnswerType, Question
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

#: Answer types that a unit or a form identifies, not a noun.
_WITHOUT_NOUN = (AnswerType.FIGURE, AnswerType.DATE, AnswerType.ARTICLE, AnswerType.NOTHING)
#: Interrogatives without a noun after them.
_BARE = compiled("誰|何人|名字|姓名|哪裡|哪里|哪兒|何處|何地|地方|為何|何者|有哪些$")
#: Words between a noun and the interrogative after it: 首都【叫】什麼.
_LINK = compiled(
    "(?:分別|主要|各|則|就|即|共|的)*(?:是|為|係|有|叫做?|稱為|包括|包含|指的?是|位於|設於|設在|在|由)?(?:來自)?\\s*$"
)
_EACH = compiled("^哪些")
#: Prepositions of place: 法院位於哪裡 does not ask for a court.
_SITE = compiled("[在於由]")
#: Measure words that are nouns themselves: 哪一隊偵辦, 哪一站.
_UNITS = frozenset(fold("隊站所區國縣市校院局處司科組室州省港島"))


def focus_noun(question: Question) -> tuple[tuple[int, int], str]:
    """The span and the folded text of the noun that names the type of the answer.

    Behind the interrogative (哪些【領域】) it only names the class of the answer and has a span;
    before it (最多的【景點】是哪裡) a passage repeats it, and the span is (0, 0). Without such a
    noun the result is (0, 0), "".
    """
    if question.answer_type in _WITHOUT_NOUN:
        return (0, 0), ""
    text, at = question.text, question.end
    if not _BARE.search(text[question.start : at]):
        if not _EACH.match(text[question.start : at]):
            at = len(text) - len(without_measure(text[at:]))
        start, end = phrase_at(text, at)
        if start < end and not (text[at - 1] in _UNITS and is_verb(words(text[start:end])[0][0])):
            return (question.end, end), text[start:end]
        if text[at - 1] in _UNITS:
            return (0, 0), text[at - 1]
        if start == end and text[at : at + 1] in _UNITS:
            return (at, at + 1), text[at]
    before = question.before.rstrip()
    link = _LINK.search(before)
    if link is None or _SITE.search(link.group()):
        return (0, 0), ""
    start, end = phrase_before(before, link.start())
    return (0, 0), text[start:end]


def end_with_noun(question: Question, noun: str) -> int:
    """The end of the interrogative, and of `noun` if that directly follows it or its measure word:
    哪幾個【國家】."""
    start = question.text.find(noun, question.end)
    is_next = bool(noun) and question.end <= start <= question.end + 1
    return start + len(noun) if is_next else question.end
