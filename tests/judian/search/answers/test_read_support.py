"""What the reader marks: candidates of their own, and support for those of the rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from judian.search.answers.pipeline import without
from judian.search.answers.reader.marked import SOURCE, marked_spans
from judian.search.answers.reader.reader import PASSAGES
from judian.search.answers.reader.spans import ReaderSpan, Reading
from judian.search.answers.reading_passages import likeliest
from judian.search.answers.scoring.calibration import RIVALS, rivals_of
from judian.search.answers.scoring.feature_table import READER_FEATURES
from judian.search.answers.scoring.features import Found, features_of
from judian.search.answers.scoring.read_support import content, is_overruled
from judian.search.answers.scoring.rules import AppliedRule
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.reader.windows import Rarity
    from judian.search.service import Service

REPORT = """# 港務年報

東岬港112年進港船舶310艘，出港船舶298艘，罰鍰共42萬元，由港務局長林海生核定後公告。

西岬港112年進港船舶190隻，檢出項目為漏油、超載及逾期三類，於113年2月8日移送港警所。

進港船舶以貨輪為主，其中外國籍190艘。
"""
RULES = ("other_ordinal", "other_period", "rest_for_value", "rival_subject")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("marked"), {"harbour.md": REPORT})
    yield opened
    opened.close()


class Marker:
    """A reader that marks given words, likeliest first, wherever they stand."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def read(
        self,
        _question: str,
        contexts: Sequence[CandidateContext],
        _rarity: Rarity,
        *,
        in_clause: bool,
    ) -> Reading:
        del in_clause
        spans = [
            ReaderSpan(place, at, at + len(text), 0.8 / (1 + 7 * number))
            for number, text in enumerate(map(fold, self.texts))
            for place, context in enumerate(contexts)
            if (at := context.text.find(text)) >= 0
        ]
        return Reading(tuple(spans), tuple(0.5 for _ in contexts), 0.1)


def _found(service: Service, question: str, *texts: str) -> Found:
    found = service.candidates(question)
    marker = Marker(*texts)
    return without(found, set(), marker)  # type: ignore[arg-type]


def _features(found: Found) -> dict[str, dict[str, float]]:
    rivals = [*chain.from_iterable(rivals_of(found))]
    return {
        scored.candidate.context.text[scored.candidate.start : scored.candidate.end]: values
        for scored, values in zip(rivals, features_of(found, rivals), strict=True)
    }


@pytest.mark.parametrize(
    ("question", "text", "kind", "value"),
    [
        ("東岬港進港船舶有多少艘？", "310艘", "figure", Decimal(310)),
        ("東岬港的罰鍰是誰的？", "42萬元", "figure", Decimal(420000)),
        ("西岬港幾時移送？", "113年2月8日", "date", "2024-02-08"),
        ("東岬港多少公噸進港？", "310", "figure", Decimal(310)),
        ("誰核定東岬港的罰鍰？", "港務局長林海生", "entity", None),
        ("西岬港檢出哪些項目？", "漏油、超載及逾期", "list", None),
        ("西岬港為什麼移送？", "漏油", "passage", None),
    ],
)
def test_what_is_marked_is_a_candidate_of_its_own_type(
    service: Service, question: str, text: str, kind: str, value: object
) -> None:
    found = _found(service, question, text)
    made = next(s.candidate for s in found.scored if s.candidate.source == SOURCE)
    assert (made.kind, made.value) == (kind, value)
    if kind == "list":
        items = [made.context.text[slice(*item)] for item in made.items]
        assert items == [fold("漏油"), fold("超載"), fold("逾期")]


def test_an_unlikely_span_is_no_candidate(service: Service) -> None:
    found = service.candidates("西岬港檢出哪些項目？")
    reading = Reading((ReaderSpan(0, 0, 3, 0.01),), (0.9,), 0.9)
    assert list(marked_spans(found.question, found.contexts, reading)) == []


def test_support_is_that_of_the_same_words_and_of_the_same_number(service: Service) -> None:
    values = _features(_found(service, "西岬港112年進港船舶多少艘？", "190隻", "310艘"))
    own, other = values["190" + fold("隻")], values["310" + fold("艘")]
    assert own["reader_support"] > 0.75 > other["reader_support"] > 0.05
    assert own["reader_first"] == 1 > other["reader_first"]
    assert own["reader_margin"] > 0 > other["reader_margin"]
    assert -1 < other["reader_log"] < own["reader_log"] <= 0
    assert content(fold("190隻")) == content(fold("190艘")) != content(fold("1,900艘"))


def test_without_a_reader_its_features_are_nothing(service: Service) -> None:
    found = service.candidates("西岬港112年進港船舶多少艘？")
    names = [feature.name for feature in READER_FEATURES]
    assert found.reading is None
    assert all(
        not values[name] for values in features_of(found, found.candidates) for name in names
    )


def test_what_the_reader_supports_is_compared_whatever_its_rank(service: Service) -> None:
    found = _found(service, "東岬港112年進港船舶多少艘？", "42萬元")
    first, _ = rivals_of(found)
    assert len(first) <= RIVALS
    lifted = [s for s in found.candidates if s.candidate.source == SOURCE]
    assert all(scored in first or scored.is_ruled_out for scored in lifted)


def test_only_some_rules_are_overruled(service: Service) -> None:
    found = _found(service, "西岬港112年進港船舶多少艘？", "190隻")
    scored = found.candidates[0]
    out = {name: replace(scored, rules=(AppliedRule(name, 0.0),)) for name in RULES}
    assert {name for name, one in out.items() if is_overruled(one, 0.9)} == {"rival_subject"}
    assert not any(is_overruled(one, 0.1) for one in out.values())
    assert not is_overruled(scored, 0.9)


@pytest.mark.parametrize(
    ("asked", "is_compared"), [("乙場", False), ("甲場", True), ("東岬港", True)]
)
def test_a_name_that_differs_in_its_label_is_not_overruled(
    service: Service, asked: str, is_compared: bool
) -> None:
    scored = _found(service, "西岬港112年進港船舶多少艘？", "190隻").candidates[0]
    context = cast("CandidateContext", SimpleNamespace(text=fold("甲場清除垃圾190噸。")))
    rival = replace(
        scored,
        candidate=replace(scored.candidate, context=context),
        rules=(AppliedRule("rival_subject", 0.0, (asked,)),),
    )
    assert is_overruled(rival, 0.9) is is_compared


def test_without_a_passage_it_is_read_again(service: Service) -> None:
    found = _found(service, "東岬港112年進港船舶多少艘？", "310艘")
    held = {s.candidate.context.hit.id for s in found.scored if s.candidate.value == Decimal(310)}
    rest = without(found, held, Marker("310艘"))  # type: ignore[arg-type]
    assert rest.reading is not None
    assert not rest.reading.spans
    assert not any(s.candidate.value == Decimal(310) for s in rest.scored)


def test_the_likeliest_passages_are_read(service: Service) -> None:
    found = _found(service, "西岬港112年進港船舶多少艘？", "190隻")
    assert found.reading is not None
    assert list(found.reading.places) == likeliest(found.likelihoods, PASSAGES)
    assert likeliest([0.1, 0.4, 0.4], 2) == [1, 2]


def test_of_a_passage_that_was_not_read_nothing_is_known(service: Service) -> None:
    found = _found(service, "西岬港112年進港船舶多少艘？", "190隻")
    assert found.reading is not None
    unread = replace(found.reading, places=(0,), not_said=found.reading.not_said[:1], spans=())
    blind = replace(found, reading=unread)
    first = found.contexts[0]
    for scored, values in zip(blind.candidates, features_of(blind, blind.candidates), strict=True):
        is_read = scored.candidate.context is first
        assert (values["reader_log"] == 0.0) is not is_read
        assert values["reader_read"] == float(is_read)


def test_a_law_alone_is_no_article(service: Service) -> None:
    found = _found(service, "罰鍰是依哪一條核定？", "港務局長林海生")
    assert not any(s.candidate.source == SOURCE for s in found.scored)


def test_the_word_for_a_name_is_no_name(tmp_path: Path) -> None:
    service = service_over(tmp_path, {"port.md": "# 港務\n\n罰鍰通知書未載明港務局長姓名。\n"})
    found = _found(service, "核定罰鍰的港務局長是誰？", "港務局長姓名")
    assert not any(s.candidate.source == SOURCE for s in found.scored)
    named = _found(service, "核定罰鍰的港務局長是誰？", "港務局長")
    assert any(s.candidate.source == SOURCE for s in named.scored)
