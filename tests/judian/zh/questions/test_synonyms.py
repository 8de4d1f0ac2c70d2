"""Names of one thing lead to each other; years meet across calendars; nothing else matches."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.questions.synonyms import expand, find_synonyms
from judian.zh.text.analyze import squeeze, word_edges
from judian.zh.text.fold import fold, read_table

ROWS = read_table("synonyms.tsv")


def folded(text: str) -> str:
    return fold(squeeze(text)[0])


SAME = [
    ("愷他命", "K他命"),
    ("Ketamine", "氯胺酮"),
    ("調查局", "法務部調查局"),
    ("北韓", "North Korea"),
    ("資訊安全", "信息安全"),
    ("臺灣高等檢察署", "高檢署"),
    ("勞基法", "勞動基準法"),
    ("兩岸司法互助協議", "海峽兩岸共同打擊犯罪及司法互助協議"),
    ("羅馬規約", "國際刑事法院羅馬規約"),
    ("UN Convention against Corruption", "聯合國反貪腐公約"),
    ("98年", "2009年"),
    ("民國98年", "2009年"),
    ("2024年度", "113年度"),
    ("西元2012年", "民國101年"),
    ("民國一百一十二年", "2023年"),
    ("二〇一二年", "101年"),
    ("民國5年", "1916年"),
]


@pytest.mark.parametrize(("name", "other"), SAME)
def test_a_name_leads_to_the_others(name: str, other: str) -> None:
    assert folded(other) in expand(folded(name))
    assert folded(name) not in expand(folded(name))


@pytest.mark.parametrize(
    "word",
    ["", "年", "5年", "30年", "1899年", "2,009年", "第98年", "三年", "海港", "cites", "兩公約"],
)
def test_other_words_have_no_other_names(word: str) -> None:
    assert expand(folded(word)) == ()


def test_no_name_is_in_two_groups() -> None:
    counts = Counter(folded(name) for row in ROWS for name in set(row))
    assert [name for name, count in counts.items() if count > 1] == []
    assert [row for row in ROWS if len(row) < 2 or not all(row)] == []


def test_every_name_is_found_when_it_stands_alone() -> None:
    missing = [
        name
        for row in ROWS
        for name in row
        if [(0, len(folded(name)))] != [(s, e) for s, e, _ in find_synonyms(folded(name))]
    ]
    assert missing == []


FOUND = [
    ("查獲K他命與海洛因", ["k他命", "海洛因"]),
    ("內政部警政署刑事警察局偵辦", ["內政部警政署刑事警察局"]),
    ("投資訊息軟體", ["軟體"]),
    ("ICCX 與 ICC", ["icc"]),
    ("聯邦調查局", []),
    ("自98年6月25日至2012年2月", ["98年", "2012年"]),
    ("判處30年徒刑，歷時98年來", []),
    ("紐西蘭警方與UN Office on Drugs and Crime", ["紐西蘭", "un office on drugs and crime"]),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_names_are_found_between_word_edges(text: str, names: list[str]) -> None:
    text = folded(text)
    assert [text[start:end] for start, end, _ in find_synonyms(text)] == [
        folded(name) for name in names
    ]


@given(
    st.lists(st.sampled_from([name for row in ROWS for name in row] + ["98年", "的", "，", " "]))
)
def test_found_names_are_in_order_and_apart(parts: list[str]) -> None:
    text = folded("".join(parts))
    done = 0
    for start, end, names in find_synonyms(text):
        assert done <= start < end <= len(text)
        assert names == expand(text[start:end])
        done = end


@given(st.text(max_size=40))
def test_any_text_has_ascending_word_edges(text: str) -> None:
    edges = word_edges(folded(text))
    assert edges == sorted(set(edges))
    assert isinstance(find_synonyms(folded(text)), list)
