"""Values that differ by document or period, passages that agree, and the grounds of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.grounds import AGAINST
from judian.search.answers.scoring import (
    constraint_rules,
    contradictions,
    penalties,
    period_rules,
    vetoes,
)
from judian.search.answers.scoring.rules import Rule
from judian.search.replies.results import Answer, Ground
from tests.judian.search.library import COAST, HARBOUR, service_over
from webui.wording.messages import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

NEWS = """# 港埠快訊

發布機關：東岬港務局

日期：民國113年4月

據統計，111年度進港船舶總艘次計1,180艘。
"""
LIGHTHOUSES = """# 燈塔維護說明

發布機關：航標處

日期：民國113年6月

112年維護燈塔26座，111年維護燈塔24座。
"""
REPORTS = {
    "harbour.md": HARBOUR,
    "coast.md": COAST,
    "news.md": NEWS,
    "lighthouses.md": LIGHTHOUSES,
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("variants"), REPORTS)
    yield opened
    opened.close()


def answered(service: Service, question: str) -> Answer:
    answer = service.answer(question).answer
    assert answer is not None
    return answer


def test_documents_that_differ_stand_side_by_side_and_nothing_is_decided(service: Service) -> None:
    reply = service.answer("112年度進港船舶總艘次是多少？")
    assert reply.answer is None
    assert reply.refusal is not None
    assert reply.refusal.code == "documents_differ"
    assert {(v.text, v.hit.document.title, v.period) for v in reply.variants} == {
        ("1,204艘", "東岬港務局年度工作報告", "112年"),
        ("1,350艘", "海岸巡防統計通報", "112年"),
    }
    assert not {v.text for v in reply.variants} & {a.text for a in reply.alternatives}


def test_periods_that_the_question_does_not_choose_from_stand_side_by_side(
    service: Service,
) -> None:
    reply = service.answer("維護燈塔幾座？")
    assert reply.refusal is not None
    assert reply.refusal.code == "periods_differ"
    assert {(v.text, v.period) for v in reply.variants} == {("26座", "112年"), ("24座", "111年")}


def test_a_period_that_is_named_decides(service: Service) -> None:
    reply = service.answer("112年維護燈塔幾座？")
    assert reply.answer is not None
    assert (reply.answer.text, reply.variants) == ("26座", ())


def test_passages_that_state_the_same_are_named_with_the_answer(service: Service) -> None:
    answer = answered(service, "111年度進港船舶總艘次計幾艘？")
    titles = {answer.hit.document.title, *(p.document.title for p in answer.agreeing)}
    assert titles == {"東岬港務局年度工作報告", "港埠快訊"}
    assert answered(service, "112年維護燈塔幾座？").agreeing == ()


def test_the_grounds_name_what_decided(service: Service) -> None:
    reply = service.answer("111年度進港船舶總艘次計幾艘？")
    assert reply.answer is not None
    assert reply.answer.source == "rules"
    assert reply.answer.grounds == (
        Ground("in_sentence", supports=True, words=("進港船舶總艘次",)),
        Ground("same_period", supports=True, words=("111年度",)),
        Ground("same_unit", supports=True, words=("艘",)),
    )
    other = next(a for a in reply.alternatives if a.text == "1,204艘")
    assert Ground("other_period", supports=False, words=("112年",)) in other.grounds


def test_a_cell_is_found_by_its_headers(service: Service) -> None:
    answer = answered(service, "南碼頭112年裝卸量多少公噸？")
    assert answer.source == "table"
    assert answer.grounds[0].name == "in_headers"


def test_every_ground_has_words_in_both_languages() -> None:
    for name in {*AGAINST.values(), "in_sentence", "in_headers", "same_period", "same_unit"}:
        assert {f"ground.{name}", f"ground.{name}.bare"} & MESSAGES.keys(), name


def test_the_rules_that_have_grounds_exist() -> None:
    rules = {
        rule.name
        for module in (constraint_rules, contradictions, penalties, period_rules, vetoes)
        for value in vars(module).values()
        for rule in _rules_in(value)
    }
    grave = {"other_period", "other_value_beside", "planned_not_actual", "missing_required"}
    assert grave <= rules & AGAINST.keys()


def _rules_in(value: object) -> Iterator[Rule]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _rules_in(part)
