"""Non-quantity numbers: articles, case numbers, times of day, captions, list markers.

Repetitions are bounded, so that hostile text takes no more time than long text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

_S = r"\s{0,2}"
_HAN = "〇零一二三四五六七八九十百千"
_N = rf"(?:[0-9]{{1,12}}|[{_HAN}]{{1,9}})"
_JOINT = rf"{_S}[、及或至~-]{_S}"

_NON_QUANTITIES = compiled(
    "|".join(
        (
            r"(?:https?://|www\.)[^\s，。」）]{1,300}"
            r"|(?<![a-z0-9_.+-])[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,64}\.[a-z0-9.]{1,64}",
            # 第3、4條, 第2、3年; a single 第9次 is an ordinal, see `judian.zh.numbers.quantities`.
            rf"第{_S}{_N}(?:之{_N})?(?:{_JOINT}第?{_S}[(]?{_N}[)]?)+",
            # (詳乙-9、12頁)
            rf"(?:詳|(?<!意)見|參閱|載於){_S}[^。;,()0-9]{{0,10}}[0-9]{{1,4}}(?:{_JOINT}[0-9]{{1,4}}){{0,40}}{_S}頁",
            rf"第{_S}{_N}{_S}[條項款目點章節編號](?:之{_S}{_N})?"
            rf"(?:{_JOINT}{_N}(?={_JOINT}{_N}|{_S}[條項款目點章節編號]))*",
            rf"前{_S}[一二三四五六七八九十0-9]{{1,2}}{_S}(?:[條項款目段]|點(?!五))",
            # 7年15班, 三年甲班: a class of a school
            rf"(?<![0-9])(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}年{_S}"
            rf"(?:{_N}|[甲乙丙丁戊己庚辛壬癸忠孝仁愛信義和平]){_S}班(?![次機車])",
            rf"§{_S}[0-9]{{1,4}}(?:-[0-9]{{1,3}})?",
            # 字第1020012345號, 案號
            rf"(?:{_N}{_S}年度?[^\s,。、0-9]{{1,6}})?字第?{_S}[0-9a-z{_HAN}-]{{1,20}}{_S}號",
            # 70台甲一字第42號 without 年
            rf"(?<![0-9.]){_N}{_S}[台臺院府][^\s,。、0-9]{{0,8}}字第?",
            # 要點十四點: an article; 1.99年度: an item number before a year
            rf"(?:要點|注意事項|辦法|規則|準則|標準|條例){_S}{_N}{_S}[條點](?:之{_N})?",
            rf"(?<![0-9])[0-9]{{1,2}}\.[0-9]{{2,3}}{_S}年度",
            # 表 4, 圖 3-1, 附件二, 頁 35, p. 14, No. 3
            rf"(?:(?<![代發列外手填儀報年月量])表|(?<![企意試力地])圖|附[件錄表圖]|註|頁|編號|序號|代碼|案號|統一編號"
            rf"|(?<![a-z])(?:pp?|no|vol|art|fig|table)\.?){_S}[0-9]{{1,12}}(?:[-.][0-9]{{1,5}}){{0,4}}(?![0-9])",
            # times of day
            rf"(?:上午|下午|凌晨|晚間|晚上|中午|早上|清晨|傍晚|深夜){_S}{_N}{_S}[時點](?:{_S}{_N}{_S}分)?(?:{_S}{_N}{_S}秒)?",
            rf"(?<![0-9]){_N}{_S}時{_S}{_N}{_S}分(?:{_S}{_N}{_S}秒)?",
            rf"(?<=[日號]){_S}{_N}{_S}時(?![間段數效限期])",
            r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])",
            rf"(?:全天候?{_S})?24{_S}小時{_S}(?:全年無休|全天候?|專線|免付費|服務|值[班勤守]|待命|營業|輪[班值]|受理|諮詢|通報|不打烊|監控|運作|開放|熱線|保護)",
            # dates that judian.zh.dates could not resolve
            rf"(?:{_N}{_S}年{_S})?{_N}{_S}月{_S}{_N}{_S}[日號]",
            rf"[0-9]{{3,4}}{_S}年{_S}[0-9]{{1,3}}{_S}月",
            rf"(?<!年)(?<!年 ){_N}{_S}月(?![台球餅])(?:份)?",
            # 公元前3,000年 is outside of the calendars of judian.zh.dates
            rf"(?:西元|公元|紀元)前{_S}約?{_S}[0-9,]{{1,9}}{_S}[千萬]?{_S}年",
            rf"(?:西元|公元|紀元)前{_S}約?{_S}[{_HAN}萬]{{1,9}}年",
            rf"民{_S}前{_S}{_N}{_S}年",
            # 較5年前增加
            rf"[較比自]{_S}{_N}{_S}(?:年|個?月|週|日|天){_S}前",
            # 長期照顧十年計畫, 十二年國教: a name
            rf"{_N}{_S}年(?:期|中程)?(?:計畫|國教|國民教育|國民基本教育|義務教育)",
            # 一、 1、 at the beginning of a line or a clause
            r"(?:^|(?<=[\n。;:]))\s{0,4}(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})、",
            # 1.2.3 and longer: sections, addresses, versions
            r"(?<![0-9.])(?![0-9]{1,5}(?:\.[0-9]{1,5})?-[0-9]{1,5}(?:\.[0-9]{1,5})?\s?[百千萬億元件人%公平立噸度倍個年月天小歲成坪])"
            r"[0-9]{1,5}(?:[.-][0-9]{1,5}){2,8}(?![0-9])",
            rf"(?:v|ver)\.?{_S}[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,3}}",
        )
    )
)


#: Code points searched on either side of a numeral. Only web addresses are longer than that, and
#: they hold no quantity anyway.
_WINDOW = 80


def find(folded: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of non-quantity numbers around the sorted spans `places` of a folded text."""
    found: list[tuple[int, int]] = []
    low = high = 0
    for start, end in places:
        if start - _WINDOW > high:
            found.extend(m.span() for m in _NON_QUANTITIES.finditer(folded, low, high))
            low = start - _WINDOW
        high = max(high, end + _WINDOW)
    found.extend(m.span() for m in _NON_QUANTITIES.finditer(folded, low, high))
    return found
