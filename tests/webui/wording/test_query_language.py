"""Every example of the manual runs, in each spelling, and the documentation holds the same ones."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from judian.search.requests.values import SearchRequest
from tests.judian.search.library import service_over
from tests.project import ROOT
from webui.wording.query_language import CHAPTERS, Example

if TYPE_CHECKING:
    from judian.search.service import Service

HARBOUR = """# 東岬港務年報

發布機關：東岬港務局

日期：民國113年3月15日

## 一、營運

112年度進港船舶計1,204艘，違規罰鍰金額120萬元。

依商港法第三十六條裁罰12件。

## 二、查獲

112年查獲漁船走私香菸5,200公斤，另查獲香料製品。

| 碼頭 | 裝卸量（公噸） |
| --- | --- |
| 北碼頭 | 12,500 |
"""
COAST = """# 海岸統計

發布機關：海岸巡防署

日期：民國113年5月

## 一、概況

105年巡防艇攔查漁船，查無走私香菸。

漁船罰鍰未列。

海巡署依商港法第36條移送7件。查獲菸品及香菸若干，另有 Ketamine。

走私案件另計。
"""
PAGES = "漁業通報\n\n第一頁記載漁具規格與保養方式。\n\f\n第二頁記載漁港設施與維護方式。\n"
REPORTS = {"harbour.md": HARBOUR, "coast.md": COAST, "pages.txt": PAGES}
#: The passages by names used in tests/cases/query_language.json.
BEGINNINGS = {
    "ships": "112年度進港船舶",
    "article": "依商港法第三十六條",
    "seized": "112年查獲漁船",
    "patrol": "105年巡防艇",
    "transfer": "海巡署依商港法",
    "cases": "走私案件",
    "unlisted": "漁船罰鍰",
    "gear": "第一頁記載",
    "ports": "第二頁記載",
    "table": "碼頭",
    "row": "北碼頭",
}
CASES = json.loads((ROOT / "tests/cases/query_language.json").read_text("utf-8"))
EXAMPLES = [example for chapter in CHAPTERS for example in chapter.examples]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("manual"), REPORTS)


def found(service: Service, query: str) -> set[str]:
    reply = service.search(SearchRequest(query, size=50))
    told = ("+ between", "1 of 3 documents have no date")
    assert not [p for p in reply.query.problems if not p.message_en.startswith(told)]
    texts = [hit.passage.text for hit in reply.hits]
    return {name for name, text in BEGINNINGS.items() if any(one.startswith(text) for one in texts)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.queries[0])
def test_an_example_finds_what_it_says(service: Service, example: Example) -> None:
    want = set(CASES[example.queries[0]])
    for query in example.queries:
        assert found(service, query) == want, query


def test_each_example_finds_something_and_not_all() -> None:
    assert CASES.keys() == {example.queries[0] for example in EXAMPLES}
    for query, want in CASES.items():
        assert 0 < len(want) < len(BEGINNINGS), query


def tables() -> str:
    """The tables of docs/query-language.md."""
    parts = []
    for chapter in CHAPTERS:
        parts.append(f"## {chapter.en}\n\n| write | finds | 找到 |\n| --- | --- | --- |")
        for example in chapter.examples:
            spelled = ", ".join(f"`{query}`".replace("|", "\\|") for query in example.queries)
            parts[-1] += f"\n| {spelled} | {example.en} | {example.zh} |"
    return "\n\n".join(parts) + "\n"


def test_the_documentation_holds_the_same_examples() -> None:
    """With JUDIAN_WRITE_DOCS=1 the tables are written instead."""
    path = ROOT / "docs" / "query-language.md"
    text = path.read_text("utf-8")
    before, begin, rest = text.partition("<!-- examples -->\n\n")
    _, end, after = rest.partition("\n<!-- end of examples -->")
    assert begin
    assert end
    if os.environ.get("JUDIAN_WRITE_DOCS"):
        path.write_text(f"{before}{begin}{tables()}{end}{after}", "utf-8")
        return
    assert rest.startswith(tables())
