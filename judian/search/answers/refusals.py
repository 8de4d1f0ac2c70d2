"""Refusals: the reasons why a question gets no answer, in both languages.

Each reason is true of the passages that were found. A word that is named as missing is in none of
them; another case is named only if a passage states it; "not clear" is said only if a passage
mentions all that the question names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.instead import BY_FORM, Instead, stated_instead
from judian.search.answers.passage_words import MOST_NAMED, PassageWords
from judian.search.answers.question.operations import COMPUTED
from judian.search.answers.scoring.confidence import is_accepted
from judian.search.answers.scoring.operation_rules import OPERAND_RULES
from judian.search.replies.results import Hit, Refusal
from judian.zh.questions.english import is_english_question
from judian.zh.questions.forms import AnswerType
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot
    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.answers.scoring.score import ScoredCandidate

NOT_A_QUESTION = Refusal(
    "not_a_question",
    "this is no question; the passages that hold the words follow",
    "這不是問句；以下是含有這些字詞的段落",
)
NOT_CHINESE = Refusal(
    "not_chinese",
    "questions are understood in Chinese only",
    "目前僅能回答中文問題",
)
NOTHING_ASKED_ABOUT = Refusal(
    "nothing_asked_about",
    "the question names nothing to look for",
    "問句沒有可供查找的詞",
)
NO_PASSAGE = Refusal(
    "no_passage",
    "no passage of the collection holds the words of the question",
    "館藏中沒有段落含有問句中的字詞",
)
NO_CANDIDATE = Refusal(
    "no_candidate",
    "nothing in the nearest passages could be the answer",
    "最接近的段落中找不到可以作答的內容",
)
NO_DATE = Refusal(
    "no_candidate",
    "none of the nearest passages states a date",
    "最接近的段落中沒有任何日期",
)
UNCLEAR = Refusal(
    "unsure",
    "none of the nearest passages answers this clearly enough",
    "最接近的段落都不足以確定答案",
)
UNSURE = Refusal(
    "unsure",
    "passages mention what the question names, but none answers it clearly enough",
    "有段落提到問句中的名稱與名詞，但都不足以確定答案",
)
DOCUMENTS_DIFFER = Refusal(
    "documents_differ",
    "documents state different values; choose by document",
    "各文件所載不同，請依文件選用",
)
PERIODS_DIFFER = Refusal(
    "periods_differ",
    "the value differs from period to period; the question names none",
    "各期間的數值不同，問句沒有指明期間",
)
NOT_COMPUTED = Refusal(
    "not_computed",
    "no complete values were found from which this could be computed",
    "沒有找到足以計算的完整數值",
)


def input_refusal(question: QuestionModel) -> Refusal | None:
    """The refusal of keywords, of questions in English and of questions without content; None for
    other questions."""
    if is_english_question(question.typed):
        return NOT_CHINESE
    if question.answer_type is AnswerType.NOTHING:
        return NOT_A_QUESTION
    if not question.terms and not question.constraints:
        return NOTHING_ASKED_ABOUT
    return None


def evidence_refusal(
    question: QuestionModel,
    hits: Sequence[Hit],
    candidates: Sequence[ScoredCandidate],
    snapshot: Snapshot,
) -> Refusal | None:
    """The reason why no candidate (best first) is accepted; None if the best one is."""
    if not hits:
        return NO_PASSAGE
    best = candidates[0] if candidates else None
    if best is not None and is_accepted(best):
        return None
    # What is ruled out has no probability, but shows what the passages state instead.
    best = max(candidates, key=lambda scored: scored.features["rule_score"], default=None)
    words = PassageWords(question, hits)
    instead = stated_instead(question, best) if best is not None else None
    if instead is not None and _is_sure(instead, words):
        return _contradicted(instead)
    if words.missing:
        return _missing(question, words, snapshot)
    if words.missing_period is not None:
        return _not_said((words.missing_period,))
    if question.operation.kind in COMPUTED or any(map(_is_operand, candidates)):
        return NOT_COMPUTED
    if words.apart:
        return _apart(tuple(_written(question, term) for term in words.apart))
    unsure = UNSURE if words.are_all_mentioned else UNCLEAR
    return _unlike(question, words) or (unsure if candidates else NO_CANDIDATE)


def _is_operand(scored: ScoredCandidate) -> bool:
    """True if a candidate was told to be only an operand of what is asked for."""
    return any(rule.name in OPERAND_RULES for rule in scored.rules)


def _unlike(question: QuestionModel, words: PassageWords) -> Refusal | None:
    """The refusal if the passages state nothing of the kind that is asked for: no date, or no
    number in the unit that is named."""
    if question.answer_type is AnswerType.DATE and not words.have_dates:
        return NO_DATE
    unit = question.unit.unit if question.answer_type is AnswerType.FIGURE else None
    at = question.text.find(unit, question.form.end) if unit else -1
    if not unit or at < 0 or words.have_figures(unit):
        return None
    unit = question.as_written(at, at + len(unit))
    return Refusal(
        "no_candidate",
        f"none of the nearest passages states a number in “{unit}”",
        f"最接近的段落中沒有以「{unit}」計的數量",
        (unit,),
    )


def _is_sure(instead: Instead, words: PassageWords) -> bool:
    """True if all else that the question names is mentioned together, and both what is asked and
    what is stated are surely names. A region or an agency is recognised by its form, which others
    share, so another passage must have it too."""
    is_word = instead.kind != "period"
    if words.apart or (is_word and words.is_cut_wrongly(instead.start, instead.end)):
        return False
    if instead.kind in BY_FORM and words.count(fold(instead.stated)) < 2:
        return False
    return all(instead.start <= term.start and term.end <= instead.end for term in words.missing)


def _written(question: QuestionModel, term: QuestionTerm) -> str:
    return question.as_written(term.start, term.end)


def _missing(question: QuestionModel, words: PassageWords, snapshot: Snapshot) -> Refusal:
    """Words that the whole collection lacks are named as such, and alone."""
    nowhere = [term for term in words.missing if words.is_nowhere(term, snapshot)]
    named = tuple(_written(question, t) for t in (nowhere or words.missing)[:MOST_NAMED])
    return _nowhere(named) if nowhere else _not_said(named)


def _nowhere(names: tuple[str, ...]) -> Refusal:
    return Refusal(
        "nowhere",
        f"no passage of the collection mentions {_or(names)}",
        f"館藏中沒有段落提到{_quoted(names)}",
        names,
    )


def _not_said(names: tuple[str, ...]) -> Refusal:
    return Refusal(
        "not_said",
        f"none of the nearest passages mentions {_or(names)}",
        f"最接近的段落都沒有提到{_quoted(names)}",
        names,
    )


def _apart(names: tuple[str, ...]) -> Refusal:
    both = "both " if len(names) == 2 else ""
    named = " and ".join(f"“{name}”" for name in names)
    return Refusal(
        "not_together",
        f"none of the nearest passages mentions {both}{named}",
        f"最接近的段落中，沒有一段同時提到{_quoted(names)}",
        names,
    )


def _contradicted(found: Instead) -> Refusal:
    return Refusal(
        "contradicted",
        f"the nearest passage speaks of “{found.stated}”, not of “{found.asked}”",
        f"最接近的段落說的是「{found.stated}」，不是「{found.asked}」",
        (found.asked,),
        (found.stated,),
    )


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"「{name}」" for name in names)


def _or(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)
