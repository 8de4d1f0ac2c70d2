"""The patterns of `judian.zh.dates.expressions`, over folded text.

`BEGINNING` matches whatever a date can begin with; the patterns for what follows are matched right
behind it. A pattern for the text before a date is a `Lookbehind`. Repetitions are bounded, so that
hostile text takes no more time than long text; the counts serve no other purpose.
"""

from __future__ import annotations

from judian.zh.text.fold import fold
from judian.zh.text.patterns import Lookbehind, compiled

_S = r"\s{0,3}"
_HAN = "[〇零一二三四五六七八九十百廿卅]"
_FORMAL = "[壹貳參叁肆伍陸柒捌玖拾]"
#: 1.106年: the number of an item at the start of a line.
_ITEM = r"(?<=^[1-9]\.)|(?<=\n[1-9]\.)"
_NUM = (
    # 13年 of 民國1 13年 is no year
    rf"(?:(?<![0-9第])(?<!第 )(?:(?<![0-9][.,])|{_ITEM})"
    r"(?<!民國[0-9] )(?<!民國[0-9][0-9] )(?<!民國 [0-9] )"
    rf"[0-9]{{1,4}}(?![0-9])|(?<![第千萬億百十]){_HAN}{{1,9}}"
    # 中華民國壹佰壹拾貳年
    r"|(?<=民國)[壹貳參叁肆伍陸柒捌玖拾佰零]{1,9}"
    # 民國一百又二年
    r"|(?:(?<=民國)一?|(?<![千萬億百十零〇一二三四五六七八九])一)百又[一二三四五六七八九十]{1,3}(?=\s{0,3}年))"
)
_TIE = rf"{_S}(?:、|,|及|和|與|至|到|~|-|暨|或){_S}"
#: The year before the first of each era.
ERAS = {
    "洪武": 1367,
    "永樂": 1402,
    "宣德": 1425,
    "成化": 1464,
    "弘治": 1487,
    "正德": 1505,
    "嘉靖": 1521,
    "隆慶": 1566,
    "萬曆": 1572,
    "天啟": 1620,
    "崇禎": 1627,
    "永曆": 1646,
    "順治": 1643,
    "康熙": 1661,
    "雍正": 1722,
    "乾隆": 1735,
    "嘉慶": 1795,
    "道光": 1820,
    "咸豐": 1850,
    "同治": 1861,
    "光緒": 1874,
    "宣統": 1908,
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
}
ERA_OFFSETS = {fold(name): year for name, year in ERAS.items()}
_SMALL_NUM = rf"(?:(?<![0-9])[0-9]{{1,2}}(?![0-9])|{_HAN}{{1,3}})"
#: How many years, months or first ones.
_COUNT = "(?:[0-9]{1,2}|[一二兩三四五六七八九十]{1,3})"

#: 民前七年 is 民國前七年; 居民前三年 is not.
_ROC_SHORT = rf"(?:(?<![一-鿿])|(?<=[於在自至及即為與迄]))民(?={_S}前)"
_YEAR = (
    rf"(?:(?P<era>(?:中華)?民國|{_ROC_SHORT}|西元|公元|西曆|{'|'.join(ERAS)}){_S}(?P<before>前)?{_S})?"
    rf"(?P<years>(?:{_NUM}{_TIE}){{0,12}})(?P<year>{_NUM})"
    # 民國112（2023）年 says the year twice
    rf"(?:{_S}（{_S}(?:西元|公元|民國)?{_S}[0-9]{{2,4}}{_S}）)?"
    rf"{_S}(?P<unit>學年度?|會計年度|年度|年)(?![級齡代]|次(?!數)|紀(?!念)"
    # a case number: 102年度訴字第123號
    rf"|度?[^\s,。、0-9]{{1,6}}字第?{_S}[0-9一二三四五六七八九〇])"
)
_RELATIVE = (
    r"(?P<relative>[前上]一|(?<![0-9健安])全(?=年(?!無休|齡|級|資|長))|今|(?<!日)本|(?<!過)去|(?<![目以日先之])前|明|(?<!以)上|(?<![每一首多再其])次"
    r"|翌|隔|(?<![不相共])同|該|(?<!相)當)"
    rf"{_S}(?:（{_S}(?:民國)?{_S}(?P<given>{_NUM}){_S}）)?{_S}年(?:度)?(?![齡紀輕級資金青])"
)
#: The number of a month or day behind a year, also in formal numerals.
_BEHIND_YEAR = rf"(?:{_SMALL_NUM}|{_FORMAL}{{1,3}})"
_MONTH = (
    rf"(?P<months>(?:{_SMALL_NUM}{_TIE}){{0,11}}{_BEHIND_YEAR}){_S}"
    r"月(?![台球餅薪租費光刊票子經])(?:份)?"
)
#: What follows digits that are a quantity and no date: 112.5.7元.
_MEASURED = (
    r"\s{0,2}(?:[元件次名戶筆號張輛艘噸個歲倍]|人(?![事力員權])|公(?=[斤噸里尺頃克升畝])|[千萬億])"
)
#: Words right behind a date in digits: 20240506發布.
_ACTED = (
    r"\s?(?:發[布文行]|公[布告]|施行|實施|生效|修[正訂]|訂定|核[定准]|函[頒示]?|製表|更新|起|止|完[成工]|竣工|開工|啟用"
    r"|簽[訂署]|通過|下載|查詢|查閱)"
)
_THREE = (
    r"(?:[0-9]{2,4}\.[0-9]{1,2}\.[0-9]{1,2}"
    r"|[0-9]{2,4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{3,4}-[0-9]{1,2}-[0-9]{1,2})"
)
_DOTTED = (
    # a dash before it only behind another such date: 112.01.01-112.12.31
    rf"(?P<dotted>(?:(?<![0-9./-])|{_ITEM}|(?<=[./][0-9]-)|(?<=[./][0-9]{{2}}-))"
    rf"{_THREE}(?!-(?!{_THREE})[0-9]|[0-9./]?[0-9]|{_MEASURED}|%))"
)
_MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_DATED = r"(?:(?<=[於自至])|(?<=日期)|(?<=日期[:為])|(?<=日期: )|(?<=日期 )|(?<=時間[:為]))"
#: 1120418 and 20230506, right behind a word that a date follows, or before what happens on a date;
#: elsewhere they are numbers.
_COMPACT_DIGITS = rf"(?:(?:19|20)[0-9]{{2}}|[01]?[0-9]{{2}}){_MONTH_DAY}"
_COMPACT = (
    rf"(?P<compact>(?:{_DATED}{_COMPACT_DIGITS}"
    r"(?![0-9a-z./%-]|,[0-9]|\s{0,2}[元件人公千萬億次名戶筆號張輛艘噸個])"
    rf"|(?<![0-9a-z./-])(?<![0-9],){_COMPACT_DIGITS}(?={_ACTED})))"
)
#: 112/05: two digits for the month, so that 110/3 stays a ratio. 113.05 only where a date is sure.
_TWO_DIGIT_MONTH = "(?:0[1-9]|1[0-2])"
_OF_YEAR = "(?:1[0-9]{2}|(?:19|20)[0-9]{2})"
_DOT_MONTH = rf"1[0-9]{{2}}\.{_TWO_DIGIT_MONTH}"
_YEAR_MONTH = (
    rf"(?P<year_month>(?<![0-9a-z./:-])(?<![0-9],){_OF_YEAR}/{_TWO_DIGIT_MONTH}"
    r"(?![0-9/.,%a-z]|[:-][0-9])"
    rf"|(?:{_DATED}|(?<=民國)|(?<=民國 )){_OF_YEAR}\.{_TWO_DIGIT_MONTH}(?={_ACTED}|\s?[至~-])"
    # 110.04-111.03: both ends of a range in this form
    rf"|(?<![0-9a-z./:-])(?<![0-9],){_DOT_MONTH}(?=[至~-]{_DOT_MONTH}(?![0-9.%]|,[0-9]|{_MEASURED}))"
    r"|(?<![0-9],1[0-9]{2}\.[0-9]{2}[至~-])(?:(?<=[^0-9a-z./:-]1[0-9]{2}\.[0-9]{2}[至~-])|(?<=^1[0-9]{2}\.[0-9]{2}[至~-]))"
    rf"{_DOT_MONTH}(?![0-9.%]|,[0-9]|{_MEASURED}))"
)
#: 112Q3, and FY112: the fiscal year, in the calendar that the size of the number says.
_YEAR_QUARTER = (
    r"(?P<year_quarter>(?<![0-9a-z./-])(?P<quarter_year>1[0-9]{2}|20[0-9]{2})"
    r"\s?-?q(?P<of_year>[1-4])(?![0-9a-z]))"
)
_FISCAL = r"(?P<fiscal>(?<![a-z0-9])fy\s?(?P<fiscal_year>1[0-9]{2}|20[0-9]{2})(?![0-9.,/-]))"
ENGLISH_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_ENGLISH_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ENGLISH = (
    rf"(?P<english>(?:(?<![0-9a-z])(?P<day_first>[0-9]{{1,2}})(?:st|nd|rd|th)?\s"
    rf"(?P<month_second>{_ENGLISH_MONTH})\.?,?\s"
    rf"|(?<![a-z])(?P<month_first>{_ENGLISH_MONTH})\.?,?\s"
    r"(?:(?P<day_second>[0-9]{1,2})(?:st|nd|rd|th)?,?\s)?)(?P<english_year>[0-9]{4})(?![0-9]))"
)
_QUARTER = (
    rf"(?:第{_S}(?P<quarters>(?:[1-4一二三四]{_S}季?{_TIE}第?{_S}){{0,3}})(?P<number>[1-4一二三四])"
    rf"{_S}季度?|q(?P<latin>[1-4])(?![0-9a-z])"
    rf"|前{_S}(?P<first_quarters>[23二三]){_S}季|(?P<half>[上下前後])半年度?"
    # 112年前9個月, 113年前10月: its first months
    rf"|前{_S}(?P<first_months>{_COUNT}){_S}(?:個{_S}月|月(?!份|{_S}[0-9]))(?![底初中內以之前]))"
)

#: A number of years, and 3個年度, of which those right before, behind or around a year are named.
_COUNT_OF_YEARS = rf"{_COUNT}{_S}(?:個{_S})?(?:會計{_S})?年(?:度)?(?![級齡底初末前])"
#: Acts that begin on a date.
EVENTS = (
    "簽訂|簽署|生效|施行|實施|公布|成立|發布|開辦|核定|啟用"
    "|上線|開工|開業|設立|通過|開通|通車|揭牌|營運|啟動|上路|建交"
)
#: 起訴, 起獲: 起 begins another word.
_WORDS_OF_START = "訴源點草飛火獲出運降造家義跑程床身伏因碼見航"
#: Beginnings of dates; the first named group that matched gives the kind.
BEGINNING = compiled(
    "|".join(
        (
            _DOTTED,
            _COMPACT,
            _YEAR_MONTH,
            _YEAR_QUARTER,
            _FISCAL,
            rf"(?P<decade>(?P<decade_era>民國{_S})?(?P<decade_year>{_NUM}){_S}年代"
            r"(?:初期?|中期?|末期?|後期|前期)?)",
            rf"(?P<recent>(?:最近|近|過去){_S}(?P<recent_years>{_NUM}){_S}年度?(?![級齡]|以[上下])"
            rf"|(?P<years_since>{_SMALL_NUM}){_S}年(?:以)?來)",
            # 近6個月, 近3個會計年度: periods whose days are not certain
            rf"(?P<window>(?:最近|近|過去){_S}(?:{_COUNT}{_S}(?:(?:個{_S})?(?:會計{_S})?年度|(?:個{_S})?學年度?|個?{_S}月|季|週|周)|半年)"
            rf"(?!以[上下]|[份底初])|(?:未來|今後|往後|爾後){_S}(?:{_COUNT_OF_YEARS}|{_COUNT}{_S}個{_S}月|半年)內?)",
            _YEAR,
            # 前3年 at the beginning of a clause or in a comparison; behind a year see YEARS_BEFORE
            rf"(?P<years_before>(?:^|(?<=[,，。;；、:：(（)）較比與和及於在惟且其即之的\s]))前(?!一年){_S}(?P<count_before>{_COUNT_OF_YEARS})(?![內之以]))",
            r"(?P<year_end>(?<![0-9〇零一二三四五六七八九十百今本去前明上次翌隔同該當每跨學半多全])年底)",
            r"(?P<same_period>(?P<earlier>(?:去|上一?|前一?)年度?)?同期|(?P<year_ago>(?:去|上一?|前一?)年度?)同[季月])",
            rf"(?P<bracketed>（{_S}(?P<bracketed_year>[0-9]{{2,4}}){_S}）{_S}年度?)",
            _RELATIVE,
            rf"(?P<century>(?P<century_number>{_NUM}){_S}世紀(?:初|末|中葉|下半葉|上半葉)?)",
            # 2月 of 1 2月 is no month
            rf"(?P<month>(?<!年)(?<!年 )(?<!^[0-9] )(?<![^0-9][0-9] ){_SMALL_NUM})"
            rf"(?={_TIE}{_SMALL_NUM}|{_S}月)"
            r"(?<![0-9][.,][0-9])",
            # 自協定生效以來: the text gives the date elsewhere
            rf"(?P<since_event>(?P<event_phrase>自[^,。;、0-9年月日]{{0,24}}?)(?P<began>{EVENTS})(?:之?日)?(?:起)?"
            r"(?:以來|迄今|至今))",
            r"(?P<to_now>(?:^|(?<=[,。;:、\s]))(?:迄今|至今)(?!\s?[年（仍尚未無]))",
            rf"(?P<this_day>(?P<which_day>[今昨本明]){_S}（{_S}(?P<given_day>{_SMALL_NUM}){_S}）{_S}日)",
            rf"(?P<this_month>[今本]{_S}（{_S}(?P<given_month>{_SMALL_NUM}){_S}）{_S}月)",
            rf"(?P<same_month>(?<![不相共])同|該|(?<!相)當|本|(?<!以)上){_S}月(?:份)?(?![球餅薪費刊])",
            rf"(?P<same_quarter>(?<!日)本|(?<!以)上|該|(?<!相)當){_S}季(?![節度]?[節刊報])",
            r"(?P<term>(?<!日)[本上前])期(?![間望待盼貨刊末初許])",
            rf"(?P<quarter>第{_S}(?:[1-4一二三四]{_TIE}){{0,3}}[1-4一二三四]{_S}季|q[1-4](?![0-9a-z])|前{_S}[23二三]{_S}季|[上下]半年)",
            _ENGLISH,
        )
    )
)
MONTH = compiled(_S + _MONTH)
#: 1 0月 behind a year: a month that cannot be told.
BROKEN_MONTH = compiled(rf"{_S}[0-9]\s[0-9]{_S}月")
MONTH_BRACKET = compiled(rf"{_S}（{_S}{_MONTH}{_S}）")
DAY = compiled(rf"{_S}(?P<day>(?:{_SMALL_NUM}{_TIE}){{0,6}}{_BEHIND_YEAR}){_S}(?:日(?![本報])|號)")
DOTTED_DAY = compiled(
    r"(?P<dotted_month>[0-9]{1,2})[./](?P<dotted_day>[0-9]{1,2})(?![0-9.%]|\s?[件人公千萬億元])"
)
QUARTER = compiled(rf"{_S}{_QUARTER}")
COUNT = compiled(_COUNT)
#: 112年前3年: the three years before 112.
YEARS_BEFORE = compiled(rf"{_S}[以之]?前{_S}(?P<count>{_COUNT_OF_YEARS})")
#: Words before 近3年 that make it a duration of nearly three years: 延宕近3年.
LASTED_BEFORE = Lookbehind(
    r"(?:[歷費耗為相]時|[延遲拖閒]宕?|提[前早]|差距|延[宕遲誤]|閒置|停[工擺滯]|逾期?|長?達|已|使用|施工|服務|等[候待]|[歷拖]|歷經|營運|任職|工期"
    r"|[完竣開]工|啟用|[落]後|[間相]隔|花費?|需|滿|了|期|後|共)\s?$",
    reach=4,
)
PART = compiled(rf"{_S}年?(底|初|末|上旬|中旬|下旬)")
PARTS = {
    "底": "close",
    "末": "close",
    "初": "first",
    "上旬": "first",
    "中旬": "middle",
    "下旬": "last",
}
TERM_WORD = "期"
SAME_PERIOD = compiled(rf"{_S}(?:之|的)?同[期季月]")
TERM = compiled(rf"{_S}第?{_S}([12一二]){_S}學期")
NUMBER = compiled(rf"[0-9]+|{_HAN}+|{_FORMAL}+")
IS_RANGE = compiled(r"至|到|~|-")
IS_ROC = compiled("民國|^民$")
IS_FOUR_DIGITS = compiled("[0-9]{4}|[〇零一二三四五六七八九]{4}")

SCHOOL = frozenset({fold("學年度"), fold("學年")})
FISCAL = frozenset({fold("會計年度")})
#: The year that a document is about, and the names that it may give to periods.
OWN_YEAR = fold("本年度")
OWN_NAME = compiled(
    r"(?:[本上前當該去]|[上前]一)(?:會計|學)?(?:年度|年|期|季度|季|月份|月|半年度|半年|學期)底?(?!間)"
)
#: A fiscal year in texts on the budget; elsewhere a calendar year.
BUDGET_YEAR = frozenset({fold("年度")})
#: 今年 and its neighbours count from the year of writing, 同年 and its neighbours from the last
#: year that the text named.
FROM_NOW = {"今": 0, "去": -1, "前": -2, "明": 1, "本": 0}
FROM_THEN = {
    "全": 0,
    fold("同"): 0,
    fold("該"): 0,
    fold("當"): 0,
    fold("次"): 1,
    fold("翌"): 1,
    "隔": 1,
}
BEFORE_THEN = {"上": -1, "前一": -1, "上一": -1}
#: A month that is planned may be after the date of writing.
PLANNED_BEFORE = Lookbehind(
    r"(?:預計|預定|預訂|將|擬|訂|可望|規劃|目標|期)(?:自|於|在|至)?\s?$", reach=5
)
PLANNED_BEHIND = compiled(r"(?:底|初|中旬|上旬|下旬|起)?[,，]?(?:將|擬|預計|預定|應|可望)")
#: First characters of a year beside the one that the text is about: 上年度, 去年, 前年.
ASIDE = frozenset("上去前")
#: First characters of a period around the time of writing whose days are open: 近3個月, 未來五年.
AROUND_NOW = frozenset(map(fold, "近最過未往爾"))
#: 112年前三名, 112年前10大: the first ones of the year, not those before it.
FIRST_ONES = compiled(rf"{_S}{_COUNT}{_S}(?:[名大位強]|個月)")
SINCE = frozenset({fold("於"), "自"})

RANGE = compiled(rf"{_S}(?:起)?{_S}(?:至|到|迄|~|-){_S}")
AND = compiled(rf"{_S}(?:、|及|和|與|暨|以及){_S}")
#: Text between 自 and 至: a few words, but no number and no end of the clause.
GAP = compiled(r"[^0-9,。;:()、「」]{1,24}")
TO = compiled(rf"(?:至|迄|到){_S}")
#: 自112年展延至113年 is a change of a date, not an interval.
MOVED = compiled("展延|延長|延後|延至|提前|變更|修正|調整|增|減|降|升|改")
#: The first half of a range that is no date: 1.101.02至102年11月.
HALF_BEFORE = Lookbehind(r"[0-9]\s?[至到~-]\s?$", reach=4)
OPENING = Lookbehind(
    rf"(?:(?P<from>自從|自|從)|(?P<until>截至|截止至|統計至|累計至|迄至?|直至)"
    # 至 alone opens a clause; in 降至112年度 it belongs to the verb
    rf"|(?P<to>至)){_S}$",
    reach=6,
)
CLOSING = compiled(
    rf"{_S}(?:(?P<until>為止|止(?![血痛跌])|以前|之前|前(?![後項述開往來線身任揭次一二三]))|(?P<ever>以來|起?(?:迄今|至今))"
    rf"|(?P<since>起(?![{_WORDS_OF_START}])))"
    # 自101年簽署以來, 自107年8月爆發以來
    r"|[^,。;、0-9]{0,16}?(?P<acted>以來|起?(?:迄今|至今))"
)
#: 較112年度, 與去年同期相比, 為111年的1.8倍: the text only compares with the date.
COMPARED_BEFORE = Lookbehind(
    r"(?:較(?:之|諸)?|(?<![占佔百對類])比|相較於?|相對於?|對照|優於|高於|低於|不及|多於|少於|超越)\s?$",
    reach=4,
)
WITH = Lookbehind(r"(?:與|和|同)\s?$", reach=4)
COMPARED_AFTER = compiled(
    r"\s?(?:[^,。;、0-9]{0,8}(?:相比|相較|比較|之比|相同|持平|相當|一致)"
    # 與94年底之淤積量(8,636萬立方公尺)相較
    r"|[^。;\n]{0,40}?(?:相比|相較)(?=[,，、下]))"
)
TIMES_AFTER = compiled(r"\s?(?:之|的)?\s?[0-9.一二三四五六七八九十兩]{1,8}\s?倍")
#: Text between 自…起 and 至…, which together are one interval.
CLAUSE_BETWEEN = compiled(r"[^。;0-9]{0,24}")
CLAUSE_OPENS = Lookbehind(r"(?:^|[,。;:()、\s])$", reach=1)
#: 自簽訂日起至…, 自公約施行後至…: an interval that begins with an event.
#: Words before a date of the lunar calendar, whose days no other calendar has.
LUNAR = Lookbehind(r"(?:農曆|陰曆|舊曆)\s?$", reach=3)
FROM_EVENT = Lookbehind(
    rf"(?P<phrase>自[^,。;、0-9]{{0,24}}?)(?P<event>{EVENTS}){_S}(?:之?日)?(?:以來|以後|後|起)?{_S}(?:迄|至|到){_S}$",
    reach=30,
)
#: …生效。 right before 迄今.
EVENT_BEFORE = Lookbehind(rf"(?:{EVENTS})[^。;0-9]{{0,12}}[,。;]\s?$", reach=24)
#: 自8月26日上線，: since then, although 起 is missing.
EVENT_OPENS = compiled(rf"{_S}(?:正式)?(?:{EVENTS})(?:後|以後)?{_S}[,，、]")
EVENT_BEHIND = compiled(rf"[^。;0-9]{{0,30}}?(?P<event>{EVENTS})")
#: Words before a number of years that is a duration: 為期10年.
COUNTED_BEFORE = Lookbehind(
    r"(?:近|約|逾|達|滿|共|(?<![預統會審])計|歷時|徒刑|為期|超過|至少|每|未來|長達|最長|最高|前後)"
    r"[ \u3000]?$",
    reach=4,
)
#: What follows a number and 年: it decides between a year and a duration.
AFTER_YEAR = compiled(
    rf"(?:(?P<day>{_S}{_SMALL_NUM}{_S}月{_S}{_SMALL_NUM}{_S}[日號])"
    rf"|(?P<part>{_S}(?:{_SMALL_NUM}{_S}月|年?[底初末中](?![期央])|第{_S}[1-4一二三四]{_S}季|[上下]半年))"
    rf"|(?P<counted>{_S}(?:以上|以下|以內|之久|有期|歷史|來|期|餘|多(?![多少幾了出 ])|徒刑))"
    rf"|(?P<act>{_S}(?:公布|施行|修正|制定|設立|成立|訂定|創立|起|頒布|開始|以來|間)))?"
)
#: Every date holds one of these signs, at most SIGN_REACH code points behind its beginning.
SIGN = compiled(
    r"[年月季期世]|） ?日|以來|[迄至]今|[0-9][./-][0-9]|q[1-4]|fy|[a-z.,] ?[0-9]{4}(?![0-9])"
    r"|(?<![0-9])[0-9]{6,8}(?![0-9])"
)
SIGN_REACH = 64
#: The characters that a date can begin with.
FIRST_CHARACTERS = compiled(
    r"[0-9〇零一二三四五六七八九十百廿卅民中西公今本去全前明上下次翌隔同該當最近過第q自迄至往爾昨洪永宣成弘正隆萬天崇順康雍乾嘉道咸光大昭令平]"
    r"|年(?=底)|未(?=來)|（(?=\s?[0-9])|(?<![a-z])(?:[jfmasond](?=[a-z]{2})|f(?=y))"
)
