"""Which unit a question asks for, and which units measure the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from judian.zh.numbers.units import match as match_unit
from judian.zh.questions.forms import AnswerType, Question
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

# Units that count or measure the same: the first names the class. A question about 人 is
# answered by 名; one about 公斤 by 公噸, since the answer states its own unit.
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
# Classes that people use for one another: 家 and 個 count countries or banks as well.
_LOOSE = {"pieces", "organisations", "kinds", "cases", "ordinal"}
_LONGEST_FIRST = sorted(_CLASS_OF, key=lambda u: (-len(u), u))

# How nouns end that are counted in one kind of unit: 多少【救濟金】
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

# Nouns just before or in the question that say what kind of number is wanted.
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


@dataclass(frozen=True, slots=True)
class UnitWish:
    """`unit` is the folded unit asked for by name, `group` its class; both None when the
    question leaves the unit open. `noun` is what else follows the interrogative. A wish that is
    not sure was read from what the question is about (預算被刪減後剩多少)."""

    unit: str | None = None
    group: str | None = None
    noun: str = ""
    is_sure: bool = True


def unit_class(unit: str | None) -> str | None:
    """The class of a unit as written, None for one that is in no class."""
    return _CLASS_OF.get(fold(unit)) if unit else None


def asked_unit(question: Question) -> tuple[UnitWish, tuple[int, int] | None]:
    """The unit wish of a question and its place in the question's text."""
    if question.answer_type is not AnswerType.FIGURE:
        return UnitWish(), None
    text, at = question.text, question.end
    asked = text[question.start : at]
    if fold("百分") in asked or fold("成") in asked:
        return UnitWish(None, "share"), None
    for unit in _LONGEST_FIRST:
        # 幾個小時, 幾個人: the measure word before a unit that needs none.
        if unit in _BEHIND_GE and text.startswith(fold("個") + unit, at):
            return UnitWish(unit, _CLASS_OF[unit], ""), (at, at + 1 + len(unit))
    own = _read_unit(text, at)
    if own is not None and own[0] not in _CLASS_OF:
        name, end = own
        return UnitWish(name, None, question.noun[end - at :]), (at, end)
    for unit in _LONGEST_FIRST:
        if question.noun and text.startswith(unit, at):
            rest = question.noun[len(unit) :]
            group = _CLASS_OF[unit]
            if unit == fold("個") and not rest:
                # 學生有幾個 may be told in 人, 名 or 個.
                return UnitWish(None, _THINGS), (at, at + 1)
            return UnitWish(unit, group, rest), (at, at + len(unit))
    head = question.before.rstrip()
    head = re.sub(_TRAILING, "", head)
    if question.noun and not question.text[question.start : question.end]:
        head = question.text[: question.end].rstrip("? ")
    if question.noun.startswith(fold("錢")):
        return UnitWish(None, "money", question.noun), (at, at + 1)
    for name, pattern in _NOUN_ENDINGS:
        if pattern.search(question.noun):
            return UnitWish(None, name, question.noun), None
    for name, pattern in _NOUN_CLASSES:
        if pattern.search(head):
            return UnitWish(None, name, question.noun), None
    if not question.noun:
        return UnitWish(None, _class_of_subject(head), is_sure=False), None
    return UnitWish(None, None, question.noun), None


#: The wish of 幾個: things and persons are counted, but nothing is measured.
_THINGS = "things"
_MEASURED = frozenset(
    ("weight", "money", "share", "factor", "area", "length", "volume", "hours", "days", "months",
     "years", "age")
)  # fmt: skip
_LATIN_UNIT = re.compile("[a-zµμ°%℃][a-z0-9/%²³]{0,7}")


def _read_unit(text: str, at: int) -> tuple[str, int] | None:
    """The unit at `at` that is in no class above: 批, mw."""
    latin = _LATIN_UNIT.match(text, at)
    if latin:
        return latin.group(), latin.end()
    found = match_unit(text, text, at)
    return (fold(found[0].name), found[1]) if found else None


def _class_of_subject(head: str) -> str | None:
    """The class of the last noun of `head` that says what kind of number it has."""
    last: tuple[int, str | None] = (0, None)
    for name, pattern in _SUBJECTS:
        for found in pattern.finditer(head):
            last = max(last, (found.end(), name), key=lambda one: one[0])
    return last[1]


def fits(wish: UnitWish, unit: str | None, text: str) -> float:
    """How well a figure's unit and its folded text fit the wish: 1 the very unit, 0.8 its
    class, 0.5 unknown, 0 another class. 十三個部分 counts no 條文."""
    noun = wish.unit if wish.unit and len(wish.unit) > 1 else wish.noun[-2:]
    counted = _COUNTED.search(text)
    if noun and counted:
        if noun in counted.group(1):
            return 1.0
        if len(noun) > 1 and not set(noun) & set(counted.group(1)):
            return 0.0
    return _fit_of_units(wish, unit)


#: What a general measure word counts, where the figure's own text goes on: 120個【成員國】
_COUNTED = compiled("[0-9一二三四五六七八九十百千萬億餘多](?:個|項|種|類|處)([一-鿿]{2,})$")


#: Containers and pieces that are no measure of one another.
_CONTAINERS = frozenset(map(fold, "錠塊包支張株棵本冊份頭袋箱瓶劑"))


def _fit_of_units(wish: UnitWish, unit: str | None) -> float:
    if wish.unit is None and wish.group is None:
        return 0.5
    if wish.group == _THINGS:
        return 0.1 if unit_class(unit) in _MEASURED else 0.5
    if not wish.is_sure:
        return 0.8 if unit_class(unit) == wish.group else 0.4 if unit_class(unit) is None else 0.2
    if wish.unit and wish.group is None:
        # A unit of no class is like no other.
        return 1.0 if unit and fold(unit) == wish.unit else 0.5 if unit is None else 0.15
    if unit and wish.unit and {wish.unit, fold(unit)} <= _CONTAINERS and wish.unit != fold(unit):
        return 0.15
    if unit and wish.unit == fold(unit):
        return 1.0
    group = unit_class(unit)
    if wish.group == "share" or group == "share":
        return 0.8 if wish.group == group else 0.0
    if unit is None:
        return 0.5
    if group is None:
        return 0.3 if wish.group in _LOOSE else 0.0
    if group == wish.group:
        return 0.8
    if {group, wish.group} <= {"persons", "visits"}:
        return 0.4 if wish.unit is None else 0.0
    if {group, wish.group} <= {"countries", "pieces", "organisations", "kinds"}:
        return 0.5
    if {group, wish.group} <= {"cases", "times", "pieces"}:
        return 0.3
    if {group, wish.group} <= {"articles", "kinds", "pieces"}:
        return 0.4
    return 0.0
