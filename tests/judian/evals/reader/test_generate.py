"""Questions made from typed facts of invented reports."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from judian.evals.reader.changes import Others, changed
from judian.evals.reader.facts import Fact, facts_of
from judian.evals.reader.forms import FORMS, ask, interrogative, other_year_form, short_title
from judian.evals.reader.generate import QuestionMaker
from judian.evals.reader.outcomes import passage_text
from judian.evals.reader.records import ReaderCollection, read_collection, write_collection
from judian.search.answers.candidates.context import CandidateContext
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = Others(["西岬港务局"], {"country": ["帛琉"]}, ["货柜吊桥"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> QuestionMaker:
    """Two hundred questions over the invented reports."""
    maker = QuestionMaker(random.Random(5))
    maker.add(service_over(tmp_path_factory.mktemp("reports")), 200)
    return maker


def test_every_answer_is_a_span_of_its_passage(made: QuestionMaker) -> None:
    answered = [record for record in made.records if record.answers]
    assert len(answered) > 80
    for record in answered:
        ((index, start, end),) = record.answers
        text = passage_text(made.passages[record.passages[index]], start, end)
        assert len(text) == end - start > 0


def test_a_changed_question_has_no_answer_and_the_same_passages(made: QuestionMaker) -> None:
    for before, after in pairwise(made.records):
        if after.change:
            assert after.answers == ()
            assert after.question != before.question
            assert after.passages == before.passages
    assert {"year", "object"} <= {record.change for record in made.records}


def test_questions_differ_in_form(made: QuestionMaker) -> None:
    questions = [record.question for record in made.records]
    assert len(set(questions)) > 0.8 * len(questions)
    assert {record.kind for record in made.records} >= {"cell", "figure", "date"}


def test_a_collection_is_read_as_it_was_written(made: QuestionMaker, tmp_path: Path) -> None:
    collection = ReaderCollection(made.records, made.passages)
    write_collection(tmp_path, collection)
    assert read_collection(tmp_path) == collection


def test_a_cell_is_asked_by_its_headers(tmp_path: Path) -> None:
    hits = service_over(tmp_path).search("北碼頭 裝卸量").hits
    row = next(c for c in map(CandidateContext, hits) if c.is_row)
    cells = {row.text[fact.start : fact.end]: fact for fact in facts_of(row)}
    assert cells["310"].row == "北码头"
    assert "件数" in cells["310"].column
    assert cells["310"].kind == "cell"


@pytest.mark.parametrize("form", [form for forms in FORMS.values() for form in forms])
def test_every_form_is_filled(form: str) -> None:
    fact = Fact("cell", 0, 1, "count", "進港船舶", "增加", "北碼頭", "件數", "112年", "件")
    question = ask(fact, form, "港務年報", interrogative(fact, random.Random(1)))
    assert "{" not in question
    assert len(question) >= 4


def test_a_year_is_written_in_any_of_its_forms() -> None:
    forms = {other_year_form("112年度", random.Random(seed)) for seed in range(30)}
    assert forms == {"112年度", "112年", "民国112年度", "2023年"}


def test_a_title_loses_its_generic_end() -> None:
    assert short_title("东港特别决算审核报告", random.Random(1)) == "东港"


@pytest.mark.parametrize(
    ("fact", "name", "slot"),
    [
        (Fact("figure", 0, 1, "count", before="查扣", period="112年度"), "year", "period"),
        (Fact("figure", 0, 1, "count", before="第3期工程"), "ordinal", "before"),
        (Fact("cell", 0, 1, "count", row="进口", column="公吨"), "opposite", "row"),
        (Fact("cell", 0, 1, "count", row="北码头", column="公吨"), "object", "row"),
        (Fact("date", 0, 1, "date", after="查获走私香烟"), "polarity", "after"),
    ],
)
def test_one_thing_is_changed(fact: Fact, name: str, slot: str) -> None:
    slots = ("before", "after", "row", "column", "period")
    seen = {}
    for seed in range(20):
        found = changed(fact, OTHERS, lambda _text: False, random.Random(seed))
        assert found is not None
        seen[found[0]] = [s for s in slots if getattr(found[1], s) != getattr(fact, s)]
    assert seen[name] == [slot]


def test_nothing_is_changed_into_what_a_passage_says() -> None:
    fact = Fact("cell", 0, 1, "count", row="北码头", column="公吨")
    assert changed(fact, OTHERS, lambda text: text == "货柜吊桥", random.Random(1)) is None
