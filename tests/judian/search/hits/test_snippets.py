"""Marks cover the right characters; snippets are escaped, short and cut at punctuation."""

from __future__ import annotations

import html
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.search.hits.snippets import SNIPPET, best_window, find_marks, merge, snippet_html
from judian.zh.text.analyze import analyze

MARKS = [
    ("plain", "高山搜救隊", ["搜救"], ["搜救"]),
    ("across a line break", "高山搜\n  救隊", ["搜救"], ["搜\n  救"]),
    ("across full-width space", "搜\u3000救", ["搜救"], ["搜\u3000救"]),
    ("variants and width", "臺北ＵＮ辦事處", ["台北", "un"], ["臺北ＵＮ"]),
    ("simplified needle", "國家公園", ["国家"], ["國家"]),
    ("a number is whole", "共18件，118件", ["18"], ["18"]),
    ("two words with a gap", "UN\n  Convention", ["un convention"], ["UN\n  Convention"]),
    ("white space at the ends is not marked", " 搜救 ", ["搜救"], ["搜救"]),
    ("overlapping", "高山搜救隊", ["高山搜", "搜救"], ["高山搜救"]),
    ("touching", "高山搜救隊", ["高山", "搜救"], ["高山搜救"]),
    ("every occurrence", "山、山、山", ["山"], ["山", "山", "山"]),
    ("none", "高山", ["海"], []),
    ("no needle", "高山", [""], []),
    ("nothing", "", ["山"], []),
    ("beyond the basic plane", "😀山😀", ["山"], ["山"]),
]


@pytest.mark.parametrize(
    ("text", "needles", "want"), [c[1:] for c in MARKS], ids=[c[0] for c in MARKS]
)
def test_marks(text: str, needles: list[str], want: list[str]) -> None:
    assert [text[start:end] for start, end in find_marks(text, needles)] == want


def test_a_prefix_marks_the_words_that_begin_so() -> None:
    text = "Rescue、rescuers與ARESCUE、re-rescue 5"
    marked = [text[start:end] for start, end in find_marks(text, [], ["rescue*"])]
    assert marked == ["Rescue", "rescuers", "rescue"]


TEXT = st.text("甲乙臺ＡbK12 \n\u3000\u200b，。<&😀", max_size=30)


@given(TEXT, st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), max_size=4))
def test_marks_contain_the_needles(text: str, pieces: list[tuple[int, int]]) -> None:
    folded = analyze(text).folded
    needles = {needle for at, size in pieces if (needle := folded[at : at + size].strip())}
    marks = find_marks(text, needles)
    assert list(marks) == list(merge(marks))
    for start, end in marks:
        assert any(needle in analyze(text[start:end]).folded for needle in needles)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8))))
def test_merged_spans_cover_the_same_characters(raw: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in raw]
    merged = merge(spans)
    assert {i for s, e in merged for i in range(s, e)} == {i for s, e in spans for i in range(s, e)}
    assert all(left[1] < right[0] for left, right in pairwise(merged))


def test_a_snippet_is_escaped_text_with_marks_only() -> None:
    text = '<script>alert("山")</script>&<mark>'
    marks = find_marks(text, ["山"])
    assert snippet_html(text, marks) == (
        "&lt;script&gt;alert(&quot;<mark>山</mark>&quot;)&lt;/script&gt;&amp;&lt;mark&gt;"
    )


def test_a_short_text_is_shown_whole() -> None:
    text = "山" * SNIPPET
    assert snippet_html(text, ()) == text


FILLER = "本段說明登山步道之維護與管理情形及其經費來源"


@pytest.mark.parametrize("end", list("。！？；\n"))
def test_a_snippet_begins_and_ends_at_sentences(end: str) -> None:
    text = f"{FILLER * 3}{end}直升機出動五次{FILLER * 3}{end}{FILLER * 9}"
    snippet = snippet_html(text, find_marks(text, ["直升机"]))
    assert snippet == f"…<mark>直升機</mark>出動五次{FILLER * 3}{end}…"


def test_a_long_sentence_is_cut_at_a_comma() -> None:
    text = f"{FILLER * 5}，其中直升機出動五次{FILLER * 4}，{FILLER * 9}"
    snippet = snippet_html(text, find_marks(text, ["直升机"]))
    assert snippet == f"…其中<mark>直升機</mark>出動五次{FILLER * 4}，…"


def test_a_text_without_punctuation_is_cut_anywhere() -> None:
    text = f"{FILLER * 9}直升機{FILLER * 9}"
    snippet = snippet_html(text, find_marks(text, ["直升机"]))
    assert "<mark>直升機</mark>" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")


def test_a_snippet_shows_where_most_different_words_stand() -> None:
    text = f"山難。山難。{FILLER * 6}。直升機載運山難傷患。{FILLER * 6}。"
    assert "直升機</mark>載運<mark>山難" in snippet_html(text, find_marks(text, ["山难", "直升机"]))


def test_without_marks_a_snippet_is_the_beginning() -> None:
    text = f"{FILLER * 4}。{FILLER * 9}"
    assert snippet_html(text, ()) == f"{FILLER * 4}。…"


@given(
    st.text("甲乙，。； \n<", max_size=90),
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=6),
    st.integers(5, 60),
)
def test_a_snippet_is_within_its_limit(text: str, raw: list[tuple[int, int]], limit: int) -> None:
    marks = merge((s, min(s + n, len(text))) for s, n in raw if s < len(text))
    start, end = best_window(text, marks, limit)
    assert 0 <= start <= end <= len(text)
    assert end - start <= limit
    assert end > start or not text
    if marks:
        assert any(left < end and right > start for left, right in marks)
    shown = snippet_html(text, marks, limit)
    unmarked = re.sub("</?mark>", "", shown)
    assert "<" not in unmarked
    assert html.unescape(unmarked).strip("…") in text
    inside = "".join(re.findall("<mark>(.*?)</mark>", shown, re.DOTALL))
    assert html.unescape(inside) == "".join(
        text[max(left, start) : min(right, end)] for left, right in marks if left < end
    )


def test_a_long_text_full_of_marks_ends_quickly() -> None:
    text = "山 a" * 20_000
    began = time.process_time()
    snippet_html(text, find_marks(text, ["山"]))
    assert time.process_time() - began < 2
