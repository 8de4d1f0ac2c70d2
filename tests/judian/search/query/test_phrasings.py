"""Operators, fields and values that are written out in words."""

from __future__ import annotations

import pytest

from judian.search.query.grammar import parse
from judian.search.query.trees import describe

#: query, how it is written out, position and beginning of what is told
WRITTEN_OUT = [
    ("標題 contains 甲", "title:甲", 0, "“標題 contains” is read as 標題:"),
    ("標題包含甲 乙", "title:甲 乙", 0, "“標題包含” is read as 標題:"),
    ("Agency includes 甲", "agency:甲", 0, "“Agency includes” is read as Agency:"),
    ("甲 followed by 乙", "(甲 pre/10 乙)", 2, "“followed by” is read as pre/10, counted in"),
    ("甲 within 5 words of 乙", "(甲 near/5 乙)", 2, "“within 5 words of” is read as near/5"),
    ("甲 within 5000 words of 乙", "(甲 near/999 乙)", 2, "“within 5000 words of” is read as"),
    ("甲 within 3 sentences of 乙", "(甲 /p 乙)", 2, "“within 3 sentences of” is read as /p"),
    ("甲 within 1 paragraph of 乙", "(甲 /d 乙)", 2, "“within 1 paragraph of” is read as /d"),
    ("甲 ^3 AND 乙", "(甲 AND ^3 AND 乙)", 2, "^3 is searched as a word; a boost stands"),
    ("98,判,38", "98,判,38", 0, "98,判,38 is searched as words; a case number is written 98年"),
    ("甲法 § 72", "甲法 § 72", 3, "§ is searched as a sign; write it right before the number"),
    ("甲 UNLESS 乙", "甲 乙", 2, "there is no operator UNLESS and it is left out; write NOT"),
    ("甲 /3s 乙", "甲 乙", 2, "there is no operator /3s and it is left out; write /p"),
    ("甲 +2p 乙", "甲 乙", 2, "there is no operator +2p and it is left out; write /d"),
    ("甲 /seg 乙", "甲 乙", 2, "there is no operator /seg and it is left out; write /d"),
    (
        "甲 <near/5> 乙",
        "甲 乙",
        2,
        "there is no operator <near/5> and it is left out; write near/5",
    ),
    ("甲 <AND> 乙", "甲 乙", 2, "there is no operator <AND> and it is left out; write AND"),
    ("甲 in the same sentence as 乙", "(甲 /s 乙)", 2, "“in the same sentence as” is read as /s"),
    ("甲 in the same document as 乙", "(甲 /d 乙)", 2, "“in the same document as” is read as /d"),
    ("甲 and/or 乙", "(甲 OR 乙)", 2, "“and/or” is read as OR"),
    ("甲 及/或 乙", "(甲 OR 乙)", 2, "“及/或” is read as OR"),
    ("(草案(一) OR 乙", "(草案(一) OR 乙)", 0, "this bracket is not closed"),
    ("甲 near 乙", "(甲 near/10 乙)", 2, "near without a number is read as near/10"),
    ("Taiwan without China", "Taiwan without China", 7, "without is searched as a word;"),
    ("!甲 乙", "-甲 乙", 0, "! before a word is read as -"),
    ("甲 in 標題", "甲 in 標題", 2, "“in 標題” is searched as words; write 標題: before"),
    ("甲<in>標題", "甲<in>標題", 0, "甲<in>標題 is searched as a word; write 標題:甲"),
    ("甲 排除 乙", "甲 排除 乙", 2, "排除 is searched as a word; to exclude a word write -"),
    ("甲 同句 乙", "甲 同句 乙", 2, "同句 is searched as a word; within one sentence is"),
    ("甲 同一段 乙", "甲 同一段 乙", 2, "同一段 is searched as a word; within one passage is"),
    ("page 5", "page 5", 0, "“page 5” is searched as words; for a page write page"),
    ("甲 第5頁", "甲 第5頁", 2, "“第5頁” is searched as words; for a page write page:5"),
    ("年度 98", "年度 98", 0, "“年度 98” is searched as words; for a field write 年度:9"),
    ("日期 98/1/1", "日期 98/1/1", 0, "“日期 98/1/1” is searched as words; for a field"),
    ("民國98年-101年", "民國98年-101年", 0, "“98年-101年” is searched as words; for years"),
    ('"甲 乙"~12', "(甲 near/12 乙)", 0, "a phrase with ~12 is read as words with near/12"),
    ("105~107", "105~107", 0, "“105~107” is searched as words; for years write year"),
    (
        "98/01/01~99/12/31",
        "98/01/01~99/12/31",
        0,
        "“98/01/01~99/12/31” is searched as words; for dates ",
    ),
    ("98.1.1-99.12.31", "98.1.1-99.12.31", 0, "“98.1.1-99.12.31” is searched as words; for"),
    ("甲法 72", "甲法 72", 0, "“甲法 72” is searched as words; for an article write 甲"),
    ("至少三次(甲)", "atleast3(甲)", 0, "“至少三次(” is read as atleast3("),
    ("【法規名稱】甲", "【法規名稱】甲", 0, "【法規名稱】 is searched as a word; a field is"),
    (r"/第\d+條/", r"第\d+條", 0, "regular expressions are not read"),
    ("atl3(甲)", "atleast3(甲)", 0, "“atl3(” is read as atleast3(, in one passage"),
    ("at least 2(甲)", "atleast2(甲)", 0, "“at least 2(” is read as atleast2("),
    ("at least 2 甲", "at least 2 甲", 0, "“at least 2 甲” is searched as words; for a number of"),
    (
        "至少3次 甲",
        "至少3次 甲",
        0,
        "“至少3次 甲” is searched as words; for a number of times write atl",
    ),
    ('headnote("甲")', '("甲")', 0, "there is no field headnote"),
    ('segment("甲")', '("甲")', 0, "there is no field segment, so"),
    ("extradit?", "extradit?", 0, "? at the end of a word is left out"),
    ("extradit? 走私", "extradit? 走私", 0, "? at the end of a word is left out"),
]


@pytest.mark.parametrize(("text", "read", "position", "told"), WRITTEN_OUT)
def test_what_is_written_out_is_read_or_told(
    text: str, read: str, position: int, told: str
) -> None:
    parsed = parse(text)
    assert describe(parsed) == read
    (problem,) = parsed.problems
    assert (problem.position, problem.message_en[: len(told)]) == (position, told)
    assert problem.message_zh


#: What only looks like an operator, a field or a value in words.
PLAIN_WORDS = [
    "甲法 2010",
    "法律包含甲",
    "甲標題包含乙",
    "標題包含",
    "排除甲",
    "同句型",
    "第5頁面",
    "機關 甲",
    "1-2",
    "98/01/01",
    "甲 in 乙",
    "nearby 甲",
    "甲!",
]


@pytest.mark.parametrize("text", PLAIN_WORDS)
def test_other_words_are_searched_without_a_remark(text: str) -> None:
    parsed = parse(text)
    assert describe(parsed) == text
    assert not parsed.problems


@pytest.mark.parametrize("word", ["without", "except", "excluding", "不包括", "但不包括"])
def test_words_that_exclude_beside_chinese_words(word: str) -> None:
    assert describe(parse(f"甲 {word} 乙")) == "(甲 AND NOT 乙)"


@pytest.mark.parametrize("article", ["art. 3(2)", "Article 12", "arts. 5(1)(a)"])
def test_an_english_article_is_one_word(article: str) -> None:
    assert describe(parse(f"UNTOC {article} AND 甲")) == f"(UNTOC AND {article} AND 甲)"


def test_and_not_in_one_word_excludes() -> None:
    parsed = parse("甲 AND-NOT 乙")
    assert describe(parsed) == describe(parse("甲 AND NOT 乙"))
    assert not parsed.problems
