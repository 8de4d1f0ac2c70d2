"""Who acts: 我方通報陸方 does not answer a question about 陸方通報我方.

Each acting party of the question is followed by its action (陸方【通報】). A candidate's context
agrees if a word of the action follows the same party there, with no other party between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.search.answers.scoring.term_match import term_match
from judian.zh.entities.categories import CategoryValue, find_values, same
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.answers.scoring.evidence import Evidence

OPPOSITE_PARTIES = Rule("opposite_parties", 0.6, "asked 陸方通報我方: 我方通報陸方894件")
OTHER_ACTOR = Rule("other_actor", 0.75, "asked 陸方回復幾件: 美方回復12件")

_BOTH = fold("雙方")


@dataclass(frozen=True, slots=True)
class _Statement:
    """The text that states an action, with the parties in it. `is_measure` is True for the words
    that name what the candidate measures, which take precedence over its sentence."""

    text: str
    parties: Sequence[CategoryValue]
    is_measure: bool

    def stretches(self, party: CategoryValue) -> list[str]:
        """The text after each mention of the party, up to the next party."""
        ends = [*(v.start for v in self.parties[1:]), len(self.text)]
        return [
            self.text[v.end : end]
            for v, end in zip(self.parties, ends, strict=True)
            if same(v, party)
        ]


def apply_party_rules(evidence: Evidence) -> Iterator[AppliedRule]:
    """Yield the rule of the first acting party that another one replaces."""
    rule = _party_rule(evidence)
    if rule is not None:
        question = evidence.question
        names = [question.as_written(v.start, v.end) for v in question.parties]
        yield AppliedRule(rule.name, rule.factor, tuple(names) if rule is OPPOSITE_PARTIES else ())


def _party_rule(evidence: Evidence) -> Rule | None:
    question = evidence.question
    acting = question.acting_parties
    statement = _statement(evidence) if acting else None
    if statement is None:
        return None
    if statement.is_measure:
        # The last party's action is what is measured: 陸方請求送達的文書，我方完成幾件
        acting = acting[-1:]
    for party in acting:
        if party.name != _BOTH:
            actions = _actions(question, party)
            rule = _rule_of_party(party, actions, statement, question.parties) if actions else None
            if rule is not None:
                return rule
    return None


def _statement(evidence: Evidence) -> _Statement | None:
    """The words of the candidate's measure if they name a party, else its sentence; None if
    neither names one."""
    zones = evidence.zones
    sentence = f"{zones.before}|{zones.segment.partition('|')[2]}"
    for text, is_measure in ((evidence.candidate.about, True), (sentence, False)):
        parties = [v for v in find_values(text) if v.category == "party"]
        if parties:
            return _Statement(text, parties, is_measure)
    return None


def _actions(question: QuestionModel, party: CategoryValue) -> list[QuestionTerm]:
    """The terms up to the next party that state what the party does or has, else the first
    such term after it."""
    named = [v for v in question.constraints if v.category == "party"]
    end = next((v.start for v in named if v.start > party.start), len(question.text))
    following = [t for t in question.terms if t.start >= party.end and not t.required]
    return [t for t in following if t.start < end] or following[:1]


def _rule_of_party(
    party: CategoryValue,
    actions: Sequence[QuestionTerm],
    statement: _Statement,
    asked: Sequence[CategoryValue],
) -> Rule | None:
    stretches = statement.stretches(party)
    if not stretches:
        if statement.is_measure and len(asked) == 2:
            return OPPOSITE_PARTIES  # The other party's action is measured.
        is_third = not any(same(v, other) for v in statement.parties for other in asked)
        return OTHER_ACTOR if is_third else None
    is_stated = any(term_match(term, statement.text) for term in actions)
    if is_stated and not any(term_match(t, stretch) for t in actions for stretch in stretches):
        return OPPOSITE_PARTIES if len(asked) == 2 else OTHER_ACTOR
    return None
