"""Words and random sentences of sample reports: invented agencies, places, measures, remarks.

Every character of a sample is known, and no text of others is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

PLACES = (
    "青潭", "南嶼", "霧峽", "松浦", "白沙灣", "鹿谷口", "石門坑", "東汀", "柳營角", "新墾",
    "月眉", "大埤頭", "金瓜溪", "三塊厝", "海豐", "樟樹", "外灣", "上坪",
)  # fmt: skip
OFFICES = ("分局", "工作站", "服務處", "管理所", "中心", "辦事處", "事務所", "分隊")
REGIONS = ("北區", "中區", "南區", "東區", "離島", "北部地區", "中部地區", "沿海地帶", "山區")
BUREAUS = ("水域巡護局", "鄉村發展署", "公共運輸處", "食品檢驗所", "職業訓練局", "檔案典藏館")
TOPICS = (
    "渡船航班準點", "果園用水調配", "舊橋補強", "夜間門診", "漁網回收", "社區共餐", "山徑修復",
    "校車汰換", "防汛演練", "冷藏倉儲", "義工訓練", "路燈節電", "苗圃配撥", "古道導覽",
)  # fmt: skip
ASPECTS = ("辦理情形", "執行成果", "檢討", "現況分析", "經費運用", "改善措施", "年度概況")
KINDS = (
    "一般案件", "緊急通報", "例行檢查", "專案輔導", "委外辦理", "民眾陳情", "跨區支援", "複查",
    "設備維修", "教育宣導", "資料建檔", "現場勘查", "器材借用", "其他",
)  # fmt: skip
MEASURES = (
    "件數", "人次", "人數", "場次", "金額（千元）", "面積（公頃）", "占比（%）", "完成率（%）",
    "里程（公里）", "用水量（噸）", "班次", "戶數", "預算數（萬元）", "決算數（萬元）", "平均時數",
)  # fmt: skip
GROUPS = (
    "收件",
    "結案",
    "未結",
    "本期",
    "上期",
    "男性",
    "女性",
    "自辦",
    "委辦",
    "增減比較",
    "小計",
)
WIDER = ("受理情形", "經費情形", "與上年度比較", "服務對象", "設施概況", "歷年資料")
LABEL_HEADERS = ("單位別", "項目", "地區別", "類別", "辦理單位", "機關名稱", "工作項目")
REGION_HEADERS = ("地區", "分區", "區域別")
TEXT_HEADERS = ("備註", "辦理情形", "說明", "改善措施", "主要內容", "後續作為")
SHORT_TEXT_HEADERS = ("承辦人", "方式", "地點", "進度", "等級")
SHORT_TEXTS = ("現場", "書面", "線上", "已完成", "辦理中", "規劃中", "甲等", "乙等", "免評", "抽查")
TITLES = ("作業要點", "補助原則", "管理手冊", "檢核表", "考評須知")

_ACTS = ("辦理", "推動", "檢討", "督導", "彙整", "規劃", "完成", "受理")
_RESULTS = (
    "較上年增加{n}件", "累計達{n}人次", "占全部{p}%", "動支經費{n}千元", "尚餘{m}處未完工",
    "平均每月{m}場", "達成年度目標{p}%", "共計{n}戶受益",
)  # fmt: skip
_REASONS = (
    "因連日豪雨致工期延後", "為利民眾查詢", "考量人力有限", "依{t}第{k}點規定", "經{b}同意備查",
    "配合 {y} 年度預算編列", "參採 Open Data 平臺資料", "惟部分路段尚待協調", "按 ISO {n} 標準",
)  # fmt: skip
_TAILS = (
    "將持續追蹤", "請於次月{k}日前回報", "後續納入例行檢查", "並公告於網站", "已函請改善",
    "預計 {y} 年底完成", "俟核定後實施", "列入下期考核",
)  # fmt: skip


def _fill(rng: random.Random, form: str) -> str:
    """The form with random numbers and names in its fields."""
    return form.format(
        n=f"{rng.randrange(11, 90000):,}",
        m=rng.randrange(2, 60),
        p=f"{rng.uniform(1, 99):.1f}",
        k=rng.randrange(1, 28),
        y=rng.randrange(104, 115),
        t=f"「{rng.choice(TOPICS)}{rng.choice(TITLES)}」",
        b=rng.choice(BUREAUS),
    )


def office(rng: random.Random) -> str:
    """The name of a local office."""
    return rng.choice(PLACES) + rng.choice(OFFICES)


def clause(rng: random.Random) -> str:
    """A clause without punctuation at its end."""
    form = rng.randrange(5)
    if form == 0:
        return office(rng) + rng.choice(_ACTS) + rng.choice(TOPICS) + "業務"
    if form == 1:
        return rng.choice(TOPICS) + "部分" + _fill(rng, rng.choice(_RESULTS))
    return _fill(rng, rng.choice((_RESULTS, _REASONS, _TAILS)[form - 2]))


def sentence(rng: random.Random) -> str:
    """One to four clauses."""
    return "，".join(clause(rng) for _ in range(rng.randint(1, 4))) + "。"


def paragraph(rng: random.Random, least: int, most: int) -> str:
    """Sentences until a random length between `least` and about `most` characters."""
    wanted, text = rng.randint(least, most), ""
    while len(text) < wanted:
        text += sentence(rng)
    return text


def heading(rng: random.Random) -> str:
    """A topic and an aspect of it."""
    return rng.choice(TOPICS) + rng.choice(ASPECTS)


def remark(rng: random.Random, longest: int) -> str:
    """The text of a wide cell: clauses of about `longest` characters at most."""
    wanted = rng.randint(4, longest)
    text = rng.choice(_ACTS) + rng.choice(TOPICS)
    while len(text) < wanted:
        text += "，" + clause(rng)
    return text + rng.choice(("。", "", ""))


def figure(rng: random.Random, header: str) -> str:
    """A figure as written below a header; sometimes a dash or nothing."""
    chance = rng.random()
    if chance < 0.04:
        return ""
    if chance < 0.09:
        return rng.choice(("－", "…", "-", "－"))
    if "%" in header or header == "平均時數":
        sign = rng.choice(("", "", "", "-")) if "率" in header else ""
        return f"{sign}{rng.uniform(0, 100):.{rng.choice((1, 2))}f}"
    return f"{int(10 ** rng.uniform(0, 6)):,}"
