"""Covers and heads of reports: a title on several lines, the issuer, the period."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.documents.metadata import Metadata, read, with_title
from indexer.structure.blocks import Block, Reading, Table
from judian.core.model import Kind

P, H, T = Kind.PARAGRAPH, Kind.HEADING, Kind.TITLE
BODY = "本縣自去年起辦理道路改善工程，全年共完成一百二十件，經費執行率達百分之九十八。"


def facts(
    *lines: str | Block, name: str = "a-file.pdf", body: str = BODY, **properties: str
) -> Metadata:
    """The metadata of a page with these lines of display type, and a page of text."""
    blocks = [
        line if isinstance(line, Block) else Block(H, line, level=1, page=1) for line in lines
    ]
    blocks += [Block(P, body, page=2), Block(P, BODY, page=2)]
    marked, title = with_title(blocks)
    return read(Reading(tuple(blocks), "pdf", properties=properties), marked, title, name)


def title(text: str) -> Block:
    return Block(T, text, page=1)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("中華民國112年度", title("雲海縣總決算審核報告")), "中華民國112年度雲海縣總決算審核報告"),
        (("中華民國", "112年度", title("雲海縣總決算")), "中華民國112年度雲海縣總決算"),
        (("中 華 民 國 1 1 2 年 度", title("雲海縣總決算")), "中華民國112年度雲海縣總決算"),
        (("中華民國112年", title("雲海縣統計年報")), "中華民國112年雲海縣統計年報"),
        (
            ("112年度", "（112年1月1日至112年12月31日）", title("雲海縣總決算")),
            "112年度雲海縣總決算",
        ),
        (
            (title("雲海縣總決算"), "暨附屬單位決算", "（營業部分）", "審核報告", "縣長 王大明"),
            "雲海縣總決算暨附屬單位決算（營業部分）審核報告",
        ),
        (
            (title("雲海縣總決算審核報告"), "參考資料", "（基金部分）", "審計部"),
            "雲海縣總決算審核報告參考資料（基金部分）",
        ),
        ((title("港埠安全檢查"), "成果報告", "交通部航港局"), "港埠安全檢查成果報告"),
        (("水庫特別決算", title("審核報告"), "（98年度）"), "水庫特別決算審核報告（98年度）"),
        (("中央政府", title("水庫整治計畫決算審核報告")), "中央政府水庫整治計畫決算審核報告"),
        ((title("水庫整治計畫審核報告中華民國95年度至97年度"),), "水庫整治計畫審核報告"),
        ((title("港埠檢查報告"), "中華民國112年度", "交通部航港局"), "港埠檢查報告"),
        (("密件影本 請勿外流", "港埠檢查報告"), "港埠檢查報告"),
        (("僅供內部參考", "港埠檢查報告"), "港埠檢查報告"),
        (("跳到主要內容區塊", ":::", "首頁 > 公告 > 新聞", "港埠檢查報告"), "港埠檢查報告"),
        (("目前位置：首頁 / 公告", "港埠檢查報告"), "港埠檢查報告"),
        (("雲海縣全球資訊網", "首頁／公告", "港埠檢查報告"), "港埠檢查報告"),
        (("雲海縣", "中華民國112年度", "總預算案"), "雲海縣中華民國112年度總預算案"),
        (("分享經濟發展概況",), "分享經濟發展概況"),
        (("所在地第一期開發計畫報告",), "所在地第一期開發計畫報告"),
    ],
)  # fmt: skip
def test_the_title_is_joined_as_the_cover_reads(
    lines: tuple[str | Block, ...], wanted: str
) -> None:
    found = facts(*lines)
    assert (found.title, found.provenance["title"]) == (wanted, "text")


def test_a_title_repeated_on_the_page_behind_the_cover_counts_once() -> None:
    inside = Block(T, "雲海縣總決算審核報告", page=2)
    assert facts(title("雲海縣總決算審核報告"), inside).title == "雲海縣總決算審核報告"


def test_a_subtitle_is_not_taken_from_the_text_below_a_title() -> None:
    section = Block(H, "抽驗結果統計", level=2)
    marked, found = with_title([Block(T, "端午食品抽驗"), section, Block(P, BODY)])
    assert found == "端午食品抽驗"
    assert marked[1].kind is H


def test_a_headline_of_whole_sentences_is_the_title_if_the_text_repeats_its_beginning() -> None:
    headline = "雲海縣北岸垃圾掩埋場完工後長期閒置，經促請改善，已有成效。"
    lead = "雲海縣北岸垃圾掩埋場於91年竣工，決算金額1億242萬元，因故無法使用，經追蹤後重新啟用。"
    blocks = [Block(P, headline), Block(P, lead)]
    assert with_title(blocks)[1] == headline
    assert with_title([Block(P, headline), Block(P, BODY)])[1] is None
    assert with_title([Block(P, lead), Block(P, headline)])[1] is None


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        (("港埠檢查報告", "審 計 部"), "審計部"),
        (("港埠檢查報告", "審 計 部 編印"), "審計部"),
        (("港埠檢查報告", "審計部雲海縣審計室審計官兼主任 王大明"), "審計部雲海縣審計室"),
        (("港埠檢查報告", "雲海縣政府主計處處長 王大明"), "雲海縣政府主計處"),
        (("檢查報告", "審計部雲海縣", "王大明", "審計室審計官兼主任"), "審計部雲海縣審計室"),
        (("港埠檢查報告", "審計長 王 大 明"), "審計部"),
        (("港埠檢查報告", "主計長 王大明"), "行政院主計總處"),
        (("甲、各事業決算之審核", "中央銀行"), None),
        (("港埠檢查報告", "前言", "交通部航港局"), None),
    ],
)  # fmt: skip
def test_the_issuer_is_alone_or_in_a_signature(lines: tuple[str, ...], agency: str | None) -> None:
    assert facts(*lines).agency == agency


def test_a_label_ends_before_the_next_one_on_its_line() -> None:
    found = facts("港埠檢查報告", "發布機關：交通部航港局發布日期：113年5月20日")
    assert (found.agency, found.date) == ("交通部航港局", "2024-05-20")


def test_a_label_alone_takes_the_line_below_it() -> None:
    found = facts("港埠檢查報告", "發布單位", "交通部航港局", "發布日期：", "113年5月20日")
    assert (found.agency, found.date) == ("交通部航港局", "2024-05-20")


@pytest.mark.parametrize(
    ("lines", "date", "period"),
    [
        (("中華民國112年度", "港埠檢查報告"), None, ("2023-01-01", "2023-12-31")),
        (("港埠檢查報告", "中華民國一百零三年七月"), "2014-07", (None, None)),
        (("港埠檢查報告", "103年7月編印"), "2014-07", (None, None)),
        (("港埠檢查報告", "97至99年度"), None, ("2008-01-01", "2010-12-31")),
        (("港埠檢查報告", "中華民國92年度至102年度"), None, ("2003-01-01", "2013-12-31")),
        (
            ("港埠檢查報告", "92年度至102年度", "（92年10月1日至102年12月31日）"),
            None, ("2003-10-01", "2013-12-31"),
        ),
        (("港埠檢查報告中華民國95年度至97年度",), None, ("2006-01-01", "2008-12-31")),
        (("港埠檢查報告", "113年上半年"), None, ("2024-01-01", "2024-06-30")),
        (("港埠檢查報告", "112年第3季"), None, ("2023-07-01", "2023-09-30")),
        (("港埠檢查報告", "中華民國113年2月底"), None, ("2024-02-29", "2024-02-29")),
        (("港埠檢查報告", "民國112年"), "2023", (None, None)),
        (("雲海縣統計年報", "民國112年"), None, ("2023-01-01", "2023-12-31")),
        (("民國112年", "雲海縣統計年報", "113年9月編印"), "2024-09", ("2023-01-01", "2023-12-31")),
        (("雲海縣總決算", "中華民國八十八年度"), None, ("1998-07-01", "1999-06-30")),
        (("雲海縣總決算", "88年下半年及89年度"), None, ("1999-07-01", "2000-12-31")),
        (("雲海縣氣象年報", "88年度"), None, ("1999-01-01", "1999-12-31")),
        (("113年第2季旅客滿意度調查",), None, ("2024-04-01", "2024-06-30")),
        (("節電成果報告", "計畫期間：112年1月至12月"), None, ("2023-01-01", "2023-12-31")),
    ],
)  # fmt: skip
def test_date_and_period_of_a_cover(
    lines: tuple[str, ...], date: str | None, period: tuple[str | None, str | None]
) -> None:
    found = facts(*lines)
    assert (found.date, (found.period_start, found.period_end)) == (date, period)


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("民國98年度（以下簡稱本年度）總決算，經完成審核。", ("2009-01-01", "2009-12-31")),
        ("本報告所稱本期，係指112年7月至12月。", ("2023-07-01", "2023-12-31")),
        ("八十八年度雲海縣總決算，縣政府於十一月三日送達。", ("1998-07-01", "1999-06-30")),
        ("民國98年度完成3件。", (None, None)),
        ("110年度決算剩餘7億元。", (None, None)),
        ("112年度預算編列5億元，均已執行。", (None, None)),
        ("97至99年度決算剩餘款均已繳庫。", (None, None)),
    ],
)
def test_the_head_of_the_text_defines_the_period(
    body: str, period: tuple[str | None, str | None]
) -> None:
    found = facts("壹、審核經過", body=body)
    assert (found.period_start, found.period_end) == period


def test_a_sentence_on_a_budget_gives_no_period_to_a_document_with_a_title() -> None:
    found = facts(title("宿舍管理檢討"), body="110年度雲海縣總決算，剩餘7億元。")
    assert found.period_start is None


def test_the_creation_of_the_file_is_no_date_of_its_text() -> None:
    made = facts(title("港埠檢查"), created="2021-06-01T00:00:00Z")
    assert (made.date, made.reference) == ("2021-06-01", None)
    issued = facts(title("港埠檢查"), date="2021-06-03", created="2021-06-01T00:00:00Z")
    assert (issued.date, issued.reference) == ("2021-06-03", "2021-06-03")
    stated = facts(title("港埠檢查"), "發布日期：110年6月1日", created="2021-06-01T00:00:00Z")
    assert stated.reference == "2021-06-01"


def test_the_day_over_a_table_is_no_date_of_issue() -> None:
    day = Block(P, "中華民國112年12月31日", page=1)
    table = Block(Kind.TABLE_ROW, table=Table(()), page=1)
    assert facts("港埠檢查報告", day, table).date is None
    assert facts("港埠檢查報告", day).date == "2023-12-31"


@pytest.mark.parametrize(
    ("properties", "name", "wanted"),
    [
        ("Microsoft Word - 封面.doc", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("東 岬 港檢4 ~全", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("港埠檢查報告定稿", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("港埠檢查報告(上網版)", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("Harbour report v2", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("港埠檢查 2011~2013", "a.pdf", ("港埠檢查 2011~2013", "properties")),
        ("港埠排版印刷實務", "a.pdf", ("港埠排版印刷實務", "properties")),
        ("壹、前　言", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("減列，審定數為211元（86", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("<4D6963726F736F6674>", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("t24w2z2x20l80", "港埠檢查.pdf", ("港埠檢查", "file name")),
        ("養護年報", "港埠檢查.pdf", ("養護年報", "properties")),
        ("", "34ef414dd0ed463f296a.pdf", ("112年度雲海縣總決算", "text: first sentence")),
        ("", "1010809-02.pdf", ("112年度雲海縣總決算", "text: first sentence")),
    ],
)  # fmt: skip
def test_titles_that_the_text_does_not_print(
    properties: str, name: str, wanted: tuple[str, str]
) -> None:
    body = "112年度（以下簡稱本年度）雲海縣總決算，經依法完成審核，謹編具審核報告。"
    found = facts("壹、審核經過", name=name, body=body, title=properties)
    assert (found.title, found.provenance["title"]) == wanted


def test_a_letter_without_a_letterhead_is_called_by_its_subject() -> None:
    lines = "發文日期：113年6月3日", "主旨：檢送查核結果1份，請查照。"
    assert facts(*lines).title == "檢送查核結果1份"


def test_the_first_sentence_that_names_a_subject_gives_the_title() -> None:
    lines = "壹、審核經過", Block(P, "~J0T58L50;", page=1)
    found = facts(*lines, name="1010809-02.pdf", body="112年度雲海縣總決算，經依法完成審核。")
    assert found.title == "112年度雲海縣總決算"


def test_a_day_of_the_figures_at_the_end_is_no_date_of_issue() -> None:
    filling = [Block(P, BODY, page=2)] * 16
    blocks = [title("港埠檢查報告"), Block(P, "112年度", page=1), *filling]
    for last, date in (("111年12月31日", None), ("113年7月1日", "2024-07-01")):
        marked, printed = with_title([*blocks, Block(P, last, page=2)])
        assert read(Reading(tuple(marked), "pdf"), marked, printed, "a.pdf").date == date


def test_a_digest_is_shown_only_where_nothing_else_names_the_file() -> None:
    found = facts("壹、審核經過", name="34ef414dd0ed463f296af57ce2e5010b.pdf")
    assert found.title == "34ef414dd0ed463f296af57ce2e5010b"


@pytest.mark.parametrize(
    ("created", "date"),
    [("2024-07-01", "2024-07-01"), ("2031-07-01", None), ("2019-07-01", None)],
)
def test_a_creation_date_that_does_not_fit_the_period_is_no_date(
    created: str, date: str | None
) -> None:
    assert facts("港埠檢查報告", "112年度", created=created).date == date


def test_the_title_of_the_first_table_names_a_workbook() -> None:
    def workbook(*blocks: Block) -> Metadata:
        marked, printed = with_title(blocks)
        return read(Reading(blocks, "xlsx"), marked, printed, "data.xlsx")

    table = Block(Kind.TABLE_ROW, table=Table((), caption="表1 各港檢查統計"))
    assert workbook(table).title == "各港檢查統計"
    assert workbook(Block(P, "交通部航港局"), table).title == "各港檢查統計"
    assert workbook(replace(table, table=Table(()))).title == "data"
    year = replace(table, table=Table((), note="中華民國111年"))
    assert workbook(year).date is None


def test_the_title_of_the_first_slide_names_a_presentation() -> None:
    blocks = (
        Block(H, "港埠成效", level=1),
        Block(P, BODY),
        Block(H, "各港", level=1),
        Block(P, BODY),
    )
    marked, printed = with_title(blocks)
    assert read(Reading(blocks, "pptx"), marked, printed, "a7.pptx").title == "港埠成效"


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("九九年度", ("2010-01-01", "2010-12-31")),
        ("九八、九九年度", ("2009-01-01", "2010-12-31")),
        ("壹佰零貳年度", ("2013-01-01", "2013-12-31")),
        ("壹佰零貳學年度", ("2013-08-01", "2014-07-31")),
        ("110.1-110.6", ("2021-01-01", "2021-06-30")),
        ("（110.01～110.12）", ("2021-01-01", "2021-12-31")),
        ("99/7－100/6", ("2010-07-01", "2011-06-30")),
        ("110.1-6.6", (None, None)),
        ("三四年度", (None, None)),
        ("壹佰零貳號", (None, None)),
    ],
)
def test_the_period_of_a_cover_in_other_forms(
    line: str, period: tuple[str | None, str | None]
) -> None:
    found = facts(line, title("雲海縣總決算審核報告"))
    assert (found.period_start, found.period_end) == period


def test_a_title_set_upright_is_one_line() -> None:
    characters = [Block(H, char, level=1, page=1) for char in "雲海縣總決算"]
    found = facts(*characters, "中華民國112年度")
    assert (found.title, found.period_start) == ("雲海縣總決算", "2023-01-01")
    blocks = [Block(P, char, page=1) for char in "一二三四五"]
    assert with_title(blocks)[0] == blocks, "numbers of a list"
    blocks = [Block(P, "甲山", page=1), *(Block(P, char, page=1) for char in "乾坤")]
    assert [block.text for block in with_title(blocks)[0]] == ["甲山", "乾", "坤"]


def spine(text: str, x: float = 12.0) -> list[Block]:
    """Single characters below each other, a number as one."""
    found, at = [], 0
    while at < len(text):
        end = at + 1
        while text[at:end].isdecimal() and text[at : end + 1].isdecimal() and end < len(text):
            end += 1
        top = 80.0 + 16 * len(found)
        found.append(Block(P, text[at:end], page=1, boxes=((1, x, top, x + 16, top + 16),)))
        at = end
    return found


def test_the_spine_beside_a_cover_is_one_line_behind_it() -> None:
    cover = [
        Block(H, text, level=1, page=1, boxes=((1, 150.0, top, 450.0, top + 28),))
        for text, top in (("中華民國112年度", 170.0), ("雲海縣政府主計處", 740.0))
    ]
    name = Block(T, "雲海縣總決算", page=1, boxes=((1, 110.0, 340.0, 500.0, 380.0),))
    edge = spine("中華民國112年度雲海縣總決算︵含附表︶")
    blocks = sorted([*cover, name, *edge], key=lambda block: block.boxes[0][2])
    found = facts(*blocks)
    assert found.title == "中華民國112年度雲海縣總決算"
    assert found.agency == "雲海縣政府主計處"
    assert found.period_start == "2023-01-01"
    lines = [block.text for block in with_title(blocks)[0]]
    assert lines[-1] == "中華民國112年度雲海縣總決算（含附表）"
    assert len(lines) == 4
    apart = [*edge[:3], *spine("乙丑寅", x=40.0)]
    assert [block.text for block in with_title(apart)[0]] == [block.text for block in apart]


def test_a_period_whose_bracket_is_lost_is_between_year_and_title() -> None:
    for line in ("（112年1月1日至112年12月31�日", "(112年1月1日至112年12月31日)"):
        found = facts("中 華 民 國 112 年 度", line, title("雲海縣總決算審核報告"))
        assert found.title == "中華民國112年度雲海縣總決算審核報告"


def test_the_meeting_of_a_council_is_no_agency() -> None:
    lines = ("雲海縣議會第十九屆第三次定期會", title("施政總報告"), "（112年5月至10月）")
    assert facts(*lines).agency is None
    assert facts(*lines, "雲海縣政府").agency == "雲海縣政府"
