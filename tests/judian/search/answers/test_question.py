"""Question analysis: the cues, terms and constraints that candidates are scored against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.question.cues import Cue
from judian.zh.questions.forms import AnswerType
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from judian.search.answers.question.model import QuestionModel


def analyzed(question: str) -> QuestionModel:
    return analyze_question(question, lambda _word: 1.0)


@pytest.mark.parametrize(
    ("question", "cues"),
    [
        ("整修了幾座山屋？", set()),
        ("預計整修幾座山屋？", {Cue.PLAN}),
        ("實際整修幾座山屋？", {Cue.ACTUAL}),
        ("尚未返還多少元？", {Cue.DENIAL, Cue.NEGATION}),
        ("山屋增加幾座？", {Cue.CHANGE}),
        ("山屋從多少座增加？", {Cue.CHANGE, Cue.FROM_VALUE, Cue.SINCE}),
        ("山屋增加到幾座？", {Cue.CHANGE, Cue.TO_VALUE, Cue.UNTIL}),
        ("山屋原本有幾座？", {Cue.ORIGINAL, Cue.ORIGINAL_BEFORE}),
        ("山屋何時截止申請？", {Cue.UNTIL}),
        ("山屋在哪一天啟用？", {Cue.DAY}),
        ("這是第幾座山屋？", {Cue.ORDINAL}),
        ("工程車是哪家公司的？", {Cue.OWNER}),
        ("設計山屋的是哪家公司？", {Cue.DESCRIPTION_FIRST}),
    ],
)
def test_cues(question: str, cues: set[Cue]) -> None:
    assert analyzed(question).cues == cues


@pytest.mark.parametrize(
    ("question", "requested"),
    [("全國共有幾座山屋？", True), ("三個年度加總幾座？", True), ("有幾座山屋？", False)],
)
def test_a_question_for_a_sum(question: str, requested: bool) -> None:
    assert analyzed(question).sum_requested is requested


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("協議何時生效？", ["生效"]),
        ("協議生效是何時？", ["协议", "生效"]),
        ("船長哪天被菲律賓起訴？", ["起诉"]),
        ("通行費何時開始徵收？", ["征收"]),
        ("會議何時召開？", []),  # A passage need not say that it took place.
    ],
)
def test_the_event_to_be_dated(question: str, events: list[str]) -> None:
    assert [term.text for term in analyzed(question).event_terms] == events


def test_constraints_are_named_as_written() -> None:
    model = analyzed("112年日本通報法務部幾件？")
    written = [model.as_written(v.start, v.end) for v in model.constraints]
    assert written == ["日本", "法務部"]
    assert [period.start for period in model.periods] == ["2023-01-01"]
    assert model.unit.unit == fold("件")


def test_the_weights_of_the_terms_add_up_to_one() -> None:
    terms = analyzed("112年花蓮縣發生幾件山域事故？").terms
    assert sum(term.weight for term in terms) == pytest.approx(1)
    assert [term.text for term in terms if term.required] == [fold("花蓮縣")]


def test_the_verb_that_the_interrogative_governs() -> None:
    model = analyzed("哪個機關主辦演習？")
    assert model.predicate is not None
    assert model.predicate.text == fold("主辦")
    assert model.text[model.form.start : model.interrogative_end] == fold("哪個機關")


@pytest.mark.parametrize(
    ("question", "unit", "group"),
    [
        ("查獲多少K他命？", None, None),
        ("查獲多少MDMA？", None, None),
        ("用電多少MW？", "mw", None),
        ("女性占多少？", None, "share"),
        ("香菸多重？", None, "weight"),
        ("查獲香菸 公斤", "公斤", "weight"),
    ],
)
def test_a_known_name_is_counted_and_is_no_unit(
    question: str, unit: str | None, group: str | None
) -> None:
    asked = analyzed(question).unit
    assert (asked.unit, asked.group) == (unit, group)


@pytest.mark.parametrize(
    ("question", "governing", "actors", "subject"),
    [
        ("日方遣返我方多少人？", ["遣返"], ["日方"], "日方"),
        ("日方請求送達的文書，我方完成了幾件？", ["完成"], ["我方"], "我方"),
        ("查獲的走私案件起訴了幾人？", ["起訴"], [], None),
        ("調查取證我方完成率", [], ["我方"], "調查取證"),
    ],
)
def test_the_statement_that_a_question_wants_completed(
    question: str, governing: list[str], actors: list[str], subject: str | None
) -> None:
    statement = analyzed(question).statement
    assert [frame.word for frame in statement.governing] == [fold(word) for word in governing]
    assert [actor.name for actor in statement.actors] == [fold(name) for name in actors]
    found = statement.subject
    assert subject is None or (found is not None and found.text == fold(subject))


@pytest.mark.parametrize(
    ("question", "answer_type"),
    [
        ("東港隊與西港隊的人數總和？", AnswerType.FIGURE),
        ("堤防計畫的實際進度？", AnswerType.FIGURE),
        ("堤防計畫的主辦單位？", AnswerType.ORGANISATION),
        ("園區價金可展延幾次，規定在哪裡？", AnswerType.ARTICLE),
        ("喘息服務？", AnswerType.ENTITY),
    ],
)
def test_a_question_without_an_interrogative_asks_by_its_last_noun(
    question: str, answer_type: AnswerType
) -> None:
    found = analyze_question(question, lambda _: 1.0)
    assert found.answer_type is answer_type
    assert not found.form.is_keywords


@pytest.mark.parametrize(
    ("question", "unit", "group"),
    [
        # The first character of a word is no unit behind 多少.
        ("縣政府收了多少回饋金？", None, "money"),
        ("付了多少分擔金？", None, "money"),
        ("辦了多少座談會？", None, None),
        ("收到多少支票？", None, None),
        # A unit before a word of its own, and behind 幾.
        ("買了多少台電腦？", "台", "vehicles"),
        ("錄用多少名員工？", "名", "persons"),
        ("錄用多少人員？", "人", "persons"),
        ("辦了幾場座談會？", "場", "times"),
    ],
)
def test_a_unit_does_not_begin_another_word(
    question: str, unit: str | None, group: str | None
) -> None:
    found = analyze_question(question, lambda _word: 1.0).unit
    assert (found.unit, found.group) == (unit and fold(unit), group)
