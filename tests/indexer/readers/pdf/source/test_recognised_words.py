"""Characters of recognised pages are repaired only where a dictionary tells."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.source import recognised_words
from indexer.readers.pdf.source.geometry import Frame
from indexer.readers.pdf.source.ocr import _read_tsv
from indexer.readers.pdf.source.recognised_drafts import RecognisedDraft
from indexer.readers.pdf.source.recognised_words import confusions, repair_words
from judian.zh.text.segment import part_of_speech


def repaired(text: str) -> tuple[str, int]:
    draft = RecognisedDraft()
    draft.append(text, 70, 500, 60.0)
    count = repair_words(draft)
    assert len(draft.text) == len(draft.starts) == len(draft.confidences)
    return draft.text, count


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("本期預算臟餘較多", "本期預算賸餘較多"),
        ("累積騰餘", "累積賸餘"),
        ("發生短綢", "發生短絀"),
        ("預估末來需求", "預估未來需求"),
        ("臺北巿政府", "臺北市政府"),
        ("曰前完成", "日前完成"),
    ],
)
def test_a_character_that_makes_a_word_replaces_one_that_makes_none(
    read: str, printed: str
) -> None:
    assert repaired(read) == (printed, 1)


def test_all_of_a_line_are_repaired_and_its_numbers_kept() -> None:
    assert repaired("臟餘1,234元，短綢5,678元") == ("賸餘1,234元，短絀5,678元", 2)


@pytest.mark.parametrize(
    "text",
    [
        "股價騰漲",
        "綢緞及細沙",
        "截至期末餘額",
        "某某臟某某",
        "臟",
        "",
        "1,234",
        "第三曰四",
        "三曰",
        "ABC曰DEF",
    ],
)
def test_what_a_dictionary_does_not_tell_is_kept(text: str) -> None:
    assert repaired(text) == (text, 0)


def test_two_characters_that_would_make_words_leave_what_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recognised_words, "confusions", lambda: {"臟": ("賸", "剩")})
    assert repaired("臟餘") == ("臟餘", 0)
    monkeypatch.setattr(recognised_words, "confusions", lambda: {"臟": ("賸", "坑")})
    assert repaired("臟餘") == ("賸餘", 1)


def test_the_table_holds_single_characters_and_no_numerals() -> None:
    assert len(confusions()) > 1000
    for read, printed in confusions().items():
        assert len(read) == 1
        assert printed
        for char in printed:
            assert len(char) == 1
            assert char != read
        assert not {read, *printed} & recognised_words._NUMERALS


def test_the_page_counts_its_repairs() -> None:
    rows = ["level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"]
    for at, char in enumerate("預算臟餘"):
        rows.append(f"5\t1\t1\t1\t1\t1\t{100 + 30 * at}\t100\t30\t30\t{90 - at}\t{char}")
    page = _read_tsv("\n".join(rows), 0.36, Frame(0, 595, 842))
    assert [line.text for line in page.lines] == ["預算賸餘"]
    assert page.repaired == 1
    (line,) = page.recognised
    assert (line.text, line.confidences) == ("預算賸餘", (0.9, 0.89, 0.88, 0.87))
    assert line.box == pytest.approx((36.0, 36.0, 79.2, 46.8))


def test_the_dictionary_knows_the_words_of_these_tests() -> None:
    assert part_of_speech("未来")
    assert not part_of_speech("末来")
