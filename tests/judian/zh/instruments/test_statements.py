"""The statements of a passage on an instrument, explicit ones only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.instruments import extract, parties, statements


def stated(text: str) -> list[tuple[str, str, str]]:
    """(kind, value, name) of each statement."""
    mentions = extract(text)
    name = {mention.instrument: mention.name for mention in mentions}
    return [(s.kind, s.value, name[s.instrument]) for s in statements(text, mentions)]


STATED = [
    (
        "「甲乙漁業合作協定」於2018年11月6日在檀香山簽署，2019年3月1日生效。",
        [
            ("signed", "2018-11-06", "甲乙漁業合作協定"),
            ("place", "檀香山", "甲乙漁業合作協定"),
            ("in_force", "2019-03-01", "甲乙漁業合作協定"),
        ],
    ),
    ("京都議定書自94年2月16日生效至今", [("in_force", "2005-02-16", "京都議定書")]),
    (
        "100年10月簽署「海峽兩岸核電安全合作協議」",
        [("signed", "2011-10", "海峽兩岸核電安全合作協議")],
    ),
    ("與帛琉於112年簽署之引渡條約", [("signed", "2023", "我國與帛琉引渡條約")]),
    ("於2003年生效的「聯合國反貪腐公約」", [("in_force", "2003", "聯合國反貪腐公約")]),
    ("水俣公約（生效日期：2017年8月16日）", [("in_force", "2017-08-16", "水俣公約")]),
    (
        "「甲乙河流域管理公約」（Convention on the Jia River. Zagreb, 1999）",
        [("place", "Zagreb", "甲乙河流域管理公約"), ("signed", "1999", "甲乙河流域管理公約")],
    ),
    (
        "大會於78年通過「兒童權利公約」及「巴塞爾公約」",
        [("adopted", "1989", "兒童權利公約"), ("adopted", "1989", "巴塞爾公約")],
    ),
    (
        "兩公約自98年12月10日起具有國內法律效力",
        [
            ("in_force", "2009-12-10", "公民與政治權利國際公約"),
            ("in_force", "2009-12-10", "經濟社會文化權利國際公約"),
        ],
    ),
    ("巴黎協定。該協定於105年11月4日生效", [("in_force", "2016-11-04", "巴黎協定")]),
    ("兒童權利公約依公司法於103年起具有國內法律效力", [("in_force", "2014", "兒童權利公約")]),
]


@pytest.mark.parametrize(("text", "want"), STATED, ids=[text[:14] for text, _ in STATED])
def test_dates_belong_to_their_verb_and_instrument(
    text: str, want: list[tuple[str, str, str]]
) -> None:
    assert stated(text) == want


NOT_STATED = [
    "尚未簽署「海峽兩岸核電安全合作協議」，112年仍協商中",
    "預計於115年簽署「甲乙漁業合作協定」",
    "京都議定書與名古屋議定書。於98年生效",
    "112年生效之措施",
    "「2004年甲乙船舶管理國際公約」已生效",
    "京都議定書於112年檢討。",
]


@pytest.mark.parametrize("text", NOT_STATED)
def test_implied_facts_are_not_statements(text: str) -> None:
    assert stated(text) == []


PARTIES = [
    ("臺菲刑事司法互助協定", ("臺灣", "菲律賓")),
    ("中華民國（臺灣）政府與吐瓦魯國政府刑事司法互助條約", ("臺灣", "吐瓦魯")),
    ("海峽兩岸空運協議", ("臺灣", "中國大陸")),
    ("聯合國反貪腐公約", ()),
]


@pytest.mark.parametrize(("name", "want"), PARTIES)
def test_a_bilateral_name_gives_the_parties(name: str, want: tuple[str, ...]) -> None:
    assert parties(name) == want


PIECES = [
    *"「」（），。、於年月日",
    *("京都議定書", "巴黎協定", "簽署", "生效", "通過", "98年", "6月1日", "2009年", "在東京", "並"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_statements_are_words_of_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = extract(text)
    for statement in statements(text, mentions):
        assert statement.text == text[statement.start : statement.end] != ""
        assert statement.instrument in {mention.instrument for mention in mentions}
