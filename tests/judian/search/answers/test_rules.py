"""The named rules of answer scoring, as data: a case that each decides, one that it leaves alone.

In tests/cases/answer_rules.json, `lower` are the rules that lower a score, with their factors;
`veto` are those that rule a candidate out; `confirm` are rules of constraints that confirm one
before a later rule could reject it: without the rule, the rule `instead` applies. A report without
a heading gets one.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from judian.search.answers.pipeline import search_answers
from judian.search.answers.scoring import (
    cells,
    constraint_rules,
    contradictions,
    operation_rules,
    penalties,
    period_rules,
    vetoes,
)
from judian.search.answers.scoring.feature_table import FEATURES
from judian.search.answers.scoring.features import FAMILIES
from judian.search.answers.scoring.rules import Rule
from judian.search.query.catalogue import Catalogue
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.scoring.score import ScoredCandidate
    from judian.search.service import Service

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests/cases/answer_rules.json").read_text("utf-8")
)
LOWER, VETO, CONFIRM = CASES["lower"], CASES["veto"], CASES["confirm"]


def _reports() -> list[str]:
    reports = [
        case[part]["report"] for case in LOWER + VETO for part in ("decides", "leaves_alone")
    ]
    return list(dict.fromkeys([*reports, *(case["report"] for case in CONFIRM)]))


REPORTS = {f"{number}.md": report for number, report in enumerate(_reports())}
NAMES = {report: name for name, report in REPORTS.items()}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    texts = {
        name: report if report.startswith("#") else f"# 年度工作報告\n\n{report}\n"
        for name, report in REPORTS.items()
    }
    opened = service_over(tmp_path_factory.mktemp("rules"), texts)
    yield opened
    opened.close()


def scored(service: Service, case: dict[str, str]) -> ScoredCandidate:
    """The candidate of a case, scored over all passages of its report."""
    snapshot = service.engine.snapshot()
    name = NAMES[case["report"]]
    document = next(d for d in service.documents() if d.source == name)
    hits = [service.passage(passage_id) for passage_id in snapshot.passage_ids(document.id)]
    found = search_answers(case["question"], snapshot, Catalogue(), lambda _query, _limit: hits)
    text = fold(case["candidate"])
    return next(
        s
        for s in found.candidates
        if s.candidate.context.text[s.candidate.start : s.candidate.end] == text
    )


def applied(service: Service, case: dict[str, str]) -> dict[str, float]:
    return {rule.name: rule.factor for rule in scored(service, case).rules}


@pytest.mark.parametrize("case", LOWER, ids=lambda case: str(case["rule"]))
def test_a_rule_lowers_the_score_that_it_should(service: Service, case: dict[str, Any]) -> None:
    factor = applied(service, case["decides"]).get(case["rule"], 1.0)
    if case["factor"] is None:
        assert 0 < factor < 1
    else:
        assert factor == case["factor"]


@pytest.mark.parametrize("case", LOWER, ids=lambda case: str(case["rule"]))
def test_a_rule_leaves_other_scores_alone(service: Service, case: dict[str, Any]) -> None:
    assert case["rule"] not in applied(service, case["leaves_alone"])


@pytest.mark.parametrize("case", VETO, ids=lambda case: str(case["rule"]))
def test_a_veto_rules_out_what_it_should_and_nothing_else(
    service: Service, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = scored(service, case["decides"])
    assert found.is_vetoed
    assert found.score == 0
    assert case["rule"] in {rule.name for rule in found.rules}
    assert case["rule"] not in applied(service, case["leaves_alone"])
    others = tuple(veto for veto in vetoes.VETOES if veto[1].name != case["rule"])
    monkeypatch.setattr(vetoes, "VETOES", others)
    assert case["rule"] not in scored(service, case["decides"]).vetoes


@pytest.mark.parametrize("case", CONFIRM, ids=lambda case: str(case["rule"]))
def test_a_rule_confirms_a_constraint(
    service: Service, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert case["instead"] not in applied(service, case)
    others = tuple(
        pair for pair in constraint_rules.CONSTRAINT_RULES if pair[0].name != case["rule"]
    )
    monkeypatch.setattr(constraint_rules, "CONSTRAINT_RULES", others)
    assert case["instead"] in applied(service, case)


def test_the_rule_score_is_the_product_of_features_and_rules(service: Service) -> None:
    case = next(case for case in LOWER if case["rule"] == "no_predicate")
    found = scored(service, case["decides"])
    rules = [rule.factor for rule in found.rules]
    features = found.features
    formula = {"coverage": 0.5, "proximity": 0.35, "form": 0.15}
    score = sum(weight * features[name] for name, weight in formula.items())
    for factor in rules:
        score *= factor
    assert features["rule_score"] == pytest.approx(score)


def test_every_rule_counts_in_a_feature_of_its_family() -> None:
    tables = (
        constraint_rules.CONSTRAINT_RULES,
        contradictions.STATEMENT_RULES,
        penalties.PENALTIES,
    )
    names = {rule.name for table in tables for rule, _ in table}
    assert names <= FAMILIES.keys()
    assert set(FAMILIES.values()) <= FEATURES.keys()


def test_every_rule_has_its_cases() -> None:
    tables = (
        constraint_rules.CONSTRAINT_RULES,
        contradictions.STATEMENT_RULES,
        penalties.PENALTIES,
    )
    rules = [rule for table in tables for rule, _ in table]
    for module in (period_rules, operation_rules, cells):
        rules += [value for value in vars(module).values() if isinstance(value, Rule)]
    lowering = {rule.name for rule in rules if rule.factor < 1} | {"missing_noun"}
    assert [case["rule"] for case in VETO] == [rule.name for _, rule, _ in vetoes.VETOES]
    assert all(rule.factor == 0 and rule.example for _, rule, _ in vetoes.VETOES)
    confirming = {rule.name for rule in rules if rule.factor == 1} - {"same_period"}
    assert {case["rule"] for case in LOWER} == lowering
    assert {case["rule"] for case in CONFIRM} == confirming
    assert all(rule.example for rule in rules)


def test_an_explanation_names_each_rule(service: Service) -> None:
    report = "本年度預計整修溫泉會館12座，111年實際整修9座，尚未整修3座。"
    assert report in NAMES
    shown = service.explain("112年實際整修幾座溫泉會館？")
    assert "planned_not_actual 0.30" in shown
    assert "other_period 0.30 · planned_not_actual 0.30" in shown


@pytest.mark.parametrize(
    ("passed", "doubt"), [({"actor_match": 1.0}, False), ({"actor_match": 0.0}, True), ({}, True)]
)
def test_what_is_out_leaves_in_doubt_what_does_not_say_the_same(
    passed: dict[str, float], doubt: bool
) -> None:
    known = dict.fromkeys((name for name, _, _ in vetoes.VETOES), 0.0)
    assert vetoes.leaves_doubt(passed, {**known, "actor_match": -1.0}) is doubt
    assert not vetoes.leaves_doubt(passed, {**known, "rest_match": -1.0})


def test_the_refusal_names_what_the_passages_contradict(service: Service) -> None:
    case = next(case for case in VETO if case["rule"] == "rival_subject")["decides"]
    found = scored(service, case)
    assert found.conflicts == ("竹溪隧道",)


def test_a_number_of_which_nothing_agrees_yields_to_one_of_which_more_does(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    report = "委員會預期該方案可使就業率提高6.5個百分點。另依調查，方案之貢獻約2.5至3.1個百分點。"
    opened = service_over(tmp_path_factory.mktemp("stated"), {"a.md": f"# 報告\n\n{report}\n"})
    try:
        found = opened.candidates("該方案預期可以讓就業率提高幾個百分點？").scored
    finally:
        opened.close()
    rules = {s.candidate.value: {rule.name for rule in s.rules} for s in found}
    assert "less_stated" in rules[Decimal("2.5")]
    assert "less_stated" not in rules[Decimal("6.5")]
