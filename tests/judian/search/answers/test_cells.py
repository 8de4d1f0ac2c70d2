"""Answers from the cells of tables: the right row and column, sums, and words in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from judian.search.service import Service

PATROL = """# 松嶺縣步道巡查統計

發布機關：松嶺縣林務局

日期：民國113年5月

## 一、巡查成果

表1　各站巡查成果

	東嶺站			西嶺站			合計
	件數	垃圾 (公斤)	枯木 (百株)	件數	垃圾 (公斤)	枯木 (百株)	件數	垃圾 (公斤)
111年	38	412.5	126	45	1086.2	318	83	1498.7
112年	41	389.0	98	52	1442.7	276	93	1831.7

表2　賠償情形

單位：件、人、千元

年度	受理	賠償
		遊客人數	金額
111	24	12	187
112	29	15	254

表3　遷移野生動物

單位：隻

動物	春季	夏季	全年
臺灣獼猴	12	30	42
白鼻心	7	8	15
合計	19	38	57

表4　三種許可之比較

項目	甲種許可	乙種許可	丙種許可
核准年數	3	5	8
審查期限	未規定	15日	30日
受理機關	管理站	縣府	林務局
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("cells")
    opened = service_over(folder, {"步道.md": PATROL})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # Of several columns alike, the one whose header is named.
        ("111年西嶺站的枯木有多少？", "318"),
        ("112年東嶺站的垃圾有幾公斤？", "389.0"),
        # Of several rows alike, the one whose label is named.
        ("白鼻心夏季遷移幾隻？", "8"),
        ("臺灣獼猴夏季遷移幾隻？", "30"),
        # Sums in a row or a column, in other words than the header's.
        ("遷移的臺灣獼猴全年共幾隻？", "42"),
        ("春季遷移的野生動物加總是多少隻？", "19"),
        ("112年兩站巡查件數加起來多少件？", "93"),
        # The header beside it says to whom.
        ("111年度賠償遊客的金額是多少？", "187"),
        # Words in cells.
        ("丙種許可的審查期限？", "30日"),
        ("乙種許可的受理機關為何？", "縣府"),
    ],
)
def test_the_cell_that_is_meant(service: Service, question: str, text: str) -> None:
    answer = service.answer(question).answer
    assert answer is not None
    assert answer.text == text


@pytest.mark.parametrize("question", ["南嶺站的審查期限？", "丙種許可的收費標準？"])
def test_a_cell_that_the_table_lacks_is_no_answer(service: Service, question: str) -> None:
    answer = service.answer(question).answer
    assert answer is None or answer.kind != "table"
