"""Question analysis: the answer type and the interrogative of a Chinese question.

Questions are analysed on their fold (`judian.zh.text.fold`), so that Traditional and Simplified
characters give the same result. Only the form counts: the interrogative, the noun or measure word
that follows it, and the words around it. No text that could answer the question is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled


class AnswerType(StrEnum):
    """The type of answer that a question asks for."""

    FIGURE = "figure"
    DATE = "date"
    LIST = "list"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    ENTITY = "entity"  # 什麼…, 哪個… of no special type
    DEFINITION = "definition"
    INSTRUMENT = "instrument"  # 哪個公約, 依據什麼法
    ARTICLE = "article"  # 第幾條
    REASON = "reason"
    MANNER = "manner"
    WHETHER = "whether"
    NOTHING = "nothing"  # keywords, no question


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question; `[start, end)` is the interrogative in the folded `text`.

    `noun` is the noun or measure word that the interrogative governs (多少【公斤】,
    哪個【機關】), or "". `count` is the number of items that a list question asks for, None if
    it gives no number. `content` is `text` with the interrogative and the other words of asking
    replaced by spaces; it has the same length. `is_keywords` is True if keywords ask by their head
    noun, with no interrogative.
    """

    text: str
    answer_type: AnswerType
    start: int
    end: int
    noun: str
    count: int | None
    content: str
    is_keywords: bool = False

    @property
    def before(self) -> str:
        """`content` before the interrogative."""
        return self.content[: self.start]

    @property
    def after(self) -> str:
        """`content` from the end of the interrogative, its noun included."""
        return self.content[self.end :]


_ORGANISATION = (
    "機關|單位|部會|部門|機構|組織|法院|委員會|團體|公司|廠商|學校|大學|銀行|協會"
    "|署|局|部(?!法|條例|規)|處|司|科|廳"
)
_PLACE = (
    "國家|地區|城市|縣市|縣|市(?![場民議])|地方|地點|機場|港口|港|省份|省|州|島嶼|島"
    "|國(?![際籍內外人民會])|處所|海域|區域|鄉鎮|區(?!處|公所)"
)
_INSTRUMENT = (
    "法律(?!事務所)|法規|(?<![方工作手做用說看想語無合非療])法(?!院|人|律事)|條約|公約|協定|協議|條例|規約|議定書|備忘錄|辦法|規定"
    "|規則|準則|要點"
)
_NUMERAL = "二兩三四五六七八九十百0-9"
_LISTABLE = (
    "個|項|種|類|大|家|位|點|縣|市|國|所|處|起|件|部|級|層|面向|階段|方面|部分|份|間|座|條|艘|本"
)
_MEASURE = (
    "人數|件數|次數|場次|家數|戶數|班次|劑數|筆數|處數|輛次|架次|家次|總數|個數|數量|數目|"
    "金額|總額|比率|比例|占比|總重|重量|面積|人次|百分比|(?<![效])率|數|額|量"
)


def _either(*alternatives: str) -> re.Pattern[str]:
    return compiled("|".join(alternatives))


# Tried in order; the first that is found decides. The group `noun` is what the interrogative
# governs, the group `count` how many items a list should have.
_FORMS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    # 為什麼 before any noun that 什麼 could govern: 為【什麼】要簽協議 asks for no agreement.
    (
        AnswerType.REASON,
        _either(
            "(?:^|(?<![定稱作認視譯列改成解叫取分]))為(?:什麼|甚麼)(?=[^?]{2})",
            "(?:何以|何故|因何)(?=[^?]{2})",
            "怎麼?(?:會|沒)",
        ),
    ),
    (
        AnswerType.ARTICLE,
        compiled(
            "(?:第幾(?P<noun>條|項|款|章|節)|哪一?(?P<noun2>條))(?!約|例)"
            "|哪一?(?:個|些)?(?:法條|條文|條款|條號)"
            "|(?<=規定)(?:是|寫|訂|定)?(?:在|於)(?:哪裡|哪里|哪兒|何處)"
        ),
    ),
    (
        AnswerType.DEFINITION,
        _either(
            "(?:如何|怎麼|怎樣)(?:被)?(?P<noun>定義|界定)",
            "(?P<noun2>定義|意思|意義|涵義|含義)(?:為何|是什麼|是甚麼|為什麼|是|為)?(?=[?]|$)",
            "何謂",
            "(?:什麼|甚麼)(?:是|叫做?|稱為)",
            "所指為何",
            "是(?:一個|一種|一項)?(?:怎樣|怎麼樣|什麼樣|甚麼樣|何種)的",
            "(?:指的是|係指|意指|是指|指)(?:什麼|甚麼|何)(?!機|單|國|地)",
        ),
    ),
    (
        AnswerType.DATE,
        _either(
            "何年何月(?:何日)?",
            "哪一?(?:個)?(?P<noun>年度|年|月份|月|天|日)(?!份?[^,，。?]{0,3}(?:些|幾))",
            "何(?P<noun2>時|年|日|月)(?!候)",
            "幾時(?!間)",
            "(?:什麼|甚麼|何種)(?:時候|時間|日期|年份)",
            "幾月幾[日號]",
            "幾年幾月",
            "(?:是|於|在|民國|西元|公元)幾年",
            "幾月",
            "(?:生效|簽署|發布|公布|成立|施行|實施|召開|舉行|修正|通過|開始|結束|截止)日期?(?:為何|是什麼|為|是)?(?=[?]|$)",
            "日期(?:為何|是什麼|是|為)?(?=[?]|$)",
            "時間(?:為何|是什麼|是|為)(?=[?]|$)",
        ),
    ),
    (
        AnswerType.FIGURE,
        _either(
            "第幾(?P<noun>[一-鿿]{0,3})",
            "(?:多少|若干)(?P<noun2>[一-鿿%]{0,6})",
            "幾成(?![立為功員])",
            "(?<![哪那])幾(?P<noun3>(?!乎|何|經|近|番)(?:[個分][^,，。?的]{0,3}|[一-鿿%]{1,6}))",
            "(?<![許眾諸最過更太])多(?:大(?![學眾])|重(?!要)|長|久|高|遠|寬|快)",
            "(?:百分|幾成)之幾",
            "幾倍",
            "百分比(?:為何|是|為)?(?=[?]|$)",
            f"(?P<measure>[一-鿿]?(?:{_MEASURE}))為何(?=[?(]|$)",
        ),
    ),
    (
        AnswerType.LIST,
        _either(
            "哪些(?P<noun>[一-鿿]{0,6})",
            "哪幾(?P<noun2>[一-鿿]{0,6})",
            f"哪(?P<count>[{_NUMERAL}]+)(?P<noun3>(?:{_LISTABLE})[一-鿿]{{0,4}})",
            "(?:包括|包含|涵蓋|分為|區分為|有)(?:什麼|甚麼|何)(?P<noun4>[一-鿿]{0,4})",
            "有誰",
            "(?:什麼|甚麼|何種)(?P<noun6>情[形況]|條件|要件)(?=.{2})",
            "包括誰",
            "分別(?:是|為|係|有)?(?:什麼|甚麼|何|誰)",
            f"(?P<count2>[{_NUMERAL}]+)(?P<noun5>(?:{_LISTABLE})[一-鿿]{{1,8}}?)(?:分別)?(?:是|為|係)(?:什麼|甚麼|何|誰)",
        ),
    ),
    (
        AnswerType.ORGANISATION,
        _either(
            f"哪(?:一)?(?:個|家|些)?(?P<noun>{_ORGANISATION})",
            f"(?:什麼|甚麼|何(?!處))(?P<noun2>{_ORGANISATION})",
        ),
    ),
    (
        AnswerType.INSTRUMENT,
        _either(
            f"哪(?:一)?(?:個|項|部|種)?(?P<noun>[一-鿿]{{0,6}}?(?:{_INSTRUMENT}))",
            f"(?:什麼|甚麼|何種?)(?P<noun2>[一-鿿]{{0,6}}?(?:{_INSTRUMENT}))",
            f"(?:依據|根據|依|憑|按照?)(?:什麼|甚麼|何種?)(?P<noun3>[一-鿿]{{0,6}}?(?:{_INSTRUMENT}))?",
        ),
    ),
    (
        AnswerType.PLACE,
        _either(
            "(?:哪裡|哪里|哪兒|那裡|何處|何地|什麼地方|甚麼地方)",
            f"哪一?(?:個|座|處)?(?P<noun>{_PLACE})",
            f"(?:什麼|甚麼|何)(?P<noun2>{_PLACE})",
        ),
    ),
    (
        AnswerType.PERSON,
        _either(
            "(?:叫|是)?什麼名字",
            "(?:叫|是)?甚麼名字",
            "姓名(?:是|為何|為)",
            "是誰",
            "由誰",
            "被誰",
            "誰",
            "何人",
            "哪(?:一)?位(?P<noun>[一-鿿]{0,4})",
            "(?:什麼|甚麼)人",
        ),
    ),
    (
        AnswerType.REASON,
        _either(
            "(?<![定稱作認視譯列改成解叫取分])為(?:什麼|甚麼)",
            "何以",
            "(?:原因|理由|緣由|主因)(?:為何|是什麼|何在|是|為)?(?=[?]|$)",
            "^為何",
            "為何(?![?(]|$)",
        ),
    ),
    (
        AnswerType.MANNER,
        _either(
            "如何",
            "怎麼",
            "怎樣",
            "怎",
        ),
    ),
    (
        AnswerType.ENTITY,
        _either(
            "哪(?:一)?(?:個|種|項|類|起|件|款|艘|級|次|場|份|本|篇|所|座|條|家|間|名|支|隊|輛|架|檔|部)(?P<noun>[一-鿿]{0,6})",
            "何種(?P<noun2>[一-鿿]{0,6})",
            "(?:什麼|甚麼)(?P<noun3>[一-鿿]{0,6})",
            "哪一?(?P<noun5>[一-鿿]{1,6})",
            "為何(?=[?]|$)",
            "何(?=[?]|$)",
            "何(?P<noun4>名|者|物|事|項)",
        ),
    ),
    (
        AnswerType.WHETHER,
        _either(
            "嗎",
            "是否",
            "有無",
            "有沒有",
            "能否",
            "可否",
            "是不是",
        ),
    ),
    # A noun phrase that ends in a measure and a question mark asks for its number.
    (
        AnswerType.FIGURE,
        compiled(f"(?P<measure>[一-鿿]?(?:{_MEASURE}))(?:為何|是|為|呢|有)?[?]?$"),
    ),
)

# What keywords ask for by their last word, the head: 調查取證完成率, 海洛因 公斤, 會報 主席. What
# it is asked of is named before it in so many characters.
_KEYWORD_FORMS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        AnswerType.FIGURE,
        compiled(
            "(?<=[^ ]{2})(?P<measure>人數|件數|次數|場次|家數|戶數|總數|數量|數目|金額|總額|比率"
            "|比例|占比|總重|重量|面積|人次|百分比|[一-鿿]{2}率|[國員會校案船]數)$"
        ),
    ),
    (
        AnswerType.FIGURE,
        compiled("(?<=[^ ]{2})(?=(?P<noun>公斤|公噸|公克|公里|公尺|公頃|美元|萬元|億元)$)"),
    ),
    # A thing by what is said of it: 召回大使的國家, 一起查緝的外國單位.
    (AnswerType.PLACE, compiled("(?<=[^ ]{5}的)(?P<noun>國家|城市|縣市|地區)$")),
    (
        AnswerType.ORGANISATION,
        compiled("(?<=[^ ]{5}的)(?:[一-鿿]{2,6})?(?P<noun>單位|機關|公司|廠商|銀行|法院)$"),
    ),
    (AnswerType.PERSON, compiled("(?<=[^ ]{3})(?P<noun>主席|主持人|召集人|負責人|聯絡人)$")),
    (AnswerType.PLACE, compiled("(?<=[^ ]{3})(?P<noun>地點|地址)$")),
    (AnswerType.ARTICLE, compiled("(?<=[^ ]{3})(?P<noun>法條|條號)$")),
)

# Words that belong to asking, not to what is asked about.
_ASKING = _either(
    "請問|請教|我?想知道|告訴我|請告知|請說明|說明一下",
    "[據依]?(?:報告|文件|資料|統計|文中|文章|本文)[中裡內]?(?:提到|指出|記載|顯示|說|稱|認為)的?",
    "[據依](?:報告|資料|文件|統計)",
    "總共|一共|共計|合計共|共有|大約|大概|到底|究竟",
    "呢|嗎|是什麼|為何(?=[?]|$)|是(?=[?]|$)|[?]",
    # Words that refer to what the question itself says, and no passage repeats.
    "竟然?(?!逐|至|以)|居然|平常時?|平時|自己|底下|裡頭|真正|[那這][個件座些份項艘場位]",
    "(?<![冷忘退推了])卻(?!步|除)|百分之(?=多少|幾)|第?幾[項款目]|[講說]的(?=[?]|$)",
)
#: A noun phrase asks for its number with a question mark, or where it names a year.
_PRECISE = compiled("[?]\\s*$|[0-9]年")
_QUESTION_MARK = compiled("[?]\\s*$")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {fold("兩"): 2, fold("两"): 2}


def read(text: str) -> Question:
    """The question in `text` (squeezed and folded); keywords give `AnswerType.NOTHING`."""
    for answer_type, form in _FORMS:
        found = form.search(text)
        if found is None:
            continue
        if form is _FORMS[-1][1] and not _PRECISE.search(text):
            continue  # Without a question mark a single 數 or 量 is too little.
        return _question(text, answer_type, found)
    for answer_type, form in _KEYWORD_FORMS:
        found = form.search(text)
        if found is not None:
            return replace(_question(text, answer_type, found), is_keywords=True)
    content = blank(text, 0, 0)
    answer_type = AnswerType.ENTITY if _QUESTION_MARK.search(text) else AnswerType.NOTHING
    return Question(text, answer_type, len(text), len(text), "", None, content)


def _question(text: str, answer_type: AnswerType, found: re.Match[str]) -> Question:
    """The question whose interrogative is the match `found` of one of the forms."""
    noun_at, noun = _group(found, "noun")
    _, count = _group(found, "count")
    _, measure = _group(found, "measure")
    start, end = found.span()
    if measure:
        start, noun = end, measure
    elif answer_type is AnswerType.LIST and count and text[start] not in fold("哪那"):
        start = end - 1  # The counted noun (四項因素) is content; only 是什麼 asks.
    elif noun and answer_type not in (AnswerType.DATE, AnswerType.DEFINITION):
        end = noun_at
    if answer_type is AnswerType.FIGURE:
        noun = _governed(noun)
    if answer_type is AnswerType.ENTITY and _defines(text, start):
        answer_type, noun = AnswerType.DEFINITION, ""
    content = blank(text, start, end)
    return Question(text, answer_type, start, end, noun, _number(count or None), content)


#: Longest name, in characters, that 是什麼 asks to define; more before it is a clause.
_LONGEST_NAME = 16
#: Most digits of the number of items in a list question (哪3項); a longer one is no count.
_COUNT_DIGITS = 3
#: 是什麼 after a name alone, with or without a word for any thing.
_WHAT = compiled(
    "^(?:什麼|甚麼)(?:樣的)?(?:制度|機制|概念|東西|意思|組織|做法|計畫|系統|措施)?[?]?$"
)


def _defines(text: str, start: int) -> bool:
    """True if the question asks for a definition (喘息服務是什麼, 喘息服務是什麼制度)."""
    before = text[:start]
    if not before.endswith(_IS) or not _WHAT.match(text[start:]):
        return False
    name = before[:-1].rstrip(_COMMA)
    return 1 < len(name) <= _LONGEST_NAME and not any(c in name for c in _OF)


_IS, _OF, _COMMA = fold("是"), fold("的之,，、在由被"), fold("又就")


def _group(found: re.Match[str], name: str) -> tuple[int, str]:
    """(start, text) of the first matched group whose name begins with `name`, else (-1, "")."""
    for group, matched in found.groupdict().items():
        if matched and group.startswith(name):
            return found.start(group), matched
    return -1, ""


def _governed(noun: str) -> str:
    """The measure word and noun at the start of `noun`, the characters after 多少 or 幾."""
    noun = noun.removeprefix(fold("的"))
    cut = re.search(fold("[是的被在與和及或了為會於才由因有占遭受參]"), noun)
    return noun[: cut.start()] if cut else noun


def _number(text: str | None) -> int | None:
    """The number of items that a question states; None for a longer Chinese numeral."""
    if text is None:
        return None
    if text.isascii():
        return int(text) if len(text) <= _COUNT_DIGITS else None
    if len(text) == 1:
        return _DIGITS.get(text)
    return None


def blank(text: str, start: int, end: int) -> str:
    """`text` with `[start, end)` and all words of asking replaced by spaces."""
    chars = list(text)
    chars[start:end] = " " * (end - start)
    if start and text[start - 1] == "是":
        chars[start - 1] = " "  # 加總是多少: the copula belongs to asking, not to 總是
    for found in _ASKING.finditer(text):
        chars[found.start() : found.end()] = " " * (found.end() - found.start())
    return "".join(chars)
