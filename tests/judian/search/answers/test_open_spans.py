"""Open spans: where phrases begin and end in the best sentences, few of them, and of low form."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.search.answers.candidates import open_spans
from judian.search.answers.scoring.penalties import WRONG_TYPE_FORM
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

MUSEUM = """# 藍鯨文物館導覽

館內的鎮館之寶是以黃銅鑄成的渾天儀，由工匠耗時九年完成。展廳採用「雙層斜屋頂」，屋脊覆蓋琉璃瓦。

入口處的石碑刻有海戰年表，碑座使用青斗石（產自泉州）雕琢。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("open"), {"museum.md": MUSEUM})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("文物館的鎮館之寶是用什麼鑄成的？", "黃銅"),
        ("文物館的展廳採用什麼？", "雙層斜屋頂"),
        ("展廳的屋脊覆蓋什麼？", "琉璃瓦"),
        ("石碑的碑座使用什麼雕琢？", "青斗石"),
    ],
)
def test_a_span_of_no_type_is_a_candidate(service: Service, question: str, span: str) -> None:
    found = service.answer_search(question).candidates
    assert fold(span) in {
        s.candidate.context.text[s.candidate.start : s.candidate.end] for s in found
    }


def test_few_spans_of_few_sentences_are_proposed(service: Service) -> None:
    found = service.answer_search("文物館的鎮館之寶是用什麼鑄成的？")
    context = next(s.candidate.context for s in found.candidates)
    contexts = {id(s.candidate.context): s.candidate.context for s in found.candidates}.values()
    spans = [s for c in contexts for s in open_spans.open_spans(found.question, c)]
    assert spans
    assert len(context.best_places) > open_spans.SENTENCES or spans
    per_sentence = Counter((id(s.context), s.context.sentence_of(s.start)) for s in spans)
    assert len(per_sentence) <= open_spans.SENTENCES
    assert max(per_sentence.values()) <= open_spans.SPANS
    assert {s.form for s in spans} == {open_spans.OPEN}
    assert WRONG_TYPE_FORM > open_spans.OPEN


def spans_of(text: str) -> list[str]:
    folded = analyze(text).folded
    return [folded[start:end] for start, end in open_spans._spans(folded, 0, len(folded))]


def test_a_span_ends_where_a_phrase_does() -> None:
    found = spans_of("碑座使用青斗石（產自泉州）雕琢。")
    assert fold("青斗石") in found
    assert fold("泉州") in found
    assert not any(span.startswith((",", "。", fold("的"))) for span in found)
    # No half of a pair of brackets, and nothing over the end of a clause.
    assert not any(span.count("(") != span.count(")") for span in found)
    assert not any("," in span for span in spans_of("屋脊覆蓋琉璃瓦，牆面貼磁磚。"))


@given(st.text(alphabet="青斗石的使用，。（）「」《》ab1. 由館", max_size=40))
def test_spans_lie_inside_the_text(text: str) -> None:
    folded = analyze(text).folded
    for start, end in open_spans._spans(folded, 0, len(folded)):
        assert 0 <= start < end <= len(folded)
        assert end - start <= open_spans.LONGEST
