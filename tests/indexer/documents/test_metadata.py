"""Title, agency, date and period, and the sidecar that overrides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.documents import sources_table
from indexer.documents.metadata import Metadata, read, with_title
from indexer.structure.blocks import Block, GridCell, Reading, Table
from judian.core.model import Kind

if TYPE_CHECKING:
    from pathlib import Path

P, H = Kind.PARAGRAPH, Kind.HEADING
BODY = "本縣自去年起辦理道路改善工程，全年共完成一百二十件，經費執行率達百分之九十八。"


def facts(*texts: str, **properties: str) -> Metadata:
    blocks = [Block(P, text) for text in texts]
    marked, title = with_title(blocks)
    reading = Reading(tuple(blocks), "text", properties=properties)
    return read(reading, marked, title, "a-file.txt")


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (("道路改善工程報告", BODY), "道路改善工程報告"),
        (("道路改善工程報告", "─工程如期完成─", BODY), "道路改善工程報告─工程如期完成─"),
        ((BODY, "道路改善工程報告"), "a-file"),
        (("摘要", BODY), "a-file"),
        (("一、道路改善", BODY), "a-file"),
        (("中華民國113年5月1日", BODY), "a-file"),
        (("日期：113年5月1日", BODY), "a-file"),
    ],
)
def test_the_title_is_the_line_over_the_text(texts: tuple[str, ...], title: str) -> None:
    assert facts(*texts).title == title


def test_the_first_of_equal_headings_with_nothing_below_is_the_title() -> None:
    blocks = [Block(H, "年度成果", level=1), Block(H, "大綱", level=1), Block(P, BODY)]
    marked, title = with_title(blocks)
    assert title == "年度成果"
    assert [b.kind for b in marked] == [Kind.TITLE, H, P]


def test_a_marked_title_wins() -> None:
    blocks = [Block(P, "雲海縣政府"), Block(Kind.TITLE, "年度報告"), Block(P, BODY)]
    assert with_title(blocks)[1] == "年度報告"


@pytest.mark.parametrize(
    ("properties", "title", "origin"),
    [
        ({"title": "養護年報"}, "養護年報", "properties"),
        ({"title": "report_final.docx"}, "a-file", "file name"),
        ({"title": "Microsoft Word - 文件1"}, "a-file", "file name"),
    ],
)
def test_the_files_own_title_comes_second(
    properties: dict[str, str], title: str, origin: str
) -> None:
    found = facts(BODY, **properties)
    assert (found.title, found.provenance["title"]) == (title, origin)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("資料提供：雲海縣政府工務處 電話：03-1234567", "雲海縣政府工務處"),
        ("提報機關：交通部", "交通部"),
        ("發布單位：衛生福利部疾病管制署（新聞組）", "衛生福利部疾病管制署"),
        ("主辦單位： 經濟部水利署", "經濟部水利署"),
        ("聯絡電話：03-1234567", None),
    ],
)
def test_the_agency_follows_a_label(line: str, agency: str | None) -> None:
    assert facts("道路改善工程報告", line, BODY).agency == agency


def test_the_agency_may_begin_the_title_or_stand_alone_below_it() -> None:
    assert facts("經濟部水利署113年度施政報告", BODY).agency == "經濟部水利署"
    assert facts("道路改善工程報告", "交通部公路局", BODY).agency == "交通部公路局"
    assert facts(BODY, BODY, "交通部公路局").agency is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("發布日期：113年5月20日", "2024-05-20"),
        ("發文日期：中華民國113年5月20日", "2024-05-20"),
        ("中華民國 113 年 5 月 20 日", "2024-05-20"),
        ("113年5月", "2024-05"),
        ("（2023年12月）", "2023-12"),
        ("截至113年5月20日共 3 件", None),
    ],
)
def test_the_date_has_a_label_or_a_line_of_its_own(line: str, date: str | None) -> None:
    assert facts("道路改善工程報告", line, BODY).date == date


def test_this_year_in_brackets_dates_the_report_and_says_so() -> None:
    found = facts("道路改善工程報告", BODY, "今(112)年完成三件。")
    assert (found.date, found.provenance["date"]) == ("2023", "text: 今(112)年")


def test_the_period_of_the_statistics() -> None:
    found = facts("道路改善成果", "（統計期間：110 年 1 月 1 日至 112 年 6 月 30 日）", BODY)
    assert (found.period_start, found.period_end) == ("2021-01-01", "2023-06-30")
    assert found.reference == "2023-06-30"


def test_what_no_source_states_stays_empty() -> None:
    found = facts(BODY, BODY)
    assert (found.agency, found.date, found.period_start, found.reference) == (None,) * 4
    assert dict(found.provenance) == {"title": "file name"}


def test_filled_cells_of_the_sources_table_override_what_was_read(tmp_path: Path) -> None:
    digest = "ab" * 32
    (tmp_path / "SOURCES.tsv").write_text(
        "file\ttitle\tagency\tdate\tperiod\tsha256\tnotes\n"
        f"a.txt\t〔道路報告〕\t\t2024-05\t2021-01-01/2023-06-30\t{digest}\t推定\n"
        "b.txt\t\t工務局\t去年\t不詳\t\t\n",
        encoding="utf-8",
    )
    rows = sources_table.load(tmp_path).entries
    assert sources_table.applies(rows["a.txt"], digest)
    assert not sources_table.applies(rows["a.txt"], "cd" * 32)
    assert sources_table.applies(rows["b.txt"], "cd" * 32)
    found = sources_table.override(
        Metadata("a", "工務處", provenance={"title": "file name", "agency": "text"}), rows["a.txt"]
    )
    assert found == Metadata(
        "〔道路報告〕", "工務處", "2024-05", "2021-01-01", "2023-06-30",
        {"title": "SOURCES.tsv", "agency": "text", "date": "SOURCES.tsv", "period": "SOURCES.tsv"},
    )  # fmt: skip
    assert rows["b.txt"].facts() == {"agency": "工務局"}, "what is no date is no date"


def test_a_folder_without_a_sources_table_has_no_rows_and_no_faults(tmp_path: Path) -> None:
    assert sources_table.load(tmp_path) == sources_table.SourcesTable()
    (tmp_path / "SOURCES.tsv").write_bytes(b"")
    assert sources_table.load(tmp_path) == sources_table.SourcesTable()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_a_sources_table_of_a_spreadsheet_program_is_read(tmp_path: Path, encoding: str) -> None:
    table = "file\ttitle\tagency\r\na.txt\t一百一十三年度道路報告\t交通部公路局\r\n"
    (tmp_path / "SOURCES.tsv").write_bytes(table.encode(encoding))
    found = sources_table.load(tmp_path)
    assert found.entries["a.txt"].title == "一百一十三年度道路報告"
    assert found.faults == ()


@pytest.mark.parametrize(
    ("content", "line", "en", "zh"),
    [
        (b"\x00\x01\x02" * 200, 0, "no text", "非文字"),
        (b"file\ttitle\na.txt\t" + b"x" * 200_000, 0, "not a table", "不是表格"),
        (b"no header\nat all\n", 1, "no column `file`", "沒有 file 欄"),
        (b"file,title\na.txt,b\n", 1, "separated by tabs", "定位字元"),
        (b"file\tdate\n\na.txt\t113.5\n", 3, "date 113.5", "日期 113.5"),
        (b"file\tperiod\na.txt\t2023\n", 2, "period 2023", "期間 2023"),
        (b"file\tdate\na.txt\t2024-13-45\n", 2, "date 2024-13-45", "日期 2024-13-45"),
        (b"file\tdate\na.txt\t2023-02-29\n", 2, "date 2023-02-29", "日期 2023-02-29"),
        (b"file\tdate\na.txt\t2024-00\n", 2, "date 2024-00", "日期 2024-00"),
        (b"file\tdate\na.txt\t0000\n", 2, "date 0000", "日期 0000"),
        ("file\tdate\na.txt\t٢٠٢٤-١٢-٠١\n".encode(), 2, "the date", "日期"),
        (b"file\tperiod\na.txt\t9999-12/0001-01\n", 2, "in order", "先後"),
        (b"file\tperiod\na.txt\t2024-99-99/0000-00-00\n", 2, "period 2024-99", "期間 2024"),
        (b"file\tperiod\na.txt\t2024-02/2024\n", 2, "in order", "先後"),
        ("file\tdate\na.txt\t20\u202e24\n".encode(), 2, "20\\u202e24", "20\\u202e24"),
        (b"file\ttitle\na.txt\tx\na.txt\ty\n", 3, "a.txt is listed twice", "a.txt 重複"),
    ],
)
def test_faults_of_a_sources_table_are_reported(
    tmp_path: Path, content: bytes, line: int, en: str, zh: str
) -> None:
    (tmp_path / "SOURCES.tsv").write_bytes(content)
    [fault] = sources_table.load(tmp_path).faults
    assert fault.line == line
    assert en in fault.en
    assert zh in fault.zh


def test_facts_that_cannot_be_used_are_left_out_and_many_faults_are_counted(
    tmp_path: Path,
) -> None:
    rows = "".join(f"{n}.txt\t2024-13-45\t2024/2023\tT\n" for n in range(500))
    (tmp_path / "SOURCES.tsv").write_text("file\tdate\tperiod\ttitle\n" + rows, "utf-8")
    table = sources_table.load(tmp_path)
    assert len(table.faults) == sources_table.MOST_FAULTS + 1
    assert "900 more" in table.faults[-1].en
    row = table.row("7.txt")
    assert row is not None
    assert row.facts() == {"title": "T"}


def test_a_table_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources_table, "LARGEST", 10)
    (tmp_path / "SOURCES.tsv").write_bytes(b"file\ttitle\na.txt\tx\n")
    [fault] = sources_table.load(tmp_path).faults
    assert "too large" in fault.en


def test_a_folder_named_like_a_sources_table_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "SOURCES.tsv").mkdir()
    [fault] = sources_table.load(tmp_path).faults
    assert "not a file" in fault.en


def test_a_heading_without_number_or_level_at_the_top_is_the_title() -> None:
    blocks = [Block(H, "道路改善工程報告"), Block(P, BODY), Block(H, "壹、前言"), Block(P, BODY)]
    assert with_title(blocks)[1] == "道路改善工程報告"
    assert with_title([Block(H, "摘要"), *blocks[1:]])[1] is None
    assert with_title([Block(H, "壹、前言"), *blocks[1:]])[1] is None


def test_a_date_of_the_file_before_the_years_of_its_tables_is_left_out() -> None:
    rows = (("年度", "件數"), ("110年", "4"), ("111年", "5"))
    cells = tuple(GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    blocks = (Block(H, "執行成果"), Block(Kind.TABLE_ROW, table=Table(cells)))
    dates = {
        created: read(
            Reading(blocks, "pptx", properties={"created": created}), blocks, None, "a.pptx"
        ).date
        for created in ("2013-01-27", "2022-12-01", "2023-01-27")
    }
    assert dates == {"2013-01-27": None, "2022-12-01": "2022-12-01", "2023-01-27": "2023-01-27"}
