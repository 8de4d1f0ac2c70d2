"""The words of a query are looked for together, in a text and in what stands above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.model import Kind
from judian.search.requests.values import SearchRequest
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "\n".join(f"| 松濱縣{n}區 | {n}1 | {n}2 |" for n in range(1, 9))
CANALS = f"""# 松濱縣排水年報

## 一、辦理情形

松濱縣、松濱縣政府及松濱縣議會同意松濱縣的松濱縣分擔比率。

各區清淤工程與分擔比率另有規定，依各該年度計畫辦理，並由各區分擔。

二、分洪閘門維護落後，有待檢討。

主辦單位三次展延期限，廠商逾期未完工。

## 三、統計

表3 各區清淤工程分擔比率表

| 區別 | 清淤 | 閘門 |
| --- | --- | --- |
{ROWS}
"""
TITLED = "# 松濱縣橋梁檢測報告\n\n## 結果\n\n伸縮縫破損三處，已函請改善。\n"
OTHER = "# 他縣報告\n\n## 結果\n\n松濱縣橋梁未列入本報告。\n\n橋梁伸縮縫良好，橋梁如新。\n"


def first(folder: Path, query: str, **reports: str) -> str:
    service = service_over(folder, {f"{name}.md": text for name, text in reports.items()})
    return service.search(query).hits[0].passage.text


def test_a_text_with_all_words_outranks_one_that_repeats_one(tmp_path: Path) -> None:
    assert first(tmp_path, "松濱縣 閘門 8區", a=CANALS).startswith("松濱縣8區")


def test_a_text_with_every_word_as_typed_comes_before_one_with_its_parts(tmp_path: Path) -> None:
    parts = "松濱縣資產及負債總額、松濱縣資產與淨值總額，松濱縣各款總額。"
    text = f"# 年報\n\n## 決算\n\n{parts}\n\n平衡表列示各款，資產總額為五億元，餘略，松濱縣。\n"
    assert first(tmp_path, "松濱縣 資產總額", a=text).startswith("平衡表列示")


def test_a_word_counts_as_held_under_its_other_names(tmp_path: Path) -> None:
    other = "查獲愷他命者，查獲場所停業。"
    text = f"# 年報\n\n## 裁罰\n\n毒品查獲查獲查獲。\n\n{other}\n\n查獲毒品場所，查獲罰鍰。\n"
    assert first(tmp_path, "查獲 K他命 場所", a=text) == other


def test_words_of_the_title_count_as_said(tmp_path: Path) -> None:
    assert first(tmp_path, "松濱縣 橋梁 伸縮縫", a=TITLED, b=OTHER).startswith("伸縮縫破損")


def test_a_text_counts_the_line_that_leads_to_it(tmp_path: Path) -> None:
    reply = service_over(tmp_path, {"a.md": CANALS}).search("分洪閘門維護 展延期限")
    assert reply.hits[0].passage.text.startswith("主辦單位三次")


def test_the_first_row_under_a_caption_counts_like_the_best_hit(tmp_path: Path) -> None:
    service = service_over(tmp_path, {"a.md": CANALS})
    hits = service.search("各區清淤工程分擔比率表").hits
    rows = [at for at, hit in enumerate(hits) if hit.passage.kind is Kind.TABLE_ROW]
    assert rows[0] <= 1
    assert hits[rows[0]].passage.table is not None
    assert hits[rows[0]].passage.table.row == 1


@pytest.mark.parametrize("size", [1, 4, 7])
def test_pages_are_slices_of_one_order(tmp_path: Path, size: int) -> None:
    service = service_over(tmp_path, {"a.md": CANALS, "b.md": TITLED, "c.md": OTHER})
    whole = service.search(SearchRequest("松濱縣 分擔 橋梁 閘門", size=50))
    paged = [
        hit.id
        for page in range(1, whole.total // size + 2)
        for hit in service.search(SearchRequest("松濱縣 分擔 橋梁 閘門", page=page, size=size)).hits
    ]
    assert paged == [hit.id for hit in whole.hits]
    assert len(paged) == whole.total


def test_a_row_counts_the_year_that_it_writes_as_a_number(tmp_path: Path) -> None:
    rows = "\n".join(f"| {year} | {year}5 | 3 |" for year in range(96, 102))
    text = f"""# 松濱縣警政年報

## 肇事

松濱縣汽機車肇事件數97年最多，汽機車肇事率居全國之首，99年汽機車肇事件數略減。

表1 汽機車肇事情形表

| 年度 | 汽機車總數 | 肇事率 |
| --- | --- | --- |
{rows}
"""
    assert first(tmp_path / "1", "松濱縣 98年 汽機車總數 肇事率", a=text).startswith("98")
    assert first(tmp_path / "2", "松濱縣 100年度 汽機車總數", a=text).startswith("100")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("台電", "臺灣電力股份有限公司"),
        ("台水", "台灣自來水公司"),
        ("水保局", "水土保持局"),
        ("環保局", "環境保護局"),
    ],
)
def test_an_agency_or_enterprise_is_found_by_its_short_name(
    tmp_path: Path, typed: str, written: str
) -> None:
    text = f"# 年報\n\n## 採購\n\n廠商保固金逾期，廠商保固。\n\n{written}未退保固金。\n"
    text += f"\n另據{typed[:2]}測站紀錄，廠商如期完工，{typed}已備查。" * 3
    assert written in first(tmp_path, f"{typed} 保固金", a=text)
