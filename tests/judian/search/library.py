"""Small invented reports, indexed into memory, for tests of lists over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.run.pipeline import Options, run
from judian.engines.memory import MemoryEngine
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HARBOUR = """# 東岬港務局年度工作報告

發布機關：東岬港務局

日期：民國113年3月15日

## 一、港埠營運

112年度進港船舶總艘次計1,204艘，111年度進港船舶總艘次計1,180艘，110年度進港船舶總艘次計1,015艘。

貨物裝卸量約3萬5,000公噸，港區違規停泊裁罰金額計新臺幣120萬元。

## 二、各碼頭情形

表1 各碼頭裝卸量

| 碼頭 | 112年件數 | 112年裝卸量（公噸） |
| --- | --- | --- |
| 北碼頭 | 310 | 12,500 |
| 南碼頭 | 275 | 9,800 |
| 西碼頭 | 98 | 4,100 |
| 合計 | 683 | 26,400 |

## 三、國際合作

我國與帛琉於民國105年7月20日簽署「臺灣與帛琉漁業合作協定」（下稱漁業協定），自106年1月1日生效。

依漁業協定第三條及第5條第2項，雙方每年交換船舶名單；另依商港法第36條裁罰12件。
"""
COAST = """# 海岸巡防統計通報

發布機關：海岸巡防處

日期：民國113年5月

## 一、概況

112年度進港船舶總艘次計1,350艘，查獲走私香菸5,200公斤。

依臺灣與帛琉漁業合作協定第5條，通報漁船38艘。商港法第36條之案件計7件。

巡防艇平均航速較上年減少-2.5%。
"""
EMPTY = "# 空白說明\n\n本文件沒有任何數字，也沒有引用任何條文。\n"
REPORTS = {"harbour.md": HARBOUR, "coast.md": COAST, "empty.md": EMPTY}


def service_over(folder: Path, reports: Mapping[str, str] = REPORTS) -> Service:
    """The read path over these reports."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    for name, text in reports.items():
        (sources / name).write_text(text, encoding="utf-8")
    engine = MemoryEngine()
    run(engine, folder / "index", [sources], Options())
    return Service(engine)
