"""Made-up report prose: random sentences in the manner of an agency's report, with figures.

The words are put together here, so that samples with known paragraphs can be made in any
number without a text of somebody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

AGENCIES = ("港務局", "林業署", "統計處", "衛生所", "教育司", "水利分署", "檢疫站", "測量隊")
THINGS = (
    "沿海漁港的冷鏈設備",
    "山區道路邊坡監測",
    "偏鄉圖書館的借閱服務",
    "跨區水質採樣作業",
    "公車候車亭無障礙改善",
    "國際合作研究計畫",
    "苗木培育及配撥",
    "夜間巡查勤務",
)
ACTS = ("辦理", "檢討", "推動", "完成", "受理", "督導", "彙整", "公告")
RESULTS = (
    "較上年度增加{n}件",
    "合計{n}件，占全部{p}%",
    "平均每月{n}人次",
    "已達年度目標之{p}%",
    "總經費新臺幣{m}萬元",
    "尚有{n}處待改善",
)
LINKS = ("惟", "另", "其中", "此外", "爰", "至於", "復查")
TAILS = (
    "並請各單位於{y}年{k}月底前提報改善情形",
    "（詳如附錄）後續將持續追蹤",
    "業經會議決議照案通過",
    "仍應注意人員安全與作業品質",
    "以符合「{t}」之規定",
    "相關資料另以 Excel 檔案提供",
    "參考 World Bank 之統計方法辦理",
)
TITLES = ("設備維護要點", "服務品質計畫", "資料交換原則", "採樣作業手冊")


def _fill(rng: random.Random, template: str) -> str:
    return template.format(
        n=f"{rng.randrange(12, 98000):,}",
        p=f"{rng.uniform(1, 99):.1f}",
        m=f"{rng.randrange(100, 90000):,}",
        y=rng.randrange(101, 115),
        k=rng.randrange(1, 13),
        t=rng.choice(TITLES),
    )


def clause(rng: random.Random) -> str:
    """A clause without its closing mark."""
    form = rng.randrange(4)
    if form == 0:
        return f"{rng.choice(AGENCIES)}{rng.choice(ACTS)}{rng.choice(THINGS)}"
    if form == 1:
        return _fill(rng, rng.choice(RESULTS))
    if form == 2:
        return rng.choice(LINKS) + _fill(rng, rng.choice(TAILS))
    return _fill(rng, "自{y}年起") + rng.choice(ACTS) + rng.choice(THINGS)


def sentence(rng: random.Random) -> str:
    """A sentence of one to four clauses with its 。"""
    return "，".join(clause(rng) for _ in range(rng.randint(1, 4))) + "。"


def paragraph(rng: random.Random, least: int = 30, most: int = 320) -> str:
    """Sentences until a random length between `least` and about `most` characters."""
    wanted = rng.randint(least, most)
    text = ""
    while len(text) < wanted:
        text += sentence(rng)
    return text


def heading(rng: random.Random) -> str:
    """A few words without a closing mark."""
    return rng.choice(THINGS) + rng.choice(("現況", "成效", "檢討", "問題與對策", "預算執行"))
