"""Facts of a clause: what governs a number, what it leaves out, in what sense it is meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.clauses.facts import ClauseFacts, ClauseReader, clauses_of
from judian.zh.clauses.markers import Marker
from judian.zh.text.fold import fold

_NUMBER = re.compile("[0-9]+[件人箱年]")


def facts(text: str) -> list[ClauseFacts]:
    """The facts of each number of a text."""
    folded = fold(text)
    anchors = [found.span() for found in _NUMBER.finditer(folded)]
    reader = ClauseReader(folded, anchors)
    return [reader.facts(start, end) for start, end in anchors]


@pytest.mark.parametrize(
    ("text", "governing"),
    [
        ("查獲香菸9箱、啤酒4箱", ["查獲", "查獲"]),
        ("逮捕9人，起訴4人", ["逮捕", "起訴"]),
        ("9人死亡、4人受傷", ["死亡", "受傷"]),
        ("通報9件，其中公務機關4件", ["通報", "通報"]),
        ("駁回9件。共計4件", ["駁回", None]),
    ],
)
def test_the_predicate_that_governs_a_number(text: str, governing: list[str | None]) -> None:
    found = [each.frames[0].word if each.frames else None for each in facts(text)]
    assert found == [fold(word) if word else None for word in governing]


def test_a_clause_continues_who_acted_before() -> None:
    first, second = facts("我方受理9件，完成4件")
    assert [p.name for p in second.actors] == [p.name for p in first.actors] == ["我方"]
    assert not second.is_inherited


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("查獲9件", set()),
        ("其餘9件", {Marker.REST}),
        ("較上年增加9件", {Marker.CHANGE}),
        ("增至9件", {Marker.RESULT}),
        ("減少為9件", {Marker.RESULT}),
        ("由原有9件增加為多件", {Marker.FORMER}),
        ("9件較少，後增為多件", set()),
        ("預計查獲9件", {Marker.PLAN}),
        ("實際查獲9件", {Marker.ACTUAL}),
        ("上限為9件", {Marker.LIMIT}),
        ("執行數未達9件", {Marker.LIMIT}),
        ("已達9件", set()),
        ("占用情形較上年度之9件增加", {Marker.FORMER}),
        ("占用情形較9件少", set()),
        ("其中香菸9件", {Marker.PART}),
        ("共計9件", {Marker.WHOLE}),
        ("平均每月9件", {Marker.AVERAGE}),
        ("推估9件", {Marker.ESTIMATE}),
    ],
)
def test_in_what_sense_a_number_is_meant(text: str, markers: set[Marker]) -> None:
    (found,) = facts(text)
    assert {marker.marker for marker in found.markers} == markers
    for marker in found.markers:
        assert found.own[0] <= marker.start < marker.end <= len(text)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("甲方應負擔9箱", "甲方"),
        ("女性受刑人人數計9人", "女性受刑人"),
        ("該工程查獲9件", None),
        ("112年臺北地檢署偵結9件", "臺北地檢署"),
        ("青嶺關查獲私菸，銷毀9箱", "青嶺關"),
    ],
)
def test_what_a_clause_is_about(text: str, subject: str | None) -> None:
    found = facts(text)[-1].subject
    assert (found.text if found else None) == (fold(subject) if subject else None)


def test_clauses_end_at_marks_but_not_inside_numbers() -> None:
    text = fold("查獲1,234件,起訴(含9人);移送10:30到案")
    assert "|".join(text[low:high] for low, high, _ in clauses_of(text)) == fold(
        "查獲1,234件,|起訴(|含9人)|;|移送10:30到案"
    )


@given(st.text(alphabet=fold("我方陸方未查獲其餘較增加9件，。（）與之的由"), max_size=40))
def test_every_text_is_read_and_every_fact_shown(text: str) -> None:
    reader = ClauseReader(text)
    for at in range(len(text)):
        found = reader.facts(at, at + 1)
        assert found.clause[0] <= at < found.clause[1]
        for frame in found.frames:
            assert text[frame.start : frame.end] == frame.word


def test_a_long_sentence_takes_linear_time() -> None:
    text = fold("我方查獲9件，") * 3000
    reader = ClauseReader(text)
    assert reader.facts(len(text) - 3, len(text) - 2).actors
