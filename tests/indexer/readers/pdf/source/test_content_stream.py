"""Content streams come apart as pdfminer's own parser takes them apart, and in time that grows
with their bytes alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import KWD, LIT, PSEOF, PSKeyword

from indexer.readers.pdf.source.content_stream import LINES, steps
from indexer.readers.pdf.source.interpreter import _OPERATORS

if TYPE_CHECKING:
    from collections.abc import Sequence


def taken_apart(*streams: bytes) -> list[Any]:
    """The operands and operators of streams, operators as keywords after their operands."""
    found: list[Any] = []
    for operands, word in steps(streams):
        found += [*operands, KWD(word)]
    return [plain(each) for each in found]


def by_pdfminer(*streams: bytes) -> list[Any]:
    """The same from pdfminer's parser, up to the last operator."""
    parser = PDFContentParser([PDFStream({}, data) for data in streams])
    found: list[Any] = []
    try:
        while True:
            found.append(parser.nextobject()[1])
    except PSEOF:
        pass
    while found and not isinstance(found[-1], PSKeyword):
        found.pop()
    return [plain(each) for each in found]


def plain(each: Any) -> Any:
    """Values that can be compared, with their types."""
    if isinstance(each, PDFStream):
        return ("image", {key: plain(value) for key, value in each.attrs.items()}, each.get_data())
    if isinstance(each, list):
        return [plain(item) for item in each]
    if isinstance(each, dict):
        return {key: plain(value) for key, value in each.items()}
    return (type(each).__name__, each)


#: Every kind of token, the odd ones of broken files too.
TOKENS = st.sampled_from(
    [b"0", b"12", b"-3", b"+4", b"1.5", b"-.25", b".5", b"7.", b"1.2.3", b"1-2", b"--5", b"-",
     b".", b"+", b"12abc", b"9" * 5000, b"(plain)", b"()", b"(a(b)c)", b"(\\(\\)\\\\)",
     b"(\\101\\7)", b"(a\\\nb)", b"(a\\\r\nb)", b"(\r\n)", b"(\x00\xa4\xa4)", b"<a4a4>", b"<>",
     b"<0A 1b\n2C>", b"/F1", b"/", b"/A#20B", b"/A#2", b"/A#G", b"/\xa4\xa4", b"[", b"]",
     b"[1 -2(a)<01>.5]", b"[(a)/N]", b"[]", b"[[1]2]", b"<</A 1/B(b)>>", b"<</C<</D[2]>>>>",
     b"<<", b">>", b">", b"{", b"}", b"{1 exch}", b"true", b"false", b"null", b"BT", b"Tj",
     b"TJ", b"T*", b"'", b'"', b"q", b"Q", b"re", b"BI", b"ID", b"EI",
     b"BI/W 1/H 2 ID \x01\x02\nEI", b"BI/F/A85 ID ab~>\nEI", b"%x\n", b"% (a", b"\x00", b")",
     b"\xa4\xa4", b"!", b"#", b";", b"d0", b"a\x00b"]
)  # fmt: skip
GAPS = st.sampled_from([b" ", b"\n", b"\r\n", b"  ", b"\t", b""])


@given(st.lists(st.tuples(TOKENS, GAPS), max_size=14))
def test_a_stream_comes_apart_as_pdfminer_takes_it_apart(tokens: Sequence[Any]) -> None:
    data = b"".join(token + gap for token, gap in tokens)
    try:
        wanted = by_pdfminer(data)
    except Exception:  # noqa: BLE001 - pdfminer gives up on the page: it is enough not to
        taken_apart(data)
        return
    assert taken_apart(data) == wanted


@given(st.lists(st.sampled_from([b"1 2 ", b"(a ", b"b) Tj", b"[3", b" 4] TJ ", b"q", b"\n"]),
                min_size=2, max_size=8))  # fmt: skip
def test_strings_left_open_continue_in_the_next_stream(streams: Sequence[bytes]) -> None:
    assert taken_apart(*streams) == by_pdfminer(*streams)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    for operands, word in steps([data]):
        assert isinstance(operands, list)
        assert word


LINE_TOKENS = st.sampled_from(
    [b"1 2 m", b"0 -.5 l", b"7. +4 l", b"123456789.123456789 0 l", b"1.2.3 1 l", b"1-2 l", b"3 l",
     b"l", b"9999999999 1 l", b"1 1 l/F1", b"1 1 l%x\n", b"1 1 lh", b"1\x001 l", b"h", b"re",
     b"[", b"]", b"(", b")", b"<<", b"BI", b"5", b"1 2 l 3 4 l"]
)  # fmt: skip


@given(st.lists(st.lists(st.tuples(LINE_TOKENS, GAPS), max_size=12), max_size=2))
def test_lines_at_once_are_the_same_lines(streams: Sequence[Sequence[tuple[bytes, bytes]]]) -> None:
    data = [b"".join(token + gap for token, gap in tokens) for tokens in streams]
    one_by_one: list[Any] = []
    for operands, word in steps(data, lines_at_once=True):
        if word is LINES:
            assert one_by_one[-1][1] in (b"m", b"l")
            assert set(map(type, operands)) == {float}
            ends = zip(operands[::2], operands[1::2], strict=True)
            one_by_one += [([x, y], b"l") for x, y in ends]
        else:
            one_by_one.append((operands, word))
    # An int equals its float.
    assert [step for step in one_by_one if step[1] != b"EI"] == [
        step for step in steps(data) if step[1] != b"EI"
    ]


#: Where pdfminer is left for what ISO 32000-1 says.
BY_THE_STANDARD = {
    "a backslash before an ordinary character": (b"(a\\qb) Tj", b"aqb"),
    "an octal code beyond a byte": (b"(\\501) Tj", b"A"),
    "an odd last hexadecimal digit": (b"<4a5> Tj", b"JP"),
    "the same with spaces": (b"<4 a 5> Tj", b"JP"),
}


@pytest.mark.parametrize("about", BY_THE_STANDARD)
def test_strings_follow_the_standard(about: str) -> None:
    data, text = BY_THE_STANDARD[about]
    assert list(steps([data])) == [([text], b"Tj")]


def test_names_in_other_encodings_are_kept() -> None:
    assert list(steps([b"/\xe8\xa1\xa8 gs /\xa4\xa4 gs"])) == [
        ([LIT("表")], b"gs"),
        ([LIT(b"\xa4\xa4")], b"gs"),
    ]


def test_inline_images_are_operands() -> None:
    [(operands, word), after] = steps([b"BI /W 4 /H 1 ID \x00EI\x01\x02 EI\n(a) Tj"])
    assert word == b"EI"
    assert isinstance(operands[0], PDFStream)
    assert operands[0].get_data() == b"\x00EI\x01\x02 "
    assert after == ([b"a"], b"Tj")


#: Streams whose tokens never end, or open without end.
ENDLESS = [
    b"(", b"[", b"<<", b"{", b"BI ", b"[1 ", b"[(a", b"[(a)", b"<a", b"/", b"/#", b"1 ", b"1-",
    b"-", b"(\\", b"[<a", b"%", b"[/a[", b"((a)", b"BI ID EI",
]  # fmt: skip


@pytest.mark.parametrize("token", ENDLESS)
def test_the_time_grows_with_the_bytes_alone(token: bytes) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        for _ in steps([token * times]):
            pass
        return time.process_time() - started

    assert seconds(160_000) < 20 * seconds(40_000) + 0.5


def test_every_operator_of_pdfminer_is_known_with_its_operands() -> None:
    methods = {name for name in dir(PDFPageInterpreter) if name.startswith("do_")}
    assert {name for name, _ in _OPERATORS.values()} == methods
    assert _OPERATORS[b"T*"] == ("do_T_a", 0)
    assert _OPERATORS[b"'"] == ("do__q", 1)
    assert _OPERATORS[b'"'] == ("do__w", 3)
    assert _OPERATORS[b"cm"] == ("do_cm", 6)
