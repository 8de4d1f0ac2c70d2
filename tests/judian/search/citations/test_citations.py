"""Citations in every style: complete, with parts missing, and safe for the format."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.errors import QueryInvalid
from judian.core.model import DocumentInfo, Kind, Passage, TableRow
from judian.search.citations import STYLES, cite, fill, quote
from judian.search.citations.facts import one_line, section_label

TEXT = "各港共查獲 12 件。"
PASSAGE = Passage(
    id="0123456789abcdef-7",
    doc_id="0123456789abcdef",
    ordinal=7,
    kind=Kind.PARAGRAPH,
    text=TEXT,
    start=0,
    end=len(TEXT),
    paragraph=12,
    page=5,
    section=("參、執行成效", "二、海上查緝", "（三）漁港"),
)
DOCUMENT = DocumentInfo(
    id="0123456789abcdef",
    title="港口查緝年報",
    sources=("a/report.pdf",),
    format="pdf",
    sha256="0" * 64,
    agency="海洋委員會",
    date="2022-09-03",
)

COMPLETE = {
    "plain": "海洋委員會，《港口查緝年報》，民國111年9月3日，參、二、（三），第5頁。",
    "law-review": "海洋委員會，《港口查緝年報》，參、二、（三），頁5（民國111年9月）。",
    "oscola": "海洋委員會, ‘港口查緝年報’ (3 September 2022) 參、二、（三） 5",
    "bluebook": "海洋委員會, 港口查緝年報, 參、二、（三）, at 5 (Sept. 3, 2022).",
    "apa": "海洋委員會. (2022, September 3). 港口查緝年報 (參、二、（三）, p. 5).",
}
BARE = {
    "plain": "《report.txt》，第12段。",
    "law-review": "作者不詳，《report.txt》，第12段（未註明日期）。",
    "oscola": "‘report.txt’ (nd) para 12",
    "bluebook": "report.txt, ¶ 12 (n.d.).",
    "apa": "report.txt (para. 12). (n.d.).",
}


def bare() -> tuple[Passage, DocumentInfo]:
    """A passage of a document without metadata."""
    document = replace(DOCUMENT, title="", sources=("report.txt",), agency=None, date=None)
    return replace(PASSAGE, page=None, section=()), document


@pytest.mark.parametrize("style", COMPLETE)
def test_a_complete_citation(style: str) -> None:
    assert cite(PASSAGE, DOCUMENT, style) == COMPLETE[style]


@pytest.mark.parametrize("style", BARE)
def test_unknown_facts_are_omitted_or_stated_as_unknown(style: str) -> None:
    assert cite(*bare(), style) == BARE[style]


def test_every_style_is_covered_above() -> None:
    assert list(STYLES) == [*COMPLETE, "bibtex", "ris", "csl-json"]
    assert COMPLETE.keys() == BARE.keys()


DATES = [
    ("2022", "民國111年", "2022", "2022", "2022"),
    ("2022-01", "民國111年1月", "January 2022", "Jan. 2022", "2022, January"),
    ("1905-06-07", "1905年6月7日", "7 June 1905", "June 7, 1905", "1905, June 7"),
    ("1912-01-01", "民國1年1月1日", "1 January 1912", "Jan. 1, 1912", "1912, January 1"),
]


@pytest.mark.parametrize(("date", "chinese", "oscola", "bluebook", "apa"), DATES)
def test_dates_are_as_precise_as_known(
    date: str, chinese: str, oscola: str, bluebook: str, apa: str
) -> None:
    document = replace(DOCUMENT, date=date)
    assert f"，{chinese}，" in cite(PASSAGE, document)
    assert f"({oscola})" in cite(PASSAGE, document, "oscola")
    assert f"({bluebook})" in cite(PASSAGE, document, "bluebook")
    assert f"({apa})" in cite(PASSAGE, document, "apa")


SECTIONS = [
    (("第三章 成果", "第二節 港口", "一、數量"), "第三章、第二節、一"),
    (("1.2 Methods", "(3) Data"), "1.2、(3)"),
    (("執行成效", "港口"), "「執行成效」／「港口」"),
    (("貳、概況", "港口"), "貳／「港口」"),
    (("港口查緝年報", "一、前言"), "一"),
    (
        ("推動跨機關合作並研提各項具體改善措施以提升整體效能",),
        "「推動跨機關合作並研提各項具體改善措施以…」",
    ),
    (("General Notes: 2024",), "「General Notes: 2024」"),
    ((), ""),
]


@pytest.mark.parametrize(("section", "label"), SECTIONS)
def test_sections_are_cited_by_number_or_by_words(section: tuple[str, ...], label: str) -> None:
    assert section_label(section, "港口查緝年報") == label


CAPTIONS = [
    ("表 4 各港案件", "，表4，"),
    ("附表2-1", "，附表2-1，"),
    ("各港案件", "，「各港案件」表，"),
]


@pytest.mark.parametrize(("caption", "label"), CAPTIONS)
def test_a_table_row_names_its_table(caption: str, label: str) -> None:
    row = replace(PASSAGE, kind=Kind.TABLE_ROW, table=TableRow(1, 2, (), caption=caption))
    assert label in cite(row, DOCUMENT)


def test_the_printed_page_number_is_cited() -> None:
    assert "第iv頁" in cite(replace(PASSAGE, page_label="iv"), DOCUMENT)


def test_a_footnote_is_cited_as_such() -> None:
    assert "第5頁註" in cite(replace(PASSAGE, kind=Kind.FOOTNOTE), DOCUMENT)


def test_an_unknown_style_is_refused_with_the_choices() -> None:
    with pytest.raises(QueryInvalid, match="oscola"):
        cite(PASSAGE, DOCUMENT, "mla")


def test_bibtex() -> None:
    assert cite(PASSAGE, DOCUMENT, "bibtex", link="http://localhost/p/1") == (
        "@techreport{judian0123456789abcdef,\n"
        "  author = {{海洋委員會}},\n"
        "  title = {{港口查緝年報}},\n"
        "  institution = {{海洋委員會}},\n"
        "  year = {2022},\n"
        "  month = sep,\n"
        "  day = {3},\n"
        "  note = {參、二、（三），第5頁},\n"
        "  url = {http://localhost/p/1},\n"
        "  language = {chinese},\n"
        "}"
    )
    assert cite(*bare(), "bibtex").startswith("@misc{")


def test_bibtex_escapes_what_tex_would_read() -> None:
    document = replace(DOCUMENT, title="A&B_50% {x} #1 $2 ~^\\")
    assert (
        r"{{A\&B\_50\% \{x\} \#1 \$2 \textasciitilde{}\textasciicircum{}\textbackslash{}}}"
        in cite(PASSAGE, document, "bibtex")
    )


def test_ris() -> None:
    assert cite(PASSAGE, DOCUMENT, "ris").split("\r\n") == [
        "TY  - RPRT",
        "TI  - 港口查緝年報",
        "AU  - 海洋委員會",
        "PB  - 海洋委員會",
        "PY  - 2022",
        "DA  - 2022/09/03/",
        "SP  - 5",
        "N1  - 參、二、（三），第5頁",
        "LA  - zh-TW",
        "ID  - 0123456789abcdef-7",
        "ER  - ",
        "",
    ]
    assert "DA  - 2022///" in cite(PASSAGE, replace(DOCUMENT, date="2022"), "ris")


def test_csl_json() -> None:
    (item,) = json.loads(cite(PASSAGE, DOCUMENT, "csl-json", link="http://localhost/p/1"))
    assert item["title"] == "港口查緝年報"
    assert item["author"] == [{"literal": "海洋委員會"}]
    assert item["issued"] == {"date-parts": [[2022, 9, 3]]}
    assert item["URL"] == "http://localhost/p/1"
    (item,) = json.loads(cite(*bare(), "csl-json"))
    assert not {"author", "publisher", "issued", "URL"} & item.keys()


SUPPLIED = {
    "plain": "海洋委員會，〔節錄〕，民國111年9月3日，第5頁。",
    "law-review": "海洋委員會，〔節錄〕，頁5（民國111年9月）。",
    "oscola": "海洋委員會, [節錄] (3 September 2022) 5",
    "bluebook": "海洋委員會, [節錄], at 5 (Sept. 3, 2022).",
    "apa": "海洋委員會. (2022, September 3). [節錄] (p. 5).",
}


@pytest.mark.parametrize("style", SUPPLIED)
def test_a_supplied_title_keeps_its_brackets_and_gets_no_marks(style: str) -> None:
    document = replace(DOCUMENT, title="〔節錄〕")
    assert cite(replace(PASSAGE, section=()), document, style) == SUPPLIED[style]


TABLES = {
    "plain": "，表4，第5頁",
    "law-review": "，表4，頁5",
    "oscola": " table 4 5",
    "bluebook": "at 5 tbl.4 (",
    "apa": "(Table 4, p. 5)",
}


@pytest.mark.parametrize("style", TABLES)
def test_every_style_names_the_table_of_a_row(style: str) -> None:
    table = TableRow(1, 2, (), caption="表 4 各港案件")
    row = replace(PASSAGE, kind=Kind.TABLE_ROW, table=table, section=())
    assert TABLES[style] in cite(row, DOCUMENT, style)


def test_quotation_marks_within_a_title_are_of_the_other_kind() -> None:
    document = replace(DOCUMENT, title="Report on the ‘Golden’ Route: the State’s view")
    assert "‘Report on the “Golden” Route: the State’s view’" in cite(PASSAGE, document, "oscola")
    document = replace(DOCUMENT, title="《年報》附冊")
    assert "《〈年報〉附冊》" in cite(PASSAGE, document)


def test_a_link_is_given_with_the_day_in_oscola() -> None:
    shown = cite(PASSAGE, DOCUMENT, "oscola", link="http://localhost/p/1")
    assert re.search(r" <http://localhost/p/1> accessed \d{1,2} [A-Z][a-z]+ \d{4}$", shown)


def test_two_pages_are_a_range() -> None:
    both = replace(PASSAGE, page_label="12–13")
    assert "pp. 12–13" in cite(both, DOCUMENT, "apa")
    assert {"SP  - 12", "EP  - 13"} <= set(cite(both, DOCUMENT, "ris").split("\r\n"))
    (item,) = json.loads(cite(both, DOCUMENT, "csl-json"))
    assert item["page"] == "12-13"


def test_the_language_is_that_of_the_source() -> None:
    text = "Ports reported 12 cases."
    passage = replace(PASSAGE, text=text, end=len(text))
    document = replace(DOCUMENT, title="Annual Report")
    assert "LA  - en" in cite(passage, document, "ris")
    assert "language = {english}" in cite(passage, document, "bibtex")
    (item,) = json.loads(cite(passage, document, "csl-json"))
    assert item["language"] == "en"


def test_the_note_states_that_text_was_recognised() -> None:
    assert "光學字元辨識" in cite(replace(PASSAGE, recognised=0.9), DOCUMENT, "bibtex")
    assert "光學字元辨識" not in cite(PASSAGE, DOCUMENT, "bibtex")


@pytest.mark.parametrize("style", STYLES)
def test_no_line_of_a_title_breaks_a_citation(style: str) -> None:
    broken = cite(PASSAGE, replace(DOCUMENT, title="Annual\nReport\r\n2022"), style)
    assert "Annual Report 2022" in broken


QUOTED = [
    ("依「甲案」辦理。", "「依『甲案』辦理。」（"),
    ("稱「所謂『乙』者」。", "「稱『所謂「乙」者』。」（"),
    ("共查獲\n12 件，\n逮捕3人。", "「共查獲12件，逮捕3人。」（"),
]


@pytest.mark.parametrize(("text", "quoted"), QUOTED)
def test_a_quotation_has_marks_of_the_other_level_within(text: str, quoted: str) -> None:
    assert quote(replace(PASSAGE, text=text, end=len(text)), DOCUMENT).startswith(quoted)


def test_the_cells_of_a_quoted_row_stay_apart() -> None:
    text = "甲港\t88\t76"
    row = replace(PASSAGE, kind=Kind.TABLE_ROW, text=text, end=len(text), table=TableRow(1, 2, ()))
    assert quote(row, DOCUMENT).startswith("「甲港　88　76」（")


@given(st.text(max_size=30), st.text(max_size=30), st.lists(st.text(max_size=20), max_size=3))
def test_no_title_breaks_a_format(title: str, agency: str, section: list[str]) -> None:
    document = replace(DOCUMENT, title=title, agency=agency)
    passage = replace(PASSAGE, section=tuple(section))
    for style in STYLES:
        assert cite(passage, document, style).strip()
    assert "\n" not in cite(passage, document)
    assert len(json.loads(cite(passage, document, "csl-json"))) == 1
    record = cite(passage, document, "ris").split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in record[:-1])
    entry = re.sub(r"\\[{}]", "", cite(passage, document, "bibtex"))
    assert entry.count("{") == entry.count("}")


def test_a_quote_has_no_layout_and_its_source() -> None:
    text = "據「港口\n查緝」統計，\n共 12 件。"
    passage = replace(PASSAGE, text=text, end=len(text))
    assert quote(passage, DOCUMENT) == (
        "「據『港口查緝』統計，共12件。」"
        "（海洋委員會，《港口查緝年報》，民國111年9月3日，參、二、（三），第5頁）"
    )


@pytest.mark.parametrize(
    ("known", "want"),
    [({"a": "1"}, "1-1"), ({"a": "1", "b": "2"}, "1(2)-1"), ({"c": "3"}, "-3")],
)
def test_templates_leave_out_what_is_unknown(known: dict[str, str], want: str) -> None:
    assert fill("{a}[({b})]-{a|c}", known) == want


#: What is cited from PASSAGE (page 5, paragraph 12) to a later passage: in the plain style, and the
#: pinpoints of the others.
RANGES = [
    ({"page": 5, "paragraph": 14}, "參、二、（三），第5頁。", ("頁5", "5", "at 5", "p. 5")),
    ({"page": 7}, "參、二、（三），第5-7頁。", ("頁5-7", "5–7", "at 5–7", "pp. 5–7")),
    ({"page": 6, "page_label": "6-7"}, "，第5-7頁。", ("頁5-7", "5–7", "at 5–7", "pp. 5–7")),
    ({"page": 6, "page_label": "附-1"}, "，第5至附-1頁。", ("頁5至附-1", "5 to 附-1")),
    ({"section": ("參、執行成效", "三、陸上查緝")}, "，參，第5頁。", ("參，頁5",)),
    ({"section": ("肆、檢討",)}, "民國111年9月3日，第5頁。", ("年報》，頁5",)),
    ({"kind": Kind.FOOTNOTE}, "，第5頁。", ("頁5（",)),
]


@pytest.mark.parametrize(("changed", "plain", "others"), RANGES)
def test_several_passages_are_cited_from_the_first_to_the_last(
    changed: dict[str, object], plain: str, others: tuple[str, ...]
) -> None:
    last = replace(PASSAGE, id="0123456789abcdef-9", ordinal=9, **changed)  # type: ignore[arg-type]
    assert cite(PASSAGE, DOCUMENT, last=last).endswith(plain)
    texts = [cite(PASSAGE, DOCUMENT, style, last=last) for style in COMPLETE]
    for other in others:
        assert any(other in text for text in texts), other


def test_without_pages_the_paragraphs_are_cited() -> None:
    first, last = replace(PASSAGE, page=None), replace(PASSAGE, page=None, paragraph=14)
    texts = [cite(first, DOCUMENT, style, last=last) for style in COMPLETE]
    for pinpoint, text in zip(
        ("第12-14段", "第12-14段", "paras 12–14", "¶¶ 12–14", "paras. 12–14"), texts, strict=True
    ):
        assert pinpoint in text


def test_a_table_is_named_if_all_stands_in_it() -> None:
    table = TableRow(3, 1, (), caption="表3　查緝件數")
    row = replace(PASSAGE, kind=Kind.TABLE_ROW, table=table)
    assert "，表3，" in cite(row, DOCUMENT, last=replace(row, ordinal=8))
    assert "表3" not in cite(row, DOCUMENT, last=replace(PASSAGE, ordinal=8))


def test_recognised_words_at_either_end_are_told() -> None:
    read = replace(PASSAGE, ordinal=8, recognised=0.9)
    assert "光學字元辨識" in cite(PASSAGE, DOCUMENT, "ris", last=read)
    assert "光學字元辨識" in cite(read, DOCUMENT, "ris", last=PASSAGE)


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("A5:E5", "A9:E9", "儲存格A5:E9"),
        ("A5", "A9", "儲存格A5:A9"),
        ("A5:E5", "A5:E5", "儲存格A5:E5"),
    ],
)
def test_rows_of_a_sheet_are_one_range_of_cells(first: str, last: str, wanted: str) -> None:
    row = replace(PASSAGE, page=None, place=first)
    assert f"，{wanted}。" in cite(row, DOCUMENT, last=replace(row, place=last))


def test_reference_managers_get_the_first_and_the_last_page() -> None:
    last = replace(PASSAGE, ordinal=9, page=7)
    record = cite(PASSAGE, DOCUMENT, "ris", last=last)
    assert "SP  - 5\r\nEP  - 7\r\n" in record
    assert json.loads(cite(PASSAGE, DOCUMENT, "csl-json", last=last))[0]["page"] == "5-7"
    assert "第5-7頁" in cite(PASSAGE, DOCUMENT, "bibtex", last=last)


def test_a_quotation_over_passages_has_each_paragraph_on_a_line() -> None:
    text = "另查獲「毒品」\n 3 件。"
    other = replace(PASSAGE, ordinal=8, text=text, end=len(text), paragraph=13)
    piece = replace(PASSAGE, ordinal=9, text="餘未查獲。", end=5, paragraph=13)
    following = replace(PASSAGE, ordinal=10, paragraph=14, page=6)
    found = quote(PASSAGE, DOCUMENT, span=(2, 2), following=[other, piece, following])
    assert found.startswith("「共查獲12件。\n另查獲『毒品』3件。餘未查獲。\n各港」（海洋委員會")
    assert found.endswith("第5-6頁）")


_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"


@given(st.text("ab字、\u3000 \n\t\x1c\u2028，", max_size=12))
def test_white_space_goes_beside_chinese_and_is_one_space_elsewhere(text: str) -> None:
    naive = re.sub(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})", "", text.replace("\u3000", " "))
    assert one_line(text) == " ".join(naive.split())


@pytest.mark.parametrize("text", ["a" + " " * 200_000 + "b", "字" + "\u3000\n" * 100_000 + "a"])
def test_a_title_of_white_space_takes_no_quadratic_time(text: str) -> None:
    """Quadratic time would be minutes."""
    began = time.process_time()
    assert one_line(text) in ("a b", "字a")
    assert time.process_time() - began < 2
