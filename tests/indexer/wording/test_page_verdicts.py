"""Messages about pages that could not be read: names of verdicts and remedies."""

from __future__ import annotations

import pytest

from indexer.wording.page_notes import worded
from indexer.wording.page_verdicts import GOOD, name, problem_message
from judian.core.model import PageVerdict


@pytest.mark.parametrize(
    ("verdict", "english", "chinese"),
    [
        ("scanned", "tesseract", "tesseract-ocr-chi-tra"),
        ("drawn", "tesseract", "tesseract-ocr-chi-tra"),
        ("unreadable_font", "--ocr always", "索取其他版本"),
        ("mojibake", "--ocr always", "--ocr always"),
        ("unstructured", "without its structure", "版面未能解析"),
        ("failed", "new PDF", "重新列印"),
        ("missing", "reader_cpu_seconds", "分割檔案"),
        ("attached", "save the attached files", "附件另存"),
        ("undecodable", "UTF-8", "UTF-8"),
        ("user_defined", "standard ones", "標準字"),
        ("lookalikes", "--ocr always", "索取其他版本"),
        ("of a new kind", "compare with the source", "核對原件"),
    ],
)
def test_every_problem_is_named_with_its_remedy(verdict: str, english: str, chinese: str) -> None:
    reason, en, zh = problem_message([PageVerdict(1, "good"), PageVerdict(2, verdict)])
    assert reason == verdict
    assert en
    assert zh
    assert "page 2" in en
    assert english in en
    assert "第 2 頁" in zh
    assert chinese in zh
    assert name(verdict, "en") in en
    assert name(verdict, "zh") in zh


def test_a_scan_that_was_looked_at_in_vain_needs_no_other_program() -> None:
    _, english, chinese = problem_message([PageVerdict(2, "scanned", "nothing was recognised")])
    assert english
    assert "scan them anew" in english
    assert "install" not in english
    assert chinese
    assert "安裝" not in chinese


@pytest.mark.parametrize(
    ("note", "english", "chinese"),
    [
        ("12 % of the characters are bytes of cp950", "12 % of", "12% 的字元是 cp950 的位元組"),
        ("to page 9: cpu", "to page 9: it took more processor", "至第 9 頁：所需運算時間"),
        (
            "read by PDFium (KeyError: x)",
            "read by PDFium (KeyError: x)",
            "以 PDFium 讀取 (KeyError",
        ),
        ("mean confidence 0.87", "mean confidence 0.87", "平均信心 0.87"),
        ("memory", "more memory", "記憶體"),
        ("ValueError: odd", "ValueError: odd", "ValueError: odd"),
        ("", "", ""),
    ],
)
def test_notes_of_readers_are_worded_in_both_languages(
    note: str, english: str, chinese: str
) -> None:
    assert worded(note, "en").startswith(english) or english in worded(note, "en")
    assert chinese in worded(note, "zh")


def test_good_pages_need_no_word() -> None:
    assert problem_message([PageVerdict(n, each) for n, each in enumerate(sorted(GOOD), 1)]) == (
        None, None, None,
    )  # fmt: skip


def test_of_many_bad_pages_the_first_are_named() -> None:
    _, english, _ = problem_message([PageVerdict(n, "scanned") for n in range(1, 40)])
    assert english
    assert "19, 20 …" in english
    assert "21" not in english
