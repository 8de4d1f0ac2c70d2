"""The words by which a question asks for an operation, as patterns over its folded text."""

from __future__ import annotations

from judian.search.answers.question.sums import ALTOGETHER
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

MORE, LESS = "多高大重長久快遠嚴好慘熱深貴", "少低小輕短慢近差淺早"
#: 第二大隊, 第三高中: the side is the beginning of a name.
_NOT_NAME = "(?![隊類題組團樓路學中級職鐵架速港廈會廳])"
#: 最近三年 is a time, 最高法院 a court, 最低工資 an amount.
EXTREME = compiled(
    f"最(?!近[一二兩三四五六七八九十幾0-9年期]|高法院|高行政|高檢|低工資|低薪資|低生活)為?(?P<side>[{MORE}{LESS}])重?"
)
NTH = compiled(f"(?:排)?第(?P<nth>[一二三四五六七八九十1-9])(?P<side>[{MORE}{LESS}]){_NOT_NAME}")
#: 排第三的是哪個縣市: an order without the word for its side counts from the greatest.
PLACED = compiled("(?:排(?:名|行|在)?|名列|位居)第(?P<nth>[一二三四五六七八九十1-9])(?:名|位)?")
NEXT = compiled(f"(?<![那這两兩一幾每上前首])次(?P<side>[{MORE[:3]}{LESS[:3]}])")
FIRST = compiled(
    f"前(?P<count>[二兩三四五六七八九十2-9]|10)(?:名|大|位|個(?![月年星工半])|項|種|家|(?P<side>[{MORE}{LESS}]))"
)
#: 未完工件數最多的三個縣市: how many of the greatest.
TOP = compiled(
    f"最(?P<side>[{MORE}{LESS}])的(?:前)?(?P<count>[二兩三四五六七八九十2-9]|10)(?:名|大|個(?![月年星工半])|項|種|家|處|所|條|座)"
)
#: 最多的縣市比第二名多多少: the first less the second.
FIRST_OF_TWO = compiled(
    f"(?P<first>最(?P<side>[{MORE[:3]}])|第[一1]名)(?P<noun>[^,。?]{{0,8}}?)"
    f"(?P<pivot>比)(?P<second>第[二2](?:名|[{MORE[:3]}])|次[{MORE[:3]}])(?P<same>[^,。?]{{0,8}}?)"
    f"(?P<more>[{MORE[:2]}]出?)(?=多少|幾)"
)
#: 完成率是甲高還是乙高: the greater of two.
EITHER = compiled(
    f"(?<=[一-鿿])(?P<word>[{MORE}{LESS}]還是)[^,。?]{{1,16}}?(?P<side>[{MORE}{LESS}])(?=[?]|$)"
)
LEADER = compiled("居冠|居首|冠軍|第一名|排名第一|(?P<last>墊底|敬陪末座|最後一名)")
WHICH_OF_TWO = compiled(
    f"(?:哪一?[一-鿿]{{1,2}}?|何者|誰)(?:的[一-鿿]{{1,8}})?(?:比較|較|更)(?P<side>[{MORE}{LESS}])"
)
RANK = compiled(
    f"(?:排名|排行|名次|排|名列|位居|居)?第幾(?:名|位|(?P<side>[{MORE}{LESS}]))?(?=[?]|$|的)"
)
TIMES = compiled("(?:幾|多少)倍|倍數|幾分之幾")
#: 占用, 占領 and 占地 are verbs of their own, and no shares.
SHARE = compiled(
    "(?P<pivot>[占佔](?![用領據地])(?:比|了|有)?)(?=.{0,24}(?:多少|幾|比例|比率|百分比|比重|若干|[?]|$))"
)
#: 有多少比例發生在東部, 有幾成是跨國婚姻: the whole stands before it, the part after it.
SHARE_OF_WHOLE = compiled(
    "(?P<pivot>有?(?:多少比例|多少百分比|百分之(?:多少|幾)|幾成幾?)(?:是|屬於?|為|來自|發生在|發生於|在|由)?)(?=[一-鿿])"
)
SHARE_NOUN = compiled("(?:所[占佔])?(?:的)?(?:比例|比重|百分比|占比|佔比)")
#: 執行率掉了多少 is a change; 花掉, 清掉 and 跑掉 are verbs of their own.
_DROPPED = "(?<=[率度例數額量價值比年月季期少降減跌])掉"
_CHANGES = (
    "增加|減少|成長|衰退|上升|下降|提高|降低|增減|變動|變化|增長|減低|提升|縮減|擴大|升高|變多|變少"
    "|縮水|暴增|激增|遽增|銳減|驟減|飆升|攀升|下滑|滑落|萎縮|下跌|上漲|砍(?:掉|了)?"
    f"|增|減|升|降|漲|跌|{_DROPPED}"
)
#: 增加最多, 減幅最大: changes that are ordered.
CHANGE_ORDERED = compiled(
    "(?P<change>增加|成長|減少|衰退|下降|上升|增幅|減幅|降幅|漲幅|跌幅|增長|提高|降低|掉|(?:落後|超前)(?:預定|預計)?(?:進度)?)(?:了)?(?P<noun>率|幅度|比例|比率)?(?:的)?(?=(?:最|前[二兩三四五]|第[二三四五]))"
)
#: 比112年多的是哪個, 沒有增加的有幾個: changes that are counted.
CHANGE_LIMITED = compiled(
    "(?P<pivot>[較比](?![例率重較值賽]))(?P<base>.{0,16}?)(?:還|更|變|有)?(?<!最)(?P<change>增加|成長|減少|衰退|下降|上升|惡化|改善|多|少|高|低|大|小)(?:了)?(?=的[一-鿿]{0,8}(?:有|是|為)?[哪幾])"
)
#: 有幾個行業比前一年少: the interrogative stands before the change.
CHANGE_AFTER = compiled(
    "(?P<pivot>[較比](?![例率重較值賽]))(?P<base>.{1,16}?)(?:還|更|變|有)?(?<!最)(?P<change>增加|成長|減少|衰退|下降|上升|多|少|高|低|大|小)了?(?=[?]|$)"
)
#: 規劃面積小於都市計畫面積的縣市有幾個: one column on a side of another one.
COLUMN_LIMITED = compiled(
    "(?:還|更|已)?(?P<side>超前|落後|超過|高於|大於|多於|超出|低於|小於|少於|不如|不及)"
    "(?P<base>[^,。?]{2,16}?)(?=的[一-鿿]{0,8}?(?:共|總共|一共)?(?:有|是|為)?[幾哪])"
)
#: 落後預定進度超過5個百分點, 增加超過100件: a change before a limit.
CHANGE_BEFORE_LIMIT = compiled(
    "(?P<change>增加|成長|減少|衰退|下降|上升|增長|提高|降低|(?:落後|超前)(?:預定|預計)?(?:進度)?)(?:了)?$"
)
UNCHANGED = compiled(
    "(?P<no>沒有?|未|並未)(?P<change>增加|成長|減少|下降|上升|變多|變少|變)(?=的|[?]|$)"
)
GROWTH_NOUN = compiled(
    "(?P<noun>(?:年|月|季)?(?:成長|增加|增減|變動|減少|衰退|下降|增長|年增)(?:率|幅度?|比率|比例|百分比)|增幅|減幅|降幅|漲幅|跌幅)"
)
#: 百分之多少, 幾趴: what is asked for is a share, whatever stands before it.
PERCENT_ASKED = compiled(
    "百分之(?:多少|幾|若干)|(?:多少|幾)個?(?:百分比|%|趴|成幾?(?![立功長員為]))|[(](?:用)?百分比[)]"
)
POINTS = compiled("個?百分點")
CHANGED = compiled(
    f"(?P<pivot>[較比](?![例率重較值賽]))?(?P<base>.{{0,20}}?)(?P<change>{_CHANGES})(?:了|約)?(?=\\s*(?:多少|幾|百分之|若干|(?:的?(?:金額|件數|人數|數量|數額|幅度|比[例率])(?:是|為)?|是)?(?:多少|幾|百分|若干|為何)|[?]|$))"
)
THAN = compiled(
    "(?<![百分占佔對])(?P<pivot>比(?![例率重較值賽])|較)(?P<base>[^,。?]{1,24}?)(?P<side>多出?|少|高出?|低|大|小|長|短少?|重|輕|深|淺|快|慢|貴|超前|領先|超出|落後)(?:了|約)?(?=\\s*(?:多少|幾|若干|百分))"
)
#: 實際進度落後預定進度幾個百分點: the word between two operands says the side.
BEHIND = compiled("(?P<side>超前|領先|落後)(?P<base>[^,。?]{2,16}?)(?=\\s*(?:多少|幾|若干))")
#: 比臺中多生了幾個: a verb between 多 or 少 and the number.
THAN_DONE = compiled(
    "(?<![百分占佔對])(?P<pivot>比(?![例率重較值賽])|較)(?P<base>[^,。?]{1,24}?)(?P<side>多|少)(?P<verb>[一-鿿]{1,3})(?=(?:多少|幾)(?!年|月|季))"
)
#: 少了多少人, 113年多投保了幾公頃: more or less than at another time.
CHANGE_DONE = compiled(
    "(?<![至最很減缺])(?P<side>多|少)(?P<verb>[一-鿿]{0,3})(?<=了)(?=(?:多少|幾)(?!年|月|季))"
    "|(?P<early>到|至)[^,。?]{0,12}(?P<less>多|少)(?P<done>[一-鿿]{1,2})(?=(?:多少|幾))"
)
#: 差額利息 and 差額補助 are things of their own, and no differences of two.
APART = compiled(
    "相差|差距|差額(?!利息|補|款|保證|選|[\\w]{0,2}(?:基金|津貼))|落差|差異|相減|(?<![誤偏時還尚])差(?=\\s*(?:了|到)?(?:多少|幾))"
    "|(?:離|距離?|[與跟和])[^,。?]{1,20}[還尚]差(?=\\s*(?:了|到)?(?:多少|幾))"
)
#: 比去年推進了多少: than at another time, whatever the verb.
THAN_AT_TIME = compiled(
    "(?<![百分占佔對])(?P<pivot>比(?![例率重較值賽])|較)"
    "(?:[去前上]一?(?:年|個?月|季)度?|同期|[0-9]{2,4}年度?(?:底|末)?|[0-9]{1,2}月)(?:同期)?"
    "(?P<verb>[一-鿿]{1,4})了(?=\\s*(?:多少|幾)(?!年|月|季))"
)
#: 甲減乙, 甲扣掉乙剩多少: one less the other.
#: 減收水費多少 and 減輕百分之幾 say what was done, not what to take away.
MINUS = compiled("減去|減掉|扣掉|扣去|減(?=[一-鿿]{2,12}(?:是|等於|剩|還有)(?:多少|幾))")
#: 虧損的有幾家, 哪幾家賺錢: on a side of nothing.
BELOW_NOTHING = compiled("虧損|虧錢|賠錢|負值|負數|為負|是負的?|負成長|赤字|入不敷出")
#: 完全沒有積案的分局有幾個: those with nothing of it.
NONE_OF = compiled(
    "(?:完全|根本|都|均|全)?(?:沒有|毫無)(?:任何)?(?=[^,。?]{2,12}的[一-鿿]{1,8}(?:一共|總共|共)?(?:有|是)[幾哪])"
)
AVERAGE = compiled(
    "平均(?:(?:每一?|一)(?P<per>公頃|公里|公噸|[件人案次戶家所校隻艘輛場座處間棟個對])(?![月年])|(?P<time>每一?|一)個?[年月季])?"
)
#: A rate, as the last word of what is asked about.
RATE = compiled("率|比例|比重|百分比|占比|佔比")
WHOLE = compiled("(?:全部|全體|整體|總體|所有|當年|總額|總數|合計|總計)的?")
SUM = compiled(
    "合計|總計|小計|加總|總和|總數|加起來|合起來|加在一起|相加|總共|一共|共計|共有|全部|總額"
    f"|{ALTOGETHER}"
)
_OVER = "(?P<over>超過|逾|高於|大於|多於|超出|突破|達到?|至少|不低於|不少於)"
_UNDER = "(?P<under>未達到?|低於|小於|少於|不到|未滿|不足|未逾|未超過|不超過|不高於)"
LIMIT_BEFORE = compiled(f"(?:{_UNDER}|{_OVER})(?:新臺幣|約)?$")
#: 超過預算的九成: a limit that is a share of another column.
LIMIT_OF_BASE = compiled(f"(?P<word>{_UNDER}|{_OVER})[^,。?0-9]{{2,8}}?的?$")
LIMIT_INSIDE = compiled(f"(?:{_UNDER}|{_OVER})")
LIMIT_INSIDE_AFTER = compiled("(?:\\(含\\)|含)?以(?P<side>上|下)$")
#: 超過10件(不含10件): whether the limit itself counts.
LIMIT_REMARK = compiled("\\((?P<no>不)?含(?:本數|[0-9]+[一-鿿%]{0,3})?\\)")
#: 更正為8億元 and 增為9站 are what came of a change.
EXACTLY = compiled("(?:已經?是?|(?<![正改整增減降升加少高低變定換延縮擴])為|等於|剛好是?|恰為)$")
#: 合格率100%的工廠有幾家: a number right before what has it.
HAVING = compiled("的[一-鿿]{1,8}?(?:一共|總共|共)?(?:有|是)?[幾哪]")
#: Sides of an order in time, whatever the values are: 最早, 停電最久.
OF_TIME = frozenset(fold("早 晚 久").split())
LIMIT_AFTER = compiled("^(?:\\(含\\)|含)?以(?P<side>上|下)")
HIGHER = compiled(
    "(?P<pivot>高於|多於|大於|超過|優於|高過)|(?P<lower>低於|少於|小於|不如|不及|低過)"
)
COMPARED = compiled(
    f"(?<![百分占佔對])(?P<pivot>比(?![例率重較值賽])|較)(?P<base>[^,。?]{{1,24}}?)(?P<side>[{MORE}{LESS}]重?|增加|減少|上升|下降|成長)(?=了?嗎?[?]?$)"
)
_SIGNS = {"達": ">=", "至少": ">=", "不低於": ">=", "不少於": ">=", "未逾": "<=", "未超過": "<=",
          "不超過": "<=", "不高於": "<="}  # fmt: skip
EQUAL_SIGNS = {fold(word): sign for word, sign in _SIGNS.items()}
DECREASES = frozenset(
    fold(
        "落後 減少 衰退 下降 降低 減低 減 降 減幅 降幅 跌幅 掉 縮減 變少 跌 縮水 銳減 驟減 下滑 "
        "滑落 萎縮 下跌 砍 砍掉 砍了"
    ).split()
)
#: Words that only ask, and function words between headers: 各【縣市】的.
ASKING = compiled(
    "[(,]?(?:百分比[,、])?(?:取|算|四捨五入)?[到至]?小數(?:點後?)?第?[一二兩三四1-4]位[)]?"
    "|各|其中|分別|請問|以及|何者|當中|之中|精確[到至][一-鿿]{1,3}|以[千萬億]?元計"
)
MEASURES = fold("個項座類種家所處位間")
COUNTED_NOUN = compiled("的(?P<noun>[一-鿿]{1,8}?)(?:一共|總共|共)?(?:有|是|為)[哪幾]")
EACH = compiled("各(?P<noun>[一-鿿]{1,8})")
NUMBER_OF = compiled(
    "[二兩三四五六七八九十2-9](?:個|座|家|處|條|艘|所|種|項)(?P<noun>[一-鿿]{2,8})"
)
#: 罰鍰金額最高的行業: keywords that end in the class of what is chosen.
CLASS_AT_END = compiled("[多少高低大小重]的(?P<noun>[一-鿿]{1,8})$")
#: A phrase that ends in an order: 預算數最高.
ORDERED_AT_END = compiled(f"(?:最|較|更)為?[{MORE}{LESS}]$")
#: Where the noun of a class ends: 七個行業中, 縣市裡.
INSIDE = compiled("[中裡內之當]")


#: Words for a progress that is behind or ahead of its plan, and for less than another column.
BEHIND_SIDES = (fold("落後"), fold("超前"))
SMALLER = frozenset(fold("低於 小於 少於 不如 不及 落後").split())
_BEHIND = fold("落後")


def is_more(side: str) -> bool:
    """True for 多 and the like, False for 少."""
    return fold(side[0]) not in fold(LESS) and fold(side) != _BEHIND
