"""The patterns of `judian.zh.numbers.quantities`, over folded text.

Repetitions are bounded, so that hostile text takes no more time than long text.
"""

from __future__ import annotations

from judian.zh.numbers import units
from judian.zh.numbers.values import VULGAR
from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled

_S = r"[ \u3000\xa0\n]{0,2}"
#: 約, 逾, 未達 before a number.
MODIFIER = Lookbehind(
    r"(?:(?P<word>不得(?:少於|低於|超過|逾|高於)|(?<![條公協契預合簽節解訂盟租毀違特制])(?:大約|約略|約莫|約)|超過|超逾|已逾|逾|將近"
    r"|(?<![最附鄰相逼親新])近|接近|逼近|未達|未滿|不足|不到|不及|不逾|未逾|至少|最少|至多|最多|最高|最低"
    r"|最長|最短|高於|低於|少於|多於|大於|小於|上限|下限|上看|突破)(?:為|計|達|有|需)?|[<>]=?|[≦≧≤≥≠])"
    rf"{_S}$",
    reach=6,
)
CURRENCY = Lookbehind(
    rf"(?P<name>新臺幣|臺幣|人民幣|美金|美元|歐元|日幣|日圓|港幣|英鎊|澳幣|加幣|新幣|泰銖"
    rf"|(?<![a-z])(?:nt|us|hk) ?\$|ntd|usd|eur|(?<![a-z])(?<![a-z] )\$|€|£)"
    rf"(?:（下同）)?{_S}$",
    reach=11,
)
CURRENCY_UNITS = {
    fold(name): unit
    for name, unit in {
        "新臺幣": "元",
        "臺幣": "元",
        "nt$": "元",
        "nt $": "元",
        "ntd": "元",
        "$": "元",
        "us$": "美元",
        "us $": "美元",
        "hk$": "港幣",
        "hk $": "港幣",
        "usd": "美元",
        "eur": "歐元",
        "€": "歐元",
        "£": "英鎊",
    }.items()
}
#: 乙份, 乙艘 in official letters mean one of it; 甲、乙 and 乙案 are labels.
FORMAL_ONE = compiled(
    "(?<![甲乙丙、,及與和或暨/])乙(?=[份艘輛枚把支座棟具張隻箱批套紙冊枝](?![別])|件[,。;、)])"
)
#: 16條之3 and 國4甲: units of which a number is a label, by the text behind or before it.
ARTICLE, ARTICLE_BEHIND = "條", compiled(r"之\s?[0-9一二三四五六七八九十]")
ROAD, ROAD_BEFORE = "甲", frozenset(fold("國台臺省縣道"))
#: A currency that belongs to the number behind it: 週一美金500元.
CURRENCY_BEFORE_NUMBER = compiled(
    rf"{_S}(?:美金|美元|歐元|日幣|日圓|港幣|英鎊|澳幣|加幣|新幣|泰銖){_S}[0-9]"
)
FISCAL_YEAR = "年度"
#: A larger number before 年度 is a year, not a duration.
MOST_FISCAL_YEARS = 10
LATIN_FACTORS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
#: US$ 1.5 billion.
LATIN_FACTOR = compiled(rf"\s?(?P<factor>{'|'.join(LATIN_FACTORS)})(?![a-z])")
AFTER = compiled(
    rf"{_S}(?P<word>以上|以下|以內|左右|上下|[強弱](?=[,。;、)]|$)|之譜|不等|(?<=[年天日時週月])內|餘(?![額款震生])|許(?![可多])|多(?![數次元項的]))"
)
#: A half after a unit of time (1小時半), and after a unit of measure where the clause ends or a
#: noun cannot begin (1公頃半，): 3公里半徑 and 2噸半導體 are whole.
HALF = compiled(rf"{_S}半(?![數年導])")
HALF_OF_MEASURE = compiled(rf"{_S}半(?=[,。;、:）)」\s]|$|以|的|之|左右|多)")
ORDINAL_UNIT = compiled(
    rf"{_S}(?P<unit>會期|會議(?!室)|梯次|場次|順位|次(?![級要元]|自強|莒光|區間|普悠瑪|太魯閣|列車|班車)|屆|名(?![額稱單])|位(?![於置數])|大(?![量型部多家致陸學隊樓門街道橋題])"
    r"|高(?![雄等階中])|低|多(?![數])|期(?![間限望])|場(?![所域])|批|回(?![復應])|任(?![何務])|代|胎|梯)"
)
RANKED = frozenset(map(fold, ("名", "位", "大", "高", "低", "多", "順位")))
#: 第二高 is the second rank, not a height.
SUPERLATIVES = frozenset(map(fold, ("大", "高", "低", "多")))
TWO = fold("兩")
#: 兩點 may be two o'clock, 兩面 and 兩口 are words.
NOT_TWO = frozenset({"點", "面", "口", "頭", "院", "度", "方"})
RANK_IN_CLAUSE = Lookbehind(
    r"(?:排名|排行|名列|位居|高居|居|列)[^\s,。;、0-9第]{0,8}$",
    reach=12,
)
RANK_BEFORE = Lookbehind(
    rf"(?:排名|排行|名列|位居|高居|居|列|排){_S}(?:全國|全球|世界|亞洲)?{_S}$",
    reach=8,
)
#: Characters that form a word with 一 behind them: 每一, 任一, 同一, 第一, 之一, 單一, 另一.
NOT_ONE_AFTER = frozenset(fold("每這那某另任同單唯統第之專逐獨首萬其再下上前後又有進不"))
#: 零件 is a word, ○○ a blank.
ZERO_WORDS = frozenset({"零", "〇"})
#: Behind a Chinese numeral and a unit, the rest of the name of a place: 六家高鐵站, 三張犁.
PLACE_ENDINGS = compiled("捷運站|高鐵站|火?車站|老街|漁港|風景區|地區(?![醫性農巡法檢])|[犁厝崙]")
CLAUSE_ENDS = compiled(r"\s?(?:[,。;、)]|$)")
PART_OF = frozenset(fold("的之中另成為是有以在共"))
TIMES = compiled("[兩二三四五六七八九]度")
TIMES_VERB = compiled(r"[^\s,。、;:!?()0-9角電空音以的之c]")
NO_TIMES_AFTER = frozenset(fold("第溫角緯經酸每"))
COUNTRIES = compiled("[兩二三四五六七八九十]國")
COUNTRY_ENDS = frozenset(fold("國洲亞等"))
#: 3小時20分 is given in the smaller unit.
HOURS = compiled(
    rf"(?<![0-9.,])([0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}}){_S}小時{_S}"
    rf"([0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}分鐘?(?![之])"
)
#: Units that add a half: 3個半月.
HALF_MORE = {"個半月": "個月", "個半小時": "小時"}
#: 四處 is everywhere, 二次大戰 a name, 二元論 a doctrine.
FIXED = compiled(
    "四處(?![、,。;0-9]|[一-鿿]{2,8}[區站場廠])|[一二]次(?:世界)?大戰|[一二三]元(?=[^,。;、)以整及至0-9零一二三四五六七八九壹貳參肆伍陸柒捌玖])"
)
EACH = frozenset({"每"})
#: Verbs of change; behind 增加至 the number is a level, not a change.
CHANGE = Lookbehind(
    r"(?:(?:增加|減少|成長|下降|上升|上漲|下跌|衰退|提高|提升|降低|縮減|短少|增列|減列|調升|調降|擴增|遞增|遞減|減幅|漲幅"
    r"|年增|年減|縮短|延長|(?<![遞年新])增|(?<!年)減)了?|(?:增|減|漲|跌|降|升|成長)(?:幅度?|率)(?:為|達|計|約為)?)"
    rf"{_S}$",
    reach=8,
)
#: Words before a term in Chinese numerals (有期徒刑三年六月).
TERM = Lookbehind(
    r"(?:徒刑|拘役|刑|刑期|為期|共|計|歷時|長達|達|約|逾|滿|未滿|期間)\s?$",
    reach=6,
)
COMPOUND = compiled(
    rf"(?<![0-9.,第])([0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}年{_S}([0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}}){_S}(?:個)?月(?![0-9]{{1,2}}{_S}日)"
)
#: 壹年陸月, as judgments write a term.
FORMAL_COMPOUND = compiled(
    rf"(?<![0-9.,第])([壹貳參叁肆伍陸柒捌玖拾]{{1,3}}){_S}年{_S}([壹貳參叁肆伍陸柒捌玖拾]{{1,2}}){_S}月"
)
#: 3.13處, at the start of a sentence: the item number 3. and 13處.
ITEM_AND_NUMBER = compiled(r"(?P<item>[1-9][0-9]?)\.[0-9]{1,4}[百千萬億兆]{0,3}")
SENTENCE_BEFORE = Lookbehind(r"(?:^|[。;\n])\s?\Z", reach=3)
CLAUSE_BEFORE = Lookbehind(r"(?:^|[。;:,、()\n])\s?\Z", reach=3)
#: The item before or behind it is numbered in the same way.
ITEM = r"(?:^|[。;:,、()\n])\s?{}\.(?=[0-9]{{0,4}}[^0-9.])"
#: 3點半, 12點整 and 於3點前 are times of day.
HALF_HOUR = compiled(rf"{_S}(?:半|整|鐘|[一二三四五]刻|開[始會])")
BEFORE_HOUR, BEHIND_HOUR = Lookbehind(r"[於在]\s?\Z", reach=2), compiled(rf"{_S}[前後]")


#: Units whose own words name what is counted.
NOUN_UNITS = frozenset(
    fold(name)
    for name in (
        *(
            f"個{n}"
            for n in ("國家", "國家（地區）", "成員國", "會員國", "條文", "部分", "部會", "據點")
        ),
        *(f"個{n}" for n in ("縣市", "直轄市", "機關", "單位", "地區")),
        *("國家", "地區", "縣市", "直轄市", "鄉鎮市區", "機關", "單位", "部會", "病床", "會員國"),
    )
)
_CENT = "[零一二兩三四五六七八九壹貳參肆伍陸柒捌玖]"
#: 八角五分 behind 元, and the cents of accounts in two digits: 元08分.
CENTS = compiled(
    rf"{_S}(?:(?P<tenths>[0-9]|{_CENT}){_S}角(?:{_S}(?P<cents>[0-9]|{_CENT}){_S}分)?"
    rf"|零?(?P<only>[0-9]{{1,2}}|{_CENT}){_S}分(?!之[^多久內外。,;]))"
)
#: What follows the 「／」 of a unit: a factor (萬 of 件／萬輛), a unit in Latin letters, or a
#: number or letter of which neither is one (公升/8小時).
PER_FACTOR = compiled(r"[十百千萬億](?![瓦克米])|[十百]萬")
PER_LATIN = compiled(r"(?:l|ml|dl|m[23]?|km[23]?|cm[23]?|kg|g|h|hr|s|min|kwh|w|ha)(?![a-z0-9])")
PER_OPEN = compiled(r"\s?[0-9a-z]")
#: 千 of (1,234)千元.
BRACKET_FACTOR = compiled(r"\s?([十百千萬億兆]{1,2})(?=[元圓])")
#: Words before (3.5)% whose rate may be below zero.
SIGNED_RATE = Lookbehind(r"[長率幅度比為是達:]\s?\Z|成長約?\s?\Z", reach=4)
#: 賸餘（短絀）(2.5億元), 損益為（350萬元）, 短絀（2億元）: the name says neither sign, or a loss,
#: and the bracket may be that of accounts.
EITHER_SIGN = Lookbehind(
    r"(?:餘絀|盈虧|損益|盈餘[或及、/]?虧損|賸餘[或及、/]?短絀|增減|短絀|虧損|[純淨]損失?|赤字|（(?:[短虧]?絀|虧|[虧純淨]?損失?|負|減)[-]?）)"
    r"(?:總?[數額]|金額|淨額|[率幅]度?|情形|部分)?(?:合計|共計|各?約?計?[為是達約計有]|約為|分別為|:|,)?\s?（\s?\Z",
    reach=16,
)
#: 39分 of a number of 元 that was not read.
AFTER_YUAN = Lookbehind(r"[元圓角]\s{0,2}\Z", reach=3)
CENT_UNITS = frozenset({"角", "分"})
#: CH227、228標, DG166-168: the number goes on with a list of labels.
AFTER_LABEL = Lookbehind(r"[a-z]\s?-?[0-9]{1,5}\s?[、,~至/及-]\s?\Z", reach=12)
THOUSANDS = compiled(r"[0-9]{3}(?![0-9])")
#: Words before a fraction without a unit (占1/3, 約3/4), which elsewhere may be a date or a ratio.
SHARE_BEFORE = Lookbehind(r"[占佔逾達近約過]\s?$", reach=2)
SHARE_BEHIND = compiled(r"\s?以[上下]")
#: Kinds of units that a fraction may have: 二分之一公頃, but 三分之二人口.
#: 5/6日 is a date.
NOT_DIVIDED = frozenset({"日"})
DIVIDED = frozenset({"amount", "weight", "area", "length", "volume", "duration"})
PARTS_OF = compiled("分之")
#: 23日上午, 廿三日, 於23日, 於5、6日, 每月10日 and 週休二日 are days of a month or a week, and no
#: durations.
DAY_OF_MONTH = compiled(
    r"\s?(?:上午|下午|凌晨|晚間|晚上|中午|早上|清晨|傍晚|深夜|[0-9]{1,2}時|召開|舉行|開會|止(?![血痛])"
    r"|前(?=[按向繳])|起(?![訴源點見]))"
)
WITHIN_DAYS = compiled(r"\s?(?:[以之]?內|以[上下])")
DAY_IN_TENS = compiled("[廿卅]")
BEFORE_DAY = Lookbehind(
    r"(?:[於自月]|[週周]休)\s?(?:[0-9一二三四五六七八九十廿]{1,3}[、及與至~-]){0,3}$", reach=16
)
#: More years than these are never an approximate number: 七八年 is 1989.
APPROXIMATE_YEARS = 3
BLANK = " \u3000\xa0\n"
# Characters beside a number that may measure something: a unit, 分之, 成, or the conjunction of a
# coordination behind it; a currency, a bracket or a modifier before it.
MAY_FOLLOW = units.FIRST | frozenset(fold("成分以又×x*e^")) | frozenset(VULGAR)
MAY_JOIN = frozenset(fold("、及和與或至到~-"))
MAY_FOLLOW_ORDINAL = frozenset(fold("會梯場順次屆名位大高低多期批回任代胎 "))
MAY_RANK = frozenset(fold("名行居列排國球界洲 "))
MAY_PRECEDE = frozenset(fold("$€£元圓幣金鎊銖d）約逾近占佔達過"))
