"""Contradictions: another year, place, party or agency than asked about, a plan, a denial.

Each is a factor on the candidate's score. A candidate of another year or country than the one
asked about is worse than no answer, since it looks like one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.answers.question.cues import ACTUAL, DENIAL, NEGATION, PLAN, Cue
from judian.search.answers.scoring.constraint_rules import apply_constraint_rules
from judian.search.answers.scoring.operation_rules import apply_operation_rules
from judian.search.answers.scoring.period_rules import apply_period_rules
from judian.search.answers.scoring.rival_names import is_of_rival_name
from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.search.answers.scoring.stages import (
    is_granted_not_spent,
    is_planned_not_done,
    is_whole_for_rest,
)
from judian.search.answers.scoring.term_match import term_match
from judian.zh.entities.categories import find_values, same
from judian.zh.questions.forms import AnswerType
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from judian.search.answers.scoring.evidence import Evidence

#: Share of the pairs of characters of an instrument's name that the question must hold for the
#: instrument to be the one asked about.
NAMED = 0.6
#: Fewest characters of an instrument's full name; shorter ones (本協定) refer to another name.
FULL_NAME = 5


def contradictions(evidence: Evidence) -> list[AppliedRule]:
    """The rules that apply to a candidate, in order."""
    return [
        *apply_constraint_rules(evidence),
        *apply_period_rules(evidence),
        *_apply_statement_rules(evidence),
        *apply_operation_rules(evidence),
    ]


def _apply_statement_rules(evidence: Evidence) -> Iterator[AppliedRule]:
    for rule, applies in STATEMENT_RULES:
        if applies(evidence):
            conflict = _missing_organisation(evidence) if rule is OTHER_ORGANISATION else None
            yield AppliedRule(rule.name, rule.factor, (conflict,) if conflict else ())


def _is_denied(evidence: Evidence) -> bool:
    """True if a clause denies something of a constraint of the question, or, for a number or a
    date, the very thing asked about (凍結760萬美元，迄未返還)."""
    question, zones = evidence.question, evidence.zones
    if Cue.DENIAL in question.cues:
        return False
    sentence = f"{zones.before}|{zones.after}{zones.beyond}"
    if any(
        DENIAL.search(clause)
        and any(same(v, c) for v in find_values(clause) for c in question.constraints)
        for clause in re.split("[,;:|()]", sentence)
    ):
        return True
    if not evidence.is_number or Cue.NEGATION in question.cues:
        return False
    return any(_is_only_denied(term.names, sentence) for term in question.terms)


def _is_only_denied(names: tuple[str, ...], sentence: str) -> bool:
    """True if the sentence denies one of the names and nowhere affirms any: 已回復761件，尚未
    回復133件 affirms one of its numbers."""
    denied = sum(sentence[m.end() :].startswith(names) for m in NEGATION.finditer(sentence))
    return 0 < denied == sum(sentence.count(name) for name in names)


def _is_planned(evidence: Evidence) -> bool:
    cues = evidence.question.cues
    return (
        evidence.is_number
        and Cue.PLAN not in cues
        and Cue.ACTUAL not in cues
        and _states_plan(evidence)
    )


def _is_planned_not_actual(evidence: Evidence) -> bool:
    cues, zones = evidence.question.cues, evidence.zones
    if not evidence.is_number or Cue.PLAN in cues or Cue.ACTUAL not in cues:
        return False
    if _states_plan(evidence):
        return True
    if ACTUAL.search(zones.clause):
        return False  # 預計6座，實際完成2座: the clause itself says that 2 is actual.
    return PLAN.search(zones.before) is not None


def _states_plan(evidence: Evidence) -> bool:
    return PLAN.search(f"{evidence.zones.clause}\n{evidence.zones.headers}") is not None


def _is_other_instrument(evidence: Evidence) -> bool:
    """True if the passage names the instrument asked about, but the last one named before the
    date in its sentence is another: each of two agreements has its own dates."""
    if evidence.candidate.kind != "date":
        return False
    context, start = evidence.candidate.context, evidence.candidate.start
    low, _ = evidence.sentence
    asked = evidence.question.text
    best, last = 0.0, None
    for mention in context.hit.passage.mentions:
        low_name, high_name = context.folded_span(mention.start, mention.end)
        name = context.text[low_name:high_name].strip("「」《》")
        if len(name) < FULL_NAME:
            continue
        pairs = [name[i : i + 2] for i in range(len(name) - 1)]
        share = sum(pair in asked for pair in pairs) / len(pairs)
        best = max(best, share)
        if low <= low_name and high_name <= start:
            last = share
    return best >= NAMED and last is not None and last < NAMED


def _missing_organisation(evidence: Evidence) -> str | None:
    """An organisation of the question, as written, whose place in the candidate's sentence
    another one of its kind takes: a statement about one prison does not hold of the next."""
    question, context = evidence.question, evidence.candidate.context
    for name in question.organisations:
        low, high = evidence.sentence
        asked = question.text[name.start : name.end]
        if asked in context.text[low:high]:
            continue
        before = (
            context.text[o.start : o.end]
            for o in context.organisations
            if low <= o.start and o.end <= evidence.candidate.start
        )
        if any(o[-2:] == asked[-2:] and o not in asked and asked not in o for o in before):
            return question.as_written(name.start, name.end)
    return None


def _is_other_organisation(evidence: Evidence) -> bool:
    return _missing_organisation(evidence) is not None


def _is_of_unnamed_organisation(evidence: Evidence) -> bool:
    """True for a number or a date if an organisation of the question is named neither in the
    candidate's sentence nor above it: what holds of all holds of no single one."""
    question, zones = evidence.question, evidence.zones
    if not evidence.is_number:
        return False
    ahead = (
        *(zones.segment, zones.clause, zones.before, zones.after, zones.headers, zones.caption),
        *(zones.earlier, zones.outline, zones.lead_in),
    )
    near = "\n".join(ahead)
    near += _IN_NAMES.sub("", near)  # 鄉（鎮、市）公所 is 鄉鎮市公所
    return any(
        term_match(term, near) < NAMED
        for name in question.organisations
        for term in question.terms
        if name.start <= term.start and term.end <= name.end and len(term.text) > 1
    )


_IN_NAMES = re.compile("[()、]")


def _misses_event(evidence: Evidence) -> bool:
    events = evidence.question.event_terms if evidence.candidate.kind == "date" else ()
    zones = evidence.zones
    text = f"{zones.before}|{zones.after}\n{zones.headers}\n{zones.caption}\n{zones.segment}"
    return bool(events) and not any(term_match(event, text) for event in events)


#: What does not hold, before an article: 不受預算法第二十三條之限制.
_NOT_HELD = compiled("(?:不受|不適用|不準用|不依|免依|排除)[^,;。]{0,12}$")
#: What passes on what was taken on: 甲公司轉委託乙公司.
_PASSED_ON = compiled("(?:轉|再|複)(?:委託|委由|發包|包予|包給|託|租)$")


def _is_not_held(evidence: Evidence) -> bool:
    """True for an article of which the text says that it does not hold, where the question asks for
    one that does."""
    question, candidate = evidence.question, evidence.candidate
    if question.answer_type is not AnswerType.ARTICLE or _NOT_HELD.search(question.form.before):
        return False
    return _NOT_HELD.search(candidate.context.text, 0, candidate.start) is not None


def _is_passed_on(evidence: Evidence) -> bool:
    """True for a name to which somebody else passed on what the question does not say to be passed
    on."""
    candidate = evidence.candidate
    if candidate.kind != "entity" or _PASSES_ON.search(evidence.question.text):
        return False
    return _PASSED_ON.search(candidate.context.text, 0, candidate.start) is not None


_PASSES_ON = compiled("轉|再委|複委|分包")

#: What is left out of account, and taken into it, before what it is.
_LEFT_OUT = compiled(
    "(?:不算|不計入?|不含|不包括|不考慮|未考量|未考慮|未計入?|未納入|未含|扣除|排除|剔除|除去)"
)
_TAKEN_IN = compiled("(?:考量|考慮|計入|納入|包括|包含|算進|算入|加計|含)")
_COUNTED_IN = compiled("(?:把|將|連)(?P<name>[一-鿿]{2,12}?)(?:也|都|一併)?(?:算|計|納|考)")
#: Characters in which a condition is named before or behind the word for it.
_CONDITION_REACH = 12


def _is_other_condition(evidence: Evidence) -> bool:
    """True for a number under the opposite condition: 不含甲 is asked, and the nearest words before
    the number say 考量甲, while the sentence says both."""
    question, candidate = evidence.question, evidence.candidate
    if not evidence.is_number:
        return False
    text = question.text
    left_out = _LEFT_OUT.search(text)
    taken_in = _COUNTED_IN.search(text) if left_out is None else None
    if left_out is None and taken_in is None:
        return False
    low, high = evidence.sentence
    sentence = candidate.context.text[low:high]
    stated = [(m.start(), True) for m in _LEFT_OUT.finditer(sentence)]
    denied = {at + offset for at, _ in stated for offset in range(4)}
    stated += [(m.start(), False) for m in _TAKEN_IN.finditer(sentence) if m.start() not in denied]
    if len({is_out for _, is_out in stated}) < len((True, False)):
        return False
    named = text[left_out.end() :][:_CONDITION_REACH] if left_out else ""
    named = taken_in["name"] if taken_in else named
    own = [
        (at, is_out)
        for at, is_out in stated
        if at < candidate.start - low and _shares_pair(named, sentence[at : at + _CONDITION_REACH])
    ]
    return bool(own) and max(own)[1] != (left_out is not None)


def _shares_pair(left: str, right: str) -> bool:
    return any(left[i : i + 2] in right for i in range(len(left) - 1))


_BRACKETED = compiled("(?P<name>[一-鿿]{2,10})\\((?P<inside>[^()\\n]{1,40})\\)")


def _is_of_other_name(evidence: Evidence) -> bool:
    """True for a number in the brackets behind one name, if the question names another one with
    brackets in the same sentence."""
    candidate, asked = evidence.candidate, evidence.question.text
    found = list(_BRACKETED.finditer(candidate.context.text, *evidence.sentence))
    own = [f for f in found if f.start("inside") <= candidate.start < f.end("inside")]
    if not own or not evidence.is_number or _ends_named(own[0]["name"], asked):
        return False
    return any(_ends_named(f["name"], asked) for f in found if f is not own[0])


def _ends_named(name: str, question: str) -> bool:
    """True if the question holds an end of the words before brackets, two characters or more."""
    return any(name[at:] in question for at in range(len(name) - 1))


OTHER_ORGANISATION = Rule("other_organisation", 0.6, "asked 東嶺監獄: 西嶺監獄收容12人")

#: All that apply count.
STATEMENT_RULES: tuple[tuple[Rule, Callable[[Evidence], bool]], ...] = (
    (Rule("denied", 0.55, "asked 返還多少: 凍結760萬美元，迄未返還"), _is_denied),
    (Rule("planned", 0.75, "asked 完成幾座: 預計完成6座"), _is_planned),
    (Rule("planned_not_actual", 0.3, "asked 實際完成幾座: 預計6座"), _is_planned_not_actual),
    (Rule("all_for_rest", 0.3, "asked 還差幾間沒蓋好: 已完工31間"), is_whole_for_rest),
    (Rule("granted_not_spent", 0.3, "asked 花了多少: 補助經費52萬元"), is_granted_not_spent),
    (Rule("planned_not_done", 0.3, "asked 蓋好了幾間: 計畫改建48間"), is_planned_not_done),
    (Rule("rival_name", 0.3, "asked 淡水線何時通車: 板橋線於89年通車"), is_of_rival_name),
    (Rule("other_instrument", 0.45, "asked 甲協定何時生效: 乙協定自…生效"), _is_other_instrument),
    (OTHER_ORGANISATION, _is_other_organisation),
    (
        Rule("unnamed_organisation", 0.3, "asked 東嶺監獄收容幾人: 各監獄收容90人"),
        _is_of_unnamed_organisation,
    ),
    (Rule("not_held", 0.2, "asked 依哪一條: 不受甲法第三條之限制"), _is_not_held),
    (Rule("passed_on", 0.3, "asked 委託哪家公司: 由甲公司轉委託乙公司"), _is_passed_on),
    (Rule("other_condition", 0.3, "asked 不含丙多少: 考量丙約6，未考量丙則7"), _is_other_condition),
    (
        Rule("other_in_brackets", 0.3, "asked 乙區幾畝: 甲區（約6萬畝）、乙區（鄰近丁縣）"),
        _is_of_other_name,
    ),
    (Rule("missing_event", 0.5, "asked 何時終止: 於…開辦"), _misses_event),
)
