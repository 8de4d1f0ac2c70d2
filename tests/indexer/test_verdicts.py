"""What is told of pages that could not be read: each with its name and a remedy."""

from __future__ import annotations

import pytest

from core.model import PageVerdict
from indexer.verdicts import GOOD, name, shortcomings


@pytest.mark.parametrize(
    ("verdict", "english", "chinese"),
    [
        ("scanned", "tesseract", "tesseract-ocr-chi-tra"),
        ("drawn", "tesseract", "tesseract-ocr-chi-tra"),
        ("unreadable_font", "--ocr always", "索取其他版本"),
        ("mojibake", "--ocr always", "--ocr always"),
        ("failed", "new PDF", "重新列印"),
        ("missing", "reader_cpu_seconds", "分割檔案"),
        ("attached", "save the attached files", "附件另存"),
        ("undecodable", "UTF-8", "UTF-8"),
        ("of a new kind", "compare with the source", "核對原件"),
    ],
)
def test_every_shortcoming_is_named_with_its_remedy(
    verdict: str, english: str, chinese: str
) -> None:
    reason, en, zh = shortcomings([PageVerdict(1, "good"), PageVerdict(2, verdict)])
    assert reason == verdict
    assert en
    assert zh
    assert "page 2" in en
    assert english in en
    assert "第 2 頁" in zh
    assert chinese in zh
    assert name(verdict, "en") in en
    assert name(verdict, "zh") in zh


def test_good_pages_need_no_word() -> None:
    assert shortcomings([PageVerdict(n, each) for n, each in enumerate(sorted(GOOD), 1)]) == (
        None, None, None,
    )  # fmt: skip


def test_of_many_bad_pages_the_first_are_named() -> None:
    _, english, _ = shortcomings([PageVerdict(n, "scanned") for n in range(1, 40)])
    assert english
    assert "19, 20 …" in english
    assert "21" not in english
