"""An invented report, and what dumping it from a PDF would make of it."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.structure.characters import width

#: (text, columns of hanging indent): the paragraphs of a report on a made-up county's buses.
REPORT: tuple[tuple[str, int], ...] = (
    ("壹、計畫緣起", 0),
    (
        "雲海縣位於山海之間，聚落散布，居民往返就醫、就學及採買多仰賴公路客運。惟近十年人口外移，"
        "各路線載客率逐年下降，業者經營意願低落，部分偏遠路線每日僅餘 2 班，民眾候車時間過長，"
        "形成服務水準與運量互為因果之惡性循環。",
        0,
    ),
    (
        "為改善上述情形，本府於 109 年 3 月擬訂需求反應式公車試辦計畫，並於同年 7 月 15 日開始，"
        "由民眾以電話或網路預約，車輛依預約情形彈性調整路線及班次。",
        0,
    ),
    ("一、試辦範圍", 0),
    (
        "試辦範圍包含海墘、石門、雙溪及大坪等 4 鄉鎮，共設置 186 處停靠點，"
        "服務人口約 3 萬 2,500 人，其中 65 歲以上者占 27.4%。",
        0,
    ),
    (
        "二、投入車輛計有中型巴士 12 輛及九人座小客車 9 輛，均配備輪椅升降設備，駕駛員須通過"
        " 16 小時之高齡及身心障礙乘客服務訓練始得上路。",
        4,
    ),
    (
        "三、經費由中央公路公共運輸補助款支應 85%，餘由縣府自籌，"
        "三年合計編列新臺幣 1 億 2,480 萬元，其中車輛購置費 6,300 萬元、營運虧損補貼 4,950 萬元、"
        "資訊系統建置費 1,230 萬元。",
        4,
    ),
    ("貳、執行成果", 0),
    (
        "自開辦至 112 年 6 月底止，累計載客 41 萬 8,206 人次，平均每日 386 人次，較原固定路線時期"
        "增加 1.6 倍；乘客滿意度調查有效樣本 1,067 份，表示滿意者達 91.2%。",
        0,
    ),
    (
        "進一步分析旅次目的，以就醫占 43% 最高，其次為採買 24%、就學 18% 及洽公 9%。就醫旅次中，"
        "前往縣立醫院者逾六成，顯示需求反應式公車對於縮短偏鄉就醫距離確有助益。",
        0,
    ),
    ("參、結論與建議", 0),
    (
        "綜上，試辦計畫已達成預期目標，建議自 113 年起納入常態服務，並逐步擴大至全縣 13 鄉鎮；"
        "預約系統應增加語音客服，以利不諳網路操作之長者使用。",
        0,
    ),
)


@dataclass(frozen=True)
class Style:
    """The layout of a text dump."""

    columns: int = 60
    lines: int = 14  # to a page
    double: bool = True  # a blank line after each
    ends: bool = False  # white space at a paragraph's end
    indent: bool = False  # first lines are shorter by two characters (and show no space)
    page: str = "space"  # what begins a page: space, feed, number, foot, none


def wrap(text: str, style: Style, hang: int, indent: int) -> list[str]:
    """The lines of a paragraph; 。，、 and closing brackets do not begin one."""
    lines: list[str] = []
    rest = text
    while rest:
        room = style.columns - (indent if not lines else hang)
        cut = 0
        while cut < len(rest) and width(rest[: cut + 1]) <= room:
            cut += 1
        if cut < len(rest):
            while cut > 1 and rest[cut] in "，。、；：）」%":
                cut -= 1
            while (
                cut > 1
                and rest[cut].isascii()
                and rest[cut - 1].isascii()
                and rest[cut] != " "
                and rest[cut - 1] != " "
            ):
                cut -= 1
        lines.append(rest[:cut].strip())
        rest = rest[cut:].lstrip()
    return lines


def dump(style: Style, report: tuple[tuple[str, int], ...] = REPORT) -> str:
    """The report as a PDF dump of this style."""
    out: list[str] = []
    page, on_page = 1, 0
    for text, hang in report:
        pieces = wrap(text, style, hang, 4 if style.indent and width(text) > style.columns else 0)
        for number, piece in enumerate(pieces):
            if on_page == style.lines:
                out += _turn(style, page)
                page, on_page = page + 1, 0
            start = " " if style.page == "space" and on_page == 0 else ""
            feed = "\f" if style.page == "feed" and on_page == 0 and page > 1 else ""
            end = " " if style.ends and number == len(pieces) - 1 else ""
            out.append(feed + start + piece + end)
            if style.double:
                out.append("")
            on_page += 1
    if style.page == "foot":
        out.append(str(page))
    return "\n".join(out) + "\n"


def _turn(style: Style, page: int) -> list[str]:
    if style.page == "number":
        return ["", str(page + 1), ""]
    if style.page == "foot":
        return ["", str(page), ""]
    return []
