"""From a typed query to the engine's: terms, names, years, filters, and the problems reported."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from judian.core.matching import occurrences
from judian.core.query import (
    And,
    AtLeast,
    Contains,
    Everything,
    Key,
    KeyRange,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Prefix,
    SameDocument,
    Sentence,
    TermPattern,
    Terms,
)
from judian.search.query.catalogue import Catalogue, CatalogueDocument
from judian.search.query.compile import FLOOR, MAX_WAYS, Compiled, all_of, compile_query
from judian.search.query.field_values import read_years
from judian.search.query.wildcards import MAX_STARS
from judian.search.requests.values import Filters, SearchRequest
from judian.zh.questions.synonyms import expand as other_names
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from tests.judian.search.query.above import in_the_text

CATALOGUE = Catalogue(
    documents={
        "d1": CatalogueDocument("山区搜救年报", ("a.txt",), "text", "2016-05"),
        "d2": CatalogueDocument("登山安全简报", ("b.pdf", "ab.pdf"), "pdf", "2018-03-04"),
    },
    agencies=("內政部消防署", "農業部林業署"),
)


def compiled(
    text: str, *, filters: Filters | None = None, exact: bool = False, expand: bool = True
) -> Compiled:
    request = SearchRequest(text, filters=filters or Filters(), exact=exact, expand=expand)
    return compile_query(request, CATALOGUE)


def node(text: str, exact: bool = False) -> Node:
    """The filter without candidates, which have tests of their own."""
    return bare(compiled(text, exact=exact).query.filter)


def bare(tree: Node) -> Node:
    match tree:
        # How short phrases are found; see tests/judian/search/query/test_short_phrases.py.
        case Terms(((("pairs" | "singles"), term),), 1):
            return Contains(term)
        case Contains(text, _, exact):
            return Contains(text, (), exact)
        case Pattern(text, _, exact):
            return Pattern(text, (), exact)
        case Near(parts, distance, ordered):
            return Near(tuple(bare(part) for part in parts), distance, ordered)  # type: ignore[misc]
        case Sentence(parts):
            return Sentence(tuple(bare(part) for part in parts))  # type: ignore[misc]
        case AtLeast(part, count):
            return AtLeast(bare(part), count)  # type: ignore[arg-type]
        case SameDocument(nodes):
            return SameDocument(tuple(map(bare, nodes)))
        case And(nodes):
            return And(tuple(map(bare, in_the_text(nodes))))
        case Or(nodes):
            return Or(tuple(map(bare, nodes)))
        case Not(inner):
            return Not(bare(inner))
    return tree


def leaves(tree: Node) -> list[Node]:
    match tree:
        case And(nodes) | Or(nodes):
            return [leaf for inner in nodes for leaf in leaves(inner)]
        case Not(inner):
            return leaves(inner)
        case Near(parts, _, _) | Sentence(parts):
            return list(parts)
    return [tree]


YEARS = [
    ("105", (2016, 2016)),
    ("2016", (2016, 2016)),
    ("１０５", (2016, 2016)),
    ("105..107", (2016, 2018)),
    ("105-107", (2016, 2018)),
    ("105～107", (2016, 2018)),
    ("105至107", (2016, 2018)),
    ("民國105年至民國107年", (2016, 2018)),
    ("2016..2018", (2016, 2018)),
    ("105..2018", (2016, 2018)),
    ("民國105年", (2016, 2016)),
    ("西元2016年", (2016, 2016)),
    ("105年度", (2016, 2016)),
    (" 105 .. 107 ", (2016, 2018)),
    ("107..105", (2016, 2018)),
    ("2018..2016", (2016, 2018)),
    ("105..", (2016, 9999)),
    ("..105", (0, 2016)),
    ("1", (1912, 1912)),
    ("999", (2910, 2910)),
    ("1000", (1000, 1000)),
    # 2016-05 is a month and 2016-18 might mean 2018: neither is guessed at.
    ("2016-05", None),
    ("2016-18", None),
    ("2016-05-01", None),
    ("0", None),
    ("000..105", None),
    ("10000", None),
    ("..", None),
    ("", None),
    ("年", None),
    ("abc", None),
    ("1e3", None),
    ("一百零五", None),
    ("105年5月", None),
    ("105...107", None),
]


@pytest.mark.parametrize(("text", "want"), YEARS)
def test_years(text: str, want: tuple[int, int] | None) -> None:
    assert read_years(text) == want


@given(st.one_of(st.text("0123456789.-~年民國西元 ", max_size=12), st.text(max_size=12)))
def test_years_of_any_text(text: str) -> None:
    years = read_years(text)
    assert years is None or 0 <= years[0] <= years[1] <= 9999


FIELDS = [
    ("year:105", KeyRange("year", 2016, 2016)),
    ("年度:105..107", KeyRange("year", 2016, 2018)),
    ("title:搜救", Key("doc", ("d1",))),
    ("標題:年報", Key("doc", ("d1",))),
    ("doc:d2", Key("doc", ("d2",))),
    ("文件:a.txt", Key("doc", ("d1",))),
    ("機關:消防署", Key("agency", ("內政部消防署",))),
    ("agency:內政部消防署", Key("agency", ("內政部消防署",))),
    ("agency:署", Key("agency", ("內政部消防署", "農業部林業署"))),
    ("kind:table", Key("kind", ("table_row",))),
    ("種類:表格", Key("kind", ("table_row",))),
    ("kind:FOOTNOTE", Key("kind", ("footnote",))),
    ("-年:105", Not(KeyRange("year", 2016, 2016))),
    ("年:105 OR 年:107", Or((KeyRange("year", 2016, 2016), KeyRange("year", 2018, 2018)))),
]


@pytest.mark.parametrize(("text", "want"), FIELDS)
def test_a_field_in_either_language(text: str, want: Node) -> None:
    found = compiled(text)
    assert found.query.filter == want
    assert not found.view.problems


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("搜救 year:前年", 3, "前年 is not a year or a range such as 105..107"),
        ("機關:海關", 0, "nothing in the collection has agency 海關"),
        ("title:\u200b\u200b", 0, "nothing in the collection has title \u200b\u200b"),
        ("搜救 kind:圖", 3, "nothing in the collection has kind 圖"),
        ("條約:公約", 0, "nothing in the collection has instrument 公約"),
    ],
)
def test_a_field_without_a_match_is_reported(text: str, position: int, message: str) -> None:
    (problem,) = compiled(text).view.problems
    assert (problem.position, problem.message_en) == (position, message)
    assert "「" in problem.message_zh


def test_problems_of_all_sorts_come_in_order() -> None:
    problems = compiled('year:x AND "y kind:z').view.problems
    assert [problem.position for problem in problems] == [0, 11, 14]


TREES = [
    ('"搜救 隊"', Contains("搜救队")),
    ("搜救 AND 登山", And((Contains("搜救"), Contains("登山")))),
    ("搜救 OR 登山", Or((Contains("搜救"), Contains("登山")))),
    ("搜救 NOT 登山", And((Contains("搜救"), Not(Contains("登山"))))),
    (
        "(搜救 OR 登山) -高山",
        And((Or((Contains("搜救"), Contains("登山"))), Not(Contains("高山")))),
    ),
    ("搜救 near/5 登山", Near((Contains("搜救"), Contains("登山")), 5)),
    ("搜救 /s 登山", Sentence((Contains("搜救"), Contains("登山")))),
    ("搜救 /p 登山", And((Contains("搜救"), Contains("登山")))),
    ("rescu*", Prefix("singles", "rescu")),
    ("10*", Prefix("singles", "10")),
    ("*amine", TermPattern("singles", "*amine")),
    ("ket?mine", TermPattern("singles", "ket?mine")),
    ("海?因", Pattern("海?因")),
    ("*法互*", Contains("法互")),
    ("司法*助", Pattern("司法*助")),
    ("Ｋ?命", Pattern("k?命")),
    ("海?因 near/2 ket*", Near((Pattern("海?因"), Pattern("ket*")), 2)),
    ("登山 pre/5 搜救", Near((Contains("登山"), Contains("搜救")), 5, ordered=True)),
    ("登山 /d 搜救", SameDocument((Contains("登山"), Contains("搜救")))),
    ("atleast3(登山)", AtLeast(Contains("登山"), 3)),
    ("atleast2(登山 OR “搜 救”)", Or((AtLeast(Contains("登山"), 2), AtLeast(Contains("搜救"), 2)))),
    ("+登山 搜救", Contains("登山")),
    ("登山。 AND 搜救，", And((Contains("登山"), Contains("搜救")))),
    ("《登山》 AND C++", And((Contains("登山"), Contains("c++")))),
    ("+登山 +搜救", And((Contains("登山"), Contains("搜救")))),
    (
        "(登山 OR 高山) near/5 搜救",
        Or(
            (
                Near((Contains("登山"), Contains("搜救")), 5),
                Near((Contains("高山"), Contains("搜救")), 5),
            )
        ),
    ),
    ("「登山」^3", Contains("登山")),
    ("搜救*", Contains("搜救")),
    ('"，" AND 雪', And((Contains(","), Contains("雪")))),
    ("ＲＯＣＫ AND Rescue", And((Contains("rock"), Contains("rescue")))),
]


@pytest.mark.parametrize(("text", "want"), TREES)
def test_a_tree_for_the_engine(text: str, want: Node) -> None:
    assert node(text) == want


#: Parts that say nothing, by themselves and beside one that says something.
SILENT = ["，", '"\u200b"', "year:x", "NOT year:x", '("\u200b" OR year:x)', "\u200b* AND year:x"]


@pytest.mark.parametrize("silent", SILENT)
def test_a_part_that_says_nothing_neither_finds_nor_hides_anything(silent: str) -> None:
    assert node(silent) == Nothing()
    assert node(f"登山 AND {silent}") == Contains("登山")
    assert node(f"登山 OR {silent}") == Contains("登山")


@pytest.mark.parametrize("text", ["", "  \n\t", "\x00\x01\x1f", "\ud800", '""', "()", "，。？！"])
def test_a_query_of_nothing_finds_nothing(text: str) -> None:
    assert node(text) == Nothing()
    assert compiled(text).query.terms == ()


def test_loose_words_rank_and_any_of_them_is_enough() -> None:
    found = compiled("山區搜救 直升機")
    assert isinstance(found.query.filter, Terms)
    assert found.query.filter.minimum == 1
    assert ("words", fold("直升機")) in found.query.filter.terms
    assert {(term.field, term.term) for term in found.query.terms} >= {
        ("words", fold("直升機")),
        ("pairs", fold("山區")),
        ("context_pairs", fold("山區")),
    }
    assert found.query.floor == FLOOR
    assert found.view.understood == "山區搜救 直升機"


def test_words_of_asking_are_not_searched() -> None:
    terms = {term.term for term in compiled("請問直升機有多少架？").query.terms}
    assert fold("直升機") in terms
    assert not {fold("請問"), fold("多少"), "问"} & terms


def test_a_single_character_is_searched_when_it_is_all_there_is() -> None:
    assert compiled("山").query.filter == Terms((("singles", "山"),))


def test_required_words_have_no_floor() -> None:
    assert compiled("搜救 AND 登山").query.floor == 0.0
    assert compiled('"搜救"').query.floor == 0.0


def test_filters_restrict_whatever_is_asked() -> None:
    filters = Filters(doc=("d1",), agency=("a", "b"), kind=("title",), year_from=2016)
    chosen = (
        Key("doc", ("d1",)),
        Key("agency", ("a", "b")),
        Key("kind", ("title",)),
        KeyRange("year", 2016, 9999),
    )
    query = compiled('"搜救"', filters=filters).query
    assert bare(query.filter) == And((Contains("搜救"), *chosen))
    assert compiled("", filters=filters).query.filter == And(chosen)
    assert compiled("", filters=Filters(year_to=2016)).query.filter == KeyRange("year", 0, 2016)
    assert compiled("year:x", filters=filters).query.filter == And((Nothing(), *chosen))


def test_synonyms_are_searched_and_reported() -> None:
    found = compiled("愷他命 走私")
    (expansion,) = found.view.expanded
    assert expansion.word == "愷他命"
    assert "K他命" in expansion.alternatives
    other = fold("K他命").lower()
    assert other in found.needles
    own, alternative = (
        next(t.weight for t in found.query.terms if (t.field, t.term) == ("pairs", pair))
        for pair in ("恺他", "k他")
    )
    assert own > alternative > 0


def test_the_other_calendar_is_searched_and_reported() -> None:
    found = compiled("105年 山難")
    assert [expansion.word for expansion in found.view.expanded] == ["105年"]
    assert "2016年" in found.view.expanded[0].alternatives
    assert "2016年" in found.needles


def test_other_names_can_be_switched_off() -> None:
    for found in (compiled("愷他命 走私", expand=False), compiled("愷他命 走私", exact=True)):
        assert found.view.expanded == ()
        assert fold("K他命").lower() not in found.needles


def test_a_required_word_is_found_under_any_of_its_names() -> None:
    names = [fold("愷他命"), *other_names(fold("愷他命"))]
    assert len(names) > 2
    assert node("愷他命 AND 走私") == And((Or(tuple(map(Contains, names))), Contains(fold("走私"))))
    assert node('"愷他命"') == Contains(fold("愷他命"))
    assert node("-愷他命") == Not(Contains(fold("愷他命")))


def test_words_near_each_other_are_found_under_any_of_their_names() -> None:
    names = [fold("愷他命"), *other_names(fold("愷他命"))]
    other = Contains(fold("走私"))
    assert node("愷他命 near/5 走私") == Or(tuple(Near((Contains(n), other), 5) for n in names))
    assert node("走私 /s 愷他命") == Or(tuple(Sentence((other, Contains(n))) for n in names))


def test_too_many_choices_of_names_are_not_tried() -> None:
    word = "愷他命"
    ways = len(other_names(fold(word))) + 1
    count = next(n for n in itertools.count(2) if ways**n > MAX_WAYS)
    found = compiled(" near/9 ".join([word] * count))
    assert bare(found.query.filter) == Near((Contains(fold(word)),) * count, 9)
    assert not found.view.expanded


def test_too_many_choices_near_each_other_are_reported() -> None:
    group = "(" + " OR ".join("一二三四五六七八九") + ")"
    found = compiled(f"{group} near/5 {group}")
    assert [(p.position, p.message_en[:22]) for p in found.view.problems] == [
        (1, "near/5 joins too many ")
    ]
    assert isinstance(found.query.filter, And)


def test_exact_compares_characters_as_typed() -> None:
    assert node("臺北 ＵＮ", exact=True) == And(
        (Contains("臺北", exact=True), Contains("ＵＮ", exact=True))
    )
    assert compiled("臺北", exact=True).view.exact


def test_what_is_to_be_marked() -> None:
    found = compiled('山區搜救 "高山 嚮導" rescu* -天氣 K他命')
    assert {fold("山區"), fold("搜救"), fold("高山嚮導"), "k他命"} <= set(found.needles)
    assert found.patterns == ("rescu*",)
    assert fold("天氣") not in found.needles
    assert list(found.needles) == sorted(found.needles, key=lambda n: (-len(n), n))


def test_all_of_nothing_is_everything() -> None:
    one = Contains("甲")
    assert all_of([]) == Everything()
    assert all_of([Everything(), one]) == one
    assert all_of([one, Nothing()]) == And((one, Nothing()))


#: Words whose segmentation depends on their neighbours, numbers that join, widths and variants.
_TERMS = ["研究", "生命", "起源", "台北", "他命", "ＵＮ", "un", "2,438", "438", "3.5", "5k", "18"]
TEXTS = st.lists(
    st.sampled_from("臺市長K１.,，。、（）〇かé😀 \n\u3000") | st.sampled_from(_TERMS), max_size=14
).map("".join)


@given(TEXTS, st.integers(0, 20), st.integers(1, 8))
@example("共2,438件", 3, 4)
@example("UN Convention against", 0, 13)
def test_every_passage_with_a_phrase_holds_its_candidates(text: str, at: int, size: int) -> None:
    stored = analyze(text)
    phrase = stored.folded[at : at + size]
    for leaf in leaves(compiled(f"“{phrase}”").query.filter):
        if isinstance(leaf, Contains) and occurrences(stored.folded, leaf.text):
            for field, term in leaf.candidates:
                assert term in stored.terms[field]


@given(TEXTS, TEXTS)
def test_candidates_hold_in_texts_around_the_phrase_too(phrase: str, around: str) -> None:
    text = analyze(f"{around}{phrase}{around}")
    for leaf in leaves(compiled(f"“{phrase}”").query.filter):
        if isinstance(leaf, Contains) and occurrences(text.folded, leaf.text):
            for field, term in leaf.candidates:
                assert term in text.terms[field]


def test_a_weight_multiplies_what_a_word_adds_to_the_order() -> None:
    def weight(text: str) -> float:
        terms = compiled(text).query.terms
        return next(
            t.weight for t in terms if (t.field, t.term) == ("pairs", fold("山") + fold("區"))
        )

    for once, twice in (
        ("山區 搜救", "山區^2 搜救"),
        ("「山區」", "「山區」^2"),
        ("山區 AND 搜救", "(山區 AND 搜救)^2"),
        ("山區 /s 搜救", "山區^2 /s 搜救"),
    ):
        assert weight(twice) == 2 * weight(once)
    assert isinstance(compiled("山區^2 搜救").query.filter, Terms)


@pytest.mark.parametrize("text", ["?*", "*" * 3 + "?", "甲*乙*丙*丁" + "*戊" * MAX_STARS])
def test_a_wildcard_that_cannot_be_searched_is_reported(text: str) -> None:
    found = compiled(f"登山 AND {text}")
    assert bare(found.query.filter) == Contains("登山")
    assert text in ("?*", "***?") or [p.position for p in found.view.problems] == [7]


@pytest.mark.parametrize("text", ["海 岸^0.5", "誰^0.5 查獲走私", "漁船 走^0 私", "什麼^0 走私"])
def test_a_word_that_counts_less_never_counts_below_nothing(text: str) -> None:
    """By itself it has other terms than among its neighbours, or none of a question."""
    assert min(term.weight for term in compiled(text).query.terms) >= 0
