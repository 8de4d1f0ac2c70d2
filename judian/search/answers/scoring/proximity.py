"""Whether a passage states of a name what the question asks about it.

Some name stands near the words of any question. It answers only when the words next to the
interrogative stand next to the name as well, on the same side and with no other such name between:
情資由【哪個單位】提供 is answered by 【甲署】提供情資, not by 乙隊 later in the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.matching import occurrences
from judian.search.answers.scoring.term_match import presence
from judian.zh.questions.forms import AnswerType
from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.requirements import Demand, Unit

#: What a word is worth that stands right beside the name, in its clause, in its sentence, in the
#: sentences around, and nowhere.
BESIDE, CLAUSE, SENTENCE, AROUND = 1.0, 0.85, 0.6, 0.35
#: Factors for another name of the kind between the two, and for the side on which the question
#: does not have it.
RIVAL, OTHER_SIDE = 0.6, 0.6
#: What a name loses of which no owning is said where the owner is asked for.
NO_OWNER = 0.7
#: How much less a word counts the farther it is from the interrogative.
FARTHER = 0.4
#: A character by itself counts as much of a word.
LONE = 0.5
#: So many words of the question on each side of the interrogative are looked at.
AHEAD, BEHIND = 2, 2

_CLAUSE_END = compiled("[，；：,;:。\\n!?]")
_SENTENCE_END = compiled("[。；;\\n!?]")
_BRACKETS = compiled("\\([^()]*\\)")
_ASKS_OWNER = compiled("的[?]?$")
_OF_WHOM, _OWNED = compiled("[係隸]?屬"), compiled("所有|所屬|名下|旗下|的|之|籍")
# A label before the name (提供單位：甲署, 負責者為乙) says the verb first, as no sentence does.
_LABEL = compiled("^[^，；。,;]{0,6}[:：為是]$")
_CLEFT = compiled("(?:的|者)(?:就)?(?:是|為)\\s*$")
_PASSIVE = compiled("[由被經遭受]\\s*$")


def relation(demand: Demand, candidate: Candidate) -> float:
    """In [0, 1]: how closely the words beside the interrogative stand beside the candidate."""
    start = demand.question.start
    end = demand.question.end
    noun = demand.question.text.find(demand.wanted.noun, end)
    if demand.wanted.noun and end <= noun <= end + 1:  # 哪幾【個】國家
        end = noun + len(demand.wanted.noun)
    ahead = [u for u in demand.units if u.end <= start][-AHEAD:][::-1]
    behind = [u for u in demand.units if u.start >= end][:BEHIND]
    is_article = demand.asks is AnswerType.ARTICLE
    # 收藏在哪裡: the description stands ahead, as the subject and verb of a statement may.
    either = bool(_CLEFT.search(demand.question.text[:start])) or not behind
    either = either and not is_article  # The name of a law stands before its articles.
    worth = total = 0.0
    for side, units in ((-1, ahead), (1, behind)):
        for number, unit in enumerate(units):
            weight = FARTHER**number * (1.0 if len(unit.text) > 1 else LONE)
            total += weight
            worth += weight * _closeness(unit, candidate, 0 if either else side)
    closeness = worth / total if total else 0.0
    if _ASKS_OWNER.match(demand.question.text, end) and not _owns(candidate):
        closeness *= NO_OWNER
    return closeness


def _owns(candidate: Candidate) -> bool:
    text = candidate.scene.text
    low, _ = candidate.scene.sentence_of(candidate.start)
    ahead = text[max(low, candidate.start - 10) : candidate.start]
    return bool(_OF_WHOM.search(ahead) or _OWNED.match(text, candidate.end))


def lacks_predicate(demand: Demand, candidate: Candidate) -> bool:
    """True where the verb that the interrogative governs (哪家公司【設計】的) is nowhere around
    the candidate, in no other word either."""
    start = demand.question.start
    behind = next((u for u in demand.units if u.start >= start and is_verb(u.text)), None)
    if behind is None:
        return False
    scene = candidate.scene
    return not any(presence(behind, text) for text in (scene.text, scene.lead, scene.caption))


def _closeness(unit: Unit, candidate: Candidate, side: int) -> float:
    text = candidate.scene.text
    low, high = candidate.scene.sentence_of(candidate.start)
    best = 0.0
    for name, worth in (*((n, 1.0) for n in unit.names), *((n, 0.9) for n in unit.paraphrases)):
        for at in occurrences(text, name):
            end = at + len(name)
            if candidate.start <= at < candidate.end:
                best = max(best, worth)
            elif low <= at < high:
                best = max(best, worth * _gap(candidate, at, end, side))
            else:
                best = max(best, worth * AROUND)
        if best == 0.0 and any(
            name in part for part in (candidate.scene.lead, candidate.scene.context)
        ):
            best = worth * AROUND
    return best


def _gap(candidate: Candidate, at: int, end: int, side: int) -> float:
    text = candidate.scene.text
    is_before = at < candidate.start
    left, right = (end, candidate.start) if is_before else (candidate.end, at)
    between = _BRACKETS.sub("", text[left:right])
    if _SENTENCE_END.search(between):
        worth = AROUND
    elif _CLAUSE_END.search(between):
        worth = SENTENCE
    else:
        worth = BESIDE if len(between) <= 6 else CLAUSE
    if any(left <= s and e <= right for s, e in candidate.rivals):
        worth *= RIVAL
    if side == 1 and is_before and not _LABEL.match(between):
        worth *= OTHER_SIDE
    if side == -1 and not is_before:
        worth *= OTHER_SIDE
    return worth
