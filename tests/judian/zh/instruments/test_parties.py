"""The parties in the name of an agreement, in the characters of the name."""

from __future__ import annotations

import pytest

from judian.zh.instruments import parties


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
