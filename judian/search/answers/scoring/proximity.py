"""Proximity: how closely the words next to the interrogative surround a name or a list.

Some name is near the words of any question. It answers only if the words next to the
interrogative are next to the name as well, on the same side and with no other such name between:
情資由【哪個單位】提供 is answered by 【甲署】提供情資, not by 乙隊 later in the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.matching import occurrences
from judian.search.answers.question.cues import Cue
from judian.search.answers.scoring.term_match import term_match
from judian.zh.questions.forms import AnswerType
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel, QuestionTerm

#: The worth of a term right beside the name, in its clause, in its sentence and in the sentences
#: around; 0 elsewhere.
BESIDE, CLAUSE, SENTENCE, AROUND = 1.0, 0.85, 0.6, 0.35
#: Most characters between a term and the name that it is beside.
BESIDE_DISTANCE = 6
#: Factors for another name of the type between the two, and for the side of the name on which
#: the question does not have the term.
RIVAL, OTHER_SIDE = 0.6, 0.6
#: The factor of a paraphrase.
PARAPHRASE = 0.9
#: The factor of a name without a word of possession, if the owner is asked for.
NO_OWNER = 0.7
#: The factor of each term farther from the interrogative.
FARTHER = 0.4
#: The weight of a single character, where a word has 1.
LONE = 0.5
#: Terms of the question that count on each side of the interrogative.
BEFORE, AFTER = 2, 2

_CLAUSE_END = compiled("[，；：,;:。\\n!?]")
_SENTENCE_END = compiled("[。；;\\n!?]")
_BRACKETS = compiled("\\([^()]*\\)")
_BELONGS, _OWNED = compiled("[係隸]?屬"), compiled("所有|所屬|名下|旗下|的|之|籍")
#: Characters before a name in which a word of belonging is looked for.
_OWNER_WINDOW = 10
# A label before the name (提供單位：甲署, 負責者為乙) has the verb first, unlike a sentence.
_LABEL = compiled("^[^，；。,;]{0,6}[:：為是]$")


def proximity(question: QuestionModel, candidate: Candidate) -> float:
    """The weighted mean, in [0, 1], of the closeness of the terms next to the interrogative."""
    before = question.terms_before[-BEFORE:][::-1]
    after = question.terms_after_interrogative[:AFTER]
    # 收藏在哪裡: with no term after, the description may be on either side, as the subject and
    # the verb of a statement are. The name of a law always precedes its articles.
    any_side = Cue.DESCRIPTION_FIRST in question.cues or not after
    any_side = any_side and question.answer_type is not AnswerType.ARTICLE
    worth = total = 0.0
    for side, terms in ((-1, before), (1, after)):
        for number, term in enumerate(terms):
            weight = FARTHER**number * (1.0 if len(term.text) > 1 else LONE)
            total += weight
            worth += weight * _closeness(term, candidate, 0 if any_side else side)
    closeness = worth / total if total else 0.0
    if Cue.OWNER in question.cues and not _is_owner(candidate):
        closeness *= NO_OWNER
    return closeness


def _is_owner(candidate: Candidate) -> bool:
    """True if a word of possession is next to the name."""
    text = candidate.context.text
    low, _ = candidate.context.sentence_of(candidate.start)
    before = text[max(low, candidate.start - _OWNER_WINDOW) : candidate.start]
    return bool(_BELONGS.search(before) or _OWNED.match(text, candidate.end))


def lacks_predicate(question: QuestionModel, candidate: Candidate) -> bool:
    """True if the verb that the interrogative governs (哪家公司【設計】的) and its paraphrases
    are missing in the passage, its lead-in and its caption."""
    verb, context = question.predicate, candidate.context
    return verb is not None and not any(
        term_match(verb, text) for text in (context.text, context.lead_in, context.caption)
    )


def _closeness(term: QuestionTerm, candidate: Candidate, side: int) -> float:
    """The worth of the occurrence of a term that is closest to the candidate; `side` is that of
    the term in the question: -1 before the interrogative, 1 after it, 0 either."""
    context = candidate.context
    low, high = context.sentence_of(candidate.start)
    spellings = [(name, 1.0) for name in term.names]
    spellings += [(name, PARAPHRASE) for name in term.paraphrases]
    best = 0.0
    for name, worth in spellings:
        for at in occurrences(context.text, name):
            if candidate.start <= at < candidate.end:
                best = max(best, worth)
            elif low <= at < high:
                best = max(best, worth * _nearness(candidate, at, at + len(name), side))
            else:
                best = max(best, worth * AROUND)
        if best == 0.0 and any(name in part for part in (context.lead_in, context.outline)):
            best = worth * AROUND
    return best


def _nearness(candidate: Candidate, start: int, end: int, side: int) -> float:
    """The worth of a term at `[start, end)` in the candidate's sentence."""
    text = candidate.context.text
    is_before = start < candidate.start
    left, right = (end, candidate.start) if is_before else (candidate.end, start)
    between = _BRACKETS.sub("", text[left:right])
    if _SENTENCE_END.search(between):
        worth = AROUND
    elif _CLAUSE_END.search(between):
        worth = SENTENCE
    else:
        worth = BESIDE if len(between) <= BESIDE_DISTANCE else CLAUSE
    if any(left <= s and e <= right for s, e in candidate.rivals):
        worth *= RIVAL
    if side == 1 and is_before and not _LABEL.match(between):
        worth *= OTHER_SIDE
    if side == -1 and not is_before:
        worth *= OTHER_SIDE
    return worth
