"""Bytes to text in every encoding that Taiwanese agencies leave behind."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.files.encoding import declared_charset, decode
from judian.core.errors import SourceUnreadable

TRADITIONAL = (
    "本局辦理河川環境營造計畫，截至本年度止已完成堤防加高 12 處、護岸改善 8 公里，"
    "並設置水位監測站三十座，颱風期間均能即時掌握水情，保障沿岸居民生命財產安全。\n"
)
EXTENSION = "林恒立里長與粧扮隊伍於墻邊合影，碁盤腳樹下嫺靜的老裏長致詞。\n"
SIMPLIFIED = (
    "本局办理河川环境营造计划，已完成堤防加高十二处，并设置水位监测站三十座，保障居民安全。\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "recognised"),
    [
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "utf-8-sig", "utf-8"),
        (TRADITIONAL, "cp950", "cp950"),
        (TRADITIONAL + EXTENSION, "cp950", "cp950"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-16", "utf-16"),
        (TRADITIONAL, "utf-16-le", "utf-16"),
        (TRADITIONAL, "utf-16-be", "utf-16"),
        ("plain words only\n", "ascii", "ascii"),
        ("Le résumé du rapport a été publié à Genève en août dernier.\n" * 3, "cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_recognised(text: str, encoding: str, recognised: str) -> None:
    found = decode(text.encode(encoding), "a.txt")
    assert found.text == text or found.text == "\ufeff" + text
    assert (found.encoding, found.lost) == (recognised, 0)


def test_a_short_big5_text_is_not_taken_for_another() -> None:
    assert decode("道路養護工程".encode("cp950"), "a.txt").text == "道路養護工程"


def test_hong_kong_characters_need_their_own_big5() -> None:
    text = "屋邨維修保養計劃，居民嘅意見交由房屋署處理，喺本年底前完成。" * 3
    assert decode(text.encode("big5hkscs"), "a.txt").text == text


@pytest.mark.parametrize("pair", [b"\xfa\x40", b"\xfe\xfe", b"\x8e\x40", b"\xa0\xfe", b"\x81\x41",
                                  b"\xc6\xa1", b"\xc7\xf3", b"\xc8\xfe"])  # fmt: skip
@pytest.mark.parametrize("declared", [None, "cp950"])
def test_user_defined_characters_of_big5_are_gaps(pair: bytes, declared: str | None) -> None:
    data = "承辦人林".encode("cp950") + pair + ("宏，" + TRADITIONAL + EXTENSION).encode("cp950")
    found = decode(data, "a.txt", declared)
    assert found.text == "承辦人林\ufffd宏，" + TRADITIONAL + EXTENSION
    assert (found.encoding, found.lost, found.user_defined) == ("cp950", 0, 1)


def test_a_short_big5_text_with_a_user_defined_character_is_big5() -> None:
    found = decode("里長陳".encode("cp950") + b"\xfb\x5a", "a.txt")
    assert (found.text, found.encoding) == ("里長陳\ufffd", "cp950")


@pytest.mark.parametrize("char", ["\ue000", "\ue123", "\uf8ff", "\U000f0041", "\U00100000"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_private_use_characters_are_gaps(char: str, encoding: str) -> None:
    found = decode((TRADITIONAL + char).encode(encoding), "a.txt")
    assert found.text.lstrip("\ufeff") == TRADITIONAL + "\ufffd"
    assert (found.lost, found.user_defined) == (0, 1)


def test_bullets_of_symbol_fonts_are_no_gaps() -> None:
    found = decode(("\uf06c " + TRADITIONAL).encode(), "a.txt")
    assert found.text == "\uf06c " + TRADITIONAL
    assert found.user_defined == 0


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    data = TRADITIONAL.encode("utf-8")
    found = decode(data + b"\xff\xfe" + data, "a.txt")
    assert found.text.count(TRADITIONAL) == 2
    assert found.lost >= 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x00" * 5000, "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x7fELF\x02\x01\x01\x00" + b"\x00\x10\x03\x91" * 900, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        decode(data, "a.txt")
    assert caught.value.reason == reason
    assert "a.txt" in caught.value.message("zh")
    assert caught.value.hint("zh")


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="big5">', "cp950"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=GB2312'>", "gb18030"),
        (b'<meta charset="no-such">', None),
        (b"<p>charset=big5</p>", None),
    ],
)
def test_the_charset_of_a_page(page: bytes, charset: str | None) -> None:
    assert declared_charset(page) == charset


def test_text_among_binary_data_is_not_said_to_be_missing() -> None:
    damaged = "項目,本年度預算數\n稅課收入,1200\n".encode() + bytes(range(1, 32)) * 20
    with pytest.raises(SourceUnreadable) as refused:
        decode(damaged, "budget.csv")
    assert refused.value.reason == "binary"
    assert "holds no text" not in str(refused.value)


@given(st.binary(max_size=400))
def test_decoding_gives_text_or_a_reason(data: bytes) -> None:
    reason = ""
    try:
        assert decode(data, "a.txt").text
    except SourceUnreadable as error:
        reason = error.reason
    assert reason in ("", "empty", "binary", "encoding")


@pytest.mark.parametrize("encoding", ["utf-8", "cp950"])
def test_a_control_character_beside_a_digit_is_a_gap(encoding: str) -> None:
    rows = "派出所,1\x004,3\x01\n分隊\x00,56\n" + "水上派出所,12\n" * 20
    found = decode(rows.encode(encoding), "a.csv")
    assert (found.text.split("\n")[0], found.lost) == ("派出所,1\ufffd4,3\ufffd", 2)
