"""The verdict on a page's text, on each side of every limit."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.page.text_quality import assess, recode

#: Frequent characters of Chinese reports.
USUAL = "本年度公所完成在地產業合作三件，"
#: Common characters of building works, none of which is frequent.
WORKS = "鐵橋堤碼頭漁船檢測鋼筋橡膠隔熱磚牆瓦屋頂窗油漆粉刷"
#: Characters that ordinary texts do not have.
RARE = "龘靐齉齾爩鱻麤龗灪"


def repeated(text: str, count: int) -> str:
    """The first `count` characters of a text repeated without end."""
    return (text * (count // len(text) + 1))[:count]


def verdict(text: str, image: float = 0.0, curves: int = 0) -> str:
    return assess(text, image, curves).verdict


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第 3 頁 共 12 頁", "scanned"),
        ("機密等級：普通 九頁", "scanned"),
        ("機密等級：普通\n共十九頁", "good"),
    ],
    ids=["7 characters", "9 characters and a space", "11 characters and a line feed"],
)
def test_a_scan_with_a_few_characters_over_it_has_no_text_layer(text: str, found: str) -> None:
    assert verdict(text, image=0.95) == found


@pytest.mark.parametrize(
    ("text", "image", "found"),
    [
        ("", 0.55, "scanned"),
        ("", 0.45, "empty"),
        ("第 3 頁", 0.45, "good"),
        ("第 3 頁", 0.55, "scanned"),
    ],
)
def test_an_image_of_more_than_half_of_the_page_is_a_scan(
    text: str, image: float, found: str
) -> None:
    assert verdict(text, image=image) == found


@pytest.mark.parametrize(
    ("curves", "found"), [(0, "empty"), (235, "empty"), (265, "drawn")], ids=str
)
def test_many_curves_without_text_are_text_drawn_as_outlines(curves: int, found: str) -> None:
    assert verdict("", curves=curves) == found


def test_an_image_over_the_page_with_many_curves_is_a_scan() -> None:
    assert verdict("", image=0.95, curves=900) == "scanned"


@pytest.mark.parametrize(
    ("unmapped", "found"), [("\ufffd" * 4, "good"), ("\ufffd" * 6, "unreadable_font")]
)
def test_up_to_a_twentieth_of_characters_without_a_code_is_readable(
    unmapped: str, found: str
) -> None:
    assert verdict(repeated(USUAL, 100 - len(unmapped)) + unmapped) == found


def test_a_glyph_number_counts_as_one_character_without_a_code() -> None:
    quality = assess([*repeated(USUAL, 94), *["(cid:1204)"] * 6], 0.0)
    assert (quality.verdict, quality.characters) == ("unreadable_font", 100)
    assert quality.bad == pytest.approx(0.06)
    assert quality.detail == "6 % of the characters have no code"
    assert verdict(repeated(USUAL, 96) + "(cid:1204)" * 4) == "good"


@pytest.mark.parametrize("char", ["\ue00a", "\U000f0102", "\x03", "\x8a"], ids=ascii)
@pytest.mark.parametrize(("count", "readable"), [(4, True), (6, False)], ids=str)
def test_up_to_a_twentieth_of_private_and_control_codes_is_readable(
    char: str, count: int, readable: bool
) -> None:
    named = "user_defined" if char > "\ue000" else "good"
    found = verdict(repeated(USUAL, 100 - count) + char * count)
    assert found == (named if readable else "bad_mapping")


@pytest.mark.parametrize(
    ("text", "found", "detail"),
    [
        (USUAL * 3 + "帄均每件，尌業", "lookalikes", "read 帄 for 平, 尌 for 就"),
        (USUAL * 3 + "帄均每件，平台", "good", ""),
        (USUAL * 3 + "行事顢頇", "good", ""),
        (USUAL * 3 + "平均每件", "good", ""),
    ],
)
def test_rare_characters_that_stand_for_common_ones_are_named(
    text: str, found: str, detail: str
) -> None:
    quality = assess(text, 0.0)
    assert (quality.verdict, quality.detail) == (found, detail)


def test_characters_without_a_code_and_with_a_private_one_are_counted_together() -> None:
    assert verdict(repeated(USUAL, 94) + "\ufffd" * 3 + "\ue00a" * 3) == "bad_mapping"


def misread(text: str, encoding: str = "cp950") -> str:
    """A Chinese text whose bytes were read as Latin-1."""
    return text.encode(encoding).decode("latin-1")


def test_chinese_whose_bytes_were_read_as_latin_1_is_found_and_can_be_read_again() -> None:
    shown = "本局辦理各項工程檢查並公告其結果"
    quality = assess(misread(shown), 0.0)
    assert (quality.verdict, quality.encoding) == ("mojibake", "cp950")
    assert recode(misread(shown), "cp950") == shown


@pytest.mark.parametrize(
    ("han", "found"), [(14, "good"), (16, "mojibake")], ids=["28 bytes of 100", "32 bytes of 100"]
)
def test_the_bytes_of_misread_chinese_are_a_third_of_the_page(han: int, found: str) -> None:
    # Neither byte of these characters is in ASCII.
    letters = misread(repeated("橋梁港路檢度本成", han))
    assert verdict(letters + repeated("Report2023", 100 - 2 * han)) == found


@pytest.mark.parametrize(("count", "found"), [(7, "good"), (9, "mojibake")], ids=str)
def test_misread_chinese_has_several_han_characters(count: int, found: str) -> None:
    assert verdict(misread(repeated("本局各項工程", count))) == found


@pytest.mark.parametrize(
    ("common", "found"), [(39, "good"), (41, "mojibake")], ids=["39 of 50", "41 of 50"]
)
def test_misread_chinese_consists_of_common_characters(common: int, found: str) -> None:
    rare = repeated("齾麤籩鼉", 50 - common)
    assert verdict(misread(repeated("各項工程", common) + rare)) == found


@pytest.mark.parametrize(("faults", "found"), [(3, "mojibake"), (6, "good")], ids=str)
def test_misread_chinese_has_hardly_a_fault(faults: int, found: str) -> None:
    text = misread(repeated("各項工程", 80)) + "\u00ff!" * faults
    assert verdict(text) == found


@pytest.mark.parametrize("name", ["橋梁檢查", "Bridges"])
@pytest.mark.parametrize("dot", "·°¨")
def test_leaders_are_not_misread_chinese(name: str, dot: str) -> None:
    assert verdict((name + dot * 36 + "12") * 8) == "good"


@pytest.mark.parametrize(("han", "found"), [(4, "mojibake"), (6, "good")], ids=str)
def test_a_page_with_han_is_not_misread_chinese(han: int, found: str) -> None:
    letters = misread(repeated("橋梁港路檢度本成", 25))
    assert verdict(letters + "橋" * han + repeated("Report2023", 50 - han)) == found


def test_other_characters_among_misread_ones_are_kept() -> None:
    assert recode(misread("本局") + "「橋」" + misread("檢查"), "cp950") == "本局「橋」檢查"


def test_western_letters_with_accents_are_not_misread_chinese() -> None:
    assert verdict("éèàüöäßñçêâîôûëï" * 3) == "good"


@pytest.mark.parametrize(
    ("common", "found"), [(39, "wrong_han"), (41, "good")], ids=["39 of 50", "41 of 50"]
)
def test_four_fifths_of_the_han_characters_of_a_text_are_common(common: int, found: str) -> None:
    assert verdict(repeated(WORKS, common) + repeated(RARE, 50 - common)) == found


@pytest.mark.parametrize(("count", "found"), [(7, "good"), (9, "wrong_han")], ids=str)
def test_a_few_rare_characters_are_a_name(count: int, found: str) -> None:
    assert verdict("Tel. 02-2345" + repeated(RARE, count)) == found


@pytest.mark.parametrize(("count", "found"), [(74, "good"), (86, "wrong_han")], ids=str)
def test_a_long_text_has_frequent_characters(count: int, found: str) -> None:
    assert verdict(repeated(WORKS, count)) == found


@pytest.mark.parametrize(
    ("frequent", "found"), [(7, "wrong_han"), (9, "good")], ids=["7 of 100", "9 of 100"]
)
def test_a_twelfth_of_the_characters_of_a_long_text_are_frequent(frequent: int, found: str) -> None:
    assert verdict(repeated(WORKS, 100 - frequent) + "的" * frequent) == found


def test_frequent_characters_of_simplified_text_count_too() -> None:
    assert verdict(repeated(WORKS, 90) + repeated("国为会东业产", 10)) == "good"


@pytest.mark.parametrize(
    ("kana", "found"),
    [("のにをはがとでもな", "wrong_han"), ("のにをはがとでもなるし", "good")],
    ids=["9 for 100 Han", "11 for 100 Han"],
)
def test_kana_stand_for_the_frequent_characters_of_japanese(kana: str, found: str) -> None:
    assert verdict(repeated(WORKS, 100) + kana) == found


def test_the_characters_of_japanese_alone_are_common_in_it() -> None:
    text = "駅前の売店の価格を変える働き"
    assert verdict(text) == "good"
    assert verdict(repeated("駅売価変働込畑峠", 12)) == "good"


def test_a_good_text_needs_no_detail() -> None:
    quality = assess(repeated(USUAL, 32), 0.0)
    assert (quality.verdict, quality.detail, quality.characters) == ("good", "", 32)
    assert (quality.han, quality.common) == (30, 30)
