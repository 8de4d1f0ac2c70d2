"""Output of a run: names and details from files are printed without control characters."""

from __future__ import annotations

from pathlib import Path

from indexer.cli import output
from indexer.documents.sources_table import TableFault
from judian.core.model import DocumentInfo, PageVerdict, Verdict


def test_a_fault_of_a_sources_table_is_printed_with_its_line() -> None:
    fault = TableFault(3, "the date x is none", "日期 x 有誤")
    path = Path("reports") / "SOURCES.tsv"
    assert output.table_fault(path, fault, "en") == f"{path} line 3: the date x is none"
    assert output.table_fault(path, fault, "zh") == f"{path}第 3 列：日期 x 有誤"
    assert (
        output.table_fault(path, TableFault(0, "no table", "不是表格"), "zh") == f"{path}：不是表格"
    )


def test_what_files_say_of_themselves_is_printed_as_text() -> None:
    info = DocumentInfo(
        id="0", title="", sources=("a\x1b[2J　報告\u202e.pdf",), format="pdf", sha256="0",
        verdict=Verdict.FAILED, reason="damaged", message_en="not readable (\x1b]0;x\x07\n)",
        message_zh="無法讀取", page_verdicts=(PageVerdict(1, "failed", "Key\r\x1b[31m"),),
    )  # fmt: skip
    printed = output.failure(info, "en")
    assert printed.splitlines() == [
        r"[failed] a\x1b[2J　報告\u202e.pdf: not readable (\x1b]0;x\x07\n)",
        r"    page 1: could not be read (Key\r\x1b[31m)",
    ]
