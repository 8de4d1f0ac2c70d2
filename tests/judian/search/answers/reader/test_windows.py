"""Units and windows of invented passages: what is in them, and where it stands in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.matching import sentences
from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.reader.inputs import (
    LONGEST_UNIT,
    PassageInput,
    Unit,
    passage_input,
    sentence_units,
)
from judian.search.answers.reader.vocabulary import SPECIAL, Vocabulary
from judian.search.answers.reader.windows import (
    BESIDE,
    CHARACTERS,
    NOTHING,
    PAIR,
    TEXT,
    WINDOW,
    Window,
    make_window,
    reader_question,
    window_of,
)
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

CHARS = "abcdefghijklmnopqrstuvwxyz0123456789.,:;。 度数件进港船舶年多少北码头装卸量公吨总艘次计本"
VOCABULARY = Vocabulary([*((name, 0.0) for name in SPECIAL), *((char, -1.0) for char in CHARS)])


def _even(_pair: str) -> float:
    return 1.0


def _window(question: str, *units: str) -> Window:
    offset, made = 0, []
    for text in units:
        made.append(Unit(text, 0, len(text), offset))
        offset += len(text)
    asked = reader_question(VOCABULARY, question)
    return make_window(VOCABULARY, asked, PassageInput((), tuple(made)), _even)


def test_a_window_never_exceeds_its_limit() -> None:
    window = _window("进港多少", *("船舶进港" * 30 + "。" for _ in range(5)))
    assert len(window.ids) <= WINDOW
    assert len(window.ids) == len(window.parts) == len(window.matches) == len(window.spans)


def test_the_units_that_share_most_with_the_question_are_read() -> None:
    fillers = ["a" * 60 + "。", "b" * 60 + "。"]
    window = _window("进港船舶多少", fillers[0], "进港船舶计204艘次。", fillers[1])
    spans = [span for span in window.spans if span]
    assert (61, 62) in spans
    assert spans == sorted(spans)


def test_a_single_unit_that_is_too_long_is_cut_off() -> None:
    window = _window("年度", "年度" * 200)
    assert len(window.ids) == WINDOW


def test_tokens_say_what_they_share_with_the_question() -> None:
    window = _window("进港船舶", "进港x舶年")
    text = [match for match, part in zip(window.matches, window.parts, strict=True) if part == TEXT]
    assert text == [PAIR, PAIR, NOTHING, CHARACTERS, NOTHING]


def test_a_gap_between_units_ends_a_run() -> None:
    asked = reader_question(VOCABULARY, "年")
    units = (Unit("ab", 0, 2, 0), Unit("cd", 0, 2, 2), Unit("ef", 0, 2, 4))
    window = window_of(VOCABULARY, asked, PassageInput((), units), [0, 2])
    runs = [run for run, span in zip(window.runs, window.spans, strict=True) if span]
    assert runs[0] == runs[1] != runs[2] == runs[3]
    window = window_of(VOCABULARY, asked, PassageInput((), units), [0, 1])
    assert len({run for run, span in zip(window.runs, window.spans, strict=True) if span}) == 1


def test_long_sentences_are_cut_at_clauses_and_nothing_is_lost() -> None:
    text = ("进港船舶" * 12 + ",") * 4 + "计204艘次。" + "x" * (LONGEST_UNIT + 20)
    units = list(sentence_units(text, sentences(text)))
    assert "".join(unit.text for unit in units) == text
    assert len(units) > 3
    assert all(text[u.offset : u.offset + len(u.text)] == u.text for u in units)


def _contexts(folder: Path, query: str) -> list[CandidateContext]:
    service = service_over(folder)
    return [CandidateContext(hit) for hit in service.search(query).hits]


def test_the_spans_of_a_table_row_are_its_cells_and_its_headers_are_beside_them(
    tmp_path: Path,
) -> None:
    context = next(c for c in _contexts(tmp_path, "北碼頭 裝卸量") if c.is_row)
    passage = passage_input(context)
    window = make_window(VOCABULARY, reader_question(VOCABULARY, "北码头装卸量"), passage, _even)
    read = "".join(context.text[slice(*span)] for span in window.spans if span)
    assert read == "北码头31012,500"
    assert BESIDE in window.parts
    values = {unit.text: context.text[unit.offset :] for unit in passage.units}
    assert any("装卸量" in text and "12,500" in text for text in values)
    assert all(
        rest.startswith(unit.text[unit.start : unit.end])
        for unit, rest in zip(passage.units, values.values(), strict=True)
    )


def test_the_lines_above_name_the_document_and_its_year_in_both_calendars(tmp_path: Path) -> None:
    context = next(c for c in _contexts(tmp_path, "貨物裝卸量") if "货物" in c.text)
    lines = " ".join(passage_input(context).above)
    assert "东岬港务局" in lines
    assert "113年(2024)" in lines or "112年(2023)" in lines
    assert "港埠营运" in lines
