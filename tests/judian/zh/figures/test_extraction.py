"""Figures: value, unit, modifier, kind, measure and period, of running text."""

from __future__ import annotations

import gc
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.figures.extraction import Figure, PassageContext, Period, extract, last_period


def only(text: str, context: PassageContext | None = None) -> Figure:
    (figure,) = extract(text, context)
    return figure


VALUES = [
    ("查獲3件", "3", "件"),
    ("查獲 ３ 件", "3", "件"),
    ("受理4萬 5,426 件", "45426", "件"),
    ("補助3億2,450萬元", "324500000", "元"),
    ("補助新臺幣3億2,450萬元", "324500000", "元"),
    ("補助新臺幣（下同）500元", "500", "元"),
    ("損失約 1,000億美金", "100000000000", "美金"),
    ("損失美金500萬元", "5000000", "美金"),
    ("損失US$1,200", "1200", "美元"),
    ("計 3,507千元", "3507000", "元"),
    ("共二萬三千人", "23000", "人"),
    ("求助231餘萬人次", "2310000", "人次"),
    ("面積64萬畝", "640000", "畝"),
    ("重16.82公斤", "16.82", "公斤"),
    ("約57.24%", "57.24", "%"),
    ("約５７．２４％", "57.24", "%"),
    ("百分之五十七", "57", "%"),
    ("八成七", "87", "%"),
    ("約三成", "30", "%"),
    ("提高1.5個百分點", "1.5", "百分點"),
    ("成長2.3倍", "2.3", "倍"),
    ("歷時2年半", "2.5", "年"),
    ("歷時3個半月", "3.5", "個月"),
    ("處有期徒刑3年6月", "42", "個月"),
    ("邀請260團（次）", "260", "團"),
    ("與26個國家（地區）簽約", "26", "個"),
    ("通報8,112件次", "8112", "件次"),
    ("年滿65歲", "65", "歲"),
    ("共128個條文", "128", "個"),
    ("在七個國家", "7", "個"),
    ("共兩項主要因素", "2", "項"),
    ("裝置容量1,200瓩", "1200", "瓩"),
    ("罰鍰伍萬元", "50000", "元"),
    ("三分之二", "0.6666666666666666666666666667", None),
    ("罚款5万元", "50000", "元"),
    ("共12个国家", "12", "個"),
    ("發電2.5億千瓦時", "250000000", "度"),
    ("濃度14.3微克／立方公尺", "14.3", "微克／立方公尺"),
    ("歷時1個半小時", "1.5", "小時"),
    ("平均服務八點四次", "8.4", "次"),
    ("判處有期徒刑一年八月", "20", "個月"),
    ("成長率為-2.3%", "-2.3", "%"),
    ("四度流標", "4", "度"),
    ("泰國、緬甸及寮國三國交界", "3", "國"),
    ("設中心一處，", "1", "處"),
    ("大林三處平交道", "3", "處"),
    ("停電3小時20分", "200", "分鐘"),
    ("鑿井5口", "5", "口"),
    ("個人因素六十一人次之", "61", "人"),
    ("占百分之九十六點三", "96.3", "%"),
    ("押金拾陸萬肆仟元", "164000", "元"),
    ("新臺幣8仟4佰萬元", "84000000", "元"),
    ("用地取得27億3,816萬4仟元", "2738164000", "元"),
    ("債務三萬八千億元", "3800000000000", "元"),
    ("清除七又五分之二噸", "7.4", "噸"),
    ("面積5/8公頃", "0.625", "公頃"),
    ("面積⅝公頃", "0.625", "公頃"),
    ("加給一又五分之三以上", "1.6", None),
    ("經費約7.2E+4元", "72000", "元"),
    ("水量6.5×10⁴立方公尺", "65000", "立方公尺"),
    ("打八六折出售", "8.6", "折"),
    ("定價75折。", "7.5", "折"),
    ("單價廿三元六角五分", "23.65", "元"),
    ("單價8元5角", "8.5", "元"),
    ("高出3.07百分點", "3.07", "百分點"),
    ("約占六成半", "65", "%"),
    ("占2/5", "0.4", None),
    ("約3/5股東同意", "0.6", None),
    ("3/5以上股東同意", "0.6", None),
]


@pytest.mark.parametrize(("text", "value", "unit"), VALUES, ids=[row[0] for row in VALUES])
def test_value_and_unit(text: str, value: str, unit: str | None) -> None:
    figure = extract(text)[0]
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert text[figure.start : figure.end] == figure.text


SPANS = [
    ("先後動員500餘名警力", "500餘名", "餘"),
    ("損失約為 1,000億美金，", "約為 1,000億美金", "約"),
    ("估計逾 20 萬人被迫", "逾 20 萬人", "逾"),
    ("將近3,000人", "將近3,000人", "將近"),
    ("未達5件", "未達5件", "未達"),
    ("至少3名", "至少3名", "至少"),
    ("10人以上", "10人以上", "以上"),
    ("500人上下", "500人上下", "上下"),
    ("在 2 天內逮捕", "2 天內", "內"),
    ("千餘件", "千餘件", "餘"),
    ("近萬人", "近萬人", "近"),
    ("二十多家", "二十多家", "多"),
    ("最近3件", "3件", None),
    ("公約44件", "44件", None),
    ("邀請 260 團（次）。", "260 團（次）", None),
]


@pytest.mark.parametrize(("text", "span", "qualifier"), SPANS, ids=[row[0] for row in SPANS])
def test_the_span_holds_qualifier_and_unit(text: str, span: str, qualifier: str | None) -> None:
    figure = only(text)
    assert (figure.text, figure.qualifier) == (span, qualifier)


NO_EVENTS = [
    "",
    "沒有數字",
    "電話：02-21910189 轉 7223",
    "請撥165專線或110報案，24小時專線服務",
    "依第三條第二款及第12條之1規定",
    "依前二項及前三條規定",
    "102年度訴字第123號判決",
    "院臺法字第1020012345號函",
    "98年6月25日上午9時30分",
    "（Albanese & Reichel, 2014: 14; Mueller, 2001: 13-21）",
    "1. 第一點\n2. 第二點",
    "一、二、（一）概述",
    "策略行動綱領 1.5 版",
    "詳見表 4 國人求助情形及圖3-1",
    "郵遞區號100204，統一編號12345678",
    "https://example.org/a/12件",
    "高達數千億美元、上萬輛、數十億元、幾十人",
    "一個國家、一項課題、一種犯罪",
    "COVID-19疫情、B12、K他命、X 光",
    "十分重要、一起合作、萬一、兩岸、零件",
    "9 兆億元",
    "１，０００,００ 元",
    "13月40日",
    "近5年、19世紀、1990年代、98年",
    "9" * 400 + "件",
    "版本1.2.3",
    "三重區五股里八里",
    "第2、3年及第4、5款",
    "12 345人",
    "長期照顧十年計畫及十二年國教",
    "翠峰一日券、三日遊",
    "是犯罪的一種，也是其中一項。",
    "昭和16年",
    "第5會議室、四處奔走",
    "公元前3,000年及西元前五千年",
    "二次大戰後的二元論，唯一一個",
    "竊盜案-8件、丙案 - 3件",
    "差額為▲8萬元",
    "預算US$4m、7/3公頃、餘(4)件",
    "廿四日下午會勘",
    "上午場次在112年9月3日17時",
    "總計5,43\n2,100件、6 7 8件",
    "道路長度 8.5\n台17線",
    "總計5，432元",
    "3/5及2/5",
    "七八年",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_what_measures_nothing_is_no_figure(text: str) -> None:
    assert extract(text) == ()


KINDS = [
    ("共3件", "count"),
    ("計500元", "amount"),
    ("重3公噸", "weight"),
    ("面積3公頃", "area"),
    ("為期3個月", "duration"),
    ("占3%", "rate"),
    ("增加3件", "change"),
    ("減少約3.5%", "change"),
    ("增加至30件", "count"),
    ("上升2個百分點", "change"),
    ("第一名", "rank"),
    ("全球排名第3", "rank"),
    ("第二大來源", "rank"),
    ("居各關第三。", "rank"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds_are_kept_apart(text: str, kind: str) -> None:
    assert only(text).kind == kind


RANGES = [
    ("每案5至7件", "5", "7", "5至7件"),
    ("85%～90%", "85", "90", "85%～90%"),
    ("約3到5億元", "300000000", "500000000", "約3到5億元"),
    ("5件至7件", "5", "7", "5件至7件"),
    ("約3至5成", "30", "50", "約3至5成"),
    ("三年以上十年以下有期徒刑", "3", "10", "三年以上十年以下"),
    ("1,500至2萬元", "1500", "20000", "1,500至2萬元"),
    ("查扣六、七百公斤", "600", "700", "六、七百公斤"),
    ("聚眾約5、6千人", "5000", "6000", "約5、6千人"),
    ("現金四五十萬元", "400000", "500000", "四五十萬元"),
    ("約六、七成", "60", "70", "約六、七成"),
    ("氣溫-4℃至7℃", "-4", "7", "-4℃至7℃"),
    ("約百分之六、七", "6", "7", "約百分之六、七"),
    ("聚眾約7、80人", "70", "80", "約7、80人"),
    ("罰鍰7至8千元", "7000", "8000", "7至8千元"),
    ("罰鍰六至八百元", "600", "800", "六至八百元"),
    ("罰鍰700至2千元", "700", "2000", "700至2千元"),
    ("成長-6%至-2%", "-6", "-2", "-6%至-2%"),
    ("占85%-90%", "85", "90", "85%-90%"),
]


@pytest.mark.parametrize(("text", "low", "high", "span"), RANGES, ids=[row[0] for row in RANGES])
def test_a_range_is_one_figure_with_two_ends(text: str, low: str, high: str, span: str) -> None:
    figure = only(text)
    assert (figure.value, figure.value_high) == (Decimal(low), Decimal(high))
    assert figure.text == span


def test_members_of_a_list_share_unit_and_qualifier() -> None:
    figures = extract("112年度分別約47%及25%；另有3、5及7件")
    assert [(f.text, f.value, f.unit, f.qualifier) for f in figures] == [
        ("約47%", 47, "%", "約"),
        ("25%", 25, "%", "約"),
        ("3", 3, "件", None),
        ("5", 5, "件", None),
        ("7件", 7, "件", None),
    ]


def test_a_respective_list_names_each_measure() -> None:
    figures = extract("臺北市、高雄市分別為3件及5件")
    assert [(f.value, f.measure) for f in figures] == [(3, "臺北市"), (5, "高雄市")]


def test_a_respective_list_of_years_gives_each_its_period() -> None:
    figures = extract("求助件數111、112及113年分別為3件、4件及5件")
    assert [(f.value, f.period and f.period.start) for f in figures] == [
        (3, "2022-01-01"),
        (4, "2023-01-01"),
        (5, "2024-01-01"),
    ]


MEASURES = [
    ("陸方通報我方民眾受限制案件計 7,613 件", "陸方通報我方民眾受限制案件"),
    ("求助總人次計3,507人次", "求助總人次"),
    ("查獲海洛因550.31公斤、安非他命2438.8公斤", "查獲海洛因"),
    ("動員500餘名警力參與偵辦", "警力"),
    ("簽訂44件司法互助協定。", "司法互助協定"),
    ("(其中詐欺案件 117 起)", "詐欺案件"),
    ("113年度補助經費為500元", "補助經費"),
    ("補助經費113年度為500元", "補助經費"),
    ("警政署於113年3月查獲3件", "警政署查獲"),
    ("造成3人死亡", "死亡"),
    ("每月由3,000元調高為5,000元", "每月"),
    ("加給，每月3,000元", "加給每月"),
    ("通報人數最多之學校為甲校，計19人", "通報人數最多之學校為甲校"),
    ("協定為「甲約」、「乙約」等3件", "協定"),
    ("民眾申請護照件數較高（112年度約47%）", "民眾申請護照件數較高"),
    ("與26個國家（地區）簽約", "國家（地區）"),
    ("內政部補助500元", "內政部補助"),
]


@pytest.mark.parametrize(("text", "measure"), MEASURES)
def test_the_measure_is_in_the_words_of_the_text(text: str, measure: str) -> None:
    assert extract(text)[0].measure == measure


PERIODS = [
    ("112年查獲3件，113年5件", ["2023-01-01", "2024-01-01"]),
    ("113年度1,118人次，較112年度增加407人次", ["2024-01-01", "2024-01-01"]),
    ("自111年度之9件降至112年度之7件", ["2022-01-01", "2023-01-01"]),
    ("查獲3件（112年）、5件（113年）", ["2023-01-01", "2024-01-01"]),
    ("112年查獲3件。其中毒品2件", ["2023-01-01", "2023-01-01"]),
    ("113年查獲9件（112年為3件），逮捕5人", ["2024-01-01", "2023-01-01", "2024-01-01"]),
    ("113年依112年修正之規定處罰3件", ["2024-01-01"]),
    ("113年查獲3件，同期遣返5人", ["2024-01-01", "2024-01-01"]),
    ("查獲3件", [None]),
    (
        "113年度5,237場次，較112年度之4,890場次增加347場次",
        ["2024-01-01", "2023-01-01", "2024-01-01"],
    ),
    ("113年開啟率由112年之7.8%降至5.1%", ["2023-01-01", "2024-01-01"]),
    ("約為111年的1.8倍", [None]),
    ("2014年「甲公約」所定11項指標", [None]),
    ("2004年6月19日生效。會員3國", [None]),
    ("枯水期（112年11月）雨量6成，停灌3公頃", ["2023-11-01", "2023-11-01"]),
    ("失業率3.4%，為近23年最低", [None]),
    ("113年完成9項，餘5項預定於114年底完成；甲局8項", ["2024-01-01", "2024-01-01", "2024-01-01"]),
    ("113年共2件，與112年相同；其他61件", ["2024-01-01", "2024-01-01"]),
    ("工期展延至115年3月，容量160公噸", [None]),
    ("應於114年6月30日前繳5元。稅率7.5%", [None, None]),
    ("總經費2億元，預計114年底完工", [None]),
    ("查獲3件，於112年6月移送", ["2023-06-01"]),
]


@pytest.mark.parametrize(("text", "starts"), PERIODS)
def test_the_governing_date_is_the_period(text: str, starts: list[str | None]) -> None:
    assert [f.period.start if f.period else None for f in extract(text)] == starts


def test_the_documents_period_stands_in_where_no_date_governs() -> None:
    period = Period("105年", "2016-01-01", "2016-12-31")
    assert only("查獲3件", PassageContext(document_period=period)).period == period


def test_the_last_period_is_what_the_next_passage_starts_from() -> None:
    assert last_period("112年查獲，113年6月移送") == Period("113年6月", "2024-06-01", "2024-06-30")
    kept = Period("105年", "2016-01-01", "2016-12-31")
    assert last_period("沒有日期", PassageContext(antecedent=kept)) == kept
    assert last_period("沒有日期") is None


#: Pieces whose repetition once was, or easily becomes, quadratic.
HOSTILE = [
    "1、",
    "112年",
    "3件(112年)",
    "自112年起至",
    "(",
    "「甲」、",
    "第1",
    "一萬",
    "約3",
    " ",
    "5年6月",
    "-",
    "負5",
    "三、",
    "二三",
    "拾貳",
    "3/4",
    "五又",
    "2×10^6",
    "4E+",
    "(1,234)",
    "1,2\n",
    "1 ",
    "百萬億",
    "5元5角",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_in_step_with_hostile_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length] + "共3件"
        gc.disable()  # its cost grows with whatever else the test run holds
        try:
            started = time.process_time()
            extract(text)
            return time.process_time() - started
        finally:
            gc.enable()

    seconds(1_000)
    short, long = seconds(5_000), seconds(40_000)
    # Eight times the text; a quadratic step would take sixty-four times as long.
    assert long < 24 * max(short, 0.005)


@given(st.text())
def test_any_text_gives_verbatim_spans_and_never_raises(text: str) -> None:
    for figure in extract(text):
        assert text[figure.start : figure.end] == figure.text


_SCRAPS = (
    "0123456789０９,，.．%％ 年月日季第至、及（）()分別約逾餘以上每件"
    "人元萬億一二十百兩成之自同\n「」較比增加-△負壹拾佰又/⁄¾½×^eE+³角折半公頃"
)


@given(st.text(alphabet=_SCRAPS, max_size=60))
def test_scraps_of_figures_never_raise(text: str) -> None:
    extract(text)
    extract(
        text,
        PassageContext(
            cells=((0, len(text), (text,), (text,)),), unit=text, caption=text, note=text
        ),
    )
