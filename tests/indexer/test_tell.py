"""What is printed of a run: names and details that files chose cannot command the terminal."""

from __future__ import annotations

from core.model import DocumentInfo, PageVerdict, Verdict
from indexer import tell


def test_what_files_say_of_themselves_is_printed_as_text() -> None:
    info = DocumentInfo(
        id="0", title="", sources=("a\x1b[2J　報告\u202e.pdf",), format="pdf", sha256="0",
        verdict=Verdict.FAILED, reason="damaged", message_en="not readable (\x1b]0;x\x07\n)",
        message_zh="無法讀取", page_verdicts=(PageVerdict(1, "failed", "Key\r\x1b[31m"),),
    )  # fmt: skip
    printed = tell.failure(info, "en")
    assert printed.splitlines() == [
        r"[failed] a\x1b[2J　報告\u202e.pdf: not readable (\x1b]0;x\x07\n)",
        r"    page 1: could not be read Key\r\x1b[31m",
    ]
