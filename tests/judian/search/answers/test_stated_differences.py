"""Numbers beside a comparison that are not its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.tables.ordering import is_time
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

REPORTS = {
    "county.md": """# 雲海縣101年度總決算審核報告

統計期間：101年1月1日至101年12月31日

雲海縣101年度歲出決算原列53億6,581萬餘元，經審核結果，歲出決算修正增加34萬餘元。
""",
    "dyke.md": """# 海堤重建第二期特別決算審核報告

海堤重建第一期及第二期特別決算，經審核結果，第二期歲入歲出差短須融資調度272億4,120萬餘元。
""",
    "growth.md": """# 經濟情勢報告

102年度經濟成長率由101年度之1.48％提升至2.09％。
""",
    "debts.md": """# 松濱縣財政報告

表1 松濱縣最近5年度債務情形表（單位：％）

| 年度 | 97 | 98 | 99 | 100 | 101 |
| --- | --- | --- | --- | --- | --- |
| 應付債務合計 | 1,137,211 | 1,636,569 | 2,183,741 | 1,890,407 | 2,251,584 |
""",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("differences"), REPORTS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question",
    [
        "雲海縣102年度的歲出決算比101年度增加多少？",  # a change of the earlier year alone
        "海堤重建第一期跟第二期特別決算，審定歲出差多少？",  # two are named, one number given
        "102年度經濟成長率比101年度高幾個百分點？",  # two rates, and no difference of them
        "松濱縣97到101年度，哪一年應付債務合計最少？",  # amounts under a sign for percent
    ],
)
def test_a_number_beside_a_comparison_is_not_its_result(service: Service, question: str) -> None:
    assert service.answer(question).answer is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("97", True), ("98年度", True), ("2009", True), ("101年12月", True), ("618,818", False),
     ("1137211", False), ("合計", False)],
)  # fmt: skip
def test_the_name_of_the_greatest_in_time_is_a_time(name: str, expected: bool) -> None:
    assert is_time(name) == expected
