"""Articles, days and case numbers are found in any spelling, in ranked and in strict queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.query.other_spellings import other_spellings
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.service import Service

REPORT = """# 東岬港務局訴訟彙報

本局於113年5月6日與帛琉簽署「臺灣與帛琉漁業合作協定」（下稱漁業協定）。

依漁業協定第5條第2項，雙方交換船舶名單。

商港法第三十六條之案件，經最高法院102年度台上字第1234號判決確定，並引用司法院釋字第329號解釋。

上開契約於98.06.25生效。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("spelled")
    return service_over(folder, {"report.md": REPORT})


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("漁業協定第5條 AND 名單", "交換船舶名單"),
        ("臺灣與帛琉漁業合作協定第5條 AND 名單", "交換船舶名單"),
        ("商港法36 AND 判決", "第三十六條"),
        ("102台上1234", "102年度台上字第1234號"),
        ("102台上1234 AND 判決", "102年度台上字第1234號"),
        ("釋字329 AND 判決", "釋字第329號"),
        ("98年6月25日 AND 契約", "98.06.25"),
        ("2009年6月25日 AND 契約", "98.06.25"),
        ("113/5/6 AND 簽署", "113年5月6日"),
    ],
)
def test_any_spelling_finds_the_passage(service: Service, query: str, holds: str) -> None:
    hits = service.search(query).hits
    assert hits
    assert holds in hits[0].passage.text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("102台上1234", "102年度台上字第1234號"),
        ("98年度上易字第12號", None),
        ("107偵1234號", "107年度偵字第1234號"),
        ("釋字329", "釋字第329號"),
        ("111憲判13", "111年憲判字第13號"),
        ("98.6.25協議", "98年6月25日"),
        ("2009-06-25", "98年6月25日"),
        ("九十八年六月二十五日", "98年6月25日"),
        ("民國一百十一年九月", "111年9月"),
        ("2022年9月", "111年9月"),
        ("民國前1年5月6日", "1911年5月6日"),
    ],
)
def test_the_first_other_spelling(text: str, first: str | None) -> None:
    found = other_spellings(text)
    assert (found[0][2][0] if found else None) == first


@pytest.mark.parametrize(
    "text", ["102年上訴5件", "5月", "去年6月25日", "102上30%", "解釋3次", "98年", "1.2.3"]
)
def test_other_numbers_have_no_other_spelling(text: str) -> None:
    assert other_spellings(text) == []
