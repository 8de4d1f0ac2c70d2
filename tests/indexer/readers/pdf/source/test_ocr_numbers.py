"""Numbers of recognised pages: split ones are joined, doubtful ones give no figure."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.source.geometry import Frame
from indexer.readers.pdf.source.ocr import _read_tsv
from indexer.readers.pdf.source.recognised_numbers import MIN_NUMBER_CONFIDENCE
from judian.zh.figures.extraction import PassageContext, extract

#: Confidences above and below the bar.
SURE, DOUBTFUL = MIN_NUMBER_CONFIDENCE + 1, MIN_NUMBER_CONFIDENCE - 1


def recognised(*words: tuple[str, float]) -> str:
    """The text of a line of words with their confidences, as tesseract tells it."""
    rows, left = ["level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"], 100
    for text, confidence in words:
        width = 20 * len(text)
        rows.append(f"5\t1\t1\t1\t1\t1\t{left}\t100\t{width}\t30\t{confidence}\t{text}")
        left += width + 8
    page = _read_tsv("\n".join(rows), 0.36, Frame(0, 595, 842))
    (line,) = page.lines
    assert len(line.starts) == len(line.text)
    assert line.starts == sorted(line.starts)
    return line.text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["億", "3,", "440", "萬元"], "億3,440萬元"),
        (["占", "13.", "69", "%"], "占13.69 %"),
        (["計", "1,", "234,", "567", "元"], "計1,234,567元"),
        (["預算", "3,", "44"], "預算3,44"),
        (["第", "3,", "44", "條"], "第3, 44條"),
        (["民國", "9", "7", "年", "1", "2", "月", "3", "1", "日"], "民國97年12月31日"),
        (["民國", "97", "年", "12", "月", "5", "日"], "民國97年12月5日"),
        (["共", "3", "440", "件"], "共3\ufffd 440\ufffd件"),
        (["年", "2", "5", "月"], "年2\ufffd 5\ufffd月"),
    ],
)
def test_a_number_that_is_split_at_a_separator_is_joined(words: list[str], text: str) -> None:
    assert recognised(*((word, SURE) for word in words)) == text


def figures(text: str) -> list[str]:
    return [text[f.start : f.end] for f in extract(text, PassageContext())]


def test_a_doubtful_number_is_marked_and_gives_no_figure() -> None:
    sure = recognised(("回收率占", SURE), ("85.02", SURE), ("%", SURE))
    assert figures(sure) == ["85.02 %"]
    doubtful = recognised(("回收率占", SURE), ("85.029", DOUBTFUL), ("%", SURE))
    assert doubtful == "回收率占85.029\ufffd %"
    assert figures(doubtful) == []


def test_one_doubtful_part_makes_the_number_doubtful() -> None:
    text = recognised(
        ("計", SURE), ("3,", DOUBTFUL), ("440", SURE), ("件，另", SURE), ("25", SURE), ("人", SURE)
    )
    assert text == "計3,440\ufffd件，另25人"
    assert figures(text) == ["25人"]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("占85.029%", True),
        ("占85.0296，較", True),
        ("共2150,252,822", True),
        ("共9000,000.00", True),
        ("，735", True),
        ("為,735", True),
        ("計073", True),
        ("308,696,00元", True),
        ("308,696, 00元", True),
        ("民國098年05月", False),
        ("計0.73", False),
        ("較上年度減少，735件", False),
        ("占141905,000元", True),
        ("占85.02%", False),
        ("占85.99%", False),
        ("長0.1295", False),
        ("占85.0291%", False),
        ("計1,234,567元", False),
        ("計141905元", False),
        ("自97.12.5起", False),
    ],
)
def test_numbers_of_a_form_that_numbers_do_not_have(text: str, doubtful: bool) -> None:
    assert ("\ufffd" in recognised((text, SURE))) is doubtful


def test_doubtful_words_without_digits_are_kept_as_they_are() -> None:
    assert recognised(("本處查獲", DOUBTFUL), ("25", SURE), ("人", SURE)) == "本處查獲25人"
