"""Rules: named factors on the score of a candidate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A factor in [0, 1] for candidates to which the rule applies; `example` shows one.

    The factor 0 is a veto: the candidate is out.

    The factors were set by hand on evals/questions (not on the held-out files); run
    `python -m judian.evals check` after any change. tests/cases/answer_rules.json holds for
    each rule a case where it must apply and one where it must not.
    """

    name: str
    factor: float
    example: str


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule that applied to a candidate. `conflicts` are the parts of the question, as
    written, that the candidate's context contradicts."""

    name: str
    factor: float
    conflicts: tuple[str, ...] = ()
