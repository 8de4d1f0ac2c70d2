"""The query language: every form to its tree, every mistake to its place, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.query import MAX_NEAR
from judian.search.query.field_names import FIELDS
from judian.search.query.grammar import (
    MAX_PROBLEMS,
    MAX_QUERY,
    MAX_TOKENS,
    parse,
)
from judian.search.query.tokens import MAX_BOOST, MAX_COUNT, MAX_DEPTH, MIN_BOOST
from judian.search.query.trees import (
    Boost,
    FieldTest,
    Junction,
    Negation,
    Phrase,
    Repeated,
    Required,
    Tree,
    Wildcard,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def shown(tree: Tree) -> str:
    """The tree without positions, in a form that leaves nothing open."""
    match tree:
        case Words(text):
            return text
        case Phrase(text):
            return f"<{text}>"
        case Wildcard(text):
            return f"~{text}"
        case FieldTest(field, value):
            return f"{field}={value}"
        case Negation(part):
            return f"!{shown(part)}"
        case Required(part):
            return f"+{shown(part)}"
        case Boost(part, weight):
            return f"{shown(part)}^{weight:g}"
        case Repeated(part, count):
            return f"{count}x({shown(part)})"
        case Junction(operator, parts):
            return f"{operator}({' '.join(map(shown, parts))})"


#: Told where AND and OR stand in one group, which the tests of trees leave out.
_PRECEDENCE = "AND binds before OR"


def read(text: str) -> str:
    parsed = parse(text)
    assert not [p for p in parsed.problems if not p.message_en.startswith(_PRECEDENCE)]
    return " ".join(map(shown, parsed.parts))


LOOSE = [
    ("'甲 乙'", "<甲 乙>"),
    ("甲 ＇乙丙＇", "甲 <乙丙>"),
    ("don't '90s 甲's", "don't '90s 甲's"),
    ("„甲 乙‟", "<甲 乙>"),
    ("", ""),
    ("  \t\n\u3000", ""),
    ("山區 搜救", "山區 搜救"),
    ("山區\u3000搜救\n登山", "山區 搜救 登山"),
    ("查獲K他命（2公斤）？", "查獲K他命（2公斤）？"),
    # Phrases, in any kind of quotation marks.
    ('"山區搜救"', "<山區搜救>"),
    ("“山區搜救”", "<山區搜救>"),
    ("＂山區搜救＂", "<山區搜救>"),
    ("„山區搜救“", "<山區搜救>"),
    ('“山區搜救"', "<山區搜救>"),
    ('山區"搜 救"隊', "山區 <搜 救> 隊"),
    ('""山區" "', "山區"),
    ('""', ""),
    ("「山區搜救」", "<山區搜救>"),
    ("『山區「搜救」隊』", "<山區「搜救」隊>"),
    ("依「公路法」第26條", "依 <公路法> 第26條"),
    # Negations.
    ("山區 -搜救", "山區 !搜救"),
    ('-"山區 搜救"', "!<山區 搜救>"),
    ('"山區"-搜救', "<山區> !搜救"),
    ("-標題:年報", "!title=年報"),
    ("COVID-19 2016-2018 a-b", "COVID-19 2016-2018 a-b"),
    ("--verbose --", "--verbose"),
    # What a Chinese keyboard types.
    ("山區 －搜救", "山區 !搜救"),
    ("＋山區 ＋搜救", "+山區 +搜救"),
    ("山區＊ 搜？救", "~山區* ~搜?救"),
    ("山區＾２ 搜救", "山區^2 搜救"),
    ("ｔｉｔｌｅ：年報", "title=年報"),
    # Wildcards.
    ("extrad* 司法*", "~extrad* ~司法*"),
    ("a*b**", "~a*b*"),
    ("x*y", "~x*y"),
    ("*amine 海?因 司法*助 ??因", "~*amine ~海?因 ~司法*助 ~??因"),
    ("查獲幾件? 多少?", "查獲幾件? 多少?"),
    ("查獲多少件？何時查獲？", "查獲多少件？何時查獲？"),
    # Weights and counts.
    ("毒品^2 「走私」^0.5", "毒品^2 <走私>^0.5"),
    ("毒品^ a^b", "毒品^ a^b"),
    ("標題:年報^3", "title=年報^3"),
    ("atleast3(毒品)", "3x(毒品)"),
    ("atleast 3 次", "atleast 3 次"),
    # Operators' names as parts of words.
    ("ORCHID ANDROID NOTE 或許 非法 且慢", "ORCHID ANDROID NOTE 或許 非法 且慢"),
    ("near/ km/s /sp R&D C++ 50 % 24/7 w/o", "near/ km/s /sp R&D C++ 50 % 24/7 w/o"),
    # Brackets inside words and those that close nothing are text.
    ("草案(一) f(x)", "草案(一) f(x)"),
    # Fields.
    ("title:年報 year:105..107", "title=年報 year=105..107"),
    ("Title:a TITLE：b", "title=a title=b"),
    ('標題:"山區 搜救" 登山', "title=山區 搜救 登山"),
    ("機關：消防署", "agency=消防署"),
    ("文件:abc 種類:表格 條約:公約 年度:112", "doc=abc kind=表格 instrument=公約 year=112"),
    ("10:30 http://x C:\\a 第3條：略", "10:30 http://x C:\\a 第3條：略"),
    ("年: 105", "year=105"),
    (
        "章節:前言 格式:PDF 頁:3 自:2016 迄:2018",
        "section=前言 format=PDF page=3 since=2016 until=2018",
    ),
    ("數值:>1000公斤 名稱:安平艦", "figure=>1000公斤 entity=安平艦"),
    ("甲title:b", "甲title:b"),
]


@pytest.mark.parametrize(("text", "want"), LOOSE)
def test_a_loose_query(text: str, want: str) -> None:
    assert read(text) == want
    assert not parse(text).strict


STRICT = [
    ("甲 AND 乙", "AND(甲 乙)"),
    ("甲 乙 AND 丙 丁", "AND(甲 乙 丙 丁)"),
    ("甲 OR 乙 丙", "OR(甲 AND(乙 丙))"),
    ("(甲 OR 乙) 丙", "AND(OR(甲 乙) 丙)"),
    ("甲 OR 乙 OR 丙", "OR(甲 乙 丙)"),
    ("NOT 甲", "!甲"),
    ("NOT NOT 甲", "!!甲"),
    ("甲 AND NOT 乙", "AND(甲 !乙)"),
    ("甲 AND -乙", "AND(甲 !乙)"),
    ("NOT (甲 OR 乙)", "!OR(甲 乙)"),
    ("-(甲 OR 乙)", "!OR(甲 乙)"),
    ("(甲)", "甲"),
    ("((甲) 乙)", "AND(甲 乙)"),
    ('"甲"OR"乙"', "OR(<甲> <乙>)"),
    ("(甲)AND(乙)", "AND(甲 乙)"),
    ("(甲)乙", "AND(甲 乙)"),
    ("(甲乙)(丙)", "AND(甲乙 丙)"),
    ("甲 near/5 乙", "near/5(甲 乙)"),
    ("甲 NEAR/05 乙", "near/5(甲 乙)"),
    ("甲 w/5 乙 within/5 丙", "near/5(甲 乙 丙)"),
    ("甲 /5 乙", "near/5(甲 乙)"),
    ("甲 AROUND(5) 乙", "near/5(甲 乙)"),
    ("甲 but not 乙", "AND(甲 !乙)"),
    ("ti(甲) AND 乙", "AND(title=甲 乙)"),
    ("機關=甲&年=98", "AND(agency=甲 year=98)"),
    ("機關：甲|年度：98", "OR(agency=甲 year=98)"),
    ("甲 & 日期>=98年", "AND(甲 date=>=98年)"),
    ("甲 pre/5 乙", "pre/5(甲 乙)"),
    ("甲 +5 乙", "pre/5(甲 乙)"),
    ("甲 w/s 乙 /SENT 丙", "/s(甲 乙 丙)"),
    ("甲 /d 乙 /doc 丙", "/d(甲 乙 丙)"),
    ("甲 /d (乙 AND 丙)", "/d(甲 AND(乙 丙))"),
    ("(甲 OR 乙) near/5 丙", "near/5(OR(甲 乙) 丙)"),
    ("甲 near/2 乙*", "near/2(甲 ~乙*)"),
    ("甲^2 /s 乙", "/s(甲^2 乙)"),
    # Operators in Chinese, in signs, full-width, and without spaces.
    ("甲 且 乙 或 丙", "OR(AND(甲 乙) 丙)"),
    ("甲 非 乙", "AND(甲 !乙)"),
    ("甲 & 乙 | 丙", "OR(AND(甲 乙) 丙)"),
    ("甲 && 乙 || 丙", "OR(AND(甲 乙) 丙)"),
    ("甲 % 乙", "AND(甲 !乙)"),
    ("甲 ＡＮＤ 乙", "AND(甲 乙)"),
    ("（甲　ＯＲ　乙）　丙", "AND(OR(甲 乙) 丙)"),
    ("甲AND乙OR丙", "OR(AND(甲 乙) 丙)"),
    ("甲AND（乙OR丙）", "AND(甲 OR(乙 丙))"),
    ("甲/s乙OR丙near/3丁", "OR(/s(甲 乙) near/3(丙 丁))"),
    ("ATLEAST2(毒品 OR 走私)", "2x(OR(毒品 走私))"),
    ("甲／ｓ乙", "/s(甲 乙)"),
    ("(甲 OR 乙)&丙", "AND(OR(甲 乙) 丙)"),
    ("（甲 或 乙）且丙", "AND(OR(甲 乙) 丙)"),
    ("甲且（乙 或 丙）", "AND(甲 OR(乙 丙))"),
    ("甲-(乙 OR 丙)", "AND(甲 !OR(乙 丙))"),
    ("甲 不含 乙", "AND(甲 !乙)"),
    ("甲 And 乙", "AND(甲 乙)"),
    ("甲/5乙", "near/5(甲 乙)"),
    ("[甲 OR 乙] AND 【丙】", "AND(OR(甲 乙) 丙)"),
    ("〝甲〞 AND ‘乙’", "AND(<甲> <乙>)"),
    ("title(甲 乙) AND 丙", "AND(AND(title=甲 title=乙) 丙)"),
    ("甲&乙", "AND(甲 乙)"),
    ("甲|K他命", "OR(甲 K他命)"),
    ("「甲」AND乙", "AND(<甲> 乙)"),
    # Small letters are operators beside Chinese words.
    ("甲 and 乙 or 丙 not 丁", "OR(AND(甲 乙) AND(丙 !丁))"),
    ("(甲 or 乙)", "OR(甲 乙)"),
    ("標題:（甲 OR 乙）", "OR(title=甲 title=乙)"),
    (
        "標題:（甲 「乙 丙」） AND -機關:(丁 OR 戊)",
        "AND(AND(title=甲 title=乙 丙) !OR(agency=丁 agency=戊))",
    ),
    ("甲 AND +乙", "AND(甲 +乙)"),
    ("甲 near/5 乙 near/5 丙", "near/5(甲 乙 丙)"),
    ('甲 near/0 "乙 丙"', "near/0(甲 <乙 丙>)"),
    ("甲 /s 乙 /S 丙", "/s(甲 乙 丙)"),
    ("甲 /p 乙", "/p(甲 乙)"),
    ("甲 /p (乙 OR 丙)", "/p(甲 OR(乙 丙))"),
    ("甲 near/3 乙 丙", "AND(near/3(甲 乙) 丙)"),
    ("甲 OR 乙 near/3 丙", "OR(甲 near/3(乙 丙))"),
    ("(標題:甲 OR 年:105) 乙*", "AND(OR(title=甲 year=105) ~乙*)"),
    ("(甲:乙)", "甲:乙"),
]


@pytest.mark.parametrize(("text", "want"), STRICT)
def test_a_strict_query(text: str, want: str) -> None:
    assert read(text) == want
    assert parse(text).strict


@pytest.mark.parametrize("name", FIELDS)
def test_every_name_of_a_field_is_read(name: str) -> None:
    assert read(f"{name}:甲") == f"{FIELDS[name]}=甲"


#: query, tree, then (position, the beginning of what is told) of each problem
MISTAKES = [
    ('甲 "乙 丙', "甲 乙 丙", (2, "this quotation mark is not closed")),
    ("“甲 „乙", "甲 乙", (0, "this quotation mark"), (3, "this quotation mark")),
    ("(甲 乙", "AND(甲 乙)", (0, "this bracket is not closed")),
    ("甲 (", "甲", (2, "nothing stands in these brackets"), (2, "this bracket is not closed")),
    ("()", "", (0, "nothing stands in these brackets")),
    ("甲 AND", "甲", (2, "AND lacks a word on its right")),
    ("AND 甲", "甲", (0, "AND lacks a word on its left")),
    ("AND", "", (0, "AND lacks a word on its left"), (0, "AND lacks a word on its right")),
    ("甲 OR", "甲", (2, "OR lacks a word on its right")),
    ("OR 甲", "甲", (0, "OR lacks a word on its left")),
    ("(OR)", "", (1, "OR lacks a word on its left"), (1, "OR lacks a word on its right")),
    ("甲 OR OR 乙", "OR(甲 乙)", (2, "OR lacks a word on its right")),
    ("甲 AND OR 乙", "OR(甲 乙)", (2, "AND lacks a word on its right")),
    ("甲 NOT", "甲", (2, "nothing follows to be excluded")),
    ("-(", "", (0, "nothing follows"), (1, "nothing stands in"), (1, "this bracket is not")),
    ("near/5 甲", "甲", (0, "near/5 lacks a word on its left")),
    ("甲 /s", "甲", (2, "/s lacks a word on its right")),
    ("甲 /s (乙 AND 丙)", "AND(甲 AND(乙 丙))", (2, "/s joins words, phrases and (A OR B) only")),
    ("甲 near/2 -乙", "AND(甲 !乙)", (2, "near/2 joins words, phrases and (A OR B) only")),
    ("甲 near/2 標題:乙", "AND(甲 title=乙)", (2, "near/2 joins words, phrases and")),
    ("甲 near/2 乙 near/3 丙", "AND(near/2(甲 乙) 丙)", (11, "near/3 joins words, phrases and")),
    ("甲 NEAR 乙", "near/10(甲 乙)", (2, "NEAR without a number is read as near/10")),
    ("甲 SENT 乙", "/s(甲 乙)", (2, "SENT is read as /s")),
    ("甲 PARAGRAPH 乙", "/p(甲 乙)", (2, "PARAGRAPH is read as /p")),
    ("甲 near/1234 乙", "near/999(甲 乙)", (2, "the distance is read as 999")),
    ("甲 ADJ/5 乙", "甲 乙", (2, "there is no operator ADJ/5 and it is left out; write pre/5")),
    ("甲 near/x 乙", "甲 乙", (2, "there is no operator near/x and it is left out; write near/5")),
    (
        "甲 SAME 乙 XOR 丙",
        "甲 乙 丙",
        (2, "there is no operator SAME"),
        (9, "there is no operator"),
    ),
    ("甲 OR 乙 AND 丙", "OR(甲 AND(乙 丙))", (2, "AND binds before OR")),
    ("(甲 OR 乙 AND 丙) OR 丁 AND 戊", "OR(OR(甲 AND(乙 丙)) AND(丁 戊))", (3, "AND binds")),
    ("甲 + 乙", "OR(甲 乙)", (2, "+ between words is read as OR")),
    ("甲+乙", "OR(甲 乙)", (1, "+ between words is read as OR")),
    ("甲 - 乙", "甲 乙", (2, "a dash by itself is left out")),
    ("甲-乙", "甲-乙", (1, "a minus inside a word excludes nothing")),
    ("search and rescue", "search and rescue", (7, "and is searched as a word; write AND")),
    (
        "sinse:2016 甲",
        "sinse:2016 甲",
        (0, "there is no field sinse, so it is searched as a word;"),
    ),
    ("主旨：甲", "主旨：甲", (0, "there is no field 主旨, so it is searched as a word")),
    ("日旗:2016", "日旗:2016", (0, "there is no field 日旗, so it is searched as a word; did")),
    ("甲^500", f"甲^{MAX_BOOST:g}", (1, "the weight is read as 100")),
    ("甲^0", f"甲^{MIN_BOOST:g}", (1, "the weight is read as 0.1")),
    ("atleast0(甲)", "1x(甲)", (0, "the number of times is read as 1")),
    ("atleast9999(甲)", f"{MAX_COUNT}x(甲)", (0, "the number of times is read as 99")),
    ("atleast2(甲 AND 乙)", "AND(甲 乙)", (0, "atleast2() takes words, phrases and")),
    ("atleast2()", "", (0, "nothing stands in these brackets")),
    ("標題:（甲", "title=甲", (0, "this bracket is not closed")),
    ("甲 +", "甲", (2, "+ between words"), (2, "OR lacks a word on its right")),
    ("甲 且", "甲", (2, "AND lacks a word on its right")),
    ("甲)乙", "甲 乙", (1, "no bracket opens before this one")),
    ("甲) AND 乙", "AND(甲 乙)", (1, "no bracket opens before this one")),
    (
        "甲 NOT w/10 乙",
        "AND(甲 !near/10(甲 乙))",
        (2, "A NOT w/10 B is read as A NOT"),
    ),
    (
        "甲 and not near/5 乙",
        "AND(甲 !near/5(甲 乙))",
        (2, "A and not near/5 B is read as A"),
    ),
    ("甲 but not /s 乙", "AND(甲 !/s(甲 乙))", (2, "A but not /s B is read as A NOT (A /s B)")),
    ("甲 +s 乙", "/s(甲 乙)", (2, "+s is read as /s, in any order")),
    ("甲 w/seg 乙", "甲 乙", (2, "there is no operator w/seg and it is left out")),
    ("甲 before/3 乙", "甲 乙", (2, "there is no operator before/3 and it is left out")),
    ("sy,di(甲)", "甲", (0, "there is no field sy,di")),
    ("allcaps(甲) AND 乙", "AND(甲 乙)", (0, "allcaps() is left out")),
    ("TI=甲", "title=甲", (0, "TI is read as title:")),
    ("intitle:甲", "title=甲", (0, "intitle is read as title:")),
    ("法規名稱:甲", "title=甲", (0, "法規名稱 is read as title:")),
    ('intitle:"甲 乙" 丙', "title=甲 乙 丙", (0, "intitle is read as title:")),
    ("length>5 甲", "length>5 甲", (0, "there is no field length")),
    ("~甲", "甲", (0, "~ is left out")),
    ("甲~2", "甲", (0, "~ is left out")),
    ("/甲.*乙/", "甲.*乙", (0, "regular expressions are not read")),
    ("extradit# 甲", "extradit 甲", (0, "# and $ are left out")),
    ("甲 N5 乙", "甲 N5 乙", (2, "N5 is searched as a word; for nearness write near/5")),
    ("#1 AND 甲", "AND(1 甲)", (0, "#1 is searched as a number")),
    ("走私或販運 AND 甲", "AND(走私或販運 甲)", (2, "或 inside a word joins nothing")),
    ("launder!", "~launder*", (7, "! at the end of a word is read as *")),
    ("* 甲", "甲", (0, "* by itself stands for no word")),
    ("全文:甲", "甲", (0, "全文 is left out: words are searched in the whole text anyway")),
    ("內文=甲", "甲", (0, "內文 is left out")),
    ("filetype:pdf", "format=pdf", (0, "filetype is read as format:")),
    ("甲 title:", "甲", (2, "the field title has no value")),
    ('機關："" 甲', "甲", (0, "the field 機關 has no value")),
    ("甲 年:", "甲", (2, "the field 年 has no value")),
]


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case[0])
def test_a_problem_is_reported_with_its_position(case: tuple[str, str, tuple[int, str]]) -> None:
    text, tree, *problems = case
    parsed = parse(text)
    assert " ".join(map(shown, parsed.parts)) == tree
    assert len(parsed.problems) == len(problems)
    for found, (position, beginning) in zip(parsed.problems, problems, strict=True):
        assert (found.position, found.message_en[: len(beginning)]) == (position, beginning)
        assert found.message_zh


def test_positions_are_those_of_the_text_as_typed() -> None:
    text = '  甲\x00乙 -丙 "丁 戊" title:己 庚*'
    words, cut, negation, phrase, field, wildcard = parse(text).parts
    assert [text[p.position] for p in (words, cut)] == ["甲", "乙"]  # type: ignore[union-attr]
    assert isinstance(negation, Negation)
    assert text[negation.part.position] == "丙"  # type: ignore[union-attr]
    assert text[phrase.position] == '"'  # type: ignore[union-attr]
    assert text[field.position] == "t"  # type: ignore[union-attr]
    assert text[wildcard.position] == "庚"  # type: ignore[union-attr]


def test_a_query_too_long_is_cut_and_reported() -> None:
    parsed = parse("甲" * (MAX_QUERY + 1))
    assert parsed.words[0].text == "甲" * MAX_QUERY
    assert [p.position for p in parsed.problems] == [MAX_QUERY]
    assert not parse("甲" * MAX_QUERY).problems


def test_a_query_of_too_many_words_is_cut_and_reported() -> None:
    parsed = parse("甲 " * (MAX_TOKENS + 1))
    assert len(parsed.parts) == MAX_TOKENS
    assert [p.position for p in parsed.problems] == [2 * MAX_TOKENS]
    assert not parse("甲 " * MAX_TOKENS).problems


def test_brackets_nested_too_deeply_are_reported_once() -> None:
    deep = MAX_DEPTH + 3
    parsed = parse("(" * deep + "甲" + ")" * deep + " 乙")
    assert " ".join(map(shown, parsed.parts)) == "AND(甲 乙)"
    assert [(p.position, p.message_en) for p in parsed.problems] == [
        (MAX_DEPTH, "too many nested brackets")
    ]


def test_too_many_words_near_each_other_are_reported() -> None:
    parsed = parse(" near/3 ".join("一二三四五六七八九"))
    (part,) = parsed.parts
    assert isinstance(part, Junction)
    assert len(part.parts) == MAX_NEAR
    assert parsed.problems[0].message_en == f"near/3 joins at most {MAX_NEAR} words or phrases"


def test_at_most_so_many_problems_are_reported_as_can_be_read() -> None:
    assert len(parse("“ " * 500).problems) == MAX_PROBLEMS


#: Queries made of what the grammar looks at.
PIECES = st.sampled_from(
    [
        *'甲乙 ()（）"“”＂„「」『』-－+＋*？?^&|：x\x00\ud800',
        "and ",
        "且",
        "atleast2(",
        "^2",
        "/d",
        " pre/3 ",
        " AND ",
        " OR ",
        "NOT ",
        " near/3 ",
        " /s ",
        "near/5",
        "105..107",
        "title:",
        "年:",
    ]
)
QUERIES = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=40))


def nodes(trees: tuple[Tree, ...]) -> Iterator[Tree]:
    for tree in trees:
        yield tree
        if isinstance(tree, (Negation, Required, Boost, Repeated)):
            yield from nodes((tree.part,))
        elif isinstance(tree, Junction):
            yield from nodes(tree.parts)


def wanted(trees: tuple[Tree, ...]) -> Iterator[Tree]:
    """The parts that no negation holds; what stands left of NOT near/3 is one of them, too."""
    for tree in trees:
        yield tree
        if isinstance(tree, (Required, Boost, Repeated)):
            yield from wanted((tree.part,))
        elif isinstance(tree, Junction):
            yield from wanted(tree.parts)


@given(QUERIES)
def test_any_text_is_read(text: str) -> None:
    parsed = parse(text)
    for problem in parsed.problems:
        assert 0 <= problem.position <= len(text)
    for tree in nodes(parsed.parts):
        if isinstance(tree, (Words, Phrase, Wildcard, FieldTest)):
            assert 0 <= tree.position < len(text)
        if isinstance(tree, Junction):
            assert len(tree.parts) > 1
    searched = {id(tree) for tree in wanted(parsed.parts)}
    assert all(id(word) in searched for word in parsed.words)
