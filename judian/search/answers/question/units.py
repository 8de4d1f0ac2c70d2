"""The unit of measure that a question asks for, and classes of units of the same quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass

from judian.zh.entities.categories import find_values, words
from judian.zh.numbers.units import match as match_unit
from judian.zh.questions.forms import AnswerType, Question
from judian.zh.questions.synonyms import find_synonyms
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

# Units of the same quantity; the first word names the class. A question about 人 is answered
# by 名, one about 公斤 by 公噸, since the answer states its own unit.
_CLASSES = (
    "persons 名 人 位 個人 人數 員 名額 人口 口",
    "visits 人次 次數 人次數",
    "cases 件 起 案 宗 案件 件數 案數 則 件次 案次",
    "times 次 回 趟 團 團次 團(次) 場 場次 梯次 班次 架次 航次",
    "weight 公斤 公噸 噸 公克 克 毫克 公擔 千克 kg g 斤 台斤 兩 總重 重量 淨重 毛重",
    "money 元 美元 美金 歐元 日圓 日元 英鎊 港幣 人民幣 新臺幣 新台幣 千元 百萬元 萬元 億元 塊錢 "
    "金額 總額 經費 預算 費用 罰鍰 罰款 損失 餘額 收入 支出",
    "share % 百分比 百分點 成 ％ 百分之 比率 比例 占比 率",
    "factor 倍",
    "years 年 年度 學年 週年",
    "months 個月 月",
    "days 天 日 工作天 工作日 星期 週 周",
    "hours 小時 分鐘 分 秒 時",
    "age 歲",
    "area 公頃 平方公里 平方公尺 坪 畝 甲 面積",
    "length 公里 公尺 公分 毫米 海浬 浬 里 米",
    "volume 公升 毫升 立方公尺 加侖 噸水",
    "countries 國 個國家 國家 成員國 會員國 締約國",
    "kinds 種 類 種類 項 樣 款",
    "households 戶 家庭 戶數",
    "organisations 家 所 間 處 座 個單位 機構 家數",
    "vehicles 輛 台 臺 部",
    "ships 艘 隻 條船",
    "pieces 顆 粒 錠 塊 包 支 張 枚 個 只 片 株 棵 本 冊 份 頭 袋 箱 瓶 劑",
    "ordinal 屆 名次 級",
    "articles 條 款 點 章 編 部分",
)
_CLASS_OF: dict[str, str] = {}
for _line in _CLASSES:
    _name, *_units = _line.split()
    for _unit in _units:
        _CLASS_OF.setdefault(fold(_unit), _name)
_LONGEST_FIRST = sorted(_CLASS_OF, key=lambda u: (-len(u), u))

# Endings of nouns that are counted in one class of units: 多少【救濟金】
_NOUN_ENDINGS = tuple(
    (name, compiled(pattern))
    for name, pattern in (
        ("money", "[金費款額價薪]$|經費|預算|稅"),
        ("persons", "[人員者生工警]$|警力|人力|民眾|勞工|國人|旅客|遊客"),
        ("share", "[率]$|比例"),
    )
)
# Units that 個 may stand before.
_BEHIND_GE = frozenset(map(fold, ("小時", "月", "百分點", "人", "分鐘", "工作天", "星期", "國家")))

# Nouns just before the interrogative or earlier that imply the class of the unit.
_NOUNS = (
    ("share", "比率 比例 百分比 占比 佔比 率"),
    (
        "money",
        "金額 總額 經費 預算 費用 罰鍰 罰款 損失 收入 支出 產值 價值 造價 補助款 決算 所得 市值 "
        "薪資 財損",
    ),
    ("money", "罰 被罰 遭罰 開罰 花 花了 賠 賠償 繳 追繳 多少錢"),
    ("persons", "人數 總人數 名額 員額"),
    ("visits", "人次"),
    ("cases", "件數 案件數 總件數"),
    ("weight", "重量 總重 淨重 毛重 查獲量 產量 排放量"),
    ("area", "面積"),
    ("age", "年齡 歲數"),
)
_NOUN_CLASSES = tuple(
    (
        name,
        re.compile("(?:" + "|".join(map(fold, nouns.split())) + ")(?:約|共|合計|總計|估計|高)?$"),
    )
    for name, nouns in _NOUNS
)


_SUBJECTS = tuple(
    (name, re.compile("|".join(map(fold, nouns.split()))))
    for name, nouns in _NOUNS
    if not nouns.startswith("罰 ")
)

_TRAILING = fold(
    "(?:大約|約|總共|一共|共|計|達到?|是|為|有|估計|合計|總計|的|[降升增減提調][^,。]{0,2}[到至為]|剩下?|占|佔)+$"
)

#: The class of 幾個: things and persons are counted, but nothing is measured.
THINGS = "things"
#: Classes of units of measure; in any other, things are counted.
MEASURES = ("money", "weight", "area", "length", "volume")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RequestedUnit:
    """`unit` is the folded unit that the question names, `group` its class; both are None if the
    question leaves the unit open. `noun` is the rest of the noun after the interrogative.
    `is_sure` is False if the class was inferred from the subject (預算被刪減後剩多少)."""

    unit: str | None = None
    group: str | None = None
    noun: str = ""
    is_sure: bool = True

    @property
    def is_measure(self) -> bool:
        """True if the question names a unit of measure (幾公頃).

        A number without a unit may measure anything else.
        """
        return self.unit is not None and self.group in MEASURES


Requested = tuple[RequestedUnit, Span | None]


def unit_class(unit: str | None) -> str | None:
    """The class of a unit as written, None for a unit of no class."""
    return _CLASS_OF.get(fold(unit)) if unit else None


def requested_unit(question: Question) -> Requested:
    """The unit that a question asks for, and the span of the unit in its text if it is named."""
    if question.answer_type is AnswerType.FIGURE:
        for reader in _READERS:
            found = reader(question)
            if found is not None:
                return found
        return RequestedUnit(None, None, question.noun), None
    return RequestedUnit(), None


def _share(question: Question) -> Requested | None:
    """百分之幾, 幾成, 占多少."""
    asked = question.text[question.start : question.end]
    is_share = fold("百分") in asked or fold("成") in asked
    is_share = is_share or (not question.noun and question.before.rstrip().endswith(_SHARE_OF))
    return (RequestedUnit(None, "share"), None) if is_share else None


_SHARE_OF = tuple(map(fold, ("占", "佔", "占了", "佔了", "占全體", "占總數")))
#: 多重, 多長: adjectives that name a quantity.
_DIMENSIONS = {fold("多重"): "weight", fold("多遠"): "length"}


def _dimension(question: Question) -> Requested | None:
    """多重."""
    group = _DIMENSIONS.get(question.text[question.start : question.end])
    return (RequestedUnit(None, group), None) if group else None


def _unit_after_ge(question: Question) -> Requested | None:
    """幾個小時, 幾個人: the measure word before a unit that needs none."""
    text, at = question.text, question.end
    for unit in _LONGEST_FIRST:
        if unit in _BEHIND_GE and text.startswith(fold("個") + unit, at):
            return RequestedUnit(unit, _CLASS_OF[unit], ""), (at, at + 1 + len(unit))
    return None


def _unit_without_class(question: Question) -> Requested | None:
    """多少MW, 幾批: a unit that no class has."""
    at = question.end
    found = _unit_at(question.text, at)
    if found is not None and (
        _begins_name(question.text, at, found[1]) or _begins_word(question, found[0])
    ):
        return None  # 多少K他命 counts the substance, not a unit K.
    if found is None or found[0] in _CLASS_OF:
        return None
    name, end = found
    return RequestedUnit(name, None, question.noun[end - at :]), (at, end)


def _unit_with_class(question: Question) -> Requested | None:
    """多少公斤; 學生有幾個 may be answered in 人, 名 or 個."""
    text, at = question.text, question.end
    for unit in _LONGEST_FIRST:
        if question.noun and text.startswith(unit, at) and not _begins_word(question, unit):
            rest = question.noun[len(unit) :]
            if unit == fold("個") and not rest:
                return RequestedUnit(None, THINGS), (at, at + 1)
            return RequestedUnit(unit, _CLASS_OF[unit], rest), (at, at + len(unit))
    return None


def _money(question: Question) -> Requested | None:
    """多少錢."""
    at = question.end
    if question.noun.startswith(fold("錢")):
        return RequestedUnit(None, "money", question.noun), (at, at + 1)
    return None


def _class_of_noun(question: Question) -> Requested | None:
    """多少【救濟金】, or 人數【多少】."""
    subject = _subject(question)
    for patterns, text in ((_NOUN_ENDINGS, question.noun), (_NOUN_CLASSES, subject)):
        for name, pattern in patterns:
            if pattern.search(text):
                return RequestedUnit(None, name, question.noun), None
    return None


def _class_of_subject(question: Question) -> Requested | None:
    """預算被刪減後剩多少: the class of the last noun that implies one."""
    if question.noun:
        return None
    subject = _subject(question)
    last: tuple[int, str | None] = (0, None)
    for name, pattern in _SUBJECTS:
        for found in pattern.finditer(subject):
            last = max(last, (found.end(), name), key=lambda end_and_class: end_and_class[0])
    return RequestedUnit(None, last[1], is_sure=False), None


def _subject(question: Question) -> str:
    """The text before the interrogative without the words that lead up to a number; the whole
    text if the noun itself is the interrogative (經費？)."""
    if question.noun and not question.text[question.start : question.end]:
        return question.text[: question.end].rstrip("? ")
    return re.sub(_TRAILING, "", question.before.rstrip())


#: Tried in order; the first that returns a unit decides.
_READERS = (
    _share,
    _dimension,
    _unit_after_ge,
    _unit_without_class,
    _unit_with_class,
    _money,
    _class_of_noun,
    _class_of_subject,
)


_HOW_MUCH = fold("多少")
#: 人員 and 人民 are persons all the same.
_PERSON = fold("人")


def _begins_word(question: Question, unit: str) -> bool:
    """True if a unit of one character behind 多少 only begins the word there: 多少【回饋金】, 多少
    【座談會】. Behind 幾 stands a unit."""
    asked = question.text[question.start : question.end]
    if len(unit) > 1 or unit == _PERSON or not asked.endswith(_HOW_MUCH):
        return False
    behind = question.text[question.end :]
    word = next((w for w, _, _ in words(behind)), "")
    if len(word) == 1 or not word.startswith(unit) or word in _CLASS_OF:
        return False
    rest = next((w for w, _, _ in words(behind[1:])), "")
    return len(rest) <= 1  # 多少台電腦: 電腦 is the word


def _begins_name(text: str, start: int, end: int) -> bool:
    """True if a known name begins at `start` and does not end before `end`."""
    spans = [(value.start, value.end) for value in find_values(text)]
    spans += [(low, high) for low, high, _ in find_synonyms(text)]
    return any(low == start and high >= end for low, high in spans)


_LATIN_UNIT = re.compile("[a-zµμ°%℃][a-z0-9/%²³]{0,7}")


def _unit_at(text: str, at: int) -> tuple[str, int] | None:
    """The unit at offset `at` and its end, in the classes above or not: 批, mw."""
    latin = _LATIN_UNIT.match(text, at)
    if latin:
        return latin.group(), latin.end()
    found = match_unit(text, text, at)
    return (fold(found[0].name), found[1]) if found else None
