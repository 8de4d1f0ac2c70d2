"""The parties in the name of an agreement, in the characters of the name."""

from __future__ import annotations

import pytest

from judian.zh.instruments import extract, parties


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("中華民國（臺灣）政府與卡梅里亞共和國政府打擊洗錢合作協定", "卡梅里亞"),
        ("我國與索倫群島漁業協定", "索倫群島"),
        ("中華民國政府與聖萊嶼國政府關務合作協定", "聖萊嶼國"),
        ("臺灣與帛琉簽證協定", "帛琉"),
    ],
)
def test_a_party_is_written_as_in_the_name(name: str, party: str) -> None:
    assert parties(name) == ("臺灣", party)


SIDES = [
    ("臺灣與帛琉海巡合作協定", "帛琉與臺灣海巡合作協定"),
    ("臺灣與帛琉海巡合作協定", "中華民國（臺灣）政府與帛琉共和國政府海巡合作協定"),
    ("臺灣與越南漁業協定", "越南與中華民國漁業協定"),
    (
        "駐美國台北經濟文化代表處與美國在台協會間之刑事司法互助協定",
        "臺北經濟文化代表處與美國在台協會間刑事司法互助協定",
    ),
]


@pytest.mark.parametrize(("one", "other"), SIDES)
def test_an_instrument_is_one_whichever_side_names_it(one: str, other: str) -> None:
    found = {mention.instrument for name in (one, other) for mention in extract(f"依{name}辦理。")}
    assert len(found) == 1


@pytest.mark.parametrize(
    "text", ["盟國與臺灣漁業協定", "各國與我國司法互助協定", "帛琉與臺灣洽談漁業"]
)
def test_a_party_that_is_no_state_names_no_instrument(text: str) -> None:
    assert not [m for m in extract(text) if m.text == text]
