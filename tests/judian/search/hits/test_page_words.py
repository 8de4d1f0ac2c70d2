"""Words of a passage on its page: boxed where they stand, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judian.core.model import Kind, Passage
from judian.core.page_characters import Box, PageCharacters
from judian.search.hits.page_words import PageWords

#: Points: the size of the characters, the distance of lines, the characters of a line.
SIZE, PITCH, WIDTH = 12.0, 20.0, 10
TOP = 100.0


def box_of(at: int, width: int = WIDTH) -> Box:
    """The box of the character at an offset of text that is set in lines."""
    x, y = at % width * SIZE, TOP + at // width * PITCH
    return x, y, x + SIZE, y + SIZE


def page_of(text: str, width: int = WIDTH) -> PageWords:
    boxes = [box_of(at, width) for at in range(len(text))]
    placed = [(char, box) for char, box in zip(text, boxes, strict=True) if not char.isspace()]
    return PageWords(PageCharacters("".join(c for c, _ in placed), tuple(b for _, b in placed)))


def passage(text: str, *lines: tuple[int, Box]) -> Passage:
    return Passage(
        "a-1", "a", 1, Kind.PARAGRAPH, text, 0, len(text), 1,
        boxes=tuple((page, *box) for page, box in lines),
    )  # fmt: skip


def lines_of(first: int, last: int, width: int = WIDTH) -> list[tuple[int, Box]]:
    """The whole lines of page 1 that characters [first, last) touch."""
    return [
        (1, (0.0, TOP + row * PITCH, width * SIZE, TOP + row * PITCH + SIZE))
        for row in range(first // width, (last - 1) // width + 1)
    ]


def words(text: str, word: str) -> list[tuple[int, int]]:
    starts = [at for at in range(len(text)) if text.startswith(word, at)]
    return [(at, at + len(word)) for at in starts]


def drawn(boxes: list[Box], text: str, width: int = WIDTH) -> str:
    """The characters of the page that boxes cover, in its order."""
    return "".join(
        char
        for at, char in enumerate(text)
        if any(
            b[0] <= box_of(at, width)[0] + 6 <= b[2] and b[1] <= box_of(at, width)[1] + 6 <= b[3]
            for b in boxes
        )
    )


def test_a_word_has_one_box() -> None:
    text = "本處完成堤防檢查作業。"
    found = page_of(text).boxes(passage(text, *lines_of(0, len(text))), 1, words(text, "堤防"))
    assert found == [(4 * SIZE, TOP, 6 * SIZE, TOP + SIZE)]


def test_a_word_over_a_line_end_has_two_boxes() -> None:
    text = "本處已經完成全部堤防檢查作業。"
    found = page_of(text).boxes(passage(text, *lines_of(0, len(text))), 1, words(text, "堤防檢查"))
    assert found == [
        (8 * SIZE, TOP, 10 * SIZE, TOP + SIZE),
        (0.0, TOP + PITCH, 2 * SIZE, TOP + PITCH + SIZE),
    ]


@pytest.mark.parametrize(
    ("said", "on_page"),
    [
        ("臺灣112年度", "台灣１１２年度"),  # variants and widths
        ("臺灣112年度", "臺 灣 1 1 2年度"),  # letter spacing
        ("ICC檢察官", "ＩＣＣ檢察官"),
        ("the ICC treaty", "theICCtreaty"),
        ("計畫", "計劃"),
    ],
)
def test_spellings_of_one_word_are_one(said: str, on_page: str) -> None:
    found = page_of(on_page, 20).boxes(passage(said, *lines_of(0, 20, 20)), 1, [(0, len(said))])
    assert drawn(found, on_page, 20).replace(" ", "") == on_page.replace(" ", "")


def test_vertical_text_has_one_box_a_column() -> None:
    text = "本處完成堤防檢查"
    boxes = tuple((300.0, TOP + n * SIZE, 312.0, TOP + (n + 1) * SIZE) for n in range(len(text)))
    line = (300.0, TOP, 312.0, TOP + len(text) * SIZE)
    found = PageWords(PageCharacters(text, boxes)).boxes(
        passage(text, (1, line)), 1, words(text, "堤防")
    )
    assert found == [(300.0, TOP + 4 * SIZE, 312.0, TOP + 6 * SIZE)]


def test_a_word_of_the_sentence_before_on_the_same_line_is_not_boxed() -> None:
    before, own = "第一處的堤防已加高。", "經查另有二處堤防尚未加高完成。"
    text = before[5:] + own
    found = page_of(text).boxes(passage(own, *lines_of(0, len(text))), 1, words(own, "堤防"))
    assert drawn(found, text) == "堤防"
    assert found[0][1] == TOP + PITCH, "the second line"


def test_of_a_passage_on_two_pages_each_has_its_own_words() -> None:
    text = "甲區堤防檢查完成，缺失均已改善。乙區堤防檢查另於次月辦理完竣。"
    first, second = text[:16], text[16:]
    own = passage(text, *lines_of(0, 16), *((2, box) for _, box in lines_of(0, len(second))))
    marks = words(text, "堤防")
    one, two = page_of(first).boxes(own, 1, marks), page_of(second).boxes(own, 2, marks)
    assert (len(one), len(two)) == (1, 1)
    assert page_of(first).boxes(own, 1, marks[1:]) == []
    assert page_of(second).boxes(own, 2, marks[:1]) == []


def test_words_of_a_passage_on_two_pages_are_boxed_also_where_little_stands_beside_them() -> None:
    text = "路線建設計畫缺失頗多，亟待檢討。"
    first, second = text[:11], text[11:]
    own = passage(text, *lines_of(0, 11), *((2, box) for _, box in lines_of(0, len(second))))
    one, two = page_of(first), page_of(second)
    for word, on_first, on_second in (
        ("亟待", "", "亟待"),
        ("檢討", "", "檢討"),
        ("計畫", "計畫", ""),
        ("頗多，亟待", "頗多，", "亟待"),  # over the page break
    ):
        marks = words(text, word)
        assert drawn(one.boxes(own, 1, marks), first) == on_first
        assert drawn(two.boxes(own, 2, marks), second) == on_second


def test_a_part_that_may_be_one_of_two_has_no_box_on_a_page_between() -> None:
    text = "甲乙丙" + "丁戊" + "甲乙丙" + "丁戊" + "甲乙丙"
    own = passage(
        text, *lines_of(0, 5), *((2, box) for _, box in lines_of(0, 2)),
        *((3, box) for _, box in lines_of(0, 5)),
    )  # fmt: skip
    assert page_of("丁戊").boxes(own, 2, words(text, "丁戊")) == []
    ends = page_of(text[-5:]).boxes(own, 3, words(text, "甲乙丙"))
    assert drawn(ends, text[-5:]) == "甲乙丙"


def test_a_word_that_stands_alike_in_two_places_is_boxed_only_if_all_are_there() -> None:
    text = "甲堤防甲" * 12
    own = passage(text, *lines_of(0, len(text)))
    marks = words(text, "堤防")
    assert drawn(page_of(text).boxes(own, 1, marks), text) == "堤防" * 12
    cut = text[:-4]
    assert page_of(cut).boxes(own, 1, marks[5:6]) == []


def test_what_the_page_does_not_draw_has_no_box() -> None:
    text = "本處完成堤防檢查"
    own = passage(text, *lines_of(0, len(text)))
    assert page_of("本處完成提坊檢查").boxes(own, 1, words(text, "堤防")) == []
    assert page_of("").boxes(own, 1, words(text, "堤防")) == []
    assert page_of(text).boxes(own, 3, words(text, "堤防")) == []
    assert page_of(text).boxes(own, 1, [(2, 2)]) == []


@settings(max_examples=60, deadline=None)
@given(
    st.text("甲乙 丙", min_size=1, max_size=60),
    st.text("甲乙丙", max_size=25),
    st.text("甲乙丙", max_size=25),
    st.data(),
)
def test_no_other_words_are_ever_boxed(
    own: str, before: str, after: str, data: st.DataObject
) -> None:
    text = before + own + after
    start = data.draw(st.integers(0, len(own) - 1))
    end = data.draw(st.integers(start + 1, len(own)))
    place = passage(own, *lines_of(len(before), len(before) + len(own)))
    found = page_of(text).boxes(place, 1, [(start, end)])
    word = own[start:end].replace(" ", "")
    assert not found or word in drawn(found, text).replace(" ", "")
    alone = page_of(own).boxes(passage(own, *lines_of(0, len(own))), 1, [(start, end)])
    if word:
        assert drawn(alone, own).replace(" ", "") == word


def test_a_hostile_page_takes_no_time() -> None:
    text = "甲" * 20_000
    marks = [(at, at + 1) for at in range(2000)]
    assert page_of(text).boxes(passage("甲" * 10_000, *lines_of(0, 20_000)), 1, marks) == []


def test_header_rows_over_two_pages_are_found_row_by_row() -> None:
    text = "站別件數備註金額金額合計金額"
    first = "站別件數金額金額"  # the left halves of two header rows
    halves = [(1, (0.0, TOP, 4 * SIZE, TOP + SIZE)), (1, (0.0, TOP + PITCH, 4 * SIZE, TOP + 32))]
    own = passage(text, *halves, (2, (0.0, TOP, 6 * SIZE, TOP + SIZE)))
    page = page_of(first, 4)
    assert drawn(page.boxes(own, 1, words(text, "件數")), first, 4) == "件數"
    assert drawn(page.boxes(own, 1, words(text, "金額")), first, 4) == "金額金額"
    assert page.boxes(own, 1, words(text, "備註")) == []
